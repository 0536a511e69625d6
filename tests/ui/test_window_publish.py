"""Two ways out: the copy panel without an account, and publishing, which says first what leaves."""

from __future__ import annotations

import json
import urllib.request

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.conftest import Desk


def test_the_copy_panel_copies_field_by_field_in_the_form_s_order(desk: Desk) -> None:
    desk.house.listings.approve("TB-301", "en")
    screen = desk.screen("copy", "TB-301 en")
    desk.until(lambda: screen.rows)
    names = [line.field.id for line in screen.rows]
    assert names[:2] == ["productTitle", "productKeywords"]
    assert names.index("superText") > names.index("ladderPrice")
    named = {line.field.id: (line.field.label_zh, line.field.label_en) for line in screen.rows}
    assert named["attribute.material"] == ("材质", "Material")  # the owner reads his own word beside the platform's
    title = desk.house.listings.get("TB-301", "en").listing.title
    screen.rows[0].copy_button.click()
    assert QGuiApplication.clipboard().text() == title
    assert screen.rows[0].field.size <= 128
    assert all("2.90" not in line.field.text and "4.00" not in line.field.text for line in screen.rows)  # cost and floor


def test_the_copy_panel_sends_back_to_the_review_while_nothing_is_approved(desk: Desk) -> None:
    screen = desk.screen("copy", "BC-118 en")
    desk.until(screen._layout.count)
    desk.until(lambda: not screen.rows)


def test_without_an_account_publishing_leads_to_the_copy_panel_and_to_the_accounts(desk: Desk) -> None:
    desk.house.listings.approve_clean("TB-301")
    screen = desk.screen("publish", "TB-301")
    desk.until(lambda: screen._layout.count() > 3)
    assert not screen.publish_button.isEnabled()
    desk.press("connect-account")
    assert desk.main.screen_name == "settings"


def test_with_the_practice_shop_a_product_goes_out(desk: Desk) -> None:
    desk.house.listings.approve_clean("TB-301")
    desk.screen("settings", "accounts").accounts.open_practice()
    desk.until(desk.house.accounts.all, 30)
    desk.until(lambda: "Connected." in desk.said, 30)
    screen = desk.screen("publish", "TB-301")
    desk.until(screen.publish_button.isEnabled)
    desk.press("publish-now")
    desk.until(desk.house.outbox.all)
    desk.until(lambda: desk.main.screen_name == "outbox")
    desk.press("send-now")
    desk.until(lambda: desk.house.outbox.all()[0].state == "done", 60)
    assert desk.house.outbox.published("TB-301", "practice")


def test_a_published_product_is_scored_hidden_and_shown_and_an_unfinished_one_kept_as_a_draft(desk: Desk) -> None:
    desk.house.listings.approve_clean("TB-301")
    desk.screen("settings", "accounts").accounts.open_practice()
    desk.until(lambda: "Connected." in desk.said, 30)
    screen = desk.screen("publish", "TB-301")
    desk.until(lambda: screen.findChildren(QPushButton, "save-draft"), 30)
    desk.press("save-draft")
    desk.until(lambda: any(text.startswith("Kept as a draft there, number 100004") for text in desk.said), 30)
    _changes, item = desk.house.publishing.publish("TB-301", "practice")
    desk.house.line.run()
    assert desk.house.outbox.view(item).item.state == "done"
    screen.refresh("TB-301")
    desk.until(lambda: screen.findChildren(QPushButton, "score"), 30)
    desk.press("score")
    desk.until(lambda: "! Add more pictures: six are best." in [text.text() for text in screen.findChildren(QLabel)], 30)
    desk.press("hide-there")
    desk.until(lambda: len(desk.house.outbox.all()) == 2, 30)
    desk.house.line.run()
    assert {row.state for row in desk.house.outbox.all()} == {"done"}
    with urllib.request.urlopen(f"{desk.house.accounts.get('practice').option('base')}/_practice/products", timeout=10) as page:  # noqa: S310 (loopback)
        (product,) = json.loads(page.read())["products"]
    assert product["display"] == "N"
