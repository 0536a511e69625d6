"""One buyer's page: what was written, in both languages, what was promised, quoted and ordered, and the owner's note."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.commitments import Commitment
from desktop.domain.messages import Message, Understanding
from desktop.i18n import N_, _
from desktop.services.buyers import BuyerView
from desktop.services.office import Office
from desktop.ui.deals.words import STATES as DEAL_STATES
from desktop.ui.messages.said import RIGHT_TO_LEFT
from desktop.ui.messages.words import PROMISES, ask_words
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.field_edit import AUTOSAVE_MS
from desktop.ui.widgets.flow import flow
from desktop.ui.widgets.parts import align_text, button, chip, empty, label, note, panel, row, scrolled

NOTE_HEIGHT = 90
PROMISE_STATES = {
    "open": ("waiting", N_("open")),
    "kept": ("done", N_("kept")),
    "withdrawn": ("look", N_("withdrawn")),
    "meant": ("look", N_("not sent yet")),
}
Spoken = list[tuple[bool, Message, Understanding | None]]


class BuyerPage(QWidget):
    """All about one buyer. `opened`: (screen, argument) of what was clicked; `left`: back to the conversation."""

    opened = Signal(str, str)
    left = Signal()

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self.buyer = ""
        self._title = label("", "title", wrap=False)
        self._spoken, self._side = QVBoxLayout(), QVBoxLayout()
        self.note = QPlainTextEdit()
        self.note.setObjectName("buyer-note")
        self.note.setAccessibleName(_("Your note on this buyer"))
        self.note.setPlaceholderText(_("Only for you: what to remember about this buyer"))
        self.note.setFixedHeight(NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self._save)
        self.note.textChanged.connect(lambda: None if self._timer.isActive() else self._timer.start())
        self._note_panel = panel(label(_("Your note on this buyer"), "heading"), self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self._title, None, button(_("Back to the conversation"), self._leave, name="buyer-back")))
        both = row(scrolled(self._column(self._spoken)), scrolled(self._column(self._side, self._note_panel)))
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        layout.addLayout(both, 1)

    def show_buyer(self, buyer: str, thread: str) -> None:
        """Load a buyer; `thread` is the conversation that is shown first."""
        self.keep()
        self.buyer = buyer
        office = self._office

        def load(_context: object) -> tuple[BuyerView, Spoken]:
            view = office.buyers.view(buyer)
            return view, office.messages.conversation(thread)

        self._jobs.read("reading", load, lambda loaded: self._show(*loaded))

    def keep(self) -> None:
        """Save at once what is typed."""
        if self._timer.isActive():
            self._timer.stop()
            self._save()

    # --- parts -------------------------------------------------------------------------------------------------------

    def _column(self, content: QVBoxLayout, *above: QWidget) -> QWidget:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(4, 0, 8, 0)
        for widget in above:
            layout.addWidget(widget)
        layout.addLayout(content)
        layout.addStretch(1)
        return column

    def _show(self, view: BuyerView, spoken: Spoken) -> None:
        if view.name != self.buyer:
            return  # another one was chosen meanwhile
        self._title.setText(view.name)
        if not self.note.hasFocus():
            self.note.blockSignals(True)
            self.note.setPlainText(view.note)
            self.note.blockSignals(False)
        empty(self._spoken)
        for ours, message, understood in reversed(spoken):
            self._spoken.addWidget(self._message(ours, message, understood))
        empty(self._side)
        for part in (self._promises(view), self._deals(view), self._threads(view)):
            self._side.addWidget(part)

    def _message(self, ours: bool, message: Message, understood: Understanding | None) -> QFrame:
        title = _("You answered, {day}", day=message.sent_at[:10]) if ours else _("The buyer wrote, {day}", day=message.sent_at[:10])
        text = label(message.text)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        align_text(text, right=understood is not None and understood.language in RIGHT_TO_LEFT)
        parts: list[QWidget | QLayout] = [label(title if message.sent_at else title.rstrip("，, "), "heading")]
        if ours and message.zh:
            meaning = label(message.zh, "quiet")
            for half in (text, meaning):
                half.setAlignment(Qt.AlignmentFlag.AlignTop)
            both = row(text, meaning)
            both.setStretch(0, 1)
            both.setStretch(1, 1)
            both.setSpacing(16)
            parts.append(both)
        else:
            parts.append(text)
        if understood is not None and understood.asks:
            parts.append(flow(*(chip(ask_words(ask)) for ask in understood.asks)))
        elif ours and not message.zh:
            parts.append(label(_("No Chinese was kept for it."), "quiet"))
        return panel(*parts)

    def _promises(self, view: BuyerView) -> QFrame:
        parts: list[QWidget] = [label(_("What you promised"), "heading")]
        parts += [self._promise(number, item) for number, item in view.promises]
        return panel(*(parts if len(parts) > 1 else [*parts, label(_("Nothing yet."), "quiet")]))

    def _promise(self, number: int, item: Commitment) -> QWidget:
        state, word = PROMISE_STATES[item.state]
        head = f"{_(PROMISES[item.kind])}  {item.value}" + (_(", until {day}", day=item.due) if item.due else "")
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.addWidget(note(f"{_(word)}: {head}", state))
        layout.addWidget(label(item.zh or item.sentence, "quiet"))
        if item.state == "open":
            buttons = (
                button(_("Kept"), self._closer(number, "kept"), "link"),
                button(_("Withdrawn"), self._closer(number, "withdrawn"), "link"),
            )
            layout.addLayout(row(*buttons, None))
        return holder

    def _deals(self, view: BuyerView) -> QFrame:
        parts: list[QWidget] = [label(_("Quotes and orders"), "heading")]
        for deal in view.deals:
            words = f"{deal.deal.issued.isoformat()}  {deal.deal.currency} {deal.deal.total:,.2f}  {_(DEAL_STATES[deal.deal.state][1])}"
            parts.append(button(words, self._opener("deals", deal.id), "link"))
        return panel(*(parts if len(parts) > 1 else [*parts, label(_("Nothing yet."), "quiet")]))

    def _threads(self, view: BuyerView) -> QFrame:
        parts: list[QWidget] = [label(_("Conversations"), "heading")]
        for thread in view.threads:
            words = f"{thread.updated_at[:10]}  {thread.subject or _('Pasted message')}"
            parts.append(button(words, self._opener("messages", thread.id), "link"))
        return panel(*parts)

    def _opener(self, screen: str, argument: str) -> Callable[[], object]:
        return lambda: self.opened.emit(screen, argument)

    def _closer(self, number: int, state: str) -> Callable[[], object]:
        return lambda: self._jobs.write(lambda _context: self._office.messages.close_promise(number, state))

    def _leave(self) -> None:
        self.keep()
        self.left.emit()

    def _save(self) -> None:
        buyer, text, office = self.buyer, self.note.toPlainText(), self._office

        def kept(_changes: Changes) -> None:
            self._jobs.saved.emit(datetime.now().astimezone().isoformat())

        self._jobs.read("database", lambda _context: office.buyers.note(buyer, text), kept)
