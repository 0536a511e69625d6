"""A long queue on a bad line; the whole 500 run in `make faults`."""

from __future__ import annotations

from pathlib import Path

from tests.faults.queue import run_queue


def test_a_queue_with_lost_answers_loses_and_doubles_nothing(tmp_path: Path) -> None:
    result = run_queue(tmp_path, listings=25, replies=6)
    assert (result.lost, result.duplicates) == (0, 0)
    assert result.replies_first
