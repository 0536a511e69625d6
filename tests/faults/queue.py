"""A long queue on a bad line: hundreds of listings and some replies, ten minutes of 50 kB/s at a time, a tenth of it cut."""

from __future__ import annotations

import contextlib
import json
import time
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.outbox import OutboxItem
from desktop.platforms.base import PlatformProblem
from desktop.platforms.practice_inbox import PracticeShop as ShopWithInbox
from desktop.services.accounts import HeardForms, Uploads
from desktop.services.outbox import Outbox
from desktop.services.sending import Clock
from desktop.storage import outbox as rows
from desktop.system.http import Ask, HttpDoor, NoLine, Reply
from tests.faults.sequences import WAITS
from tests.publishing import Desk, MemorySecrets, PracticeShop, basket, door, picture

BYTES_PER_SECOND = 50_000
SESSION_SECONDS = 600.0
ROUND_TRIP = 0.3
SIDE = 140  # a noisy picture of 59 kB


@dataclass
class QueueResult:
    """What came of it; `replies_first` says that no listing was begun while a reply still waited, `in_first` how many
    listings went in the first ten minutes, `bytes_ratio` what was sent against pictures and text."""

    listings: int
    replies: int
    lost: int
    duplicates: int
    replies_first: bool
    in_first: int
    sessions: int
    bytes_ratio: float
    seconds: float


class ThinLine(HttpDoor):
    """The real door; what it carries takes time on a clock of its own, and after ten minutes the line is gone."""

    def __init__(self, real: HttpDoor) -> None:
        self._real = real
        self.spent = 0.0
        self.sent = 0

    def send(self, ask: Ask) -> Reply:
        if self.spent > SESSION_SECONDS:
            raise NoLine("line.unreachable", host="shop")
        before = self._real.meter.today()
        try:
            return self._real.send(ask)
        finally:
            after = self._real.meter.today()
            self.spent += ROUND_TRIP + (after.total - before.total) / BYTES_PER_SECOND
            self.sent += after.sent - before.sent


class Evening:
    """One profile that meets the line again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shop = PracticeShop(folder / "shop", list_lag=0.0, review_seconds=0.0)
        self.secrets = MemorySecrets()
        self.sent = self.sessions = 0
        self.skipped = 0.0

    def desk(self) -> Desk:
        """The program, started anew on the same files."""
        clock = Clock(lambda: time.time() + self.skipped, lambda: time.monotonic() + self.skipped)
        desk = Desk(self.folder / "desk", self.shop.url, waits=WAITS, settle=0.02, secrets=self.secrets, clock=clock, door=ThinLine(door()))
        desk.client._clock = time.time
        real = desk.platform
        parts = (desk.client, real._shop, Uploads(desk.store, desk.account), HeardForms(desk.store, desk.account, time.time))
        desk.platform = ShopWithInbox(desk.door, self.shop.url, parts)
        desk.runner.recover()
        return desk

    def session(self) -> bool:
        """Ten minutes with a line; whether something is left for the next ones."""
        desk = self.desk()
        assert isinstance(desk.door, ThinLine)
        try:
            while desk.door.spent <= SESSION_SECONDS:
                desk.runner.resume(desk.account)
                if not desk.runner.step(desk.account):
                    self.skipped += max(desk.runner.next_due() or 0.0, 0.001)
                if not _open(desk):
                    return False
            return True
        finally:
            self.sessions += 1
            self.sent += desk.door.sent
            desk.close()


def run_queue(folder: Path, listings: int, replies: int) -> QueueResult:
    """Queues everything offline, then lets the line come for ten minutes at a time until all is out."""
    evening = Evening(folder)
    try:
        size = _queued(evening, listings, replies)
        cut = {"times": 1_000_000, "probability": 0.05}
        evening.shop.faults({"kind": "cut_before", **cut}, {"kind": "cut_after", **cut}, seed=7)
        start = time.monotonic()
        more = evening.session()
        in_first = len(evening.shop.products())
        while more and evening.sessions < 200:
            more = evening.session()
        evening.shop.faults()  # the judge's own questions are not cut
        result = _judged(evening, listings, replies)
        ratio = round(evening.sent / size, 3)
        return replace(result, in_first=in_first, bytes_ratio=ratio, seconds=time.monotonic() - start)
    finally:
        evening.shop.close()


def _queued(evening: Evening, listings: int, replies: int) -> int:
    """Puts everything in; returns the bytes of texts and pictures."""
    desk, size = evening.desk(), 0
    desk.sign_in()
    for number in range(listings):
        pictures = tuple(picture(evening.folder, 10 + 2 * number + side, SIDE, noisy=True) for side in (0, 1))
        publication = replace(basket(evening.folder, f"Q-{number}"), pictures=pictures)
        size += sum(row.size for row in pictures) + len(json.dumps(publication.to_json()).encode())
        desk.queue(publication)
    for number in range(replies):
        asked = evening.shop.post("/_practice/inbox", {"body": "Price?", "from": f"b{number}@example.test"})
        payload = {"message": f"practice-{asked['id']}", "text": f"reply {number}"}
        item = OutboxItem(f"r-{number}", "reply", desk.account, f"t-{number}", payload, approved_at=time.time())
        with desk.store.write() as db:
            rows.add(db, item)
    desk.close()
    return size


def _open(desk: Desk) -> bool:
    """Whether anything is left to do; the owner signs in again or tries again where that is asked."""
    waiting = rows.counts(desk.store.read())
    if any(waiting.get(state) for state in ("pending", "sending", "checking")):
        return True
    outbox = Outbox(desk.store)
    stuck = [item for item in outbox.all() if item.need and {"retry", "sign_in"} & set(item.need.buttons)]
    for item in stuck:
        with contextlib.suppress(PlatformProblem):  # the line may be cut here too; the owner tries again
            desk.sign_in()
        buttons = outbox.view(item.id).buttons
        outbox.press(item.id, "retry") if "retry" in buttons else outbox.signed_in(desk.account)
    return bool(stuck)


def _judged(evening: Evening, listings: int, replies: int) -> QueueResult:
    shop, desk = evening.shop, evening.desk()
    there = [row["model"] for row in shop.products()]
    said = [row["body"] for row in json.loads(shop.get("/_practice/inbox?kind=reply"))["messages"]]
    lost = sum(f"Q-{n}" not in there for n in range(listings)) + sum(f"reply {n}" not in said for n in range(replies))
    double = len(there) - len(set(there)) + len(said) - len(set(said))
    first = [row["item"] for row in desk.store.read().query("select item from outbox_steps where state='sending' order by n")]
    order = [name.startswith("r-") for name in dict.fromkeys(first)]
    desk.close()
    return QueueResult(listings, replies, lost, double, order == sorted(order, reverse=True), 0, evening.sessions, 0.0, 0.0)
