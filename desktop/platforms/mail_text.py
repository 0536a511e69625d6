"""A mail file to a message: hostile by assumption, every charset of the real world, HTML made safe text."""

from __future__ import annotations

import hashlib
import html
import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from desktop.domain.errors import BadInput
from desktop.domain.messages import MAX_BODY, Message

MAX_MAIL = 40_000_000
# Declared charsets lie; what a mailbox calls by one name is often another.
_ALIASES = {
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr", "ksc5601"), "cp949"),
    **dict.fromkeys(("shift_jis", "x-sjis"), "cp932"),
    **dict.fromkeys(("us-ascii", "ascii", "unknown-8bit", "utf8"), "utf-8"),
    "iso-8859-1": "cp1252", "iso-8859-9": "cp1254", "iso-8859-6": "iso8859_6", "cp-850": "cp850", "iso-2022-jp": "iso2022_jp_ext",
}
_GUESSES = ("utf-8", "gb18030", "cp1251", "cp1252")
_DROP = re.compile(r"<(script|style|head|title|object|iframe|template|svg|math)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_HIDDEN = re.compile(
    r"<(?P<tag>[a-z0-9]+)\b[^<>]{0,2000}?(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])|mso-hide\s*:\s*all|max-height\s*:\s*0|\shidden(?=[\s>]))[^<>]{0,2000}>"
    r".*?(?:</(?P=tag)\s*>|$)",
    re.IGNORECASE | re.DOTALL,
)
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6]|/table|hr)\b[^<>]{0,400}>", re.IGNORECASE)
_QUOTE_OPEN = re.compile(r"<blockquote\b.*?(?:</blockquote\s*>|$)", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(r"<[^<>]{0,4000}>")
_TRICKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


def message_from_mail(data: bytes) -> Message:
    """A message from the bytes of an .eml file. Raises BadInput(mail.too_large | mail.broken)."""
    if len(data) > MAX_MAIL:
        raise BadInput("mail.too_large", limit=MAX_MAIL // 1_000_000)
    mail = BytesParser(policy=policy.default).parsebytes(data)
    if not mail.keys():
        raise BadInput("mail.broken")
    body, flags = _body(mail)
    sender = parseaddr(_header(mail, "From"))
    return Message(
        id=_header(mail, "Message-ID").strip() or hashlib.sha256(data).hexdigest()[:24],
        subject=_header(mail, "Subject"),
        body=body[:MAX_BODY],
        sender=sender[1] or sender[0],
        sent_at=_sent_at(mail),
        channel="mail",
        reply_to=(_header(mail, "References").split() or [_header(mail, "In-Reply-To")])[-1].strip(),
        attachments=tuple(_attachment_names(mail)),
        flags=flags,
    )


def sender_name(data: bytes) -> str:
    """The display name of the sender, "" when there is none."""
    return parseaddr(_header(BytesParser(policy=policy.default).parsebytes(data), "From"))[0]


def safe_text(source: str) -> tuple[str, tuple[str, ...]]:
    """HTML as plain text, and flags for what was hidden in it ("hidden_text", "direction_tricks")."""
    flags = []
    text = _COMMENT.sub("", _DROP.sub("", source))
    shown = _HIDDEN.sub("", text)
    if shown != text:
        flags.append("hidden_text")
    shown = _QUOTE_OPEN.sub("", shown)
    shown = re.sub(r"[ \t\r\n]+", " ", shown)
    plain = html.unescape(_ANY_TAG.sub("", _BREAK.sub("\n", shown)))
    if _TRICKS.search(plain):
        flags.append("direction_tricks")
    return "\n".join(line.strip() for line in plain.replace("\u00a0", " ").split("\n")).strip(), tuple(flags)


def _header(mail: EmailMessage, name: str) -> str:
    try:
        value = mail.get(name)
        text = "" if value is None else str(value)
    except (ValueError, IndexError, AttributeError, LookupError):  # broken headers raise many things in the parser
        raw = next((item for key, item in mail.raw_items() if key.lower() == name.lower()), "")
        text = str(raw)
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(text.split())[:2000]


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
        body = "\n".join(texts)
        return body, ("direction_tricks",) if _TRICKS.search(body) else ()
    if pages:
        return safe_text("\n".join(pages)[: MAX_BODY * 4])
    return "", ()


def _decoded(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    declared = (part.get_content_charset() or "").lower()
    for charset in (_ALIASES.get(declared, declared), *_GUESSES):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("utf-8", "replace")


def _attachment_names(mail: EmailMessage) -> list[str]:
    names = []
    for part in mail.walk():
        if part.get_content_disposition() == "attachment" or (part.get_filename() and not part.is_multipart()):
            name = re.sub(r"[\x00-\x1f/\\:]", "_", part.get_filename() or "attachment")
            names.append(name[:200])
    return names[:50]
