"""Papers of a deal: as a spreadsheet, or as PDF set by Qt's text engine: Chinese, Arabic and Vietnamese shaped, fonts embedded.

A QGuiApplication must exist (bootstrap makes it); PySide6 is imported only when a paper is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.documents.papers_layout import Page, page_html
from desktop.domain.deals import PAPERS, Deal
from desktop.domain.errors import BadInput, Environment

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

# Families by platform, the first that exists is used for each script: Windows, macOS, Linux.
FAMILIES = (
    "Noto Sans", "Segoe UI", "Arial", "Helvetica Neue", "DejaVu Sans",
    "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", "Noto Sans SC",
    "Noto Naskh Arabic", "Noto Sans Arabic", "Geeza Pro", "Tahoma",
    "Noto Sans CJK JP", "Yu Gothic UI", "Hiragino Sans", "Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo",
)  # fmt: skip


class Papers:
    """Writes papers. Names of units and countries come by function, so that documents need no glossary."""

    def __init__(self, labels_file: Path, unit_name: Callable[[str, str], str], country_name: Callable[[str, str], str]) -> None:
        self._labels_file = labels_file
        self._unit_name = unit_name
        self._country_name = country_name

    def write(self, kind: str, deal: Deal, target: Path, languages: Sequence[str] = ("en", "zh")) -> Path:
        """One paper at `target` (.pdf or .xlsx), written beside it first and then moved, so that a cut leaves no half file.

        Raises BadInput(paper.unknown_kind | paper.unknown_language), Environment(paper.cannot_write | paper.no_application).
        """
        page = self._page(kind, deal, languages)
        part = target.with_name(target.name + ".part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.suffix.lower() == ".xlsx":
                from desktop.documents.papers_sheet import write_sheet

                write_sheet(page, part)
            else:
                _write_pdf(_document(page_html(page)), part, f"{deal.number} {deal.seller.name}")
            part.replace(target)
        except OSError as error:
            raise Environment("paper.cannot_write", path=str(target), reason=error.strerror or "") from error
        return target

    def html(self, kind: str, deal: Deal, languages: Sequence[str] = ("en", "zh")) -> str:
        """The paper as HTML, for the preview in the window."""
        return page_html(self._page(kind, deal, languages))

    def _page(self, kind: str, deal: Deal, languages: Sequence[str]) -> Page:
        if kind not in PAPERS:
            raise BadInput("paper.unknown_kind", value=kind[:40], known=", ".join(PAPERS))
        labels = json.loads(self._labels_file.read_text("utf-8"))
        for language in languages:
            if language not in labels:
                raise BadInput("paper.unknown_language", value=language[:20], known=", ".join(labels))
        return Page(kind, deal, tuple(languages), labels, self._unit_name, self._country_name)


def _document(html: str) -> QTextDocument:
    from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QTextDocument

    if QGuiApplication.instance() is None:
        raise Environment("paper.no_application")
    known = set(QFontDatabase.families())
    font = QFont([family for family in FAMILIES if family in known] or ["Sans Serif"])
    font.setPointSizeF(9.5)
    document = QTextDocument()
    document.setDefaultFont(font)
    document.setHtml(html)
    return document


def _write_pdf(document: QTextDocument, target: Path, title: str) -> None:
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
