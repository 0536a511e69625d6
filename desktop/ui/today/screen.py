"""Today: paste a buyer's message first; then what needs the owner, in order. Nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.parts import button, chip, empty, label, panel, row, scrolled
from desktop.ui.widgets.pictures import thumbnail

if TYPE_CHECKING:
    from desktop.services.today import Task


class TodayScreen(Screen):
    """The first screen."""

    nouns = ("cards", "listings", "messages", "outbox", "deals")

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(0, 4, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(label(_("Today"), "title"))
        first = row(
            label(_("A buyer wrote to you on WhatsApp, WeChat or a web page? Paste it here and copy the reply."), ""),
            button(_("Paste a buyer's message"), lambda: self.go.emit("messages", "paste"), "primary", name="paste-message"),
        )
        first.setStretch(0, 1)
        layout.addWidget(panel(first))
        layout.addWidget(scrolled(self._body), 1)

    def refresh(self, argument: str = "") -> None:
        """Collect the tasks anew, off the GUI thread."""
        self.jobs.read("database", lambda _context: self.office.today.tasks(), self._show)

    def _show(self, tasks: list[Task]) -> None:
        empty(self._layout)
        if not tasks:
            self._layout.addWidget(panel(chip(_("Nothing waits for you."), "done"), label(self._hint(), "quiet")))
        group = ""
        for task in tasks:
            if task.group != group:
                group = task.group
                count = sum(item.group == group for item in tasks)
                self._layout.addWidget(label(f"{group}  ({count})", "heading"))
            self._layout.addWidget(self._row(task))
        self._layout.addStretch(1)

    def _hint(self) -> str:
        if self.office.cards.all():
            return _("New messages and drafts appear here by themselves.")
        return _("Begin with your first product: Products, then New product or Take the samples.")

    def _row(self, task: Task) -> QFrame:
        picture: QWidget | None = None
        if task.sku:
            view = self.office.cards.find(task.sku)
            if view is not None:
                picture = QLabel()
                picture.setPixmap(thumbnail(view.pictures[0] if view.pictures else None, 48, 36))
        parts = [item for item in (picture, label(task.text)) if item is not None]
        line = row(*parts, button(task.button, lambda: self.go.emit(task.screen, task.argument)))
        line.setStretch(len(parts) - 1, 1)
        return panel(line)
