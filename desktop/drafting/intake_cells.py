"""What a cell of the owner's sheet means as facts of a card: 12pcs/ctn, 62*42*55, G.W/N.W 12.5/11, ￥18.5, 25-30天.

A cell that cannot be read raises ValueError with what stands there; what is doubtful becomes a note of the row, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from desktop.domain.quantities import parse_measure, volume_m3
from desktop.drafting.intake_numbers import (
    COUNTERS,
    DAYS,
    LENGTH,
    MASS,
    TIMES,
    WHOLE_UNITS,
    C,
    M,
    N,
    U,
    canonical_unit,
    counted,
    days,
    length,
    mass,
    money,
    number,
    plain,
    price_text,
    tidy,
    whole,
)
from desktop.language.glossary import Concepts

_COUNT = re.compile(rf"(?P<q>{N})\s?(?P<k>{C})?")
_SIDES = re.compile(rf"(?P<a>{N})\s?(?P<ua>{LENGTH})?{TIMES}(?P<b>{N})\s?(?P<ub>{LENGTH})?(?:{TIMES}(?P<c>{N})\s?(?P<uc>{LENGTH})?)?")
_MASS = re.compile(rf"(?P<w>{N})\s?(?P<u>{MASS})?")
_TWO = re.compile(rf"(?P<g>\d+(?:\.\d+)?)\s?(?P<gu>{MASS})?\s?/\s?(?P<n>\d+(?:\.\d+)?)\s?(?P<nu>{MASS})?")
_MONEY = re.compile(M)
_DAYS = re.compile(DAYS)
_BARE_DAYS = re.compile(r"(\d{1,3})(?:\s?[-~至到]\s?(\d{1,3}))?")
_SPLIT = re.compile(r"[、,，;；/\n|+]+")
_UNIT_WORDS = {"公分": "cm", "厘米": "cm", "毫米": "mm", "inch": "in", "公斤": "kg", "千克": "kg", "kgs": "kg", "克": "g"}
_LISTS = {
    "attributes.material": "material", "attributes.colour": "colour", "attributes.technique": "technique", "attributes.finish": "finish", "attributes.use": "use", "selling_points": "feature",
}  # fmt: skip


@dataclass
class Cell:
    """One cell with what its header adds: `unit`, `currency`, `quantity` as in the column."""

    path: str
    text: str
    unit: str = ""
    currency: str = ""
    quantity: int | None = None


@dataclass
class Goods:
    """One row while it is read: facts by path, tiers, prices in RMB that are asked about, and notes for the owner."""

    facts: dict[str, Any] = field(default_factory=dict)
    tiers: list[tuple[int | None, str, str]] = field(default_factory=list)
    yuan: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    cbm: Decimal | None = None
    sides: dict[str, Decimal] = field(default_factory=dict)
    side_unit: str = ""
    lead: tuple[int, bool] | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)


class CellReader:
    """Puts cells onto goods."""

    def __init__(self, concepts: Concepts) -> None:
        self._concepts = concepts

    def read(self, cell: Cell, goods: Goods) -> None:
        """Add what the cell says. Raises ValueError with the cell's text when it says nothing that can be read."""
        if cell.text.strip() in ("", "/", "-", "--", "无", "N/A", "n/a", "待定", "\\"):
            return
        reader = _READERS.get(cell.path)
        if cell.path in _LISTS:
            goods.facts[cell.path] = self._terms(cell.text, _LISTS[cell.path])
        elif reader is not None:
            reader(cell, goods)
        elif cell.path == "certificates":
            goods.facts[cell.path] = [self._certificate(item) for item in _items(cell.text)]
        elif cell.path == "packaging.unit":
            self._packing(cell, goods)
        elif cell.path.startswith("attributes.") and (measure := _measure(cell)):
            goods.facts[cell.path] = measure
        elif cell.path:
            goods.facts[cell.path] = " ".join(cell.text.split())

    def _terms(self, text: str, kind: str) -> list[str]:
        found = [self._concepts.find(item, kind) for item in _items(text)]
        return [known.id if known else item for known, item in zip(found, _items(text), strict=True)]

    def _certificate(self, text: str) -> str:
        known = self._concepts.find(text, "certificate")
        return known.zh if known else text

    def _packing(self, cell: Cell, goods: Goods) -> None:
        plain_text = tidy(cell.text)
        best = max(
            (
                item
                for item in self._concepts.of_kind("packaging")
                for word in (item.zh, *item.also_zh)
                if tidy(word) in plain_text and item.id != "export-carton"
            ),
            key=lambda item: len(item.zh),
            default=None,
        )
        if best is None:
            goods.notes.append(("packaging.unit", cell.text))
            return
        amount = re.match(rf"(?P<q>{N})\s?(?P<k>{C})\s?[/一每]", plain_text)
        count = (whole(amount["q"]) if amount else 1) or 1
        unit = COUNTERS.get(amount["k"], "piece") if amount else "piece"
        goods.facts["packaging.unit"] = f"{count} {unit}{'s' if count != 1 else ''} / {best.id}"


def finish(goods: Goods) -> dict[str, Any]:
    """The row's facts by path, with prices and lead time tied to the MOQ; what cannot be tied becomes a note."""
    facts, moq = goods.facts, goods.facts.get("trade.moq")
    tiers: dict[int, str] = {}
    for quantity, price, currency in goods.tiers:
        start = quantity if quantity is not None else moq
        if start is None:
            goods.notes.append(("trade.price_tiers", f"{currency} {price}"))
        elif facts.setdefault("trade.currency", currency) == currency:
            tiers[start] = price
        else:
            goods.notes.append(("trade.price_tiers", f"{currency} {price}"))
    if tiers:
        facts["trade.price_tiers"] = [{"from": start, "price": price} for start, price in sorted(tiers.items())]
    if goods.lead:
        if moq is not None:
            facts["trade.lead_time"] = [{"up_to": moq, "days": goods.lead[0]} | ({"days_kind": "working"} if goods.lead[1] else {})]
        else:
            goods.notes.append(("trade.lead_time", str(goods.lead[0])))
    if len(goods.sides) == 3 and "packaging.carton_size" not in facts:
        sides = " x ".join(plain(goods.sides[key]) for key in ("carton_length", "carton_width", "carton_height"))
        facts["packaging.carton_size"] = f"{sides} {goods.side_unit or 'cm'}"
    _check_volume(goods)
    return facts


def _check_volume(goods: Goods) -> None:
    """A stated volume that the carton's sides do not give within 5 % is pointed out."""
    measure = parse_measure(goods.facts.get("packaging.carton_size", ""))
    volume = volume_m3(measure) if measure else None
    if goods.cbm and volume and abs(volume - goods.cbm) > goods.cbm * Decimal("0.05"):
        goods.notes.append(("packaging.carton_size", f"{plain(goods.cbm)} CBM ≠ {goods.facts['packaging.carton_size']}"))


def _measure(cell: Cell) -> str:
    """ "12W" or 12 under "功率(W)" as "12 W"; "" for anything else, which stays as it is typed."""
    match = re.fullmatch(rf"(?P<a>\d+(?:\.\d+)?)(?:\s?[-~至]\s?(?P<b>\d+(?:\.\d+)?))?\s?(?P<u>{U})?", tidy(cell.text))
    unit = canonical_unit(match["u"] or cell.unit) if match else ""
    if match is None or not unit:
        return ""
    return f"{match['a']}-{match['b']} {unit}" if match["b"] else f"{match['a']} {unit}"


def _items(text: str) -> list[str]:
    return [item.strip() for item in _SPLIT.split(text) if item.strip()]


def _unit(written: str | None, cell: Cell, default: str) -> str:
    name = written or cell.unit or default
    return _UNIT_WORDS.get(name, name)


def _carton(cell: Cell, goods: Goods) -> None:
    match = _COUNT.search(tidy(cell.text))
    value = number(match["q"]) if match else None
    if match is None or value is None or value != value.to_integral_value() or value <= 0:
        raise ValueError(cell.text)
    unit = COUNTERS.get(match["k"] or "", "piece")
    if unit in WHOLE_UNITS:
        goods.facts.setdefault("trade.unit", unit)
    if unit == "dozen":
        value, unit = value * 12, "piece"
    unit = "piece" if unit == "m" else unit
    goods.facts[cell.path] = counted(int(value), unit)


def _size(cell: Cell, goods: Goods) -> None:
    match = _SIDES.search(tidy(cell.text))
    if match is None:
        if cell.path == "attributes.size":
            goods.facts[cell.path] = " ".join(cell.text.split())
            return
        raise ValueError(cell.text)
    written = (
        match["uc"]
        or match["ub"]
        or match["ua"]
        or next((unit for unit in ("mm", "cm", "公分", "厘米", "毫米", "inch") if unit in tidy(cell.text)), "")
    )
    if not written and not cell.unit:
        goods.notes.append((f"{cell.path}?", cell.text))
    factor, symbol = length("1", _unit(written, cell, "cm")) or (Decimal(1), _unit(written, cell, "cm"))
    sides = [value for key in ("a", "b", "c") if match[key] and (value := number(match[key])) is not None]
    goods.facts[cell.path] = " x ".join(plain(side * factor) for side in sides) + f" {symbol}"


def _weight(cell: Cell, goods: Goods) -> None:
    match = _MASS.search(tidy(cell.text))
    known = mass(match["w"], _unit(match["u"], cell, "kg")) if match else None
    if match is None or known is None:
        raise ValueError(cell.text)
    if not match["u"] and not cell.unit:
        goods.notes.append((f"{cell.path}?", cell.text))
    goods.facts[cell.path] = f"{plain(known[0])} {known[1]}"


def _weights(cell: Cell, goods: Goods) -> None:
    match = _TWO.search(tidy(cell.text))
    if match is None:
        raise ValueError(cell.text)
    for path, key, unit in (
        ("packaging.carton_gross_weight", "g", match["gu"] or match["nu"]),
        ("packaging.carton_net_weight", "n", match["nu"] or match["gu"]),
    ):
        known = mass(match[key], _unit(unit, cell, "kg"))
        if known:
            goods.facts[path] = f"{plain(known[0])} {known[1]}"


def _cbm(cell: Cell, goods: Goods) -> None:
    match = re.search(r"\d+(?:\.\d+)?", tidy(cell.text))
    if match is None:
        raise ValueError(cell.text)
    goods.cbm = Decimal(match[0])


def _side(cell: Cell, goods: Goods) -> None:
    value = number(tidy(cell.text)) if re.fullmatch(r"\d+(?:\.\d+)?", tidy(cell.text)) else None
    if value is None:
        raise ValueError(cell.text)
    goods.sides[cell.path] = value
    goods.side_unit = goods.side_unit or _UNIT_WORDS.get(cell.unit, cell.unit)


def _whole(cell: Cell, goods: Goods) -> None:
    match = _COUNT.search(tidy(cell.text))
    value = whole(match["q"]) if match else None
    if match is None or value is None:
        raise ValueError(cell.text)
    unit = COUNTERS.get(match["k"] or "", "piece")
    if unit in WHOLE_UNITS and cell.path == "trade.moq":
        goods.facts.setdefault("trade.unit", unit)
    goods.facts[cell.path] = value * 12 if unit == "dozen" else value


def _months(cell: Cell, goods: Goods) -> None:
    match = re.search(rf"(?P<q>{N})\s?(?P<u>年|个月|月)?", tidy(cell.text))
    value = whole(match["q"]) if match else None
    if match is None or value is None:
        raise ValueError(cell.text)
    goods.facts[cell.path] = value * 12 if match["u"] == "年" else value


def _amount(cell: Cell) -> tuple[Decimal, str]:
    match = _MONEY.search(tidy(cell.text))
    found = money(match) if match else None
    if found is None or found[0] < 0:
        raise ValueError(cell.text)
    return found[0], found[1] or cell.currency


def _price(cell: Cell, goods: Goods) -> None:
    value, currency = _amount(cell)
    if currency == "CNY":
        goods.yuan.append(price_text(value))
    elif not currency:
        goods.unsaid.append(price_text(value))
    else:
        goods.tiers.append((cell.quantity, price_text(value), currency))


def _private(cell: Cell, goods: Goods) -> None:
    value, currency = _amount(cell)
    if currency == "CNY" and cell.path == "private.cost":
        goods.facts["private.cost_cny"] = price_text(value)
    elif currency == "USD":
        goods.facts[cell.path] = price_text(value)
    else:
        goods.notes.append((cell.path, cell.text))


def _sample_price(cell: Cell, goods: Goods) -> None:
    if "免费" in cell.text or cell.text.strip().lower() == "free":
        goods.facts[cell.path] = "0.00"
        return
    value, currency = _amount(cell)
    if currency == "USD":
        goods.facts[cell.path] = price_text(value)
    else:
        goods.notes.append((cell.path, cell.text))


def _lead(cell: Cell, goods: Goods) -> None:
    text = tidy(cell.text)
    if match := _DAYS.search(text):
        known = days(match)
        goods.lead = (known[0], known[1]) if known else None
    elif bare := _BARE_DAYS.search(text):
        goods.lead = (int(bare[2] or bare[1]), False)
    else:
        raise ValueError(cell.text)


def _sample_days(cell: Cell, goods: Goods) -> None:
    kept = goods.lead
    _lead(cell, goods)
    if goods.lead:
        goods.facts[cell.path] = goods.lead[0]
    goods.lead = kept


def _trade_unit(cell: Cell, goods: Goods) -> None:
    unit = COUNTERS.get(tidy(cell.text).strip(" ./"), "")
    if unit and unit != "m":
        goods.facts[cell.path] = unit


def _sku(cell: Cell, goods: Goods) -> None:
    goods.facts["sku"] = re.sub(r"\s+", "-", cell.text.strip())


def _incoterm(cell: Cell, goods: Goods) -> None:
    match = re.search(r"exw|fca|fas|fob|cfr|cif|cpt|cip|dap|dpu|ddp", tidy(cell.text))
    if match is None:
        raise ValueError(cell.text)
    goods.facts[cell.path] = match[0].upper()


def _hs(cell: Cell, goods: Goods) -> None:
    digits = re.sub(r"\D", "", cell.text)
    if len(digits) not in (4, 6, 8, 10):
        raise ValueError(cell.text)
    goods.facts[cell.path] = ".".join(digits[start:end] for start, end in ((0, 4), (4, 6), (6, 8), (8, 10)) if digits[start:end])


_READERS: dict[str, Callable[[Cell, Goods], None]] = {
    "sku": _sku,
    "hs_code": _hs,
    "packaging.carton": _carton,
    "packaging.carton_size": _size,
    "attributes.size": _size,
    "attributes.weight": _weight,
    "packaging.carton_gross_weight": _weight,
    "packaging.carton_net_weight": _weight,
    "weights": _weights,
    "cbm": _cbm,
    "carton_length": _side,
    "carton_width": _side,
    "carton_height": _side,
    "trade.moq": _whole,
    "trade.customisation.logo.moq": _whole,
    "trade.warranty.months": _months,
    "price": _price,
    "private.cost": _private,
    "private.floor": _private,
    "trade.samples.price": _sample_price,
    "trade.samples.days": _sample_days,
    "trade.lead_time": _lead,
    "trade.unit": _trade_unit,
    "trade.incoterm": _incoterm,
}
