"""What leaves: one mail per outbox item, with a Message-ID of its own that stays the same over all tries."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from typing import Any

from desktop.platforms.base import Rejected
from desktop.platforms.mailbox.services import ADDRESS, MailPlace

OWN_HEADER = "X-Tengqiao-Item"
"""Carries the outbox id as well: some servers replace the Message-ID of what they are given."""
# A second mail under the same Message-ID is kept as <id>#hash.
_ID = re.compile(r"(?P<id><[^<>\s@]{1,200}@[^<>\s@]{1,200}>)(?:#[0-9a-f]{8,64})?")
_ANSWER = re.compile(r"^\s*(?:re|aw|回复|答复|sv|r)\s?[:：]", re.IGNORECASE)


@dataclass(frozen=True)
class Letter:
    """A mail ready to go. `data` has CRLF line ends; `sender` and `to` are bare ASCII addresses."""

    message_id: str
    sender: str
    to: str
    data: bytes


def message_id(key: str, place: MailPlace) -> str:
    """The Message-ID of an outbox item: always the same for the same item."""
    return f"<{re.sub(r'[^A-Za-z0-9.-]', '-', key)}@{_ascii_domain(place.domain)}>"


def letter(key: str, data: Mapping[str, Any], place: MailPlace, now: float | None = None) -> Letter:
    """The mail of an outbox item. `data` has to, subject, text, message (the buyer's Message-ID) and automatic (true or absent).

    Raises Rejected("mail.bad_address" | "mail.nothing_to_say") for what no server would take.
    """
    to = ascii_address(str(data.get("to", "")))
    text = str(data.get("text", "")).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not text.strip():
        raise Rejected("mail.nothing_to_say")
    own = message_id(key, place)
    mail = EmailMessage(policy=policy.SMTP.clone(max_line_length=76))
    sender = ascii_address(place.address)
    local, _, domain = sender.rpartition("@")
    mail["From"] = Address(display_name=place.name, username=local, domain=domain)
    mail["To"] = to
    mail["Subject"] = _subject(str(data.get("subject", "")))
    mail["Date"] = formatdate(time.time() if now is None else now, localtime=True)
    mail["Message-ID"] = own
    answered = _ID.fullmatch(str(data.get("message", "")))
    if answered:
        mail["In-Reply-To"] = answered["id"]
        mail["References"] = answered["id"]
    mail[OWN_HEADER] = key
    if data.get("automatic"):
        mail["Auto-Submitted"] = "auto-replied"  # RFC 3834: so that no machine answers it
    mail.set_content(text if text.endswith("\n") else text + "\n", charset="utf-8", cte="base64" if _dense(text) else "quoted-printable")
    return Letter(own, sender, to, mail.as_bytes())


def ascii_address(text: str) -> str:
    """An address as it travels, its domain in IDNA. Raises Rejected("mail.bad_address")."""
    address = text.strip()
    if not ADDRESS.fullmatch(address):
        raise Rejected("mail.bad_address", address=address[:80])
    local, _, domain = address.rpartition("@")
    if not local.isascii() or local.startswith(".") or local.endswith(".") or ".." in local:
        raise Rejected("mail.bad_address", address=address[:80])
    try:
        return f"{local}@{_ascii_domain(domain)}"
    except UnicodeError as error:
        raise Rejected("mail.bad_address", address=address[:80]) from error


def _ascii_domain(domain: str) -> str:
    return domain.encode("idna").decode("ascii").lower()


def _subject(text: str) -> str:
    clean = " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())[:250]
    return clean if _ANSWER.match(clean) else f"Re: {clean}".strip()


def _dense(text: str) -> bool:
    """Whether most of a text lies beyond ASCII, so that base64 is shorter than quoted-printable."""
    return sum(not ch.isascii() for ch in text) * 3 > len(text)
