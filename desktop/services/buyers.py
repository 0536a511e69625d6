"""One buyer and all that belongs to him: messages, quotes, promises, orders, notes."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.changes import Changes
from desktop.domain.commitments import Commitment
from desktop.services.deals import Deals, DealView
from desktop.services.messages import Messages
from desktop.services.threads import ThreadRow
from desktop.storage import messages as rows
from desktop.storage.database import Store

MAX_THREADS = 50


@dataclass(frozen=True)
class BuyerView:
    """Everything about one buyer, the newest first."""

    name: str
    threads: tuple[ThreadRow, ...]
    promises: tuple[tuple[int, Commitment], ...]
    deals: tuple[DealView, ...]
    note: str


class Buyers:
    """The verbs of the buyer's page."""

    def __init__(self, store: Store, messages: Messages, deals: Deals) -> None:
        self._store, self._messages, self._deals = store, messages, deals

    def view(self, buyer: str) -> BuyerView:
        """All that is kept about a buyer."""
        threads = tuple(self._messages.threads_of(buyer, MAX_THREADS))
        return BuyerView(
            buyer,
            threads,
            tuple(reversed(rows.commitments(self._store.read(), buyer))) if buyer else (),
            tuple(self._deals.of_buyer(buyer, tuple(row.id for row in threads))),
            rows.note(self._store.read(), buyer),
        )

    def note(self, buyer: str, text: str) -> Changes:
        """Keeps the owner's note on a buyer."""
        with self._store.write() as db:
            rows.set_note(db, buyer, text[:4000])
        return Changes.of("messages", buyer)
