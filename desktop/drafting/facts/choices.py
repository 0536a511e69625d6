"""Attributes of which a thing has one and not another: "short sleeves" of a shirt whose card says long sleeves.

Groups of values that exclude each other (sleeve, fit, pattern, closure, finish, washing, shape, packing, plug ...) with their
words stand in resources/claims/choices.json. What the card says of a group is read from the attributes that the group names
(`keys`; Chinese words in `zh`, glossary ids in `ids`); what it says anywhere else is allowed besides. A group of which the card
says nothing is not judged at all.

Words: `stem|stem`; a stem begins a word (anywhere in Japanese), a space behind it asks for the word's end, `+` asks for a word of
the group's `head` near it ("long" near "sleeve"). The value `-` holds longer phrases that mean something else. `kin`: `a=b`, a
card that says a may be called b. `apart`: words of another thing. `yes_no`: the value is turned round by a negation. The first
stem of a value stands for it in a finding.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts
from desktop.drafting.facts.verdicts import Verdict
from desktop.language.match import StemFinder
from desktop.language.normalise import fold_word
from desktop.system.paths import resources_dir

_DENSE = frozenset({"ja", "ko"})
_NEUTRAL = "-"
_LANGUAGES = frozenset("en es pt fr de it ru ar ja ko vi id".split())
_CLAUSE = re.compile(r"[;:!?()\n。！？,，、،؛؟]|\.(?=\s|$)|(?<=\s)-(?=\s)")  # a comma ends what a negation governs
_SENTENCE = re.compile(r"[;!?\n。！？؛؟]|\.(?=\s|$)")
_JOINED = re.compile(r"\W*(?:(?:or|and|nor|ni|o|y|e|ou|et|oder|und|и|или|ни|او|و|ولا|hoặc|và|atau|dan|with|mit) )?\W*$")
_LINK = re.compile(r"[^\W\d_]{0,3}[ ,/、-]{1,2}(?:[^\W\d_]{1,3}[ '])?(?:[^\W\d_]{1,2}[ '])?")  # between two of one enumeration
_HEAD_REACH, _APART_REACH, _BEFORE_REACH, _AFTER_REACH = 32, 20, 44, 18
_KEPT_CARDS = 32
_SHORT = 4  # letters of a word of denial that is taken whole
_CARE = ("attributes.care", "selling_points")


class _Word(NamedTuple):
    """What one stem stands for."""

    group: str
    value: str
    whole: bool
    headed: bool


class _Hit(NamedTuple):
    """One stem in a text."""

    start: int
    end: int
    word: _Word


class _Language(NamedTuple):
    """The words of one language, compiled."""

    words: tuple[_Word, ...]
    finder: StemFinder
    heads: Mapping[str, re.Pattern[str]]
    aparts: Mapping[str, re.Pattern[str]]
    says: Mapping[str, re.Pattern[str] | None]  # before, after, never, offer
    shown: Mapping[tuple[str, str], str]


class Choice(NamedTuple):
    """What a card says of one group: the values, all that it may be called, the path and the text of the first of them."""

    values: frozenset[str]
    allowed: frozenset[str]
    path: str
    text: str


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    raw: dict[str, Any] = json.loads((resources_dir() / "claims" / "choices.json").read_text("utf-8"))
    return raw


def _starts(language: str) -> str:
    if language in _DENSE:
        return ""
    return r"(?<![^\W\d_])(?:لل|[وفبلك]?(?:ال)?)" if language == "ar" else r"(?<![^\W\d_])"


def _stems(written: str, language: str, *, short: int = 0) -> re.Pattern[str] | None:
    """A pattern of stems at word beginnings; those of at most `short` letters, and those with a space behind them, are whole words."""
    parts = []
    for stem in filter(None, written.split("|")):
        folded = fold_word(stem, language)
        whole = language not in _DENSE and (stem.endswith(" ") or len(folded) <= short) and folded[-1:].isalpha()
        parts.append(re.escape(folded) + (r"(?![^\W\d_])" if whole else ""))
    return re.compile(f"{_starts(language)}(?:{'|'.join(parts)})") if parts else None


@lru_cache(maxsize=16)
def _language(language: str) -> _Language:
    table = _table()
    words: list[_Word] = []
    phrases: list[tuple[str, str]] = []
    shown: dict[tuple[str, str], str] = {}
    for group, row in table["groups"].items():
        for value, by in row["values"].items():
            for stem in filter(None, by.get(language, "").split("|")):
                bare = stem.removesuffix("+")
                shown.setdefault((group, value), bare.strip())
                phrases.append((fold_word(bare, language), str(len(words))))
                words.append(_Word(group, value, bare.endswith(" "), stem.endswith("+")))
    compiled: dict[str, dict[str, re.Pattern[str]]] = {"head": {}, "apart": {}}
    for kind, found in compiled.items():
        for group, row in table["groups"].items():
            if pattern := _stems(row.get(kind, {}).get(language, ""), language):
                found[group] = pattern
    says = {kind: _stems(by.get(language, ""), language, short=_SHORT) for kind, by in table["words"].items()}
    return _Language(tuple(words), StemFinder(language, phrases), compiled["head"], compiled["apart"], says, shown)


# --- the card --------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _reads() -> Mapping[str, Callable[[str], set[str]]]:
    """For each group what a text of a card says of it: Chinese words longest first, each taken out once read, and glossary ids."""
    return {group: _reader(row["values"]) for group, row in _table()["groups"].items()}


def _reader(values: Mapping[str, Mapping[str, str]]) -> Callable[[str], set[str]]:
    words = [(word, value) for value, by in values.items() for word in by.get("zh", "").split("|") if word]
    ids = [(concept, value) for value, by in values.items() for concept in by.get("ids", "").split()]
    by_word: dict[str, set[str]] = {}
    for word, value in words:
        by_word.setdefault(word, set()).add(value)
    order = sorted(by_word, key=len, reverse=True)

    def read(text: str) -> set[str]:
        found = {value for concept, value in ids if text == concept or f"/ {concept}" in text}
        for word in order:
            if word in text:
                found |= by_word[word]
                text = text.replace(word, "\n")
        return found

    return read


def choices_of(facts: CardFacts) -> Mapping[str, Choice]:
    """What a card says of each group; a group that it says nothing of is not there."""
    return _choices_in(tuple(facts.texts))


@lru_cache(maxsize=_KEPT_CARDS)
def _choices_in(written: tuple[tuple[str, str], ...]) -> Mapping[str, Choice]:
    found: dict[str, Choice] = {}
    texts = [(_key(path), path, text) for path, text in written if not path.startswith(("certificates", "trade", "hs_code"))]
    name = " ".join(text for path, text in written if path.startswith("name."))
    for group, row in _table()["groups"].items():
        if any(word in name for word in row.get("not_for", "").split("|") if word):
            continue
        keys = row["keys"].split()
        own = [(path, text) for key, path, text in texts if _named(key, path, keys)]
        read = _reads()[group]
        stated = [(path, text, said) for path, text in own if (said := read(text))]
        if "any" in row and own and not stated:
            stated = [(*own[0], {str(row["any"])})]
        if stated:
            values = frozenset(chain.from_iterable(said for _, _, said in stated))
            anywhere = frozenset(() if row.get("yes_no") else chain.from_iterable(read(text) for _, _, text in texts))
            found[group] = Choice(values, _with_kin(values | anywhere, row), stated[0][0], stated[0][1])
    return found


def _key(path: str) -> str:
    return path if path.startswith("packaging.") else "name" if path.startswith("name.") else path.rsplit(".", 1)[-1].split("[")[0]


def _named(key: str, path: str, keys: Iterable[str]) -> bool:
    return any(key == one or (not one.isascii() and one in key and path.startswith(("attributes.", "variants"))) for one in keys)


def _with_kin(values: frozenset[str], row: Mapping[str, Any]) -> frozenset[str]:
    pairs = (pair.split("=") for pair in row.get("kin", "").split())
    kin = {other for one, other in pairs if one in values}
    whole, _, parts = row.get("both", "").partition("=")
    if parts and set(parts.split(",")) <= values:
        kin.add(whole)
    return values | kin


# --- the text --------------------------------------------------------------------------------------------------------------


class Choices:
    """Judges the texts of one language by what one card says of each group."""

    def __init__(self, own: Mapping[str, Choice], facts: CardFacts, language: str) -> None:
        self._own = {} if facts.replying or language not in _LANGUAGES else own
        self._code = language
        self._groups: Mapping[str, Any] = _table()["groups"]
        self._words = _language(language) if self._own else None

    def judge(self, reading: Reading) -> list[Verdict]:
        """A blocking verdict for each word that says something else than the card of the same group."""
        if self._words is None:
            return []
        by_group: dict[str, list[_Hit]] = {}
        for hit in self._hits(reading, self._words):
            by_group.setdefault(hit.word.group, []).append(hit)
        found: list[Verdict] = []
        for group, hits in by_group.items():
            hits = _longest(hits)
            row = self._groups[group]
            for hit in hits:
                wrong = self._turned(reading, hit) if row.get("yes_no") else self._other(reading, hit, hits)
                if wrong:
                    found.append(self._verdict(hit, self._own[group], bool(row.get("yes_no"))))
        return found

    def _hits(self, reading: Reading, known: _Language) -> Iterable[_Hit]:
        text = reading.folded.text
        for place, phrase, label in reading.of_text("choices", lambda: known.finder.find(text, reading.words)):
            word = known.words[int(label)]
            end = place + len(phrase)
            if word.group in self._own and self._bounded(text, place, end, word.whole):
                yield _Hit(place, end, word)

    def _bounded(self, text: str, start: int, end: int, whole: bool) -> bool:
        after = text[end : end + 1]
        if self._code in _DENSE and text[start].isascii():
            before = text[start - 1 : start]
            return not (before.isascii() and before.isalpha()) and not (after.isascii() and after.isalpha())
        return not whole or self._code == "ja" or not after.isalpha()

    def _other(self, reading: Reading, hit: _Hit, hits: list[_Hit]) -> bool:
        """Whether the text says here a value that the card does not."""
        own = self._own[hit.word.group]
        if hit.word.value in own.allowed or hit.word.value == _NEUTRAL or self._together(hit, hits, own):
            return False
        return (
            self._meant(reading, hit, hits)
            and not self._denied(reading, hit, hits)
            and (own.path.startswith(_CARE) or not self._says("offer", reading.sentence(hit.start)))
        )

    def _turned(self, reading: Reading, hit: _Hit) -> bool:
        """Whether a yes stands where the card says no, or the other way round."""
        own = self._own[hit.word.group]
        if hit.word.value != "yes" or len(own.values) > 1 or not self._meant(reading, hit, [hit]):
            return False
        if "no" in own.values:
            return not self._says("never", reading.sentence(hit.start))
        return self._groups[hit.word.group]["yes_no"] is True and self._denied(reading, hit, [hit])

    def _together(self, hit: _Hit, hits: list[_Hit], own: Choice) -> bool:
        """ "For women and men" of a card that says unisex."""
        whole, _, parts = self._groups[hit.word.group].get("both", "").partition("=")
        if whole not in own.values or hit.word.value not in parts.split(","):
            return False
        return any(one.word.value != hit.word.value and one.word.value in (whole, _NEUTRAL, *parts.split(",")) for one in hits)

    def _meant(self, reading: Reading, hit: _Hit, hits: list[_Hit]) -> bool:
        """Whether the word is about the goods' own attribute: no question, its head near it, no other thing beside it."""
        known, text, row = self._words, reading.folded.text, self._groups[hit.word.group]
        assert known is not None  # no hits without words
        if reading.sentence(hit.start).rstrip().endswith(("?", "？", "؟")):
            return False
        mark = _SENTENCE if row.get("far") else _CLAUSE
        begin, end = _around(text, hit, mark, _HEAD_REACH * (2 if row.get("far") else 1))
        if hit.word.headed:
            heads = (
                [match.span() for match in known.heads[hit.word.group].finditer(text, begin, end)] if hit.word.group in known.heads else []
            )
            heads = [span for span in heads if span[1] <= hit.start or span[0] >= hit.end]
            joined = row.get("many") and self._beside_own(text, hit, hits)
            if not joined and (not heads or (not row.get("many") and self._bound(hit, heads, hits))):
                return False
        apart = known.aparts.get(hit.word.group)
        if apart is None:
            return True
        begin, end = _around(text, hit, _CLAUSE, _APART_REACH)
        return not any(span.end() <= hit.start or span.start() >= hit.end for span in apart.finditer(text, begin, end))

    def _bound(self, hit: _Hit, heads: list[tuple[int, int]], hits: list[_Hit]) -> bool:
        """The head belongs to a word of the card that stands nearer ("long sleeves and a short placket")."""
        head = min(heads, key=lambda span: _gap(hit, span))
        own = self._own[hit.word.group].allowed
        return any(one.word.value in own and _gap(one, head) < _gap(hit, head) for one in hits)

    def _beside_own(self, text: str, hit: _Hit, hits: list[_Hit]) -> bool:
        """In one enumeration with a word of the card ("spring and winter" of a card that says spring)."""
        own = self._own[hit.word.group].allowed
        near = (one for one in hits if one.word.value in own and one.word.value != hit.word.value)
        return any(_LINK.fullmatch(text[min(one.end, hit.end) : max(one.start, hit.start)]) for one in near)

    def _denied(self, reading: Reading, hit: _Hit, hits: list[_Hit]) -> bool:
        """Whether the word is denied, compared or given up: "no zip", "rather than varnished", "ファスナーなし"."""
        text = reading.folded.text
        begin, _ = _around(text, hit, _CLAUSE, _BEFORE_REACH)
        before = text[begin : hit.start]
        if self._says("before", before):
            return True
        if _JOINED.fullmatch(before) and any(0 < hit.start - one.end <= 12 and self._denied_before(text, one) for one in hits):
            return True
        _, end = _around(text, hit, _SENTENCE, _AFTER_REACH + (10 if self._code in _DENSE else 0))
        if self._code not in _DENSE:
            end = min(end, _around(text, hit, _CLAUSE, _AFTER_REACH)[1])
        return self._says("after", text[hit.end : end])

    def _denied_before(self, text: str, hit: _Hit) -> bool:
        return self._says("before", text[_around(text, hit, _CLAUSE, _BEFORE_REACH)[0] : hit.start])

    def _says(self, kind: str, text: str) -> bool:
        pattern = self._words.says[kind] if self._words else None
        return pattern is not None and pattern.search(text) is not None

    def _verdict(self, hit: _Hit, own: Choice, turned: bool) -> Verdict:
        path = own.path.split("[")[0]
        if turned:
            return Verdict(hit.start, hit.end, False, "claim", path, reason="value", expected=own.text)
        shown = self._words.shown if self._words else {}
        expected = ", ".join(filter(None, (shown.get((hit.word.group, value)) for value in sorted(own.values))))
        return Verdict(hit.start, hit.end, False, "term", path, reason="value" if expected else "term", expected=expected)


def _gap(hit: _Hit, span: tuple[int, int]) -> int:
    return max(span[0] - hit.end, hit.start - span[1], 0)


def _around(text: str, hit: _Hit, mark: re.Pattern[str], reach: int) -> tuple[int, int]:
    """The part of a text around a hit that no mark parts from it, at most `reach` letters on either side."""
    begin, end = max(0, hit.start - reach), min(len(text), hit.end + reach)
    for match in mark.finditer(text, begin, hit.start):
        begin = match.end()
    after = mark.search(text, hit.end, end)
    return begin, after.start() if after else end


def _longest(hits: list[_Hit]) -> list[_Hit]:
    """Without those that lie inside a longer one; of two alike the one that means something else, then the one without a head."""
    order = sorted(hits, key=lambda hit: (hit.start - hit.end, hit.word.value != _NEUTRAL, hit.word.headed))
    kept: list[_Hit] = []
    for hit in order:
        inside = [one for one in kept if one.start < hit.end and hit.start < one.end]
        if not inside or (all((one.start, one.end) == (hit.start, hit.end) and one.word.value != _NEUTRAL for one in inside)):
            kept.append(hit)
    return sorted(kept)
