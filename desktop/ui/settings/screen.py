"""Settings: company, accounts, languages and look, backup, this computer."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QTabWidget, QVBoxLayout, QWidget

from desktop import __version__
from desktop.domain.changes import Changes
from desktop.domain.listings import LOCALES
from desktop.i18n import _
from desktop.services.doctor import Sign
from desktop.services.office import Office
from desktop.ui.listings.languages import language_name
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.settings.accounts import AccountsPage
from desktop.ui.settings.company import CompanyPage
from desktop.ui.widgets.parts import button, chip, empty, label, panel, row, scrolled

TABS = ("company", "accounts", "languages", "backup", "computer")
_THEMES = ("system", "light", "dark")
_WINDOW_LANGUAGES = ("", "zh_CN", "en")


class SettingsScreen(Screen):
    """The settings screen, a tab for each subject."""

    nouns = ("settings", "factory")

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self.tabs = QTabWidget()
        self.company = CompanyPage(office, jobs)
        self.accounts = AccountsPage(office, jobs)
        self._computer = QVBoxLayout()
        self._backups = QVBoxLayout()
        pages = (self.company, self.accounts, self._languages_page(), self._page(self._backups), self._page(self._computer))
        titles = (_("Company"), _("Accounts"), _("Languages and look"), _("Backup"), _("This computer"))
        for page, title in zip(pages, titles, strict=True):
            self.tabs.addTab(scrolled(page), title)
        self.tabs.currentChanged.connect(lambda _index: self._tab_shown())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(label(_("Settings"), "title"))
        layout.addWidget(self.tabs)

    def refresh(self, argument: str = "") -> None:
        """Show; `argument` names a tab."""
        if argument in TABS:
            self.tabs.setCurrentIndex(TABS.index(argument))
        self.accounts.refresh()
        self._tab_shown()

    def keep(self) -> None:
        """Before the window goes."""
        self.company.keep()

    # --- pages -------------------------------------------------------------------------------------------------------

    def _page(self, layout: QVBoxLayout) -> QWidget:
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.addLayout(layout)
        outer.addStretch(1)
        return page

    def _languages_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        chosen = self.office.settings.get("locales")
        boxes = []
        for locale in LOCALES:
            box = QCheckBox(language_name(locale))
            box.setChecked(locale in chosen)
            box.toggled.connect(lambda on, locale=locale: self._language(locale, on))
            boxes.append(box)
        layout.addWidget(panel(label(_("Languages of your listings"), "heading"), *boxes))
        layout.addWidget(
            panel(
                label(_("Look"), "heading"),
                row(
                    label(_("Language of this window"), wrap=False),
                    self._combo("language", _WINDOW_LANGUAGES, (_("as the system"), "中文", "English")),
                    None,
                ),
                row(
                    label(_("Light or dark"), wrap=False), self._combo("theme", _THEMES, (_("as the system"), _("light"), _("dark"))), None
                ),
            )
        )
        offline = QCheckBox(_("Offline: no connection at all; what you approve waits in the outbox"))
        offline.setObjectName("offline")
        offline.setChecked(bool(self.office.settings.get("offline")))
        offline.toggled.connect(lambda on: self._put("offline", on))
        layout.addWidget(panel(label(_("The line"), "heading"), offline))
        layout.addStretch(1)
        return page

    def _combo(self, key: str, values: tuple[str, ...], words: tuple[str, ...]) -> QComboBox:
        combo = QComboBox()
        combo.addItems(list(words))
        current = self.office.settings.get(key)
        combo.setCurrentIndex(values.index(current) if current in values else 0)
        combo.setAccessibleName(_("Language of this window") if key == "language" else _("Light or dark"))
        combo.activated.connect(lambda index: self._renew(key, values[index]))
        return combo

    def _language(self, locale: str, on: bool) -> None:
        chosen = [item for item in LOCALES if (on if item == locale else item in self.office.settings.get("locales"))]
        self._put("locales", chosen)

    def _renew(self, key: str, value: object) -> None:
        """Another language or look: the window is made anew at once."""
        self.jobs.write(lambda _context: self.office.settings.put(key, value), lambda: self.go.emit("renew", "settings languages"))

    def _put(self, key: str, value: object) -> None:
        self.jobs.write(lambda _context: self.office.settings.put(key, value))

    def _tab_shown(self) -> None:
        if self.tabs.currentIndex() == TABS.index("backup"):
            self._show_backups()
        elif self.tabs.currentIndex() == TABS.index("computer") and self._computer.count() == 0:
            self._look_at_computer()

    def _show_backups(self) -> None:
        empty(self._backups)
        last = self.office.safety.last()
        words = (
            chip(_("Last backup {time}, verified", time=f"{last.made_at:%Y-%m-%d %H:%M}"), "done")
            if last
            else chip(_("No backup yet"), "look")
        )
        self._backups.addWidget(
            panel(label(_("Backup"), "heading"), words, row(button(_("Back up now"), self.back_up, "primary", name="backup"), None))
        )
        names = [
            label(f"{item.made_at:%Y-%m-%d %H:%M}   {item.size // 1000} kB   {item.path.name}") for item in self.office.safety.all()[:20]
        ]
        self._backups.addWidget(
            panel(label(_("Kept on this computer"), "heading"), *names, label(_("To put one back: tengqiao restore FILE.zip"), "quiet"))
        )

    def back_up(self) -> None:
        """Make a backup now."""

        def done(_backup: object) -> None:
            self._show_backups()
            self.jobs.changed.emit(Changes.of("settings", "backup"))

        self.jobs.read("database", lambda _context: self.office.safety.back_up(), done)

    def _look_at_computer(self) -> None:
        self._computer.addWidget(label(_("Looking at this computer …"), "quiet"))
        self.jobs.read("engine", lambda _context: self.office.doctor.look(), self._show_computer)

    def _show_computer(self, signs: list[Sign]) -> None:
        empty(self._computer)
        states = {"good": "done", "limited": "look", "broken": "blocked"}
        for sign in signs:
            contents: list[QWidget] = [chip(f"{sign.name}: {sign.seen}", states[sign.state])]
            if sign.step:
                contents.append(label(_("Next step: {step}", step=sign.step), "quiet"))
            self._computer.addWidget(panel(*contents))
        self._computer.addWidget(label(_("Tengqiao {version}, Apache-2.0", version=__version__), "quiet"))
