"""Labelled messages are understood: a slice of `tests/bench/bench_asks.py`, and the rules that are easy to break."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.domain.messages import ASK_KINDS, Message
from desktop.drafting.asks.lexicon import bare
from desktop.drafting.asks.reader import AskReader, Read
from desktop.drafting.risk import RiskReader

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 23)
LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "ru", "ar", "ja", "ko", "vi", "id")


@pytest.fixture(scope="module")
def cards() -> list[Card]:
    files = sorted((ROOT / "resources/samples/cards").glob("*.json"))
    return [card_from_json(json.loads(file.read_text("utf-8"))) for file in files]


@pytest.fixture(scope="module")
def reader() -> AskReader:
    return AskReader(ROOT / "resources" / "asks", Words().glossaries)


@pytest.fixture(scope="module")
def risks(reader: AskReader) -> RiskReader:
    return RiskReader(ROOT / "resources" / "asks", reader.places)


def read(reader: AskReader, cards: list[Card], text: str, subject: str = "") -> Read:
    return reader.read(Message("1", subject, text), cards, TODAY)


def asks(reader: AskReader, cards: list[Card], text: str) -> list[tuple[str, Any]]:
    return [(ask.kind, dict(ask.value)) for ask in read(reader, cards, text).asks]


@pytest.mark.parametrize("name", ["labelled", "second"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_labelled_messages(reader: AskReader, cards: list[Card], language: str, name: str) -> None:
    true = wrong = right_values = values = 0
    for line in (ROOT / f"tests/data/messages/{name}-{language}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        result = read(reader, cards, row["body"])
        got = [(ask.kind, dict(ask.value)) for ask in result.asks]
        wanted = [(item["kind"], item["value"]) for item in row["asks"]]
        have, want = Counter(kind for kind, _ in got), Counter(kind for kind, _ in wanted)
        true += sum((have & want).values())
        wrong += sum((have - want).values()) + sum((want - have).values())
        given = [item for item in wanted if item[1]]
        values += len(given)
        right_values += sum(item in got for item in given)
        if len(row["body"]) > 20:
            assert result.language == language, row["body"]
    assert 2 * true / (2 * true + wrong) >= 0.92
    assert right_values / values >= 0.95


def test_messages_written_blind(reader: AskReader, cards: list[Card]) -> None:
    """Two rounds of our own, labelled before the rules saw them (F1 0.76 and 0.71 then): parts, boats, changes, dates in other words."""
    true = wrong = 0
    for path in sorted((ROOT / "tests/data/messages").glob("third-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            result = read(reader, cards, row["body"])
            have, want = Counter(ask.kind for ask in result.asks), Counter(item["kind"] for item in row["asks"])
            true += (have & want).total()
            wrong += (have - want).total() + (want - have).total()
            assert result.language == row["language"], row["body"]
    assert 2 * true / (2 * true + wrong) >= 0.94


def kinds(reader: AskReader, cards: list[Card], text: str) -> set[str]:
    return {ask.kind for ask in read(reader, cards, text).asks}


def test_feasts_quarters_and_parts_of_a_month_are_deadlines(reader: AskReader, cards: list[Card]) -> None:
    for text, day in (
        ("We need the goods before Christmas.", "2026-12-25"),
        ("Die Ware muss vor Ostern da sein.", "2027-03-28"),
        ("Besoin de livraison avant mi-janvier.", "2027-01-15"),
        ("Precisamos receber até meados de março.", "2027-03-15"),
        ("Delivery by the end of Q1 please.", "2027-03-31"),
        ("1월 중순까지 납품해 주세요.", "2027-01-15"),
        ("Giao hàng trước Tết giúp em.", "2027-02-06"),
    ):
        assert ("deadline", {"date": day}) in asks(reader, cards, text), text
    assert not [item for item in asks(reader, cards, "What do the Christmas balls cost?") if item[0] == "deadline"]


def test_cities_that_are_no_ports_are_destinations(reader: AskReader, cards: list[Card]) -> None:
    for text, place in (
        ("Please deliver 500 baskets to our warehouse in Doncaster.", {"place": "Doncaster", "country": "GB"}),
        ("Was kostet der Versand nach Osnabrück?", {"place": "Osnabrück", "country": "DE"}),
        ("Potete spedire i cesti a Brescia?", {"place": "Brescia", "country": "IT"}),
        ("Necesito 500 cestas puestas en nuestra bodega de Arequipa.", {"place": "Arequipa", "country": "PE"}),
    ):
        assert ("destination", place) in asks(reader, cards, text), text


def test_an_order_change_carries_the_new_number_and_says_so(reader: AskReader, cards: list[Card]) -> None:
    for text in (
        "Please make it 1,200 pcs instead of 900 pcs.",
        "Wir haben es uns überlegt: statt 900 bitte 1.200 Vasen.",
        "Al final vamos con 1.200 bufandas y no con 900.",
        "Podem passar o pedido de 900 para 1.200 tábuas?",
    ):
        got = asks(reader, cards, text)
        assert [item["n"] for kind, item in got if kind == "quantity"] == [1200], text
        assert ("other", {}) in got, text


def test_what_must_not_happen_is_no_complaint(reader: AskReader, cards: list[Card]) -> None:
    for text in (
        "How are the vases packed so that they don't break?",
        "كيف تغلفون المزهريات حتى لا تنكسر؟",
        "Wie verpacken Sie die Vasen, damit nichts zerbricht?",
    ):
        assert kinds(reader, cards, text) == {"packaging"}, text


def test_sums_that_are_nobodys_wish(reader: AskReader, cards: list[Card]) -> None:
    for text in (
        "Your rival in Foshan is at USD 1.20 for the mug.",
        "The winner must pay a registration fee of USD 1,200 for the contract.",
        "Last year we paid 10.20 USD.",
        "Any room to move if we double up to 4,000?",
    ):
        assert "target_price" not in kinds(reader, cards, text), text


def test_waiting_for_an_answer_is_a_reminder_only_when_nothing_else_is_asked(reader: AskReader, cards: list[Card]) -> None:
    assert "other" not in kinds(reader, cards, "What is your price for 500 baskets? Awaiting your reply.")
    assert kinds(reader, cards, "I wrote to you twice and heard nothing.") == {"other"}


def test_the_subject_does_not_decide_the_language(reader: AskReader, cards: list[Card]) -> None:
    assert read(reader, cards, "1 200 paniers TB-301. À 4,30 USD, c'est bon ?", "Price").language == "fr"
    assert read(reader, cards, "gan, mug 330ml custom logo 500pcs kena brp?").language == "id"
    assert read(reader, cards, "h e l l o  h o w  m u c h  f o r  5 0 0").language == "en"


def test_vietnamese_without_tones(reader: AskReader, cards: list[Card]) -> None:
    true = wrong = 0
    for name in ("labelled", "second"):
        for line in (ROOT / f"tests/data/messages/{name}-vi.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            have = Counter(ask.kind for ask in read(reader, cards, bare(row["body"]).replace("Đ", "D")).asks)
            want = Counter(item["kind"] for item in row["asks"])
            true += sum((have & want).values())
            wrong += sum((have - want).values()) + sum((want - have).values())
    assert 2 * true / (2 * true + wrong) >= 0.94


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Усаживается ли ткань и не линяет ли она?", "complaint"),
        ("この生地は洗うと縮みますか。", "complaint"),
        ("원단 물 빠지나요?", "complaint"),
        ("Kainnya luntur gak?", "complaint"),
        ("Просьба не звонить, пишите на почту. Какая цена?", "meeting"),
        ("전화는 삼가 주세요. 단가 문의드립니다.", "meeting"),
        ("Если завтра внесём предоплату, когда отгрузите 300 штук?", "payment_terms"),
        ("通関用に原産地証明書を送ってください。", "certificate"),
        ("Tolong kirim packing list untuk bea cukai.", "packaging"),
        ("Отмените, пожалуйста, заказ 448.", "quantity"),
    ],
)
def test_what_looks_like_an_ask_and_is_none(reader: AskReader, cards: list[Card], text: str, kind: str) -> None:
    assert kind not in [item for item, _ in asks(reader, cards, text)]


def test_what_looks_like_a_quantity_and_is_none(reader: AskReader, cards: list[Card]) -> None:
    for text in (
        "Please quote TB-301. Call me at +49 170 1234567 or see PO 448812, ref 2026/118.\nRegards\nEva\nHauptstr. 500, 20095 Hamburg",
        "Last year we ordered 500 pieces. What is your price today?",
        "We sell about 20,000 pieces a year in our 14 stores. What is your price?",
        "What is your price? We need 12 pieces per carton.",
        "40 of the 500 lamps were broken.",
        "Is 200 pcs your MOQ?",
        "> We offer 500 pieces at USD 4.80\n\nWhat is the lead time?",
    ):
        assert not [item for item in asks(reader, cards, text) if item[0] == "quantity"], text


def test_quantities_as_buyers_write_them(reader: AskReader, cards: list[Card]) -> None:
    for text, expected in (
        ("Price for 1x20GP please", [(1, "20GP")]),
        ("quote two 40' HC containers please", [(2, "40HQ")]),
        ("Price for 500, 1000 and 2000 pcs?", [(500, "piece"), (1000, "piece"), (2000, "piece")]),
        ("We want 500 pcs of TB-301: 300 brown and 200 natural. Price?", [(500, "piece")]),
        ("Please change our order from 500 to 800 pieces.", [(800, "piece")]),
        ("Precio de 2 docenas?", [(2, "dozen")]),
        ("Preis für fünfhundert Stück?", [(500, "piece")]),
        ("цена за 5 тыс. шт.?", [(5000, "piece")]),
        ("TB-301を2千個お見積りください", [(2000, "piece")]),
        ("Giá 1.500 cái bao nhiêu?", [(1500, "piece")]),
    ):
        got = [(item["n"], item["unit"]) for kind, item in asks(reader, cards, text) if kind == "quantity"]
        assert got == expected, text


def test_prices_that_are_not_the_buyers_wish(reader: AskReader, cards: list[Card]) -> None:
    for text in (
        "Your price of USD 4.80 is too high.",
        "Another supplier offers USD 3.90.",
        "We paid 2,000 USD as a deposit on 3 November.",
        "The sample costs 15 USD, is that right?",
    ):
        assert not [item for item in asks(reader, cards, text) if item[0] == "target_price"], text
    assert ("target_price", {"amount": "4.20", "currency": "USD"}) in asks(reader, cards, "Your price is USD 4.80, can you do USD 4.20?")


def test_dates_that_are_no_deadlines(reader: AskReader, cards: list[Card]) -> None:
    for text in (
        "We will visit you on 12 April.",
        "Thank you for your mail of 3 March 2027.",
        "Are you at the fair on 15 April?",
    ):
        assert not [item for item in asks(reader, cards, text) if item[0] == "deadline"], text
    assert ("deadline", {"date": "2027-03-15"}) in asks(reader, cards, "We need the goods before 15 March.")
    assert ("deadline", {"date": "2027-03-31"}) in asks(reader, cards, "Delivery by the end of March please.")


def test_places_of_loading_and_of_the_sender_are_no_destination(reader: AskReader, cards: list[Card]) -> None:
    for text in ("Price FOB Ningbo?", "We are an importer based in Chile. Price?", "What is the price?\nRegards\nJuan\nSantiago, Chile"):
        assert not [item for item in asks(reader, cards, text) if item[0] == "destination"], text


def test_hostile_and_empty_messages_are_read_in_bounded_time(reader: AskReader, cards: list[Card]) -> None:
    for text in ("", " \n", "?" * 5000, "a" * 50_000, "1,1" * 10_000, "<" * 20_000, "> " * 9_000, "\u202e" * 3000, "tb-301 " * 4000):
        result = read(reader, cards, text)
        assert all(ask.kind in ASK_KINDS for ask in result.asks)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Your account is limited. Click https://ali-check.example to verify it and enter your password.", "phishing_link"),
        ("Su cuenta será suspendida. Haga clic en el enlace para verificar y escriba su contraseña.", "credential_request"),
        ("注文書を見るにはマクロを有効にしてください。", "malware_attachment_lure"),
        ("Wir zahlen in USDT, außerhalb der Plattform, das spart Gebühren.", "off_platform_payment"),
        ("We overpaid by mistake. Please send the difference to our forwarding agent.", "overpayment"),
        ("Вы выиграли тендер. Для подписания контракта сначала оплатите регистрационный сбор.", "advance_fee"),
        ("We are the procurement office of a state university. Payment net 30. Please do not call, only e-mail.", "fake_purchase_order"),
        ("What is your floor price and what do other customers pay?", "price_fishing"),
        ("تم تغيير حساب الشركة، يرجى تحويل المبلغ إلى حسابي الشخصي.", "personal_bank_change"),
        ("Necesitamos 500 cestas puestas en La Habana, Cuba.", "sanctions_destination"),
        ("Deliver to Dubai, from there the goods go on to Bandar Abbas.", "sanctions_destination"),
    ],
)
def test_risks_are_seen(reader: AskReader, risks: RiskReader, cards: list[Card], text: str, label: str) -> None:
    message = Message("1", "", text)
    result = reader.read(message, cards, TODAY)
    assert label in [sign.label for sign in risks.read(message, result, reader.lexicon(result.language))]


@pytest.mark.parametrize(
    "text",
    [
        "Please quote 500 Havana brown baskets CIF Hamburg.",
        "Can you send the catalogue link and confirm the price for 300 pcs?",
        "Payment T/T 30/70 to your company account, please confirm your bank details on the PI.",
        "We are a university shop in Madrid and need 200 mugs, payment in advance.",
        "Доставка в Москву, 500 штук, какая цена?",
        "Is the packaging able to release moisture? Please check the specification of the lid.",
    ],
)
def test_what_resembles_a_risk_stays_unmarked(reader: AskReader, risks: RiskReader, cards: list[Card], text: str) -> None:
    message = Message("1", "", text)
    result = reader.read(message, cards, TODAY)
    assert risks.read(message, result, reader.lexicon(result.language)) == ()


def test_labelled_risks_in_all_languages(reader: AskReader, risks: RiskReader, cards: list[Card]) -> None:
    missed, marked = [], []
    rows = [json.loads(line) for line in (ROOT / "tests/data/messages/risks.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        message = Message(row["id"], "", row["body"])
        result = reader.read(message, cards, TODAY)
        got = {sign.label for sign in risks.read(message, result, reader.lexicon(result.language))}
        missed += [row["id"]] * bool(set(row["risk"]) - got)
        marked += [row["id"]] * bool(got - set(row["risk"]))
    assert len(missed) <= len(rows) // 50, missed
    assert marked == []
