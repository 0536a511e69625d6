"""A paper as a spreadsheet: the PDF's own numbers, and nothing that a spreadsheet would run."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from desktop.bootstrap import Words
from desktop.domain.deals import PAPERS, Deal, DealLine, Party
from desktop.domain.factory import BankAccount
from desktop.domain.loads import Load

EVIL = '=HYPERLINK("http://evil.example","x")'
DEAL = Deal(
    number="PI-2026-0007", issued=date(2026, 11, 23), seller=Party("Guangxi Tengyi Handicraft Co., Ltd.", "No. 8 Rattan Road"),
    buyer=Party(EVIL, "+cmd|' /C calc'!A1", "PT", "@SUM(1+1)\x07"),
    lines=(
        DealLine("TB-301", {"zh": "手工藤编收纳篮", "en": "-2+3 storage basket"}, 500, "piece", Decimal("4.80"), "4602.12", {}, Load(500, 42, Decimal("6.015"), Decimal("525"), Decimal("441"))),
        DealLine("TB-302", {"zh": "竹编灯罩"}, 120, "piece", Decimal("7.25"), load=Load(120, 10, Decimal("1.5"), Decimal("60"), Decimal("52.5"))),
    ),
    currency="USD", incoterm="FOB", place="Qinzhou", payment="T/T", deposit_percent=30, marks="=1+1",
    bank=BankAccount("Bank of China", "6217000011112222", "Guangxi Tengyi", "BKCHCNBJ"), notes=("\t=2+2",),
)  # fmt: skip


def cells(path: Path) -> list[object]:
    book = openpyxl.load_workbook(path)
    found = [cell.value for row in book.active.iter_rows() for cell in row if cell.value is not None]
    book.close()
    return found


@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_is_a_spreadsheet_with_the_same_numbers_and_no_formula(kind: str, tmp_path: Path) -> None:
    words = Words()
    path = words.papers.write(kind, DEAL, tmp_path / "paper.xlsx", ("zh", "en"))
    found = cells(path)
    assert "PI-2026-0007" in found
    numbers = {value for value in found if isinstance(value, int | float)}
    assert {500, 120} <= numbers
    assert ({4.8, 2400, 870, 3270} <= numbers) == (kind not in ("packing_list", "production_order"))
    if kind == "packing_list":
        assert {42, 52, 6.015, 7.515, 585} <= numbers
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<f " not in sheet
    assert "<hyperlink" not in sheet
    if kind != "production_order":
        assert any(str(value).startswith(EVIL) for value in found)  # shown as it is, run by nobody


def test_amounts_in_words_and_bank_stand_in_the_sheet(tmp_path: Path) -> None:
    texts = [str(value) for value in cells(Words().papers.write("proforma", DEAL, tmp_path / "paper.xlsx", ("en", "zh")))]
    everything = "\n".join(texts)
    for expected in (
        "SAY US DOLLARS THREE THOUSAND TWO HUNDRED AND SEVENTY ONLY",
        "美元叁仟贰佰柒拾元整",
        "6217000011112222",
        "FOB Qinzhou",
        "形式发票",
    ):
        assert expected in everything


def test_yen_have_no_decimals(tmp_path: Path) -> None:
    deal = replace(DEAL, currency="JPY", lines=(replace(DEAL.lines[0], unit_price=Decimal(700)),))
    path = Words().papers.write("quotation", deal, tmp_path / "paper.xlsx", ("ja", "en"))
    assert {"350,000" for value in cells(path) if value == 350_000}
    assert not any("350,000.00" in str(value) for value in cells(path))
