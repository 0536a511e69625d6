"""Replies say every value that the card determines, in the buyer's own number format, and nothing that it does not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card, PriceTier, SampleTerms
from desktop.domain.factory import Closure, FactoryCard
from desktop.domain.messages import Message
from desktop.domain.price_policy import Charge, Concession, PricePolicy
from desktop.drafting.replies.values import Sender, Terms
from desktop.services.replying import Answered, edited

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


def basket() -> Card:
    return card_from_json(json.loads((ROOT / "resources/samples/cards/TB-301.json").read_text("utf-8")))


def answer(words: Words, text: str, card: Card | None = None, sender: Sender | None = None) -> Answered:
    return words.replier.reply_to(Message("1", "", text), [card or basket()], today=TODAY, sender=sender)


QUESTIONS = {
    "en": (
        "Please quote 1,200 pcs of TB-301 FOB. What is the lead time, and how much is a sample?",
        ("USD 4.35", "40 days", "USD 15.00", "7 days"),
    ),
    "es": ("Coticen 1.200 piezas de TB-301 FOB. ¿Plazo de entrega? ¿Cuánto cuesta una muestra?", ("4,35", "40 días", "15,00", "7 días")),
    "pt": ("Cotem 1.200 peças TB-301 FOB. Qual o prazo? E a amostra?", ("4,35", "40 dias", "15,00", "7 dias")),
    "fr": ("Merci de chiffrer 1 200 pièces TB-301 FOB. Quel délai ? Et un échantillon ?", ("4,35", "40 jours", "15,00", "7 jours")),
    "de": ("Bitte bieten Sie 1.200 Stück TB-301 FOB an. Lieferzeit? Muster?", ("4,35", "40 Tage", "15,00", "7 Tage")),
    "it": ("Vorrei un preventivo per 1.200 pezzi TB-301 FOB. Tempi di consegna? Campione?", ("4,35", "40 giorni", "15,00", "7 giorni")),
    "ru": ("Дайте цену на 1200 штук TB-301 FOB. Какой срок изготовления? Можно образец?", ("4,35", "40", "15,00", "7")),
    "ar": ("ما سعر 1200 قطعة TB-301 FOB؟ وما مدة التسليم؟ وهل يمكن إرسال عينة؟", ("4.35", "40", "15.00", "7")),
    "ja": ("TB-301を1,200個、FOBでお見積りください。納期とサンプルについても教えてください。", ("4.35", "40日", "15.00", "7日")),
    "ko": ("TB-301 1,200개 FOB 견적 부탁드립니다. 납기와 샘플도 알려주세요.", ("4.35", "40일", "15.00", "7일")),
    "vi": ("Báo giá 1.200 cái TB-301 FOB. Thời gian giao hàng bao lâu? Có gửi hàng mẫu không?", ("4,35", "40 ngày", "15,00", "7 ngày")),
    "id": ("Mohon harga 1.200 pcs TB-301 FOB. Berapa lama produksinya? Ada sampel?", ("4,35", "40 hari", "15,00", "7 hari")),
}


@pytest.mark.parametrize("language", QUESTIONS)
def test_every_value_the_card_determines_is_in_the_reply(words: Words, language: str) -> None:
    text, expected = QUESTIONS[language]
    answered = answer(words, text)
    assert answered.understanding.language == answered.reply.language == language
    for value in expected:
        assert value in answered.reply.text.replace("\u00a0", " "), value
    assert answered.reply.sendable, answered.reply.findings
    assert all(line.zh for line in answered.reply.lines)
    assert "4.35" in answered.reply.readback_zh


def test_what_the_card_does_not_say_is_put_off_and_never_claimed(words: Words) -> None:
    bare = replace(basket(), trade=replace(basket().trade, samples=None, warranty=None, payment=()), certificates=())
    text = answer(words, "Do you have FSC? What warranty? Payment terms? Sample? 500 pcs of TB-301.", bare).reply.text
    assert "FSC" not in text
    assert not any(word in text for word in ("%", "month", "T/T", "15.00"))


def test_another_term_than_the_cards_is_not_priced_without_freight(words: Words) -> None:
    asked = "What is the price for 500 pcs TB-301 CIF Hamburg?"
    text = answer(words, asked).reply.text
    assert "FOB Qinzhou" in text
    assert "CIF Hamburg" not in text
    freight = Charge("freight", Decimal("600"), "USD", "shipment", "forwarder", TODAY, date(2026, 12, 1), "Hamburg", "sea")
    policy = PricePolicy(charges=(freight,), insurance_rate=Decimal("0.002"))
    text = answer(words, asked, sender=Sender(FactoryCard(), policy)).reply.text
    assert "CIF Hamburg" in text
    assert "USD 6.02" in text  # (2400 + 600) / (1 - 1.1 * 0.002) / 500, rounded up


def test_below_the_minimum_the_price_at_the_minimum_is_said(words: Words) -> None:
    reply = answer(words, "Price for 50 pcs of TB-301?").reply
    assert ("200 pieces" in reply.text, "USD 4.80" in reply.text) == (True, True)
    assert "50 pieces" in reply.text
    assert reply.sendable


def test_below_the_minimum_a_trial_order_costs_its_surcharge(words: Words) -> None:
    policy = PricePolicy(trial_surcharge=Decimal("0.15"))
    for language, text in SMALL.items():
        reply = answer(words, text, sender=Sender(FactoryCard(), policy)).reply
        assert reply.language == language
        assert any(line.topic == "price_trial" for line in reply.lines), language
        assert "5.52" in reply.readback_zh
        assert "5,52" in reply.text.replace("5.52", "5,52")
        assert reply.sendable, (language, reply.findings)
        assert any(line.topic == "price_at_moq" for line in answer(words, text).reply.lines), language


SMALL = {
    "en": "Please quote 100 pcs of TB-301.", "es": "Coticen 100 piezas de TB-301, por favor.", "pt": "Por favor, cotem 100 peças do TB-301.", "fr": "Merci de chiffrer 100 pièces TB-301.",
    "de": "Bitte bieten Sie 100 Stück TB-301 an.", "it": "Vorrei un preventivo per 100 pezzi TB-301.", "ru": "Дайте, пожалуйста, цену на 100 штук TB-301.", "ar": "ما سعر 100 قطعة TB-301 من فضلكم؟",
    "ja": "TB-301を100個お見積りください。", "ko": "TB-301 100개 견적 부탁드립니다.", "vi": "Vui lòng báo giá 100 cái TB-301.", "id": "Mohon harga untuk 100 pcs TB-301.",
}  # fmt: skip
LOWER = {
    "en": "Can you do USD 4.20 for 1,200 pcs of TB-301?", "es": "¿Pueden hacer 4,20 USD para 1.200 piezas de TB-301?", "pt": "Conseguem fazer USD 4,20 para 1.200 peças do TB-301?", "fr": "Pouvez-vous faire 4,20 USD pour 1 200 pièces TB-301 ?",
    "de": "Unser Zielpreis ist 4,20 USD für 1.200 Stück TB-301.", "it": "Potete fare 4,20 USD per 1.200 pezzi TB-301?", "ru": "Нам нужно 1200 штук TB-301, целевая цена 4,20 USD за штуку.", "ar": "هل يمكنكم تقديم سعر 4.20 دولار لـ 1200 قطعة TB-301؟",
    "ja": "TB-301を1,200個、単価4.20ドルでお願いできますか。", "ko": "TB-301 1,200개를 개당 4.20달러에 가능할까요?", "vi": "Có thể bán giá 4,20 USD cho 1.200 cái TB-301 không?", "id": "Halo, kami butuh 1.200 pcs TB-301. Bisakah harganya USD 4,20? Terima kasih.",
}  # fmt: skip


@pytest.mark.parametrize("language", LOWER)
def test_a_lower_price_is_answered_with_a_step_in_exchange_for_something(words: Words, language: str) -> None:
    policy = PricePolicy(concessions=(Concession(Decimal("0.02"), "payment"), Concession(Decimal("0.01"), "time")))
    shown = []
    for conceded in range(6):
        reply = answer(words, LOWER[language], sender=Sender(FactoryCard(), policy, "", conceded)).reply
        assert reply.language == language
        assert reply.sendable, reply.findings
        assert "4.20" not in reply.text.replace("4,20", "4.20")
        shown.append([(line.topic, line.text) for line in reply.lines if line.topic.startswith(("counter", "target"))])
    assert [[topic for topic, _ in rounds] for rounds in shown[:2]] == [
        ["target_price_hold", "counter_payment"],
        ["target_price_hold", "counter_time"],
    ]
    assert shown[2:] == [shown[1]] * 4  # the last step is repeated, nothing new is ever given
    assert "4.27" in shown[0][1][1].replace("4,27", "4.27")  # 4.35 less 2 %
    held = answer(words, LOWER[language]).reply
    assert not any(line.topic.startswith("counter_") for line in held.lines)
    assert "4.35" in held.text.replace("4,35", "4.35")


def test_a_smaller_order_is_offered_the_next_tier_first(words: Words) -> None:
    reply = answer(words, "Our target is USD 4.30 for 500 pcs of TB-301.").reply
    step = next(line for line in reply.lines if line.topic == "counter_quantity")
    assert ("1,000 pieces" in step.text, "USD 4.35" in step.text, "USD 4.80" in reply.text) == (True, True, True)


def test_a_closed_factory_moves_the_day_and_is_said(words: Words) -> None:
    spring = FactoryCard(calendar=(Closure("2026-12-10", "2026-12-31", "春节"),))
    asked = "We need 500 pcs of TB-301 before 31 December 2026. Is that possible?"
    assert any(line.topic == "lead_time_deadline_ok" for line in answer(words, asked).reply.lines)
    reply = answer(words, asked, sender=Sender(spring)).reply
    said = {line.topic: line.text for line in reply.lines}
    assert "lead_time_deadline_miss" in said
    assert "lead_time_deadline_ok" not in said
    for day in ("December 10, 2026", "December 31, 2026", "January 9, 2027"):  # 25 days with 22 closed ones among them
        assert day in said["lead_time_closed"]
    assert reply.sendable, reply.findings


def test_a_target_that_is_a_private_number_is_not_repeated(words: Words) -> None:
    assert "4.00" not in answer(words, "Can you do USD 4.00 for 500 pcs of TB-301?").reply.text
    assert "2.90" not in answer(words, "Our target is USD 2.90 for 500 pcs of TB-301.").reply.text


def test_several_quantities_are_each_priced(words: Words) -> None:
    text = answer(words, "Price for 500 and 1000 pcs of TB-301?").reply.text
    assert "USD 4.80" in text
    assert "USD 4.35" in text


def test_a_deadline_is_compared_with_lead_time(words: Words) -> None:
    late = answer(words, "We need 500 pcs of TB-301 before 1 December 2026. Is that possible?").reply
    early = answer(words, "We need 500 pcs of TB-301 before 15 March 2027. Is that possible?").reply
    assert any(line.topic == "lead_time_deadline_miss" for line in late.lines)
    assert any(line.topic == "lead_time_deadline_ok" for line in early.lines)


def test_a_dangerous_message_is_never_answered_by_itself(words: Words) -> None:
    answered = answer(words, "Click https://verify.example to verify your account and enter your password. 500 pcs TB-301?")
    assert not answered.reply.sendable
    assert answered.to_json()["risk"] == ["phishing_link", "credential_request"]


def test_the_same_price_in_every_language(words: Words) -> None:
    prices = {answer(words, text).quoted[0].unit_price for text, _ in QUESTIONS.values()}
    assert prices == {Decimal("4.35")}


@pytest.mark.parametrize(
    ("text", "method", "deposit"),
    [("T/T 30/70", "T/T", 30), ("L/C at sight", "L/C at sight", None), ("T/T 30/70 against B/L copy", "T/T 30/70 against B/L copy", None)],
)
def test_payment_terms_as_cards_write_them(text: str, method: str, deposit: int | None) -> None:
    assert (Terms.read(text).method, Terms.read(text).deposit) == (method, deposit)


def board() -> Card:
    return card_from_json(json.loads((ROOT / "resources/samples/cards/BC-118.json").read_text("utf-8")))


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("Please quote 600 pcs of TB-301 and 500 pcs of BC-118, FOB.", {("TB-301", 600, "4.80"), ("BC-118", 500, "3.25")}),
        ("Bitte Preis für 1.200 Stück TB-301 sowie 5000 Stück BC-118.", {("TB-301", 1200, "4.35"), ("BC-118", 5000, "2.70")}),
        ("TB-301を1,200個、BC-118を5000個、お見積りください。", {("TB-301", 1200, "4.35"), ("BC-118", 5000, "2.70")}),
        ("We need 300 pcs. The price of 600 pcs HP-20, please.", set()),  # not on the shelf
    ],
)
def test_each_product_is_priced_for_its_own_quantity(words: Words, text: str, prices: set[tuple[str, int, str]]) -> None:
    answered = words.replier.reply_to(Message("1", "", text), [basket(), board()], today=TODAY)
    assert {(item.sku, item.quantity, str(item.unit_price)) for item in answered.quoted} == prices
    assert answered.reply.sendable, answered.reply.findings
    for sku, _quantity, _price in prices:
        assert sku in answered.reply.text


def test_a_quantity_beside_two_products_is_priced_for_neither(words: Words) -> None:
    asked = Message("1", "", "We need TB-301 and BC-118, 500 pieces. What is the price?")
    answered = words.replier.reply_to(asked, [basket(), board()], today=TODAY)
    assert 500 not in {item.quantity for item in answered.quoted}
    assert {"TB-301", "BC-118"} == {item.sku for item in answered.quoted}  # both price lists


def test_another_products_floor_does_not_stop_a_count(words: Words) -> None:
    """TB-301's floor of 4.00 is no reason to stop "4 days" or "4 440,00 USD" in an answer about something else."""
    other = replace(
        board(), trade=replace(board().trade, samples=SampleTerms(Decimal("20.00"), 4), price_tiers=(PriceTier(1, Decimal("14.80")),))
    )
    for text in ("¿Cuánto cuesta la muestra de BC-118 y cuándo estaría?", "Дайте цену на 300 штук BC-118 и срок образца."):
        answered = words.replier.reply_to(Message("1", "", text), [basket(), other], today=TODAY)
        assert answered.reply.sendable, (answered.reply.text, answered.reply.findings)
        typed = edited(answered, f"{answered.reply.text}\n\nOur cost is 2.90.")
        assert any(item.severity == "block" for item in words.replier.recheck(answered, typed, Sender(), [basket(), other]))
