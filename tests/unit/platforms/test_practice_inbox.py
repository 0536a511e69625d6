"""Replies to the practice shop's inbox: before listings, once each, also after a lost answer."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.bootstrap import House
from desktop.domain.outbox import OutboxItem
from desktop.platforms.base import Absent, Item
from desktop.services.accounts import Accounts
from desktop.services.sending import Clock, Runner
from desktop.storage import outbox as rows
from tests.publishing import QUICK, PracticeShop, basket, door


@pytest.fixture
def house(profile: Path) -> Iterator[House]:
    with House(profile) as opened:
        yield opened


def _reply(house: House, shop: PracticeShop, text: str) -> str:
    asked = shop.post("/_practice/inbox", {"body": "¿Precio?", "from": "ana@example.test", "thread": f"t-{text}"})
    payload = {"thread": "x", "message": f"practice-{asked['id']}", "text": text}
    item = OutboxItem(f"reply-{text}", "reply", "practice", f"thread-{text}", payload, approved_at=time.time())
    with house.store.write() as db:
        rows.add(db, item)
    return item.id


def _replies(shop: PracticeShop) -> list[str]:
    return [row["body"] for row in json.loads(shop.get("/_practice/inbox?kind=reply"))["messages"]]


def test_replies_leave_once_and_before_listings(shop: PracticeShop, house: House, tmp_path: Path) -> None:
    accounts = Accounts(house.store, house.settings, house.secrets, door(), house.words.resources)
    accounts.add_practice(shop.url)
    publication = basket(tmp_path)
    listing = OutboxItem("l", "listing", "practice", "TB-301", {"publication": publication.to_json()}, approved_at=1.0)
    with house.store.write() as db:
        rows.add(db, listing)
    first, second = _reply(house, shop, "Sí"), _reply(house, shop, "Claro")
    shop.faults({"kind": "cut_after", "match": "/_practice/inbox"})
    runner = Runner(house.store, accounts.platform, lambda item: None, lambda changes: None, (Clock(), QUICK))
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        runner.run()
        if all(item.state == "done" for item in rows.every(house.store.read())):
            break
        time.sleep(0.02)
    assert sorted(_replies(shop)) == ["Claro", "Sí"]
    steps = {name: rows.steps(house.store.read(), name) for name in (first, second, "l")}
    sent = {name: next(row["at"] for row in steps[name] if row["state"] == "sending") for name in steps}
    assert max(sent[first], sent[second]) <= sent["l"]
    assert len(shop.products()) == 1


def test_messages_are_pulled_after_a_cursor_and_looked_up_by_key(shop: PracticeShop, house: House) -> None:
    accounts = Accounts(house.store, house.settings, house.secrets, door(), house.words.resources)
    accounts.add_practice(shop.url)
    platform = accounts.platform("practice")
    assert platform.capabilities.channels == ("inbox",)
    shop.post("/_practice/inbox", {"body": "سعر 500 قطعة؟", "from": "b@example.test"})
    page = platform.pull("")
    assert [row["body"] for row in page.rows] == ["سعر 500 قطعة؟"]
    assert platform.pull(page.cursor).rows == ()
    assert isinstance(platform.find(Item("nothing", "reply", {}, progress={"stage": {}})), Absent)


def test_the_line_reads_the_shops_inbox_and_answers_it(shop: PracticeShop, house: House) -> None:
    house.samples.take("TB-301")
    house.accounts.add_practice(shop.url)
    shop.post("/_practice/inbox", {"body": "What is the MOQ of TB-301?", "from": "ana@example.test", "subject": "Baskets"})
    report = house.line.run()
    assert report.mails == 1
    assert house.line.run().mails == 0
    (thread,) = house.messages.threads()
    view = house.messages.view(thread.id)
    assert [ask.kind for ask in view.understanding.asks] == ["moq"]
    house.messages.approve(thread.id, view.text, "practice")
    house.line.run()
    assert _replies(shop) == [view.text]
