"""The outbox: grouped by what needs the owner, each with its state in a sentence and the next step."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.line import Hold
from desktop.domain.outbox import OutboxItem
from desktop.i18n import _, ngettext
from desktop.services.office import Office
from desktop.ui.outbox.merge import MergePanel
from desktop.ui.qt_jobs import QtJobs
from desktop.ui.screen import Screen
from desktop.ui.widgets.clipboard import bytes_words, copy
from desktop.ui.widgets.parts import button, chip, empty, empty_page, label, panel, row, scrolled
from desktop.wording import outbox as words

GROUPS = ("needs attention", "sending", "checking", "pending", "done", "cancelled")
SHOWN = 30
TEXTS = ("productTitle", "productKeywords", "superText", "textDesc", "companyFaqDesc")
"""Fields of the platform's form that are written; all others come from the card."""


class OutboxScreen(Screen):
    """What waits, what was sent, what needs a decision."""

    nouns = ("outbox", "settings")

    def __init__(self, office: Office, jobs: QtJobs) -> None:
        super().__init__(office, jobs)
        self._names: dict[str, str] = {}
        self._body = QWidget()
        self._layout = QVBoxLayout(self._body)
        self._summary = label("", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(label(_("Outbox"), "title"))
        layout.addWidget(self._summary)
        layout.addWidget(scrolled(self._body), 1)
        self._pause = button("", self.pause, name="pause-sending")
        layout.addLayout(row(self._pause, None, button(_("Send now"), self.send_now, "primary", name="send-now")))

    def refresh(self, argument: str = "") -> None:
        """Show every item."""
        items = self.office.outbox.all()
        waiting = sum(item.open and item.state != "needs attention" for item in items)
        self._names = {account.id: words.account_name(account) for account in self.office.accounts.all()}
        self._summary.setText(self._line_words(waiting))
        self._pause.setText(_("Go on sending") if self.office.line.paused else _("Pause sending"))
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
                for item in group[:SHOWN]:
                    self._layout.addWidget(self._row(item))
                if len(group) > SHOWN:
                    self._layout.addWidget(label(_("and {n} more", n=len(group) - SHOWN), "quiet"))
        self._layout.addStretch(1)

    def _line_words(self, waiting: int) -> str:
        """What is on its way, and what the line is like."""
        line = self.office.line.state()
        if line.offline:
            return _("Offline: everything here is kept and leaves by itself when the line is back.")
        said = [ngettext("{n} thing is on its way.", "{n} things are on their way.", waiting)] if waiting else []
        if line.up is False:
            said.append(_("No line now: it waits in the outbox and goes out by itself."))
        if line.speed:
            said.append(_("The line carries {speed} a second.", speed=bytes_words(int(line.speed))))
        if line.left_today is not None:
            said.append(_("{left} of today's data are left.", left=bytes_words(line.left_today)))
        if line.large_at is not None:
            said.append(_("Pictures go from {hour}:00.", hour=line.large_at))
        return " ".join(said)

    def pause(self) -> None:
        """Stop all sending, or let it go on."""
        line = self.office.line
        paused = not line.paused
        self.jobs.write(lambda _context: line.pause(paused=paused))

    def send_now(self) -> None:
        """Run the line once; what rests after a failure is tried at once."""
        office = self.office
        for account in {item.account for item in office.outbox.all() if item.open}:
            office.line.resume(account)
        self.jobs.read("network", lambda _context: office.line.run(), lambda _none: self.refresh())

    def _row(self, item: OutboxItem) -> QFrame:
        view, held = self.office.outbox.view(item.id), self.office.line.hold(item)
        sign, title, _words = words.STATES[item.state]
        account = label(self._names.get(item.account, item.account), "quiet", wrap=False)
        asked = [MergePanel(self.office, self.jobs, item)] if item.need and item.need.why == "conflict" else []
        buttons = [self._button(item, name, first=number == 0) for number, name in enumerate(view.buttons) if name != "merge"]
        if url := item.receipt.get("url"):
            buttons.append(button(_("Copy the page's address"), lambda: self._copy(str(url)), "link"))
        return panel(
            row(chip(_(title), sign), label(words.what(item), "heading", wrap=False), None, account),
            label(" ".join([words.sentence(item, held), *self._time(item, held)])),
            *asked,
            row(*buttons, None),
        )

    def _time(self, item: OutboxItem, held: Hold | None) -> list[str]:
        """How long it will take on this line, when that is worth saying."""
        seconds = self.office.line.seconds_for(item) if item.state == "pending" and held is None else None
        if seconds is None or seconds < 20:
            return []
        minutes = round(seconds / 60) or 1
        return [ngettext("It takes about {n} minute on this line.", "It takes about {n} minutes on this line.", minutes)]

    def _button(self, item: OutboxItem, name: str, *, first: bool) -> QWidget:
        kind = "primary" if first and item.need else ""
        return button(_(words.BUTTONS[name]), lambda: self._press(item, name), kind, name=f"{name}-{item.id[:8]}")

    def _press(self, item: OutboxItem, name: str) -> None:
        office = self.office
        if name == "edit":
            there = item.kind == "reply" or office.cards.find(item.subject) is not None
            self.go.emit(*(_place_to_edit(item) if there else ("cards", "")))
        elif name in ("sign_in", "enter_key", "how_to_apply"):
            self.go.emit("settings", "accounts")
        elif name == "choose_category":
            self.go.emit("publish", f"{item.subject} {item.account} category")
        elif name == "copy_panel":
            self.go.emit("copy", f"{item.subject} en")
        elif name == "renew":
            self.jobs.write(lambda _context: office.publishing.renew(item.id)[0])
        else:
            self.jobs.write(lambda _context: office.outbox.press(item.id, name))

    def _copy(self, text: str) -> None:
        copy(text)
        self.jobs.tell(_("Copied."), "done")


def _place_to_edit(item: OutboxItem) -> tuple[str, str]:
    """Where what the platform refused can be corrected: texts in the review, facts on the card."""
    if item.kind == "reply":
        return "messages", item.subject
    details = item.need.fields.get("details") if item.need else None
    first = str(details[0].get("place", "")) if isinstance(details, list) and details else ""
    return ("cards" if first and not first.startswith(TEXTS) else "listings"), item.subject
