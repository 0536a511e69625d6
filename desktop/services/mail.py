"""Mail in: reads the mailboxes, puts every mail into its thread once, keeps what came with it under its hash."""

from __future__ import annotations

import hashlib
import logging
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.errors import Problem, bug_place
from desktop.domain.messages import Message
from desktop.domain.outbox import backoff
from desktop.platforms.base import Platform
from desktop.platforms.mailbox.arrived import Arrived, Attached
from desktop.services.accounts import Accounts
from desktop.services.messages import Messages
from desktop.storage import mail as rows
from desktop.storage import messages as message_rows
from desktop.storage import outbox as outbox_rows
from desktop.storage.database import Store
from desktop.system.files import problem_of, write_bytes

_log = logging.getLogger(__name__)
_OWN = re.compile(r"<(reply-[0-9a-f]{24})@[^<>\s]+>")


@dataclass(frozen=True)
class MailFile:
    """A file that came with a mail. `path` is where its bytes lie, without a name that would open anything."""

    name: str
    kind: str
    size: int
    path: Path


@dataclass
class Pulled:
    """What one reading brought: new mails, what changed, and for each mailbox that failed the code of its problem."""

    mails: int = 0
    changes: Changes = field(default_factory=Changes)
    problems: dict[str, str] = field(default_factory=dict)


@dataclass
class _Rest:
    """A mailbox that failed; a changed account (a new password) has another connector, and then the rest is over."""

    until: float
    times: int
    platform: object


class Mail:
    """The verbs of mailboxes. `folder` keeps attachments by hash."""

    def __init__(self, store: Store, accounts: Accounts, messages: Messages, folder: Path) -> None:
        self._store, self._accounts, self._messages, self._folder = store, accounts, messages, folder
        self._rests: dict[str, _Rest] = {}
        self.steady: Callable[[], float] = time.monotonic

    def pull(self, stop: Callable[[], bool] = lambda: False) -> Pulled:
        """Reads every mailbox to its end. A mailbox that fails rests, longer each time, and the others go on."""
        report = Pulled()
        for account in self._accounts.all():
            if account.kind not in ("mail", "practice") or stop():  # the practice shop has an inbox of its own
                continue
            rest, platform = self._rests.get(account.id), None
            try:
                platform = self._accounts.platform(account.id)
                if rest is not None and rest.platform is platform and rest.until > self.steady():
                    continue
                self._read(account.id, platform, (report, stop))
            except Problem as problem:
                times = rest.times + 1 if rest else 1
                self._rests[account.id] = _Rest(self.steady() + backoff(times, 0.0), times, platform)
                report.problems[account.id] = problem.code
            else:
                self._rests.pop(account.id, None)
        return report

    def wake(self, account: str) -> None:
        """Ends a mailbox's rest: the owner pressed "now", entered a password, or the line is back."""
        self._rests.pop(account, None)

    def files(self, message: str) -> list[MailFile]:
        """What came with a mail; nothing is opened."""
        found = rows.files(self._store.read(), message)
        return [MailFile(row["name"], row["kind"], row["size"], self._path(row["sha256"])) for row in found]

    def save_files(self, message: str, folder: Path) -> tuple[str, ...]:
        """Copies what came with a mail into a folder of the owner's, under names of its own; those names.

        A name that is taken there gets a number. Raises Environment(file.unusable | disk.full).
        """
        saved = []
        for file in self.files(message):
            name = free_name(folder, file.name)
            try:
                write_bytes(folder / name, file.path.read_bytes())
            except OSError as error:
                raise problem_of(error) or error from error
            saved.append(name)
        return tuple(saved)

    def _read(self, account: str, platform: Platform, run: tuple[Pulled, Callable[[], bool]]) -> None:
        report, stop = run
        while not stop():
            before = rows.cursor(self._store.read(), account)
            page = platform.pull(before)
            for row in page.rows:
                item = row["arrived"]
                if not item.own:
                    self._take(account, item, report)
            with self._store.write() as db:
                rows.keep_cursor(db, account, page.cursor)
            if page.cursor == before or not page.rows:
                return

    def _take(self, account: str, item: Arrived, report: Pulled) -> None:
        message, files = self._named(item), item.files
        try:
            changes, _thread = self._messages.receive(message, account)
        except Problem:
            raise
        except Exception as error:  # a mail that the reading stumbles over must neither vanish nor hold up those behind it
            _log.error("a mail could not be read: %s", bug_place(error))
            files = (*files, Attached("mail.txt", "text/plain", message.body.encode("utf-8", "replace")))
            names = tuple(file.name for file in files)
            message = replace(message, body="", attachments=names, flags=(*message.flags, "unreadable"))
            changes, _thread = self._messages.receive(message, account)
        self._keep_files(message, files)
        if changes:
            report.mails += 1
            report.changes |= changes

    def _keep_files(self, message: Message, files: Sequence[Attached]) -> None:
        kept = [{"name": file.name, "kind": file.kind, "size": len(file.data), "sha256": self._keep(file)} for file in files]
        if kept:
            with self._store.write() as db:
                rows.keep_files(db, message.id, kept)

    def _named(self, item: Arrived) -> Message:
        """The message under an id of its own, answering what is known here.

        A mail that was fetched again is the same one; another mail under the same Message-ID (form mailers and forgers
        reuse them) must not vanish behind the first.
        """
        message = replace(item.message, reply_to=self._answered(item.references) or item.message.reply_to)
        known = message_rows.get(self._store.read(), message.id)
        if known is None or (known["body"], known["sender"]) == (message.body, message.sender):
            return message
        told_apart = hashlib.sha256(f"{message.sender}\n{message.subject}\n{message.body}".encode()).hexdigest()[:16]
        return replace(message, id=f"{message.id}#{told_apart}")

    def _answered(self, references: Sequence[str]) -> str:
        """The newest message of the conversation that is stored here, or "". Our own mails stand for what they answered."""
        db = self._store.read()
        for reference in reversed(references):
            own = _OWN.fullmatch(reference)
            if own:
                sent = outbox_rows.get(db, own[1])
                if sent is not None:
                    return str(sent.payload.get("message", ""))
            if message_rows.get(db, reference) is not None:
                return reference
        return ""

    def _keep(self, file: Attached) -> str:
        digest = hashlib.sha256(file.data).hexdigest()
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(path, file.data)
        return digest

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def free_name(folder: Path, name: str) -> str:
    """`name`, or with a number before its ending where the folder has such a file."""
    wanted = Path(name)
    names = (name if number == 1 else f"{wanted.stem}-{number}{wanted.suffix}" for number in count(1))
    return next(item for item in names if not (folder / item).exists())
