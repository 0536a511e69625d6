"""The owner's PIN in the window: set on a card, closed for a clerk, opened again; what is shown follows at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from tests.ui.conftest import Desk, Open

PIN = "271828"


def fields(desk: Desk) -> list[str]:
    editor = desk.main._screens["cards"].editor  # type: ignore[attr-defined]  # the products screen
    return [line.text() for line in editor.findChildren(QLineEdit) if line.objectName().startswith("field-private") and line.isVisible()]


def type_pin(desk: Desk, pin: str) -> None:
    desk.bot.keyClicks(desk.find("owner-pin"), pin)
    desk.press("owner-open")


def test_the_owner_hides_cost_and_floor_and_a_clerk_sees_none(desk: Desk, open_desk: Open) -> None:
    desk.screen("cards", "TB-301")
    desk.until(lambda: "4.00" in fields(desk))
    desk.press("owner-set")
    type_pin(desk, PIN)
    desk.until(lambda: desk.main.findChildren(QPushButton, "owner-lock"))
    assert desk.house.owner.has_pin
    desk.press("owner-lock")
    desk.until(lambda: fields(desk) == [])
    folder: Path = desk.house.profile
    desk.close()

    clerk = open_desk(folder)  # closed at every start
    clerk.screen("cards", "TB-301")
    clerk.until(lambda: clerk.find("owner-pin").isVisible())
    assert fields(clerk) == []
    shown = [item.text() for item in clerk.main.findChildren(QLabel)]
    assert not any("2.90" in text or "4.00" in text for text in shown)
    type_pin(clerk, "000000")
    clerk.until(lambda: any("not right" in item.text() for item in clerk.main.findChildren(QLabel)))
    assert fields(clerk) == []
    type_pin(clerk, PIN)
    clerk.until(lambda: "4.00" in fields(clerk))


def test_price_settings_are_closed_too(desk: Desk) -> None:
    desk.house.owner.set_pin(PIN)
    desk.house.owner.lock()
    settings = desk.screen("settings", "prices")
    assert settings.prices._fields == []
    desk.house.owner.unlock(PIN)
    settings.prices.lock._look()  # what the clock does by itself when the time is over
    desk.until(lambda: settings.prices._fields)
