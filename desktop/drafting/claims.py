"""What a model's free sentences say beyond the card: words with content that nothing accounts for.

The block list (health, safety, origin, exclusivity, certification, "best") is the fact lock's. Here every other word is
weighed: it is neutral when an approved sentence of the phrasebook uses it, when it is a word of the trade, or when it is
a term that the card states. What remains is shown in amber (`warn`, kind `claim`) for the owner to judge.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.cards import Card
from desktop.domain.listings import Finding
from desktop.drafting.facts.lexicons import Lexicons
from desktop.drafting.facts.sources import card_texts
from desktop.i18n import _
from desktop.language.glossary import Glossary
from desktop.language.normalise import Folded, fold, fold_word
from desktop.language.phrasebook import Phrasebook

_WORD = re.compile(r"[^\W\d_]+")
# Runs that carry meaning in Japanese: Han or katakana, two or more; the rest is grammar.
_JA_WORD = re.compile(r"[一-鿿々]{2,}|[ァ-ヺー]{3,}")
_SLOT = re.compile(r"\{[^{}]*\}")
_NEUTRAL_KINDS = ("product", "attribute", "unit", "packaging", "trade", "term", "use", "audience", "part")
_SHORTEST = 4
_STEM = 5


@dataclass(frozen=True)
class _Vocabulary:
    """Folded words of approved sentences, their stems, and (Japanese) the sentences themselves."""

    words: frozenset[str]
    stems: frozenset[str]
    text: str

    def knows(self, word: str, language: str) -> bool:
        """Whether an approved sentence uses the word or another form of it."""
        if language == "ja":
            return word in self.text
        if language == "ko":
            return word in self.words or any(word[:size] in self.stems for size in (3, 2))
        return word in self.words or len(word) < _SHORTEST or word[: max(_STEM, len(word) - 3)] in self.stems


class ModelClaims:
    """Marks what a model's text says that neither the card nor an approved sentence accounts for. Safe from any thread."""

    def __init__(self, glossaries: Callable[[str], Glossary], phrasebooks: Callable[[str], Phrasebook]) -> None:
        self._lexicons = Lexicons(glossaries)
        self._phrasebooks = phrasebooks
        self._made: dict[str, _Vocabulary] = {}
        self._lock = threading.RLock()

    def check(self, card: Card, locale: str, field: str, text: str) -> tuple[Finding, ...]:
        """Amber findings of one field of a model's draft, in reading order, each word once.

        Slots such as `{material}` may still be in the text; they are not judged.
        """
        language = locale.replace("_", "-").split("-")[0].lower()
        with self._lock:
            vocabulary = self._vocabulary(language)
            folded = fold(text, language)
            covered = self._covered(card, folded, language)
        own = " ".join(fold_word(value, language) for _path, value in card_texts(card))
        found: list[Finding] = []
        seen: set[str] = set()
        for match in (_JA_WORD if language == "ja" else _WORD).finditer(folded.text):
            word = match[0]
            if word in seen or word in own or any(start < match.end() and match.start() < end for start, end in covered):
                continue
            if not vocabulary.knows(word, language):
                seen.add(word)
                found.append(_amber(folded, match.start(), match.end(), field))
        return tuple(found)

    def _covered(self, card: Card, folded: Folded, language: str) -> list[tuple[int, int]]:
        """Ranges that are slots, terms of the card, or words of the trade."""
        stated = {self._lexicons.concept_of.get(fold_word(value, "en")) for _path, value in card_texts(card)}
        ranges = [match.span() for match in _SLOT.finditer(folded.text)]
        for term in self._lexicons.lexicon(language).find(folded):
            if any(kind in _NEUTRAL_KINDS or concept in stated for kind, concept in term.entry.uses):
                ranges.append((term.start, term.end))
        return ranges

    def _vocabulary(self, language: str) -> _Vocabulary:
        if language not in self._made:
            book = self._phrasebooks(language)
            parts: list[str] = []
            for pattern in book.by_id.values():
                parts += [_SLOT.sub(" ", pattern.text), _SLOT.sub(" ", pattern.answer)]
            text = fold("\n".join(parts), language).text
            words = frozenset(_WORD.findall(text))
            sizes = (2, 3) if language == "ko" else range(_STEM, 16)
            stems = frozenset(word[:size] for word in words for size in sizes if len(word) >= size)
            self._made[language] = _Vocabulary(words, stems, text)
        return self._made[language]


def _amber(folded: Folded, start: int, end: int, field: str) -> Finding:
    begin, stop = folded.source(start, end)
    text = folded.original[begin:stop]
    message = _("“{text}” says something about the product that the card does not state. Please look.", text=text)
    return Finding("warn", "claim", field, text, begin, stop, "", message, "")
