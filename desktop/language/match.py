"""Finding the words of a lexicon in a text: whole words where a language has spaces, inside runs where it has none.

Spaced languages look up each word in a table of first words; Japanese and Chinese look up each character; Korean looks
at word beginnings (particles may follow); German also knows a material at the head of a compound; Arabic takes off
conjunction, preposition and article. One pass over the text, longest writing first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import add
from typing import NamedTuple

from desktop.language.normalise import Folded, fold, fold_word
from desktop.language.numbers import bare_arabic
from desktop.language.once import Once

TOKENS = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \-'/·.]{1,3}$")
_KO_PARTICLES = (
    "으로만", "으로는", "으로", "에서", "에는", "에도", "까지", "부터", "이며", "이고", "입니다", "이나", "처럼", "보다",
    "만의", "과는", "와는", "만으로", "이라", "이라서", "라서", "이지만", "으로도", "이어서", "이나", "인데",
    "은", "는", "이", "가", "을", "를", "의", "에", "로", "과", "와", "도", "만", "나", "며", "고",
)  # fmt: skip
# Single Han characters that name a thing only beside these or beside other scripts.
_JA_STUFF = frozenset("竹紙革綿麻絹銅鉄籐藤")
_NO_STUFF = ("farbe", "farben", "optik", "look", "ton", "muster")
_JA_AFTER = frozenset("製材色系調地編柄革布糸板素を")


class Writing(NamedTuple):
    """One writing of one concept. `case`: an acronym, capitals count. `boundary`: not inside a longer run."""

    text: str
    concept: str
    kind: str
    avoid: bool = False
    boundary: bool = False


@dataclass(frozen=True)
class Entry:
    """Everything one folded writing may mean: (kind, concept) pairs and the concepts it must not be used for."""

    text: str
    uses: tuple[tuple[str, str], ...]
    avoid: tuple[str, ...] = ()
    capitals: bool = False
    boundary: bool = False

    def concepts(self, kind: str) -> tuple[str, ...]:
        """The concepts of that kind."""
        return tuple(concept for its, concept in self.uses if its == kind)


class TermAt(NamedTuple):
    """An entry found at a folded range."""

    start: int
    end: int
    entry: Entry


Token = tuple[int, int, str]


@dataclass(slots=True)
class _Node:
    """One word on the way to a writing."""

    entry: Entry | None = None
    following: dict[str, _Node] = field(default_factory=dict)


@dataclass
class _Draft:
    uses: list[tuple[str, str]] = field(default_factory=list)
    avoid: list[str] = field(default_factory=list)
    capitals: bool = True
    boundary: bool = False


class Lexicon:
    """The compiled words of one language."""

    def __init__(self, language: str, writings: Iterable[Writing]) -> None:
        self.language = language
        self._dense = language in ("ja", "zh")
        drafts: dict[str, _Draft] = {}
        for writing in writings:
            _collect(drafts, writing, language)
        self._trie: dict[str, _Node] = {}
        self._heads: dict[str, Entry] = {}
        self._begins: Once[str, bool] = Once(self._may_begin)
        self._concepts_in = lru_cache(maxsize=8192)(self._read_concepts)
        self._dense_table: dict[str, list[Entry]] = {}
        for text, draft in drafts.items():
            entry = Entry(text, tuple(dict.fromkeys(draft.uses)), tuple(dict.fromkeys(draft.avoid)), draft.capitals, draft.boundary)
            self._index(entry)
        for entries in self._dense_table.values():
            entries.sort(key=lambda entry: -len(entry.text))

    def _index(self, entry: Entry) -> None:
        if self._dense or self.language == "ko":
            self._dense_table.setdefault(entry.text[0], []).append(entry)
            return
        words = TOKENS.findall(entry.text)
        if not words:
            return
        node = self._trie.setdefault(words[0], _Node())
        for word in words[1:]:
            node = node.following.setdefault(word, _Node())
        node.entry = node.entry or entry

    def add_heads(self, heads: Iterable[tuple[str, str, str]]) -> None:
        """German compound heads: (prefix, kind, concept), at least four letters."""
        for prefix, kind, concept in heads:
            folded = fold_word(prefix, self.language)
            if len(folded) >= 4:
                self._heads[folded] = Entry(folded, ((kind, concept),))

    def find(self, folded: Folded) -> list[TermAt]:
        """Every term in a folded text, longest first, none overlapping."""
        if self._dense:
            return self._find_dense(folded)
        return self._find_korean(folded) if self.language == "ko" else self._find_spaced(folded)

    def _find_spaced(self, folded: Folded) -> list[TermAt]:
        text = folded.text
        end = 0
        tokens = [((start := text.find(word, end)), (end := start + len(word)), word) for word in TOKENS.findall(text)]
        found: list[TermAt] = []
        done = 0
        begins = self._begins
        for index in [place for place, token in enumerate(tokens) if begins[token[2]]]:
            if index < done:
                continue
            hit, used = self._at(folded, tokens, index)
            if hit:
                found.append(hit)
            done = index + used
        return found

    def _may_begin(self, word: str) -> bool:
        """Whether any writing can begin with this word; asked once for each word."""
        if word in self._trie:
            return True
        if self.language == "ar":
            return (word[1:] if word[0] in "وبلفك" and word[1:].isascii() else bare_arabic(word)) in self._trie
        return len(word) >= 7 and any(word[:length] in self._heads for length in range(4, len(word)))

    def concepts_in(self, text: str) -> tuple[str, ...]:
        """The concepts that a short text names, in order; kept for the texts asked last."""
        return self._concepts_in(text)

    def _read_concepts(self, text: str) -> tuple[str, ...]:
        return tuple(concept for term in self.find(fold(text, self.language)) for _, concept in term.entry.uses)

    def _at(self, folded: Folded, tokens: list[Token], index: int) -> tuple[TermAt | None, int]:
        start, end, word = tokens[index]
        hit = self._longest(folded, tokens, index, word) if word in self._trie else (None, 1)
        if self.language == "ar":
            bare = word[1:] if word[0] in "وبلفك" and word[1:].isascii() else bare_arabic(word)
            if bare != word and bare in self._trie:
                tokens[index] = (start + len(word) - len(bare), end, bare)
                other = self._longest(folded, tokens, index, bare)
                hit = other if other[0] and (hit[0] is None or other[1] > hit[1]) else hit
        if hit[0]:
            return hit
        if self._heads and len(word) >= 7:
            for length in range(len(word) - 3, 3, -1):
                if (entry := self._heads.get(word[:length])) and not word.endswith(_NO_STUFF):  # "Glasurfarbe"
                    return TermAt(start, end, entry), 1
        return None, 1

    def _longest(self, folded: Folded, tokens: list[Token], index: int, word: str) -> tuple[TermAt | None, int]:
        """The longest writing that begins with this token."""
        start = tokens[index][0]
        node = self._trie[word]
        best: tuple[TermAt | None, int] = (None, 1)
        place = index
        while True:
            entry = node.entry
            if entry and not (entry.capitals and not _is_capital(folded, start, tokens[place][1])):
                best = (TermAt(start, tokens[place][1], entry), place - index + 1)
            place += 1
            if not node.following or place >= len(tokens):
                return best
            gap = folded.text[tokens[place - 1][1] : tokens[place][0]]
            if gap != " " and not _GAP.match(gap):
                return best
            word = tokens[place][2]
            step = node.following.get(word)
            if step is None and self.language == "ar":
                step = node.following.get(word[2:] if word.startswith("ال") else "ال" + word)
            if step is None:
                return best
            node = step

    def _find_dense(self, folded: Folded) -> list[TermAt]:
        text = folded.text
        table = self._dense_table
        found: list[TermAt] = []
        index, size = 0, len(text)
        while index < size:
            entries = table.get(text[index])
            hit = None
            if entries:
                for entry in entries:
                    if text.startswith(entry.text, index) and self._stands(folded, entry, index):
                        hit = entry
                        break
            if hit:
                found.append(TermAt(index, index + len(hit.text), hit))
                index += len(hit.text)
            else:
                index += 1
        return found

    def _stands(self, folded: Folded, entry: Entry, start: int) -> bool:
        """Whether a writing found inside a run is a word there (Japanese and Chinese)."""
        text, end = folded.text, start + len(entry.text)
        before, after = text[start - 1 : start], text[end : end + 1]
        first = entry.text[0]
        if first.isascii() and first.isalnum():
            ends = not (after.isascii() and after.isalnum()) and not (before.isascii() and before.isalnum())
            return ends and (not entry.capitals or _is_capital(folded, start, end))
        if self.language == "zh":
            return True
        if _is_katakana(first):
            if _is_katakana(before):
                return False
            return not (_is_katakana(after) and len(entry.text) <= 2 and not entry.concepts("material"))
        if len(entry.text) == 1 and _is_han(first):
            return not _is_han(before) and (not _is_han(after) or after in _JA_AFTER or first in _JA_STUFF)
        return not (entry.boundary and len(entry.text) <= 2 and (_is_han(before) or (_is_han(after) and after not in _JA_AFTER)))

    def _find_korean(self, folded: Folded) -> list[TermAt]:
        text = folded.text
        found: list[TermAt] = []
        done = 0
        tokens = [(match.start(), match.end(), match[0]) for match in TOKENS.finditer(text)]
        for start, end, _ in tokens:
            if start < done:
                continue
            hit = self._korean_at(folded, start, end)
            if hit:
                found.append(hit)
                done = hit.end
        return found

    def _korean_at(self, folded: Folded, start: int, end: int) -> TermAt | None:
        text = folded.text
        for entry in self._dense_table.get(text[start], ()):
            if not text.startswith(entry.text, start):
                continue
            stop = start + len(entry.text)
            tail = text[stop : max(end, stop)]
            if entry.text[0].isascii() and entry.text[-1].isascii():
                after = text[stop : stop + 1]
                if (after.isascii() and after.isalnum()) or (entry.capitals and not _is_capital(folded, start, stop)):
                    continue
                return TermAt(start, stop, entry)
            if stop > end:  # the writing holds a space
                match = TOKENS.match(text, stop)
                tail = match[0] if match else ""
            if (len(entry.text) == 1 or entry.boundary) and tail and tail not in _KO_PARTICLES:
                continue
            return TermAt(start, stop, entry)
        return None


def _collect(drafts: dict[str, _Draft], writing: Writing, language: str) -> None:
    folded = fold_word(writing.text, language)
    if not folded or len(folded) > 60:
        return
    draft = drafts.setdefault(folded, _Draft())
    bare = writing.text.replace("-", "").replace(" ", "")
    draft.capitals = draft.capitals and bare.isupper() and bare.isascii() and len(bare) <= 6
    draft.boundary = draft.boundary or writing.boundary
    if writing.avoid:
        draft.avoid.append(writing.concept)
    else:
        draft.uses.append((writing.kind, writing.concept))


def _is_capital(folded: Folded, start: int, end: int) -> bool:
    begin, stop = folded.source(start, end)
    written = folded.original[begin:stop]
    return sum(ch.isupper() for ch in written) * 2 > sum(ch.isalpha() for ch in written)


def _is_katakana(ch: str) -> bool:
    return bool(ch) and ("ァ" <= ch <= "ヺ" or ch == "ー")


def _is_han(ch: str) -> bool:
    return bool(ch) and ("一" <= ch <= "鿿" or ch == "々")


_WORD_BEFORE = r"(?<![^\W\d_])"


def word_beginning(parts: Iterable[str], language: str) -> str:
    """A regular expression for any of these where a word begins (anywhere in Japanese and Korean, behind prefixes in Arabic)."""
    parts = list(parts)
    if language in ("ja", "ko"):
        return f"(?:{'|'.join(parts)})"
    if language == "ar":
        return rf"{_WORD_BEFORE}(?:لل|[وفبلك]?(?:ال)?)(?:{'|'.join(parts)})"
    if not all(part[:1].isalnum() for part in parts):
        return f"{_WORD_BEFORE}(?:{'|'.join(parts)})"
    rests: dict[str, list[str]] = {}
    for part in parts:
        rests.setdefault(part[0], []).append(part[1:])
    # The letter stands before the look behind it: a search then passes over all others quickly.
    groups = (rf"{letter}(?<![^\W\d_]{letter})(?:{'|'.join(rest)})" for letter, rest in rests.items())
    return f"(?:{'|'.join(groups)})"


_HEAD = 4


class StemFinder:
    """Finds many short phrases and stems at word beginnings (anywhere in Japanese and Chinese), in one pass.

    Each phrase has a label; boundaries at the end are the caller's rule. Phrases of one letter are not taken.
    """

    def __init__(self, language: str, phrases: Iterable[tuple[str, str]]) -> None:
        self._dense = language in ("ja", "zh", "ko")
        self._clitics = language == "ar"
        self._long: dict[str, list[tuple[str, str]]] = {}
        self._short: dict[str, list[tuple[str, str]]] = {}
        for phrase, label in phrases:
            if len(phrase) >= _HEAD:
                self._long.setdefault(phrase[:_HEAD], []).append((phrase, label))
            elif len(phrase) >= 2:
                self._short.setdefault(phrase[:2], []).append((phrase, label))
        self._heads: dict[str, set[str]] = {head: {head} for head in self._short}
        for head in self._long:
            self._heads.setdefault(head[:2], set()).update((head[:3], head))
        self._letters = frozenset(head[0] for head in self._heads)
        self._begins: Once[str, bool] = Once(self._may_begin)

    def find(self, text: str, words: Iterable[Token]) -> list[tuple[int, str, str]]:
        """(place, phrase, label) of every phrase in a folded text; `words` are its words."""
        found: list[tuple[int, str, str]] = []
        longer, shorter = self._long, self._short
        for place in self._places(text, words):
            head = text[place : place + _HEAD]
            if head in longer:
                found.extend((place, phrase, label) for phrase, label in longer[head] if text.startswith(phrase, place))
            if head[:2] in shorter:
                found.extend((place, phrase, label) for phrase, label in shorter[head[:2]] if text.startswith(phrase, place))
        return found

    def _places(self, text: str, words: Iterable[Token]) -> Iterable[int]:
        if self._dense:
            heads = self._heads
            return [place for place, pair in enumerate(map(add, text, text[1:])) if pair in heads]
        begins = self._begins
        starts = [start for start, _, word in words if begins[word]]
        if self._clitics:
            return [start + extra for start in starts for extra in (0, 1, 2, 3)]
        return starts

    def _may_begin(self, word: str) -> bool:
        """Whether a phrase can begin in this word: at its first letter, in Arabic also behind up to three prefixes."""
        for extra in range(min(4, len(word))) if self._clitics else (0,):
            rest = word[extra : extra + _HEAD]
            heads = self._heads.get(rest[:2], ())
            if rest in self._letters or rest in heads or rest[:2] in heads or (heads and len(rest) == 2):
                return True
        return False
