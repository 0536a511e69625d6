"""Our attributes on the platform's own form: its names and choices win, what it lacks goes to the seller's own attributes."""

from __future__ import annotations

from desktop.domain.publications import Fact, Publication
from desktop.platforms.alibaba.mapping import fill
from desktop.platforms.alibaba.schema import Filled, Schema, parse_schema
from desktop.practice.catalogue import shells_of
from desktop.practice.schema import rule_xml

SHIRTS, TEXTILES = 301310, 150410


def form(place: int) -> Schema:
    return parse_schema(rule_xml(shells_of(place, False)))


def shown(schema: Schema, filled: list[Filled]) -> dict[str, list[str]]:
    """Attributes on the form by the form's own names, as a buyer sees them."""
    props = schema.field("icbuCatProp")
    answer = next((item for item in filled if item.id == "icbuCatProp"), None)
    assert props is not None
    assert answer is not None
    seen = {}
    for child in answer.entries[0]:
        asked = props.child(child.id)
        assert asked is not None
        words = {option.value: option.shown for option in asked.options}
        seen[asked.name] = [value.attributes.get("inputValue") or words.get(value.text, value.text) for value in child.values]
    return seen


def own(filled: list[Filled]) -> set[str]:
    rest = next((item for item in filled if item.id == "customMoreProperty"), None)
    return {pair.values[0].text for child in (rest.entries[0] if rest else ()) for pair in child.entries[0] if pair.id == "propName"}


def publication(*facts: Fact) -> Publication:
    return Publication("A-1", "apparel/t-shirts", {}, facts=facts)


def test_the_neckline_and_the_size_range_fill_the_forms_collar_and_size_once() -> None:
    schema = form(SHIRTS)
    made = fill(
        publication(
            Fact("neckline", "neckline", ("V-Neck",)), Fact("size_range", "size range", ("S-XXL",)), Fact("fit", "fit", ("regular",))
        ),
        schema,
        (),
    )
    seen = shown(schema, made.fields)
    assert seen["Collar"] == ["V-Neck"]
    assert seen["Size"] == ["S-XXL"]
    assert own(made.fields) == {"fit"}


def test_a_stated_size_wins_over_a_size_range() -> None:
    schema = form(TEXTILES)
    made = fill(publication(Fact("size_range", "size range", ("S-XXL",)), Fact("size", "size", ("70 x 140 cm",))), schema, ())
    assert shown(schema, made.fields)["Size"] == ["70 x 140 cm"]
    assert own(made.fields) == {"size range"}


def test_the_forms_own_choice_wins_over_our_writing() -> None:
    schema = form(SHIRTS)
    made = fill(publication(Fact("material", "material", ("organic cotton", "hemp"))), schema, ())
    assert shown(schema, made.fields)["Material"] == ["Organic Cotton", "hemp"]
