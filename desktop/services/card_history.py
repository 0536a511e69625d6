"""What changed on a card, in words, and the way back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.domain.changes import Changes
from desktop.i18n import _
from desktop.services.card_form import CardForm
from desktop.services.cards import Cards
from desktop.services.listings import Listings


@dataclass(frozen=True)
class Step:
    """One change: card path, its label, the words before and after, and when (local time)."""

    path: str
    label: str
    before: str
    after: str
    at: datetime
    old: Any


class CardHistory:
    """The verbs on a card's history. Private prices are not kept in it."""

    def __init__(self, cards: Cards, form: CardForm, listings: Listings) -> None:
        self._cards, self._form, self._listings = cards, form, listings

    def recent(self, sku: str, count: int = 6) -> list[Step]:
        """The newest changes first."""
        steps = []
        card = self._cards.get(sku)
        for row in self._cards.history(sku)[:count]:
            old, new = json.loads(row["old"]), json.loads(row["new"])
            words = self._form.fact(card, row["path"])
            at = datetime.fromisoformat(row["at"]).astimezone()
            path = row["path"]
            steps.append(Step(path, words.label, self._words(path, old), self._words(path, new), at, old))
        return steps

    def put_back(self, sku: str, step: Step) -> Changes:
        """Make the field what it was before that step; this is a new step, so nothing is lost."""
        changes = self._cards.set_field(sku, step.path, step.old)
        return changes | self._listings.refresh(sku)

    def _words(self, path: str, value: Any) -> str:
        if value in (None, "", [], {}):
            return _("empty")
        return self._form.shown(value, path)
