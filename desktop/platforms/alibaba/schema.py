"""The platform's form of a category, read from its rule XML, and the answer XML written back (reference, section 3.2).

The XML comes from outside: document types are refused, size and depth are bounded, and whatever is not understood is
passed over with a note, because real rule XML holds dirty values (section 3.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement, tostring

import defusedxml.ElementTree as SafeXml
from defusedxml.common import DefusedXmlException

from desktop.platforms.base import Rejected

TYPES = frozenset({"input", "multiInput", "singleCheck", "multiCheck", "complex", "multiComplex", "label"})
MAX_XML = 8 * 1024 * 1024
MAX_DEPTH = 12


@dataclass(frozen=True)
class Rule:
    """One rule as sent. `target` may aim at an attribute of the value; `depends` are (field, symbol, value)."""

    name: str
    value: str
    inclusive: bool = True
    forbids: bool = False
    unit: str = ""
    target: str = ""
    depends: tuple[tuple[str, str, str], ...] = ()
    any_of: bool = False


@dataclass(frozen=True)
class Option:
    """One choice: what is shown and what is sent."""

    shown: str
    value: str


@dataclass(frozen=True)
class Value:
    """One simple value with the attributes on it (`fileId`, `inputValue` ...)."""

    text: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """One field of an answer, or as read back: simple values, or entries that hold fields."""

    id: str
    type: str
    values: tuple[Value, ...] = ()
    entries: tuple[tuple[Filled, ...], ...] = ()

    @property
    def text(self) -> str:
        """The first simple value."""
        return self.values[0].text if self.values else ""

    def child(self, name: str) -> Filled | None:
        """A field of the first entry."""
        return next((item for item in self.entries[0] if item.id == name), None) if self.entries else None


@dataclass(frozen=True)
class SchemaField:
    """One field of the form with its rules, choices, children and, where rendered, its current value."""

    id: str
    name: str
    type: str
    rules: tuple[Rule, ...] = ()
    options: tuple[Option, ...] = ()
    fields: tuple[SchemaField, ...] = ()
    current: Filled | None = None

    def rule(self, *names: str) -> list[Rule]:
        """Rules by name."""
        return [rule for rule in self.rules if rule.name in names]

    @property
    def required(self) -> bool:
        """Whether it must be filled (where it is not disabled)."""
        return any(rule.value.strip() == "true" for rule in self.rule("requiredRule"))

    @property
    def takes_own_words(self) -> bool:
        """Whether a choice outside the options can be given as `inputValue`."""
        return any(rule.value == "inputValue" for rule in self.rule("valueAttributeRule"))

    def child(self, name: str) -> SchemaField | None:
        """A child's definition."""
        return next((item for item in self.fields if item.id == name), None)


@dataclass(frozen=True)
class Schema:
    """A whole form; `notes` name what was passed over."""

    fields: tuple[SchemaField, ...]
    notes: tuple[str, ...] = ()

    def field(self, name: str) -> SchemaField | None:
        """A top-level field."""
        return next((item for item in self.fields if item.id == name), None)

    def values(self) -> dict[str, Filled]:
        """The current values by field id, as rendered."""
        return {item.id: item.current for item in self.fields if item.current is not None}


@lru_cache(maxsize=16)
def parse_schema(xml: str) -> Schema:
    """The form in rule XML, read once: a form is large and used for many products.

    Raises Rejected(platform.bad_schema) where it is no schema at all.
    """
    if len(xml) > MAX_XML:
        raise Rejected("platform.bad_schema", reason="size")
    try:
        root = SafeXml.fromstring(xml, forbid_dtd=True)
    except (DefusedXmlException, SyntaxError, ValueError, RecursionError) as error:
        raise Rejected("platform.bad_schema", reason="xml") from error
    if root.tag != "itemSchema":
        raise Rejected("platform.bad_schema", reason="root")
    notes: list[str] = []
    fields = tuple(_fields(root, notes, 0))
    return Schema(fields, tuple(notes))


def _fields(holder: Element, notes: list[str], depth: int) -> Iterator[SchemaField]:
    if depth > MAX_DEPTH:
        notes.append("too deep")
        return
    for element in holder.findall("field"):
        name, kind = element.get("id", ""), element.get("type", "")
        if not name or kind not in TYPES:
            notes.append(f"{name or '?'}: type {kind[:30] or '?'}")
            continue
        children = element.find("fields")
        yield SchemaField(
            name,
            element.get("name", name),
            kind,
            tuple(_rules(element)),
            tuple(_options(element)),
            tuple(_fields(children, notes, depth + 1)) if children is not None else (),
            _filled(element, depth),
        )


def _rules(element: Element) -> Iterator[Rule]:
    for rule in element.findall("rules/rule"):
        group = rule.find("depend-group")
        depends = (
            ()
            if group is None
            else tuple((row.get("fieldId", ""), row.get("symbol", "=="), row.get("value", "")) for row in group.iter("depend-express"))
        )
        extra = rule.get("exProperty", "")
        yield Rule(
            rule.get("name", ""),
            rule.get("value", ""),
            inclusive=extra != "not include",
            forbids=extra == "not include",
            unit=rule.get("unit", ""),
            target=rule.get("target", ""),
            depends=depends,
            any_of=group is not None and group.get("operator") == "or",
        )


def _options(element: Element) -> Iterator[Option]:
    for option in element.findall("options/option"):
        if (value := option.get("value")) is not None:
            yield Option(option.get("displayName", value), value)


def _filled(element: Element, depth: int) -> Filled | None:
    if depth > MAX_DEPTH:
        return None
    simple = [item for holder in (element, *element.findall("values")) for item in holder.findall("value")]
    entries = [*element.findall("complex-value"), *element.findall("complex-values")]
    if not simple and not entries:
        return None
    values = tuple(Value(item.text or "", dict(item.attrib)) for item in simple)
    inner = tuple(tuple(found for child in entry.findall("field") if (found := _filled(child, depth + 1))) for entry in entries)
    return Filled(element.get("id", ""), element.get("type", ""), values, inner)


def answer_xml(fields: Iterable[Filled]) -> str:
    """The answer: only `itemSchema` with fields that carry values."""
    root = Element("itemSchema")
    for item in fields:
        _write(root, item)
    return tostring(root, encoding="unicode")


def _write(parent: Element, item: Filled) -> None:
    element = SubElement(parent, "field", {"id": item.id, "type": item.type})
    if item.type in ("complex", "multiComplex"):
        tag = "complex-value" if item.type == "complex" else "complex-values"
        for entry in item.entries:
            holder = SubElement(element, tag)
            for child in entry:
                _write(holder, child)
        return
    holder = SubElement(element, "values") if item.type in ("multiInput", "multiCheck") else element
    for value in item.values:
        SubElement(holder, "value", dict(value.attributes)).text = value.text


def simple(name: str, text: str, kind: str = "input", **attributes: str) -> Filled:
    """A field with one value."""
    return Filled(name, kind, (Value(text, attributes),))


def several(name: str, values: Sequence[Value], kind: str = "multiCheck") -> Filled:
    """A field with many values."""
    return Filled(name, kind, tuple(values))


def compound(name: str, children: Iterable[Filled]) -> Filled:
    """A complex field with one entry."""
    return Filled(name, "complex", entries=(tuple(children),))


def flatten(item: Filled) -> dict[str, object]:
    """A field as plain data, for comparing and for keeping as what was last published."""
    return {
        "id": item.id,
        "type": item.type,
        "values": [[value.text, dict(value.attributes)] for value in item.values],
        "entries": [[flatten(child) for child in entry] for entry in item.entries],
    }
