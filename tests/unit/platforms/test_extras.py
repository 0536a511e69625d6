"""Drafts, groups, orders, what is missing before sending, and the guide to joining the API."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.bootstrap import House
from desktop.platforms.alibaba import extras
from desktop.platforms.base import Rejected
from desktop.services.accounts import Accounts
from desktop.services.fitting import Fitting
from desktop.services.publishing import Publishing
from desktop.system.paths import resources_dir
from tests.publishing import Desk, PracticeShop, basket, door


def test_a_draft_is_kept_apart_from_products(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    draft = extras.save_draft(desk.platform, basket(tmp_path))
    values = extras.read_draft(desk.client, draft)
    assert values["productTitle"]["values"][0][0].startswith("Hand-woven Rattan")
    assert shop.products() == []
    with pytest.raises(Rejected) as gone:
        desk.platform._request("render.draft", {"product_id": 1})
    assert gone.value.code == "platform.product_gone"


def test_photobank_groups(shop: PracticeShop, desk: Desk) -> None:
    made = extras.make_group(desk.client, "篮子")
    assert extras.groups(desk.client) == [made]
    assert made.name == "篮子"


def test_orders_are_listed_and_read(shop: PracticeShop, desk: Desk) -> None:
    body = {"created": 1_700_000_000.0, "status": "unpay", "buyer": {"full_name": "Ana"}, "products": [],
            "amount": {"amount": "960.00", "currency": "USD"}}  # fmt: skip
    shop.shop.state.run("insert into orders values(?,?,?)", (2_100_007, json.dumps(body), 1_700_000_000.0))
    page = desk.platform.pull("")
    assert [row["trade_id"] for row in page.rows] == [2_100_007]
    assert extras.order(desk.client, "2100007")["trade_status"] == "unpay"
    with pytest.raises(Rejected):
        extras.order(desk.client, "999")
    assert [row["trade_id"] for row in desk.platform.pull(page.cursor).rows] == [2_100_007]


def test_what_is_missing_is_said_before_anything_is_sent(shop: PracticeShop, profile: Path) -> None:
    with House(profile) as house:
        house.samples.take("DL-12", "TB-301")
        accounts = Accounts(house.store, house.settings, house.secrets, door(), house.words.resources)
        accounts.add_practice(shop.url)
        publishing = Publishing(house.store, house.cards, house.listings, house.words.glossaries, profile / "prepared")
        fitting = Fitting(accounts, house.cards, house.listings, publishing)
        assert fitting.of("TB-301", "practice").problems == ("Product name is missing.",)
        house.listings.draft("TB-301", ("en",))
        assert fitting.of("TB-301", "practice").fits
        house.listings.edit("TB-301", "en", "title", "x" * 129)
        assert fitting.of("TB-301", "practice").problems == ("Product name is too long: 129 of at most 128 bytes.",)
        assert "alibaba.icbu.photobank.upload" not in shop.calls()


def test_the_guide_to_joining_exists_in_both_languages() -> None:
    for locale in ("zh_CN", "en"):
        text = (resources_dir() / "help" / f"alibaba-api.{locale}.md").read_text("utf-8")
        assert sum(line[:2] in {f"{n}." for n in range(1, 8)} for line in text.splitlines()) == 7
