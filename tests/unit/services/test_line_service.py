"""The line in the outbox's service: why something waits, what goes first, and that nothing reaches out without a line."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.bootstrap import House
from desktop.domain.accounts import AccountCard
from desktop.domain.line import Hold, LineRules
from desktop.domain.outbox import OutboxItem
from desktop.domain.publications import Picture
from desktop.storage import outbox as rows
from desktop.system.line import LineWatch
from desktop.wording import outbox as words
from tests.publishing import Desk, PracticeShop, basket


@pytest.fixture
def house(profile: Path) -> Iterator[House]:
    with House(profile) as made:
        made.accounts.save(AccountCard("shop", "woocommerce", "Shop", {"base": "https://shop.example", "user": "u"}))
        made.accounts.save(AccountCard("practice", "practice", "Practice", {"base": "http://127.0.0.1:9"}))
        yield made


def _item(tmp_path: Path, account: str, size: int, kind: str = "listing") -> OutboxItem:
    heavy = Picture(str(tmp_path / "p.jpg"), "a" * 64, size)
    publication = replace(basket(tmp_path), pictures=(heavy,))
    return OutboxItem(f"{account}-{kind}-{size}", kind, account, f"S-{size}", {"publication": publication.to_json()}, approved_at=1.0)


def test_what_waits_says_why(house: House, tmp_path: Path) -> None:
    big, small = _item(tmp_path, "shop", 900_000), _item(tmp_path, "shop", 100)
    reply = OutboxItem("r", "reply", "shop", "t", {"text": "Yes."})
    here = _item(tmp_path, "practice", 900_000)
    house.door.network = lambda: True

    def why(item: OutboxItem) -> str:
        held = house.line.hold(item)
        return held.why if held else ""

    assert [why(item) for item in (big, small, reply, here)] == ["", "", "", ""]
    hour = time.localtime().tm_hour
    night = ((hour + 2) % 24, (hour + 3) % 24)
    house.settings.save_line_rules(LineRules(metered=True, night=night))
    assert [why(item) for item in (big, small, reply, here)] == ["night", "", "", ""]
    assert words.sentence(big, house.line.hold(big)) == f"Waits for the night: from {night[0]}:00, when pictures may go."
    house.settings.save_line_rules(LineRules(bytes_per_day=1_000_000))
    house.door.meter.add(500_000, 0)
    assert [why(item) for item in (big, small, reply, here)] == ["budget", "", "", ""]
    house.door.meter.add(600_000, 0)
    assert [why(item) for item in (big, small, reply, here)] == ["budget", "budget", "budget", ""]
    house.settings.save_line_rules(LineRules(offline=True))
    assert [why(item) for item in (big, reply, here)] == ["offline"] * 3
    house.settings.save_line_rules(LineRules())
    house.door.network = lambda: False
    assert [why(item) for item in (big, reply, here)] == ["line", "line", ""]


def test_pictures_that_the_shop_holds_weigh_nothing(house: House, tmp_path: Path) -> None:
    item = _item(tmp_path, "shop", 900_000)
    assert rows.weight(house.store.read(), item) > 900_000
    with house.store.write() as db:
        rows.keep_upload(db, "shop", "a" * 64, {"file_id": "1"})
    assert rows.weight(house.store.read(), item) < 2_000


def test_without_a_network_everything_waits_and_nothing_is_asked(house: House, tmp_path: Path) -> None:
    house.door.network = lambda: False  # the guard of tests/conftest.py fails the test on any look-up
    with house.store.write() as db:
        rows.add(db, _item(tmp_path, "shop", 900_000))
    report = house.line.run()
    assert report.counts == {"pending": 1}
    assert house.line.state().up is False


def test_where_the_last_try_failed_one_allowed_question_spares_the_others(house: House, tmp_path: Path) -> None:
    house.door.network = lambda: True
    house.door.answered = False
    asked: list[str] = []

    class Watch(LineWatch):
        def probe(self, address: str) -> bool | None:
            asked.append(address)
            return False

    house.line._watch = Watch(house.door, lambda: LineRules(probe=True))
    with house.store.write() as db:
        rows.add(db, _item(tmp_path, "shop", 100))
    assert house.line.run().counts == {"pending": 1}
    assert asked == ["https://shop.example"]
    held = house.line.hold(house.outbox.all()[0])
    assert held == Hold("line")
    assert house.line.hold(_item(tmp_path, "practice", 100)) is None  # a shop on this computer needs no line


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[PracticeShop]:
    running = PracticeShop(tmp_path / "shop", list_lag=0.0)
    yield running
    running.close()


def test_texts_go_before_pictures_and_what_is_held_stops_nobody(shop: PracticeShop, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", shop.url)
    desk.sign_in()
    pictured = basket(tmp_path, "A-PICTURES")
    (first,) = desk.work(desk.queue(basket(tmp_path, "B-TEXT")))
    with desk.store.write() as db:  # as if its pictures were photographs that this account does not hold yet
        heavy = desk.queue(pictured)
        db.execute("update outbox set weight = 900000 where id = ?", [heavy])
    light = desk.queue(replace(basket(tmp_path, "B-TEXT"), moq=300))
    held = desk.queue(basket(tmp_path, "C-HELD"))
    desk.runner.hold = lambda item: Hold("night", hour=22) if item.id == held else None
    while desk.runner.step("practice"):
        pass
    sent = [row["item"] for row in desk.store.read().query("select item from outbox_steps where state = 'sending' order by n")]
    assert sent == [first.id, light, heavy]
    assert desk.item(held).state == "pending"
    assert desk.runner.next_due() is None
    desk.close()
