"""What mail tests share: a profile with a mail account on the test's own servers, and a runner that does not wait long."""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from typing import Any

from desktop.bootstrap import House
from desktop.domain.accounts import AccountCard
from desktop.domain.changes import Changes
from desktop.domain.outbox import OutboxItem
from desktop.services.sending import Clock, Runner
from desktop.storage import outbox as rows
from tests.e2e.mail_servers import PASSWORD, MailServers
from tests.publishing import QUICK, Working

ACCOUNT = "mail"


class MailHouse(Working):
    """A profile with one mail account. `imap` and `smtp` are other ports than the servers' own (a cutting line's)."""

    def __init__(self, folder: Path, authority: Path | None, ports: tuple[int, int], user: str = "seller", **options: Any) -> None:
        self.house = House(folder)
        self.store = self.house.store
        given = {
            "address": f"{user}@mail.test", "name": "藤篮厂", "imap": ["localhost", ports[0], "tls"], "smtp": ["localhost", ports[1], "tls"],
            "files_sent": "always" if user == "filer" else "never", "authority": str(authority or ""), **options,
        }  # fmt: skip
        self.house.accounts.save(AccountCard(ACCOUNT, "mail", f"{user}@mail.test", given), {"password": PASSWORD})
        self.changes: list[Changes] = []
        self.runner = Runner(self.house.store, self.house.accounts.platform, lambda item: None, self.changes.append, (Clock(), QUICK))
        self._steady = 0.0
        self.house.mail.steady = self._later

    def _later(self) -> float:
        self._steady += 100_000.0  # every rest is over
        return self._steady

    def queue(self, text: str, to: str = "buyer@mail.test", **payload: Any) -> str:
        """An approved reply."""
        name = f"reply-{uuid.uuid4().hex[:24]}"
        data = {"thread": name, "message": "<inquiry@example.com>", "to": to, "subject": "Baskets", "text": text, **payload}
        with self.house.store.write() as db:
            rows.add(db, OutboxItem(name, "reply", ACCOUNT, name, data, approved_at=time.time()))
        return name

    def read(self, seconds: float = 60.0) -> None:
        """Reads the mailbox until one reading ends without a problem and brings nothing new."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            pulled = self.house.mail.pull()
            if not pulled.problems and not pulled.mails:
                return
        raise AssertionError(f"the mailbox is not read to its end: {pulled.problems}")

    def close(self) -> None:
        """Closes the profile."""
        self.house.close()


def delivered(servers: MailServers, text: str, user: str = "buyer") -> int:
    """How many mails in a mailbox hold a text."""
    return sum(text.encode() in mail for mail in servers.mails(user))
