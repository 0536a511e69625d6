"""Numerals written in Han characters and in Korean words: "十二", "二百五十", "열두", "이십오"."""

from __future__ import annotations

import re
from functools import lru_cache

_HAN_DIGITS = {ch: i for i, ch in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2, "壱": 1, "弐": 2, "参": 3}
_HAN_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_HAN_BIG = {"万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8}
HAN_RUN = re.compile(f"[{''.join(_HAN_DIGITS)}{''.join(_HAN_UNITS)}{''.join(_HAN_BIG)}]{{1,12}}")

_SINO_DIGITS = {ch: i for i, ch in enumerate("영일이삼사오육칠팔구")}
_SINO_UNITS = {"십": 10, "백": 100, "천": 1000}
_SINO_BIG = {"만": 10**4}
_NATIVE = {
    1: ("하나", "한"),
    2: ("둘", "두"),
    3: ("셋", "세", "석"),
    4: ("넷", "네", "넉"),
    5: ("다섯",),
    6: ("여섯",),
    7: ("일곱",),
    8: ("여덟",),
    9: ("아홉",),
}
_NATIVE_TENS = {
    10: ("열",),
    20: ("스물", "스무"),
    30: ("서른",),
    40: ("마흔",),
    50: ("쉰",),
    60: ("예순",),
    70: ("일흔",),
    80: ("여든",),
    90: ("아흔",),
}


def _compose(text: str, digits: dict[str, int], units: dict[str, int], big: dict[str, int]) -> int | None:
    """The value of a positional or multiplicative numeral; None when it is not well formed."""
    if len(text) > 1 and all(ch in digits for ch in text):
        return int("".join(str(digits[ch]) for ch in text))
    total = section = 0
    pending: int | None = None
    for ch in text:
        if ch in digits:
            if pending is not None:
                return None
            pending = digits[ch] or None
        elif ch in units:
            section += (1 if pending is None else pending) * units[ch]
            pending = None
        else:
            total += max(section + (pending or 0), 1) * big[ch]
            section, pending = 0, None
    return total + section + (pending or 0)


def han_value(text: str) -> int | None:
    """The value of a numeral in Han characters (up to 12 of them), or None."""
    return _compose(text, _HAN_DIGITS, _HAN_UNITS, _HAN_BIG)


def sino_value(text: str) -> int | None:
    """The value of a Sino-Korean numeral such as "이십오", or None."""
    return _compose(text, _SINO_DIGITS, _SINO_UNITS, _SINO_BIG)


@lru_cache(maxsize=1)
def native_korean() -> dict[str, int]:
    """Native Korean numerals 1 to 99, in their counting and their free form."""
    table = {word: n for n, words in _NATIVE.items() for word in words}
    table |= {word: n for n, words in _NATIVE_TENS.items() for word in words}
    for tens, heads in _NATIVE_TENS.items():
        for unit, tails in _NATIVE.items():
            table |= {head + tail: tens + unit for head in heads for tail in tails}
    return table


def han_numeral(value: int) -> str:
    """0 to 99,999,999 as a Han numeral ("二百五十"), for tests and for printing Chinese."""
    if value == 0:
        return "零"
    parts: list[str] = []
    if value >= 10**4:
        parts.append(han_numeral(value // 10**4) + "万")
        value %= 10**4
    for size, sign in ((1000, "千"), (100, "百"), (10, "十")):
        if value >= size:
            digit = value // size
            parts.append(("" if digit == 1 else "零一二三四五六七八九"[digit]) + sign)
            value %= size
    return "".join(parts) + ("零一二三四五六七八九"[value] if value else "")


def sino_numeral(value: int) -> str:
    """1 to 9,999 as a Sino-Korean numeral, for tests."""
    parts: list[str] = []
    for size, sign in ((1000, "천"), (100, "백"), (10, "십")):
        if value >= size:
            digit = value // size
            parts.append(("" if digit == 1 else "영일이삼사오육칠팔구"[digit]) + sign)
            value %= size
    return "".join(parts) + ("영일이삼사오육칠팔구"[value] if value else "")


SINO_RUN = re.compile(f"[{''.join(_SINO_DIGITS)}{''.join(_SINO_UNITS)}{''.join(_SINO_BIG)}]{{1,9}}")
SINO_HEAVY = frozenset("십백천만")
