"""Quantities with units, as a card states them in its canonical writing.

Canonical writing: a dot as decimal mark, no grouping, `x` between dimensions ("40 x 30 x 25 cm"), ` / ` between
parts of a compound ("380 V / 50 Hz"), `-` for a range ("25-30 cm"), `±` for a tolerance. Reading numbers in
every human writing is `desktop.language`'s work; this module knows only the canonical one and the units.
Unit codes: UN/ECE Recommendation 20. Factors: exact by definition (international yard and pound 1959, SI).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Unit:
    """A unit: canonical symbol, Rec 20 code, dimension, and factor to the dimension's base unit."""

    symbol: str
    code: str
    dimension: str
    factor: Decimal


def _unit_table() -> dict[str, Unit]:
    rows = """
    mm MMT length 0.001|cm CMT length 0.01|m MTR length 1|km KMT length 1000|in INH length 0.0254|ft FOT length 0.3048|yd YRD length 0.9144
    g GRM mass 0.001|kg KGM mass 1|t TNE mass 1000|oz ONZ mass 0.028349523125|lb LBR mass 0.45359237|mg MGM mass 0.000001
    ml MLT volume 0.001|cl CLT volume 0.01|dl DLT volume 0.1|L LTR volume 1|m3 MTQ volume 1000|gal GLL volume 3.785411784|cm3 CMQ volume 0.001
    cm2 CMK area 0.0001|m2 MTK area 1|ft2 FTK area 0.09290304
    gsm GM areal_mass 1|oz/yd2 ON areal_mass 33.905747474
    W WTT power 1|kW KWT power 1000|hp BHP power 745.69987158227
    V VLT voltage 1|kV KVT voltage 1000|mV 2Z voltage 0.001|A AMP current 1|mA 4K current 0.001|Ah AMH charge 1|mAh E09 charge 0.001
    Wh WHR energy 1|kWh KWH energy 1000|Hz HTZ frequency 1|kHz KHZ frequency 1000|MHz MHZ frequency 1000000|GHz A86 frequency 1000000000
    lm LUM luminous_flux 1|lx LUX illuminance 1|K KEL colour_temperature 1|dB 2N level 1|ohm OHM resistance 1
    °C CEL temperature 1|°F FAH temperature_f 1|% P1 ratio 1|Pa PAL pressure 1|kPa KPA pressure 1000|MPa MPA pressure 1000000|bar BAR pressure 100000|psi PS pressure 6894.757293168
    N NEW force 1|kN B47 force 1000|Nm NU torque 1|rpm RPM rotation 1|L/min L2 flow 1|m3/h MQH flow 16.6666666666667|m/s MTS speed 1|m/min 2X speed 0.0166666666667
    s SEC time 1|min MIN time 60|h HUR time 3600|day DAY time 86400|week WEE time 604800|month MON time_month 1|year ANN time_month 12
    denier A49 yarn 1|tex D34 yarn_tex 1|thread_count TC thread 1|pcs/min PCM rate 1|MB 4L data 1000000|GB E34 data 1000000000|inch_screen INS screen 1|mesh MES mesh 1|HRC HRC hardness 1
    piece H87 count 1|pair PR pair 1|set SET set 1|dozen DZN count 12|carton CT carton 1|box BX box 1|bag BG bag 1|roll RO roll 1|sheet ST sheet 1|pack PK pack 1|bundle BE bundle 1|pallet PX pallet 1|polybag PB polybag 1
    20GP 20GP container 1|40GP 40GP container 1|40HQ 40HQ container 1
    """
    table: dict[str, Unit] = {}
    for row in rows.replace("\n", "|").split("|"):
        parts = row.split()
        if parts:
            symbol, code, dimension, factor = parts
            table[symbol] = Unit(symbol, code, dimension, Decimal(factor))
    return table


UNITS: dict[str, Unit] = _unit_table()

# Writings that a careful person types into a card; other languages' writings live in `desktop.language`.
ALIASES: dict[str, str] = {
    "centimetre": "cm",
    "centimeter": "cm",
    "millimetre": "mm",
    "millimeter": "mm",
    "metre": "m",
    "meter": "m",
    "inch": "in",
    "inches": "in",
    '"': "in",
    "feet": "ft",
    "foot": "ft",
    "yard": "yd",
    "yards": "yd",
    "gram": "g",
    "grams": "g",
    "kgs": "kg",
    "kilogram": "kg",
    "pound": "lb",
    "pounds": "lb",
    "lbs": "lb",
    "ounce": "oz",
    "l": "L",
    "litre": "L",
    "liter": "L",
    "mL": "ml",
    "ML": "ml",
    "cbm": "m3",
    "CBM": "m3",
    "m³": "m3",
    "cm³": "cm3",
    "m²": "m2",
    "cm²": "cm2",
    "sqm": "m2",
    "g/m2": "gsm",
    "g/m²": "gsm",
    "GSM": "gsm",
    "w": "W",
    "KW": "kW",
    "kw": "kW",
    "v": "V",
    "hz": "Hz",
    "HZ": "Hz",
    "mah": "mAh",
    "MAH": "mAh",
    "℃": "°C",
    "degC": "°C",
    "percent": "%",
    "Ω": "ohm",
    "N·m": "Nm",
    "N.m": "Nm",
    "r/min": "rpm",
    "RPM": "rpm",
    "pc": "piece",
    "pcs": "piece",
    "pieces": "piece",
    "PCS": "piece",
    "sets": "set",
    "pairs": "pair",
    "cartons": "carton",
    "ctn": "carton",
    "ctns": "carton",
    "boxes": "box",
    "bags": "bag",
    "rolls": "roll",
    "sheets": "sheet",
    "packs": "pack",
    "polybags": "polybag",
    "dozens": "dozen",
    "days": "day",
    "months": "month",
    "years": "year",
    "hours": "h",
    "hour": "h",
    "minutes": "min",
    "weeks": "week",
    "bundles": "bundle",
    "pallets": "pallet",
    "D": "denier",
    "d": "denier",
    "毫米": "mm",
    "厘米": "cm",
    "公分": "cm",
    "米": "m",
    "英寸": "in",
    "寸": "in",
    "克": "g",
    "千克": "kg",
    "公斤": "kg",
    "斤": "jin",
    "吨": "t",
    "毫升": "ml",
    "升": "L",
    "立方米": "m3",
    "平方米": "m2",
    "瓦": "W",
    "千瓦": "kW",
    "伏": "V",
    "赫兹": "Hz",
    "毫安": "mAh",
    "度": "°C",
    "个": "piece",
    "件": "piece",
    "只": "piece",
    "条": "piece",
    "台": "piece",
    "套": "set",
    "双": "pair",
    "对": "pair",
    "箱": "carton",
    "盒": "box",
    "袋": "bag",
    "卷": "roll",
    "张": "sheet",
    "打": "dozen",
    "包": "pack",
    "天": "day",
    "周": "week",
    "个月": "month",
    "月": "month",
    "年": "year",
    "小时": "h",
    "分钟": "min",
    "秒": "s",
    "支": "piece",
    "把": "piece",
    "块": "piece",
    "顶": "piece",
    "流明": "lm",
}


@dataclass(frozen=True)
class Amount:
    """A value, or a range from `low` to `high` (None for a single value), in one canonical unit ("" when bare)."""

    low: Decimal
    unit: str
    high: Decimal | None = None

    def base(self) -> Decimal:
        """The low value in the base unit of its dimension."""
        unit = UNITS.get(self.unit)
        return self.low * unit.factor if unit else self.low


@dataclass(frozen=True)
class Measure:
    """What one attribute states: one amount, dimensions joined by `x`, or a compound joined by `/`.

    `shape` is "single", "product" or "compound"; `text` is the card's own writing.
    """

    shape: str
    parts: tuple[Amount, ...]
    text: str


_NUMBER = r"\d+(?:\.\d+)?"
_PART = re.compile(rf"^(?P<sign>[±<>≥≤]?)\s*(?P<low>-?{_NUMBER})(?:\s*[-–~]\s*(?P<high>{_NUMBER}))?\s*(?P<unit>\D[^\s]*)?$")
_TIMES = re.compile(r"\s*[x×X*]\s*(?=[\d.])")


def unit_symbol(text: str) -> str | None:
    """The canonical symbol for a unit's writing in a card, or None when it is not a unit."""
    text = text.strip()
    if text in UNITS:
        return text
    return ALIASES.get(text) if ALIASES.get(text) in UNITS else (ALIASES.get(text.lower()) if ALIASES.get(text.lower()) in UNITS else None)


def _amount(text: str, fallback_unit: str = "") -> Amount | None:
    match = _PART.match(text.strip())
    if not match:
        return None
    raw_unit = match["unit"]
    unit = fallback_unit if raw_unit is None else unit_symbol(raw_unit)
    if unit is None:
        return None
    high = Decimal(match["high"]) if match["high"] else None
    return Amount(Decimal(match["low"]), unit, high)


def parse_measure(text: str) -> Measure | None:
    """Read a canonical quantity; None when the text is not one (a word, a code, a size like S-XXL).

    A bare number without a unit is not a measure.
    """
    if len(text) > 120 or not any(ch.isdigit() for ch in text):
        return None
    dimensions = _TIMES.split(text.strip())
    if len(dimensions) in (2, 3):
        last = _amount(dimensions[-1])
        if last and last.unit:
            parts = [_amount(item, last.unit) for item in dimensions[:-1]]
            if all(parts):
                return Measure("product", (*[part for part in parts if part], last), text)
        return None
    pieces = re.split(r"\s+/\s+|\s*;\s*", text.strip())
    if len(pieces) > 1:
        amounts = [_amount(piece) for piece in pieces]
        if all(amount and amount.unit for amount in amounts):
            return Measure("compound", tuple(amount for amount in amounts if amount), text)
        return None
    single = _amount(text)
    return Measure("single", (single,), text) if single and single.unit else None


def convert(value: Decimal, source: str, target: str) -> Decimal | None:
    """`value` in `target` units, unrounded; None when the dimensions differ or an offset is involved."""
    a, b = UNITS.get(source), UNITS.get(target)
    if not a or not b or a.dimension != b.dimension:
        return None
    return value * a.factor / b.factor


def rounded(value: Decimal, digits: int) -> Decimal:
    """Half up, as people do: 15.75 to one digit is 15.8."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def volume_m3(measure: Measure) -> Decimal | None:
    """Cubic metres of three dimensions, or None when the measure is not a triple of lengths."""
    if measure.shape != "product" or len(measure.parts) != 3:
        return None
    result = Decimal(1)
    for part in measure.parts:
        unit = UNITS.get(part.unit)
        if not unit or unit.dimension != "length":
            return None
        result *= part.low * unit.factor
    return result
