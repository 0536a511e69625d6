"""Lists of phrases as one thing to look for, in the writing of resources/asks/FORMAT.md.

A list is searched like a regular expression of all its phrases, the fuller ones first. But only phrases whose first letters stand
in the text are ever compiled: thousands of them would take longer to compile than a message takes to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from desktop.language.normalise import fold

UNSPACED = frozenset({"ja", "ko", "zh"})
_APART = "\x1f"  # folding leaves it as it is
_ASCII_WORD = re.compile(r"^[a-z][a-z .*?/]*$")
_LITERAL = re.compile(r"[^()\[\]|?*.\\+{}^$ ]+")
_GROUP = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)(\??)")


def folded(text: str, language: str) -> str:
    """A text as phrases are matched on it."""
    return fold(text, language).text.replace("ß", "ss")


class Phrases:
    """Phrases of one language, looked for together. The same methods as a compiled pattern has."""

    def __init__(self, phrases: Iterable[str], language: str) -> None:
        ordered = sorted(phrases, key=len, reverse=True)  # the fuller phrase is the one meant
        self._language = language
        self._phrases = folded(_APART.join(ordered), language).split(_APART) if ordered else []
        self._starts = [_starts(phrase) for phrase in self._phrases]
        self._compiled: dict[int, re.Pattern[str]] = {}

    def search(self, text: str) -> re.Match[str] | None:
        """The first match: the leftmost, of the fullest phrase there."""
        best: re.Match[str] | None = None
        for pattern in self._possible(text):
            match = pattern.search(text)
            if match and (best is None or match.start() < best.start()):
                best = match
        return best

    def match(self, text: str) -> re.Match[str] | None:
        """A match at the text's start."""
        return next((match for pattern in self._possible(text) if (match := pattern.match(text))), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches from left to right, without overlaps."""
        waiting = [(pattern, pattern.search(text)) for pattern in self._possible(text)]
        while True:
            waiting = [(pattern, match) for pattern, match in waiting if match]
            if not waiting:
                return
            found = min((match for _, match in waiting if match), key=lambda match: match.start())
            yield found
            end = max(found.end(), found.start() + 1)
            waiting = [(pattern, match if match and match.start() >= end else pattern.search(text, end)) for pattern, match in waiting]

    def sub(self, replace: Callable[[re.Match[str]], str] | str, text: str) -> str:
        """The text with every match replaced, by a text or by what a function makes of it."""
        parts, last = [], 0
        for match in self.finditer(text):
            parts += [text[last : match.start()], replace if isinstance(replace, str) else replace(match)]
            last = match.end()
        return "".join(parts) + text[last:]

    def _possible(self, text: str) -> list[re.Pattern[str]]:
        return [self._pattern(index) for index, starts in enumerate(self._starts) if not starts or any(start in text for start in starts)]

    def _pattern(self, index: int) -> re.Pattern[str]:
        if index not in self._compiled:
            self._compiled[index] = re.compile(_written(self._phrases[index], self._language))
        return self._compiled[index]


class Names:
    """Plain names to look for together, the longest at each place; only those that stand in a text are compiled."""

    def __init__(self, names: Iterable[str], left: str = "", right: str = "") -> None:
        self._names = sorted({name for name in names if name}, key=len, reverse=True)
        self._left, self._right = left, right
        self._last: tuple[str, re.Pattern[str]] | None = None

    def pattern(self, text: str) -> re.Pattern[str]:
        """A pattern of the names that stand in this text; the name itself is the group "name"."""
        standing = "|".join(re.escape(name) for name in self._names if name in text)
        return re.compile(f"{self._left}(?P<name>{standing}){self._right}") if standing else _NEVER


_NEVER = re.compile(r"(?!)(?P<name>)")


def _starts(phrase: str) -> tuple[str, ...]:
    """Letters of which some must stand in a text that holds the phrase; none when that cannot be told."""
    parts = list(alternatives(phrase))
    literal = _LITERAL.match(phrase)
    if len(parts) == 1 and literal:
        text = literal.group()
        optional = phrase[literal.end() : literal.end() + 1] == "?"
        return ((text[:-1],) if len(text) > 1 else ()) if optional else (text,)
    if len(parts) == 1:
        group = _GROUP.match(phrase)
        if group is None or group[2]:
            return ()
        parts = list(alternatives(group[1]))
    inner = [_starts(part) for part in parts]
    return tuple(start for starts in inner for start in starts) if all(inner) else ()


def alternatives(body: str) -> Iterator[str]:
    """The parts between the bars that stand outside brackets."""
    depth, last = 0, 0
    for index, sign in enumerate(body):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            yield body[last:index]
            last = index + 1
    yield body[last:]


def _written(text: str, language: str) -> str:
    """A folded phrase as a regular expression; repetition is bounded, so matching stays linear."""
    if language in UNSPACED and not _ASCII_WORD.match(text):
        return text.replace("*", r"\w{0,12}").replace(" ?", " ").replace(" ", r"\s*")
    body = text.replace(" .. ", "\1").replace(" ?", "\2").replace(" ", r"\s+").replace("\2", r"\s?").replace("*", r"\w{0,20}")
    body = body.replace("\1", r"\s(?:(?:[^.,;!?\n]|[.,](?=\d)){0,40}?[\s'])?")
    left = r"(?<![a-z0-9])" if language in UNSPACED else r"(?<!\w)"
    right = r"(?![a-z])" if language in UNSPACED else r"(?!\w)"
    if language == "ar" and not text[:1].isascii():
        left += "(?:[وفبلك]{0,2}(?:ال)?|لل)?"
    return f"{left}(?:{body}){right}"
