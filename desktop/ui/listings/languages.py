"""The languages of one product with their state."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.i18n import N_, _
from desktop.services.listings import ListingView
from desktop.ui.widgets.parts import SIGNS, ink

# A language's own name, with its Chinese or English name through the translation.
NAMES = {
    "en": ("English", N_("English")),
    "es": ("Español", N_("Spanish")),
    "pt": ("Português", N_("Portuguese")),
    "fr": ("Français", N_("French")),
    "de": ("Deutsch", N_("German")),
    "it": ("Italiano", N_("Italian")),
    "ru": ("Русский", N_("Russian")),
    "ar": ("العربية", N_("Arabic")),
    "ja": ("日本語", N_("Japanese")),
    "ko": ("한국어", N_("Korean")),
    "vi": ("Tiếng Việt", N_("Vietnamese")),
    "id": ("Indonesia", N_("Indonesian")),
    "zh": ("中文", N_("Chinese")),
}
STATE, WORD = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
ROW_HEIGHT = 45


def language_name(locale: str) -> str:
    """The owner's name for a language and its own ("西班牙语 Español")."""
    own, words = NAMES.get(locale.split("-")[0], (locale, locale))
    translated = _(words)
    return translated if translated == own else f"{translated}  {own}"


def state_of(view: ListingView) -> tuple[str, str]:
    """(state, word) of a listing: approved, blocked, please look, to approve."""
    if view.state == "approved":
        return "done", _("approved")
    if not view.publishable:
        return "blocked", _("blocked")
    if view.findings:
        return "look", _("please look")
    return "waiting", _("to approve")


class _TwoLines(QStyledItemDelegate):
    """The name, and below it sign and word of the state in its colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw one language."""
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


class LanguageList(QListWidget):
    """Languages at the left; choosing one shows its texts."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Languages"))
        self.setItemDelegate(_TwoLines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(150)
        self._locales: list[str] = []
        self.currentRowChanged.connect(self._row)

    def show_views(self, views: list[ListingView], current: str) -> None:
        """Replace the list and keep the chosen language."""
        self.blockSignals(True)
        if [view.locale for view in views] != self._locales:
            self.clear()
            self._locales = [view.locale for view in views]
            for view in views:
                self.addItem(QListWidgetItem(language_name(view.locale)))
        for row, view in enumerate(views):
            state, word = state_of(view)
            item = self.item(row)
            item.setData(STATE, state)
            item.setData(WORD, word)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{language_name(view.locale)}, {word}")
        if current in self._locales:
            self.setCurrentRow(self._locales.index(current))
        self.blockSignals(False)

    def _row(self, row: int) -> None:
        if 0 <= row < len(self._locales):
            self.chosen.emit(self._locales[row])
