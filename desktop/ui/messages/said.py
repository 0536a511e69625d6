"""What the buyer wrote: the asks as chips, what nothing covered, the trust card, the message itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.messages import Message
from desktop.i18n import _
from desktop.services.threads import ThreadView
from desktop.ui.listings.languages import language_name
from desktop.ui.messages.words import RISKS, ask_words
from desktop.ui.widgets.flow import flow
from desktop.ui.widgets.parts import chip, empty, label, note, panel

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


class Said(QWidget):
    """The left half of a thread."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(4, 0, 8, 0)

    def show_view(self, view: ThreadView) -> None:
        """Show a thread."""
        empty(self._layout)
        if view.advice:
            self._layout.addWidget(self._trust(view))
        self._layout.addWidget(self._asks(view))
        language = view.understanding.language
        last = max((index for index, way in enumerate(view.directions) if way == "in"), default=0)
        for index, message in reversed(list(enumerate(view.thread.messages))):
            mine = view.directions[index] == "out"
            title = _("You answered") if mine else _("The buyer wrote ({language})", language=language_name(language))
            self._layout.addWidget(self._message(message, title, quiet=index != last, right=language in RIGHT_TO_LEFT))
        self._layout.addStretch(1)

    def _trust(self, view: ThreadView) -> QFrame:
        parts: list[QWidget] = [label(_("Take care"), "heading")]
        signs = (*view.understanding.risks, *view.understanding.cautions)
        for sign, (name, advice) in zip(signs, view.advice, strict=False):
            parts.append(note(_(RISKS.get(name, name)), "look" if sign in view.understanding.cautions else "blocked"))
            if sign.sentence:
                parts.append(label(f"“{sign.sentence}”", "quiet"))
            parts.append(label(advice))
        return panel(*parts)

    def _asks(self, view: ThreadView) -> QFrame:
        marks = [chip(ask_words(ask)) for ask in view.understanding.asks]
        for mark, ask in zip(marks, view.understanding.asks, strict=True):
            mark.setProperty("kind", "fact")
            mark.setToolTip(ask.sentence)
        parts: list[QWidget] = [label(_("What the buyer wants"), "heading")]
        parts.append(flow(*marks) if marks else label(_("Nothing that a rule recognises. Please read the message."), "quiet"))
        for price, fine in view.judged:
            words = _("{price}: can be done", price=price) if fine else _("{price}: cannot be done", price=price)
            parts.append(note(words, "done" if fine else "blocked"))
        if view.understanding.skus:
            parts.append(label(_("About: {products}", products=", ".join(view.understanding.skus)), "quiet"))
        if view.understanding.gaps:
            parts.append(label(_("Not understood (no rule covers it):"), "quiet"))
            parts += [label(f"·  {gap}", "quiet") for gap in view.understanding.gaps]
        return panel(*parts)

    def _message(self, message: Message, title: str, *, quiet: bool, right: bool) -> QFrame:
        text = label(message.text, "quiet" if quiet else "")
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if right:
            text.setAlignment(Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignRight)
            text.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        return panel(label(title, "heading"), text)
