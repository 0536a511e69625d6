"""A process that publishes one product and can be killed: the other half of the kill -9 test."""

from __future__ import annotations

from pathlib import Path

from desktop.storage import outbox as rows
from tests.publishing import Desk, basket


def send(profile: Path, url: str) -> None:
    """Queues one product (once per profile) and runs the line until it rests."""
    desk = Desk(profile, url)
    desk.sign_in()  # secrets last only as long as the process
    known = rows.every(desk.store.read())
    name = known[0].id if known else desk.queue(basket(profile, profile.name))
    desk.runner.recover()
    print("sending", flush=True)
    desk.work(name, seconds=30)
    desk.close()
