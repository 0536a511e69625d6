"""What may stand behind a number with its unit and changes both: "per hour", "and a half", "2 h 30"."""

from __future__ import annotations

import re
from decimal import Decimal

_NO_LETTER = r"(?![^\W\d_\u3040-\uffff])"  # Korean particles and Japanese may follow
_HOUR = rf"(?:h|hr|hour|hora|heure|stunde|ora|час|ساعه|الساعه|時間|시간|giờ|jam){_NO_LETTER}"
_MINUTE = rf"(?:min|minute|minuto|menit|мин|минуту|минута|phút|دقيقه|الدقيقه|分|분){_NO_LETTER}\.?"
_PER = r" ?(?:/ ?|per |an |a |por |par |à l'|a l'|all'|l'|la |in der |in una |the |to the |à la |en una |em uma |pro |je |al |в |في |لكل |mỗi |một |every |each |毎)"
_RATE = re.compile(rf"{_PER}(?:(?P<hour>{_HOUR})|(?P<minute>{_MINUTE}))")
# Behind the unit of a flow, a word for what flows may come first: "4.500 Liter klares Wasser pro Stunde".
_FLOW = re.compile(rf"(?: [^\W\d_]+(?:'[^\W\d_]+)?){{1,4}}?(?={_PER}(?:{_HOUR}|{_MINUTE}))")
_RATES = {
    ("m3", "hour"): ("m3/h", 1),
    ("L", "hour"): ("m3/h", 1000),
    ("L", "minute"): ("L/min", 1),
    ("m", "minute"): ("m/min", 1),
    ("t", "hour"): ("m3/h", 1),
}  # a cubic metre of water is a tonne
_COUNTED = frozenset({"piece", "bag", "box", "pack", "set", "roll", "sheet"})
_HALF = {
    "en": r" and a half| 1/2", "es": r" y media| y medio", "pt": r" e meia| e meio", "fr": r" et demie?", "de": r" und eine halbe", "it": r" e mezz[ao]", "ru": r" с половинои",
    "ar": r" ونصف(?: ال[^\W\d_]+)?", "ja": r"半", "ko": r" ?반(?![^\W\d_]*년)", "vi": r" rưỡi", "id": r" setengah",
}  # fmt: skip
_QUARTER = {
    "en": r" and a quarter", "es": r" y (?:un )?cuarto", "pt": r" e um quarto", "fr": r" et quart", "de": r" und ein(?:e)? ?viertel", "it": r" e un quarto",
    "ru": r" с четвертью", "ar": r" وربع", "id": r" seperempat",
}  # fmt: skip
_QUARTERS = {language: re.compile(pattern + r"(?![^\W\d_])") for language, pattern in _QUARTER.items()}
_HALVES = {
    language: re.compile(pattern + r"(?![^\W\d_])" if language not in ("ja", "ko", "ar") else pattern)
    for language, pattern in _HALF.items()
}
_MINUTES = re.compile(r" ?([0-5]\d)(?!\d)(?! ?[a-z%])")


# "500 g per square metre" is a weight of cloth; Japanese, Korean and many sentences elsewhere say "per square metre" first.
_SQUARE = (
    r"(?:m2|m²|㎡|square met(?:re|er)s?|metros? cuadrados?|metros? quadrados?|metres? carres?|quadratmetern?|metr[oi] quadrat[oi]|"
    r"квадратн[а-я]+ метр[а-я]*|кв\.? ?м|متر مربع|المتر المربع|平方メートル|平米|제곱미터|평방미터|met vuong|mét vuông|meter persegi)"
)
_BY = r"(?:per|par|por|pro|je|al|au|a|al|el|na|на|لكل|في|mỗi|trên|một|/|to the|the|le|il|der|setiap|tiap)"
_AREA = re.compile(rf" ?{_BY} (?:every |each |one |1 )?{_SQUARE}(?![^\W\d_])|/ ?{_SQUARE}")
_AREA_FIRST = re.compile(
    r"(?:目付け?|(?<![^\W\d_])(?:gramaje|gramatura|grammage|grammatur|grammatura|flachengewicht|плотность(?:ю)?(?: ткани)?|gramasi|định lượng|평량|원단 중량)"
    r"(?: de| di| von| du tissu| от| dari)?|1?(?:平方メートル|平米|㎡)(?:あたり|当たり|につき)の?(?:目付け?は?)?|1?(?:제곱미터|평방미터) ?당) ?(?:重さは?|약 ?|約)?$"
)
_HOUR_FIRST = re.compile(
    r"(?:毎時|1?時間(?:あたり|当たり|につき)(?:最大)?|(?:1?시간|한 시간) ?(?:당|에) ?(?:최대 ?)?) ?(?:約|약 ?)?$"
    r"|(?<![^\W\d_])(?:setiap jam|per jam|tiap jam|mỗi giờ|каждый час|в час|за час|per hour|every hour|each hour|cada hora|por hora|chaque heure"
    r"|par heure|pro stunde|jede stunde|ogni ora|all'ora|كل ساعه|في الساعه)(?: [^\W\d_]+){0,4} $"
)
_OUNCE_AREA = re.compile(
    rf" ?(?:{_BY}|/) ?(?:sq\.? ?yd|square yards?|yarda cuadrada|jarda quadrada|verge carree|quadratyard|iarda quadrata)"
)


def area_weight(text: str, start: int, end: int, symbol: str) -> tuple[str, int] | None:
    """("gsm" or "oz/yd2", end) when a weight stands for cloth or paper: "per square metre" behind it or before it."""
    if symbol == "g":
        if match := _AREA.match(text, end):
            return "gsm", match.end()
        return ("gsm", end) if _AREA_FIRST.search(text, max(0, start - 24), start) else None
    if symbol == "oz" and (match := _OUNCE_AREA.match(text, end)):
        return "oz/yd2", match.end()
    return None


_MINUTE_FIRST = re.compile(r"(?:毎分|1?分間?(?:あたり|当たり|につき|に)(?:最大)?|(?:1?분|일 ?분) ?(?:당|에) ?(?:최대 ?)?) ?(?:約|약 ?)?$")


def rate_first(text: str, start: int, symbol: str) -> tuple[str, int] | None:
    """(unit of the rate, divisor) when "per hour" or "per minute" stands before the number: "毎時20立方メートル", "분당 60리터"."""
    if (symbol, "minute") in _RATES and _MINUTE_FIRST.search(text, max(0, start - 12), start):
        return _RATES[symbol, "minute"]
    return _RATES.get((symbol, "hour")) if _HOUR_FIRST.search(text, max(0, start - 44), start) else None


_HALF_BEFORE = re.compile(
    r"(?:half an? |half |medi[ao] |mei[ao] |une? demi[- ]|demi[- ]|(?:ein )?halbes |mezza |пол|половин[аы] |نصف |半|반 ?|nửa |setengah )$"
)


def halved(text: str, start: int) -> int:
    """Where "half a" before a dozen begins; -1 when there is none."""
    match = _HALF_BEFORE.search(text, max(0, start - 14), start)
    return match.start() if match else -1


_BELOW = re.compile(
    r" ?(?:°|grad(?:os|i|us|en)?|degrees?|degres?|degrees? c)? ?(?:bajo cero|below zero|sous zero|sotto zero|abaixo de zero|negativos|unter null|minus|"
    r"ниже нуля|мороза|تحت الصفر|di bawah nol|dưới 0|dưới không)(?![^\W\d_])"
)
_MINUS = re.compile(r"(?:minus|menos|moins|meno|минус|ناقص|سالب|氷点下|マイナス|영하|âm|trừ) ?$")


def below_zero(text: str, start: int, end: int) -> int:
    """Where a temperature below zero that names no unit ends ("minus 20", "veinte bajo cero"); 0 for none."""
    if match := _BELOW.match(text, end):
        return match.end()
    return end if _MINUS.search(text, max(0, start - 8), start) else 0


def rate(text: str, end: int, symbol: str) -> tuple[str, int, int] | None:
    """(unit of the rate, divisor of the number, end) when "per hour" or "per minute" follows a unit; None otherwise."""
    place = end
    if symbol in ("m3", "L") and (what := _FLOW.match(text, end)):
        place = what.end()
    match = _RATE.match(text, place)
    if match is None:
        return None
    span = "hour" if match["hour"] else "minute"
    if symbol in _COUNTED and span == "minute":
        return "pcs/min", 1, match.end()
    known = _RATES.get((symbol, span))
    return (known[0], known[1], match.end()) if known else None


def half(text: str, end: int, language: str) -> tuple[int, Decimal]:
    """Where "and a half" or "and a quarter" behind a number or its unit ends, and what it adds; (0, 0) when there is none."""
    for patterns, value in ((_HALVES, "0.5"), (_QUARTERS, "0.25")):
        if (pattern := patterns.get(language)) and (match := pattern.match(text, end)):
            return match.end(), Decimal(value)
    return 0, Decimal(0)


def minutes(text: str, end: int) -> tuple[int, int] | None:
    """(minutes, end) of the "30" in "2 h 30", or None."""
    match = _MINUTES.match(text, end)
    return (int(match[1]), match.end()) if match else None
