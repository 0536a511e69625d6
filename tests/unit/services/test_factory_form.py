"""The factory card as lines of text: what stands there reads back, what does not fit is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop import i18n
from desktop.bootstrap import House
from desktop.domain.errors import BadInput
from desktop.domain.factory import factory_to_json
from desktop.services.factory import EXAMPLES, FIELDS


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "profile") as house:
        house.samples.take("TB-301")
        yield house


@pytest.mark.parametrize("window", ["zh_CN", "en"])
def test_every_line_reads_back_as_the_card_it_shows(house: House, window: str) -> None:
    i18n.set_language(window)
    factory = house.office.factory
    before = factory_to_json(factory.get(), private=True)
    assert before["calendar"]
    assert before["audits"]
    for path, _words in FIELDS:
        factory.write(path, factory.text(path))
    assert factory_to_json(factory.get(), private=True) == before
    assert ("20000 个" in factory.text("capacity")) == (window == "zh_CN")
    i18n.set_language("en")


def test_the_examples_of_the_empty_fields_are_understood(house: House) -> None:
    factory = house.office.factory
    i18n.set_language("zh_CN")
    for path, example in EXAMPLES.items():
        factory.write(path, "")
        assert factory.text(path) == ""
        factory.write(path, example)
        assert factory.text(path) == example
    i18n.set_language("en")
    assert factory.get().closed_days(date(2027, 2, 1), date(2027, 2, 28)) == 20
    assert [audit.scheme for audit in factory.get().audits] == ["BSCI", "ISO 9001"]
    assert factory.get().audits[0].number == "DBID-000220"


@pytest.mark.parametrize(
    ("path", "text"), [("calendar", "春节放假"), ("calendar", "2027-13-01 2027-02-20"), ("capacity", "很多"), ("people", "八十")]
)
def test_what_cannot_be_read_changes_nothing(house: House, path: str, text: str) -> None:
    before = house.office.factory.get()
    with pytest.raises(BadInput):
        house.office.factory.write(path, text)
    assert house.office.factory.get() == before
