"""A text taken apart once: folded form, words, quantities, codes, terms and sentences.

Everything later (comparison, claims, language) works on one `Reading`, so that a 150-word text is scanned only a few times.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from desktop.drafting.facts.moments import moments
from desktop.drafting.facts.sources import compact
from desktop.drafting.facts.words import claim_words
from desktop.language.match import Lexicon, StemFinder, TermAt
from desktop.language.normalise import Folded, fold
from desktop.language.numbers import AMBIGUOUS, NumberAt, Word
from desktop.language.triples import QuantityAt, QuantityReader, find_numbers, spaced_words
from desktop.language.units import dimension

_CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+|\.\d+[a-z0-9]*)*")
_WORD_TAIL = re.compile(r"-[a-z]{4,}$")
_SIZE = re.compile(r"[2-6]xl$")
_DIGIT = re.compile(r"\d+")
_HEAD = re.compile(r"(?<![a-z0-9])[a-z0-9]+(?:[-_][a-z0-9]+)*[-_]?$")
_IN_CODES = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_LABELLED = re.compile(r"(?:[lwhdbtx]|usd|us|eur|rmb|cny|rp|no|nr)\d+$")
_TIMES = re.compile(r"\d+(?:\.\d+)?(?:x\d+(?:\.\d+)?)+[a-z]*\d?$")
_TAILED = re.compile(r"\d+[a-z]{1,3}(?![a-z\d×*-])")
_SIZE_AT = re.compile(r"[2-6]xl(?![a-z])")
_SPAN = re.compile(r"\d+(?:-\d+)+[a-z]*$")
_COUNTED = re.compile(r"\d+(?:er|fach|teilig|lagig|st|nd|rd|th|ply|way|fold)(?:-[a-z]+)*$")
_CONTACT = re.compile(r"(?:https?://|www\.)[^\s]{3,200}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|\+\d{1,3}[ \-()\d]{7,20}\d")
_DATE = re.compile(
    r"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2})\b"
    r"|(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?|(?:19|20)\d{2}년(?: ?\d{1,2}월(?: ?\d{1,2}일)?)?"
)
_ALL_IN_ONE = re.compile(
    r"24/7|\d{1,2}[ -]?(?:in|en|em|в|في|trong|dalam)[ -]?(?:1|one|uno|un|um|eins)(?![^\W_])"
    r"|\d{1,2}合1|\d{1,2}way(?![a-z])"
)
_YEAR = re.compile(r"(?:19|20)\d\d|\d{4}-")
_SENTENCE = re.compile(r"[.!?;](?=\s|$)|[。！？；\n]|؟|؛")
# Words whose full stop does not end a sentence.
_SHORT = frozenset(
    "w min max no nr n uds ud stk st шт pz pcs pzs pzas ca approx qty "
    "тыс мес дн кор unid und z b art ctn ctns pc min vs etc incl inkl tel".split()
)
_EACH = re.compile(r" (?:par|per|je|pro|por|mỗi|một thùng) ")  # what is counted out per something is a number
_LAST_WORD = re.compile(r"[^\W\d_]+$")


_Made = TypeVar("_Made")


@dataclass(slots=True)
class CodeAt:
    """A token of letters and digits that is no quantity: a model number, a grade, a standard."""

    start: int
    end: int
    text: str
    kind: str = "code"


@dataclass
class Reading:
    """One text with everything that was found in it; all places are folded ones."""

    original: str
    folded: Folded
    words: list[Word] = field(default_factory=list)
    quantities: list[QuantityAt] = field(default_factory=list)
    codes: list[CodeAt] = field(default_factory=list)
    contacts: list[CodeAt] = field(default_factory=list)
    terms: list[TermAt] = field(default_factory=list)
    numbers: list[NumberAt] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    carton_sentences: set[int] = field(default_factory=set)
    topics: dict[int, list[str]] = field(default_factory=dict)
    asked: str = ""  # the folded question that this text answers
    kept: dict[str, Any] = field(default_factory=dict)

    def of_text(self, name: str, make: Callable[[], _Made]) -> _Made:
        """What `make` finds in the text whatever the card: asked once while the text is remembered, and changed by nobody."""
        if name not in self.kept:
            self.kept[name] = make()
        made: _Made = self.kept[name]
        return made

    def sentence(self, place: int) -> str:
        """The folded sentence around a place."""
        index = bisect_right(self.ends, place)
        start = self.ends[index - 1] if index else 0
        return self.folded.text[start : self.ends[index] if index < len(self.ends) else None]

    def sentence_start(self, place: int) -> int:
        """Where the sentence around a place begins."""
        index = bisect_right(self.ends, place)
        return self.ends[index - 1] if index else 0

    def sentence_end(self, place: int) -> int:
        """Where the sentence around a place ends; it stands for the sentence."""
        index = bisect_right(self.ends, place)
        return self.ends[index] if index < len(self.ends) else len(self.folded.text)

    def near(self, item: QuantityAt) -> list[QuantityAt]:
        """The quantities around one, some on either side, without it."""
        index = bisect_left(self.quantities, item.start, key=lambda one: one.start)
        return [one for one in self.quantities[max(0, index - _AROUND) : index + _AROUND] if one is not item]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original."""
        return self.folded.source(start, end)


class _Taken(NamedTuple):
    """What of a text does not depend on the card; nobody changes it."""

    folded: Folded
    words: list[Word]
    contacts: list[CodeAt]
    numbers: list[NumberAt]
    terms: list[TermAt]
    ends: list[int]
    topics: dict[int, list[str]]
    kept: dict[str, Any]


_AROUND = 8
_REMEMBERED = 256  # texts per language


class TextReader:
    """Takes texts of one language apart."""

    def __init__(self, language: str, lexicon: Lexicon) -> None:
        self.language = language
        self.lexicon = lexicon
        self._quantities = QuantityReader(language)
        self._idioms = StemFinder(language, [(phrase, "idiom") for phrase in claim_words(language).idioms])
        self._moments = moments(language)
        self._take = lru_cache(maxsize=_REMEMBERED)(self._taken)  # while a person types, most fields stay as they are

    def read(self, text: str, known_codes: Collection[str], phrases: Collection[str] = (), question: str = "") -> Reading:
        """Take a text apart; `known_codes` are the card's codes in `compact` form, `phrases` those with dots and spaces, folded.

        `question`: what the text answers, if it answers one.
        """
        taken = self._take(text)
        folded = taken.folded
        reading = Reading(
            text, folded, taken.words, contacts=taken.contacts, terms=taken.terms, ends=taken.ends, topics=taken.topics, kept=taken.kept
        )
        reading.asked = fold(question, self.language).text if question and taken.numbers else ""
        reading.codes = self._codes(folded.text, known_codes, phrases, reading.contacts)
        if reading.codes:
            said = (_ALL_IN_ONE, self._moments)
            reading.codes = [code for code in reading.codes if not any(pattern.match(folded.text, code.start) for pattern in said)]
        if not taken.numbers:
            return reading
        numbers = [number for number in taken.numbers if not _inside(number, reading.codes)]
        reading.numbers = numbers
        without = ",".join(str(number.start) for number in numbers)  # other codes leave other numbers
        reading.quantities, odd = reading.of_text("quantities but " + without, lambda: self._measured(reading))
        reading.codes += odd
        reading.codes = [
            code for code in reading.codes if not any(item.start < code.end and code.start < item.end for item in reading.quantities)
        ]
        return reading

    def _taken(self, text: str) -> _Taken:
        folded = fold(text, self.language)
        words = spaced_words(folded.text)
        contacts = _contacts(folded.text)
        numbers = find_numbers(folded.text, self.language, words)
        if numbers:
            numbers = [number for number in numbers if not _inside(number, contacts) and not _SIZE_AT.match(folded.text, number.start)]
            idioms = [CodeAt(place, place + len(phrase), phrase, "idiom") for place, phrase, _ in self._idioms.find(folded.text, words)]
            for pattern in (_ALL_IN_ONE, self._moments):
                idioms += [CodeAt(match.start(), match.end(), match[0], "idiom") for match in pattern.finditer(folded.text)]
            numbers = [number for number in numbers if not _inside(number, idioms)]
        return _Taken(folded, words, contacts, numbers, self.lexicon.find(folded), _sentence_ends(folded), {}, {})

    def _measured(self, reading: Reading) -> tuple[list[QuantityAt], list[CodeAt]]:
        """The quantities of a reading's numbers, and what turned out to be a code."""
        folded = reading.folded
        found = self._quantities.read(folded.text, reading.original if folded.places is None else "", reading.numbers)
        odd = self._unbelieved(folded.text, found)
        return [item for item in found if self._is_number(folded.text, item) and not _inside(item.number, odd)], odd

    @staticmethod
    def _unbelieved(text: str, found: list[QuantityAt]) -> list[CodeAt]:
        """Mixed tokens whose letters turned out to be no unit ("32S")."""
        codes: list[CodeAt] = []
        for item in found:
            if item.symbol == "" and not item.number.words and (match := _TAILED.match(text, item.number.start)) and item.group < 0:
                codes.append(CodeAt(match.start(), match.end(), match[0]))
        return codes

    def _is_number(self, text: str, item: QuantityAt) -> bool:
        """Leave out words that are a number only when something counted follows, and articles."""
        number = item.number
        if not number.words:
            return True
        if number.article and dimension(item.symbol) not in ("time_month",):
            return False
        if item.symbol:
            return True
        if text[item.start : item.end] not in AMBIGUOUS.get(self.language, ()) or _EACH.match(text, item.end):
            return True
        before = text[max(0, item.start - 8) : item.start].split()
        return self.language == "vi" and before[-1:] in (["có"], ["gồm"], ["với"], ["đủ"])

    def _codes(self, text: str, known: Collection[str], phrases: Collection[str], contacts: list[CodeAt]) -> list[CodeAt]:
        found = [CodeAt(place, place + len(phrase), phrase, "known") for phrase in phrases if (place := text.find(phrase)) >= 0]
        done = 0
        for digits in _DIGIT.finditer(text):
            if digits.start() < done:
                continue
            match = _CODE.match(text, _token_start(text, digits.start()))
            if match is None:
                continue
            token = match[0]
            start, end = match.span()
            done = end
            if text[start - 1 : start] == "м" and not text[start - 2 : start - 1].isalpha():  # a Cyrillic M8
                start, token = start - 1, "m" + token
            if _inside_span(start, contacts) or _inside_span(start, found) or _SIZE.match(token):
                continue
            head = _WORD_TAIL.sub("", token)
            if head != token and compact(head) in known:  # "UN38.3-Bericht"
                found.append(CodeAt(start, start + len(head), head, "known"))
            elif (compact(token) in known and not token.isdigit()) or _composed(token, known):
                found.append(CodeAt(start, end, token, "known"))
            elif not token.isdigit() and any("a" <= ch <= "z" for ch in token) and not self._is_quantity(text, start, token):
                found.append(CodeAt(start, end, token))
        return found

    def _is_quantity(self, text: str, start: int, token: str) -> bool:
        """Whether a mixed token is a number with its unit ("40cm", "12pcs", "l40", "40x30cm", "12-month")."""
        if _LABELLED.match(token) or _TIMES.match(token):
            return True
        if not token[0].isdigit():
            return False
        if _COUNTED.match(token) or _SPAN.match(token):
            return True
        if "." in token and token.replace(".", "").isdigit():
            return True
        size = len(token) - len(token.lstrip("0123456789."))
        head = token[size:]
        if head.startswith(("-", "_")):
            return all(part.isalpha() or not part for part in head[1:].split("-")) or all(part.isdigit() for part in token.split("-"))
        unit = self._quantities.unit_at(text, start + size)
        if unit is not None and unit.end <= start + len(token):
            return True
        return unit is not None


_PARTED = re.compile(r"[-_.]")


def _composed(token: str, known: Collection[str]) -> bool:
    """ "BR-6205-2RS" of a model BR-6205 with the seal 2RS: every part belongs to a code of the card."""
    parts = _PARTED.split(token)
    return any(
        "".join(parts[:cut]) in known and "".join(parts[cut:]) in known and not "".join(parts[cut:]).isdigit()
        for cut in range(1, len(parts))
    )


def _token_start(text: str, place: int) -> int:
    """Where the run of small Latin letters, digits and joints around a digit begins."""
    if text[place - 1 : place] not in _IN_CODES:
        return place
    first = max(0, place - 40)
    head = _HEAD.search(text, first, place)
    return head.start() if head else place


def _sentence_ends(folded: Folded) -> list[int]:
    """Where sentences end. A full stop after a short form, or before a small letter or a digit, ends none."""
    text = folded.text
    ends: list[int] = []
    for match in _SENTENCE.finditer(text):
        end = match.end()
        if match[0] == "." and end < len(text):
            following = text[end + 1 : end + 2]
            place = folded.source(end + 1, end + 2)[0]
            if following.isdigit() or folded.original[place : place + 1].islower():
                continue
            last = _LAST_WORD.search(text, max(0, end - 12), end - 1)
            if last and last[0] in _SHORT:
                continue
        ends.append(end)
    return ends


def _contacts(text: str) -> list[CodeAt]:
    found: list[CodeAt] = []
    if "@" in text or "+" in text or "www." in text or "://" in text:
        found = [CodeAt(match.start(), match.end(), match[0], "contact") for match in _CONTACT.finditer(text)]
    if _YEAR.search(text):
        found += [
            CodeAt(match.start(), match.end(), match[0], "date")
            for match in _DATE.finditer(text)
            if text[match.end() :][:1] not in ("代", "대")
        ]
    return found


def _inside(number: NumberAt, spans: list[CodeAt]) -> bool:
    return bool(spans) and any(span.start <= number.start < span.end for span in spans)


def _inside_span(place: int, spans: list[CodeAt]) -> bool:
    return bool(spans) and any(span.start <= place < span.end for span in spans)
