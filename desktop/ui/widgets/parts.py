"""Small parts that every screen is built from: labels by kind, panels, buttons, state chips, empty pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

# State is never colour alone: each has its sign.
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


def button(text: str, pressed: Callable[[], object], kind: str = "", *, name: str = "", tip: str = "") -> QPushButton:
    """A button; `kind` is primary, link or ""."""
    widget = QPushButton(text)
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
