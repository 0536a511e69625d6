"""What may stand behind a number with its unit and changes both: "per hour", "and a half", "2 h 30"."""

from __future__ import annotations

import re

_HOUR = r"(?:h|hr|hour|hora|heure|stunde|ora|час|ساعه|الساعه|時間|시간|giờ|jam)(?![^\W\d_])"
_MINUTE = r"(?:min|minute|minuto|menit|мин|минуту|минута|phút|دقيقه|الدقيقه|分|분)(?![^\W\d_])\.?"
_PER = r" ?(?:/ ?|per |an |a |por |par |à l'|a l'|all'|pro |je |al |в |في |لكل |mỗi |một |every |each |毎)"
_RATE = re.compile(rf"{_PER}(?:(?P<hour>{_HOUR})|(?P<minute>{_MINUTE}))")
# Behind the unit of a flow, a word for what flows may come first: "4.500 Liter klares Wasser pro Stunde".
_FLOW = re.compile(rf"(?: [^\W\d_]+){{1,2}}(?={_PER}{_HOUR})")
_RATES = {("m3", "hour"): ("m3/h", 1), ("L", "hour"): ("m3/h", 1000), ("L", "minute"): ("L/min", 1), ("m", "minute"): ("m/min", 1)}
_COUNTED = frozenset({"piece", "bag", "box", "pack", "set", "roll", "sheet"})
_HALF = {
    "en": r" and a half| 1/2", "es": r" y media| y medio", "pt": r" e meia| e meio", "fr": r" et demie?", "de": r" und eine halbe", "it": r" e mezz[ao]", "ru": r" с половинои",
    "ar": r" ونصف(?: ال[^\W\d_]+)?", "ja": r"半", "ko": r" ?반(?![^\W\d_]*년)", "vi": r" rưỡi", "id": r" setengah",
}  # fmt: skip
_HALVES = {
    language: re.compile(pattern + r"(?![^\W\d_])" if language not in ("ja", "ko", "ar") else pattern)
    for language, pattern in _HALF.items()
}
_MINUTES = re.compile(r" ?([0-5]\d)(?!\d)(?! ?[a-z%])")


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


def half(text: str, end: int, language: str) -> int:
    """Where "and a half" behind a number or its unit ends; 0 when there is none."""
    pattern = _HALVES.get(language)
    match = pattern.match(text, end) if pattern else None
    return match.end() if match else 0


def minutes(text: str, end: int) -> tuple[int, int] | None:
    """(minutes, end) of the "30" in "2 h 30", or None."""
    match = _MINUTES.match(text, end)
    return (int(match[1]), match.end()) if match else None
