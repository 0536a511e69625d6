"""What exactly would leave the house when a product is published: texts, pictures, bytes. Nothing is sent here."""

from __future__ import annotations

import json
from dataclasses import dataclass

from desktop.domain.errors import Refused
from desktop.domain.listings import LOCALES
from desktop.services.cards import Cards
from desktop.services.listings import Listings
from desktop.services.publishing import PictureReport, Publishing


@dataclass(frozen=True)
class Leaving:
    """Approved texts by locale (title), pictures with their bytes before and after scaling, and the bytes of the text."""

    sku: str
    titles: tuple[tuple[str, str], ...]
    prices: tuple[str, ...]
    pictures: tuple[PictureReport, ...]
    text_bytes: int

    @property
    def total_bytes(self) -> int:
        """Everything together; pictures that the platform already has are not sent again."""
        return self.text_bytes + sum(picture.after for picture in self.pictures)


class LeavingNow:
    """Prepares a product as publishing does and counts it."""

    def __init__(self, cards: Cards, listings: Listings, publishing: Publishing) -> None:
        self._cards, self._listings, self._publishing = cards, listings, publishing

    def of(self, sku: str) -> Leaving:
        """What would leave. Raises Refused("publish.not_approved") while no English text is approved."""
        card = self._cards.get(sku)
        approved = {view.locale: view.listing for view in self._listings.of_card(sku) if view.state == "approved"}
        if "en" not in approved:
            raise Refused("publish.not_approved", sku=sku, locale="en")
        publication, pictures = self._publishing.freeze(card, approved)
        body = json.dumps(publication.to_json(), ensure_ascii=False).encode("utf-8")
        titles = tuple((locale, approved[locale].title) for locale in LOCALES if locale in approved)
        prices = tuple(f"{rung.start}+: {publication.currency} {rung.price}" for rung in publication.rungs)
        return Leaving(sku, titles, prices, tuple(pictures), len(body))
