"""The buyers' pages of the practice shop: their own words in each language, search, and the inbox."""

from __future__ import annotations

import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.listings import LOCALES
from tests.publishing import Desk, PracticeShop, basket


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[PracticeShop]:
    running = PracticeShop(tmp_path / "shop")
    yield running
    running.close()


def test_pages_speak_every_language_and_arabic_runs_right_to_left(shop: PracticeShop) -> None:
    seen = {shop.get(f"/search?q=nothing&lang={locale}").split("<main>")[1] for locale in LOCALES}
    assert len(seen) == len(LOCALES)
    assert 'dir="rtl"' in shop.get("/?lang=ar")
    assert 'lang="en"' in shop.get("/?lang=tlh")


def test_search_finds_by_all_words_and_hides_what_is_off(shop: PracticeShop, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", shop.url)
    desk.sign_in()
    desk.work(desk.queue(basket(tmp_path)))
    link = 'href="/product/'
    assert link in shop.get("/search?q=rattan+storage")
    assert link not in shop.get("/search?q=rattan+aluminium")
    desk.work(desk.queue(basket(tmp_path), "display", on=False))
    assert link not in shop.get("/search?q=rattan")
    desk.close()


def test_a_buyer_writes_on_the_page(shop: PracticeShop) -> None:
    data = urllib.parse.urlencode({"body": "Цена за 500 штук?", "from": "ivan@example.test"}).encode()
    with urllib.request.urlopen(f"{shop.url}/inbox", data, timeout=10) as page:  # noqa: S310 (loopback)
        assert "Цена за 500 штук?" in page.read().decode("utf-8")
