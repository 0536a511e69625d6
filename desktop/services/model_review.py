"""A listing written by the model while the owner watches it grow, and can stop it; what stood there stays until it is done."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.drafting.render import ListingRenderer
from desktop.engine.client import Watch
from desktop.services.cards import Cards
from desktop.services.listings import Listings
from desktop.services.model_drafts import ModelDrafts

_SLOT = re.compile(r"\{([^{}]{1,60})\}")


@dataclass(frozen=True)
class Growing:
    """How far the model is: `stage` is loading, reading, writing or checking; parts done of `total` (0: not known); the text so far."""

    stage: str
    done: int = 0
    total: int = 0
    text: str = ""


class ModelReview:
    """The verb behind "Draft with the model"."""

    def __init__(self, cards: Cards, listings: Listings, drafts: ModelDrafts, renderer: ListingRenderer) -> None:
        self._cards, self._listings, self._drafts, self._renderer = cards, listings, drafts, renderer

    def write(self, sku: str, locale: str, told: Callable[[Growing], None], cancelled: Callable[[], bool]) -> Changes:
        """This language anew, by the model; `told` hears how the text grows, with the card's facts already in their slots.

        Raises Cancelled when stopped and Environment when no model can run; the listing is unchanged then.
        """
        card = self._cards.get(sku)
        values = self._renderer.values(card, locale)
        parts: list[str] = []

        def shown(final: bool) -> str:
            raw = "".join(parts)
            return _SLOT.sub(lambda found: values(found[1]) or found[0], raw if final else raw.rpartition("{")[0] if _open(raw) else raw)

        def grew(job: str, text: str) -> None:
            if job == locale:
                parts.append(text)
                told(Growing("writing", text=shown(False)))

        def again(job: str) -> None:
            if job == locale:
                parts.clear()

        def ended(job: str, _reason: str) -> None:
            if job == locale:
                told(Growing("checking", text=shown(True)))

        told(Growing("loading", text=self._drafts.price([(card, [locale])]).expected()))
        watch = Watch(
            text=grew,
            again=again,
            ended=ended,
            reading=lambda done, total: told(Growing("reading", done, total)),
            cancelled=cancelled,
        )
        self._drafts.prepare(card, [locale], watch, lambda share: told(Growing("loading", round(100 * share), 100)))
        return self._listings.redraft(sku, locale, "model")

    def rewrite(self, sku: str, locale: str, place: str, wish: str) -> Changes:
        """One text anew: shorter, plainer, warmer, or just otherwise (""). A description is rewritten sentence by sentence.

        Raises BadInput("draft.not_better") when nothing passed the checks (the text stays) or the text is a hand's own.
        """
        card, view = self._cards.get(sku), self._listings.get(sku, locale)
        lines = dict(view.slotted.lines()) if view.slotted else {}
        places = [name for name in lines if name == place or name.startswith(f"{place}[")]
        made = {}
        for name in places:
            with contextlib.suppress(BadInput):
                made[name] = self._drafts.rewrite(card, locale, name, (lines[name].slotted, wish))
        if not made:
            raise BadInput("draft.not_better", place=place)
        return self._listings.put_lines(sku, locale, made)

    def meaning(self, sku: str, locale: str, place: str) -> str:
        """The Chinese meaning of a text that a person wrote, by the model, with the facts that code found in it."""
        view = self._listings.get(sku, locale)
        text = dict(view.listing.texts()).get(place, "")
        card = self._cards.get(sku)
        facts = [f"{written} {'✓' if good else '✗'}" for _path, written, good in self._listings.facts_of(card, locale, text)]
        return self._drafts.meaning(card, locale, text) + ("\n" + "  ".join(facts) if facts else "")


def _open(raw: str) -> bool:
    """Whether the text ends inside a slot that is still being written."""
    return raw.rfind("{") > raw.rfind("}")
