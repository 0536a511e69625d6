"""Which characters a text in a language may be made of: its own letters and punctuation, no digit of any script.

Japanese Han are those of JIS X 0208, Chinese ones those of GB 2312, both without the characters that count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

HAN_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿億兆壱弐参拾廿卅壹贰叁肆伍陆柒捌玖佰仟両两半双")
ACRONYMS = ("LED", "USB", "OEM", "ODM", "DIY")
"""Latin words that texts in other scripts may hold (design 7.2)."""

_LATIN = "a-zA-Z"
_EXTRA = {
    "en": "", "id": "",
    "es": "áéíóúüñÁÉÍÓÚÜÑ",
    "pt": "áâãàçéêíóôõúÁÂÃÀÇÉÊÍÓÔÕÚ",
    "fr": "àâæçéèêëîïôœùûüÀÂÇÉÈÊËÎÏÔŒÙÛ",
    "de": "äöüßÄÖÜ",
    "it": "àèéìíòóùúÀÈÉÌÒÙ",
    "vi": "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
          "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ",
}  # fmt: skip
_SCRIPTS = {"ru": "а-яёА-ЯЁ", "ar": "ء-غف-يًٌّ", "ko": "가-힣"}


@dataclass(frozen=True)
class Alphabet:
    """`letters` is the inside of a character class; `inner` may join parts of a word; `stop`, `ask` end sentences."""

    letters: str
    inner: str = "-"
    comma: str = ","
    stop: str = "."
    ask: str = "?"
    open_ask: str = ""
    spaced: bool = True
    longest: int = 16
    acronyms: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def alphabet(language: str) -> Alphabet:
    """The characters of a language ("zh" too, for read-backs); KeyError for one that is not drafted."""
    if language in _EXTRA:
        longest = {"de": 26, "vi": 8, "fr": 18, "it": 18, "pt": 18, "es": 18}.get(language, 16)
        inner = "-’'" if language in ("en", "fr", "it") else "-"
        return Alphabet(_LATIN + _EXTRA[language], inner, open_ask="¿" if language == "es" else "", longest=longest)
    if language == "ja":
        return Alphabet(f"ぁ-ゖァ-ヺー々{_ranges(_han('euc_jp'))}", "", "、", "。", "？", spaced=False, acronyms=ACRONYMS)
    if language == "zh":
        return Alphabet(_ranges(_han("gb2312")), "", "，", "。", "？", spaced=False, acronyms=ACRONYMS)
    if language == "ar":
        return Alphabet(_SCRIPTS["ar"], "", "،", ".", "؟", longest=14, acronyms=ACRONYMS)
    return Alphabet(_SCRIPTS[language], "-" if language == "ru" else "", acronyms=ACRONYMS, longest=20 if language == "ru" else 8)


def _han(encoding: str) -> Iterable[str]:
    """Han that the encoding's two-byte plane holds (JIS X 0208, GB 2312)."""
    for code in range(0x4E00, 0x9FA6):
        letter = chr(code)
        counts = letter in HAN_NUMERALS or unicodedata.numeric(letter, None) is not None
        if not counts and len(letter.encode(encoding, "ignore")) == 2:
            yield letter


def _ranges(letters: Iterable[str]) -> str:
    """Letters as ranges of a character class: neighbours drawn together."""
    parts: list[str] = []
    start = last = -2
    for code in sorted(ord(letter) for letter in letters):
        if code == last + 1:
            last = code
            continue
        if start >= 0:
            parts.append(_range(start, last))
        start = last = code
    parts.append(_range(start, last))
    return "".join(parts)


def _range(start: int, last: int) -> str:
    return chr(start) if start == last else f"{chr(start)}-{chr(last)}"
