"""Files for platforms that take tables: a bulk sheet for Alibaba.com's form and a product feed for shops.

Every cell is text that no spreadsheet runs as a formula; nothing private is in a publication.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from desktop.documents.tables import harmless
from desktop.domain.listings import Listing
from desktop.domain.publications import Publication

RUNGS, LEADS, POINTS = 4, 3, 5
FIXED = (
    "Category", "Product name", "Keywords", "Place of Origin", "Brand Name", "Model Number", "Color", "Unit", "Currency",
    *(f"{name} {n}" for n in range(1, RUNGS + 1) for name in ("Quantity from", "Price")), "MOQ",
    *(f"{name} {n}" for n in range(1, LEADS + 1) for name in ("Lead time up to", "Days")), "Sample price",
    "Package length (cm)", "Package width (cm)", "Package height (cm)", "Gross weight (kg)", "HS code",
    *(f"Highlight {n}" for n in range(1, POINTS + 1)), "Description", "Pictures",
)  # fmt: skip
FEED = ("id", "title", "description", "price", "availability", "condition", "brand", "mpn", "image_link", "product_type", "min_order")


def bulk_rows(publications: Sequence[Publication]) -> list[list[str]]:
    """Header and one row per product: the fixed columns, then one column per attribute that any product has."""
    names = sorted({fact.name for item in publications for fact in item.facts if fact.key != "colour"})
    rows = [[*FIXED, *names]]
    for item in publications:
        cells = _cells(item)
        facts = {fact.name: ", ".join(fact.values) for fact in item.facts}
        rows.append([harmless(cells.get(name, "")) for name in FIXED] + [harmless(facts.get(name, "")) for name in names])
    return rows


def _cells(item: Publication) -> dict[str, str]:
    listing = item.main or Listing("en", "")
    colours = next((fact.values for fact in item.facts if fact.key == "colour"), ())
    cells = {
        "Category": item.category,
        "Product name": listing.title,
        "Keywords": ", ".join(listing.keywords),
        "Place of Origin": item.origin,
        "Brand Name": item.brand,
        "Model Number": item.model,
        "Color": ", ".join(colours),
        "Unit": item.unit,
        "Currency": item.currency,
        "MOQ": str(item.moq or ""),
        "Sample price": "" if item.sample_price is None else f"{item.sample_price:f}",
        "Gross weight (kg)": item.package_kg,
        "HS code": item.hs_code,
        "Description": listing.description,
        "Pictures": "\n".join(Path(picture.path).name for picture in item.pictures),
    }
    for number, rung in enumerate(item.rungs[:RUNGS], 1):
        cells |= {f"Quantity from {number}": str(rung.start), f"Price {number}": f"{rung.price:f}"}
    for number, (up_to, days) in enumerate(item.lead_days[:LEADS], 1):
        cells |= {f"Lead time up to {number}": str(up_to), f"Days {number}": str(days)}
    for number, text in enumerate(listing.highlights[:POINTS], 1):
        cells[f"Highlight {number}"] = text
    sides = zip(("length", "width", "height"), item.package_cm or (), strict=False)
    return cells | {f"Package {name} (cm)": value for name, value in sides}


def write_bulk_sheet(publications: Sequence[Publication], path: Path) -> None:
    """The bulk sheet as a workbook. Raises OSError."""
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has one sheet
    sheet.title = "Products"
    for row in bulk_rows(publications):
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.data_type = "s"  # text, whatever it looks like
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())


def write_feed(publications: Iterable[Publication], locale: str, path: Path) -> None:
    """A product feed in one language as CSV; products without a listing in it are left out. Raises OSError."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(FEED)
    for item in publications:
        listing = item.listings.get(locale)
        if listing is not None:
            row = _feed_row(item, listing)
            writer.writerow([harmless(row.get(name, "")) for name in FEED])
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def _feed_row(item: Publication, listing: Listing) -> Mapping[str, str]:
    price = f"{item.rungs[0].price:f} {item.currency}" if item.rungs else ""
    return {
        "id": item.sku,
        "title": listing.title,
        "description": listing.description,
        "price": price,
        "availability": "in_stock",
        "condition": "new",
        "brand": item.brand,
        "mpn": item.model,
        "image_link": Path(item.pictures[0].path).name if item.pictures else "",
        "product_type": item.category,
        "min_order": str(item.moq or ""),
    }
