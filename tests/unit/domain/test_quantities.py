"""Quantities in the card's canonical writing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.domain.quantities import Amount, convert, parse_measure, volume_m3


@pytest.mark.parametrize(
    ("text", "shape", "amounts"),
    [
        ("0.85 kg", "single", [("0.85", "kg", None)]),
        ("40 x 30 x 25 cm", "product", [("40", "cm", None), ("30", "cm", None), ("25", "cm", None)]),
        ("180×70cm", "product", [("180", "cm", None), ("70", "cm", None)]),
        ("380 V / 50 Hz", "compound", [("380", "V", None), ("50", "Hz", None)]),
        ("100-240 V / 50-60 Hz", "compound", [("100", "V", "240"), ("50", "Hz", "60")]),
        ("25-30 cm", "single", [("25", "cm", "30")]),
        ("12 pieces", "single", [("12", "piece", None)]),
        ("12个", "single", [("12", "piece", None)]),
    ],
)
def test_what_a_card_states_is_read(text: str, shape: str, amounts: list[tuple[str, str, str | None]]) -> None:
    measure = parse_measure(text)
    assert measure is not None
    assert measure.shape == shape
    assert measure.parts == tuple(Amount(Decimal(low), unit, Decimal(high) if high else None) for low, unit, high in amounts)


@pytest.mark.parametrize("text", ["S-XXL", "rattan", "IP65", "32S", "2", "", "x", "1" * 500, "40 x cm", "1 / 2 / 3"])
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    assert parse_measure(text) is None


def test_conversion_is_exact_and_never_between_dimensions() -> None:
    assert convert(Decimal("1"), "in", "cm") == Decimal("2.54")
    assert convert(Decimal("1"), "kg", "cm") is None


def test_volume_of_a_carton() -> None:
    measure = parse_measure("62 x 42 x 55 cm")
    assert measure is not None
    assert volume_m3(measure) == Decimal("0.143220")
