"""Numbers without a unit: "Standard 100", "30/70", "set of 4", "3 colours", parts of dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts, Fact, compact
from desktop.drafting.facts.verdicts import Verdict, equal
from desktop.language.numbers import bare_arabic
from desktop.language.triples import QuantityAt
from desktop.language.units import COUNTS, dimension, unit_words

_STANDARDS = frozenset({"iso", "en", "astm", "din", "iec", "bs", "jis", "standard", "ansi", "gost", "гост", "стандарт"})
_SPELLED = frozenset({"rpm", "GB", "lm", "mAh", "K", "dpi"})
_HUNDRED = 100
_LABEL_END = re.compile(r"[:=(：（|x×]\s?$|\)\s?$")
_LABEL = re.compile(r"[^\W\d_]+(?=[ :：=(-]{0,3}(?:[^\W\d_]+[ :：=(-]{0,3})?$)")
_AGE = re.compile(r" ?(?:歳|才|세 ?이상|살|tuổi)")
_STEEL = re.compile(r"(?<!\d)18[/-](?:8|10)(?!\d)")  # chromium and nickel of the steel that is also called 304
_STAINLESS = frozenset({"stainless-steel-304", "stainless-steel-316"})
_PEOPLE = re.compile(  # how many may use it is no number of the card
    r"[ -]?(?:people|persons?|guests?|friends|personas|comensales|amigos|invitados|pessoas|convidados|personnes|convives|invites"
    r"|amis|personen|leute|gaste|freunde"
    r"|persone|ospiti|amici|человек|персон|гостей|гостя|друзей|اشخاص|افراد|شخص|ضيوف|人|名様|인용|인분|명이|명 |사람|người|khách|orang)"
)
_HOLES = re.compile(r"\d ?[-x×] ?[φøΦØ⌀∅] ?$")  # "8-Φ18": eight holes of 18 mm
_FAR_WORD = 40
_CHARGES = re.compile(
    r"charg|carga|carica|aufl|lad[eu]|заря|شحن|充電|충전|채워|채울|sạc|nạp|isi ulang|mengisi|пополн|наполня|fill|rempl|llena|riempi"
)
_DIAMETERS = frozenset("φøΦØ⌀")
_JUST = 45  # letters behind a quantity whose unit a bare number still shares
_WHOLE = 100
_DIAMETERS = frozenset("φøØΦ⌀∅")
_MOST_COLOURS = 30
_FEW = 5
_SMALL = 12
_MEASURED = frozenset({"length", "mass", "volume", "temperature", "areal_mass", "power", "speed", "count", "time"})
_SERIOUS = frozenset({"carton", "packing", "moq", "lead", "sample", "warranty", "payment"})
_RATIO = re.compile(r"\d+ ?/ ?\d+")


@dataclass
class BareComparer:
    """Traces numbers without a unit to the card."""

    facts: CardFacts
    language: str
    near: Callable[[Reading, int], Sequence[str]]

    def listed(self, text: str, item: QuantityAt) -> Verdict:
        """A count of the card's own lists: colours, sizes, kinds."""
        if item.symbol == "#kind" and self._label(text, item):
            item = replace(item, symbol=self._label(text, item))
        counts = self.facts.lists.get(item.symbol, set())
        path = "attributes.colour" if item.symbol == "#colour" else "attributes"
        repeated = item.symbol == "#size" and not counts and any(fact.value in item.number.values for fact in self.facts.facts)
        sized = item.symbol == "#size" and any("size" in self.facts.bare.get(value, "") for value in item.number.values)
        if (
            item.symbol == "#hand"
            or sized
            or repeated
            or self._listed_elsewhere(item)
            or any(value in counts for value in item.number.values)
        ):
            return Verdict(item.start, item.end, True, "quantity", path)
        expected = str(max(counts)) if counts and item.symbol in ("#colour", "#size") else ""
        return Verdict(item.start, item.end, False, "quantity", path if expected else "", reason="list", expected=expected)

    def _listed_elsewhere(self, item: QuantityAt) -> bool:
        """Kinds, pieces and programmes that an attribute of the card counts ("set of 4", "10 组")."""
        if item.symbol != "#kind":
            return False
        values = item.number.values
        stated = any(self.facts.bare.get(value, "").startswith("attributes") for value in values)
        return stated or bool(counts_of_attributes(self.facts) & set(values))

    def number(self, reading: Reading, item: QuantityAt) -> Verdict:
        """A number with nothing behind it that counts."""
        text = reading.folded.text
        before = text[max(0, item.number.start - 24) : item.number.start].rstrip(" .-").rsplit(" ", 1)[-1]
        if (before in self.facts.after_word or before in _STANDARDS) and not self._preposition(reading, item, before):
            return self._standard(item, before)
        values = item.number.values
        if symbol := self._label(text, item) or self._noun(text, item):
            counted = self.listed(text, replace(item, symbol=symbol))
            if counted.ok or not self._small_count(reading, item):
                return counted
        if self._in_payment(text, item):
            return Verdict(item.start, item.end, True, "number", "attributes")
        if self._in_date(reading, item) or compact(text[item.number.start : item.number.end]) in self.facts.codes:
            return Verdict(item.start, item.end, True, "number", "certificates")
        if _AGE.match(text, item.number.end):
            ok = any("age" in self.facts.bare.get(value, "") for value in values)
            return Verdict(item.start, item.end, ok, "number", "attributes.age_range", reason="value")
        if _STAINLESS & set(self.facts.terms) and _STEEL.search(text, max(0, item.number.start - 3), item.number.end + 3):
            return Verdict(item.start, item.end, True, "number", self.facts.terms["stainless-steel"])
        if item.number.value <= _SMALL and _PEOPLE.match(text, item.number.end):
            return Verdict(item.start, item.end, False, "number", "attributes", reason="bare", severity="warn")
        if text[max(0, item.number.start - 2) : item.number.start].rstrip()[-1:] in _DIAMETERS:  # "8-Φ18" of millimetres
            round_ones = [fact for fact in self.facts.facts if fact.unit == "mm"]
            holes = [fact for fact in round_ones if "孔" in fact.path] if _HOLES.search(text, 0, item.number.start) else []
            wide = next((fact for fact in holes or round_ones if fact.value in values), None)
            return Verdict(item.start, item.end, wide is not None, "number", wide.path if wide else "attributes", wide, "value")
        if self.facts.charges & set(values) and _CHARGES.search(text, max(0, item.start - _FAR_WORD), item.end + _FAR_WORD):
            return Verdict(item.start, item.end, True, "number", "attributes.working_time")
        path = next((self.facts.bare[value] for value in values if value in self.facts.bare), None) or self._spelled(values)
        if path:
            return Verdict(item.start, item.end, True, "number", path)
        if text[item.number.end : item.number.end + 2].strip()[:1] in (":", "：", "(", "（") and any(
            value in self.facts.lists.get("#own", ()) for value in values
        ):
            return Verdict(item.start, item.end, True, "quantity", "attributes")
        if self._same_kind(reading, item) or self._small_count(reading, item) or self._tail_of_code(text, item) or _either(text, item):
            return Verdict(item.start, item.end, True, "number", "attributes")
        found = self._repeated(text, item, self.near(reading, item.start))
        return found if found.ok or not _far(text, item) else replace(found, severity="warn")

    def _spelled(self, values: Sequence[Decimal]) -> str:
        """The attribute that a number of three digits or more gives in a unit that a text may spell in many ways ("5000 r. p. m.")."""
        own = (fact for fact in self.facts.facts if fact.unit in _SPELLED and fact.exact and fact.path.startswith("attributes"))
        return next((fact.path for fact in own if fact.value >= _HUNDRED and fact.value in values), "")

    def _same_kind(self, reading: Reading, item: QuantityAt) -> bool:
        """ "41 cm in all, 26 across": a number that the card gives in the unit which the sentence has just named."""
        if item.number.article:
            return False
        end = reading.sentence_end(item.start)
        near = [
            one for one in reading.near(item) if one.symbol and (reading.sentence_end(one.start) == end or 0 < item.start - one.end < _JUST)
        ]
        if not item.number.words and reading.folded.text[item.number.start - 1 : item.number.start] in _DIAMETERS:
            return any(fact.value in item.number.values and fact.unit == "mm" for fact in self.facts.by_dimension.get("length", ()))
        units = {one.symbol for one in near if one.dimension in _MEASURED}
        return any(equal(replace(item, symbol=unit), fact) for unit in units for fact in self.facts.by_dimension.get(dimension(unit), ()))

    def _small_count(self, reading: Reading, item: QuantityAt) -> bool:
        """A small number in words that is the length of one of the card's own lists, or that an attribute counts."""
        if not item.number.words or item.number.value > _SMALL:
            return False
        known = counts_of_attributes(self.facts)
        if not {"carton", "moq"} & set(self.near(reading, item.start)):
            known |= {Decimal(count) for count in self.facts.lists.get("#own", ())}
        return any(value in known for value in item.number.values)

    def _tail_of_code(self, text: str, item: QuantityAt) -> bool:
        """ "6205-2RS" of a bearing BR-6205: the number inside a model code."""
        digits = text[item.number.start : item.number.end]
        return digits.isdigit() and len(digits) > 2 and any(code.endswith(digits) for code in self.facts.codes)

    def named(self, reading: Reading, item: QuantityAt) -> bool:
        """Whether the card writes this number behind the word that stands before it ("Bluetooth 5.2")."""
        before = reading.folded.text[max(0, item.number.start - 24) : item.number.start].rstrip(" .-").rsplit(" ", 1)[-1]
        return any(value in self.facts.after_word.get(before, ()) for value in item.number.values)

    @staticmethod
    def _preposition(reading: Reading, item: QuantityAt, word: str) -> bool:
        """ "en dos" in Spanish: a standard is written in capitals and its number in digits."""
        if item.number.words:
            return word in _STANDARDS
        place = reading.source(item.number.start, item.number.start + 1)[0]
        return word == "en" and reading.original[max(0, place - 3) : place].rstrip(" .-").endswith("en")

    def _label(self, text: str, item: QuantityAt) -> str:
        """The list that a label before the number counts ("Colours: 3"), "" for none."""
        if item.number.value > _MOST_COLOURS:
            return ""
        near = 2 if self.language in ("ar", "ko") else 1
        for word in _LABEL.findall(text[max(0, item.number.start - 24) : item.number.start])[-near:]:
            written = (word, bare_arabic(word), word[:-1], word[:-2]) if self.language == "ar" else (word,)  # "الوانه": its colours
            for form in written:
                unit = unit_words(self.language).at(form, 0) if form else None
                if unit and unit.symbol in ("#colour", "#size") and unit.end == len(form):
                    return unit.symbol
        return ""

    def _noun(self, text: str, item: QuantityAt) -> str:
        """The list that a number in words counts two words on ("tre i colori"), "" for none."""
        if not item.number.words:
            return ""
        behind = text[item.number.end : item.number.end + 16].split()[:2]
        for word in behind[1:]:
            unit = unit_words(self.language).at(word, 0)
            if unit and unit.symbol in ("#colour", "#size") and unit.end == len(word):
                return unit.symbol
        return ""

    def _standard(self, item: QuantityAt, word: str) -> Verdict:
        """The number of a standard or of anything that the card writes behind the same word."""
        known = self.facts.after_word.get(word, set())
        if any(value in known for value in item.number.values):
            return Verdict(item.start, item.end, True, "number", self.facts.bare.get(item.number.value, "certificates"))
        expected = " / ".join(f"{word.upper()} {value}" for value in sorted(known))
        return Verdict(item.start, item.end, False, "certificate" if word in _STANDARDS else "number", expected=expected, reason="value")

    def _repeated(self, text: str, item: QuantityAt, topics: Sequence[str]) -> Verdict:
        values = item.number.values
        before = text[max(0, item.number.start - 12) : item.number.start]
        hit = next((fact for fact in self.facts.facts if fact.value in values and _fits(item, fact, before)), None)
        if hit:
            return Verdict(item.start, item.end, True, "number", hit.path, hit)
        public = (fact for fact in self.facts.facts if fact.exact and fact.dimension not in ("money", "ratio"))
        nearest = min(public, key=lambda fact: abs(fact.value - values[0]), default=None)
        # "Two zips", "at five in the morning": a small number in words, of nothing that the card counts, is shown only.
        vague = item.number.words and item.number.value <= _SMALL and not (_SERIOUS & set(topics))
        severity = "warn" if vague else "block"
        return Verdict(item.start, item.end, False, "number", nearest.path if nearest else "", nearest, "bare", severity)

    def _in_date(self, reading: Reading, item: QuantityAt) -> bool:
        """A part of a date that the card states, with its year in the same sentence."""
        if not self.facts.dates:
            return False
        sentence = reading.sentence(item.start)
        return any(item.number.value in date and str(date[0]) in sentence for date in self.facts.dates)

    def _in_payment(self, text: str, item: QuantityAt) -> bool:
        """ "30/70" as the card's payment term writes it."""
        if not self.facts.payments and "ratio" not in self.facts.by_dimension:
            return False
        around = _RATIO.search(text[max(0, item.number.start - 5) : item.number.end + 5])
        if around is None:
            return False
        shares = {fact.value for fact in self.facts.by_dimension.get("ratio", ()) if not fact.path.startswith("trade.payment")}
        parts = {Decimal(part) for part in around[0].split("/")}
        return around[0].replace(" ", "") in self.facts.payments.replace(" ", "") or (sum(parts) == _WHOLE and parts <= shares)


def counts_of_attributes(facts: CardFacts) -> set[Decimal]:
    """Numbers above one by which an attribute of the card counts something ("4 个餐盘"), whatever a text calls it."""
    return {fact.value for fact in facts.facts if fact.value > 1 and fact.unit in COUNTS and fact.path.startswith("attributes")}


_SMALL_WORDS = (
    "(?:one|two|three|four|un[oae]?|dos|tres|dois|duas|deux|trois|quatre|zwei|drei|vier|due|tre|quattro|дв[ае]|две|двух|три|трех|четыре"
    "|اثنين|ثلاثه|hai|ba|bốn|dua|tiga|empat)"
)
_OR = r",? (?:or|o|ou|oder|или|او|hoặc|hay|atau) (?:por |par |a |de |by |zu |по |da |di |in )?"
_OR_BEFORE = re.compile(rf"{_SMALL_WORDS}{_OR}$")
_OR_BEHIND = re.compile(rf"{_OR}{_SMALL_WORDS}(?![^\W\d_])")


def _either(text: str, item: QuantityAt) -> bool:
    """ "Mix two or three": a choice between small numbers in words is no count of anything."""
    if not item.number.words or item.number.value > _FEW:
        return False
    return bool(_OR_BEFORE.search(text, max(0, item.start - 16), item.start) or _OR_BEHIND.match(text, item.end))


_FAR = r"(?:kilomet|km(?![a-z])|quilomet|chilomet|километр|كيلومتر|كم |キロ(?:メートル)?(?!グラム)|킬로미터|cây số|miles?(?![a-z]))"
_FAR_BEHIND = re.compile(" ?" + _FAR)
_FAR_BEFORE = re.compile(_FAR + r"[^\W\d_]* $")


def _far(text: str, item: QuantityAt) -> bool:
    """ "Twenty kilometres in", "al kilómetro veinte": no goods are that long, so it tells a story."""
    return bool(_FAR_BEHIND.match(text, item.end) or _FAR_BEFORE.search(text, max(0, item.start - 16), item.start))


def _fits(item: QuantityAt, fact: Fact, before: str) -> bool:
    """A number alone can repeat a count of things; behind a label ("Weight (kg): 0.85") digits may repeat any value."""
    if fact.dimension in ("money", "ratio") or fact.path.endswith("up_to"):
        return False
    return fact.unit in COUNTS or fact.dimension == "rate" or (not item.number.words and bool(_LABEL_END.search(before)))
