"""What waited in the outbox until it went stale is shown again instead of being sent (promise 7)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop.domain.factory import FactoryCard, factory_from_json
from desktop.domain.outbox import Need, OutboxItem
from desktop.domain.price_policy import PricePolicy, policy_from_json
from desktop.domain.publications import marks_of
from desktop.domain.staleness import gone_stale
from desktop.storage import cards as card_rows
from desktop.storage import messages as message_rows
from desktop.storage import outbox as rows
from desktop.storage import settings as settings_rows
from desktop.storage.database import Store

OLD_SECONDS = 14 * 24 * 3600.0
"""After two weeks rates, freight and holidays have moved, whatever the item says."""


class Staleness:
    """Judges an item just before it leaves. `clock` in seconds since 1970."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store, self._clock = store, clock

    def __call__(self, item: OutboxItem) -> Need | None:
        """Why the owner must look again, or None. What the owner has seen and sends anyway is not asked twice."""
        if item.payload.get("seen_stale"):
            return None
        reason = self._reason(item)
        if not reason:
            return None
        return Need("outdated" if item.kind in ("listing", "update") else "stale", reason)

    def _reason(self, item: OutboxItem) -> dict[str, Any]:
        now = self._clock()
        today = datetime.fromtimestamp(now, UTC).astimezone().date()
        until = item.payload.get("valid_until")
        last = _day(until) if isinstance(until, str) else None
        if last is not None and last < today:
            return {"reason": "validity", "until": until}
        if item.kind == "reply":
            found = self._reply(item, today)
            if found:
                return found
        if item.kind in ("listing", "update"):
            found = self._listing(item)
            if found:
                return found
        days = (now - item.approved_at) / 86_400
        return {"reason": "age", "days": int(days)} if now - item.approved_at >= OLD_SECONDS else {}

    def _reply(self, item: OutboxItem, today: date) -> dict[str, Any]:
        db = self._store.read()
        inward = [message.id for direction, message in message_rows.messages_of(db, item.subject) if direction == "in"]
        answered = item.payload.get("message")
        if inward and answered in inward and inward[-1] != answered:
            return {"reason": "newer_message"}
        due = rows.overdue(db, item.subject, today.isoformat())
        if due:
            return {"reason": "validity", "until": due}
        given, factory = settings_rows.get(db, "price_policy", {}), card_rows.get_factory(db)
        policy = policy_from_json(given) if given else PricePolicy()
        basis = item.payload.get("rests_on") or {}
        return dict(gone_stale(basis, factory_from_json(factory) if factory else FactoryCard(), policy, today))

    def _listing(self, item: OutboxItem) -> dict[str, Any]:
        """Whether the card is still the one that was approved; a changed price is named as such."""
        row = card_rows.get(self._store.read(), item.subject)
        publication = item.payload.get("publication")
        if row is None or not isinstance(publication, Mapping):
            return {}
        tiers = (row["card"].get("trade") or {}).get("price_tiers") or ()
        now = [[tier["from"], _money(tier["price"])] for tier in tiers]
        then = [[start, _money(price)] for start, price in publication.get("rungs") or ()]
        if sorted(now, key=json.dumps) != sorted(then, key=json.dumps):
            return {"reason": "price"}
        before, marks = item.payload.get("card"), marks_of(row["card"])
        if not isinstance(before, Mapping):
            return {}
        parts = sorted(name for name in {*before, *marks} if before.get(name) != marks.get(name))
        return {"reason": "card", "parts": parts} if parts else {}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _money(text: object) -> str:
    try:
        return f"{Decimal(str(text)).normalize():f}"
    except InvalidOperation:
        return str(text)
