"""The line runner: takes approved items to their platforms, exactly once (promise 4).

Only a holder of the profile's lock may run it, so there is one runner per profile. The rules in short: an item goes out
only by a compare-and-set to `sending`; what comes back decides; an unknown outcome is looked up before anything else,
and what cannot be told in the end is shown to the owner.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.domain import outbox as states
from desktop.domain.changes import Changes
from desktop.domain.errors import Problem, bug_place
from desktop.domain.line import Hold
from desktop.domain.outbox import CHECKING, DONE, PENDING, Need, OutboxItem
from desktop.platforms import base
from desktop.platforms.base import Item, Platform, Receipt
from desktop.storage import outbox as rows
from desktop.storage.database import Store

VERBS = {"listing": "publish", "update": "update", "display": "display", "reply": "reply", "picture": "picture"}

# A refusal's code -> why a person is needed, where it is not what its kind says.
REASONS = {
    "platform.wrong_key": "key",
    "platform.wrong_password": "key",
    "platform.ip_not_allowed": "ip",
    "platform.category_gone": "category",
    "platform.no_category": "category",
    "platform.picture_too_large": "picture",
    "platform.picture_missing": "picture",
    "platform.picture_changed": "picture",
    "platform.unfit": "unfit",
    "platform.form_changed": "form_changed",
}

MAX_BUGS = 3
"""So often may our own code fail on an item before a person is told; until then it is tried again."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Clock:
    """Time as the runner sees it: the wall's, which may jump, and one that only goes forward."""

    wall: Callable[[], float] = time.time
    steady: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random


@dataclass(frozen=True)
class Waits:
    """Seconds between tries and between look-ups."""

    backoff: tuple[float, ...] = states.BACKOFF_SECONDS
    looks: tuple[float, ...] = states.LOOKS_SECONDS


@dataclass
class _Looking:
    """How long, by the steady clock, an item has been seen to be absent."""

    since: float
    times: int = 0


@dataclass
class _Pause:
    """An account that rests: until when by the steady clock, and why."""

    until: float
    why: str


class Runner:
    """Works through the outbox. `platform_of` gives the connector of an account or raises a Problem;
    `stale` says whether an item must be shown again instead of being sent; `saw` hears what changed."""

    def __init__(
        self,
        store: Store,
        platform_of: Callable[[str], Platform],
        stale: Callable[[OutboxItem], Need | None],
        saw: Callable[[Changes], None],
        times: tuple[Clock, Waits] | None = None,
    ) -> None:
        self._store, self._platform_of, self._stale, self._saw = store, platform_of, stale, saw
        self._clock, self._waits = times or (Clock(), Waits())
        self._pauses: dict[str, _Pause] = {}
        self._looking: dict[str, _Looking] = {}
        self.hold: Callable[[OutboxItem], Hold | None] = lambda item: None
        """Why an item may not go now (night, the day's bytes, no line): it waits as it is, and others go."""

    def recover(self) -> list[str]:
        """At the start, once: what was in `sending` when the program ended is to be checked."""
        with self._store.write() as db:
            found = rows.recover(db, self._clock.wall())
        if found:
            self._saw(Changes.of("outbox", *found))
        return found

    def resume(self, account: str) -> None:
        """Ends an account's rest (the owner pressed "now", signed in, or the line is back)."""
        self._pauses.pop(account, None)

    def resting(self) -> Mapping[str, tuple[float, str]]:
        """Accounts that rest: seconds left and why."""
        now = self._clock.steady()
        return {name: (pause.until - now, pause.why) for name, pause in self._pauses.items() if pause.until > now}

    def step(self, account: str, kinds: Sequence[str] = states.KINDS) -> bool:
        """Works on one item of an account; False when there is nothing to do now."""
        pause = self._pauses.get(account)
        if pause is not None and pause.until > self._clock.steady():
            return False
        item = self._next(account, kinds)
        if item is not None:
            self._work(item)
        return item is not None

    def _next(self, account: str, kinds: Sequence[str]) -> OutboxItem | None:
        """The first item that may go."""
        now = self._clock.wall()
        ready = (item for item in rows.waiting(self._store.read(), account) if item.kind in kinds and states.due(item, now))
        return next((item for item in ready if self.hold(item) is None), None)

    def run(self, stop: Callable[[], bool] = lambda: False) -> None:
        """Works on all accounts, side by side, until nothing is due or `stop` says so; on a slow line, all replies go
        before any account begins a listing."""
        for kinds in (("reply",), states.KINDS):
            threads = [
                threading.Thread(target=self._drain, args=(account, kinds, stop), name=f"line-{account}")
                for account in rows.accounts(self._store.read(), kinds)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

    def _drain(self, account: str, kinds: Sequence[str], stop: Callable[[], bool]) -> None:
        while not stop() and self.step(account, kinds):
            pass

    def next_due(self) -> float | None:
        """Seconds until something may be done; None when nothing waits."""
        now, steady = self._clock.wall(), self._clock.steady()
        found: list[float] = []
        for account in rows.accounts(self._store.read()):
            pause = self._pauses.get(account)
            rest = max(0.0, pause.until - steady) if pause else 0.0
            for item in rows.waiting(self._store.read(), account):
                if self.hold(item) is not None:
                    continue
                found.append(max(rest, 0.0 if states.due(item, now) else item.next_at - now))
                if states.due(item, now):
                    break  # nothing can be earlier in this account
        return min(found) if found else None

    # one item ----------------------------------------------------------------------------------------------------

    def _work(self, item: OutboxItem) -> None:
        try:
            platform = self._platform_of(item.account)
        except base.Unreachable:  # signing in by itself needs the line too; nothing was sent, so the item stays as it is
            self._pauses[item.account] = _Pause(self._clock.steady() + self._wait(1), "line")
            return
        except Problem as problem:
            self._attention(item, Need("no_account", {"code": problem.code}))
            return
        if item.state == CHECKING:
            self._check(item, platform)
        else:
            self._send(item, platform)

    def _send(self, item: OutboxItem, platform: Platform) -> None:
        need = self._stale(item)
        if need is not None:
            self._attention(item, need)
            return
        with self._store.write() as db:
            taken = rows.take(db, item, self._clock.wall())
        if taken is None:
            return
        self._saw(Changes.of("outbox", item.id))
        try:
            receipt = platform.push(self._pushed(taken), self._keeper(taken))
        except base.PlatformProblem as problem:
            self._failed(taken, problem)
        except Exception as error:
            # a bug of ours says nothing about what the platform has done, so the outcome is unknown; its words are not logged,
            # because they may hold what was sent
            _log.error("push of %s failed: %s", taken.id, bug_place(error))
            self._keeper(taken)("bugs", int(taken.progress.get("bugs", 0)) + 1)
            self._unknown(taken)
        else:
            self._done(taken, receipt)

    def _pushed(self, item: OutboxItem) -> Item:
        """What the connector gets. A product that is published already is updated, never published a second time."""
        db = self._store.read()
        known = rows.remotes(db, item.account, item.subject)
        verb, data = VERBS[item.kind], dict(item.payload)
        there = rows.published(db, item.account, item.subject) if item.kind in ("listing", "update", "display") else None
        if there is not None and there["remote"]:
            verb = "update" if verb == "publish" else verb
            data = {"product": there["remote"], "base": there["readback"], **data}
        return Item(item.id, verb, data, item.sent_at, item.progress, known, item.approved_at)

    def _keeper(self, item: OutboxItem) -> Callable[[str, Any], None]:
        def keep(name: str, value: Any) -> None:
            with self._store.write() as db:
                rows.keep(db, item.id, name, value)

        return keep

    def _check(self, item: OutboxItem, platform: Platform) -> None:
        try:
            found = platform.find(self._pushed(item))
        except base.Gone:
            self._attention(item, Need("gone"))
        except (base.AuthExpired, base.NotAllowed) as problem:
            need = need_of(problem)
            self._attention(item, Need(need.why, {**need.fields, "was": CHECKING}))
        except (base.Unreachable, base.Unknown):
            self._rest(item, self._wait(item.attempts), "line")
        except base.RateLimited as problem:
            self._rest(item, problem.after, "busy")
        except Exception as problem:  # whatever it is, the item stays in a state that a person understands
            _log.warning("look-up of %s failed: %s", item.id, type(problem).__name__)
            self._look_later(item, base.Unsure(0))
        else:
            self._judge(item, platform, found)

    def _judge(self, item: OutboxItem, platform: Platform, found: base.Found | base.Absent | base.Unsure) -> None:
        if isinstance(found, base.Found):
            self._done(item, found.receipt)
        elif isinstance(found, base.Unsure):
            self._look_later(item, found)
        else:
            self._absent(item, platform.capabilities.settle)

    def _absent(self, item: OutboxItem, settle: float) -> None:
        """Absence counts only when it was seen twice, `settle` seconds apart by a clock that cannot jump."""
        if int(item.progress.get("bugs", 0)) >= MAX_BUGS:
            self._attention(item, Need("bug"))
            return
        if "stage" not in item.progress:
            self._move(item, PENDING, next_at=self._clock.wall())
            return
        now = self._clock.steady()
        looking = self._looking.setdefault(item.id, _Looking(now))
        looking.times += 1
        if looking.times >= 2 and now - looking.since >= settle:
            self._looking.pop(item.id, None)
            self._move(item, PENDING, next_at=self._clock.wall())
        else:
            wait = max(0.05, looking.since + settle - now)
            self._move(item, CHECKING, looks=item.looks, next_at=self._clock.wall() + wait)

    def _look_later(self, item: OutboxItem, unsure: base.Unsure) -> None:
        self._looking.pop(item.id, None)
        if item.looks + 1 >= len(self._waits.looks):
            self._attention(item, Need("perhaps_sent", {"candidates": [dict(row) for row in unsure.candidates]}))
            return
        wait = self._waits.looks[item.looks + 1]
        self._move(item, CHECKING, looks=item.looks + 1, next_at=self._clock.wall() + wait)

    # outcomes ----------------------------------------------------------------------------------------------------

    def _done(self, item: OutboxItem, receipt: Receipt) -> None:
        data = {
            "id": receipt.id,
            "url": receipt.url,
            "readback": dict(receipt.readback),
            "differences": list(receipt.differences),
            "notes": list(receipt.notes),
        }
        now = self._clock.wall()
        with self._store.write() as db:
            moved = rows.move(db, item, item.moved(DONE, receipt=data), now)
            if moved and item.kind in ("listing", "update"):
                rows.keep_published(db, item.account, item.subject, data, now)
        self._looking.pop(item.id, None)
        self._saw(Changes.of("outbox", item.id))

    def _failed(self, item: OutboxItem, problem: base.PlatformProblem) -> None:
        if isinstance(problem, base.Unknown):
            self._unknown(item)
        elif isinstance(problem, base.RateLimited):
            self._rest(item, problem.after, "busy")
        elif isinstance(problem, base.Unreachable):
            self._rest(item, self._wait(item.attempts), "line")
        else:
            self._attention(item, need_of(problem))

    def _unknown(self, item: OutboxItem) -> None:
        self._move(item, CHECKING, looks=0, next_at=self._clock.wall() + self._waits.looks[0])

    def _wait(self, attempts: int) -> float:
        steps = self._waits.backoff
        return steps[min(max(attempts, 1), len(steps)) - 1] * (1 + 0.25 * self._clock.jitter())

    def _rest(self, item: OutboxItem, seconds: float, why: str) -> None:
        """The whole account rests, so that the order of sending is kept."""
        seconds = min(seconds, 86_400.0)
        self._pauses[item.account] = _Pause(self._clock.steady() + seconds, why)
        state = CHECKING if item.state == CHECKING else PENDING
        self._move(item, state, next_at=self._clock.wall() + seconds)

    def _attention(self, item: OutboxItem, need: Need) -> None:
        self._move(item, states.ATTENTION, need=need)

    def _move(self, item: OutboxItem, state: str, **changes: Any) -> None:
        with self._store.write() as db:
            rows.move(db, item, item.moved(state, **changes), self._clock.wall())
        self._saw(Changes.of("outbox", item.id))


def need_of(problem: base.PlatformProblem) -> Need:
    """What a person must do about a refusal: one reason, whose first button mends it."""
    fields = {"code": problem.code, **problem.fields}
    if isinstance(problem, base.Conflict):
        return Need("conflict", {**fields, "remote": problem.remote})
    if isinstance(problem, base.Gone):
        return Need("gone", fields)
    if isinstance(problem, base.AuthExpired):
        return Need(REASONS.get(problem.code, "auth"), fields)
    if isinstance(problem, base.NotAllowed):
        return Need(REASONS.get(problem.code, "permission"), fields)
    if isinstance(problem, base.Rejected):
        fields["places"] = problem.places
    details = fields.get("details")
    if problem.code == "platform.unfit" and isinstance(details, list) and {row.get("kind") for row in details} == {"picture_size"}:
        return Need("picture", fields)
    return Need(REASONS.get(problem.code, "rejected"), fields)
