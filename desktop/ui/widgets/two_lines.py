"""List rows of two lines: a name, and below it sign and word of its state in its colour."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.widgets.parts import SIGNS, ink

STATE, WORD = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
ROW_HEIGHT = 45


class TwoLines(QStyledItemDelegate):
    """The name, and below it sign and word of the state in its colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw one row."""
        widget: QWidget = option.widget
        style = widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        rect = option.rect.adjusted(10, 3, -6, -3)
        upper, lower = rect.adjusted(0, 0, 0, -rect.height() // 2), rect.adjusted(0, rect.height() // 2, 0, 0)
        painter.save()
        metrics = painter.fontMetrics()
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        # An embedding from left to right, so that an Arabic name does not turn the line around.
        name = metrics.elidedText(f"\u2066{index.data()}\u2069", Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, side, name)
        small = QFont(widget.font())
        small.setPointSizeF(small.pointSizeF() * 0.86)
        painter.setFont(small)
        painter.setPen(ink(str(index.data(STATE))))
        painter.drawText(lower, side, f"{SIGNS[index.data(STATE)]} {index.data(WORD)}")
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines, taller where the font is."""
        return QSize(120, max(ROW_HEIGHT, round(option.fontMetrics.height() * 2.1)))
