"""The search line over everything: results appear below while typing, Enter opens the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs

if TYPE_CHECKING:
    from desktop.services.search import Hit

PAUSE_MS = 150
ROW = 30


class Results(QListWidget):
    """What was found, over the screen below."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Search results"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._take)
        self.itemClicked.connect(self._take)
        self.hide()

    def show_hits(self, hits: list[Hit]) -> None:
        """Fill the list; one quiet line when there is nothing."""
        self.clear()
        for hit in hits:
            item = QListWidgetItem(f"{hit.kind}   {hit.title}   {hit.detail}")
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self.addItem(item)
        if not hits:
            item = QListWidgetItem(_("Nothing found on this computer."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self.setCurrentRow(0)

    def _take(self, item: QListWidgetItem) -> None:
        hit = item.data(Qt.ItemDataRole.UserRole)
        if hit is not None:
            self.hide()
            self.chosen.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, Enter opens."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._take(self.currentItem())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Looking elsewhere closes it."""
        super().focusOutEvent(event)
        self.hide()


class SearchLine(QLineEdit):
    """The line at the top; `chosen` gives (screen, argument)."""

    chosen = Signal(str, str)

    def __init__(self, office: Office, jobs: QtJobs, over: QWidget) -> None:
        super().__init__()
        self._office, self._jobs, self._over = office, jobs, over
        self.results = Results(over)
        self.results.chosen.connect(self._open)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.look)
        self.textEdited.connect(lambda _text: self._timer.start())
        self.returnPressed.connect(self._first)
        self.setPlaceholderText(_("Search products, buyers, messages (Ctrl+K)"))
        self.setAccessibleName(_("Search"))
        self.setClearButtonEnabled(True)
        self.setMaximumWidth(560)

    def look(self) -> None:
        """Search for what stands in the line."""
        query = self.text()
        if not query.strip():
            self.results.hide()
            return
        self._jobs.read("reading", lambda _context: self._office.search.find(query), lambda hits: self._show(query, hits))

    def _show(self, query: str, hits: list[Hit]) -> None:
        if query != self.text():
            return
        self.results.show_hits(hits)
        corner = self.mapTo(self._over, QPoint(0, self.height() + 2))
        self.results.setGeometry(corner.x(), corner.y(), max(420, self.width()), ROW * max(1, len(hits)) + 12)
        self.results.raise_()
        self.results.show()

    def _first(self) -> None:
        item = self.results.item(0)
        if self.results.isVisible() and self.results.count() and item.data(Qt.ItemDataRole.UserRole) is not None:
            self.results.itemActivated.emit(item)
        else:
            self.look()

    def _open(self, hit: Hit) -> None:
        self.clear()
        self.chosen.emit(hit.screen, hit.argument)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes into the results, Escape closes them."""
        if event.key() == Qt.Key.Key_Down and self.results.isVisible():
            self.results.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.results.hide()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Looking elsewhere closes the results, unless it is the results that are looked at."""
        super().focusOutEvent(event)
        if not self.results.hasFocus():
            self.results.hide()
