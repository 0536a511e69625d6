"""Physical plausibility of a card: what cannot be true together is asked about, never corrected by itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

from desktop.domain.cards import Card
from desktop.domain.quantities import Measure, parse_measure, volume_m3

# Features that let goods take less room in the carton than their outer size.
_NESTING = ("foldable", "collapsible", "stackable", "nestable", "folding", "可折叠", "折叠", "可叠放")


def doubts(card: Card, today: date | None = None) -> tuple[str, ...]:
    """Codes of what looks impossible: carton.volume, carton.weight, tiers.order, moq.tier, certificate.expired, floor.cost."""
    found = []
    if _carton_too_small(card):
        found.append("carton.volume")
    if _carton_too_light(card):
        found.append("carton.weight")
    tiers = sorted(card.trade.price_tiers, key=lambda tier: tier.start)
    if any(later.price > earlier.price for earlier, later in pairwise(tiers)):
        found.append("tiers.order")
    if tiers and card.trade.moq is not None and card.trade.moq < tiers[0].start:
        found.append("moq.tier")
    if today and any(item.expiry and item.expiry < today.isoformat() for item in card.certificates):
        found.append("certificate.expired")
    if card.private.cost is not None and card.private.floor is not None and card.private.floor < card.private.cost:
        found.append("floor.cost")
    return tuple(found)


def _measure(value: object) -> Measure | None:
    return parse_measure(value) if isinstance(value, str) else None


def _carton_too_small(card: Card) -> bool:
    """A dozen rigid baskets of 0.03 m3 do not fit a carton of 0.14 m3."""
    size, carton = _measure(card.packaging.unit_size or card.attributes.get("size")), _measure(card.packaging.carton_size)
    count = card.packaging.carton_count
    if size is None or carton is None or not count or set(card.selling_points) & set(_NESTING):
        return False
    each, whole = volume_m3(size), volume_m3(carton)
    return bool(each and whole and card.vertical != "apparel" and each * count > whole * Decimal("1.05"))


def _kilograms(text: str | None) -> Decimal | None:
    measure = _measure(text)
    return (
        measure.parts[0].base() if measure and measure.shape == "single" and measure.parts[0].unit in ("kg", "g", "t", "lb", "oz") else None
    )


def _carton_too_light(card: Card) -> bool:
    weight = card.packaging.unit_weight or card.attributes.get("weight")
    each, whole = _kilograms(weight if isinstance(weight, str) else None), _kilograms(card.packaging.carton_gross_weight)
    count = card.packaging.carton_count
    return bool(each and whole and count and each * count > whole)
