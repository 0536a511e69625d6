"""Texts in the owner's language; a translation that says something else is not used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import i18n

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"

msgid "{count} cards imported from {file}"
msgstr "从 {file} 导入了 {count} 张产品卡"

msgid "Price {price}"
msgstr "价格 {cost}"

msgid "One card"
msgid_plural "{n} cards"
msgstr[0] "{n} 张产品卡"

#, fuzzy
msgid "Waits for the line"
msgstr "不对"

msgid ""
"A long text "
"in \"two\" parts\n"
msgstr ""
"一段"
"长文"

#~ msgid "Old"
#~ msgstr "旧"
"""


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_chosen", i18n.Catalogue("zh_CN", dict(i18n.read_po(PO))))


@pytest.mark.usefixtures("chinese")
def test_placeholders_are_filled_after_translation() -> None:
    assert i18n._("{count} cards imported from {file}", count=3, file="a.xlsx") == "从 a.xlsx 导入了 3 张产品卡"
    assert i18n._('A long text in "two" parts\n') == "一段长文"


@pytest.mark.usefixtures("chinese")
def test_a_translation_with_other_placeholders_is_not_used() -> None:
    assert i18n._("Price {price}", price="4.80") == "Price 4.80"


@pytest.mark.usefixtures("chinese")
def test_what_is_not_translated_is_english() -> None:
    assert i18n._("Waits for the line") == "Waits for the line"
    assert i18n._("Old") == "Old"
    assert i18n._("50 % {not filled}") == "50 % {not filled}"


@pytest.mark.usefixtures("chinese")
def test_chinese_has_one_plural_form() -> None:
    assert [i18n.ngettext("One card", "{n} cards", n) for n in (1, 2)] == ["1 张产品卡", "2 张产品卡"]


def test_english_has_two_plural_forms() -> None:
    assert [i18n.ngettext("One card", "{n} cards", n) for n in (0, 1, 2)] == ["0 cards", "One card", "2 cards"]


@pytest.mark.parametrize(
    ("wanted", "got"),
    [("zh_CN.UTF-8", "zh_CN"), ("zh-Hans-CN", "zh_CN"), ("zh_SG", "zh_CN"), ("en_GB", "en"), ("tlh", "en"), ("", "en")],
)
def test_the_nearest_language_is_chosen(wanted: str, got: str) -> None:
    assert i18n.match(wanted) == got


@pytest.mark.parametrize(("system", "got"), [("zh_CN.UTF-8", "zh_CN"), ("C.UTF-8", "en"), ("de_DE.UTF-8", "en")])
def test_the_system_decides_unless_the_owner_does(monkeypatch: pytest.MonkeyPatch, system: str, got: str) -> None:
    for name in ("TENGQIAO_LANGUAGE", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", system)
    assert i18n.set_language(None) == got
    assert i18n.language() == got
    assert i18n.set_language("en") == "en"


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader_or_the_comparison(text: str) -> None:
    list(i18n.read_po(text))
    assert i18n.same_placeholders(text, text)
