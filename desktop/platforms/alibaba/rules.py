"""Checks an answer against the platform's rules before anything is sent, so that a refusal costs no transfer.

A rule that cannot be understood is skipped with a note (reference, section 3.3: dirty values are normal). The
platform's patterns are hostile input: each one runs under a time limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import regex

from desktop.platforms.alibaba.schema import Filled, Rule, Schema, SchemaField, Value

PATTERN_SECONDS = 0.2
NUMBERED = re.compile(r"\[(\d{1,6})\]")


@dataclass(frozen=True)
class Wrong:
    """One thing that the platform would refuse: `kind` names the rule, `fields` hold values for the sentence."""

    place: str
    kind: str
    name: str
    fields: Mapping[str, object] = field(default_factory=dict)


class Validator:
    """Checks answers for one form. `picture_size` answers bytes for a photobank file id, None when unknown."""

    def __init__(self, schema: Schema, picture_size: Callable[[str], int | None]) -> None:
        self._schema, self._picture_size = schema, picture_size
        self.notes: list[str] = list(schema.notes)

    def check(self, answers: Iterable[Filled], *, partial: bool = False) -> list[Wrong]:
        """Everything that is wrong; `partial` for an update, where absent fields stay as they are."""
        given = {answer.id: answer for answer in answers}
        found: list[Wrong] = []
        for item in self._schema.fields:
            if not (partial and item.id not in given):
                found += self._field(item, given, item.id)
        return found

    def _field(self, item: SchemaField, given: Mapping[str, Filled], place: str) -> list[Wrong]:
        if item.type == "label" or _disabled(item, given):
            return []
        answer = given.get(item.id)
        if answer is None or not (answer.values or any(answer.entries)):
            return [Wrong(place, "required", item.name)] if item.required else []
        if item.rule("readOnlyRule"):
            return []
        if item.type in ("complex", "multiComplex"):
            return self._entries(item, answer, place)
        return list(self._values(item, answer, place))

    def _entries(self, item: SchemaField, answer: Filled, place: str) -> list[Wrong]:
        count = len(answer.entries) if item.type == "multiComplex" else len(answer.entries[0])
        found = list(_counts(item, count, place))
        for number, entry in enumerate(answer.entries):
            path = place if item.type == "complex" else f"{place}[{number}]"
            given = {child.id: child for child in entry}
            for child in item.fields:
                found += self._field(child, given, f"{path}.{child.id}")
        return found

    def _values(self, item: SchemaField, answer: Filled, place: str) -> Iterator[Wrong]:
        if item.type in ("multiInput", "multiCheck"):
            yield from _counts(item, len(answer.values), place)
        for value in answer.values:
            if item.type in ("singleCheck", "multiCheck"):
                yield from self._choice(item, value, place)
            for rule in item.rules:
                if wrong := self._rule(item, rule, value):
                    yield Wrong(place, wrong[0], item.name, wrong[1])

    def _choice(self, item: SchemaField, value: Value, place: str) -> Iterator[Wrong]:
        own = value.attributes.get("inputValue", "").strip()
        allowed = value.text in {option.value for option in item.options} and not (value.text == "-1" and not own)
        if item.options and not allowed and not (item.takes_own_words and own and value.text.startswith("-")):
            yield Wrong(place, "choice", item.name, {"value": own or value.text})

    def _rule(self, item: SchemaField, rule: Rule, value: Value) -> tuple[str, dict[str, object]] | None:
        text = value.text
        if rule.target.startswith("attribute:"):
            text = value.attributes.get(rule.target.removeprefix("attribute:"), "")
        elif rule.target or item.type in ("singleCheck", "multiCheck"):
            return None  # on a choice, a length means something else: a file size in the real schemas
        if rule.name in ("maxLengthRule", "minLengthRule"):
            return _length(rule, text)
        if rule.name == "maxInputNumRule" and item.type == "input":
            return _length(Rule("maxLengthRule", rule.value, unit="character"), text)
        if rule.name in ("regexRule", "regxRule"):
            return self._pattern(item, rule, text)
        if rule.name == "valueTypeRule":
            return None if _is_kind(rule.value, text) else ("kind", {"kind": rule.value, "value": text[:40]})
        if rule.name == "maxImageSizeRule" and "fileId" in value.attributes:
            size, limit = self._picture_size(value.attributes["fileId"]), _whole(rule.value)
            return ("picture_size", {"limit": limit, "size": size}) if size and limit and size > limit else None
        if rule.name in ("maxValueRule", "minValueRule", "maxDecimalDigitsRule", "minDecimalDigitsRule"):
            return _bound(rule, text)
        return None

    def _pattern(self, item: SchemaField, rule: Rule, text: str) -> tuple[str, dict[str, object]] | None:
        try:
            pattern = regex.compile(rule.value)
            if rule.forbids:
                match = pattern.search(text, timeout=PATTERN_SECONDS)
                return ("forbidden", {"value": match.group(0)[:20]}) if match else None
            good = pattern.fullmatch(text, timeout=PATTERN_SECONDS)
        except TimeoutError:
            self.notes.append(f"{item.id}: pattern too slow")
            return None
        except (regex.error, RecursionError, OverflowError, MemoryError):
            self.notes.append(f"{item.id}: pattern not understood")
            return None
        return None if good else ("form", {"value": text[:40]})


def _disabled(item: SchemaField, given: Mapping[str, Filled]) -> bool:
    for rule in item.rule("disableRule"):
        met = [(_text_of(given, name) == value) == (symbol != "!=") for name, symbol, value in rule.depends]
        if rule.value.strip() == "true" and (not met or (any(met) if rule.any_of else all(met))):
            return True
    return False


def _text_of(given: Mapping[str, Filled], name: str) -> str:
    answer = given.get(name)
    return answer.text if answer else ""


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,15}", text.strip(), re.ASCII) else None


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _counts(item: SchemaField, count: int, place: str) -> Iterator[Wrong]:
    for rule in item.rule("maxInputNumRule", "maxItemsRule"):
        if (limit := _whole(rule.value)) is not None and count > limit:
            yield Wrong(place, "too_many", item.name, {"limit": limit, "count": count})
    for rule in item.rule("minInputNumRule"):
        if (limit := _whole(rule.value)) is not None and count < limit:
            yield Wrong(place, "too_few", item.name, {"limit": limit, "count": count})
    for rule in item.rule("maxValueRule"):
        bracket = NUMBERED.search(rule.value)
        if item.type in ("multiCheck", "multiInput") and bracket and count > int(bracket.group(1)):
            yield Wrong(place, "too_many", item.name, {"limit": int(bracket.group(1)), "count": count})


def _length(rule: Rule, text: str) -> tuple[str, dict[str, object]] | None:
    limit = _whole(rule.value)
    if limit is None:
        return None
    # the unit "byte" is counted in UTF-8, the stricter of the two readings (reference, "Byte counting")
    size = len(text.encode("utf-8")) if rule.unit == "byte" else len(text)
    if rule.name == "maxLengthRule" and size > limit:
        return "too_long", {"limit": limit, "size": size, "unit": rule.unit or "character"}
    if rule.name == "minLengthRule" and size < limit:
        return "too_short", {"limit": limit, "size": size, "unit": rule.unit or "character"}
    return None


def _is_kind(kind: str, text: str) -> bool:
    if kind in ("decimal", "double"):
        return _number(text) is not None
    if kind in ("integer", "long"):
        return re.fullmatch(r"-?\d{1,18}", text, re.ASCII) is not None
    if kind == "url":
        return re.match(r"(https?:)?//\S{3,}", text) is not None
    return True


def _bound(rule: Rule, text: str) -> tuple[str, dict[str, object]] | None:
    bound, value = _number(rule.value), _number(text)
    if bound is None or value is None:
        return None
    over = value > bound or (value == bound and not rule.inclusive)
    under = value < bound or (value == bound and not rule.inclusive)
    if rule.name.startswith("max") and over:
        return "too_large", {"limit": str(bound)}
    if rule.name.startswith("min") and under:
        return "too_small", {"limit": str(bound)}
    return None
