"""The inbox: threads by urgency, those that wait first."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.i18n import _
from desktop.services.threads import ThreadRow
from desktop.ui.listings.languages import language_name
from desktop.ui.messages.words import STATES
from desktop.ui.widgets.two_lines import STATE, WORD, TwoLines
from desktop.wording.times import waited


def urgent_first(threads: list[ThreadRow]) -> list[ThreadRow]:
    """Risky ones and those that wait first, the longest waiting on top; answered ones after, newest first."""
    waiting = sorted((item for item in threads if item.state == "waiting"), key=lambda item: (not item.risks, item.updated_at))
    return waiting + [item for item in threads if item.state != "waiting"]


def title_of(thread: ThreadRow) -> str:
    """Who or what a thread is about."""
    return thread.buyer or thread.subject or _("Pasted message")


class Inbox(QListWidget):
    """Threads; choosing one opens it. A new message never moves the one that is read."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Messages"))
        self.setItemDelegate(TwoLines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(170)
        self.currentItemChanged.connect(self._moved)

    def show_threads(self, threads: list[ThreadRow], current: str) -> None:
        """Replace the list and keep the chosen thread."""
        self.blockSignals(True)
        self.clear()
        now = datetime.now().astimezone()
        for thread in urgent_first(threads):
            state, word = STATES[thread.state]
            if thread.risks:
                state, word = "blocked", _("take care")
            else:
                word = _(word)
            item = QListWidgetItem(f"{title_of(thread)}  {language_name(thread.language).split('  ')[0]}")
            item.setData(Qt.ItemDataRole.UserRole, thread.id)
            item.setData(STATE, state)
            item.setData(WORD, f"{word}, {waited(thread.updated_at, now)}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {word}")
            self.addItem(item)
            if thread.id == current:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def _moved(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))
