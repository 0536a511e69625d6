"""How well messages are understood by rules alone: `python tests/bench/bench_asks.py [FILE.jsonl ...] [--wrong]`.

Prints micro-F1 of asks (kind, and value where the kind has one), the share of exact values among asks whose kind was found, the
share of right languages on messages over 20 characters, and writes the same to out/bench-asks.json.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from desktop.bootstrap import Words  # noqa: E402
from desktop.domain.card_json import card_from_json  # noqa: E402
from desktop.domain.messages import Message  # noqa: E402
from desktop.drafting.asks.reader import AskReader  # noqa: E402

VALUED = ("quantity", "target_price", "deadline", "incoterm", "destination", "certificate", "payment_terms")


@dataclass
class Score:
    """Counts over many messages. Kinds count for F1, values for exactness."""

    true: int = 0
    missed: int = 0
    extra: int = 0
    values: int = 0
    exact: int = 0
    languages: int = 0
    right: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)

    @property
    def f1(self) -> float:
        """Micro-F1 of kinds (a kind that stands several times counts each time)."""
        return 2 * self.true / max(1, 2 * self.true + self.missed + self.extra)

    @property
    def exactness(self) -> float:
        """Share of expected values that were read exactly."""
        return self.exact / max(1, self.values)


def messages(paths: list[Path]) -> list[dict[str, Any]]:
    """Labelled messages of JSON Lines files."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]


def score(rows: list[dict[str, Any]], show: bool = False) -> Score:
    """Read every message and count."""
    cards = [card_from_json(json.loads(path.read_text("utf-8"))) for path in sorted((ROOT / "resources/samples/cards").glob("*.json"))]
    reader = AskReader(ROOT / "resources" / "asks", Words().glossaries)
    total = Score()
    for row in rows:
        read = reader.read(
            Message(row["id"], row.get("subject", ""), row["body"]), cards, date.fromisoformat(row.get("today", "2026-11-23"))
        )
        got = [(ask.kind, dict(ask.value)) for ask in read.asks]
        wanted = [(item["kind"], item["value"]) for item in row["asks"]]
        wrong = _count(total, got, wanted)
        if len(row["body"]) > 20:
            total.languages += 1
            total.right += read.language == row["language"]
            wrong = wrong or read.language != row["language"]
        if show and wrong:
            missing = [item for item in wanted if item not in got]
            extra = [item for item in got if item not in wanted]
            print(f"{row['id']} {read.language}\n  {row['body'][:400]!r}\n  missing {missing}\n  extra   {extra}")
    return total


def _count(total: Score, got: list[tuple[str, Any]], wanted: list[tuple[str, Any]]) -> bool:
    have, want = Counter(kind for kind, _ in got), Counter(kind for kind, _ in wanted)
    hit = sum((have & want).values())
    total.true += hit
    total.missed += sum((want - have).values())
    total.extra += sum((have - want).values())
    for kind, value in wanted:
        if kind in VALUED and value:
            total.values += 1
            total.exact += (kind, value) in got
    return have != want or any(item not in got for item in wanted)


def main() -> None:
    """Measure and print."""
    given = [Path(item) for item in sys.argv[1:] if not item.startswith("-")]
    paths = given or sorted((ROOT / "tests/data/messages").glob("labelled-*.jsonl"))
    start = time.perf_counter()
    results = {path.stem.removeprefix("labelled-"): score(messages([path]), "--wrong" in sys.argv) for path in paths}
    seconds = time.perf_counter() - start
    whole = Score()
    for name, item in results.items():
        print(f"{name:6} F1 {item.f1:.3f}  exact {item.exactness:.3f}  language {item.right}/{item.languages}")
        for key in ("true", "missed", "extra", "values", "exact", "languages", "right"):
            setattr(whole, key, getattr(whole, key) + getattr(item, key))
    print(f"all    F1 {whole.f1:.3f}  exact {whole.exactness:.3f}  language {whole.right}/{whole.languages}  {seconds:.1f} s")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    answer = {
        "asks_micro_f1": {"value": whole.f1, "unit": "ratio", "baseline": 0.92, "ours": whole.f1, "load": load},
        "asks_exact_values": {"value": whole.exactness, "unit": "ratio", "baseline": 0.95, "ours": whole.exactness, "load": load},
        "language": {"value": whole.right / max(1, whole.languages), "unit": "ratio", "baseline": 1.0, "ours": whole.right / max(1, whole.languages), "load": load},
    }  # fmt: skip
    (ROOT / "out").mkdir(exist_ok=True)
    (ROOT / "out" / "bench-asks.json").write_text(json.dumps(answer, indent=1), "utf-8")


if __name__ == "__main__":
    main()
