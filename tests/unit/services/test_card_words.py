"""The card in the owner's words: what the window shows reads back as what the card keeps, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop import i18n
from desktop.bootstrap import House, Words
from desktop.documents.tables import COLUMNS, PRIVATE_COLUMNS
from desktop.domain.card_json import card_to_json
from desktop.domain.errors import BadInput
from desktop.services.card_words import CardWords


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("words") / "profile", words=Words()) as house:
        house.samples.take()
        yield house


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    yield
    i18n.set_language("en")


def at(data: Any, path: str) -> Any:
    for key in path.split("."):
        data = (data or {}).get(key)
    return data


def spelled(value: object) -> str:
    """One spelling for a term and its id: "living room" is living-room."""
    return json.dumps(value, ensure_ascii=False).replace("-", " ").casefold()


@pytest.mark.parametrize("language_of_window", ["zh_CN", "en"])
def test_every_value_as_it_is_shown_reads_back_as_what_the_card_keeps(house: House, language_of_window: str) -> None:
    i18n.set_language(language_of_window)
    words, wrong = CardWords(house.words.glossaries), []
    for view in house.cards.all():
        before = card_to_json(view.card, private=True)
        values = {f"attributes.{key}": value for key, value in before["attributes"].items() if key != "own"}
        for column in COLUMNS + PRIVATE_COLUMNS:
            values[column.path] = at(before, column.path)
        kinds = {column.path: column.kind for column in COLUMNS + PRIVATE_COLUMNS}
        for path, value in values.items():
            if value in (None, "", []) or path == "category":
                continue
            back = words.read(path, words.shown(path, value), kinds.get(path) or ("list" if isinstance(value, list) else "text"))
            if path == "certificates":
                value = [item if isinstance(item, str) else item["scheme"] for item in value]
            if spelled(back) not in (spelled(value), spelled([value])):  # one value may stand alone
                wrong.append((view.card.sku, path, value, words.shown(path, value), back))
    assert wrong == []


def test_writing_a_field_back_as_it_is_shown_changes_nothing(house: House) -> None:
    i18n.set_language("zh_CN")
    before = house.cards.view("TB-301").revision
    for section in house.card_form.sections(house.cards.get("TB-301")):
        for field in section.fields:
            if field.text:
                house.card_form.write("TB-301", field.path, field.text)
    assert house.cards.view("TB-301").revision == before


def texts(house: House, sku: str) -> dict[str, str]:
    return {field.path: field.text for section in house.card_form.sections(house.cards.get(sku)) for field in section.fields}


def test_the_owner_reads_no_code(house: House) -> None:
    i18n.set_language("zh_CN")
    shown = texts(house, "TB-301")
    assert shown["origin"] == "广西"
    assert shown["packaging.carton"] == "12个"
    assert shown["packaging.unit"] == "1个 / 塑料袋"
    assert shown["trade.port"] == "钦州"
    assert shown["trade.unit"] == "个"
    assert shown["trade.price_tiers"] == "200 起 4.80；1000 起 4.35"
    assert shown["trade.lead_time"] == "1000 以内 25 天；5000 以内 40 天"
    assert shown["attributes.use"] == "客厅"
    assert "18 个工作日" in texts(house, "PB-10")["trade.lead_time"]


@pytest.mark.parametrize(
    ("path", "typed", "kept"),
    [
        ("origin", "中国广西", "CN-GX"),
        ("origin", "浙江省", "CN-ZJ"),
        ("origin", "CN-FJ", "CN-FJ"),
        ("packaging.carton", "24个/箱", "24 pieces"),
        ("packaging.carton", "1套", "1 set"),
        ("packaging.unit", "1个 / 彩盒", "1 piece / color-box"),
        ("trade.port", "宁波港", "CNNGB"),
        ("trade.currency", "欧元", "EUR"),
        ("trade.unit", "套", "set"),
        ("trade.moq", "1,200 个", 1200),
        ("trade.samples.days", "5天", 5),
        ("trade.price_tiers", "200:4.80; 1000:4.35", [{"from": 200, "price": "4.80"}, {"from": 1000, "price": "4.35"}]),
        ("trade.price_tiers", "1,000 个起 4.2 美元", [{"from": 1000, "price": "4.2"}]),
        ("trade.lead_time", "1000以内18个工作日", [{"up_to": 1000, "days": 18, "days_kind": "working"}]),
        ("trade.payment", "T/T 30/70 见提单副本付余款", ["T/T 30/70 against B/L copy"]),
        ("selling_points", "手工、可折叠", ["handmade", "foldable"]),
        ("attributes.material", "藤、棉", ["rattan", "cotton"]),
    ],
)
def test_what_owners_write_is_understood(house: House, path: str, typed: str, kept: object) -> None:
    i18n.set_language("zh_CN")
    house.card_form.write("BC-118", path, typed)
    data: object = card_to_json(house.cards.get("BC-118"), private=True)
    for key in path.split("."):
        assert isinstance(data, dict)
        data = data[key]
    assert data == kept


@pytest.mark.parametrize(("path", "typed"), [("trade.lead_time", "25天"), ("trade.price_tiers", "面议"), ("trade.moq", "很多")])
def test_what_cannot_be_read_says_an_example_and_changes_nothing(house: House, path: str, typed: str) -> None:
    before = house.cards.get("DL-12")
    with pytest.raises(BadInput) as told:
        house.card_form.write("DL-12", path, typed)
    assert told.value.code == "form.not_understood"
    assert house.cards.get("DL-12") == before


def test_a_certificate_keeps_its_number_and_expiry_when_another_is_added(house: House) -> None:
    i18n.set_language("zh_CN")
    house.card_form.write("BV-15", "certificates", "CE、WRAS、RoHS")
    found = {item.scheme: item for item in house.cards.get("BV-15").certificates}
    assert found["WRAS"].number == "2603015"
    assert found["WRAS"].expiry == "2028-03-31"
    assert "RoHS" in found


def test_facts_and_history_speak_the_owner_s_words(house: House) -> None:
    i18n.set_language("zh_CN")
    card = house.cards.get("SL-06")
    assert house.card_form.fact(card, "packaging.carton").value == "12套"
    assert house.card_form.fact(card, "origin").value == "浙江"
    house.card_form.write("SL-06", "origin", "广东")
    step = house.office.card_history.recent("SL-06")[0]
    assert (step.before, step.after) == ("浙江", "广东")


def test_nothing_private_is_lost_by_the_words(tmp_path: Path, house: House) -> None:
    i18n.set_language("zh_CN")
    house.card_form.write("TS-180", "private.cost", "1.75")
    assert card_to_json(house.cards.get("TS-180"), private=True)["private"]["cost"] == "1.75"
