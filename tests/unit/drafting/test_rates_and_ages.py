"""What a text may work out of a card's rates, and what it tells of ages and stories; what beside it is wrong still blocks."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json

_TRADE = {
    "unit": "piece",
    "currency": "USD",
    "price_tiers": [{"from": 200, "price": "9.00"}],
    "moq": 200,
    "lead_time": [{"up_to": 900, "days": 25}],
}
LAMP: dict[str, Any] = {
    "sku": "CL-36",
    "category": "electronics/lamps",
    "name": {"zh": "吸顶灯"},
    "attributes": {"power": "36 W", "brightness": "3240 lm", "lifespan": "30000 h", "own": {"像素": "3 MP"}},
    "trade": {**_TRADE, "warranty": {"months": 36, "from": "delivery"}},
}
PLANER: dict[str, Any] = {
    "sku": "PL-4",
    "category": "machinery/woodworking-machines",
    "name": {"zh": "木工刨床"},
    "attributes": {"spindle_speed": "5000 rpm", "own": {"刀片数量": "4"}},
    "trade": _TRADE,
}
CLOTH: dict[str, Any] = {
    "sku": "RK-1",
    "category": "apparel/fabrics",
    "name": {"zh": "罗纹布"},
    "attributes": {"material": ["cotton"], "fabric_weight": "220 gsm", "fabric_width": "120 cm"},
    "packaging": {"unit": "25 kg / roll", "carton": "1 roll"},
    "trade": {**_TRADE, "unit": "kg", "moq": 500},
}
JARS: dict[str, Any] = {
    "sku": "CJ-4",
    "category": "home/kitchenware",
    "name": {"zh": "密封罐四件套"},
    "attributes": {"capacity": "1.8 L", "set_pieces": "4", "own": {"其余容量": "0.5 L、0.8 L、1.2 L"}},
    "trade": _TRADE,
}
BIBS: dict[str, Any] = {
    "sku": "BB-5",
    "category": "apparel/baby-clothing",
    "name": {"zh": "围兜五件套"},
    "attributes": {"material": ["cotton"], "size_range": "0-36M", "set_pieces": "5", "pattern": ["solid-color"], "own": {"里料": "无里衬"}},
    "trade": {**_TRADE, "samples": {"price": "9.00", "days": 5}},
}
RIGHT = [
    (LAMP, "en", "It delivers 90 lumens per watt."),
    (LAMP, "de", "Die Leuchte liefert 90 Lumen je Watt."),
    (LAMP, "pt", "São noventa lúmens por watt."),
    (LAMP, "en", "At three hours a day, 30,000 hours are more than 25 years of light."),
    (LAMP, "ja", "300万画素のカメラ付き。"),
    (PLANER, "en", "Four knives turning five thousand times a minute make 20,000 cuts."),
    (PLANER, "es", "Cuatro cuchillas a 5000 r. p. m. para un acabado limpio."),
    (PLANER, "fr", "Quatre couteaux à 5 000 tours, cela fait 20 000 coupes."),
    (CLOTH, "it", "Da un chilo si ricavano circa 3,8 metri."),
    (CLOTH, "en", "A full roll runs close to 95 meters."),
    (CLOTH, "de", "Ab 500 kg, das sind zwanzig Rollen."),
    (JARS, "ru", "Вместе они вмещают 4,3 литра."),
    (JARS, "id", "Empat stoples ini menampung total 4,3 liter."),
    (BIBS, "en", "The bibs grow with the child, from newborn to three years."),
    (BIBS, "fr", "Coffret de cinq bavoirs en coton pour bébés, 0-36 mois, en coton doux."),
    (BIBS, "ja", "裏地なしで軽いスタイ。"),
    (BIBS, "de", "Wer Karotten mag, mag diese Lätzchen."),
]
WRONG = [
    (LAMP, "en", "It delivers 190 lumens per watt."),
    (LAMP, "en", "The warranty is 25 years."),
    (LAMP, "en", "24 months."),
    (LAMP, "en", "Ready in 12 days."),
    (PLANER, "en", "The spindle turns at 6,000 rpm."),
    (CLOTH, "de", "Ab 500 kg, das sind zwölf Rollen."),
    (JARS, "ru", "Вместе они вмещают 5,3 литра."),
    (BIBS, "de", "Die Lätzchen sind kariert gemustert."),
]


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


def blocked(words: Words, card: dict[str, Any], locale: str, text: str) -> list[str]:
    found = words.fact_lock.check_text(card_from_json(card), locale, "description", text)
    return [finding.text for finding in found if finding.severity == "block"]


@pytest.mark.parametrize(("card", "locale", "text"), RIGHT)
def test_what_follows_or_states_nothing_of_the_goods_passes(words: Words, card: dict[str, Any], locale: str, text: str) -> None:
    assert blocked(words, card, locale, text) == []


@pytest.mark.parametrize(("card", "locale", "text"), WRONG)
def test_what_is_wrong_beside_it_blocks(words: Words, card: dict[str, Any], locale: str, text: str) -> None:
    assert blocked(words, card, locale, text) != []
