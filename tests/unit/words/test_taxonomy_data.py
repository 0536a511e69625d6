"""The taxonomy as data: 48 categories whose facts, choices and questions a factory owner can answer."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from desktop.domain.quantities import UNITS
from desktop.taxonomy.categories import Taxonomy

RESOURCES = Path(__file__).parents[3] / "resources"
TYPES = {"terms", "quantity", "range", "code", "free"}
NEEDS = {"required", "recommended", "optional"}


@lru_cache
def categories() -> dict[str, dict[str, Any]]:
    """Every category as it stands in the files."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((RESOURCES / "taxonomy").glob("*.json")):
        found |= json.loads(path.read_text("utf-8"))
    return found


@lru_cache
def concepts() -> dict[str, dict[str, Any]]:
    """The concept list by id."""
    return json.loads((RESOURCES / "glossary" / "concepts.json").read_text("utf-8"))["terms"]  # type: ignore[no-any-return]


def attributes() -> list[tuple[str, str, dict[str, Any]]]:
    """(category, attribute, what the file says of it) for every attribute."""
    return [(key, name, item) for key, raw in categories().items() for name, item in raw["attributes"].items()]


def test_the_verticals_have_their_categories() -> None:
    """Issue 4: home 16, apparel 16, electronics 8, machinery 8, and `other`."""
    counts = {name: sum(key.startswith(f"{name}/") for key in categories()) for name in ("home", "apparel", "electronics", "machinery")}
    assert counts == {"home": 16, "apparel": 16, "electronics": 8, "machinery": 8}
    assert "other" in categories()
    assert len(categories()) == 49


def test_the_loader_reads_every_category() -> None:
    """What the program sees is what the files say."""
    taxonomy = Taxonomy(RESOURCES / "taxonomy")
    for key, raw in categories().items():
        category = taxonomy.category(key)
        assert (category.zh, category.noun, set(category.attributes)) == (raw["zh"], raw["noun"], set(raw["attributes"]))


def test_product_nouns_are_terms() -> None:
    """A category's nouns are product terms, its own noun among them."""
    wrong = [
        (key, noun)
        for key, raw in categories().items()
        for noun in {*raw["nouns"], raw["noun"]}
        if noun not in raw["nouns"] or concepts().get(noun, {}).get("kind") != "product"
    ]
    assert wrong == []


def test_every_attribute_is_labelled_by_the_glossary() -> None:
    """An attribute's label is the attribute term of the same name, so that it can be said in every language."""
    assert {name for _, name, _ in attributes() if concepts().get(name.replace("_", "-"), {}).get("kind") != "attribute"} - {
        "part"
    } == set()


def test_types_and_needs_are_known_and_something_is_required() -> None:
    """Every category but `other` asks for at least one fact."""
    assert [(key, name) for key, name, item in attributes() if item["type"] not in TYPES or item["need"] not in NEEDS] == []
    assert [key for key, raw in categories().items() if not any(a["need"] == "required" for a in raw["attributes"].values())] == ["other"]


def test_units_can_be_read_from_a_card() -> None:
    """Every unit is one that the quantities of a card know, in the dimension that the attribute names first."""
    assert {unit for _, _, item in attributes() for unit in item.get("units", ())} - set(UNITS) == set()
    wrong = {
        (name, item["dimension"])
        for _, name, item in attributes()
        if item.get("units")
        and UNITS[item["units"][0]].dimension != {"time": "time", "thread": "thread"}.get(item["dimension"], item["dimension"])
    }
    assert wrong == set()


def test_term_attributes_offer_choices_of_their_kind() -> None:
    """The coach's choices are terms of the attribute's kind."""
    wrong = [
        (key, name, choice)
        for key, name, item in attributes()
        for choice in item.get("choices", ())
        if concepts().get(choice, {}).get("kind") != item.get("kind")
    ]
    assert wrong == []


def test_questions_are_plain_chinese() -> None:
    """Each fact is asked in one short Chinese question."""
    odd = [(key, name) for key, name, item in attributes() if not re.search(r"？|）$", item["question"]) or len(item["question"]) > 45]
    assert odd == []
    assert [key for key, name, item in attributes() if "{" in item["question"]] == []


def test_search_questions_and_tariff_headings_are_given() -> None:
    """Buyers' questions to an AI search, and HS headings, for every category but `other`."""
    for key, raw in categories().items():
        assert len(raw["questions"]) >= 4, key
        assert all(question.endswith("?") for question in raw["questions"]), key
        assert key == "other" or raw["hs"], key
        assert all(re.fullmatch(r"\d{4}\.\d{2}", code) for code in raw["hs"]), key
