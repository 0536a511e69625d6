"""The frame: rail at the left, search at the top, one screen in the middle, the bottom line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.errors import Problem
from desktop.i18n import N_, _
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.search import SearchLine
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.status import BottomLine
from desktop.wording import full

# name, words, glyph; the order is the order of Ctrl+1 ... Ctrl+7
RAIL = (
    ("today", N_("Today"), "☀"),
    ("cards", N_("Products"), "▦"),
    ("messages", N_("Messages"), "✉"),
    ("deals", N_("Deals"), "¤"),
    ("outbox", N_("Outbox"), "➤"),
    ("models", N_("Models"), "◈"),
    ("settings", N_("Settings"), "⚙"),
)
# Screens without a button of their own in the rail, and the one they belong to.
BELONGS = {"listings": "cards", "copy": "cards", "publish": "cards", "files": "cards"}
Make = Callable[[Office, QtJobs], Screen]


class MainWindow(QMainWindow):
    """Holds the screens; each is made when it is first shown."""

    renewed = Signal(str)
    restarted = Signal()

    def __init__(self, office: Office, jobs: QtJobs, screens: dict[str, Make]) -> None:
        super().__init__()
        self._office, self._jobs, self._makers = office, jobs, screens
        self._screens: dict[str, Screen] = {}
        self.setWindowTitle(_("Tengqiao"))
        self.resize(1366, 768)
        self.setMinimumSize(1000, 640)
        self._rail = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._notice = Notice()
        self._middle = QWidget()
        self.search = SearchLine(office, jobs, self._middle)
        self.search.chosen.connect(self.go)
        self.setCentralWidget(self._frame())
        self._bottom = BottomLine(office, jobs)
        self.setStatusBar(self._bottom)
        jobs.problem.connect(self.show_problem)
        jobs.notice.connect(self._notice.tell)
        jobs.done_notice.connect(lambda text, back: self._notice.tell("done", text, back))
        self._shortcuts()

    def go(self, name: str, argument: str = "") -> None:
        """Show a screen; "renew" makes the window anew on the screen that is named (another language or look).

        "restart" closes the data and opens it again: a backup takes its place.
        """
        if name == "renew":
            self.renewed.emit(argument)
            return
        if name == "restart":
            self.keep()
            self.restarted.emit()
            return
        if name not in self._screens:
            screen = self._makers[name](self._office, self._jobs)
            screen.go.connect(self.go)
            self._screens[name] = screen
            self._stack.addWidget(screen)
        self._stack.setCurrentWidget(self._screens[name])
        self._screens[name].open(argument)
        focused: QWidget | None = self.focusWidget()
        if focused is None or not self._screens[name].isAncestorOf(focused):  # the screen may have gone to a field itself
            self._screens[name].setFocus()
        for button in self._rail.buttons():
            if button.objectName() == f"rail-{BELONGS.get(name, name)}":
                button.setChecked(True)

    @property
    def screen_name(self) -> str:
        """Name of the screen that is shown."""
        current = self._stack.currentWidget()
        return next((name for name, screen in self._screens.items() if screen is current), "")

    def shown(self, name: str) -> Screen:
        """The screen of that name, made if needed (tests and pictures)."""
        self.go(name)
        return self._screens[name]

    def show_problem(self, error: Exception) -> None:
        """One sentence and the next step; a bug is said plainly, without a trace."""
        if isinstance(error, Problem):
            self._notice.tell("look", full(error))
        else:
            self._notice.tell(
                "blocked", _("Something went wrong inside Tengqiao. Your work is saved. A report was kept in the log folder.")
            )

    def keep(self) -> None:
        """Save at once whatever is being typed, on every screen."""
        for screen in self._screens.values():
            keep = getattr(screen, "keep", None)
            if keep:
                keep()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Every screen keeps what is being typed before the window goes."""
        self.keep()
        super().closeEvent(event)

    # --- parts -------------------------------------------------------------------------------------------------------

    def _frame(self) -> QWidget:
        frame = QWidget()
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._rail_widget())
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(16, 12, 16, 12)
        middle.addWidget(self.search)
        middle.addWidget(self._notice)
        middle.addWidget(self._stack, 1)
        layout.addWidget(self._middle, 1)
        return frame

    def _rail_widget(self) -> QWidget:
        rail = QWidget()
        rail.setProperty("kind", "rail")
        rail.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rail.setFixedWidth(148)
        layout = QVBoxLayout(rail)
        layout.setContentsMargins(8, 14, 8, 8)
        name = QLabel(_("Tengqiao"))
        name.setProperty("kind", "heading")
        name.setContentsMargins(12, 0, 0, 8)
        layout.addWidget(name)
        for number, (key, words, glyph) in enumerate(RAIL, 1):
            button = QPushButton()
            button.setProperty("kind", "rail")
            button.setObjectName(f"rail-{key}")
            button.setText(f"{glyph}  {_(words)}")
            button.setAccessibleName(_(words))
            button.setToolTip(f"{_(words)} (Ctrl+{number})")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, key=key: self._rail_pressed(key))
            self._rail.addButton(button)
            layout.addWidget(button)
        layout.addStretch(1)
        return rail

    def _rail_pressed(self, name: str) -> None:
        if name != self.screen_name:
            self._notice.hide()  # what was said about the screen before is old news on the next
        self.go(name)
        self._screens[name].home()

    def _shortcuts(self) -> None:
        for number, (key, _words, _glyph) in enumerate(RAIL, 1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, lambda key=key: self._rail_pressed(key))
        QShortcut(QKeySequence("Ctrl+K"), self, self.search.setFocus)
