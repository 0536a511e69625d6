"""Shares of a blend: "55 % linen" must be the linen's share, not the cotton's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from desktop.drafting.facts.kinships import ancestors
from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts
from desktop.drafting.facts.verdicts import Verdict
from desktop.language.match import Lexicon
from desktop.language.triples import QuantityAt

_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s?%\s?([^,，;；、%\d/]{1,40})")
_NEAR = 2
_LINK = re.compile(r" ?(?:of |de |d'|di |en |de la |da |do |من |)?")


def shares_in(texts: Iterable[tuple[str, str]], lexicons: Mapping[str, Lexicon]) -> dict[str, set[Decimal]]:
    """Shares by material concept that the card's attributes give; a kind of a material counts for it too."""
    found: dict[str, set[Decimal]] = {}
    for path, text in texts:
        for match in _SHARE.finditer(text) if path.startswith("attributes") and "%" in text else ():
            for lexicon in lexicons.values():
                for concept in lexicon.concepts_in(match[2].strip()):
                    for name in (concept, *ancestors(concept)):
                        found.setdefault(name, set()).add(Decimal(match[1]))
    return found


def share(reading: Reading, item: QuantityAt, facts: CardFacts) -> Verdict | None:
    """The verdict about a percentage that stands directly beside a material whose share the card gives; None for any other."""
    text = reading.folded.text
    wrong: set[Decimal] = set()
    start, end = item.start, item.end
    for term in reading.terms:
        before = text[term.end : item.start]
        follows = term.start >= item.end and _LINK.fullmatch(text[item.end : term.start]) is not None
        beside = follows or (term.end <= item.start and len(before) <= _NEAR and not before.strip(" :"))
        for concept in term.entry.concepts("material") if beside else ():
            if concept in facts.shares:
                if any(value in facts.shares[concept] for value in item.number.values):
                    return None
                wrong |= facts.shares[concept]
                start, end = min(start, term.start), max(end, term.end)
    if not wrong:
        return None
    expected = " / ".join(f"{value} %" for value in sorted(wrong))
    return Verdict(start, end, False, "number", "attributes.composition", reason="value", expected=expected)
