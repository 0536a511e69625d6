"""What is known of a buyer, and where it comes from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop.domain.messages import Message
from desktop.services.known_buyer import known_buyer

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sender", "body", "country", "by"),
    [
        ("maria@cesteria.es", "Hola", "ES", "address"),
        ("j.smith@trade.co.uk", "Hello", "GB", "address"),
        ("info@startup.io", "Hi. Tel: +971 50 123 4567", "AE", "telephone"),
        ("a@gmail.com", "Tel. +49 30 1234567", "DE", "telephone"),
        ("a@gmail.com", "+49 30 1234567 or +33 1 23 45 67 89", "", ""),  # two countries: nobody knows
        ("a@gmail.com", "we need +500 pieces, size 49 30", "", ""),
        ("Maria", "Hello", "", ""),
    ],
)
def test_the_country_is_told_by_address_or_telephone_only(sender: str, body: str, country: str, by: str) -> None:
    found = known_buyer(Message("1", "", body, sender), (), 0, NOW)
    assert (found.country, found.by) == (country, by)


def test_the_time_there_is_that_of_the_mails_own_clock() -> None:
    mail = Message("1", "", "Hola", "maria@cesteria.es", "2026-11-22T18:10:00-05:00", "mail")
    found = known_buyer(mail, (Message("0", "", "x", mail.sender, "2026-10-01T00:00:00+00:00"),), 2, NOW)
    assert found.there is not None
    assert f"{found.there:%H:%M}" == "21:30"
    assert (found.since, found.messages, found.orders) == ("2026-10-01", 2, 2)
    assert known_buyer(Message("1", "", "Hola", "Maria", "2026-11-22T18:10:00+00:00"), (), 0, NOW).there is None  # pasted: our clock
