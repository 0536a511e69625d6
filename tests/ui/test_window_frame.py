"""The frame: every screen by keyboard, names for screen readers, contrast, long words, nothing blocks, search, first start."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QWidget,
)

from desktop import i18n
from desktop.domain.changes import Changes
from desktop.domain.errors import Environment
from desktop.system.paths import resources_dir
from desktop.ui.app import SCREENS, Shown
from desktop.ui.main_window import RAIL
from desktop.ui.pictures import VIEWS
from desktop.ui.style import read_tokens
from tests.ui.conftest import Desk, Open

CONTROLS = (QPushButton, QLineEdit, QComboBox, QTextEdit, QPlainTextEdit, QCheckBox, QSpinBox, QAbstractItemView)


def every_screen(desk: Desk) -> None:
    """Open each screen on something to show."""
    desk.house.listings.approve("TB-301", "en")
    desk.house.messages.paste("What is your price for 500 pcs of TB-301?", "Maria")
    desk.house.office.deals.open(desk.house.messages.view(desk.house.messages.threads()[0].id).quoted[:1], _party())
    for _name, screen, argument in VIEWS:
        desk.main.go(screen, argument)
        desk.until(lambda screen=screen: desk.main.screen_name == screen)


def _party() -> object:
    from desktop.domain.deals import Party

    return Party("Acme")


def test_each_screen_is_reached_by_its_key(desk: Desk) -> None:
    for number, (name, _words, _sign) in enumerate(RAIL, 1):
        desk.bot.keyClick(desk.main, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.ControlModifier)
        desk.until(lambda name=name: desk.main.screen_name == name)
    desk.bot.keyClick(desk.main, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    desk.until(desk.main.search.hasFocus)


def test_every_control_of_every_screen_has_a_name(desk: Desk) -> None:
    every_screen(desk)
    nameless = []
    for kind in CONTROLS:
        for widget in desk.main.findChildren(kind):
            inner = widget.objectName().startswith("qt_") or isinstance(widget.parentWidget(), (QComboBox, QSpinBox))
            shown = widget.parentWidget() is not None and widget.metaObject().className() not in ("QComboBoxListView", "QTableCornerButton")
            words = widget.accessibleName() or (widget.text() if isinstance(widget, (QPushButton, QCheckBox)) else "")
            if shown and not inner and not words:
                nameless.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}")
    assert nameless == []


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(theme: str) -> None:
    tokens = read_tokens(resources_dir() / "style")[theme]
    pairs = [(ink, ground) for ink in ("text", "quiet") for ground in ("ground", "panel", "raised")]
    pairs += [("text", ground) for ground in ("selected", "accent_soft", "fact")] + [("accent_text", "accent"), ("accent", "panel")]
    pairs += [(state, ground) for state in ("done", "waiting", "look", "blocked") for ground in (f"{state}_soft", "panel")]
    weak = {f"{ink} on {ground}": round(contrast(tokens[ink], tokens[ground]), 2) for ink, ground in pairs}
    assert {name: value for name, value in weak.items() if value < 4.5} == {}


def test_words_twice_as_long_still_open_every_screen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Long(i18n.Catalogue):
        def form(self, msgid: str, index: int, like: str) -> str | None:
            return f"⟦{like} {'ö' * len(like)}⟧"

    monkeypatch.setattr(i18n, "_chosen", Long("en"))
    every_screen(desk)
    desk.main.resize(1024, 640)
    QApplication.processEvents()
    assert desk.main.width() <= 1366


def test_no_screen_waits_for_work_under_way(desk: Desk) -> None:
    go_on = threading.Event()
    desk.jobs.read("database", lambda _context: go_on.wait(30), lambda _value: None)
    desk.jobs.read("engine", lambda _context: go_on.wait(30), lambda _value: None)
    try:
        for name in SCREENS:
            if name not in ("copy", "publish"):
                desk.main.go(name)
                assert desk.main.screen_name == name
        desk.main.go("listings", "TB-301")
        title = desk.screen("listings")._texts["title"]
        desk.bot.keyClicks(title, "abc")
        assert "abc" in title.text
    finally:
        go_on.set()


def test_search_finds_products_and_messages_in_any_script(desk: Desk) -> None:
    desk.house.messages.paste("请问 TB-301 藤篮 500 个多少钱？", "王先生")
    desk.main.search.setFocus()
    desk.main.search.insert("砧板")  # QTest types Latin letters only
    desk.main.search.textEdited.emit("砧板")
    desk.until(lambda: desk.main.search.results.isVisible() and desk.main.search.results.count() == 1)
    desk.bot.keyClick(desk.main.search, Qt.Key.Key_Return)
    desk.until(lambda: desk.main.screen_name == "cards")
    hits = desk.house.office.search.find("藤篮")
    assert "messages" in {hit.screen for hit in hits}
    assert desk.house.office.search.find("  ") == []


def test_the_first_start_ends_on_today_with_texts_already_drafted(open_desk: Open, tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "new")
    assert desk.main.screen_name == "first"
    first = desk.screen("first")
    desk.press("first-next")  # the company can come later
    desk.press("first-sample")
    desk.until(lambda: first.progress.value() == 12, 30)
    assert len(desk.house.listings.of_card("TB-301")) == 12
    desk.press("first-next")
    assert desk.main.screen_name == "today"
    desk.until(lambda: desk.house.settings.get("first_start_done"))
    assert desk.house.office.accounts.all() == []  # no account was asked for


def test_the_first_product_may_be_a_sentence(open_desk: Open, tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "new")
    first = desk.screen("first")
    desk.press("first-next")
    first.name.setText("不锈钢保温杯，500毫升，一箱24个")  # as an input method gives it: whole words at once
    desk.press("first-own")
    desk.until(lambda: first.progress.value() == 12, 30)
    card = desk.house.cards.all()[0].card
    assert card.category == "home/drinkware"
    assert card.values("material") == ("stainless-steel",)
    assert card.packaging.carton == "24 pieces"


def test_the_first_start_can_be_skipped_and_does_not_come_again(open_desk: Open, tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "new")
    desk.press("first-skip")
    desk.until(lambda: desk.house.settings.get("first_start_done"))
    desk.close()
    assert open_desk(tmp_path / "new").main.screen_name == "today"


def test_another_language_shows_at_once(desk: Desk, filled: Path, tmp_path: Path) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    desk.house.settings.put("language", "en")
    shown = Shown(app, desk.house.office, desk.jobs)
    assert shown.main.windowTitle() == "Tengqiao"
    desk.house.settings.put("language", "zh_CN")
    shown.main.go("renew", "settings languages")
    assert shown.main.windowTitle() == "藤桥"
    assert shown.main.screen_name == "settings"
    shown.main.close()
    i18n.set_language("en")


def test_the_system_s_language_is_the_window_s(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENGQIAO_LANGUAGE", "zh_CN.UTF-8")
    desk.house.settings.put("language", "")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    shown = Shown(app, desk.house.office, desk.jobs)
    assert shown.main.windowTitle() == "藤桥"
    shown.main.close()
    i18n.set_language("en")


def test_a_problem_is_one_sentence_and_a_bug_never_a_trace(desk: Desk) -> None:
    desk.main.go("cards", "TB-301")
    desk.jobs.problem.emit(ZeroDivisionError("secret detail"))
    notice = desk.main._notice
    assert notice.isVisible()
    assert "secret" not in notice.text
    assert "Traceback" not in notice.text


def test_offline_is_said_in_the_bottom_line_and_the_outbox(desk: Desk) -> None:
    desk.screen("settings", "line")
    box = desk.find("offline", QWidget)
    box.setChecked(True)
    desk.until(lambda: desk.house.settings.get("offline"))
    desk.until(lambda: "Offline" in desk.main._bottom.line.text())
    outbox = desk.screen("outbox")
    assert "Offline" in outbox._summary.text()


def test_the_profile_copies_of_tests_are_their_own(filled: Path, tmp_path: Path) -> None:
    shutil.copytree(filled, tmp_path / "copy")
    assert (tmp_path / "copy" / "tengqiao.db").exists()


def test_the_bottom_line_counts_what_waits_and_says_when_there_is_no_line(desk: Desk) -> None:
    bottom = desk.main._bottom
    assert "saved" in bottom.saved.text()
    desk.house.settings.put("offline", True)
    desk.jobs.changed.emit(Changes.of("settings", "offline"))
    desk.until(lambda: "Offline" in bottom.line.text())
    desk.house.settings.put("offline", False)
    desk.jobs.changed.emit(Changes.of("settings", "offline"))
    desk.until(lambda: "Offline" not in bottom.line.text())


def test_the_bottom_line_names_the_model_that_writes(desk: Desk) -> None:
    bottom = desk.main._bottom
    desk.until(lambda: bottom.writer.text() == "Writer: templates")
    desk.jobs.writing.emit("smollm2-135m")
    assert "smollm2-135m is writing" in bottom.writer.text()
    desk.jobs.writing.emit("")
    assert bottom.writer.text() == "Writer: templates"


def test_a_full_disk_is_said_in_a_sentence_and_the_bottom_line_does_not_claim_saved(desk: Desk) -> None:
    def full(_context: object) -> None:
        raise Environment("disk.full", path=str(desk.house.profile))

    desk.jobs.write(full)
    desk.until(lambda: "Not saved" in desk.main._bottom.saved.text())
    assert "disk" in desk.main._notice.text
    desk.jobs.write(lambda _context: desk.house.settings.put("signer", "Li"))
    desk.until(lambda: "Saved" in desk.main._bottom.saved.text())


def test_a_locked_database_is_said_and_the_text_stays_in_the_field(desk: Desk) -> None:
    desk.screen("cards", "TB-301")
    moq = desk.find("field-trade.moq")
    other = sqlite3.connect(desk.house.profile / "tengqiao.db")
    other.execute("BEGIN IMMEDIATE")
    try:
        moq.selectAll()
        desk.bot.keyClicks(moq, "350")
        desk.until(lambda: "busy" in desk.main._notice.text, 30)
        assert moq.text() == "350"
        assert "Not saved" in desk.main._bottom.saved.text()
    finally:
        other.rollback()
        other.close()


def test_a_bug_in_a_job_is_logged_by_its_place_and_never_by_its_words(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    def stumbles(_context: object) -> None:
        raise ValueError("floor 4.00")

    desk.jobs.read("reading", stumbles, lambda _none: None)
    desk.until(lambda: "ValueError" in caplog.text)
    assert "stumbles" in caplog.text
    assert "4.00" not in caplog.text
