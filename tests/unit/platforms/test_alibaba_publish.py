"""Publishing to the practice shop: what is approved is what buyers see, once."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from tests.publishing import Desk, PracticeShop, basket


def test_published_page_shows_exactly_the_approved_text_and_pictures(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    publication = basket(tmp_path)
    (item,) = desk.work(desk.queue(publication))
    assert item.state == "done", item.need
    assert item.receipt["differences"] == []
    page = unescape(shop.get(f"/product/{item.receipt['id']}"))
    assert publication.main is not None
    for text in (publication.main.title, *publication.main.highlights, *publication.main.description.split("\n\n")):
        assert text in page
    assert page.count("/picture/") >= 2
    for fact in ("Rattan", "Hand-woven", "Natural, Brown", "China", "wipe clean", "US$ 4.80"):
        assert fact in page
    assert [row["codes"] for row in shop.products()] == [["TB-301-NATURAL", "TB-301-BROWN"]]


@pytest.mark.parametrize("kind", ["cut_after", "half_body", "garbage", "huge_body"])
def test_a_lost_answer_makes_no_second_product(shop: PracticeShop, desk: Desk, tmp_path: Path, kind: str) -> None:
    shop.faults({"kind": kind, "match": "schema.add"})
    (item,) = desk.work(desk.queue(basket(tmp_path)))
    assert item.state == "done", item.need
    assert len(shop.products()) == 1
    assert shop.calls()["alibaba.icbu.product.schema.add"] == 1
    assert item.receipt["id"] == str(shop.products()[0]["id"])


def test_a_request_that_never_arrived_is_sent_again(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    shop.faults({"kind": "cut_before", "match": "schema.add"})
    (item,) = desk.work(desk.queue(basket(tmp_path)))
    assert item.state == "done"
    assert len(shop.products()) == 1
    assert item.attempts == 2


def test_an_update_sends_only_what_changed(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    from dataclasses import replace
    from decimal import Decimal

    from desktop.domain.publications import Rung

    first = basket(tmp_path)
    (item,) = desk.work(desk.queue(first))
    before = desk.door.meter.today().sent
    cheaper = replace(first, rungs=(Rung(200, Decimal("4.70")), Rung(1000, Decimal("4.30"))))
    (second,) = desk.work(desk.queue(cheaper, "update", product=item.receipt["id"]))
    assert second.state == "done", second.need
    assert desk.door.meter.today().sent - before < 20_000
    assert "US$ 4.70" in shop.get(f"/product/{item.receipt['id']}")
    assert len(shop.products()) == 1
