"""What cannot be true together is asked about."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card, Certificate, PriceTier, Private
from desktop.domain.plausibility import doubts

SAMPLES = Path(__file__).parents[3] / "resources" / "samples" / "cards"


def sample(sku: str) -> Card:
    return card_from_json(json.loads((SAMPLES / f"{sku}.json").read_text("utf-8")))


def test_the_samples_are_plausible() -> None:
    assert {path.stem: doubts(sample(path.stem), date(2026, 11, 22)) for path in SAMPLES.glob("*.json")} == {
        path.stem: () for path in SAMPLES.glob("*.json")
    }


def test_a_dozen_rigid_baskets_do_not_fit_a_small_carton() -> None:
    assert "carton.volume" in doubts(replace(sample("TB-301"), selling_points=("handmade",)))


def test_a_carton_is_not_lighter_than_what_is_in_it() -> None:
    card = sample("TB-301")
    assert "carton.weight" in doubts(replace(card, packaging=replace(card.packaging, carton_gross_weight="3 kg")))


def test_more_must_not_cost_more_each() -> None:
    card = sample("TB-301")
    tiers = (PriceTier(200, Decimal("4.35")), PriceTier(1000, Decimal("4.80")))
    assert "tiers.order" in doubts(replace(card, trade=replace(card.trade, price_tiers=tiers)))


def test_an_expired_certificate_and_a_floor_below_cost_are_seen() -> None:
    card = replace(
        sample("TB-301"),
        certificates=(Certificate("FSC", expiry="2020-01-01"),),
        private=Private(cost=Decimal("5"), floor=Decimal("4")),
    )
    assert {"certificate.expired", "floor.cost"} <= set(doubts(card, date(2026, 11, 22)))
