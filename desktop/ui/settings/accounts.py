"""Accounts: the practice shop now, the real platform when it is granted; test connection, remove."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.accounts import AccountCard
from desktop.domain.changes import Changes
from desktop.i18n import _
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.settings.account_forms import AlibabaForm, ShopForm
from desktop.ui.settings.mail_form import MailForm
from desktop.ui.widgets.parts import button, chip, empty, label, panel, row
from desktop.wording.outbox import account_name

PRACTICE_BASE = "http://127.0.0.1:8765"


class AccountsPage(QWidget):
    """The accounts tab."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._layout = QVBoxLayout(self)
        self.alibaba, self.shop = AlibabaForm(office, jobs), ShopForm(office, jobs, self.refresh)
        self.mail = MailForm(office, jobs)

    def refresh(self) -> None:
        """Show every account; what is typed into the forms stays."""
        for form in (self.mail, self.alibaba, self.shop):
            self._layout.removeWidget(form)
        empty(self._layout)
        for account in self._office.accounts.all():
            self._layout.addWidget(self._account(account))
        self._layout.addWidget(self._practice())
        for form in (self.mail, self.alibaba, self.shop):
            self._layout.addWidget(form)
            form.show()
        self._layout.addStretch(1)

    def _account(self, account: AccountCard) -> QFrame:
        why = self._office.accounts.can_publish(account.id)
        change = {"alibaba": self.alibaba.change, "woocommerce": self.shop.change, "vendure": self.shop.change}.get(account.kind)
        mark = chip(_("signed in"), "done") if why is None else chip(_("not signed in"), "look")
        return panel(
            row(label(account_name(account), "heading", wrap=False), mark, None),
            label(account.option("base") or account.kind, "quiet"),
            row(
                button(_("Test connection"), lambda: self._test(account)),
                *([button(_("Look at the shop"), lambda: self._look(account.option("base")))] if account.option("base") else []),
                *([button(_("Change key or password"), lambda: change(account), name=f"change-{account.id}")] if change else []),
                button(_("Remove account"), lambda: self._jobs.write(lambda _context: self._office.accounts.remove(account.id)), "link"),
                None,
            ),
        )

    def _practice(self) -> QFrame:
        address = QLineEdit(PRACTICE_BASE)
        address.setAccessibleName(_("Address of the practice shop"))
        address.setMinimumWidth(220)
        address.setMaximumWidth(300)
        return panel(
            label(_("Practice shop"), "heading"),
            label(_("A shop on this computer that behaves like the real platform. Nothing goes to the internet."), "quiet"),
            row(
                button(_("Open the practice shop"), self.open_practice, name="open-practice"),
                label(_("or one that runs already:"), "quiet", wrap=False),
                address,
                button(_("Connect"), lambda: self._connect(address.text())),
                None,
            ),
        )

    def open_practice(self) -> None:
        """Start the practice shop and connect it."""
        self._jobs.read("network", lambda _context: self._office.practice_shop.open(), self._connected)

    def _look(self, address: str) -> None:
        QDesktopServices.openUrl(QUrl(address))

    def _connect(self, address: str) -> None:
        self._jobs.read("network", lambda _context: self._office.accounts.add_practice(address), self._connected)

    def _connected(self, changes: Changes) -> None:
        self._jobs.changed.emit(changes)
        self._jobs.tell(_("Connected."), "done")

    def _test(self, account: AccountCard) -> None:
        def told(answer: object) -> None:
            self._jobs.tell(_("The connection works: {name}", name=getattr(answer, "name", account.name)), "done")

        self._jobs.read("network", lambda _context: self._office.accounts.test(account.id), told)
