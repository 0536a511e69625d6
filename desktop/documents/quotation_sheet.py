"""The owner's own quotation sheets: any order of columns, title rows above, merged cells, several sheets, pictures.

This module finds the header row, says what each column seems to be (by aliases, then by likeness) and hands out rows of
plain text with their pictures; what a cell means as a fact is `drafting.intake_cells`' work. Hostile workbooks: sizes are
bounded before anything is unpacked, document types and entities are refused, links are dropped, formulas never run.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.documents.quotation_headers import BY_NAME, IGNORED, PICTURE, UNITS, column_path, folded, is_price
from desktop.domain.errors import BadInput
from desktop.domain.quantities import unit_symbol

MAX_BYTES, MAX_UNPACKED, MAX_PART, MAX_RATIO = 60_000_000, 200_000_000, 60_000_000, 400
MAX_ROWS, MAX_COLUMNS, MAX_SHEETS, MAX_CELL, MAX_PICTURES = 3_000, 80, 20, 2_000, 500
HEADER_ROWS = 30

_QUANTITY = re.compile(
    r"(?<![a-z\d.])(?:moq)?[≥>=]*(\d{1,7})(?:-\d{1,7})?(?:\+|pcs|pc|个|件|套|双|以上|起|只|条|sets?)*$|(?:[≥>]=?|moq)(\d{1,7})"
)
_CURRENCY = (
    ("usd", "USD"),
    ("us$", "USD"),
    ("美金", "USD"),
    ("美元", "USD"),
    ("$", "USD"),
    ("eur", "EUR"),
    ("欧元", "EUR"),
    ("rmb", "CNY"),
    ("cny", "CNY"),
    ("人民币", "CNY"),
    ("¥", "CNY"),
    ("元", "CNY"),
    ("含税", "CNY"),
    ("出厂", "CNY"),
)
_CELL_PICTURE = re.compile(r'DISPIMG\("([\w\-{}]{1,80})"')


@dataclass(frozen=True)
class SheetColumn:
    """A column: what its header says (`header` as typed), what it seems to be, and what the header adds.

    `sure` is False where the header only looks like a known one and the owner should say so. `quantity` is that of a
    price column ("1000pcs"), `currency` and `unit` stand in the header or the lines above it; "" when they do not.
    """

    sheet: str
    index: int
    header: str
    path: str
    sure: bool = True
    currency: str = ""
    unit: str = ""
    quantity: int | None = None
    term: str = ""

    @property
    def letter(self) -> str:
        """The column as a spreadsheet names it: 0 is A, 26 is AA."""
        name, number = "", self.index + 1
        while number:
            number, rest = divmod(number - 1, 26)
            name = chr(65 + rest) + name
        return name

    @property
    def key(self) -> str:
        """What a confirmed column is remembered by."""
        return folded(self.header)


@dataclass(frozen=True)
class SheetRow:
    """One row of goods: text by column index, and the pictures that lie in it."""

    sheet: str
    number: int
    cells: Mapping[int, str]
    pictures: tuple[bytes, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class QuotationSheet:
    """All sheets that have a header: their columns and rows, and the sheets that have none."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    without_header: tuple[str, ...] = ()

    def of(self, sheet: str) -> list[SheetColumn]:
        """The columns of one sheet, left to right."""
        return [column for column in self.columns if column.sheet == sheet]


@dataclass
class _Grid:
    """A sheet as text: rows of cells (merged ones filled), which places are merged headers, pictures by row."""

    title: str
    lines: list[list[str]]
    two_lines: set[int] = field(default_factory=set)
    pictures: dict[int, list[bytes]] = field(default_factory=dict)
    cell_pictures: Mapping[str, bytes] = field(default_factory=dict)


def read_quotation(path: Path, known: Mapping[str, str] | None = None) -> QuotationSheet:
    """The owner's sheet. `known`: columns confirmed before (folded header to path).

    Raises BadInput: file.not_found, file.too_large, table.format, table.broken, table.no_headers.
    """
    if not path.is_file():
        raise BadInput("file.not_found", path=str(path))
    if path.stat().st_size > MAX_BYTES:
        raise BadInput("file.too_large", path=str(path), limit=MAX_BYTES // 1_000_000)
    grids = [_csv_grid(path)] if path.suffix.lower() == ".csv" else _book_grids(path)
    columns: list[SheetColumn] = []
    rows: list[SheetRow] = []
    without: list[str] = []
    for grid in grids:
        place = _header_row(grid, known or {})
        if place is None:
            if any(any(line) for line in grid.lines):
                without.append(grid.title)
            continue
        found = _columns(grid, place, known or {})
        columns += found
        rows += _rows(grid, place + (2 if place in grid.two_lines else 1), found)
    if not columns:
        raise BadInput("table.no_headers", sheet=grids[0].title if grids else path.name)
    return QuotationSheet(tuple(columns), tuple(rows), tuple(without))


def is_template(path: Path) -> bool:
    """Whether a table is Tengqiao's own template or export: its header holds nothing else than the template's names."""
    from desktop.documents.tables import COLUMNS, PRIVATE_COLUMNS

    names = {name.lower() for column in COLUMNS + PRIVATE_COLUMNS for name in (column.header, column.path, *column.also)}
    for line in _first_lines(path):
        heads = {text for cell in line if (text := str(cell if cell is not None else "").strip().lower())}
        if heads & {"产品编号", "sku"}:
            return heads <= names
    return False


def _first_lines(path: Path) -> Iterator[Sequence[object]]:
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        return
    if path.suffix.lower() == ".csv":
        yield from _csv_grid(path).lines[:10]
        return
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return
    for grid in _book_grids(path):
        yield from grid.lines[:10]


# --- headers -------------------------------------------------------------------------------------------------------


def _header_row(grid: _Grid, known: Mapping[str, str]) -> int | None:
    best, place = 0.0, None
    for number, line in enumerate(grid.lines[:HEADER_ROWS]):
        found = [hit for cell in line if cell and len(cell) <= 40 and (hit := column_path(cell, known))]
        kinds = {path for path, _sure in found}
        if not kinds & {"sku", "name.zh", "model_number", "attributes.size", "name.en"}:
            continue
        score = sum(1.0 if sure else 0.5 for _path, sure in found) - sum(0.5 for cell in line if _numeric(cell))
        if len(kinds - {IGNORED}) >= 2 and score > best:
            best, place = score, number
    return place


def _numeric(text: str) -> bool:
    return bool(text) and bool(re.fullmatch(r"[\d.,*x×/\s$¥%]+", text))


def _columns(grid: _Grid, place: int, known: Mapping[str, str]) -> list[SheetColumn]:
    above = unicodedata.normalize("NFKC", " ".join(cell for line in grid.lines[:place] for cell in dict.fromkeys(line))).lower()
    upper = grid.lines[place]
    lower = grid.lines[place + 1] if place in grid.two_lines and place + 1 < len(grid.lines) else [""] * len(upper)
    found = []
    for index, head in enumerate(upper):
        under = lower[index] if index < len(lower) and lower[index] != head else ""
        header = f"{head} {under}".strip()
        hit = column_path(header, known) or column_path(under, known) or column_path(head, known)
        if under and not is_price(folded(head)) and (narrow := column_path(under, known)) and narrow[0].startswith("carton_"):
            hit = narrow
        if not header or hit is None:
            if header:
                found.append(SheetColumn(grid.title, index, header, IGNORED, sure=False))
            continue
        path, sure = hit
        if (
            path.startswith("carton_")
            and not any(word in folded(head) for word in ("箱", "carton", "ctn", "meas", "包装"))
            and folded(head) == folded(header)
        ):
            sure = sure and any(folded(cell) in BY_NAME and BY_NAME[folded(cell)] == "packaging.carton" for cell in upper)
        column = _qualified(SheetColumn(grid.title, index, header, path, sure), above)
        currency = known.get(folded(header), "").partition("|")[2]
        found.append(replace(column, currency=currency) if currency else column)
    return found


def _qualified(column: SheetColumn, above: str) -> SheetColumn:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", column.header).lower())
    unit = next((item for item in UNITS if re.search(rf"[(/\[,]?{re.escape(item)}[)\]]?$", plain) and not plain.startswith(item)), "")
    if not unit and (stated := re.search(r"[(\[【（]([^)\]】）]{1,12})[)\]】）]", unicodedata.normalize("NFKC", column.header))):
        unit = unit_symbol(stated[1]) or ""
    if column.path not in ("price", "private.cost", "private.floor", "trade.samples.price"):
        return SheetColumn(column.sheet, column.index, column.header, column.path, column.sure, unit=unit)
    currency = next((code for sign, code in _CURRENCY if sign in plain), "")
    if not currency and (
        stated := re.search(r"(?:单位|币种|货币|价格|报价|currency|price)[^\n]{0,8}?(美元|美金|usd|人民币|rmb|元|欧元|eur)", above)
    ):
        currency = next(code for sign, code in _CURRENCY if sign in stated[1])
    digits = _QUANTITY.search(
        re.sub(r"[()]", "", re.sub(r"(?:usd|us\$|\$|rmb|美金|美元|元|价格?|price|fob|exw|cif|单价|/?pc$)", "", plain))
    )
    term = next((item.upper() for item in ("fob", "exw", "cif", "cfr", "fca", "ddp") if item in plain), "")
    quantity = int(digits[1] or digits[2]) if digits else None
    return SheetColumn(column.sheet, column.index, column.header, column.path, column.sure, currency, unit, quantity, term)


def _rows(grid: _Grid, start: int, columns: Sequence[SheetColumn]) -> Iterator[SheetRow]:
    telling = {column.index for column in columns if column.path not in (IGNORED, PICTURE)}
    headers = {column.index: folded(column.header) for column in columns}
    for number, line in enumerate(grid.lines[start:], start):
        cells = {index: text for index, text in enumerate(line) if text and index in headers}
        pictures = list(grid.pictures.get(number, ()))
        for index, text in list(cells.items()):
            if shown := _CELL_PICTURE.search(text):
                del cells[index]
                if (data := grid.cell_pictures.get(shown[1])) is not None:
                    pictures.append(data)
        stated = [index for index in cells if index in telling]
        if len(set(cells.values())) < 2 or len(stated) < 2:
            continue  # a blank line, a remark or a section title over merged cells
        if sum(folded(text) == headers[index] for index, text in cells.items()) >= 2 or _is_total(cells):
            continue  # the header once more on a new page, or a sum
        yield SheetRow(grid.title, number + 1, cells, tuple(pictures))


def _is_total(cells: Mapping[int, str]) -> bool:
    return any(re.fullmatch(r"(?:合计|总计|小计|total|subtotal)[:：]?", text.strip().lower()) for text in cells.values())


# --- files ---------------------------------------------------------------------------------------------------------


def _csv_grid(path: Path) -> _Grid:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            lines = [[cell.strip()[:MAX_CELL] for cell in line[:MAX_COLUMNS]] for line in csv.reader(io.StringIO(text))]
            return _Grid(path.name, lines[:MAX_ROWS])
        except UnicodeDecodeError:
            continue
        except csv.Error:
            break
    raise BadInput("table.broken", path=str(path))


def _book_grids(path: Path) -> list[_Grid]:
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise BadInput("table.format", path=str(path))
    try:
        from desktop.documents.workbook_parts import cell_pictures, check_archive

        check_archive(path, (MAX_UNPACKED, MAX_PART, MAX_RATIO))
        import openpyxl

        book = openpyxl.load_workbook(path, data_only=True, keep_links=False)
        shown = cell_pictures(path)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MAX_SHEETS]
        return [_grid(sheet, shown) for sheet in sheets]
    except BadInput:
        raise
    except (
        zipfile.BadZipFile,
        OSError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise BadInput("table.broken", path=str(path)) from error  # openpyxl raises all of these on damaged parts


def _grid(sheet: Any, shown: Mapping[str, bytes]) -> _Grid:
    lines = [
        [_text(cell) for cell in line]
        for line in sheet.iter_rows(
            max_row=min(sheet.max_row or 0, MAX_ROWS), max_col=min(sheet.max_column or 0, MAX_COLUMNS), values_only=True
        )
    ]
    grid = _Grid(sheet.title, lines, cell_pictures=shown)
    for area in list(sheet.merged_cells.ranges)[:MAX_ROWS]:
        top, left = area.min_row - 1, area.min_col - 1
        if top >= len(lines) or left >= len(lines[top]):
            continue
        if area.max_row == area.min_row + 1 or area.max_col > area.min_col:
            grid.two_lines.add(top)
        for row in range(top, min(area.max_row, len(lines))):
            for column in range(left, min(area.max_col, len(lines[row]))):
                lines[row][column] = lines[row][column] or lines[top][left]
    grid.two_lines = {row for row in grid.two_lines if _has_second_line(grid, row)}
    for image in list(getattr(sheet, "_images", ()))[:MAX_PICTURES]:
        start = getattr(image.anchor, "_from", None)
        if start is not None:
            grid.pictures.setdefault(int(start.row), []).append(image._data())
    return grid


def _has_second_line(grid: _Grid, row: int) -> bool:
    """Whether the line under a header belongs to it: words and quantities, and no row of goods."""
    if row + 1 >= len(grid.lines):
        return False
    under = [cell for cell, above in zip(grid.lines[row + 1], grid.lines[row], strict=False) if cell and cell != above]
    return bool(under) and all(len(cell) <= 16 and (column_path(cell, {}) or _QUANTITY.fullmatch(folded(cell))) for cell in under)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return format(Decimal(repr(round(cell, 6))).normalize(), "f")
    return str(cell).strip()[:MAX_CELL]
