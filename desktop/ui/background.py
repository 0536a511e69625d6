"""What the window does by itself: sends what waits, and makes the daily backup."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from desktop.domain.changes import Changes
from desktop.services.line import LineReport
from desktop.services.office import Office
from desktop.ui.qt_jobs import Job, QtJobs

LINE_MS = 15_000
BACKUP_MS = 30 * 60_000


class Background(QObject):
    """Timers that start work in the lanes; nothing here touches a widget."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._jobs: QtJobs | None = None
        self._running: Job | None = None
        self._line = QTimer(self, interval=LINE_MS)
        self._backup = QTimer(self, interval=BACKUP_MS)

    def start(self, jobs: QtJobs) -> None:
        """Begin; the first run of the line follows at once."""
        self._jobs = jobs
        self._line.timeout.connect(self.send)
        self._backup.timeout.connect(self.back_up)
        self._line.start()
        self._backup.start()
        QTimer.singleShot(0, self.send)
        QTimer.singleShot(2_000, self.back_up)

    def send(self) -> None:
        """One run of the line, unless one is under way."""
        if self._jobs is None or self._running is not None:
            return
        office = self._office
        self._running = self._jobs.read("network", lambda context: office.line.run(lambda: _cancelled(context)), self._sent, self._failed)

    def _sent(self, report: LineReport) -> None:
        self._running = None
        if self._jobs is not None and report.changes:
            self._jobs.changed.emit(report.changes)

    def _failed(self, error: Exception) -> None:
        self._running = None
        if self._jobs is not None:
            self._jobs.failed(error)

    def back_up(self) -> None:
        """The daily backup, when it is due."""
        if self._jobs is None:
            return
        jobs, office = self._jobs, self._office
        if office.safety.due(datetime.now().astimezone()):
            jobs.read(
                "database", lambda _context: office.safety.back_up(), lambda _made: jobs.changed.emit(Changes.of("settings", "backup"))
            )


def _cancelled(context: object) -> bool:
    return bool(getattr(context, "cancelled", False))
