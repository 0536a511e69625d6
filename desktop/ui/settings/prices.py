"""Prices and costs: how the factory exports, rates with their day, costs to the ship, profit; what comes out of it."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.settings.freight import FreightPanel
from desktop.ui.widgets.field_edit import FieldEdit
from desktop.ui.widgets.owner_lock import OwnerLock
from desktop.ui.widgets.parts import empty, label, note, panel
from desktop.wording import full


class PricesPage(QWidget):
    """The price settings, saved field by field."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._fields: list[FieldEdit] = []
        self._form, self._side = QVBoxLayout(), QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.addWidget(note(_("Only for you: these numbers never leave this computer, in no text, message, export or log."), "done"))
        self.lock = OwnerLock(office, jobs)
        self.lock.moved.connect(self.refresh)
        layout.addWidget(self.lock)
        layout.addLayout(self._side)
        layout.addLayout(self._form)
        self.freight = FreightPanel(office, jobs)
        layout.addWidget(self.freight)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show the settings as kept; what is being typed stays."""
        self.lock.refresh()
        self.freight.refresh()
        if any(edit.line.hasFocus() for edit in self._fields):
            self._show_side()
            return
        empty(self._form)
        self._fields = []
        for title, fields in self._office.prices.sections():
            form = QFormLayout()
            for field in fields:
                edit = FieldEdit(field)
                edit.edited.connect(lambda path, text, edit=edit: self._write(edit, path, text))
                self._fields.append(edit)
                words = label(_(field.label), wrap=False)
                words.setBuddy(edit.input)
                form.addRow(words, edit)
            self._form.addWidget(panel(label(_(title), "heading"), form))
        self._show_side()

    def keep(self) -> None:
        """Save at once whatever is being typed."""
        for field in self._fields:
            field.flush()

    def _show_side(self) -> None:
        empty(self._side)
        if self._office.owner.locked:
            return
        notes: list[QWidget] = [note(text, "look") for text in self._office.prices.rate_notes()]
        examples = self._office.prices.examples()
        lines = [note(f"{item.name}: {item.words}", "done" if item.good else "look") for item in examples]
        if not lines:
            hint = _("State a product's cost in RMB on its card, under Private prices, to see here what it must cost.")
            lines = [label(hint, "quiet")]
        self._side.addWidget(panel(*notes, label(_("What comes out of it"), "heading"), *lines))

    def _tell(self, edit: FieldEdit, why: str) -> None:
        if edit in self._fields:  # the form may have been made anew meanwhile
            edit.tell(why)

    def _write(self, edit: FieldEdit, path: str, text: str) -> None:
        office = self._office

        def done(changes: Changes) -> None:
            self._tell(edit, "")
            self._jobs.changed.emit(changes)

        def failed(error: Exception) -> None:
            if isinstance(error, BadInput):
                self._tell(edit, full(error))
            else:
                self._jobs.failed(error)

        self._jobs.read("database", lambda _context: office.prices.write(path, text), done, failed)
