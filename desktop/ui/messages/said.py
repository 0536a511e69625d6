"""What the buyer wrote: the asks as chips, what nothing covered, who he is, the trust card, the message itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLayout, QVBoxLayout, QWidget

from desktop.domain.messages import Message
from desktop.i18n import _, ngettext
from desktop.services.known_buyer import KnownBuyer
from desktop.services.threads import ThreadView
from desktop.ui.listings.languages import language_name
from desktop.ui.messages.words import FLAGS, RISKS, ask_words
from desktop.ui.widgets.flow import flow
from desktop.ui.widgets.parts import align_text, button, chip, empty, label, note, panel, row

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


class Said(QWidget):
    """The left half of a thread. `files_wanted` names a message whose files the owner wants to have."""

    files_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(4, 0, 8, 0)
        self._read: set[tuple[str, str]] = set()  # what the owner has ticked off while the window is open; "" is the trust card
        self._boxes: list[QCheckBox] = []

    def show_view(self, view: ThreadView, buyer: KnownBuyer) -> None:
        """Show a thread and what is known of who wrote it."""
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
        self._layout.addWidget(_who(buyer))
        self._layout.addStretch(1)

    def unread(self) -> int:
        """How many sentences that nothing covers are not ticked off yet; the first of them gets the focus."""
        open_ones = [box for box in self._boxes if not box.isChecked()]
        if open_ones:
            open_ones[0].setFocus()
        return len(open_ones)

    def _trust(self, view: ThreadView) -> QFrame:
        parts: list[QWidget] = [label(_("Take care"), "heading")]
        signs = (*view.understanding.risks, *view.understanding.cautions)
        for sign, (name, advice) in zip(signs, view.advice, strict=False):
            words = _(RISKS.get(name, name)) + (f" ({sign.source})" if sign.source else "")
            parts.append(note(words, "look" if sign in view.understanding.cautions else "blocked"))
            if sign.sentence:
                parts.append(label(f"“{sign.sentence}”", "quiet"))
            parts.append(label(advice))
        if view.understanding.risks:
            parts.append(self._tick(view.thread.id, "", _("I have read this and answer all the same")))
        return panel(*parts)

    def _asks(self, view: ThreadView) -> QFrame:
        marks = [chip(ask_words(ask)) for ask in view.understanding.asks]
        for mark, ask in zip(marks, view.understanding.asks, strict=True):
            mark.setProperty("kind", "fact")
            mark.setToolTip(ask.sentence)
        parts: list[QWidget | QLayout] = [label(_("What the buyer wants"), "heading")]
        parts.append(flow(*marks) if marks else label(_("Nothing that a rule recognises. Please read the message."), "quiet"))
        for price, fine in view.judged:
            words = _("{price}: can be done", price=price) if fine else _("{price}: cannot be done", price=price)
            parts.append(note(words, "done" if fine else "blocked"))
        if view.understanding.skus:
            parts.append(label(_("About: {products}", products=", ".join(view.understanding.skus)), "quiet"))
        self._boxes = []
        if view.understanding.gaps:
            parts.append(note(_("Not understood: read it yourself and tick it off"), "look"))
            parts += [self._gap(view.thread.id, gap) for gap in view.understanding.gaps]
        return panel(*parts)

    def warned(self, thread: str) -> bool:
        """Whether the owner has ticked the trust card of a thread off."""
        return (thread, "") in self._read

    def _tick(self, thread: str, what: str, words: str = "") -> QCheckBox:
        box, key = QCheckBox(words), (thread, what)
        box.setChecked(key in self._read)
        box.toggled.connect(lambda on: self._read.add(key) if on else self._read.discard(key))
        return box

    def _gap(self, thread: str, gap: str) -> QLayout:
        box = self._tick(thread, gap)
        box.setAccessibleName(_("I have read: {text}", text=gap))
        self._boxes.append(box)
        words = label(gap, "quiet")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = row(box, words)
        line.setAlignment(box, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        return line

    def _message(self, message: Message, title: str, *, quiet: bool, right: bool) -> QFrame:
        text = label(message.text, "quiet" if quiet else "")
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        align_text(text, right=right)
        parts: list[QWidget | QLayout] = [label(title, "heading")]
        parts += [note(_(FLAGS[flag]), "look") for flag in message.flags if flag in FLAGS]
        parts.append(text)
        if message.attachments:
            names = ", ".join(message.attachments)
            parts.append(note(_("Came with it, not opened: {files}", files=names), "look"))
            parts.append(row(button(_("Save the files …"), self._wanted(message.id), "link"), None))
        return panel(*parts)

    def _wanted(self, message: str) -> Callable[[], object]:
        return lambda: self.files_wanted.emit(message)


def _who(buyer: KnownBuyer) -> QFrame:
    """One panel of quiet lines; each says where it comes from."""
    lines = []
    if buyer.country:
        by = _("by the address") if buyer.by == "address" else _("by the telephone number")
        lines.append(_("Country: {country} ({by})", country=buyer.country, by=by))
    if buyer.there is not None:
        lines.append(_("There it is {time} now (by the clock of the mail)", time=f"{buyer.there:%H:%M}"))
    if buyer.messages > 1:
        text = ngettext("{n} message since {day}", "{n} messages since {day}", buyer.messages, day=buyer.since or "—")
        lines.append(text)
        lines.append(ngettext("{n} order", "{n} orders", buyer.orders) if buyer.orders else _("No order yet"))
    else:
        lines.append(_("The first message from this buyer"))
    return panel(label(_("Who writes"), "heading"), *(label(line, "quiet") for line in lines))
