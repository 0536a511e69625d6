"""Cards in spreadsheets: a template with Chinese headers, reading .xlsx and .csv, writing them.

One row is one card. A bad cell never spoils the good rows: it becomes a problem that names sheet, row and column.
Cells that a spreadsheet would run as a formula (= + - @) are written as text.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.domain.errors import BadInput, Environment

MAX_ROWS, MAX_COLUMNS, MAX_BYTES, MAX_UNPACKED = 5_000, 200, 40_000_000, 400_000_000


@dataclass(frozen=True)
class Column:
    """A column of the template: Chinese header, card path, kind of content, and other headers that mean the same."""

    header: str
    path: str
    kind: str = "text"  # text, list, decimal, whole, tiers, lead_time, yes
    also: tuple[str, ...] = ()
    example: str = ""


COLUMNS: tuple[Column, ...] = (
    Column("产品编号", "sku", also=("sku", "货号", "款号", "型号编号"), example="TB-301"),
    Column("品类", "category", also=("category", "类目", "分类"), example="home/storage-baskets"),
    Column("品名", "name.zh", also=("name", "产品名称", "名称", "中文品名"), example="手工藤编收纳篮"),
    Column("英文品名", "name.en", also=("english name",)),
    Column("品牌", "brand", also=("brand",)),
    Column("型号", "model_number", also=("model", "model number"), example="TB-301"),
    Column("材质", "attributes.material", "list", ("material", "材料", "面料"), "藤"),
    Column("颜色", "attributes.colour", "list", ("colour", "color"), "原色、棕色"),
    Column("尺寸", "attributes.size", also=("size", "规格", "产品尺寸"), example="40 x 30 x 25 cm"),
    Column("重量", "attributes.weight", also=("weight", "单重", "净重"), example="0.85 kg"),
    Column("工艺", "attributes.technique", "list", ("technique",), "手工编织"),
    Column("用途", "attributes.use", "list", ("use",), "客厅"),
    Column("卖点", "selling_points", "list", ("selling points", "特点"), "手工、可折叠"),
    Column("证书", "certificates", "list", ("certificates", "认证"), "FSC"),
    Column("HS编码", "hs_code", also=("hs code", "hs", "海关编码"), example="4602.12"),
    Column("产地", "origin", also=("origin",), example="CN-GX"),
    Column("单个包装", "packaging.unit", also=("unit packing", "内包装"), example="1 piece / polybag"),
    Column("装箱数", "packaging.carton", also=("carton", "箱装数", "每箱数量"), example="12 pieces"),
    Column("外箱尺寸", "packaging.carton_size", also=("carton size", "箱规"), example="62 x 42 x 55 cm"),
    Column("每箱毛重", "packaging.carton_gross_weight", also=("gross weight", "毛重", "g.w."), example="12.5 kg"),
    Column("单位", "trade.unit", also=("unit",), example="piece"),
    Column("币种", "trade.currency", also=("currency",), example="USD"),
    Column("阶梯价", "trade.price_tiers", "tiers", ("price tiers", "价格"), "200:4.80; 1000:4.35"),
    Column("起订量", "trade.moq", "whole", ("moq", "最小起订量"), "200"),
    Column("交期", "trade.lead_time", "lead_time", ("lead time",), "1000:25; 5000:40"),
    Column("贸易术语", "trade.incoterm", also=("incoterm",), example="FOB"),
    Column("港口", "trade.port", also=("port",), example="CNQZH"),
    Column("样品价", "trade.samples.price", "decimal", ("sample price",), "15.00"),
    Column("打样天数", "trade.samples.days", "whole", ("sample days",), "7"),
    Column("样品费可退", "trade.samples.refundable", "yes", ("sample refundable",), "是"),
    Column("付款方式", "trade.payment", "list", ("payment",), "T/T 30/70"),
    Column("商标起订量", "trade.customisation.logo.moq", "whole", ("logo moq",), "500"),
    Column("质保月数", "trade.warranty.months", "whole", ("warranty months",), "12"),
    Column("图片", "images", "list", ("images", "照片"), "photos/tb-301-1.jpg"),
)
PRIVATE_COLUMNS: tuple[Column, ...] = (
    Column("成本价(不外传)", "private.cost", "decimal", ("cost", "成本", "成本价"), "2.90"),
    Column("底价(不外传)", "private.floor", "decimal", ("floor", "底价"), "4.00"),
)
_CHOICES: dict[str, tuple[str, ...]] = {
    "trade.incoterm": ("EXW", "FCA", "FOB", "CFR", "CIF"),
    "trade.currency": ("USD", "EUR", "CNY", "GBP", "JPY"),
    "trade.unit": ("piece", "set", "pair", "carton", "dozen", "roll"),
    "trade.samples.refundable": ("是", "否"),
}
SHEET = "产品卡"


@dataclass(frozen=True)
class Row:
    """One row as card data, with where it stood."""

    sheet: str
    number: int
    data: dict[str, Any]


def read_table(path: Path) -> tuple[list[Row], list[BadInput]]:
    """Rows of a workbook or CSV as card data, and one problem per bad cell (its row is left out).

    Raises BadInput: file.not_found, file.too_large, table.format, table.broken, table.no_headers.
    """
    if not path.is_file():
        raise BadInput("file.not_found", path=str(path))
    if path.stat().st_size > MAX_BYTES:
        raise BadInput("file.too_large", path=str(path), limit=MAX_BYTES // 1_000_000)
    sheets = _csv_sheets(path) if path.suffix.lower() == ".csv" else _workbook_sheets(path)
    rows: list[Row] = []
    problems: list[BadInput] = []
    for sheet, lines in sheets:
        _read_sheet(sheet, lines, rows, problems)
    return rows, problems


def write_table(
    path: Path,
    cards: Sequence[Mapping[str, Any]],
    *,
    private: bool = False,
    template: bool = False,
    choices: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write card data as .xlsx or .csv; a `template` has the private columns and one example row.

    `choices` adds drop-downs by card path (categories). Raises Environment("file.unwritable").
    """
    columns = COLUMNS + (PRIVATE_COLUMNS if private or template else ())
    lines = [[cell_text(card, column) for column in columns] for card in cards]
    if template:
        lines.append([column.example for column in columns])
    try:
        if path.suffix.lower() == ".csv":
            _write_csv(path, columns, lines)
        else:
            _write_workbook(path, columns, lines, {**_CHOICES, **(choices or {})})
    except OSError as error:
        raise Environment("file.unwritable", path=str(path), reason=error.strerror or str(error)) from error


# --- reading ---------------------------------------------------------------------------------------------------------

Lines = Iterable[Sequence[object]]


def _csv_sheets(path: Path) -> Iterator[tuple[str, Lines]]:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):  # Excel on a Chinese Windows saves CSV as GBK
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadInput("table.broken", path=str(path))
    try:
        yield path.name, list(csv.reader(io.StringIO(text)))[: MAX_ROWS + 1]
    except csv.Error as error:
        raise BadInput("table.broken", path=str(path)) from error


def _workbook_sheets(path: Path) -> Iterator[tuple[str, Lines]]:
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise BadInput("table.format", path=str(path))
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
                raise BadInput("file.too_large", path=str(path), limit=MAX_UNPACKED // 1_000_000)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            sheets = [
                (
                    sheet.title,
                    [list(line) for line in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True)],
                )
                for sheet in book.worksheets
            ]
        finally:
            book.close()
    except BadInput:
        raise
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        OSError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
    ) as error:
        raise BadInput("table.broken", path=str(path)) from error  # openpyxl raises all of these on damaged parts
    if not any(_headers(line) for _, lines in sheets for line in lines[:10]):
        raise BadInput("table.no_headers", sheet=sheets[0][0] if sheets else path.name)
    yield from (sheet for sheet in sheets if any(_headers(line) for line in sheet[1][:10]))


def _headers(line: Sequence[object]) -> dict[int, Column]:
    known = {name.lower(): column for column in COLUMNS + PRIVATE_COLUMNS for name in (column.header, column.path, *column.also)}
    found = {index: known[text] for index, cell in enumerate(line) if (text := str(cell or "").strip().lower()) in known}
    return found if any(column.path == "sku" for column in found.values()) else {}


def _read_sheet(sheet: str, lines: Lines, rows: list[Row], problems: list[BadInput]) -> None:
    headers: dict[int, Column] = {}
    for number, line in enumerate(lines, 1):
        if not headers:
            headers = _headers(line)
            continue
        cells = {
            column: line[index]
            for index, column in headers.items()
            if index < len(line) and str(line[index] if line[index] is not None else "").strip()
        }
        if not cells:
            continue
        data: dict[str, Any] = {}
        good = True
        for column, cell in cells.items():
            try:
                _put(data, column.path.split("."), parse_cell(cell, column.kind))
            except ValueError as error:
                good = False
                problems.append(BadInput("table.cell", sheet=sheet, row=number, column=column.header, reason=str(error)))
        if good:
            data.setdefault("category", "other")
            rows.append(Row(sheet, number, data))
    if not headers:
        raise BadInput("table.no_headers", sheet=sheet)


def parse_cell(cell: object, kind: str) -> Any:
    """A cell as card data by its kind. Raises ValueError with what stands there and an example of what is meant."""
    text = _text(cell)
    match kind:
        case "list":
            return [
                item.strip()
                for item in text.replace("、", ",").replace("，", ",").replace(";", ",").replace("；", ",").split(",")
                if item.strip()
            ]
        case "decimal":
            return _decimal(text)
        case "whole":
            return _whole(text)
        case "yes":
            if text.lower() not in ("是", "否", "yes", "no", "true", "false", "1", "0"):
                raise ValueError(f"“{text[:20]}” ≠ 是 / 否")
            return text.lower() in ("是", "yes", "true", "1")
        case "tiers":
            return [{"from": start, "price": _decimal(price)} for start, price in _pairs(text)]
        case "lead_time":
            return [{"up_to": up_to, "days": _whole(days)} for up_to, days in _pairs(text)]
    return text


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return format(Decimal(repr(cell)).normalize(), "f")
    return str(cell).strip()


def _decimal(text: str) -> str:
    if not text.replace(".", "", 1).isdigit() or not text.isascii():
        raise ValueError(f"“{text[:20]}” → 4.80")
    return text


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"“{text[:20]}” → 200")
    return int(text)


def _pairs(text: str) -> Iterator[tuple[int, str]]:
    for item in text.replace("；", ";").replace("：", ":").split(";"):
        if item.strip():
            left, colon, right = item.partition(":")
            if not colon:
                raise ValueError(f"“{item.strip()[:20]}” → 200:4.80; 1000:4.35")
            yield _whole(left.strip()), right.strip()


def _put(data: dict[str, Any], path: list[str], value: Any) -> None:
    for key in path[:-1]:
        data = data.setdefault(key, {})
    data[path[-1]] = value


# --- writing ---------------------------------------------------------------------------------------------------------


def cell_text(card: Mapping[str, Any], column: Column) -> str:
    """A card's value as a cell shows it; "" when the card does not say."""
    value: Any = card
    for key in column.path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    if value is None:
        return ""
    match column.kind:
        case "tiers":
            return "; ".join(f"{item['from']}:{item['price']}" for item in value)
        case "lead_time":
            return "; ".join(f"{item['up_to']}:{item['days']}" for item in value)
        case "list":
            items = value if isinstance(value, list) else [value]
            return ", ".join(str(item.get("scheme", "")) if isinstance(item, Mapping) else str(item) for item in items)
        case "yes":
            return "是" if value else "否"
    return str(value)


def harmless(text: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _write_csv(path: Path, columns: Sequence[Column], lines: Sequence[Sequence[str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.header for column in columns])
    writer.writerows([[harmless(cell) for cell in line] for line in lines])
    path.write_text("\ufeff" + out.getvalue(), encoding="utf-8", newline="")  # the mark makes Excel read UTF-8


def _write_workbook(path: Path, columns: Sequence[Column], lines: Sequence[Sequence[str]], choices: Mapping[str, Sequence[str]]) -> None:
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None  # a new workbook has one sheet
    sheet.title = SHEET
    lists = book.create_sheet("选项")
    sheet.append([column.header for column in columns])
    for line in lines:
        sheet.append([harmless(cell) for cell in line])
    for index, column in enumerate(columns, 1):
        letter = get_column_letter(index)
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet.column_dimensions[letter].width = max(10, len(column.header) * 2 + 4)
        if options := choices.get(column.path):
            place = lists.max_column + 1
            for row, option in enumerate(options, 1):
                lists.cell(row=row, column=place, value=option)
            source = get_column_letter(place)
            rule = DataValidation(
                type="list",
                formula1=f"'选项'!${source}$1:${source}${len(options)}",
                allow_blank=True,
                showErrorMessage=False,
            )
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{MAX_ROWS}")
    lists.sheet_state = "hidden"
    sheet.freeze_panes = "B2"
    book.save(path)
