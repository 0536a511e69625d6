"""Materials and colours that are said of something else than the goods.

"Soft as silk", "replaces hundreds of paper cups", "with gold sandals by day": the word is a likeness, a contrast, or belongs to
another thing. Such a word is shown to the owner and blocks nothing. A thing that the card itself is about counts as the goods.
Words in twelve languages: resources/claims/elsewhere.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts
from desktop.language.match import TermAt
from desktop.language.normalise import fold_word
from desktop.system.paths import resources_dir

_DENSE = frozenset({"ja", "ko"})
_BEFORE_NOUN = frozenset({"en", "de", "ru", "ja", "ko"})  # "gold sandals"; elsewhere the noun comes first: "sandalias doradas"
_SENTENCE = re.compile(r"[.!?;:。！？؟()]")
_LINK = (
    r"(?:[ '-]|(?:der |die |das |den |dem |the |your |a |an |le |la |les |l'|el |los |las |il |lo |i |gli |o |os |as |d'|de "
    r"|del |di |en |in |aus "
    r"|из |من |of )){0,4}"
)
_TO_NOUN = re.compile(rf"[^\W\d_]*{_LINK}")
_GAP = {"dense": r" ?(?:の|色の|色|색의|색|으로 된|로 된)? ?", "spaced": r"[ -](?:[^\W\d_]+ )?"}  # between a stuff and its noun
_FAR, _NEAR = 60, 34


class _Thing(NamedTuple):
    """Another thing: Chinese words of a card that make it the goods, its stems, the stems behind a stuff, the stems in a compound."""

    chinese: str
    noun: re.Pattern[str]
    ahead: re.Pattern[str]
    inside: re.Pattern[str]


class _Words(NamedTuple):
    like: re.Pattern[str] | None
    after: re.Pattern[str] | None
    contrast: re.Pattern[str]
    pair: re.Pattern[str] | None
    paired: re.Pattern[str] | None
    things: tuple[_Thing, ...]


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    raw: dict[str, Any] = json.loads((resources_dir() / "claims" / "elsewhere.json").read_text("utf-8"))
    return raw


def _stems(written: str, language: str) -> str:
    parts = []
    for stem in sorted(written.split("|"), key=len, reverse=True):
        end = r"(?![^\W\d_])" if stem.endswith(" ") and language not in _DENSE else ""
        parts.append(re.escape(fold_word(stem.strip(), language)) + end)
    return "|".join(parts)


@lru_cache(maxsize=16)
def _words(language: str) -> _Words:
    table = _table()
    dense = language in _DENSE
    head = "" if dense else r"(?<![^\W\d_])(?:لل|[وبلفك]?(?:ال)?)" if language == "ar" else r"(?<![^\W\d_])"
    like = _stems(table["like"][language], language) if language in table["like"] else ""
    more = table["more"].get(language, "")
    likeness = "|".join(filter(None, (rf"(?:{like})" if like else "", more)))
    short = r"(?: [^\W\d_]{1,3}'?)?" if not dense else ""
    return _Words(
        re.compile(rf"(?<![^\W\d_])(?:{likeness}){short} ?$") if likeness else None,
        re.compile(rf" ?(?:{_stems(table['after'][language], language)})") if language in table["after"] else None,
        re.compile(f"{head}(?:{_stems(table['contrast'][language], language)})"),
        re.compile(f"(?<![^\\W\\d_])(?:{table['pair'][language]})(?![^\\W\\d_])") if language in table["pair"] else None,
        re.compile(_stems(table["paired"][language], language)) if language in table["paired"] else None,
        tuple(_thing(row["zh"], f"(?:{_stems(row[language], language)})", head, dense) for row in table["things"].values()),
    )


def _thing(chinese: str, stems: str, head: str, dense: bool) -> _Thing:
    gap = _GAP["dense" if dense else "spaced"]
    return _Thing(chinese, re.compile(head + stems), re.compile(gap + stems), re.compile(stems))


def contrast(text: str, start: int, end: int, language: str) -> bool:
    """Whether a place stands in a contrast: "instead of", "replaces", "no more"."""
    pattern = _words(language).contrast
    clause = _SENTENCE.split(text[max(0, start - _FAR) : start])[-1]
    return bool(pattern.search(clause) or pattern.search(_SENTENCE.split(text[end : end + _FAR])[0]))


class Elsewhere:
    """Judges for one card and language whether a word for a stuff or colour is said of something else."""

    def __init__(self, facts: CardFacts, language: str) -> None:
        self._language = language
        self._words = _words(language)
        own = " ".join(text for path, text in facts.texts if path.startswith(("name", "attributes.use", "attributes.part")))
        self._things = [thing for thing in self._words.things if not any(word in own for word in thing.chinese.split("|"))]

    def says(self, reading: Reading, term: TermAt) -> bool:
        """Whether the term is a likeness, stands in a contrast, or is another thing's."""
        text = reading.folded.text
        before = text[max(0, term.start - _NEAR) : term.start]
        if self._words.like and self._words.like.search(before):
            return True
        if self._language == "ar" and text[max(0, term.start - 3) : term.start].endswith(("كال", "ك")):
            return True
        if self._words.after and self._words.after.match(text, term.end):
            return True
        return self._contrasted(text, term) or self._others(reading, term)

    def _contrasted(self, text: str, term: TermAt) -> bool:
        begin = max(0, term.start - _FAR)
        clause = _SENTENCE.split(text[begin : term.start])[-1]
        behind = _SENTENCE.split(text[term.end : term.end + _FAR])[0]
        if self._words.contrast.search(clause) or self._words.contrast.search(behind):
            return True
        pair, paired = self._words.pair, self._words.paired
        return bool((pair and pair.search(clause)) or (paired and paired.search(behind)))

    def _others(self, reading: Reading, term: TermAt) -> bool:
        """The noun beside it: behind the word where adjectives come first, before it elsewhere; inside a German compound."""
        text = reading.folded.text
        inside = text[term.start : term.end]
        for thing in self._things:
            if self._language in _BEFORE_NOUN:
                if thing.ahead.match(text, term.end) or (self._language == "de" and thing.inside.search(inside, 3)):
                    return True
                continue
            begin = max(0, term.start - _NEAR)
            found = list(thing.noun.finditer(text, begin, term.start))
            if found and _TO_NOUN.fullmatch(text[found[-1].end() : term.start]) and not _in_name(reading, found[-1]):
                return True
        return False


def _in_name(reading: Reading, noun: re.Match[str]) -> bool:
    """Whether the noun is part of a product's longer name: "tatakan gelas" are coasters, not cups."""
    return any(
        term.start <= noun.start() and noun.end() <= term.end and term.end - term.start > noun.end() - noun.start()
        for term in reading.terms
        if any(kind == "product" for kind, _ in term.entry.uses)
    )
