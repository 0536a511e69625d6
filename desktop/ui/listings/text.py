"""One text of a listing that can be edited in place: right-to-left where it is, findings underlined, saved by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from desktop.domain.listings import Finding

AUTOSAVE_MS = 250  # promise 5
_COLOURS = {"block": "#c5362d", "warn": "#c98a12"}


class ListingText(QTextEdit):
    """A text that is as tall as its contents. `place` is "title", "highlights[0]", "description", "faq[1].a" ..."""

    edited = Signal(str, str)
    entered = Signal(str)

    def __init__(self, place: str, text: str, direction: Qt.LayoutDirection) -> None:
        super().__init__()
        self.place = place
        self._direction = direction
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self._send)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setLayoutDirection(direction)
        option = QTextOption()
        option.setTextDirection(direction)
        option.setAlignment(
            Qt.AlignmentFlag.AlignAbsolute
            | (Qt.AlignmentFlag.AlignRight if direction == Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft)
        )
        self.document().setDefaultTextOption(option)
        self.setPlainText(text)
        self.setObjectName(f"text-{place}")
        self.setAccessibleName(place)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.textChanged.connect(self._typed)
        self._fit()

    @property
    def text(self) -> str:
        """The text as it stands."""
        return self.toPlainText()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Underline the wrong places; positions count code points."""
        marks = []
        for finding in findings:
            mark = QTextEdit.ExtraSelection()
            form = QTextCharFormat()
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(QColor(_COLOURS.get(finding.severity, "#c98a12")))
            form.setToolTip(finding.message)
            mark.format = form
            mark.cursor = self._cursor(finding.start, finding.end)
            marks.append(mark)
        self.setExtraSelections(marks)

    def select(self, start: int, end: int) -> None:
        """Bring a place into view and select it."""
        self.setTextCursor(self._cursor(start, end))
        self.setFocus()

    def replace(self, start: int, end: int, text: str) -> None:
        """Put other words into a place, so that Ctrl+Z takes it back."""
        self._cursor(start, end).insertText(text)

    def flush(self) -> None:
        """Save now what waits for the pause in typing."""
        if self._timer.isActive():
            self._timer.stop()
            self._send()

    def _cursor(self, start: int, end: int) -> QTextCursor:
        text = self.text
        cursor = QTextCursor(self.document())
        cursor.setPosition(_utf16(text, start))
        cursor.setPosition(_utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _typed(self) -> None:
        self._timer.start()

    def _send(self) -> None:
        self.edited.emit(self.place, self.text)

    def _fit(self) -> None:
        self.setFixedHeight(max(36, int(self.document().size().height()) + 12))

    def resizeEvent(self, event: QEvent) -> None:
        """Narrower means taller."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands a resize event
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The right side shows the meaning of the text that is being read."""
        super().focusInEvent(event)
        self.entered.emit(self.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Titles and highlights are one line: Enter would break the platform's form."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.place != "description":
            return
        super().keyPressEvent(event)


def _utf16(text: str, point: int) -> int:
    """Qt counts UTF-16 units, findings count code points."""
    return len(text[:point].encode("utf-16-le")) // 2
