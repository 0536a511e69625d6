"""kill -9 while papers are made: no number is ever given twice, and no half paper is left under a number."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import openpyxl

from desktop.bootstrap import House

KILLS = 6


def test_numbers_never_repeat_however_often_it_is_killed(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    with House(profile) as house:
        house.samples.take("TB-301")
    chance = random.Random(6)
    given: list[str] = []
    for _round in range(KILLS):
        command = [sys.executable, "-m", "tests.faults.paper_maker", str(profile)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        given.append(process.stdout.readline().strip())  # at least one is made
        moment = time.monotonic() + chance.uniform(0.0, 0.1)
        while time.monotonic() < moment:
            pass
        process.kill()
        given += process.stdout.read().split()
        process.wait()
        process.stdout.close()
    assert len(given) >= KILLS
    assert len(given) == len(set(given))
    with House(profile) as house:
        view = house.deals.all()[0]
        kept = [number for deal in house.deals.all() for number, _kind, _file in deal.papers]
        assert len(kept) == len(set(kept))
        files = sorted((profile / "papers").glob("*.xlsx"))
        assert {path.name for path in files} >= set(given)
        for path in files:
            book = openpyxl.load_workbook(path)
            assert path.stem in [cell.value for row in book.active.iter_rows() for cell in row]
            book.close()
        _, after = house.deals.paper(view.id, "commercial_invoice", form="xlsx")
        assert after.name > max(path.name for path in files)
