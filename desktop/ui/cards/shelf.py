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
COLUMNS = (N_("Product"), N_("Number"), N_("Complete"), N_("Approved"), N_("Price from"), N_("Published"), N_("Changed"))
SORT = Qt.ItemDataRole.UserRole
PICTURE, NUMBER, SCORE, APPROVED, PUBLISHED = (SORT + offset for offset in range(1, 6))  # what a tile shows


class ShelfModel(QAbstractTableModel):
    """The products of the shelf; sorting looks at the plain value, not at the words shown."""

    def __init__(self) -> None:
        super().__init__()
        self._views: list[CardView] = []
        self._approved: dict[str, int] = {}
        self._shops: dict[str, str] = {}

    def show(self, views: list[CardView], states: dict[str, dict[str, str]], shops: dict[str, str]) -> None:
        """Replace all rows; `shops` says where a product is published."""
        self.beginResetModel()
        self._views, self._shops = views, shops
        self._approved = {sku: sum(state == "approved" for state in found.values()) for sku, found in states.items()}
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
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(view, index.column())
            case Qt.ItemDataRole.DecorationRole if index.column() == 0:
                return thumbnail(view.pictures[0] if view.pictures else None)
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == 0:
                return f"{self._text(view, 0)}, {view.card.sku}, {_('{score}% complete', score=view.score)}"
        if role == SORT:
            return self._value(view, index.column())
        if role == PICTURE:
            return view.pictures[0] if view.pictures else None
        if role in (NUMBER, SCORE, APPROVED, PUBLISHED):
            shop = self._shops.get(view.card.sku, "")
            approved = _("{done} of {all} approved", done=self._approved.get(view.card.sku, 0), all=len(LOCALES))
            published = _("Published: {shops}", shops=shop) if shop else ""
            return {NUMBER: view.card.sku, SCORE: view.score, APPROVED: approved, PUBLISHED: published}[role]
        return None

    def _text(self, view: CardView, column: int) -> str:
        return (
            view.card.name.get("zh") or next(iter(view.card.name.values()), view.card.sku),
            view.card.sku,
            f"{view.score}%",
            _("{done} of {all}", done=self._approved.get(view.card.sku, 0), all=len(LOCALES)),
            self._price(view),
            self._shops.get(view.card.sku, "—"),
            view.updated_at[:10],
        )[column]

    def _value(self, view: CardView, column: int) -> Any:
        match column:
            case 2:
                return view.score
            case 3:
                return self._approved.get(view.card.sku, 0)
            case 4:
                trade = view.card.trade
                return f"{trade.currency} {min(tier.price for tier in trade.price_tiers):018.6f}" if trade.price_tiers else ""
            case 6:
                return view.updated_at
        return self._text(view, column)

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
        self._sorted.setSortRole(SORT)
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
        self.activated.connect(lambda index: self.chosen.emit(self.sku(index.row())))

    def show_cards(self, views: list[CardView], states: dict[str, dict[str, str]], shops: dict[str, str]) -> None:
        """Replace all rows; the selection is kept by product."""
        kept = set(self.selected())
        self._model.show(views, states, shops)
        for row in range(self._sorted.rowCount()):
            if self.sku(row) in kept:
                self.selectRow(row)

    def filter(self, text: str) -> None:
        """Show only products whose words hold the text."""
        self._sorted.setFilterFixedString(text)

    def selected(self) -> list[str]:
        """Chosen products, in the order shown."""
        return [self.sku(row) for row in sorted({index.row() for index in self.selectionModel().selectedIndexes()})]

    def sku(self, row: int) -> str:
        """The product of a row as shown."""
        return self._model.sku(self._sorted.mapToSource(self._sorted.index(row, 0)).row())
