"""From the owner's own words to cards: one Chinese paragraph, or a quotation sheet as it lies on the owner's disk.

Columns of a sheet are understood by their headers; what only looks like a known header is left out until it is confirmed
once, and remembered then. A price in RMB or without a currency is asked about, never put among the prices for buyers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop.documents.images import inspect
from desktop.documents.quotation_headers import BY_NAME, IGNORED, PICTURE, folded
from desktop.documents.quotation_sheet import QuotationSheet, SheetColumn, SheetRow, is_template, read_quotation
from desktop.documents.tables import COLUMNS, PRIVATE_COLUMNS
from desktop.domain.card_json import card_from_json, card_to_json
from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.drafting.intake import Intake
from desktop.drafting.intake_cells import Cell, CellReader, Goods, finish
from desktop.drafting.intake_page import Taken
from desktop.services.cards import Cards, ImportReport
from desktop.services.settings import Settings
from desktop.taxonomy.categories import OTHER, Taxonomy

_LABELS = {column.path: column.header for column in COLUMNS + PRIVATE_COLUMNS} | {
    "price": "价格",
    "weights": "毛重/净重",
    "cbm": "体积",
    "carton_length": "外箱长",
    "carton_width": "外箱宽",
    "carton_height": "外箱高",
    PICTURE: "图片",
    IGNORED: "不用",
    "packaging.carton_net_weight": "每箱净重",
    "attributes.finish": "表面处理",
}
_DEFAULT_UNITS = {"attributes.size": "cm", "packaging.carton_size": "cm"}


@dataclass(frozen=True)
class ColumnView:
    """A column of the sheet with what it is taken for, in Chinese, and an example from it."""

    sheet: str
    letter: str
    header: str
    key: str
    path: str
    label: str
    sure: bool
    currency: str = ""
    example: str = ""

    def to_json(self) -> dict[str, object]:
        """For `tengqiao import --json`."""
        return {
            "sheet": self.sheet,
            "column": self.letter,
            "header": self.header,
            "path": self.path,
            "label": self.label,
            "sure": self.sure,
            "currency": self.currency,
        }


class CardIntake:
    """The verbs: read a paragraph, keep what was confirmed, look at a sheet, confirm its columns, take it in."""

    def __init__(self, cards: Cards, settings: Settings, intake: Intake, cells: CellReader, taxonomy: Taxonomy) -> None:
        self._cards = cards
        self._settings = settings
        self._intake = intake
        self._cells = cells
        self._taxonomy = taxonomy

    # --- a paragraph -----------------------------------------------------------------------------------------------

    def read(self, text: str) -> Taken:
        """The card that a paragraph states, to be confirmed; nothing is kept."""
        return self._intake.read(text)

    def keep(self, data: Mapping[str, Any]) -> tuple[str, Changes]:
        """Keep a confirmed card; without a number it gets the next free one. Raises BadInput("card.*" | "money.*")."""
        given = dict(data)
        given.setdefault("category", OTHER)
        given["sku"] = given.get("sku") or self._free_number()
        return given["sku"], self._cards.save(card_from_json(given))

    def _free_number(self) -> str:
        taken = {view.card.sku for view in self._cards.all()}
        return next(sku for number in range(1, 100_000) if (sku := f"P-{number:03d}") not in taken)

    # --- a sheet ---------------------------------------------------------------------------------------------------

    def is_own_sheet(self, path: Path) -> bool:
        """Whether a table is the owner's own, not the template."""
        return path.suffix.lower() in (".xlsx", ".xlsm", ".csv") and path.is_file() and not is_template(path)

    def look(self, path: Path) -> list[ColumnView]:
        """What each column is taken for, before anything is kept. Raises BadInput as `read_quotation`."""
        return _views(read_quotation(path, self._known()))

    def confirm(self, meanings: Mapping[str, str]) -> Changes:
        """Remember what columns mean: folded header to card path; "" leaves a column out, "price|USD" says the currency."""
        return self._settings.put("sheet_columns", dict(self._settings.get("sheet_columns")) | dict(meanings))

    @staticmethod
    def meanings() -> list[tuple[str, str]]:
        """What a column may be said to mean, for `confirm`: (meaning, Chinese words)."""
        money = [
            ("price|USD", "价格（美元）"),
            ("price|EUR", "价格（欧元）"),
            ("private.cost|CNY", "成本（人民币，不外传）"),
            ("private.floor|USD", "底价（美元，不外传）"),
        ]
        plain = [
            (path, words) for path, words in _LABELS.items() if path not in ("price", "private.cost", "private.floor", IGNORED, "images")
        ]
        return [(IGNORED, _LABELS[IGNORED]), *money, *plain]

    def take_sheet(self, path: Path, *, confirmed: bool = False) -> tuple[ImportReport, list[ColumnView]]:
        """Take the goods of a sheet in, merged onto cards that exist. `confirmed` takes the unsure columns as they seem.

        A bad row becomes a problem with sheet, row and column; the others are kept.
        """
        sheet = read_quotation(path, self._known())
        if confirmed:
            self.confirm({column.key: column.path for column in sheet.columns if not column.sure and column.path != IGNORED})
            sheet = read_quotation(path, self._known())
        views = _views(sheet)
        notes = list(_column_notes(sheet))
        taken: list[str] = []
        problems: list[BadInput] = []
        asked: set[tuple[str, str]] = set()
        for row in sheet.rows:
            columns = sheet.of(row.sheet)
            goods, faults = self._goods(row, columns)
            if faults:
                problems += faults
                continue
            try:
                taken.append(self._keep_row(row, goods, notes))
            except BadInput as problem:
                problems.append(_placed(problem, row))
                continue
            notes += _row_notes(row, goods, columns, asked)
        skus = tuple(dict.fromkeys(taken))
        return ImportReport(skus, tuple(problems), tuple(notes), Changes.of("cards", *skus) if skus else Changes()), views

    def _known(self) -> dict[str, str]:
        """Headers that mean something: the words for attributes, and what the owner confirmed."""
        words = {folded(word): f"attributes.{keys[0]}" for word, keys in self._intake.terms.attribute_words.items() if len(word) > 1}
        return {word: path for word, path in words.items() if word not in BY_NAME} | dict(self._settings.get("sheet_columns"))

    def _goods(self, row: SheetRow, columns: Sequence[SheetColumn]) -> tuple[Goods, list[BadInput]]:
        goods, faults = Goods(), []
        for column in columns:
            text = row.cells.get(column.index, "")
            if not text or not column.sure or column.path in (IGNORED, PICTURE):
                continue
            try:
                self._cells.read(Cell(column.path, text, column.unit, column.currency, column.quantity), goods)
            except ValueError:
                reason = f"“{text[:30]}” ≠ {_LABELS.get(column.path, column.path)}"
                faults.append(BadInput("table.cell", sheet=row.sheet, row=row.number, column=column.header, reason=reason))
            if column.term and column.path == "price":
                goods.facts.setdefault("trade.incoterm", column.term)
        return goods, faults

    def _keep_row(self, row: SheetRow, goods: Goods, notes: list[BadInput]) -> str:
        facts = finish(goods)
        name = str(facts.get("name.zh") or facts.get("name.en") or "")
        if not name and "model_number" not in facts:
            raise BadInput("intake.nameless", sheet=row.sheet, row=row.number)
        facts.setdefault("name.zh", name or facts["model_number"])
        sku = str(facts.pop("sku", "") or facts.get("model_number") or self._number_of(name))
        facts["category"] = self._category(str(facts.get("category", "")), name)
        before = self._cards.find(sku)
        data = card_to_json(before.card, private=True) if before else {}
        if before and facts["category"] == OTHER:
            facts.pop("category")
        for path, value in facts.items():
            _put(data, path.split("."), value)
        data["sku"] = sku
        card = card_from_json(data)
        images = [*card.images, *self._pictures(sku, row, notes)]
        self._cards.save(replace(card, images=tuple(dict.fromkeys(images))))
        return sku

    def _number_of(self, name: str) -> str:
        """The number of a card of that name that was numbered here before, else the next free one."""
        same = (view.card.sku for view in self._cards.all() if view.card.name.get("zh") == name and view.card.sku.startswith("P-"))
        return next(same, "") or self._free_number()

    def _category(self, stated: str, name: str) -> str:
        if self._taxonomy.knows(stated):
            return stated
        for category in self._taxonomy.categories.values():
            if stated and category.zh == stated:
                return category.id
        found = self._intake.category_of(name)
        return found if found != OTHER or not stated else self._intake.category_of(stated)

    def _pictures(self, sku: str, row: SheetRow, notes: list[BadInput]) -> Iterable[str]:
        """The row's pictures in the card's own folder, each once by its content, decoded before it is kept."""
        for data in row.pictures:
            folder = self._cards.folder_of(sku) / "photos"
            folder.mkdir(exist_ok=True)
            waiting = folder / f"sheet-{hashlib.sha256(data).hexdigest()[:12]}.part"
            waiting.write_bytes(data)
            try:
                kind = {"JPEG": "jpg"}.get(found := inspect(waiting).format, found.lower())
            except BadInput:
                waiting.unlink()
                notes.append(BadInput("intake.picture", sheet=row.sheet, row=row.number))
                continue
            yield f"photos/{waiting.replace(waiting.with_suffix('.' + kind)).name}"


def _views(sheet: QuotationSheet) -> list[ColumnView]:
    views = []
    for column in sheet.columns:
        example = next((row.cells[column.index] for row in sheet.rows if row.sheet == column.sheet and column.index in row.cells), "")
        label = _LABELS.get(column.path, column.path)
        label += f" {column.quantity}+" if column.quantity else ""
        views.append(
            ColumnView(
                column.sheet, column.letter, column.header, column.key, column.path, label, column.sure, column.currency, example[:40]
            )
        )
    return views


def _column_notes(sheet: QuotationSheet) -> Iterable[BadInput]:
    for column in sheet.columns:
        if column.sure:
            continue
        code = "intake.unsure" if column.path != IGNORED else "intake.ignored"
        yield BadInput(code, sheet=column.sheet, column=column.header, meaning=_LABELS.get(column.path, column.path))


def _row_notes(row: SheetRow, goods: Goods, columns: Sequence[SheetColumn], asked: set[tuple[str, str]]) -> Iterable[BadInput]:
    """What a row leaves open: questions about a whole column once, all else by row. No private number is repeated."""
    prices = [column for column in columns if column.path == "price"]
    for code, amounts in (("intake.rmb", goods.yuan), ("intake.currency", goods.unsaid)):
        if amounts and (row.sheet, code) not in asked:
            asked.add((row.sheet, code))
            yield BadInput(code, sheet=row.sheet, column="、".join(column.header for column in prices))
    for path, text in goods.notes:
        if path.endswith("?"):
            column = next((item for item in columns if item.path == path[:-1]), None)
            if column and (row.sheet, path) not in asked:
                asked.add((row.sheet, path))
                yield BadInput("intake.unit", sheet=row.sheet, column=column.header, unit=_DEFAULT_UNITS.get(path[:-1], "kg"))
        elif "CBM" in text and "≠" in text:
            yield BadInput("intake.volume", sheet=row.sheet, row=row.number, text=text)
        else:
            shown = _LABELS.get(path, path) if path.startswith("private.") else f"{_LABELS.get(path, path)} {text}"
            yield BadInput("intake.left", sheet=row.sheet, row=row.number, text=shown[:60])


def _placed(problem: BadInput, row: SheetRow) -> BadInput:
    """A refusal of the card with the place in the sheet."""
    if problem.code.startswith("intake."):
        return problem
    place = str(problem.fields.get("path") or problem.fields.get("value") or problem.code)
    reason = str(problem.fields.get("value") or problem.fields.get("expected") or problem.code)
    return BadInput("table.cell", sheet=row.sheet, row=row.number, column=_LABELS.get(place, place), reason=f"“{reason[:40]}”")


def _put(data: dict[str, Any], keys: list[str], value: Any) -> None:
    for key in keys[:-1]:
        inner = data.get(key)
        data[key] = inner if isinstance(inner, dict) else {}
        data = data[key]
    data[keys[-1]] = value
