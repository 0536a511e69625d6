"""A reply that waited rests on rates, freight, validity and the factory's calendar; each may have moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.bootstrap import House
from desktop.domain.factory import Closure, FactoryCard
from desktop.domain.messages import Message
from desktop.domain.outbox import OutboxItem
from desktop.domain.price_policy import Charge, PricePolicy, Rate
from desktop.services.staleness import Staleness
from desktop.storage import outbox as outbox_rows

DAY = 86_400


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = House(tmp_path)
    made.samples.take("TB-301")
    made.settings.save_factory(FactoryCard(name={"en": "Tengyi"}))
    return made


def approved(house: House, asked: str) -> OutboxItem:
    _, thread = house.messages.receive(Message("<1@x>", "Baskets", asked, "maria@example.com"))
    _, item = house.messages.approve(thread, house.messages.view(thread).text, "mail-1")
    with house.store.write() as db:  # only what the reply rests on is judged here, not its promises
        db.execute("update commitments set due = ''")
    found = outbox_rows.get(house.store.read(), item)
    assert found is not None
    return found


def reason(house: House, item: OutboxItem, days: int) -> str:
    now = house.messages.clock() + days * DAY
    need = Staleness(house.store, lambda: now)(replace(item, approved_at=now))
    return "" if need is None else str(need.fields["reason"])


def test_a_price_is_held_back_once_its_validity_has_passed(house: House) -> None:
    item = approved(house, "Please quote 500 pcs of TB-301 FOB.")
    assert [reason(house, item, days) for days in (0, 14, 16)] == ["", "", "validity"]


def test_freight_and_rate_are_held_back_when_they_are_too_old(house: House) -> None:
    today = date.fromtimestamp(house.messages.clock())  # noqa: DTZ012 (the owner's own day)
    freight = Charge("freight", Decimal("4200"), "CNY", "shipment", "forwarder", today, today + timedelta(days=5), "Hamburg", "sea")
    rate = Rate("USD", Decimal("7.10"), today - timedelta(days=12), source="bank")
    house.messages.save_policy(PricePolicy(rates=(rate,), charges=(freight,), insurance_rate=Decimal("0.002")))
    item = approved(house, "What is the price for 500 pcs TB-301 CIF Hamburg?")
    assert [reason(house, item, days) for days in (0, 1, 3)] == ["", "", "rate"]
    fresh = replace(rate, stated=today)
    house.messages.save_policy(PricePolicy(rates=(fresh,), charges=(freight,), insurance_rate=Decimal("0.002")))
    item = replace(item, payload={**item.payload, "rests_on": {**item.payload["rests_on"], "rates": {"USD": today.isoformat()}}})
    assert [reason(house, item, days) for days in (5, 6)] == ["", "validity"]  # a price never outlives its freight
    later = {**item.payload["rests_on"], "until": (today + timedelta(days=20)).isoformat()}
    assert reason(house, replace(item, payload={**item.payload, "rests_on": later}), 6) == "freight"


def test_a_lead_time_is_held_back_when_a_holiday_has_come_into_it(house: House) -> None:
    item = approved(house, "What is the lead time for 500 pcs of TB-301?")
    today = date.fromtimestamp(house.messages.clock())  # noqa: DTZ012 (the owner's own day)
    spring = Closure((today + timedelta(days=28)).isoformat(), (today + timedelta(days=48)).isoformat(), "春节")
    house.settings.save_factory(FactoryCard(name={"en": "Tengyi"}, calendar=(spring,)))
    assert [reason(house, item, days) for days in (0, 2, 5)] == ["", "", "holiday"]
