"""A material is said of a part, and both ends of a range are of one range: what stands on the card for something else is wrong."""

from __future__ import annotations

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json

LOCK = Words().fact_lock
JACKET = card_from_json(
    {
        "sku": "DJ-1",
        "category": "apparel/jackets",
        "name": {"zh": "夹克"},
        "attributes": {"material": ["nylon"], "lining": ["polyester"], "filling_material": ["down"]},
        "packaging": {"unit": "1 piece / plastic-tube"},
    }
)
LAMP = card_from_json(
    {
        "sku": "SL-1",
        "category": "electronics/solar-lights",
        "name": {"zh": "太阳能灯"},
        "attributes": {"colour": ["gray"], "own": {"安装高度": "4-6 m", "感应距离": "8 m"}},
    }
)


def blocked(card: object, language: str, text: str) -> bool:
    return any(one.severity == "block" for one in LOCK.check_text(card, language, "description", text))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "Nylon shell, the lining is polyester.", "The shell is polyester."),
        ("es", "El forro es de poliéster.", "El forro es de nailon."),
        ("de", "Das Futter ist aus Polyester.", "Das Futter ist aus Nylon."),
        ("ru", "Подкладка из полиэстера.", "Подкладка из нейлона."),
        ("ar", "البطانة من البوليستر.", "البطانة من النايلون."),
        ("ja", "表地はナイロン、裏地はポリエステル。", "表地はポリエステル。"),
        ("ko", "겉감은 나일론, 안감은 폴리에스터입니다.", "겉감은 폴리에스터입니다."),
        ("vi", "Lớp ngoài bằng nylon, lớp lót polyester.", "Lớp ngoài bằng polyester."),
        ("id", "Bahan luarnya nilon, furingnya poliester.", "Bahan luarnya poliester."),
    ],
)
def test_a_material_is_judged_by_the_part_that_the_clause_names(language: str, right: str, wrong: str) -> None:
    assert not blocked(JACKET, language, right)
    assert blocked(JACKET, language, wrong)


def test_what_goods_are_packed_in_is_no_material_of_theirs() -> None:
    assert blocked(JACKET, "it", "La zip è di plastica.")


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "Mount it 4 to 6 m high, it senses at 8 m.", "Mount it 4 to 8 m high."),
        ("ru", "Высота установки от 4 до 6 м.", "Высота установки от 4 до 8 метров."),
        ("ar", "الارتفاع من 4 إلى 6 أمتار.", "الارتفاع من 4 إلى 8 أمتار."),
        ("ja", "取付高さは4～6m。", "取付高さは4～8m。"),
        ("ko", "설치 높이는 4~6m입니다.", "설치 높이는 4~8m입니다."),
        ("vi", "Lắp ở độ cao từ 4 đến 6 m.", "Lắp ở độ cao từ 4 đến 8 m."),
        ("id", "Pasang pada ketinggian 4 sampai 6 m.", "Pasang pada ketinggian 4 sampai 8 m."),
    ],
)
def test_a_range_is_one_range_of_the_card(language: str, right: str, wrong: str) -> None:
    assert not blocked(LAMP, language, right)
    assert blocked(LAMP, language, wrong)


PLUG = card_from_json(
    {
        "sku": "ZB-1",
        "category": "electronics/smart-home",
        "name": {"zh": "插座"},
        "attributes": {"plug_type": "EU", "size": "40 x 28 x 2.2 cm", "color_rendering_index": "Ra>95"},
        "packaging": {"unit": "1 piece / color-box", "carton": "10 pieces", "carton_size": "44 x 32 x 28 cm"},
        "origin": "CN-ZJ",
        "trade": {
            "unit": "piece",
            "currency": "USD",
            "price_tiers": [{"from": 300, "price": "4.60"}],
            "moq": 300,
            "customisation": {"packaging": {"moq": 1000}, "pattern": {"moq": 500}, "colour": {"moq": 800}},
            "warranty": {"months": 36},
        },
    }
)


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("ru", "Своя упаковка от 1000 штук.", "Своя упаковка от 300 штук."),
        ("id", "Kemasan sendiri mulai 1.000 buah.", "Kemasan sendiri mulai 300 buah."),
        ("ja", "お客様の柄は500個から。", "お客様の柄は300個から。"),
        ("en", "Your own pattern from 500 pieces.", "Your own pattern from 300 pieces."),
        ("ru", "Гарантия три года.", "Гарантия год."),
        ("id", "Garansi tiga tahun.", "Garansi setahun."),
        ("ar", "ضمان ثلاث سنوات.", "ضمان سنة."),
        ("ko", "원산지는 중국입니다.", "원산지는 독일입니다."),
        ("ru", "Размер 40 на 28 сантиметров.", "Размер 44 на 28 сантиметров."),
        ("ar", "مؤشر تجسيد الألوان أعلى من 95.", "مؤشر تجسيد الألوان أعلى من 85."),
    ],
)
def test_a_number_of_the_card_in_another_role_is_found(language: str, right: str, wrong: str) -> None:
    assert not blocked(PLUG, language, right)
    assert blocked(PLUG, language, wrong)


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "EU plug", "British plug"),
        ("es", "Clavija europea", "Clavija británica"),
        ("de", "EU-Stecker", "US-Stecker"),
        ("ru", "вилка EU", "вилка UK"),
        ("ar", "قابس EU", "قابس US"),
        ("ja", "EUプラグ", "USプラグ"),
        ("ko", "EU 플러그", "UK 플러그"),
        ("vi", "phích cắm EU", "phích cắm US"),
        ("id", "colokan EU", "colokan UK"),
    ],
)
def test_a_plug_is_of_the_card_s_kind(language: str, right: str, wrong: str) -> None:
    assert not blocked(PLUG, language, right)
    assert blocked(PLUG, language, wrong)
