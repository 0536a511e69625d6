"""A message comes in, its reply is drafted, kept while typing, approved or copied; nothing is lost, sent twice or leaked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.bootstrap import House
from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.domain.errors import BadInput, Refused
from desktop.domain.messages import Message
from desktop.domain.price_policy import Concession, PricePolicy
from desktop.storage import outbox as outbox_rows
from desktop.storage.messages import search_grams

SAMPLES = Path(__file__).parents[3] / "resources" / "samples" / "cards"
INQUIRY = "Hello,\nplease quote 500 pcs of TB-301 FOB. What is your lead time? Can you send a sample?\nBest regards\nMaria Gomez"


def sample_card() -> Card:
    return card_from_json(json.loads((SAMPLES / "TB-301.json").read_text("utf-8")))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as made:
        made.cards.save(sample_card())
        yield made


def test_a_pasted_message_becomes_a_thread_with_a_reply(house: House) -> None:
    changes, thread = house.messages.paste(INQUIRY, "Maria Gomez")
    assert changes.has("messages")
    view = house.messages.view(thread)
    assert [ask.kind for ask in view.understanding.asks] == ["price", "quantity", "lead_time", "incoterm", "sample"]
    assert "USD 4.80" in view.text
    assert "25 days" in view.text
    assert "Maria Gomez" in view.text
    assert view.reply.sendable, view.reply.findings
    again, same = house.messages.paste(INQUIRY, "Maria Gomez")
    assert not again
    assert same == thread
    assert len(house.messages.threads()) == 1


def test_typing_is_kept_and_a_new_draft_forgets_it(house: House) -> None:
    _, thread = house.messages.paste(INQUIRY)
    house.messages.keep_typing(thread, "Dear Maria, we thank you.")
    assert house.messages.view(thread).text == "Dear Maria, we thank you."
    house.messages.redraft(thread)
    assert "USD 4.80" in house.messages.view(thread).text


def test_approval_puts_one_item_into_the_outbox_and_keeps_the_promises(house: House) -> None:
    _, thread = house.messages.receive(Message("<1@x>", "Baskets", INQUIRY, "maria@example.com"))
    text = house.messages.view(thread).text
    _, item = house.messages.approve(thread, text, "mail-1")
    stored = outbox_rows.get(house.store.read(), item)
    assert stored is not None
    assert (stored.kind, stored.account, stored.payload["to"], stored.payload["text"]) == ("reply", "mail-1", "maria@example.com", text)
    view = house.messages.view(thread)
    assert view.thread.state == "answered"
    assert {promise.kind for _, promise in view.commitments} >= {"price", "lead_time", "sample"}
    price = next(promise for _, promise in view.commitments if promise.kind == "price")
    assert (price.value, price.quantity, price.sku) == ("USD 4.80", 500, "TB-301")
    house.messages.approve(thread, text, "mail-1")  # pressed twice
    assert len(outbox_rows.every(house.store.read())) == 1


@pytest.mark.parametrize(
    "leak", ["Our cost is 2.90.", "We can go to USD 4.10.", "We will refund you.", "Pay to IBAN DE44500105175407324931."]
)
def test_what_may_not_leave_is_refused_with_its_reason(house: House, leak: str) -> None:
    _, thread = house.messages.paste(INQUIRY)
    text = house.messages.view(thread).text + "\n\n" + leak
    assert house.messages.check(thread, text)
    with pytest.raises(Refused) as caught:
        house.messages.copied(thread, text)
    assert caught.value.code == "message.not_sendable"
    assert "2.90" not in str(caught.value)
    assert house.messages.threads()[0].state == "waiting"


def test_a_reply_that_contradicts_a_promise_is_stopped(house: House) -> None:
    _, thread = house.messages.receive(Message("<1@x>", "Baskets", INQUIRY, "maria@example.com"))
    house.messages.copied(thread, house.messages.view(thread).text)
    card = sample_card()
    dearer = tuple(replace(tier, price=tier.price + Decimal("0.50")) for tier in card.trade.price_tiers)
    house.cards.save(replace(card, trade=replace(card.trade, price_tiers=dearer)))
    house.messages.receive(Message("<2@x>", "Re: Baskets", INQUIRY, "maria@example.com", reply_to="<1@x>"))
    assert len(house.messages.threads()) == 1
    with pytest.raises(Refused) as caught:
        house.messages.copied(thread, house.messages.view(thread).text)
    assert caught.value.code == "message.contradicts"


def test_follow_ups_and_promises_that_fall_due(house: House) -> None:
    _, thread = house.messages.paste(INQUIRY, "Maria")
    house.messages.copied(thread, house.messages.view(thread).text)
    assert house.messages.follow_ups() == []
    now = house.messages.clock()
    house.messages.clock = lambda: now + 8 * 86400
    assert [(item.buyer, item.days) for item in house.messages.follow_ups()] == [("Maria", 7)]
    house.messages.clock = lambda: now + 13 * 86400
    assert {item.kind for item in house.messages.due_promises()} >= {"price", "sample"}


def test_every_script_is_found(house: House) -> None:
    house.messages.receive(Message("a", "询价", "您好，请报藤篮价格", "wang"))
    house.messages.receive(Message("b", "見積", "サンプルを横浜まで送ってください", "sato"))
    house.messages.receive(Message("c", "Cotización", "Necesito cestas de ratán", "ana"))
    house.messages.receive(Message("d", "سعر", "نحتاج سلال الروطان", "omar"))
    for query, expected in (
        ("藤篮", "a"),
        ("藤", "a"),
        ("横浜", "b"),
        ("サンプル", "b"),
        ("ratan", "c"),
        ("cest", "c"),
        ("الروطان", "d"),
        ("Sato", "b"),
    ):
        assert [message.id for _, message in house.messages.search(query)] == [expected], query
    assert house.messages.search("竹篮") == []
    assert house.messages.search('" OR x') == []
    assert search_grams("藤篮", whole=False) == ["藤篮"]


def test_unknown_threads_are_named(house: House) -> None:
    with pytest.raises(BadInput):
        house.messages.view("nobody")


def test_six_rounds_with_one_buyer_bring_two_steps_and_no_more(house: House) -> None:
    house.messages.save_policy(PricePolicy(concessions=(Concession(Decimal("0.02"), "payment"), Concession(Decimal("0.01"), "time"))))
    steps = []
    for number in range(6):
        asked = f"Can you do USD 4.20 for 1,200 pcs of TB-301? Round {number}."
        _, thread = house.messages.receive(Message(f"<{number}@x>", "Price", asked, "ana@example.com"))
        view = house.messages.view(thread)
        steps += [line.topic for line in view.reply.lines if line.topic.startswith("counter_")]
        house.messages.copied(thread, view.text)
        assert house.messages.view(thread).text == view.text  # looking again at what was answered concedes nothing
    assert steps == ["counter_payment"] + ["counter_time"] * 5
    assert len(house.messages.threads()) == 1
