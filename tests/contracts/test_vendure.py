"""The store contract against a real Vendure server: languages, retries, unknown outcomes, pictures, orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.publications import Publication, Rung
from desktop.platforms.base import Absent, AuthExpired, Conflict, Found, Item, Rejected, Unknown
from desktop.platforms.store import Store
from desktop.platforms.vendure import Vendure, VendureSignIn
from tests.contracts.store_bench import Losing, Uploaded, item, lamp, push
from tests.contracts.vendure_server import VendureServer
from tests.publishing import door, picture


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VendureServer]:
    running = VendureServer(tmp_path_factory.mktemp("vendure"))
    yield running
    running.close()


def sign_in(server: VendureServer) -> VendureSignIn:
    return VendureSignIn(server.url, user="superadmin", password="superadmin")


@pytest.fixture
def line() -> Losing:
    return Losing()


@pytest.fixture
def store(server: VendureServer, line: Losing) -> Store:
    return Store(Vendure(line, sign_in(server)), "shop", "My shop", Uploaded())


def count(server: VendureServer, sku: str) -> int:
    data = server.ask("query($o:ProductListOptions){products(options:$o){totalItems}}",
                      {"o": {"filter": {"externalId": {"eq": sku}}}})  # fmt: skip
    return int(data["products"]["totalItems"])


def test_three_languages_tiers_and_pictures_are_read_back_as_sent(server: VendureServer, store: Store, tmp_path: Path) -> None:
    receipt, _ = push(store, lamp(tmp_path, "V-1"))
    assert receipt.differences == ()
    shown = receipt.readback["shown"]
    assert shown["ar.name"] == "سلة روطان V-1"
    assert "\u200f" in shown["ar.description"]
    assert shown["price"] == "4.80"
    assert shown["tiers"] == '[[200, "4.80"], [1000, "4.35"]]'
    text = "query($s:String!){product(slug:$s){name description featuredAsset{preview}}}"
    data = server.ask(text, {"s": "hand-woven-rattan-storage-basket-v-1-foldable-for-living-roo-v-1"}, "shop-api")
    assert data["product"]["featuredAsset"]["preview"]


def test_a_second_push_makes_no_second_product(server: VendureServer, store: Store, tmp_path: Path) -> None:
    first, _ = push(store, lamp(tmp_path, "V-2"))
    again, _ = push(store, lamp(tmp_path, "V-2"))
    assert again.id == first.id
    assert count(server, "V-2") == 1


@pytest.mark.parametrize("lose", ["createProduct(", "createProductVariants"])
def test_a_lost_answer_is_found_again_and_half_a_product_is_completed(
    server: VendureServer, store: Store, line: Losing, tmp_path: Path, lose: str
) -> None:
    publication = lamp(tmp_path, "V-3" + lose[6:9] + str(len(lose)))
    line.lose = lose
    kept: dict[str, Any] = {}
    with pytest.raises(Unknown):
        store.push(item(publication), kept.__setitem__)
    looked = store.find(item(publication, progress=kept))
    # after the first lost answer the product has no price yet: that counts as not published and is completed
    assert isinstance(looked, Absent if lose == "createProduct(" else Found)
    receipt, _ = push(store, publication)
    assert receipt.differences == ()
    assert count(server, publication.sku) == 1


def test_a_change_of_one_language_leaves_the_others_alone(server: VendureServer, store: Store, line: Losing, tmp_path: Path) -> None:
    first = lamp(tmp_path, "V-4")
    receipt, _ = push(store, first)
    spanish = replace(first.listings["es"], title="Cesta de ratán nueva")
    line.sent.clear()
    second, _ = push(store, replace(first, listings={**first.listings, "es": spanish}), base=dict(receipt.readback))
    assert "updateProduct" in line.sent
    assert "updateProductVariants" not in line.sent
    assert second.readback["shown"]["es.name"] == "Cesta de ratán nueva"
    assert second.readback["shown"]["en.name"] == receipt.readback["shown"]["en.name"]


def test_a_price_changed_there_and_here_is_asked(server: VendureServer, store: Store, tmp_path: Path) -> None:
    first = lamp(tmp_path, "V-5")
    receipt, _ = push(store, first)
    variant = server.ask("query($o:ProductVariantListOptions){productVariants(options:$o){items{id}}}",
                         {"o": {"filter": {"sku": {"eq": "V-5"}}}})["productVariants"]["items"][0]["id"]  # fmt: skip
    server.ask("mutation($i:[UpdateProductVariantInput!]!){updateProductVariants(input:$i){id}}",
               {"i": [{"id": variant, "price": 999}]})  # fmt: skip
    cheaper = replace(first, rungs=(Rung(200, Decimal("4.50")),))
    with pytest.raises(Conflict) as asked:
        push(store, cheaper, base=dict(receipt.readback))
    assert asked.value.remote["price"] == {"base": "4.80", "here": "4.50", "there": "9.99"}
    done, _ = push(store, cheaper, base=dict(receipt.readback), resolved={"price": "here"})
    assert done.readback["shown"]["price"] == "4.50"


def test_pictures_travel_once_and_are_found_after_a_lost_answer(server: VendureServer, store: Store, line: Losing, tmp_path: Path) -> None:
    def fresh(sku: str) -> Publication:
        return replace(lamp(tmp_path, sku), pictures=(picture(tmp_path, 4), picture(tmp_path, 5)))

    def assets() -> int:
        return int(server.ask("{assets{totalItems}}")["assets"]["totalItems"])

    before = assets()
    line.lose = "createAssets"
    push(store, fresh("V-6"))
    uploads = [name for name in line.sent if name == "createAssets"]
    push(store, fresh("V-7"))
    assert [name for name in line.sent if name == "createAssets"] == uploads
    assert assets() - before == 2


def test_orders_are_polled_and_answered(server: VendureServer, store: Store, tmp_path: Path) -> None:
    push(store, lamp(tmp_path, "V-8"))
    order = server.order("V-8")
    page = store.pull("")
    row = next(row for row in page.rows if row["id"] == order)
    assert row["customer"]["emailAddress"] == "ana@example.test"
    assert row["lines"][0]["productVariant"]["sku"] == "V-8"
    assert store.pull(page.cursor).rows == ()
    note = Item("k", "reply", {"order": order, "text": "Sí, con su logotipo."})
    assert store.push(note, lambda name, value: None).id


def test_a_deleted_product_keeps_its_key_and_says_so(server: VendureServer, store: Store, tmp_path: Path) -> None:
    receipt, _ = push(store, lamp(tmp_path, "V-9"))
    server.ask("mutation($i:ID!){deleteProduct(id:$i){result}}", {"i": receipt.id})
    with pytest.raises(Rejected) as taken:
        push(store, lamp(tmp_path, "V-9"))
    assert taken.value.code == "platform.key_taken"


def test_a_wrong_password_asks_to_sign_in(server: VendureServer) -> None:
    wrong = Vendure(door(), VendureSignIn(server.url, user="superadmin", password="wrong"))
    with pytest.raises(AuthExpired) as refused:
        wrong.check()
    assert refused.value.code == "platform.wrong_password"
    with pytest.raises(AuthExpired):
        Vendure(door(), VendureSignIn(server.url, api_key="garbage:key")).check()


def test_another_currency_is_refused_before_anything_is_made(server: VendureServer, store: Store, tmp_path: Path) -> None:
    with pytest.raises(Rejected) as refused:
        push(store, replace(lamp(tmp_path, "V-10"), currency="EUR"))
    assert refused.value.code == "platform.currency"
    assert count(server, "V-10") == 0
