"""The form for a mailbox: address and app password are enough where the mail service is known, else the two servers."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.errors import Problem
from desktop.i18n import _, language
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.settings.account_forms import line_edit
from desktop.ui.widgets.parts import button, label, panel, row

IMAP_PORT, SMTP_PORT = 993, 465


class MailForm(QWidget):
    """Address, service, app password."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self.address = line_edit(_("Mail address"))
        self.password = line_edit(_("App password (授权码)"), secret=True)
        self.imap, self.smtp = line_edit(_("Server for reading (IMAP)")), line_edit(_("Server for sending (SMTP)"))
        self.service = QComboBox()
        self.service.setAccessibleName(_("Mail service"))
        self.service.addItem(_("choose the mail service"), "")
        for choice in office.accounts.mail.choices():
            words = choice.name.get("zh" if language().startswith("zh") else "en") or choice.id
            self.service.addItem(words, choice.id)
        self.service.addItem(_("another one: I know its servers"), "own")
        self.service.currentIndexChanged.connect(lambda _index: self._own())
        self.address.editingFinished.connect(self._guess)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        hint = _("Buyers' mails arrive under Messages; your approved replies go out from here.")
        where = _("The app password (授权码) is made in the mailbox's web settings.")
        save = button(_("Save and test"), self.save, name="mail-save")
        heading = (label(_("Mailbox"), "heading"), label(hint, "quiet"))
        secret = (label(where, "quiet"), self.password, row(save, None))
        layout.addWidget(panel(*heading, self.address, row(self.service, None), self.imap, self.smtp, *secret))
        self._own()

    def save(self) -> None:
        """Keep the mailbox, its password in the key store, and try both servers."""
        accounts, address, password = self._office.accounts, self.address.text().strip(), self.password.text()
        if not address or not password:
            self._jobs.tell(_("Mail address and app password are both needed."))
            return
        options: dict[str, object] = {"address": address}
        if self.service.currentData() == "own":
            options |= {"imap": _server(self.imap.text(), IMAP_PORT), "smtp": _server(self.smtp.text(), SMTP_PORT)}
        elif self.service.currentData():
            options["service"] = self.service.currentData()
        try:
            card = accounts.mail.card(accounts.new_id("mail"), options)
        except Problem as problem:
            self._jobs.problem.emit(problem)
            return

        def kept(changes: Changes) -> None:
            self.password.clear()
            self._jobs.changed.emit(changes)
            self._jobs.read(
                "network", lambda _context: accounts.test(card.id), lambda _answer: self._jobs.tell(_("The mailbox works."), "done")
            )

        self._jobs.read("database", lambda _context: accounts.save(card, {"password": password}), kept)

    def _guess(self) -> None:
        if not self.service.currentData():
            found = self._office.accounts.mail.suggested(self.address.text().strip())
            self.service.setCurrentIndex(max(0, self.service.findData(found)) if found else 0)

    def _own(self) -> None:
        for line in (self.imap, self.smtp):
            line.setVisible(self.service.currentData() == "own")


def _server(text: str, port: int) -> list[object]:
    """ "mail.example.com:993" as [host, port, security]; the usual port when none is written."""
    host, _colon, number = text.strip().partition(":")
    return [host, int(number) if number.isdigit() else port, "tls"]
