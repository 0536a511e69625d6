"""Numbers joined with their units: single quantities, ranges, lists that share a unit, and dimensions.

"40 x 30 x 25 cm", "40 cm x 30 cm", "L40 W30 H25", "80-220 mm", "from 80 to 220 mm" and "12, 24 and 36 V" each give one
`QuantityAt` per number; members of one set of dimensions share a `group`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop.language.numbers import NumberAt, Word, find_digits, find_signs, find_words
from desktop.language.tails import area_weight, below_zero, half, halved, minutes, rate, rate_first
from desktop.language.units import COUNTS, UnitAt, UnitWords, dimension, unit_words

_LABEL = r"(?: ?\([^()\d]{1,16}\)| ?[a-zа-я一-龥]{1,2}\.?)?"
_PRODUCT = re.compile(rf"{_LABEL} ?(?:[x×*х]|乘) ?(?:\([^()\d]{{1,16}}\) ?|[a-zа-я一-龥]{{1,2}}[.:=]? ?)?$")
_WORD_PRODUCT = re.compile(r" (?:by|por|per|par|sur|mal|на|kali|nhân|في) $")
_SIDE = re.compile(r" ?(?:\([^()\d]{1,16}\) ?|[lwhdb] )(?=[^\W\d])")
_LABELLED = re.compile(r"[ ,;/]{0,2}\(?[lwhdbt]\)?[:=.]? ?$")
_RANGE = re.compile(
    r" ?(?:-|~|±|\+/-|(?:to|up to|a|al|bis|до|a|ad|sampai|hingga|đến|الي) [+±]|to|a|al|ate|ate a|bis|bis zu|до|по|至|到|から|부터|에서|đến|tới"
    r"|sampai|sampai dengan|hingga|s/d|s\.d\.|الي|حتي|jusqu'a|fino a|hasta) ?$"
)
_LIST = re.compile(
    r" ?(?:,|;|/|、|،|,? ?(?:and|or|y|o|u|e|ou|et|und|oder|sowie|ed|и|или|và|hoặc|dan|atau)"
    r"|と|または|와|과|또는|و|او) ?$"
)
_TIGHT_LIST = re.compile(r" ?(?:,|;|/|、|،) ?(?:and|or|y|e|et|und|и|và|dan|و)? ?$")
_SIGNS = re.compile("[½¼¾⅓⅔⅛⅜⅝⅞⅕]")
_MAX_GAP = 26
_SHEET = re.compile(r"-(?=papier|paper)| (?=paper|papier|papel|carta |бумаг|kertas|giấy)")
_DOZEN = 12
_TEN, _HUNDRED, _THOUSAND = 10, 100, 1000
_AND = re.compile(r"| (?:and |y |e |et |und |и |ו|و)?| و")
_METRE = {
    "es": re.compile(r"(?<![^\W\d_])(metro) (?:y |con )?$"), "pt": re.compile(r"(?<![^\W\d_])(metro) (?:e )?$"),
    "it": re.compile(r"(?<![^\W\d_])(metro) (?:e )?$"), "ar": re.compile(r"(?<![^\W\d_])(متر) و?$"), "ru": re.compile(r"(?<![^\W\d_])(метр) (?:и )?$"),
}  # fmt: skip
_LONE = {
    "es": re.compile(r"(?<![^\W\d_])(metro|ano|hora|kilo|litro) y (medi[oa]|cuarto)(?![^\W\d_])"),
    "pt": re.compile(r"(?<![^\W\d_])(metro|ano|hora|quilo|litro) e (mei[oa]|um quarto)(?![^\W\d_])"),
    "it": re.compile(r"(?<![^\W\d_])(metro|anno|ora|chilo|litro) e (mezz[oa]|un quarto)(?![^\W\d_])"),
    "ar": re.compile(r"(?<![^\W\d_])(متر|سنه|عام|ساعه|شهر|كيلو|لتر|كيلوغرام) و(نصف|ربع)(?![^\W\d_])"),
}  # fmt: skip
_QUARTERS = frozenset({"cuarto", "um quarto", "un quarto", "ربع"})
_OF = re.compile(r" (?:of |di |de |d'|من )?")
_BEFORE = re.compile(r"(?:^|[^a-z])(mm|cm|m|kg|g|ml|l|w|v) $")
_MONEY_BEFORE = re.compile(r"(?<![^\W\d_])(usd|us\$|u\$s|eur|cny|rmb|gbp|jpy|vnd|idr|rub|krw|brl|r\$|rp\.?|\$|€|£|¥|￥|₽|₩|₫) ?$")
_MONEY = {
    "us$": "USD", "u$s": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "￥": "CNY", "rmb": "CNY", "₽": "RUB", "₩": "KRW",
    "₫": "VND", "r$": "BRL", "rp": "IDR", "rp.": "IDR",
}  # fmt: skip
# Unit symbols of one letter that are words in small letters: the original must be a capital.
_CAPITAL = frozenset({"A", "N", "K", "V"})
_SMALL = frozenset({"m", "h", "s", "t", "g"})
# Words after which "in" cannot be the inch, and those after which it must be.
_NOT_INCH = re.compile(
    r" (?:a|an|the|each|every|its|our|your|their|one|two|three|this|that|total|all|bulk|stock|size|sizes|"
    r"colour|color|colours|colors|white|black|natural|brown|blue|red|green|china|use|stacks|rows)\b"
)
_DIMENSION_NEXT = re.compile(
    r" (?:lang|breit|hoch|dick|tief|und|oder|breite|lange|hohe|durchmesser|dicke|tiefe|starke|e|o|di|lungo|largo|alto|spesso|profondo|x)\b"
)


@dataclass(slots=True)
class QuantityAt:
    """One number with the unit that it has or shares; `end` is behind its own unit. `symbol` is "" without a unit."""

    number: NumberAt
    symbol: str
    start: int
    end: int
    unit_start: int = -1
    group: int = -1
    borrowed: bool = False
    joint: str = ""

    @property
    def dimension(self) -> str:
        """The dimension of the unit, "" when bare."""
        return dimension(self.symbol)


def find_numbers(text: str, language: str, words: list[Word]) -> list[NumberAt]:
    """Digits, fraction signs and words together, in order, none inside another."""
    found = find_digits(text, language) + find_words(text, language, words)
    if not text.isascii() and _SIGNS.search(text):
        found += find_signs(text)
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[NumberAt] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return _fractions(text, kept) if "分の" in text else kept


def _fractions(text: str, numbers: list[NumberAt]) -> list[NumberAt]:
    """Japanese fractions, the divisor first: "100分の5" is 0.05."""
    made: list[NumberAt] = []
    for number in numbers:
        if made and text[made[-1].end : number.start] == "分の" and made[-1].value:
            value = number.value / made[-1].value
            made[-1] = replace(number, start=made[-1].start, values=(value.normalize(),))
        else:
            made.append(number)
    return made


class QuantityReader:
    """Reads the quantities of texts in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._units: UnitWords = unit_words(language)

    def read(self, text: str, original: str, numbers: list[NumberAt]) -> list[QuantityAt]:
        """Quantities for these numbers of a folded text, in order; `original` tells capitals (same length, or "")."""
        found: list[QuantityAt] = []
        for number in numbers:
            if not found or number.start >= found[-1].end:  # the 30 of "2 h 30" is said already
                found.append(self._single(text, original, number))
        found += [one for one in self._and_a_half(text) if not any(one.start < item.end and item.start < one.end for item in found)]
        found.sort(key=lambda item: item.start)
        return self._linked(text, self._mixed(text, found))

    def _and_a_half(self, text: str) -> list[QuantityAt]:
        """ "Año y medio", "متر وربع": a unit without a number and the part that is added to one of it."""
        pattern = _LONE.get(self.language)
        made: list[QuantityAt] = []
        for match in pattern.finditer(text) if pattern else ():
            unit = self._units.at(text, match.start(1))
            if unit and unit.end == match.end(1):
                part = Decimal("1.25") if match[2] in _QUARTERS else Decimal("1.5")
                number = NumberAt(match.start(), match.end(), (part,), scale=2, words=True)
                made.append(QuantityAt(number, unit.symbol, match.start(), match.end(), match.start()))
        return made

    def _mixed(self, text: str, found: list[QuantityAt]) -> list[QuantityAt]:
        """ "One metre fifty", "متر وخمسة سنتيمترات": metres and the centimetres said behind them are one length."""
        for item in [item for item in found if item.symbol == "m"]:
            rest = next((one for one in found if one.start >= item.end), None)
            if rest is None or rest.symbol not in ("", "cm") or not _AND.fullmatch(text[item.end : rest.start]):
                continue
            if self.language == "vi" and rest.symbol == "" and rest.number.words and rest.number.value < _TEN:  # "một mét tám"
                rest.number = replace(rest.number, values=(rest.number.value * _TEN,))
            if _TEN <= rest.number.value + 5 < _HUNDRED:
                _join(found, item, rest, item.number.value)
        for item in [item for item in found if item.symbol == "kg"]:  # "un chilo e 250 grammi"
            rest = next((one for one in found if one.start >= item.end), None)
            if rest and rest.symbol == "g" and rest.number.value < _THOUSAND and _AND.fullmatch(text[item.end : rest.start]):
                whole = item.number.value + rest.number.value / _THOUSAND
                found[found.index(rest)] = replace(
                    rest,
                    number=replace(rest.number, start=item.start, values=(whole,), scale=3, article=False),
                    symbol="kg",
                    start=item.start,
                )
                found.remove(item)
        for item in [item for item in found if item.symbol == "year" and item.number.value <= _TEN]:  # "1년 6개월"
            rest = next((one for one in found if one.start >= item.end), None)
            if rest and rest.symbol == "month" and rest.number.value <= _DOZEN and _AND.fullmatch(text[item.end : rest.start]):
                number = replace(rest.number, start=item.start, values=(item.number.value * _DOZEN + rest.number.value,), article=False)
                found[found.index(rest)] = replace(rest, number=number, start=item.start)
                found.remove(item)
        if self.language in _METRE:
            for rest in [one for one in found if one.symbol in ("", "cm") and one.number.words and one.number.value < _HUNDRED]:
                if match := _METRE[self.language].search(text, max(0, rest.start - 12), rest.start):
                    alone = replace(rest, start=match.start(1))
                    _join(found, alone, rest, Decimal(1))
        return found

    def unit_at(self, text: str, place: int) -> UnitAt | None:
        """A unit at a place, as `UnitWords.at`."""
        return self._units.at(text, place)

    def _single(self, text: str, original: str, number: NumberAt) -> QuantityAt:
        if money := _MONEY_BEFORE.search(text, max(0, number.start - 5), number.start):
            sign = money[1]
            return QuantityAt(number, "money:" + _MONEY.get(sign, sign.upper()), money.start(), number.end)
        if number.unit:
            return self._counted(text, number)
        if self.language == "ar" and number.article and (before := self._unit_before(text, number)):
            return before
        place, part = half(text, number.end, self.language)
        if place:
            number = replace(number, end=place, values=tuple(value + part for value in number.values), scale=2, article=False)
        unit = self._units.after(text, number.end)
        if (unit is None or not self._believable(text, original, number, unit)) and (label := _SIDE.match(text, number.end)):
            unit = self._units.at(text, label.end())
            unit = unit if unit and unit.symbol in ("mm", "cm", "m", "in", "ft") else None
        if unit and unit.symbol == "piece" and (own := self._units.after(text, unit.end)) and _physical(own):
            unit = own  # "64 units HRC"
        if unit and self._believable(text, original, number, unit):
            if unit.symbol in ("piece", "set") and self.language == "ar" and text.startswith(" واحد", unit.end):
                unit = replace(unit, end=text.find(" ", unit.end + 1) if " " in text[unit.end + 1 :] else unit.end)
            return self._with_tail(text, number, unit)
        if self.language == "it" and not number.words and (ahead := _BEFORE.search(text, max(0, number.start - 5), number.start)):
            known = self._units.at(text, ahead.start(1))
            if known:
                return QuantityAt(number, known.symbol, known.start, number.end, known.start)
        if place := below_zero(text, number.start, number.end):
            return QuantityAt(number, "°C", number.start, place, number.end)
        return QuantityAt(number, "", number.start, number.end)

    def _with_tail(self, text: str, number: NumberAt, unit: UnitAt) -> QuantityAt:
        """A number and its unit with what follows: "per hour", "and a half", the 30 of "2 h 30"."""
        symbol, end = unit.symbol, unit.end
        if cloth := area_weight(text, number.start, end, symbol):
            return QuantityAt(number, cloth[0], number.start, cloth[1], unit.start)
        if (first := rate_first(text, number.start, symbol)) and not rate(text, end, symbol):
            number = replace(number, values=tuple(value / first[1] for value in number.values), scale=number.scale + len(str(first[1])) - 1)
            return QuantityAt(number, first[0], number.start, end, unit.start)
        if symbol == "g" and (sheet := _SHEET.match(text, end)):
            return QuantityAt(number, "gsm", number.start, sheet.end(), unit.start)
        if symbol == "mA" and self.language == "ar" and number.value >= 1000:  # the hour is often left out
            symbol = "mAh"
        if found := rate(text, end, symbol):
            symbol, divisor, end = found
            number = replace(number, values=tuple(value / divisor for value in number.values), scale=number.scale + len(str(divisor)) - 1)
        elif (more := half(text, end, self.language))[0]:
            end = more[0]
            number = replace(number, values=tuple(value + more[1] for value in number.values), scale=2, article=False)
        elif symbol == "%" and text.startswith("割", unit.start):  # tenths
            number = replace(number, values=tuple(value * _TEN for value in number.values))
        elif symbol == "h" and (extra := minutes(text, end)):
            end = extra[1]
            number = replace(number, values=tuple(value + Decimal(extra[0]) / 60 for value in number.values), scale=2)
        return QuantityAt(number, symbol, number.start, end, unit.start)

    def _counted(self, text: str, number: NumberAt) -> QuantityAt:
        """A dozen, or an Arabic dual; a dozen may be of pairs ("una dozzina di paia")."""
        if number.value == _DOZEN and (begin := halved(text, number.start)) >= 0:
            linked = _OF.match(text, number.end)
            unit = self._units.after(text, number.end) or (self._units.at(text, linked.end()) if linked else None)  # "half a dozen sets"
            if unit and unit.symbol in ("set", "pair", "box", "bag"):
                return QuantityAt(replace(number, start=begin, values=(Decimal(6),)), unit.symbol, begin, number.end, number.start)
            return QuantityAt(replace(number, start=begin, values=(Decimal("0.5"),)), "dozen", begin, number.end, number.start)
        linked = _OF.match(text, number.end)
        unit = self._units.at(text, linked.end()) if linked and number.value % 12 == 0 else None
        if unit and unit.symbol in COUNTS:
            return QuantityAt(number, unit.symbol, number.start, unit.end, unit.start)
        place, part = half(text, number.end, self.language)
        if place:
            number = replace(number, values=tuple(value + part for value in number.values), scale=2)
            return QuantityAt(number, number.unit, number.start, place, number.start)
        if number.value % 12 == 0:
            number = replace(number, values=tuple(value / 12 for value in number.values))
            return QuantityAt(number, "dozen", number.start, number.end, number.start)
        return QuantityAt(number, number.unit, number.start, number.end, number.start)

    def _unit_before(self, text: str, number: NumberAt) -> QuantityAt | None:
        """Arabic puts "one" behind what it counts: "سنة واحدة"."""
        head = text[: number.start].rstrip(" ")
        start = head.rfind(" ") + 1
        unit = self._units.at(text, start)
        if unit is None or unit.end != len(head) or dimension(unit.symbol) not in ("time", "time_month"):
            return None
        return QuantityAt(replace(number, article=False), unit.symbol, start, number.end, start)

    def _believable(self, text: str, original: str, number: NumberAt, unit: UnitAt) -> bool:
        """Whether a writing that is also a common word stands for the unit here."""
        written = text[unit.start : unit.end]
        if written == "in":
            return self._is_inch(text, number, unit)
        if len(written) == 1 and original and written.upper() != written:
            if unit.symbol in _CAPITAL and unit.start > number.end:
                return original[unit.start].isupper()
            if unit.symbol in _SMALL:  # "9 H" ends a title in capitals; "25H x" is a height
                lone = unit.start > number.end and text[unit.end : unit.end + 2].strip(" ")[:1] in ("", ",", ";", ".", "/")
                return original[unit.start].islower() or (
                    unit.symbol == "h" and lone and text[max(0, number.start - 2) : number.start].strip() not in ("x", "×")
                )
            if unit.symbol == "s":
                return unit.start == number.end
        return not (
            written in ("un", "st", "po", "pe", "pi", "с", "в", "к", "а", "н")
            and not number.words
            and unit.start > number.end
            and written in ("с", "к", "а", "н")
        )

    def _is_inch(self, text: str, number: NumberAt, unit: UnitAt) -> bool:
        if self.language == "en":
            return not _NOT_INCH.match(text, unit.end)
        if self.language in ("de", "it"):
            plain = not text[unit.end : unit.end + 2].strip(" ").isalpha()
            sized = (
                _DIMENSION_NEXT.match(text, unit.end)
                or text[max(0, number.start - 2) : number.start].strip() in ("x", "×")
                or number.scale > 0
            )
            return plain or bool(sized)
        return self.language != "vi" or text[unit.end : unit.end + 5] != " logo"

    def _linked(self, text: str, found: list[QuantityAt]) -> list[QuantityAt]:
        """Join neighbours: dimensions get a group; ranges and lists borrow the unit that follows."""
        group = 0
        for index in range(len(found) - 2, -1, -1):
            left, right = found[index], found[index + 1]
            if right.start - left.end > _MAX_GAP or right.start < left.end:
                continue
            joint = _joint(text, left, right)
            if not joint:
                continue
            if joint == "product":
                number = right.group if right.group >= 0 else group
                group = max(group, number + 1)
                right.group = left.group = number
            _borrow(left, right, joint)
        return found


def _joint(text: str, left: QuantityAt, right: QuantityAt) -> str:
    gap = text[left.end : right.start]
    if _PRODUCT.match(gap) or (_WORD_PRODUCT.match(gap) and text[max(0, left.start - 2) : left.start].strip() != "±"):
        return "product"
    if _LABELLED.match(gap) and (right.symbol == "" or right.dimension == "length"):
        return "product"
    if _RANGE.match(gap):
        return "range"
    return "list" if _LIST.match(gap) or _TIGHT_LIST.match(gap) else ""


def _borrow(left: QuantityAt, right: QuantityAt, joint: str) -> None:
    """Tell the left one how it is joined; without a unit of its own it takes that of the right one where the joint allows it."""
    left.joint = joint
    if left.symbol or not right.symbol:
        return
    kind = right.dimension
    if joint == "list" and (kind in ("list", "count", "set", "pair", "carton", "box", "bag", "time", "time_month") or left.number.words):
        return
    left.symbol, left.borrowed = right.symbol, True


def _physical(unit: UnitAt) -> bool:
    return dimension(unit.symbol) in ("hardness", "fineness", "sound", "illuminance")


def _join(found: list[QuantityAt], item: QuantityAt, rest: QuantityAt, metres: Decimal) -> None:
    """Put one length in the place of metres and centimetres."""
    number = replace(rest.number, start=item.start, values=(metres + rest.number.value / 100,), scale=2, article=False)
    length = replace(rest, number=number, symbol="m", start=item.start)
    if item in found:
        found.remove(item)
    found[found.index(rest)] = length


def spaced_words(text: str) -> list[Word]:
    """The words (runs of letters) of a folded text."""
    end = 0
    return [((start := text.find(word, end)), (end := start + len(word)), word) for word in _WORDS.findall(text)]


_WORDS = re.compile(r"[^\W\d_]+")
