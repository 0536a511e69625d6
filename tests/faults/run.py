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


def _kills(moments: list[float]) -> list[dict[str, Any]]:
    """kill -9 of a real process at these moments of its publishing."""
    folder = Path(tempfile.mkdtemp(prefix="tengqiao-kills-"))  # on the disk: here a process really dies
    shop = PracticeShop(folder / "shop", list_lag=0.0)
    try:
        found = []
        for number, wait in enumerate(moments):
            items = killed_and_finished(folder / f"kill-{number}", shop.url, wait)
            count = [row["model"] for row in shop.products()].count(f"kill-{number}")
            found.append(
                {
                    "kill": wait,
                    "lost": int(count == 0 or not items),
                    "duplicates": max(0, count - 1),
                    "unexplained": int([item.state for item in items] != ["done"]),
                }
            )
        return found
    finally:
        shop.close()
        shutil.rmtree(folder, ignore_errors=True)


def _queue(listings: int) -> list[dict[str, Any]]:
    folder = _folder("queue")
    queued = run_queue(folder, listings, 20)
    shutil.rmtree(folder, ignore_errors=True)
    return [{"queue": vars(queued), "lost": queued.lost, "duplicates": queued.duplicates, "unexplained": int(not queued.replies_first)}]


def task(job: tuple[str, Any]) -> list[dict[str, Any]]:
    """One piece of the run, in a process of its own."""
    kind, given = job
    return work(given) if kind == "sequences" else _kills(given) if kind == "kills" else _queue(given)


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
    jobs: list[tuple[str, Any]] = []
    if given.only is None:
        moments = [0.3 * number / given.kills for number in range(given.kills)]
        jobs = [("queue", given.queue), *(("kills", moments[n : n + 10]) for n in range(0, given.kills, 10))]
    jobs += [("sequences", seeds[n : n + PER_WORLD]) for n in range(0, len(seeds), PER_WORLD)]
    start = time.monotonic()
    totals = {"runs": 0, "lost": 0, "duplicates": 0, "unexplained": 0}
    kills, queued = 0, {}
    with multiprocessing.get_context("spawn").Pool(min(len(jobs), 2 * (os.cpu_count() or 1)), maxtasksperchild=4) as pool:
        for done in pool.imap_unordered(task, jobs):
            for row in done:
                totals["runs"] += int("seed" in row)
                kills += int("kill" in row)
                queued = row.get("queue", queued)
                for name in ("lost", "duplicates", "unexplained"):
                    totals[name] += row[name]
                if row["lost"] or row["duplicates"] or row["unexplained"]:
                    print(json.dumps(row, ensure_ascii=False), flush=True)
            print(f"{totals['runs']} of {len(seeds)} sequences, {kills} kills, {time.monotonic() - start:.0f} s", file=sys.stderr)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    report = {
        name: {"value": value, "unit": "sequences" if name == "runs" else "items", "baseline": 0, "ours": value, "load": load}
        for name, value in totals.items()
    }
    more = {"kills": (kills, "times kill -9"), "seconds": (round(time.monotonic() - start), "seconds")}
    if queued:
        more |= {
            "queue_in_first_ten_minutes": (queued["in_first"], f"of {queued['listings']} listings at 50 kB/s"),
            "queue_sessions": (queued["sessions"], "times ten minutes"),
            "queue_bytes_ratio": (queued["bytes_ratio"], "sent / pictures and texts"),
        }
    report |= {name: {"value": value, "unit": unit, "baseline": 0, "ours": value, "load": load} for name, (value, unit) in more.items()}
    print(json.dumps(totals))
    if given.out:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(json.dumps(report, indent=1), "utf-8")
    return 0 if totals["lost"] + totals["duplicates"] + totals["unexplained"] == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
