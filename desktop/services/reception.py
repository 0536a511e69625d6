"""Automatic reception: a new message is answered at once with the sentence that it arrived. Off until the owner switches it on.

Only approved sentences go out, in the buyer's language, through the same checks as every reply; whatever looks like a machine,
a fraud or an old mail gets none, and nobody gets two within three days. The conversation still waits for the owner.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from desktop.domain.changes import Changes
from desktop.domain.messages import Message, ReplyLine
from desktop.domain.outbox import CANCELLED, PENDING, OutboxItem
from desktop.services.accounts import Accounts
from desktop.services.messages import Messages
from desktop.services.settings import Settings
from desktop.storage import messages as rows
from desktop.storage import outbox as outbox_rows
from desktop.storage.database import Store

KINDS = ("mail", "practice")
"""Accounts that can send a message by themselves."""
FRESH = timedelta(hours=12)
"""An older message does not want to hear that it has just arrived."""
QUIET = timedelta(days=3)
_MACHINES = re.compile(
    r"no-?reply|do-?not-?reply|mailer-daemon|postmaster|notification|newsletter|bounce|auto-?(?:reply|confirm)|^info-?system", re.IGNORECASE
)
_NO_PERSON = frozenset(("automatic", "unreadable", "hidden_text", "direction_tricks"))


class Reception:
    """The verbs of automatic reception."""

    def __init__(self, store: Store, messages: Messages, accounts: Accounts, settings: Settings) -> None:
        self._store, self._messages, self._accounts, self._settings = store, messages, accounts, settings
        self.clock: Callable[[], float] = time.time

    @property
    def on(self) -> bool:
        """Whether the owner has switched it on."""
        return bool(self._settings.get("reception"))

    def switch(self, *, on: bool) -> Changes:
        """Switches it on or off; what waits in the outbox goes or stays there as it is."""
        return self._settings.put("reception", on)

    def words(self, language: str) -> tuple[ReplyLine, ...]:
        """What would go out in a language to a buyer whose name is not known, sentence by sentence with its Chinese."""
        return self._messages.holding_words(language)

    def answer(self, arrived: Changes) -> Changes:
        """Answers those of the touched conversations that may be answered; the items are in the outbox when this returns."""
        changes = self._withdraw()
        if not self.on:
            return changes
        for thread in sorted(arrived.touched.get("messages", ())):
            changes |= self._greet(thread)
        return changes

    def _greet(self, thread: str) -> Changes:
        answered = self._messages.answered(thread)
        message, account = answered.message, self._messages.account_of(thread)
        lines, text = answered.holding, "\n\n".join(line.text for line in answered.holding)
        able = any(item.id == account and item.kind in KINDS for item in self._accounts.all())
        if not able or not self._wants(message, thread) or answered.understanding.risks or not lines:
            return Changes()
        if self._messages.check(thread, text):
            return Changes()  # whatever a check finds in it, a person decides
        item = f"reply-{hashlib.sha256(f'holding|{message.id}'.encode()).hexdigest()[:24]}"
        payload = {"thread": thread, "message": message.id, "to": message.sender, "subject": message.subject, "text": text}
        sent = Message(f"sent-{item}", message.subject, text, "", self._now().isoformat(timespec="milliseconds"), message.channel,
            message.id, flags=("automatic",), zh="\n\n".join(line.zh for line in lines))  # fmt: skip
        with self._store.write() as db:
            added = outbox_rows.add(db, OutboxItem(item, "reply", account, thread, payload | {"automatic": True}, approved_at=self.clock()))
            row = rows.thread(db, thread)
            if added and row is not None:
                rows.add(db, row, sent, "out")
        return Changes.of("messages", thread) | Changes.of("outbox", item) if added else Changes()

    def _wants(self, message: Message, thread: str) -> bool:
        """Whether a person wrote this just now, who has not heard from us lately."""
        if not message.sender or _MACHINES.search(message.sender) or _NO_PERSON & set(message.flags):
            return False
        sent = _moment(message.sent_at)
        if sent is None or not -FRESH < self._now() - sent < FRESH:
            return False
        known = [row.id for row in self._messages.threads_of(message.sender)] or [thread]
        ours = [item for one in known for way, item in rows.messages_of(self._store.read(), one) if way == "out"]
        return not any(at is not None and self._now() - at < QUIET for at in (_moment(item.sent_at) for item in ours))

    def _withdraw(self) -> Changes:
        """Takes back what still waits for a line and makes no sense any more: too late, or the owner has answered."""
        changes = Changes()
        for item in outbox_rows.every(self._store.read(), 500):
            if item.state != PENDING or not item.payload.get("automatic"):
                continue
            late = self.clock() - item.approved_at > FRESH.total_seconds()
            if late or not self.on or self._messages.thread(item.subject).state != "waiting":
                with self._store.write() as db:
                    outbox_rows.move(db, item, item.moved(CANCELLED), self.clock())
                changes |= Changes.of("outbox", item.id)
        return changes

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), UTC)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
