"""Labels and pairs: "thickness: 22 mm" is about the thickness, "5 V / 3 A" is one output and not two values.

A label counts only directly before its value; the weight and size of a carton are another rule's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts, Fact
from desktop.drafting.facts.verdicts import Verdict, equal
from desktop.language.triples import QuantityAt

_GAP = re.compile(r"[ :：=,(]{0,3}(?:of|is|de|da|di|von|от|до|は|が|の|은|는|이|가|là|adalah|هو|هي)?[ :：=]{0,2}$")
_PARTS = {
    "weight": ("重", "克"),
    "size": ("尺寸", "大小", "长", "宽", "高", "直径"),
    "length": ("长",),
    "height": ("高",),
    "width": ("宽",),
    "capacity": ("容量",),
    "thickness": ("厚",),
    "diameter": ("直径", "径"),
}
_SLASH = re.compile(r" ?/ ?$")


def labelled(reading: Reading, item: QuantityAt, facts: CardFacts) -> list[Fact] | None:
    """The card's facts for the attribute named directly before the number; None where none is named or the card lacks it."""
    text = reading.folded.text
    for term in reading.terms:
        if term.end > item.start or item.start - term.end > 10 or not _GAP.match(text[term.end : item.start]):
            continue
        if "," in text[term.end : item.start] and any(0 <= term.start - one.end <= 2 for one in reading.quantities):
            continue  # "20 mm bore, 47 mm outside": the label belongs to the number before it
        paths = tuple("attributes." + concept.replace("-", "_") for concept in term.entry.concepts("attribute"))
        found = [fact for fact in facts.facts if fact.path in paths and fact.dimension == item.dimension]
        if found:  # a variant has an own weight, and the owner may weigh or measure a part ("单耳重量")
            own = [key for concept in term.entry.concepts("attribute") for key in _PARTS.get(concept, ())]
            found += [
                fact
                for fact in facts.facts
                if fact.path.startswith("attributes.own.") and fact.dimension == item.dimension and any(key in fact.path for key in own)
            ]
            return found + [fact for fact in facts.facts if fact.path.startswith("variants") and fact.dimension == item.dimension]
    return None


def paired(reading: Reading, found: list[Verdict], facts: CardFacts) -> list[Verdict]:
    """Two values of different kinds around a slash must stand together on the card, where the card has such pairs."""
    wrong: set[int] = set()
    for left, right in pairwise(reading.quantities):
        if left.group >= 0 or right.group >= 0 or not left.dimension or not right.dimension or left.dimension == right.dimension:
            continue
        if not _SLASH.match(reading.folded.text[left.end : right.start]):
            continue
        groups = [group for group in facts.compounds if _has(group, left.dimension) and _has(group, right.dimension)]
        if groups and not any(_states(group, left) and _states(group, right) for group in groups):
            wrong.update((left.start, right.start))
    return [replace(verdict, ok=False, reason="value") if verdict.start in wrong else verdict for verdict in found]


def _has(group: Sequence[Fact], dimension: str) -> bool:
    return any(fact.dimension == dimension for fact in group)


def _states(group: Sequence[Fact], item: QuantityAt) -> bool:
    return any(equal(item, fact) for fact in group)
