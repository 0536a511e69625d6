"""The right side of a card: the score with its reasons, what buyers still ask, what changed lately, photos."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.i18n import N_, _, ngettext
from desktop.services.card_form import Question
from desktop.services.card_history import Step
from desktop.services.cards import CardView
from desktop.services.office import Office
from desktop.ui.widgets.flow import flow
from desktop.ui.widgets.parts import button, chip, empty, label, note, panel, row
from desktop.ui.widgets.pictures import thumbnail

CHOICES = 4  # likely answers beside a question
QUESTIONS = 6
REASONS = 5
GOOD_SCORE = 80
_DOUBTS = {
    "carton.volume": N_("The goods do not fit into the carton as stated. Are they folded or nested?"),
    "carton.weight": N_("The carton weighs less than the goods in it. Is the gross weight right?"),
    "tiers.order": N_("A larger quantity costs more each. Are the prices in the right order?"),
    "moq.tier": N_("The MOQ is below the first price. What does it cost there?"),
    "certificate.expired": N_("A certificate has expired. It is not shown to buyers until it is renewed."),
    "floor.cost": N_("The floor price is below your cost."),
}


class CardSide(QWidget):
    """Everything beside the form of one card."""

    jump = Signal(str)
    answered = Signal(str, object)
    put_back = Signal(object)
    pictures_wanted = Signal()
    pictures_set = Signal(list)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._layout = QVBoxLayout(self)

    def show_view(self, view: CardView) -> None:
        """Show what belongs to a card."""
        empty(self._layout)
        if view.doubts:
            notes = (note(_(_DOUBTS[code]), "look") for code in view.doubts)
            self._layout.addWidget(panel(label(_("Please look"), "heading"), *notes))
        self._layout.addWidget(self._score(view))
        self._layout.addWidget(self._questions(view))
        self._layout.addWidget(self._photos(view))
        steps = self._office.card_history.recent(view.card.sku)
        if steps:
            self._layout.addWidget(panel(label(_("Changed lately"), "heading"), *(self._step(step) for step in steps)))
        self._layout.addStretch(1)

    def _score(self, view: CardView) -> QFrame:
        lacking = self._office.card_form.lacking(view.card)
        asked = [part for part in lacking if not part.unknown and part.points]
        unknown = [part for part in lacking if part.unknown]
        rows: list[QWidget] = [label(_("To 100%"), "heading")]
        if not asked:
            rows.append(note(_("Every fact that buyers search for is stated."), "done"))
        for part in asked[:REASONS]:
            words = ngettext("{fact}: {n} point more", "{fact}: {n} points more", part.points, fact=part.label)
            rows.append(button(words, partial(self.jump.emit, part.path), "link"))
        if len(asked) > REASONS:
            left = len(asked) - REASONS
            rows.append(label(ngettext("and {n} fact more", "and {n} facts more", left), "quiet"))
        if unknown:
            rows.append(label(_("You said that you do not know:"), "quiet"))
            rows.append(flow(*(button(part.label, partial(self.jump.emit, part.path), "choice") for part in unknown)))
        return panel(*rows)

    def _questions(self, view: CardView) -> QFrame:
        questions = self._office.card_form.questions(view.card)[:QUESTIONS]
        rows: list[QWidget] = [label(_("What buyers still ask"), "heading")]
        for question in questions:
            rows.append(button(question.question, partial(self.jump.emit, question.path), "link"))
            rows.append(flow(*self._answers(question)))
        if not questions:
            rows.append(chip(_("Nothing is missing."), "done"))
        return panel(*rows)

    def _answers(self, question: Question) -> list[QWidget]:
        """The likely answers, one click each, and "I don't know", after which it is not asked again."""
        found: list[QWidget] = []
        for choice in question.choices[:CHOICES]:
            words = self._office.card_form.shown(choice, question.path)
            found.append(button(words, partial(self.answered.emit, question.path, words), "choice"))
        unknown = button(_("I don't know"), partial(self.answered.emit, question.path, None), "choice")
        unknown.setAccessibleName(_("I don't know: {question}", question=question.question))
        return [*found, unknown]

    def _step(self, step: Step) -> QWidget:
        words = _("{field}: {before} → {after}", field=step.label, before=step.before, after=step.after)
        line = QWidget()
        back = button(_("Put back"), lambda: self.put_back.emit(step), "link")
        back.setAccessibleName(_("Put back: {field}", field=step.label))
        shown = row(label(f"{step.at:%m-%d %H:%M}  {words}", "quiet"), back)
        shown.setStretch(0, 1)
        line.setLayout(shown)
        return line

    def _photos(self, view: CardView) -> QFrame:
        choose = button(_("Choose pictures"), self.pictures_wanted.emit, name="card-pictures")
        rows: list[QWidget] = [label(_("Photos"), "heading"), label(_("Drag pictures here."), "quiet"), choose]
        names = [name for name in view.card.images if (view.folder / name) in view.pictures]
        for place, path in enumerate(view.pictures):
            rows.append(self._photo(path, names, place))
        return panel(*rows)

    def _photo(self, path: Path, names: list[str], place: int) -> QWidget:
        picture = QLabel()
        picture.setPixmap(thumbnail(path, 240, 180))
        picture.setAccessibleName(path.name)
        others = [name for number, name in enumerate(names) if number != place]
        remove = button(_("Take off"), partial(self.pictures_set.emit, others), "link")
        remove.setAccessibleName(_("Take off {name}", name=path.name))
        buttons: list[QWidget | None] = [remove, None]
        if place:
            first = button(_("Show first"), partial(self.pictures_set.emit, [names[place], *others]), "link")
            first.setAccessibleName(_("Show {name} first", name=path.name))
            buttons.insert(0, first)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(picture)
        layout.addLayout(row(*buttons))
        return holder
