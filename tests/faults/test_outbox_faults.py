"""A slice of the seeded fault run: nothing lost, nothing twice, every item in a state that a person understands."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.storage import migrations
from desktop.storage import outbox as rows
from desktop.storage.database import Store
from tests.faults.sequences import World, run_sequence
from tests.publishing import PracticeShop


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("first", range(1, 61, 20))
def test_twenty_sequences_lose_and_double_nothing(world: World, first: int) -> None:
    for seed in range(first, first + 20):
        outcome = run_sequence(world, seed)
        assert outcome.good, json.dumps(outcome.replay())


SENDER = """
import sys
from pathlib import Path
from tests.faults.sender import send
send(Path(sys.argv[1]), sys.argv[2])
"""


def test_kill_9_at_any_moment_of_publishing_makes_one_product(tmp_path: Path) -> None:
    shop = PracticeShop(tmp_path / "shop", list_lag=0.0)
    try:
        for number, wait in enumerate((0.0, 0.01, 0.02, 0.04, 0.06, 0.09, 0.13, 0.2)):
            profile = tmp_path / f"profile-{number}"
            _killed_after(profile, shop.url, wait)
            _run_to_end(profile, shop.url)
            store = Store(profile / "tengqiao.db", migrations.ALL)
            items = rows.every(store.read())
            store.close()
            assert [item.state for item in items] == ["done"], (wait, items)
            models = [row["model"] for row in shop.products()]
            assert models.count(f"profile-{number}") == 1, wait
    finally:
        shop.close()


def _start(profile: Path, url: str) -> subprocess.Popen[str]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", SENDER, str(profile), url],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    )


def _killed_after(profile: Path, url: str, wait: float) -> None:
    """Kills the sender `wait` seconds after it has begun to send."""
    sender = _start(profile, url)
    assert sender.stdout is not None
    assert sender.stdout.readline().strip() == "sending"
    time.sleep(wait)  # the moment of the kill is what is tested
    sender.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    sender.wait(10)
    sender.stdout.close()


def _run_to_end(profile: Path, url: str) -> None:
    sender = _start(profile, url)
    out, _ = sender.communicate(timeout=60)
    assert sender.returncode == 0, out
