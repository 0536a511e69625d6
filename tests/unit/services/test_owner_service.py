"""The owner's PIN closes cost, floor and price settings at every door; wrong tries wait; it stands nowhere in the clear."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.bootstrap import House
from desktop.cli import main
from desktop.domain.commitments import OwnPromise
from desktop.domain.errors import BadInput, Refused
from desktop.domain.messages import Message
from desktop.domain.price_policy import Concession, PricePolicy
from desktop.services.owner import Owner

PIN = "271828"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "profile") as made:
        made.samples.take("TB-301")
        yield made


def closed(house: House) -> None:
    house.owner.set_pin(PIN)
    house.owner.lock()


def private_fields(house: House) -> list[str]:
    card = house.cards.get("TB-301")
    return [field.text for section in house.card_form.sections(card) if section.private for field in section.fields]


def test_without_a_pin_everything_is_open_and_with_one_nothing_private_is_shown(house: House) -> None:
    assert "4.00" in private_fields(house)
    assert house.prices.sections()
    closed(house)
    assert private_fields(house) == []
    assert house.prices.sections() == []
    assert house.prices.examples() == []
    everything = repr(house.card_form.sections(house.cards.get("TB-301")))
    assert "2.90" not in everything
    assert "4.00" not in everything
    house.owner.unlock(PIN)
    assert "4.00" in private_fields(house)


def test_closed_doors_take_nothing_either(house: House) -> None:
    closed(house)
    card = house.cards.get("TB-301")
    thread = house.messages.receive(Message("<1@x>", "", "Price for 500 pcs of TB-301?", "maria@example.com"))[1]
    for act in (
        lambda: house.card_form.write("TB-301", "private.floor", "1.00"),
        lambda: house.cards.save(replace(card, private=replace(card.private, floor=Decimal(1)))),
        lambda: house.cards.set_field("TB-301", "private.cost", "1.00"),
        lambda: house.prices.write("rate.USD", "9.99"),
        lambda: house.promises.make(thread, OwnPromise("refund", Decimal(5), "USD")),
        lambda: house.promises.state(thread, OwnPromise("discount", Decimal(4), "USD", "TB-301", 500)),
        lambda: house.owner.set_pin("0000"),
        house.owner.remove,
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.code == "owner.locked"
    assert house.cards.get("TB-301") == card
    house.cards.set_field("TB-301", "trade.moq", 300)  # the clerk's own work goes on
    assert house.messages.view(thread).reply.sendable


def judged(house: House, target: str) -> bool:
    asked = f"Can you do USD {target} for 500 pcs of TB-301?"
    view = house.messages.view(house.messages.receive(Message(f"<{target}@x>", "", asked, "buyer@example.com"))[1])
    assert [words for words, _fine in view.judged] == [f"USD {target}"]
    return view.judged[0][1]


def test_a_clerk_sees_yes_or_no_as_far_as_the_owners_steps_and_never_finds_the_floor(house: House) -> None:
    house.messages.save_policy(PricePolicy(concessions=(Concession(Decimal("0.05"), "quantity"),)))
    assert judged(house, "4.20")  # open: down to the floor
    closed(house)
    answers = []
    for floor in ("4.00", "4.11"):  # two floors that let the same step be: the answers are the same
        house.owner.unlock(PIN)
        card = house.cards.get("TB-301")
        house.cards.save(replace(card, private=replace(card.private, floor=Decimal(floor))))
        house.owner.lock()
        answers.append([judged(house, f"4.{cents:02d}") for cents in range(2, 82, 3)])
    assert answers[0] == answers[1]
    assert judged(house, "4.57")
    assert not judged(house, "4.55")


def test_a_clerk_who_types_numbers_meets_the_same_words_for_each(house: House) -> None:
    _, thread = house.messages.paste("What is your price for 500 pcs of TB-301?", "Maria")
    closed(house)
    private = f"{house.cards.get('TB-301').private.floor:f}"
    told = {house.messages.check(thread, f"We can do USD {number}.") for number in (private, "4.31", "4.07", "3.11")}
    assert len(told) == 1
    assert any(item.severity == "block" for item in told.pop())


def test_selling_prices_wait_for_the_owner_too(house: House) -> None:
    closed(house)
    with pytest.raises(Refused) as caught:
        house.cards.set_field("TB-301", "trade.price_tiers", [{"from": 200, "price": "4.05"}])
    assert caught.value.code == "owner.locked"


def test_wrong_tries_wait_longer_and_longer_also_after_a_new_start_or_a_clock_set_back(house: House) -> None:
    now, steady = [1_000_000.0], [0.0]

    def owner() -> Owner:
        return Owner(house.settings, (lambda: now[0], lambda: steady[0]))

    owner().set_pin(PIN)
    gate = owner()
    assert gate.locked
    for _try in range(5):
        with pytest.raises(BadInput, match="wrong_pin"):
            gate.unlock("000000")
    waits = []
    for _try in range(4):
        again = owner()  # another start wins nothing
        now[0] -= 500_000.0  # nor does a clock set back
        with pytest.raises(Refused) as caught:
            again.unlock(PIN)
        assert caught.value.code == "owner.wait"
        waits.append(caught.value.fields["seconds"])
        now[0] += 500_000.0 + float(str(caught.value.fields["seconds"]))
        with pytest.raises(BadInput, match="wrong_pin"):
            again.unlock("111111")
    assert waits == sorted(waits)
    assert waits[0] >= 30
    assert waits[-1] > 2 * int(str(waits[0]))
    now[0] += 4000
    gate.unlock(PIN)
    assert not gate.locked
    steady[0] += 601
    assert gate.locked  # it locks itself


def test_the_pin_is_nowhere_in_the_clear(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    closed(house)
    with pytest.raises(BadInput) as caught:
        house.owner.unlock("999999")
    assert "999999" not in str(caught.value)
    house.owner.unlock(PIN)
    assert PIN not in caplog.text
    assert PIN not in repr(house.settings.get("owner_pin"))
    house.store.close()
    for path in house.profile.rglob("*"):
        if path.is_file():
            assert PIN.encode() not in path.read_bytes(), path


@pytest.mark.parametrize("pin", ["", "123", "x" * 33, "12 34", "密码密码"])
def test_a_pin_is_short_and_typable(house: House, pin: str) -> None:
    with pytest.raises(BadInput):
        house.owner.set_pin(pin)
    assert not house.owner.has_pin


def test_private_export_asks_for_the_pin(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    closed(house)
    target = tmp_path / "cards.json"
    profile = str(house.profile)
    house.store.close()
    assert main(["--profile", profile, "export", str(target), "--private", "--yes"]) == 1
    assert not target.exists()
    assert main(["--profile", profile, "export", str(target)]) == 0
    assert "2.90" not in target.read_text("utf-8")
    assert "2.90" not in capsys.readouterr().out
