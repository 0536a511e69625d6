"""The grammar of one listing in one language, as Lark text for llguidance: what may be written, and how long.

Every line is one bounded regular expression: words of the language's own letters, the line's own slots, one end. So a
digit, a foreign letter, an invented slot or an endless text cannot be written (design 7.2).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.engine.letters import Alphabet, alphabet


@dataclass(frozen=True)
class LineRule:
    """What one line must be. `lead` is written before it; one of `slots` must stand in it, `free` ones may.

    `words` bounds the words around the slot on each side (characters in unspaced scripts, times three).
    `end` is "stop", "ask" or "" (a title).
    """

    lead: str
    slots: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    words: tuple[int, int] = (2, 8)
    end: str = "stop"


def lark(language: str, rules: Sequence[LineRule]) -> str:
    """The grammar of these lines in this order, each ended by a line break."""
    letters = alphabet(language)
    names = [f"L{index}" for index in range(len(rules))]
    start = " ".join(f'"{_quoted(rule.lead)}" {name} "\\n"' for rule, name in zip(rules, names, strict=True))
    lines = [f"{name}: /{line_pattern(letters, rule)}/" for rule, name in zip(rules, names, strict=True)]
    return "\n".join([f"start: {start}", *lines]) + "\n"


def line_pattern(letters: Alphabet, rule: LineRule) -> str:
    """A line's own regular expression, without its lead."""
    least, most = rule.words
    end = {"stop": re.escape(letters.stop), "ask": re.escape(letters.ask), "": ""}[rule.end]
    opening = re.escape(letters.open_ask) if rule.end == "ask" else ""
    must = _slots(rule.slots)
    if not letters.spaced:
        body = _unspaced(letters, rule, must, (least, most))
    else:
        body = _spaced(letters, rule, must, (least, most))
    return (opening + body + end).replace("/", r"\/")


def _spaced(letters: Alphabet, rule: LineRule, must: str, words: tuple[int, int]) -> str:
    least, most = words
    own = f"[{letters.letters}]{{1,{letters.longest}}}"
    if letters.inner:
        own += f"(?:[{letters.inner.replace('-', '')}-][{letters.letters}]{{1,12}})?"
    choices = [own, *letters.acronyms, *([_slots(rule.free)] if rule.free else [])]
    word = f"(?:{'|'.join(choices)}){letters.comma}?"
    last = f"(?:{'|'.join(choices)})"
    if not must:
        return f"(?:{word} ){{{max(least * 2 - 1, 1)},{most * 2 - 1}}}{last}"
    # A slot carries at most a short ending of its own in Korean (particles); nowhere else.
    tail = f"[{letters.letters}]{{0,3}}" if "가" in letters.letters else ""
    return f"(?:{word} ){{{least},{most}}}{must}{tail}(?:{letters.comma}?(?: {word}){{0,{most - 1}}} {last})?"


def _unspaced(letters: Alphabet, rule: LineRule, must: str, words: tuple[int, int]) -> str:
    least, most = words[0] * 3, words[1] * 3
    choices = [f"[{letters.letters}]", *letters.acronyms, *([_slots(rule.free)] if rule.free else [])]
    # A comma never stands alone, and stands between characters only.
    sign = f"(?:{letters.comma}?(?:{'|'.join(choices)}))"
    first = f"(?:{'|'.join(choices)})"
    if not must:
        return f"{first}{sign}{{{least},{most * 2}}}"
    return f"{first}{sign}{{{max(least - 1, 0)},{most}}}{must}{sign}{{0,{most}}}"


def _slots(names: Sequence[str]) -> str:
    if not names:
        return ""
    return "(?:" + "|".join(re.escape("{" + name + "}") for name in names) + ")"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def token_bound(rules: Sequence[LineRule], language: str) -> int:
    """More tokens than any text under these rules can need with any vocabulary: one to a byte."""
    letters = alphabet(language)
    widest = max(len(letter.encode()) for letter in letters.letters + letters.inner + letters.comma)
    word = (letters.longest + 13) * widest + 2 if letters.spaced else 3 * (widest + 3)
    return sum((rule.words[1] * 2 + 1) * word + len(rule.lead.encode()) + _longest_slot(rule) + 8 for rule in rules) + 16


def _longest_slot(rule: LineRule) -> int:
    return max((len(name) + 2 for name in (*rule.slots, *rule.free)), default=0) * (rule.words[1] * 2 if rule.free else 1)


def likely_tokens(rules: Sequence[LineRule], language: str) -> int:
    """What a text under these rules usually needs: three tokens to a word."""
    per_word = 3 if alphabet(language).spaced else 5
    if language in ("ar", "ko", "ru", "vi", "ja", "zh"):
        per_word *= 3  # vocabularies made for English spell other scripts in bytes
    return sum(rule.words[1] * 2 * per_word + 24 for rule in rules) + 16
