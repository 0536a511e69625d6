"""The word lists of the fact lock are whole in every language, and what they are for works."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from desktop.domain.card_json import card_from_json
from desktop.domain.listings import LOCALES
from desktop.drafting.facts import FactLock
from desktop.drafting.facts.words import claim_words, places
from desktop.language.glossary import Glossaries
from desktop.language.normalise import fold
from desktop.language.triples import QuantityReader, find_numbers, spaced_words
from desktop.system.paths import resources_dir
from tests.bench.bench_lock_mutants import DATA

LOCK = FactLock(Glossaries(resources_dir() / "glossary"))
BASKET = card_from_json(json.loads((DATA / "cards.json").read_text("utf-8"))["TB-301"])
TOPICS = {"carton", "inner", "packing", "moq", "logo", "sample", "lead", "warranty", "payment", "sides"}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_list_is_there(locale: str) -> None:
    words = claim_words(locale)
    assert set(words.topics) >= TOPICS
    for name in ("origin", "claims", "refusals", "cues", "negators", "ignore", "payments"):
        assert getattr(words, name), name
    assert len(places(locale).writings) > 60


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "4.5 m³ per hour", "4.5", "m3/h"),
        ("de", "4.500 Liter klares Wasser pro Stunde", "4.5", "m3/h"),
        ("it", "4,5 metri cubi all'ora", "4.5", "m3/h"),
        ("fr", "2 h 30", "2.5", "h"),
        ("fr", "deux heures et demie", "2.5", "h"),
        ("ar", "ساعتين ونصف", "2.5", "h"),
        ("ko", "두 시간 반", "2.5", "h"),
        ("ja", "2時間半", "2.5", "h"),
        ("it", "una dozzina di paia", "12", "pair"),
        ("de", "157-g-Papier", "157", "gsm"),
        ("ar", "سنة واحدة", "1", "year"),
        ("ja", "1万mAh", "10000", "mAh"),
    ],
)
def test_what_stands_behind_a_number_changes_it(language: str, text: str, value: str, unit: str) -> None:
    folded = fold(text, language)
    found = find_numbers(folded.text, language, spaced_words(folded.text))
    (item,) = QuantityReader(language).read(folded.text, text if folded.places is None else "", found)
    assert (item.number.value, item.symbol) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("es", "Every piece is checked before it leaves the factory."),
        ("de", "Every piece is checked before it leaves the factory."),
        ("en", "Cada pieza se revisa antes de salir de la fábrica."),
        ("ru", "Every piece is checked before it leaves the factory."),
        ("ja", "Every piece is checked before it leaves the factory."),
    ],
)
def test_one_sentence_in_another_language_is_found(locale: str, sentence: str) -> None:
    from tests.bench.bench_lock_mutants import load_texts

    own = str(load_texts(DATA / f"frozen-{locale}.jsonl")[0].listing["description"])
    text = f"{own} {sentence}"
    hits = [item for item in LOCK.check_text(BASKET, locale, "description", text) if item.kind == "language"]
    assert len(hits) == 1
    assert hits[0].start >= len(own) - 1


@pytest.mark.parametrize("text", ["FDA 21 CFR report", "sizes S to 3XL", "12 pieces, by the dozen"])
def test_codes_of_schemes_and_sizes_are_no_trade_terms(text: str) -> None:
    found = LOCK.check_text(BASKET, "en", "highlights[0]", text)
    assert not any(item.kind in ("term", "code") for item in found)
