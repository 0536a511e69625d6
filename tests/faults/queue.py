"""A long queue on a bad line: hundreds of listings and some replies, with a tenth of the answers lost."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.outbox import OutboxItem
from desktop.platforms.practice_inbox import PracticeShop as ShopWithInbox
from desktop.services.outbox import Outbox
from desktop.storage import outbox as rows
from tests.faults.sequences import WAITS
from tests.publishing import Desk, PracticeShop, Uploads, basket


@dataclass
class QueueResult:
    """What came of it; `replies_first` says that no listing was begun while a reply still waited."""

    listings: int
    replies: int
    lost: int
    duplicates: int
    replies_first: bool
    seconds: float


def run_queue(folder: Path, listings: int, replies: int) -> QueueResult:
    """Queues everything offline, then runs the line with 10 % of the connections cut."""
    shop = PracticeShop(folder / "shop", list_lag=0.0, review_seconds=0.0)
    desk = Desk(folder / "desk", shop.url, waits=WAITS, settle=0.02)
    try:
        desk.sign_in()
        real = desk.platform
        parts = (desk.client, real._shop, Uploads(desk.store, desk.account), None)
        desk.platform = ShopWithInbox(desk.door, shop.url, parts)
        pictures = basket(folder).pictures
        for number in range(listings):
            desk.queue(replace(basket(folder, f"Q-{number}"), pictures=pictures))
        for number in range(replies):
            asked = shop.post("/_practice/inbox", {"body": "Price?", "from": f"b{number}@example.test"})
            payload = {"message": f"practice-{asked['id']}", "text": f"reply {number}"}
            item = OutboxItem(f"r-{number}", "reply", desk.account, f"t-{number}", payload, approved_at=time.time())
            with desk.store.write() as db:
                rows.add(db, item)
        cut = {"times": 1_000_000, "probability": 0.05}
        shop.faults({"kind": "cut_before", **cut}, {"kind": "cut_after", **cut}, seed=7)
        start = time.monotonic()
        _drain(desk)
        shop.faults()  # the judge's own questions are not cut
        return _judged(shop, desk, listings, replies, time.monotonic() - start)
    finally:
        desk.close()
        shop.close()


def _drain(desk: Desk) -> None:
    outbox = Outbox(desk.store)
    deadline = time.monotonic() + 900
    while time.monotonic() < deadline:
        desk.runner.resume(desk.account)
        if not desk.runner.step(desk.account):
            time.sleep(0.002)
        waiting = rows.counts(desk.store.read())
        if not any(waiting.get(state) for state in ("pending", "sending", "checking")):
            stuck = [item for item in outbox.all() if item.state == "needs attention"]
            if not stuck:
                return
            for item in stuck:  # the owner signs in again or tries again
                desk.sign_in()
                buttons = outbox.view(item.id).buttons
                outbox.press(item.id, "retry") if "retry" in buttons else outbox.signed_in(desk.account)


def _judged(shop: PracticeShop, desk: Desk, listings: int, replies: int, seconds: float) -> QueueResult:
    there = [row["model"] for row in shop.products()]
    said = [row["body"] for row in json.loads(shop.get("/_practice/inbox?kind=reply"))["messages"]]
    lost = sum(f"Q-{n}" not in there for n in range(listings)) + sum(f"reply {n}" not in said for n in range(replies))
    double = len(there) - len(set(there)) + len(said) - len(set(said))
    first = [row["item"] for row in desk.store.read().query("select item from outbox_steps where state='sending' order by n")]
    order = [name.startswith("r-") for name in dict.fromkeys(first)]
    return QueueResult(listings, replies, lost, double, order == sorted(order, reverse=True), seconds)
