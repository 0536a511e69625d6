"""Automatic reception: off by default; only approved words, once, to a person who has just written; never to machines or frauds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.bootstrap import House
from desktop.domain.accounts import AccountCard
from desktop.domain.changes import Changes
from desktop.domain.messages import Message
from desktop.domain.outbox import OutboxItem

NOW = datetime.now(UTC)
ASKED = Message(
    "<1@x>", "Cestas", "Hola, ¿qué precio tienen 500 piezas de TB-301? Ana", "ana@cesteria.es", NOW.isoformat(timespec="seconds"), "mail"
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as made:
        made.samples.take("TB-301")
        made.accounts.save(AccountCard("mail", "mail", "seller@mail.test", {"address": "seller@mail.test"}))
        made.reception.switch(on=True)
        yield made


def answered(house: House, message: Message, account: str = "mail") -> list[OutboxItem]:
    changes, _thread = house.messages.receive(message, account)
    house.reception.answer(changes)
    return house.outbox.all()


def test_off_by_default_and_until_the_owner_switches_it_on(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.accounts.save(AccountCard("mail", "mail", "seller@mail.test", {"address": "seller@mail.test"}))
        assert not house.reception.on
        assert answered(house, ASKED) == []


def test_a_new_mail_is_told_at_once_that_it_arrived_and_still_waits_for_the_owner(house: House) -> None:
    (item,) = answered(house, ASKED)
    shown = {line.text for line in house.reception.words("es")} | {line.text for line in house.messages.answered(item.subject).holding}
    assert set(str(item.payload["text"]).split("\n\n")) <= shown
    assert (item.kind, item.payload["to"], item.payload["message"], item.payload["automatic"]) == (
        "reply",
        "ana@cesteria.es",
        "<1@x>",
        True,
    )
    assert not any(sign.isdigit() for sign in str(item.payload["text"]))
    view = house.messages.view(item.subject)
    assert (view.thread.state, view.directions) == ("waiting", ("in", "out"))
    assert view.thread.messages[1].zh
    assert "USD 4.80" in view.text.replace("\u00a0", " ") or "4,80" in view.text  # the owner's own answer is drafted as ever
    house.reception.answer(Changes.of("messages", item.subject))
    assert len(house.outbox.all()) == 1


def test_nobody_hears_it_twice_within_three_days(house: House) -> None:
    answered(house, ASKED)
    assert len(answered(house, replace(ASKED, id="<2@x>", subject="Otra cosa"))) == 1


@pytest.mark.parametrize(
    "message",
    [
        replace(ASKED, sender="no-reply@platform.com"),
        replace(ASKED, flags=("automatic",)),
        replace(ASKED, sent_at=(NOW - timedelta(days=2)).isoformat()),
        replace(ASKED, sent_at=""),
        replace(ASKED, body="Please log in here: http://alibaba.com.secure-login.ru/po and enter your password."),
        replace(ASKED, sender=""),
    ],
)
def test_machines_frauds_and_old_mails_hear_nothing(house: House, message: Message) -> None:
    assert answered(house, message) == []


def test_a_pasted_message_has_no_way_back(house: House) -> None:
    assert answered(house, ASKED, "") == []


def test_what_waits_without_a_line_is_taken_back_once_the_owner_has_answered(house: House) -> None:
    (item,) = answered(house, ASKED)
    house.messages.approve(item.subject, house.messages.view(item.subject).text, "mail")
    house.reception.answer(Changes())
    assert {row.id: row.state for row in house.outbox.all()}[item.id] == "cancelled"
    assert len(house.outbox.all()) == 2


def test_what_waited_too_long_is_taken_back(house: House) -> None:
    (item,) = answered(house, ASKED)
    house.reception.clock = lambda: NOW.timestamp() + 13 * 3600
    house.reception.answer(Changes())
    assert house.outbox.view(item.id).item.state == "cancelled"
