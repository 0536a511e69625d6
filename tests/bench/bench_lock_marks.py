"""Finding where facts stand in a correct text that has no marks, from the card's own terms, codes and units."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from desktop.domain.cards import Card
from tests.bench.bench_lock_mutants import DATA, Mark, Text, fields


@lru_cache(maxsize=1)
def _unit_pattern() -> re.Pattern[str]:
    units = json.loads((DATA / "alternatives.json").read_text("utf-8"))["units"]
    names = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True) if unit != "in")
    return re.compile(rf"(?<![A-Za-z-])(?:[0-9]+[.,]?)+(?<=[0-9])[ \u00a0\u202f]?({names})(?![^\\W\\d_]|[/²³])")


def marked(text: Text, card: Card, glossary: Any) -> Text:
    """The same text with marks for materials, colours, certificates, codes and units."""
    words = list(_words(card, glossary))
    marks: dict[str, tuple[Mark, ...]] = {}
    for field, content in fields(text.listing):
        found: list[Mark] = [Mark("u", match.start(1), match.end(1)) for match in _unit_pattern().finditer(content)]
        for kind, word in words:
            for match in re.finditer(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", content, re.IGNORECASE):
                mark = Mark(kind, match.start(), match.end())
                if not any(mark.start < other.end and other.start < mark.end for other in found):
                    found.append(mark)
        marks[field] = tuple(sorted(found, key=lambda mark: mark.start))
    return Text(text.id, text.card, text.listing, marks)


def _words(card: Card, glossary: Any) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for kind, key in (("m", "material"), ("c", "colour"), ("x", "certificates")):
        for value in card.values(key):
            term = glossary.term(value)
            if term is None:
                continue
            forms = [term.forms.get(name) for name in ("noun", "adj", "name", "m", "f", "mp", "fp", "n", "p", "gen", "def")]
            found += [(kind, form) for form in forms if form]
    if card.model_number:
        found.append(("k", card.model_number))
    return sorted(set(found), key=lambda item: -len(item[1]))
