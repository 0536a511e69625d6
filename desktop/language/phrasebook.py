"""Approved sentence patterns of each language (resources/phrasebook/FORMAT.md), loaded on first use."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

_MACRO = re.compile(r"\{([^{}]*)\}")
_LITERAL = ("agree:", "agree_pl:")


@dataclass(frozen=True)
class Pattern:
    """One sentence with slots and its Chinese meaning; an FAQ pattern has an answer too (`a`, `a_zh`)."""

    id: str
    section: str
    topic: str
    text: str
    zh: str
    when: Mapping[str, Any] = field(default_factory=dict)
    answer: str = ""
    answer_zh: str = ""

    @cached_property
    def slots(self) -> frozenset[str]:
        """Names of the card slots that must be filled, with their form ("material.of")."""
        return slots_of(self.text) | slots_of(self.answer)

    @cached_property
    def says(self) -> frozenset[str]:
        """The slots without their forms: what the sentence speaks of."""
        return frozenset(slot.partition(".")[0] for slot in self.slots)

    @cached_property
    def facts(self) -> frozenset[str]:
        """What the sentence says beyond naming the product."""
        return self.says - {"noun", "model", "sku"}

    @cached_property
    def mark(self) -> int:
        """The number that stands for the id where patterns are put into a card's own order."""
        return mark(self.id)


def mark(text: str) -> int:
    """A number of 64 bits made of a text, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def slots_of(text: str) -> frozenset[str]:
    """Slot names with forms in a template; grammar macros ({a}, {de}, {을/를}, {agree:...}) are not slots."""
    found = set()
    for name in _MACRO.findall(text):
        if not name.startswith(_LITERAL) and "/" not in name and name not in ("a", "de"):
            found.add(name)
    return frozenset(found)


class Phrasebook:
    """The patterns of one language, by section and topic."""

    def __init__(self, language: str, patterns: Iterable[Pattern]) -> None:
        self.language = language
        self._by_topic: dict[tuple[str, str], list[Pattern]] = {}
        self._by_section: dict[str, list[Pattern]] = {}
        self.by_id: dict[str, Pattern] = {}
        for pattern in patterns:
            self._by_topic.setdefault((pattern.section, pattern.topic), []).append(pattern)
            self.by_id[pattern.id] = pattern
        for (section, _topic), found in self._by_topic.items():
            self._by_section.setdefault(section, []).extend(found)

    def patterns(self, section: str, topic: str) -> list[Pattern]:
        """Patterns for a topic, in file order; empty when there are none."""
        return self._by_topic.get((section, topic), [])

    def of_section(self, section: str) -> list[Pattern]:
        """Patterns of a whole section, topic by topic in file order."""
        return self._by_section.get(section, [])


def _pattern(raw: Mapping[str, Any]) -> Pattern:
    if raw["section"] == "faq":
        return Pattern(raw["id"], "faq", raw["topic"], raw["q"], raw["q_zh"], raw.get("when", {}), raw["a"], raw["a_zh"])
    return Pattern(raw["id"], raw["section"], raw["topic"], raw["text"], raw["zh"], raw.get("when", {}))


class Phrasebooks:
    """Loads phrasebooks from `resources/phrasebook` on first use; safe from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._loaded: dict[str, Phrasebook] = {}

    def __call__(self, language: str) -> Phrasebook:
        """The phrasebook of a language; empty when the file is missing."""
        with self._lock:
            if language not in self._loaded:
                path = self._folder / f"{language}.json"
                raw = json.loads(path.read_text("utf-8"))["patterns"] if path.exists() else []
                self._loaded[language] = Phrasebook(language, (_pattern(item) for item in raw))
            return self._loaded[language]
