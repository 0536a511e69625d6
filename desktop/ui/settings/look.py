"""Languages of the listings, language of the window, light or dark."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from desktop.domain.listings import LOCALES
from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.listings.languages import language_name
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.choice import StillCombo
from desktop.ui.widgets.parts import label, panel, row

_THEMES = ("system", "light", "dark")
_WINDOW_LANGUAGES = ("", "zh_CN", "en")


class LookPage(QWidget):
    """Languages and look. `renewed`: the window must be made anew to show them."""

    renewed = Signal()

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        layout = QVBoxLayout(self)
        languages = ("language", _WINDOW_LANGUAGES, (_("as the system"), "中文", "English"))
        themes = ("theme", _THEMES, (_("as the system"), _("light"), _("dark")))
        layout.addWidget(
            panel(
                label(_("Look"), "heading"),
                row(label(_("Language of this window"), wrap=False), self._combo(*languages), None),
                row(label(_("Light or dark"), wrap=False), self._combo(*themes), None),
            )
        )
        chosen = office.settings.get("locales")
        boxes = []
        for locale in LOCALES:
            box = QCheckBox(language_name(locale))
            box.setObjectName(f"locale-{locale}")
            box.setChecked(locale in chosen)
            box.toggled.connect(lambda on, locale=locale: self._language(locale, on))
            boxes.append(box)
        layout.addWidget(panel(label(_("Languages of your listings"), "heading"), *boxes))
        layout.addStretch(1)

    def _combo(self, key: str, values: tuple[str, ...], words: tuple[str, ...]) -> QComboBox:
        combo = StillCombo()
        combo.addItems(list(words))
        current = self._office.settings.get(key)
        combo.setCurrentIndex(values.index(current) if current in values else 0)
        combo.setAccessibleName(_("Language of this window") if key == "language" else _("Light or dark"))
        combo.activated.connect(lambda index: self._renew(key, values[index]))
        return combo

    def _language(self, locale: str, on: bool) -> None:
        kept = self._office.settings.get("locales")
        chosen = [item for item in LOCALES if (on if item == locale else item in kept)]
        self._jobs.write(lambda _context: self._office.settings.put("locales", chosen))

    def _renew(self, key: str, value: object) -> None:
        """Another language or look: the window is made anew at once."""
        self._jobs.write(lambda _context: self._office.settings.put(key, value), self.renewed.emit)
