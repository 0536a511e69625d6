"""A paper as a spreadsheet: the same numbers as the PDF, as numbers; texts that no spreadsheet runs as a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING

from desktop.documents.papers_layout import BANKED, PRICED, Page, bank_rows, description, party_rows, terms_rows
from desktop.domain.deals import DealLine
from desktop.domain.money import EXPONENT

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (8, 44, 14, 14, 16, 14, 12)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
Cell = str | int | Decimal | None


def write_sheet(page: Page, target: Path) -> None:
    """The paper as .xlsx at `target`. Raises OSError."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = page.labels["en"][page.kind][:31]
    for column, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    _put(sheet, [page.deal.seller.name], bold=True)
    _put(sheet, [page.deal.seller.address])
    _put(sheet, [_plain(page.label(page.kind))], bold=True)
    _put(sheet, [_plain(page.label("number")), page.deal.number, _plain(page.label("date")), page.deal.issued.isoformat()])
    _pairs(sheet, party_rows(page))
    _goods(sheet, page)
    _pairs(sheet, terms_rows(page))
    if page.kind in BANKED:
        _pairs(sheet, bank_rows(page))
    book.save(target)


def _goods(sheet: Worksheet, page: Page) -> None:
    columns = ["item", "description", "quantity"]
    columns += ["unit_price", "amount"] if page.kind in PRICED else []
    columns += ["cartons", "net_weight", "gross_weight", "volume"] if page.kind == "packing_list" else []
    heads = [_plain(page.label(key)) for key in columns]
    if page.kind in PRICED:
        heads[3:] = [f"{head} ({page.deal.currency})" for head in heads[3:]]
    _put(sheet, [])
    _put(sheet, heads, bold=True)
    for index, line in enumerate(page.deal.lines, 1):
        _put(sheet, [index, _plain(description(page, line)), line.quantity, *_figures(page, line)], money=_money(page))
    deal, total = page.deal, _plain(page.label("total"))
    if page.kind in PRICED:
        _put(sheet, [None, total, None, None, deal.total], bold=True, money=_money(page))
    if page.kind == "packing_list":
        _put(sheet, [None, total, None, deal.cartons, deal.net_kg, deal.gross_kg, deal.m3], bold=True)
    _put(sheet, [])


def _figures(page: Page, line: DealLine) -> list[Cell]:
    if page.kind in PRICED:
        return [line.unit_price, line.amount]
    if page.kind == "packing_list" and line.load is not None:
        return [line.load.cartons, line.load.net_kg, line.load.gross_kg, line.load.m3]
    return []


def _money(page: Page) -> str:
    digits = EXPONENT.get(page.deal.currency, 2)
    return "#,##0" + ("." + "0" * digits if digits else "")


def _pairs(sheet: Worksheet, rows: Sequence[tuple[str, str]]) -> None:
    for name, text in rows:
        _put(sheet, [_plain(name), _plain(text)])


def _put(sheet: Worksheet, values: Sequence[Cell], *, bold: bool = False, money: str = "") -> None:
    """One row; a text is a text whatever it looks like ("=1+1" is not run), a number is a number."""
    from openpyxl.styles import Alignment, Font

    number = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 1
    for column, value in enumerate(values or [""], 1):
        cell = sheet.cell(number, column)
        if isinstance(value, str):
            cell.value = _NOT_IN_XML.sub("", value)
            cell.data_type = "s"
            cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        elif value is not None:
            cell.value = value
            if money and isinstance(value, Decimal):
                cell.number_format = money
        if bold:
            cell.font = Font(bold=True)


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^<>]*>", "", html.replace("<br>", "\n")))
