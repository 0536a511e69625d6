"""A product from the owner's own words: one Chinese paragraph is read, shown fact by fact, and kept when confirmed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.flow import flow
from desktop.ui.widgets.parts import SIGNS, button, chip, empty, label, note, panel, row, scrolled


class Paragraph(QWidget):
    """The page; `kept` carries the new product's number."""

    kept = Signal(str)
    left = Signal()

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self.data: dict[str, Any] = {}
        self.box = QPlainTextEdit()
        self.box.setAccessibleName(_("Your product in your own words"))
        self.box.setPlaceholderText("这个篮子是藤的，40乘30乘25，0.85公斤，一箱12个，200个起订4.8美元……")
        self.box.setTabChangesFocus(True)
        self.box.setMaximumHeight(150)
        self._result = QVBoxLayout()
        self.keep_button = button(_("Right, make the product card"), self.keep_card, "primary", name="paragraph-keep")
        self.keep_button.setEnabled(False)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.addWidget(label(_("Tell about your product as you would tell a colleague"), "heading"))
        inside.addWidget(self.box)
        inside.addLayout(row(button(_("Read it"), self.read, name="paragraph-read"), None))
        inside.addLayout(self._result)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(body), 1)
        layout.addLayout(row(button(_("Back to products"), self.left.emit), None, self.keep_button))

    def read(self) -> None:
        """Read the paragraph; nothing is kept yet."""
        text = self.box.toPlainText()
        if text.strip():
            self._jobs.read("reading", lambda _context: self._office.intake.read(text), self._show)

    def keep_card(self) -> None:
        """Keep what was read and confirmed."""
        data, office = copy.deepcopy(self.data), self._office
        if not data.get("name"):
            data["name"] = {"zh": self.box.toPlainText().strip().split("，")[0].split(",")[0][:30]}

        def done(made: tuple[str, Changes]) -> None:
            self.box.clear()
            empty(self._result)
            self._jobs.changed.emit(made[1])
            self.kept.emit(made[0])

        self._jobs.read("database", lambda _context: office.intake.keep(data), done)

    # --- parts -------------------------------------------------------------------------------------------------------

    def _show(self, taken: Any) -> None:
        empty(self._result)
        self.data = copy.deepcopy(dict(taken.data))
        marks = [chip(f"{SIGNS['done']} {self._words(item)}") for item in taken.found]
        for mark in marks:
            mark.setProperty("kind", "fact")
        if marks:
            self._result.addWidget(panel(label(_("What was understood"), "heading"), flow(*marks)))
        else:
            self._result.addWidget(panel(note(_("No fact of a product was found. Say what it is, its size, material and price."), "look")))
        for ask in taken.asks:
            self._result.addWidget(self._ask(ask))
        if taken.not_understood:
            left = "、".join(taken.not_understood)
            self._result.addWidget(panel(note(_("Not understood, please add it by hand later: {text}", text=left), "look")))
        self.keep_button.setEnabled(bool(taken.found))

    def _words(self, item: Any) -> str:
        words = self._office.card_form.label_of(item.path)
        path = item.path if item.path == "trade.port" else ""  # a port by its name; the others read as they stand
        parts = item.value if isinstance(item.value, list) else [item.value]
        value = "、".join(self._office.card_form.shown(str(part), path) for part in parts)
        shown = item.text.removeprefix(words) if isinstance(item.value, dict) or "{" in value else value
        return f"{'🔒 ' if item.private else ''}{words}: {shown}"

    def _ask(self, ask: Any) -> QFrame:
        choices = [button(words, self._chooser(path or ask.path, value, words)) for words, path, value in ask.choices]
        return panel(label(ask.question), flow(*choices)) if choices else panel(note(ask.question, "look"))

    def _chooser(self, path: str, value: Any, words: str) -> Callable[[], None]:
        def choose() -> None:
            place = self.data
            keys = path.split(".")
            for key in keys[:-1]:
                place = place.setdefault(key, {})
            place[keys[-1]] = value
            self._jobs.tell(_("Taken: {words}", words=words), "done")

        return choose
