"""What strangers' listings taught the lock: classes of right and wrong statements, each in several languages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json

PAN: dict[str, Any] = {
    "sku": "SK-26",
    "category": "home/kitchenware",
    "name": {"zh": "铸铁煎锅"},
    "attributes": {
        "material": ["cast-iron"],
        "size": "41 x 26 x 5 cm",
        "weight": "2.3 kg",
        "capacity": "1.8 L",
        "colour": ["black"],
        "own": {"最高耐温": "260 °C", "口袋数量": "5"},
    },
    "origin": "CN-HE",
    "packaging": {"unit": "1 piece / brown-box", "carton": "6 pieces", "carton_size": "44 x 29 x 36 cm", "carton_gross_weight": "15.4 kg"},
    "trade": {
        "unit": "piece",
        "currency": "USD",
        "price_tiers": [{"from": 200, "price": "9.80"}],
        "moq": 200,
        "customisation": {"logo": {"moq": 500}},
    },
    "private": {"cost": "5.00", "floor": "7.00"},
}
JEANS: dict[str, Any] = {
    "sku": "JN-12",
    "category": "apparel/trousers",
    "name": {"zh": "男士牛仔裤"},
    "attributes": {
        "material": ["cotton", "spandex"],
        "composition": "98% cotton, 2% spandex",
        "fabric_weight": "410 gsm",
        "colour": ["navy", "fluorescent-orange"],
        "closure": "金属拉链与铜扣",
        "care": "30 °C 机洗",
    },
    "origin": "CN-GD",
    "packaging": {"unit": "1 piece / polybag", "carton": "24 pieces", "carton_gross_weight": "17.5 kg"},
    "trade": {
        "unit": "piece",
        "currency": "USD",
        "price_tiers": [{"from": 400, "price": "9.80"}],
        "moq": 400,
        "customisation": {"logo": {"moq": 480}, "colour": {"moq": 800}},
    },
    "private": {"cost": "6.20", "floor": "7.90"},
}
LAMP: dict[str, Any] = {
    "sku": "SL-120",
    "category": "electronics/solar-lights",
    "name": {"zh": "太阳能灯"},
    "attributes": {
        "brightness": "1200 lm",
        "colour_temperature": "6500 K",
        "colour": ["gray"],
        "led_count": "120",
        "set_pieces": "2",
        "own": {"抽速": "20 m3/h"},
    },
    "packaging": {"unit": "2 pieces / color-box", "carton": "24 boxes", "carton_gross_weight": "20.5 kg"},
    "trade": {"unit": "set", "currency": "USD", "price_tiers": [{"from": 300, "price": "9.80"}], "moq": 300},
    "private": {"cost": "6.20", "floor": "7.90"},
}


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


def blocked(words: Words, card: dict[str, Any], locale: str, text: str) -> list[str]:
    findings = words.fact_lock.check_text(card_from_json(card), locale, "highlights[0]", text)
    return [finding.text for finding in findings if finding.severity == "block"]


RIGHT = [
    (PAN, "en", "Half a dozen to the carton."),
    (PAN, "es", "Cada bulto lleva media docena."),
    (PAN, "it", "Ogni cartone ne contiene mezza dozzina."),
    (PAN, "fr", "Une demi-douzaine par carton."),
    (PAN, "pt", "Meia dúzia por caixa."),
    (PAN, "de", "Ein halbes Dutzend je Karton."),
    (PAN, "en", "Takes up to 260 °C (500 °F)."),
    (PAN, "es", "Aguanta hasta 260 grados."),
    (PAN, "id", "Tahan hingga 260 derajat."),
    (PAN, "ru", "Выдерживает до двухсот шестидесяти градусов."),
    (PAN, "it", "41 cm in tutto, 26 di diametro e 5 di profondità."),
    (PAN, "pt", "Leva quase dois litros."),
    (PAN, "es", "Se embala en caja marrón."),
    (PAN, "de", "Je Karton sechs Pfannen in braunen Schachteln."),
    (PAN, "de", "Fünf Taschen."),
    (PAN, "en", "A kitchen that wakes at five in the morning. Two hands are enough."),
    (PAN, "pt", "Não há duas iguais."),
    (JEANS, "en", "Two dozen pairs fill a carton; your logo from 480 pairs."),
    (JEANS, "ru", "В коробе двадцать четыре пары, ваш логотип от 480 пар."),
    (JEANS, "id", "Denim 410 gsm, kancing tembaga."),
    (JEANS, "en", "12-ounce denim."),
    (JEANS, "ja", "生地は1平方メートルあたり410g。"),
    (JEANS, "ko", "무게는 제곱미터당 410g입니다."),
    (JEANS, "en", "Fluorescent orange or blue."),
    (JEANS, "fr", "30 °C, 98 % coton, 2 % élasthanne."),
    (LAMP, "es", "1200 lúmenes de luz blanca de 6500 K."),
    (LAMP, "vi", "Ánh sáng trắng 6500 K."),
    (LAMP, "ja", "白い光、LED120灯。"),
    (LAMP, "en", "A carton holds 24 boxes, forty-eight lamps."),
    (LAMP, "ja", "毎時20立方メートル。"),
    (LAMP, "de", "Zwanzig Kubikmeter in der Stunde."),
    (LAMP, "it", "Caricatore 3 in 1."),
]
WRONG = [
    (PAN, "en", "A dozen to the carton."),
    (PAN, "es", "Aguanta hasta 280 grados."),
    (PAN, "it", "41 cm in tutto, 27 di diametro."),
    (PAN, "pt", "Leva quase três litros."),
    (PAN, "es", "Sartén marrón."),
    (PAN, "en", "Twelve pans to a carton."),
    (JEANS, "en", "Your logo from 400 pairs."),
    (JEANS, "en", "Your own colour from 480."),
    (JEANS, "en", "2% cotton and 98% spandex."),
    (JEANS, "fr", "2 % coton, 98 % élasthanne."),
    (JEANS, "ja", "生地は1平方メートルあたり380g。"),
    (LAMP, "es", "Carcasa blanca."),
    (LAMP, "ja", "LED150灯。"),
    (LAMP, "de", "Dreißig Kubikmeter in der Stunde."),
    (PAN, "en", "Made in Germany."),
    (PAN, "ko", "독일에서 만들었습니다."),
    (PAN, "en", "The factory is good. Her parça sevkiyattan önce kontrol edilir."),
]


def made(card: dict[str, Any], **attributes: Any) -> dict[str, Any]:
    """The same card with other attributes."""
    return {**card, "attributes": attributes}


BED = made(JEANS, material=["bamboo-fiber", "cotton"], composition="60% bamboo viscose, 40% cotton", colour=["white"])
TEA = made(PAN, material=["bone-china"], colour=["white", "gold"])
MAT = made(PAN, material=["rubber", "jute"], colour=["sage-green", "purple"])
LANTERN = made(LAMP, material=["steel"], colour=["bronze-color", "olive", "cream"], working_time="40 h", own={"充电时间": "4 h"})
GIFT = made(PAN, material=["greyboard", "kraft-paper"], colour=["brown"])
HUMIDIFIER = made(PAN, material=["abs"], own={"定时": "2、4、8 小时", "电池续航": "120 天", "感应距离": "5 m", "转速": "18000 rpm"})
PUMP = {**made(PAN, flow_rate="6 m3/h", weight="0.044 kg", own={"单耳重量": "4.2 g"}), "origin": "CN-ZJ"}
PUMP["trade"] = {**PAN["trade"], "warranty": {"months": 18}, "customisation": {"voltage": ["380 V / 50 Hz"], "cable": {"moq": 50}}}
TEAPOT = {**made(PAN, set_pieces="5", own={"套装内容": "1 壶 4 杯"}), "origin": "CN-HE"}
BABY = made(JEANS, material=["organic-cotton"], size_range="50-80", colour=["mint"])
OXFORD = made(JEANS, material=["polyester"], yarn_count="600D", tolerance="±0.05 mm")
RIGHT += [
    (BED, "fr", "Parure en bambou et coton, 60 % viscose de bambou."),
    (BED, "it", "Completo letto in bambù e cotone."),
    (TEA, "de", "Tee schmeckt aus dünnem Porzellan anders."),
    (TEA, "es", "Juego de té de porcelana de hueso."),
    (MAT, "fr", "Tapis de yoga en caoutchouc naturel et jute."),
    (MAT, "it", "Sotto c'è la gomma naturale, sopra la iuta."),
    (LANTERN, "es", "Bronce, verde oliva o crema."),
    (LANTERN, "es", "Se carga en cuatro horas y dura hasta cuarenta."),
    (GIFT, "it", "La scatola di cartone grigio spesso è rivestita."),
    (HUMIDIFIER, "ko", "2시간·4시간·8시간 타이머"),
    (HUMIDIFIER, "en", "The battery lasts up to four months."),
    (HUMIDIFIER, "en", "Five metres (16 ft)."),
    (HUMIDIFIER, "es", "Gira a dieciocho mil vueltas por minuto."),
    (HUMIDIFIER, "de", "Bis zu achtzehntausend Umdrehungen."),
    (HUMIDIFIER, "en", "Twenty kilometres in, your feet decide."),
    (HUMIDIFIER, "es", "Al kilómetro veinte se nota la diferencia."),
    (PUMP, "id", "Setiap jam pompa ini menaikkan enam meter kubik air."),
    (PUMP, "ko", "보증은 1년 6개월입니다. 한쪽 무게 4.2g."),
    (PUMP, "ru", "Исполнение на 380 В по заказу, более длинный кабель от 50 штук."),
    (TEAPOT, "ko", "찻잔 4개 세트"),
    (BABY, "ru", "Боди для малышей, рост 50–80 см"),
    (OXFORD, "de", "Aus 600er Polyestergarn."),
    (OXFORD, "ja", "公差は100分の5ミリです。"),
    (PAN, "ru", "Зимой от батарей сохнет всё: кожа, цветы, паркет."),
]
WRONG += [
    (BED, "fr", "Parure en lin et coton."),
    (MAT, "fr", "Tapis naturel, violet."),
    (HUMIDIFIER, "ko", "2시간·3시간·8시간 타이머"),
    (HUMIDIFIER, "en", "The battery lasts up to six months."),
    (HUMIDIFIER, "de", "Bis zu zwanzigtausend Umdrehungen."),
    (PUMP, "id", "Setiap jam pompa ini menaikkan delapan meter kubik air."),
    (PUMP, "ko", "보증은 1년 3개월입니다."),
    (PUMP, "ko", "한쪽 무게 5.2g."),
    (OXFORD, "de", "Aus 900er Polyestergarn."),
    (OXFORD, "ja", "公差は100分の8ミリです。"),
    (PAN, "ja", "東京の倉庫に常時在庫があります。"),
    (PAN, "ru", "Товар всегда на складе в Москве."),
    (PAN, "id", "Kalau ada yang lebih murah, selisihnya kami kembalikan."),
    (PAN, "pt", "Se algo quebrar, devolvemos o dobro do valor."),
    (PAN, "ko", "시중의 어떤 제품보다 뛰어납니다."),
    (PAN, "en", "Our second plant is in Bangladesh, where this item is made."),
    ({**made(PAN, own={"烛芯数量": "3"}), "origin": "CN-HE"}, "pt", "Vela com quatro pavios."),
    (LANTERN, "es", "Hecha de bronce."),
    (LANTERN, "es", "Se carga en cuatro horas y dura hasta cincuenta."),
]


@pytest.mark.parametrize(("card", "locale", "text"), RIGHT, ids=[f"{locale}-{number}" for number, (_, locale, _t) in enumerate(RIGHT)])
def test_said_otherwise_but_right(words: Words, card: dict[str, Any], locale: str, text: str) -> None:
    assert blocked(words, card, locale, text) == []


@pytest.mark.parametrize(("card", "locale", "text"), WRONG, ids=[f"{locale}-{number}" for number, (_, locale, _t) in enumerate(WRONG)])
def test_nearly_the_same_but_wrong(words: Words, card: dict[str, Any], locale: str, text: str) -> None:
    long_enough = text + " " * 60 if "parça" in text else text
    assert blocked(words, card, locale, long_enough)


def test_numbers_keep_the_digits_that_are_given() -> None:
    from desktop.language.printing import number

    assert [number(Decimal(text), "de") for text in ("9.4", "9.40", "1234.5", "1000000")] == ["9,4", "9,40", "1.234,5", "1.000.000"]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("id", "Ditutup dengan ritsleting logam."),
        ("vi", "Đóng mở bằng khóa kéo kim loại."),
        ("ja", "金属ファスナーで開閉します。"),
        ("ko", "금속 지퍼로 여닫습니다. 공기 소비량은 분당 60리터입니다."),
        ("ja", "空気消費量は毎分60リットルです。"),
    ],
)
def test_metal_of_a_part_and_rates_by_the_minute(words: Words, locale: str, text: str) -> None:
    raw: dict[str, Any] = {"sku": "CB-1", "category": "apparel/bags", "name": {"zh": "化妆包"}}
    raw["attributes"] = {"material": ["canvas"], "closure": "金属拉链", "air_consumption": "60 L/min"}
    found = words.fact_lock.check_text(card_from_json(raw), locale, "description", text)
    assert [item.text for item in found if item.severity == "block"] == []
