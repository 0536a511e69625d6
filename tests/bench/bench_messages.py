"""How the inbox and search grow: `python tests/bench/bench_messages.py [N]` (default 100,000 messages; baseline 1,000).

Prints the median time to open the inbox, to search, and to answer one message, and writes the same to out/bench-messages.json.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from desktop.bootstrap import House  # noqa: E402
from desktop.domain.card_json import card_from_json  # noqa: E402
from desktop.domain.messages import Message  # noqa: E402
from desktop.storage import messages as rows  # noqa: E402

WORDS = (
    "quote price basket rattan 藤篮 报价 様 お見積り サンプル 견적 납기 سلة سعر корзина цена cesta precio muestra Lieferzeit échantillon giá mây harga keranjang container FOB CIF delivery order lamp bamboo"
).split()  # fmt: skip
QUERIES = ("藤篮", "お見積り", "견적", "سعر", "корзина", "cesta precio", "rattan basket", "FOB container")


def fill(house: House, count: int, start: int = 0) -> None:
    """Stores that many messages, three to a thread."""
    chance = random.Random(start)
    for base in range(start, count, 2000):
        with house.store.write() as db:
            for number in range(base, min(base + 2000, count)):
                text = " ".join(chance.choice(WORDS) for _ in range(40)) + f" n{number}"
                thread = {
                    "id": f"t{number // 3}", "buyer": f"buyer{number // 3}@x.example", "subject": f"Inquiry {number // 3}", "language": "en",
                    "state": chance.choice(("waiting", "answered", "closed")), "account": "", "updated_at": f"2026-11-{1 + number % 28:02d}T10:00:00",
                    "asks": '["price"]', "risks": "[]",
                }  # fmt: skip
                rows.add(db, thread, Message(f"m{number}", f"Inquiry {number}", text, "buyer"), "in")


def median_ms(work: Callable[[], object], times: int = 9) -> float:
    """The median of several runs, in milliseconds."""
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        spent.append((time.perf_counter() - begin) * 1000)
    return statistics.median(spent)


def main() -> None:
    """Measure at 1,000 and at N."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    results: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder, House(Path(folder)) as house:
        for path in sorted((ROOT / "resources/samples/cards").glob("*.json")):
            house.cards.save(card_from_json(json.loads(path.read_text("utf-8"))))
        done = 0
        for count in (1000, most):
            fill(house, count, done)
            done = count
            results.setdefault("inbox_ms", {})[str(count)] = median_ms(lambda: house.messages.threads(200))
            searches = [median_ms(lambda query=query: house.messages.search(query), 3) for query in QUERIES]  # type: ignore[misc]
            results.setdefault("search_worst_ms", {})[str(count)] = max(searches)
        cards = [view.card for view in house.cards.all()]
        text = "Please quote 500 pcs of TB-301 CIF Hamburg. Lead time? Sample? Payment terms?"
        house.words.replier.reply_to(Message("warm", "", text), cards, today=date(2026, 11, 23))
        answer = median_ms(lambda: house.words.replier.reply_to(Message("x", "", text), cards, today=date(2026, 11, 23)))
        results["reply_ms"] = {"1": answer}
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    report = {}
    for name, values in results.items():
        ours, baseline = list(values.values())[-1], next(iter(values.values()))
        report[name] = {"value": ours, "unit": "ms", "baseline": baseline, "ours": ours, "load": load}
        print(f"{name:16} " + "  ".join(f"{count}: {value:.1f} ms" for count, value in values.items()))
    (ROOT / "out").mkdir(exist_ok=True)
    (ROOT / "out" / "bench-messages.json").write_text(json.dumps(report, indent=1), "utf-8")


if __name__ == "__main__":
    main()
