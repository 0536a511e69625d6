"""The outbox: states of an approved thing on its way out, the legal steps between them, and what a person must do.

Promise 4: nothing is ever sent twice by itself. `sending` is the only state in which bytes may leave; an item that was
in it when the program died has an unknown outcome and goes to `checking`, never back to `pending`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

PENDING, SENDING, CHECKING, DONE = "pending", "sending", "checking", "done"
ATTENTION, CANCELLED = "needs attention", "cancelled"
STATES = (PENDING, SENDING, CHECKING, DONE, ATTENTION, CANCELLED)

KINDS = ("reply", "listing", "update", "display", "picture")
"""In the order of sending: replies before listings before pictures (issue 5, item 7)."""

LEGAL: Mapping[str, frozenset[str]] = {
    PENDING: frozenset({SENDING, ATTENTION, CANCELLED}),
    SENDING: frozenset({DONE, CHECKING, PENDING, ATTENTION}),
    CHECKING: frozenset({CHECKING, DONE, PENDING, ATTENTION}),
    ATTENTION: frozenset({PENDING, CHECKING, DONE, CANCELLED}),
    DONE: frozenset(),
    CANCELLED: frozenset(),
}

# Why a person is needed -> the buttons that are offered, the one that mends it first. The words stand in the wording of the layers above.
BUTTONS: Mapping[str, tuple[str, ...]] = {
    "rejected": ("edit", "retry", "cancel"),
    "auth": ("sign_in", "cancel"),
    "key": ("enter_key", "cancel"),
    "category": ("choose_category", "copy_panel", "cancel"),
    "picture": ("renew", "cancel"),
    "form_changed": ("edit", "retry", "cancel"),
    "permission": ("how_to_apply", "retry", "cancel"),
    "ip": ("how_to_apply", "retry", "cancel"),
    "conflict": ("merge", "cancel"),
    "gone": ("publish_again", "cancel"),
    "perhaps_sent": ("it_is_there", "send_again", "look_again"),
    "stale": ("send_anyway", "edit", "cancel"),
    "outdated": ("renew", "send_anyway", "cancel"),
    "unfit": ("edit", "retry", "cancel"),
    "no_account": ("sign_in", "copy_panel", "cancel"),
    "bug": ("retry", "cancel"),
}

BACKOFF_SECONDS = (5.0, 15.0, 60.0, 300.0, 900.0, 3600.0)
"""Waits after failed tries; the last one repeats."""
LOOKS_SECONDS = (2.0, 10.0, 60.0, 300.0, 900.0, 1800.0)
"""Waits between look-ups while checking; after the last one the owner is asked."""


@dataclass(frozen=True)
class Need:
    """What a person must do: why (a key of BUTTONS) and the plain values for the sentence."""

    why: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def buttons(self) -> tuple[str, ...]:
        """What can be pressed."""
        return BUTTONS[self.why]


@dataclass(frozen=True)
class OutboxItem:
    """One approved thing to send. `id` is the idempotency key; `subject` is what is sent in order (a sku, a thread)."""

    id: str
    kind: str
    account: str
    subject: str
    payload: Mapping[str, Any]
    state: str = PENDING
    attempts: int = 0
    looks: int = 0
    next_at: float = 0.0
    set_at: float = 0.0
    approved_at: float = 0.0
    sent_at: float | None = None
    need: Need | None = None
    receipt: Mapping[str, Any] = field(default_factory=dict)
    progress: Mapping[str, Any] = field(default_factory=dict)

    def moved(self, state: str, **changes: Any) -> OutboxItem:
        """The item in another state; an illegal step is a bug (ValueError)."""
        if state not in LEGAL[self.state]:
            raise ValueError(f"{self.state} -> {state}")
        if state == ATTENTION and not isinstance(changes.get("need"), Need):
            raise ValueError("needs attention without saying why")
        return replace(self, state=state, **({"need": None} | changes))

    @property
    def rank(self) -> int:
        """Replies first, pictures last."""
        return KINDS.index(self.kind)

    @property
    def open(self) -> bool:
        """Whether anything may still happen to it."""
        return self.state not in (DONE, CANCELLED)


def backoff(attempts: int, jitter: float) -> float:
    """Seconds until the next try; `jitter` in 0..1 spreads it by up to a quarter."""
    base = BACKOFF_SECONDS[min(max(attempts, 1), len(BACKOFF_SECONDS)) - 1]
    return base * (1 + 0.25 * jitter)


def due(item: OutboxItem, now: float) -> bool:
    """Whether the item's time has come; also when the clock says that it was set in the future: it has jumped back."""
    return item.next_at <= now or now < item.set_at - 1.0
