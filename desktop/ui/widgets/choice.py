"""A field with suggestions: typing stays free, the wheel never changes it in passing, several suggestions can be taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

ROWS = 14


class StillCombo(QComboBox):
    """A combo box that leaves the wheel to the page: scrolling past it must not change a fact."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page instead."""
        event.ignore()


class Choice(StillCombo):
    """Free text with suggestions. With `many`, a suggestion is added behind what stands there."""

    taken = Signal()

    def __init__(self, choices: Sequence[str], text: str, *, many: bool = False) -> None:
        super().__init__()
        self._many, self._before = many, text
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(ROWS)
        self.addItems(list(choices))
        self.setCurrentIndex(-1)
        self.line.setText(text)
        if many:  # a completion would replace all that stands there
            self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes None for "no completer"
        elif completer := self.completer():
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.line.textEdited.connect(self._typed)
        self.textActivated.connect(self._take)

    @property
    def line(self) -> QLineEdit:
        """Where text is typed."""
        edit = self.lineEdit()
        assert edit is not None  # the combo is editable
        return edit

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._before = text
        self.line.setText(text)

    def _typed(self, text: str) -> None:
        self._before = text

    def _take(self, words: str) -> None:
        parts = [part.strip() for part in self._before.replace("，", "、").replace(",", "、").split("、") if part.strip()]
        if self._many and parts:
            words = "、".join(parts if words in parts else [*parts, words])
        self._before = words
        self.line.setText(words)
        self.taken.emit()
