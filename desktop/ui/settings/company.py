"""The factory card: what papers and signatures need, saved field by field."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.services.factory import BANK, FIELDS
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.parts import button, label, panel, row

AUTOSAVE_MS = 250


class CompanyPage(QWidget):
    """Company data and bank details."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._waiting: dict[str, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self.keep)
        layout = QVBoxLayout(self)
        form = QFormLayout()
        for path, words in FIELDS:
            form.addRow(label(_(words), wrap=False), self._line(path, _(words)))
        layout.addWidget(panel(label(_("Company"), "heading"), label(_("Used in quotes, papers and signatures."), "quiet"), form))
        bank = QFormLayout()
        self._bank = {key: QLineEdit(office.factory.bank_text(key)) for key, _words in BANK}
        for key, words in BANK:
            self._bank[key].setAccessibleName(_(words))
            bank.addRow(label(_(words), wrap=False), self._bank[key])
        hint = label(_("Only these details can ever stand in a paper or a message."), "quiet")
        layout.addWidget(panel(label(_("Bank"), "heading"), hint, bank, row(None, button(_("Save bank details"), self.save_bank))))
        layout.addStretch(1)

    def keep(self) -> None:
        """Save what was typed."""
        waiting, self._waiting = self._waiting, {}
        for path, text in waiting.items():
            self._write(path, text)

    def _write(self, path: str, text: str) -> None:
        self._jobs.write(lambda _context: self._office.factory.write(path, text))

    def save_bank(self) -> None:
        """Keep the bank details as shown."""
        values = {key: line.text() for key, line in self._bank.items()}
        self._jobs.write(lambda _context: self._office.factory.write_bank(values))

    def _line(self, path: str, words: str) -> QLineEdit:
        line = QLineEdit(self._office.factory.text(path))
        line.setAccessibleName(words)
        line.setObjectName(f"factory-{path}")
        line.textEdited.connect(lambda text: self._typed(path, text))
        return line

    def _typed(self, path: str, text: str) -> None:
        self._waiting[path] = text
        if not self._timer.isActive():
            self._timer.start()
