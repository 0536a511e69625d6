"""Few bytes: what a publication costs on the line, and what a second one costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.documents.images import prepare
from desktop.domain.publications import Picture, Rung
from tests.publishing import Desk, PracticeShop, basket, phone_photo


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[PracticeShop]:
    running = PracticeShop(tmp_path / "shop", list_lag=0.0)
    yield running
    running.close()


def test_six_phone_photos_cost_little_more_than_themselves(shop: PracticeShop, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", shop.url)
    desk.sign_in()
    ready = [prepare(phone_photo(tmp_path / f"{n}.jpg", n), tmp_path / "out") for n in range(6)]
    pictures = tuple(Picture(str(row.path), row.sha256, row.size) for row in ready)
    first = replace(basket(tmp_path), pictures=pictures)
    text = len(str(first.to_json()).encode())
    before = desk.door.meter.today().sent
    (item,) = desk.work(desk.queue(first))
    assert item.state == "done", item.need
    sent = desk.door.meter.today().sent - before
    assert sent <= 1.1 * (sum(row.size for row in ready) + text), (sent, [row.size for row in ready])
    before = desk.door.meter.today().sent
    dearer = replace(first, rungs=(Rung(200, Decimal("5.10")), *first.rungs[1:]))
    (again,) = desk.work(desk.queue(dearer))
    assert again.state == "done", again.need
    assert desk.door.meter.today().sent - before < 20_000
    assert "US$ 5.10" in shop.get(f"/product/{item.receipt['id']}")
    desk.close()
