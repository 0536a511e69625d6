"""Things that a card counts, by name: "five pockets", "карманов 3", "ポケットは二つ" against 口袋数量 5 of the card.

A number that stands beside the name of a thing which the card counts must be the card's number for that thing, whatever else on
the card has that number. A smaller one is a part ("five pockets, two of them at the back") where the text says the whole too.
Names in twelve languages and in the owner's Chinese: resources/claims/counted.json.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts
from desktop.drafting.facts.topics import PACKED
from desktop.drafting.facts.verdicts import Verdict
from desktop.language.match import word_beginning
from desktop.language.normalise import fold_word
from desktop.language.numbers import NumberAt
from desktop.language.numerals import han_value, native_korean
from desktop.language.triples import QuantityAt
from desktop.language.units import COUNTS
from desktop.system.paths import resources_dir

_DENSE = frozenset({"ja", "ko"})
_FOLLOWED = frozenset({"ru", "ja", "ko", "id"})  # the number may stand behind the thing: "карманов 3"
_COUNTER = r"(?:つの?|個の?|カ所の?|か所の?|ヶ所の?|本の?|枚の?|通り|列の?|개의 ?|개 ?|가지 ?|줄 ?|개짜리 ?|cái |chiếc |buah )?"
_BEHIND = {  # what may stand between a number and the thing it counts: a counter, at most two words
    "dense": re.compile(rf" ?{_COUNTER} ?"),
    "spaced": re.compile(rf"[ -]{_COUNTER}(?:[^\W\d_]+(?:[ -]|['’])){{0,2}}"),
}
_BEFORE = re.compile(r"[^\W\d_]{0,4} ?[:：=(（]? ?(?:は|が|を|も|の数は|는|은|이|가|수는|数は)? ?(?:全部で|合計|모두|총|计)? ?")
_REACH = 26
_NEAR = 45
_BEHIND_IT = 3  # letters that a name behind the number counts as further off
_BREAKS = {",": 8, "、": 8, "،": 8, ";": 40, ".": 40, "。": 40}
_MOST = 9999
_LEAST = 3  # pieces of a set whose contents are listed
_APART = 40
_LONGEST = 40  # letters of a number in words
_OPEN = frozenset({"°", "#kind", "#hand"})  # units that may count anything
_HAN = re.compile(r"[一二三四五六七八九十]{1,3}$")
_KOREAN = re.compile(r"(?<![가-힣])(한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두|열세|열네|열다섯|열여섯|스무|스물|서른) ?$")
_KOREAN_BEHIND = re.compile(r"(?:는|은|가|이|도)? ?(하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)(?![가-힣 ]*[개가-힣])")
_HAN_NUMBER = re.compile(r"(\d{1,4}|[一二两三四五六七八九十]{1,3})\s?(?:个|只|条|根|粒|颗|组|档|级|次|层|格|片|枚|套|件|种|轮|门|孔)?\s?$")
_PIECES = re.compile(r"([一二两三四五六七八九十]{1,3}|\d{1,3})\s?件套")
_PARTS = re.compile(r"(\d{1,3})\s?(?:个|只|条|根|片|枚|件|把|张|块|双|支)")
_SET_BEFORE = re.compile(
    r"(?:sets? of|juegos? de|sets? de|conjuntos? de|jogos? de|kits? de|lots? de|ensemble de|service de|sets? aus|sets? di|sets? da"
    r"|набор[а-я]* из|комплект[а-я]* из|طقم من|طقم مكون من|مجموعه من|مجموعه مكونه من|bộ|bộ gồm|set gồm|set|set isi|set berisi"
    r"|set ini berisi|satu set berisi|set terdiri dari|terdiri dari|komplet isi) $"
)
_SET_BEHIND = re.compile(
    r"(?:[ -]?(?:piece|pieces|pc|pcs) sets?|-pieces?(?![^\W\d_])|-teilig|teilig|er-set|er set|-er-set"
    r"| ?(?:点|個|枚|品|種|本|ピース)(?:組|の?セット)"
    r"| ?(?:종|개|피스|장|p|pcs|개입|가지)(?: ?1)? ?세트| ?개(?:가|로) ?(?:한|1) ?세트"
    r"| ?(?:個|点|枚|本)で(?:1|一|ひと)(?:セット|組)| món(?![^\W\d_])|-предметн| предмет|-teilig)"
)


_ALL_OF = re.compile(r"(?:大小|大中小|대[·/ ]?소|대[·/ ]?중[·/ ]?소|(?<![^\W\d_])cả) ?$")  # "大小2点": the large and the small one
_OF_SET = re.compile(r" ?(?:点|個|台|종|개|chiếc|cái|món)")
_AFTER_COMMA = re.compile(r"[^.,;:،]{1,24}[,،] (?:عددها |عدده |числом |in all |en total |insgesamt |in tutto )?")
_ENDS_THERE = re.compile(r" ?(?:$|[.;]|на кажд|on each|per |each|pro |par |por |en cada|em cada|auf jed)")


class Thing(NamedTuple):
    """A thing that is counted: its folded writings in one language, and words one of which must stand near."""

    name: str
    stems: re.Pattern[str]
    near: re.Pattern[str] | None
    generic: bool = False  # "three levels" of whatever: a thing with words of its own near goes before


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, Any]]:
    raw: dict[str, dict[str, Any]] = json.loads((resources_dir() / "claims" / "counted.json").read_text("utf-8"))
    return raw


def _pattern(stems: str, language: str) -> re.Pattern[str]:
    parts = []
    for stem in sorted(stems.split("|"), key=len, reverse=True):
        written = re.escape(fold_word(stem.strip(), language))
        parts.append(written + (r"(?![^\W\d_])" if stem.endswith(" ") and language not in _DENSE else ""))
    return re.compile(word_beginning(parts, language) + ("" if language in _DENSE else r"[^\W\d_]*"))


@lru_cache(maxsize=512)
def _thing(name: str, language: str) -> Thing:
    row = _table()[name]
    near = row.get("near")
    return Thing(
        name, _pattern(row["stems"][language], language), _pattern(near[language], language) if near else None, bool(row.get("generic"))
    )


def counted_things(facts: CardFacts) -> dict[str, frozenset[Decimal]]:
    """What the card counts by name: thing to its numbers. Read from attributes, their Chinese names and their texts."""
    return _counted_in(tuple(facts.texts))


@lru_cache(maxsize=64)
def _counted_in(texts: tuple[tuple[str, str], ...]) -> dict[str, frozenset[Decimal]]:
    found: dict[str, set[Decimal]] = {}
    for path, text in texts:
        if not path.startswith(("attributes", "variants")):
            continue
        key = path.rsplit(".", 1)[-1].split("[")[0]
        told = {name: set(_numbers(key, text, row)) for name, row in _table().items()}
        special = any(values and not _table()[name].get("generic") for name, values in told.items())
        for name, values in told.items():
            if values and not (special and _table()[name].get("generic")):
                found.setdefault(name, set()).update(values)
    return {name: frozenset(values) for name, values in found.items()}


def _numbers(key: str, text: str, row: Mapping[str, Any]) -> Iterator[Decimal]:
    chinese = row["zh"].split("|")
    if key in row["keys"].split() or any(word in key.lower() for word in chinese):
        whole = re.findall(r"(?<![\d.])\d{1,4}(?![\d.])", text)
        if len(whole) == 1 and not re.search(r"\d\s?(?:mm|cm|m|V|W|A|kg|g|K|%)(?![a-zA-Z])", text):
            yield Decimal(whole[0])
        return
    for word in chinese:
        place = text.find(word)
        if place > 0 and (match := _HAN_NUMBER.search(text[:place])):
            value = Decimal(match[1]) if match[1].isdigit() else Decimal(han_value(match[1].replace("两", "二")) or 0)
            if value:
                yield value


def pieces_of_set(facts: CardFacts) -> frozenset[Decimal]:
    """How many pieces a set has: the attribute, "三件套" in a name, or the sum of what a set's own text lists."""
    return _pieces_in(tuple(facts.texts))


@lru_cache(maxsize=64)
def _pieces_in(texts: tuple[tuple[str, str], ...]) -> frozenset[Decimal]:
    found: set[Decimal] = set()
    for path, text in texts:
        if path == "attributes.set_pieces" and text.strip().isdigit():
            found.add(Decimal(text.strip()))
        elif match := _PIECES.search(text):
            found.add(Decimal(match[1]) if match[1].isdigit() else Decimal(han_value(match[1].replace("两", "二")) or 0))
        elif path.startswith("attributes") and len(parts := _PARTS.findall(text)) > 1:
            found.add(sum((Decimal(part) for part in parts), Decimal(0)))
    return frozenset(found)


class CountedComparer:
    """Judges the numbers beside the things that one card counts, in one language."""

    def __init__(self, facts: CardFacts, language: str, near: Callable[[Reading, int], Sequence[str]]) -> None:
        self._language = language
        self._near = near
        packed = [fact for fact in facts.facts if fact.path.startswith("packaging.") and fact.unit in COUNTS]
        self._packed = frozenset(fact.value for fact in packed if fact.exact or fact.unit != "piece")
        self._all_pieces = frozenset(fact.value for fact in packed if fact.unit == "piece")
        self._angles = frozenset(fact.value for fact in facts.by_dimension.get("angle", ()))
        self._counts = counted_things(facts)
        self._things = [_thing(name, language) for name in self._counts]
        self._pieces = pieces_of_set(facts)
        self._parts = {value for value, path in facts.bare.items() if "套" in path and value > 1} - self._pieces
        self._behind = _BEHIND["dense" if language in _DENSE else "spaced"]

    def judge(self, reading: Reading, found: list[Verdict]) -> list[Verdict]:
        """The verdicts with those about counted things in the place of what was said of the bare numbers."""
        if not (self._things or self._pieces):
            return found
        own = list(self._named(reading))
        own += self._contents(reading)
        wrong = [one for one in found if not one.ok and one.path == "attributes.colour"]
        own += [one for one in self._sets(reading) if not any(one.start < other.end and other.start < one.end for other in own + wrong)]
        if not own:
            return found
        kept = [one for one in found if not any(one.start < other.end and other.start < one.end for other in own)]
        return kept + own

    def _named(self, reading: Reading) -> Iterator[Verdict]:
        text = reading.folded.text
        hits: dict[int, tuple[int, NumberAt, Thing, bool]] = {}
        own: dict[int, int] = {}  # how far the thing is off that a number is right for
        for thing in self._things:
            for match in thing.stems.finditer(text):
                beside = self._dual(match) or self._beside(reading, thing, match.start(), match.end())
                if beside is None:
                    continue
                number, direct = beside
                far = self._distance(thing, text, match.start(), match.end())
                if far >= 0 and set(number.values) & self._counts[thing.name]:
                    own[number.start] = min(far, own.get(number.start, far))
                if far >= 0 and (number.start not in hits or far < hits[number.start][0]):
                    hits[number.start] = (far, number, thing, direct)
        whole = {thing.name for _, number, thing, _ in hits.values() if set(number.values) & self._counts[thing.name]}
        for far, number, thing, direct in hits.values():
            counts = self._counts[thing.name]
            if own.get(number.start, far + 1) <= far:
                yield Verdict(number.start, number.end, True, "quantity", "attributes")
            elif set(number.values) & self._packed and PACKED & set(self._near(reading, number.start)):
                continue  # "five pieces a bag" of an apron with four pockets
            elif number.value > max(counts) or (direct and thing.name not in whole):
                expected = str(min(counts, key=lambda value: abs(value - number.value)))
                yield Verdict(number.start, number.end, False, "quantity", "attributes", reason="list", expected=expected)

    def _contents(self, reading: Reading) -> list[Verdict]:
        """ "Four plates, four bowls, four cups and four mugs" of a set of sixteen: counts that add up to the whole."""
        whole = max(self._pieces, default=Decimal(0))
        if whole < _LEAST:
            return []
        run: list[NumberAt] = []
        listed: dict[int, NumberAt] = {}
        for number in reading.numbers:
            if run and (number.start - run[-1].end > _APART or self._stops(reading, run[-1], number)):
                run = []
            if number.scale or number.value >= whole or self._measured(reading, number):
                continue
            run.append(number)
            total = Decimal(0)
            for index in range(len(run) - 1, -1, -1):
                total += run[index].value
                if total == whole and len(run) - index > 1:
                    listed |= {one.start: one for one in run[index:]}
        return [Verdict(one.start, one.end, True, "quantity", "attributes.set_pieces") for one in listed.values()]

    @staticmethod
    def _stops(reading: Reading, left: NumberAt, right: NumberAt) -> bool:
        return reading.sentence_end(left.start) != reading.sentence_end(right.start)

    @staticmethod
    def _distance(thing: Thing, text: str, start: int, end: int) -> int:
        """How far the word that must stand near is off; 0 when none is asked for, -1 when it is missing."""
        if thing.near is None:
            return _NEAR if thing.generic else 0
        begin = max(0, start - _NEAR)
        gaps = []
        for match in thing.near.finditer(text[begin : end + _NEAR]):
            first, last = match.start() + begin, match.end() + begin
            gap = text[last:start] if last <= start else text[end:first]
            gaps.append(len(gap) + (0 if last <= start else _BEHIND_IT) + sum(_BREAKS.get(ch, 0) for ch in gap))
        return min(gaps, default=-1)

    def _dual(self, match: re.Match[str]) -> tuple[NumberAt, bool] | None:
        """Arabic says "two pockets" in one word."""
        if self._language != "ar" or not match[0].endswith(("ان", "ين")):
            return None
        return NumberAt(match.start(), match.end(), (Decimal(2),), words=True), True

    def _beside(self, reading: Reading, thing: Thing, start: int, end: int) -> tuple[NumberAt, bool] | None:
        """The number that counts the word at a place, and whether nothing but a counter stands between."""
        text = reading.folded.text
        if self._language in _DENSE and (numeral := self._numeral(text, start)):
            return numeral, True
        if self._language == "ko" and (alone := _KOREAN_BEHIND.match(text, end)):
            value = Decimal(native_korean()[alone[1]])
            return NumberAt(alone.start(1), alone.end(1), (value,), words=True), True
        first = bisect_left(reading.numbers, start - _REACH - _LONGEST, key=lambda one: one.start)
        for number in islice(reading.numbers, first, None):
            if number.start > end + _REACH:
                break
            if number.article or number.value > _MOST or number.scale or self._measured(reading, number):
                continue
            gap = text[number.end : start] if 0 <= start - number.end <= _REACH else None
            if gap is not None and self._behind.fullmatch(gap):
                own = thing.near is not None and thing.near.search(gap) is not None  # "three brightness levels"
                return number, own or len(gap.split()) <= (1 if self._language in _DENSE else 0)
            behind = text[end : number.start] if end <= number.start <= end + 12 else None
            after = text[end : number.start] if end <= number.start else ""
            if after and _AFTER_COMMA.fullmatch(after) and _ENDS_THERE.match(text, number.end):
                return number, True  # "nickel-free snaps, seven on each"
            if behind is not None and _BEFORE.fullmatch(behind) and (self._language in _FOLLOWED or behind.strip()[:1] in (":", "：", "(")):
                return number, True
        return None

    def _numeral(self, text: str, end: int) -> NumberAt | None:
        """A numeral in letters directly before what it counts, which is no counter of the language ("三段階", "세 단계")."""
        match = (_HAN if self._language == "ja" else _KOREAN).search(text, max(0, end - 6), end)
        if match is None:
            return None
        value = han_value(match[0]) if self._language == "ja" else native_korean().get(match[1])
        return NumberAt(match.start(), match.end(), (Decimal(value),), words=True, article=value == 1) if value and value > 1 else None

    def _measured(self, reading: Reading, number: NumberAt) -> bool:
        item = _quantity(reading, number)
        if item is not None and item.symbol == "°" and number.value in self._angles:
            return True
        return item is not None and bool(item.group >= 0 or (item.symbol and item.symbol not in COUNTS and item.symbol not in _OPEN))

    def _sets(self, reading: Reading) -> Iterator[Verdict]:
        if not self._pieces:
            return
        text = reading.folded.text
        for number in reading.numbers:
            if number.article or number.scale or number.value > _MOST or self._measured(reading, number):
                continue
            if set(number.values) & self._parts:
                continue  # "찻잔 4개 세트" of a pot and four cups
            if set(number.values) & self._all_pieces and number.value > max(self._pieces):
                continue  # all the pieces of a carton's sets
            if set(number.values) & self._pieces:
                item = _quantity(reading, number)
                if item is None or item.symbol in ("piece", "", "#kind"):
                    yield Verdict(number.start, number.end, True, "quantity", "attributes.set_pieces")
            elif (
                _SET_BEHIND.match(text, number.end)
                or (_SET_BEFORE.search(text, max(0, number.start - 24), number.start) and number.value < 100)
                or (_ALL_OF.search(text, max(0, number.start - 8), number.start) and _OF_SET.match(text, number.end))
            ):
                expected = str(max(self._pieces))
                yield Verdict(number.start, number.end, False, "quantity", "attributes.set_pieces", reason="list", expected=expected)


def _quantity(reading: Reading, number: NumberAt) -> QuantityAt | None:
    """What a number was read as."""
    first = bisect_left(reading.quantities, number.start - _REACH, key=lambda one: one.start)
    for item in islice(reading.quantities, first, None):
        if item.number.start == number.start:
            return item
        if item.start > number.start:
            return None
    return None
