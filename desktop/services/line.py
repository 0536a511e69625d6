"""The line: runs the outbox when there is one. One runner per profile, however many windows and commands are open."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.errors import Environment
from desktop.domain.line import Hold, LineState
from desktop.domain.outbox import CHECKING, PENDING, OutboxItem
from desktop.services.accounts import Accounts
from desktop.services.mail import Mail
from desktop.services.outbox import Outbox
from desktop.services.reception import Reception
from desktop.services.sending import Runner
from desktop.services.settings import Settings
from desktop.services.staleness import Staleness
from desktop.storage import outbox as rows
from desktop.storage.database import Store
from desktop.system.line import LineWatch
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
    """Runs what waits. `folder` holds the runner's own lock; `watch` knows the line and what the owner allows on it."""

    def __init__(self, store: Store, accounts: Accounts, outbox: Outbox, folder: Path, watch: LineWatch) -> None:
        self._store, self._accounts, self._outbox = store, accounts, outbox
        self._settings = Settings(store)
        self._folder, self._watch = folder, watch
        self._seen = Changes()
        self._runner = Runner(store, accounts.platform, Staleness(store, time.time), self._saw)
        self._runner.hold = self._held
        self._recovered = False
        self._cut = False
        """The latest question found no line: shops on this computer go on, the others wait."""
        self.mail: Mail | None = None
        """The mailboxes that are read before anything is sent: a buyer's newer message makes an approved reply stale."""
        self.reception: Reception | None = None
        """Answers what has just arrived, where the owner wants it."""

    def run(self, stop: Callable[[], bool] = lambda: False, patience: float = 30.0) -> LineReport:
        """Send and look up until nothing is due, at most `patience` seconds of waiting; nothing happens offline.

        When another window or command runs the line, this one leaves it alone (`ran` is false).
        """
        if self._watch.rules().offline:
            return LineReport(False, self._outbox.counts())
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = ProfileLock(self._folder)
        try:
            lock.take()
        except Environment:
            return LineReport(False, self._outbox.counts())
        report = LineReport()
        try:
            self._cut = not self._there_is_a_line()
            pulled = None
            if self.mail is not None and not self._cut:
                pulled = self.mail.pull(stop)
                report.problems, report.mails = pulled.problems, pulled.mails
                self._saw(pulled.changes)
            if self.reception is not None:
                self._saw(self.reception.answer(pulled.changes if pulled else Changes()))
            self._drain(stop, patience)
        finally:
            lock.release()
        report.counts = self._outbox.counts()
        report.resting = {name: why for name, (_left, why) in self._runner.resting().items()}
        report.changes, self._seen = self._seen, Changes()
        return report

    def state(self) -> LineState:
        """Is there a line, how fast, what was used today, may pictures go; asks nobody."""
        return self._watch.state()

    def hold(self, item: OutboxItem) -> Hold | None:
        """Why an item waits, or None when nothing holds it (or it is not waiting)."""
        if item.state not in (PENDING, CHECKING):
            return None
        rest = self._runner.resting().get(item.account)
        return self._held(item) or (Hold(rest[1], seconds=rest[0]) if rest else None)

    def would_hold(self, account: str, size: int) -> Hold | None:
        """Why a publication of `size` bytes to an account would wait if it were approved now, or None."""
        if self._accounts.is_here(account):
            return Hold("offline") if self._watch.rules().offline else None
        return self._paused() or self._watch.hold("listing", size)

    def pause(self, *, paused: bool) -> Changes:
        """The owner stops all sending, or lets it go on; messages are still fetched, and nothing is lost."""
        return self._settings.put("sending_paused", paused) | Changes.of("outbox", "pause")

    @property
    def paused(self) -> bool:
        """Whether the owner has stopped sending."""
        return bool(self._settings.get("sending_paused"))

    def _paused(self) -> Hold | None:
        return Hold("paused") if self.paused else None

    def seconds_for(self, item: OutboxItem) -> float | None:
        """How long an item will take at the measured speed; None while the speed is not known."""
        return self._watch.seconds_for(rows.weight(self._store.read(), item))

    def _held(self, item: OutboxItem) -> Hold | None:
        rules = self._watch.rules()
        if paused := self._paused():
            return paused
        if self._accounts.is_here(item.account):
            return Hold("offline") if rules.offline else None
        held = self._watch.hold(item.kind, rows.weight(self._store.read(), item))
        return held or (Hold("line") if self._cut else None)

    def _there_is_a_line(self) -> bool:
        """Where the last try met no line and the owner allows it, one question to a platform's host spares the others."""
        if self._watch.state().up is not False:
            return True
        hosts = [base for account in self._accounts.all() if (base := self._accounts.host_of(account))]
        up = self._watch.probe(hosts[0]) if hosts else None
        if up:
            for name, why in {name: why for name, (_left, why) in self._runner.resting().items()}.items():
                if why == "line":
                    self.resume(name)
        return up is not False

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
