"""What a Chinese product name calls its thing: the last noun; a thing that is not known is never taken for another one."""

from __future__ import annotations

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json
from desktop.domain.listings import LOCALES, Draft
from desktop.drafting.card_values import plural


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.mark.parametrize(
    ("name", "product"),
    [
        ("手工藤编收纳篮", "storage-basket"),
        ("手工藤编收纳篮（大号）", "storage-basket"),
        ("收纳篮三件套", "storage-basket"),
        ("不锈钢保温杯500毫升", "tumbler"),
        ("双肩包男款", "backpack"),
        ("手机壳收纳盒", "storage-box"),
        ("皮带输送机", "conveyor"),
        ("皮带擦鞋机", ""),
        ("手工竹蒸笼", "steamer-basket"),
        ("儿童雨衣", "raincoat"),
        ("太阳能LED灯泡", "led-bulb"),
        ("耳机收纳包", ""),
        ("铸铁煎锅", "frying-pan"),
        ("实木挂钟", "wall-clock"),
        ("螺旋榨油机", "oil-press"),
        ("新产品", "product"),
        ("陶笛", ""),
    ],
)
def test_the_thing_that_a_name_ends_with(words: Words, name: str, product: str) -> None:
    assert words.glossaries.concepts.product_in(name) == product


def test_an_unknown_thing_is_called_by_its_category_and_not_by_another_product(words: Words) -> None:
    card = card_from_json(
        {"sku": "K-1", "category": "home/kitchenware", "name": {"zh": "不锈钢漏勺架"}, "attributes": {"material": ["iron"]}}
    )
    title = words.drafter.draft(card, "en").listing.title
    assert "Kitchen Item" in title
    assert "Cutting Board" not in title


def _drafted(words: Words, locale: str, **name: str) -> Draft:
    data = {"sku": "K-1", "category": "home/kitchenware", "name": {"zh": "竹编茶漏架", **name}, "attributes": {"material": ["bamboo"]}}
    return words.drafter.draft(card_from_json(data), locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_thing_without_a_word_is_said_to_the_owner(words: Words, locale: str) -> None:
    found = [item for item in _drafted(words, locale).findings if item.path == "name"]
    assert [(item.severity, item.field) for item in found] == [("warn", "title")]
    assert "竹编茶漏架" in found[0].message


def test_the_owners_own_name_stands_in_the_texts(words: Words) -> None:
    draft = _drafted(words, "en", en="tea strainer rack")
    assert "Tea Strainer Rack" in draft.listing.title
    assert any("tea strainer racks" in text for _field, text in draft.listing.texts())
    assert "kitchen item" not in str(draft.listing).casefold()
    assert draft.findings == ()
    german = _drafted(words, "de", de="Teesiebhalter")
    assert "Küchenartikel Teesiebhalter" in german.listing.title
    assert german.findings == ()
    assert _drafted(words, "ja", ja="ストレーナースタンド").findings == ()


@pytest.mark.parametrize(
    ("name", "many"),
    [("tea rack", "tea racks"), ("toy box", "toy boxes"), ("trolley", "trolleys"), ("berry", "berries"), ("knife", "knife")],
)
def test_an_own_english_name_forms_its_plural(name: str, many: str) -> None:
    assert plural(name) == many


SHIRT = {"fit": "修身", "neckline": "圆领", "closure": "纽扣式", "care": "手洗、不可漂白"}
SAID = {
    "en": ("fit slim", "neckline round", "closure buttons", "care hand wash and do not bleach"),
    "es": ("corte entallado", "escote redondo", "cierre botones", "cuidado lavar a mano y no usar lejía"),
    "fr": ("coupe ajustée", "encolure ronde", "fermeture boutons"),
    "de": ("Passform figurbetont", "Ausschnitt Rundhals", "Verschluss Knöpfe"),
    "ru": ("посадка приталенная", "вырез горловины круглый"),
    "ja": ("スリム", "丸首", "ボタン"),
    "ar": ("ضيقة", "مستديرة"),
}


@pytest.mark.parametrize("locale", SAID)
def test_what_the_owner_answers_in_chinese_is_said_to_every_reader(words: Words, locale: str) -> None:
    data = {"sku": "S-1", "category": "apparel/shirts", "name": {"zh": "男士衬衫"}, "attributes": SHIRT}
    specs = words.renderer.values(card_from_json(data), locale).specs()
    said = " | ".join(" ".join(pair) for pair in specs)
    assert [text for text in SAID[locale] if text not in said] == []


def test_free_english_words_reach_english_readers_only(words: Words) -> None:
    card = card_from_json({"sku": "S-1", "category": "apparel/shirts", "name": {"zh": "衬衫"}, "attributes": {"use": ["furniture-making"]}})
    assert words.renderer.values(card, "en")("use") == "furniture-making"
    assert words.renderer.values(card, "en")("use.for") is None
    assert words.renderer.values(card, "es")("use") is None
