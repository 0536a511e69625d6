"""The promise panel: what only the owner may promise, with its sum, said in Chinese before it is made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QFormLayout, QFrame, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.commitments import OWN, OwnPromise
from desktop.domain.errors import Problem
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.promises import Promised, amount_of
from desktop.services.threads import ThreadView
from desktop.ui.messages.words import PROMISES
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.parts import button, empty, label, note, panel, row
from desktop.wording import full

CURRENCIES = ("USD", "EUR", "GBP", "CNY", "JPY")
PENALTY_DAYS = 30


class PromisePanel(QWidget):
    """Closed until it is asked for; `wanted` comes before a promise is made, `made` carries the reply's new text."""

    made = Signal(str)
    wanted = Signal()

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._thread, self._sku = "", ""
        self._asked: tuple[str, OwnPromise] | None = None
        self.kind, self.currency = QComboBox(), QComboBox()
        self.amount, self.quantity, self.day = QLineEdit(), QSpinBox(), QDateEdit()
        self._open = button(_("Promise something more …"), self._unfold, "link", name="open-promise")
        self._shown, self._rows = QVBoxLayout(), QFormLayout()
        self._make = button(_("I promise this"), self._promise, name="make-promise")
        self._panel = self._form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self._open, None))
        layout.addWidget(self._panel)

    def show_view(self, view: ThreadView) -> None:
        """The thread it belongs to; a panel that is open stays so."""
        if view.thread.id == self._thread:
            return
        self._thread = view.thread.id
        self._sku = view.understanding.skus[0] if view.understanding.skus else ""
        first = view.understanding.first("quantity")
        self.quantity.setValue(int(first.value["n"]) if first else 0)
        self.amount.clear()
        self._fold()

    def _form(self) -> QFrame:
        for kind in OWN:
            self.kind.addItem(_(PROMISES[kind]), kind)
        self.currency.addItems(list(CURRENCIES))
        self.quantity.setRange(0, 10_000_000)
        self.quantity.setGroupSeparatorShown(True)
        self.quantity.lineEdit().setTextMargins(8, 0, 0, 0)
        self.day.setDate(QDate.currentDate().addDays(PENALTY_DAYS))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.amount.setPlaceholderText(_("e.g. {example}", example="120.00"))
        self.amount.setMaximumWidth(120)
        self.amount.setObjectName("promise-amount")
        names = {self.kind: _("What"), self.amount: _("Sum"), self.currency: _("Currency"), self.quantity: _("Quantity"), self.day: _("By")}
        for widget, words in names.items():
            widget.setAccessibleName(words)
            self._rows.addRow(label(words, "quiet", wrap=False), widget)
        for changed in (
            self.kind.currentIndexChanged,
            self.currency.currentIndexChanged,
            self.amount.textEdited,
            self.quantity.valueChanged,
        ):
            changed.connect(lambda _value: self._changed())
        self.day.dateChanged.connect(lambda _day: self._changed())
        intro = label(_("Only you can promise this. It is kept with the buyer's promises and goes out word for word."), "quiet")
        away = button(_("Promise nothing"), self._fold, "link")
        return panel(label(_("Your own promise"), "heading"), intro, self._rows, self._shown, row(None, away, self._make))

    def _unfold(self) -> None:
        self._open.hide()
        self._panel.show()
        self._changed()
        self.amount.setFocus()

    def _fold(self) -> None:
        self._panel.hide()
        self._open.show()

    def _stated(self) -> OwnPromise:
        kind = str(self.kind.currentData())
        amount: Decimal = amount_of(self.amount.text())
        day = self.day.date()
        until = date(day.year(), day.month(), day.day()) if kind == "penalty" else None
        priced = kind == "discount"
        return OwnPromise(kind, amount, self.currency.currentText(), self._sku, self.quantity.value() if priced else 0, until)

    def _changed(self) -> None:
        """Say in Chinese, and in the buyer's words, what would be promised."""
        kind = str(self.kind.currentData())
        for widget, shown in ((self.quantity, kind == "discount"), (self.day, kind == "penalty")):
            self._rows.setRowVisible(widget, shown)
        self._make.setEnabled(False)
        self._asked = None
        if not self.amount.text().strip():
            self._say()
            return
        try:
            promise = self._stated()
        except Problem as problem:
            self._say(note(full(problem), "look"))
            return
        thread, office = self._thread, self._office

        def state(promised: Promised) -> None:
            if self._asked == (thread, promise):  # not what was typed before
                self._state(promised)

        self._asked = thread, promise
        self._jobs.read("reading", lambda _context: office.promises.state(thread, promise), state, self._cannot)

    def _state(self, promised: Promised) -> None:
        who = promised.buyer or _("this buyer")
        self._say(label(_("You promise {buyer}: {sentence}", buyer=who, sentence=promised.line.zh)), label(promised.line.text, "quiet"))
        self._make.setEnabled(True)

    def _cannot(self, error: Exception) -> None:
        if isinstance(error, Problem):
            self._say(note(full(error), "blocked"))
        else:
            self._jobs.failed(error)

    def _say(self, *widgets: QWidget) -> None:
        empty(self._shown)
        for widget in widgets:
            self._shown.addWidget(widget)

    def _promise(self) -> None:
        self.wanted.emit()  # what is being typed is kept first
        promise, thread, office = self._stated(), self._thread, self._office

        def done(result: tuple[Changes, str]) -> None:
            self._fold()
            self.amount.clear()
            self.made.emit(result[1])
            self._jobs.changed.emit(result[0])

        self._jobs.read("database", lambda _context: office.promises.make(thread, promise), done)
