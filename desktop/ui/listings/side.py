"""The right side of the review: the Chinese meaning sentence by sentence, the facts, the findings and how to mend them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.listings import Finding
from desktop.i18n import N_, _
from desktop.services.listings import ListingView
from desktop.ui.widgets.parts import button, chip, empty, label, panel, row

_PLACES = {
    "title": N_("Title"),
    "keywords": N_("Keywords"),
    "highlights": N_("Highlights"),
    "description": N_("Description"),
    "faq": N_("Questions"),
}
_WRITERS = {"phrasebook": N_("template"), "model": N_("model, machine read-back"), "hand": N_("by hand")}


class ReviewSide(QWidget):
    """Meaning and findings of one listing."""

    mend = Signal(object)
    look_at = Signal(object)
    onto_card = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 0, 0, 0)

    def show_view(self, view: ListingView, facts: list[tuple[str, str, bool]]) -> None:
        """Show a listing's findings, meaning and facts."""
        empty(self._layout)
        self._layout.addWidget(self._findings(view))
        if facts:
            marks = [chip(f"{text}", "done" if good else "blocked") for _path, text, good in facts]
            self._layout.addWidget(panel(label(_("Facts in this text"), "heading"), *marks))
        self._layout.addWidget(self._meaning(view))
        self._layout.addStretch(1)

    def _findings(self, view: ListingView) -> QFrame:
        if not view.findings:
            return panel(chip(_("Every fact agrees with the product card."), "done"))
        contents: list[QWidget] = [label(_("Please look"), "heading")]
        contents += [self._finding(finding) for finding in view.findings]
        return panel(*contents)

    def _finding(self, finding: Finding) -> QFrame:
        words = f"“{finding.text}”  {finding.message}" if finding.text else finding.message
        state = "blocked" if finding.severity == "block" else "look"
        buttons: list[QWidget | None] = [button(_("Show"), lambda: self.look_at.emit(finding), "link")]
        if finding.expected and finding.text:
            buttons.append(button(_("Change to “{expected}”", expected=finding.expected), lambda: self.mend.emit(finding)))
        if finding.kind in ("material", "colour", "certificate", "number", "unit") and finding.text:
            buttons.append(button(_("It is true: put it on the card"), lambda: self.onto_card.emit(finding), "link"))
        sign = chip(words, state)
        sign.setWordWrap(True)
        return panel(sign, row(*buttons, None))

    def _meaning(self, view: ListingView) -> QFrame:
        contents: list[QWidget] = [label(_("What it says in Chinese"), "heading")]
        if view.hand:
            contents.append(chip(_("Changed by hand: the Chinese below is that of the draft."), "look"))
        writers = {line.writer for _place, line in view.slotted.lines()} if view.slotted else set()
        for writer in sorted(writers):
            contents.append(label(_("Written by: {writer}", writer=_(_WRITERS.get(writer, writer))), "quiet"))
        last = ""
        for place, zh in view.readback_zh.items():
            part = place.split("[")[0]
            if part != last:
                contents.append(label(_(_PLACES.get(part, part)), "quiet"))
                last = part
            contents.append(label(zh))
        return panel(*contents)
