"""The right side of the review: findings and how to mend them, the facts with ticks, the Chinese meaning by sentence."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.listings import Finding
from desktop.i18n import N_, _
from desktop.services.card_form import FactWords
from desktop.services.listings import ListingView
from desktop.ui.widgets.flow import flow
from desktop.ui.widgets.parts import SIGNS, button, empty, ink, label, note, panel, row

PLACES = {
    "title": N_("Title"),
    "keywords": N_("Keywords"),
    "highlights": N_("Highlights"),
    "description": N_("Description"),
    "faq": N_("Questions and answers"),
}
WRITERS = {"phrasebook": N_("template"), "model": N_("model, machine read-back"), "hand": N_("by hand")}
ON_CARD = ("material", "colour", "certificate", "number", "unit", "term", "code", "quantity")


@dataclass(frozen=True)
class FactShown:
    """One fact of the card that the texts state: its path, its words, and whether every text agrees."""

    path: str
    words: FactWords
    good: bool


class FactMark(QLabel):
    """A fact as on the card, with a tick or a cross; pointing at it, or Tab, lights it up in the texts; a click or Enter opens it."""

    hovered = Signal(str, bool)
    opened = Signal(str)

    def __init__(self, fact: FactShown) -> None:
        super().__init__(f"{SIGNS['done' if fact.good else 'blocked']} {fact.words.label}: {fact.words.value}")
        self.fact = fact
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "fact")
        if not fact.good:
            self.setProperty("state", "blocked")
        self.setAccessibleName(self.text())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    def light(self, on: bool) -> None:
        """Show that this fact is meant."""
        self.setProperty("lit", "true" if on else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer came."""
        self.hovered.emit(self.fact.path, True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went."""
        self.hovered.emit(self.fact.path, False)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab came."""
        self.hovered.emit(self.fact.path, True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tab went on."""
        self.hovered.emit(self.fact.path, False)
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """To the fact on the card."""
        self.opened.emit(self.fact.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the fact on the card."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.fact.path)
        else:
            super().keyPressEvent(event)


class ReviewSide(QWidget):
    """Findings, facts and meaning of one listing."""

    mend = Signal(object)
    look_at = Signal(object)
    onto_card = Signal(object)
    hovered = Signal(str, bool)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(4, 0, 8, 0)
        self._meanings: list[tuple[QLabel, str]] = []
        self.marks: list[FactMark] = []

    def show_view(self, view: ListingView, facts: list[FactShown], can_mend: Callable[[Finding], str]) -> None:
        """Show a listing; `can_mend` gives the words that one click puts in, "" when only a person can."""
        empty(self._layout)
        self._layout.addWidget(self._findings(view, can_mend))
        self.marks = [FactMark(fact) for fact in facts]
        for mark in self.marks:
            mark.hovered.connect(self.hovered.emit)
            mark.opened.connect(self.opened.emit)
        if facts:
            hint = label(_("Point at a fact to see it in the text; click it to see it on the card."), "quiet")
            self._layout.addWidget(panel(label(_("Facts in this text"), "heading"), flow(*self.marks), hint))
        self._layout.addWidget(self._meaning(view))
        self._layout.addStretch(1)

    def light(self, path: str, on: bool) -> None:
        """Light a fact up in the list and in the Chinese meaning."""
        words: tuple[str, ...] = ()
        for mark in self.marks:
            mark.light(on and mark.fact.path == path)
            if mark.fact.path == path:
                words = tuple(word for word in mark.fact.words.zh if word)
        for widget, text in self._meanings:
            hit = next((word for word in words if word in text), "") if on else ""
            shown = html.escape(text)
            if hit:
                shown = shown.replace(html.escape(hit), f'<span style="background:{ink("fact").name()}">{html.escape(hit)}</span>')
            widget.setText(shown)

    def _findings(self, view: ListingView, can_mend: Callable[[Finding], str]) -> QFrame:
        if not view.findings:
            return panel(note(_("Every fact agrees with the product card."), "done"))
        keys = label(_("F8: next place, F9: mend it"), "quiet")
        contents: list[QWidget] = [label(_("Please look"), "heading"), keys]
        contents += [self._finding(finding, can_mend(finding)) for finding in view.findings]
        return panel(*contents)

    def _finding(self, finding: Finding, new: str) -> QFrame:
        words = f"“{finding.text}”  {finding.message}" if finding.text and finding.text not in finding.message else finding.message
        buttons: list[QWidget] = [button(_("Show"), lambda: self.look_at.emit(finding), "link")]
        if new:
            buttons.insert(0, button(_("Change to “{expected}”", expected=new), lambda: self.mend.emit(finding), name="mend"))
        if finding.kind in ON_CARD and finding.text:
            buttons.append(button(_("It is true: put it on the card"), lambda: self.onto_card.emit(finding), "link", name="onto-card"))
        return panel(note(words, "blocked" if finding.severity == "block" else "look"), flow(*buttons))

    def _meaning(self, view: ListingView) -> QFrame:
        contents: list[QWidget] = [label(_("What it says in Chinese"), "heading")]
        if view.hand:
            contents.append(note(_("Changed by hand: the Chinese below is that of the draft."), "look"))
        writers = {line.writer for _place, line in view.slotted.lines()} if view.slotted else set()
        for writer in sorted(writers):
            contents.append(label(_("Written by: {writer}", writer=_(WRITERS.get(writer, writer))), "quiet"))
        last, self._meanings = "", []
        for place, zh in view.readback_zh.items():
            part = place.split("[")[0]
            if part != last:
                contents.append(label(_(PLACES.get(part, part)), "quiet"))
                last = part
            line = label(zh)
            line.setTextFormat(Qt.TextFormat.RichText)
            line.setText(html.escape(zh))
            self._meanings.append((line, zh))
            contents.append(line)
        return panel(*contents, row())
