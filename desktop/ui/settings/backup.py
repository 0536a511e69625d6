"""Backups: made, listed with date and size, put back after a question that says what happens."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.clipboard import bytes_words
from desktop.ui.widgets.parts import button, empty, label, note, panel, row

SHOWN = 20


class BackupPage(QWidget):
    """Backups of this profile. `restart` asks the window to start anew: a backup was laid ready."""

    restart = Signal()

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._ask, self._list = QVBoxLayout(), QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.addLayout(self._ask)
        layout.addLayout(self._list)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show every backup."""
        empty(self._list)
        found = self._office.safety.all()
        words = (
            note(_("Last backup {time}, verified", time=f"{found[0].made_at:%Y-%m-%d %H:%M}"), "done")
            if found
            else note(_("No backup yet"), "look")
        )
        hint = label(_("One is made every day by itself. Keep a copy on a USB stick too, in case the computer breaks."), "quiet")
        buttons = row(
            button(_("Back up now"), self.back_up, "primary", name="backup"),
            button(_("Back up to a USB stick …"), self._elsewhere),
            None,
        )
        self._list.addWidget(panel(label(_("Backup"), "heading"), words, hint, buttons))
        rows = [self._row(item.path, f"{item.made_at:%Y-%m-%d %H:%M}", item.size) for item in found[:SHOWN]]
        from_file = row(button(_("Put back a backup from a file …"), self._choose), None)
        self._list.addWidget(panel(label(_("Kept on this computer"), "heading"), *rows, from_file))
        self._list.addWidget(self._folder())

    def back_up(self, target: Path | None = None) -> None:
        """Make a backup now, in its folder or where the owner wants it."""

        def done(_backup: object) -> None:
            self.refresh()
            self._jobs.changed.emit(Changes.of("settings", "backup"))
            if target is not None:
                self._jobs.tell(_("Backed up and verified: {path}", path=str(target)), "done")

        self._jobs.read("database", lambda _context: self._office.safety.back_up(target), done)

    def ask(self, path: Path, when: str) -> None:
        """Say what putting a backup back does; nothing happens before the owner says yes."""
        empty(self._ask)
        said = _("Put back the backup of {time}? Today's data is not deleted: it is kept in a folder beside it.", time=when)
        yes = button(_("Yes, put it back and start anew"), partial(self._restore, path), "primary", name="restore-yes")
        no = button(_("No, leave everything as it is"), lambda: empty(self._ask), name="restore-no")
        self._ask.addWidget(panel(note(said, "look"), label(path.name, "quiet"), row(no, None, yes)))

    def _restore(self, path: Path) -> None:
        empty(self._ask)
        safety = self._office.safety

        def work(_context: object) -> None:
            safety.back_up()
            safety.prepare(path)

        self._jobs.tell(_("The backup is checked first …"), "waiting")
        self._jobs.read("database", work, lambda _none: self.restart.emit())

    def _row(self, path: Path, when: str, size: int) -> QWidget:
        line = QWidget()
        back = button(_("Restore"), partial(self.ask, path, when), "link", name="restore")
        back.setAccessibleName(_("Put back the backup of {time}", time=when))
        line.setLayout(row(label(when, wrap=False), label(bytes_words(size), "quiet", wrap=False), None, back))
        return line

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a backup"), "", "*.zip")
        if name:
            self.ask(Path(name), Path(name).stem)

    def _elsewhere(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, _("Where to"), "tengqiao-backup.zip", "*.zip")
        if name:
            self.back_up(Path(name))

    def _folder(self) -> QFrame:
        profile = self._office.profile
        show = button(_("Open the folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(profile))))
        where = label(str(profile), "quiet")
        return panel(label(_("Where your data is"), "heading"), where, row(show, None))
