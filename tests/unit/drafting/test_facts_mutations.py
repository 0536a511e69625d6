"""A slice of `make bench-lock`: planted errors are found in all languages, in texts written before the rules."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.domain.card_json import card_from_json
from desktop.domain.listings import LOCALES, listing_from_json
from desktop.drafting.facts import FactLock
from desktop.language.glossary import Glossaries
from desktop.system.paths import resources_dir
from tests.bench.bench_lock_mutants import DATA, Mutant, Planter, load_texts

LOCK = FactLock(Glossaries(resources_dir() / "glossary"))
RAW: dict[str, dict[str, Any]] = json.loads((DATA / "cards.json").read_text("utf-8"))
CARDS = {key: card_from_json(raw) for key, raw in RAW.items()}


def found(key: str, mutant: Mutant) -> bool:
    findings = LOCK.check(CARDS[key], listing_from_json(mutant.listing))
    return any(
        item.severity == "block" and item.field == mutant.field and item.start < mutant.end and mutant.start < item.end for item in findings
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_planted_errors_are_found(locale: str) -> None:
    planter = Planter(locale)
    planted = missed = 0
    for text in load_texts(DATA / f"frozen-{locale}.jsonl")[::2]:
        for mutant in planter.mutants(text, RAW[text.card], digits=2):
            planted += 1
            missed += not found(text.card, mutant)
    assert planted > 100
    assert missed <= planted // 100
