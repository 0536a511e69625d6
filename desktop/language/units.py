"""Recognising a unit's writing at a place in a folded text (desktop.language.normalise).

The tables are `unit_words_latin`, `unit_words_more`, `unit_words_other` and `unit_words_trade`; factors and Rec 20 codes are in `desktop.domain.quantities`.
A unit is recognised in the text's own language, in its international symbol, and in English trade short forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.quantities import UNITS
from desktop.language import unit_words_latin, unit_words_more, unit_words_other, unit_words_trade
from desktop.language.normalise import fold_word

_ROWS = {**unit_words_latin.ROWS, **unit_words_more.ROWS, **unit_words_other.ROWS}
# Languages whose words run into each other or take particles: no word boundary is asked for after their own writings.
_LOOSE = frozenset({"ja", "ko", "zh"})
# Units of the number of one thing; a plain "pieces" card is stated by any of the writings of "piece" alone.
COUNTS = frozenset({"piece", "set", "pair", "dozen", "carton", "box", "bag", "roll", "sheet", "pack", "bundle", "pallet", "polybag"})
EXTRA_DIMENSIONS = {"fl oz": "volume_us", "°": "angle", "AWG": "gauge", "pyeong": "area", "jo": "area"}


@dataclass(slots=True)
class UnitAt:
    """A unit found in a text: canonical symbol ("cm", "piece", "#colour", "money:USD") and its folded end."""

    symbol: str
    start: int
    end: int


class UnitWords:
    """All writings of one language, by first character, longest first."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._by_first: dict[str, list[tuple[str, str, bool]]] = {}
        seen: set[str] = set()
        for symbol in UNITS:
            writing = symbol.lower()
            if len(writing) > 2 and symbol not in COUNTS:
                seen.add(writing)
                self._by_first.setdefault(writing[0], []).append((writing, symbol, False))
        sources = [language, ""] if language == "en" else [language, "", "en"]
        for source in sources:
            for symbol, writing in _rows(source, language):
                if writing and writing not in seen:
                    seen.add(writing)
                    loose = language in _LOOSE and not writing[-1].isascii()
                    self._by_first.setdefault(writing[0], []).append((writing, symbol, loose))
        self._by_head: dict[str, list[tuple[str, str, bool]]] = {}
        for first, entries in self._by_first.items():
            entries.sort(key=lambda entry: -len(entry[0]))
            lone = [entry for entry in entries if len(entry[0]) == 1]
            for head in {entry[0][:2] for entry in entries if len(entry[0]) > 1}:
                self._by_head[head] = [entry for entry in entries if entry[0].startswith(head)] + lone
            self._by_first[first] = lone

    def at(self, text: str, place: int) -> UnitAt | None:
        """The longest unit writing that starts exactly at `place` of a folded text, or None."""
        if place >= len(text):
            return None
        head = text[place : place + 2]
        for writing, symbol, loose in self._by_head.get(head, ()) if head in self._by_head else self._by_first.get(head[0], ()):
            if text.startswith(writing, place):
                end = place + len(writing)
                if (loose and not (self.language == "ko" and _not_counted(text, writing, end))) or (
                    not loose and _ends_word(text, end, writing)
                ):
                    return UnitAt(symbol, place, end - 1 if writing[-1] == "." and len(writing) > 1 else end)
        return None

    def after(self, text: str, place: int, gap: int = 1) -> UnitAt | None:
        """The unit that follows a number ending at `place`, over at most `gap` spaces or one hyphen."""
        found = self.at(text, place)
        if found:
            return found
        spaces = 0
        while spaces <= gap and place < len(text) and text[place] == " ":
            place += 1
            spaces += 1
        if spaces == 0 and text[place : place + 1] in ("-", "'"):
            place += 1
        return self.at(text, place)


# Korean syllables that follow a counter; another syllable makes it part of a longer word ("304분당").
_KO_TAILS = frozenset("을를은는이가의에로으부까마당씩짜들과와도만보며용간정형급인입등및미초도분들여였이라란하")


def _not_counted(text: str, writing: str, end: int) -> bool:
    following = text[end : end + 1]
    if writing in ("분", "일", "시") and following == "당":
        return True
    return len(writing) == 1 and "가" <= following <= "힣" and following not in _KO_TAILS


def _ends_word(text: str, end: int, writing: str) -> bool:
    if end >= len(text):
        return True
    following = text[end]
    if writing[-1].isalnum():
        if following == "ا" and writing[-1] > following and not text[end + 1 : end + 2].isalpha():
            return True  # an Arabic accusative: "أمبيرًا"
        if following.isalpha():
            return not following.isascii() and writing[-1].isascii() and _unspaced(following)
        return not following.isdigit()
    return True


def _unspaced(ch: str) -> bool:
    """A letter that may stand directly after a Latin unit: Korean particles, Japanese and Chinese."""
    return ch >= "\u3000"


def _rows(source: str, language: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in (_ROWS.get(source, "") + unit_words_trade.ROWS.get(source, "")).splitlines():
        symbol, separator, writings = line.partition(": ")
        if separator:
            found.extend((symbol, fold_word(writing, language)) for writing in writings.split(","))
    return found


@lru_cache(maxsize=16)
def unit_words(language: str) -> UnitWords:
    """The writings of one language, made once."""
    return UnitWords(language)


@lru_cache(maxsize=512)
def dimension(symbol: str) -> str:
    """The dimension of a unit: "length", "count", "money", "list" (for #colour and the like), "" for none."""
    if symbol.startswith("money:"):
        return "money"
    if symbol.startswith("#"):
        return "list"
    known = UNITS.get(symbol)
    return known.dimension if known else EXTRA_DIMENSIONS.get(symbol, "")
