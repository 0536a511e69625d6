"""True texts that were once refused, and false ones that once passed: one of each cause, with small cards."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.drafting.facts import FactLock
from desktop.language.glossary import Glossaries
from desktop.system.paths import resources_dir

LOCK = FactLock(Glossaries(resources_dir() / "glossary"))
TRADE: dict[str, Any] = {
    "unit": "piece",
    "currency": "USD",
    "price_tiers": [{"from": 500, "price": "4.10"}],
    "moq": 500,
    "lead_time": [{"up_to": 3000, "days": 30}],
    "incoterm": "FOB",
    "port": "CNNGB",
    "payment": ["T/T 30/70"],
    "customisation": {"logo": {"moq": 500}, "colour": {"moq": 1000}},
}


def made(category: str, **attributes: Any) -> Card:
    card: dict[str, Any] = {"sku": "ZZ-7", "category": category, "name": {"zh": "样品"}, "attributes": attributes, "origin": "CN-ZJ"}
    card["packaging"] = {"unit": "2 pieces / polybag", "carton": "24 pieces"}
    return card_from_json({**card, "trade": TRADE})


FLASK = made("home/drinkware", material=["stainless-steel-304"], capacity="500 ml", colour=["black", "white"], weight="0.31 kg")
BOX = made("home/gift-boxes", material=["greyboard", "paper"], thickness="2 mm", colour=["black"])
ROUTER = made("machinery/woodworking-machines", material=["cast-iron", "steel"], power="4.5 kW")
BASKET = made("home/storage-baskets", material=["rattan"], size="40 x 30 x 25 cm", weight="0.85 kg")
LAMPS = made("electronics/solar-lights", material=["abs"], set_pieces="4")
BEARING = made("machinery/bearings", material=["chrome-steel"], bore="20 mm", outer_diameter="47 mm", width="14 mm")
CORK = made("other", material=["cork"], own={"密度": "220 kg/m3"}, age_range="3+")
HOODIE = made("apparel/hoodies", material=["cotton"], colour=["black", "heather-gray"])


def blocked(card: Card, locale: str, text: str) -> list[tuple[str, str]]:
    found = LOCK.check_text(card, locale, "description", text)
    return [(item.kind, item.text) for item in found if item.severity == "block"]


@pytest.mark.parametrize(
    ("card", "locale", "text"),
    [
        (FLASK, "ru", "Между двумя стенками вакуум."),
        (FLASK, "en", "It can be three things at once."),
        (FLASK, "es", "Por dos razones."),
        (FLASK, "es", "Van de dos en dos en bolsa, en dos colores."),
        (FLASK, "pt", "Cor exclusiva a partir de mil peças."),
        (FLASK, "es", "El acero tiene algo que los plásticos no: dura."),
        (FLASK, "en", "Silver linings not included."),
        (BOX, "ja", "厚さ2mmのグレー台紙"),
        (BOX, "id", "Karton abu-abu setebal 2 mm."),
        (HOODIE, "ar", "الألوان: أسود ورمادي ملنج."),
        (ROUTER, "ja", "合板一枚をそのまま加工できる木工機械です。"),
        (BASKET, "es", "Mide 40 cm de largo, 30 de ancho y 25 de alto."),
        (BASKET, "it", "Lungo 40 cm, largo 30, alto 25."),
        (FLASK, "ru", "Одна фляга вместо двух."),
        (LAMPS, "ja", "4本1組で届きます。"),
        (BASKET, "de", "Für Wolldecken und Spielzeug."),
        (BEARING, "en", "20 mm bore, 47 mm outside, 14 mm wide."),
        (CORK, "en", "Every carton passes a metal detector."),
        (CORK, "ja", "金属探知機で検査しています。"),
        (LAMPS, "vi", "Bốn khối."),
        (ROUTER, "en", "It cuts plywood, MDF and acrylic."),
    ],
)
def test_true_texts_pass(card: Card, locale: str, text: str) -> None:
    assert blocked(card, locale, text) == []


@pytest.mark.parametrize(
    ("card", "locale", "text", "kind", "wrong"),
    [
        (FLASK, "pt", "Um copo exclusivo.", "claim", "exclusivo"),
        (FLASK, "es", "Un vaso de plástico.", "material", "plástico"),
        (BASKET, "es", "Mide 40 cm de largo, 35 de ancho y 25 de alto.", "number", "35"),
        (CORK, "en", "Cork block, set of 5.", "number", "5"),
        (CORK, "fr", "Sous sachet, six par carton.", "number", "six"),
        (CORK, "ko", "금속 상자.", "material", "금속"),
        (CORK, "vi", "Cho bé từ 1 tuổi.", "number", "1"),
        (CORK, "en", "Marked KC.", "certificate", "KC"),
        (FLASK, "de", "Wunschfarbe ab 500 Stück.", "quantity", "500 Stück"),
        (FLASK, "vi", "Đặt màu riêng từ 500 cái.", "quantity", "500 cái"),
        (ROUTER, "en", "The bed is of aluminium.", "material", "aluminium"),
        (ROUTER, "ja", "アルミ製の台です。", "material", "アルミ製"),
    ],
)
def test_false_texts_are_found(card: Card, locale: str, text: str, kind: str, wrong: str) -> None:
    assert (kind, wrong) in blocked(card, locale, text)


def test_a_small_number_word_of_something_that_the_card_does_not_count_is_a_warning() -> None:
    """ "Three bottles" beside a flask: most such words are talk, few are facts; the owner is told, and not stopped."""
    text = "It keeps three bottles cold."
    found = LOCK.check_text(FLASK, "en", "description", text)
    assert [(item.severity, item.kind, item.text) for item in found] == [("warn", "number", "three")]
