"""The reply: edited in place, checked while typing, its Chinese meaning and the price build-up beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop.domain.listings import Finding
from desktop.domain.pricing import BuildUp
from desktop.i18n import _
from desktop.services.listings import mending
from desktop.services.threads import ThreadView
from desktop.ui.listings.languages import language_name
from desktop.ui.listings.text import ListingText
from desktop.ui.messages.said import RIGHT_TO_LEFT
from desktop.ui.messages.words import LINES, note_words
from desktop.ui.widgets.flow import flow
from desktop.ui.widgets.parts import button, empty, label, note, panel, row


class Answer(QWidget):
    """The right half of a thread."""

    typed = Signal(str)

    def __init__(self, promise: QWidget) -> None:
        super().__init__()
        self.text: ListingText | None = None
        self._thread = ""
        self._verdict, self._top, self._zh, self._below = QVBoxLayout(), QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        columns = []
        for content in (self._top, self._zh):
            column = QVBoxLayout()
            column.addLayout(content)
            if content is self._zh:
                column.addWidget(promise)
            column.addStretch(1)
            columns.append(column)
        both = row(*columns)
        both.setStretch(0, 5)
        both.setStretch(1, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 0, 8, 0)
        layout.addLayout(self._verdict)
        layout.addLayout(both)
        layout.addLayout(self._below)
        layout.addStretch(1)

    def show_view(self, view: ThreadView) -> None:
        """Show a thread's reply; what is being typed stays as it is."""
        if self.text is None or self._thread != view.thread.id:
            empty(self._top)
            self._thread = view.thread.id
            right = view.reply.language in RIGHT_TO_LEFT
            direction = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
            self.text = ListingText("reply", view.text, direction, name=_("Your reply"))
            self.text.edited.connect(lambda _place, text: self.typed.emit(text))
            title = _("Your reply ({language})", language=language_name(view.reply.language))
            self._top.addWidget(panel(label(title, "heading"), self.text))
        elif not self.text.hasFocus() and not self.text.waiting:
            self.text.take(view.text)
        self.text.show_findings(view.reply.findings if self.text.text == view.text else ())
        for part in (self._verdict, self._zh, self._below):
            empty(part)
        self._verdict.addWidget(self._findings(view))
        self._zh.addWidget(self._meaning(view))
        for built in view.quoted:
            self._below.addWidget(price_panel(built))

    def take(self, text: str) -> None:
        """Show a text that is already kept."""
        if self.text is not None:
            self.text.take(text)

    def _findings(self, view: ThreadView) -> QFrame:
        if not view.reply.findings:
            return panel(note(_("Every number agrees with your cards and prices. Nothing private is in it."), "done"))
        # The trust card says at the left what each sign is; here one line is enough.
        once = {(item.field, item.start, item.end, item.message): item for item in view.reply.findings}
        return panel(label(_("Please look"), "heading"), *(self._finding(finding, view.text) for finding in once.values()))

    def _finding(self, finding: Finding, text: str) -> QFrame:
        words = f"“{finding.text}”  {finding.message}" if finding.text and finding.text not in finding.message else finding.message
        buttons: list[QWidget] = []
        new = mending(text, finding)
        if new:
            buttons.append(button(_("Change to “{expected}”", expected=new[2]), lambda: self._mend(finding), name="mend"))
        if finding.end > finding.start:
            buttons.append(button(_("Show"), lambda: self._look_at(finding), "link"))
        return panel(note(words, "blocked" if finding.severity == "block" else "look"), flow(*buttons))

    def _look_at(self, finding: Finding) -> None:
        if self.text is not None:
            self.text.select(finding.start, finding.end)

    def _mend(self, finding: Finding) -> None:
        new = mending(self.text.text, finding) if self.text is not None else None
        if self.text is not None and new:
            self.text.replace(*new)
            self.text.flush()

    def _meaning(self, view: ThreadView) -> QFrame:
        parts: list[QWidget] = [label(_("What it says in Chinese"), "heading")]
        for line in view.reply.lines:
            if line.zh:
                parts.append(label(line.zh))
            else:
                parts.append(note(_("Written by hand, no Chinese for it: {text}", text=line.text[:80]), "look"))
        return panel(*parts)


def price_panel(built: BuildUp) -> QFrame:
    """A price line by line, with what each comes from."""
    grid = QGridLayout()
    grid.setColumnStretch(0, 1)
    for number, line in enumerate(built.lines):
        grid.addWidget(label(_(LINES.get(line.code, line.code)), wrap=False), number, 0)
        grid.addWidget(label(f"{built.currency} {line.amount:,.2f}", wrap=False), number, 1, Qt.AlignmentFlag.AlignRight)
    total = label(f"{built.currency} {built.total:,.2f}", "heading", wrap=False)
    grid.addWidget(label(_("Total"), "heading", wrap=False), len(built.lines), 0)
    grid.addWidget(total, len(built.lines), 1, Qt.AlignmentFlag.AlignRight)
    term = " ".join(part for part in (built.incoterm, built.place) if part)
    head = f"{built.sku}  {built.quantity:,} × {built.currency} {built.unit_price}  {term}"
    notes = [note(note_words(code), "look") for code in built.notes]
    until = label(_("Valid until {date}", date=built.valid_until.isoformat()), "quiet")
    return panel(label(_("Price"), "heading"), label(head), grid, until, *notes)
