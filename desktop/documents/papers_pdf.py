"""Text set by Qt's text engine and written as PDF: Chinese, Arabic and Vietnamese are shaped, fonts embedded.

A QGuiApplication must exist (bootstrap makes it); PySide6 is imported only when something is written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import Environment

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

# Families by platform, the first that exists is used for each script: Windows, macOS, Linux.
FAMILIES = (
    "Noto Sans", "Segoe UI", "Arial", "Helvetica Neue", "DejaVu Sans",
    "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", "Noto Sans SC",
    "Noto Naskh Arabic", "Noto Sans Arabic", "Geeza Pro", "Tahoma",
    "Noto Sans CJK JP", "Yu Gothic UI", "Hiragino Sans", "Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo",
)  # fmt: skip


@contextlib.contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """A file to write beside `target`, which takes its place when the block ends well, and is gone when it does not.

    Raises Environment(paper.cannot_write) for an OSError of the block.
    """
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink()
        if isinstance(error, OSError):
            raise Environment("paper.cannot_write", path=str(target), reason=error.strerror or "") from error
        raise


def set_text(html: str, pictures: Mapping[str, Path] | None = None) -> QTextDocument:
    """The document of some HTML; `pictures` maps the names in its `img` tags to files.

    Raises Environment(paper.no_application).
    """
    from PySide6.QtCore import QEventLoop, QUrl
    from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage, QTextDocument

    if QGuiApplication.instance() is None:
        raise Environment("paper.no_application")
    QEventLoop()  # a long document starts a timer, and a thread that Qt did not make has nothing to run it before this
    known = set(QFontDatabase.families())
    font = QFont([family for family in FAMILIES if family in known] or ["Sans Serif"])
    font.setPointSizeF(9.5)
    document = QTextDocument()
    document.setDefaultFont(font)
    for name, path in (pictures or {}).items():
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), QImage(str(path)))
    document.setHtml(html)
    return document


def write_pdf(document: QTextDocument, target: Path, title: str) -> None:
    """Writes A4 pages. Raises OSError."""
    from PySide6.QtCore import QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

    writer = QPdfWriter(str(target))
    writer.setTitle(title)
    writer.setCreator("Tengqiao")
    writer.setResolution(300)
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(12, 12, 12, 12),
        QPageLayout.Unit.Millimeter,
    )
    if not writer.setPageLayout(layout):
        raise OSError(22, "page layout")
    size = layout.paintRectPixels(writer.resolution()).size()
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(QSizeF(size))
    document.print_(writer)
    del writer  # closes the file
    if not target.exists() or target.stat().st_size == 0:
        raise OSError(28, "nothing written")
