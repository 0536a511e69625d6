"""Small parts that every screen is built from: labels by kind, panels, buttons, state chips, empty pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

# State is never colour alone: each has its sign.
NARROWEST = 160  # a longer word is cut, it never makes the page wider
SIGNS = {"done": "✓", "waiting": "◷", "look": "!", "blocked": "✕"}


def ink(name: str) -> QColor:
    """A colour of the tokens in force (a state, "fact", "accent" ...), for what is painted by hand."""
    app = QApplication.instance()
    tokens = app.property("tokens") if app else None
    return QColor(tokens[name]) if tokens else QColor()


def label(text: str, kind: str = "", *, wrap: bool = True) -> QLabel:
    """A text; `kind` is title, heading, quiet or ""."""
    widget = QLabel(text)
    if kind:
        widget.setProperty("kind", kind)
    widget.setWordWrap(wrap)
    widget.setTextFormat(Qt.TextFormat.PlainText)
    return widget


def align_text(words: QLabel, *, right: bool) -> None:
    """A text that runs from right to left stands at the right."""
    if right:
        words.setAlignment(Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignRight)
        words.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def chip(text: str, state: str = "") -> QLabel:
    """A small state mark: sign, word and colour."""
    widget = QLabel(f"{SIGNS[state]} {text}" if state else text)
    widget.setTextFormat(Qt.TextFormat.PlainText)
    if state:
        widget.setProperty("state", state)
    widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return widget


def note(text: str, state: str) -> QLabel:
    """A sentence with its state, over as many lines as it needs."""
    widget = chip(text, state)
    widget.setWordWrap(True)
    widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return widget


class LinkButton(QPushButton):
    """A button that is words only; long words go on in the next line instead of being cut."""

    PAD = 4

    def __init__(self, text: str) -> None:
        super().__init__(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hasHeightForWidth(self) -> bool:
        """As tall as the words need."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The words in that width."""
        room = QRect(0, 0, max(1, width - 2 * self.PAD), 10_000)
        return self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap.value, self.text()).height() + 2 * self.PAD

    def sizeHint(self) -> QSize:
        """All words in one line."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * self.PAD + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The longest run that cannot be parted, within reason."""
        longest = max((self.fontMetrics().horizontalAdvance(word) for word in self.text().split()), default=0)
        width = min(longest, NARROWEST) + 2 * self.PAD + 2
        return QSize(width, self.heightForWidth(self.width()) if self.width() > width else self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The style's frame (the focus), then the words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setPen(ink("accent" if self.isEnabled() else "quiet"))
        room = self.rect().adjusted(self.PAD, 0, -self.PAD, 0)
        painter.drawText(room, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter, self.text())


def button(text: str, pressed: Callable[[], object], kind: str = "", *, name: str = "", tip: str = "") -> QPushButton:
    """A button; `kind` is primary, link or ""."""
    widget = LinkButton(text) if kind == "link" else QPushButton(text)
    widget.setProperty("kind", kind)
    widget.setAccessibleName(text)
    if name:
        widget.setObjectName(name)
    if tip:
        widget.setToolTip(tip)
    widget.clicked.connect(lambda _checked=False: pressed())
    return widget


def panel(*contents: QWidget | QLayout) -> QFrame:
    """A white card with things under each other."""
    frame = QFrame()
    frame.setProperty("kind", "panel")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(12, 10, 12, 10)
    for item in contents:
        put(layout, item)
    return frame


def row(*contents: QWidget | QLayout | None) -> QHBoxLayout:
    """Things beside each other; None is a stretch."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    for item in contents:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout


def column(*contents: QWidget | QLayout) -> QVBoxLayout:
    """Things under each other, without margins."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for item in contents:
        put(layout, item)
    return layout


def put(layout: QVBoxLayout, item: QWidget | QLayout) -> None:
    """Add a widget or a layout."""
    if isinstance(item, QLayout):
        layout.addLayout(item)
    else:
        layout.addWidget(item)


def scrolled(widget: QWidget) -> QScrollArea:
    """The widget in a scroll area that never scrolls sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    widget.setProperty("kind", "ground")
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area.setWidget(widget)
    return area


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            empty(inner)


def empty_page(text: str, action: QPushButton | None = None) -> QWidget:
    """What an empty screen says: what to do first, with the button."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.addStretch(1)
    words = label(text, "heading")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    layout.addWidget(words)
    if action:
        layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(2)
    return page
