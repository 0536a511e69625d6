"""A practice shop and a signed-in desk for every test of publishing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publishing import Desk, PracticeShop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[PracticeShop]:
    running = PracticeShop(tmp_path / "shop")
    yield running
    running.close()


@pytest.fixture
def desk(tmp_path: Path, shop: PracticeShop) -> Iterator[Desk]:
    made = Desk(tmp_path / "desk", shop.url)
    made.sign_in()
    yield made
    made.close()
