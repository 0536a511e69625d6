"""What a platform says no to is one sentence and one button that mends it."""

from __future__ import annotations

from pathlib import Path

from desktop import i18n
from desktop.wording import outbox as words
from tests.publishing import PracticeShop
from tests.refusals import EXPECTED, Shown, refused


def test_each_refusal_is_one_sentence_and_one_button(shop: PracticeShop, tmp_path: Path) -> None:
    found = refused(shop, tmp_path / "profile", tmp_path)
    shown = {}
    for name, item in found.items():
        assert item.need is not None, name
        button = item.need.buttons[0]
        shown[name] = Shown(words.sentence(item), button, words.BUTTONS[button])
    assert shown == EXPECTED
    assert shop.products() == []
    i18n.set_language("zh_CN")
    assert words.sentence(found["LONG-TITLE"]) == "「商品名称」太长：129 字节，最多 128 字节。"
    assert words.sentence(found["NEW-FORM"]).endswith("缺「品牌」。")
