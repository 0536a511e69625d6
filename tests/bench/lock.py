"""`make bench-lock`: how many planted errors the fact lock finds, and how often it blocks a correct text.

    python -m tests.bench.lock --out out/bench-lock.json [--languages en,es] [--show]

The counting runs on all cores, a language to a process; the speed is measured after it, in this process alone, by its own
processor time: `listings_per_s` is drafting by the phrasebook with all checks, `check_ms` the check of 150 words written by people.

Texts, per language: `frozen` (written before the rules and never changed since), `human` (written by others for the
sample cards), `phrasebook` (all sample cards and a made-up card for each of the 48 categories). found = a blocking
finding that overlaps the planted place; false alarm = a correct listing with a blocking finding.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.domain.listings import LOCALES, listing_from_json
from desktop.drafting.facts.kinships import ancestors
from tests.bench.bench_lock_cards import category_cards
from tests.bench.bench_lock_marks import marked
from tests.bench.bench_lock_mutants import DATA, Mutant, Planter, Text, fields, load_texts

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ("frozen", "human", "phrasebook")


@dataclass
class Count:
    """What was counted for one language and one group of texts."""

    planted: int = 0
    found: int = 0
    texts: int = 0
    alarmed: int = 0
    missed: Counter[str] = field(default_factory=Counter)


class Bench:
    """Runs the lock over texts and their mutants."""

    def __init__(self, show: bool = False) -> None:
        self.words = Words()
        self.raw: dict[str, dict[str, Any]] = json.loads((DATA / "cards.json").read_text("utf-8"))
        for path in sorted((ROOT / "resources" / "samples" / "cards").glob("*.json")):
            card = json.loads(path.read_text("utf-8"))
            self.raw.setdefault("sample:" + card["sku"], card)
        concepts = json.loads((ROOT / "resources" / "glossary" / "concepts.json").read_text("utf-8"))["terms"]
        made = category_cards(ROOT / "resources" / "taxonomy", concepts)
        self.raw |= {"made:" + sku: card for sku, card in made.items()}
        self.cards: dict[str, Card] = {key: card_from_json(card) for key, card in self.raw.items()}
        self.show = show

    def texts(self, language: str, group: str) -> Iterator[Text]:
        """The correct texts of a group; marks are added where the text has none."""
        if group == "phrasebook":
            for key in self.cards:
                if key.startswith(("sample:", "made:")):
                    draft = self.words.drafter.draft(self.cards[key], language)
                    yield self._marked(Text(f"{key}.{language}", key, draft.listing.to_json(), {}), language)
            return
        path = DATA / f"{group}-{language}.jsonl"
        for text in load_texts(path) if path.exists() else []:
            key = text.card if group == "frozen" else "sample:" + text.card
            yield text if text.marks else self._marked(Text(text.id, key, text.listing, {}), language)

    def _marked(self, text: Text, language: str) -> Text:
        return marked(text, self.cards[text.card], self.words.glossaries(language))

    def true_words(self, key: str, language: str) -> frozenset[str]:
        """Words that would be true of the card: forms of its terms and of what they are a kind of."""
        glossary = self.words.glossaries(language)
        values = [value for name in self.cards[key].attributes for value in self.cards[key].values(name)]
        concepts = {concept.id for value in values if (concept := glossary.concepts.find(value))}
        concepts |= {parent for concept in concepts for parent in ancestors(concept)}
        terms = [glossary.terms[concept] for concept in concepts if concept in glossary.terms]
        return frozenset(word.lower() for term in terms for word in (*term.forms.values(), *term.also))

    def blocks(self, key: str, listing: dict[str, Any]) -> list[Any]:
        """Blocking findings of one listing."""
        findings = self.words.fact_lock.check(self.cards[key], listing_from_json(listing))
        return [finding for finding in findings if finding.severity == "block"]

    def run(self, language: str, group: str, digits: int) -> Count:
        """Counts for one language and group."""
        count = Count()
        planter = Planter(language)
        for text in self.texts(language, group):
            count.texts += 1
            alarms = self.blocks(text.card, text.listing)
            count.alarmed += bool(alarms)
            for alarm in alarms if self.show else ():
                print(f"  ALARM {text.id} {alarm.kind} {alarm.field} {alarm.text!r} expected {alarm.expected!r}")
            true = self.true_words(text.card, language)
            for mutant in planter.mutants(text, self.raw[text.card], digits):
                if mutant.planted.lower() in true:
                    continue
                self._plant(count, mutant, text.card, alarms)
        return count

    def _plant(self, count: Count, mutant: Mutant, key: str, before: list[Any]) -> None:
        count.planted += 1
        hits = [
            item
            for item in self.blocks(key, mutant.listing)
            if item.field == mutant.field and item.start < mutant.end and mutant.start < item.end
        ]
        if hits:
            count.found += 1
            return
        count.missed[mutant.kind] += 1
        if self.show:
            text = dict(fields(mutant.listing))[mutant.field]
            place = (
                f"{text[max(0, mutant.start - 50) : mutant.start]}[[{text[mutant.start : mutant.end]}]]{text[mutant.end : mutant.end + 40]}"
            )
            print(f"  MISS {mutant.of} {mutant.kind} {mutant.field} {place}")


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


def _row(value: float, unit: str, ours: str) -> dict[str, Any]:
    return {
        "value": value,
        "unit": unit,
        "baseline": "found >= 99.5 %, false alarms <= 1 %",
        "ours": ours,
        "load": round(os.getloadavg()[0], 2),
    }


def main() -> None:
    """Print the table and write the JSON file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="out/bench-lock.json")
    parser.add_argument("--languages", default=",".join(LOCALES))
    parser.add_argument("--groups", default=",".join(GROUPS))
    parser.add_argument("--digits", type=int, default=4)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    results: dict[str, Any] = {}
    groups = options.groups.split(",")
    print(f"{'language':9}{'group':12}{'planted':>8}{'found %':>9}{'texts':>7}{'alarms %':>10}  missed")
    jobs = [(language, groups, options.digits, options.show) for language in options.languages.split(",")]
    with ProcessPoolExecutor(min(len(jobs), os.cpu_count() or 1), get_context("spawn")) as pool:
        for (language, *_), counts in zip(jobs, pool.map(_counted, jobs), strict=True):
            _report(language, counts, results)
    _speed(results)
    path = Path(options.out)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, indent=1), "utf-8")


def _counted(job: tuple[str, list[str], int, bool]) -> dict[str, Count]:
    """One language's counts by group, in a process of its own."""
    language, groups, digits, show = job
    bench = Bench(show)
    return {group: bench.run(language, group, digits) for group in groups}


def _report(language: str, counts: dict[str, Count], results: dict[str, Any]) -> None:
    for group, count in counts.items():
        found, alarm = _percent(count.found, count.planted), _percent(count.alarmed, count.texts)
        print(f"{language:9}{group:12}{count.planted:8}{found:9.2f}{count.texts:7}{alarm:10.2f}  {dict(count.missed) or ''}", flush=True)
        results[f"found_{language}_{group}"] = _row(found, "%", f"{count.found} of {count.planted} planted errors")
        results[f"false_alarm_{language}_{group}"] = _row(alarm, "%", f"{count.alarmed} of {count.texts} correct texts")
    planted, texts = sum(item.planted for item in counts.values()), sum(item.texts for item in counts.values())
    results[f"found_{language}"] = _row(_percent(sum(item.found for item in counts.values()), planted), "%", f"{planted} planted errors")
    results[f"false_alarm_{language}"] = _row(_percent(sum(item.alarmed for item in counts.values()), texts), "%", f"{texts} correct texts")


def _speed(results: dict[str, Any]) -> None:
    """Drafting with checks, then checking, on one core; each card and each text once, the languages' words loaded before."""
    bench = Bench()
    first, *cards = [card for key, card in bench.cards.items() if key.startswith(("sample:", "made:"))]
    for language in LOCALES:
        bench.words.drafter.draft(first, language)
    started = time.process_time()
    for card in cards:
        for language in LOCALES:
            bench.words.drafter.draft(card, language)
    drafted = time.process_time() - started
    texts = [(bench.cards[text.card], text.listing) for language in LOCALES for text in bench.texts(language, "human")]
    words, started = 0, time.process_time()
    for card, listing in texts:
        bench.words.fact_lock.check_text(card, listing["locale"], "description", listing["description"])
        words += _words(listing["description"], listing["locale"])
    checked = time.process_time() - started
    drafts, load = len(cards) * len(LOCALES), round(os.getloadavg()[0], 2)
    per_second, per_text = drafts / drafted, 150_000 * checked / words
    results["listings_per_s"] = {
        "value": round(per_second, 1),
        "unit": "1/s",
        "baseline": "300",
        "ours": f"{drafts} listings drafted by the phrasebook and checked, one core",
        "load": load,
    }
    results["check_ms"] = {
        "value": round(per_text, 2),
        "unit": "ms per 150 words",
        "baseline": "2.5",
        "ours": f"{len(texts)} descriptions by people, {words} words",
        "load": load,
    }
    print(f"{per_second:.0f} listings/s drafted and checked, {per_text:.2f} ms to check 150 words (load {load})")


def _words(text: str, locale: str) -> int:
    """The words of a text; in Japanese two characters count as one."""
    return len(text) // 2 if locale == "ja" else len(text.split())


if __name__ == "__main__":
    main()
