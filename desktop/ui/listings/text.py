"""One text of a listing that can be edited in place: right-to-left where it is, findings underlined, saved by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from desktop.domain.listings import Finding
from desktop.i18n import _
from desktop.ui.widgets.field_edit import AUTOSAVE_MS
from desktop.ui.widgets.parts import ink

LONG = ("description", "reply")  # where Enter makes a new line
_STATES = {"block": "blocked", "warn": "look"}


class ListingText(QTextEdit):
    """A text that is as tall as its contents. `place` is "title", "highlights[0]", "description", "faq[1].a" ..."""

    edited = Signal(str, str)
    pointed = Signal(str, int)
    wished = Signal(str, str)

    def __init__(self, place: str, text: str, direction: Qt.LayoutDirection, name: str = "") -> None:
        super().__init__()
        self.place = place
        self._marks: list[QTextEdit.ExtraSelection] = []
        self._lights: list[QTextEdit.ExtraSelection] = []
        self._quiet = False
        self.setProperty("kind", "inline")
        self.setMouseTracking(True)
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
        self.setAccessibleName(name or place)
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
        self._marks = []
        for finding in findings:
            form = QTextCharFormat()
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(ink(_STATES.get(finding.severity, "look")))
            form.setToolTip(finding.message)
            self._marks.append(self._selection(finding.start, finding.end, form))
        self.setExtraSelections(self._marks + self._lights)

    def light(self, places: Sequence[tuple[int, int]]) -> None:
        """Light up some places (code points from, to); none puts the light out."""
        form = QTextCharFormat()
        form.setBackground(ink("fact"))
        self._lights = [self._selection(start, end, form) for start, end in places]
        self.setExtraSelections(self._marks + self._lights)

    def take(self, text: str) -> None:
        """Show another text that is already saved."""
        if text == self.text:
            return
        self._quiet = True
        self.setPlainText(text)
        self._quiet = False

    @property
    def waiting(self) -> bool:
        """Whether something typed is not saved yet."""
        return self._timer.isActive()

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

    def _selection(self, start: int, end: int, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.format = form
        selection.cursor = self._cursor(start, end)
        return selection

    def _typed(self) -> None:
        if not self._quiet and not self._timer.isActive():  # not put off by each key: who types on and on is saved too
            self._timer.start()

    def _send(self) -> None:
        self.edited.emit(self.place, self.text)

    def _fit(self) -> None:
        self.setFixedHeight(max(32, int(self.document().size().height()) + 6))

    def resizeEvent(self, event: QEvent) -> None:
        """Narrower means taller."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt hands a resize event
        self._fit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which character is pointed at."""
        position = self.cursorForPosition(event.position().toPoint()).position()
        self.pointed.emit(self.place, len(self.text.encode("utf-16-le")[: position * 2].decode("utf-16-le", "ignore")))
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Cut, copy, paste, and what a model can do with this text."""
        menu = self.createStandardContextMenu()
        menu.addSeparator()
        for wish, words in wishes():
            menu.addAction(words, partial(self.wished.emit, self.place, wish))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went."""
        self.pointed.emit(self.place, -1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Titles and highlights are one line: Enter would break the platform's form."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.place not in LONG:
            return
        super().keyPressEvent(event)


def wishes() -> tuple[tuple[str, str], ...]:
    """What the owner may wish of a model, with the words of the menu."""
    return (
        ("shorter", _("Model: say it shorter")),
        ("plainer", _("Model: say it more plainly")),
        ("warmer", _("Model: say it more warmly")),
        ("", _("Model: say it otherwise")),
        ("meaning", _("Model: what does this mean in Chinese?")),
    )


def _utf16(text: str, point: int) -> int:
    """Qt counts UTF-16 units, findings count code points."""
    return len(text[:point].encode("utf-16-le")) // 2
