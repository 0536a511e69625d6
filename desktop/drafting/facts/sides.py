"""Dimensions: "40 x 30 x 25 cm" in any order, parts of it, and single sides that are said in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts, Dimensions, Fact
from desktop.drafting.facts.verdicts import Verdict, equal
from desktop.language.triples import QuantityAt
from desktop.language.units import COUNTS

Single = Callable[[Reading, QuantityAt], Verdict]


@dataclass
class SideComparer:
    """Compares sets of dimensions with the card's own sets. `labels`: stems such as "high" that name a side."""

    facts: CardFacts
    labels: Sequence[str]

    def group(self, reading: Reading, members: list[QuantityAt], single: Single, packed: bool) -> list[Verdict]:
        """Verdicts for numbers joined by a times sign; `single` judges one of them on its own; `packed`: the sentence packs."""
        known, wrong = self._best(members, packed)
        if wrong and (copied := next((one for one in self.facts.dimensions if _same_numbers(one, members)), None)):
            return [_whole(members, "unit", copied, "unit")]
        if known is None or len(wrong) == len(members):
            alone = [single(reading, item) for item in members]
            return alone if all(verdict.ok for verdict in alone) else [_whole(members, "number", known, "dimensions")]
        either = self._all_wrong(members, len(wrong)) if wrong else []  # of two equal ones either may be wrong
        values = {item.number.value for item in either}
        return [
            Verdict(item.start, item.end, item.number.value not in values, "number", known.path, known, "dimensions") for item in members
        ]

    def _best(self, members: list[QuantityAt], packed: bool) -> tuple[Dimensions | None, list[QuantityAt]]:
        """The card's set that misses fewest members, and those it misses; two sides of a carton are named where something is packed."""
        best: tuple[Dimensions | None, list[QuantityAt]] = (None, members)
        for known in self.facts.dimensions:
            if known.path.startswith("packaging") and not packed and len(members) < len(known.facts):
                continue
            wrong = _missing(known, members)
            if best[0] is None or len(wrong) < len(best[1]):
                best = (known, wrong)
            if not wrong:
                break
        return best

    def _all_wrong(self, members: list[QuantityAt], fewest: int) -> list[QuantityAt]:
        """What any of the equally near sets misses."""
        near = [missed for known in self.facts.dimensions if len(missed := _missing(known, members)) == fewest]
        return [item for missed in near for item in missed]

    def each_once(self, reading: Reading, found: list[Verdict]) -> list[Verdict]:
        """ "40 cm long and 40 cm wide": one sentence cannot use one side of a set of dimensions twice."""
        used: dict[tuple[int, Fact], list[Verdict]] = {}
        text = reading.folded.text
        for verdict in found:
            fact = verdict.fact
            if not verdict.ok or not isinstance(fact, Fact) or fact.dimension != "length":
                continue
            if text[max(0, verdict.start - 2) : verdict.start].strip(" ")[-1:] not in ("(", "/", "="):  # not the same side in another unit
                used.setdefault((reading.sentence_end(verdict.start), fact), []).append(verdict)
        wrong: set[int] = set()
        for (_, fact), verdicts in used.items():
            known = self._set_of(fact)
            if known and len(verdicts) > sum(one.value == fact.value for one in known.facts):
                wrong.update(id(verdict) for verdict in verdicts)
        return [replace(verdict, ok=False, reason="dimensions") if id(verdict) in wrong else verdict for verdict in found]

    def lent(self, reading: Reading, item: QuantityAt) -> QuantityAt:
        """ "40 cm long, 30 wide": a bare number with a side's label takes the unit of the length before it in the sentence."""
        if item.symbol or item.number.words:
            return item
        text = reading.folded.text
        behind, before = text[item.end : item.end + 9], text[max(0, item.start - 9) : item.start]
        if not any(label in behind or label in before for label in self.labels):
            return item
        end = reading.sentence_end(item.start)
        earlier = [one for one in reading.quantities if one.symbol and one.start < item.start and reading.sentence_end(one.start) == end]
        return replace(item, symbol=earlier[-1].symbol) if earlier and earlier[-1].dimension == "length" else item

    def longest(self, reading: Reading, found: list[Verdict]) -> list[Verdict]:
        """In a title a lone length without a label means the longest side."""
        lengths = [verdict for verdict in found if isinstance(verdict.fact, Fact) and verdict.fact.dimension == "length"]
        if len(lengths) != 1 or not lengths[0].ok or any(label in reading.folded.text for label in self.labels):
            return found
        fact = lengths[0].fact
        known = self._set_of(fact) if isinstance(fact, Fact) else None
        if known is None or not isinstance(fact, Fact) or not known.path.startswith("attributes"):
            return found
        own = [one for one in self.facts.by_dimension.get("length", []) if one not in known.facts and one.path.startswith("attributes")]
        item = next((one for one in reading.quantities if one.start == lengths[0].start), None)
        if fact.value == max(one.value for one in known.facts) or (item and any(equal(item, one) for one in own)):
            return found
        # Which side a pan or a mirror is called by differs: it is shown, and the owner decides.
        amber = replace(lengths[0], ok=False, fact=known, reason="dimensions", severity="warn")
        return [amber if verdict is lengths[0] else verdict for verdict in found]

    def _set_of(self, fact: Fact) -> Dimensions | None:
        return next((item for item in self.facts.dimensions if fact in item.facts), None)


def _whole(members: list[QuantityAt], kind: str, known: Dimensions | None, reason: str) -> Verdict:
    return Verdict(members[0].start, members[-1].end, False, kind, known.path if known else "", known, reason)


def _same_numbers(known: Dimensions, members: list[QuantityAt]) -> bool:
    free = [fact.value for fact in known.facts]
    for item in members:
        if item.number.value not in free:
            return False
        free.remove(item.number.value)
    return True


def _missing(known: Dimensions, members: list[QuantityAt]) -> list[QuantityAt]:
    """The members that this set of dimensions does not hold, each fact used once."""
    free = list(known.facts)
    wrong: list[QuantityAt] = []
    for item in members:
        hit = next((fact for fact in free if equal(item, fact) or (not item.symbol and fact.value in item.number.values)), None)
        if hit:
            free.remove(hit)
        else:
            wrong.append(item)
    return wrong


_TWIN = re.compile(r" ?[(/=≈~] ?(?:ca\.? ?|about |approx\.? |约|約|약 ?)?$")


def twins(reading: Reading, found: list[Verdict]) -> list[Verdict]:
    """ "9.5 cm (3.7 in)": what stands in brackets in another unit must be the same length, not another one of the card."""
    wrong: set[int] = set()
    for left, right in pairwise(reading.quantities):
        if left.group >= 0 or right.group >= 0 or left.symbol == right.symbol or left.dimension != right.dimension:
            continue
        if left.dimension in ("", "list", "count", "money") or not _TWIN.match(reading.folded.text[left.end : right.start]):
            continue
        if not equal(right, Fact("", left.number.value, left.symbol, "")):
            wrong.add(right.start)
    return [replace(verdict, ok=False, reason="value") if verdict.start in wrong else verdict for verdict in found]


def real_ranges(reading: Reading, found: list[Verdict]) -> list[Verdict]:
    """A range whose two ends are equal is no range: one end is wrong."""
    alone = [item for item in reading.quantities if item.group < 0]
    empty: set[int] = set()
    for left, right in pairwise(alone):
        if left.joint == "range" and left.number.value == right.number.value and left.symbol == right.symbol:
            empty.update((left.start, right.start))
    return [replace(verdict, ok=False, reason="value") if verdict.start in empty else verdict for verdict in found]


def one_range(reading: Reading, found: list[Verdict], facts: CardFacts) -> list[Verdict]:
    """ "4 to 8 m" where the card has 4-6 m and, for something else, 8 m: both ends must be of one range of the card."""
    alone = [item for item in reading.quantities if item.group < 0]
    stated = [(left, right) for left, right in pairwise(alone) if left.joint == "range" and left.symbol == right.symbol]
    ranges = _ranges(facts) if stated else []
    if not ranges:
        return found
    wrong: dict[int, Fact] = {}
    for left, right in stated:
        if left.number.value >= right.number.value:
            continue
        near = [(low, high) for low, high in ranges if _ends(left, low) or _ends(right, high)]
        if not near or any(_ends(left, low) and _ends(right, high) for low, high in near):
            continue
        low, high = near[0]
        wrong[right.start if _ends(left, low) else left.start] = high if _ends(left, low) else low
    return [_not_the_end(verdict, wrong[verdict.start]) if verdict.start in wrong else verdict for verdict in found]


def _not_the_end(verdict: Verdict, fact: Fact) -> Verdict:
    return replace(verdict, ok=False, reason="value", fact=fact, path=fact.path)


def _ranges(facts: CardFacts) -> list[tuple[Fact, Fact]]:
    """The card's ranges: two values of one sort that one text of the card joins."""
    by_text: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in facts.facts:
        if fact.path.startswith("attributes") and _JOINED.search(fact.text):
            by_text.setdefault((fact.path, fact.text, fact.dimension), []).append(fact)
    return [(two[0], two[1]) for two in by_text.values() if len(two) == 2 and two[0].value < two[1].value]


_JOINED = re.compile(r"\d ?(?:[^\W\d_]{1,3}|[°%℃]C?)? ?(?:-|–|~|～|至|到) ?-?\d")


def _ends(item: QuantityAt, fact: Fact) -> bool:
    return equal(item, fact) or (fact.dimension == "rate" and item.symbol in COUNTS and fact.value in item.number.values)
