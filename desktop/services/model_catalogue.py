"""Drafts by the model for a whole catalogue: overnight, card after card, and on from where it stopped after a restart.

What is done is what is stored: a listing in which the model wrote a line is not written again, and what a person touched
or approved is never overwritten (services/listings.py). A card that fails is left to the phrasebook and the run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain.errors import BadInput, Problem
from desktop.domain.listings import LOCALES
from desktop.engine.client import Watch
from desktop.services.cards import Cards
from desktop.services.listings import Listings, ListingView
from desktop.services.model_drafts import ModelDrafts
from desktop.services.model_server import Price

Step = Callable[[int, int, str], None]
PRICED = 3
"""Cards from which the price of all is estimated: a whole shelf would take longer to plan than anybody waits."""
TOGETHER = 2
"""Cards written in one go: enough that no place in the batch waits for the end of a card, few enough that a stop loses little."""


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

    def price(self, locales: Sequence[str]) -> Price:
        """About what a model server will charge for everything that waits, judged by the first few cards; nothing for the local engine."""
        skus = [view.card.sku for view in self._cards.all()]
        waiting = [(sku, languages) for sku in skus if (languages := self.waiting(sku, locales))]
        some = [(self._cards.get(sku), languages) for sku, languages in waiting[:PRICED]]
        found = self._drafts.price(some)
        parts = sum(len(languages) for _card, languages in some)
        return replace(found, sum=found.sum * sum(len(languages) for _sku, languages in waiting) / parts) if parts else Price()

    @property
    def spent(self) -> Price:
        """What a model server charged since the start; nothing for the local engine."""
        return self._drafts.spent

    def run(
        self, skus: Sequence[str], locales: Sequence[str] = LOCALES, watch: Watch | None = None, step: Step | None = None
    ) -> CatalogueRun:
        """Writes everything that waits. Raises Cancelled when `watch` says so; what was stored before stays."""
        result = CatalogueRun()
        waiting = [(sku, languages) for sku in skus if (languages := self.waiting(sku, locales))]
        done = len(skus) - len(waiting)
        for group in (waiting[at : at + TOGETHER] for at in range(0, len(waiting), TOGETHER)):
            if step:
                step(done, len(skus), ", ".join(sku for sku, _languages in group))
            self._write(group, watch, result)
            done += len(group)
        return result

    def run_all(
        self, locales: Sequence[str], step: Step, cancelled: Callable[[], bool], trouble: Callable[[Problem], None]
    ) -> CatalogueRun:
        """The whole shelf, for the window: as `run`, stopped by `cancelled`; `trouble` hears why an engine had to start again."""
        skus = [view.card.sku for view in self._cards.all()]
        return self.run(skus, locales, Watch(cancelled=cancelled, trouble=trouble), step)

    def _write(self, group: Sequence[tuple[str, list[str]]], watch: Watch | None, result: CatalogueRun) -> None:
        """One group; a card with trouble of its own is set aside, an engine that cannot run ends the run."""
        try:
            self._drafts.prepare_many([(self._cards.get(sku), languages) for sku, languages in group], watch)
        except BadInput as problem:
            if len(group) == 1:
                result.problems[group[0][0]] = problem
                return
            for one in group:
                self._write([one], watch, result)
            return
        for sku, languages in group:
            self._listings.draft(sku, languages, "model")
            result.cards += 1
            result.listings += len(languages)


def _open(view: ListingView) -> bool:
    """Whether a listing is a draft that neither a person nor the model wrote."""
    written = view.slotted is not None and any(line.writer == "model" for _place, line in view.slotted.lines())
    return view.state == "draft" and not view.hand and not written
