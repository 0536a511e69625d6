"""Word lists per language that the checks need: topics, claims, refusals, places, brands (resources/claims)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from desktop.language.normalise import fold_word
from desktop.system.paths import resources_dir


@dataclass(frozen=True)
class ClaimWords:
    """The lists of one language, folded; keys of `topics` are carton, moq, logo, sample, lead, warranty."""

    language: str
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    origin: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    cues: frozenset[str] = frozenset()
    matcues: frozenset[str] = frozenset()
    negators: frozenset[str] = frozenset()
    ignore: tuple[str, ...] = ()
    idioms: tuple[str, ...] = ()
    payments: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    cued: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Places:
    """Ports, provinces and countries by code, with their folded writings in one language; and brand names."""

    writings: Mapping[str, tuple[str, ...]]
    brands: tuple[str, ...]
    certificates: tuple[str, ...] = ()


def _folder() -> Path:
    return resources_dir() / "claims"


def _stem(text: str, language: str) -> str:
    """A stem keeps a leading or trailing space that marks a word boundary."""
    folded = fold_word(text, language)
    return (" " if text.startswith(" ") else "") + folded + (" " if text.endswith(" ") else "")


@lru_cache(maxsize=16)
def claim_words(language: str) -> ClaimWords:
    """The lists of a language, read on first use; empty where the file is missing."""
    path = _folder() / f"{language}.json"
    if not path.exists():
        return ClaimWords(language)
    raw = json.loads(path.read_text("utf-8"))

    def folded(key: str) -> tuple[str, ...]:
        return tuple(_stem(item, language) for item in raw.get(key, ()))

    return ClaimWords(
        language,
        {topic: tuple(_stem(item, language) for item in stems) for topic, stems in raw.get("topics", {}).items()},
        folded("origin"),
        folded("claims"),
        folded("soft"),
        folded("refusals"),
        frozenset(folded("cues")),
        frozenset(folded("matcues")),
        frozenset(folded("negators")),
        folded("ignore"),
        folded("idioms"),
        folded("payments"),
        tuple((concept, word) for concept, words in raw.get("also", {}).items() for word in words),
        frozenset(folded("cued")),
    )


@lru_cache(maxsize=16)
def places(language: str) -> Places:
    """Place names as this language writes them; the Latin writing is known everywhere."""
    path = _folder() / "places.json"
    if not path.exists():
        return Places({}, ())
    raw = json.loads(path.read_text("utf-8"))
    writings: dict[str, tuple[str, ...]] = {}
    for code, names in raw["places"].items():
        own = names.get(language, [])
        latin = names.get("latin", [])
        writings[code] = tuple(dict.fromkeys(fold_word(name, language) for name in [*own, *latin] if name))
    return Places(writings, tuple(raw["brands"]), tuple(raw["certificates"]))


@lru_cache(maxsize=16)
def stuffs(language: str) -> tuple[tuple[str, str], ...]:
    """(material, writing) of materials and platings that the glossary does not hold, or holds by other names; "zh" reads cards."""
    raw: dict[str, dict[str, list[str]]] = json.loads((_folder() / "stuffs.json").read_text("utf-8"))
    return tuple((name, word) for name, by in raw.items() for word in by.get(language, ()))
