"""A printable catalogue: pictures, titles, highlights and facts of approved products, in one language or two side by side.

Nothing private can be in it: it is made of publications, which hold no private price. Prices are printed only when asked.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from desktop.documents.papers_pdf import set_text, write_pdf, written_whole

PICTURES = 3
PICTURE_SIDE = 640
"""Pixels of a printed picture: 54 mm at 300 dots an inch."""
SHOWN_SIDE = 190
ISOLATE = "\u2068{}\u2069"
"""Numbers and codes keep their own order in a right-to-left text (Unicode isolates, UAX 9)."""


@dataclass(frozen=True)
class Page:
    """What is said of a product in one language: title, highlights, description paragraphs, facts and terms as pairs."""

    title: str
    highlights: tuple[str, ...] = ()
    description: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Entry:
    """One product: its number, its pictures, and its page in each language of the catalogue."""

    sku: str
    pictures: tuple[Path, ...]
    pages: Mapping[str, Page]


@dataclass(frozen=True)
class Catalogue:
    """A whole catalogue; the first language leads. `heading` holds the factory's name and address, one line each."""

    heading: tuple[str, ...]
    languages: tuple[str, ...]
    entries: tuple[Entry, ...]


def write_catalogue(catalogue: Catalogue, target: Path) -> None:
    """The catalogue as PDF at `target`, moved there when it is whole.

    Raises Environment(paper.cannot_write | paper.no_application).
    """
    with written_whole(target) as part, tempfile.TemporaryDirectory(prefix="tengqiao-catalogue-") as folder:
        pictures = _prints(catalogue, Path(folder))
        title = catalogue.heading[0] if catalogue.heading else target.stem
        write_pdf(set_text(catalogue_html(catalogue, pictures), pictures), part, title)


def _prints(catalogue: Catalogue, folder: Path) -> dict[str, Path]:
    """Small copies of the pictures, by the name they have in the text."""
    from PIL import Image

    found: dict[str, Path] = {}
    for number, entry in enumerate(catalogue.entries):
        for place, picture in enumerate(entry.pictures[:PICTURES]):
            name = f"picture-{number}-{place}"
            found[name] = folder / f"{name}.jpg"
            with Image.open(picture) as image:
                image.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
                image.convert("RGB").save(found[name], "JPEG", quality=85)
    return found


def catalogue_html(catalogue: Catalogue, pictures: Mapping[str, Path]) -> str:
    """The whole text; everything from outside is escaped."""
    heading = "".join(f"<p align='center'>{escape(line)}</p>" for line in catalogue.heading[1:])
    name = escape(catalogue.heading[0]) if catalogue.heading else ""
    parts = [f"<h1 align='center'>{name}</h1>{heading}"]
    for number, entry in enumerate(catalogue.entries):
        parts.append(_entry(entry, number, catalogue.languages, pictures))
    return f"<html><body>{''.join(parts)}</body></html>"


def _entry(entry: Entry, number: int, languages: Sequence[str], pictures: Mapping[str, Path]) -> str:
    shown = "".join(f"<img src='{name}' width='{SHOWN_SIDE}'> " for name in pictures if name.startswith(f"picture-{number}-"))
    pages = "".join(_page(entry.pages[language], language) for language in languages if language in entry.pages)
    start = " style='page-break-before:always'" if number else ""
    return f"<div{start}><p><b>{escape(entry.sku)}</b></p><p>{shown}</p>{pages}</div>"


def _page(page: Page, language: str) -> str:
    rtl = language.split("-")[0] == "ar"
    side = " dir='rtl' align='right'" if rtl else ""
    parts = [f"<h2{side}>{escape(page.title)}</h2>"]
    parts += [f"<p{side}>• {escape(text)}</p>" for text in page.highlights]
    parts += [f"<p{side}>{escape(text)}</p>" for text in page.description]
    rows = []
    for name, value in page.facts:
        lines = [escape(ISOLATE.format(line) if rtl else line) for line in value.split("\n")]
        cells = [f"<td{side} width='35%'>{escape(name)}</td>", f"<td{side}>{'<br>'.join(lines)}</td>"]
        rows.append(f"<tr>{''.join(reversed(cells) if rtl else cells)}</tr>")
    return "".join(parts) + (f"<table width='100%' cellpadding='3' border='0'>{''.join(rows)}</table>" if rows else "")
