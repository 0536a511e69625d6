"""Forms for real accounts: Alibaba.com with sign-in by the browser, and own web shops."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.domain.accounts import AccountCard
from desktop.domain.changes import Changes
from desktop.domain.errors import Problem
from desktop.i18n import _, language
from desktop.services.accounts import REDIRECT_PORT, SigningIn
from desktop.services.office import Office
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.widgets.clipboard import copy
from desktop.ui.widgets.parts import button, label, panel, row

POLL_MS = 400
POLLS = 1500
"""Ten minutes."""
RETURN = f"http://127.0.0.1:{REDIRECT_PORT}/back"
"""Where the browser comes back to, as the platform's app page wants it."""
SHOPS = (("woocommerce", "WooCommerce"), ("vendure", "Vendure"))


def line_edit(name: str, *, secret: bool = False) -> QLineEdit:
    """A field with its name inside and for screen readers."""
    edit = QLineEdit()
    edit.setPlaceholderText(name)
    edit.setAccessibleName(name)
    edit.setMinimumWidth(320)
    edit.setMaximumWidth(420)
    if secret:
        edit.setEchoMode(QLineEdit.EchoMode.Password)
    return edit


def copy_button(text: str) -> QPushButton:
    """Puts a line onto the clipboard."""
    return button(_("Copy"), lambda: copy(text), "link", name="copy-return")


class AlibabaForm(QWidget):
    """App key and secret of the owner's own app; then the browser, or a pasted code."""

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__()
        self._office, self._jobs = office, jobs
        self._waiting: SigningIn | None = None
        self._account, self._left = "", 0
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._look)
        self.key, self.secret = line_edit(_("App key")), line_edit(_("App secret"), secret=True)
        self.code = line_edit(_("Code or address of the page after signing in"))
        self.guide = QLabel()
        self.guide.setObjectName("guide")
        self.guide.setTextFormat(Qt.TextFormat.MarkdownText)
        self.guide.setWordWrap(True)
        self.guide.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.guide.hide()
        self._changed = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._panel())

    def _panel(self) -> QFrame:
        return panel(
            label(_("Alibaba.com"), "heading"),
            label(
                _(
                    "Publishing by API needs a paid membership and an app of your own that the platform has reviewed. "
                    "Until then use “Copy field by field”: it is in the order of the platform's form."
                ),
                "quiet",
            ),
            row(button(_("How to join, step by step"), self.show_guide, "link", name="join-guide"), None),
            self.guide,
            row(label(_("Address to register there for coming back: {address}", address=RETURN), "quiet"), copy_button(RETURN), None),
            self.key,
            self.secret,
            row(button(_("Save and sign in"), self.save, "primary", name="alibaba-save"), None),
            label(_("If the browser does not come back by itself, paste the code here:"), "quiet"),
            row(self.code, button(_("Finish signing in"), self.finish, name="alibaba-finish"), None),
        )

    def show_guide(self) -> None:
        """Show or hide the steps of joining the platform's API."""
        name = "zh_CN" if language().startswith("zh") else "en"
        path = self._office.resources / "help" / f"alibaba-api.{name}.md"
        self.guide.setText(path.read_text("utf-8"))
        self.guide.setVisible(self.guide.isHidden())

    def change(self, account: AccountCard) -> None:
        """Other keys for an account that exists."""
        self._changed = account.id
        self.key.setText(account.option("app_key"))
        self.secret.clear()
        self.secret.setFocus()

    def save(self) -> None:
        """Keep key and secret, then open the platform's page."""
        key, secret = self.key.text().strip(), self.secret.text().strip()
        if not key or not secret:
            self._jobs.tell(_("App key and app secret are both needed."), "look")
            return
        accounts = self._office.accounts
        given, options = {"app_secret": secret}, {"app_key": key, "redirect_port": REDIRECT_PORT}
        if self._changed:
            self._account, self._changed = self._changed, ""
            self._jobs.write(lambda _context: accounts.replace_secrets(self._account, options, given), self._begin)
            return
        self._account = accounts.new_id("alibaba")
        card = AccountCard(self._account, "alibaba", "Alibaba.com", options)
        self._jobs.write(lambda _context: accounts.save(card, given), self._begin)

    def _begin(self) -> None:
        self.secret.clear()
        try:
            self._waiting = self._office.accounts.begin_sign_in(self._account)
        except Problem as problem:
            self._jobs.problem.emit(problem)
            return
        QDesktopServices.openUrl(QUrl(self._waiting.address))
        self._left = POLLS
        self._timer.start()

    def _look(self) -> None:
        self._left -= 1
        try:
            code = self._waiting.code() if self._waiting else None
        except Problem as problem:
            self._stop()
            self._jobs.problem.emit(problem)
            return
        if code:
            self._stop()
            self._exchange(code)
        elif self._left <= 0:
            self._stop()

    def finish(self) -> None:
        """The pasted code or address."""
        names = [item.id for item in self._office.accounts.all() if item.kind == "alibaba"]
        self._account = self._account or (names[-1] if names else "")
        if not self._account:
            self._jobs.tell(_("Save app key and app secret first."), "look")
            return
        self._stop()
        self._exchange(self.code.text())

    def _exchange(self, code: str) -> None:
        account = self._account

        def work(_context: object) -> Changes:
            changes = self._office.accounts.finish_sign_in(account, code)
            return changes | self._office.outbox.signed_in(account)

        self._jobs.read("network", work, self._signed_in)

    def _signed_in(self, changes: Changes) -> None:
        self.code.clear()
        self._jobs.changed.emit(changes)
        self._jobs.tell(_("Signed in."), "done")

    def _stop(self) -> None:
        self._timer.stop()
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None


class ShopForm(QWidget):
    """An own web shop: address, user and password."""

    def __init__(self, office: Office, jobs: QtJobs, saved: Callable[[], None]) -> None:
        super().__init__()
        self._office, self._jobs, self._saved = office, jobs, saved
        self._changed = ""
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of shop"))
        for kind, name in SHOPS:
            self.kind.addItem(name, kind)
        self.address = line_edit(_("Address of the shop, with https"))
        self.user = line_edit(_("User name"))
        self.password = line_edit(_("Application password"), secret=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            panel(
                label(_("Own web shop"), "heading"),
                label(_("All languages go there. In WooCommerce make an application password for it under Users."), "quiet"),
                row(self.kind, None),
                self.address,
                self.user,
                self.password,
                row(button(_("Save and test"), self.save, "primary", name="shop-save"), None),
            )
        )

    def save(self) -> None:
        """Keep the account and test it."""
        address, user, password = self.address.text().strip(), self.user.text().strip(), self.password.text()
        if not address.startswith(("https://", "http://127.0.0.1", "http://localhost")) or not user or not password:
            self._jobs.tell(_("Address (with https), user name and password are all needed."), "look")
            return
        kind = str(self.kind.currentData())
        accounts = self._office.accounts
        if self._changed:
            name, self._changed = self._changed, ""
            options = {"base": address.rstrip("/"), "user": user}
            self._jobs.write(lambda _context: accounts.replace_secrets(name, options, {"password": password}), lambda: self._test(name))
            return
        name = accounts.new_id(kind)
        card = AccountCard(name, kind, self.kind.currentText(), {"base": address.rstrip("/"), "user": user})
        self._jobs.write(lambda _context: accounts.save(card, {"password": password}), lambda: self._test(name))

    def change(self, account: AccountCard) -> None:
        """Another address, user or password for a shop that exists."""
        self._changed = account.id
        self.kind.setCurrentIndex(max(0, self.kind.findData(account.kind)))
        self.address.setText(account.option("base"))
        self.user.setText(account.option("user"))
        self.password.clear()
        self.password.setFocus()

    def _test(self, name: str) -> None:
        """Test it; what waited in the outbox for the right password goes on."""
        self.password.clear()
        office = self._office

        def work(_context: object) -> Changes:
            office.accounts.test(name)
            return office.outbox.signed_in(name)

        def told(changes: Changes) -> None:
            self._jobs.tell(_("The connection works: {name}", name=name), "done")
            self._jobs.changed.emit(changes)

        self._saved()
        self._jobs.read("network", work, told)
