"""Folding a text for comparison while every place in the original stays known.

Folding lowers case, narrows full-width forms, maps every decimal digit of Unicode to 0-9, unifies spaces,
quotes, dashes and times signs, drops what has no width (marks of direction, Arabic vowel signs), and takes accents off where
the language reads the word the same without them. Vietnamese keeps its tones, Japanese and Korean their signs.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\x0b\x0c"
_SAME = {
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "′": "'", "”": '"', "“": '"', "″": '"', "„": '"', "«": '"', "»": '"', "〃": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "﹣": "-", "－": "-", "～": "~", "〜": "~", "∼": "~",
    "✕": "×", "✖": "×", "⨯": "×", "╳": "×", "╱": "/", "／": "/", "⁄": "/", "∕": "/", "㎝": "㎝", "ß": "ß", "·": "·",
    "⋅": "·", "•": "·", "・": "·", "∙": "·", "٪": "%", "﹪": "%", "µ": "μ",
}  # fmt: skip
_KEEP_ACCENTS = frozenset({"vi", "ja", "ko", "zh"})
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": ""}


def _fold_char(ch: str, keep: bool) -> str:
    """One character as it is compared: exactly one character, or nothing."""
    if ch in _SPACES:
        return " "
    same = _SAME.get(ch)
    if same is not None:
        return same
    category = unicodedata.category(ch)
    if category == "Nd":
        return str(unicodedata.digit(ch))
    if category == "Cf":
        return ""
    if ch in _ARABIC:
        return _ARABIC[ch]
    if category == "Mn":
        return ch if keep and not "\u0600" <= ch <= "\u06ff" else ""
    return _plain(ch, keep)


def _plain(ch: str, keep: bool) -> str:
    if "\uff01" <= ch <= "\uff5e" or "\uff61" <= ch <= "\uffdc":  # full-width Latin, half-width kana
        ch = unicodedata.normalize("NFKC", ch)[:1]
        if ch in _SAME:
            return _SAME[ch]
    lowered = ch.lower()[:1]
    if keep or "\u3040" <= ch <= "\u30ff" or "\uac00" <= ch <= "\ud7a3":
        return lowered
    base = unicodedata.normalize("NFD", lowered)[:1]
    return base if base else lowered


class _Table(dict[int, str]):
    """A translation table that learns each character once."""

    def __init__(self, keep: bool) -> None:
        super().__init__()
        self._keep = keep

    def __missing__(self, code: int) -> str:
        folded = _fold_char(chr(code), self._keep)
        self[code] = folded
        return folded


@lru_cache(maxsize=2)
def _table(keep: bool) -> _Table:
    return _Table(keep)


@dataclass(frozen=True)
class Folded:
    """A folded text; `source(start, end)` gives the same place in the original."""

    text: str
    original: str
    places: tuple[int, ...] | None = None

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the original that the folded range came from (code points)."""
        if self.places is None:
            return start, end
        last = len(self.original)
        begin = self.places[start] if start < len(self.places) else last
        if end <= start:
            return begin, begin
        stop = self.places[end - 1] + 1 if end <= len(self.places) else last
        while stop < last and unicodedata.category(self.original[stop]) == "Mn":
            stop += 1
        return begin, stop

    def index(self, place: int) -> int:
        """The folded index of a place in the original."""
        return place if self.places is None else bisect_left(self.places, place)


def keeps_accents(language: str) -> bool:
    """Whether accents and tones tell words apart in this language."""
    return language in _KEEP_ACCENTS


def fold(text: str, language: str) -> Folded:
    """Fold a text of that language ("es", "ar" ...; only the part before "-" counts)."""
    keep = language[:2] in _KEEP_ACCENTS
    table = _table(keep)
    folded = text.translate(table)
    if keep and _composable(text):
        return _fold_composed(text, table)
    if len(folded) == len(text):
        return Folded(folded, text)
    places = tuple(compress(range(len(text)), map(table.__getitem__, map(ord, text))))
    return Folded(folded, text, places)


def _composable(text: str) -> bool:
    return not text.isascii() and not unicodedata.is_normalized("NFC", text)


def _fold_composed(text: str, table: _Table) -> Folded:
    """A text with loose combining marks, in a language whose accents count: base and marks are joined first."""
    pieces: list[str] = []
    places: list[int] = []
    index = 0
    while index < len(text):
        stop = index + 1
        while stop < len(text) and unicodedata.combining(text[stop]):
            stop += 1
        folded = unicodedata.normalize("NFC", text[index:stop]).translate(table)[:1]
        if folded:
            pieces.append(folded)
            places.append(index)
        index = stop
    return Folded("".join(pieces), text, tuple(places))


def fold_word(word: str, language: str) -> str:
    """A word or phrase of a lexicon folded the same way, spaces single."""
    if language[:2] in _KEEP_ACCENTS:
        word = unicodedata.normalize("NFC", word)
    return " ".join(fold(word, language).text.split())
