"""Which part a material is said of: the lining's polyester is not the shell's ("Bahan luarnya poliester" of a nylon jacket).

A material that the card states must be stated for the part that the clause names, where the card gives that part a material of
its own. Words for the parts in twelve languages: resources/claims/roles.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from desktop.drafting.facts.kinships import ancestors
from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts
from desktop.drafting.facts.verdicts import Verdict
from desktop.language.match import word_beginning
from desktop.language.normalise import fold_word
from desktop.system.paths import resources_dir

_CLAUSE_END = re.compile(r"[.,;:()。、،，!?]")
_REACH = 34


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, str]]:
    raw: dict[str, dict[str, str]] = json.loads((resources_dir() / "claims" / "roles.json").read_text("utf-8"))
    return raw


@lru_cache(maxsize=16)
def _words(language: str) -> dict[str, re.Pattern[str]]:
    return {
        role: re.compile(word_beginning((re.escape(fold_word(stem, language)) for stem in row[language].split("|")), language))
        for role, row in _table().items()
    }


def part_materials(facts: CardFacts, concepts_in: Callable[[str], tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Role to the concepts that the card states for it, parents too; `concepts_in` reads one text of the card."""
    found: dict[str, set[str]] = {}
    for path, text in facts.texts:
        if not path.startswith("attributes."):
            continue
        key = path.removeprefix("attributes.").removeprefix("own.").split("[")[0]
        for role, row in _table().items():
            if key in row["keys"].split() or any(word in key for word in row["zh"].split("|")):
                found.setdefault(role, set()).update(concepts_in(text))
    return {
        role: frozenset(parent for concept in concepts for parent in (concept, *ancestors(concept)))
        for role, concepts in found.items()
        if concepts
    }


class RoleChecker:
    """Judges the materials of one language's texts by the part that their clause names."""

    def __init__(self, parts: dict[str, frozenset[str]], language: str) -> None:
        self._parts = parts
        self._words = _words(language) if len(parts) > 1 else {}

    def judge(self, reading: Reading, found: list[Verdict]) -> list[Verdict]:
        """The verdicts with a material of another part turned into a finding."""
        if not self._words:
            return found
        return [self._judged(reading, verdict) if verdict.ok and verdict.kind == "material" else verdict for verdict in found]

    def _judged(self, reading: Reading, verdict: Verdict) -> Verdict:
        begin = max(0, verdict.start - _REACH)
        before = _CLAUSE_END.split(reading.folded.text[begin : verdict.start])[-1]
        places = {role: match.end() for role, pattern in self._words.items() for match in pattern.finditer(before)}
        if not places:
            return verdict
        role = max(places, key=lambda one: places[one])
        own = self._parts.get(role)
        term = next((term for term in reading.terms if term.start == verdict.start), None)
        if own is None or term is None:
            return verdict
        concepts = {parent for concept in term.entry.concepts("material") for parent in (concept, *ancestors(concept))}
        if concepts & own or not any(concepts & other for other in self._parts.values()):
            return verdict
        return replace(verdict, ok=False, path="attributes.material", reason="term")
