"""The taxonomy: categories, their attributes, product nouns and the questions that fill a card.

Data: resources/taxonomy/*.json. A category outside it falls back to `other`, so no product is refused.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

OTHER = "other"
NEEDS = ("required", "recommended", "optional")


@dataclass(frozen=True)
class Attribute:
    """One fact that a category has. `type` is terms, quantity, range, code or free; `kind` is the glossary kind of terms."""

    key: str
    need: str
    type: str
    kind: str = ""
    units: tuple[str, ...] = ()
    question: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Category:
    """A kind of product. `noun` is its default product term; `nouns` are the ones a card's name may pick from."""

    id: str
    vertical: str
    zh: str
    noun: str
    nouns: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    questions: tuple[str, ...] = ()

    def attribute(self, key: str) -> Attribute | None:
        """The attribute of that key, or None when the category does not know it."""
        return self.attributes.get(key)


class Taxonomy:
    """All categories, read from `folder` on first use; safe from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._categories: dict[str, Category] | None = None

    @property
    def categories(self) -> Mapping[str, Category]:
        """Every category by id, in file order."""
        with self._lock:
            if self._categories is None:
                found: dict[str, Category] = {}
                for path in sorted(self._folder.glob("*.json")):
                    for key, raw in json.loads(path.read_text("utf-8")).items():
                        found[key] = _category(key, raw)
                found.setdefault(OTHER, Category(OTHER, OTHER, "其他", "product"))
                self._categories = found
            return self._categories

    def category(self, key: str) -> Category:
        """The category, or the generic one (keeping the asked id) when it is outside the taxonomy."""
        known = self.categories.get(key)
        return known if known else replace(self.categories[OTHER], id=key)

    def knows(self, key: str) -> bool:
        """Whether the id is one of the taxonomy's own."""
        return key in self.categories


def _category(key: str, raw: Mapping[str, Any]) -> Category:
    attributes = {
        name: Attribute(
            name,
            item["need"],
            item["type"],
            item.get("kind", ""),
            tuple(item.get("units", ())),
            item.get("question", ""),
            tuple(item.get("choices", ())),
        )
        for name, item in raw.get("attributes", {}).items()
    }
    noun = raw.get("noun", "product")
    return Category(
        key,
        key.split("/", 1)[0],
        raw["zh"],
        noun,
        tuple(raw.get("nouns", (noun,))),
        tuple(raw.get("hs", ())),
        attributes,
        tuple(raw.get("questions", ())),
    )
