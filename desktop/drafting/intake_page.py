"""What the intake collects: facts with the words they came from, questions, and what nobody understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from desktop.drafting.intake_numbers import tidy

TAKEN = "\x00"
BREAK = f"{TAKEN},，。;；!！?？\\n"


@dataclass(frozen=True)
class Found:
    """One fact: card path, value as on the card, the owner's words it was read from, and where they stand."""

    path: str
    value: Any
    text: str
    start: int = -1
    end: int = -1

    @property
    def private(self) -> bool:
        """Whether it never leaves this computer."""
        return self.path.startswith("private.")


@dataclass(frozen=True)
class Ask:
    """A question to the owner in Chinese: where the answer goes, the words in doubt, and choices (label, path, value)."""

    path: str
    question: str
    text: str = ""
    choices: tuple[tuple[str, str, Any], ...] = ()


@dataclass(frozen=True)
class Taken:
    """A card to confirm (`data`, private part included), its facts, open questions, and the words left over."""

    data: dict[str, Any]
    found: tuple[Found, ...]
    asks: tuple[Ask, ...]
    not_understood: tuple[str, ...]


@dataclass
class Page:
    """The owner's text while it is being read: what a rule has used is blanked for the next ones."""

    text: str
    plain: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plain = tidy(self.text)
        self._free = self.plain

    @property
    def rest(self) -> str:
        """The text with everything used blanked."""
        return self._free

    def claim(self, start: int, end: int) -> None:
        """Blank a place."""
        self._free = self._free[:start] + TAKEN * (end - start) + self._free[end:]

    def each(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches in what is left, one after the other; the caller claims what it uses."""
        place = 0
        while match := pattern.search(self._free, place):
            yield match
            place = max(match.end(), place + 1)

    def say(self, path: str, value: Any, match: re.Match[str], group: int | str = 0) -> None:
        """Keep a fact and blank its words. The first statement of a fact counts; a different second one is asked about."""
        start, end = match.span(group)
        self.keep(path, value, start, end)

    def keep(self, path: str, value: Any, start: int, end: int) -> None:
        """As say(), by place."""
        words = self.text[start:end].strip(" ,，。;；、")
        self.claim(start, end)
        if path in self.facts and self.facts[path] != value:
            if isinstance(value, list):
                value = self.facts[path] + [item for item in value if item not in self.facts[path]]
            else:
                self.ask(path, f"“{words}”和前面说的不一样，哪个对？", words)
                return
        self.facts[path] = value
        self.found.append(Found(path, value, words, start, end))

    def ask(self, path: str, question: str, words: str = "", choices: tuple[tuple[str, str, Any], ...] = ()) -> None:
        """Put a question once."""
        item = Ask(path, question, words.strip(), choices)
        if item not in self.asks:
            self.asks.append(item)

    def clause(self, start: int, end: int, stops: str = ",，。;；\n") -> str:
        """The clause around a place, as prepared, with what was used still in it."""
        left = max(self.plain.rfind(sign, 0, start) for sign in stops) + 1
        rights = [place for sign in stops if (place := self.plain.find(sign, end)) >= 0]
        return self.plain[left : min(rights, default=len(self.plain))]


def nested(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts by dotted path as card data."""
    data: dict[str, Any] = {}
    for path, value in facts.items():
        inner = data
        *keys, last = path.split(".")
        for key in keys:
            inner = inner.setdefault(key, {})
        inner[last] = value
    return data
