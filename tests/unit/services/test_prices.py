"""The price settings as a form: typed as people say them, kept as the policy, and what comes out of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.bootstrap import House
from desktop.domain.errors import BadInput
from desktop.domain.price_policy import Charge, PricePolicy, Rate
from desktop.domain.pricing import Wanted
from desktop.services.freight import Freight, amount_of
from desktop.services.prices import Prices


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "profile") as house:
        house.samples.take("TB-301")
        yield house


def prices(house: House, today: date = date(2027, 3, 1)) -> Prices:
    return Prices(house.settings, house.cards, house.owner, lambda: today)


def texts(form: Prices) -> dict[str, str]:
    return {field.path: field.text for _title, fields in form.sections() for field in fields}


def test_what_is_typed_comes_back_and_is_the_policy_that_quotes_use(house: House) -> None:
    form = prices(house)
    for path, text in (("rate.USD", "7.12"), ("buffer", "2"), ("profit", "15%"), ("charge.inland", "1,200"), ("validity_days", "20")):
        form.write(path, text)
    form.write("export_mode", "agent")
    policy = house.messages.policy()
    rate = policy.rate("USD")
    assert rate is not None
    assert (rate.cny, rate.buffer, rate.stated) == (Decimal("7.12"), Decimal("0.02"), date(2027, 3, 1))
    assert (policy.profit, policy.validity_days, policy.export_mode) == (Decimal("0.15"), 20, "agent")
    inland = policy.find("inland", "sea", None)
    assert inland is not None
    assert (inland.amount, inland.currency, inland.per) == (Decimal(1200), "CNY", "shipment")
    shown = texts(form)
    assert (shown["rate.USD"], shown["buffer"], shown["profit"], shown["charge.inland"]) == ("7.12", "2", "15", "1200")


@pytest.mark.parametrize(
    ("path", "text"),
    [("profit", "95"), ("profit", "a lot"), ("rate.USD", "-7"), ("rate.EUR", "0"), ("validity_days", "0"), ("buffer", "2")],
)
def test_what_does_not_fit_says_why_and_changes_nothing(house: House, path: str, text: str) -> None:
    form = prices(house)
    before = house.settings.get("price_policy")
    with pytest.raises(BadInput):
        form.write(path, text)
    assert house.settings.get("price_policy") == before


def test_the_steps_down_are_those_that_replies_offer_to_a_buyer_who_bargains(house: House) -> None:
    form = prices(house)
    for path, text in (("0.percent", "3"), ("1.percent", "2%"), ("1.in_exchange", "all paid before production")):
        form.write(f"step.{path}", text)
    steps = [(step.percent, step.in_exchange) for step in house.messages.policy().concessions]
    assert steps == [(Decimal("0.03"), "quantity"), (Decimal("0.02"), "payment")]
    shown = texts(form)
    assert [shown[f"step.{path}"] for path in ("0.percent", "0.in_exchange", "1.percent", "1.in_exchange")] == [
        "3",
        "half as many again",
        "2",
        "all paid before production",
    ]
    with pytest.raises(BadInput, match="step_behind"):
        form.write("step.0.percent", "")
    for step in (1, 0):
        form.write(f"step.{step}.percent", "")
    assert house.messages.policy().concessions == ()


@pytest.mark.parametrize(("path", "text"), [("0.in_exchange", "a longer lead time"), ("1.percent", "2"), ("0.percent", "25")])
def test_a_step_down_that_does_not_fit_is_not_kept(house: House, path: str, text: str) -> None:
    form = prices(house)
    with pytest.raises(BadInput):
        form.write(f"step.{path}", text)
    assert form.policy().concessions == ()


def test_an_empty_field_takes_the_number_out(house: House) -> None:
    form = prices(house)
    for text in ("15", ""):
        form.write("profit", text)
        form.write("rate.USD", "7.1" if text else "")
        form.write("charge.port", "300" if text else "")
    assert form.policy().profit is None
    assert form.policy().rates == ()
    assert form.policy().charges == ()


def test_a_rate_that_is_old_is_named_until_it_is_stated_again(house: House) -> None:
    prices(house).write("rate.USD", "7.12")
    later = prices(house, date(2027, 4, 1))
    assert "USD" in later.rate_notes()[0]
    later.write("rate_days", "60")
    assert later.rate_notes() == []
    later.write("rate_days", "7")
    assert "USD" in later.rate_notes()[0]
    later.write("rate.USD", "7.20")
    assert later.rate_notes() == []


def test_the_example_says_what_the_price_must_be_with_the_refund_of_tax(house: House) -> None:
    form = prices(house)
    assert form.examples() == []
    for path, text in (("cost_cny", "21.50"), ("rebate_rate", "13")):
        house.card_form.write("TB-301", f"private.{path}", text)
    house.card_form.write("TB-301", "private.vat", "yes")
    assert not form.examples()[0].good
    form.write("rate.USD", "7.12")
    form.write("profit", "15")
    [example] = form.examples()
    # (21.50 - 21.50 / 1.13 x 13 %) / (1 - 15 %) / 7.12 = 3.1437, rounded up to the cent
    assert "3.15" in example.words
    assert example.good


def test_a_refund_rate_is_kept_with_its_day(house: House) -> None:
    house.card_form.write("TB-301", "private.rebate_rate", "0.13")
    labels = [field.label for section in house.card_form.sections(house.cards.get("TB-301")) for field in section.fields]
    day = datetime.now().astimezone().date().isoformat()
    assert house.cards.get("TB-301").private.rebate_stated == day
    assert any("Tax refund" in label and day in label for label in labels)
    house.card_form.write("TB-301", "private.rebate_rate", "")
    assert house.cards.get("TB-301").private.rebate_stated is None


def charge(**changed: object) -> Charge:
    line = Charge("freight", Decimal(900), "USD", "shipment", "COSCO 11-20", date(2027, 3, 1), date(2027, 3, 20), "Hamburg", "sea")
    return replace(line, **changed)  # type: ignore[arg-type]  # names and types are the test's own


def test_a_freight_line_carries_the_price_to_the_port_until_its_day(house: House) -> None:
    today = [date(2027, 3, 1)]
    freight = Freight(house.settings, house.owner, lambda: today[0])
    house.messages.save_policy(PricePolicy(insurance_rate=Decimal("0.003"), rates=(Rate("USD", Decimal("7.1"), today[0]),)))
    wanted = Wanted(500, today[0], "CIF", "hamburg")
    assert "freight_missing" in house.deals.price("TB-301", wanted, house.messages.policy()).notes
    freight.add(charge(amount=Decimal(800)))
    freight.add(charge())  # a newer one for the same way takes its place
    assert [(line.charge.amount, line.usable) for line in freight.lines()] == [(Decimal(900), True)]
    built = house.deals.price("TB-301", wanted, house.messages.policy())
    assert (built.incoterm, built.valid_until) == ("CIF", date(2027, 3, 16))
    assert {line.code: line.source for line in built.lines}["freight"] == "COSCO 11-20"
    today[0] = date(2027, 3, 25)
    assert [line.usable for line in freight.lines()] == [False]
    freight.remove(freight.lines()[0].number)
    assert freight.lines() == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"place": " "}, "freight.place"), ({"amount": Decimal(0)}, "freight.amount"), ({"source": ""}, "freight.source"),
        ({"valid_until": date(2027, 2, 1)}, "freight.past"),
    ],
)  # fmt: skip
def test_a_freight_line_without_its_facts_is_refused_in_words(house: House, changed: dict[str, object], code: str) -> None:
    freight = Freight(house.settings, house.owner, lambda: date(2027, 3, 1))
    with pytest.raises(BadInput) as refused:
        freight.add(charge(**changed))
    assert refused.value.code == code
    assert freight.lines() == []


@pytest.mark.parametrize(
    ("typed", "sum_"), [("1,350", "1350"), (" 1350.50 ", "1350.50"), ("1，350.5", "1350.5"), ("12,345,678", "12345678")]
)
def test_a_sum_is_read_as_it_is_typed(typed: str, sum_: str) -> None:
    assert amount_of(typed) == Decimal(sum_)


@pytest.mark.parametrize("typed", ["", "1350,50", "1,35", "NaN", "Infinity", "-5", "1e9", "1_000", "900 USD", "٣٥٠", "9" * 40])
def test_a_sum_that_can_be_read_two_ways_or_not_at_all_is_refused(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        amount_of(typed)
    assert refused.value.code == "freight.amount"
