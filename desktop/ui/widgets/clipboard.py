"""The one way to the clipboard, and words for sizes."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from desktop.i18n import _

OURS = "application/x-tengqiao"  # marks what this program put there


def copy(text: str) -> None:
    """Put a text on the clipboard."""
    data = QMimeData()
    data.setText(text)
    data.setData(OURS, b"1")
    QGuiApplication.clipboard().setMimeData(data)


def from_elsewhere() -> str:
    """What lies on the clipboard, "" when this program put it there: our own title is no buyer's message."""
    clipboard = QGuiApplication.clipboard()
    return "" if clipboard.mimeData().hasFormat(OURS) else clipboard.text().strip()


def bytes_words(count: int) -> str:
    """ "820 B", "12 kB", "3.4 MB"."""
    if count < 1000:
        return _("{n} bytes", n=count)
    if count < 1_000_000:
        return _("{n} kB", n=round(count / 1000))
    return _("{n} MB", n=f"{count / 1_000_000:.1f}")
