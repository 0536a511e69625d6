"""Both sides changed the same field: the owner says for each one which is right, here or there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from desktop.domain.outbox import OutboxItem
from desktop.i18n import N_, _
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.parts import button, label, panel, row

NAMES: dict[str, str] = {
    "productTitle": N_("Title"), "productKeywords": N_("Keywords"), "scImages": N_("Pictures"), "ladderPrice": N_("Price"),
    "fob": N_("Price"), "price": N_("Price"), "tiers": N_("Price tiers"), "minOrderQuantity": N_("Minimum order"),
    "superText": N_("Description"), "textDesc": N_("Highlights"), "companyFaqDesc": N_("Questions and answers"),
    "icbuCatProp": N_("Product details"), "pkgMeasure": N_("Package size"), "pkgWeight": N_("Weight"),
    "ladderPeriod": N_("Lead time"), "marketSamplingPrice": N_("Sample price"), "name": N_("Title"), "description": N_("Description"),
}  # fmt: skip
SHOWN = 300


def field_name(name: str) -> str:
    """A field in the owner's words; "es.name" is the title in Spanish."""
    locale, _dot, rest = name.rpartition(".")
    text = _(NAMES.get(rest, rest))
    return f"{text} ({locale})" if locale else text


def plain(value: Any) -> str:
    """A value as one line; prices by quantity as the owner writes them."""
    if value in (None, "", [], {}):
        return _("nothing")
    if rungs := _rungs(value):
        return "; ".join(_("from {n}: {price}", n=start, price=price) for start, price in rungs)
    if isinstance(value, str):
        return value[:SHOWN]
    return " · ".join(_leaves(value))[:SHOWN]


def _rungs(value: Any) -> list[tuple[str, str]]:
    """Quantities and prices, from a platform's form or from a shop's list of pairs; empty for anything else."""
    if isinstance(value, str) and value.startswith("[["):
        try:
            return [(str(start), _money(str(price))) for start, price in json.loads(value)]
        except (ValueError, TypeError):
            return []
    if isinstance(value, Mapping):
        if {"quantity", "price"} <= set(value):
            return [(" ".join(_leaves(value["quantity"])), _money(" ".join(_leaves(value["price"]))))]
        return [row for item in value.values() for row in _rungs(item)]
    return [row for item in value for row in _rungs(item)] if isinstance(value, list | tuple) else []


def _money(text: str) -> str:
    """At least two decimals."""
    whole, _dot, cents = text.partition(".")
    return f"{whole}.{cents:0<2}" if whole.isdigit() else text


def _leaves(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [text for item in value.values() for text in _leaves(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _leaves(item)]
    return [str(value)] if value not in (None, "") else []


class MergePanel(QWidget):
    """One question per field, and one button."""

    def __init__(self, office: Office, jobs: QtJobs, item: OutboxItem) -> None:
        super().__init__()
        self._office, self._jobs, self._item = office, jobs, item
        self.groups: dict[str, QButtonGroup] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        remote = item.need.fields.get("remote", {}) if item.need else {}
        for name, sides in remote.items():
            layout.addWidget(self._field(name, sides))
        layout.addLayout(row(button(_("Send it like this"), self.decide, "primary", name=f"merge-{item.id[:8]}"), None))

    def _field(self, name: str, sides: Mapping[str, Any]) -> QFrame:
        group = QButtonGroup(self)
        here = QRadioButton(_("{field} here: {value}", field=field_name(name), value=plain(sides.get("here"))))
        there = QRadioButton(_("{field} there: {value}", field=field_name(name), value=plain(sides.get("there"))))
        group.addButton(here, 0)
        group.addButton(there, 1)
        self.groups[name] = group
        return panel(label(field_name(name), "heading"), here, there)

    def decide(self) -> None:
        """Keep the answers and send the item again; every field needs one."""
        answers = {name: group.checkedId() for name, group in self.groups.items()}
        if any(number < 0 for number in answers.values()):
            self._jobs.tell(_("Choose for each field which one is right."), "look")
            return
        choices = {name: ("here", "there")[number] for name, number in answers.items()}
        self._jobs.write(lambda _context: self._office.outbox.resolve(self._item.id, choices))
