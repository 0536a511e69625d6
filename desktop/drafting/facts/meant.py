"""What a number is said of, where the card has the same number for something else.

"Cable 10 m, depth 10 m" of a pump that dives 5 m; "ten aprons in a bag" of five; "linen 45 %, cotton 45 %" of 55 and 45;
"220 V, 60 Hz" where 60 Hz belongs to another version. Only verdicts that were good are judged here: a number that the card has
nowhere is a finding already. Names in twelve languages and in the owner's Chinese: resources/claims/measures.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts, Fact
from desktop.drafting.facts.verdicts import Verdict, equal
from desktop.language.normalise import fold_word
from desktop.language.triples import QuantityAt
from desktop.language.units import COUNTS
from desktop.system.paths import resources_dir

_DENSE = frozenset({"ja", "ko"})
_REACH, _DENSE_REACH = 26, 12
_WORDS = 4
_BREAK = re.compile(r"[.,;:()（）、。،؛]")
_LABEL_BREAK = re.compile(r"[.,;()（）、。،؛]")
_AHEAD = re.compile(r"(?: |の|짜리 ?|-)?(?:of |de |di |du |d'|la |le |el |il |من |dây |kabel )?$")
_NUMBER_FIRST = frozenset({"en", "de", "ru", "ja", "ko"})  # "a 10 m cable"
_LINK = (
    "in|into|per|each|every|the|a|an|to|por|en|em|cada|un|una|um|uma|par|dans|chaque|une|pro|je|im|einem|einer|jedem|ogni|nel|nella|в|на|каждом|каждыи"
    "|في|لكل|كل|mỗi|một|trong|dalam|tiap|setiap|satu"
)
_COUNTED_IN = re.compile(rf"(?: (?!(?:y|e|et|and|und|и|dan|và|or|o|ou|oder) )(?!و)[^\W\d_]+){{0,3}}(?: (?:{_LINK}))+ $")
_WHOLE = 100
_PAIR_GAP = re.compile(r" ?[/,،、]? ?")
_PAIRED = ("voltage", "frequency")


class _Measure(NamedTuple):
    """A thing that is measured: its folded writings in one language, and the card's facts of it."""

    stems: re.Pattern[str]
    facts: tuple[Fact, ...]
    words: int  # words that may stand between the name and its number


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, Any]]:
    raw: dict[str, dict[str, Any]] = json.loads((resources_dir() / "claims" / "measures.json").read_text("utf-8"))
    return raw


def _pattern(stems: str, language: str) -> re.Pattern[str]:
    written = "|".join(re.escape(fold_word(stem, language)) for stem in sorted(stems.split("|"), key=len, reverse=True))
    if language in _DENSE:
        return re.compile(f"(?:{written})")
    head = r"(?<![^\W\d_])(?:لل|[وبلفك]?(?:ال)?)" if language == "ar" else r"(?<![^\W\d_])"
    return re.compile(rf"{head}(?:{written})[^\W\d_]*")


def _measures(facts: CardFacts, language: str) -> tuple[_Measure, ...]:
    """Things that the card measures, each where the card has another value of the same dimension."""
    made: list[_Measure] = []
    for row in _table().values():
        keys, chinese = row["keys"].split(), row["zh"].split("|")
        own = tuple(fact for fact in facts.facts if fact.exact and _names(fact.path, keys, chinese))
        if own and any(fact.dimension == own[0].dimension and fact not in own for fact in facts.facts):
            made.append(_Measure(_pattern(row["stems"][language], language), own, int(row.get("words", _WORDS))))
    return tuple(made)


def _names(path: str, keys: Sequence[str], chinese: Sequence[str]) -> bool:
    if not path.startswith("attributes."):
        return False
    key = path.rsplit(".", 1)[-1].split("[")[0]
    return key in keys or any(word in key for word in chinese)


class MeantComparer:
    """Judges for one card and language whether a number that the card has is said of what the card says it of."""

    def __init__(self, facts: CardFacts, language: str, topics: Mapping[str, Sequence[str]]) -> None:
        self._facts = facts
        self._dense = language in _DENSE
        self._first = language in _NUMBER_FIRST
        self._measured = _measures(facts, language)
        self._packed = tuple(self._containers(topics))
        self._versions = [group for group in facts.compounds if {fact.dimension for fact in group} >= set(_PAIRED)]

    def judge(self, reading: Reading, found: list[Verdict]) -> list[Verdict]:
        """The verdicts, with those turned down that are good for another thing only."""
        wrong: dict[int, Verdict] = {}
        for verdict in (*self._by_name(reading), *self._in_packs(reading), *self._shares(reading), *self._pairs(reading)):
            wrong[verdict.start] = verdict
        if not wrong:
            return found
        return [wrong.get(verdict.start, verdict) if verdict.ok else verdict for verdict in found]

    # --- named measures ----------------------------------------------------------------------------------------------

    def _by_name(self, reading: Reading) -> Iterator[Verdict]:
        text = reading.folded.text
        for measure in self._measured:
            for match in measure.stems.finditer(text):
                item = self._said_of(reading, match, measure)
                if (
                    item
                    and item.group < 0
                    and item.dimension == measure.facts[0].dimension
                    and not any(equal(item, one) for one in measure.facts)
                ):
                    fact = measure.facts[0]
                    yield Verdict(item.start, item.end, False, "number", fact.path, fact, "elsewhere")

    def _said_of(self, reading: Reading, match: re.Match[str], measure: _Measure) -> QuantityAt | None:
        """The quantity that a name belongs to: directly before it ("10 m cable"), or behind it in the same clause."""
        text = reading.folded.text
        for item in reading.quantities:
            if item.dimension != measure.facts[0].dimension:
                continue
            if self._first and 0 <= match.start() - item.end <= _WORDS and _AHEAD.fullmatch(text[item.end : match.start()]):
                return item
            if item.start < match.end():
                continue
            gap = text[match.end() : item.start]
            if len(gap) > (_DENSE_REACH if self._dense else _REACH) or _LABEL_BREAK.search(gap) or len(gap.split()) > measure.words:
                return None
            others = (one for one in self._measured if one.stems.search(gap))
            return None if next(others, None) else item
        return None

    # --- packs -------------------------------------------------------------------------------------------------------

    def _containers(self, topics: Mapping[str, Sequence[str]]) -> Iterator[tuple[re.Pattern[str], frozenset[Decimal], Fact]]:
        """What goods are packed in, with the counts that the card gives for it; one of either sort only."""
        if self._dense:
            return
        inner, outer = set(topics.get("inner", ())), set(topics.get("carton", ()))
        for stems, path in ((inner - outer, "packaging.unit"), (outer - inner, "packaging.carton")):
            known = [fact for fact in self._facts.facts if fact.path == path and fact.unit in COUNTS]
            words = [stem.strip() for stem in stems if " " not in stem.strip() and len(stem.strip()) > 2]
            if known and words:
                written = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
                counts = frozenset(fact.value for fact in known)
                yield re.compile(rf"(?<=[ ])(?:ال)?(?:{written})"), counts, known[0]

    def _in_packs(self, reading: Reading) -> Iterator[Verdict]:
        """ "Ten aprons in a bag": a number without a unit, and what they lie in right behind."""
        for item in reading.quantities:
            if item.symbol or item.group >= 0 or item.number.article or item.number.value <= 1 or item.number.scale:
                continue
            clause = _BREAK.split(reading.folded.text[item.end : item.end + _REACH + _DENSE_REACH])[0]
            for pattern, counts, fact in self._packed:
                match = pattern.search(clause)
                if match and _COUNTED_IN.fullmatch(clause[: match.start()]):
                    if not set(item.number.values) & counts:
                        yield Verdict(item.start, item.end, False, "quantity", fact.path, fact, "elsewhere")
                    break

    # --- shares of a blend -------------------------------------------------------------------------------------------

    def _shares(self, reading: Reading) -> Iterator[Verdict]:
        """ "Linen 45 %, cotton 45 %" of 55 and 45: shares that the card has, but that do not make up the whole."""
        blend = sorted(fact.value for fact in self._facts.by_dimension.get("ratio", ()) if fact.path == "attributes.composition")
        if len(blend) < 2 or sum(blend) != _WHOLE or len(set(blend)) < len(blend):
            return
        listed = [item for item in reading.quantities if item.symbol == "%" and item.number.value in blend]
        for left, right in pairwise(listed):
            if left.number.value == right.number.value and reading.sentence_end(left.start) == reading.sentence_end(right.start):
                fact = next(fact for fact in self._facts.by_dimension["ratio"] if fact.value != left.number.value and fact.value in blend)
                for item in (left, right):
                    yield Verdict(item.start, item.end, False, "number", "attributes.composition", fact, "elsewhere")

    # --- versions ----------------------------------------------------------------------------------------------------

    def _pairs(self, reading: Reading) -> Iterator[Verdict]:
        """ "220 V, 60 Hz" where the card has 220 V / 50 Hz and 110 V / 60 Hz."""
        if not self._versions:
            return
        for left, right in pairwise(reading.quantities):
            if (left.dimension, right.dimension) != _PAIRED or not _PAIR_GAP.fullmatch(reading.folded.text[left.end : right.start]):
                continue
            groups = [group for group in self._versions if any(equal(left, fact) for fact in group)]
            if groups and not any(equal(right, fact) for group in groups for fact in group):
                fact = next(fact for fact in groups[0] if fact.dimension == right.dimension)
                yield replace(Verdict(right.start, right.end, False, "number", fact.path, fact), reason="elsewhere")
