"""A product of which the owner has stated almost nothing still gets a listing in every language, with nothing that blocks."""

from __future__ import annotations

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json
from desktop.domain.listings import LOCALES


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.mark.parametrize(
    "attributes", [{}, {"material": ["stainless-steel"]}, {"size": "40 x 30 x 25 cm"}, {"colour": ["black"], "own": {"容量": "500 ml"}}]
)
def test_every_category_with_almost_no_fact(words: Words, attributes: dict[str, object]) -> None:
    blocked = []
    for category in words.taxonomy.categories:
        raw = {"sku": "P-001", "category": category, "name": {"zh": "新产品"}, "attributes": attributes}
        card = card_from_json(raw)
        for locale in LOCALES:
            draft = words.drafter.draft(card, locale)
            assert draft.listing.title
            assert draft.listing.description
            blocked += [(category, locale, item.text, item.message) for item in draft.findings if item.severity == "block"]
    assert blocked == []
