"""Files of approved products: catalogue to print, bulk sheet, feed, and the parcel on a USB stick, both ways."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QFrame, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.listings import LOCALES
from desktop.i18n import _, ngettext
from desktop.services.cards import ImportReport
from desktop.services.office import Office
from desktop.ui.listings.languages import language_name
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.parts import button, empty, empty_page, label, note, panel, row, scrolled

OWN = "zh"


class FilesScreen(Screen):
    """Choose products, then what to make of them. Nothing private is in any of these files."""

    nouns = ("listings", "cards")

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self.boxes: dict[str, QCheckBox] = {}
        self.first, self.second, self.prices = QComboBox(), QComboBox(), QCheckBox(_("with prices"))
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(label(_("Files to print, to upload, to carry"), "title"))
        layout.addWidget(scrolled(self._body), 1)
        layout.addLayout(row(button(_("Products"), lambda: self.go.emit("cards", "")), None))
        self.first.setAccessibleName(_("Language"))
        self.second.setAccessibleName(_("Second language"))
        self.second.addItem(_("no second language"), "")
        for locale in (*LOCALES, OWN):
            for combo in (self.first, self.second):
                combo.addItem(language_name(locale), locale)

    def refresh(self, argument: str = "") -> None:
        """Show the products that can go into a file; `argument` is one that is chosen alone."""
        ready = self.office.exports.ready()
        chosen = {argument} if argument in ready else {sku for sku, box in self.boxes.items() if box.isChecked()} or set(ready)
        for widget in (self.first, self.second, self.prices):
            widget.setParent(None)
        empty(self._layout)
        self.boxes = {}
        for sku in ready:
            name = self.office.cards.get(sku).name.get("zh") or ""
            self.boxes[sku] = QCheckBox(f"{sku}  {name}".strip())
            self.boxes[sku].setChecked(sku in chosen)
        if ready:
            self._layout.addWidget(panel(label(_("Approved products"), "heading"), *self.boxes.values()))
            self._layout.addWidget(self._catalogue())
            self._layout.addWidget(self._tables())
            self._layout.addWidget(note(_("Cost and floor price are not in it and never leave this computer."), "done"))
        else:
            go = button(_("Products"), lambda: self.go.emit("cards", ""), "primary")
            self._layout.addWidget(empty_page(_("Nothing is approved yet. Read and approve a text first."), go))
        self._layout.addWidget(self._parcel(bool(ready)))
        self._layout.addStretch(1)

    def _catalogue(self) -> QFrame:
        return panel(
            label(_("Catalogue to print (PDF)"), "heading"),
            label(_("Pictures, texts and facts, in any language or two side by side."), "quiet"),
            row(self.first, self.second, self.prices, button(_("Make the catalogue"), self.catalogue, "primary", name="catalogue"), None),
        )

    def _tables(self) -> QFrame:
        return panel(
            label(_("Tables"), "heading"),
            label(_("The bulk sheet follows the platform's form; the feed is for shops and price lists."), "quiet"),
            row(button(_("Bulk sheet (Excel)"), self.bulk, name="bulk"), button(_("Feed (CSV)"), self.feed, name="feed"), None),
        )

    def _parcel(self, ready: bool) -> QFrame:
        give = [button(_("Put onto a USB stick"), self.parcel, name="parcel")] if ready else []
        return panel(
            label(_("USB stick"), "heading"),
            label(_("A folder with cards, texts and pictures that another Tengqiao takes in; private prices stay here."), "quiet"),
            row(*give, button(_("Take in from a USB stick"), self.take_in, name="take-parcel"), None),
        )

    # what the buttons do -------------------------------------------------------------------------------------------

    def chosen(self) -> list[str]:
        """The ticked products."""
        return [sku for sku, box in self.boxes.items() if box.isChecked()]

    def catalogue(self) -> None:
        """Ask where to, then write the catalogue."""
        second = str(self.second.currentData() or "")
        languages = list(dict.fromkeys(item for item in (str(self.first.currentData()), second) if item))
        name, _kind = QFileDialog.getSaveFileName(self, _("Where to"), "catalogue.pdf", "*.pdf")
        prices, exports, skus = self.prices.isChecked(), self.office.exports, self.chosen()
        self._write(name, lambda path: exports.catalogue(skus, languages, path, prices=prices))

    def bulk(self) -> None:
        """Ask where to, then write the platform's sheet."""
        name, _kind = QFileDialog.getSaveFileName(self, _("Where to"), "products.xlsx", "*.xlsx")
        exports, skus = self.office.exports, self.chosen()
        self._write(name, lambda path: exports.bulk_sheet(skus, path))

    def feed(self) -> None:
        """Ask where to, then write the feed in the first language."""
        name, _kind = QFileDialog.getSaveFileName(self, _("Where to"), "feed.csv", "*.csv")
        exports, skus, locale = self.office.exports, self.chosen(), str(self.first.currentData())
        self._write(name, lambda path: exports.feed(skus, locale, path))

    def parcel(self) -> None:
        """Ask for a folder, then write the parcel into it."""
        name = QFileDialog.getExistingDirectory(self, _("Choose the USB stick or a folder on it"))
        exports, skus = self.office.exports, self.chosen()

        def write(path: Path) -> int:
            exports.parcel(skus, path / "tengqiao-parcel")
            return len(skus)

        self._write(name, write)

    def take_in(self) -> None:
        """Ask for a folder and take its parcel in."""
        name = QFileDialog.getExistingDirectory(self, _("Choose the folder that holds parcel.json"))
        if not name:
            return
        folder = Path(name) if (Path(name) / "parcel.json").exists() else Path(name) / "tengqiao-parcel"
        exports = self.office.exports
        taken: list[str] = []

        def work(_context: object) -> Changes:
            report: ImportReport = exports.take_parcel(folder)
            taken.extend(report.taken)
            return report.changes

        def done() -> None:
            self.jobs.tell(ngettext("{n} product taken in.", "{n} products taken in.", len(taken)), "done")
            self.refresh()

        self.jobs.write(work, done)

    def _write(self, name: str, work: Callable[[Path], int]) -> None:
        if not name:
            return
        path = Path(name)
        if not self.chosen():
            self.jobs.tell(_("Choose at least one product."), "look")
            return

        def done(count: int) -> None:
            if not count:
                self.jobs.tell(_("Nothing is approved in this language yet."), "look")
                return
            self.jobs.tell(ngettext("{n} product written to {path}.", "{n} products written to {path}.", count, path=path), "done")
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))

        self.jobs.read("reading", lambda _context: work(path), done)
