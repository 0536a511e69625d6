"""The outbox in the window: one sentence and one button for each refusal, why a thing waits, both sides of a conflict."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

from desktop.cli import main
from desktop.domain.accounts import AccountCard
from desktop.domain.card_json import card_from_json, card_to_json
from desktop.domain.line import LineRules
from desktop.domain.outbox import OutboxItem
from desktop.domain.publications import Rung
from desktop.platforms.base import Item
from desktop.storage import outbox as rows
from tests.publishing import Desk as Sender
from tests.publishing import PracticeShop, basket
from tests.refusals import EXPECTED, refused
from tests.ui.conftest import Desk, Open


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[PracticeShop]:
    running = PracticeShop(tmp_path / "shop", list_lag=0.0)
    yield running
    running.close()


def _texts(desk: Desk) -> list[str]:
    screen = desk.screen("outbox")
    screen.refresh()
    return [item.text() for item in screen.findChildren(QLabel)]


def _connect(desk: Desk, shop: PracticeShop) -> None:
    """The practice shop as the account "practice", signed in."""
    desk.house.accounts.add_practice(shop.url)


def test_each_refusal_is_one_sentence_and_one_button(
    open_desk: Open, shop: PracticeShop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "refused"
    found = refused(shop, profile, tmp_path)
    assert main(["--json", "--profile", str(profile), "outbox"]) == 0
    told = {row["subject"]: row for row in json.loads(capsys.readouterr().out)["items"]}
    desk = open_desk(profile)
    texts = _texts(desk)
    for sku, shown in EXPECTED.items():
        assert (told[sku]["sentence"], told[sku]["buttons"][0]) == (shown.sentence, shown.button)
        assert shown.sentence in texts
        pressed = desk.find(f"{shown.button}-{found[sku].id[:8]}", QPushButton)
        assert (pressed.text(), pressed.property("kind")) == (shown.label, "primary")
    desk.press(f"edit-{found['NEW-FORM'].id[:8]}")
    assert desk.main.screen_name == "cards"  # the product itself is not in this profile
    desk.screen("outbox")
    desk.press(f"enter_key-{found['WRONG-KEY'].id[:8]}")
    assert desk.main.screen_name == "settings"


def test_a_category_that_has_gone_is_chosen_anew_and_remembered(desk: Desk, shop: PracticeShop) -> None:
    desk.house.listings.approve_clean("TB-301")
    _connect(desk, shop)
    place = desk.house.accounts.platform("practice").place_of(  # type: ignore[attr-defined]
        desk.house.publishing.freeze(desk.house.cards.get("TB-301"), {"en": desk.house.listings.get("TB-301", "en").listing})[0]
    )
    shop.post("/_practice/form", {"gone": [place]})
    _changes, item = desk.house.publishing.publish("TB-301", "practice")
    desk.house.line.run()
    desk.screen("outbox")
    desk.press(f"choose_category-{item[:8]}")
    assert desk.main.screen_name == "publish"
    pressed: set[str] = set()
    while not (places := desk.house.accounts.get("practice").options.get("places")):
        desk.until(lambda: _categories(desk, pressed) or desk.house.accounts.get("practice").options.get("places"), 30)
        for found in _categories(desk, pressed)[:1]:
            pressed.add(found.objectName())
            found.click()
    (chosen,) = places.items()
    assert chosen[0] == desk.house.cards.get("TB-301").category
    assert chosen[1] != str(place)


def _categories(desk: Desk, pressed: set[str]) -> list[QPushButton]:
    """The buttons of categories that are shown, without those pressed already and without those next to them."""
    shown = [item for item in desk.main._screens["publish"].findChildren(QPushButton) if item.isVisible()]
    names = [item for item in shown if item.objectName().startswith("category-") and item.objectName()[9:].isdigit()]
    return [] if pressed & {item.objectName() for item in names} else names


def test_a_card_changed_after_approval_is_brought_up_to_date_by_one_button(desk: Desk, shop: PracticeShop) -> None:
    house = desk.house
    house.listings.approve_clean("TB-301")
    _connect(desk, shop)
    _changes, item = house.publishing.publish("TB-301", "practice")
    data = card_to_json(house.cards.get("TB-301"), private=True)
    data["trade"]["moq"] = 250
    house.cards.save(card_from_json(data))
    house.listings.refresh("TB-301")
    house.line.run()
    assert "The product card has changed since: trade terms." in _texts(desk)
    house.listings.approve_clean("TB-301")
    desk.press(f"renew-{item[:8]}")
    desk.until(lambda: len(house.outbox.all()) == 2)
    house.line.run()
    assert sorted(row.state for row in house.outbox.all()) == ["cancelled", "done"]


def test_why_a_thing_waits_is_said(desk: Desk, tmp_path: Path) -> None:
    house = desk.house
    house.accounts.save(AccountCard("shop", "woocommerce", "Shop", {"base": "https://shop.example", "user": "u"}))
    publication = basket(tmp_path, "TB-301")
    with house.store.write() as db:
        rows.add(db, OutboxItem("w" * 12, "listing", "shop", "TB-301", {"publication": publication.to_json()}, approved_at=1.0))
    house.door.network = lambda: False
    assert "Waits for a line; it goes out by itself." in _texts(desk)
    house.door.network = lambda: True
    house.settings.save_line_rules(LineRules(bytes_per_day=1))
    house.door.meter.add(10, 0)
    assert "Today's data allowance is used up; it goes out tomorrow." in _texts(desk)
    house.settings.save_line_rules(LineRules(offline=True))
    assert "Waits until offline mode is off." in _texts(desk)


@pytest.mark.parametrize("choice", ["here", "there"])
def test_a_price_changed_on_both_sides_is_asked_in_the_window(open_desk: Open, shop: PracticeShop, tmp_path: Path, choice: str) -> None:
    sender = Sender(tmp_path / "conflict", shop.url)
    sender.sign_in()
    first = basket(tmp_path)
    (done,) = sender.work(sender.queue(first))
    there = replace(first, rungs=(Rung(200, Decimal("5.25")), *first.rungs[1:]))
    elsewhere = Sender(tmp_path / "elsewhere", shop.url, secrets=sender.secrets)
    seat = Item("other-seat", "update", {"publication": there.to_json(), "product": str(done.receipt["id"])})
    elsewhere.platform.push(seat, lambda name, value: None)  # the same seller changes the price on the platform itself
    elsewhere.close()
    here = replace(first, rungs=(Rung(200, Decimal("4.60")), *first.rungs[1:]))
    (asked,) = sender.work(sender.queue(here))
    assert asked.need is not None
    assert asked.need.why == "conflict"
    desk = open_desk(tmp_path / "conflict")
    screen = desk.screen("outbox")
    offered = [item for item in screen.findChildren(QRadioButton) if item.text().startswith(f"Price {choice}: ")]
    assert [("4.60" if choice == "here" else "5.25") in item.text() for item in offered] == [True]
    offered[0].setChecked(True)
    desk.press(f"merge-{asked.id[:8]}")
    desk.until(lambda: sender.item(asked.id).state == "pending")
    sender.work(asked.id)
    assert f"US$ {'4.60' if choice == 'here' else '5.25'}" in shop.get(f"/product/{done.receipt['id']}")
    sender.close()


def test_what_was_deleted_there_is_asked_in_the_window(open_desk: Open, shop: PracticeShop, tmp_path: Path) -> None:
    sender = Sender(tmp_path / "gone", shop.url)
    sender.sign_in()
    first = basket(tmp_path)
    sender.work(sender.queue(first))
    shop.shop.state.run("delete from products")
    (asked,) = sender.work(sender.queue(replace(first, moq=300)))
    desk = open_desk(tmp_path / "gone")
    assert "It is no longer there on the platform." in _texts(desk) or "The product is no longer on the platform." in _texts(desk)
    desk.press(f"publish_again-{asked.id[:8]}")
    desk.until(lambda: sender.item(asked.id).state == "pending")
    sender.work(asked.id)
    assert len(shop.products()) == 1
    sender.close()


def test_sending_is_paused_and_goes_on(desk: Desk, shop: PracticeShop) -> None:
    house = desk.house
    house.listings.approve_clean("TB-301")
    _connect(desk, shop)
    house.publishing.publish("TB-301", "practice")
    desk.screen("outbox")
    desk.press("pause-sending")
    desk.until(lambda: house.line.paused)
    house.line.run()
    assert "Sending is paused. Press “Go on sending” when you want it to go." in _texts(desk)
    assert shop.products() == []
    desk.press("pause-sending")
    desk.until(lambda: not house.line.paused)
    house.line.run()
    assert [item.state for item in house.outbox.all()] == ["done"]


def test_the_last_look_shows_each_picture_as_it_travels_and_when_it_goes(desk: Desk, tmp_path: Path) -> None:
    house = desk.house
    house.listings.approve_clean("TB-301")
    house.accounts.save(AccountCard("shop", "woocommerce", "Shop", {"base": "https://shop.example", "user": "u"}))
    house.door.network = lambda: False
    screen = desk.screen("publish", "TB-301")
    desk.until(lambda: any("(was" in item.text() for item in screen.findChildren(QLabel)), 30)
    texts = [item.text() for item in screen.findChildren(QLabel)]
    assert "Waits for a line; it goes out by itself." in texts
    shown = [item for item in screen.findChildren(QLabel) if not item.pixmap().isNull()]
    assert len(shown) >= 1 + len(house.cards.view("TB-301").pictures)
