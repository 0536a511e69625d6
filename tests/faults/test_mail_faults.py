"""Mail over a line that drops, and a program that is killed: no mail twice, none lost, each in a state that a person understands.

A slice in `make test`; all of it with TENGQIAO_MAIL_WHOLE=1 (`make faults` sets it).
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.outbox import OutboxItem
from desktop.platforms.base import Unreachable
from tests.e2e.mail_house import ACCOUNT, MailHouse, delivered
from tests.e2e.mail_letters import TEXTS, Sample, samples
from tests.e2e.mail_servers import MailServers
from tests.faults.cutting import TO_CLIENT, TO_SERVER, Cut, CuttingLine

WHOLE = bool(os.environ.get("TENGQIAO_MAIL_WHOLE"))
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    made = MailServers()
    yield made
    made.close()


def understood(item: OutboxItem, count: int) -> bool:
    """Sent and there once, or shown to the owner as perhaps sent, and then there at most once."""
    if item.state == "done":
        return count == 1
    return item.state == "needs attention" and item.need is not None and item.need.why == "perhaps_sent" and count <= 1


def steps_of_a_sending(servers: MailServers, folder: Path, user: str) -> dict[str, int]:
    """How many TLS records go each way when one mail is sent without a cut."""
    line = CuttingLine(servers.smtps, lambda connection: None)
    desk = MailHouse(folder, servers.authority, (servers.imaps, line.port), user)
    try:
        assert [item.state for item in desk.work(desk.queue("whole-way"))] == ["done"]
    finally:
        desk.close()
        line.close()
    return line.records


@pytest.mark.parametrize("user", ["filer", "seller"])
def test_a_connection_cut_at_every_step_of_sending_loses_and_doubles_nothing(servers: MailServers, tmp_path: Path, user: str) -> None:
    records = steps_of_a_sending(servers, tmp_path / "whole", user)
    cuts = [Cut(direction, record) for direction in (TO_SERVER, TO_CLIENT) for record in range(records[direction] + 1)]
    if not WHOLE:  # the first steps are the same whoever files; the last ones, around the mail's last line, differ
        first = 1 if user == "filer" else 99
        cuts = [cut for cut in cuts if cut.record is not None and (cut.record % 4 == first or cut.record >= records[cut.direction] - 3)]
    wrong, asked = [], 0
    for number, cut in enumerate(cuts):
        line = CuttingLine(servers.smtps, lambda connection, cut=cut: cut if connection == 0 else None)
        desk = MailHouse(tmp_path / f"cut-{number}", servers.authority, (servers.imaps, line.port), user)
        try:
            token = f"cut {user} {number} {os.urandom(4).hex()}"
            item = desk.work(desk.queue(token))[0]
            servers.settled()
            asked += item.state != "done"
            if not understood(item, delivered(servers, token)):
                wrong.append((cut, item.state, item.need, delivered(servers, token)))
        finally:
            desk.close()
            line.close()
    assert wrong == []
    # Only a cut around the mail's last line leaves a doubt; where the server files by itself even a lost answer leaves none.
    assert asked <= (2 if user == "filer" else 3)


def test_kill_9_at_any_step_of_sending_loses_and_doubles_nothing(servers: MailServers, tmp_path: Path) -> None:
    records = steps_of_a_sending(servers, tmp_path / "whole", "filer")
    last = [(TO_SERVER, records[TO_SERVER] - 2), (TO_CLIENT, records[TO_CLIENT] - 3), (TO_CLIENT, records[TO_CLIENT] - 2)]
    every = [(direction, record) for direction in (TO_SERVER, TO_CLIENT) for record in range(records[direction])]
    wrong, killed = [], 0
    for number, (direction, record) in enumerate(every if WHOLE else last):
        token = f"kill {number} {os.urandom(4).hex()}"
        item, count, in_time = killed_at(servers, tmp_path / f"kill-{number}", (direction, record), token)
        if not understood(item, count):
            wrong.append((direction, record, item.state, item.need, count))
        killed += in_time
    assert wrong == []
    assert killed >= (len(every) - 3 if WHOLE else 2)  # the server's goodbye may come when the sender has already ended well


def killed_at(servers: MailServers, profile: Path, step: tuple[str, int], token: str) -> tuple[OutboxItem, int, bool]:
    """A sender killed when a step's bytes are under way; then the program starts again.

    The item, how often it arrived, and whether the sender was still alive at this step.
    """
    desk = MailHouse(profile, servers.authority, (servers.imaps, servers.smtps), "filer")
    name = desk.queue(token)
    desk.close()
    sender: list[subprocess.Popen[str]] = []

    def kill(direction: str, number: int) -> None:
        if (direction, number) == step:
            sender[0].send_signal(signal.SIGKILL)
            sender[0].wait(10)

    line = CuttingLine(servers.smtps, lambda connection: None, kill)
    code = "import sys; from pathlib import Path; from tests.faults.mail_sender import send; "
    code += "send(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), 'filer')"
    arguments = [str(profile), str(servers.authority), str(servers.imaps), str(line.port)]
    try:
        sender.append(
            subprocess.Popen(
                [sys.executable, "-c", code, *arguments],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.DEVNULL,
                text=True,
            )
        )
        sender[0].wait(30)
    finally:
        line.close()
    assert sender[0].returncode in (0, -signal.SIGKILL)
    desk = MailHouse(profile, servers.authority, (servers.imaps, servers.smtps), "filer")
    try:
        desk.runner.recover()
        item = desk.work(name)[0]
    finally:
        desk.close()
    servers.settled()
    return item, delivered(servers, token), sender[0].returncode != 0


def dropping(servers: MailServers, seed: int) -> CuttingLine:
    """A line to the IMAP server of which five connections in six are cut somewhere."""
    chance = random.Random(seed)
    return CuttingLine(servers.imaps, lambda connection: Cut(size=chance.randrange(4_500, 60_000)) if connection % 6 != 5 else None)


def test_five_hundred_mails_of_every_charset_arrive_once_over_a_line_that_drops(servers: MailServers, tmp_path: Path) -> None:
    servers.empty("archive")
    sent = samples(500)
    servers.put("archive", *(sample.data for sample in sent))
    line = dropping(servers, 5)
    desk = MailHouse(tmp_path, servers.authority, (line.port, servers.smtps), "archive")
    try:
        mailbox = desk.house.accounts.platform(ACCOUNT)
        cursor, found, quiet, deadline = "", [], False, time.monotonic() + 60
        while not quiet:
            assert time.monotonic() < deadline
            try:
                page = mailbox.pull(cursor)
            except Unreachable:
                continue
            quiet = not page.rows
            cursor = page.cursor
            found += [row["arrived"] for row in page.rows]
    finally:
        desk.close()
        line.close()
    assert [(item.digest, len(item.files)) for item in found] == [(crlf_digest(sample.data), sample.files) for sample in sent]
    assert wrong_ones(sent, [item.message.body for item in found]) == []
    assert line.cuts >= 10
    print(json.dumps({"mails": len(sent), "connections": line.connections, "cuts": line.cuts, "bytes": line.bytes}))


def crlf_digest(data: bytes) -> str:
    """The hash of a mail as IMAP gives it."""
    return hashlib.sha256(re.sub(rb"\r?\n", b"\r\n", data)).hexdigest()


def test_mails_are_in_their_threads_once_although_the_line_drops(servers: MailServers, tmp_path: Path) -> None:
    servers.empty("archive")
    sent = samples(500 if WHOLE else 12, seed=9)
    servers.put("archive", *(sample.data for sample in sent))
    line = dropping(servers, 6)
    desk = MailHouse(tmp_path, servers.authority, (line.port, servers.smtps), "archive")
    desk.house.samples.take("TB-301")
    try:
        desk.read(500 if WHOLE else 90)
        rows = list(desk.house.store.read().query("select id, body from messages where direction = 'in'"))
        files = list(desk.house.store.read().query("select * from mail_files"))
        assert wrong_ones(sent, [str(row["body"]) for row in rows]) == []
        assert len(rows) == len(sent)
        assert len(files) == sum(sample.files for sample in sent)
        assert all((tmp_path / "attachments" / row["sha256"][:2] / row["sha256"]).stat().st_size == row["size"] for row in files)
        _in_the_inbox(desk, sent)
    finally:
        desk.close()
        line.close()


def _in_the_inbox(desk: MailHouse, sent: list[Sample]) -> None:
    """Every mail waits in the inbox once, is found by its words, was read for what it asks, and opens with a reply."""
    messages = desk.house.messages
    inbox = {row.id: row for row in messages.threads(limit=10 * len(sent))}
    seen = [messages.search(sample.token) for sample in sent]
    assert [len(found) for found in seen] == [1] * len(sent)
    assert {thread for ((thread, _message),) in seen} == set(inbox)
    assert {row.state for row in inbox.values()} == {"waiting"}
    asking = [inbox[found[0][0]] for sample, found in zip(sent, seen, strict=True) if sample.text == TEXTS["en"]]
    assert all({"price", "quantity"} <= set(row.asks) for row in asking), asking
    assert sum(bool(row.asks) for row in inbox.values()) >= len(inbox) // 2  # half of the languages are none of the twelve, or broken
    for thread in list(inbox)[:: max(1, len(inbox) // 12)]:
        view = messages.view(thread)
        assert view.text.strip()
        assert all(line.zh for line in view.reply.lines)


def wrong_ones(sent: list[Sample], bodies: list[str]) -> list[str]:
    """Tokens of mails that are not there exactly once with their text."""
    wrong = []
    for sample in sent:
        found = [body for body in bodies if sample.token in body]
        expected = unicodedata.normalize("NFC", sample.text).replace("،", ",")
        if len(found) != 1 or expected not in found[0].replace("،", ","):
            wrong.append(sample.token)
    return wrong
