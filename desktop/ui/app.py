"""Starting and ending the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.domain.errors import Problem
from desktop.i18n import language as current_language
from desktop.i18n import set_language
from desktop.services.office import Office
from desktop.ui.main_window import MainWindow, Make
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.signals import EndSignals
from desktop.ui.startup import CannotOpen
from desktop.ui.style import Style

RESTART = 64  # exit code of a window that wants its data opened anew


def _screen(module: str, name: str) -> Make:
    """Makes a screen; its module, and what that brings, is loaded when it is first shown."""

    def make(office: Office, jobs: QtJobs) -> Screen:
        made: Screen = getattr(import_module(f"desktop.ui.{module}"), name)(office, jobs)
        return made

    return make


SCREENS: dict[str, Make] = {
    "first": _screen("first.screen", "FirstScreen"),
    "today": _screen("today.screen", "TodayScreen"),
    "cards": _screen("cards.screen", "CardsScreen"),
    "listings": _screen("listings.screen", "ListingsScreen"),
    "copy": _screen("listings.copy_panel", "CopyScreen"),
    "publish": _screen("listings.publish", "PublishScreen"),
    "files": _screen("listings.publish_files", "FilesScreen"),
    "messages": _screen("messages.screen", "MessagesScreen"),
    "deals": _screen("deals.screen", "DealsScreen"),
    "outbox": _screen("outbox.screen", "OutboxScreen"),
    "models": _screen("models.screen", "ModelsScreen"),
    "settings": _screen("settings.screen", "SettingsScreen"),
}


def application() -> QApplication:
    """The Qt application; offscreen where there is no screen."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(["tengqiao"])
    app.setApplicationName("Tengqiao")
    return app


def translate(app: QApplication, language: str) -> None:
    """The owner's language for our words and for Qt's own."""
    set_language(language or None)
    locale = QLocale(current_language())
    QLocale.setDefault(locale)
    translator = QTranslator(app)
    if translator.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def window(app: QApplication, office: Office, jobs: QtJobs, *, language: str = "", theme: str = "") -> MainWindow:
    """The main window on its first screen, not yet shown."""
    translate(app, language or office.settings.get("language"))
    Style(office.resources / "style", theme or office.settings.get("theme")).put_on(app)
    main = MainWindow(office, jobs, SCREENS)
    main.go("today" if office.settings.get("first_start_done") or office.cards.all() else "first")
    return main


def say(problem: Problem, resources: Path) -> None:
    """Why the window cannot open, in a window of its own; only where there is a screen to show it on."""
    app = application()
    if app.platformName() == "offscreen":
        return
    translate(app, "")
    Style(resources / "style").put_on(app)
    shown = CannotOpen(problem)
    signals = EndSignals(shown.reject)  # whoever ends the program from outside ends the sentence too
    shown.exec()
    signals.put_back()


class Shown:
    """The window that is shown; makes it anew when the owner chooses another language or look."""

    def __init__(self, app: QApplication, office: Office, jobs: QtJobs) -> None:
        self._app, self._office, self._jobs = app, office, jobs
        self.main = window(app, office, jobs)
        self._listen()

    def _listen(self) -> None:
        self.main.renewed.connect(self.renew)
        self.main.restarted.connect(lambda: self._app.exit(RESTART))

    def renew(self, argument: str) -> None:
        """Another window in the place of this one, on the screen that is named."""
        old = self.main
        old.keep()
        self.main = window(self._app, self._office, self._jobs)
        self._listen()
        self.main.setGeometry(old.geometry())
        name, _space, rest = argument.partition(" ")
        self.main.go(name or "today", rest)
        self.main.show()
        old.close()
        old.deleteLater()


def run(office: Office, started: Callable[[QtJobs], None] | None = None) -> int:
    """Show the window until it is closed; `started` begins background work (sync, backup).

    Answers RESTART when the data must be opened anew (a backup was put back).
    """
    app = application()
    jobs = QtJobs()
    shown = Shown(app, office, jobs)
    shown.main.show()
    if started:
        started(jobs)
    signals = EndSignals(lambda: _end(app, shown))
    code = app.exec()
    shown.main.close()
    signals.put_back()
    jobs.close()
    return code


def _end(app: QApplication, shown: Shown) -> None:
    shown.main.close()
    app.quit()
