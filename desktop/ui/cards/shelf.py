"""The list of products: picture, name, completeness, languages approved, changed when."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.domain.listings import LOCALES
from desktop.i18n import N_, _
from desktop.services.cards import CardView
from desktop.ui.widgets.pictures import thumbnail

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (N_("Product"), N_("Number"), N_("Complete"), N_("Approved"), N_("Price from"), N_("Changed"))


class ShelfModel(QAbstractTableModel):
    """The products of the shelf; sorting looks at the plain value, not at the words shown."""

    def __init__(self) -> None:
        super().__init__()
        self._views: list[CardView] = []
        self._states: dict[str, dict[str, str]] = {}

    def show(self, views: list[CardView], states: dict[str, dict[str, str]]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._views, self._states = views, states
        self.endResetModel()

    def sku(self, row: int) -> str:
        """The product of a row."""
        return self._views[row].card.sku

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """Products."""
        return 0 if parent.isValid() else len(self._views)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """Columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Column titles."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, picture, sort value."""
        view = self._views[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(view, index.column())
        if role == Qt.ItemDataRole.UserRole:
            return self._value(view, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return thumbnail(view.pictures[0] if view.pictures else None)
        return None

    def _text(self, view: CardView, column: int) -> str:
        approved = self._approved(view.card.sku)
        return (
            view.card.name.get("zh") or next(iter(view.card.name.values()), view.card.sku),
            view.card.sku,
            f"{view.score}%",
            _("{done} of {all}", done=approved, all=len(LOCALES)),
            self._price(view),
            view.updated_at[:10],
        )[column]

    def _value(self, view: CardView, column: int) -> Any:
        if column == 2:
            return view.score
        if column == 3:
            return self._approved(view.card.sku)
        return self._text(view, column) if column != 5 else view.updated_at

    def _approved(self, sku: str) -> int:
        return sum(state == "approved" for state in self._states.get(sku, {}).values())

    @staticmethod
    def _price(view: CardView) -> str:
        trade = view.card.trade
        return f"{trade.currency} {min(tier.price for tier in trade.price_tiers)}" if trade.price_tiers else "—"


class Shelf(QTableView):
    """The table of products; Enter or a double click opens one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._model = ShelfModel()
        self._sorted = QSortFilterProxyModel()
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(Qt.ItemDataRole.UserRole)
        self._sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._sorted.setFilterKeyColumn(-1)
        self.setModel(self._sorted)
        self.setAccessibleName(_("Products"))
        self.setSortingEnabled(True)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setIconSize(QSize(72, 54))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.horizontalHeader().setAccessibleName(_("Columns"))
        self.verticalHeader().setAccessibleName(_("Columns"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(62)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(lambda index: self.chosen.emit(self._sku(index.row())))

    def show_cards(self, views: list[CardView], states: dict[str, dict[str, str]]) -> None:
        """Replace all rows; the selection is kept by product."""
        kept = set(self.selected())
        self._model.show(views, states)
        for row in range(self._sorted.rowCount()):
            if self._sku(row) in kept:
                self.selectRow(row)

    def filter(self, text: str) -> None:
        """Show only products whose words hold the text."""
        self._sorted.setFilterFixedString(text)

    def selected(self) -> list[str]:
        """Chosen products, in the order shown."""
        return [self._sku(index.row()) for index in self.selectionModel().selectedRows()]

    def _sku(self, row: int) -> str:
        return self._model.sku(self._sorted.mapToSource(self._sorted.index(row, 0)).row())
