"""Deals: from a quote to its papers. One deal's data feeds every paper, so that their sums agree.

Numbers are given out by storage from a counter that only grows and never repeats, also after a crash:
"PI-2027-0012" is kind, year and a running number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from desktop.domain.cards import Card
from desktop.domain.factory import BankAccount
from desktop.domain.loads import Load, load_of
from desktop.domain.pricing import BuildUp

# Kinds of paper and their number prefix.
PAPERS = {
    "quotation": "QT",
    "proforma": "PI",
    "contract": "SC",
    "commercial_invoice": "CI",
    "packing_list": "PL",
    "production_order": "PO",
}
STATES = ("quoted", "proforma", "confirmed", "in_production", "shipped", "closed", "cancelled")


@dataclass(frozen=True)
class Party:
    """A buyer or seller as papers name them."""

    name: str
    address: str = ""
    country: str = ""
    contact: str = ""


@dataclass(frozen=True)
class DealLine:
    """One product of a deal. `name` maps language to text; the amount is `unit_price` x `quantity`."""

    sku: str
    name: Mapping[str, str]
    quantity: int
    unit: str
    unit_price: Decimal
    hs_code: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    load: Load | None = None

    @property
    def amount(self) -> Decimal:
        """The line's total."""
        return self.unit_price * self.quantity


@dataclass(frozen=True)
class Deal:
    """What papers are printed from. `place` is the named place of the Incoterm; dates are real dates."""

    number: str
    issued: date
    seller: Party
    buyer: Party
    lines: tuple[DealLine, ...]
    currency: str
    incoterm: str = ""
    place: str = ""
    valid_until: date | None = None
    payment: str = ""
    lead_time_days: int | None = None
    working_days: bool = False
    deposit_percent: int | None = None
    bank: BankAccount | None = None
    marks: str = ""
    origin: str = ""
    notes: tuple[str, ...] = ()
    state: str = "quoted"

    @property
    def total(self) -> Decimal:
        """The sum of the lines."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def cartons(self) -> int | None:
        """Cartons of all lines, None when one is unknown."""
        return _sum_int([line.load.cartons if line.load else None for line in self.lines])

    @property
    def m3(self) -> Decimal | None:
        """Volume of all lines in m3, None when one is unknown."""
        return _sum([line.load.m3 if line.load else None for line in self.lines])

    @property
    def gross_kg(self) -> Decimal | None:
        """Gross weight of all lines in kg, None when one is unknown."""
        return _sum([line.load.gross_kg if line.load else None for line in self.lines])

    @property
    def net_kg(self) -> Decimal | None:
        """Net weight of all lines in kg, None when one is unknown."""
        return _sum([line.load.net_kg if line.load else None for line in self.lines])


def paper_number(kind: str, year: int, running: int) -> str:
    """ "PI-2027-0012". An unknown kind is a bug (KeyError)."""
    return f"{PAPERS[kind]}-{year}-{running:04d}"


def deal_line(card: Card, built: BuildUp) -> DealLine:
    """The line of a computed price: name, quantity, price and packing from the card, nothing private."""
    details = {key: value for key in ("material", "colour", "size", "weight") if (value := ", ".join(card.values(key)))}
    return DealLine(
        sku=card.sku,
        name=dict(card.name),
        quantity=built.quantity,
        unit=built.unit,
        unit_price=built.unit_price,
        hs_code=card.hs_code or "",
        details=details,
        load=load_of(card, built.quantity),
    )


def _sum(values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _sum_int(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
