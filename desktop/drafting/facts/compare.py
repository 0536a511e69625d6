"""Tracing quantities, codes and bare numbers of a reading back to the card.

Rules: metric values must be exact; a conversion to another system must be the card's value rounded to the digits shown
(and within 2 %); dimensions may stand in any order but share one set of the card; a count must be stated for the same
thing; a time, weight or length that the sentence ties to the carton, the sample, the warranty or the minimum order is
compared with those facts first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop.domain.quantities import UNITS, convert
from desktop.drafting.facts.reading import CodeAt, Reading
from desktop.drafting.facts.sources import CardFacts, Dimensions, Fact, compact
from desktop.language.triples import QuantityAt
from desktop.language.units import COUNTS

IMPERIAL = frozenset({"in", "ft", "yd", "oz", "lb", "gal", "fl oz", "ft2", "oz/yd2", "hp", "psi", "°F"})
_ROUND = Decimal("0.02")
_FLUID_OUNCE = Decimal("29.5735295625")
# Topics whose words in a sentence decide which facts it is about, and the card paths that they stand for.
_TOPIC_PATHS = {
    "carton": ("packaging.",),
    "packing": ("packaging.",),
    "moq": ("trade.moq", "trade.price_tiers", "variants"),
    "logo": ("trade.customisation",),
    "sample": ("trade.samples",),
    "lead": ("trade.lead_time",),
    "warranty": ("trade.warranty",),
}
_KIND_OF_DIMENSION = {"money": "price", "time": "term", "time_month": "term", "list": "quantity"}


@dataclass(frozen=True)
class Verdict:
    """What was found about one place of a folded text. `fact` is the card's nearest fact, `path` where it stands."""

    start: int
    end: int
    ok: bool
    kind: str
    path: str = ""
    fact: Fact | Dimensions | None = None
    reason: str = ""
    severity: str = "block"
    expected: str = ""


class Comparer:
    """Compares readings in one language with the facts of one card."""

    def __init__(self, facts: CardFacts, topics: Mapping[str, Sequence[str]], language: str) -> None:
        self.facts = facts
        self.language = language
        self._topics = topics

    def compare(self, reading: Reading, title: bool = False) -> list[Verdict]:
        """One verdict for each quantity and each code. In a title a lone length without a label is the longest side."""
        groups: dict[int, list[QuantityAt]] = {}
        for item in reading.quantities:
            if item.group >= 0:
                groups.setdefault(item.group, []).append(item)
        sided = [verdict for members in groups.values() for verdict in self._dimensions(reading, members)]
        reading.carton_sentences = {reading.sentence_end(verdict.start) for verdict in sided if verdict.path.startswith("packaging.carton")}
        singles = [self._single(reading, item) for item in reading.quantities if item.group < 0]
        if title:
            singles = self._longest_side(reading, singles)
        found = self._each_once(reading, _real_ranges(reading, singles)) + sided
        found.extend(self._code(code) for code in reading.codes)
        found.extend(self._contact(code) for code in reading.contacts)
        return found

    # --- codes -----------------------------------------------------------------------------------------------------

    def _code(self, code: CodeAt) -> Verdict:
        known = self.facts.codes.get(compact(code.text))
        if known:
            return Verdict(code.start, code.end, True, "code", known[0])
        path, text = self._nearest_code(code.text)
        return Verdict(code.start, code.end, False, "code", path, expected=text, reason="code")

    def _nearest_code(self, text: str) -> tuple[str, str]:
        wanted = compact(text)
        best = ("", "", 0)
        for known, (path, written) in self.facts.codes.items():
            shared = sum(a == b for a, b in zip(known, wanted, strict=False))
            if abs(len(known) - len(wanted)) <= 2 and shared > best[2]:
                best = (path, written, shared)
        return best[0], best[1]

    def _contact(self, code: CodeAt) -> Verdict:
        for path, text in self.facts.texts:
            if code.text in text.lower():
                return Verdict(code.start, code.end, True, "number", path)
        kind = "term" if code.kind == "date" else "claim"
        return Verdict(code.start, code.end, False, kind, reason="date" if code.kind == "date" else "contact")

    # --- dimensions --------------------------------------------------------------------------------------------------

    def _dimensions(self, reading: Reading, members: list[QuantityAt]) -> list[Verdict]:
        best: tuple[int, Dimensions | None, list[QuantityAt]] = (-1, None, members)
        for known in self.facts.dimensions:
            wrong = self._missing(known, members)
            if best[1] is None or len(wrong) < len(best[2]):
                best = (len(members) - len(wrong), known, wrong)
            if not wrong:
                break
        known, wrong = best[1], best[2]
        copied = next((one for one in self.facts.dimensions if self._same_numbers(one, members)), None) if wrong else None
        if copied:
            return [Verdict(members[0].start, members[-1].end, False, "unit", copied.path, copied, "unit")]
        if known is None or len(wrong) == len(members):
            singles = [self._single(reading, item) for item in members]
            if all(verdict.ok for verdict in singles):
                return singles
            return [Verdict(members[0].start, members[-1].end, False, "number", known.path if known else "", known, "dimensions")]
        values = {item.number.value for item in wrong}  # of two equal ones either may be the wrong one
        return [Verdict(item.start, item.end, item.number.value not in values, "number", known.path, known, "dimensions") for item in members]

    @staticmethod
    def _same_numbers(known: Dimensions, members: list[QuantityAt]) -> bool:
        free = [fact.value for fact in known.facts]
        return all(item.number.value in free and free.remove(item.number.value) is None for item in members)

    def _missing(self, known: Dimensions, members: list[QuantityAt]) -> list[QuantityAt]:
        """The members that this set of dimensions does not hold, each fact used once."""
        free = list(known.facts)
        wrong: list[QuantityAt] = []
        for item in members:
            hit = next((fact for fact in free if self._equal(item, fact) or (not item.symbol and fact.value in item.number.values)), None)
            if hit:
                free.remove(hit)
            else:
                wrong.append(item)
        return wrong

    def _longest_side(self, reading: Reading, found: list[Verdict]) -> list[Verdict]:
        lengths = [verdict for verdict in found if isinstance(verdict.fact, Fact) and verdict.fact.dimension == "length"]
        if len(lengths) != 1 or not lengths[0].ok or any(side in reading.folded.text for side in self._topics.get("sides", ())):
            return found
        fact = lengths[0].fact
        known = next((item for item in self.facts.dimensions if fact in item.facts and item.path.startswith("attributes")), None)
        if known is None or not isinstance(fact, Fact) or fact.value == max(one.value for one in known.facts):
            return found
        return [replace(verdict, ok=False, fact=known, reason="dimensions") if verdict is lengths[0] else verdict for verdict in found]

    def _each_once(self, reading: Reading, found: list[Verdict]) -> list[Verdict]:
        """"40 cm long and 40 cm wide": one sentence cannot use one side of a set of dimensions twice."""
        used: dict[tuple[int, object], list[Verdict]] = {}
        text = reading.folded.text
        for verdict in found:
            fact = verdict.fact
            if verdict.ok and isinstance(fact, Fact) and fact.dimension == "length":
                if text[max(0, verdict.start - 2) : verdict.start].strip(" ")[-1:] in ("(", "/", "="):
                    continue  # the same side in another unit
                sentence = reading.sentence_end(verdict.start)
                used.setdefault((sentence, fact), []).append(verdict)
        wrong: set[int] = set()
        for (_, fact), verdicts in used.items():
            known = next((item for item in self.facts.dimensions if fact in item.facts), None)
            if known and len(verdicts) > sum(one.value == fact.value for one in known.facts):  # type: ignore[attr-defined]
                wrong.update(id(verdict) for verdict in verdicts)
        return [replace(verdict, ok=False, reason="dimensions") if id(verdict) in wrong else verdict for verdict in found]

    # --- single quantities -----------------------------------------------------------------------------------------

    def _single(self, reading: Reading, item: QuantityAt) -> Verdict:
        if not item.symbol:
            return self._bare(reading, item)
        if item.dimension == "list":
            return self._list(item)
        candidates = [fact for fact in self._same_dimension(item) if self._equal(item, fact)]
        kind = _KIND_OF_DIMENSION.get(item.dimension, "quantity" if item.symbol in COUNTS else "number")
        if candidates:
            allowed = self._about(reading, item, candidates)
            if allowed:
                return Verdict(item.start, item.end, True, kind, allowed[0].path, allowed[0])
            return Verdict(item.start, item.end, False, kind, candidates[0].path, self._topic_fact(reading, item), "elsewhere")
        if item.borrowed and item.joint == "list" and self._bare(reading, item).ok:
            return Verdict(item.start, item.end, True, "number", self._bare(reading, item).path)
        if item.number.value == 1 and item.symbol in COUNTS and item.symbol not in ("piece", "set", "pair"):
            return Verdict(item.start, item.end, True, "quantity")
        if self._counter(reading, item):
            return Verdict(item.start, item.end, True, "quantity", "attributes")
        nearest = self._topic_fact(reading, item) or self._nearest(item)
        if self._unit_is_wrong(item):
            kind = "unit"
        elif kind == "number" and nearest is None:
            kind = "number"
        return Verdict(item.start, item.end, False, kind, nearest.path if nearest else "", nearest, "unit" if kind == "unit" else "value")

    def _counter(self, reading: Reading, item: QuantityAt) -> bool:
        """A Japanese or Korean counter that counts what the card gives as a bare number, or "per one"."""
        if self.language not in ("ja", "ko"):
            return False
        following = reading.folded.text[item.end : item.end + 3].lstrip()
        if item.number.value == 1 and (following.startswith(_PER) or following[:1].isdigit()) and (item.symbol in COUNTS or item.symbol in ("min", "h", "s", "day")):
            return True
        return item.symbol == "piece" and any(value in self.facts.bare for value in item.number.values)

    def _same_dimension(self, item: QuantityAt) -> list[Fact]:
        if item.symbol in COUNTS:
            found = [fact for fact in self.facts.facts if fact.unit in COUNTS and self._same_thing(item.symbol, fact.unit)]
            return found + self.facts.by_dimension.get("rate", [])
        if item.symbol == "fl oz":
            return self.facts.by_dimension.get("volume", [])
        if item.dimension in ("time", "time_month"):
            return self.facts.by_dimension.get("time", []) + self.facts.by_dimension.get("time_month", [])
        if item.dimension == "":
            return [fact for fact in self.facts.facts if fact.unit == item.symbol]
        return self.facts.by_dimension.get(item.dimension, [])

    def _same_thing(self, stated: str, known: str) -> bool:
        if stated == known or {stated, known} == {"bag", "polybag"} or "dozen" in (stated, known):
            return True
        if known == "piece" and stated in ("box", "bag", "pack", "polybag", "carton"):
            return stated in self.facts.packages
        if {stated, known} in ({"box", "carton"}, {"box", "pack"}, {"bag", "pack"}):
            return True
        return stated == "piece" and known in ("set", "roll", "sheet", "box", "bag", "pack") and self.language in ("ja", "ko", "zh", "vi", "ar")

    def _equal(self, item: QuantityAt, fact: Fact) -> bool:
        return any(self._value_equal(value, item, fact) for value in item.number.values)

    def _value_equal(self, value: Decimal, item: QuantityAt, fact: Fact) -> bool:
        if item.symbol == fact.unit or (item.symbol in COUNTS and fact.unit in COUNTS and "dozen" not in (item.symbol, fact.unit)):
            return value == fact.value
        if item.symbol in COUNTS and fact.unit in COUNTS:
            return value * (12 if item.symbol == "dozen" else 1) == fact.value * (12 if fact.unit == "dozen" else 1)
        if item.symbol in COUNTS:
            return value == fact.value
        if item.symbol == "fl oz":
            converted = convert(fact.value, fact.unit, "ml")
            converted = converted / _FLUID_OUNCE if converted is not None else None
        elif item.dimension == "temperature_f" and fact.unit == "°C":
            converted = fact.value * 9 / 5 + 32
        else:
            converted = convert(fact.value, fact.unit, item.symbol)
        if converted is None:
            return False
        if value == converted:
            return True
        if item.symbol in IMPERIAL or fact.unit in IMPERIAL:
            return _rounds_to(converted, value, item.number.scale)
        return False

    def _about(self, reading: Reading, item: QuantityAt, candidates: list[Fact]) -> list[Fact]:
        """Those candidates that the sentence may be about."""
        topics = self._topics_near(reading, item)
        kind = item.dimension
        if "lead" not in topics and item.symbol in COUNTS:
            candidates = [fact for fact in candidates if not fact.path.endswith("up_to")]
        if kind in ("length", "mass", "volume") and not {"carton", "packing"} & set(topics):
            own = [fact for fact in candidates if not fact.path.startswith("packaging.carton")]
            if own or any(fact.dimension == kind and not fact.path.startswith("packaging.carton") for fact in self.facts.facts):
                return own
            return candidates
        if kind in ("length", "mass", "volume") or not topics or item.dimension == "money":
            return candidates
        wanted = tuple(path for topic in topics if topic != "packing" for path in _TOPIC_PATHS[topic])
        if not wanted:
            return candidates
        chosen = [fact for fact in candidates if fact.path.startswith((*wanted, "attributes", "reply", "packaging.unit"))]
        if chosen or not any(fact.path.startswith(wanted) and self._comparable(item, fact) for fact in self.facts.facts):
            return chosen or candidates
        return []

    def _comparable(self, item: QuantityAt, fact: Fact) -> bool:
        if item.symbol in COUNTS:
            return fact.unit in COUNTS and fact.value != 1
        return fact.dimension in (item.dimension, "time", "time_month") if item.dimension in ("time", "time_month") else fact.dimension == item.dimension

    def _topics_near(self, reading: Reading, item: QuantityAt) -> list[str]:
        sentence = reading.sentence(item.start)
        found = [topic for topic, stems in self._topics.items() if topic in _TOPIC_PATHS and any(stem in sentence for stem in stems)]
        if "carton" not in found and reading.sentence_end(item.start) in reading.carton_sentences:
            found.append("carton")
        return found

    def _topic_fact(self, reading: Reading, item: QuantityAt) -> Fact | None:
        topics = self._topics_near(reading, item)
        wanted = tuple(path for topic in topics for path in _TOPIC_PATHS[topic])
        if not wanted:
            return None
        found = [fact for fact in self.facts.facts if fact.path.startswith(wanted) and self._comparable(item, fact)]
        return min(found, key=lambda fact: abs(fact.value - item.number.value), default=None)

    def _nearest(self, item: QuantityAt) -> Fact | None:
        found = self._same_dimension(item)
        if not found:
            same = [fact for fact in self.facts.facts if fact.value == item.number.value and fact.dimension not in ("money",)]
            return same[0] if same else None
        base = _base(item.number.value, item.symbol)
        return min(found, key=lambda fact: abs(_base(fact.value, fact.unit) - base))

    def _unit_is_wrong(self, item: QuantityAt) -> bool:
        """The number stands on the card, with another unit."""
        return any(fact.value in item.number.values and fact.unit != item.symbol for fact in self.facts.facts if fact.dimension != "money")

    # --- numbers without a unit --------------------------------------------------------------------------------------

    def _list(self, item: QuantityAt) -> Verdict:
        counts = self.facts.lists.get(item.symbol, set())
        if item.symbol == "#hand" or any(value in counts for value in item.number.values):
            return Verdict(item.start, item.end, True, "quantity", "attributes.colour" if item.symbol == "#colour" else "attributes")
        expected = str(max(counts)) if counts and item.symbol in ("#colour", "#size") else ""
        if item.symbol == "#size" and not counts and any(value == fact.value for value in item.number.values for fact in self.facts.facts):
            return Verdict(item.start, item.end, True, "quantity")
        return Verdict(item.start, item.end, False, "quantity", "attributes.colour" if item.symbol == "#colour" else "", reason="list", expected=expected)

    def _bare(self, reading: Reading, item: QuantityAt) -> Verdict:
        text = reading.folded.text
        before = text[max(0, item.number.start - 24) : item.number.start].rstrip(" .-").rsplit(" ", 1)[-1]
        known = self.facts.after_word.get(before)
        values = item.number.values
        if known is not None:
            if any(value in known for value in values):
                return Verdict(item.start, item.end, True, "number", self.facts.bare.get(values[0], ""))
            return Verdict(item.start, item.end, False, "certificate" if before in _STANDARDS else "number", expected=" / ".join(f"{before.upper()} {value}" for value in sorted(known)), reason="value")
        if before in _STANDARDS:
            return Verdict(item.start, item.end, False, "certificate", reason="certificate")
        if self.facts.payments and self._in_payment(text, item):
            return Verdict(item.start, item.end, True, "term", "trade.payment[0]")
        if self._in_date(reading, item) or compact(text[item.number.start : item.number.end]) in self.facts.codes:
            return Verdict(item.start, item.end, True, "number", "certificates")
        for value in values:
            if path := self.facts.bare.get(value):
                return Verdict(item.start, item.end, True, "number", path)
        counts = set().union(*self.facts.lists.values()) if self.facts.lists else set()
        if any(value in counts for value in values):
            return Verdict(item.start, item.end, True, "quantity", "attributes")
        hit = next((fact for fact in self.facts.facts if fact.value in values and fact.dimension not in ("money", "ratio") and self._fits_bare(item, fact, text[max(0, item.number.start - 12) : item.number.start])), None)
        if hit:
            return Verdict(item.start, item.end, True, "number", hit.path, hit)
        nearest = min((fact for fact in self.facts.facts if fact.dimension != "money"), key=lambda fact: abs(fact.value - values[0]), default=None)
        return Verdict(item.start, item.end, False, "number", nearest.path if nearest else "", nearest, "bare")

    def _in_date(self, reading: Reading, item: QuantityAt) -> bool:
        """A part of a date that the card states, with its year in the same sentence."""
        sentence = reading.sentence(item.start)
        return any(item.number.value in date and str(date[0]) in sentence for date in self.facts.dates)

    def _in_payment(self, text: str, item: QuantityAt) -> bool:
        """ "30/70" as the card's payment term writes it."""
        around = re.search(r"\d+ ?/ ?\d+", text[max(0, item.number.start - 5) : item.number.end + 5])
        return bool(around) and around[0].replace(" ", "") in self.facts.payments.replace(" ", "")

    @staticmethod
    def _fits_bare(item: QuantityAt, fact: Fact, before: str) -> bool:
        """A number without a unit can repeat a count of things; behind a label ("Weight (kg): 0.85") digits may repeat any value."""
        return fact.unit in COUNTS or (not item.number.words and bool(_LABEL_END.search(before)))


_LABEL_END = re.compile(r"[:=(：（|]\s?$|\)\s?$")
_PER = ("の", "に", "あた", "ずつ", "につ", "ごと", "당", "에", "씩", "마다", "의", "入", "간")
_STANDARDS = frozenset({"iso", "en", "astm", "din", "iec", "bs", "jis", "standard", "ansi", "gost", "гост", "стандарт"})


def _real_ranges(reading: Reading, found: list[Verdict]) -> list[Verdict]:
    """A range whose two ends are equal is no range: one end is wrong."""
    alone = [item for item in reading.quantities if item.group < 0]
    empty: set[int] = set()
    for left, right in zip(alone, alone[1:], strict=False):
        if left.joint == "range" and left.number.value == right.number.value and left.symbol == right.symbol:
            empty.update((left.start, right.start))
    return [replace(verdict, ok=False, reason="value") if verdict.start in empty else verdict for verdict in found]


def _base(value: Decimal, unit: str) -> Decimal:
    known = UNITS.get(unit)
    return value * known.factor if known else value


def _rounds_to(exact: Decimal, shown: Decimal, scale: int) -> bool:
    """Whether `shown`, with `scale` digits, is the rounding of `exact`, and not further off than 2 %."""
    step = Decimal(1).scaleb(-scale)
    if abs(exact - shown) > step / 2:
        return False
    return scale > 0 or exact == 0 or abs(exact - shown) / abs(exact) <= _ROUND
