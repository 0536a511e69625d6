"""Promises and boasts that are said in many words: two groups of stems in one sentence (resources/claims/promises.json).

"Relieves" with "back pain" is a medical claim, "return" with "money" a refund, "the only" with "supplier" a boast. A rule is
written `verify|verb + thing|thing ~60`: one of each group within 60 letters of one sentence, in any order; with `>` for `+` the
second group stands behind the first; ` = DE` says whose country an origin rule names; a rule of one group asks for no more. A
stem begins a word (anywhere in Japanese and Korean), a space behind it asks for the word's end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from desktop.domain.cards import Card
from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts
from desktop.drafting.facts.verdicts import Verdict
from desktop.drafting.facts.words import ClaimWords
from desktop.language.match import word_beginning
from desktop.language.normalise import fold_word
from desktop.system.paths import resources_dir

_DENSE = frozenset({"ja", "ko"})
_WEEK = 7
_REACH = 60
_TAIL = re.compile(r"(?P<rule>.*?)(?: ~(?P<reach>\d+))?(?: = (?P<country>[A-Z]{2}))?$")
_PARTS = re.compile(r" ([+>]) ")
# What changes with time or is the owner's to give: a reply may say it, a listing may not.
_OF_LISTINGS = frozenset({"lead", "payment", "discount", "price", "stock"})
_TERMS = frozenset({"lead", "payment"})


class Rule(NamedTuple):
    """One rule: where one of `anchors` stands, each of `others` must stand within `reach` letters (behind it, or on any side)."""

    kind: str
    anchors: tuple[str, ...]
    others: tuple[re.Pattern[str], ...]
    behind: bool
    reach: int
    country: str


def _folded(stem: str, language: str) -> str:
    return fold_word(stem.strip(), language) + (" " if stem.endswith(" ") and language not in _DENSE else "")


def _pattern(stems: Iterable[str], language: str) -> re.Pattern[str]:
    parts = (re.escape(stem.rstrip(" ")) + (r"(?![^\W\d_])" if stem.endswith(" ") else "") for stem in stems)
    return re.compile(word_beginning(parts, language))


def _rule(kind: str, written: str, language: str) -> Rule:
    tail = _TAIL.match(written)
    assert tail is not None  # the pattern matches any text
    parts = _PARTS.split(tail["rule"])
    groups = [tuple(_folded(stem, language) for stem in part.split("|") if stem.strip()) for part in parts[::2]]
    behind = len(parts) > 1 and parts[1] == ">"
    anchors, others = (groups[0], groups[1:]) if behind or len(groups) == 1 else (groups[-1], groups[:-1])
    patterns = tuple(_pattern(group, language) for group in others)
    return Rule(kind, anchors, patterns, behind, int(tail["reach"] or _REACH), tail["country"] or "")


@lru_cache(maxsize=16)
def promise_rules(language: str) -> tuple[Rule, ...]:
    """The rules of a language, read on first use."""
    raw = json.loads((resources_dir() / "claims" / "promises.json").read_text("utf-8"))
    return tuple(_rule(kind, written, language) for kind, by in raw.items() for written in by.get(language, ()))


def promise_stems(language: str) -> list[tuple[str, str]]:
    """(stem, label) of every rule's anchors, for a finder of stems; `promised` takes the labels back."""
    return [
        (anchor.rstrip(" "), f"promise:{index}" + ("$" if anchor.endswith(" ") else ""))
        for index, rule in enumerate(promise_rules(language))
        for anchor in rule.anchors
    ]


class Promises:
    """The promises of one language, judged for one card."""

    def __init__(self, card: Card, facts: CardFacts, words: ClaimWords, on_card: Callable[[str], bool]) -> None:
        self._facts = facts
        self._rules = promise_rules(words.language)
        self._on_card = on_card
        self._open = {kind for kind in ("payment", "lead") if _allowed(kind, facts)}
        self._country = (card.origin or "")[:2]
        deducted = card.trade.samples is not None and card.trade.samples.refundable
        self._samples = words.topics.get("sample", ()) if deducted else ()

    def judge(self, reading: Reading, hits: Iterable[tuple[int, str, str]]) -> list[Verdict]:
        """A blocking verdict for each promise, over the words that make it; `hits` as a finder of stems gives them."""
        text = reading.folded.text
        found: list[Verdict] = []
        for place, stem, label in hits:
            rule = self._rules[int(label.rstrip("$"))]
            end = place + len(stem)
            if label.endswith("$") and text[end : end + 1].isalpha():
                continue
            if rule.kind in self._open or (rule.kind in _OF_LISTINGS and self._facts.replying) or rule.country == self._country != "":
                continue
            if rule.kind in ("discount", "refund") and any(word in reading.sentence(place) for word in self._samples):
                continue  # a sample's price is deducted from the first order
            span = self._span(reading, rule, place, end)
            if span and not (rule.kind == "medical" and self._on_card(stem)):
                kind, path = ("term", f"trade.{rule.kind}") if rule.kind in _TERMS else ("claim", "")
                found.append(Verdict(*span, False, kind, path, reason="claim"))
        return found

    @staticmethod
    def _span(reading: Reading, rule: Rule, place: int, end: int) -> tuple[int, int] | None:
        begin = reading.sentence_start(place)
        first = end if rule.behind else max(begin, place - rule.reach)
        last = min(reading.sentence_end(place), end + rule.reach)
        for other in rule.others:
            match = other.search(reading.folded.text, first, last)
            if match is None:
                return None
            place, end = min(place, match.start()), max(end, match.end())
        return place, end


def _allowed(kind: str, facts: CardFacts) -> bool:
    """Whether the card says so itself: a week's time, or terms that let the buyer pay later."""
    if kind == "lead":
        return any(fact.value == _WEEK and fact.unit == "day" and fact.path.startswith("trade.lead_time") for fact in facts.facts)
    return "o/a" in facts.payments or "days" in facts.payments
