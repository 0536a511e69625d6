"""Products: the shelf, and the editor of one card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.i18n import _
from desktop.services.cards import CardView
from desktop.services.office import Office
from desktop.ui.cards.editor import CardEditor
from desktop.ui.cards.grid import Grid
from desktop.ui.cards.paragraph import Paragraph
from desktop.ui.cards.sheet import SheetPage
from desktop.ui.cards.shelf import COLUMNS, Shelf
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.choice import StillCombo
from desktop.ui.widgets.parts import button, empty_page, label, row

TABLE = f"cards-{len(COLUMNS)}"  # widths and order of a table with as many columns
Found = tuple[list[CardView], dict[str, dict[str, str]], dict[str, str]]


def _look(office: Office) -> Found:
    """Cards, states of their listings, and the shops each is published in."""
    views, accounts, shops = office.cards.all(), office.accounts.all(), dict[str, str]()
    for view in views:
        names = [account.name for account in accounts if office.outbox.published(view.card.sku, account.id)]
        if names:
            shops[view.card.sku] = "、".join(names)
    return views, office.listings.states(), shops


class CardsScreen(Screen):
    """The products screen."""

    nouns = ("cards", "listings")

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self.shelf = Shelf()
        self.grid = Grid(self.shelf.model())
        self.grid.setSelectionModel(self.shelf.selectionModel())
        self.grid.chosen.connect(lambda place: self.edit(self.shelf.sku(place)))
        self._views = QStackedWidget()
        self._as_grid = button(_("Pictures"), lambda: self.show_grid(True), "switch", name="products-grid")
        self._as_table = button(_("Table"), lambda: self.show_grid(False), "switch", name="products-table")
        for switch in (self._as_grid, self._as_table):
            switch.setCheckable(True)
        self.editor = CardEditor(office, jobs)
        self._pages = QStackedWidget()
        self._list = self._list_page()
        self._empty = empty_page(
            _("No product yet. Begin with a sample, a workbook, or an empty card."),
            button(_("Take the samples"), self.take_samples, "primary"),
        )
        self.paragraph, self.sheet = Paragraph(office, jobs), SheetPage(office, jobs)
        self.paragraph.kept.connect(self.edit)
        self.paragraph.left.connect(self._back)
        self.sheet.left.connect(self._back)
        for page in (self._list, self._empty, self.editor, self.paragraph, self.sheet):
            self._pages.addWidget(page)
        if state := office.settings.get("lists").get(TABLE):
            self.shelf.horizontalHeader().restoreState(QByteArray.fromBase64(state.encode("ascii")))
        self.show_grid(office.settings.get("lists").get("cards_view") == "grid")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self._pages)
        self.shelf.chosen.connect(self.edit)
        self.editor.back.connect(self.refresh)
        self.editor.review.connect(lambda sku: self.go.emit("listings", sku))

    def refresh(self, argument: str = "") -> None:
        """The shelf, or one product when it is named."""
        if argument == "import":
            self.bring_in()
            argument = ""
        if argument:
            self.edit(argument)
            return
        if self._pages.currentWidget() not in (self._list, self._empty) and self.isVisible() and self.sender() is self.jobs:
            return  # never move what is being typed
        self._pages.setCurrentWidget(self._list)
        self.jobs.read("reading", lambda _context: _look(self.office), self._show)

    def home(self) -> None:
        """All products again; what is being typed on a card is kept first."""
        if self._pages.currentWidget() not in (self._list, self._empty):
            self.editor.keep()
            self.refresh()

    def show_grid(self, on: bool) -> None:
        """Tiles with pictures, or the table."""
        self._views.setCurrentWidget(self.grid if on else self.shelf)
        self._as_grid.setChecked(on)
        self._as_table.setChecked(not on)

    def edit(self, sku: str) -> None:
        """Open a product; "SKU<Tab>path" goes to one fact of it."""
        sku, _tab, path = sku.partition("\t")
        self.editor.keep()
        self.editor.show_card(sku)
        self._pages.setCurrentWidget(self.editor)
        if path:
            self.editor.jump(path.partition("[")[0].removesuffix(".scheme"))

    def keep(self) -> None:
        """Before the window goes: what is typed, and how the list is sorted and how wide its columns are."""
        self.editor.keep()
        state = bytes(self.shelf.horizontalHeader().saveState().toBase64().data()).decode("ascii")
        lists = dict(self.office.settings.get("lists"))
        kept = {TABLE: state, "cards_view": "grid" if self._views.currentWidget() is self.grid else "table"}
        if any(lists.get(key) != value for key, value in kept.items()):
            self.jobs.write(lambda _context: self.office.settings.put("lists", lists | kept))

    def _show(self, found: Found) -> None:
        self.shelf.show_cards(*found)
        if self._pages.currentWidget() in (self._list, self._empty):
            self._pages.setCurrentWidget(self._list if found[0] else self._empty)

    def take_samples(self) -> None:
        """Put the sample products onto the shelf."""
        self.jobs.write(lambda _context: self.office.samples.take())

    def new_card(self) -> None:
        """An empty card with the next free number; its name is asked first."""
        office = self.office

        def done(made: tuple[str, Changes]) -> None:
            self.jobs.changed.emit(made[1])
            self.edit(made[0])
            self.editor.jump("name.zh")

        empty_card = {"name": {"zh": _("New product")}}
        self.jobs.read("database", lambda _context: office.intake.keep(empty_card), done)

    def tell(self) -> None:
        """A product from a paragraph in the owner's own words."""
        self._pages.setCurrentWidget(self.paragraph)
        self.paragraph.box.setFocus()

    def _back(self) -> None:
        self._pages.setCurrentWidget(self._list)
        self.refresh()

    def bring_in(self) -> None:
        """Choose a workbook, CSV or JSON file and take its cards in."""
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a file with products"), "", "*.xlsx *.csv *.json")
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Take the cards of a file in; what could not be read is said."""

        if self.office.intake.is_own_sheet(path):
            self.sheet.show_sheet(path)
            self._pages.setCurrentWidget(self.sheet)
            return

        def work(_context: object) -> Changes:
            report = self.office.cards.take_file(path)
            for problem in (*report.problems, *report.notes):
                self.jobs.told(problem)
            return report.changes

        self.jobs.write(work)

    def _list_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        search = QLineEdit()
        search.setPlaceholderText(_("Filter products"))
        search.setAccessibleName(_("Filter products"))
        search.setClearButtonEnabled(True)
        search.setMinimumWidth(200)
        search.textChanged.connect(self.shelf.filter)
        files = button(_("Catalogue and files"), lambda: self.go.emit("files", ""), "link", name="product-files")
        title = label(_("Products"), "title", wrap=False)
        layout.addLayout(row(title, files, None, search, self._order(), self._as_grid, self._as_table))
        for view in (self.shelf, self.grid):
            self._views.addWidget(view)
        layout.addWidget(self._views, 1)
        layout.addLayout(
            row(
                button(_("New product"), self.new_card),
                button(_("In your own words"), self.tell, name="product-paragraph"),
                button(_("From Excel or a file"), self.bring_in),
                button(_("Take the samples"), self.take_samples),
                None,
                button(_("Draft and review the texts"), self._review, "primary"),
            )
        )
        return page

    def _order(self) -> QComboBox:
        """The order of both views; a click on a column of the table does the same."""
        combo = StillCombo()
        combo.setAccessibleName(_("Order"))
        for column, words in enumerate(COLUMNS):
            combo.addItem(_("By: {column}", column=_(words)), column)
        header = self.shelf.horizontalHeader()
        combo.setCurrentIndex(max(0, header.sortIndicatorSection()))
        header.sortIndicatorChanged.connect(lambda column, _order: combo.setCurrentIndex(column))
        newest_first = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        combo.activated.connect(lambda column: self.shelf.sortByColumn(column, newest_first[column < len(COLUMNS) - 1]))
        return combo

    def _review(self) -> None:
        chosen = self.shelf.selected()
        if chosen:
            self.go.emit("listings", chosen[0])
        else:
            self.jobs.tell(_("Choose a product in the list first."))
