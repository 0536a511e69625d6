"""Settings in the window: prices, the line, languages, backup and putting one back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel

from desktop.bootstrap import House
from desktop.ui.app import RESTART, Shown
from tests.ui.conftest import Desk, Open


def typed(desk: Desk, name: str, text: str) -> None:
    """Type into a field and leave it."""
    field = desk.find(name)
    field.setFocus()
    field.selectAll()
    desk.bot.keyClicks(field, text)
    field.editingFinished.emit()


def test_prices_are_typed_and_used_for_the_next_quote(desk: Desk) -> None:
    page = desk.screen("settings", "prices").prices
    typed(desk, "field-rate.USD", "7.12")
    desk.until(lambda: desk.house.messages.policy().rate("USD"))
    typed(desk, "field-profit", "15")
    desk.until(lambda: desk.house.messages.policy().profit == Decimal("0.15"))
    typed(desk, "field-profit", "many")
    desk.until(lambda: any("many" in edit._why.text() for edit in page._fields))
    assert desk.house.messages.policy().profit == Decimal("0.15")


def test_the_owner_states_how_far_replies_go_down_and_how_long_a_rate_is_good(desk: Desk) -> None:
    desk.screen("settings", "prices")
    typed(desk, "field-step.0.percent", "3")
    desk.until(lambda: desk.house.messages.policy().concessions)
    [step] = desk.house.messages.policy().concessions
    assert (step.percent, step.in_exchange) == (Decimal("0.03"), "quantity")
    typed(desk, "field-rate_days", "7")
    desk.until(lambda: desk.house.messages.policy().rate_days == 7)


def test_freight_is_stated_in_the_window_and_carries_the_next_quote(desk: Desk) -> None:
    page = desk.screen("settings", "prices").prices
    desk.press("freight-add")
    desk.until(lambda: any("no sum" in item.text() for item in page.freight.findChildren(QLabel)))
    desk.bot.keyClicks(desk.find("freight-amount"), "900")
    desk.bot.keyClicks(desk.find("freight-place"), "Hamburg")
    desk.bot.keyClicks(desk.find("freight-source"), "COSCO")
    desk.press("freight-add")
    desk.until(desk.house.freight.lines)
    desk.until(lambda: any("Hamburg" in item.text() and "COSCO" in item.text() for item in page.freight.findChildren(QLabel)))
    desk.house.owner.set_pin("271828")
    desk.house.owner.lock()
    page.refresh()
    assert not page.freight.isVisible()


def test_what_is_typed_into_the_prices_is_kept_when_the_window_closes(desk: Desk, open_desk: Open) -> None:
    desk.screen("settings", "prices")
    field = desk.find("field-charge.inland")
    desk.bot.keyClicks(field, "900")
    folder = desk.house.profile
    desk.close()  # the pause in typing has not come yet
    again = open_desk(folder)
    again.screen("settings", "prices")
    assert again.find("field-charge.inland").text() == "900"


def test_the_line_is_told_what_it_may_be_used_for(desk: Desk) -> None:
    page = desk.screen("settings", "line").line
    page.metered.setChecked(True)
    page.night.setChecked(True)
    page.limit.setCurrentText("20 MB")
    page.limit.activated.emit(page.limit.currentIndex())
    desk.until(lambda: desk.house.settings.line_rules().bytes_per_day == 20_000_000)
    rules = desk.house.settings.line_rules()
    assert rules.metered
    assert rules.night == (22, 7)
    page.offline.setChecked(True)
    desk.until(lambda: "Offline" in desk.main._bottom.line.text())


def test_a_language_is_taken_off_and_not_drafted_any_more(desk: Desk) -> None:
    desk.screen("settings", "languages")
    desk.find("locale-ko").setChecked(False)
    desk.until(lambda: "ko" not in desk.house.settings.get("locales"))


def test_a_backup_is_put_back_after_a_question_and_today_s_data_is_kept(desk: Desk) -> None:
    page = desk.screen("settings", "backup").backup
    desk.press("backup")
    desk.until(desk.house.office.safety.last)
    desk.house.cards.set_field("TB-301", "trade.moq", 999)
    asked: list[bool] = []
    page.restart.connect(lambda: asked.append(True))
    desk.until(lambda: desk.find("restore").isVisible())
    desk.press("restore")
    assert desk.house.cards.get("TB-301").trade.moq == 999  # nothing happens before the yes
    desk.until(lambda: desk.find("restore-yes").isVisible())
    desk.press("restore-yes")
    desk.until(lambda: asked)
    folder = desk.house.profile
    desk.close()
    with House(folder) as again:
        assert again.cards.get("TB-301").trade.moq == 200
    assert list(folder.glob("before-restore-*"))


def test_no_leaves_everything_as_it_is(desk: Desk) -> None:
    desk.screen("settings", "backup")
    desk.press("backup")
    desk.until(desk.house.office.safety.last)
    desk.until(lambda: desk.find("restore").isVisible())
    desk.press("restore")
    desk.until(lambda: desk.find("restore-no").isVisible())
    desk.press("restore-no")
    assert not list(desk.house.profile.glob("restoring-*"))


def test_a_damaged_backup_is_refused_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK no backup")
    page = desk.screen("settings", "backup").backup
    page.ask(bad, "today")
    desk.press("restore-yes")
    desk.until(lambda: "damaged" in desk.main._notice.text)
    assert not list(desk.house.profile.glob("restoring-*"))


def test_a_restart_ends_the_window_with_its_own_code(desk: Desk) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    shown = Shown(app, desk.house.office, desk.jobs)
    shown.main.show()
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, lambda: shown.main.go("restart"))
    assert app.exec() == RESTART
    shown.main.close()


def test_days_closed_are_typed_and_what_cannot_be_read_is_kept_beside_its_reason(desk: Desk, open_desk: Open) -> None:
    page = desk.screen("settings", "company").company
    typed(desk, "factory-calendar", "2027-02-01 2027-02-20 CNY")
    desk.until(lambda: [item.start for item in desk.house.office.factory.get().calendar] == ["2027-02-01"])
    typed(desk, "factory-calendar", "some days in spring")
    edit = next(item for item in page._fields if item.field.path == "calendar")
    desk.until(lambda: "some days" in edit._why.text())
    folder = desk.house.profile
    desk.close()
    again = open_desk(folder)
    again.screen("settings", "company")
    assert again.find("factory-calendar").text() == "some days in spring"
    assert [item.start for item in again.house.office.factory.get().calendar] == ["2027-02-01"]
