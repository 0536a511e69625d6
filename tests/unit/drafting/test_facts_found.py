"""The fact lock finds what the card does not say, says where and what the card says, and lets true text pass."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.domain.listings import LOCALES, Finding, Listing, listing_from_json
from desktop.drafting.facts import Allowances, FactLock, correction
from desktop.language.glossary import Glossaries
from desktop.system.paths import resources_dir

DATA = Path(__file__).resolve().parents[2] / "data" / "lock"
LOCK = FactLock(Glossaries(resources_dir() / "glossary"))
CARDS: dict[str, Card] = {key: card_from_json(raw) for key, raw in json.loads((DATA / "cards.json").read_text("utf-8")).items()}
BASKET = CARDS["TB-301"]


def findings(text: str, locale: str = "en", card: Card = BASKET, **more: Any) -> list[Finding]:
    listing = listing_from_json({"locale": locale, "title": "", "description": text} | more)
    return list(LOCK.check(card, listing))


def blocked(text: str, locale: str = "en", card: Card = BASKET) -> list[tuple[str, str]]:
    return [(item.kind, item.text) for item in findings(text, locale, card) if item.severity == "block"]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "A basket of rattan, 40 x 30 x 25 cm (15.7 × 11.8 × 9.8 in), 850 g, in two colours."),
        ("en", "Twelve pieces to a carton; warranty of one year; MOQ 200 pcs, FOB Qinzhou."),
        ("en", "No plastic is used. About 40 cm long, up to 12 pieces per carton."),
        ("es", "Cesta de ratán de 40 × 30 × 25 cm y 0,85 kg, en dos colores, con garantía de un año."),
        ("de", "Rattankorb, 40 cm lang, 30 cm breit, 25 cm hoch, zweifarbig lieferbar, zwölf Stück je Karton."),
        ("fr", "Panier en rotin de 40 × 30 × 25 cm, 12 pièces par carton."),
        ("ar", "سلة من الروطان مقاسها ٤٠ × ٣٠ × ٢٥ سم بلونين، ضمان سنة واحدة."),
        ("ja", "ラタンのバスケット、サイズは４０×３０×２５cm、十二個入り、二色展開です。"),
        ("ko", "라탄 바구니, 40×30×25cm, 한 박스에 열두 개, 두 가지 색상입니다."),
        ("ru", "Корзина из ротанга 40×30×25 см, двенадцать штук в коробке, два цвета."),
        ("vi", "Giỏ bằng mây 40 x 30 x 25 cm, mười hai chiếc một thùng, có hai màu."),
        ("id", "Keranjang rotan 40 x 30 x 25 cm, dua belas buah per karton, dua warna."),
    ],
)
def test_true_texts_pass(locale: str, text: str) -> None:
    assert blocked(text, locale) == []


@pytest.mark.parametrize(
    ("locale", "text", "kind", "wrong"),
    [
        ("en", "It measures 40 x 30 x 26 cm.", "number", "26 cm"),
        ("en", "It measures 40 x 30 x 25 mm.", "unit", "40 x 30 x 25 mm"),
        ("en", "It weighs 0.85 lb.", "unit", "0.85 lb"),
        ("en", "40 cm (15.9 in) long", "number", "15.9 in"),
        ("en", "A basket of bamboo.", "material", "bamboo"),
        ("en", "Available in red and brown.", "colour", "red"),
        ("en", "CE certified.", "certificate", "CE"),
        ("en", "Thirteen pieces per carton.", "quantity", "Thirteen pieces"),
        ("en", "Model TB-302.", "code", "TB-302"),
        ("en", "Shipped CIF.", "term", "CIF"),
        ("en", "FOB Ningbo.", "term", "Ningbo"),
        ("en", "24-month warranty.", "term", "24-month"),
        ("en", "Only USD 3.90 each.", "price", "USD 3.90"),
        ("en", "Made in Italy.", "claim", "Italy"),
        ("en", "An eco-friendly basket.", "claim", "eco-friendly"),
        ("en", "As good as IKEA baskets.", "claim", "IKEA"),
        ("en", "As an AI, I cannot say.", "language", "As an AI"),
        ("en", "It measures {size}.", "language", "{size}"),
        ("en", "A basket 藤 for you.", "language", "藤"),
        ("es", "Mide 40 x 30 x 52 cm.", "number", "52 cm"),
        ("pt", "Cesto de bambu.", "material", "bambu"),
        ("fr", "Coloris rouge et marron.", "colour", "rouge"),
        ("de", "Ein Bambuskorb.", "material", "Bambuskorb"),
        ("it", "Tredici pezzi per cartone.", "quantity", "Tredici pezzi"),
        ("ru", "Корзина из бамбука.", "material", "бамбука"),
        ("ar", "ضمان 24 شهرًا.", "term", "24 شهرًا"),
        ("ja", "素材はガラスです。", "material", "ガラス"),
        ("ko", "무게는 0.58kg입니다.", "number", "0.58kg"),
        ("vi", "Giỏ có màu đỏ.", "colour", "màu đỏ"),
        ("id", "Isi tiga belas buah per karton.", "quantity", "tiga belas buah"),
    ],
)
def test_what_the_card_does_not_say_is_found(locale: str, text: str, kind: str, wrong: str) -> None:
    hits = [item for item in findings(text, locale) if item.severity == "block"]
    assert (kind, wrong) in [(item.kind, item.text) for item in hits]
    for item in hits:
        assert text[item.start : item.end] == item.text
        assert item.field == "description"
        assert item.message


def test_a_finding_says_what_the_card_says_in_the_readers_style() -> None:
    (wrong,) = findings("Pesa 0,58 kg.", "es")
    assert (wrong.expected, wrong.path) == ("0,85 kg", "attributes.weight")
    assert "0,85 kg" in wrong.message
    assert correction(wrong) == "0,85 kg"
    (colour,) = findings("Disponible en rojo.", "es")
    assert "marrón" in colour.expected


def test_prices_lead_times_and_payment_go_stale_in_a_description() -> None:
    assert blocked("The price is USD 4.80.") == [("price", "USD 4.80")]
    assert ("term", "25 days") in blocked("Lead time: 25 days.")
    assert ("term", "30%") in blocked("30% deposit by T/T.")


def test_a_reply_may_state_what_was_computed() -> None:
    from decimal import Decimal

    allow = Allowances(
        quantities=((Decimal(500), "piece"), (Decimal("4.80"), "money:USD"), (Decimal("2400.00"), "money:USD")),
        incoterms=("CIF",),
        ports=("DEHAM",),
    )
    text = "500 pieces at USD 4.80 make USD 2,400.00 CIF Hamburg; ready in 25 days, T/T 30/70."
    assert LOCK.check_text(BASKET, "en", "reply", text, allow=allow) == ()
    wrong = LOCK.check_text(BASKET, "en", "reply", text.replace("4.80", "4.60"), allow=allow)
    assert [(item.kind, item.text) for item in wrong] == [("price", "USD 4.60")]


def test_facts_stated_are_ticked_or_crossed() -> None:
    rows = LOCK.facts_stated(BASKET, "en", "Rattan basket, 40 x 30 x 25 cm, 0.95 kg.")
    assert ("attributes.material[0]", "Rattan", True) in rows
    assert ("attributes.weight", "0.95 kg", False) in rows
    assert sum(ok for path, _, ok in rows if path == "attributes.size") == 3


def test_private_prices_are_no_facts() -> None:
    assert blocked("Only USD 4.00.")[0][0] == "price"
    assert all("4.00" not in item.message.replace("USD 4.00”", "") and "2.90" not in item.message for item in findings("USD 4.00"))


def test_a_long_title_is_too_long_in_bytes() -> None:
    title = "Basket " * 19
    found = [item for item in LOCK.check(BASKET, Listing("en", title)) if item.kind == "length"]
    assert [(item.start, item.end, item.expected) for item in found] == [(128, len(title), "128")]
    assert not [item for item in LOCK.check(BASKET, Listing("es", "Cesta " * 30)) if item.kind == "length"]


@pytest.mark.parametrize("locale", LOCALES)
def test_texts_written_before_the_rules_raise_no_alarm(locale: str) -> None:
    from tests.bench.bench_lock_mutants import load_texts

    for text in load_texts(DATA / f"frozen-{locale}.jsonl"):
        listing = listing_from_json(text.listing)
        assert [item for item in LOCK.check(CARDS[text.card], listing) if item.severity == "block"] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_another_language_is_noticed(locale: str) -> None:
    other = (
        "Diese Körbe werden von Hand geflochten und sind für das Wohnzimmer gemacht, wir liefern sie mit einem Deckel "
        "und mit dem Logo der Kunden auf Wunsch."
    )
    if locale == "de":
        other = (
            "These baskets are woven by hand and they are made for the living room, we will send them to you with "
            "your own logo if you wish it."
        )
    assert any(kind == "language" for kind, _ in blocked(other, locale))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "-5 cm",
        "9" * 400 + " kg",
        "1e999999999 cm",
        "(" * 20000,
        "4 x " * 12000,
        "1.1" * 16000,
        "ab-" * 16000 + "1",
        "二" * 20000,
        "{" * 50000,
        "٪" * 50000,
        "a " * 25000,
        "1 " * 25000,
    ],
)
@pytest.mark.parametrize("locale", ["en", "ja", "ar", "ko"])
def test_odd_and_huge_texts_take_linear_time(locale: str, text: str) -> None:
    started = time.process_time()
    found = findings(text, locale)
    assert time.process_time() - started < 20
    assert all(0 <= item.start <= item.end <= len(text) for item in found)
