"""A number that the card has, said of another thing; the card's own material denied; absolute promises."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json
from desktop.domain.listings import Listing, Question

TRADE: dict[str, Any] = {"unit": "piece", "currency": "USD", "price_tiers": [{"from": 150, "price": "9.80"}], "moq": 150}
PUMP: dict[str, Any] = {
    "sku": "QP-90",
    "category": "machinery/pumps",
    "name": {"zh": "潜水泵"},
    "attributes": {
        "pump_head_height": "12 m",
        "cable_length": "8 m",
        "voltage": "230 V / 50 Hz",
        "material": ["stainless-steel-304"],
        "own": {"最大潜水深度": "6 m"},
    },
    "origin": "CN-ZJ",
    "packaging": {"unit": "1 piece / brown-box", "carton": "2 pieces"},
    "trade": TRADE | {"customisation": {"voltage": ["115 V / 60 Hz"]}},
    "private": {"cost": "5.00", "floor": "7.00"},
}
SHEET: dict[str, Any] = {
    "sku": "DU-3",
    "category": "apparel/bed-bath-textiles",
    "name": {"zh": "三件套棉麻床品"},
    "attributes": {
        "material": ["cotton", "linen"],
        "composition": "70% cotton, 30% linen",
        "thread_count": "250",
        "set_pieces": "3",
        "colour": ["white", "navy", "gray", "beige"],
        "care": "60 °C 机洗",
        "own": {"铆钉": "12 颗", "档位": "3"},
    },
    "origin": "CN-JS",
    "packaging": {"unit": "5 pieces / polybag", "carton": "60 pieces"},
    "trade": TRADE | {"customisation": {"colour": {"moq": 400}, "label": {"moq": 150}}},
    "private": {"cost": "5.00", "floor": "7.00"},
}
CARDS = {"PUMP": card_from_json(PUMP), "SHEET": card_from_json(SHEET)}


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


def blocked(words: Words, card: str, locale: str, text: str) -> list[str]:
    return [one.text for one in words.fact_lock.check_text(CARDS[card], locale, "description", text) if one.severity == "block"]


@pytest.mark.parametrize(
    ("card", "locale", "right", "wrong"),
    [
        ("PUMP", "en", "The cable is 8 m long, head up to 12 m, depth no more than 6 m.", "The cable is 8 m long, depth no more than 8 m."),
        ("PUMP", "es", "Cable de 8 m, profundidad máxima de 6 m.", "Cable de 8 m, profundidad máxima de 12 m."),
        ("PUMP", "de", "8 m Kabel, Tauchtiefe bis 6 m.", "12 m Kabel, Tauchtiefe bis 6 m."),
        ("PUMP", "ru", "Кабель 8 м, напор 12 м, глубина погружения не более 6 м.", "Кабель 8 м, глубина погружения не более 8 м."),
        ("PUMP", "ja", "ケーブル8m、最大潜水深度6m。", "ケーブル8m、最大潜水深度8m。"),
        ("PUMP", "vi", "Dây điện 8 m, độ sâu ngâm tối đa 6 m.", "Dây điện 8 m, độ sâu ngâm tối đa 8 m."),
        ("PUMP", "id", "Kabel 8 m, kedalaman celup sampai 6 m.", "Kabel 12 m, kedalaman celup sampai 6 m."),
        ("PUMP", "fr", "Alimentation 230 V, 50 Hz ; sur demande 115 V, 60 Hz.", "Alimentation 230 V, 60 Hz."),
        ("PUMP", "ja", "電圧230V 50Hz、115V 60Hz仕様も可。", "電圧230V 60Hz。"),
        ("SHEET", "en", "Five aprons in a bag.", "Twelve aprons in a bag."),
        ("SHEET", "ar", "كل خمس مرايل في كيس.", "كل اثنتي عشرة مريلة في كيس."),
        ("SHEET", "it", "Cotone 70%, lino 30%.", "Cotone 30%, lino 30%."),
        ("SHEET", "ko", "면 70%, 린넨 30%.", "면 70%, 린넨 70%."),
        ("SHEET", "en", "A weave of 250 threads.", "A weave of 400 threads."),
        ("SHEET", "vi", "Mật độ 250 sợi.", "Mật độ 400 sợi."),
        ("SHEET", "ar", "اثنا عشر مسمار برشام.", "خمسة مسامير برشام."),
        ("SHEET", "ru", "Режимов три.", "Режимов пять."),
        ("SHEET", "ar", "ألوانه أربعة.", "ألوانه خمسة."),
        ("SHEET", "ko", "흰색, 남색, 회색, 베이지 이렇게 네 가지입니다.", "흰색, 남색, 회색, 베이지 이렇게 세 가지입니다."),
        ("SHEET", "en", "Contains no polyester.", "Contains no cotton."),
        ("SHEET", "ar", "لا بوليستر فيه.", "لا قطن فيه."),
        ("SHEET", "id", "Tanpa poliester.", "Tanpa katun."),
        ("SHEET", "ja", "ポリエステルは使っていません。", "リネンは使っていません。"),
        ("SHEET", "ar", "يُغسل على 60 درجة مئوية.", "يُغسل على 90 درجة مئوية."),
        ("SHEET", "id", "Dibuat di pabrik kami.", "Hanya pabrik kami di seluruh Tiongkok yang mampu."),
        ("SHEET", "it", "Solo lino e cotone.", "Solo la nostra fabbrica sa farlo."),
        ("SHEET", "pt", "Seguro de transporte a combinar.", "Totalmente seguro para a pele."),
        ("SHEET", "id", "Aman dikirim lewat laut.", "Aman seratus persen untuk bayi baru lahir."),
    ],
)
def test_number_is_judged_by_what_it_is_said_of(words: Words, card: str, locale: str, right: str, wrong: str) -> None:
    assert blocked(words, card, locale, right) == []
    assert blocked(words, card, locale, wrong) != []


@pytest.mark.parametrize(
    ("locale", "question", "right", "wrong"),
    [
        ("en", "Can we have our own colour?", "Yes, from 400 pieces.", "Yes, from 150 pieces."),
        ("id", "Bisa pesan warna sendiri?", "Bisa, mulai 400 helai.", "Bisa, mulai 150 helai."),
        ("ko", "원하는 색으로도 되나요?", "네, 400장부터 가능합니다.", "네, 150장부터 가능합니다."),
        ("ar", "ما أقل كمية للون خاص؟", "400 قطعة للون الخاص، و150 قطعة للملصق الخاص.", "150 قطعة للون الخاص."),
        ("fr", "Une étiquette à notre nom ?", "Oui, à partir de 150 pièces.", "Oui, à partir de 400 pièces."),
    ],
)
def test_answer_is_read_with_its_question(words: Words, locale: str, question: str, right: str, wrong: str) -> None:
    for answer, good in ((right, True), (wrong, False)):
        listing = Listing(locale, "DU-3", faq=(Question(question, answer),))
        assert (not any(one.severity == "block" for one in words.fact_lock.check(CARDS["SHEET"], listing))) is good
