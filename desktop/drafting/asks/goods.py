"""What buyers call goods in everyday words (resources/asks/goods.txt), tied to cards by the Chinese words that end their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from desktop.domain.cards import Card
from desktop.drafting.asks.lexicon import bare
from desktop.drafting.asks.phrases import Phrases, alternatives
from desktop.language.glossary import fold

LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "ru", "ar", "ja", "ko", "vi", "id")
_TAIL = re.compile(r"(?:[一二两三四五六七八九十0-9]+[件个只条]?)?(?:套装|套|组合|组)$|[(（【\[].*$")
# Vietnamese words that mean too much when the tones are not written ("den" is a lamp and "to").
_TONELESS = frozenset(
    "den ban dao vai giay bat to che chen chan tat non mu guong gui ly tach co noi ao cap gia ke van bom o du dep quan".split()
)


@dataclass(frozen=True)
class Kind:
    """One kind of goods: the Chinese words that name it, and the buyers' phrases by language ("vi-bare": without tones)."""

    heads: tuple[str, ...]
    phrases: Mapping[str, Phrases]


class Goods:
    """Knows goods by their everyday names. `folder` is resources/asks; its list is read on first need."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "goods.txt"
        self.of = lru_cache(maxsize=4096)(self._of)

    @cached_property
    def _kinds(self) -> tuple[Kind, ...]:
        lines = [line for line in self._file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
        return tuple(_kind(line) for line in lines)

    def spans(self, text: str, language: str, card: Card) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Where a folded text names this card: by its own everyday nouns, and by wider ones."""
        own: list[tuple[int, int]] = []
        wider: list[tuple[int, int]] = []
        for index, main in self.of(card.name.get("zh", "")):
            phrases = self._kinds[index].phrases.get(language)
            (own if main else wider).extend(match.span() for match in (phrases.finditer(text) if phrases else ()))
        return own, wider

    def anything(self, text: str, language: str) -> list[tuple[int, int]]:
        """Where a folded text names goods of any kind."""
        return [match.span() for kind in self._kinds if language in kind.phrases for match in kind.phrases[language].finditer(text)]

    def nouns(self, language: str, cards: Sequence[Card]) -> tuple[Phrases, ...]:
        """The everyday nouns of these cards."""
        indexes = dict.fromkeys(index for card in cards for index, main in self.of(card.name.get("zh", "")) if main)
        return tuple(self._kinds[index].phrases[language] for index in indexes if language in self._kinds[index].phrases)

    def _of(self, name: str) -> tuple[tuple[int, bool], ...]:
        """The kinds that a Chinese name belongs to, and whether each is its own: the longest word of those that end last."""
        plain = _TAIL.sub("", fold(name))
        ends = [found for index, kind in enumerate(self._kinds) for found in _ends(plain, index, kind)]
        if not ends:
            return ()
        last = max(ends)
        return tuple(dict.fromkeys((index, (end, size) == last[:2]) for end, size, index in ends if end == last[0] or size > 1))


def _ends(name: str, index: int, kind: Kind) -> Iterator[tuple[int, int, int]]:
    for head in kind.heads:
        place = name.rfind(head)
        if place >= 0:
            yield place + len(head), len(head), index


def _kind(line: str) -> Kind:
    heads, *cells = alternatives(line)
    phrases = {
        language: Phrases([item.strip() for item in cell.split(",")], language) for language, cell in zip(LANGUAGES, cells, strict=True)
    }
    toneless = [bare(item.strip()) for item in cells[LANGUAGES.index("vi")].split(",")]
    phrases["vi-bare"] = Phrases([item for item in toneless if item not in _TONELESS], "vi")
    return Kind(tuple(fold(head) for head in heads.split()), phrases)
