"""Files in the window: catalogue, sheet, feed, and the parcel on a USB stick from one Tengqiao to another."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton

from tests.ui.conftest import Desk, Open


def _answers(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    """The system's own dialogs, answered by the owner."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(target), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(target))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *args: True)


def _files(desk: Desk) -> Any:
    desk.house.listings.approve_clean("TB-301")
    return desk.screen("files")


def test_a_catalogue_a_sheet_and_a_feed_are_one_button_each(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = _files(desk)
    assert screen.chosen() == ["TB-301"]
    screen.second.setCurrentIndex(screen.second.findData("zh"))
    for name, file in (("catalogue", "c.pdf"), ("bulk", "b.xlsx"), ("feed", "f.csv")):
        _answers(monkeypatch, tmp_path / file)
        desk.press(name)
        desk.until(lambda file=file: (tmp_path / file).exists() and any(file in text for text in desk.said), 30)
    document = pypdfium2.PdfDocument(tmp_path / "c.pdf")
    text = "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    document.close()
    assert "手工藤编收纳篮" in unicodedata.normalize("NFKC", text)
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 2
    assert len((tmp_path / "f.csv").read_text("utf-8").splitlines()) >= 2


def test_a_parcel_goes_from_one_window_to_another(open_desk: Open, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    _answers(monkeypatch, stick)
    _files(desk)
    desk.press("parcel")
    desk.until((stick / "tengqiao-parcel" / "parcel.json").exists, 30)
    desk.close()
    other = open_desk(tmp_path / "other")
    other.screen("files")
    other.press("take-parcel")
    other.until(lambda: other.house.cards.find("TB-301") is not None, 30)
    assert other.house.cards.get("TB-301").private.cost is None
    assert {view.state for view in other.house.listings.of_card("TB-301")} != {"approved"}


def test_without_an_approved_text_the_screen_says_what_to_do(desk: Desk) -> None:
    screen = desk.screen("files")
    assert screen.chosen() == []
    assert not screen.findChildren(QPushButton, "parcel")
    desk.find("take-parcel")
