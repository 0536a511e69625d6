"""Tracing quantities and codes of a reading back to the card.

A count must be stated for the same thing; a time, weight, length or count that the sentence ties to the carton, the
sample, the warranty or the minimum order is compared with those facts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.drafting.facts.bare import BareComparer, counts_of_attributes
from desktop.drafting.facts.codes import CodeComparer
from desktop.drafting.facts.counted import CountedComparer
from desktop.drafting.facts.hedges import LESS, MORE
from desktop.drafting.facts.labels import labelled, paired
from desktop.drafting.facts.meant import MeantComparer
from desktop.drafting.facts.offers import Offers
from desktop.drafting.facts.periods import lone_periods
from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.shares import share
from desktop.drafting.facts.sides import SideComparer, one_range, real_ranges, twins
from desktop.drafting.facts.soft import nears, unsure
from desktop.drafting.facts.sources import CardFacts, Fact
from desktop.drafting.facts.topics import PACKED, TOPIC_PATHS, Topics
from desktop.drafting.facts.verdicts import Verdict, base, equal, just_above, just_below
from desktop.language.triples import QuantityAt
from desktop.language.units import COUNTS

_PER = ("の", "に", "あた", "ずつ", "につ", "ごと", "당", "에", "씩", "마다", "의", "入", "간")
_BETWEEN = re.compile(r"(?:between|entre|tra|fra|zwischen|между|بين|antara|giữa|từ) $")
_BESIDE = 8
_FEW, _TWO = 5, 2  # the numbers that figures of speech use
_INSTEAD = re.compile(
    r"(?:instead of|rather than|statt|en (?:vez|lugar) de|em (?:vez|lugar) de|au lieu d(?:e |')|invece di|anziche"
    r"|вместо|بدلا من|بدل|thay vi|thay vì|alih-alih|bukan) ?$"
)
_WHOLE = 100  # "100 %" speaks of the material, not of the payment
_NOT_PHYSICAL = frozenset(
    {"", "time", "time_month", "ratio", "money", "list", "count", "set", "pair", "carton", "box", "bag", "roll", "sheet", "pack"}
)
_KIND_OF_DIMENSION = {"money": "price", "time": "term", "time_month": "term", "list": "quantity"}


class Comparer:
    """Compares readings in one language with the facts of one card."""

    def __init__(self, facts: CardFacts, topics: Mapping[str, Sequence[str]], language: str) -> None:
        self.facts = facts
        self.language = language
        self._topics = topics
        self._near = Topics(topics)
        self._bare = BareComparer(facts, language, self._near.near)
        self._sides = SideComparer(facts, topics.get("sides", ()))
        self._counted = CountedComparer(facts, language, self._near.near)
        self._codes = CodeComparer(facts, language)
        self._meant = MeantComparer(facts, language, topics)
        self._offers = Offers(facts, topics)

    def compare(self, reading: Reading, title: bool = False) -> list[Verdict]:
        """One verdict for each quantity and each code. In a title a lone length without a label is the longest side."""
        if not reading.quantities:
            lone = lone_periods(reading, self.facts, self.language)
            return [*lone, *self._counted.judge(reading, []), *self._codes.judge(reading)]
        groups: dict[int, list[QuantityAt]] = {}
        for item in reading.quantities:
            if item.group >= 0:
                groups.setdefault(item.group, []).append(item)
        sided: list[Verdict] = []
        for members in groups.values():
            packed = bool(PACKED & set(self._topics_near(reading, members[0])))
            sided += self._sides.group(reading, members, self._single, packed)
        reading.carton_sentences = {reading.sentence_end(verdict.start) for verdict in sided if verdict.path.startswith("packaging.carton")}
        alone = [self._sides.lent(reading, item) for item in reading.quantities if item.group < 0]
        singles = [self._single(reading, item) for item in alone if not self._figurative(reading, item)]
        singles = one_range(reading, paired(reading, twins(reading, singles), self.facts), self.facts)
        if title:
            singles = self._sides.longest(reading, singles)
        singles = self._meant.judge(reading, real_ranges(reading, singles))
        found = self._counted.judge(reading, self._sides.each_once(reading, singles) + sided)
        found.extend(lone_periods(reading, self.facts, self.language))
        return found + self._codes.judge(reading)

    def _figurative(self, reading: Reading, item: QuantityAt) -> bool:
        """ "three things at once", "between two walls": a small number in words that counts nothing a card lists."""
        if not item.number.words or item.number.value > _FEW or item.symbol not in ("", "piece", "#kind"):
            return False
        text = reading.folded.text
        before = text[max(0, item.start - 16) : item.start]
        if item.symbol == "" and (_INSTEAD.search(before) or (item.number.value == _TWO and _BETWEEN.search(before))):
            return True
        behind = text[item.end : item.end + 14].lstrip()
        return behind.startswith(tuple(stem.lstrip() for stem in self._topics.get("vague", ())))

    # --- single quantities -----------------------------------------------------------------------------------------

    def _single(self, reading: Reading, item: QuantityAt) -> Verdict:
        if not item.symbol or (item.symbol == "ft" and item.number.words and self.language != "en"):  # "quatre pieds" are feet of a bench
            return self._offers.offered(reading, item) or self._bare.number(reading, item)
        if item.symbol == "%" and self.facts.shares and (blend := share(reading, item, self.facts)):
            return blend
        if item.borrowed and self._bare.named(reading, item):  # "Bluetooth 5.2, up to 20 metres"
            return Verdict(item.start, item.end, True, "number", "attributes")
        if item.symbol == "#kind" and self._of_colours(reading, item):
            item = replace(item, symbol="#colour")  # "black, rust: four kinds"
        if item.dimension == "list":
            return self._bare.listed(reading.folded.text, item)
        if item.number.value == 1 and item.symbol in COUNTS and item.symbol not in ("piece", "set", "pair", "dozen"):
            return Verdict(item.start, item.end, True, "quantity")
        return self._measured(reading, item)

    @staticmethod
    def _of_colours(reading: Reading, item: QuantityAt) -> bool:
        """ "Black, rust: four kinds", "흰색, 남색 이렇게 세 가지": kinds that are counted beside a list of colours."""
        begin = reading.sentence_start(item.start)
        colours = [term for term in reading.terms if begin <= term.start < item.end + _BESIDE and term.entry.concepts("colour")]
        before = [term for term in colours if term.end <= item.start]
        if before and (item.start - before[-1].end <= 1 or (len(before) > 1 and item.start - before[-1].end <= _BESIDE)):
            return True
        behind = reading.folded.text[item.end : item.end + 2].strip()[:1]
        return behind in (":", "：", "(") and any(term.start >= item.end for term in colours)

    def _measured(self, reading: Reading, item: QuantityAt) -> Verdict:
        """A quantity with a unit, or a count of things."""
        candidates = [fact for fact in self._same_dimension(item) if equal(item, fact)]
        if not candidates and item.symbol not in COUNTS:
            candidates = self._nearly(reading, item)
        if item.symbol == "%" and item.number.value == _WHOLE and self._of_material(reading, item):
            return Verdict(item.start, item.end, True, "number", "attributes.material")
        named = labelled(reading, item, self.facts) if candidates else None
        if named and not PACKED & set(self._topics_near(reading, item)):
            chosen = [fact for fact in candidates if fact in named]
            return Verdict(item.start, item.end, bool(chosen), "number", named[0].path, (chosen or named)[0], "value")
        kind = _KIND_OF_DIMENSION.get(item.dimension, "quantity" if item.symbol in COUNTS else "number")
        if candidates:
            allowed = self._about(reading, item, candidates)
            if allowed:
                return Verdict(item.start, item.end, True, kind, allowed[0].path, allowed[0])
            if (item.number.value == 1 or item.symbol == "dozen") and self._counter(reading, item):
                return Verdict(item.start, item.end, True, "quantity", candidates[0].path)
            return Verdict(item.start, item.end, False, kind, candidates[0].path, self._topic_fact(reading, item), "elsewhere")
        return self._unknown(reading, item, kind)

    def _unknown(self, reading: Reading, item: QuantityAt, kind: str) -> Verdict:
        """A quantity that no fact of its kind equals."""
        if (
            item.borrowed
            and item.joint == "list"
            and not _BETWEEN.search(reading.folded.text, max(0, item.start - 10), item.start)
            and (alone := self._bare.number(reading, item)).ok
        ):
            return alone
        if self._counter(reading, item):
            return Verdict(item.start, item.end, True, "quantity", "attributes")
        nearest = self._topic_fact(reading, item) or self._nearest(item)
        if nearest and nearest.path.startswith("trade.payment"):
            kind, nearest = ("term", nearest) if item.number.value < _WHOLE else (kind, None)
        if self._unit_is_wrong(item):
            kind = "unit"
        reason = "unit" if kind == "unit" else "value"
        severity = "warn" if kind != "unit" and unsure(reading, item, self.facts, self._topics_near(reading, item)) else "block"
        return Verdict(item.start, item.end, False, kind, nearest.path if nearest else "", nearest, reason, severity)

    def _nearly(self, reading: Reading, item: QuantityAt) -> list[Fact]:
        """Facts of a quantity that the text only nears: "almost two litres" for 1.8 L, "more than 5 hours" for 5.5 h."""
        before = reading.folded.text[max(0, item.start - 20) : item.start]
        if item.symbol == "day" and item.number.words:  # "a good two days of music" of 55 h
            return [one for one in self._same_dimension(item) if one.unit == "h" and (nears(item, one) or nears(item, one, up=True))]
        if LESS.search(before):
            return [fact for fact in self._same_dimension(item) if just_below(item, fact) or nears(item, fact, up=True)]
        return [fact for fact in self._same_dimension(item) if just_above(item, fact) or nears(item, fact)] if MORE.search(before) else []

    def _of_material(self, reading: Reading, item: QuantityAt) -> bool:
        """ "100 % soy wax" where the card gives the wax and no shares of a blend."""
        if any(not fact.path.startswith("trade") and fact.value != _WHOLE for fact in self.facts.by_dimension.get("ratio", ())):
            return False
        beside = (term for term in reading.terms if 0 <= term.start - item.end <= 4 or 0 <= item.start - term.end <= 3)
        return any(concept in self.facts.terms for term in beside for concept in term.entry.concepts("material"))

    def _counter(self, reading: Reading, item: QuantityAt) -> bool:
        """A Japanese or Korean counter that counts what the card gives as a bare number, or "per one"."""
        stated = next((self.facts.bare[value] for value in item.number.values if value in self.facts.bare), "")
        if self.language == "vi" and item.symbol == "m3" and stated.startswith("attributes"):
            return True  # "khối" is a block as well as a cubic metre
        if (item.symbol == "year" and "age" in stated) or (item.symbol == "cm" and stated.startswith("attributes.size")):
            return True  # for children from 3 years; baby sizes are heights in cm
        if (item.symbol in COUNTS or item.symbol == "°") and self._counts(reading, item, stated):
            return True  # a set of 50, five pockets, three steps
        if self.language not in ("ja", "ko"):
            return False
        following = reading.folded.text[item.end : item.end + 3].lstrip()
        if item.number.value == 1 and following.startswith(("あたり", "当たり", "につき", "당")):
            return True  # "per square metre"
        if item.number.value == 1 and item.symbol == "set" and any(one.end == item.start for one in reading.quantities):
            return True  # "4 pieces, 1 set"
        if (
            item.number.value == 1
            and (following.startswith(_PER) or following[:1].isdigit())
            and (item.symbol in COUNTS or item.symbol in ("min", "h", "s", "day"))
        ):
            return True
        packed = "carton" in self._topics_near(reading, item)
        return item.symbol == "piece" and not packed and any(value in self.facts.bare for value in item.number.values)

    def _counts(self, reading: Reading, item: QuantityAt, stated: str) -> bool:
        """Whether an attribute of the card counts something by this number ("4 个餐盘", "口袋数量 5"), whatever the text calls it."""
        dozens = 12 if item.symbol == "dozen" else 1
        values = {value * dozens for value in item.number.values}
        if counts_of_attributes(self.facts) & values or (dozens > 1 and values & set(self.facts.bare)):
            return True
        packed = (
            not (stated.endswith("set_pieces") and item.symbol != "set")
            and item.symbol in ("piece", "set")
            and PACKED & set(self._topics_near(reading, item))
        )
        return stated.startswith("attributes") and not packed

    def _same_dimension(self, item: QuantityAt) -> list[Fact]:
        if item.symbol in COUNTS:
            found = [fact for fact in self.facts.facts if fact.unit in COUNTS and self._same_thing(item.symbol, fact.unit)]
            return found + self.facts.by_dimension.get("rate", [])
        if item.symbol == "fl oz":
            return self.facts.by_dimension.get("volume", [])
        if item.symbol == "oz":  # the weight of denim
            own = self.facts.by_dimension.get("mass", []) + self.facts.by_dimension.get("areal_mass", [])
            return own + self.facts.by_dimension.get("volume", [])
        if item.symbol in ("°", "°C", "°F"):
            return self.facts.by_dimension.get("angle", []) + self.facts.by_dimension.get("temperature", [])
        if item.dimension in ("time", "time_month"):
            return self.facts.by_dimension.get("time", []) + self.facts.by_dimension.get("time_month", [])
        if item.dimension == "":
            return [fact for fact in self.facts.facts if fact.unit == item.symbol]
        return self.facts.by_dimension.get(item.dimension, [])

    def _same_thing(self, stated: str, known: str) -> bool:
        if stated == known or {stated, known} == {"bag", "polybag"} or "dozen" in (stated, known):
            return True
        if known in ("piece", "set", "pair") and stated in ("box", "bag", "pack", "polybag", "carton"):
            return stated in self.facts.packages
        if {stated, known} == {"piece", "set"} and not self.facts.multiple:
            return True  # a pump is a set with its case
        if {stated, known} == {"piece", "pair"}:
            return self.facts.paired and "pair" not in self.facts.units  # trousers are counted in pairs
        if {stated, known} in ({"box", "carton"}, {"box", "pack"}, {"bag", "pack"}):
            return True
        return (
            stated == "piece"
            and known in ("set", "roll", "sheet", "box", "bag", "pack")
            and self.language in ("ja", "ko", "zh", "vi", "ar")
        )

    def _about(self, reading: Reading, item: QuantityAt, candidates: list[Fact]) -> list[Fact]:
        """Those candidates that the sentence may be about."""
        topics = self._topics_near(reading, item)
        kind = item.dimension
        if "lead" not in topics and item.symbol in COUNTS:
            candidates = [fact for fact in candidates if not fact.path.endswith("up_to")]
        if kind in ("length", "mass"):  # cloth is ordered by the metre
            candidates = self._offers.possible(reading, item, candidates, topics)
        if kind in ("length", "mass", "volume") and not PACKED & set(topics):
            own = [fact for fact in candidates if not fact.path.startswith("packaging.")]
            if own or any(fact.dimension == kind and not fact.path.startswith("packaging.") for fact in self.facts.facts):
                return own
            return candidates
        if kind in ("length", "mass", "volume", "money"):
            return candidates
        if kind == "ratio":
            return candidates if "payment" in topics else [fact for fact in candidates if not fact.path.startswith("trade.payment")]
        if kind == "time" and "sample" not in topics:
            candidates = [fact for fact in candidates if not fact.path.startswith("trade.samples")]
        if item.symbol in COUNTS and not {"inner", "packing"} & set(topics):
            others = [fact for fact in candidates if fact.path != "packaging.unit"]
            candidates = others or ([] if item.number.value == 1 and self.language not in ("ja", "ko") else candidates)
        if item.symbol in COUNTS:
            candidates = self._offers.possible(reading, item, candidates, topics)
        kept: tuple[str, ...] = ("packaging.unit",) if "inner" in topics and item.number.value != 1 else ()
        if "inner" in topics and not self._packed_in(reading, item):
            topics = [topic for topic in topics if topic != "inner"]
        wanted = tuple(path for topic in topics if topic != "packing" for path in TOPIC_PATHS[topic])
        if not wanted:
            return candidates
        if "carton" in topics and item.number.value > 1:
            kept = ("packaging.unit",)  # "tubes of ten, cartons of two hundred"
        kept += self._offers.kept(reading, item, topics)
        stated = () if "inner" in topics else ("attributes",)
        chosen = [fact for fact in candidates if fact.dimension == "rate" or fact.path.startswith((*wanted, *kept, *stated, "reply"))]
        if item.number.value > 1:  # pieces of a set may be counted in the sentence that says what they are packed in
            chosen += [fact for fact in candidates if fact.path.startswith("attributes") and fact.unit in COUNTS]
        if chosen or not any(fact.path.startswith(wanted) and self._comparable(item, fact) for fact in self.facts.facts):
            return chosen or candidates
        return []

    def _packed_in(self, reading: Reading, item: QuantityAt) -> bool:
        """What it is packed in stands right behind the number ("1 piece in a polybag")."""
        behind = reading.folded.text[item.end : min(item.end + 30, reading.sentence_end(item.start))]
        return any(stem in behind for stem in self._topics.get("inner", ()))

    def _comparable(self, item: QuantityAt, fact: Fact) -> bool:
        if item.symbol in COUNTS:
            return fact.unit in COUNTS and (fact.value != 1 or fact.path == "packaging.unit")
        return (
            fact.dimension in (item.dimension, "time", "time_month")
            if item.dimension in ("time", "time_month")
            else fact.dimension == item.dimension
        )

    def _topics_near(self, reading: Reading, item: QuantityAt) -> list[str]:
        return self._near.near(reading, item.start)

    def _topic_fact(self, reading: Reading, item: QuantityAt) -> Fact | None:
        topics = self._topics_near(reading, item)
        wanted = tuple(path for topic in topics for path in TOPIC_PATHS[topic])
        if not wanted:
            return None
        found = [fact for fact in self.facts.facts if fact.exact and fact.path.startswith(wanted) and self._comparable(item, fact)]
        return min(found, key=lambda fact: abs(fact.value - item.number.value), default=None)

    def _nearest(self, item: QuantityAt) -> Fact | None:
        found = self._same_dimension(item)
        found = [fact for fact in found if fact.exact] or found
        if not found:
            same = [fact for fact in self.facts.facts if fact.value == item.number.value and fact.dimension not in ("money",)]
            return same[0] if same else None
        stated = base(item.number.value, item.symbol)
        return min(found, key=lambda fact: abs(base(fact.value, fact.unit) - stated))

    def _unit_is_wrong(self, item: QuantityAt) -> bool:
        """The number stands on the card for a thing of that sort, with another unit."""
        counted = item.symbol in COUNTS
        others = [fact for fact in self.facts.facts if fact.value in item.number.values and fact.unit != item.symbol]
        if counted:
            return any(fact.unit in COUNTS for fact in others)
        return item.dimension not in _NOT_PHYSICAL and any(fact.dimension not in _NOT_PHYSICAL for fact in others)
