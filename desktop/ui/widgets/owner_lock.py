"""The owner's PIN where private numbers stand: set it, open with it, lock again."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.errors import Problem
from desktop.i18n import _
from desktop.services.office import Office
from desktop.services.owner import LONGEST
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.parts import button, empty, label, note, row
from desktop.wording import full

MARGIN_MS = 200


class OwnerLock(QWidget):
    """One line that fits the state: no PIN, closed, or open. `moved`: it was opened or closed, by hand or by the clock."""

    moved = Signal()

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._owner, self._jobs = office.owner, jobs
        self._setting = False
        self._state = self._now()
        self._watch = QTimer(self, singleShot=True)
        self._watch.timeout.connect(self._look)
        self.pin = QLineEdit()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.refresh()

    def _now(self) -> tuple[bool, bool]:
        return self._owner.has_pin, self._owner.locked

    def showEvent(self, event: QShowEvent) -> None:
        """Shown again: see whether it has closed meanwhile, and wait for the moment when it will."""
        super().showEvent(event)
        self._look()
        self._wait()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing to watch while it is not seen."""
        self._watch.stop()
        super().hideEvent(event)

    def _wait(self) -> None:
        if self._owner.seconds_open:
            self._watch.start(int(self._owner.seconds_open * 1000) + MARGIN_MS)

    def _look(self) -> None:
        if self._now() != self._state:
            self._state = self._now()
            self.refresh()
            self.moved.emit()

    def refresh(self) -> None:
        """Show the state as it is now; what is being typed stays."""
        if self.pin.text():
            return
        empty(self._layout)
        self.pin = QLineEdit()  # the one before went with the layout
        if self._setting or self._owner.locked:
            self._ask()
        elif self._owner.has_pin:
            lock = button(_("Lock now"), lambda: self._do("lock"), name="owner-lock")
            away = button(_("Take the PIN away"), lambda: self._do("remove"), "link", name="owner-remove")
            self._layout.addLayout(row(note(_("Open for ten minutes, for you only."), "done"), lock, away, None))
        else:
            self._layout.addLayout(row(button(_("Hide these numbers behind a PIN"), self._start, "link", name="owner-set"), None))

    def _ask(self) -> None:
        self.pin.setObjectName("owner-pin")
        self.pin.setAccessibleName(_("The owner's PIN"))
        self.pin.setPlaceholderText(_("The owner's PIN"))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.pin.setMaxLength(LONGEST)
        self.pin.setMaximumWidth(180)
        verb = "set_pin" if self._setting else "unlock"
        self.pin.returnPressed.connect(lambda: self._do(verb, self.pin.text()))
        words = _("Set this PIN") if self._setting else _("Open")
        away = button(_("Cancel"), self._cancel, "link") if self._setting else None
        go = button(words, lambda: self._do(verb, self.pin.text()), name="owner-open")
        self._layout.addLayout(row(self.pin, go, *([away] if away else []), None))
        if self._setting:
            hint = _("Write it down: nobody can look it up. Only a backup from before it was set opens without it.")
        else:
            hint = _("Cost, floor and price settings are closed. You still see whether a price can be done or not.")
        self._layout.addWidget(label(hint, "quiet"))

    def _start(self) -> None:
        self._setting = True
        self.refresh()
        self.pin.setFocus()

    def _cancel(self) -> None:
        self._setting = False
        self.pin.clear()
        self.refresh()

    def _do(self, verb: str, *given: str) -> None:
        owner = self._owner
        self._watch.stop()  # what is shown changes once, when the answer is here

        def done(changes: Changes) -> None:
            self._setting = False
            self.pin.clear()
            self._look()
            self._wait()
            self._jobs.changed.emit(changes)

        def failed(error: Exception) -> None:
            self.pin.clear()
            if not isinstance(error, Problem):
                self._jobs.failed(error)
                return
            self.refresh()
            self._layout.addWidget(note(full(error), "blocked"))

        self._jobs.read("database", lambda _context: getattr(owner, verb)(*given), done, failed)
