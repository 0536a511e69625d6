"""What every screen is: a widget that shows itself anew when something it shows was touched."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.changes import Changes
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs


class Screen(QWidget):
    """One page of the window. `nouns` are the records whose changes it shows.

    `go` asks the window for another screen: (name, argument), for example ("listings", "TB-301").
    A screen never refreshes another one: writes go through `jobs.write`, and everyone hears `changed`.
    """

    go = Signal(str, str)
    nouns: tuple[str, ...] = ()

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self.setProperty("kind", "ground")
        self.office = office
        self.jobs = jobs
        self._stale = True
        jobs.changed.connect(self._heard)

    def open(self, argument: str = "") -> None:
        """The window shows this screen; `argument` names a record ("" for none)."""
        if argument or self._stale:
            self._stale = False
            self.refresh(argument)

    def refresh(self, argument: str = "") -> None:
        """Load and show. Reading that takes time goes through `jobs.read`."""
        raise NotImplementedError

    def home(self) -> None:
        """The owner pressed this screen's own button in the rail: back to its first page, where it has several."""

    def _heard(self, changes: Changes) -> None:
        if not any(changes.has(noun) for noun in self.nouns):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
