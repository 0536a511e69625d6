"""A mail file to a message: hostile by assumption, every charset of the real world, HTML made safe text."""

from __future__ import annotations

import hashlib
import re
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from desktop.domain.errors import BadInput
from desktop.domain.messages import MAX_BODY, Message
from desktop.platforms.mail_charsets import decoded
from desktop.platforms.mail_html import TRICKS, safe_text, without_tricks

MAX_MAIL = 40_000_000


def message_from_mail(data: bytes) -> Message:
    """A message from the bytes of an .eml file. Raises BadInput(mail.too_large | mail.broken)."""
    if len(data) > MAX_MAIL:
        raise BadInput("mail.too_large", limit=MAX_MAIL // 1_000_000)
    mail = BytesParser(policy=policy.default).parsebytes(data)
    if not mail.keys():
        raise BadInput("mail.broken")
    body, flags = _body(mail)
    shown, sender = _address(mail, "From")
    return Message(
        id=_header(mail, "Message-ID").strip() or hashlib.sha256(data).hexdigest()[:24],
        subject=_header(mail, "Subject"),
        body=body[:MAX_BODY],
        sender=sender or shown,
        sent_at=_sent_at(mail),
        channel="mail",
        reply_to=(_header(mail, "References").split() or [_header(mail, "In-Reply-To")])[-1].strip(),
        attachments=tuple(_attachment_names(mail)),
        flags=flags,
    )


def message_from_file(data: bytes) -> Message:
    """A message from the bytes of a saved mail, .eml or Outlook's .msg. Raises BadInput(mail.too_large | mail.broken)."""
    from desktop.platforms.mail_msg import is_msg, message_from_msg

    return message_from_msg(data) if is_msg(data) else message_from_mail(data)


def sender_name(data: bytes) -> str:
    """The display name of the sender, "" when there is none."""
    return _address(BytesParser(policy=policy.default).parsebytes(data), "From")[0]


def _header(mail: EmailMessage, name: str) -> str:
    """A header as a person reads it: its charsets known, unfolded, without tricks, bounded."""
    return _readable(_raw_header(mail, name))


def _raw_header(mail: EmailMessage, name: str) -> str:
    """A header as it came; bytes beyond ASCII, which no header may have but many do, by the charset that makes sense."""
    raw = next((str(item) for key, item in mail.raw_items() if key.lower() == name.lower()), "")[:20_000]
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:
        raw = decoded(raw.encode("utf-8", "surrogateescape"))
    return " ".join(raw.split())


def _readable(raw: str) -> str:
    try:
        parts = decode_header(raw)
    except (HeaderParseError, ValueError, UnicodeError):
        parts = [(raw, None)]
    text = "".join(_part(part, charset) if isinstance(part, bytes) else part for part, charset in parts)
    return " ".join(without_tricks(text)[0].split())[:2000]


def _part(part: bytes, charset: str | None) -> str:
    """One stretch of a header; what stands between encoded words comes back from the parser in an escape of Python's."""
    if charset is not None:
        return decoded(part, charset)
    try:
        return part.decode("raw-unicode-escape")
    except UnicodeDecodeError:
        return decoded(part)


def _address(mail: EmailMessage, name: str) -> tuple[str, str]:
    """(display name, address). The address is taken before anything is decoded: an encoded name must not become one."""
    shown, address = parseaddr(_raw_header(mail, name))
    return _readable(shown), "".join(without_tricks(address)[0].split())[:320]


def _sent_at(mail: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(mail, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _body(mail: EmailMessage) -> tuple[str, tuple[str, ...]]:
    texts: list[str] = []
    pages: list[str] = []
    for part in mail.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/plain":
            texts.append(_decoded(part))
        elif kind == "text/html":
            pages.append(_decoded(part))
    if any(text.strip() for text in texts):
        body, deceives = without_tricks("\n".join(texts)[: MAX_BODY * 2])
        return body, (TRICKS,) if deceives else ()
    if pages:
        return safe_text("\n".join(pages)[: MAX_BODY * 4])
    return "", ()


def _decoded(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    return decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset() or "")


def _attachment_names(mail: EmailMessage) -> list[str]:
    names = []
    for part in mail.walk():
        if part.get_content_disposition() == "attachment" or (part.get_filename() and not part.is_multipart()):
            name = re.sub(r"[\x00-\x1f/\\:]", "_", part.get_filename() or "attachment")
            names.append(name[:200])
    return names[:50]
