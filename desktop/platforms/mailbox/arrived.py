"""A mail that arrived: its message, what it answers, and its attachments, which nothing here opens."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from desktop.domain.messages import Message
from desktop.platforms.mail_text import message_from_mail
from desktop.platforms.mailbox.letters import OWN_HEADER

MAX_FILES = 50
MAX_REFERENCES = 60
_ID = re.compile(r"<[^<>\s]{1,250}>")


@dataclass(frozen=True)
class Attached:
    """A file that came with a mail: the name it gives itself (made safe), its declared kind, and its bytes."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True)
class Arrived:
    """`references` are the Message-IDs of the conversation, oldest first; `own` marks a copy of what we sent ourselves.

    `digest` is the SHA-256 of the whole mail as fetched.
    """

    message: Message
    references: tuple[str, ...]
    files: tuple[Attached, ...]
    digest: str
    own: bool = False


def arrived(data: bytes, address: str, cut: bool = False) -> Arrived:
    """Reads a fetched mail. Never raises: what cannot be read becomes an empty message that carries the mail as a file.

    `address` is the mailbox's own; `cut` says that only the beginning of a very large mail was fetched.
    """
    digest = hashlib.sha256(data).hexdigest()
    try:
        message = message_from_mail(data)
        mail = BytesParser(policy=policy.default).parsebytes(data)
        references = _references(mail)
        files = () if cut else _files(mail)
        own = OWN_HEADER in mail and message.sender.lower() == address.lower()
    except Exception:  # hostile or broken beyond what the parser bears; the mail must not be lost, nor stop those behind it
        raw = Attached("mail.eml", "message/rfc822", data)
        return Arrived(Message(digest[:24], "", "", channel="mail", attachments=(raw.name,), flags=("unreadable",)), (), (raw,), digest)
    flags = message.flags + (("cut",) if cut else ()) + (("automatic",) if _automatic(mail) else ())
    names = tuple(file.name for file in files) or message.attachments
    return Arrived(replace(message, attachments=names, flags=flags), references, files, digest, own)


def _automatic(mail: EmailMessage) -> bool:
    """Whether a machine sent it, so that no automatic answer may follow (RFC 3834, section 2; RFC 2919)."""
    said = {key.lower(): str(value).strip().lower() for key, value in mail.raw_items()}
    bulk = said.get("precedence") in ("bulk", "list", "junk", "auto_reply")
    return bulk or said.get("auto-submitted", "no") != "no" or "list-id" in said or said.get("return-path") == "<>"


def _references(mail: EmailMessage) -> tuple[str, ...]:
    raw = " ".join(str(value) for key, value in mail.raw_items() if key.lower() in ("references", "in-reply-to"))
    return tuple(dict.fromkeys(_ID.findall(raw[:50_000])))[-MAX_REFERENCES:]


def _files(mail: EmailMessage) -> tuple[Attached, ...]:
    found: list[Attached] = []
    for part in mail.walk():
        if len(found) >= MAX_FILES:
            break
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            continue
        name = part.get_filename()
        if part.get_content_disposition() != "attachment" and not name:
            continue
        found.append(Attached(_safe_name(name or "attachment"), part.get_content_type(), _bytes(part)))
    return tuple(found)


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    inner = part.get_payload()
    return b"".join(item.as_bytes() for item in inner if isinstance(item, EmailMessage)) if isinstance(inner, list) else b""


def _safe_name(name: str) -> str:
    clean = "".join(
        ch for ch in name if ch.isprintable() and ch not in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )
    return re.sub(r'[\\/:*?"<>|]', "_", clean).strip(" .")[:200] or "attachment"
