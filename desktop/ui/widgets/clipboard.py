"""The one way to the clipboard, and words for sizes."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from desktop.i18n import _

OURS = "copied"  # the clipboard object's property that holds what this program put there last


def copy(text: str) -> None:
    """Put a text on the clipboard; as a text that Qt makes: one made in Python is torn down after Python itself and ends in a crash."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(text)
    clipboard.setProperty(OURS, text)


def from_elsewhere() -> str:
    """What lies on the clipboard, "" when this program put it there: our own title is no buyer's message."""
    clipboard = QGuiApplication.clipboard()
    return "" if clipboard.text() == clipboard.property(OURS) else clipboard.text().strip()


def bytes_words(count: int) -> str:
    """ "820 B", "12 kB", "3.4 MB"."""
    if count < 1000:
        return _("{n} bytes", n=count)
    if count < 1_000_000:
        return _("{n} kB", n=round(count / 1000))
    return _("{n} MB", n=f"{count / 1_000_000:.1f}")
