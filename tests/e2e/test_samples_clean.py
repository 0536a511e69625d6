"""Every sample card in every language: drafted by the phrasebook, free of findings, no two alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.domain.listings import LOCALES

CARDS = Path(__file__).parents[2] / "resources" / "samples" / "cards"


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.fixture(scope="module")
def cards() -> list[Card]:
    return [card_from_json(json.loads(path.read_text("utf-8"))) for path in sorted(CARDS.glob("*.json"))]


@pytest.mark.parametrize("locale", LOCALES)
def test_no_findings_and_no_two_alike(words: Words, cards: list[Card], locale: str) -> None:
    drafts = [words.drafter.draft(card, locale) for card in cards]
    assert {draft.sku: [(item.field, item.text, item.kind) for item in draft.findings] for draft in drafts if draft.findings} == {}
    assert len({draft.listing.title for draft in drafts}) == len(cards)
    assert len({draft.listing.highlights for draft in drafts}) == len(cards)


def test_buyers_in_the_united_states_see_inches_beside_centimetres(words: Words, cards: list[Card]) -> None:
    basket = next(card for card in cards if card.sku == "TB-301")
    american = words.drafter.draft(basket, "en-US")
    assert any("15.7" in text for _field, text in american.listing.texts())
    assert american.findings == ()
    assert all("15.7" not in text for _field, text in words.drafter.draft(basket, "en").listing.texts())
