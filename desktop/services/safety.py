"""Backups as the owner sees them: when the last one was made, make one now, put one back."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from desktop.storage.backup import Backup, Backups, prepare_restore

EVERY = timedelta(hours=20)


class Safety:
    """The verbs on backups."""

    def __init__(self, backups: Backups, profile: Path) -> None:
        self._backups, self._profile = backups, profile

    def last(self) -> Backup | None:
        """The newest verified backup, or None."""
        found = self._backups.all()
        return found[0] if found else None

    def all(self) -> list[Backup]:
        """Every backup, newest first."""
        return self._backups.all()

    def back_up(self, target: Path | None = None) -> Backup:
        """Make and verify one now. Raises Environment."""
        return self._backups.make(target)

    def prepare(self, archive: Path) -> None:
        """Check a backup and lay it ready: it takes the place of today's data when the program starts anew.

        What is there now is kept in a folder beside it. Raises BadInput("file.not_found" | "backup.not_sound"), Environment.
        """
        prepare_restore(archive, self._profile)

    def due(self, now: datetime) -> bool:
        """Whether the daily backup is due."""
        last = self.last()
        return last is None or now - last.made_at.replace(tzinfo=now.tzinfo) > EVERY
