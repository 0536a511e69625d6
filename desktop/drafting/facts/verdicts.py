"""What is said about one place of a text, and when a stated value equals a value of the card.

Rule: metric values must be exact; between systems of units the stated value must be the card's value rounded to the
digits shown, and not further off than 2 % (yard and pound of 1959, US fluid ounce).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from desktop.domain.quantities import UNITS, convert
from desktop.drafting.facts.sources import Dimensions, Fact
from desktop.language.triples import QuantityAt
from desktop.language.units import COUNTS

IMPERIAL = frozenset({"in", "ft", "yd", "oz", "lb", "gal", "fl oz", "ft2", "oz/yd2", "hp", "psi", "°F", "pyeong", "jo"})
_FLOWS = frozenset({"m3/h", "L/min"})  # their conversion never comes out even
_MONTH = 30
_OUNCES = {"areal_mass": "oz/yd2", "volume": "fl oz"}  # "12 oz" of a cup is what it holds
_FLOORS = {"pyeong": Decimal("3.305785124"), "jo": Decimal("1.62")}  # floor areas of Korea and Japan in square metres
_FEW, _ROUGH = 12, Decimal("0.06")  # "four ounces" of 120 g
_ROUND = Decimal("0.025")
_FLUID_OUNCE = Decimal("29.5735295625")


@dataclass(slots=True)
class Verdict:
    """What was found about one place of a folded text. `fact` is the card's nearest fact, `path` where it stands."""

    start: int
    end: int
    ok: bool
    kind: str
    path: str = ""
    fact: Fact | Dimensions | None = None
    reason: str = ""
    severity: str = "block"
    expected: str = ""


def equal(item: QuantityAt, fact: Fact) -> bool:
    """Whether a stated quantity, in any of its readings, is this fact."""
    values = item.number.values
    if len(values) == 1:
        return _value_equal(values[0], item, fact)
    return any(_value_equal(value, item, fact) for value in values)


def just_below(item: QuantityAt, fact: Fact) -> bool:
    """Whether the fact is at most a tenth below what "less than" states."""
    stated, known = base(item.number.value, item.symbol), base(fact.value, fact.unit)
    return item.dimension == fact.dimension and stated * 9 / 10 <= known < stated


def just_above(item: QuantityAt, fact: Fact) -> bool:
    """Whether the fact is at most a tenth above what "more than" states."""
    stated, known = base(item.number.value, item.symbol), base(fact.value, fact.unit)
    return item.dimension == fact.dimension and stated < known <= stated * 11 / 10


def _value_equal(value: Decimal, item: QuantityAt, fact: Fact) -> bool:
    if item.symbol == fact.unit or (item.symbol, fact.unit) in (("°", "°C"), ("°C", "°")):  # "up to 260 degrees"
        return value == fact.value
    if (item.symbol, fact.unit) == ("month", "day"):  # a battery that lasts 120 days lasts four months
        return value * _MONTH == fact.value
    if item.symbol in COUNTS:
        dozens = fact.unit in COUNTS
        return value * _pieces(item.symbol, dozens) == fact.value * _pieces(fact.unit, dozens)
    symbol = item.symbol
    if symbol == "oz" and fact.dimension in _OUNCES:
        symbol = _OUNCES[fact.dimension]
    converted = _converted(symbol, fact)
    if converted is None:
        return False
    if value == converted:
        return True
    if item.symbol in IMPERIAL or fact.unit in IMPERIAL or {item.symbol, fact.unit} == _FLOWS:
        return _rounds_to(converted, value, item.number.scale)
    return False


def _pieces(unit: str, dozens: bool) -> int:
    return 12 if dozens and unit == "dozen" else 1


def _converted(symbol: str, fact: Fact) -> Decimal | None:
    if symbol == "fl oz":
        millilitres = convert(fact.value, fact.unit, "ml")
        return None if millilitres is None else millilitres / _FLUID_OUNCE
    if symbol in _FLOORS:
        metres = convert(fact.value, fact.unit, "m2")
        return None if metres is None else metres / _FLOORS[symbol]
    if symbol == "°F" and fact.unit == "°C":
        return fact.value * 9 / 5 + 32
    return convert(fact.value, fact.unit, symbol)


def base(value: Decimal, unit: str) -> Decimal:
    """The value in the base unit of its dimension, for finding the nearest fact."""
    known = UNITS.get(unit)
    return value * known.factor if known else value


def _rounds_to(exact: Decimal, shown: Decimal, scale: int) -> bool:
    """Whether `shown`, with `scale` digits, is the rounding of `exact`, and not further off than 2.5 %."""
    step = Decimal(1).scaleb(-scale)
    if abs(exact - shown) > step / 2:
        return False
    return scale > 0 or exact == 0 or abs(exact - shown) / abs(exact) <= (_ROUGH if shown <= _FEW else _ROUND)
