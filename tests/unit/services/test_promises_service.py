"""What only the owner may promise: stated in the panel, in Chinese; let through word for word, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.bootstrap import House
from desktop.domain.commitments import OwnPromise
from desktop.domain.errors import BadInput, Refused
from desktop.domain.messages import Message
from desktop.services.promises import amount_of

ASKED = {
    "en": "Two baskets of our order arrived broken. Please quote 500 pcs of TB-301 again, FOB.",
    "es": "Dos cestas llegaron rotas. Por favor coticen de nuevo 500 piezas de TB-301 FOB.",
    "ru": "Две корзины пришли сломанными. Дайте снова цену на 500 штук TB-301 FOB.",
    "ja": "籠が二つ壊れて届きました。TB-301を500個、FOBでもう一度お見積りください。",
    "ar": "وصلت سلتان مكسورتان. ما سعر 500 قطعة TB-301 FOB من جديد؟",
}
REFUND = OwnPromise("refund", Decimal("12.40"), "USD")
PENALTY = OwnPromise("penalty", Decimal("200"), "USD", until=date(2027, 3, 15))
LOWER = OwnPromise("discount", Decimal("4.65"), "USD", "TB-301", 500)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as made:
        made.samples.take("TB-301")
        yield made


def thread(house: House, language: str = "en") -> str:
    return house.messages.receive(Message(f"<{language}@x>", "Order", ASKED[language], f"{language}@example.com"))[1]


@pytest.mark.parametrize("language", ASKED)
@pytest.mark.parametrize("promise", [REFUND, PENALTY, LOWER], ids=lambda item: item.kind)
def test_a_promise_is_stated_in_chinese_goes_out_word_for_word_and_is_kept(house: House, language: str, promise: OwnPromise) -> None:
    place = thread(house, language)
    shown = house.promises.state(place, promise)
    assert f"USD {promise.amount:.2f}" in shown.line.zh
    assert house.messages.view(place).commitments == ()  # stating it binds nothing
    changes, text = house.promises.make(place, promise)
    assert changes.has("messages")
    assert shown.line.text in text
    view = house.messages.view(place)
    assert view.reply.language == language
    assert view.reply.sendable, (view.text, view.reply.findings)
    assert all(line.zh for line in view.reply.lines)
    house.messages.copied(place, view.text)
    kept = [item for _, item in house.messages.view(place).commitments if item.by_owner]
    assert [(item.kind, item.value, item.state) for item in kept] == [(promise.kind, f"USD {promise.amount}", "open")]


def test_without_the_panel_the_same_words_are_stopped(house: House) -> None:
    place = thread(house)
    text = house.messages.view(place).text + "\n\nWe will refund you USD 12.40."
    assert any(item.severity == "block" for item in house.messages.check(place, text))


def test_only_exactly_what_was_promised_passes(house: House) -> None:
    place = thread(house)
    _, text = house.promises.make(place, REFUND)
    for changed in (
        text.replace("12.40", "124.00"),
        text.replace("We will refund you", "We will gladly refund you and everyone else"),
        text + "\n\nWe can also do USD 12.40 each.",
        text + "\n\nWe will refund the freight, too.",
    ):
        assert changed != text
        assert any(item.severity == "block" for item in house.messages.check(place, changed)), changed


def test_a_promise_that_was_taken_out_again_binds_nothing(house: House) -> None:
    place = thread(house)
    before = house.messages.view(place).text
    house.promises.make(place, REFUND)
    house.messages.copied(place, before)
    assert [item.state for _, item in house.messages.view(place).commitments if item.by_owner] == ["withdrawn"]
    assert not any(item.by_owner for item in house.messages.due_promises(400))


def test_the_owner_too_cannot_go_below_the_floor_and_the_floor_is_not_told(house: House) -> None:
    place = thread(house)
    with pytest.raises(Refused) as caught:
        house.promises.make(place, OwnPromise("discount", Decimal("3.90"), "USD", "TB-301", 500))
    assert caught.value.code == "price.below_floor"
    assert "4.00" not in str(caught.value)
    assert house.messages.view(place).commitments == ()


@pytest.mark.parametrize(
    ("promise", "code"),
    [
        (OwnPromise("refund", Decimal(0), "USD"), "promise.amount"),
        (OwnPromise("gift", Decimal(1), "USD"), "promise.amount"),
        (OwnPromise("discount", Decimal("4.65"), "USD"), "promise.no_quantity"),
        (OwnPromise("penalty", Decimal(200), "USD"), "promise.no_day"),
    ],
)
def test_half_a_promise_is_none(house: House, promise: OwnPromise, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        house.promises.state(thread(house), promise)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "amount"), [("120", "120"), (" 1,250.50 ", "1250.50"), ("-3", ""), ("x", ""), ("NaN", ""), ("0", ""), ("1e999", "")]
)
def test_sums_as_they_are_typed(text: str, amount: str) -> None:
    if amount:
        assert amount_of(text) == Decimal(amount)
    else:
        with pytest.raises(BadInput):
            amount_of(text)
