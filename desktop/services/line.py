"""The line: runs the outbox when there is one. One runner per profile, however many windows and commands are open."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.errors import Environment
from desktop.services.accounts import Accounts
from desktop.services.mail import Mail
from desktop.services.outbox import Outbox
from desktop.services.sending import Runner
from desktop.services.staleness import Staleness
from desktop.storage.database import Store
from desktop.system.lock import ProfileLock

SHORT_WAIT = 4.0  # a wait this short is sat out; a longer one is left to the next run


@dataclass
class LineReport:
    """What one run did: items by state afterwards, who rests why, new mails, and mailboxes that failed (code)."""

    ran: bool = True
    counts: dict[str, int] = field(default_factory=dict)
    resting: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    mails: int = 0
    changes: Changes = field(default_factory=Changes)


class Line:
    """Runs what waits. `folder` holds the runner's own lock; `offline` is the owner's switch."""

    def __init__(self, store: Store, accounts: Accounts, outbox: Outbox, folder: Path, offline: Callable[[], bool]) -> None:
        self._store, self._accounts, self._outbox = store, accounts, outbox
        self._folder, self._offline = folder, offline
        self._seen = Changes()
        self._runner = Runner(store, accounts.platform, Staleness(store, time.time), self._saw)
        self._recovered = False
        self.mail: Mail | None = None
        """The mailboxes that are read before anything is sent: a buyer's newer message makes an approved reply stale."""

    def run(self, stop: Callable[[], bool] = lambda: False, patience: float = 30.0) -> LineReport:
        """Send and look up until nothing is due, at most `patience` seconds of waiting; nothing happens offline.

        When another window or command runs the line, this one leaves it alone (`ran` is false).
        """
        report = LineReport()
        if self._offline():
            report.ran = False
            report.counts = self._outbox.counts()
            return report
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = ProfileLock(self._folder)
        try:
            lock.take()
        except Environment:
            report.ran = False
            report.counts = self._outbox.counts()
            return report
        try:
            if self.mail is not None:
                pulled = self.mail.pull(stop)
                report.problems, report.mails = pulled.problems, pulled.mails
                self._saw(pulled.changes)
            self._drain(stop, patience)
        finally:
            lock.release()
        report.counts = self._outbox.counts()
        report.resting = {name: why for name, (_left, why) in self._runner.resting().items()}
        report.changes, self._seen = self._seen, Changes()
        return report

    def resume(self, account: str) -> None:
        """End an account's rest: the owner pressed "now" or the line is back."""
        self._runner.resume(account)
        if self.mail is not None:
            self.mail.wake(account)

    def _drain(self, stop: Callable[[], bool], patience: float) -> None:
        if not self._recovered:  # only under the lock: another runner's `sending` is not ours to judge
            self._runner.recover()
            self._recovered = True
        until = time.monotonic() + patience
        while not stop():
            self._runner.run(stop)
            wait = self._runner.next_due()
            if wait is None or wait > SHORT_WAIT or time.monotonic() + wait > until:
                return
            time.sleep(max(wait, 0.02))

    def _saw(self, changes: Changes) -> None:
        self._seen |= changes
