"""A product on the platform: where it is, its score with suggestions, hide and show; or a draft there while it is not."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.parts import button, empty, label, note, panel, row


class OnPlatform(QWidget):
    """What can be done there beside publishing."""

    def __init__(self, office: Office, jobs: QtJobs, sku: str, account: str) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self.sku, self.account = sku, account
        self.suggestions = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        there = office.outbox.published(sku, account)
        if there is None:
            hint = label(_("Not complete yet? Keep it as a draft there; you find it on the platform's own page."), "quiet")
            draft = button(_("Keep as a draft there"), self.save_draft, name="save-draft")
            layout.addWidget(panel(hint, row(draft, None)))
            return
        self._product, self._url = str(there["remote"]), str(there["url"])
        look = [button(_("Look at it there"), self.look, name="look-there")] if self._url else []
        layout.addWidget(
            panel(
                note(_("Published there. Publishing again sends only what changed."), "done"),
                row(
                    *look,
                    button(_("Score and suggestions"), self.score, name="score"),
                    button(_("Hide from buyers"), lambda: self.display(shown=False), name="hide-there"),
                    button(_("Show to buyers"), lambda: self.display(shown=True), name="show-there"),
                    None,
                ),
                self.suggestions,
            )
        )

    def look(self) -> None:
        """Open the page that buyers see."""
        QDesktopServices.openUrl(QUrl(self._url))

    def score(self) -> None:
        """Ask for the platform's mark; its problems are shown as suggestions."""
        office, account, product = self._office, self.account, self._product
        self._jobs.read("network", lambda _context: office.fitting.score(account, product), self._scored)

    def _scored(self, found: tuple[str, tuple[str, ...]]) -> None:
        empty(self.suggestions)
        mark, texts = found
        self.suggestions.addWidget(label(_("Score: {mark} of 5", mark=mark), "heading"))
        for text in texts:
            self.suggestions.addWidget(note(text, "look"))

    def display(self, *, shown: bool) -> None:
        """Show it to buyers or hide it: through the outbox, like everything that leaves."""
        publishing, sku, account = self._office.publishing, self.sku, self.account
        told = _("In the outbox. It goes out by itself as soon as there is a line.")
        self._jobs.write(lambda _context: publishing.display(sku, account, shown=shown)[0], lambda: self._jobs.tell(told, "waiting"))

    def save_draft(self) -> None:
        """Keep it as a draft on the platform; it needs the line, and nothing is published."""
        office, sku, account = self._office, self.sku, self.account

        def done(number: str) -> None:
            self._jobs.tell(_("Kept as a draft there, number {number}.", number=number), "done")

        self._jobs.read("network", lambda _context: office.fitting.save_draft(sku, account), done)
