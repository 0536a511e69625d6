"""Strangers' texts against the lock: listings written like a shop's copywriter for cards that no rule was made from, and errors planted in them.

`tests/data/red` holds correct texts with marks `[[right|wrong|wrong]]`: the first is what stands there, each other one is a
planted error; `additions.jsonl` holds sentences that no card supports. The sets were written one after the other by people who
did not know the rules, and were frozen when the rules had learnt from them: the first (182 texts), `west-a` and `west-b` (84
each, en es pt fr de it), `east-a` (84, ru ar ja ko vi id). Unseen, each of the last three blocked 42 to 57 % of its correct
texts. `west-c`, `west-d` (42 each) and `east-b`, `east-c` (42 each) plant errors in every kind of fact, sleeves, closures and care
too, and state what follows from the card by arithmetic; unseen they blocked 33 to 57 % and missed 6 to 24 %. A small part of the plants and of the added sentences is checked here.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "red"
MARK = re.compile(r"\[\[(.+?)\]\]")
NESTED = re.compile(r"(highlights|keywords|faq)\[(\d+)\](?:\.([qa]))?$")
SETS = {".": 10, "west-a": 20, "west-b": 20, "east-a": 20, "west-c": 30, "west-d": 30, "east-b": 30, "east-c": 30}
"""The sets, and of how many plants one is checked."""
FOUND = {".": 99.0, "west-a": 96.5, "west-b": 87.0, "east-a": 97.5, "west-c": 87.0, "west-d": 84.0, "east-b": 95.0, "east-c": 91.0}
FALSE_ALARMS = {".": 1.1, "west-a": 1.5, "west-b": 1.5, "east-a": 2.5, "west-c": 7.2, "west-d": 9.6, "east-b": 2.4, "east-c": 4.8}


class Sample(NamedTuple):
    """A text, and where the planted error stands in it (none in a correct text)."""

    sku: str
    locale: str
    fields: dict[str, str]
    field: str = ""
    start: int = 0
    end: int = 0


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines() if line]


def right(text: str) -> str:
    return MARK.sub(lambda mark: mark[1].split("|")[0], text)


def swapped(item: dict[str, Any]) -> Iterator[Sample]:
    """One sample for each wrong word that the marks name."""
    correct = {field: right(text) for field, text in item["fields"].items()}
    for field, text in item["fields"].items():
        for mark in MARK.finditer(text):
            before, after = right(text[: mark.start()]), right(text[mark.end() :])
            for wrong in mark[1].split("|")[1:]:
                fields = {**correct, field: before + wrong + after}
                yield Sample(item["sku"], item["locale"], fields, field, len(before), len(before) + len(wrong))


def added(item: dict[str, Any], additions: list[dict[str, Any]]) -> Iterator[Sample]:
    """One sample for each sentence that no card supports (a price, a claim, another language), set at the end."""
    correct = {field: right(text) for field, text in item["fields"].items()}
    for addition in additions:
        if addition["locale"] == item["locale"]:
            before = correct["description"] + " "
            fields = {**correct, "description": before + addition["text"]}
            yield Sample(item["sku"], item["locale"], fields, "description", len(before), len(before) + len(addition["text"]))


def listing(sample: Sample) -> dict[str, Any]:
    made: dict[str, Any] = {"locale": sample.locale, "highlights": [], "keywords": [], "faq": []}
    for field, text in sample.fields.items():
        nested = NESTED.match(field)
        if nested is None:
            made[field] = text
        elif nested[3] is None:
            made[nested[1]].append(text)
        elif nested[3] == "q":
            made["faq"].append({"q": text, "a": ""})
        else:
            made["faq"][int(nested[2])]["a"] = text
    return made


@pytest.fixture(scope="module", params=list(SETS), ids=["first" if name == "." else name for name in SETS])
def cards(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A set's name, and the folder with its cards."""
    folder = tmp_path_factory.mktemp("red-cards")
    for card in rows(f"{request.param}/cards.jsonl"):
        (folder / f"{card['sku']}.json").write_text(json.dumps(card), "utf-8")
    return request.param, folder


def blocked(samples: list[Sample], cards: Path) -> list[list[dict[str, Any]]]:
    """The blocking findings of each sample, by the command line."""
    batch = cards / "batch.jsonl"
    lines = [
        json.dumps({"id": number, "listing": listing(sample), "card": str(cards / f"{sample.sku}.json")})
        for number, sample in enumerate(samples)
    ]
    batch.write_text("\n".join(lines), "utf-8")
    done = subprocess.run([sys.executable, "-m", "desktop", "check", "--batch", str(batch)], capture_output=True, cwd=ROOT, timeout=600)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["id"] for item in answers] == list(range(len(samples))), done.stderr.decode()[-500:]
    return [[item for item in reply["findings"] if item["severity"] == "block"] for reply in answers]


def test_what_a_copywriter_wrote_correctly_passes(cards: tuple[str, Path]) -> None:
    name, folder = cards
    samples = [
        Sample(item["sku"], item["locale"], {key: right(text) for key, text in item["fields"].items()})
        for item in rows(f"{name}/listings.jsonl")
    ]
    findings = blocked(samples, folder)
    alarms = [(sample.locale, sample.sku, found[0]["text"]) for sample, found in zip(samples, findings, strict=True) if found]
    assert len(samples) >= 42
    assert 100 * len(alarms) / len(samples) <= FALSE_ALARMS[name], alarms


def test_planted_errors_are_found_where_they_stand(cards: tuple[str, Path]) -> None:
    name, folder = cards
    additions = rows(f"{name}/additions.jsonl")
    samples, every = [], SETS[name]
    for number, item in enumerate(rows(f"{name}/listings.jsonl")):
        samples += [*swapped(item), *added(item, additions)][number % every :: every]
    findings = blocked(samples, folder)
    missed = [
        (sample.locale, sample.sku, sample.fields[sample.field][sample.start : sample.end])
        for sample, found in zip(samples, findings, strict=True)
        if not any(item["field"] == sample.field and item["start"] < sample.end and item["end"] > sample.start for item in found)
    ]
    assert len(Counter(sample.locale for sample in samples)) >= 6
    assert 100 * (1 - len(missed) / len(samples)) >= FOUND[name], missed
