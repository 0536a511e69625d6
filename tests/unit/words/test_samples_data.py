"""The sample cards, the sample factory and the sample messages: readable, plausible, and said in the glossary's words."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from functools import lru_cache
from pathlib import Path

import pytest

from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.domain.factory import factory_from_json
from desktop.domain.plausibility import doubts
from desktop.domain.quantities import parse_measure
from desktop.language.glossary import Glossaries
from desktop.taxonomy.categories import Taxonomy

RESOURCES = Path(__file__).parents[3] / "resources"
CARDS = sorted((RESOURCES / "samples" / "cards").glob("*.json"))
MESSAGES = sorted((RESOURCES / "samples" / "messages").glob("*.*"))
TERM_KEYS = ("material", "colour", "technique", "finish", "pattern", "use", "style", "shape", "audience", "season", "part")


@lru_cache
def card(path: Path) -> Card:
    """The card in a file."""
    return card_from_json(json.loads(path.read_text("utf-8")))


def test_there_are_three_cards_for_each_vertical() -> None:
    """Home, apparel, electronics, machinery."""
    verticals = [card(path).vertical for path in CARDS]
    assert sorted(verticals) == sorted(["home", "apparel", "electronics", "machinery"] * 3)


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_sample_card_is_plausible_and_in_its_file(path: Path) -> None:
    """No doubt about cartons and weights; the file is named for the sku; the floor is above the cost."""
    sample = card(path)
    assert sample.sku == path.stem
    assert doubts(sample) == ()
    assert sample.private.cost is not None
    assert sample.private.floor is not None
    assert sample.private.cost < sample.private.floor <= min(tier.price for tier in sample.trade.price_tiers)


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_sample_card_has_what_its_category_requires(path: Path) -> None:
    """The samples show what a complete card looks like."""
    sample = card(path)
    taxonomy = Taxonomy(RESOURCES / "taxonomy")
    assert taxonomy.knows(sample.category)
    required = [key for key, item in taxonomy.category(sample.category).attributes.items() if item.need == "required"]
    assert [key for key in required if not sample.values(key)] == []


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_sample_card_speaks_in_terms(path: Path) -> None:
    """Every term and feature is in the glossary, every quantity readable, so that all twelve languages can say it."""
    sample = card(path)
    concepts = Glossaries(RESOURCES / "glossary").concepts
    unknown = [(key, value) for key in TERM_KEYS for value in sample.values(key) if concepts.find(value) is None]
    unknown += [("selling_points", value) for value in sample.selling_points if concepts.find(value, "feature") is None]
    unknown += [("certificates", item.scheme) for item in sample.certificates if concepts.find(item.scheme, "certificate") is None]
    assert unknown == []
    for key in ("size", "weight", "machine_size", "machine_weight", "capacity"):
        assert all(parse_measure(value) for value in sample.values(key)), key


def test_the_sample_factory_reads() -> None:
    """Its paper name is there in Chinese and English."""
    factory = factory_from_json(json.loads((RESOURCES / "samples" / "factory.json").read_text("utf-8")))
    assert factory.name_in("zh")
    assert factory.name_in("en").isascii()
    assert factory.signer
    assert factory.bank


def test_there_are_messages_in_all_twelve_languages() -> None:
    """Fourteen inquiries; JSON ones say their language and product."""
    assert len(MESSAGES) == 14
    languages = {path.name[:2] for path in MESSAGES}
    assert languages == {"en", "es", "pt", "fr", "de", "it", "ru", "ar", "ja", "ko", "vi", "id"}


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.stem)
def test_a_sample_message_reads(path: Path) -> None:
    """JSON with id, subject and body; mails with a text part."""
    if path.suffix == ".json":
        data = json.loads(path.read_text("utf-8"))
        assert data["id"] == path.stem
        assert data["subject"]
        assert len(data["body"]) > 80
        assert data["expected"]["language"] == path.stem[:2]
        assert (RESOURCES / "samples" / "cards" / f"{data['expected']['sku']}.json").exists()
    else:
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = mail.get_body(("plain",))
        assert mail["Subject"]
        assert body is not None
        assert len(body.get_content()) > 80
