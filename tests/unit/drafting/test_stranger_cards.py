"""Our own approved sentences with strangers' facts in them: the lock finds nothing to block (found by the run of 200 drafts)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json
from desktop.drafting.phrasebook_writer import PhrasebookWriter

CARDS = Path(__file__).parents[2] / "data" / "red" / "cards.jsonl"


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.mark.parametrize("locale", ["vi", "ar"])
def test_a_bag_printed_through_a_screen_is_not_called_silk_and_boasts_of_nothing(words: Words, locale: str) -> None:
    raw = next(item for item in map(json.loads, CARDS.read_text("utf-8").splitlines()) if item["sku"] == "BG-44")
    card = card_from_json(raw)
    listing = PhrasebookWriter(words.phrasebooks, words.renderer).draft(card, locale)
    rendered, _readback = words.renderer.render(card, listing)
    assert [item.text for item in words.fact_lock.check(card, rendered) if item.severity == "block"] == []


@pytest.mark.parametrize("text", ["Chúng tôi làm túi bằng phương pháp in lụa và may.", "Túi in lụa."])
def test_silk_screen_is_no_silk(words: Words, text: str) -> None:
    card = card_from_json({"sku": "A", "category": "apparel/bags", "name": {"zh": "布袋"}, "attributes": {"material": ["canvas"]}})
    assert [item.text for item in words.fact_lock.check_text(card, "vi", "description", text) if item.kind == "material"] == []
    silk = words.fact_lock.check_text(card, "vi", "description", "Túi bằng lụa.")
    assert [item.kind for item in silk if item.severity == "block"] == ["material"]
