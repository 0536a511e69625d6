"""Which script a letter belongs to, and how much of each a text holds. Linear, tables from Unicode block ranges."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

# The script whose letters carry a language; Latin may stand beside each of the others (codes, FOB, USB).
SCRIPT_OF = {
    "en": "latin", "es": "latin", "pt": "latin", "fr": "latin", "de": "latin", "it": "latin", "vi": "latin", "id": "latin",
    "ru": "cyrillic", "ar": "arabic", "ja": "japanese", "ko": "hangul", "zh": "han",
}  # fmt: skip

_RANGES = {
    "latin": "A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ",
    "greek": "Ͱ-Ͽ",
    "cyrillic": "Ѐ-ԯ",
    "hebrew": "֐-׿",
    "arabic": "؀-ۿݐ-ݿࢠ-ࣿﭐ-﷿ﹰ-ﻼ",
    "devanagari": "ऀ-ॿ",
    "thai": "฀-๿",
    "hangul": "ᄀ-ᇿ㄰-㆏가-힣",
    "kana": "ぁ-ゖァ-ヺーｦ-ﾟ",
    "han": "㐀-䶿一-鿿豈-﫿々",
}
_RUN = re.compile("|".join(f"(?P<{name}>[{chars}]+)" for name, chars in _RANGES.items()))


def script_counts(text: str) -> Counter[str]:
    """How many letters of each script a text holds; kana and Han are counted apart."""
    counts: Counter[str] = Counter()
    for match in _RUN.finditer(text):
        if match.lastgroup:
            counts[match.lastgroup] += match.end() - match.start()
    return counts


@lru_cache(maxsize=16)
def foreign_letters(language: str) -> re.Pattern[str]:
    """A pattern for any letter of a script that a text in this language may not hold."""
    allowed = allowed_scripts(language)
    return re.compile("[" + "".join(chars for name, chars in _RANGES.items() if name not in allowed) + "]")


def script_runs(text: str) -> list[tuple[str, int, int]]:
    """(script, start, end) of each run of letters of one script."""
    return [(match.lastgroup or "", match.start(), match.end()) for match in _RUN.finditer(text)]


def allowed_scripts(language: str) -> frozenset[str]:
    """The scripts that a text in this language may hold."""
    own = SCRIPT_OF.get(language[:2], "latin")
    if own == "japanese":
        return frozenset({"kana", "han", "latin"})
    return frozenset({own, "latin"})
