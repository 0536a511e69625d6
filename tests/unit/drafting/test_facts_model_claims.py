"""Words of a model's draft that nothing accounts for are shown in amber; approved sentences are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.domain.card_json import card_from_json
from desktop.domain.listings import LOCALES
from desktop.drafting.claims import ModelClaims
from desktop.language.glossary import Glossaries
from desktop.language.phrasebook import Phrasebooks
from desktop.system.paths import resources_dir
from tests.bench.bench_lock_mutants import DATA

CLAIMS = ModelClaims(Glossaries(resources_dir() / "glossary"), Phrasebooks(resources_dir() / "phrasebook"))
BASKET = card_from_json(json.loads((Path(DATA) / "cards.json").read_text("utf-8"))["TB-301"])


@pytest.mark.parametrize(
    ("locale", "text", "word"),
    [
        ("en", "This basket in rattan has a magnetic closure.", "magnetic"),
        ("es", "Esta cesta de ratán tiene un cierre magnético.", "magnético"),
        ("de", "Der Korb aus Rattan hat einen magnetischen Verschluss.", "magnetischen"),
        ("ru", "Корзина из ротанга с магнитной застёжкой.", "магнитной"),
        ("ja", "マグネット式のラタンのバスケットです。", "マグネット"),
    ],
)
def test_a_word_that_nothing_accounts_for_is_amber(locale: str, text: str, word: str) -> None:
    found = CLAIMS.check(BASKET, locale, "description", text)
    assert word in [item.text for item in found]
    for item in found:
        assert (item.severity, item.kind) == ("warn", "claim")
        assert text[item.start : item.end] == item.text


@pytest.mark.parametrize("locale", LOCALES)
def test_approved_sentences_and_the_cards_own_words_are_not(locale: str) -> None:
    book = Phrasebooks(resources_dir() / "phrasebook")(locale)
    patterns = book.patterns("description", "neutral")[:4]
    assert patterns
    for pattern in patterns:
        assert CLAIMS.check(BASKET, locale, "description", pattern.text) == ()


def test_slots_are_not_judged() -> None:
    assert CLAIMS.check(BASKET, "en", "description", "The basket is made of {material}.") == ()
