"""`make faults`: 10,000 sequences of bad luck over the cores, a long queue, 50 kills; out/faults.json.

A sequence that fails prints JSON with its seed: `python -m tests.faults.run --only SEED` does it again.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.faults.kills import killed_and_finished
from tests.faults.queue import run_queue
from tests.faults.sequences import World, run_sequence
from tests.publishing import PracticeShop

PER_WORLD = 50
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 (a fresh folder of our own in it)


def _folder(name: str) -> Path:
    """A folder in memory where there is one: here a program dies in the test, the machine never does."""
    return Path(tempfile.mkdtemp(prefix=f"tengqiao-{name}-", dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))


def work(seeds: list[int]) -> list[dict[str, Any]]:
    """Runs some sequences in a world of their own; returns what each showed."""
    folder = _folder("faults")
    world = World(folder)
    try:
        return [run_sequence(world, seed).replay() for seed in seeds]
    finally:
        world.close()
        shutil.rmtree(folder, ignore_errors=True)


def _kills(times: int, totals: dict[str, int]) -> None:
    """kill -9 of a real process at spread moments of its publishing."""
    folder = Path(tempfile.mkdtemp(prefix="tengqiao-kills-"))
    shop = PracticeShop(folder / "shop", list_lag=0.0)
    try:
        for number in range(times):
            items = killed_and_finished(folder / f"kill-{number}", shop.url, 0.3 * number / times)
            count = [row["model"] for row in shop.products()].count(f"kill-{number}")
            totals["lost"] += int(count == 0 or not items)
            totals["duplicates"] += max(0, count - 1)
            totals["unexplained"] += int([item.state for item in items] != ["done"])
        print(f"{times} times kill -9", file=sys.stderr)
    finally:
        shop.close()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--queue", type=int, default=500, help="listings of the long queue on a bad line")
    parser.add_argument("--kills", type=int, default=50, help="how often a real process is killed")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    seeds = [given.only] if given.only is not None else list(range(given.seed, given.seed + given.runs))
    parts = [seeds[n : n + PER_WORLD] for n in range(0, len(seeds), PER_WORLD)]
    start = time.monotonic()
    totals = {"runs": 0, "lost": 0, "duplicates": 0, "unexplained": 0}
    with multiprocessing.get_context("spawn").Pool(min(len(parts), 2 * (os.cpu_count() or 1)), maxtasksperchild=4) as pool:
        for done in pool.imap_unordered(work, parts):
            for row in done:
                totals["runs"] += 1
                for name in ("lost", "duplicates", "unexplained"):
                    totals[name] += row[name]
                if row["lost"] or row["duplicates"] or row["unexplained"]:
                    print(json.dumps(row, ensure_ascii=False), flush=True)
            print(f"{totals['runs']} of {len(seeds)} sequences, {time.monotonic() - start:.0f} s", file=sys.stderr)
    queued = None
    if given.only is None:
        folder = _folder("queue")
        queued = run_queue(folder, given.queue, 20)
        shutil.rmtree(folder, ignore_errors=True)
        print(json.dumps(vars(queued)), file=sys.stderr)
        totals["lost"] += queued.lost
        totals["duplicates"] += queued.duplicates
        totals["unexplained"] += int(not queued.replies_first)
        _kills(given.kills, totals)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    report = {
        name: {"value": value, "unit": "sequences" if name == "runs" else "items", "baseline": 0, "ours": value, "load": load}
        for name, value in totals.items()
    }
    if queued is not None:
        more = {"queue_in_first_ten_minutes": (queued.in_first, "listings"), "queue_sessions": (queued.sessions, "times ten minutes"),
                "queue_bytes_ratio": (queued.bytes_ratio, "sent / pictures and texts")}  # fmt: skip
        report |= {name: {"value": value, "unit": unit, "baseline": queued.listings, "ours": value, "load": load}
                   for name, (value, unit) in more.items()}  # fmt: skip
    print(json.dumps(totals))
    if given.out:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(json.dumps(report, indent=1), "utf-8")
    return 0 if totals["lost"] + totals["duplicates"] + totals["unexplained"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
