"""The window on a profile of its own: real services, real jobs, offscreen; nothing is replaced."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from desktop.bootstrap import House, Words
from desktop.ui.app import window
from desktop.ui.main_window import MainWindow
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen


@pytest.fixture(scope="session")
def words() -> Words:
    """Glossaries, phrasebooks and checker, loaded once for the session."""
    return Words()


@pytest.fixture(scope="session")
def filled(words: Words, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with the samples, TB-301 drafted in every language."""
    folder = tmp_path_factory.mktemp("filled") / "profile"
    with House(folder, words=words) as house:
        house.samples.take("TB-301", "BC-118", "DL-12", "PB-10")
        house.listings.draft("TB-301")
        house.settings.put("first_start_done", True)
    return folder


@dataclass
class Desk:
    """A window that is open on a profile, and what was said in it."""

    bot: QtBot
    house: House
    jobs: QtJobs
    main: MainWindow
    said: list[str] = field(default_factory=list)

    def screen(self, name: str, argument: str = "") -> Any:
        """Go there and answer the screen."""
        self.main.go(name, argument)
        shown: Screen = self.main._screens[name]
        return shown

    def until(self, true: Callable[[], object], seconds: float = 15) -> None:
        """Wait for something to become true."""
        self.bot.waitUntil(lambda: bool(true()), timeout=int(seconds * 1000))

    def find(self, name: str, kind: type = object) -> Any:
        """A widget by its object name, the one that is shown."""
        from PySide6.QtWidgets import QWidget

        found = [item for item in self.main.findChildren(QWidget, name) if isinstance(item, kind)]
        found = [item for item in found if item.isVisible()] or found
        assert found, name
        return found[-1]

    def buttons(self, within: Any) -> list[Any]:
        """The buttons inside a widget, in the order they were made; those about to go are left out."""
        from PySide6.QtWidgets import QPushButton

        return [item for item in within.findChildren(QPushButton) if item.isVisibleTo(within)]

    def click(self, within: Any, *words: str) -> None:
        """Click the button whose text holds all the words, as soon as there is one."""

        def found() -> list[Any]:
            return [item for item in self.buttons(within) if item.isEnabled() and all(word in item.text() for word in words)]

        self.until(found)
        found()[0].click()

    def wheel(self, widget: Any) -> None:
        """One notch of the wheel over a widget."""
        from PySide6.QtCore import QPoint, QPointF, Qt
        from PySide6.QtGui import QWheelEvent
        from PySide6.QtWidgets import QApplication

        middle = QPointF(widget.rect().center())
        none, moved = Qt.MouseButton.NoButton, QPoint(0, -120)
        keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(middle, widget.mapToGlobal(middle), QPoint(), moved, none, keys, phase, False)
        QApplication.sendEvent(widget, event)

    def press(self, name: str) -> None:
        """Press a button by its name."""
        from PySide6.QtCore import Qt

        self.bot.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def close(self) -> None:
        """End the window as the owner does."""
        self.main.close()
        assert self.jobs.close()
        self.main.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # else every window of the suite lives to its end
        self.house.close()


Open = Callable[[Path], Desk]


@pytest.fixture
def open_desk(qtbot: QtBot, words: Words) -> Iterator[Open]:
    """Opens a window on a profile folder; closes what is still open at the end."""
    opened: list[Desk] = []

    def make(folder: Path) -> Desk:
        from PySide6.QtWidgets import QApplication

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        house, jobs = House(folder, words=words), QtJobs()
        main = window(app, house.office, jobs, language="en", theme="light")
        desk = Desk(qtbot, house, jobs, main)
        jobs.problem.connect(lambda error: desk.said.append(str(error)))
        jobs.notice.connect(lambda _state, text: desk.said.append(text))
        main.show()
        opened.append(desk)
        return desk

    yield make
    for desk in opened:
        if not desk.jobs._jobs._closed:  # type: ignore[attr-defined]  # the real lanes
            desk.close()


@pytest.fixture
def desk(open_desk: Open, filled: Path, tmp_path: Path) -> Desk:
    """A window on a copy of the filled profile."""
    folder = tmp_path / "profile"
    shutil.copytree(filled, folder)
    return open_desk(folder)
