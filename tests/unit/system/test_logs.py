"""Nothing private reaches the log file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.system.logs import FILE, HIDDEN, Redactor, close_log, open_log

log = logging.getLogger("desktop.somewhere")


@pytest.fixture
def redactor(tmp_path: Path) -> Iterator[Redactor]:
    made = Redactor(["2.90"])
    handler = open_log(tmp_path, made)
    yield made
    close_log(handler)


def test_costs_and_tokens_are_hidden_in_every_writing(tmp_path: Path, redactor: Redactor) -> None:
    redactor.hide(["50000801a41"])
    log.warning("cost 2.90, 2,90, 2.9 and 2.900; token 50000801a41")
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert text.count(HIDDEN) == 5
    assert "2.9" not in text
    assert "2,9" not in text


def test_other_numbers_stay_readable(redactor: Redactor) -> None:
    assert redactor.clean("12.90 2.95 2.901 1.2.90") == "12.90 2.95 2.901 1.2.90"
    assert redactor.clean("a carton of 290, 2.90.") == f"a carton of 290, {HIDDEN}."


def test_an_exception_is_cleaned_too(tmp_path: Path, redactor: Redactor) -> None:
    try:
        raise ValueError("floor 2.90")
    except ValueError:
        log.exception("failed")
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "2.90" not in text


@pytest.mark.parametrize(
    "line",
    [
        'answer {"access_token": "abcd1234"}',
        "GET /sync?app_key=1&sign=abcd1234&x=1",
        "Authorization: Bearer abcd1234",
        "password=abcd1234",
    ],
)
def test_what_looks_like_a_secret_is_hidden_without_being_told(line: str) -> None:
    assert "abcd1234" not in Redactor().clean(line)


@given(st.decimals(min_value="0.01", max_value="99999", places=2), st.text(max_size=20))
def test_a_private_price_never_survives(price: object, around: str) -> None:
    text = f"{around} {price} {around}"
    assert f" {price} " not in Redactor([str(price)]).clean(text)
