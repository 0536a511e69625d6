"""The factory card: what papers and signatures need, saved field by field."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.i18n import _
from desktop.services.card_form import Field
from desktop.services.factory import BANK, EXAMPLES, FIELDS
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.field_edit import FieldEdit
from desktop.ui.widgets.parts import button, label, panel, row
from desktop.wording import full


class CompanyPage(QWidget):
    """Company data and bank details."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._fields: list[FieldEdit] = []
        layout = QVBoxLayout(self)
        form = QFormLayout()
        for path, words in FIELDS:
            form.addRow(label(_(words), wrap=False), self._line(path, words))
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
        for edit in self._fields:
            edit.flush()

    def save_bank(self) -> None:
        """Keep the bank details as shown."""
        values = {key: line.text() for key, line in self._bank.items()}
        self._jobs.write(lambda _context: self._office.factory.write_bank(values))

    def _line(self, path: str, words: str) -> FieldEdit:
        edit = FieldEdit(Field(path, words, self._office.factory.text(path), EXAMPLES.get(path, "")))
        edit.input.setObjectName(f"factory-{path}")
        typed = self._office.listings.typed(f"factory:{path}")
        if typed is not None and typed != edit.field.text:
            edit.line.setText(typed)
            edit.tell(_("Typed before, not kept yet."))
        edit.typed.connect(self._keep_typing)
        edit.edited.connect(lambda path, text, edit=edit: self._write(edit, path, text))
        self._fields.append(edit)
        return edit

    def _keep_typing(self, path: str, text: str) -> None:
        self._jobs.read("database", lambda _context: self._office.listings.keep_typing(f"factory:{path}", text), self._jobs.saved.emit)

    def _write(self, edit: FieldEdit, path: str, text: str) -> None:
        office = self._office

        def work(_context: object) -> Changes:
            office.listings.keep_typing(f"factory:{path}", text)
            changes = office.factory.write(path, text)
            office.listings.forget_typing(f"factory:{path}")
            return changes

        def done(changes: Changes) -> None:
            edit.tell("")
            self._jobs.changed.emit(changes)

        def failed(error: Exception) -> None:
            if isinstance(error, BadInput):
                edit.tell(full(error))
            else:
                self._jobs.failed(error)

        self._jobs.read("database", work, done, failed)
