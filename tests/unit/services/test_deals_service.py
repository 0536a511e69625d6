"""A price becomes a deal, a deal its papers, and numbers never repeat."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop.bootstrap import House, gui_application
from desktop.domain.card_json import card_from_json
from desktop.domain.deal_json import deal_from_json, deal_to_json
from desktop.domain.deals import Party
from desktop.domain.errors import BadInput, Refused
from desktop.domain.pricing import Wanted
from desktop.storage import deals as rows

SAMPLES = Path(__file__).parents[3] / "resources" / "samples" / "cards"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    gui_application()
    with House(tmp_path) as made:
        made.cards.save(card_from_json(json.loads((SAMPLES / "TB-301.json").read_text("utf-8"))))
        yield made


def test_from_a_price_to_a_numbered_proforma_invoice(house: House) -> None:
    built = house.deals.price("TB-301", Wanted(500, date(2026, 11, 23)))
    _, identity = house.deals.open([built], Party("Casa Ana SL", "Madrid", "ES"))
    changes, first = house.deals.paper(identity, "proforma")
    assert changes.has("deals")
    document = pypdfium2.PdfDocument(first)
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "USD 2,400.00" in text
    assert "Casa Ana SL" in text
    _, second = house.deals.paper(identity, "proforma")
    numbers = [number for number, _, _ in house.deals.get(identity).papers]
    assert len(set(numbers)) == 2
    assert first != second
    assert house.deals.get(identity).deal.state == "proforma"
    assert "形式发票" in house.deals.preview(identity, "proforma")


def test_a_number_once_given_is_never_given_again(house: House) -> None:
    with house.store.write() as db:
        first = rows.next_number(db, "proforma", 2026)
    with pytest.raises(RuntimeError), house.store.write() as db:
        rows.next_number(db, "proforma", 2026)
        raise RuntimeError("cut off before the paper was written")
    with house.store.write() as db:
        numbers = [rows.next_number(db, "proforma", 2026) for _ in range(50)]
    assert len({first, *numbers}) == 51
    assert numbers == sorted(numbers)


def test_states_go_forward_only(house: House) -> None:
    built = house.deals.price("TB-301", Wanted(500, date(2026, 11, 23)))
    _, identity = house.deals.open([built], Party("Casa Ana SL"))
    house.deals.move(identity, "confirmed")
    with pytest.raises(Refused):
        house.deals.move(identity, "quoted")
    house.deals.move(identity, "cancelled")
    with pytest.raises(BadInput):
        house.deals.get("nobody")


def test_a_deal_survives_storage(house: House) -> None:
    built = house.deals.price("TB-301", Wanted(1200, date(2026, 11, 23)))
    _, identity = house.deals.open([built], Party("Casa Ana SL"))
    deal = house.deals.get(identity).deal
    assert deal_from_json(json.loads(json.dumps(deal_to_json(deal)))) == deal
