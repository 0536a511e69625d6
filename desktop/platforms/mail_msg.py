"""Outlook's .msg file to a message: an OLE compound file with one stream a property (Microsoft's [MS-OXMSG]).

Hostile by assumption: sizes are bounded, whatever the container does ends in one sentence, nothing in it is opened or run.
The container is read by olefile (BSD); the properties are read here. Rich text alone (no plain text, no HTML) has no body.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from typing import TYPE_CHECKING

from desktop.domain.errors import BadInput
from desktop.domain.messages import MAX_BODY, Message
from desktop.platforms.mail_charsets import decoded
from desktop.platforms.mail_html import TRICKS, safe_text, without_tricks

if TYPE_CHECKING:
    from olefile import OleFileIO

MAX_MSG = 40_000_000
MAX_ENTRIES = 5_000
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Property tags of [MS-OXPROPS].
_SUBJECT, _BODY, _HTML, _HEADERS = "0037", "1000", "1013", "007D"
_SENDER_NAME, _SENDER_SMTP, _SENDER_ADDRESS, _SENT_FOR_SMTP = "0C1A", "5D01", "0C1F", "5D02"
_MESSAGE_ID, _REPLY_TO, _REFERENCES = "1035", "1042", "1039"
_FILE_NAME, _SHORT_NAME = "3707", "3704"
_CODE_PAGES, _SENT_AT = (0x3FFD, 0x3FDE), 0x0039
_ATTACHED = re.compile(r"__attach_version1\.0_#[0-9A-Fa-f]{8}")


def is_msg(data: bytes) -> bool:
    """Whether these bytes are a compound file, as .msg is."""
    return data.startswith(_MAGIC)


def message_from_msg(data: bytes) -> Message:
    """A message from the bytes of a .msg file. Raises BadInput(mail.too_large | mail.broken)."""
    if len(data) > MAX_MSG:
        raise BadInput("mail.too_large", limit=MAX_MSG // 1_000_000)
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT) as ole:
            return _message(ole, data)
    except BadInput:
        raise
    except Exception as error:  # a stranger's container can fail in any way; it is never more than an unreadable file
        raise BadInput("mail.broken") from error


class _Properties:
    """The text properties of one storage of the file."""

    def __init__(self, ole: OleFileIO, names: frozenset[str], place: str = "") -> None:
        self._ole, self._names, self._place = ole, names, place
        self.fixed = self._fixed_values()
        page = next((self.fixed[tag] & 0xFFFF for tag in _CODE_PAGES if tag in self.fixed), 0)
        self._charset = "utf-8" if page == 65001 else f"cp{page}" if page else ""

    def text(self, tag: str) -> str:
        """A text, as Unicode (001F) or in the file's own code page (001E); "" when it is not there."""
        wide = self._stream(f"{tag}001F")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._stream(f"{tag}001E")
        return decoded(narrow.rstrip(b"\0"), self._charset) if narrow is not None else ""

    def html(self) -> str:
        """The page, which is bytes with a charset of its own."""
        page = self._stream(f"{_HTML}0102")
        if page is None:
            return self.text(_HTML)
        named = re.search(rb"charset=[\"']?([\w-]{2,30})", page[:2000])
        return decoded(page, named[1].decode("ascii") if named else self._charset)

    def _stream(self, name: str) -> bytes | None:
        path = f"{self._place}__substg1.0_{name}"
        if path.casefold() not in self._names:
            return None
        return bytes(self._ole.openstream(path).read(MAX_BODY * 8))

    def _fixed_values(self) -> dict[int, int]:
        """Numbers and times of the property stream: entries of 16 bytes (type, tag, flags, value) behind a header."""
        path = f"{self._place}__properties_version1.0"
        if path.casefold() not in self._names:
            return {}
        raw = bytes(self._ole.openstream(path).read(64_000))
        head = 8 if self._place else 32
        found = {}
        for at in range(head, len(raw) - 15, 16):
            _kind, tag, _flags, value = struct.unpack_from("<HHIQ", raw, at)
            found[tag] = value
        return found


def _message(ole: OleFileIO, data: bytes) -> Message:
    entries = ole.listdir(streams=True, storages=True)[:MAX_ENTRIES]
    names = frozenset("/".join(parts).casefold() for parts in entries)
    top = _Properties(ole, names)
    headers = BytesParser(policy=policy.compat32).parsebytes(top.text(_HEADERS).encode("utf-8", "replace")[:200_000], headersonly=True)
    body, flags = _body(top)
    subject = _line(top.text(_SUBJECT))
    if not (body.strip() or subject or top.text(_SENDER_NAME)):
        raise BadInput("mail.broken")
    address = _line(top.text(_SENDER_SMTP) or top.text(_SENT_FOR_SMTP) or top.text(_SENDER_ADDRESS)).replace(" ", "")
    references = (top.text(_REFERENCES) or str(headers.get("References", ""))).split()
    return Message(
        id=_line(top.text(_MESSAGE_ID) or str(headers.get("Message-ID", ""))) or hashlib.sha256(data).hexdigest()[:24],
        subject=subject,
        body=body[:MAX_BODY],
        sender=address if "@" in address and len(address) <= 320 else _line(top.text(_SENDER_NAME)),
        sent_at=_time(top.fixed.get(_SENT_AT, 0)),
        channel="mail",
        reply_to=_line(references[-1] if references else top.text(_REPLY_TO) or str(headers.get("In-Reply-To", ""))),
        attachments=tuple(_attachments(ole, names, entries)),
        flags=flags,
    )


def _body(top: _Properties) -> tuple[str, tuple[str, ...]]:
    plain = top.text(_BODY)
    if plain.strip():
        text, deceives = without_tricks(plain[: MAX_BODY * 2].replace("\r\n", "\n"))
        return text, (TRICKS,) if deceives else ()
    page = top.html()
    return safe_text(page[: MAX_BODY * 4]) if page.strip() else ("", ())


def _attachments(ole: OleFileIO, names: frozenset[str], entries: list[list[str]]) -> list[str]:
    found = []
    for parts in entries:
        if len(parts) == 1 and _ATTACHED.fullmatch(parts[0]):
            own = _Properties(ole, names, f"{parts[0]}/")
            name = own.text(_FILE_NAME) or own.text(_SHORT_NAME) or "attachment"
            found.append(re.sub(r"[\x00-\x1f/\\:]", "_", name)[:200])
    return found[:50]


def _line(text: str) -> str:
    return " ".join(without_tricks(text[:20_000])[0].split())[:2000]


def _time(ticks: int) -> str:
    """A FILETIME (tenths of microseconds since 1601) as ISO 8601; "" when it is none of this age."""
    try:
        day = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return ""
    return day.isoformat(timespec="seconds") if 1990 <= day.year <= 2200 else ""
