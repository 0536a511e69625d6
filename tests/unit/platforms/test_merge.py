"""What happens when the platform's copy was changed there: untouched fields merge, the rest is asked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.merge import merge
from desktop.domain.publications import Publication, Rung
from desktop.services.outbox import Outbox
from tests.publishing import Desk, PracticeShop, basket


@pytest.mark.parametrize(
    ("base", "here", "there", "result"),
    [
        ("a", "a", "a", "here"),
        ("a", "b", "a", "here"),
        ("a", "a", "b", "there"),
        ("a", "b", "b", "here"),
        ("a", "b", "c", "asked"),
        ("a", None, "b", "asked"),
        ("a", "b", None, "asked"),
        ("a", None, "a", "here"),
        ("a", "a", None, "there"),
        (None, "a", None, "here"),
    ],
)
def test_each_field_merges_by_who_touched_it(base: Any, here: Any, there: Any, result: str) -> None:
    sides = [{"f": value} if value is not None else {} for value in (base, here, there)]
    merged = merge(sides[0], sides[1], sides[2])
    assert (merged.source.get("f") or "asked") == result
    assert ("f" in merged.asked) is (result == "asked")
    assert merge(sides[0], sides[1], sides[2], {"f": "there"}).source["f"] == "there"


def _changed_there(desk: Desk, product: str, **fields: str) -> None:
    """The owner edits on the platform's own pages."""
    from desktop.platforms.alibaba.schema import answer_xml, compound, simple

    rows = [simple(name, value) for name, value in fields.items() if name != "price"]
    if "price" in fields:
        rung = [simple("quantity", "200"), simple("price", fields["price"])]
        rows.append(compound("ladderPrice", [compound("ladderPrice_0", rung)]))
    desk.platform._request("update", {"product_id": int(product), "xml": answer_xml(rows)}, write=True)


def _cheaper(first: Publication) -> Publication:
    return replace(first, rungs=(Rung(200, Decimal("4.50")),))


def test_a_field_changed_only_there_stays(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    first = basket(tmp_path)
    (item,) = desk.work(desk.queue(first))
    _changed_there(desk, item.receipt["id"], productTitle="Title edited on the platform")
    (second,) = desk.work(desk.queue(_cheaper(first)))
    assert second.state == "done", second.need
    page = shop.get(f"/product/{item.receipt['id']}")
    assert "Title edited on the platform" in page
    assert "US$ 4.50" in page


@pytest.mark.parametrize(("choice", "price"), [("here", "4.50"), ("there", "4.99")])
def test_a_price_changed_on_both_sides_is_asked(shop: PracticeShop, desk: Desk, tmp_path: Path, choice: str, price: str) -> None:
    first = basket(tmp_path)
    (item,) = desk.work(desk.queue(first))
    _changed_there(desk, item.receipt["id"], price="4.99")
    (second,) = desk.work(desk.queue(_cheaper(first)))
    assert second.need is not None
    assert second.need.why == "conflict"
    assert list(second.need.fields["remote"]) == ["ladderPrice"]
    assert "merge" in second.need.buttons
    Outbox(desk.store).resolve(second.id, {"ladderPrice": choice})
    (second,) = desk.work(second.id)
    assert second.state == "done", second.need
    assert f"US$ {price}" in shop.get(f"/product/{item.receipt['id']}")
    assert len(shop.products()) == 1


def test_deleted_there_is_asked(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    first = basket(tmp_path)
    (item,) = desk.work(desk.queue(first))
    shop.shop.state.run("delete from products")
    (second,) = desk.work(desk.queue(_cheaper(first)))
    assert second.need is not None
    assert (second.need.why, second.need.buttons) == ("gone", ("publish_again", "cancel"))
    Outbox(desk.store).press(second.id, "publish_again")
    (second,) = desk.work(second.id)
    assert second.state == "done"
    assert len(shop.products()) == 1
    assert item.receipt["id"] != second.receipt["id"]
