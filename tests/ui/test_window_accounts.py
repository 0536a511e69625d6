"""Accounts and conflicts in the window: forms keep what is typed, sign-in comes back, each field is asked."""

from __future__ import annotations

import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop.domain.accounts import AccountCard
from desktop.domain.outbox import Need, OutboxItem
from desktop.practice.shop import APP_KEY, APP_SECRET
from desktop.storage import forms
from desktop.storage import outbox as rows
from desktop.ui.outbox.merge import MergePanel, field_name, plain
from desktop.ui.settings.account_forms import AlibabaForm, ShopForm
from tests.publishing import PracticeShop
from tests.ui.conftest import Desk


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[PracticeShop]:
    running = PracticeShop(tmp_path / "shop")
    yield running
    running.close()


def _browser(base: str) -> Any:
    """A browser in which the owner presses Allow."""

    def opened(url: QUrl) -> bool:
        given = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url.toString()).query))
        data = urllib.parse.urlencode({**given, "answer": "allow"}).encode()

        def press() -> None:
            with urllib.request.urlopen(f"{base}/oauth/decision", data, timeout=10) as page:  # noqa: S310 (loopback)
                page.read()

        threading.Thread(target=press).start()
        return True

    return opened


def test_signing_in_to_an_own_app_comes_back_by_itself(desk: Desk, shop: PracticeShop, monkeypatch: Any) -> None:
    office = desk.house.office
    form = AlibabaForm(office, desk.jobs)
    desk.bot.addWidget(form)
    monkeypatch.setattr(QDesktopServices, "openUrl", _browser(shop.url))
    form.save()
    assert office.accounts.all() == []  # nothing is kept without key and secret
    office.accounts.save(
        AccountCard("alibaba", "alibaba", "Alibaba.com", {"app_key": APP_KEY, "base": shop.url}), {"app_secret": APP_SECRET}
    )
    form._account = "alibaba"
    form._begin()
    desk.until(lambda: office.accounts.can_publish("alibaba") is None)
    assert office.accounts.test("alibaba").name == "practice@example.test"


def test_a_web_shop_needs_https_and_all_fields(desk: Desk) -> None:
    office = desk.house.office
    form = ShopForm(office, desk.jobs, lambda: None)
    desk.bot.addWidget(form)
    form.address.setText("http://shop.example")
    form.user.setText("owner")
    form.password.setText("secret")
    form.save()
    assert office.accounts.all() == []
    assert form.password.text() == "secret"


def test_each_field_that_both_sides_changed_is_asked(desk: Desk) -> None:
    office = desk.house.office
    remote = {"ladderPrice": {"base": [["4.80"]], "here": [["4.50"]], "there": [["4.99"]]},
              "es.name": {"base": "a", "here": "b", "there": None}}  # fmt: skip
    item = OutboxItem("c" * 12, "listing", "practice", "TB-301", {}, state="needs attention", need=Need("conflict", {"remote": remote}))
    with desk.house.store.write() as db:
        rows.add(db, item)
    asked = MergePanel(office, desk.jobs, item)
    desk.bot.addWidget(asked)
    asked.decide()
    assert office.outbox.view(item.id).item.state == "needs attention"
    for group in asked.groups.values():
        group.button(1).setChecked(True)
    asked.decide()
    desk.until(lambda: office.outbox.view(item.id).item.state == "pending")
    assert office.outbox.view(item.id).item.payload["resolved"] == {"ladderPrice": "there", "es.name": "there"}
    assert field_name("es.name") == "Title (es)"
    assert plain([{"price": ["4.50"]}]) == "4.50"


def test_a_wrong_key_is_entered_again_for_the_same_account_and_what_waited_goes_on(
    desk: Desk, shop: PracticeShop, monkeypatch: Any
) -> None:
    office = desk.house.office
    card = AccountCard("alibaba", "alibaba", "Alibaba.com", {"app_key": APP_KEY, "base": shop.url, "places": {"a/b": "1"}})
    office.accounts.save(card, {"app_secret": "wrong"})
    item = OutboxItem(
        "k" * 12, "listing", "alibaba", "TB-301", {}, state="needs attention", need=Need("key", {"code": "platform.wrong_key"})
    )
    with desk.house.store.write() as db:
        rows.add(db, item)
    page = desk.screen("settings", "accounts").accounts
    monkeypatch.setattr(QDesktopServices, "openUrl", _browser(shop.url))
    desk.press("change-alibaba")
    assert page.alibaba.key.text() == APP_KEY
    page.alibaba.secret.setText(APP_SECRET)
    page.alibaba.save()
    desk.until(lambda: office.accounts.can_publish("alibaba") is None, 30)
    desk.until(lambda: office.outbox.view(item.id).item.state == "pending", 30)
    (account,) = office.accounts.all()
    assert account.options["places"] == {"a/b": "1"}
    assert page.alibaba.secret.text() == ""


def test_the_way_to_the_api_is_told_in_the_window_with_the_address_to_register(desk: Desk) -> None:
    page = desk.screen("settings", "accounts").accounts
    assert page.alibaba.guide.isHidden()
    desk.press("join-guide")
    assert "1." in page.alibaba.guide.text()
    desk.press("copy-return")
    assert QGuiApplication.clipboard().text() == "http://127.0.0.1:8769/back"


def test_two_shops_keep_their_secrets_apart_and_removing_one_wipes_only_its_own(desk: Desk) -> None:
    accounts = desk.house.office.accounts
    for name, base in (("woocommerce", "https://a.example"), ("woocommerce-2", "https://b.example")):
        assert accounts.new_id("woocommerce") == name
        accounts.save(AccountCard(name, "woocommerce", name, {"base": base, "user": "u"}), {"password": f"of-{name}"})
    with desk.house.store.write() as db:
        for name in ("woocommerce", "woocommerce-2"):
            rows.keep_upload(db, name, "a" * 64, {"file_id": "1"})
            forms.keep(db, name, "form/1", "<itemSchema/>", 1.0)
    accounts.remove("woocommerce")
    secrets, db = desk.house.secrets, desk.house.store.read()
    assert secrets.get("account/woocommerce/password") is None
    assert secrets.get("account/woocommerce-2/password") == "of-woocommerce-2"
    assert (rows.upload(db, "woocommerce", "a" * 64), forms.get(db, "woocommerce", "form/1")) == (None, None)
    assert rows.upload(db, "woocommerce-2", "a" * 64) == {"file_id": "1"}
