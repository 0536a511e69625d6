"""Random price policies, cards and asks, and what a price must leave by arithmetic of its own (not `pricing.net_back`)."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from desktop.cli.running import read_json
from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card, PriceTier, Private
from desktop.domain.loads import USABLE_M3, containers_for, load_of
from desktop.domain.price_policy import BEARS, CHARGE_CODES, EXPORT_MODES, MODES, PER, Charge, Concession, PricePolicy, Rate
from desktop.domain.pricing import BuildUp, Wanted

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
BASKET = card_from_json(read_json(str(ROOT / "resources/samples/cards/TB-301.json")))
CURRENCIES = ("USD", "EUR", "CNY", "JPY")


@dataclass(frozen=True)
class Case:
    """A card, the owner's policy, and what is wanted."""

    card: Card
    policy: PricePolicy
    wanted: Wanted


def case(seed: int) -> Case:
    """The same case for the same seed: a third of the prices near the floor, where mistakes would show."""
    chance = random.Random(seed)
    card = _card(chance)
    policy = _policy(chance)
    named = _money(chance, 0, 12) if chance.random() < 0.25 else None
    wanted = Wanted(
        quantity=chance.choice((1, 7, 199, 200, 500, 999, 1000, 4321)),
        today=TODAY,
        incoterm=chance.choice((None, *BEARS)),
        place=chance.choice((None, "Hamburg", "Jeddah")),
        mode=chance.choice(("sea", "sea", *MODES)),
        currency=chance.choice((None, None, *CURRENCIES)),
        unit_price=named,
    )
    return Case(card, policy, wanted)


def _money(chance: random.Random, least: int, most: int) -> Decimal:
    return Decimal(chance.randint(least * 1000 + 1, most * 1000)).scaleb(-3).quantize(
        Decimal(1).scaleb(-chance.choice((0, 2, 3)))
    ) or Decimal("0.05")


def _share(chance: random.Random, most: float) -> Decimal:
    return Decimal(str(round(chance.uniform(0.001, most), 4)))


def _card(chance: random.Random) -> Card:
    floor = _money(chance, 0, 9)
    near = chance.choice((Decimal(0), Decimal("0.01"), Decimal("-0.01"), _money(chance, 0, 4), _money(chance, 0, 4)))
    price = max(Decimal("0.01"), floor + near)
    tiers = (PriceTier(chance.choice((1, 200)), price), PriceTier(1000, max(Decimal("0.01"), price * Decimal("0.93"))))
    trade = replace(
        BASKET.trade,
        incoterm=chance.choice(("EXW", "FCA", "FOB", "FOB", "FOB", "CIF", None)),
        currency=chance.choice(("USD", "USD", "EUR", "CNY")),
        moq=chance.choice((None, 1, 200)),
        price_tiers=tiers if chance.random() < 0.85 else (),
    )
    private = Private(
        cost=_money(chance, 0, 9) if chance.random() < 0.5 else None,
        floor=floor if chance.random() < 0.9 else None,
        cost_cny=_money(chance, 0, 50) if chance.random() < 0.4 else None,
        vat=chance.choice((None, True, False)),
        rebate_rate=chance.choice((None, Decimal("0.09"), Decimal("0.13"))),
    )
    packing = BASKET.packaging if chance.random() < 0.8 else replace(BASKET.packaging, carton=None)
    return replace(BASKET, trade=trade, private=private, packaging=packing)


def _policy(chance: random.Random) -> PricePolicy:
    charges = []
    for code in CHARGE_CODES:
        if chance.random() < 0.75:
            far = code in ("freight", "destination", "duty")
            until = chance.choice((None, TODAY, TODAY + timedelta(days=9), TODAY - timedelta(days=1)))
            amount, currency, per = _money(chance, 0, 300), chance.choice(CURRENCIES), chance.choice(PER)
            place = chance.choice(("Hamburg", "Jeddah")) if far else None
            charges.append(Charge(code, amount, currency, per, "forwarder", TODAY, until, place, None, chance.random() < 0.5))
    rates = tuple(
        Rate(currency, Decimal(str(round(base * chance.uniform(0.9, 1.1), 4))), TODAY, _share(chance, 0.05), "bank")
        for currency, base in (("USD", 7.1), ("EUR", 7.8), ("JPY", 0.047))
        if chance.random() < 0.9
    )
    return PricePolicy(
        rates=rates,
        charges=tuple(charges),
        insurance_rate=_share(chance, 0.01) if chance.random() < 0.7 else None,
        export_mode=chance.choice(EXPORT_MODES),
        agent_fee=_share(chance, 0.03) if chance.random() < 0.3 else Decimal(0),
        profit=_share(chance, 0.3) if chance.random() < 0.7 else None,
        profit_on=chance.choice(("price", "cost")),
        trial_surcharge=_share(chance, 0.3) if chance.random() < 0.5 else None,
        concessions=tuple(
            Concession(_share(chance, 0.05), kind) for kind in chance.sample(("quantity", "payment", "time"), chance.randint(0, 2))
        ),
        floor_basis=chance.choice((None, None, "EXW", "FOB")),
    )


def left_for_goods(item: Case, built: BuildUp) -> Decimal | None:
    """What one unit leaves on the floor's basis, in the card's currency: total less every charge, in plain rates."""
    policy, card = item.policy, item.card
    left = built.total - sum((line.amount for line in built.lines if line.code not in ("goods", "rounding")), Decimal(0))
    basis, own = policy.floor_basis or card.trade.incoterm, card.trade.incoterm
    rates = {built.currency: Decimal(1)} if not policy.rate(built.currency) else {}
    rates |= {"CNY": Decimal(1)} | {rate.currency: rate.cny for rate in policy.rates}
    if basis and own and basis != own:
        load = load_of(card, built.quantity)
        sizes: dict[str, Decimal | int | None] = {"shipment": 1, "unit": built.quantity, "m3": load.m3, "kg": load.gross_kg}
        sizes |= {box: containers_for(load, box) for box in USABLE_M3}
        for charge in policy.charges:
            sign = (charge.code in BEARS[basis]) - (charge.code in BEARS[own])
            size = sizes[charge.per] if charge.place in (None, built.place) and charge.currency in _known(policy, built) else None
            if sign and size is not None:
                left += sign * charge.amount * size * rates[charge.currency] / rates[built.currency]
            elif sign:
                return None
    if built.currency != card.trade.currency:
        left = left * rates[built.currency] / rates[card.trade.currency]
    return left / built.quantity


def _known(policy: PricePolicy, built: BuildUp) -> set[str]:
    """Currencies that can be counted in the price's own: itself, and all that have a rate when it has one."""
    if policy.rate(built.currency) is None:
        return {built.currency}
    return {built.currency, "CNY", *(rate.currency for rate in policy.rates)}
