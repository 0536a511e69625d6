"""Settings: company, accounts, prices and costs, the line, languages and look, backup, this computer."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop import __version__
from desktop.i18n import _
from desktop.services.doctor import Sign
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.settings.accounts import AccountsPage
from desktop.ui.settings.backup import BackupPage
from desktop.ui.settings.company import CompanyPage
from desktop.ui.settings.line import LinePage
from desktop.ui.settings.look import LookPage
from desktop.ui.settings.prices import PricesPage
from desktop.ui.settings.reception import ReceptionPage
from desktop.ui.widgets.parts import empty, label, note, panel, scrolled

TABS = ("company", "accounts", "prices", "reception", "line", "languages", "backup", "computer")


class SettingsScreen(Screen):
    """The settings screen, a tab for each subject."""

    nouns = ("settings", "factory")

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self.tabs = QTabWidget()
        self.company, self.accounts = CompanyPage(office, jobs), AccountsPage(office, jobs)
        self.prices, self.line = PricesPage(office, jobs), LinePage(office, jobs)
        self.reception = ReceptionPage(office, jobs)
        self.look, self.backup = LookPage(office, jobs), BackupPage(office, jobs)
        self.look.renewed.connect(lambda: self.go.emit("renew", "settings languages"))
        self.backup.restart.connect(lambda: self.go.emit("restart", ""))
        self._computer = QVBoxLayout()
        pages = (self.company, self.accounts, self.prices, self.reception, self.line, self.look, self.backup, _page(self._computer))
        titles = (
            _("Company"),
            _("Accounts"),
            _("Prices and costs"),
            _("Reception"),
            _("The line"),
            _("Languages and look"),
            _("Backup"),
            _("This computer"),
        )
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
        self._tab_shown()

    def keep(self) -> None:
        """Before the window goes."""
        for page in (self.company, self.prices, self.line):
            page.keep()

    def _tab_shown(self) -> None:
        page = TABS[self.tabs.currentIndex()]
        if page == "accounts":
            self.accounts.refresh()
        elif page == "prices":
            self.prices.refresh()
        elif page == "reception":
            self.reception.refresh()
        elif page == "line":
            self.line.refresh()
        elif page == "backup":
            self.backup.refresh()
        elif page == "computer" and self._computer.count() == 0:
            self._computer.addWidget(label(_("Looking at this computer …"), "quiet"))
            self.jobs.read("engine", lambda _context: self.office.doctor.look(), self._show_computer)

    def _show_computer(self, signs: list[Sign]) -> None:
        empty(self._computer)
        states = {"good": "done", "limited": "look", "broken": "blocked"}
        for sign in signs:
            contents: list[QWidget] = [note(f"{sign.name}: {sign.seen}", states[sign.state])]
            if sign.step:
                contents.append(label(_("Next step: {step}", step=sign.step), "quiet"))
            self._computer.addWidget(panel(*contents))
        self._computer.addWidget(label(_("Tengqiao {version}, Apache-2.0", version=__version__), "quiet"))


def _page(layout: QVBoxLayout) -> QWidget:
    page = QWidget()
    outer = QVBoxLayout(page)
    outer.addLayout(layout)
    outer.addStretch(1)
    return page
