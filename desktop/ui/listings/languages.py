"""The languages of one product with their state."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.i18n import N_, _
from desktop.services.listings import ListingView
from desktop.ui.widgets.two_lines import STATE, WORD, TwoLines

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


class LanguageList(QListWidget):
    """Languages at the left; choosing one shows its texts."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Languages"))
        self.setItemDelegate(TwoLines(self))
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
