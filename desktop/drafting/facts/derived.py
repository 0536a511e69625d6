"""What follows from a card by arithmetic: area and volume of its size, watts of volts and amperes, pieces of sets times sets.

All facts made here are computed (`exact=False`) and carry the path of what they follow from. No price is touched.
"""

from __future__ import annotations

import re
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
_PACKS = ("bag", "box", "pack", "polybag", "carton", "roll", "bundle")
_SINGLE = re.compile("单|每")  # what one piece, one side or one level weighs, holds or carries
_TURN = 360
_MOST_PARTS = 24
_RATIOS = (2, 3, 4)  # digits that a computed value may be shown with


def derive(found: CardFacts, pieces: frozenset[Decimal]) -> None:
    """Add what follows from the card's facts; `pieces`: how many pieces one set has."""
    made = [*_areas(found), *_power(found), *_packed(found, pieces), *_weights(found, pieces), *_nominal(found)]
    made += [*_each(found, pieces), *_cloth(found), *_turned(found), *_rates(found), *_together(found)]
    for fact in made:
        found.add(fact)
    for path, text in found.texts:  # "300万画素" of 3 MP
        if (pixels := re.fullmatch(r"(\d{1,3}(?:\.\d)?) ?MP", text.strip())) is not None:
            found.bare.setdefault(Decimal(pixels[1]) * 1_000_000, path)
    for turns in [fact for fact in found.facts if fact.unit == "rpm" and fact.path.startswith("attributes")]:
        for count in [value for value, path in found.bare.items() if 1 < value <= _MOST_PARTS and "数" in path]:
            found.bare.setdefault(count * turns.value, turns.path)  # cuts a minute: blades times turns
    _charges(found)


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
    for inner in [fact for fact in counts if fact.path == "packaging.unit" and fact.value > 1]:
        for outer in cartons:
            if inner.unit == outer.unit and outer.value % inner.value == 0:
                for unit in _PACKS:
                    yield Fact("packaging.carton", outer.value / inner.value, unit, outer.text, exact=False)
    for pairs in [fact for fact in found.facts if fact.unit == "pair" and fact.exact]:
        yield Fact(pairs.path, pairs.value * 2, "piece", pairs.text, exact=False)
    for ordered in [fact for fact in found.facts if fact.path.startswith("trade.") and fact.unit == "set" and fact.exact]:
        for size in pieces:
            yield Fact(ordered.path, ordered.value * size, "piece", ordered.text, exact=False)
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


def _each(found: CardFacts, pieces: frozenset[Decimal]) -> Iterator[Fact]:
    """What all pieces hold, weigh or carry together, where the card says it of one; both of a pair."""
    counts = set(pieces) | {value for value, path in found.bare.items() if 1 < value <= _MOST_PARTS and "数" in path}
    for fact in list(found.facts):
        key = fact.path.removeprefix("attributes.")
        single = _SINGLE.search(key) is not None
        if not fact.path.startswith("attributes") or not (single or key == "capacity") or fact.unit in COUNTS:
            continue
        for count in counts | ({Decimal(2)} if single else set()):
            if 1 < count <= _MOST_PARTS:
                yield from _computed(fact.path, fact.value * count, fact.unit, fact.text)
    tare = [next((fact for fact in found.facts if fact.path == f"packaging.carton_{kind}_weight"), None) for kind in ("gross", "net")]
    if tare[0] and tare[1] and tare[0].unit == tare[1].unit and tare[0].value > tare[1].value:
        yield from _computed("packaging.carton_gross_weight", tare[0].value - tare[1].value, tare[0].unit, tare[0].text)


def _cloth(found: CardFacts) -> Iterator[Fact]:
    """Area and weight of a roll, weight of one metre at full width."""
    widths = [one for one in found.facts if one.unit in _LENGTHS and ("width" in one.path or "幅宽" in one.path or "门幅" in one.path)]
    rolls = [one for one in found.facts if one.unit == "m" and (one.path.startswith("packaging") or "卷" in one.path or "roll" in one.path)]
    weights = [fact for fact in found.facts if fact.unit == "gsm"]
    for wide in widths:
        metres = wide.value * _METRES[wide.unit]
        for weight in weights:
            grams = metres * weight.value
            yield from _computed(wide.path, grams, "g", weight.text)
            yield Fact(wide.path, (grams / 10).to_integral_value() * 10, "g", weight.text, exact=False)
        for roll in rolls:
            yield from _computed(wide.path, metres * roll.value, "m2", roll.text)
            for weight in weights:
                yield from _computed(wide.path, metres * roll.value * weight.value / 1000, "kg", weight.text)


def _rates(found: CardFacts) -> Iterator[Fact]:
    """Lumens of a watt, metres of a kilo and of a roll of cloth, rolls or bags of a minimum order that is a weight."""
    power = [fact for fact in found.facts if fact.path == "attributes.power" and fact.unit == "W" and fact.value]
    for light in [fact for fact in found.facts if fact.unit == "lm" and fact.path.startswith("attributes")]:
        for one in power:
            yield from _computed(light.path, light.value / one.value, "lm", light.text)
    packs = [fact for fact in found.facts if fact.path == "packaging.unit" and fact.unit == "kg" and fact.value]
    widths = [one for one in found.facts if one.path.endswith("width") and one.unit in _LENGTHS and one.value]
    for weight in [fact for fact in found.facts if fact.unit == "gsm" and fact.value]:
        for wide in widths:
            metres = 1000 / (weight.value * wide.value * _METRES[wide.unit])
            yield from _computed(weight.path, metres, "m", weight.text)
            for pack in packs:
                yield from _computed(weight.path, metres * pack.value, "m", weight.text)
    for moq in [fact for fact in found.facts if fact.path == "trade.moq" and fact.unit == "kg"]:
        for pack in packs:
            if moq.value % pack.value == 0:
                for unit in _PACKS:
                    yield Fact("trade.moq", moq.value / pack.value, unit, moq.text, exact=False)


def _together(found: CardFacts) -> Iterator[Fact]:
    """What the pieces of a set hold together, where the card gives each one's capacity."""
    for unit in ("L", "ml"):
        held = [fact for fact in found.facts if fact.unit == unit and fact.exact and ("capacity" in fact.path or "容量" in fact.path)]
        if len(held) > 2:
            yield from _computed(held[0].path, sum((fact.value for fact in held), Decimal(0)), unit, held[0].text)


def _turned(found: CardFacts) -> Iterator[Fact]:
    """The inside of what has an outside and a wall or a wire; the angle between holes on a circle."""
    outer = [fact for fact in found.facts if fact.path.endswith(("外径", "outer_diameter")) and fact.unit in _LENGTHS]
    walls = [fact for fact in found.facts if fact.path.endswith(("线径", "壁厚", "丝径", "wall_thickness", "wire_diameter"))]
    for one in outer:
        for wall in walls:
            if wall.unit == one.unit and one.value > 2 * wall.value:
                yield Fact(one.path, one.value - 2 * wall.value, one.unit, one.text, exact=False)
                yield Fact(one.path, one.value - wall.value, one.unit, one.text, exact=False)
    for path, text in found.texts:
        number = re.match(r"\d{1,2}(?!\d)", text)
        if "孔" in path and ("数" in path or "个" in text) and number and int(number[0]) > 2:
            yield Fact(path, Decimal(_TURN) / int(number[0]), "°", text, exact=False)


def _charges(found: CardFacts) -> None:
    """How often a case fills what it holds: all hours by the hours of one charge."""
    whole = [fact for fact in found.facts if "总" in fact.path and fact.unit == "h"]
    once = [fact for fact in found.facts if fact.path == "attributes.working_time" and fact.unit == "h"]
    for one in whole:
        for other in once:
            if other.value and one.value % other.value == 0 and (times := one.value / other.value) > 1:
                found.charges |= {times, times - 1}


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
