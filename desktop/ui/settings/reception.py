"""Automatic reception: a switch, and the very words that would go out."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.domain.listings import LOCALES
from desktop.domain.messages import ReplyLine
from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.listings.languages import language_name
from desktop.ui.messages.said import RIGHT_TO_LEFT
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.choice import StillCombo
from desktop.ui.widgets.parts import align_text, empty, label, note, panel, row


class ReceptionPage(QWidget):
    """Off by default; kept at once."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self.box = QCheckBox(_("Tell a buyer at once that his message has arrived"))
        self.box.setObjectName("reception-on")
        self.box.toggled.connect(self._switch)
        self.language = StillCombo()
        self.language.setAccessibleName(_("Language"))
        for locale in LOCALES:
            self.language.addItem(language_name(locale), locale)
        self.language.activated.connect(lambda _index: self._load())
        self._state, self._words = QVBoxLayout(), QVBoxLayout()
        rules = (
            _("Only these words go out: no price, no date, no promise. The message still waits for your own answer."),
            _("Only where a message came by mail or from the practice shop, in the buyer's language, at most once in three days."),
            _("Nothing goes to machines, to mailing lists, or where the message looks like fraud."),
        )
        layout = QVBoxLayout(self)
        layout.addWidget(
            panel(label(_("Automatic reception"), "heading"), self.box, self._state, *(label(text, "quiet") for text in rules))
        )
        head = row(label(_("What goes out"), "heading", wrap=False), self.language, None)
        layout.addWidget(panel(head, self._words))
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show the switch as it is kept, and the words."""
        self.box.blockSignals(True)
        self.box.setChecked(self._office.reception.on)
        self.box.blockSignals(False)
        empty(self._state)
        if self._office.reception.on:
            self._state.addWidget(note(_("Switched on: it goes out as soon as a message arrives and there is a line."), "done"))
        self._load()

    def _switch(self, on: bool) -> None:
        self._jobs.write(lambda _context: self._office.reception.switch(on=on), self.refresh)

    def _load(self) -> None:
        locale = str(self.language.currentData())
        self._jobs.read("reading", lambda _context: self._office.reception.words(locale), self._show)

    def _show(self, lines: tuple[ReplyLine, ...]) -> None:
        empty(self._words)
        right = str(self.language.currentData()) in RIGHT_TO_LEFT
        for line in lines:
            text = label(line.text)
            align_text(text, right=right)
            both = row(text, label(line.zh, "quiet"))
            both.setStretch(0, 1)
            both.setStretch(1, 1)
            both.setSpacing(16)
            self._words.addLayout(both)
