"""Promises are kept against new statements; the factory card and messages are read strictly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.commitments import Commitment, contradictions, due
from desktop.domain.errors import BadInput
from desktop.domain.factory import factory_from_json, factory_to_json
from desktop.domain.messages import message_from_json

TODAY = date(2026, 11, 23)
PRICE = Commitment("ana", "price", "USD 4.80", "We offer USD 4.80.", "TB-301", 500, "2026-12-08", "2026-11-23")
LEAD = Commitment("ana", "lead_time", "25 days", "25 days.", "TB-301", 500)


def against(old: Commitment, **changes: object) -> int:
    return len(contradictions([old], [replace(old, **changes)], TODAY))  # type: ignore[arg-type]


def test_worse_statements_contradict_and_better_ones_do_not() -> None:
    assert against(PRICE, value="USD 4.90") == 1
    assert against(PRICE, value="USD 4.70") == 0
    assert against(PRICE, value="EUR 4.90") == 0
    assert against(PRICE, value="USD 4.90", quantity=100) == 0
    assert against(PRICE, value="USD 4.90", sku="TB-302") == 0
    assert against(PRICE, value="USD 4.90", buyer="bob") == 0
    assert against(LEAD, value="30 days") == 1
    assert against(LEAD, value="20 days") == 0
    assert against(replace(LEAD, kind="payment", value="T/T 30/70"), value="T/T 100/0") == 1


def test_a_price_whose_validity_is_over_binds_no_more_and_withdrawn_ones_never() -> None:
    new = replace(PRICE, value="USD 5.20")
    assert contradictions([PRICE], [new], date(2026, 12, 9)) == ()
    assert contradictions([replace(PRICE, state="withdrawn")], [new], TODAY) == ()


def test_due_promises_come_in_order() -> None:
    items = [replace(PRICE, due="2026-11-25"), replace(PRICE, due="2026-11-20"), replace(PRICE, due="2027-01-01"), replace(PRICE, due="")]
    assert [item.due for item in due(items, TODAY)] == ["2026-11-20", "2026-11-25"]


FACTORY = {
    "name": {"zh": "钦州藤桥工贸有限公司", "en": "Qinzhou Tengqiao"},
    "address": "广西钦州",
    "people": 35,
    "audits": ["BSCI", {"scheme": "ISO 9001", "number": "1", "expiry": "2027-01-31"}],
    "calendar": [{"from": "2027-02-01", "to": "2027-02-20", "why": "春节"}],
    "bank": [{"bank": "Bank of China", "account": "6217 0000 1111 2222", "beneficiary": "Qinzhou Tengqiao"}],
}


def test_the_factory_card_reads_and_writes_and_keeps_its_bank_private() -> None:
    card = factory_from_json(FACTORY)
    assert card.name_in("es") == "Qinzhou Tengqiao"
    assert card.address_in("zh") == "广西钦州"
    assert card.closed_days(date(2027, 1, 30), date(2027, 2, 5)) == 5
    assert factory_from_json(factory_to_json(card, private=True)) == card
    assert "6217" not in str(factory_to_json(card, private=False))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"adress": "x"}, "factory.unknown_key"),
        ({"people": "35"}, "factory.wrong_type"),
        ({"export_mode": "smuggle"}, "factory.bad_code"),
        ({"calendar": [{"from": "2027-02-31", "to": "2027-03-01"}]}, "factory.bad_code"),
        ({"calendar": [{"from": "2027-03-01", "to": "2027-02-01"}]}, "factory.bad_code"),
        ({"bank": [{"bank": "X"}]}, "factory.missing"),
    ],
)
def test_a_wrong_factory_card_names_the_place(change: dict[str, object], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        factory_from_json(FACTORY | change)
    assert caught.value.code == code


def test_messages_from_json_ignore_other_keys_and_refuse_wrong_types() -> None:
    message = message_from_json({"id": 7, "subject": None, "body": "Hi", "from": "x", "labels": []})
    assert (message.id, message.subject, message.body) == ("7", "", "Hi")
    for bad in ([], {"id": "1"}, {"body": 5}, {"body": "x" * 200_001}, {"body": "x", "id": {}}):
        with pytest.raises(BadInput):
            message_from_json(bad)
