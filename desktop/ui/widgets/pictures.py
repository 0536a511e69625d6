"""Thumbnails: read small, once, so that a long list stays quick."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImageReader, QPainter, QPixmap


@lru_cache(maxsize=400)
def _read(path: str, stamp: int, width: int, height: int) -> QPixmap:
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > 50_000_000:
        return QPixmap()
    reader.setScaledSize(size.scaled(QSize(width, height), Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())


def thumbnail(path: Path | None, width: int = 72, height: int = 54) -> QPixmap:
    """The picture inside a box of that size, or a plain box when there is none or it cannot be read."""
    if path is not None and path.is_file():
        pixmap = _read(str(path), int(path.stat().st_mtime), width, height)
        if not pixmap.isNull():
            return pixmap
    return _blank(width, height)


@lru_cache(maxsize=8)
def _blank(width: int, height: int) -> QPixmap:
    pixmap = QPixmap(width, height)
    pixmap.fill(QColor("#dcd8d2"))
    painter = QPainter(pixmap)
    painter.setPen(QColor("#5e5954"))
    painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, "▦")
    painter.end()
    return pixmap
