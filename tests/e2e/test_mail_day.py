"""A mailbox's day on real servers: a buyer writes, the owner approves, the buyer answers; and everything a server can refuse."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email import policy
from email.utils import formatdate
from pathlib import Path

import pytest

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.domain.messages import Message
from desktop.platforms.base import AuthExpired, Unreachable
from desktop.services.mail import Mail
from desktop.services.messages import Messages
from tests.e2e.mail_house import ACCOUNT, MailHouse, delivered
from tests.e2e.mail_servers import PASSWORD, MailServers

INQUIRY = (
    b"From: Ana Lopez <buyer@mail.test>\r\nTo: seller@mail.test\r\nSubject: Baskets\r\nMessage-ID: <ask-1@mail.test>\r\n"
    b"Date: Mon, 23 Nov 2026 01:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    b"Hello, can you send your catalogue of baskets? Regards, Ana\r\n"
)


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    made = MailServers()
    yield made
    made.close()


@pytest.fixture
def desk(servers: MailServers, tmp_path: Path) -> Iterator[MailHouse]:
    for user in ("seller", "buyer", "filer"):
        servers.empty(user)
    made = MailHouse(tmp_path, servers.authority, (servers.imaps, servers.smtps))
    yield made
    made.close()


def test_a_buyer_writes_is_answered_and_answers_in_one_thread(servers: MailServers, desk: MailHouse) -> None:
    servers.put("seller", INQUIRY)
    messages = desk.house.messages
    report = desk.house.line.run()
    assert (report.mails, report.problems) == (1, {})
    thread = messages.threads()[0]
    assert (thread.buyer, thread.subject, thread.state) == ("buyer@mail.test", "Baskets", "waiting")
    text = messages.view(thread.id).text
    _changes, name = messages.approve(thread.id, text, ACCOUNT)
    assert [item.state for item in desk.work(name)] == ["done"]
    servers.settled()
    reply = email.message_from_bytes(servers.mails("buyer")[0], policy=policy.default)
    assert reply["In-Reply-To"] == "<ask-1@mail.test>"
    assert reply["Message-ID"] == f"<{name}@mail.test>"
    assert reply["From"] == "藤篮厂 <seller@mail.test>"
    assert reply["Subject"] == "Re: Baskets"
    assert reply.get_content().strip() == text.strip()
    assert len(servers.mails("seller", "Sent")) == 1
    answer = (
        INQUIRY.replace(b"ask-1", b"ask-2")
        .replace(b"Subject: Baskets", b"Subject: a new subject")
        .replace(b"MIME", b"")
        .replace(b"Date:", f"References: <ask-1@mail.test> <{name}@mail.test>\r\nDate:".encode())
    )
    servers.put("seller", answer)
    desk.read()
    assert [(row.id, row.state) for row in messages.threads()] == [(thread.id, "waiting")]


def test_a_new_mail_hears_at_once_that_it_arrived_and_a_machine_does_not(servers: MailServers, desk: MailHouse) -> None:
    desk.house.reception.switch(on=True)
    fresh = INQUIRY.replace(b"Mon, 23 Nov 2026 01:00:00 +0000", formatdate().encode())
    machine = (
        fresh.replace(b"ask-1", b"ask-2").replace(b"buyer@", b"shop@").replace(b"Subject:", b"Auto-Submitted: auto-replied\r\nSubject:")
    )
    servers.put("seller", fresh, machine)
    desk.house.line.run()
    servers.settled()
    (told,) = (email.message_from_bytes(data, policy=policy.default) for data in servers.mails("buyer"))
    assert (told["In-Reply-To"], told["Auto-Submitted"]) == ("<ask-1@mail.test>", "auto-replied")
    assert {row.state for row in desk.house.messages.threads()} == {"waiting"}
    desk.house.line.run()
    servers.settled()
    assert len(servers.mails("buyer")) == 1


def test_pulled_again_nothing_is_new_and_a_reused_message_id_hides_nothing(servers: MailServers, desk: MailHouse) -> None:
    servers.put("seller", INQUIRY)
    desk.read()
    forged = INQUIRY.replace(b"catalogue", b"bank details").replace(b"buyer@mail.test", b"other@mail.test")
    kept = servers.mails("seller")
    servers.empty("seller")  # another UIDVALIDITY: everything is read from the beginning
    servers.put("seller", *kept, forged)
    desk.read()
    bodies = [message.body for row in desk.house.messages.threads() for message in desk.house.messages.view(row.id).thread.messages]
    assert sorted("bank" in body for body in bodies) == [False, True]


@pytest.mark.parametrize(
    ("to", "why", "code"),
    [
        ("gone@mail.test", "rejected", "mail.no_such_address"),
        ("later@mail.test", "rejected", "mail.refused_for_now"),
        ("no address", "rejected", "mail.bad_address"),
        ("a@b.example\r\nBcc: x@y.example", "rejected", "mail.bad_address"),
    ],
)
def test_what_a_server_refuses_is_told_and_holds_up_nobody(servers: MailServers, desk: MailHouse, to: str, why: str, code: str) -> None:
    first, second = desk.queue("refused one", to), desk.queue("behind it")
    items = desk.work(first, second)
    servers.settled()
    assert items[0].need is not None
    assert (items[0].state, items[0].need.why, items[0].need.fields["code"]) == ("needs attention", why, code)
    assert items[1].state == "done"
    assert delivered(servers, "behind it") == 1
    assert delivered(servers, "refused one") == 0


def test_content_that_is_refused_after_it_was_sent_is_told(desk: MailHouse) -> None:
    item = desk.work(desk.queue("x", subject="FORBIDDEN"))[0]
    assert item.need is not None
    assert (item.need.why, item.need.fields["code"]) == ("rejected", "mail.refused")
    assert "this content is refused" in str(item.need.fields["said"])


def test_a_wrong_password_asks_the_owner_and_goes_on_with_the_right_one(servers: MailServers, desk: MailHouse) -> None:
    account = desk.house.accounts.get(ACCOUNT)
    desk.house.accounts.save(account, {"password": "wrong"})
    with pytest.raises(AuthExpired) as caught:
        desk.house.accounts.test(ACCOUNT)
    assert caught.value.code == "mail.wrong_password"
    name = desk.queue("after the password")
    item = desk.work(name)[0]
    assert item.need is not None
    assert item.need.why == "auth"
    assert desk.house.mail.pull().problems == {ACCOUNT: "mail.wrong_password"}
    desk.house.accounts.save(account, {"password": PASSWORD})
    assert desk.house.accounts.test(ACCOUNT).id == "seller@mail.test"
    desk.house.outbox.signed_in(ACCOUNT)
    assert desk.work(name)[0].state == "done"
    servers.settled()
    assert delivered(servers, "after the password") == 1


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_vouches_for_ends_the_connection(servers: MailServers, tmp_path: Path, security: str) -> None:
    ports = (servers.imaps, servers.smtps) if security == "tls" else (servers.imap, servers.smtp)
    options = {"imap": ["localhost", ports[0], security], "smtp": ["localhost", ports[1], security]}
    made = MailHouse(tmp_path / "trusting", servers.authority, ports, **options)
    assert made.house.accounts.test(ACCOUNT).id == "seller@mail.test"
    made.close()
    strange = MailHouse(tmp_path / "strange", None, ports, **options)
    with pytest.raises(Unreachable) as caught:
        strange.house.accounts.test(ACCOUNT)
    assert caught.value.code == "line.not_trusted"
    assert PASSWORD.encode() not in (servers.folder / "dovecot.log").read_bytes()
    strange.close()


def test_offline_nothing_beyond_loopback_is_touched(desk: MailHouse) -> None:
    account = desk.house.accounts.get(ACCOUNT)
    elsewhere = {**account.options, "imap": ["imap.example.com", 993], "smtp": ["smtp.example.com", 465]}
    desk.house.accounts.save(type(account)(ACCOUNT, "mail", account.name, elsewhere))
    desk.house.settings.put("offline", True)
    with pytest.raises(Unreachable) as caught:
        desk.house.accounts.test(ACCOUNT)
    assert caught.value.code == "line.offline"
    assert desk.house.mail.pull().problems == {ACCOUNT: "line.offline"}
    item = desk.item(desk.queue("waits"))
    desk.runner.step(ACCOUNT)
    assert desk.item(item.id).state == "pending"


def test_large_mails_come_in_pieces_and_very_large_ones_are_cut(servers: MailServers, desk: MailHouse) -> None:
    import base64

    def big(name: str, size: int) -> bytes:
        body = base64.encodebytes(bytes(size))
        return (
            f"From: buyer@mail.test\r\nSubject: {name}\r\nMessage-ID: <{name}@x>\r\n"
            'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nplease see the drawing\r\n'
            "--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
            'Content-Disposition: attachment; filename="d.pdf"\r\n\r\n'
        ).encode() + body + b"\r\n--b--\r\n"  # fmt: skip

    servers.put("seller", big("one", 700_000), big("two", 14_000_000))
    desk.read()
    one, two = "<one@x>", "<two@x>"
    assert [(file.name, file.size) for file in desk.house.mail.files(one)] == [("d.pdf", 700_000)]
    assert desk.house.mail.files(two) == []
    row = next(desk.house.store.read().query("select body, flags from messages where id = ?", [two]))
    assert "please see the drawing" in row["body"]
    assert "cut" in row["flags"]


def test_a_copy_to_oneself_settles_a_lost_answer_and_is_no_message(servers: MailServers, tmp_path: Path) -> None:
    servers.empty("seller")
    desk = MailHouse(tmp_path, servers.authority, (servers.imaps, servers.smtps), copy_self=True)
    try:
        name = desk.queue("with a copy")
        assert desk.work(name)[0].state == "done"
        servers.settled()
        item = desk.item(name)
        pushed = desk.runner._pushed(item)
        progress = {"stage": {"message_id": "x"}}  # as after a lost answer
        found = desk.house.accounts.platform(ACCOUNT).find(type(pushed)(pushed.key, "reply", pushed.data, None, progress))
        assert type(found).__name__ == "Found"
        desk.read()
        assert desk.house.messages.threads() == []
    finally:
        desk.close()


def test_an_account_says_what_it_lacks(desk: MailHouse) -> None:
    mail = desk.house.accounts.mail
    assert {choice.id for choice in mail.choices()} >= {"aliyun", "exmail", "qq", "163", "qiye163", "gmail", "outlook"}
    assert mail.suggested("boss@qq.com") == "qq"
    assert mail.suggested("boss@factory.example") == ""
    assert mail.card("m", {"address": "boss@163.com"}).kind == "mail"
    for options, code in (
        ({"address": "nobody"}, "mail.bad_address"),
        ({"address": "a@factory.example"}, "mail.no_server"),
        ({"address": "a@factory.example", "service": "x"}, "mail.unknown_service"),
        ({"address": "a@qq.com", "imap": ["h", 993, "plain"]}, "mail.bad_server"),
    ):
        with pytest.raises(BadInput) as caught:
            mail.card("m", options)
        assert caught.value.code == code


def test_the_presets_are_encrypted_and_name_no_other_way() -> None:
    import json

    data = json.loads((Path(__file__).parents[2] / "resources" / "platforms" / "mail.json").read_text("utf-8"))
    for name, row in data["services"].items():
        for kind in ("imap", "smtp"):
            host, port, *rest = row[kind]
            assert re.fullmatch(r"[a-z0-9.-]+", host), name
            assert (port in (993, 465, 994) and not rest) or (port == 587 and rest == ["starttls"]), name


class Stumbling:
    """The messages of a profile, with a reading that fails on one word, as a bug of ours would."""

    def __init__(self, inner: Messages) -> None:
        self._inner = inner

    def receive(self, message: Message, account: str = "") -> tuple[Changes, str]:
        if "POISON" in message.body:
            raise RuntimeError("a bug")
        return self._inner.receive(message, account)


def test_a_mail_that_the_reading_stumbles_over_is_kept_and_stops_nothing(servers: MailServers, desk: MailHouse) -> None:
    house = desk.house
    servers.put("seller", INQUIRY.replace(b"ask-1", b"ask-9").replace(b"catalogue", b"POISON"), INQUIRY)
    mail = Mail(house.store, house.accounts, Stumbling(house.messages), house.profile / "attachments")  # type: ignore[arg-type]
    assert (mail.pull().mails, mail.pull().mails) == (2, 0)
    bodies = {row["id"]: (row["body"], row["flags"]) for row in house.store.read().query("select id, body, flags from messages")}
    assert "catalogue" in bodies["<ask-1@mail.test>"][0]
    assert bodies["<ask-9@mail.test>"] == ("", '["unreadable"]')
    kept = mail.files("<ask-9@mail.test>")[0]
    assert (kept.name, b"POISON" in kept.path.read_bytes()) == ("mail.txt", True)
