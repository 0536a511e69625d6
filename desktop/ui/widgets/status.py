"""The bottom line: the line, the writer, when the work was saved, the last backup."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QLabel, QStatusBar

from desktop.domain.changes import Changes
from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs


class BottomLine(QStatusBar):
    """Four short facts that answer: is there a line, who writes, is my work safe."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office = office
        self.line, self.writer, self.saved, self.backup = QLabel(), QLabel(), QLabel(), QLabel()
        for label, name in ((self.line, _("Line")), (self.writer, _("Writer")), (self.saved, _("Saved")), (self.backup, _("Backup"))):
            label.setAccessibleName(name)
            label.setContentsMargins(8, 0, 12, 0)
            self.addWidget(label)
        self.setSizeGripEnabled(False)
        jobs.changed.connect(self._changed)
        jobs.saved.connect(self._saved)
        self.refresh()

    def refresh(self) -> None:
        """Read settings and backups anew."""
        offline = self._office.settings.get("offline")
        self.line.setText(_("○ Offline: everything is kept and sent later") if offline else _("● Online"))
        self.writer.setText(_("Writer: templates"))
        last = self._office.safety.last()
        self.backup.setText(_("Last backup {time}", time=f"{last.made_at:%m-%d %H:%M}") if last else _("No backup yet"))

    def _changed(self, changes: Changes) -> None:
        self._saved(datetime.now().astimezone().isoformat())
        if changes.has("settings"):
            self.refresh()

    def _saved(self, at: str) -> None:
        moment = datetime.fromisoformat(at).astimezone()
        self.saved.setText(_("✓ Saved {time}", time=f"{moment:%H:%M:%S}"))
