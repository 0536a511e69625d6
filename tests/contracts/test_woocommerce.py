"""The store contract for WooCommerce: against TENGQIAO_WOO_URL where one is given, else against labelled recordings."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.publications import Picture, Publication, Rung
from desktop.platforms.base import Absent, AuthExpired, Conflict, Found, Gone, Item, Rejected, Unknown
from desktop.platforms.store import Store, copy_of
from desktop.platforms.woocommerce import WooCommerce, WooSignIn
from tests.contracts.store_bench import Losing, Uploaded, item, lamp, push
from tests.contracts.woo_replay import PASSWORD, USER, WooReplay
from tests.publishing import door


@dataclass
class Site:
    """The shop under test; `replay` is None for a real one."""

    sign_in: WooSignIn
    replay: WooReplay | None
    mark: str

    def sku(self, name: str) -> str:
        """A number that no earlier run has used on a real shop."""
        return f"{name}{self.mark}"


@pytest.fixture
def site() -> Iterator[Site]:
    real = os.environ.get("TENGQIAO_WOO_URL", "")
    if real:
        user, password = os.environ["TENGQIAO_WOO_USER"], os.environ["TENGQIAO_WOO_PASSWORD"]
        yield Site(WooSignIn(real, user, password), None, f"-{int(time.time() * 1000)}")
        return
    replay = WooReplay()
    yield Site(WooSignIn(replay.url, USER, PASSWORD), replay, "")
    replay.close()


@pytest.fixture
def line() -> Losing:
    return Losing()


@pytest.fixture
def store(site: Site, line: Losing) -> Store:
    return Store(WooCommerce(line, site.sign_in), "shop", "My shop", Uploaded())


def _same(store: Store, publication: Publication) -> bool:
    first, _ = push(store, publication)
    again, _ = push(store, publication)
    return bool(first.id == again.id)


def test_three_languages_and_tiers_are_read_back_as_sent(site: Site, store: Store, tmp_path: Path) -> None:
    publication = lamp(tmp_path, site.sku("W-1"))
    english = publication.listings["en"]
    marked = replace(english, title="Basket & lid <large>")
    receipt, _ = push(store, replace(publication, listings={**publication.listings, "en": marked}))
    shown = receipt.readback["shown"]
    assert shown["ar.name"] == f"سلة روطان {site.sku('W-1')}"
    assert "\u200f" in shown["ar.description"]
    assert (shown["price"], shown["tiers"]) == ("4.80", '[[200, "4.80"], [1000, "4.35"]]')
    if site.replay:
        assert receipt.differences == ()


def test_a_second_push_and_a_taken_sku_make_no_second_product(site: Site, store: Store, tmp_path: Path) -> None:
    assert _same(store, lamp(tmp_path, site.sku("W-2")))


def test_a_lost_answer_is_found_by_our_own_number(site: Site, store: Store, line: Losing, tmp_path: Path) -> None:
    publication = lamp(tmp_path, site.sku("W-3"))
    line.lose = '"type": "simple"'
    kept: dict[str, Any] = {}
    with pytest.raises(Unknown):
        store.push(item(publication), kept.__setitem__)
    looked = store.find(item(publication, progress=kept))
    assert isinstance(looked, Found)
    receipt, _ = push(store, publication)
    assert receipt.id == looked.receipt.id


def test_what_never_arrived_is_absent(site: Site, store: Store, tmp_path: Path) -> None:
    publication = lamp(tmp_path, site.sku("W-4"))
    assert isinstance(store.find(item(publication, progress={"stage": {"step": "create"}})), Absent)


def test_a_create_that_meets_its_own_sku_adopts_it(site: Site, store: Store, tmp_path: Path) -> None:
    publication = lamp(tmp_path, site.sku("W-5"))
    first, _ = push(store, publication)
    assert store._api.create(copy_of(publication), []) == first.id


def test_a_strangers_sku_and_the_trash_are_named(site: Site, store: Store, tmp_path: Path) -> None:
    if site.replay is None:
        return  # a real shop holds no product of a stranger that may be touched
    receipt, _ = push(store, lamp(tmp_path, "W-6"))
    row = site.replay.products[int(receipt.id)]
    row["meta_data"] = []
    with pytest.raises(Rejected) as stranger:
        store._api.create(copy_of(lamp(tmp_path, "W-6")), [])
    assert stranger.value.code == "platform.key_taken"
    row["status"] = "trash"
    with pytest.raises(Rejected) as trash:
        push(store, lamp(tmp_path, "W-6"))
    assert trash.value.code == "platform.in_trash"
    with pytest.raises(Rejected) as gone:
        store._api.change("999", copy_of(lamp(tmp_path, "W-6")), frozenset({"price"}))
    assert gone.value.code == "platform.product_gone"


def test_a_change_of_one_language_and_a_conflict_of_prices(site: Site, store: Store, tmp_path: Path) -> None:
    first = lamp(tmp_path, site.sku("W-7"))
    receipt, _ = push(store, first)
    spanish = replace(first.listings["es"], title="Cesta nueva")
    second, _ = push(store, replace(first, listings={**first.listings, "es": spanish}), base=dict(receipt.readback))
    assert second.readback["shown"]["es.name"] == "Cesta nueva"
    assert second.readback["shown"]["en.name"] == receipt.readback["shown"]["en.name"]
    dearer = copy_of(replace(first, rungs=(Rung(200, Decimal("9.99")),)))
    store._api.change(receipt.id, dearer, frozenset({"price"}))
    with pytest.raises(Conflict) as asked:
        push(store, replace(first, rungs=(Rung(200, Decimal("4.50")),)), base=dict(receipt.readback))
    assert asked.value.remote["price"] == {"base": "4.80", "here": "4.50", "there": "9.99"}


def test_a_language_changed_there_survives_a_change_of_another_one(site: Site, store: Store, tmp_path: Path) -> None:
    first = lamp(tmp_path, site.sku("W-11"))
    receipt, _ = push(store, first)
    arabic = replace(first.listings["ar"], title="سلة جديدة")
    there = copy_of(replace(first, listings={**first.listings, "ar": arabic}))
    store._api.change(receipt.id, there, frozenset({"ar.name"}))
    spanish = replace(first.listings["es"], title="Cesta nueva")
    second, _ = push(store, replace(first, listings={**first.listings, "es": spanish}), base=dict(receipt.readback))
    shown = second.readback["shown"]
    assert (shown["es.name"], shown["ar.name"]) == ("Cesta nueva", "سلة جديدة")


def test_pictures_travel_once_and_a_broken_one_is_refused_for_good(site: Site, store: Store, line: Losing, tmp_path: Path) -> None:
    push(store, lamp(tmp_path, site.sku("W-8")))
    push(store, lamp(tmp_path, site.sku("W-9")))
    if site.replay:
        assert len(site.replay.media) == 2
    with pytest.raises(Rejected) as refused:
        store._api.upload("broken.png", b"no picture")
    assert refused.value.code == "platform.not_a_picture"


def test_a_picture_with_a_lost_answer_is_found_again_and_named_by_number(site: Site, store: Store, line: Losing, tmp_path: Path) -> None:
    line.lose = "IHDR"
    receipt, _ = push(store, lamp(tmp_path, site.sku("W-12")))
    if site.replay:
        assert len(site.replay.media) == 2
        row = site.replay.products[int(receipt.id)]
        assert [set(image) for image in row["images"]] == [{"id"}, {"id"}]  # addresses of ours could not be fetched by the shop


def test_three_at_once_make_one_product(site: Site, tmp_path: Path) -> None:
    publication = replace(lamp(tmp_path, site.sku("W-13")), pictures=())
    made: list[str] = []

    def send() -> None:
        one = Store(WooCommerce(door(), site.sign_in), "shop", "My shop", Uploaded())
        made.append(one.push(item(publication), lambda name, value: None).id)

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 3
    assert len(set(made)) == 1


def test_prices_go_with_a_dot_and_what_the_shop_made_of_them_is_read_back(site: Site, store: Store, line: Losing, tmp_path: Path) -> None:
    publication = replace(lamp(tmp_path, site.sku("W-14")), rungs=(Rung(100, Decimal("1.5")),), pictures=())
    receipt, _ = push(store, publication)
    assert receipt.readback["shown"]["price"] == "1.50"
    if site.replay:
        site.replay.products[int(receipt.id)]["regular_price"] = "15"  # as a shop reads "1,5"
        assert "price" in store._receipt(copy_of(publication), receipt.id).differences


def test_what_the_owner_made_there_by_hand_is_never_written_over(site: Site, store: Store, tmp_path: Path) -> None:
    if site.replay is None:
        return  # a real shop holds no product that may be touched
    receipt, _ = push(store, lamp(tmp_path, "W-15"))
    site.replay.products[int(receipt.id)]["meta_data"] = []
    with pytest.raises(Rejected) as taken:
        push(store, lamp(tmp_path, "W-15"))
    assert taken.value.code == "platform.key_taken"


def test_deleted_there_is_asked(site: Site, store: Store, tmp_path: Path) -> None:
    update = replace(item(lamp(tmp_path, site.sku("W-16")), product="999999"), verb="update")
    with pytest.raises(Gone):
        store.push(update, lambda name, value: None)


def test_a_key_and_secret_are_refused_with_what_to_do(site: Site) -> None:
    with pytest.raises(Rejected) as refused:
        WooCommerce(door(), replace(site.sign_in, user="ck_0123", password="cs_4567")).check()
    assert refused.value.code == "platform.needs_password"


def test_many_orders_come_page_by_page_and_none_twice(site: Site, store: Store) -> None:
    if site.replay is None:
        return  # a real shop's orders are not ours to make
    first = site.replay.orders[0]
    stamps = [f"2026-11-22T18:{number // 60:02}:{number % 60:02}" for number in range(120)]
    site.replay.orders = [{**first, "id": 100 + number, "date_modified_gmt": stamp} for number, stamp in enumerate(stamps)]
    seen: list[int] = []
    cursor = ""
    while (page := store.pull(cursor)).rows:
        seen += [int(row["id"]) for row in page.rows]
        cursor = page.cursor
    assert seen == list(range(100, 220))


def test_orders_are_polled_with_overlap_and_told_apart(site: Site, store: Store) -> None:
    if site.replay is None:
        assert isinstance(store.pull("").rows, tuple)
        return
    page = store.pull("")
    assert [row["id"] for row in page.rows] == [14]
    assert store.pull(page.cursor).rows == ()
    site.replay.orders.append({**site.replay.orders[0], "id": 15})  # within the same second
    later = store.pull(page.cursor)
    assert [row["id"] for row in later.rows] == [15]
    assert store.push(Item("k", "reply", {"order": "14", "text": "Sí"}), lambda name, value: None).id == "5"


def test_a_wrong_password_asks_to_sign_in_again(site: Site) -> None:
    with pytest.raises(AuthExpired) as refused:
        WooCommerce(door(), replace(site.sign_in, password="wrong")).check()
    assert refused.value.code == "platform.wrong_password"


def test_a_changed_picture_is_not_sent(site: Site, store: Store, tmp_path: Path) -> None:
    publication = lamp(tmp_path, site.sku("W-10"))
    row = publication.pictures[0]
    with pytest.raises(Rejected) as refused:
        push(store, replace(publication, pictures=(Picture(row.path, "0" * 64, row.size),)))
    assert refused.value.code == "platform.picture_changed"
