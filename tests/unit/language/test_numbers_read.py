"""Numbers in every writing are read with the right value and place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.listings import LOCALES
from desktop.domain.quantities import UNITS, Amount, Measure
from desktop.language.glossary import Glossaries
from desktop.language.locales import locale_info
from desktop.language.normalise import fold
from desktop.language.number_words import spellings
from desktop.language.numbers import NumberAt
from desktop.language.numerals import han_numeral, han_value, native_korean, sino_numeral, sino_value
from desktop.language.printing import measure, number
from desktop.language.triples import QuantityAt, QuantityReader, find_numbers, spaced_words
from desktop.system.paths import resources_dir

GLOSSARIES = Glossaries(resources_dir() / "glossary")


def numbers(text: str, language: str) -> list[NumberAt]:
    folded = fold(text, language)
    return find_numbers(folded.text, language, spaced_words(folded.text))


def quantities(text: str, language: str) -> list[QuantityAt]:
    folded = fold(text, language)
    found = find_numbers(folded.text, language, spaced_words(folded.text))
    return QuantityReader(language).read(folded.text, text if folded.places is None else "", found)


def stated(text: str, language: str) -> list[tuple[Decimal, str]]:
    return [(item.number.value, item.symbol) for item in quantities(text, language) if not item.number.article]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1,000", "en", "1000"), ("1.000", "de", "1000"), ("1 000", "fr", "1000"), ("1\u202f000", "fr", "1000"), ("1'000", "de", "1000"),
        ("1’000", "it", "1000"), ("1,00,000", "en", "100000"), ("12,345,678", "en", "12345678"), ("1.234.567,5", "es", "1234567.5"),
        ("0,85", "ru", "0.85"), ("0.85", "es", "0.85"), ("12,5", "pt", "12.5"), ("1.5", "vi", "1.5"), ("1.500", "vi",
            "1500"), ("1.500", "en", "1.5"),
        ("٤٠", "ar", "40"), ("١٬٠٠٠", "ar", "1000"), ("٠٫٨٥", "ar", "0.85"), ("۴۰", "ar", "40"), ("４０", "ja", "40"),
        ("１２．５", "ja", "12.5"),
        ("½", "en", "0.5"), ("2½", "en", "2.5"), ("1/2", "en", "0.5"), ("1 3/4", "en", "1.75"), ("1.5e3", "en", "1500"),
        ("2 x 10^3", "en", "2000"), ("2 × 10⁻²", "en", "0.02"),
    ],
)  # fmt: skip
def test_digits_in_every_grouping(text: str, language: str, value: str) -> None:
    assert numbers(text, language)[0].value == Decimal(value)


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr", "de", "it", "ru", "ar", "vi", "id"])
def test_every_spelling_up_to_999_reads_back(language: str) -> None:
    for value in range(2, 1000):
        for spelling in spellings(value, language):
            read = numbers(spelling, language)
            assert [item.value for item in read] == [Decimal(value)], spelling
            assert (read[0].start, read[0].end) == (0, len(fold(spelling, language).text.rstrip("'")))


def test_han_and_korean_numerals_read_back() -> None:
    for value in range(1, 1000):
        assert han_value(han_numeral(value)) == value
        assert sino_value(sino_numeral(value)) == value
    assert han_value("二百五十") == 250
    assert native_korean()["열두"] == 12
    assert stated("十二個入り", "ja") == [(Decimal(12), "piece")]
    assert stated("열두 개", "ko") == [(Decimal(12), "piece")]
    assert stated("이백오십 개", "ko") == [(Decimal(250), "piece")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("十分な強度", "ja"),
        ("一般的な", "ja"),
        ("이 제품은", "ko"),
        ("사용하기 쉬운", "ko"),
        ("năm ngoái", "en"),
        ("one of a kind", "en"),
        ("una cesta", "es"),
        ("ein Korb", "de"),
    ],
)
def test_words_that_only_look_like_numbers(text: str, language: str) -> None:
    assert [item for item in numbers(text, language) if not item.article] == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("a dozen pieces", "en", "12"), ("two dozen", "en", "24"), ("docena", "es", "12"), ("two thousand pieces", "en",
            "2000"), ("dos mil piezas", "es", "2000"),
        ("zweitausend Stück", "de", "2000"), ("duemila pezzi", "it", "2000"), ("5 тыс. штук", "ru", "5000"), ("1万個",
            "ja", "10000"), ("2만 개", "ko", "20000"), ("3 mil unidades", "es", "3000"), ("двух цветов", "ru", "2"),
            ("пятидесяти штук", "ru", "50"),
        ("بلونين", "ar", "2"), ("ثلاثة ألوان", "ar", "3"), ("zweifarbig", "de", "2"), ("quatre-vingt-dix-sept pièces",
            "fr", "97"), ("seribu buah", "id", "1000"),
    ],
)  # fmt: skip
def test_words_with_multipliers_cases_and_duals(text: str, language: str, expected: str) -> None:
    assert numbers(text, language)[0].value == Decimal(expected)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("40 x 30 x 25 cm", "en", [("40", "cm"), ("30", "cm"), ("25", "cm")]),
        ("40×30×25cm", "ja", [("40", "cm"), ("30", "cm"), ("25", "cm")]),
        ("40 cm x 30 cm x 25 cm", "en", [("40", "cm"), ("30", "cm"), ("25", "cm")]),
        ("L40 W30 H25 cm", "en", [("40", "cm"), ("30", "cm"), ("25", "cm")]),
        ("40 (L) x 30 (W) x 25 (H) cm", "en", [("40", "cm"), ("30", "cm"), ("25", "cm")]),
        ("40*30*25 см", "ru", [("40", "cm"), ("30", "cm"), ("25", "cm")]),
        ("from 80 to 220 mm", "en", [("80", "mm"), ("220", "mm")]),
        ("von 80 bis 220 mm", "de", [("80", "mm"), ("220", "mm")]),
        ("80～220mm", "ja", [("80", "mm"), ("220", "mm")]),
        ("15.7 × 11.8 × 9.8 in", "en", [("15.7", "in"), ("11.8", "in"), ("9.8", "in")]),
        ('9.8"', "en", [("9.8", "in")]),
        ("180 g/m²", "de", [("180", "gsm")]),
        ("340 g pro Quadratmeter", "de", [("340", "gsm")]),
        ("380V/50Hz", "en", [("380", "V"), ("50", "Hz")]),
        ("100 %", "fr", [("100", "%")]),
        ("USD 4.80", "en", [("4.80", "money:USD")]),
        ("4,80 €", "de", [("4.80", "money:EUR")]),
        ("12 uds.", "es", [("12", "piece")]),
        ("12 Stk.", "de", [("12", "piece")]),
        ("12 шт.", "ru", [("12", "piece")]),
        ("12個", "ja", [("12", "piece")]),
        ("12개", "ko", [("12", "piece")]),
        ("12 cái", "vi", [("12", "piece")]),
        ("12 buah", "id", [("12", "piece")]),
        ("12 قطعة", "ar", [("12", "piece")]),
        ("40 センチ", "ja", [("40", "cm")]),
        ("40 سم", "ar", [("40", "cm")]),
    ],
)  # fmt: skip
def test_quantities_with_their_units(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert stated(text, language) == [(Decimal(value), unit) for value, unit in expected]


@pytest.mark.parametrize(
    ("text", "language"), [("12 in a carton", "en"), ("25 in Braun", "de"), ("12 in cartone", "it"), ("de 80 a 220", "es")]
)
def test_a_preposition_is_no_unit(text: str, language: str) -> None:
    assert not any(unit in ("in", "A") for _, unit in stated(text, language))


DECIMALS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999"), places=2).map(lambda value: value.normalize() + 0)
PHYSICAL = sorted(
    symbol for symbol, unit in UNITS.items()
    if unit.dimension in ("length", "mass", "volume", "power", "voltage", "current", "energy", "areal_mass", "area",
        "pressure", "luminous_flux")
)  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
@given(value=DECIMALS)
def test_printed_numbers_parse_back(locale: str, value: Decimal) -> None:
    info = locale_info(locale)
    assert value in numbers(number(value, info.babel), info.language)[0].values


@pytest.mark.parametrize("locale", LOCALES)
@given(value=DECIMALS, unit=st.sampled_from(PHYSICAL))
def test_printed_quantities_parse_back(locale: str, value: Decimal, unit: str) -> None:
    info = locale_info(locale)
    printed = measure(Measure("single", (Amount(value, unit),), str(value)), info, GLOSSARIES(info.language))
    read = quantities(printed, info.language)
    assert len(read) == 1
    assert (value in read[0].number.values, read[0].symbol) == (True, unit), printed


@pytest.mark.parametrize("locale", LOCALES)
@given(sides=st.lists(st.integers(1, 999), min_size=3, max_size=3), unit=st.sampled_from(["mm", "cm", "m", "in"]))
def test_printed_dimensions_parse_back(locale: str, sides: list[int], unit: str) -> None:
    info = locale_info(locale)
    parts = tuple(Amount(Decimal(side), unit) for side in sides)
    printed = measure(Measure("product", parts, ""), info, GLOSSARIES(info.language))
    read = [item for item in quantities(printed, info.language) if item.symbol == unit]
    assert [item.number.value for item in read] == [Decimal(side) for side in sides], printed
    assert len({item.group for item in read}) == 1


@given(st.text(max_size=200))
def test_any_text_is_read_and_places_stay_inside(text: str) -> None:
    for language in ("en", "ar", "ja", "ko", "vi"):
        folded = fold(text, language)
        for item in quantities(text, language):
            start, end = folded.source(item.start, item.end)
            assert 0 <= start < end <= len(text)
