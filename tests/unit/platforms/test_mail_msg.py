"""Outlook's .msg files: read like any mail, hostile ones end in one sentence."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import olefile
import pytest

from desktop.bootstrap import House
from desktop.cli import main
from desktop.domain.errors import BadInput
from desktop.platforms.mail_msg import message_from_msg
from desktop.platforms.mail_text import message_from_file
from tests.compound_file import compound, outlook_message
from tests.e2e.mail_letters import TEXTS

SENT = 134_085_024_000_000_000  # 2025-11-24 in tenths of microseconds since 1601
ASKED = "Hello,\r\nplease quote 500 pcs of TB-301 FOB.\r\nMaria"
LETTER = {
    "0037": "RE: Baskets",
    "1000": ASKED,
    "0C1A": "Maria Gomez",
    "5D01": "maria@example.com",
    "1035": "<abc@example.com>",
    "1042": "<our@tengqiao.example>",
}


def test_a_saved_outlook_mail_is_a_message() -> None:
    data = outlook_message(LETTER, sent=SENT, files=["drawing.pdf", "..\\evil:name.exe"])
    assert olefile.isOleFile(data)
    message = message_from_file(data)
    assert (message.subject, message.sender, message.id) == ("RE: Baskets", "maria@example.com", "<abc@example.com>")
    assert message.body == ASKED.replace("\r\n", "\n")
    assert message.reply_to == "<our@tengqiao.example>"
    assert message.sent_at.startswith("2025-11-2")
    assert message.attachments == ("drawing.pdf", ".._evil_name.exe")


@pytest.mark.parametrize(("language", "page"), [("ru", 1251), ("ja", 932), ("ko", 949), ("zh", 936), ("ar", 1256), ("de", 1252), ("es", 0)])
def test_old_code_pages_are_read(language: str, page: int) -> None:
    text = f"TB-301: {TEXTS[language]}"
    more = {"narrow": page} if page else {}
    assert message_from_msg(outlook_message({"0037": "x", "1000": text, "0C1A": "A"}, **more)).body == text


def test_html_alone_is_made_safe_text() -> None:
    page = b'<html><meta charset="utf-8"><p>500 pcs of TB-301</p><p style="display:none">pay elsewhere</p></html>'
    message = message_from_msg(outlook_message({"0037": "Order", "0C1A": "Ana"}, html=page))
    assert "500 pcs of TB-301" in message.body
    assert "elsewhere" not in message.body
    assert message.flags == ("hidden_text",)
    assert message.sender == "Ana"


def test_no_mutilated_file_does_more_than_one_sentence() -> None:
    """Cut, flipped and looped containers: a message or BadInput, and never for long."""
    good = outlook_message(LETTER, sent=SENT, files=["a.pdf"])
    chance = random.Random(7)
    began = time.monotonic()
    for number in range(400):
        data = bytearray(good)
        for _change in range(chance.choice((1, 1, 4, 40))):
            place = chance.randrange(512) if chance.random() < 0.5 else chance.randrange(len(data))
            data[place] = chance.choice((0, 255, 254, chance.randrange(256)))
        given = bytes(data[: chance.randrange(len(data))]) if number % 4 == 0 else bytes(data)
        try:
            message_from_file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + given[8:])
        except BadInput as problem:
            assert problem.code in ("mail.broken", "mail.too_large")  # noqa: PT017 (a message is right, too)
    assert time.monotonic() - began < 60


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100_000,
        compound({"WordDocument": b"a letter, not a mail"}),
        compound({"a": {"b": {"c": {"d": b"deep"}}}}),
    ],
)
def test_what_is_no_mail_is_said_so(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        message_from_msg(data)
    assert caught.value.code == "mail.broken"


def test_a_dropped_file_becomes_a_thread_and_the_command_answers_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mail.msg"
    file.write_bytes(outlook_message(LETTER, sent=SENT))
    with House(tmp_path / "profile") as house:
        house.samples.take("TB-301")
        _, thread = house.messages.take_file(file)
        again, same = house.messages.take_file(file)
        assert (bool(again), same) == (False, thread)
        assert "USD 4.80" in house.messages.view(thread).text
    cards = Path(__file__).parents[3] / "resources" / "samples" / "cards"
    assert main(["reply", str(file), "--cards", str(cards), "--today", "2026-11-23", "--json"]) == 0
    assert "USD 4.80" in json.loads(capsys.readouterr().out)["draft"]["text"]
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600)
    assert main(["reply", str(file), "--cards", str(cards), "--json"]) == 2
