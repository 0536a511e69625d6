"""The card editor: sections as on a spec sheet, autosaved field by field; missing facts asked at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.i18n import N_, _
from desktop.services.card_form import Field, Question, Section
from desktop.services.card_history import Step
from desktop.services.cards import CardView
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.flow import flow
from desktop.ui.widgets.parts import button, chip, empty, label, panel, row, scrolled
from desktop.ui.widgets.pictures import thumbnail
from desktop.wording import full

AUTOSAVE_MS = 250  # promise 5: kill -9 costs at most 300 ms of typing
CHOICES = 4  # likely answers beside a question
PAUSE_MS = 800  # a pause this long ends a value
QUESTIONS = 6
LABEL_WIDTH = 190
_DOUBTS = {
    "carton.volume": N_("The goods do not fit into the carton as stated. Are they folded or nested?"),
    "carton.weight": N_("The carton weighs less than the goods in it. Is the gross weight right?"),
    "tiers.order": N_("A larger quantity costs more each. Are the prices in the right order?"),
    "moq.tier": N_("The MOQ is below the first price. What does it cost there?"),
    "certificate.expired": N_("A certificate has expired. It is not shown to buyers until it is renewed."),
    "floor.cost": N_("The floor price is below your cost."),
}


class FieldEdit(QWidget):
    """One field. Typing is kept as it stands every AUTOSAVE_MS; after a pause, or when the field is left, it goes onto the card.

    So half a number never reaches the card, and what cannot be kept says why and is not lost.
    """

    edited = Signal(str, str)
    typed = Signal(str, str)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._send)
        self._autosave = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._autosave.timeout.connect(lambda: self.typed.emit(self.field.path, self.line.text()))
        self.input: QLineEdit | QComboBox = self._combo() if field.choices else QLineEdit(field.text)
        self.line.setPlaceholderText(_("e.g. {example}", example=field.example) if field.example else "")
        self.line.textEdited.connect(lambda _text: self._typed())
        self.line.editingFinished.connect(self.flush)
        self.input.setAccessibleName(_(field.label))
        self.input.setObjectName(f"field-{field.path}")
        self._why = label("")
        self._why.setProperty("state", "blocked")
        self._why.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.input)
        layout.addWidget(self._why)

    @property
    def line(self) -> QLineEdit:
        """Where text is typed."""
        if isinstance(self.input, QComboBox):
            edit = self.input.lineEdit()
            assert edit is not None  # the combo is editable
            return edit
        return self.input

    def _typed(self) -> None:
        self._timer.start()
        if not self._autosave.isActive():
            self._autosave.start()

    def flush(self) -> None:
        """Save now what waits for the pause in typing."""
        if self._timer.isActive():
            self._timer.stop()
            self._send()

    def resume(self) -> None:
        """Try again to keep what stands in the field."""
        self._timer.start()

    def tell(self, why: str) -> None:
        """Say why the text cannot be kept; "" when all is well."""
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def _combo(self) -> QComboBox:
        combo = QComboBox()
        combo.setEditable(True)
        combo.addItems(list(self.field.choices))
        combo.setCurrentText(self.field.text)
        combo.activated.connect(lambda _index: self._timer.start())
        return combo

    def _send(self) -> None:
        self._autosave.stop()
        self.edited.emit(self.field.path, self.line.text())


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
        self._side = QWidget()
        self._side_layout = QVBoxLayout(self._side)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(scrolled(self._form))
        split.addWidget(scrolled(self._side))
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
        self._show_side(view)

    def keep(self) -> None:
        """Save at once whatever is being typed."""
        for field in self._fields:
            field.flush()

    # --- parts -------------------------------------------------------------------------------------------------------

    def _show_head(self, view: CardView) -> None:
        empty(self._head)
        picture = QLabel()
        picture.setPixmap(thumbnail(view.pictures[0] if view.pictures else None, 96, 72))
        self._head.addWidget(picture)
        self._head.addWidget(label(f"{view.card.name.get('zh', '')}  {view.card.sku}", "title", wrap=False))
        self._head.addStretch(1)
        self._head.addWidget(chip(_("{score}% complete", score=view.score), "done" if view.score >= 80 else "look"))

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
            return panel(title, label(_("Never leaves this computer: not in a text, a message, an export or a log."), "quiet"), form)
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
                edit.tell(full(error))
            else:
                self._jobs.failed(error)

        def done(changes: Changes) -> None:
            edit.tell("")
            self._jobs.changed.emit(changes)
            self._show_side(office.cards.view(sku))

        self._jobs.read("database", work, done, failed)

    def _restore(self, edit: FieldEdit) -> None:
        """What was typed before a crash and could not be kept yet comes back, to be looked at."""
        typed = self._office.listings.typed(f"card:{self._sku}:{edit.field.path}")
        if typed is not None and typed != edit.field.text:
            edit.line.setText(typed)
            edit.tell(_("Typed before, not kept yet."))
            edit.resume()

    def _show_side(self, view: CardView) -> None:
        empty(self._side_layout)
        if view.doubts:
            self._side_layout.addWidget(
                panel(label(_("Please look"), "heading"), *(chip(_(_DOUBTS[code]), "look") for code in view.doubts))
            )
        questions = self._office.card_form.questions(view.card)[:QUESTIONS]
        rows: list[QWidget] = [label(_("What buyers still ask"), "heading")]
        for question in questions:
            rows.append(button(question.question, self._to(question.path), "link"))
            rows.append(flow(*self._answers(question)))
        if not questions:
            rows.append(chip(_("Nothing is missing."), "done"))
        self._side_layout.addWidget(panel(*rows))
        steps = self._office.card_history.recent(view.card.sku)
        if steps:
            self._side_layout.addWidget(panel(label(_("Changed lately"), "heading"), *(self._step(step) for step in steps)))
        self._side_layout.addWidget(panel(label(_("Photos"), "heading"), label(_("Drag pictures here."), "quiet"), *self._pictures(view)))
        self._side_layout.addStretch(1)

    def _answers(self, question: Question) -> list[QWidget]:
        """The likely answers, one click each, and "I don't know", after which it is not asked again."""
        form, found = self._office.card_form, []
        for choice in question.choices[:CHOICES]:
            words = form.shown(choice)
            found.append(button(words, partial(self._answer, question.path, words), "choice"))
        unknown = button(_("I don't know"), partial(self._answer, question.path, None), "choice")
        unknown.setAccessibleName(_("I don't know: {question}", question=question.question))
        return [*found, unknown]

    def _answer(self, path: str, words: str | None) -> None:
        sku, office = self._sku, self._office

        def work(_context: object) -> Changes:
            if words is None:
                return office.cards.not_known(sku, path)
            return office.card_form.write(sku, path, words) | office.listings.refresh(sku)

        self._jobs.write(work, lambda: self.show_card(sku))

    def _step(self, step: Step) -> QWidget:
        words = _("{field}: {before} → {after}", field=step.label, before=step.before, after=step.after)
        line = QWidget()
        back = button(_("Put back"), lambda: self._put_back(step), "link")
        back.setAccessibleName(_("Put back: {field}", field=step.label))
        line.setLayout(row(label(f"{step.at:%m-%d %H:%M}  {words}", "quiet"), back))
        return line

    def _put_back(self, step: Step) -> None:
        sku, office = self._sku, self._office
        self._jobs.write(lambda _context: office.card_history.put_back(sku, step), lambda: self.show_card(sku))

    def _pictures(self, view: CardView) -> list[QWidget]:
        shown = []
        for path in view.pictures:
            picture = QLabel()
            picture.setPixmap(thumbnail(path, 260, 180))
            picture.setAccessibleName(path.name)
            shown.append(picture)
        return list(shown)

    def _to(self, path: str) -> Callable[[], None]:
        def jump() -> None:
            for edit in self._fields:
                if edit.field.path == path or edit.field.path.startswith(path):
                    edit.input.setFocus()
                    return

        return jump

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures may be dropped anywhere on the editor."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped pictures onto the card."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        sku, office = self._sku, self._office
        if files:
            self._jobs.write(lambda _context: office.cards.add_pictures(sku, files), lambda: self.show_card(sku))
