"""Day one, with clicks only: from nothing to a title on the clipboard, and from a buyer's message to a reply on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from tests.ui.conftest import Desk, Open


def pressed(desk: Desk, name: str) -> None:
    """Press a button as soon as it can be pressed."""
    desk.until(lambda: any(item.isVisible() and item.isEnabled() for item in desk.main.findChildren(object, name)), 30)
    desk.press(name)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_a_title_and_a_reply_are_on_the_clipboard_without_an_account(open_desk: Open, tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "new")
    pressed(desk, "first-next")
    pressed(desk, "first-sample")
    desk.until(lambda: desk.screen("first").progress.value() == 12, 30)
    pressed(desk, "first-next")
    assert desk.main.screen_name == "today"

    desk.until(lambda: [item for item in desk.buttons(desk.main._screens["today"]) if item.text() == "Review"])
    desk.click(desk.main._screens["today"], "Review")
    pressed(desk, "approve-all")
    desk.until(lambda: all(view.state == "approved" for view in desk.house.listings.of_card("TB-301")))
    pressed(desk, "copy-panel")
    desk.until(lambda: desk.main.screen_name == "copy")
    desk.click(desk.main._screens["copy"], "Copy")
    desk.until(lambda: "Rattan" in clipboard())

    pressed(desk, "rail-today")
    pressed(desk, "paste-message")
    assert desk.house.messages.threads() == []  # our own title on the clipboard is no buyer's message
    QGuiApplication.clipboard().setText("Hi, what is your price for 500 pcs of TB-301 FOB? And the lead time? Maria")
    pressed(desk, "rail-today")
    pressed(desk, "paste-message")  # what a buyer wrote elsewhere is answered at once
    desk.until(lambda: len(desk.house.messages.threads()) == 1)
    pressed(desk, "copy-reply")
    desk.until(lambda: "USD 4.80" in clipboard())
    assert "2.90" not in clipboard()  # the cost
    assert desk.house.office.accounts.all() == []
