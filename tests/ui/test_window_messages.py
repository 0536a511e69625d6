"""A buyer's message in the window: pasted and answered in two clicks, checked while typing, never losing a word."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget

from desktop.domain.deals import Party
from desktop.ui.messages.screen import MessagesScreen
from tests.ui.conftest import Desk, Open

ASKED = "Hello, what is your price for 500 pcs of TB-301, FOB? How long is the lead time? Maria"


def pasted(desk: Desk) -> MessagesScreen:
    QGuiApplication.clipboard().setText(ASKED)
    desk.main.go("today")
    desk.press("paste-message")
    screen: MessagesScreen = desk.main._screens["messages"]  # type: ignore[assignment]  # it is that screen
    desk.until(lambda: screen.view is not None and screen.answer.text is not None)
    return screen


def add(desk: Desk, screen: MessagesScreen, words: str) -> None:
    edit = screen.answer.text
    assert edit is not None
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    desk.bot.keyClicks(edit, words)


def test_a_message_is_pasted_and_its_reply_copied_in_two_clicks(desk: Desk) -> None:
    screen = pasted(desk)  # the first click
    assert screen.view is not None
    assert {ask.kind for ask in screen.view.understanding.asks} >= {"price", "quantity", "lead_time"}
    assert all(line.zh for line in screen.view.reply.lines)
    desk.press("copy-reply")  # the second
    desk.until(lambda: QGuiApplication.clipboard().text() != ASKED)
    assert "USD 4.80" in QGuiApplication.clipboard().text()
    desk.until(lambda: desk.house.messages.threads()[0].state == "answered")


def test_a_private_number_or_a_price_never_quoted_cannot_be_copied(desk: Desk) -> None:
    screen = pasted(desk)
    add(desk, screen, " Our cost is USD 2.90.")
    desk.until(lambda: screen.view is not None and screen.view.reply.findings)
    desk.press("copy-reply")
    desk.until(lambda: desk.said)
    assert QGuiApplication.clipboard().text() == ASKED
    assert desk.house.messages.threads()[0].state == "waiting"
    assert all("2.90" not in text for text in desk.said)


def test_the_reply_being_typed_is_there_after_closing_and_reopening(desk: Desk, open_desk: Open) -> None:
    screen = pasted(desk)
    add(desk, screen, " See you soon.")
    folder, thread = desk.house.profile, screen.shown_thread
    desk.close()  # before the pause in typing
    again = open_desk(folder)
    shown = again.screen("messages", thread)
    again.until(lambda: shown.answer.text is not None)
    assert shown.answer.text.text.endswith(" See you soon.")


def test_a_deal_with_its_proforma_invoice_is_made_from_the_reply(desk: Desk) -> None:
    pasted(desk)
    desk.press("make-deal")
    desk.until(desk.house.deals.all)
    desk.until(lambda: desk.main.screen_name == "deals")
    deals = desk.main._screens["deals"]
    desk.until(lambda: "2,400.00" in deals.preview.toPlainText())  # type: ignore[attr-defined]  # the deals screen
    desk.press("make-pdf")
    desk.until(lambda: desk.house.deals.all()[0].papers, 30)
    number, kind, file = desk.house.deals.all()[0].papers[0]
    assert kind == "proforma"
    assert number.startswith("PI-")
    assert Path(file).read_bytes().startswith(b"%PDF-")
    desk.press("make-sheet")
    desk.until(lambda: len(desk.house.deals.all()[0].papers) == 2, 30)
    second, kind, file = desk.house.deals.all()[0].papers[1]
    assert (kind, file.endswith(f"{second}.xlsx"), second != number) == ("proforma", True, True)


def test_the_inbox_and_today_put_those_who_wait_first(desk: Desk) -> None:
    screen = pasted(desk)
    desk.press("copy-reply")
    desk.until(lambda: desk.house.messages.threads()[0].state == "answered")
    _changes, other = desk.house.messages.paste("Do you have samples of BC-118?", "Ana")
    screen.refresh()
    assert screen.inbox.item(0).text().startswith("Ana")
    tasks = desk.house.office.today.tasks()
    assert tasks[0].argument == other


def test_a_quote_is_computed_line_by_line_and_refused_below_the_moq(desk: Desk) -> None:
    deals = desk.screen("deals")
    deals.new_quote()
    form = deals.form
    form.product.setCurrentIndex(form.product.findData("TB-301"))
    form.quantity.setValue(100)
    assert form.quantity.lineEdit().width() > 100  # the number is seen
    desk.press("compute")
    desk.until(lambda: desk.said)
    form.quantity.setValue(1000)
    desk.press("compute")
    desk.until(form._make.isEnabled)
    form.buyer.setText("Acme")
    desk.press("make-quote")
    desk.until(desk.house.deals.all)
    assert desk.house.deals.all()[0].deal.total == 4350


def test_the_owner_promises_a_refund_in_the_panel_and_it_goes_along(desk: Desk) -> None:
    screen = pasted(desk)
    add(desk, screen, " See you soon.")
    desk.press("open-promise")
    panel = screen.promise
    panel.kind.setCurrentIndex(panel.kind.findData("refund"))
    desk.bot.keyClicks(desk.find("promise-amount"), "12.40")
    desk.until(lambda: any("12.40" in text and "退还" in text for text in shown(panel)))
    desk.until(desk.find("make-promise").isEnabled)
    desk.press("make-promise")
    desk.until(lambda: "refund you USD 12.40" in screen._text())
    assert "See you soon." in screen._text()
    desk.until(lambda: screen.view is not None and "12.40" in screen.view.text and not screen.view.reply.findings)
    desk.press("copy-reply")
    desk.until(lambda: "USD 12.40" in QGuiApplication.clipboard().text())
    desk.until(lambda: desk.house.messages.threads()[0].state == "answered")
    (promise,) = (item for _, item in desk.house.messages.view(screen.shown_thread).commitments if item.by_owner)
    assert (promise.kind, promise.value, promise.state) == ("refund", "USD 12.40", "open")


def test_a_price_below_the_floor_cannot_be_promised(desk: Desk) -> None:
    screen = pasted(desk)
    desk.press("open-promise")
    desk.bot.keyClicks(desk.find("promise-amount"), "3.10")
    desk.until(lambda: any("below your limit" in text for text in shown(screen.promise)))
    assert not desk.find("make-promise").isEnabled()
    assert not any("4.00" in text for text in shown(screen.promise))


def shown(widget: QWidget) -> list[str]:
    return [item.text() for item in widget.findChildren(QLabel) if item.isVisible()]


def test_the_buyers_page_holds_all_that_belongs_to_him(desk: Desk, open_desk: Open) -> None:
    _changes, thread = desk.house.messages.paste(ASKED, "Maria Gomez")
    screen = desk.screen("messages", thread)
    desk.until(lambda: screen.view is not None)
    desk.press("copy-reply")
    desk.until(lambda: desk.house.messages.threads()[0].state == "answered")
    desk.house.deals.open(screen.view.quoted[:1], Party("Maria Gomez"), thread)
    desk.press("show-buyer")
    desk.until(lambda: any("USD 4.80" in text for text in shown(screen.page)))
    texts = "\n".join(shown(screen.page))
    for expected in ("Maria Gomez", "How long is the lead time?", "25 days", "25天", "quantity 500 pieces"):
        assert expected in texts, expected
    assert any("2,400.00" in item.text() for item in screen.page.findChildren(QPushButton))
    desk.bot.keyClicks(desk.find("buyer-note"), "likes natural colour")
    folder = desk.house.profile
    desk.close()  # before the pause in typing
    again = open_desk(folder)
    page = again.screen("messages", thread)
    again.until(lambda: page.view is not None)
    again.press("show-buyer")
    again.until(lambda: page.page.note.toPlainText() == "likes natural colour")


PHISHING = "Hello, we need 500 pcs of TB-301. Our order is here: http://alibaba.com.secure-login.ru/po , log in with your password."


def ticks(widget: QWidget) -> list[QCheckBox]:
    return [box for box in widget.findChildren(QCheckBox) if box.isVisible()]


def test_the_trust_card_shows_what_it_saw_and_what_to_do_and_holds_the_reply_until_it_is_read(desk: Desk) -> None:
    _changes, thread = desk.house.messages.paste(PHISHING, "Maria")
    screen = desk.screen("messages", thread)
    desk.until(lambda: any("steal your password" in text for text in shown(screen.said)))
    texts = shown(screen.said)
    assert any("secure-login.ru" in text and text.startswith("“") for text in texts)
    assert any("Do not open the link" in text for text in texts)
    assert any("first message from this buyer" in text for text in texts)
    for box in ticks(screen.said)[1:]:
        box.setChecked(True)  # the sentences that nothing covers
    desk.press("copy-reply")
    desk.until(lambda: desk.said)
    assert desk.house.messages.threads()[0].state == "waiting"
    ticks(screen.said)[0].setChecked(True)
    desk.press("copy-reply")
    desk.until(lambda: desk.house.messages.threads()[0].state == "answered")


def test_what_was_not_understood_is_ticked_off_before_anything_leaves(desk: Desk) -> None:
    odd = "My uncle says that the moon is nice this week."
    _changes, thread = desk.house.messages.paste(f"What is your price for 500 pcs of TB-301? {odd}", "Maria")
    screen = desk.screen("messages", thread)
    desk.until(lambda: odd in shown(screen.said))
    QGuiApplication.clipboard().setText("before")
    desk.press("copy-reply")
    desk.until(lambda: any("not understood" in text for text in desk.said))
    assert QGuiApplication.clipboard().text() == "before"
    for box in ticks(screen.said):
        box.setChecked(True)
    screen.refresh()
    desk.until(lambda: all(box.isChecked() for box in ticks(screen.said)))
    desk.press("copy-reply")
    desk.until(lambda: "USD 4.80" in QGuiApplication.clipboard().text())


def test_a_reminder_is_drafted_from_today_and_leaves_when_it_is_copied(desk: Desk) -> None:
    screen = pasted(desk)
    desk.press("copy-reply")
    desk.until(lambda: desk.house.messages.threads()[0].state == "answered")
    now = desk.house.messages.clock()
    desk.house.messages.clock = lambda: now + 4 * 86_400
    desk.main.go("today")
    desk.click(desk.main._screens["today"], "Draft a reminder")
    desk.until(lambda: "look at our offer" in screen._text() or "before you decide" in screen._text())
    desk.until(lambda: screen.view is not None and screen.view.text == screen._text())
    assert screen.view is not None
    assert not screen.view.reply.findings
    assert all(line.zh for line in screen.view.reply.lines)
    desk.press("copy-reply")
    desk.until(lambda: len(desk.house.messages.view(screen.shown_thread).thread.messages) == 3)
