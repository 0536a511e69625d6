"""What follows from a card by arithmetic: area and volume of its size, watts of volts and amperes, pieces of sets times sets.

All facts made here are computed (`exact=False`) and carry the path of what they follow from. No price is touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from desktop.drafting.facts.sources import CardFacts, Fact
from desktop.language.units import COUNTS

_LENGTHS = frozenset({"mm", "cm", "m"})
_METRES = {"mm": Decimal("0.001"), "cm": Decimal("0.01"), "m": Decimal(1)}
_SIDES = 3
_KG = {"g": Decimal("0.001"), "kg": Decimal(1)}
_CELL_VOLTS = (Decimal("3.7"), Decimal("3.6"), Decimal("3.85"))  # nominal voltages of one lithium cell
_NOMINAL_INCH = {15: "0.5", 20: "0.75", 25: "1", 32: "1.25", 40: "1.5", 50: "2", 65: "2.5", 80: "3", 100: "4", 125: "5", 150: "6"}
_RATIOS = (2, 3, 4)  # digits that a computed value may be shown with


def derive(found: CardFacts, pieces: frozenset[Decimal]) -> None:
    """Add what follows from the card's facts; `pieces`: how many pieces one set has."""
    made = [*_areas(found), *_power(found), *_packed(found, pieces), *_weights(found, pieces), *_nominal(found)]
    for fact in made:
        found.add(fact)


def _computed(path: str, value: Decimal, unit: str, text: str) -> Iterator[Fact]:
    """The value with each number of digits that a text may show."""
    shown = {value.quantize(Decimal(1).scaleb(-digits)).normalize() for digits in (0, 1, *_RATIOS)}
    for one in shown:
        if one and abs(one - value) <= value * Decimal("0.03"):
            yield Fact(path, one, unit, text, exact=False)


def _areas(found: CardFacts) -> Iterator[Fact]:
    """Areas of the two longest sides, volumes of three."""
    for known in list(found.dimensions):
        if known.path.startswith("packaging") or any(one.unit not in _LENGTHS for one in known.facts):
            continue
        sides = sorted((one.value * _METRES[one.unit] for one in known.facts), reverse=True)
        yield from _computed(known.path, sides[0] * sides[1], "m2", known.text)
        yield from _computed(known.path, sides[0] * sides[1] * 10000, "cm2", known.text)
        if len(sides) == _SIDES:
            yield from _computed(known.path, sides[0] * sides[1] * sides[2] * 1000, "L", known.text)
    widths = [fact for fact in found.facts if "width" in fact.path or "幅宽" in fact.path]
    rolls = [fact for fact in found.facts if fact.path.startswith("packaging") and fact.unit == "m"]
    for wide in widths:
        for roll in rolls:
            yield from _computed("packaging.unit", wide.value * _METRES.get(wide.unit, Decimal(1)) * roll.value, "m2", roll.text)


def _power(found: CardFacts) -> Iterator[Fact]:
    for group in found.compounds:
        volts = [fact for fact in group if fact.unit == "V"]
        amperes = [fact for fact in group if fact.unit == "A"]
        for one, other in zip(volts, amperes, strict=False):
            yield from _computed(one.path, one.value * other.value, "W", one.text)
    for fact in list(found.facts):
        if fact.unit == "mAh" and fact.path.startswith("attributes"):
            for volts_of_cell in _CELL_VOLTS:
                yield from _computed(fact.path, fact.value * volts_of_cell / 1000, "Wh", fact.text)


def _packed(found: CardFacts, pieces: frozenset[Decimal]) -> Iterator[Fact]:
    """Pieces of all sets in a carton or a box; cartons of the minimum order; inner packs of a carton."""
    counts = [fact for fact in found.facts if fact.path.startswith("packaging.") and fact.unit in COUNTS and fact.exact]
    for fact in counts:
        for size in pieces:
            if fact.unit != "piece" and fact.value * size > 1:
                yield Fact(fact.path, fact.value * size, "piece", fact.text, exact=False)
    cartons = [fact for fact in counts if fact.path == "packaging.carton" and fact.value > 1]
    for moq in [fact for fact in found.facts if fact.path == "trade.moq"]:
        for fact in cartons:
            if fact.unit == moq.unit and moq.value % fact.value == 0 and moq.value > fact.value:
                yield Fact("trade.moq", moq.value / fact.value, "carton", moq.text, exact=False)


def _weights(found: CardFacts, pieces: frozenset[Decimal]) -> Iterator[Fact]:
    """Net weight of a carton's pieces; weight of one piece of a set."""
    weight = next((fact for fact in found.facts if fact.path == "attributes.weight" and fact.unit in _KG), None)
    if weight is None:
        return
    kilos = weight.value * _KG[weight.unit]
    for fact in found.facts:
        if fact.path == "packaging.carton" and fact.unit in COUNTS and fact.value > 1:
            yield from _computed("packaging.carton", kilos * fact.value, "kg", weight.text)
    for size in pieces:
        if size > 1:
            yield from _computed("attributes.weight", kilos * 1000 / size, "g", weight.text)
    if any(fact.unit == "pair" for fact in found.facts):
        yield from _computed("attributes.weight", kilos * 500, "g", weight.text)


def _nominal(found: CardFacts) -> Iterator[Fact]:
    """Pipe sizes in inches (ISO 6708 nominal sizes, ISO 228 threads) and nominal pressures in bar."""
    for path, text in found.texts:
        written = text.upper().replace(" ", "")
        if path.startswith("attributes") and written.startswith("DN") and written[2:].isdigit() and int(written[2:]) in _NOMINAL_INCH:
            inch = _NOMINAL_INCH[int(written[2:])]
            yield Fact(path, Decimal(inch), "in", text, exact=False)
            found.codes.setdefault("g" + inch.replace(".", ""), (path, text))
    for fact in list(found.facts):
        if fact.dimension == "pressure" and fact.path.startswith("attributes"):
            bar = fact.value * {"MPa": 10, "bar": 1}.get(fact.unit, 0)
            if bar and bar == int(bar):
                found.after_word.setdefault("pn", set()).add(Decimal(int(bar)))
                found.codes.setdefault(f"pn{int(bar)}", (fact.path, fact.text))
