"""The line: offline, paid by the megabyte, the night window, the day's limit, and whether the platform may be asked if it is there."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.domain.line import LineRules, LineState
from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.choice import StillCombo
from desktop.ui.widgets.clipboard import bytes_words
from desktop.ui.widgets.parts import chip, empty, label, panel, row

MB = 1_000_000
NIGHT = (22, 7)
LIMITS = (0, 5, 10, 20, 50, 100, 200, 500, 1000)  # megabytes a day; 0 is none


class LinePage(QWidget):
    """What may use the line, and when; kept at once."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        rules = office.settings.line_rules()
        self.offline = self._box(_("Offline: no connection at all; what you approve waits in the outbox"), "offline", rules.offline)
        self.metered = self._box(_("The line is paid by the megabyte"), "line-metered", rules.metered)
        self.night = self._box(_("On such a line, send pictures only at night"), "line-night", rules.night is not None)
        self.probe = self._box(_("The platform may be asked now and then whether there is a line"), "line-probe", rules.probe)
        start, end = rules.night or NIGHT
        self._from, self._until = self._hours(start, _("Night begins")), self._hours(end, _("Night ends"))
        self.limit = StillCombo()
        self._limits = sorted({*LIMITS, rules.bytes_per_day // MB})
        self.limit.addItems([f"{item} MB" if item else _("no limit") for item in self._limits])
        self.limit.setCurrentIndex(self._limits.index(rules.bytes_per_day // MB))
        self.limit.setAccessibleName(_("At most a day"))
        self.limit.activated.connect(lambda _index: self._keep())
        self._now = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.addWidget(panel(label(_("The line now"), "heading"), self._now))
        when = row(label(_("from"), wrap=False), self._from, label(_("until"), wrap=False), self._until, None)
        limit = row(label(_("At most a day"), wrap=False), self.limit, None)
        hint = label(_("Replies to buyers always go first and do not wait for the night."), "quiet")
        layout.addWidget(
            panel(label(_("What may use it"), "heading"), self.offline, self.metered, self.night, when, limit, self.probe, hint)
        )
        layout.addStretch(1)
        self._enable()

    def refresh(self) -> None:
        """Show the line as it is now."""
        state = self._office.line.state()
        empty(self._now)
        for words, good in _state_words(state):
            self._now.addWidget(chip(words, "done" if good else "waiting"))

    def keep(self) -> None:
        """Save what was typed and not confirmed yet."""
        if self._rules() != self._office.settings.line_rules():
            self._keep()

    def _rules(self) -> LineRules:
        night = (self._from.currentIndex(), self._until.currentIndex()) if self.night.isChecked() else None
        rules = LineRules(
            self.offline.isChecked(), self.probe.isChecked(), self.metered.isChecked(), night, self._limits[self.limit.currentIndex()] * MB
        )
        return replace(rules, night=None) if night and night[0] == night[1] else rules

    def _keep(self) -> None:
        self._enable()
        rules = self._rules()
        self._jobs.write(lambda _context: self._office.settings.save_line_rules(rules), self.refresh)

    def _enable(self) -> None:
        self.night.setEnabled(self.metered.isChecked())
        for combo in (self._from, self._until):
            combo.setEnabled(self.metered.isChecked() and self.night.isChecked())

    def _box(self, words: str, name: str, on: bool) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(name)
        box.setChecked(on)
        box.toggled.connect(lambda _on: self._keep())
        return box

    def _hours(self, hour: int, name: str) -> StillCombo:
        combo = StillCombo()
        combo.addItems([f"{item:02d}:00" for item in range(24)])
        combo.setCurrentIndex(hour)
        combo.setAccessibleName(name)
        combo.activated.connect(lambda _index: self._keep())
        return combo


def _state_words(state: LineState) -> list[tuple[str, bool]]:
    if state.offline:
        return [(_("Offline, as you chose"), False)]
    if state.up is False:
        return [(_("No line: everything is kept and goes out when there is one"), False)]
    found = [(_("There is a line"), True)]
    if state.speed:
        found.append((_("Speed of the last transfers: {speed} a second", speed=bytes_words(round(state.speed))), True))
    found.append((_("{used} used today", used=bytes_words(state.used_today)), True))
    if state.left_today is not None:
        found.append((_("{left} left today", left=bytes_words(max(0, state.left_today))), state.left_today > 0))
    if state.large_at is not None:
        found.append((_("Pictures go again at {hour}:00", hour=state.large_at), False))
    return found
