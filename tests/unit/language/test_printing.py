"""Numbers, quantities, money and dates in the reader's own style."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop.domain.errors import BadInput
from desktop.domain.quantities import parse_measure
from desktop.language import printing
from desktop.language.glossary import Concept, Concepts, Glossary
from desktop.language.locales import locale_info

NO_WORDS = Glossary("en", Concepts([]), {})


def measure(text: str, locale: str) -> str:
    parsed = parse_measure(text)
    assert parsed is not None
    return printing.measure(parsed, locale_info(locale), NO_WORDS)


@pytest.mark.parametrize(
    ("locale", "size", "weight"),
    [
        ("en", "40 × 30 × 25 cm", "0.85 kg"),
        ("es", "40 × 30 × 25 cm", "0,85 kg"),
        ("de", "40 × 30 × 25 cm", "0,85 kg"),
        ("ru", "40 × 30 × 25 см", "0,85 кг"),
        ("ja", "40×30×25 cm", "0.85 kg"),
        ("ar", "\u206640 × 30 × 25\u2069 سم", "0.85 كجم"),
    ],
)
def test_quantities_by_locale(locale: str, size: str, weight: str) -> None:
    assert measure("40 x 30 x 25 cm", locale) == size
    assert measure("0.85 kg", locale) == weight


def test_inches_only_where_buyers_expect_them() -> None:
    assert measure("40 x 30 x 25 cm", "en-US") == "40 × 30 × 25 cm (15.7 × 11.8 × 9.8 in)"
    assert measure("0.85 kg", "en-US") == "0.85 kg (1.87 lb)"
    assert "in" not in measure("40 x 30 x 25 cm", "en-GB")


def test_percent_and_compound() -> None:
    assert measure("95 %", "en") == "95%"
    assert measure("95 %", "fr") == "95\u00a0%"
    assert measure("100-240 V / 50-60 Hz", "de") == "100–240 V / 50–60 Hz"


def test_russian_plural_of_pieces() -> None:
    concept = Concept("piece", "unit", "个")
    glossary = Glossary("ru", Concepts([concept]), {"piece": {"one": "штука", "few": "штуки", "many": "штук", "other": "штуки"}})
    info = locale_info("ru")
    assert [printing.count(Decimal(n), "piece", info, glossary) for n in (1, 2, 5, 21)] == ["1 штука", "2 штуки", "5 штук", "21 штука"]


def test_money_names_its_currency() -> None:
    assert printing.money(Decimal("4.8"), "USD", locale_info("en")) == "USD 4.80"
    assert printing.money(Decimal("1234.5"), "EUR", locale_info("de")) == "1.234,50 EUR"


def test_dates_are_absolute_and_in_latin_digits() -> None:
    assert printing.day(date(2027, 3, 15), locale_info("es")) == "15 de marzo de 2027"
    assert all(not ("٠" <= ch <= "٩") for ch in printing.day(date(2027, 3, 15), locale_info("ar-EG")))


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(BadInput) as caught:
        locale_info("tlh")
    assert caught.value.code == "locale.unknown"


@pytest.mark.parametrize(
    ("locale", "items", "expected"),
    [
        ("es", ["serigrafía", "impresión"], "serigrafía e impresión"),
        ("es", ["zinc", "hierro"], "zinc y hierro"),
        ("it", ["nylon", "ecopelle"], "nylon ed ecopelle"),
        ("en", ["a", "b", "c"], "a, b, and c"),
        ("ja", ["白", "黒"], "白、黒"),
        ("ko", ["흰색", "검정"], "흰색, 검정"),
    ],
)
def test_lists_in_the_languages_own_way(locale: str, items: list[str], expected: str) -> None:
    assert printing.joined(items, locale_info(locale)) == expected
