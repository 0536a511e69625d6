"""The card's own material denied: "no cotton in it" of a cotton sheet, "綿は使っていません", "tanpa katun".

A denial of another material is no finding; that of the card's own is as wrong as a wrong material. The words that deny:
resources/claims/denials.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache

from desktop.drafting.facts.kinships import ancestors
from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts
from desktop.drafting.facts.topics import PACKED, Topics
from desktop.drafting.facts.verdicts import Verdict
from desktop.language.match import TermAt
from desktop.language.normalise import fold_word
from desktop.system.paths import resources_dir

_MATERIAL = ("attributes.material", "attributes.composition")
_LOOSE = frozenset({"metal", "plastic", "wood", "fabric", "textile", "paper", "rubber", "steel"})  # parts may well be without it


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What denies the word behind it, and what denies the word before it."""
    raw: dict[str, dict[str, str]] = json.loads((resources_dir() / "claims" / "denials.json").read_text("utf-8"))
    before, behind = _written(raw[language].get("before", ""), language), _written(raw[language].get("behind", ""), language)
    return re.compile(rf"(?<![^\W\d_])(?:{before}) $") if before else None, re.compile(f"(?:{behind})") if behind else None


def _written(words: str, language: str) -> str:
    folded = ((" " if word.startswith(" ") else "") + fold_word(word, language) for word in words.split("|") if word)
    return "|".join(re.escape(word) for word in sorted(folded, key=len, reverse=True))


class Denials:
    """Judges for one card and language whether a material that the card states is denied."""

    def __init__(self, facts: CardFacts, language: str, near: Topics) -> None:
        self._before, self._behind = _patterns(language)
        self._near = near
        own = {concept for concept, path in facts.terms.items() if path.startswith(_MATERIAL)}
        self._own = (own | {parent for concept in own for parent in ancestors(concept)}) - _LOOSE

    def check(self, reading: Reading) -> Iterator[Verdict]:
        """A blocking verdict over each own material that is denied."""
        text = reading.folded.text
        for term in reading.terms:
            if not self._own.intersection(term.entry.concepts("material")):
                continue
            if self.denied(text, term) and not PACKED & set(self._near.near(reading, term.start)):
                yield Verdict(term.start, term.end, False, "material", "attributes.material", reason="term")

    def denied(self, text: str, term: TermAt) -> bool:
        """Whether the words around a term say that it is not there."""
        if self._before and self._before.search(text, max(0, term.start - 30), term.start):
            return True
        return bool(self._behind and self._behind.match(text, term.end))
