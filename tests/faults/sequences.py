"""One seeded sequence of bad luck between an outbox and a practice shop, replayable from its number.

A sequence queues products, arms faults on the platform, kills the program at random places, lets the clock jump, opens a
second window, and then lets the line become good and the owner press the offered buttons. What must hold in the end:
every approved product is on the platform exactly once, and every item is in a state that a person understands.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.domain.outbox import ATTENTION, BUTTONS, CANCELLED, DONE, OutboxItem
from desktop.domain.publications import Publication, Rung
from desktop.platforms import base
from desktop.platforms.base import Platform
from desktop.services.outbox import Outbox
from desktop.services.sending import Clock, Runner, Waits
from desktop.storage import forms
from desktop.storage import outbox as rows
from desktop.system.http import Ask, HttpDoor, Reply
from tests.publishing import Desk, MemorySecrets, PracticeShop, basket, door

FAULTS = (
    "cut_before", "cut_after", "half_body", "status_500", "status_429", "api_call_limit", "ban", "token_expiry",
    "isp_error", "no_permission", "garbage", "slow", "slow_after",
)  # fmt: skip
PLACES = ("schema.add", "schema.add", "schema.add", "photobank.upload", "product.list", "schema.render", "token", "")
WAITS = Waits(backoff=(0.001, 0.002, 0.004), looks=(0.001, 0.002, 0.004, 0.01, 0.02))
SLOW_SECONDS = 0.35
READ_TIMEOUT = 0.25


class Killed(BaseException):
    """kill -9: nothing after this point runs, nothing is cleaned up."""


class Knife:
    """Kills at a chosen moment: before or after the n-th thing that happens."""

    def __init__(self) -> None:
        self.left = -1

    def moment(self) -> None:
        if self.left == 0:
            self.left = -1
            raise Killed
        if self.left > 0:
            self.left -= 1


class KnifeDoor(HttpDoor):
    """The real door, with a moment to die before each request and one after each answer."""

    def __init__(self, real: HttpDoor, knife: Knife) -> None:
        self._real, self._knife = real, knife

    def send(self, ask: Ask) -> Reply:
        self._knife.moment()
        reply = self._real.send(ask)
        self._knife.moment()
        return reply


class KnifePlatform:
    """The real connector, with a moment to die before each kept step and after each push."""

    def __init__(self, real: Platform, knife: Knife) -> None:
        self._real, self._knife = real, knife

    name = property(lambda self: self._real.name)
    capabilities = property(lambda self: self._real.capabilities)

    def push(self, item: base.Item, keep: base.Progress) -> base.Receipt:
        def kept(name: str, value: Any) -> None:
            self._knife.moment()
            keep(name, value)
            self._knife.moment()

        receipt = self._real.push(item, kept)
        self._knife.moment()
        return receipt

    def find(self, item: base.Item) -> base.Found | base.Absent | base.Unsure:
        return self._real.find(item)


@dataclass
class Outcome:
    """What one sequence showed; the three counts must be zero."""

    seed: int
    lost: int = 0
    duplicates: int = 0
    unexplained: int = 0
    script: list[Any] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not (self.lost or self.duplicates or self.unexplained)

    def replay(self) -> dict[str, Any]:
        return asdict(self)


class World:
    """One profile and one shop that several sequences use one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.shop = PracticeShop(folder / "shop", list_lag=0.0, review_seconds=0.0)
        self.knife = Knife()
        self.secrets = MemorySecrets()
        self.offset = self.skipped = 0.0
        self.desk: Desk
        self.pictures = basket(folder).pictures
        self._start()
        self.desk.sign_in()

    def wall(self) -> float:
        return time.time() + self.skipped + self.offset

    def steady(self) -> float:
        return time.monotonic() + self.skipped

    def pass_time(self, *, really: bool) -> None:
        """Until something is due. A slow server works in real time; any other wait is only the clock's."""
        wait = self.desk.runner.next_due()
        if really:
            time.sleep(0.002)
        else:
            self.skipped += max(wait or 0.0, 0.001)

    def _start(self) -> None:
        self.desk = Desk(
            self.folder / "desk",
            self.shop.url,
            secrets=self.secrets,
            door=KnifeDoor(door(), self.knife),
            clock=Clock(self.wall, self.steady),
            waits=WAITS,
            read_timeout=READ_TIMEOUT,
            settle=0.02,
        )
        self.desk.client._clock = time.time  # the platform refuses a wrong clock; that is another test's business
        real = self.desk.platform
        self.desk.platform = KnifePlatform(real, self.knife)  # type: ignore[assignment]
        self.desk.shop = real._shop  # type: ignore[attr-defined]

    def settle(self, seconds: float) -> None:
        """How long a request may still take effect, which follows from the faults that are armed."""
        real = self.desk.platform._real  # type: ignore[attr-defined]
        real._shop = replace(real._shop, settle=seconds)

    def restart(self) -> None:
        """A new process on the same files, after the old one was killed."""
        seconds = self.desk.platform.capabilities.settle
        self.knife.left = -1
        self.desk.close()
        self._start()
        self.settle(seconds)
        self.desk.runner.recover()

    def second_window(self) -> Runner:
        """Another runner on the same database, as a command beside the window would be without the lock."""
        desk = self.desk
        return Runner(
            desk.store, lambda name: desk.platform, lambda item: None, lambda changes: None, (Clock(self.wall, self.steady), WAITS)
        )

    def close(self) -> None:
        self.desk.close()
        self.shop.close()


def product(world: World, sku: str) -> Publication:
    return replace(basket(world.folder, sku), pictures=world.pictures)


def run_sequence(world: World, seed: int) -> Outcome:
    """One sequence; the same seed does the same things."""
    luck = random.Random(seed)
    outcome = Outcome(seed)
    skus = [f"S{seed}-{n}" for n in range(luck.choice((1, 1, 2, 3)))]
    armed = [_fault(luck) for _ in range(luck.choice((1, 1, 2, 3)))]
    slow = any(row["kind"].startswith("slow") for row in armed)
    world.settle(SLOW_SECONDS + 0.25 if slow else 0.02)
    world.shop.faults(*armed, seed=seed)
    if luck.random() < 0.2:  # a first day: forms and categories are not known yet
        with world.desk.store.write() as db:
            forms.forget_account(db, "practice")
    outcome.script.append({"faults": armed})
    items = {sku: world.desk.queue(product(world, sku)) for sku in skus}
    for _ in range(luck.randrange(2, 9)):
        _event(world, luck, outcome.script)
    world.shop.shop.faults.clear()
    world.knife.left = -1
    world.offset = 0.0
    _finish(world, list(items.values()), outcome, slow)
    if luck.random() < 0.3 and outcome.good:
        items |= {f"{sku}+": _updated(world, sku) for sku in skus[:1]}
        _finish(world, list(items.values()), outcome, slow)
    _judge(world, skus, items, outcome)
    return outcome


def _fault(luck: random.Random) -> dict[str, Any]:
    kind = luck.choice(FAULTS) if luck.random() < 0.93 else "slow"
    if kind.startswith("slow") and luck.random() < 0.8:
        kind = "cut_after"  # slow faults take real time; a few of them are enough
    seconds = SLOW_SECONDS if kind.startswith("slow") else 0.01
    return {
        "kind": kind,
        "match": luck.choice(PLACES),
        "times": luck.choice((1, 1, 2, 3)),
        "after": luck.choice((0, 0, 0, 1, 2)),
        "seconds": seconds,
        "probability": luck.choice((1.0, 1.0, 0.6)),
    }


def _event(world: World, luck: random.Random, script: list[Any]) -> None:
    kind = luck.choices(("step", "kill", "clock", "window", "restart"), (8, 4, 1, 1, 1))[0]
    script.append(kind)
    if kind == "kill":
        world.knife.left = luck.randrange(0, 14)
        _guarded(world, lambda: _step(world))
        world.knife.left = -1
    elif kind == "clock":
        world.offset = luck.choice((-86_400.0, -600.0, 0.0, 3600.0, 1_000_000.0))
    elif kind == "window":
        other = world.second_window()
        thread = threading.Thread(target=lambda: other.step("practice"), daemon=True)
        thread.start()
        _guarded(world, lambda: _step(world))
        thread.join()
    elif kind == "restart":
        world.restart()
    else:
        _guarded(world, lambda: _step(world))


def _step(world: World) -> None:
    world.desk.runner.resume("practice")
    world.desk.runner.step("practice")


def _guarded(world: World, action: Callable[[], None]) -> None:
    try:
        action()
    except Killed:
        world.restart()


def _finish(world: World, names: list[str], outcome: Outcome, slow: bool) -> None:
    """The line is good now; the owner presses what is offered."""
    desk = world.desk
    outbox = Outbox(desk.store)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        desk.runner.resume("practice")
        if not desk.runner.step("practice"):
            world.pass_time(really=slow)
        items = [desk.item(name) for name in names]
        for item in items:
            if item.state == ATTENTION:
                _owner(world, outbox, item, outcome)
        if all(item.state in (DONE, CANCELLED) for item in items):
            return
    outcome.unexplained += 1
    outcome.script.append({"open": [(item.state, item.need.why if item.need else "") for item in items]})


def _owner(world: World, outbox: Outbox, item: OutboxItem, outcome: Outcome) -> None:
    need = item.need
    if need is None or need.why not in BUTTONS or not need.buttons:
        outcome.unexplained += 1
        return
    outcome.script.append({"owner": need.why})
    if need.why == "auth":
        world.desk.sign_in()
        outbox.signed_in("practice")
    elif need.why == "perhaps_sent":
        there = [row for row in world.shop.products() if row["model"] == item.subject]
        if there:
            outbox.press(item.id, "it_is_there", str(there[0]["id"]))
        else:
            outbox.press(item.id, "send_again")
    elif "retry" in need.buttons:
        outbox.press(item.id, "retry")
    else:
        outcome.unexplained += 1


def _updated(world: World, sku: str) -> str:
    cheaper = replace(product(world, sku), rungs=(Rung(100, Decimal("3.90")),))
    return world.desk.queue(cheaper)


def _judge(world: World, skus: list[str], items: dict[str, str], outcome: Outcome) -> None:
    there = [row["model"] for row in world.shop.products()]
    for sku in skus:
        count = there.count(sku)
        state = world.desk.item(items[sku]).state
        outcome.lost += int(count == 0)
        outcome.duplicates += max(0, count - 1)
        outcome.unexplained += int(state != DONE)
        page = rows.published(world.desk.store.read(), "practice", sku)
        outcome.lost += int(state == DONE and page is None)
    world.shop.shop.state.run("delete from products")
