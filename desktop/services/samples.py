"""Sample products, so that the app can be tried before anything is typed; their pictures are drawn by code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.domain.changes import Changes
from desktop.domain.factory import factory_from_json
from desktop.services.cards import Cards
from desktop.services.settings import Settings

Draw = Callable[[str, tuple[str, ...], Path], None]


class Samples:
    """Reads `resources/samples`."""

    def __init__(self, folder: Path, cards: Cards, settings: Settings, draw: Draw) -> None:
        self._folder = folder
        self._cards = cards
        self._settings = settings
        self._draw = draw

    def all(self) -> list[Card]:
        """The twelve sample cards, TB-301 first."""
        cards = [card_from_json(json.loads(path.read_text("utf-8"))) for path in sorted((self._folder / "cards").glob("*.json"))]
        return sorted(cards, key=lambda card: card.sku != "TB-301")

    def take(self, *skus: str) -> Changes:
        """Put sample cards (all without arguments) onto the shelf, with pictures; the factory card too when there is none."""
        changes = Changes()
        for card in self.all():
            if not skus or card.sku in skus:
                self._draw(card.sku, card.images, self._cards.folder_of(card.sku))
                changes |= self._cards.save(card)
        if self._settings.factory() is None:
            factory = factory_from_json(json.loads((self._folder / "factory.json").read_text("utf-8")))
            changes |= self._settings.save_factory(factory)
        return changes
