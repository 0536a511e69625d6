"""The coach: what is missing is asked in order of worth, "I don't know" is kept and not asked again, the score has its reasons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.bootstrap import House, Words
from desktop.domain.card_json import card_from_json, card_to_json

WORDS = Words(Path(__file__).resolve().parents[3] / "resources")
BASKET = {"sku": "A-1", "category": "home/storage-baskets", "name": {"zh": "藤篮"}, "attributes": {"material": ["rattan"]}}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "profile", words=WORDS) as opened:
        opened.cards.save(card_from_json(dict(BASKET)))
        yield opened


def asked(house: House) -> list[str]:
    return [question.path for question in house.cards.questions(house.cards.get("A-1"))]


def test_questions_come_in_order_of_worth_in_chinese_with_choices(house: House) -> None:
    found = house.cards.questions(house.cards.get("A-1"))
    weights = [question.weight for question in found]
    assert weights == sorted(weights, reverse=True)
    assert all("一" <= max(question.question) <= "鿿" or "？" in question.question for question in found)
    colour = next(question for question in found if question.path == "attributes.colour")
    assert "natural" in colour.choices
    assert "attributes.material" not in asked(house)


@pytest.mark.parametrize("path", ["attributes.weight", "trade.moq", "certificates", "hs_code", "trade.samples", "images"])
def test_i_dont_know_is_kept_and_not_asked_again(house: House, path: str) -> None:
    before = house.cards.view("A-1").score
    assert path in asked(house)
    house.cards.not_known("A-1", path)
    assert path not in asked(house)
    assert house.cards.view("A-1").score == before  # not knowing is no fact
    again = card_from_json(card_to_json(house.cards.get("A-1"), private=True))
    assert path in again.unknown or again.attributes.get(path.removeprefix("attributes."), "") is None


def test_a_fact_that_is_stated_after_all_is_no_longer_unknown(house: House) -> None:
    house.cards.not_known("A-1", "trade.moq")
    house.cards.set_field("A-1", "trade.moq", 200)
    assert house.cards.get("A-1").unknown == ()
    house.cards.set_field("A-1", "trade.moq", None)
    assert "trade.moq" in asked(house)


def test_the_score_has_its_reasons(house: House) -> None:
    house.cards.not_known("A-1", "attributes.weight")
    card = house.cards.get("A-1")
    reasons = house.cards.reasons(card)
    states = [reason.state for reason in reasons]
    assert states == sorted(states, key=["missing", "unknown", "stated"].index)
    assert {reason.path: reason.state for reason in reasons}["attributes.material"] == "stated"
    assert {reason.path: reason.state for reason in reasons}["attributes.weight"] == "unknown"
    stated = sum(reason.points for reason in reasons if reason.state == "stated")
    assert abs(stated - house.cards.view("A-1").score) <= 2
    assert all(reason.text.startswith(("已写：", "还缺：", "你说不知道：")) for reason in reasons)


def test_the_score_grows_with_each_fact(house: House) -> None:
    last = house.cards.view("A-1").score
    for path, value in (
        ("attributes.size", "40 x 30 x 25 cm"),
        ("attributes.colour", ["natural"]),
        ("trade.moq", 200),
        ("packaging.carton", "12 pieces"),
    ):
        house.cards.set_field("A-1", path, value)
        now = house.cards.view("A-1").score
        assert now > last
        last = now
