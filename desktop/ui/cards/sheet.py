"""The owner's own quotation sheet: what each column is taken for is shown once, confirmed once, and remembered."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.i18n import _
from desktop.services.intake import ColumnView
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.parts import button, chip, empty, label, panel, row, scrolled


class SheetPage(QWidget):
    """The columns of a sheet, before its goods are taken in."""

    left = Signal()

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._path = Path()
        self._columns = QVBoxLayout()
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.addWidget(label(_("Your own sheet: is each column understood rightly?"), "heading"))
        inside.addLayout(self._columns)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(body), 1)
        layout.addLayout(
            row(
                button(_("Back to products"), self.left.emit),
                None,
                button(_("Take only the sure columns"), lambda: self.take(confirmed=False)),
                button(_("All right, take the goods in"), lambda: self.take(confirmed=True), "primary", name="sheet-take"),
            )
        )

    def show_sheet(self, path: Path) -> None:
        """Look at a sheet; nothing is kept yet."""
        self._path = path
        self._jobs.read("reading", lambda _context: self._office.intake.look(path), self._show)

    def take(self, *, confirmed: bool) -> None:
        """Take the goods in; what could not be read is said row by row."""
        path, office = self._path, self._office

        def work(_context: object) -> Changes:
            report, _views = office.intake.take_sheet(path, confirmed=confirmed)
            for problem in (*report.problems, *report.notes):
                self._jobs.told(problem)
            return report.changes

        self._jobs.write(work, self.left.emit)

    def _meaning(self, view: ColumnView) -> QComboBox:
        """What the column is taken for; another choice is remembered for the next sheet."""
        combo = QComboBox()
        combo.setAccessibleName(_("What {column} means", column=view.header or view.letter))
        combo.addItem(f"{view.label} {view.currency}".strip(), None)
        for meaning, words in self._office.intake.meanings():
            combo.addItem(words, meaning)
        combo.activated.connect(lambda _index: self._say(view, combo.currentData()))
        return combo

    def _say(self, view: ColumnView, meaning: str | None) -> None:
        if meaning is not None:
            path, office = self._path, self._office
            self._jobs.write(lambda _context: office.intake.confirm({view.key: meaning}), lambda: self.show_sheet(path))

    def _show(self, views: list[ColumnView]) -> None:
        empty(self._columns)
        grid = QGridLayout()
        grid.setColumnStretch(3, 1)
        for number, view in enumerate(views):
            mark = chip(_("sure"), "done") if view.sure else chip(_("please look"), "look")
            head, example = label(view.header or view.letter, wrap=False), label(view.example, "quiet")
            for place, widget in enumerate((head, self._meaning(view), mark, example)):
                grid.addWidget(widget, number, place)
        self._columns.addWidget(panel(grid))
