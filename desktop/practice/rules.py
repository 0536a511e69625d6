"""The rule engine of the practice platform: says what is wrong with a seller's answer (reference, section 3.3).

Rules that cannot be understood are passed over, as the real platform's own dirty values demand. Every complaint is one
``(field, code, text)``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from desktop.practice.schema import Answer, Field, Rule

Complaint = tuple[str, str, str]
PictureSize = Callable[[str, str], "int | None"]
"""Photobank look-up: file id and URL to the size in bytes, or None when that picture is not the account's."""

MAX_CHECKED = 20_000
"""Characters of a value that a pattern is run on."""


@dataclass(frozen=True)
class Checker:
    """Checks answers against one category's form."""

    fields: Sequence[Field]
    picture_size: PictureSize
    category: int

    def complaints(self, answers: Sequence[Answer], *, partial: bool = False) -> list[Complaint]:
        """All that is wrong; ``partial`` leaves out "required" for fields not sent (an incremental update)."""
        given = {answer.id: answer for answer in answers}
        found: list[Complaint] = []
        for item in self.fields:
            answer = given.get(item.id)
            if answer is None and partial:
                continue
            if not _disabled(item, given):
                found += self._field(item, answer, item.id)
        return found[:40]

    def _field(self, item: Field, answer: Answer | None, where: str) -> list[Complaint]:
        if answer is None or _is_empty(answer):
            return [(where, "requiredRule", f"{item.name} is required")] if _is_required(item) else []
        if item.rule("readOnlyRule"):
            wrong = item.id == "catId" and answer.text() != str(self.category)
            return [(where, "readOnlyRule", f"{item.name} cannot be changed")] if wrong else []
        if item.type in ("complex", "multiComplex"):
            return self._entries(item, answer, where)
        return self._values(item, answer, where)

    def _entries(self, item: Field, answer: Answer, where: str) -> list[Complaint]:
        found: list[Complaint] = []
        if item.type == "complex" and len(answer.entries) != 1:
            return [(where, "typeError", f"{item.name} takes one complex-value")]
        count = len(answer.entries) if item.type == "multiComplex" else len(answer.entries[0])
        found += _count(item, count, where)
        for number, entry in enumerate(answer.entries):
            given = {child.id: child for child in entry}
            path = where if item.type == "complex" else f"{where}[{number}]"
            for child in item.fields:
                if not _disabled(child, given):
                    found += self._field(child, given.get(child.id), f"{path}.{child.id}")
        return found

    def _values(self, item: Field, answer: Answer, where: str) -> list[Complaint]:
        found: list[Complaint] = []
        if item.type in ("input", "singleCheck") and len(answer.values) != 1:
            return [(where, "typeError", f"{item.name} takes one value")]
        if item.type in ("multiInput", "multiCheck"):
            found += _count(item, len(answer.values), where)
            found += _custom_count(item, answer, where)
        for text, attributes in answer.values:
            found += _choice(item, text, attributes, where)
            if item.type in ("input", "multiInput"):
                found += _value(item, text, where)
            if "inputValue" in attributes:
                found += _attribute_length(item, "inputValue", attributes["inputValue"], where)
            if item.id.startswith("scImages_"):
                found += self._picture(item, text, attributes, where)
        return found

    def _picture(self, item: Field, url: str, attributes: dict[str, str], where: str) -> list[Complaint]:
        size = self.picture_size(attributes.get("fileId", ""), url)
        if size is None:
            return [(where, "fileIdRule", f"{item.name} needs the fileId of a picture in your photobank")]
        for rule in item.rule("maxImageSizeRule"):
            limit = _whole(rule.value)
            if limit is not None and size > limit:
                return [(where, "maxImageSizeRule", f"{item.name} is larger than {limit} bytes")]
        return []


def _is_empty(answer: Answer) -> bool:
    if answer.values:
        return all(text.strip() == "" and not attributes for text, attributes in answer.values)
    return not any(answer.entries)


def _is_required(item: Field) -> bool:
    return any(rule.value == "true" for rule in item.rule("requiredRule"))


def _disabled(item: Field, given: dict[str, Answer]) -> bool:
    for rule in item.rule("disableRule"):
        if not rule.depends:
            if rule.value == "true":
                return True
            continue
        results = []
        for name, symbol, value in rule.depends:
            answer = given.get(name)
            same = (answer.text() if answer else "") == value
            results.append(same if symbol == "==" else not same)
        met = any(results) if rule.operator == "or" else all(results)
        if met and rule.value == "true":
            return True
    return False


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text.strip()) else None


def _bound(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _count(item: Field, count: int, where: str) -> list[Complaint]:
    found: list[Complaint] = []
    for rule in item.rule("maxInputNumRule", "maxItemsRule"):
        limit = _whole(rule.value)
        if limit is not None and count > limit:
            found.append((where, rule.name, f"{item.name} takes at most {limit} entries"))
    for rule in item.rule("minInputNumRule"):
        limit = _whole(rule.value)
        if limit is not None and count < limit:
            found.append((where, rule.name, f"{item.name} needs at least {limit} entries"))
    return found


def _custom_count(item: Field, answer: Answer, where: str) -> list[Complaint]:
    own = sum(1 for _, attributes in answer.values if "inputValue" in attributes)
    for rule in item.rule("maxValueRule"):
        limit = re.search(r"\[([0-9]{1,6})\]", rule.value)
        if limit and own > int(limit.group(1)):
            return [(where, rule.name, f"{item.name} takes at most {limit.group(1)} values of your own")]
    return []


def _choice(item: Field, text: str, attributes: dict[str, str], where: str) -> list[Complaint]:
    if item.type not in ("singleCheck", "multiCheck") or not item.options:
        return []
    if text in {option.value for option in item.options} and not (text == "-1" and not attributes.get("inputValue")):
        return []
    may = any(rule.value == "inputValue" for rule in item.rule("valueAttributeRule"))
    if may and re.fullmatch(r"-[0-9]{1,6}", text) and attributes.get("inputValue", "").strip():
        return []
    return [(where, "optionsError", f"{item.name}: the value {text[:40]} is not among the choices")]


def _length_of(text: str, unit: str) -> int:
    return len(text.encode("utf-8")) if unit == "byte" else len(text)


def _attribute_length(item: Field, name: str, text: str, where: str) -> list[Complaint]:
    for rule in item.rule("maxLengthRule"):
        limit = _whole(rule.value)
        if rule.target in (f"attribute:{name}", "") and limit is not None and _length_of(text, rule.unit) > limit:
            return [(where, rule.name, f"{item.name}: your own value is longer than {limit} {rule.unit}")]
    return []


def _value(item: Field, text: str, where: str) -> list[Complaint]:
    found: list[Complaint] = []
    for rule in item.rules:
        if rule.target.startswith("attribute:"):
            continue
        problem = _one_rule(item, rule, text)
        if problem:
            found.append((where, rule.name, problem))
    return found


def _one_rule(item: Field, rule: Rule, text: str) -> str:
    limit = _whole(rule.value)
    if rule.name == "maxLengthRule" and limit is not None and _length_of(text, rule.unit) > limit:
        return f"{item.name} is longer than {limit} {rule.unit}"
    if rule.name == "minLengthRule" and limit is not None and _length_of(text, rule.unit) < limit:
        return f"{item.name} is shorter than {limit} {rule.unit}"
    if rule.name == "maxInputNumRule" and item.type == "input" and limit is not None and len(text) > limit:
        return f"{item.name} is longer than {limit} characters"
    if rule.name in ("regexRule", "regxRule"):
        return _pattern(item, rule, text)
    if rule.name == "valueTypeRule":
        return _kind(item, rule.value, text)
    if rule.name.startswith(("maxValue", "minValue", "maxDecimal", "minDecimal")):
        return _range(item, rule, text)
    return ""


@lru_cache(maxsize=200)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern)
    except re.error:
        return None


def _pattern(item: Field, rule: Rule, text: str) -> str:
    pattern = _compiled(rule.value)
    if pattern is None:
        return ""
    checked = text[:MAX_CHECKED]
    if rule.ex == "not include":
        found = pattern.search(checked)
        return f"{item.name} must not contain '{found.group(0)[:20]}'" if found else ""
    return "" if pattern.fullmatch(checked) else f"{item.name} has the wrong form"


def _kind(item: Field, kind: str, text: str) -> str:
    good = True
    if kind in ("decimal", "double"):
        good = _bound(text) is not None
    elif kind in ("integer", "long"):
        good = re.fullmatch(r"-?[0-9]{1,18}", text) is not None
    elif kind == "url":
        good = re.match(r"(https?:)?//[^\s]{3,}", text) is not None
    elif kind == "date":
        good = re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None
    return "" if good else f"{item.name} must be of type {kind}"


def _range(item: Field, rule: Rule, text: str) -> str:
    bound, value = _bound(rule.value), _bound(text)
    if bound is None or value is None:
        return ""
    inclusive = rule.ex != "not include"
    if rule.name.startswith("max") and (value > bound or (value == bound and not inclusive)):
        return f"{item.name} is above {bound}"
    if rule.name.startswith("min") and (value < bound or (value == bound and not inclusive)):
        return f"{item.name} is below {bound}"
    return ""
