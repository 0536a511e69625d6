"""Minimums: "your own colour from 400" is about the colour's minimum, "from 200" alone about that of the goods.

What is customised is named in the number's clause, in its sentence, or in the question that a text answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from desktop.drafting.facts.hedges import LESS, MORE
from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts, Fact
from desktop.drafting.facts.verdicts import Verdict
from desktop.language.triples import QuantityAt

_CUSTOM = "trade.customisation."
_CLAUSE_END = re.compile(r"[.,;:()。、،]")
_FROM = frozenset("from de desde des dès ab da dai от من từ mulai partir".split())
_FOR = re.compile(r" ?(?:for |per |pour |para |por |fur |für |für |для |لل|ل|untuk |cho |dành cho )")
_FROM_BEHIND = ("から", "부터", "以上", "이상")
_LEAST = re.compile(
    r"(?:minim|moq|миним|الحد الادن[يى]|最小|最低|ロット|최소|tối thiểu)[^\W\d_]*[ :：(–-]*"
    r"(?:order |de |di |от |là |pesan(?:an)? |quantity )?$"
)
_NEAR, _BEHIND, _CONTEXT = 45, 25, 200
_FEW_WORDS = 1


class Offers:
    """Which of the card's minimums a count may be, for one card and language."""

    def __init__(self, facts: CardFacts, topics: Mapping[str, Sequence[str]]) -> None:
        self._facts = facts
        self._topics = topics
        self._keys = {fact.path.split(".")[2] for fact in facts.facts if fact.path.startswith(_CUSTOM)}
        self._nameless = {key for key in self._keys if not topics.get(f"custom_{key}")}
        self._ordered = any(fact.path == "trade.moq" for fact in facts.facts)

    def kept(self, reading: Reading, item: QuantityAt, topics: Sequence[str]) -> tuple[str, ...]:
        """Paths of the minimums that a sentence about the minimum order may give besides that of the goods."""
        if "moq" not in topics:
            return ()
        named = self._named(reading.folded.text[max(0, item.start - _NEAR) : item.start]) | self._nameless
        return tuple(f"{_CUSTOM}{key}." for key in named)

    def possible(self, reading: Reading, item: QuantityAt, candidates: list[Fact], topics: Sequence[str]) -> list[Fact]:
        """Those candidates whose minimum the text may mean."""
        if not self._keys:
            return candidates
        plain = None
        kept: list[Fact] = []
        for fact in candidates:
            if fact.path.startswith(_CUSTOM) and self._topics.get("custom_" + fact.path.split(".")[2], ()):
                plain = self._plain(reading, item) if plain is None else plain
                if plain:
                    continue
            if self._customised(reading, item, fact, topics):
                kept.append(fact)
        return kept

    def offered(self, reading: Reading, item: QuantityAt) -> Verdict | None:
        """ "Your colour from 500": a number without a unit in an offer that names what is customised is that thing's minimum."""
        text = reading.folded.text
        clause = _CLAUSE_END.split(text[max(0, item.start - 60) : item.start])[-1]
        words = clause.split()
        offers = set(words[-1:]) & (_FROM - {"de"}) or "partir" in words[-2:] or text[item.end :].lstrip().startswith(_FROM_BEHIND)
        before = text[max(0, item.start - 20) : item.start]
        if item.number.words or not offers or MORE.search(before) or LESS.search(before):
            return None
        named = tuple(f"{_CUSTOM}{key}." for key in self._named(clause))
        wanted = [fact for fact in self._facts.facts if named and fact.path.startswith(named)]
        if not wanted or any(fact.value in item.number.values for fact in wanted):
            return None
        return Verdict(item.start, item.end, False, "quantity", wanted[0].path, wanted[0], "elsewhere")

    def _customised(self, reading: Reading, item: QuantityAt, fact: Fact, topics: Sequence[str]) -> bool:
        """The minimum of a customised colour is not that of a logo, nor of the goods: the sentence or its question names the thing."""
        text = reading.folded.text
        asked = self._named(reading.asked) if reading.asked and not self._named(text[: item.start]) else set()
        if fact.path.startswith(_CUSTOM):
            key = fact.path.split(".")[2]
            if own := self._clause_names(text, item) or asked:
                return key in own
            named = self._named(text[max(0, item.start - _NEAR) : item.end + _BEHIND])
            return not named or not self._topics.get("custom_" + key, ()) or key in named or not self._one_named(text, item)
        if not fact.path.startswith(("trade.", "variants")) or "moq" in topics:
            return True
        begin = max(0, item.start - 48)
        clause = _CLAUSE_END.split(text[begin : item.start])[-1]
        if _FOR.match(text, item.end) and self._named(_CLAUSE_END.split(text[item.end : item.end + _BEHIND])[0]):
            return False
        offers = self._from(text, item, clause) or clause.rstrip().endswith(("は", "은", "는"))
        lists = any(one.dimension == "list" and begin <= one.start < item.start for one in reading.quantities)
        return lists or not offers or not (self._named(clause) or asked)

    def _plain(self, reading: Reading, item: QuantityAt) -> bool:
        """ "From 200 pieces", "minimum 200": no word near, before or in the question speaks of anything made to order."""
        text = reading.folded.text
        clause = _CLAUSE_END.split(text[max(0, item.start - 48) : item.start])[-1]
        least = _LEAST.search(clause)
        if not self._ordered or not (self._from(text, item, clause) or least):
            return False
        if not least and len([word for word in clause.split() if word not in _FROM]) > _FEW_WORDS:
            return False  # "a palette of your own from 600": something is offered, by a word that we do not know
        around = text[max(0, item.start - _CONTEXT) : item.end + _NEAR] + " " + reading.asked
        return not self._named(around) and not any(stem in around for stem in self._topics.get("logo", ()))

    @staticmethod
    def _from(text: str, item: QuantityAt, clause: str) -> bool:
        return any(word in clause.split() for word in _FROM) or text[item.end :].lstrip().startswith(_FROM_BEHIND)

    def _clause_names(self, text: str, item: QuantityAt) -> set[str]:
        """What is customised and named in the number's own clause."""
        before = _CLAUSE_END.split(text[max(0, item.start - _NEAR) : item.start])[-1]
        return self._named(before) or self._named(_CLAUSE_END.split(text[item.end : item.end + _BEHIND])[0])

    def _one_named(self, text: str, item: QuantityAt) -> bool:
        """Whether the number's own clause names what is customised; words that we do not know may stand there."""
        before = _CLAUSE_END.split(text[max(0, item.start - _NEAR) : item.start])[-1]
        return bool(self._named(before + _CLAUSE_END.split(text[item.end : item.end + 12])[0]))

    def _named(self, text: str) -> set[str]:
        """The customised things that a text names."""
        return {key for key in self._keys if any(stem in text for stem in self._topics.get(f"custom_{key}", ()))}
