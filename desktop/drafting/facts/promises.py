"""Promises and boasts that are said in many words: two groups of stems in one sentence (resources/claims/promises.json).

"Relieves" with "back pain" is a medical claim, "return" with "money" a refund, "the only" with "supplier" a boast. A stem begins
a word (anywhere in Japanese and Korean); a "$" behind it asks for the word's end. An empty second group asks for nothing more.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import NamedTuple

from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts
from desktop.drafting.facts.verdicts import Verdict
from desktop.language.normalise import fold_word
from desktop.system.paths import resources_dir

_WEEK = 7


class Promise(NamedTuple):
    """One sort of promise in one language."""

    kind: str
    first: re.Pattern[str]
    second: re.Pattern[str] | None


def _pattern(stems: list[str], language: str) -> re.Pattern[str]:
    before = "" if language in ("ja", "ko") else r"(?<![^\W\d_])(?:[وفبلك]?(?:ال)?)" if language == "ar" else r"(?<![^\W\d_])"
    parts = (re.escape(fold_word(stem.rstrip("$"), language)) + (r"(?![^\W\d_])" if stem.endswith("$") else "") for stem in stems)
    return re.compile(f"{before}(?:{'|'.join(parts)})")


@lru_cache(maxsize=16)
def promises(language: str) -> tuple[Promise, ...]:
    """The promises of a language, read on first use."""
    path = resources_dir() / "claims" / "promises.json"
    raw = json.loads(path.read_text("utf-8"))
    return tuple(
        Promise(kind, _pattern(by[language][0], language), _pattern(by[language][1], language) if by[language][1] else None)
        for kind, by in raw.items()
        if language in by
    )


def promised(reading: Reading, language: str, facts: CardFacts) -> list[Verdict]:
    """A blocking verdict for each promise in a text, over the words that make it."""
    text = reading.folded.text
    found: list[Verdict] = []
    for promise in promises(language):
        asked = promise.second or promise.first
        for hit in asked.finditer(text):
            end = reading.sentence_end(hit.start())
            begin = max((stop for stop in reading.ends if stop <= hit.start()), default=0)
            other = promise.first.search(text, begin, end)
            if other and not _allowed(promise.kind, facts):
                kind = "term" if promise.kind in ("payment", "week") else "claim"
                start, stop = min(hit.start(), other.start()), max(hit.end(), other.end())
                found.append(Verdict(start, stop, False, kind, reason="claim"))
    return found


def _allowed(kind: str, facts: CardFacts) -> bool:
    """Whether the card says so itself: a week's time, or terms that let the buyer pay later."""
    if kind == "week":
        return any(fact.value == _WEEK and fact.unit == "day" and fact.path.startswith("trade.") for fact in facts.facts)
    return kind == "payment" and ("o/a" in facts.payments or "days" in facts.payments)
