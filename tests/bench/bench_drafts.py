"""Drafts by the real small model over the sample cards: what a grammar must make impossible is counted, not trusted.

TENGQIAO_DRAFTS (200) says how many; 0 digits, 0 foreign letters, 0 unclosed texts, and every listing as it would be
published is free of blocking findings. The share of lines that fell back to the phrasebook is printed.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import regex

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json
from desktop.domain.listings import LOCALES
from desktop.drafting.model_plan import planned
from desktop.engine.client import Engine, Watch, Written
from desktop.engine.grammar import line_pattern
from desktop.engine.letters import alphabet
from desktop.engine.protocol import Job, Part, Settings
from desktop.language.scripts import allowed_scripts, script_counts

ROOT = Path(__file__).parents[2]
_SLOT = regex.compile(r"\{[^{}]*\}")


class Recorded:
    """The engine, with every text that it wrote kept."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.texts: list[tuple[Job, str, str]] = []

    def draft_all(self, parts: Sequence[Part], watch: Watch | None = None, written: Written | None = None) -> Written:
        made = self._engine.draft_all(parts, watch, written)
        self.texts += [(job, made.texts[job.id], made.reasons[job.id]) for part in parts for job in part.jobs]
        return made


def cards() -> list[dict[str, Any]]:
    """The sample cards, then those that strangers wrote for the red team's texts: 12 languages of the first alone are 144 drafts."""
    samples = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "resources/samples/cards").glob("*.json"))]
    strangers = (ROOT / "tests/data/red/cards.jsonl").read_text("utf-8").splitlines()
    return samples + [json.loads(line) for line in strangers]


def drafted(model: Path, count: int, locales: Sequence[str] = LOCALES, threads: int = 1) -> dict[str, Any]:
    """Writes `count` drafts (card and language) and counts what must not be there."""
    words = Words()
    engine = Engine()
    report: dict[str, Any] = dict.fromkeys(
        ("drafts", "digits", "foreign", "unclosed", "misfits", "blocking", "lines", "mended", "replaced"), 0
    )
    try:
        # Two at once: this model spends three tokens on a letter of Russian, and all cells are read for every token.
        engine.load(Settings(str(model), context=16384, sequences=2, threads=threads))
        recorded = Recorded(engine)
        writer = words.model_writer(recorded, model.stem)
        writer.read_back = False
        for raw in cards():
            chosen = list(locales)[: max(0, count - report["drafts"])]
            if not chosen:
                break
            card = card_from_json(raw)
            for listing in writer.write(card, chosen).values():
                report["drafts"] += 1
                rendered, _readback = words.renderer.render(card, listing)
                report["blocking"] += any(item.severity == "block" for item in words.fact_lock.check(card, rendered))
            for locale in chosen:
                _count(report, recorded, words, card, locale)
            recorded.texts.clear()
            report |= {"lines": writer.counts.lines, "mended": writer.counts.mended, "replaced": writer.counts.replaced}
            print(json.dumps(report), flush=True)
    finally:
        engine.close()
    return report


def _count(report: dict[str, Any], recorded: Recorded, words: Words, card: Any, locale: str) -> None:
    values = words.renderer.values(card, locale)
    plan = planned(values, words.phrasebooks(locale))
    for job, text, reason in recorded.texts:
        if job.id.split(" ")[0] != locale:
            continue
        free = _SLOT.sub(" ", text)
        report["digits"] += sum(unicodedata.category(letter).startswith("N") for letter in free)
        report["foreign"] += sum(count for script, count in script_counts(free).items() if script not in allowed_scripts(locale))
        report["unclosed"] += reason != "done"
        items = [item for item in plan if job.id == locale or item.place == job.id.split(" ")[1]]
        for item, line in zip(items, text.split("\n"), strict=False):
            body = line.removeprefix(item.rule.lead)
            report["misfits"] += regex.fullmatch(line_pattern(alphabet(locale), item.rule).replace(r"\/", "/"), body) is None


def main() -> int:
    """Run and print; 1 when something is there that must not be."""
    from tests.bench.bench_engine import smollm

    report = drafted(smollm(), int(os.environ.get("TENGQIAO_DRAFTS", "200")))
    share = report["replaced"] / max(1, report["lines"])
    print(json.dumps({**report, "fell_back": round(share, 3)}))
    return 1 if any(report[key] for key in ("digits", "foreign", "unclosed", "misfits", "blocking")) else 0


if __name__ == "__main__":
    raise SystemExit(main())
