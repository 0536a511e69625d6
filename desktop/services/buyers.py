"""One buyer and all that belongs to him: messages, quotes, promises, orders, notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desktop.domain.changes import Changes
from desktop.domain.commitments import Commitment
from desktop.i18n import language
from desktop.language.locales import locale_info
from desktop.language.printing import country
from desktop.services.deals import Deals, DealView
from desktop.services.known_buyer import KnownBuyer, known_buyer
from desktop.services.messages import Messages
from desktop.services.threads import ThreadRow
from desktop.storage import messages as rows
from desktop.storage.database import Store

MAX_THREADS = 50
NO_ORDER = ("quoted", "proforma", "cancelled")


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

    def known(self, thread: str) -> KnownBuyer:
        """Who wrote a conversation, as far as it can be told; the country by its name in the owner's language."""
        view = self._messages.thread(thread)
        threads = [row.id for row in self._messages.threads_of(view.buyer, MAX_THREADS)] or [thread]
        pairs = [pair for row in threads for pair in rows.messages_of(self._store.read(), row)]
        inward = [message for way, message in pairs if way == "in"]
        last = [message for way, message in rows.messages_of(self._store.read(), thread) if way == "in"][-1]
        orders = [item for item in self._deals.of_buyer(view.buyer, tuple(threads)) if item.deal.state not in NO_ORDER]
        found = known_buyer(last, inward, len(orders), datetime.now(UTC))
        return replace(found, country=country_name(found.country) if found.country else "")

    def note(self, buyer: str, text: str) -> Changes:
        """Keeps the owner's note on a buyer."""
        with self._store.write() as db:
            rows.set_note(db, buyer, text[:4000])
        return Changes.of("messages", buyer)


def country_name(code: str) -> str:
    """A country in the owner's language, "" for a code that is none."""
    return country(code, locale_info("zh" if language().startswith("zh") else "en")) or ""
