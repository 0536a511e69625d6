"""A slice of the seeded fault run: nothing lost, nothing twice, every item in a state that a person understands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.kills import killed_and_finished
from tests.faults.sequences import World, run_sequence
from tests.publishing import PracticeShop


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("first", range(1, 37, 12))
def test_a_dozen_sequences_lose_and_double_nothing(world: World, first: int) -> None:
    for seed in range(first, first + 12):
        outcome = run_sequence(world, seed)
        assert outcome.good, json.dumps(outcome.replay())


def test_kill_9_at_any_moment_of_publishing_makes_one_product(tmp_path: Path) -> None:
    shop = PracticeShop(tmp_path / "shop", list_lag=0.0)
    try:
        for number, wait in enumerate((0.0, 0.02, 0.04, 0.07, 0.12, 0.2)):
            items = killed_and_finished(tmp_path / f"profile-{number}", shop.url, wait)
            assert [item.state for item in items] == ["done"], (wait, items)
            models = [row["model"] for row in shop.products()]
            assert models.count(f"profile-{number}") == 1, wait
    finally:
        shop.close()
