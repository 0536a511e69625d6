"""Ten products of one category do not read alike, in any language (issue 4: shares, titles, highlights, lengths)."""

from __future__ import annotations

import json
import random
import re
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.drafting.phrasebook_writer import PhrasebookWriter
from desktop.drafting.render import ListingRenderer
from desktop.language.glossary import Glossaries
from desktop.language.phrasebook import Phrasebooks
from desktop.taxonomy.categories import Attribute, Category, Taxonomy

RESOURCES = Path(__file__).parents[3] / "resources"
LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "ru", "ar", "ja", "ko", "vi", "id")
CATEGORIES = ("home/storage-baskets", "home/drinkware", "apparel/t-shirts", "electronics/lamps", "machinery/pumps")
FEATURES = ("handmade", "durable", "easy-to-clean", "portable", "lightweight", "reusable", "easy-to-install", "adjustable")
CARDS = 10


@lru_cache
def house() -> tuple[Taxonomy, ListingRenderer, PhrasebookWriter]:
    """The taxonomy, the renderer and the writer on the program's own words."""
    glossaries, taxonomy = Glossaries(RESOURCES / "glossary"), Taxonomy(RESOURCES / "taxonomy")
    renderer = ListingRenderer(glossaries, taxonomy)
    return taxonomy, renderer, PhrasebookWriter(Phrasebooks(RESOURCES / "phrasebook"), renderer)


@lru_cache
def choices() -> dict[tuple[str, str], list[str]]:
    """The choices of each term attribute, by category and attribute."""
    found = {}
    for path in (RESOURCES / "taxonomy").glob("*.json"):
        for key, raw in json.loads(path.read_text("utf-8")).items():
            found.update({(key, name): item["choices"] for name, item in raw["attributes"].items() if item.get("choices")})
    return found


def made_up(category: Category, attribute: Attribute, dice: random.Random) -> str | list[str] | None:
    """A plausible value of an attribute, or None when it has no choices or units to draw from."""
    if attribute.key == "size":
        return f"{dice.randint(10, 60)} x {dice.randint(10, 60)} x {dice.randint(5, 40)} cm"
    if attribute.type == "terms":
        options = choices().get((category.id, attribute.key), [])
        return dice.sample(options, 1 + (len(options) > 1 and dice.random() < 0.3)) if options else None
    if attribute.type == "quantity" and attribute.units:
        return f"{dice.randint(2, 90)} {attribute.units[0]}"
    return None


def cards(category: Category) -> list[Card]:
    """Ten different cards of a category, the same ones in every run."""
    dice = random.Random(category.id)
    made = []
    for number in range(CARDS):
        attributes: dict[str, Any] = {}
        for attribute in category.attributes.values():
            value = made_up(category, attribute, dice)
            if value is not None and (attribute.need == "required" or dice.random() < 0.6):
                attributes[attribute.key] = value
        sku = f"{category.id[:2].upper()}-{dice.randint(100, 999)}{number}"
        made.append(
            card_from_json(
                {
                    "sku": sku,
                    "model_number": sku,
                    "category": category.id,
                    "name": {"zh": category.zh},
                    "attributes": attributes,
                    "selling_points": dice.sample(FEATURES, 2),
                    "origin": "CN",
                    "packaging": {
                        "unit": "1 piece / polybag",
                        "carton": "24 pieces",
                        "carton_size": "60 x 40 x 40 cm",
                        "carton_gross_weight": "15 kg",
                    },
                    "trade": {"samples": {"price": "5.00"}, "customisation": {"logo": {"moq": 100}} if dice.random() < 0.6 else {}},
                }
            )
        )
    return made


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", CATEGORIES)
def test_ten_products_of_a_category_read_differently(language: str, key: str) -> None:
    """Fewer than half of the sentences alike (slot names blanked); every title and every set of highlights its own."""
    taxonomy, renderer, writer = house()
    sentences, titles, highlights = [], set(), set()
    for card in cards(taxonomy.category(key)):
        slotted = writer.draft(card, language)
        listing, _ = renderer.render(card, slotted)
        sentences.append({re.sub(r"\{[^}]*\}", "{}", line.slotted) for line in slotted.description})
        titles.add(listing.title)
        highlights.add(frozenset(listing.highlights))
        least, most = renderer.values(card, language).info.words
        assert least <= renderer.values(card, language).info.length(listing.description) <= most
    shares = [len(one & other) / min(len(one), len(other)) for one, other in combinations(sentences, 2)]
    assert mean(shares) < 0.5
    assert len(titles) == CARDS
    assert len(highlights) == CARDS
