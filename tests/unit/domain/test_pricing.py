"""Every computed price sums line by line and leaves at least the floor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.domain.bargaining import counter
from desktop.domain.cards import Card, Packaging, PriceTier, Private, Trade
from desktop.domain.errors import Refused
from desktop.domain.loads import container_pieces, courier_kg, pieces_of
from desktop.domain.price_policy import Charge, Concession, PricePolicy, Rate, policy_from_json, policy_to_json
from desktop.domain.pricing import Wanted, fob_from_cost, quote, tier_prices

TODAY = date(2026, 11, 23)
CARD = Card(
    sku="TB-301",
    category="home/storage-baskets",
    name={"zh": "藤编收纳篮"},
    attributes={"size": "40 x 30 x 25 cm", "weight": "0.85 kg"},
    packaging=Packaging(carton="12 pieces", carton_size="62 x 42 x 55 cm", carton_gross_weight="12.5 kg"),
    trade=Trade(
        price_tiers=(PriceTier(200, Decimal("4.80")), PriceTier(1000, Decimal("4.35"))),
        moq=200,
        incoterm="FOB",
        port="CNQZH",
    ),
    private=Private(cost=Decimal("2.90"), floor=Decimal("4.00")),
)


def freight(**changes: object) -> Charge:
    given = {
        "code": "freight",
        "amount": Decimal("900"),
        "currency": "USD",
        "per": "shipment",
        "source": "forwarder A",
        "stated": TODAY,
    }
    return Charge(**(given | {"place": "Hamburg", "mode": "sea", "valid_until": date(2026, 12, 1)} | changes))  # type: ignore[arg-type]


def test_the_tier_of_the_quantity_is_the_price_and_the_lines_sum() -> None:
    built = quote(CARD, PricePolicy(), Wanted(500, TODAY))
    assert (built.unit_price, built.total, built.incoterm, built.place) == (
        Decimal("4.80"),
        Decimal("2400.00"),
        "FOB",
        "CNQZH",
    )
    assert quote(CARD, PricePolicy(), Wanted(1000, TODAY)).unit_price == Decimal("4.35")
    assert [item.unit_price for item in tier_prices(CARD, PricePolicy(), TODAY)] == [Decimal("4.80"), Decimal("4.35")]


def test_cif_adds_freight_and_insures_110_percent_of_itself() -> None:
    policy = PricePolicy(charges=(freight(),), insurance_rate=Decimal("0.002"))
    built = quote(CARD, policy, Wanted(500, TODAY, "CIF", "hamburg"))
    assert [line.code for line in built.lines][:2] == ["goods", "freight"]
    insurance = next(line.amount for line in built.lines if line.code == "insurance")
    assert insurance == built.total * Decimal("1.10") * Decimal("0.002")
    assert sum(line.amount for line in built.lines) == built.total
    assert built.valid_until == date(2026, 12, 1)  # the freight's own limit is the earlier one


@pytest.mark.parametrize(
    ("charges", "note"),
    [((), "freight_missing"), ((freight(valid_until=date(2026, 11, 1)),), "freight_expired")],
)
def test_freight_that_is_missing_or_expired_leaves_fob_and_says_so(charges: tuple[Charge, ...], note: str) -> None:
    built = quote(CARD, PricePolicy(charges=charges), Wanted(500, TODAY, "CFR", "Hamburg"))
    assert (built.incoterm, built.unit_price, built.notes) == ("FOB", Decimal("4.80"), (note,))


def test_sea_terms_are_refused_for_air_and_ddp_needs_a_forwarders_quote() -> None:
    with pytest.raises(Refused) as caught:
        quote(CARD, PricePolicy(), Wanted(500, TODAY, "CIF", "Hamburg", mode="air"))
    assert (caught.value.code, caught.value.fields["instead"]) == ("price.sea_only", "CIP")
    rest = tuple(freight(code=code) for code in ("destination", "duty"))
    built = quote(CARD, PricePolicy(charges=(freight(), *rest)), Wanted(500, TODAY, "DDP", "Hamburg"))
    assert built.notes == ("ddp_needs_forwarder",)


def test_below_moq_is_refused_or_surcharged_never_silent() -> None:
    with pytest.raises(Refused) as caught:
        quote(CARD, PricePolicy(), Wanted(100, TODAY))
    assert (caught.value.code, caught.value.fields["moq"]) == ("price.below_moq", 200)
    built = quote(CARD, PricePolicy(trial_surcharge=Decimal("0.15")), Wanted(100, TODAY))
    assert (built.unit_price, built.notes) == (Decimal("5.52"), ("below_moq_surcharge",))


def test_a_price_below_the_floor_is_refused_without_naming_it() -> None:
    cheap = replace(CARD, trade=replace(CARD.trade, price_tiers=(PriceTier(1, Decimal("3.99")),), moq=None))
    with pytest.raises(Refused) as caught:
        quote(cheap, PricePolicy(), Wanted(500, TODAY))
    assert caught.value.code == "price.below_floor"
    assert "4.00" not in str(caught.value)
    assert "3.99" not in str(caught.value)


def test_fob_from_rmb_costs_with_rebate_and_profit_on_price() -> None:
    card = replace(CARD, private=Private(cost_cny=Decimal("22.60"), vat=True, rebate_rate=Decimal("0.13")))
    policy = PricePolicy(rates=(Rate("USD", Decimal("7.00"), TODAY),), profit=Decimal("0.2"))
    # 22.60 - 22.60 / 1.13 * 0.13 = 20.00; / 0.8 = 25.00; / 7 = 3.5714 -> 3.58
    assert fob_from_cost(card, policy, 500) == Decimal("3.58")
    assert fob_from_cost(card, replace(policy, profit_on="cost"), 500) == Decimal("3.43")
    small = replace(policy, export_mode="small_taxpayer")  # no refund: 22.60 / 0.8 / 7
    assert fob_from_cost(card, small, 500) == Decimal("4.04")


def test_cartons_dozens_and_containers() -> None:
    assert pieces_of(CARD, 50, "carton") == 600
    assert pieces_of(CARD, 20, "dozen") == 240
    assert pieces_of(CARD, 1, "20GP") is None
    assert container_pieces(CARD, "20GP") == 195 * 12
    assert courier_kg(CARD) == Decimal(6)


def test_bargaining_shows_the_same_steps_whatever_the_floor_is() -> None:
    policy = PricePolicy(concessions=(Concession(Decimal("0.02"), "payment"), Concession(Decimal("0.01"), "time")))
    wanted = Wanted(1200, TODAY)
    seen = []
    for floor in ("3.00", "3.50", "4.00", "4.20"):
        card = replace(CARD, private=Private(cost=Decimal("2.90"), floor=Decimal(floor)))
        seen.append([counter(card, policy, wanted, Decimal("3.00"), given) for given in range(6)])
    assert all(rounds == seen[0] for rounds in seen)
    assert len({step.unit_price for step in seen[0]}) == 2
    tight = replace(CARD, private=Private(floor=Decimal("4.25")))
    assert counter(tight, policy, wanted, Decimal("3.00"), 0).kind == "hold"
    assert counter(CARD, policy, wanted, Decimal("5.00"), 0).kind == "accept"


def test_a_policy_survives_writing_and_reading() -> None:
    policy = PricePolicy(
        rates=(Rate("USD", Decimal("7.10"), TODAY, Decimal("0.02"), "bank"),),
        charges=(freight(),),
        insurance_rate=Decimal("0.003"),
        concessions=(Concession(Decimal("0.02"), "payment"),),
    )
    assert policy_from_json(policy_to_json(policy)) == policy
