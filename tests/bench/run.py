"""`make bench`: what the app takes on this machine, written to out/bench.json; ratios have their baseline beside them.

Milliseconds are printed with the machine's load and never asserted (design, section 10).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def load() -> float:
    """The machine's load of the last minute."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0


def entry(value: float, unit: str, baseline: float | None, ours: float) -> dict[str, Any]:
    """One row of the report."""
    return {"value": round(value, 3), "unit": unit, "baseline": baseline, "ours": round(ours, 3), "load": load()}


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def drafts() -> dict[str, dict[str, Any]]:
    """All sample cards in all languages: cold (with loading the words) and warm, with and without the checks."""
    from desktop.bootstrap import Words
    from desktop.domain.card_json import card_from_json
    from desktop.domain.listings import LOCALES
    from desktop.drafting.phrasebook_writer import PhrasebookWriter

    words = Words()

    def fresh() -> list[Any]:
        return [card_from_json(json.loads(path.read_text("utf-8"))) for path in sorted((ROOT / "resources/samples/cards").glob("*.json"))]

    def checked() -> None:
        for card in fresh():
            for locale in LOCALES:
                words.drafter.draft(card, locale)

    def unchecked() -> None:
        writer = PhrasebookWriter(words.phrasebooks, words.renderer)
        for card in fresh():
            for locale in LOCALES:
                words.renderer.render(card, writer.draft(card, locale))

    cold = timed(checked)
    warm = min(timed(checked) for _ in range(3))
    bare = min(timed(unchecked) for _ in range(3))
    count = 12 * len(LOCALES)
    return {
        "drafts_144_cold_ms": entry(cold, "ms", None, cold),
        "drafts_144_warm_ms": entry(warm, "ms", None, warm),
        "listings_per_s": entry(count / warm * 1000, "1/s", None, count / warm * 1000),
        "checks_share": entry((warm - bare) / warm, "of drafting", bare, warm),
    }


def window() -> dict[str, dict[str, Any]]:
    """From the start of the process to the first screen shown, offscreen, second start of the profile."""
    code = (
        "import sys, time; started = time.perf_counter()\n"
        "from desktop.bootstrap import House\n"
        "from desktop.ui.app import application, window\n"
        "from desktop.ui.qt_jobs import QtJobs\n"
        "house = House(sys.argv[1]); app = application(); jobs = QtJobs(); main = window(app, house.office, jobs)\n"
        "main.show(); [app.processEvents() for _ in range(10)]\n"
        "print((time.perf_counter() - started) * 1000); main.close(); house.close()\n"
    )
    with tempfile.TemporaryDirectory() as profile:
        results = []
        for _ in range(3):
            done = subprocess.run(
                [sys.executable, "-c", code, profile],
                capture_output=True,
                text=True,
                cwd=ROOT,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
                check=True,
            )
            results.append(float(done.stdout.split()[-1]))
    bare = "import time; s = time.perf_counter(); from PySide6.QtWidgets import QApplication, QLabel; a = QApplication([]); w = QLabel('x'); w.show(); a.processEvents(); print((time.perf_counter() - s) * 1000)"
    done = subprocess.run(
        [sys.executable, "-c", bare], capture_output=True, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, check=True
    )
    warm, empty = min(results[1:]), float(done.stdout.split()[-1])
    return {"window_warm_ms": entry(warm, "ms", None, warm), "window_vs_empty_qt": entry(warm / empty, "times", empty, warm)}


def engine() -> dict[str, dict[str, Any]]:
    """The model's engine against llama.cpp's own ways; nothing where llama.cpp is not built."""
    from importlib.util import find_spec

    if find_spec("llama_cpp") is None:
        print("engine: llama.cpp is not built here (make setup-model), nothing was measured")
        return {}
    from tests.bench.bench_engine import engine as measured

    return measured()


def main() -> int:
    """Run every benchmark that is there and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/bench.json"))
    given = parser.parse_args()
    report: dict[str, dict[str, Any]] = {}
    for part in (drafts, window, engine):
        report |= part()
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(report, indent=1), "utf-8")
    for name, row in report.items():
        print(f"{name:<24}{row['value']:>12} {row['unit']:<14} load {row['load']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
