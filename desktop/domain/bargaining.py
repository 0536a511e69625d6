"""Counter-offers that give nothing away: at most two concessions, each in exchange for something.

What is offered depends only on the card's public prices and on the steps that the owner set beforehand, never on the
floor: the floor decides only whether the steps exist at all (all of them or none), before the first round. So six
rounds of bargaining show a buyer the same two public steps, and nothing that lies behind them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from desktop.domain.cards import Card
from desktop.domain.errors import Refused
from desktop.domain.money import Money
from desktop.domain.price_policy import MAX_CONCESSIONS, Concession, PricePolicy
from desktop.domain.pricing import Wanted, quote


@dataclass(frozen=True)
class Counter:
    """An answer to a target price. `kind`: "accept", "concede", "next_tier" or "hold"; price per unit."""

    kind: str
    unit_price: Decimal
    quantity: int
    in_exchange: str = ""


def counter(card: Card, policy: PricePolicy, wanted: Wanted, target: Decimal, given: int) -> Counter:
    """What to answer to `target` after `given` concessions in this thread. Raises what `quote` raises.

    A target at or above the list price is accepted at the list price. Else the next public tier is offered for its
    quantity, then the owner's steps in order, then the price is held.
    """
    listed = quote(card, policy, replace(wanted, unit_price=None))
    if target >= listed.unit_price:
        return Counter("accept", listed.unit_price, wanted.quantity)
    steps = allowed_steps(card, policy, wanted)
    offers = _offers(card, policy, wanted, steps)
    if given < len(offers):
        return offers[given]
    return offers[-1] if offers else Counter("hold", listed.unit_price, wanted.quantity)


def allowed_steps(card: Card, policy: PricePolicy, wanted: Wanted) -> tuple[Concession, ...]:
    """The owner's steps if every one of them stays above the floor at every tier of the card, else none.

    Never a shortened list, and the same for every quantity: else a buyer who asks at several quantities would see where
    steps vanish, and between which two prices the floor lies.
    """
    quantities = {wanted.quantity, *(max(tier.start, card.trade.moq or 1) for tier in card.trade.price_tiers)}
    fits = all(_above(card, policy, replace(wanted, quantity=quantity)) for quantity in sorted(quantities))
    return policy.concessions if fits else ()


def public_limit(card: Card, policy: PricePolicy, wanted: Wanted) -> Decimal:
    """The lowest price that the owner's own steps reach for this quantity: what a clerk may be told, for it lies in every
    offer that a buyer can bargain for, and says nothing about the floor. Raises what `quote` raises.
    """
    listed = quote(card, policy, replace(wanted, unit_price=None)).unit_price
    steps = _prices(listed, allowed_steps(card, policy, wanted), wanted.currency or card.trade.currency)
    return min((listed, *steps))


def _above(card: Card, policy: PricePolicy, wanted: Wanted) -> bool:
    floors = [value for value in (card.private.floor, card.private.cost) if value is not None]
    try:
        listed = quote(card, policy, replace(wanted, unit_price=None)).unit_price
        for price in _prices(listed, policy.concessions, wanted.currency or card.trade.currency):
            if price in floors:  # never the floor itself, even where the sums would allow it
                return False
            quote(card, policy, replace(wanted, unit_price=price))
    except Refused:
        return False
    return True


def _offers(card: Card, policy: PricePolicy, wanted: Wanted, steps: tuple[Concession, ...]) -> list[Counter]:
    offers: list[Counter] = []
    larger = sorted(tier.start for tier in card.trade.price_tiers if tier.start > wanted.quantity)
    if larger:
        step = quote(card, policy, replace(wanted, quantity=larger[0], unit_price=None))
        offers.append(Counter("next_tier", step.unit_price, larger[0], "quantity"))
    listed = quote(card, policy, replace(wanted, unit_price=None)).unit_price
    prices = _prices(listed, steps, wanted.currency or card.trade.currency)
    for price, concession in zip(prices, steps, strict=True):
        quantity = _larger(card, wanted.quantity) if concession.in_exchange == "quantity" else wanted.quantity
        offers.append(Counter("concede", price, quantity, concession.in_exchange))
    return offers[:MAX_CONCESSIONS]


def _larger(card: Card, quantity: int) -> int:
    """Half as much again, in full cartons: what is asked in exchange for a step "quantity"."""
    per = card.packaging.carton_count or 1
    return -(-quantity * 3 // (2 * per)) * per


def _prices(listed: Decimal, steps: tuple[Concession, ...], currency: str) -> list[Decimal]:
    prices = []
    left = Decimal(1)
    for step in steps:
        left -= step.percent
        prices.append(Money(listed * left, currency).rounded_up().amount)
    return prices
