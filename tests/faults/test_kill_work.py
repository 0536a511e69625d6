"""kill -9 while the app types, approves and publishes: nothing approved is lost, nothing is published twice (promises 4, 5).

A slice runs in every test run; `TENGQIAO_KILLS=50` runs the number that the issue names.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from desktop.bootstrap import House
from desktop.domain.outbox import DONE
from tests.publishing import PracticeShop

KILLS = int(os.environ.get("TENGQIAO_KILLS", "8"))
SKUS = ("TB-301", "CV-220", "BC-118")


def one_day(profile: Path, seed: int, until: float) -> list[list[str]]:
    """Run the worker, kill it after `until` seconds of work; what it had promised."""
    command = [sys.executable, "-m", "tests.faults.worker_of_a_day", str(profile), str(seed), ",".join(SKUS)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    deadline = time.monotonic() + until
    lines: list[str] = []
    os.set_blocking(process.stdout.fileno(), False)
    while time.monotonic() < deadline:
        line = process.stdout.readline()
        lines.append(line) if line else time.sleep(0.002)
        assert process.poll() is None, "the worker ended by itself"
    process.kill()
    process.wait()
    os.set_blocking(process.stdout.fileno(), True)
    lines += process.stdout.readlines()
    process.stdout.close()
    return [line.split(" ", 2) for line in "".join(lines).splitlines() if line]


def test_killed_again_and_again(tmp_path: Path) -> None:
    shop = PracticeShop(tmp_path / "shop")
    profile = tmp_path / "profile"
    with House(profile) as house:
        house.samples.take(*SKUS)
        house.accounts.add_practice(shop.url)
    chance = random.Random(20261122)
    promised: list[list[str]] = []
    for round_ in range(KILLS):
        today = one_day(profile, round_, chance.uniform(0.8, 3.0))
        promised += today
        with House(profile) as house:
            states = house.listings.states()
            for verb, sku, what in (entry for entry in today if entry[0] == "approved"):
                assert states[sku][what] == "approved", (verb, sku, what)
            for sku in SKUS:
                typed = [entry[2] for entry in today if entry[0] == "typed" and entry[1] == sku]
                if typed:
                    assert house.listings.typed(f"listing:{sku}:en:description") is not None
                    kept = house.listings.typed(f"listing:{sku}:en:description")
                    # The kill may fall between a later save and its line: what was said last is there, or something newer.
                    assert kept == typed[-1] or kept not in typed
    with House(profile) as house:
        for _ in range(40):
            house.line.run(patience=5.0)
            open_ones = [item for item in house.outbox.all() if item.open]
            if not open_ones:
                break
            time.sleep(0.1)
        queued = {entry[1] for entry in promised if entry[0] == "queued"}
        done = {item.subject for item in house.outbox.all() if item.state == DONE}
        states_left = [(item.subject, item.state, item.need) for item in house.outbox.all()]
        assert queued <= done, states_left
    titles = Counter(str(product.get("subject") or product.get("title")) for product in shop.products())
    shop.close()
    assert queued, "the worker never came to publishing: the test shows nothing"
    assert max(titles.values()) == 1, titles
    assert len(titles) == len(done)
