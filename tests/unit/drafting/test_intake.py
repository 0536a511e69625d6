"""What an owner types about a product is read into a card to confirm: facts with their words, questions, and what is left."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.card_json import card_from_json
from desktop.drafting.intake import Intake
from desktop.drafting.intake_numbers import number
from desktop.language.glossary import Glossaries
from desktop.language.numerals import han_numeral
from desktop.taxonomy.categories import Taxonomy

ROOT = Path(__file__).resolve().parents[3]
GLOSSARIES = Glossaries(ROOT / "resources" / "glossary")
TAXONOMY = Taxonomy(ROOT / "resources" / "taxonomy")
INTAKE = Intake(GLOSSARIES.concepts, TAXONOMY)
PARAGRAPHS = [json.loads(line) for line in (ROOT / "tests/data/intake/paragraphs.jsonl").read_text("utf-8").splitlines()]


def flat(data: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        place = f"{path}.{key}" if path else key
        if isinstance(value, dict) and value:
            yield from flat(value, place)
        else:
            yield place, value


def facts_of(text: str) -> dict[str, Any]:
    return dict(flat(INTAKE.read(text).data))


@pytest.mark.parametrize("case", PARAGRAPHS, ids=lambda case: case["id"])
def test_paragraph_becomes_exactly_these_facts(case: dict[str, Any]) -> None:
    taken = INTAKE.read(case["text"])
    assert dict(flat(taken.data)) == case["facts"]
    assert sorted({ask.path for ask in taken.asks}) == case["asks"]
    assert list(taken.not_understood) == case["left"]


@pytest.mark.parametrize("case", PARAGRAPHS, ids=lambda case: case["id"])
def test_every_fact_shows_the_words_it_came_from_and_the_card_is_legal(case: dict[str, Any]) -> None:
    taken = INTAKE.read(case["text"])
    for fact in taken.found:
        assert fact.text
        assert fact.text.strip() in case["text"] or fact.path == "name.zh"
    if "name" in taken.data:
        card_from_json({"sku": "X-1", **taken.data})


def test_the_data_covers_all_verticals_and_ways_of_writing() -> None:
    verticals = {case["facts"]["category"].split("/")[0] for case in PARAGRAPHS}
    assert {"home", "apparel", "electronics", "machinery"} <= verticals
    assert len(PARAGRAPHS) >= 40
    text = "".join(case["text"] for case in PARAGRAPHS)
    assert all(word in text for word in ("斤", "公分", "丝", "寸", "两百", "一打", "刀", "乘", "安"))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("藤篮子, 成本20块", "private.cost_cny"),
        ("藤篮子, 底价3.8美金", "private.floor"),
        ("藤篮子, 最低3.5美金可以做", "private.floor"),
        ("藤篮子, 最低不能低于4美金", "private.floor"),
        ("藤篮子, 出厂成本12.5元", "private.cost_cny"),
        ("藤篮子, 1000个最低3.5美金", "private.floor"),
        ("藤篮子, 起订200个, 最低能做到3块5美金", "private.floor"),
    ],
)
def test_cost_and_floor_go_to_the_private_part_only(text: str, path: str) -> None:
    facts = facts_of(text)
    assert path in facts
    assert not [key for key in facts if key.startswith("trade.price_tiers")]


@pytest.mark.parametrize(
    "text", ["藤篮子, 底价20块", "藤篮子, 成本20", "藤篮子, 18.5元", "藤篮子, 200个18块", "藤篮子, 报价￥18.5, 起订100个"]
)
def test_rmb_or_an_unnamed_currency_is_asked_about_and_never_a_price_for_buyers(text: str) -> None:
    taken = INTAKE.read(text)
    facts = dict(flat(taken.data))
    assert taken.asks
    assert "trade.price_tiers" not in facts
    assert not [key for key in facts if key.startswith("private.")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("两百", "200"),
        ("一千二", "1200"),
        ("两百五", "250"),
        ("一百零五", "105"),
        ("半", "0.5"),
        ("1.2万", "12000"),
        ("3千", "3000"),
        ("十二点五", "12.5"),
        ("1,000", "1000"),
        ("二十", "20"),
    ],
)
def test_numbers_as_people_say_them(written: str, value: str) -> None:
    assert number(written) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "size", "asked"),
    [
        ("藤篮子 40乘30乘25", "40 x 30 x 25 cm", True),
        ("藤篮子 40x30x25cm", "40 x 30 x 25 cm", False),
        ("藤篮子 400*300*250毫米", "400 x 300 x 250 mm", False),
        ("藤篮子 长40宽30高25公分", "40 x 30 x 25 cm", False),
        ("藤篮子 长40cm，宽30cm，高25cm", "40 x 30 x 25 cm", False),
    ],
)
def test_a_size_without_a_unit_is_centimetres_and_a_question(text: str, size: str, asked: bool) -> None:
    taken = INTAKE.read(text)
    assert taken.data["attributes"]["size"] == size
    assert any(ask.path == "attributes.size" for ask in taken.asks) is asked


def test_nothing_is_taken_from_a_denial_or_a_look() -> None:
    facts = facts_of("不是藤的，是塑料的篮子，没有盖子，大理石纹，仿竹")
    assert facts["attributes.material"] == ["plastic"]
    assert "selling_points" not in facts


def test_hostile_text_is_read_in_bounded_time() -> None:
    for text in ("1" * 7000, "长" * 7000, "一" * 7000, "40x" * 2600, "起订" * 3500, "1000个4.5" * 900, ", ".join(["成本"] * 2000)):
        INTAKE.read(text)


@pytest.mark.parametrize("text", ["", "   ", "\x00\x00", "𝟛𝟘×😀", "😀" * 50])
def test_text_without_a_product_gives_no_card_but_a_question(text: str) -> None:
    taken = INTAKE.read(text)
    assert "name" not in taken.data
    assert [ask.path for ask in taken.asks] == ["category"]


# --- round trip ------------------------------------------------------------------------------------------------------

NOUNS = {
    "收纳篮": "home/storage-baskets",
    "花瓶": "home/vases-planters",
    "帆布袋": "apparel/bags",
    "围巾": "apparel/hats-scarves",
    "台灯": "electronics/lamps",
    "充电宝": "electronics/power-banks",
    "砧板": "home/kitchenware",
}
MATERIALS = {
    "藤": "rattan",
    "竹子": "bamboo",
    "陶瓷": "ceramic",
    "羊毛": "wool",
    "ABS": "abs",
    "铝合金": "aluminum-alloy",
    "橡胶木": "rubberwood",
}
COLOURS = {"原色": "natural", "黑色": "black", "米白色": "off-white", "酒红色": "burgundy", "深灰色": "dark-gray", "天蓝色": "sky-blue"}
SPELL = st.sampled_from([str, lambda value: han_numeral(value).replace("二百", "两百")])
COUNT = st.integers(1, 9).flatmap(lambda head: st.sampled_from([head * 10, head * 100, head * 1000, head * 100 + 50]))
PRICE = st.integers(10, 99_99).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    noun, materials, colours = (
        draw(st.sampled_from(sorted(NOUNS))),
        draw(st.sampled_from(sorted(MATERIALS))),
        draw(st.lists(st.sampled_from(sorted(COLOURS)), min_size=1, max_size=3, unique=True)),
    )
    sides = [draw(st.integers(1, 200)) for _ in range(3)]
    moq, days, carton, gross = draw(COUNT), draw(st.integers(5, 90)), draw(st.integers(2, 200)), draw(st.integers(10, 400))
    spell, price = draw(SPELL), draw(PRICE)
    times, cm = draw(st.sampled_from(["乘", "x", "*", "×", " x "])), draw(st.sampled_from(["公分", "厘米", "cm"]))
    pieces = [
        f"材质{materials}" if noun != "围巾" else f"材质是{materials}",
        "颜色有" + "、".join(colours),
        times.join(map(str, sides)) + cm,
        draw(st.sampled_from(["起订{}个", "{}个起订", "最少{}个", "MOQ {}"])).format(spell(moq)),
        draw(st.sampled_from(["单价{}美金", "{}美元", "${}", "USD {}", "{}刀"])).format(price),
        draw(st.sampled_from(["{}天交货", "交期{}天", "大货{}天"])).format(days),
        draw(st.sampled_from(["一箱{}个", "每箱装{}个", "{}个一箱", "{}pcs/ctn"])).format(carton),
        draw(st.sampled_from(["毛重{}公斤", "毛重{}kg", "毛重：{} KG"])).format(f"{gross / 10:g}"),
        draw(st.sampled_from(["成本{}块", "成本{}元"])).format(draw(st.integers(1, 99))),
    ]
    order = draw(st.permutations(pieces))
    cost = next(piece for piece in pieces if piece.startswith("成本"))
    expected = {
        "category": NOUNS[noun],
        "attributes.colour": [COLOURS[colour] for colour in colours],
        "attributes.size": f"{sides[0]} x {sides[1]} x {sides[2]} cm",
        "attributes.material": [MATERIALS[materials]],
        "trade.moq": moq,
        "trade.price_tiers": [{"from": moq, "price": price}],
        "trade.lead_time": [{"up_to": moq, "days": days}],
        "packaging.carton": f"{carton} pieces",
        "packaging.carton_gross_weight": f"{gross / 10:g} kg",
        "private.cost_cny": f"{int(''.join(ch for ch in cost if ch.isdigit()))}.00",
    }
    return f"{noun}，" + draw(st.sampled_from(["，", ", ", "。", "；", "\n"])).join(order), expected


@given(paragraphs())
@settings(max_examples=200)
def test_random_facts_printed_as_a_paragraph_read_back_equal(case: tuple[str, dict[str, Any]]) -> None:
    text, expected = case
    taken = INTAKE.read(text)
    facts = dict(flat(taken.data))
    assert {key: facts.get(key) for key in expected} == expected, text
    assert not taken.not_understood, text
