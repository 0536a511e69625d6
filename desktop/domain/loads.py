"""What fits: cartons, containers and courier weight from the card's packing data.

Usable container volumes are the trade's planning figures for mixed cartons (28, 58 and 68 m3), below the inner
volumes of ISO 668 containers (about 33, 67 and 76 m3), because cartons never fill the last corner. Payloads are
the common road-safe limits. Courier volume weight: length x width x height in cm / 5000 (kg).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from desktop.domain.cards import Card
from desktop.domain.quantities import convert, parse_measure, volume_m3

USABLE_M3 = {"20GP": Decimal(28), "40GP": Decimal(58), "40HQ": Decimal(68)}
PAYLOAD_KG = {"20GP": Decimal(21500), "40GP": Decimal(26500), "40HQ": Decimal(26500)}
COURIER_CM3_PER_KG = Decimal(5000)


@dataclass(frozen=True)
class Load:
    """A quantity as it ships. `m3`, `gross_kg` and `net_kg` are None where the card lacks the data."""

    pieces: int
    cartons: int | None = None
    m3: Decimal | None = None
    gross_kg: Decimal | None = None
    net_kg: Decimal | None = None


def pieces_of(card: Card, count: int, unit: str) -> int | None:
    """Trade units in `count` of a unit; None where the card does not say (or for containers)."""
    trade_unit = card.trade.unit
    if unit == "carton" and trade_unit != "carton":
        per = card.packaging.carton_count
        return None if per is None else count * per
    if unit == "dozen" and trade_unit != "dozen":
        return count * 12 if trade_unit == "piece" else None
    if unit in USABLE_M3:
        return None
    if trade_unit == "dozen" and unit == "piece":
        return count // 12 if count % 12 == 0 else None
    return count


def load_of(card: Card, pieces: int) -> Load:
    """Cartons, volume and weight of so many trade units, rounded up to whole cartons."""
    per = card.packaging.carton_count
    if not per or per <= 0:
        return Load(pieces)
    cartons = -(-pieces // per)
    volume = _volume(card)
    gross, net = _kilograms(card.packaging.carton_gross_weight), _kilograms(card.packaging.carton_net_weight)
    return Load(
        pieces,
        cartons,
        None if volume is None else volume * cartons,
        None if gross is None else gross * cartons,
        None if net is None else net * cartons,
    )


def container_cartons(card: Card, container: str) -> int | None:
    """Whole cartons in one container, by usable volume and payload; None without carton data."""
    volume = _volume(card)
    if volume is None or volume <= 0 or container not in USABLE_M3:
        return None
    cartons = int(USABLE_M3[container] / volume)
    gross = _kilograms(card.packaging.carton_gross_weight)
    if gross:
        cartons = min(cartons, int(PAYLOAD_KG[container] / gross))
    return cartons


def container_pieces(card: Card, container: str, count: int = 1) -> int | None:
    """Trade units in so many containers; None without carton data."""
    cartons, per = container_cartons(card, container), card.packaging.carton_count
    return None if cartons is None or per is None else cartons * per * count


def containers_for(load: Load, container: str) -> int | None:
    """How many containers of a size a load needs; None without volume."""
    if load.m3 is None or container not in USABLE_M3:
        return None
    by_volume = (load.m3 / USABLE_M3[container]).to_integral_value(ROUND_CEILING)
    by_weight = (load.gross_kg / PAYLOAD_KG[container]).to_integral_value(ROUND_CEILING) if load.gross_kg else by_volume
    return max(1, int(max(by_volume, by_weight)))


def courier_kg(card: Card) -> Decimal | None:
    """Chargeable weight of one unit by courier: the larger of weight and volume weight, up to the next half kilogram."""
    weight = _kilograms(card.packaging.unit_weight or _text(card, "weight"))
    size = parse_measure(card.packaging.unit_size or _text(card, "size") or "")
    volume = volume_m3(size) if size else None
    by_volume = None if volume is None else volume * 1_000_000 / COURIER_CM3_PER_KG
    known = [value for value in (weight, by_volume) if value is not None]
    if not known:
        return None
    return (max(known) * 2).to_integral_value(ROUND_CEILING) / 2


def _text(card: Card, key: str) -> str | None:
    values = card.values(key)
    return values[0] if values else None


def _volume(card: Card) -> Decimal | None:
    measure = parse_measure(card.packaging.carton_size or "")
    return volume_m3(measure) if measure else None


def _kilograms(text: str | None) -> Decimal | None:
    measure = parse_measure(text or "")
    if measure is None or measure.shape != "single":
        return None
    return convert(measure.parts[0].low, measure.parts[0].unit, "kg")
