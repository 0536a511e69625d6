"""Products in the window: a new card, autosave field by field, questions, what cannot be kept, history."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop.storage.outbox import keep_published
from tests.ui.conftest import Desk, Open


def test_a_new_product_is_made_edited_and_found_again(desk: Desk) -> None:
    products = desk.screen("cards")
    products.new_card()
    desk.until(lambda: products.editor.sku == "P-001")
    name = desk.find("field-name.zh")
    name.selectAll()
    desk.bot.keyClicks(name, "Willow tray")
    desk.until(lambda: desk.house.cards.get("P-001").name.get("zh") == "Willow tray")
    products.editor.back.emit()
    assert any(view.card.sku == "P-001" for view in desk.house.cards.all())


def test_what_is_typed_saves_itself_and_is_there_after_reopening(desk: Desk, open_desk: Open) -> None:
    desk.screen("cards", "TB-301")
    moq = desk.find("field-trade.moq")
    moq.selectAll()
    desk.bot.keyClicks(moq, "350")
    folder = desk.house.profile
    desk.close()  # at once: the pause in typing has not come yet
    again = open_desk(folder)
    assert again.house.cards.get("TB-301").trade.moq == 350
    again.screen("cards", "TB-301")
    assert again.find("field-trade.moq").text() == "350"


def test_what_cannot_be_kept_says_why_and_comes_back_after_reopening(desk: Desk, open_desk: Open) -> None:
    desk.screen("cards", "TB-301")
    moq = desk.find("field-trade.moq")
    moq.selectAll()
    desk.bot.keyClicks(moq, "many")
    edit = moq.parentWidget()
    desk.until(edit._why.isVisible)
    assert "many" in edit._why.text()
    assert desk.house.cards.get("TB-301").trade.moq == 200
    folder = desk.house.profile
    desk.close()
    again = open_desk(folder)
    again.screen("cards", "TB-301")
    assert again.find("field-trade.moq").text() == "many"


def test_missing_facts_are_asked_and_a_click_leads_to_the_field(desk: Desk) -> None:
    editor = desk.screen("cards", "TB-301").editor
    question = desk.house.office.card_form.questions(desk.house.cards.get("TB-301"))[0]
    editor.jump(question.path)
    focused = desk.main.focusWidget()
    assert focused is not None
    assert question.path in (focused.objectName() + focused.parentWidget().objectName())


def test_a_change_can_be_put_back(desk: Desk) -> None:
    editor = desk.screen("cards", "TB-301").editor
    size = desk.find("field-attributes.size")
    size.selectAll()
    desk.bot.keyClicks(size, "44 x 30 x 25 cm")
    desk.until(lambda: desk.house.cards.get("TB-301").attributes["size"] == "44 x 30 x 25 cm")
    step = desk.house.office.card_history.recent("TB-301")[0]
    assert (step.before, step.after) == ("40 x 30 x 25 cm", "44 x 30 x 25 cm")
    editor._put_back(step)
    desk.until(lambda: desk.house.cards.get("TB-301").attributes["size"] == "40 x 30 x 25 cm")
    desk.until(lambda: "40 × 30 × 25 cm" in desk.house.listings.get("TB-301", "es").listing.description)


def test_pictures_are_dropped_onto_the_card_and_others_refused(desk: Desk, tmp_path: Path) -> None:
    editor = desk.screen("cards", "BC-118").editor
    before = len(desk.house.cards.get("BC-118").images)
    good = desk.house.cards.view("TB-301").pictures[0]
    desk.jobs.write(lambda _context: desk.house.office.cards.add_pictures("BC-118", [good]), lambda: editor.show_card("BC-118"))
    desk.until(lambda: len(desk.house.cards.get("BC-118").images) == before + 1)
    bad = tmp_path / "not-a-picture.jpg"
    bad.write_text("hello")
    desk.jobs.write(lambda _context: desk.house.office.cards.add_pictures("BC-118", [bad]))
    desk.until(lambda: desk.said)
    assert len(desk.house.cards.get("BC-118").images) == before + 1


def test_the_shelf_filters_and_opens_with_the_keyboard(desk: Desk) -> None:
    products = desk.screen("cards")
    desk.until(lambda: products.shelf.model().rowCount() == 4)
    products.shelf.filter("TB-301")
    assert products.shelf.model().rowCount() == 1
    products.shelf.selectRow(0)
    products.shelf.setFocus()
    desk.bot.keyClick(products.shelf, Qt.Key.Key_Return)
    desk.until(lambda: products.editor.sku == "TB-301")


def test_the_list_remembers_its_order(desk: Desk, open_desk: Open) -> None:
    shelf = desk.screen("cards").shelf
    desk.until(lambda: shelf.model().rowCount() == 4)
    shelf.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    first = shelf.model().index(0, 1).data()
    folder = desk.house.profile
    desk.close()
    opened = open_desk(folder)
    again = opened.screen("cards").shelf
    opened.until(lambda: again.model().rowCount() == 4)
    assert again.model().index(0, 1).data() == first
    assert again.horizontalHeader().sortIndicatorSection() == 1


def test_i_do_not_know_is_an_answer_and_is_not_asked_again(desk: Desk) -> None:
    editor = desk.screen("cards", "TB-301").editor
    question = desk.house.office.card_form.questions(desk.house.cards.get("TB-301"))[0]
    editor._answer(question.path, None)
    desk.until(lambda: question.path not in {item.path for item in desk.house.office.card_form.questions(desk.house.cards.get("TB-301"))})


def test_the_score_says_why_and_a_click_leads_to_the_missing_fact(desk: Desk) -> None:
    side = desk.screen("cards", "BC-118").editor.side
    desk.house.cards.set_field("BC-118", "packaging.carton", None)
    side.show_view(desk.house.cards.view("BC-118"))
    desk.click(side, "Per carton", "point")
    focused = desk.main.focusWidget()
    assert focused is not None
    assert focused.objectName() == "field-packaging.carton"


def test_an_answer_by_click_goes_onto_the_card_and_raises_the_score(desk: Desk) -> None:
    editor = desk.screen("cards", "BC-118").editor
    desk.house.cards.set_field("BC-118", "trade.payment", None)
    editor.show_card("BC-118")
    before = desk.house.cards.view("BC-118").score
    desk.click(editor.side, "L/C at sight")
    desk.until(lambda: desk.house.cards.get("BC-118").trade.payment == ("L/C at sight",))
    assert desk.house.cards.view("BC-118").score > before


def test_the_wheel_never_changes_a_fact_and_suggestions_are_added(desk: Desk) -> None:
    desk.screen("cards", "TB-301")
    material = desk.find("field-attributes.material")
    before = material.line.text()
    desk.wheel(material)
    assert material.line.text() == before
    added = next(material.itemText(row) for row in range(material.count()) if material.itemText(row) != before)
    material.textActivated.emit(added)
    desk.until(lambda: len(desk.house.cards.get("TB-301").values("material")) == 2)


def test_another_category_asks_for_its_own_facts(desk: Desk) -> None:
    products = desk.screen("cards")
    products.new_card()
    desk.until(lambda: products.editor.sku == "P-001")
    category = desk.find("field-category")
    category.textActivated.emit(next(category.itemText(row) for row in range(category.count()) if "shirt" in category.itemText(row)))
    desk.until(lambda: any(edit.field.path == "attributes.fabric_weight" for edit in products.editor._fields))


def test_pictures_are_reordered_and_taken_off(desk: Desk) -> None:
    editor = desk.screen("cards", "TB-301").editor
    more = desk.house.cards.view("BC-118").pictures[0]
    editor.take_pictures([more])
    desk.until(lambda: len(desk.house.cards.get("TB-301").images) == 2)
    first, second = desk.house.cards.get("TB-301").images
    desk.click(editor.side, "Show first")
    desk.until(lambda: desk.house.cards.get("TB-301").images == (second, first))
    desk.until(lambda: len([item for item in desk.buttons(editor.side) if item.text() == "Take off"]) == 2)
    desk.click(editor.side, "Take off")
    desk.until(lambda: len(desk.house.cards.get("TB-301").images) == 1)


def test_products_are_shown_as_pictures_too_and_that_is_remembered(desk: Desk, open_desk: Open) -> None:
    products = desk.screen("cards")
    desk.until(lambda: products.grid.model().rowCount() == 4)
    desk.press("products-grid")
    assert products.grid.isVisible()
    assert not products.shelf.isVisible()
    products.grid.setCurrentIndex(products.grid.model().index(1, 0))
    sku = products.shelf.selected()[0]
    desk.bot.keyClick(products.grid, Qt.Key.Key_Return)
    desk.until(lambda: products.editor.sku == sku)
    folder = desk.house.profile
    desk.close()
    again = open_desk(folder).screen("cards")
    assert again.grid.isVisibleTo(again)


def test_the_cheapest_comes_first_when_sorted_by_price(desk: Desk) -> None:
    products = desk.screen("cards")
    desk.until(lambda: products.shelf.model().rowCount() == 4)
    desk.house.cards.set_field("PB-10", "trade.price_tiers", [{"from": 10, "price": "10.50"}])
    products.refresh()
    desk.until(lambda: any("10.50" in products.shelf.model().index(row, 4).data() for row in range(4)))
    products.shelf.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    assert "10.50" in products.shelf.model().index(3, 4).data()


def test_where_a_product_is_published_stands_in_the_list(desk: Desk) -> None:
    desk.jobs.changed.emit(desk.house.office.practice_shop.open())
    account = desk.house.office.accounts.all()[0]
    with desk.house.store.write() as db:
        keep_published(db, account.id, "TB-301", {"remote": "1", "url": "http://127.0.0.1/1", "readback": {}}, 0.0)
    products = desk.screen("cards")
    products.refresh()
    desk.until(lambda: any(account.name in str(products.shelf.model().index(row, 5).data()) for row in range(4)))


def test_a_deleted_product_comes_back_with_one_click(desk: Desk) -> None:
    products = desk.screen("cards", "BC-118")
    desk.press("card-delete")
    desk.until(lambda: desk.house.cards.find("BC-118") is None)
    desk.until(lambda: desk.find("undo").isVisible())
    desk.press("undo")
    desk.until(lambda: desk.house.cards.find("BC-118"))
    desk.until(lambda: products.shelf.model().rowCount() == 4)
    assert desk.house.cards.view("BC-118").pictures


def test_a_similar_product_begins_as_a_copy(desk: Desk) -> None:
    products = desk.screen("cards", "TB-301")
    desk.press("card-copy")
    desk.until(lambda: products.editor.sku == "TB-301-2")
    new, old = desk.house.cards.view("TB-301-2"), desk.house.cards.view("TB-301")
    assert new.card.attributes == old.card.attributes
    assert len(new.pictures) == len(old.pictures)
    assert new.card.certificates == ()  # a certificate names its product
    assert desk.main.focusWidget().objectName() == "field-name.zh"


def test_chinese_typed_with_an_input_method_is_kept_when_it_is_committed(desk: Desk) -> None:
    desk.screen("cards", "TB-301")
    name = desk.find("field-name.zh")
    name.setFocus()
    name.selectAll()
    half = QInputMethodEvent("teng lan", [])
    QApplication.sendEvent(name, half)
    assert desk.house.cards.get("TB-301").name["zh"] == "手工藤编收纳篮"  # what is still being composed is no text yet
    done = QInputMethodEvent()
    done.setCommitString("藤篮子")
    QApplication.sendEvent(name, done)
    desk.until(lambda: desk.house.cards.get("TB-301").name["zh"] == "藤篮子")


def test_the_rail_leads_from_a_card_back_to_all_products_with_what_was_typed(desk: Desk) -> None:
    products = desk.screen("cards", "TB-301")
    moq = desk.find("field-trade.moq")
    moq.selectAll()
    desk.bot.keyClicks(moq, "275")
    desk.press("rail-cards")
    desk.until(lambda: products.shelf.isVisible() or products.grid.isVisible())
    desk.until(lambda: desk.house.cards.get("TB-301").trade.moq == 275)
