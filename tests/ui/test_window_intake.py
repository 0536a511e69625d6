"""Products from the owner's own words and own sheet, and the mailbox form: confirmed before anything is kept."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from tests.ui.conftest import Desk

WORDS = "这个篮子是藤的，40乘30乘25厘米，0.85公斤，一箱12个，200个起订，4.8美元"


def test_a_paragraph_becomes_a_card_when_it_is_confirmed(desk: Desk) -> None:
    products = desk.screen("cards")
    before = len(desk.house.cards.all())
    desk.press("product-paragraph")
    products.paragraph.box.setPlainText(WORDS)
    desk.press("paragraph-read")
    desk.until(products.paragraph.keep_button.isEnabled)
    assert len(desk.house.cards.all()) == before
    desk.press("paragraph-keep")
    desk.until(lambda: len(desk.house.cards.all()) == before + 1)
    desk.until(lambda: products.editor.sku)
    card = desk.house.cards.get(products.editor.sku)
    assert card.values("material") == ("rattan",)
    assert card.attributes["size"] == "40 x 30 x 25 cm"
    assert card.trade.moq == 200


def test_an_own_sheet_shows_its_columns_before_it_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["货号", "品名", "材质", "尺寸(cm)", "装箱数", "FOB USD"])
    book.active.append(["W-11", "藤编托盘", "藤", "30*20*5", "12pcs/ctn", "3.20"])
    file = tmp_path / "quotation.xlsx"
    book.save(file)
    products = desk.screen("cards")
    products.take_file(file)
    desk.until(products.sheet._columns.count)
    assert desk.house.cards.find("W-11") is None
    desk.press("sheet-take")
    desk.until(lambda: desk.house.cards.find("W-11") is not None)
    card = desk.house.cards.get("W-11")
    assert card.name["zh"] == "藤编托盘"
    assert card.packaging.carton_count == 12


def test_a_mailbox_asks_for_both_and_says_what_is_wrong(desk: Desk) -> None:
    form = desk.screen("settings", "accounts").accounts.mail
    form.save()
    desk.until(lambda: desk.said)
    form.address.setText("li@163.com")
    form._guess()
    assert form.service.currentData()
    form.service.setCurrentIndex(form.service.findData("own"))
    assert not form.imap.isHidden()
