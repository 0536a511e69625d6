"""Templates: articles, agreement, particles, capitals and titles."""

from __future__ import annotations

import pytest

from desktop.drafting.slots import Template, ascii_title, title_case
from desktop.language.locales import locale_info


def fill(locale: str, text: str, gender: str = "", **values: str) -> str | None:
    return Template(locale_info(locale), gender).fill(text, values.get)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("basket", "A basket"),
        ("oak tray", "An oak tray"),
        ("unit", "A unit"),
        ("LED lamp", "An LED lamp"),
        ("USB hub", "A USB hub"),
        ("umbrella", "An umbrella"),
    ],
)
def test_english_article_follows_the_sound(word: str, expected: str) -> None:
    assert fill("en", "{a}{noun}", noun=word) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("osier", "Un panier d’osier"), ("rotin", "Un panier de rotin"), ("hamac", "Un panier de hamac")]
)
def test_french_elision(word: str, expected: str) -> None:
    assert fill("fr", "Un panier {de}{material}", material=word) == expected


@pytest.mark.parametrize(("gender", "expected"), [("m", "Hecho"), ("f", "Hecha")])
def test_agreement_with_the_noun(gender: str, expected: str) -> None:
    assert fill("es", "{agree:hecho|hecha|hechos|hechas}", gender) == expected


def test_russian_plural_only_noun_takes_the_plural() -> None:
    assert fill("ru", "{agree:новый|новая|новое|новые}", "pl") == "Новые"


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("라탄", "을/를", "라탄을"),
        ("나무", "을/를", "나무를"),
        ("서울", "으로/로", "서울로"),
        ("집", "으로/로", "집으로"),
        ("40 cm", "이/가", "40 cm가"),
        ("2 kg", "을/를", "2 kg을"),
        ("3", "은/는", "3은"),
    ],
)
def test_korean_particles(word: str, pair: str, expected: str) -> None:
    assert fill("ko", "{material}{" + pair + "}", material=word) == expected


def test_an_empty_slot_empties_the_sentence() -> None:
    assert fill("en", "Made of {material}.") is None


def test_each_sentence_begins_with_a_capital_but_not_a_number() -> None:
    assert fill("es", "{size} cada uno. {colour} y más.", size="40 cm", colour="marrón") == "40 cm cada uno. Marrón y más."


def test_titles_are_ascii_and_keep_codes() -> None:
    title = ascii_title(title_case("hand-woven rattan basket for the living room, 40 × 30 × 25 cm, TB-301"))
    assert title == "Hand-Woven Rattan Basket for the Living Room, 40 x 30 x 25 cm, TB-301"
    assert ascii_title("籐 basket") is None
