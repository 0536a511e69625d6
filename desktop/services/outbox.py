"""The outbox for the owner: what waits, what went out, what needs a decision, and the buttons."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput, Refused
from desktop.domain.outbox import ATTENTION, CANCELLED, CHECKING, DONE, PENDING, OutboxItem
from desktop.storage import outbox as rows
from desktop.storage.database import Store


@dataclass(frozen=True)
class OutboxView:
    """One item as a screen shows it: state, why a person is needed, the buttons, and its history."""

    item: OutboxItem
    buttons: tuple[str, ...]
    steps: tuple[Mapping[str, Any], ...]


class Outbox:
    """The verbs on outbox items. Every one is a single transaction with compare-and-set."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.clock: Callable[[], float] = time.time

    def all(self, limit: int = 500) -> list[OutboxItem]:
        """Open items in the order of sending, then closed ones."""
        return rows.every(self._store.read(), limit)

    def counts(self) -> dict[str, int]:
        """How many items are in each state."""
        return rows.counts(self._store.read())

    def view(self, name: str) -> OutboxView:
        """One item with its history. Raises BadInput("outbox.not_found")."""
        item = self._get(name)
        buttons = item.need.buttons if item.need else ("cancel",) if item.state == PENDING else ()
        return OutboxView(item, buttons, tuple(rows.steps(self._store.read(), name)))

    def published(self, sku: str, account: str) -> Mapping[str, Any] | None:
        """Where a product is published in an account: `remote`, `url`, `readback`; None when it is not."""
        return rows.published(self._store.read(), account, sku)

    def press(self, name: str, button: str, value: str = "") -> Changes:
        """Does what a button of the item says. Raises Refused("outbox.not_offered") for one that is not offered."""
        item = self._get(name)
        if button not in self.view(name).buttons:
            raise Refused("outbox.not_offered", button=button, state=item.state)
        if button == "cancel":
            return self._move(item, CANCELLED)
        if button == "it_is_there":
            return self._settle_there(item, value)
        if button == "look_again":
            return self._move(item, CHECKING, looks=0, next_at=self.clock())
        if button == "retry" and item.need and item.need.fields.get("was") == CHECKING:
            return self._move(item, CHECKING, next_at=self.clock())
        if button == "publish_again":
            with self._store.write() as db:
                rows.forget_published(db, item.account, item.subject)
        if button in ("retry", "send_again", "send_anyway", "publish_again"):
            payload = {**item.payload, "seen_stale": True} if button == "send_anyway" else item.payload
            return self._move(item, PENDING, next_at=self.clock(), payload=payload)
        raise Refused("outbox.needs_a_screen", button=button)

    def resolve(self, name: str, choices: Mapping[str, str]) -> Changes:
        """The owner's answers to a conflict: field to "here" or "there"; the item goes out again with them."""
        item = self._get(name)
        if item.need is None or item.need.why != "conflict" or not set(choices.values()) <= {"here", "there"}:
            raise Refused("outbox.not_offered", button="merge", state=item.state)
        resolved = {**item.payload.get("resolved", {}), **choices}
        return self._move(item, PENDING, next_at=self.clock(), payload={**item.payload, "resolved": resolved})

    def signed_in(self, account: str) -> Changes:
        """After signing in: everything that waited for it goes on from where it was."""
        touched = []
        for item in self.all():
            if item.account == account and item.state == ATTENTION and item.need and item.need.why in ("auth", "key", "no_account"):
                was = CHECKING if item.need.fields.get("was") == CHECKING else PENDING
                self._move(item, was, next_at=self.clock())
                touched.append(item.id)
        return Changes.of("outbox", *touched)

    def _settle_there(self, item: OutboxItem, remote: str) -> Changes:
        """The owner looked: it is there. `remote` is the platform's id, when one of several was chosen."""
        candidates = item.need.fields.get("candidates", []) if item.need else []
        chosen: Mapping[str, Any] = next((row for row in candidates if str(row.get("id")) == remote), {})
        if not remote and len(candidates) == 1:
            chosen = candidates[0]
        stage = item.progress.get("stage")
        sent = stage.get("sent", []) if isinstance(stage, Mapping) else []
        receipt = {
            "id": str(chosen.get("id", remote)),
            "url": str(chosen.get("url", "")),
            "readback": {"place": stage.get("place") if isinstance(stage, Mapping) else None, "fields": sent},
            "notes": ["settled_by_owner"],
        }
        now = self.clock()
        with self._store.write() as db:
            moved = rows.move(db, item, item.moved(DONE, receipt=receipt), now)
            if moved and receipt["id"] and item.kind in ("listing", "update"):
                rows.keep_published(db, item.account, item.subject, receipt, now)
        return Changes.of("outbox", item.id)

    def _move(self, item: OutboxItem, state: str, **changes: Any) -> Changes:
        with self._store.write() as db:
            if not rows.move(db, item, item.moved(state, **changes), self.clock()):
                raise Refused("outbox.moved_meanwhile", state=item.state)
        return Changes.of("outbox", item.id)

    def _get(self, name: str) -> OutboxItem:
        """By id, or by the beginning of one that fits only one item."""
        item = rows.get(self._store.read(), name)
        if item is not None:
            return item
        fits = [row for row in self.all() if len(name) >= 4 and row.id.startswith(name)]
        if len(fits) != 1:
            raise BadInput("outbox.not_found", item=name[:40])
        return fits[0]
