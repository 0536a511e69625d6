"""Deals: quotes and what became of them; every paper is previewed and made from the same data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.changes import Changes
from desktop.domain.deals import STATES as ORDER
from desktop.i18n import _
from desktop.services.deals import DealView
from desktop.services.office import Office
from desktop.ui.deals.new_quote import NewQuote
from desktop.ui.deals.words import PAPERS, STATES
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.field_edit import AUTOSAVE_MS
from desktop.ui.widgets.parts import button, chip, empty, empty_page, label, row
from desktop.ui.widgets.two_lines import STATE, WORD, TwoLines

_BUYER = ("name", "address", "country", "contact")
_LANGUAGES = ("en,zh", "en", "zh", "ar,en", "vi,en")


class DealsScreen(Screen):
    """The deals screen: list, one deal with its papers, or the form for a new quote."""

    nouns = ("deals",)

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self.deal = ""
        self.view: DealView | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(_("Deals"))
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setMinimumWidth(180)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(
            lambda item, _before: self.show_deal(str(item.data(Qt.ItemDataRole.UserRole))) if item else None
        )
        self.paper, self.languages, self.preview = QComboBox(), QComboBox(), QTextBrowser()
        self._buyer = {key: QLineEdit() for key in _BUYER}
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self._save_buyer)
        self._head, self._files = QVBoxLayout(), QVBoxLayout()
        self.form = NewQuote(office, jobs)
        self.form.made.connect(self.refresh)
        self.form.left.connect(self._show_page)
        new = button(_("New quote"), self.new_quote, "primary")
        self._empty = empty_page(_("No deal yet. A quote or a buyer's order becomes one, with all its papers."), new)
        self._pages = QStackedWidget()
        self._page = self._deal_page()
        for page in (self._empty, self.form, self._page):
            self._pages.addWidget(page)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(self._pages)
        split.setSizes([210, 970])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(row(label(_("Deals"), "title", wrap=False), None, button(_("New quote"), self.new_quote, name="new-quote")))
        layout.addWidget(split, 1)

    def refresh(self, argument: str = "") -> None:
        """Show the deals; `argument` opens one."""
        deals = self.office.deals.all()
        self.list.setVisible(bool(deals))
        self.deal = argument or self.deal or (deals[0].id if deals else "")
        self.list.blockSignals(True)
        self.list.clear()
        for view in deals:
            state, word = STATES[view.deal.state]
            item = QListWidgetItem(f"{view.deal.buyer.name}  {view.deal.currency} {view.deal.total:,.2f}")
            item.setData(Qt.ItemDataRole.UserRole, view.id)
            item.setData(STATE, state)
            item.setData(WORD, _(word))
            self.list.addItem(item)
            if view.id == self.deal:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if argument or self._pages.currentWidget() is not self.form:
            self._show_page()

    def new_quote(self) -> None:
        """The form for a new quote."""
        self.form.refresh()
        self._pages.setCurrentWidget(self.form)

    def show_deal(self, deal: str) -> None:
        """Open a deal."""
        self.keep()
        self.deal = deal
        self._show_page()

    def keep(self) -> None:
        """Save at once what is typed."""
        if self._timer.isActive():
            self._timer.stop()
            self._save_buyer()

    def make_paper(self, form: str = "pdf") -> None:
        """Write the paper shown, as PDF or as a spreadsheet (xlsx)."""
        self.keep()
        deal, kind, languages = self.deal, str(self.paper.currentData()), str(self.languages.currentData()).split(",")

        def done(made: tuple[Changes, Path]) -> None:
            self.jobs.changed.emit(made[0])
            self.jobs.tell(_("Made: {file}", file=made[1].name), "done")

        self.jobs.read("reading", lambda _context: self.office.deals.paper(deal, kind, languages, form), done)

    # --- parts -------------------------------------------------------------------------------------------------------

    def _show_page(self) -> None:
        if not self.deal:
            self._pages.setCurrentWidget(self._empty)
            return
        view = self.office.deals.get(self.deal)
        self.view = view
        empty(self._head)
        state, word = STATES[view.deal.state]
        steps = [button(_("Mark as: {state}", state=_(words)), self._mover(name), "link") for name, words in self._next_states(view)]
        title = label(f"{view.deal.buyer.name}  {view.deal.currency} {view.deal.total:,.2f}", "heading", wrap=False)
        self._head.addLayout(row(title, chip(_(word), state), None, *steps))
        for key, line in self._buyer.items():
            if not line.hasFocus():
                line.setText(getattr(view.deal.buyer, key))
        empty(self._files)
        for number, kind, file in view.papers:
            open_it = button(_("{paper} {number}: open", paper=_(PAPERS[kind]), number=number), self._opener(file), "link")
            self._files.addWidget(open_it)
        self._pages.setCurrentWidget(self._page)
        self._preview()

    def _preview(self) -> None:
        deal, kind, languages = self.deal, str(self.paper.currentData()), str(self.languages.currentData()).split(",")
        self.jobs.read("reading", lambda _context: self.office.deals.preview(deal, kind, languages), self.preview.setHtml)

    def _next_states(self, view: DealView) -> list[tuple[str, str]]:
        place = ORDER.index(view.deal.state)
        if view.deal.state in ("closed", "cancelled"):
            return []
        return [(ORDER[place + 1], STATES[ORDER[place + 1]][1]), ("cancelled", STATES["cancelled"][1])]

    def _mover(self, state: str) -> Callable[[], object]:
        return lambda: self.jobs.write(lambda _context: self.office.deals.move(self.deal, state))

    def _opener(self, file: str) -> Callable[[], object]:
        return lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(file))

    def _save_buyer(self) -> None:
        if self.view is None:
            return
        buyer = replace(self.view.deal.buyer, **{key: line.text() for key, line in self._buyer.items()})
        if buyer == self.view.deal.buyer:
            return
        deal, changed = self.view.id, replace(self.view.deal, buyer=buyer)
        self.view = replace(self.view, deal=changed)
        self.jobs.write(lambda _context: self.office.deals.change(deal, changed))

    def _deal_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addLayout(self._head)
        names = {"name": _("Buyer"), "address": _("Address"), "country": _("Country"), "contact": _("Contact")}
        for key, line in self._buyer.items():
            line.setPlaceholderText(names[key])
            line.setAccessibleName(names[key])
            line.textEdited.connect(lambda _text: self._timer.isActive() or self._timer.start())
        layout.addLayout(row(*self._buyer.values()))
        for kind, words in PAPERS.items():
            self.paper.addItem(_(words), kind)
        for languages in _LANGUAGES:
            self.languages.addItem(languages.replace(",", " + "), languages)
        self.paper.setAccessibleName(_("Paper"))
        self.languages.setAccessibleName(_("Languages"))
        for combo in (self.paper, self.languages):
            combo.activated.connect(lambda _index: self._preview())
        layout.addLayout(row(self.paper, self.languages, None))
        self.preview.setProperty("kind", "paper")
        self.preview.setAccessibleName(_("Preview of the paper"))
        layout.addWidget(self.preview, 1)
        layout.addLayout(self._files)
        sheet = button(_("Make an Excel file"), lambda: self.make_paper("xlsx"), name="make-sheet")
        layout.addLayout(row(None, sheet, button(_("Make the PDF"), self.make_paper, "primary", name="make-pdf")))
        return page
