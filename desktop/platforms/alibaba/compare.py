"""What was sent against what the platform shows: by field, in a form that ignores what the platform adds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import Any

from desktop.platforms.alibaba.schema import Filled, Value

ADDED = frozenset({"skuId", "catId"})
"""Fields that the platform writes by itself."""
KEPT_ATTRIBUTES = frozenset({"inputValue", "fileId"})


def one(text: str) -> tuple[Value, ...]:
    """A single simple value."""
    return (Value(text),)


def _value(value: Value) -> tuple[str, ...]:
    text = re.sub(r"^https?:(?=//)", "", value.text.strip())
    text = re.sub(r"\s+", " ", unescape(text))
    if re.fullmatch(r"-?\d+\.\d*0+|-?\d+\.", text):
        text = text.rstrip("0").rstrip(".")
    own = tuple(f"{name}={value.attributes[name]}" for name in sorted(KEPT_ATTRIBUTES & set(value.attributes)))
    return ("", *own) if own and text.startswith("-") else (text, *own)


def shape(item: Filled) -> object:
    """A field reduced to what buyers could see; the order of several choices does not matter."""
    if item.type in ("complex", "multiComplex"):
        return [{child.id: shape(child) for child in entry if child.id not in ADDED} for entry in item.entries]
    values = [_value(value) for value in item.values]
    return sorted(values) if item.type == "multiCheck" else values


def differences(sent: Iterable[Filled], shown: Mapping[str, Filled]) -> list[str]:
    """Ids of fields that were sent but are not shown as sent."""
    found = []
    for item in sent:
        there = shown.get(item.id)
        if item.id not in ADDED and (there is None or not _holds(shape(item), shape(there))):
            found.append(item.id)
    return found


def _holds(sent: object, shown: object) -> bool:
    """Whether everything sent is shown; children that the platform added are fine."""
    if isinstance(sent, dict) and isinstance(shown, dict):
        return all(key in shown and _holds(value, shown[key]) for key, value in sent.items())
    if isinstance(sent, list) and isinstance(shown, list):
        return len(sent) == len(shown) and all(_holds(a, b) for a, b in zip(sent, shown, strict=True))
    return sent == shown


def changed(wanted: Sequence[Filled], shown: Mapping[str, Filled]) -> list[Filled]:
    """The fields that must be sent so that `shown` becomes `wanted`."""
    names = set(differences(wanted, shown))
    return [item for item in wanted if item.id in names]


def restored(data: Mapping[str, Any]) -> Filled:
    """The reverse of `schema.flatten`."""
    return Filled(
        str(data["id"]),
        str(data["type"]),
        tuple(Value(str(text), {str(key): str(value) for key, value in attributes.items()}) for text, attributes in data["values"]),
        tuple(tuple(restored(child) for child in entry) for entry in data["entries"]),
    )
