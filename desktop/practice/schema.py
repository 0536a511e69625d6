"""The field and rule model of the practice platform, and how it is written as rule XML (reference, section 3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as Xml  # only for writing; what comes in is read by ``answers``

SIMPLE_TYPES = ("input", "singleCheck", "label")
MANY_TYPES = ("multiInput", "multiCheck")


@dataclass(frozen=True)
class Rule:
    """One rule of a field; ``value`` may be dirty, as on the real platform."""

    name: str
    value: str
    ex: str = ""
    unit: str = ""
    target: str = ""
    desc: str = ""
    depends: tuple[tuple[str, str, str], ...] = ()
    operator: str = "and"


@dataclass(frozen=True)
class Option:
    """One choice of a field."""

    name: str
    value: str
    cn: str = ""


@dataclass(frozen=True)
class Field:
    """One field of a category's form."""

    id: str
    name: str
    type: str
    rules: tuple[Rule, ...] = ()
    options: tuple[Option, ...] = ()
    fields: tuple[Field, ...] = ()
    default: str = ""
    cn: str = ""

    def rule(self, *names: str) -> list[Rule]:
        """The rules of these names (one name may stand more than once on a field)."""
        return [rule for rule in self.rules if rule.name in names]

    def child(self, name: str) -> Field | None:
        """The child definition of that id, or None."""
        return next((item for item in self.fields if item.id == name), None)

    def with_options(self, options: Sequence[Option]) -> Field:
        """The same field with other choices (product groups are per account)."""
        return replace(self, options=tuple(options))


@dataclass
class Answer:
    """One field of an answer, or of a stored product: simple values, or entries that hold fields."""

    id: str
    type: str = ""
    values: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    entries: list[list[Answer]] = field(default_factory=list)

    def text(self) -> str:
        """The first simple value, or an empty text."""
        return self.values[0][0] if self.values else ""

    def get(self, name: str) -> Answer | None:
        """The child of that id in the first entry."""
        return next((a for entry in self.entries[:1] for a in entry if a.id == name), None)


def required(ex: str = "") -> Rule:
    """The rule that a field must be filled."""
    return Rule("requiredRule", "true", ex)


Shell = tuple[str, str, str]
"""A field as XML: its text, the text without its default value that current values go into, and its id."""


def shells(fields: Sequence[Field], *, zh: bool = False) -> tuple[Shell, ...]:
    """The constant part of a form, written once: forms are large and asked for again and again."""
    return tuple((_text(_field(item, zh, item.default)), _text(_field(item, zh, "")), item.id) for item in fields)


def rule_xml(form: Sequence[Shell], values: Sequence[Answer] = ()) -> str:
    """``<itemSchema>`` with rules, and with current values where ``values`` has them."""
    known = {answer.id: answer for answer in values}
    parts = [_filled(empty, known[name]) if name in known else shown for shown, empty, name in form]
    return f"<itemSchema>{''.join(parts)}</itemSchema>"


def _filled(empty: str, answer: Answer) -> str:
    holder = Xml.Element("field")
    put_values(holder, answer)
    inner = "".join(_text(child) for child in holder)
    start = f"{empty[:-3].rstrip()}>" if empty.endswith("/>") else empty.removesuffix("</field>")
    return f"{start}{inner}</field>"


def _text(element: Xml.Element) -> str:
    return Xml.tostring(element, encoding="unicode")


def _field(item: Field, zh: bool, default: str) -> Xml.Element:
    name = item.cn if zh and item.cn else item.name
    element = Xml.Element("field", {"id": item.id, "name": name, "type": item.type})
    if item.rules:
        rules = Xml.SubElement(element, "rules")
        for rule in item.rules:
            rules.append(_rule(rule))
    if item.options:
        options = Xml.SubElement(element, "options")
        for option in item.options:
            attributes = {"displayName": option.name, "value": option.value}
            if option.cn:
                attributes["cnName"] = option.cn
            Xml.SubElement(options, "option", attributes)
    if item.fields or item.type in ("complex", "multiComplex"):
        fields = Xml.SubElement(element, "fields")
        for child in item.fields:
            fields.append(_field(child, zh, child.default))
    if default:
        Xml.SubElement(element, "value").text = default
    return element


def _rule(rule: Rule) -> Xml.Element:
    pairs = (
        ("name", rule.name),
        ("value", rule.value),
        ("exProperty", rule.ex),
        ("unit", rule.unit),
        ("target", rule.target),
        ("desc", rule.desc),
    )
    element = Xml.Element("rule", {key: value for key, value in pairs if value or key in ("name", "value")})
    if rule.depends:
        group = Xml.SubElement(element, "depend-group", {"operator": rule.operator})
        for field_id, symbol, value in rule.depends:
            Xml.SubElement(group, "depend-express", {"fieldId": field_id, "symbol": symbol, "value": value})
    return element


def put_values(element: Xml.Element, answer: Answer) -> None:
    """Writes the values of ``answer`` into its element, in the shape of the answer's own type."""
    if answer.type == "complex":
        for entry in answer.entries[:1]:
            _entry(Xml.SubElement(element, "complex-value"), entry)
    elif answer.type == "multiComplex":
        for entry in answer.entries:
            _entry(Xml.SubElement(element, "complex-values"), entry)
    else:
        holder = Xml.SubElement(element, "values") if answer.type in MANY_TYPES else element
        for text, attributes in answer.values:
            Xml.SubElement(holder, "value", attributes).text = text


def _entry(holder: Xml.Element, entry: Sequence[Answer]) -> None:
    for child in entry:
        element = Xml.SubElement(holder, "field", {"id": child.id, "type": child.type})
        put_values(element, child)
