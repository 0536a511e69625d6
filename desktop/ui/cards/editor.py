"""The card editor: sections as on a spec sheet, autosaved field by field; missing facts asked at the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFormLayout, QFrame, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.i18n import _
from desktop.services.card_form import Section
from desktop.services.card_history import Step
from desktop.services.cards import CardView
from desktop.services.office import Office
from desktop.ui.cards.side import GOOD_SCORE, CardSide
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.field_edit import FieldEdit
from desktop.ui.widgets.owner_lock import OwnerLock
from desktop.ui.widgets.parts import button, chip, empty, label, panel, row, scrolled
from desktop.ui.widgets.pictures import thumbnail
from desktop.wording import full

LABEL_WIDTH = 190
SIDE_WIDTH = 300  # a photo and its buttons, also at 1024 pixels


class CardEditor(QWidget):
    """One product, for editing."""

    back = Signal()
    review = Signal(str)

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._sku = ""
        self._fields: list[FieldEdit] = []
        self.setAcceptDrops(True)
        self._head = QHBoxLayout()
        self._form = QWidget()
        self._form_layout = QVBoxLayout(self._form)
        self.side = CardSide(office)
        self.side.jump.connect(self.jump)
        self.side.answered.connect(self._answer)
        self.side.put_back.connect(self._put_back)
        self.side.pictures_wanted.connect(self._choose_pictures)
        self.side.pictures_set.connect(self._set_pictures)
        self._area = scrolled(self._form)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._area)
        beside = scrolled(self.side)
        beside.setMinimumWidth(SIDE_WIDTH)
        split.addWidget(beside)
        split.setSizes([800, 340])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._head)
        layout.addWidget(split, 1)
        layout.addLayout(
            row(
                button(_("Back to products"), self.back.emit),
                button(_("Copy as a new product"), self.copy_card, name="card-copy"),
                button(_("Delete this product"), self.delete_card, "link", name="card-delete"),
                None,
                button(_("Draft and review the texts"), lambda: self.review.emit(self._sku), "primary", name="card-review"),
            )
        )

    @property
    def sku(self) -> str:
        """The product shown."""
        return self._sku

    def show_card(self, sku: str) -> None:
        """Load a product into the form."""
        self._sku = sku
        self._fields = []
        view = self._office.cards.view(sku)
        self._show_head(view)
        empty(self._form_layout)
        for section in self._office.card_form.sections(view.card):
            self._form_layout.addWidget(self._section(section))
        self._form_layout.addStretch(1)
        self.side.show_view(view)

    def keep(self) -> None:
        """Save at once whatever is being typed."""
        for field in self._fields:
            field.flush()

    def copy_card(self) -> None:
        """A new product that begins with everything this one states."""
        self.keep()
        office, sku = self._office, self._sku

        def done(made: tuple[str, Changes]) -> None:
            self._jobs.changed.emit(made[1])
            self.show_card(made[0])
            self.jump("name.zh")

        self._jobs.read("database", lambda _context: office.cards.copy(sku), done)

    def delete_card(self) -> None:
        """Take the product off the shelf; one click brings it back."""
        self.keep()
        office, sku = self._office, self._sku
        card = office.cards.get(sku)
        name = card.name.get("zh") or sku

        def deleted() -> None:
            self.back.emit()
            said = _("{name} was deleted.", name=name)
            self._jobs.tell_undo(said, lambda: self._jobs.write(lambda _context: office.cards.save(card)))

        self._jobs.write(lambda _context: office.cards.remove(sku), deleted)

    # --- parts -------------------------------------------------------------------------------------------------------

    def _show_head(self, view: CardView) -> None:
        empty(self._head)
        picture = QLabel()
        picture.setPixmap(thumbnail(view.pictures[0] if view.pictures else None, 96, 72))
        self._head.addWidget(picture)
        self._head.addWidget(label(f"{view.card.name.get('zh', '')}  {view.card.sku}", "title", wrap=False))
        self._head.addStretch(1)
        self._head.addWidget(chip(_("{score}% complete", score=view.score), "done" if view.score >= GOOD_SCORE else "look"))

    def _section(self, section: Section) -> QFrame:
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in section.fields:
            edit = FieldEdit(field)
            self._restore(edit)
            edit.typed.connect(self._keep_typing)
            edit.edited.connect(lambda path, text, edit=edit: self._write(edit, path, text))
            self._fields.append(edit)
            words = label(_(field.label) + (" *" if field.need == "required" else ""), wrap=False)
            words.setMinimumWidth(LABEL_WIDTH)
            words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            words.setBuddy(edit.input)
            form.addRow(words, edit)
        title = label(("🔒 " if section.private else "") + _(section.title), "heading")
        if section.private:
            words = label(_("Never leaves this computer: not in a text, a message, an export or a log."), "quiet")
            lock = OwnerLock(self._office, self._jobs)
            lock.moved.connect(lambda: self.show_card(self._sku), Qt.ConnectionType.QueuedConnection)
            return panel(title, words, lock, form)
        return panel(title, form)

    def _keep_typing(self, path: str, text: str) -> None:
        place = f"card:{self._sku}:{path}"
        self._jobs.read("database", lambda _context: self._office.listings.keep_typing(place, text), self._jobs.saved.emit)

    def _write(self, edit: FieldEdit, path: str, text: str) -> None:
        sku, office = self._sku, self._office

        def work(_context: object) -> Changes:
            office.listings.keep_typing(f"card:{sku}:{path}", text)
            changes = office.card_form.write(sku, path, text)
            office.listings.forget_typing(f"card:{sku}:{path}")
            return changes | office.listings.refresh(sku)

        def failed(error: Exception) -> None:
            if isinstance(error, BadInput):
                self._tell(edit, full(error))
            else:
                self._jobs.failed(error)

        def done(changes: Changes) -> None:
            self._tell(edit, "")
            self._jobs.changed.emit(changes)
            if path == "category" and changes and sku == self._sku:
                self._rebuild(lambda _context: None)  # another category asks for other facts
                return
            view = office.cards.find(sku)
            if view is not None:
                self._show_saved(view)

        self._jobs.read("database", work, done, failed)

    def _tell(self, edit: FieldEdit, why: str) -> None:
        if edit in self._fields:  # the form may have been made anew meanwhile
            edit.tell(why)

    def _show_saved(self, view: CardView) -> None:
        """After a save: head and side anew; the form stays as it is being typed."""
        if view.card.sku == self._sku:
            self._show_head(view)
            self.side.show_view(view)

    def _restore(self, edit: FieldEdit) -> None:
        """What was typed before a crash and could not be kept yet comes back, to be looked at."""
        typed = self._office.listings.typed(f"card:{self._sku}:{edit.field.path}")
        if typed is not None and typed != edit.field.text:
            edit.line.setText(typed)
            edit.tell(_("Typed before, not kept yet."))
            edit.resume()

    def _answer(self, path: str, words: object) -> None:
        sku, office = self._sku, self._office

        def work(_context: object) -> Changes:
            if words is None:
                return office.cards.not_known(sku, path)
            return office.card_form.write(sku, path, str(words)) | office.listings.refresh(sku)

        self._rebuild(work)

    def _rebuild(self, work: Callable[[object], Changes | None]) -> None:
        """Make a change and show the card anew; what is being typed is kept before it."""
        self.keep()
        sku = self._sku
        self._jobs.write(work, lambda: self.show_card(sku) if self._sku == sku else None)

    def _put_back(self, step: Step) -> None:
        sku, office = self._sku, self._office
        self._rebuild(lambda _context: office.card_history.put_back(sku, step))

    def _set_pictures(self, names: list[str]) -> None:
        sku, office = self._sku, self._office
        self._rebuild(lambda _context: office.cards.set_field(sku, "images", names))

    def take_pictures(self, files: list[Path]) -> None:
        """Put pictures onto the card; one that is no picture is refused and nothing changes."""
        sku, office = self._sku, self._office
        if files:
            self._rebuild(lambda _context: office.cards.add_pictures(sku, files))

    def _choose_pictures(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, _("Choose pictures"), "", "*.jpg *.jpeg *.png *.webp *.bmp")
        self.take_pictures([Path(name) for name in names])

    def jump(self, path: str) -> None:
        """Go to the field of a fact; photos have a button instead."""
        if path == "images":
            self._choose_pictures()
            return
        for edit in self._fields:
            if edit.field.path == path or edit.field.path.startswith(f"{path}."):
                self._area.ensureWidgetVisible(edit, 0, 120)
                edit.input.setFocus()
                edit.line.selectAll()
                return

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures may be dropped anywhere on the editor."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped pictures onto the card."""
        self.take_pictures([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
