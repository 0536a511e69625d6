"""Products as pictures: a tile for each, with its completeness and how many languages are approved."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.i18n import _
from desktop.ui.cards.shelf import APPROVED, NUMBER, PICTURE, PUBLISHED, SCORE
from desktop.ui.widgets.parts import SIGNS, ink
from desktop.ui.widgets.pictures import thumbnail

PICTURE_SIZE = QSize(176, 124)
MARGIN = 10
GOOD_SCORE = 80


class Tile(QStyledItemDelegate):
    """Picture, name, number, and two lines of state in words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw one product."""
        widget: QWidget = option.widget
        inside = option.rect.adjusted(4, 4, -4, -4)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(ink("accent" if option.state & QStyle.StateFlag.State_HasFocus else "line"))
        painter.setBrush(ink("selected" if selected else "panel"))
        painter.drawRoundedRect(inside, 6, 6)
        box = inside.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        pixmap: QPixmap = thumbnail(index.data(PICTURE), PICTURE_SIZE.width(), PICTURE_SIZE.height())
        painter.drawPixmap(box.x() + (box.width() - pixmap.width()) // 2, box.y(), pixmap)
        line = painter.fontMetrics().height() + 4
        place = QRect(box.x(), box.y() + PICTURE_SIZE.height() + 6, box.width(), line)
        self._line(painter, place, str(index.data()), "text")
        small = QFont(widget.font())
        small.setPointSizeF(small.pointSizeF() * 0.88)
        painter.setFont(small)
        self._line(painter, place.translated(0, line), str(index.data(NUMBER)), "quiet")
        score = int(index.data(SCORE))
        state = "done" if score >= GOOD_SCORE else "look"
        self._line(painter, place.translated(0, 2 * line), f"{SIGNS[state]} {_('{score}% complete', score=score)}", state)
        where = str(index.data(PUBLISHED) or index.data(APPROVED))
        self._line(painter, place.translated(0, 3 * line), where, "quiet")
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A tile, taller where the font is."""
        line = option.fontMetrics.height() + 4
        return QSize(PICTURE_SIZE.width() + 2 * MARGIN + 8, PICTURE_SIZE.height() + 4 * line + 2 * MARGIN + 16)

    @staticmethod
    def _line(painter: QPainter, place: QRect, text: str, colour: str) -> None:
        painter.setPen(ink(colour))
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


class Grid(QListView):
    """The tiles; Enter or a double click opens a product."""

    chosen = Signal(int)

    def __init__(self, model: QAbstractItemModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(Tile(self))
        self.setAccessibleName(_("Products"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(4)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.activated.connect(lambda index: self.chosen.emit(index.row()))
