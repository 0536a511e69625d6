"""Finding numbers in a folded text, in every writing: digits with any grouping, fractions, number words, numerals.

Reading rule for "1.000" and "1,000": one mark followed by exactly three digits groups thousands where the language
groups with that mark, and is a decimal mark otherwise; a Spanish comma is read both ways (Spain and Latin America differ).
All scans are single passes; nothing here is quadratic in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from desktop.language.number_words import DOZENS, MIXED, THOUSANDS, WordTable, word_table
from desktop.language.numerals import HAN_RUN, SINO_HEAVY, SINO_RUN, han_value, native_korean, sino_value
from desktop.language.units import unit_words

GROUPS = {
    "en": ",",
    "es": ". ",
    "pt": ". ",
    "fr": " .",
    "de": ".' ",
    "it": ".' ",
    "ru": " ",
    "ar": ",٬.",
    "ja": ",",
    "ko": ",",
    "vi": ".",
    "id": ".",
    "zh": ",",
}
_BOTH_WAYS = frozenset({"es"})
_COMMA_DECIMAL = frozenset({"es", "pt", "fr", "de", "it", "ru", "vi", "id"})
_DIGITS = re.compile(r"\d+(?:[.,'٬٫]\d+)*")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?")
_FRACTION_SIGNS = {
    "½": "0.5",
    "¼": "0.25",
    "¾": "0.75",
    "⅓": "0.3333",
    "⅔": "0.6667",
    "⅛": "0.125",
    "⅜": "0.375",
    "⅝": "0.625",
    "⅞": "0.875",
    "⅕": "0.2",
}
_FRACTION = re.compile(r"(?:(\d{1,3}) )?(\d{1,2})/(2|4|8|16|32|64)(?![\d/.])")
_POWER = re.compile(r" ?[x×·] ?10(?:\^(-?\d{1,2})|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))|e([+-]?\d{1,2})(?![a-z\d])")
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
MAX_DIGITS = 18
# Words that mean something else too: a number only when something that is counted follows.
AMBIGUOUS = {
    "en": {"ten"} - {"ten"}, "fr": {"neuf", "six", "cent"}, "it": {"sei", "cento"}, "de": {"acht", "sieben"},
    "es": {"once"} - {"once"}, "ru": {"сто"},
    "vi": {"ba", "năm", "tư", "chín", "tám", "bảy", "sáu", "mười", "bốn", "hai"}, "id": {"lima", "tujuh"}, "pt": {"cem"} - {"cem"},
}  # fmt: skip
# Arabic duals: "two pieces" in one word, folded, without article.
_DUALS = {
    "قطعتان": "piece", "قطعتين": "piece", "لونان": "#colour", "لونين": "#colour", "سنتان": "year", "سنتين": "year",
    "عامان": "year", "عامين": "year", "شهران": "month",
    "شهرين": "month", "يومان": "day", "يومين": "day", "اسبوعان": "week", "اسبوعين": "week", "طقمان": "set",
    "طقمين": "set", "مقاسان": "#size", "مقاسين": "#size",
    "حبتان": "piece", "حبتين": "piece", "وحدتان": "piece", "وحدتين": "piece", "كرتونتان": "carton", "كرتونتين": "carton",
    "ساعتان": "h", "ساعتين": "h", "دقيقتان": "min", "دقيقتين": "min",
}  # fmt: skip
_CLITICS = ("وبال", "بال", "وال", "ولل", "فال", "كال", "لل", "ال", "وب", "ول", "و", "ب", "ل", "ف", "ك")
_GERMAN_TAILS = ("farbig", "farbige", "farbigen", "farbiger", "farbiges", "farbigem")


@dataclass(slots=True)
class NumberAt:
    """A number in a folded text. `values` are its possible readings, the likeliest first.

    `scale`: digits shown after the decimal mark. `words`: written in letters. `unit`: a unit inside the same word
    (an Arabic dual), "" otherwise. `article`: a "one" that may be an article.
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    scale: int = 0
    words: bool = False
    unit: str = ""
    article: bool = False

    @property
    def value(self) -> Decimal:
        """The likeliest reading."""
        return self.values[0]


def read_digits(text: str, language: str) -> tuple[Decimal, ...]:
    """The readings of a digit string with separators ("1.234,5"), likeliest first; empty when it is none."""
    plain = text.replace("٫", ",").replace("٬", "'").replace(" ", "'")
    if sum(ch.isdigit() for ch in plain) > MAX_DIGITS:
        return ()
    marks = [ch for ch in plain if not ch.isdigit()]
    if not marks:
        return (Decimal(plain),)
    if "'" in marks:
        whole, _, rest = plain.replace("'", "").partition("," if "," in marks else ".")
        return (Decimal(f"{whole}.{rest}" if rest.isdigit() else whole),)
    if len(set(marks)) == 2:
        last = marks[-1]
        other = "," if last == "." else "."
        if marks.count(last) != 1:
            return ()
        return (Decimal(plain.replace(other, "").replace(last, ".")),)
    if len(marks) > 1:
        groups = plain.split(marks[0])
        grouped = all(len(group) in (2, 3) for group in groups[1:]) and len(groups[-1]) == 3
        return (Decimal("".join(groups)),) if grouped else ()
    return _one_mark(plain, marks[0], language)


def _one_mark(plain: str, mark: str, language: str) -> tuple[Decimal, ...]:
    whole, rest = plain.split(mark)
    decimal = Decimal(f"{whole}.{rest}")
    if len(rest) != 3 or len(whole) > 3 or whole.startswith("0"):
        return (decimal,)
    grouped = Decimal(whole + rest)
    if language in _BOTH_WAYS and mark == ",":
        return (grouped,) if rest == "000" else (decimal, grouped)
    return (grouped,) if mark in GROUPS.get(language, ",") else (decimal,)


def find_digits(text: str, language: str) -> list[NumberAt]:
    """Every number written with digits in a folded text, in order."""
    spaced = " " in GROUPS.get(language, "")
    found: list[NumberAt] = []
    place = 0
    while match := _DIGITS.search(text, place):
        item = _fraction(text, match) or _digits_at(text, match, language, spaced)
        if item is None:
            place = match.end()
            continue
        found.append(item)
        place = max(item.end, match.end())
    return found


def _digits_at(text: str, match: re.Match[str], language: str, spaced: bool) -> NumberAt | None:
    start, end = match.span()
    if spaced and (wide := _SPACED.match(text, start)) and wide.end() > end:
        end = wide.end()
    values = read_digits(text[start:end], language)
    if not values:
        return NumberAt(start, end, (Decimal(-1),))
    sign = text[end : end + 1]
    if sign in _FRACTION_SIGNS:
        values = tuple(value + Decimal(_FRACTION_SIGNS[sign]) for value in values)
        end += 1
    elif power := _POWER.match(text, end):
        exponent = int(power[1] or (power[2] or "").translate(_SUPERSCRIPTS) or power[3] or 0) if (power[1] or power[2] or power[3]) else 0
        values = tuple(value.scaleb(exponent) for value in values)
        end = power.end()
    scale = max(0, -int(values[0].as_tuple().exponent))
    factor, end = _multiplier(text, end, language)
    if factor > 1:
        values, scale = tuple(value * factor for value in values), 0
    return NumberAt(start, end, values, scale)


_NEXT_WORD = re.compile(r" ?([^\W\d_]+\.?)")


def _multiplier(text: str, end: int, language: str) -> tuple[int, int]:
    """The thousand or million written behind digits ("5 тыс.", "1万"), and where it ends."""
    words = THOUSANDS.get(language, {})
    if language in ("ja", "ko", "zh"):
        for size in (2, 1):
            if factor := words.get(text[end : end + size]):
                return factor, end + size
        return 1, end
    match = _NEXT_WORD.match(text, end)
    word = match[1].rstrip(".") if match else ""
    factor = words.get(word, 1)
    if factor < 1000 or word == "k" or match is None:  # K is a kelvin more often
        return 1, end
    return factor, match.end()


def _fraction(text: str, match: re.Match[str]) -> NumberAt | None:
    start = match.start()
    if "/" not in text[start : start + 7] or text[start - 1 : start] == "/":
        return None
    found = _FRACTION.match(text, start)
    if found is None or int(found[2]) >= int(found[3]):
        return None
    value = Decimal(found[1] or 0) + Decimal(found[2]) / Decimal(found[3])
    return NumberAt(start, found.end(), (value,), 4)


def find_signs(text: str) -> list[NumberAt]:
    """Lone fraction signs such as "½"."""
    return [
        NumberAt(i, i + 1, (Decimal(_FRACTION_SIGNS[ch]),), 4)
        for ch in _FRACTION_SIGNS
        if ch in text
        for i in range(len(text))
        if text[i] == ch and not text[i - 1 : i].isdigit()
    ]


def bare_arabic(word: str) -> str:
    """A folded Arabic word without its conjunction, preposition and article (at least three letters stay)."""
    for clitic in _CLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= 3:
            return word[len(clitic) :]
    return word


Word = tuple[int, int, str]


def find_words(text: str, language: str, words: list[Word]) -> list[NumberAt]:
    """Every number written in letters. `words` are the words of the folded text as (start, end, word)."""
    if language in ("ja", "zh"):
        return _han_numbers(text, language)
    if language == "ko":
        return _korean_numbers(text, words)
    table = word_table(language)
    if table is None:
        return []
    found: list[NumberAt] = []
    done = 0
    starts = _starts(language)
    for index in [place for place, word in enumerate(words) if starts[word[2]]]:
        if index < done:
            continue
        item, used = _phrase(text, language, table, words[index : index + 9])
        if item:
            found.append(item)
        done = index + max(used, 1)
    return found


_GLUED = {"de": re.compile("farbig|tausend"), "it": re.compile("mila|mille")}


_MOST_WORDS = 50_000


class _Starts(dict[str, bool]):
    """Whether a number in letters can begin with a word; each word is looked at once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        table = word_table(language)
        words = set(THOUSANDS.get(language, ())) | set(DOZENS.get(language, ())) | {"seribu", "sejuta"}
        words |= table.first_words if table else set()
        words |= set(MIXED.get(language, ()))
        self._words = frozenset(words | set(_DUALS)) if language == "ar" else frozenset(words)
        self._arabic = language == "ar"
        self._glued = _GLUED.get(language)

    def __missing__(self, word: str) -> bool:
        if len(self) > _MOST_WORDS:
            self.clear()
        glued = self._glued is not None and len(word) > 6 and bool(self._glued.search(word))
        self[word] = (
            glued
            or word in self._words
            or (self._arabic and (bare_arabic(word) in self._words or (word[0] == "و" and word[1:] in self._words)))
        )
        return self[word]


@lru_cache(maxsize=16)
def _starts(language: str) -> _Starts:
    return _Starts(language)


def _phrase(text: str, language: str, table: WordTable, words: list[Word]) -> tuple[NumberAt | None, int]:
    start, end, first = words[0]
    if mixed := MIXED.get(language, {}).get(first):
        return NumberAt(start, end, (Decimal(mixed),), scale=1 if "." in mixed else 0, words=True), 1
    if language == "ar":
        bare = bare_arabic(first) if first[0] != "ك" else first
        if unit := _DUALS.get(first) or _DUALS.get(bare):
            return NumberAt(start + len(first) - len(bare), end, (Decimal(2),), words=True, unit=unit), 1
        if not table.starts(first):
            bare = first[1:] if first[0] == "و" and table.starts(first[1:]) else bare  # "وست"
            start, first = start + len(first) - len(bare), bare
    big = THOUSANDS[language]
    if not table.starts(first):
        if first in big and big[first] >= 1000 and len(first) > 2 and first not in ("million", "millions", "millionen"):
            return NumberAt(start, end, (Decimal(big[first]),), words=True), 1
        if language == "id" and first in ("seribu", "sejuta"):
            return NumberAt(start, end, (Decimal(1000 if first == "seribu" else 10**6),), words=True), 1
        return _glued(language, table, (start, end, first)), 1
    run = [first]
    for (_, before, _), (after, _, word) in pairwise(words):
        if text[before:after] not in (" ", "-"):
            break
        run.append(word)
    best = table.longest(run)
    if best is None:
        return None, 1
    return _grown(language, words, best, start), best[1]


def _grown(language: str, words: list[Word], best: tuple[int, int], start: int) -> NumberAt:
    """A phrase with the thousand or dozen that may follow it."""
    value, used = best
    end = words[used - 1][1]
    following = words[used][2] if used < len(words) else ""
    factor = THOUSANDS[language].get(following) or (12 if following in DOZENS.get(language, ()) else 0)
    if factor and used < len(words) and factor > 1:
        return NumberAt(start, words[used][1], (Decimal(value * factor),), words=True, unit="piece" if factor == 12 else "")
    return NumberAt(start, end, (Decimal(value),), words=True, article=value == 1 and used == 1)


def _glued(language: str, table: WordTable, word: Word) -> NumberAt | None:
    start, end, text = word
    if language == "de":
        for tail in _GERMAN_TAILS:
            if text.endswith(tail) and (best := table.longest([text[: -len(tail)]])):
                return NumberAt(start, end, (Decimal(best[0]),), words=True, unit="#colour", article=best[0] == 1)
        return _thousands(table, word, "tausend")
    if language == "it" and ("mila" in text or "mille" in text):
        return _thousands(table, word, "mila") or _thousands(table, word, "mille")
    if text in DOZENS.get(language, ()):
        return NumberAt(start, end, (Decimal(12),), words=True, unit="piece")
    return None


def _thousands(table: WordTable, word: Word, joint: str) -> NumberAt | None:
    start, end, text = word
    head, separator, tail = text.partition(joint)
    if not separator:
        return None
    left = table.longest([head]) if head else (1, 1)
    right = table.longest([tail]) if tail else (0, 1)
    if left is None or right is None:
        return None
    return NumberAt(start, end, (Decimal(left[0] * 1000 + right[0]),), words=True)


# Han strings that read like a numeral with a counter and are none.
_HAN_IDIOMS = tuple("十分 一番 一部 一方 一度 一層 一体 一点物 一本化 三日月 千日 百日 四方 八方 一日中 万年".split())


def _han_numbers(text: str, language: str) -> list[NumberAt]:
    units = unit_words(language)
    found: list[NumberAt] = []
    for match in HAN_RUN.finditer(text):
        start, end = match.span()
        if text[start - 1 : start].isdigit() or any(text.startswith(idiom, start) for idiom in _HAN_IDIOMS):
            continue
        value = han_value(match[0])
        if value is None or value == 0 or units.at(text, end) is None:
            continue
        found.append(NumberAt(start, end, (Decimal(value),), words=True, article=value == 1))
    return found


_SINGLE_SINO = ("년", "개월", "주년", "%")


def _korean_numbers(text: str, words: list[Word]) -> list[NumberAt]:
    native = native_korean()
    units = unit_words("ko")
    found: list[NumberAt] = []
    for start, end, word in words:
        if len(word) > 12 or not "가" <= word[0] <= "힣":
            continue
        item = _korean_at(text, start, min(end, start + 9), native)
        if item and (unit := units.after(text, item.end)):
            if (
                item.value < 10
                and not native.get(text[item.start : item.end])
                and not any(text.startswith(tail, unit.start) for tail in _SINGLE_SINO)
            ):
                continue
            found.append(item)
    return found


def _korean_at(text: str, start: int, limit: int, native: dict[str, int]) -> NumberAt | None:
    for length in range(min(4, limit - start), 0, -1):
        value = native.get(text[start : start + length])
        if value:
            return NumberAt(start, start + length, (Decimal(value),), words=True, article=value == 1)
    run = SINO_RUN.match(text, start, limit)
    if run is None or not (SINO_HEAVY & set(run[0]) or len(run[0]) == 1):
        return None
    number = sino_value(run[0])
    return NumberAt(start, run.end(), (Decimal(number),), words=True, article=number == 1) if number else None
