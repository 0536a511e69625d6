"""Drafts by the model for a whole catalogue: overnight, card after card, and on from where it stopped after a restart.

What is done is what is stored: a listing in which the model wrote a line is not written again, and what a person touched
or approved is never overwritten (services/listings.py). A card that fails is left to the phrasebook and the run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop.domain.errors import BadInput, Cancelled, Problem
from desktop.domain.listings import LOCALES
from desktop.engine.client import Watch
from desktop.services.cards import Cards
from desktop.services.listings import Listings, ListingView
from desktop.services.model_drafts import ModelDrafts

Step = Callable[[int, int, str], None]


@dataclass
class CatalogueRun:
    """What became of a run: products written, listings written, and problems by product."""

    cards: int = 0
    listings: int = 0
    problems: dict[str, Problem] = field(default_factory=dict)


class ModelCatalogue:
    """The verb on the whole shelf."""

    def __init__(self, cards: Cards, listings: Listings, drafts: ModelDrafts) -> None:
        self._cards, self._listings, self._drafts = cards, listings, drafts

    def waiting(self, sku: str, locales: Sequence[str] = LOCALES) -> list[str]:
        """The languages of a product that the model may still write."""
        known = {view.locale: view for view in self._listings.of_card(sku)}
        return [locale for locale in locales if locale not in known or _open(known[locale])]

    def run(
        self, skus: Sequence[str], locales: Sequence[str] = LOCALES, watch: Watch | None = None, step: Step | None = None
    ) -> CatalogueRun:
        """Writes everything that waits. Raises Cancelled after the card in hand when `watch` says so."""
        result = CatalogueRun()
        for index, sku in enumerate(skus):
            if step:
                step(index, len(skus), sku)
            waiting = self.waiting(sku, locales)
            if not waiting:
                continue
            try:
                self._drafts.prepare(self._cards.get(sku), waiting, watch)
                self._listings.draft(sku, waiting, "model")
            except Cancelled:
                raise
            except BadInput as problem:  # this card's own trouble; an engine that cannot run ends the run
                result.problems[sku] = problem
                continue
            result.cards += 1
            result.listings += len(waiting)
        return result


def _open(view: ListingView) -> bool:
    """Whether a listing is a draft that neither a person nor the model wrote."""
    written = view.slotted is not None and any(line.writer == "model" for _place, line in view.slotted.lines())
    return view.state == "draft" and not view.hand and not written
