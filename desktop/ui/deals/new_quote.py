"""A new quote: product, quantity, term, place, buyer; the price is computed line by line before anything is made."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.deals import Party
from desktop.domain.pricing import BuildUp, Wanted
from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.messages.answer import price_panel
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.parts import button, empty, label, panel, row, scrolled

TERMS = ("EXW", "FCA", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DDP")


class NewQuote(QWidget):
    """The form; `made` carries the new deal's id."""

    made = Signal(str)
    left = Signal()

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._built: BuildUp | None = None
        self.product, self.term = QComboBox(), QComboBox()
        self.quantity, self.place, self.buyer = QSpinBox(), QLineEdit(), QLineEdit()
        self.quantity.setRange(1, 10_000_000)
        self.quantity.setValue(500)
        self.quantity.lineEdit().setTextMargins(8, 0, 0, 0)
        self.quantity.setGroupSeparatorShown(True)
        self.term.addItems(["", *TERMS])
        self.place.setPlaceholderText(_("port as the buyer writes it, e.g. Hamburg; empty: your own port"))
        form = QFormLayout()
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Product"), self.product),
            (_("Quantity"), self.quantity),
            (_("Incoterm"), self.term),
            (_("Place"), self.place),
            (_("Buyer"), self.buyer),
        )
        for words, widget in rows:
            widget.setAccessibleName(words)
            widget.setMaximumWidth(420)
            form.addRow(label(words, wrap=False), widget)
        self._price = QVBoxLayout()
        self._make = button(_("Make the quote"), self._open, "primary", name="make-quote")
        self._make.setEnabled(False)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.addWidget(
            panel(label(_("New quote"), "heading"), form, row(button(_("Compute the price"), self.compute, name="compute"), None))
        )
        inside.addLayout(self._price)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(scrolled(page), 1)
        layout.addLayout(row(button(_("Back"), self.left.emit), None, self._make))

    def refresh(self) -> None:
        """The products of today."""
        self.product.clear()
        for view in self._office.cards.all():
            self.product.addItem(f"{view.card.name.get('zh', '')}  {view.card.sku}", view.card.sku)
        places = QCompleter(self._office.freight.places(), self.place)  # where freight is stated to
        places.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.place.setCompleter(places)

    def compute(self) -> None:
        """The price build-up; a refusal is said in words."""
        empty(self._price)
        self._make.setEnabled(False)
        sku = str(self.product.currentData() or "")
        if not sku:
            self._jobs.tell(_("A quote needs a product: make its card first, under Products."))
            return
        today = datetime.now().astimezone().date()
        wanted = Wanted(self.quantity.value(), today, self.term.currentText() or None, self.place.text().strip() or None)
        office = self._office
        self._jobs.read("reading", lambda _context: office.deals.price(sku, wanted, office.messages.policy()), self._show)

    def _show(self, built: BuildUp) -> None:
        empty(self._price)
        self._built = built
        self._price.addWidget(price_panel(built))
        self._make.setEnabled(True)

    def _open(self) -> None:
        built, buyer, office = self._built, Party(self.buyer.text().strip() or "—"), self._office
        if built is None:
            return

        def done(made: tuple[Changes, str]) -> None:
            self._jobs.changed.emit(made[0])
            self.made.emit(made[1])

        self._jobs.read("database", lambda _context: office.deals.open([built], buyer), done)
