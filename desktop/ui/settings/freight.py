"""Freight in the price settings: the stated lines with their day and source, and a form for one more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QFormLayout, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.errors import Problem
from desktop.domain.price_policy import Charge
from desktop.i18n import N_, _
from desktop.services.freight import CODES, CURRENCIES, MODE_CHOICES, PER_CHOICES, FreightLine, amount_of
from desktop.services.office import Office
from desktop.ui.messages.words import LINES
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.choice import StillCombo
from desktop.ui.widgets.parts import button, empty, label, note, panel, row
from desktop.wording import full

VALID_DAYS = 14
WIDTH = 320
MODES = {"sea": N_("by sea"), "air": N_("by air"), "courier": N_("by courier"), "rail": N_("by rail"), "road": N_("by road")}
PER = {
    "shipment": N_("for the whole shipment"), "unit": N_("for each piece"), "m3": N_("for each cubic metre"), "kg": N_("for each kg"),
    "20GP": N_("for each 20GP container"), "40GP": N_("for each 40GP container"), "40HQ": N_("for each 40HQ container"),
}  # fmt: skip


class FreightPanel(QWidget):
    """Lines and form; nothing is shown while the owner's PIN closes the prices."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._lines, self._said = QVBoxLayout(), QVBoxLayout()
        self.code, self.mode, self.per, self.currency = StillCombo(), StillCombo(), StillCombo(), StillCombo()
        self.place, self.amount, self.source = QLineEdit(), QLineEdit(), QLineEdit()
        self.until, self.forwarder = QDateEdit(), QCheckBox(_("A forwarder wrote this to me (DDP needs that)"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._panel())

    def refresh(self) -> None:
        """Show what is stated."""
        self.setVisible(not self._office.owner.locked)
        empty(self._lines)
        for line in self._office.freight.lines():
            self._lines.addWidget(self._row(line))
        if not self._lines.count():
            self._lines.addWidget(label(_("Nothing stated yet: prices such as CIF wait for the freight, and replies say so."), "quiet"))

    def _panel(self) -> QFrame:
        for combo, names in ((self.code, LINES), (self.mode, MODES), (self.per, PER)):
            for value in CODES if combo is self.code else MODE_CHOICES if combo is self.mode else PER_CHOICES:
                combo.addItem(_(names[value]), value)
        self.currency.addItems(list(CURRENCIES))
        self.place.setPlaceholderText(_("as buyers write it, e.g. {example}", example="Hamburg"))
        self.amount.setPlaceholderText(_("e.g. {example}", example="1350"))
        self.source.setPlaceholderText(_("e.g. {example}", example="COSCO, 11-20"))
        self.amount.setObjectName("freight-amount")
        self.place.setObjectName("freight-place")
        self.source.setObjectName("freight-source")
        self.until.setDate(QDate.currentDate().addDays(VALID_DAYS))
        self.until.setCalendarPopup(True)
        self.until.setDisplayFormat("yyyy-MM-dd")
        form = QFormLayout()
        for words, widget in (
            (_("Charge"), self.code), (_("To"), self.place), (_("Way"), self.mode), (_("Sum"), self.amount), (_("Currency"), self.currency),
            (_("It is"), self.per), (_("From whom"), self.source), (_("Good until"), self.until),
        ):  # fmt: skip
            widget.setAccessibleName(words)
            widget.setMaximumWidth(WIDTH)
            form.addRow(label(words, wrap=False), widget)
        form.addRow("", self.forwarder)
        add = button(_("Add this charge"), self._add, name="freight-add")
        return panel(label(_("Freight and charges abroad"), "heading"), self._lines, form, self._said, row(add, None))

    def _row(self, line: FreightLine) -> QWidget:
        charge = line.charge
        head = f"{_(LINES[charge.code])}  →  {charge.place}"
        way = f"{_(MODES[charge.mode])}, " if charge.mode else ""
        price = f"{charge.currency} {charge.amount:,f} {_(PER[charge.per])}"
        until = _("good until {day}", day=charge.valid_until) if charge.valid_until else _("no end stated")
        words = f"{head}   {way}{price}   {charge.source}, {until}"
        away = button(_("Take out"), self._remover(line.number), "link")
        text = note(words, "done") if line.usable else note(_("{line}: out of date, not used", line=words), "look")
        both = row(text, away)
        both.setStretch(0, 1)
        holder = QWidget()
        holder.setLayout(both)
        return holder

    def _remover(self, number: int) -> Callable[[], object]:
        return lambda: self._jobs.write(lambda _context: self._office.freight.remove(number))

    def _add(self) -> None:
        empty(self._said)
        day = self.until.date()
        try:
            today, until = datetime.now().astimezone().date(), date(day.year(), day.month(), day.day())
            charge = Charge(
                str(self.code.currentData()), amount_of(self.amount.text()), self.currency.currentText(), str(self.per.currentData()),
                self.source.text().strip(), today, until, self.place.text().strip(),
                str(self.mode.currentData()), self.forwarder.isChecked(),
            )  # fmt: skip
        except Problem as problem:
            self._failed(problem)
            return
        self._jobs.read("database", lambda _context: self._office.freight.add(charge), self._added, self._failed)

    def _added(self, changes: object) -> None:
        self.amount.clear()
        self._jobs.changed.emit(changes)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Problem):
            self._said.addWidget(note(full(error), "look"))
        else:
            self._jobs.failed(error)
