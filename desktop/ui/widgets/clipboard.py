"""The one way to the clipboard, and words for sizes."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from desktop.i18n import _


def copy(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def bytes_words(count: int) -> str:
    """ "820 B", "12 kB", "3.4 MB"."""
    if count < 1000:
        return _("{n} bytes", n=count)
    if count < 1_000_000:
        return _("{n} kB", n=round(count / 1000))
    return _("{n} MB", n=f"{count / 1_000_000:.1f}")
