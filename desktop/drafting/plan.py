"""What a listing says, in which order: topics per section, chosen by what the card states.

The order is stable per card (seeded by its sku), so that ten products of one category do not read alike and
one product reads the same every time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from desktop.drafting.card_values import CardValues
from desktop.language.phrasebook import Pattern, mark

KEYWORDS, HIGHLIGHTS, QUESTIONS = 5, 5, 3

# Highlights and questions: what buyers' search rewards first. Description: opening, body, packing and close.
HIGHLIGHT_TOPICS = (
    "material",
    "size",
    "spec",
    "colour",
    "technique",
    "feature",
    "customisation",
    "certificates",
    "use",
    "packaging",
    "weight",
    "finish",
    "carton",
    "audience",
    "origin",
)
FAQ_TOPICS = (
    "customisation",
    "spec",
    "size",
    "material",
    "packaging",
    "sample",
    "colour",
    "certificates",
    "carton",
    "use",
    "weight",
    "origin",
    "inquiry",
)
BODY_TOPICS = (
    "material",
    "size",
    "spec",
    "colour",
    "technique",
    "finish",
    "pattern",
    "feature",
    "use",
    "audience",
    "weight",
)
TAIL_TOPICS = ("packaging", "carton", "customisation", "certificates", "origin", "sample")


_mark = lru_cache(maxsize=4096)(mark)


def seeded(items: Iterable[str], seed: str) -> list[str]:
    """The items in an order that depends on `seed` only: their marks are multiplied by an odd number made of the seed."""
    factor = _mark(seed) | 1
    return sorted(items, key=lambda item: _mark(item) * factor & 0xFFFFFFFFFFFFFFFF)


def ordered(patterns: Iterable[Pattern], seed: str) -> list[Pattern]:
    """Patterns in the order that `seeded` gives their ids."""
    factor = _mark(seed) | 1
    return sorted(patterns, key=lambda pattern: pattern.mark * factor & 0xFFFFFFFFFFFFFFFF)


def allowed(when: Mapping[str, Any], values: CardValues) -> bool:
    """Whether a pattern's conditions hold for the card."""
    card = values.card
    if "vertical" in when and card.vertical not in when["vertical"]:
        return False
    if "category" in when and card.category not in when["category"]:
        return False
    if "min" in when and any(values.count(slot) < least for slot, least in when["min"].items()):
        return False
    if "max" in when and any(values.count(slot) > most for slot, most in when["max"].items()):
        return False
    if "has" in when and not all(_has(name, values) for name in when["has"]):
        return False
    if "not" in when and any(_has(name, values) for name in when["not"]):
        return False
    return "term" not in when or all(set(terms) & set(values.term_ids(slot)) for slot, terms in when["term"].items())


def _has(name: str, values: CardValues) -> bool:
    trade = values.card.trade
    if name == "samples":
        return trade.samples is not None
    if name in trade.customisation:
        return trade.customisation[name] not in (None, False, "", [])
    if name == "customisation":
        return bool(trade.customisation)
    if name in ("logo", "oem"):
        return False
    return values.count(name) > 0


def body_order(sku: str) -> list[str]:
    """Topics of the description between its opening and its close, material and size early."""
    first = seeded(("material", "size", "spec", "technique"), sku)
    rest = seeded([topic for topic in BODY_TOPICS if topic not in first], sku)
    return [*first, *rest, *seeded(TAIL_TOPICS, sku)]
