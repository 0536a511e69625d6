"""Things that a card counts by name, in digits and words, before and behind their number, and pieces of a set."""

from __future__ import annotations

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json

# Four colours and three materials stand on the card too: their numbers must not excuse a wrong count of pockets.
JACKET = card_from_json(
    {
        "sku": "JK-1",
        "category": "apparel/jackets",
        "name": {"zh": "夹克"},
        "attributes": {
            "material": ["cotton"],
            "colour": ["black", "white", "red"],
            "own": {"口袋数量": "5 个", "纽扣": "6 粒"},
        },
    }
)
SET = card_from_json(
    {
        "sku": "TC-1",
        "category": "home/vases-planters",
        "name": {"zh": "三件套花盆"},
        "attributes": {"material": ["terracotta"], "set_pieces": "3"},
        "packaging": {"unit": "1 set / brown-box", "carton": "4 sets"},
        "trade": {"unit": "set"},
    }
)
LOCK = Words().fact_lock


def blocked(card: object, language: str, text: str) -> bool:
    return any(one.severity == "block" for one in LOCK.check_text(card, language, "highlights[0]", text))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "Five pockets", "Three pockets"),
        ("es", "Cinco bolsillos", "Tres bolsillos"),
        ("pt", "Cinco bolsos", "Três bolsos"),
        ("fr", "Cinq poches", "Trois poches"),
        ("de", "Fünf Taschen", "Drei Taschen"),
        ("it", "Cinque tasche", "Tre tasche"),
        ("ru", "Карманов 5", "Карманов 3"),
        ("ar", "خمسة جيوب", "ثلاثة جيوب"),
        ("ja", "ポケットは五つ", "ポケットは三つ"),
        ("ko", "주머니 다섯 개", "주머니 세 개"),
        ("vi", "Năm túi", "Ba túi"),
        ("id", "Lima saku", "Tiga saku"),
    ],
)
def test_a_count_is_judged_by_the_thing_that_it_counts(language: str, right: str, wrong: str) -> None:
    assert not blocked(JACKET, language, right)
    assert blocked(JACKET, language, wrong)


def test_a_part_of_what_the_text_counts_whole_passes() -> None:
    assert not blocked(JACKET, "en", "Five pockets, two pockets with a zip")
    assert blocked(JACKET, "en", "Seven buttons")


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "Set of 3 terracotta pots", "Set of 4 terracotta pots"),
        ("ru", "Набор из трёх горшков", "Набор из четырёх горшков"),
        ("ko", "화분 3종 세트", "화분 4종 세트"),
        ("vi", "Bộ 3 chậu đất nung", "Bộ 4 chậu đất nung"),
        ("id", "Set 3 pot terakota", "Set 4 pot terakota"),
    ],
)
def test_the_pieces_of_a_set_are_not_the_sets_of_a_carton(language: str, right: str, wrong: str) -> None:
    assert not blocked(SET, language, right)
    assert blocked(SET, language, wrong)


LAMP = card_from_json(
    {
        "sku": "DK-1",
        "category": "electronics/lamps",
        "name": {"zh": "台灯"},
        "attributes": {"colour": ["white", "black", "red"], "own": {"亮度档位": "5 档", "色温档位": "3 档"}},
    }
)


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "Five brightness levels, three colour temperatures", "Three brightness levels"),
        ("ru", "Пять уровней яркости", "Три уровня яркости"),
        ("ar", "خمس درجات للسطوع", "ثلاث درجات للسطوع"),
        ("ja", "明るさ5段階、色温度3段階", "明るさを三段階で調整"),
        ("ko", "밝기 5단계, 색온도 3단계", "밝기를 세 단계로 조절"),
        ("vi", "5 mức sáng, 3 mức nhiệt độ màu", "Chỉnh độ sáng (ba mức)"),
        ("id", "Lima tingkat kecerahan", "Tiga tingkat kecerahan"),
    ],
)
def test_levels_belong_to_the_name_that_stands_nearest(language: str, right: str, wrong: str) -> None:
    assert not blocked(LAMP, language, right)
    assert blocked(LAMP, language, wrong)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Magnesium body"),
        ("ru", "Корпус хромирован"),
        ("ar", "هيكل من المغنيسيوم"),
        ("ja", "本体はマグネシウム"),
        ("ko", "마그네슘 몸체"),
        ("vi", "Vỏ magie"),
        ("id", "Bodi magnesium"),
    ],
)
def test_materials_that_no_term_is_made_for_are_known(language: str, text: str) -> None:
    assert blocked(LAMP, language, text)


def test_a_card_in_chinese_supports_them() -> None:
    card = card_from_json({"sku": "A", "category": "other", "name": {"zh": "x"}, "attributes": {"own": {"外壳": "镁合金"}}})
    assert not blocked(card, "ja", "マグネシウム合金のボディ")
