"""Products: the shelf, and the editor of one card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QFileDialog, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.card_json import card_from_json
from desktop.domain.changes import Changes
from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.cards.editor import CardEditor
from desktop.ui.cards.paragraph import Paragraph
from desktop.ui.cards.sheet import SheetPage
from desktop.ui.cards.shelf import Shelf
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.parts import button, empty_page, label, row


class CardsScreen(Screen):
    """The products screen."""

    nouns = ("cards", "listings")

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self.shelf = Shelf()
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
        if state := office.settings.get("lists").get("cards"):
            self.shelf.horizontalHeader().restoreState(QByteArray.fromBase64(state.encode("ascii")))
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
        views = self.office.cards.all()
        self.shelf.show_cards(views, self.office.listings.states())
        self._pages.setCurrentWidget(self._list if views else self._empty)

    def edit(self, sku: str) -> None:
        """Open a product."""
        self.editor.show_card(sku)
        self._pages.setCurrentWidget(self.editor)

    def keep(self) -> None:
        """Before the window goes: what is typed, and how the list is sorted and how wide its columns are."""
        self.editor.keep()
        state = bytes(self.shelf.horizontalHeader().saveState().toBase64().data()).decode("ascii")
        lists = dict(self.office.settings.get("lists"))
        if lists.get("cards") != state:
            self.jobs.write(lambda _context: self.office.settings.put("lists", lists | {"cards": state}))

    def take_samples(self) -> None:
        """Put the sample products onto the shelf."""
        self.jobs.write(lambda _context: self.office.samples.take())

    def new_card(self) -> None:
        """An empty card with the next free number."""
        taken = {view.card.sku for view in self.office.cards.all()}
        number = next(n for n in range(1, 100_000) if f"P-{n:03d}" not in taken)
        sku = f"P-{number:03d}"
        card = card_from_json({"sku": sku, "category": "other", "name": {"zh": _("New product")}})
        self.jobs.write(lambda _context: self.office.cards.save(card), lambda: self.edit(sku))

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
        search.setMaximumWidth(280)
        search.textChanged.connect(self.shelf.filter)
        layout.addLayout(row(label(_("Products"), "title", wrap=False), None, search))
        layout.addWidget(self.shelf, 1)
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

    def _review(self) -> None:
        chosen = self.shelf.selected()
        if chosen:
            self.go.emit("listings", chosen[0])
        else:
            self.jobs.tell(_("Choose a product in the list first."))
