"""Plain advice beside the risks: what an exporter would mind, in many languages, and what resembles it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.domain.messages import Message
from desktop.drafting.asks.reader import AskReader
from desktop.drafting.risk_cautions import CAUTIONS, CautionReader, caution

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def cards() -> list[Card]:
    return [card_from_json(json.loads(file.read_text("utf-8"))) for file in sorted((ROOT / "resources/samples/cards").glob("*.json"))]


@pytest.fixture(scope="module")
def reader() -> AskReader:
    return AskReader(ROOT / "resources" / "asks", Words().glossaries)


@pytest.fixture(scope="module")
def cautions() -> CautionReader:
    return CautionReader(ROOT / "resources" / "asks")


def codes(reader: AskReader, cautions: CautionReader, cards: list[Card], text: str, sender: str = "") -> list[str]:
    message = Message("1", "", text, sender)
    return [sign.label for sign in cautions.read(message, reader.read(message, cards, TODAY))]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("payer_not_buyer", "The payment will come from another company in Dubai, our partner."),
        ("payer_not_buyer", "Оплата придёт от третьего лица."),
        ("payer_not_buyer", "代金は別の会社から送金します。"),
        ("third_party_rmb", "My friend in Guangzhou will transfer the money in RMB to you."),
        ("third_party_rmb", "سيدفع صديقي في الصين باليوان."),
        ("forwarder_without_bl", "Hand the goods to our own forwarder, telex release please, no original B/L needed."),
        ("forwarder_without_bl", "Unser Spediteur holt die Ware ab, ohne Original-Konnossement."),
        ("lc_soft_clause", "L/C at sight; inspection certificate signed by the applicant is required."),
        ("under_invoicing", "Por favor pongan la mitad del precio en la factura."),
        ("under_invoicing", "インボイスの金額を低く記載してください。"),
        ("origin_change", "Please remove the made in China label and print Made in Vietnam."),
        ("branded_goods", "¿Pueden hacer bolsas con el logo de Disney?"),
        ("sample_fishing", "Please send free samples of all models, shipping on your account."),
    ],
)
def test_what_to_mind_is_seen(reader: AskReader, cautions: CautionReader, cards: list[Card], code: str, text: str) -> None:
    assert codes(reader, cautions, cards, text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Please quote 500 baskets TB-301 CIF Hamburg, payment T/T 30/70.",
        "Can we get a free sample? We need 500 pcs.",
        "We use our own forwarder, FOB Ningbo.",
        "L/C at sight is fine. Is the certificate of origin included?",
        "Does the power bank work with iPhone and Samsung?",
        "Wir zahlen in RMB, geht das?",
    ],
)
def test_ordinary_business_needs_no_advice(reader: AskReader, cautions: CautionReader, cards: list[Card], text: str) -> None:
    assert codes(reader, cautions, cards, text) == []


def test_an_address_that_resembles_the_buyers_own(reader: AskReader, cautions: CautionReader, cards: list[Card]) -> None:
    body = "Our bank details changed.\nRegards\nMary\nmary@acme-tools.com"
    assert codes(reader, cautions, cards, body, "mary@acrne-tools.com") == ["lookalike_domain"]
    assert codes(reader, cautions, cards, body, "mary@acme-tools.com") == []
    assert codes(reader, cautions, cards, body, "mary@gmail.com") == []


def test_every_advice_has_words() -> None:
    assert all(len(caution(code)) > 20 for code in CAUTIONS)
