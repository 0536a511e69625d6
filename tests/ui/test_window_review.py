"""Review in the window: approve, what is wrong turns red and stops publishing, a click mends it, right to left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from desktop.ui.listings.screen import ListingsScreen
from tests.ui.conftest import Desk


def review(desk: Desk, locale: str = "en") -> ListingsScreen:
    screen: ListingsScreen = desk.screen("listings", "TB-301")
    desk.until(lambda: screen._texts)
    if locale != "en":
        screen.show_locale(locale)
    return screen


def retype(desk: Desk, screen: ListingsScreen, place: str, old: str, new: str) -> None:
    """Replace a part of a text by typing."""
    edit = screen._texts[place]
    start = edit.text.index(old)
    edit.setFocus()
    cursor = edit.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(old), QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    desk.bot.keyClicks(edit, new)


def test_one_language_and_then_all_are_approved(desk: Desk) -> None:
    screen = review(desk)
    desk.press("approve-one")
    desk.until(lambda: desk.house.listings.get("TB-301", "en").state == "approved")
    desk.press("approve-all")
    desk.until(lambda: all(view.state == "approved" for view in desk.house.listings.of_card("TB-301")))
    desk.until(lambda: "approved" in str(screen.languages.item(0).data(Qt.ItemDataRole.AccessibleTextRole)))


def test_a_wrong_digit_turns_red_blocks_approval_and_is_mended_by_a_click(desk: Desk) -> None:
    screen = review(desk)
    before = screen._texts["title"].text
    assert "40 x 30 x 25 cm" in before
    retype(desk, screen, "title", "40 x", "41 x")
    desk.until(lambda: not desk.house.listings.get("TB-301", "en").publishable)
    desk.until(screen._texts["title"].extraSelections)
    finding = desk.house.listings.get("TB-301", "en").findings[0]
    assert finding.text == "41"
    desk.press("approve-one")
    desk.until(lambda: desk.said)
    assert desk.house.listings.get("TB-301", "en").state == "draft"
    desk.until(lambda: screen.side.findChildren(object, "mend"))
    desk.press("mend")
    desk.until(lambda: desk.house.listings.get("TB-301", "en").publishable)
    assert "41" not in screen._texts["title"].text
    screen._texts["title"].undo()
    assert "41" in screen._texts["title"].text


def test_a_true_fact_goes_onto_the_card_and_every_text_may_say_it(desk: Desk) -> None:
    screen = review(desk)
    retype(desk, screen, "highlights[0]", "rattan", "bamboo")
    desk.until(lambda: not desk.house.listings.get("TB-301", "en").publishable)
    desk.until(lambda: screen.side.findChildren(object, "onto-card"))
    desk.press("onto-card")
    desk.until(lambda: "bamboo" in desk.house.cards.get("TB-301").values("material"))
    desk.until(lambda: not any(item.text == "bamboo" for item in desk.house.listings.get("TB-301", "en").findings))


def test_arabic_is_shown_from_right_to_left(desk: Desk) -> None:
    screen = review(desk, "ar")
    title = screen._texts["title"]
    assert title.layoutDirection() == Qt.LayoutDirection.RightToLeft
    option = title.document().defaultTextOption()
    assert option.textDirection() == Qt.LayoutDirection.RightToLeft
    # the text begins at the right
    desk.until(lambda: title.cursorRect(QTextCursor(title.document())).x() > title.viewport().width() / 2)


def test_pointing_at_a_fact_lights_it_up_in_text_and_meaning(desk: Desk) -> None:
    screen = review(desk)
    desk.until(lambda: screen.side.marks)
    mark = next(item for item in screen.side.marks if item.fact.path == "attributes.size")
    assert mark.fact.words.value == "40 x 30 x 25 cm"
    mark.hovered.emit(mark.fact.path, True)
    assert screen._texts["title"].extraSelections()
    assert mark.property("lit") == "true"
    assert any("<span" in line.text() for line, _zh in screen.side._meanings)
    mark.hovered.emit(mark.fact.path, False)
    assert not screen._texts["title"].extraSelections()


def test_what_is_being_typed_is_not_moved_by_other_news(desk: Desk) -> None:
    screen = review(desk)
    edit = screen._texts["description"]
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)
    desk.bot.keyClicks(edit, " Ask us.")
    desk.jobs.write(lambda _context: desk.house.office.listings.redraft("TB-301", "fr"))
    desk.until(lambda: desk.house.listings.get("TB-301", "en").listing.description.endswith(" Ask us."))
    assert screen._texts["description"] is edit
    assert edit.text.endswith(" Ask us.")


def test_wrong_places_are_found_and_mended_with_the_keyboard_alone(desk: Desk) -> None:
    screen = review(desk)
    retype(desk, screen, "title", "40 x", "41 x")
    desk.until(lambda: not desk.house.listings.get("TB-301", "en").publishable)
    desk.until(screen._findings)
    desk.bot.keyClick(screen._texts["description"], Qt.Key.Key_F8)
    assert screen._texts["title"].textCursor().selectedText() == "41"
    desk.bot.keyClick(screen._texts["title"], Qt.Key.Key_F9)
    desk.until(lambda: desk.house.listings.get("TB-301", "en").publishable)
    desk.until(lambda: not screen._findings())
    desk.bot.keyClick(screen._texts["title"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.house.listings.get("TB-301", "en").state == "approved")
    desk.bot.keyClick(screen._texts["title"], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.until(lambda: screen.shown_locale == "es")


def test_a_text_changed_by_hand_is_marked_so_and_the_others_are_not(desk: Desk) -> None:
    screen = review(desk)
    retype(desk, screen, "title", "Storage", "Laundry")
    desk.until(lambda: screen._marks["title"].text() == "by hand")
    assert screen._marks["description"].text() == "template"


def test_a_fact_of_the_text_opens_on_the_card(desk: Desk) -> None:
    screen = review(desk)
    desk.until(lambda: screen.side.marks)
    mark = next(item for item in screen.side.marks if item.fact.path == "attributes.size")
    mark.setFocus()
    assert screen._texts["title"].extraSelections()  # Tab lights it up as pointing does
    desk.bot.keyClick(mark, Qt.Key.Key_Return)
    desk.until(lambda: desk.main.screen_name == "cards")
    desk.until(lambda: getattr(desk.main.focusWidget(), "objectName", str)() == "field-attributes.size")


def test_a_text_composed_with_an_input_method_is_saved_and_checked(desk: Desk) -> None:
    screen = review(desk, "ja")
    title = screen._texts["title"]
    title.setFocus()
    title.moveCursor(QTextCursor.MoveOperation.End)
    half = QInputMethodEvent("ちく", [])
    QApplication.sendEvent(title, half)
    done = QInputMethodEvent()
    done.setCommitString(" 竹製")
    QApplication.sendEvent(title, done)
    desk.until(lambda: desk.house.listings.get("TB-301", "ja").listing.title.endswith("竹製"))
    desk.until(lambda: any(item.text == "竹製" or "竹" in item.text for item in desk.house.listings.get("TB-301", "ja").findings))
    assert "ちく" not in desk.house.listings.get("TB-301", "ja").listing.title
