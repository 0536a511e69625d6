"""Numbers, quantities, money, dates and lists printed in the reader's own style (CLDR through Babel).

Rounding rule for unit twins: three significant digits, but never more digits after the mark than one for
inches and two for pounds and ounces; half up. Source of symbols: CLDR, SI brochure; Arabic with Latin digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from desktop.domain.money import EXPONENT
from desktop.domain.quantities import UNITS, Amount, Measure, convert, rounded
from desktop.language.glossary import Glossary
from desktop.language.locales import LocaleInfo

# How a canonical symbol is printed; a language without an entry uses "" (the international writing).
_SYMBOLS: dict[str, dict[str, str]] = {
    "": {"gsm": "g/m²", "m2": "m²", "cm2": "cm²", "ft2": "ft²", "m3": "m³", "cm3": "cm³", "m3/h": "m³/h", "ml": "ml", "ohm": "Ω", "Nm": "N·m",
         "inch_screen": "in", "thread_count": "TC", "denier": "D", "oz/yd2": "oz/yd²"},
    "en": {"ml": "ml"},
    "ru": {"mm": "мм", "cm": "см", "m": "м", "km": "км", "g": "г", "kg": "кг", "mg": "мг", "t": "т", "ml": "мл", "L": "л", "m2": "м²", "cm2": "см²", "m3": "м³",
           "cm3": "см³", "gsm": "г/м²", "W": "Вт", "kW": "кВт", "V": "В", "kV": "кВ", "A": "А", "mA": "мА", "Ah": "А·ч", "mAh": "мА·ч", "Wh": "Вт·ч", "kWh": "кВт·ч",
           "Hz": "Гц", "kHz": "кГц", "MHz": "МГц", "GHz": "ГГц", "lm": "лм", "K": "К", "dB": "дБ", "Pa": "Па", "kPa": "кПа", "MPa": "МПа", "bar": "бар", "N": "Н", "kN": "кН",
           "Nm": "Н·м", "rpm": "об/мин", "L/min": "л/мин", "m3/h": "м³/ч", "m/min": "м/мин", "m/s": "м/с", "s": "с", "min": "мин", "h": "ч", "in": "дюйм.", "lx": "лк", "pcs/min": "шт./мин",
           "MB": "МБ", "GB": "ГБ"},
    "ar": {"mm": "مم", "cm": "سم", "m": "م", "km": "كم", "g": "جم", "kg": "كجم", "mg": "ملجم", "t": "طن", "ml": "مل", "L": "لتر", "m2": "م²", "cm2": "سم²", "m3": "م³",
           "cm3": "سم³", "gsm": "جم/م²", "W": "واط", "kW": "كيلوواط", "V": "فولت", "A": "أمبير", "mAh": "مللي أمبير ساعة", "Hz": "هرتز", "GHz": "جيجاهرتز", "lm": "لومن", "K": "كلفن",
           "dB": "ديسيبل", "bar": "بار", "rpm": "دورة/دقيقة", "min": "دقيقة", "h": "ساعة", "s": "ثانية", "in": "بوصة", "L/min": "لتر/دقيقة", "m/min": "م/دقيقة", "pcs/min": "قطعة/دقيقة",
           "MPa": "ميجاباسكال", "kPa": "كيلوباسكال", "Nm": "نيوتن·م", "kN": "كيلونيوتن", "N": "نيوتن", "Wh": "واط ساعة", "kWh": "كيلوواط ساعة", "Ah": "أمبير ساعة", "mA": "مللي أمبير"},
    "ja": {"pcs/min": "個/分"},
    "zh": {"gsm": "克/平方米", "rpm": "转/分钟", "pcs/min": "件/分钟"},
    "es": {"rpm": "rpm", "pcs/min": "uds./min"}, "pt": {"pcs/min": "pçs/min"}, "fr": {"rpm": "tr/min", "pcs/min": "pcs/min"}, "de": {"rpm": "U/min", "pcs/min": "Stk./min"},
    "it": {"rpm": "giri/min", "pcs/min": "pz/min"}, "ko": {"pcs/min": "개/분"}, "vi": {"pcs/min": "cái/phút"}, "id": {"pcs/min": "pcs/menit"},
}  # fmt: skip
_RANGES = {"ja": "〜", "ko": "~"}
_TIGHT_PERCENT = ("en", "pt", "it", "ja", "ko", "zh", "vi", "id", "ar")
_TIGHT_UNITS = ("zh", "ja", "ko")  # counting units stand directly behind the number
_TWINS = {"cm": ("in", 1), "mm": ("in", 2), "m": ("ft", 1), "kg": ("lb", 2), "g": ("oz", 1), "L": ("gal", 1), "gsm": ("oz/yd2", 1)}
LRI, PDI = "\u2066", "\u2069"


@lru_cache(maxsize=32)
def _babel(code: str) -> Locale:
    return Locale.parse(code)


@lru_cache(maxsize=32)
def _marks(babel: str) -> tuple[str, str, int]:
    """(decimal mark, mark between groups, from how many whole digits on groups are parted) of a locale, as Babel prints them."""
    shown = format_decimal(Decimal("1234567.8"), format="#,##0.0", locale=babel, numbering_system="latn")
    short = format_decimal(Decimal(1234), format="#,##0", locale=babel, numbering_system="latn")
    return shown[-2], shown[1], 4 if len(short) > 4 else 5


def number(value: Decimal, babel: str) -> str:
    """A plain number with the locale's decimal mark and grouping; digits after the mark are kept as given."""
    mark, group, least = _marks(babel)
    sign, whole, rest = ("-" if value < 0 else ""), *f"{abs(value):f}".partition(".")[::2]
    if len(whole) >= least:
        whole = f"{int(whole):,}".replace(",", group)
    return f"{sign}{whole}{mark}{rest}" if rest else sign + whole


@lru_cache(maxsize=32)
def _list_patterns(babel: str) -> dict[str, str]:
    return dict(_babel(babel).list_patterns["standard"])


def symbol(unit: str, language: str) -> str:
    """The printed symbol of a physical unit."""
    return _SYMBOLS.get(language, {}).get(unit) or _SYMBOLS[""].get(unit, unit)


def unit_word(unit: str, count: Decimal, info: LocaleInfo, glossary: Glossary) -> str | None:
    """The word for a counting or time unit in the plural form that `count` asks for; None when the language lacks it."""
    term = glossary.term(unit, "unit")
    if term is None:
        return None
    if info.language == "zh":
        return term.concept.zh
    return term.form(_plural_form(info.babel, str(count)), "other", "many", "one")


@lru_cache(maxsize=4096)
def _plural_form(babel: str, count: str) -> str:
    """The CLDR plural form of a number as it is written: 1.0 may ask for another one than 1."""
    return str(_babel(babel).plural_form(Decimal(count)))


def count(value: Decimal, unit: str, info: LocaleInfo, glossary: Glossary) -> str:
    """A number of things: "12 pieces", "12 штук", "12個"; unknown units print their canonical symbol."""
    word = unit_word(unit, value, info, glossary)
    printed = number(value, info.babel)
    if word is None:
        return f"{printed} {symbol(unit, info.language)}"
    return f"{printed}{'' if info.language in _TIGHT_UNITS else ' '}{word}"


_WORD_DIMENSIONS = (
    "count",
    "pair",
    "set",
    "carton",
    "box",
    "bag",
    "roll",
    "sheet",
    "pack",
    "bundle",
    "pallet",
    "polybag",
    "time_month",
    "container",
)
_WORD_UNITS = ("day", "week")


def _unit_tail(unit: str, value: Decimal, info: LocaleInfo, glossary: Glossary) -> str:
    if not unit:
        return ""
    if unit == "%":
        return "%" if info.language in _TIGHT_PERCENT else "\u00a0%"
    known = UNITS.get(unit)
    if known and (known.dimension in _WORD_DIMENSIONS or unit in _WORD_UNITS) and known.dimension != "container":
        word = unit_word(unit, value, info, glossary) or symbol(unit, info.language)
        return ("" if info.language in _TIGHT_UNITS else " ") + word
    return " " + symbol(unit, info.language)


def _value(amount: Amount, info: LocaleInfo) -> str:
    low = number(amount.low, info.babel)
    return low if amount.high is None else f"{low}{_RANGES.get(info.language, '–')}{number(amount.high, info.babel)}"


def amount(item: Amount, info: LocaleInfo, glossary: Glossary) -> str:
    """One amount with its unit, and its twin where the reader expects inches or pounds."""
    printed = _value(item, info) + _unit_tail(item.unit, item.high or item.low, info, glossary)
    twin = _TWINS.get(item.unit) if info.inches else None
    if twin is None:
        return printed
    return f"{printed} ({_value(_twin(item, *twin), info)} {symbol(twin[0], info.language)})"


def _twin(item: Amount, unit: str, digits: int) -> Amount:
    def turn(value: Decimal) -> Decimal:
        exact = convert(value, item.unit, unit)
        assert exact is not None  # _TWINS pairs share a dimension
        return rounded(exact, 0 if exact >= 100 else digits)

    return Amount(turn(item.low), unit, None if item.high is None else turn(item.high))


def measure(item: Measure, info: LocaleInfo, glossary: Glossary) -> str:
    """A whole measure: dimensions, a compound or a single amount, in the reader's style."""
    if item.shape == "compound":
        return " / ".join(amount(part, info, glossary) for part in item.parts)
    if item.shape == "single":
        sign = item.text.strip()[0] if item.text.strip()[0] in "±<>≥≤" else ""
        return sign + amount(item.parts[0], info, glossary)
    return _product(item.parts, info, glossary)


def _product(parts: Sequence[Amount], info: LocaleInfo, glossary: Glossary) -> str:
    times = "×" if info.language in ("zh", "ja", "ko") else " × "
    unit = parts[-1].unit
    if any(part.unit != unit for part in parts):
        return times.join(amount(part, info, glossary) for part in parts)
    printed = times.join(_value(part, info) for part in parts)
    if info.direction == "rtl":  # dimensions keep their order inside a right-to-left sentence
        printed = f"{LRI}{printed}{PDI}"
    text = printed + _unit_tail(unit, parts[-1].low, info, glossary)
    if info.inches and unit in _TWINS:
        target, digits = _TWINS[unit]
        twins = times.join(_value(_twin(part, target, digits), info) for part in parts)
        text += f" ({twins} {symbol(target, info.language)})"
    return text


def money(value: Decimal, currency: str, info: LocaleInfo) -> str:
    """A price with its ISO code ("USD 4.80", "4,80 USD"): a symbol such as $ would leave open whose dollar."""
    digits = max(EXPONENT.get(currency, 2), -int(value.as_tuple().exponent))
    body = format_decimal(value, format="#,##0" + ("." + "0" * digits if digits else ""), locale=info.babel, numbering_system="latn")
    leads = format_currency(1, "XXX", locale=info.babel, numbering_system="latn").strip()[0] in "X¤"
    return f"{currency} {body}" if leads or info.language in ("en", "zh", "ja", "ko", "id", "pt") else f"{body} {currency}"


def day(value: date, info: LocaleInfo) -> str:
    """An absolute date in long form ("15 March 2027")."""
    text = format_date(value, format="long", locale=info.babel)
    return text.translate(_LATIN_DIGITS)


_LATIN_DIGITS = {0x0660 + i: str(i) for i in range(10)} | {0x06F0 + i: str(i) for i in range(10)}


def joined(items: Sequence[str], info: LocaleInfo) -> str:
    """A list in the language's own way: "a, b and c", "a、b、c"."""
    if len(items) < 2:
        return "".join(items)
    if info.language == "zh":
        return "、".join(items)
    if info.language == "ja":
        return "、".join(items)
    if info.language == "ko":
        return ", ".join(items)
    patterns = _list_patterns(info.babel)
    if len(items) == 2:
        return _euphonic(patterns["2"].format(*items), items[-1], info.language)
    text = patterns["start"].format(items[0], items[1])
    for item in items[2:-1]:
        text = patterns["middle"].format(text, item)
    text = patterns["end"].format(text, items[-1])
    return _euphonic(text, items[-1], info.language)


def _euphonic(text: str, last: str, language: str) -> str:
    """Spanish y becomes e before the sound i (not hie-), Italian e becomes ed before e-."""
    head, word = text[: len(text) - len(last)], last.lower()
    if language == "es" and head.endswith(" y ") and word.startswith(("i", "hi", "í")) and not word.startswith(("hie", "hia", "ia", "ie")):
        return f"{head[:-2]}e {last}"
    if language == "it" and head.endswith(" e ") and word.startswith("e"):
        return f"{head[:-1]}d {last}"
    return text


def country(code: str, info: LocaleInfo) -> str | None:
    """The name of a country by ISO 3166 code ("CN-GX" gives the country)."""
    name = _babel(info.babel).territories.get(code[:2])
    return str(name) if name else None
