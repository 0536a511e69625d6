"""The bottom line: the line and what waits for it, who writes, whether the work is saved, the last backup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStatusBar

from desktop.domain.changes import Changes
from desktop.domain.errors import Problem
from desktop.domain.line import LineState
from desktop.domain.outbox import CHECKING, PENDING, SENDING
from desktop.i18n import _, ngettext
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.clipboard import bytes_words

LOOK_MS = 5_000  # the line changes without anybody touching the window


@dataclass(frozen=True)
class _Seen:
    """What was looked up off the GUI thread: the line, how many things wait for it, the model that is here ("" for none)."""

    line: LineState
    waiting: int
    model: str
    backup: datetime | None


class BottomLine(QStatusBar):
    """Four short facts that answer: is there a line, who writes, is my work safe."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._model, self._writing = "", ""
        self.line, self.writer, self.saved, self.backup = QLabel(), QLabel(), QLabel(), QLabel()
        for label, name in ((self.line, _("Line")), (self.writer, _("Writer")), (self.saved, _("Saved")), (self.backup, _("Backup"))):
            label.setAccessibleName(name)
            label.setContentsMargins(8, 0, 12, 0)
            self.addWidget(label)
        self.setSizeGripEnabled(False)
        self.saved.setText(_("✓ Everything is saved"))
        jobs.changed.connect(self._changed)
        jobs.saved.connect(self._saved)
        jobs.saving.connect(lambda: self.saved.setText(_("Saving …")))
        jobs.unsaved.connect(lambda: self.saved.setText(_("✕ Not saved: see above")))
        jobs.writing.connect(self._wrote)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        QTimer.singleShot(0, self, self.refresh)  # what it looks at loads much: the window shows itself first

    def refresh(self) -> None:
        """Look at the line, the models and the backups anew."""
        self._jobs.read("reading", lambda _context: _look(self._office), self._show, lambda _error: None)

    def _show(self, seen: _Seen) -> None:
        self.line.setText(_line_words(seen.line) + _waiting_words(seen.waiting))
        self._model = seen.model
        self._show_writer()
        self.backup.setText(_("Last backup {time}", time=f"{seen.backup:%m-%d %H:%M}") if seen.backup else _("No backup yet"))

    def _show_writer(self) -> None:
        if self._writing:
            self.writer.setText(_("Writer: {model} is writing …", model=self._writing))
        elif self._model:
            self.writer.setText(_("Writer: templates, or {model} when you ask it", model=self._model))
        else:
            self.writer.setText(_("Writer: templates"))

    def _wrote(self, model: str) -> None:
        self._writing = model
        self._show_writer()

    def _changed(self, changes: Changes) -> None:
        self._saved(datetime.now().astimezone().isoformat())
        if any(changes.has(noun) for noun in ("settings", "outbox", "models")):
            self.refresh()

    def _saved(self, at: str) -> None:
        moment = datetime.fromisoformat(at).astimezone()
        self.saved.setText(_("✓ Saved {time}", time=f"{moment:%H:%M}"))


def _look(office: Office) -> _Seen:
    counts, last = office.outbox.counts(), office.safety.last()
    waiting = sum(counts.get(state, 0) for state in (PENDING, SENDING, CHECKING))
    try:
        model = office.models.chosen().name
    except Problem:
        model = ""
    return _Seen(office.line.state(), waiting, model, last.made_at if last else None)


def _line_words(state: LineState) -> str:
    if state.offline:
        return _("○ Offline, as you chose: everything is kept and sent later")
    if state.up is False:
        return _("○ No line: everything is kept and goes out when there is one")
    words = [_("● Online")]
    if state.speed:
        words.append(_("{speed} a second", speed=bytes_words(round(state.speed))))
    if state.used_today:
        words.append(_("{used} used today", used=bytes_words(state.used_today)))
    return _(", ").join(words)


def _waiting_words(waiting: int) -> str:
    return "   " + ngettext("{n} thing waits to go", "{n} things wait to go", waiting) if waiting else ""
