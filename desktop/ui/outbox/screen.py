"""The outbox: grouped by what needs the owner, each with its state in a sentence and the next step."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.outbox import OutboxItem
from desktop.i18n import _, ngettext
from desktop.services.office import Office
from desktop.ui.outbox.merge import MergePanel
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.parts import button, chip, empty, empty_page, label, panel, row, scrolled
from desktop.wording import outbox as words

GROUPS = ("needs attention", "sending", "checking", "pending", "done", "cancelled")
SHOWN_DONE = 30


class OutboxScreen(Screen):
    """What waits, what was sent, what needs a decision."""

    nouns = ("outbox", "settings")

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        self._summary = label("", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(label(_("Outbox"), "title"))
        layout.addWidget(self._summary)
        layout.addWidget(scrolled(self._body), 1)
        layout.addLayout(row(None, button(_("Send now"), self.send_now, "primary", name="send-now")))

    def refresh(self, argument: str = "") -> None:
        """Show every item."""
        items = self.office.outbox.all()
        waiting = sum(item.open for item in items)
        offline = self.office.settings.get("offline")
        self._summary.setText(
            _("Offline: everything here is kept and leaves by itself when the line is back.")
            if offline
            else ngettext("{n} thing is on its way.", "{n} things are on their way.", waiting)
        )
        empty(self._layout)
        if not items:
            self._layout.addWidget(
                empty_page(
                    _("Nothing to send yet. What you approve and publish appears here."),
                    button(_("Products"), lambda: self.go.emit("cards", "")),
                )
            )
        for state in GROUPS:
            group = [item for item in items if item.state == state]
            if group:
                self._layout.addWidget(label(f"{_(words.STATES[state][1])}  ({len(group)})", "heading"))
                for item in group[:SHOWN_DONE]:
                    self._layout.addWidget(self._row(item))
        self._layout.addStretch(1)

    def send_now(self) -> None:
        """Run the line once."""
        office = self.office
        self.jobs.read("network", lambda _context: office.line.run(), lambda _none: self.refresh())

    def _row(self, item: OutboxItem) -> QFrame:
        view = self.office.outbox.view(item.id)
        sign, title, _words = words.STATES[item.state]
        asked = [MergePanel(self.office, self.jobs, item)] if item.need and item.need.why == "conflict" else []
        buttons = [self._button(item, name) for name in view.buttons if name != "merge"]
        if url := item.receipt.get("url"):
            buttons.append(button(_("Copy the page's address"), lambda: self._copy(str(url)), "link"))
        return panel(
            row(chip(_(title), sign), label(words.what(item), "heading", wrap=False), None, label(item.account, "quiet", wrap=False)),
            label(words.sentence(item)),
            *asked,
            row(*buttons, None),
        )

    def _button(self, item: OutboxItem, name: str) -> QWidget:
        return button(_(words.BUTTONS.get(name, name)), lambda: self._press(item, name), name=f"{name}-{item.id[:8]}")

    def _press(self, item: OutboxItem, name: str) -> None:
        if name == "edit":
            self.go.emit("listings" if item.kind != "reply" else "messages", item.subject)
        elif name in ("sign_in", "how_to_apply"):
            self.go.emit("settings", "accounts")
        elif name == "copy_panel":
            self.go.emit("copy", f"{item.subject} en")
        else:
            self.jobs.write(lambda _context: self.office.outbox.press(item.id, name))

    def _copy(self, text: str) -> None:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().setText(text)
        self.jobs.tell(_("Copied."), "done")
