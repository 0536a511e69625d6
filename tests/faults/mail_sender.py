"""A process that sends one reply and can be killed: the other half of the kill -9 test of mail."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.mail_house import MailHouse


def send(profile: Path, authority: Path, imap: int, smtp: int, user: str) -> None:
    """Sends what waits in the profile's outbox until it rests."""
    desk = MailHouse(profile, authority, (imap, smtp), user)
    names = [item.id for item in desk.house.outbox.all()]
    print("sending", flush=True)
    desk.work(*names)
    desk.close()
