"""Cards as JSON: what the design shows is read, kept and written; what is wrong is named."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.card_json import card_from_json, card_to_json
from desktop.domain.errors import BadInput

SAMPLES = Path(__file__).parents[3] / "resources" / "samples" / "cards"


@pytest.fixture
def basket() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((SAMPLES / "TB-301.json").read_text("utf-8"))
    return data


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_every_sample_survives_a_round_trip(path: Path) -> None:
    card = card_from_json(json.loads(path.read_text("utf-8")))
    assert card_from_json(card_to_json(card, private=True)) == card


def test_what_leaves_has_no_private_part(basket: dict[str, Any]) -> None:
    text = json.dumps(card_to_json(card_from_json(basket), private=False))
    assert "private" not in text
    assert "2.90" not in text


def test_private_prices_do_not_show_in_a_repr(basket: dict[str, Any]) -> None:
    assert "2.90" not in repr(card_from_json(basket))


def test_tiers_and_lead_times_answer_for_a_quantity(basket: dict[str, Any]) -> None:
    trade = card_from_json(basket).trade
    assert [trade.price_at(n) for n in (199, 200, 999, 1000)] == [None, Decimal("4.80"), Decimal("4.80"), Decimal("4.35")]
    assert [row.days if (row := trade.lead_time_at(n)) else None for n in (1000, 1001, 9000)] == [25, 40, None]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"atributes": {}}, "card.unknown_key", ("nearest", "attributes")),
        ({"sku": ""}, "card.missing", ("path", "sku")),
        ({"attributes": {"size": 40}}, "card.wrong_type", ("path", "attributes.size")),
        ({"private": {"cost": "2,90"}}, "money.not_decimal", ("path", "private.cost")),
        ({"private": {"cost": "2.90\n"}}, "money.not_decimal", ("path", "private.cost")),
        ({"private": {"cost": "٢.٩٠"}}, "money.not_decimal", ("path", "private.cost")),
        ({"sku": "TB-301\n"}, "card.bad_sku", ("value", "TB-301\n")),
        ({"private": {"cost": 2.9}}, "money.not_decimal", ("path", "private.cost")),
        ({"trade": {"price_tiers": [{"from": 200, "price": "$4.80"}]}}, "money.not_decimal", ("path", "trade.price_tiers[0].price")),
        ({"trade": {"incoterm": "FOP"}}, "card.bad_code", ("path", "trade.incoterm")),
        ({"trade": {"lead_times": []}}, "card.unknown_key", ("nearest", "lead_time")),
        ({"certificates": [{"scheme": "CE", "expiry": "soon"}]}, "card.bad_code", ("path", "certificates[0].expiry")),
        ({"attributes": {"own": {str(n): "x" for n in range(11)}}}, "card.too_many_own", ("limit", 10)),
    ],
)
def test_a_wrong_place_is_named(basket: dict[str, Any], change: dict[str, Any], code: str, field: tuple[str, object]) -> None:
    data = copy.deepcopy(basket) | change
    with pytest.raises(BadInput) as caught:
        card_from_json(data)
    assert caught.value.code == code
    assert caught.value.fields[field[0]] == field[1]


def test_open_attributes_take_text_lists_null_and_compounds(basket: dict[str, Any]) -> None:
    basket["attributes"] = {"voltage": "380 V / 50 Hz", "sizes": "S-XXL", "feel": "手感柔软", "list": ["a", "b"], "unknown": None}
    card = card_from_json(basket)
    assert card.values("list") == ("a", "b")
    assert card.values("unknown") == ()
    assert card.attributes["feel"] == "手感柔软"


def test_a_product_outside_the_taxonomy_is_read(basket: dict[str, Any]) -> None:
    assert card_from_json(basket | {"category": "toys/kites"}).vertical == "toys"
