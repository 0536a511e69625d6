"""A stranger's mail becomes safe text: charsets that lie, hidden words, turned directions, forged names, broken structure."""

from __future__ import annotations

import random
import time

import pytest

from desktop.platforms.mail_charsets import decoded
from desktop.platforms.mail_html import safe_text
from desktop.platforms.mail_text import message_from_mail
from desktop.platforms.mailbox.arrived import arrived
from tests.e2e.mail_letters import TEXTS, samples

HEAD = b"From: a@example.com\r\nSubject: x\r\n"


@pytest.mark.parametrize(
    ("language", "charset"),
    [
        ("zh", "gb18030"), ("zh-TW", "big5"), ("ja", "cp932"), ("ja", "euc-jp"), ("ko", "cp949"), ("ru", "cp1251"), ("ru", "koi8-r"),
        ("ar", "cp1256"), ("es", "cp1252"), ("de", "latin1"), ("fr", "cp1252"), ("vi", "utf-8"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("declared", ["", "x-nobody-knows", "us-ascii"])
def test_an_unnamed_charset_is_the_one_that_makes_sense(language: str, charset: str, declared: str) -> None:
    text = f"TB-301: {TEXTS[language]}"
    assert decoded(text.encode(charset), declared) == text


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">SECRET <div>deep</div> SECRET</div>',
        "<p style='DISPLAY : NONE !important'>SECRET",
        "<span hidden>SECRET</span>",
        '<span style="font-size:0px">SECRET</span>',
        '<span style="font-size:1px;line-height:0">SECRET</span>',
        '<font color="white">SECRET</font>',
        '<span style="color:#ffffff">SECRET</span>',
        '<div style="opacity:0">SECRET</div>',
        '<div style="position:absolute;left:-9999px">SECRET</div>',
        '<style>.x1 { color: red; display: none }</style><b class="a x1">SECRET</b>',
        '<td style="mso-hide:all">SECRET</td>',
    ],
)
def test_hidden_words_are_removed_and_flagged(hidden: str) -> None:
    text, flags = safe_text(f"<html><body><p>before</p>{hidden}</body></html>")
    assert "SECRET" not in text
    assert "before" in text
    assert flags == ("hidden_text",)


@pytest.mark.parametrize(
    "shown",
    [
        '<table bgcolor="#003366"><tr><td style="color:#fff">SEEN</td></tr></table>',
        '<a style="background:#0a0;color:white">SEEN</a>',
        '<style>@media only screen and (max-width:600px) { .m { display:none } }</style><p class="m">SEEN</p>',
        "<p>SEEN",
        '<p style="font-size:10px">SEEN</p>',
        "<blockquote>SEEN</blockquote>",
        "<p>a &lt;b&gt; SEEN</p>",
    ],
)
def test_what_a_person_sees_stays(shown: str) -> None:
    text, flags = safe_text(shown)
    assert "SEEN" in text
    assert flags == ()


def test_scripts_styles_and_comments_are_nothing_to_read() -> None:
    text, _flags = safe_text("<style>p{}</style><script>alert(1)</script><!-- SECRET --><title>t</title><p>one<br>two</p><!-- SECRET")
    assert text == "one\ntwo"


def test_quoted_history_is_marked_as_such() -> None:
    text, _flags = safe_text("<div>Yes, 500 please.</div><blockquote><div>Do you need 200?</div><p>Regards</p></blockquote><div>Ana</div>")
    assert text.split("\n") == ["Yes, 500 please.", "> Do you need 200?", "> Regards", "Ana"]


def test_tricks_with_direction_and_width_are_removed_and_flagged() -> None:
    text, flags = safe_text("<p>pay to ac\u200bcount \u202e321\u202c now \U000e0041</p>")
    assert text == "pay to account 321 now"
    assert flags == ("direction_tricks",)
    text, flags = safe_text("<p>\u200fمرحبا\u200f 500 قطعة</p>")  # marks that every Arabic mail program writes
    assert text == "مرحبا 500 قطعة"
    assert flags == ()
    assert safe_text("<p>می\u200cخواهم</p>")[0] == "می\u200cخواهم"


def test_an_encoded_name_cannot_pose_as_the_address() -> None:
    import base64

    name = base64.b64encode(b"ceo@bank.example, x").decode()
    mail = message_from_mail(f"From: =?utf-8?B?{name}?= <evil@example.net>\r\nSubject: x\r\n\r\nhi".encode())
    assert mail.sender == "evil@example.net"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("藤篮询价".encode("gb18030"), "藤篮询价"),
        ("Preço especial".encode("latin1"), "Preço especial"),
        (b"=?GB2312?B?zNnAug==?= =?GB2312?Q?=D1=AF=BC=DB?=", "藤篮询价"),
        (b"=?iso-2022-jp?B?GyRCRiMbKEI=?=", "藤"),
        (b"=?utf-8?B?!!!!?= still here", "still here"),
        (b"=?x-none?Q?abc?= d", "abc"),
    ],
)
def test_subjects_of_the_real_world_are_read(raw: bytes, expected: str) -> None:
    assert expected in message_from_mail(b"From: a@example.com\r\nSubject: " + raw + b"\r\n\r\nhi").subject


def test_five_hundred_mails_say_what_was_written() -> None:
    import unicodedata

    wrong = []
    for sample in samples(500):
        found = arrived(sample.data, "seller@mail.test")
        expected = unicodedata.normalize("NFC", sample.text).replace("،", ",")
        if (
            sample.token not in found.message.body
            or expected not in found.message.body.replace("،", ",")
            or len(found.files) != sample.files
        ):
            wrong.append((sample.token, found.message.body[:60]))
    assert wrong == []


def test_broken_mails_never_stop_the_reading() -> None:
    chance = random.Random(7)
    for sample in samples(150, seed=3):
        data = bytearray(sample.data)
        for _ in range(chance.randrange(1, 30)):
            place = chance.randrange(len(data))
            data[place] = chance.randrange(256)
        cut = bytes(data[: chance.randrange(1, len(data))])
        assert arrived(cut, "seller@mail.test").digest


def test_hostile_structure_is_read_in_bounded_time() -> None:
    start = time.monotonic()
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(300))
    for data in (
        HEAD + deep + b"Content-Type: text/plain\r\n\r\nend",
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div style='display:none'>" * 20_000,
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<a " * 100_000,
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"<!-- " * 50_000 + b"<style>" * 5_000,
        HEAD + b"Content-Type: text/html\r\n\r\n" + b"&" * 300_000,
        b"From: " + b"=?utf-8?B?" * 5_000 + b" <a@example.com>\r\n\r\nhi",
        b"References: " + b"<a@b> " * 50_000 + b"\r\n\r\nhi",
    ):
        assert arrived(data, "x@y").digest
    assert time.monotonic() - start < 30


def test_names_of_files_cannot_turn_around_or_climb() -> None:
    name = "invoice\u202efdp.exe"
    mail = (
        HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n--b\r\n'
        b'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename*=utf-8\'\'..%2F..%2F'
        + "".join(f"%{byte:02X}" for byte in name.encode()).encode() + b"\r\n\r\nMZ\r\n--b--\r\n"
    )  # fmt: skip
    found = arrived(mail, "x@y")
    assert [file.name for file in found.files] == ["_.._invoicefdp.exe"]
    assert found.files[0].data.startswith(b"MZ")
