"""The outbox for the owner: buttons, history, going stale, order, and two windows at once."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap import House
from desktop.domain.card_json import card_from_json, card_to_json
from desktop.domain.errors import BadInput, Refused
from desktop.domain.messages import Message
from desktop.domain.outbox import BUTTONS, LEGAL, STATES, Need, OutboxItem, due
from desktop.services.outbox import Outbox
from desktop.services.sending import Clock, Runner
from desktop.services.staleness import Staleness
from desktop.storage import messages as message_rows
from desktop.storage import outbox as rows
from desktop.wording import line as words
from desktop.wording import outbox as outbox_words
from tests.publishing import QUICK, Desk, PracticeShop, basket


def test_only_legal_steps_are_possible() -> None:
    item = OutboxItem("a", "listing", "x", "s", {})
    for start in STATES:
        for end in STATES:
            changes: dict[str, Any] = {"need": Need("bug")} if end == "needs attention" else {}
            if end in LEGAL[start]:
                assert replace(item, state=start).moved(end, **changes).state == end
            else:
                with pytest.raises(ValueError, match="->"):
                    replace(item, state=start).moved(end, **changes)
    with pytest.raises(ValueError, match="why"):
        item.moved("needs attention")
    assert all(BUTTONS.values())


def test_a_clock_that_jumps_back_delays_nothing() -> None:
    item = OutboxItem("a", "listing", "x", "s", {}, next_at=5000.0, set_at=4990.0)
    assert not due(item, 4995.0)
    assert due(item, 5000.0)
    assert due(item, 100.0)


def test_every_reason_has_words_and_buttons() -> None:
    for why, buttons in BUTTONS.items():
        item = OutboxItem("a", "listing", "x", "s", {}, state="needs attention", need=Need(why))
        assert outbox_words.sentence(item) not in ("", why)
        assert all(button in outbox_words.BUTTONS for button in buttons)
    long = {"name": "Title", "kind": "too_long", "size": 129, "limit": 128, "unit": "byte"}
    assert words.said(Need("unfit", {"details": [long]})) == "Title is too long: 129 of at most 128 bytes."
    assert words.said(Need("unfit", {"details": [long, long, long]})) == "Title is too long: 129 of at most 128 bytes. And 2 more."
    assert words.said(Need("stale", {"reason": "age", "days": 20})) == "It has waited for 20 days."


def test_only_offered_buttons_work_and_history_is_kept(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    outbox = Outbox(desk.store)
    shop.faults({"kind": "no_permission", "match": "schema.add"})
    (item,) = desk.work(desk.queue(basket(tmp_path)))
    assert outbox.view(item.id).buttons == ("how_to_apply", "retry", "cancel")
    with pytest.raises(Refused):
        outbox.press(item.id, "send_again")
    outbox.press(item.id, "retry")
    desk.work(item.id)
    assert [row["state"] for row in outbox.view(item.id).steps] == [
        "pending", "sending", "needs attention", "pending", "sending", "done",
    ]  # fmt: skip
    with pytest.raises(BadInput):
        outbox.view("nothing")
    assert outbox.view(item.id[:8]).item.id == item.id


def test_perhaps_sent_is_settled_by_the_owner_only(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    desk.platform._shop = replace(desk.platform._shop, list_lag=None)  # the real platform's lists: nobody knows their lag
    shop.faults({"kind": "cut_before", "match": "schema.add"})
    (item,) = desk.work(desk.queue(basket(tmp_path)))
    assert item.need is not None
    assert item.need.why == "perhaps_sent"
    assert shop.calls().get("alibaba.icbu.product.schema.add", 0) == 0  # it was cut before it was carried out
    for _ in range(3):
        desk.runner.run()
    assert desk.item(item.id).state == "needs attention"
    Outbox(desk.store).press(item.id, "send_again")
    (item,) = desk.work(item.id)
    assert item.state == "done"
    assert len(shop.products()) == 1


def test_two_windows_send_each_item_once(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    ids = [desk.queue(replace(basket(tmp_path, f"T-{n}"), model=f"T-{n}")) for n in range(6)]
    others = [Runner(desk.store, lambda name: desk.platform, lambda item: None, lambda changes: None, (Clock(), QUICK)) for _ in range(3)]
    threads = [threading.Thread(target=runner.run) for runner in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    desk.work(*ids)
    assert sorted(row["model"] for row in shop.products()) == [f"T-{n}" for n in range(6)]
    assert all(desk.item(name).attempts == 1 for name in ids)


def test_what_another_window_has_just_taken_is_passed_over(desk: Desk, tmp_path: Path) -> None:
    names = [desk.queue(basket(tmp_path, f"TB-{number}")) for number in (1, 2)]
    waiting = rows.waiting(desk.store.read(), desk.account)
    with desk.store.write() as db:
        assert rows.take(db, desk.item(names[0]), 1.0) is not None
    assert [item.id for item in waiting] == names[1:]


def test_a_poison_item_blocks_nobody_else(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    poison = replace(basket(tmp_path, "A"), rungs=())
    good = basket(tmp_path, "B")
    bad_id, good_id = desk.queue(poison), desk.queue(good)
    bad, fine = desk.work(bad_id, good_id)
    assert (bad.state, fine.state) == ("needs attention", "done")


def test_work_on_one_product_stays_in_order(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    first = basket(tmp_path)
    shop.faults({"kind": "no_permission", "match": "schema.add"})
    one, two = desk.queue(first), desk.queue(first, "display", on=False)
    desk.runner.run()
    assert [desk.item(name).state for name in (one, two)] == ["needs attention", "pending"]
    Outbox(desk.store).press(one, "retry")
    assert [item.state for item in desk.work(one, two)] == ["done", "done"]
    assert shop.products()[0]["display"] == "N"


def _queued(house: House, **changes: Any) -> OutboxItem:
    card = house.cards.get("TB-301")
    rungs = [[tier.start, str(tier.price)] for tier in card.trade.price_tiers]
    item = OutboxItem("i", "listing", "x", "TB-301", {"publication": {"rungs": rungs}}, approved_at=time.time())
    return replace(item, **changes)


def test_what_went_stale_is_shown_again(profile: Path) -> None:
    with House(profile) as house:
        house.samples.take("TB-301")
        stale = Staleness(house.store, time.time)

        def reason(item: OutboxItem) -> str:
            need = stale(item)
            return "" if need is None else str(need.fields["reason"])

        assert reason(_queued(house)) == ""
        assert reason(_queued(house, approved_at=time.time() - 15 * 86_400)) == "age"
        yesterday = (date.today() - timedelta(days=1)).isoformat()  # noqa: DTZ011 (the owner's own day)
        assert reason(_queued(house, payload={"valid_until": yesterday})) == "validity"
        queued = _queued(house)
        data = card_to_json(house.cards.get("TB-301"), private=True)
        data["trade"]["price_tiers"][0]["price"] = str(Decimal("5.55"))
        house.cards.save(card_from_json(data))
        assert reason(queued) == "price"
        need = stale(queued)
        assert need is not None
        assert (need.why, need.buttons[0]) == ("outdated", "renew")
        assert reason(replace(queued, payload={**queued.payload, "seen_stale": True})) == ""


def test_a_newer_message_holds_the_reply_back(profile: Path) -> None:
    with House(profile) as house:
        _, thread = house.messages.receive(Message("m1", "Baskets", "What is the price for 500 pieces?", "ana@example.test"))
        reply = OutboxItem("r", "reply", "x", thread, {"message": "m1", "text": "..."}, approved_at=time.time())
        stale = Staleness(house.store, time.time)
        assert stale(reply) is None
        with house.store.write() as db:
            row = message_rows.thread(db, thread)
            assert row is not None
            message_rows.add(db, row, Message("m2", "Baskets", "Please wait, 800 pieces.", "ana@example.test", reply_to="m1"), "in")
        need = stale(reply)
        assert need is not None
        assert need.fields["reason"] == "newer_message"
        assert need.buttons == ("send_anyway", "edit", "cancel")


def test_a_bug_of_ours_ends_with_a_person_and_loses_nothing(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    name = desk.queue(basket(tmp_path))
    broken = desk.item(name)
    with desk.store.write() as db:
        db.execute("update outbox set payload = ? where id = ?", ['{"publication": {"sku": "TB-301"}}', name])
    (item,) = desk.work(name)
    assert item.need is not None
    assert (item.need.why, item.need.buttons) == ("bug", ("retry", "cancel"))
    assert item.attempts <= 4
    assert shop.products() == []
    assert broken.id == item.id


def test_removing_an_account_keeps_the_items_in_plain_sight(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    def gone(name: str) -> Any:
        raise BadInput("account.not_found", account=name, known="-")

    name = desk.queue(basket(tmp_path))
    Runner(desk.store, gone, lambda item: None, lambda changes: None, (Clock(), QUICK)).run()
    item = desk.item(name)
    assert item.need is not None
    assert (item.need.why, item.need.buttons) == ("no_account", ("sign_in", "copy_panel", "cancel"))
    Outbox(desk.store).signed_in("practice")
    assert desk.work(name)[0].state == "done"
    assert rows.counts(desk.store.read()) == {"done": 1}
