"""Papers of a deal: as a spreadsheet, or as PDF set by Qt's text engine: Chinese, Arabic and Vietnamese shaped, fonts embedded.

A QGuiApplication must exist (bootstrap makes it); PySide6 is imported only when a paper is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.documents.papers_layout import Page, page_html
from desktop.documents.papers_pdf import set_text, write_pdf, written_whole
from desktop.domain.deals import PAPERS, Deal
from desktop.domain.errors import BadInput


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
        with written_whole(target) as part:
            if target.suffix.lower() == ".xlsx":
                from desktop.documents.papers_sheet import write_sheet

                write_sheet(page, part)
            else:
                write_pdf(set_text(page_html(page)), part, f"{deal.number} {deal.seller.name}")
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
