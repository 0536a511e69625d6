"""One IMAP session: sign in, list new mails, fetch them within bounds, look for what was sent, file a copy.

Everything a server says is hostile: literal sizes are bounded, numbers are parsed strictly, folders are matched by name.
"""

from __future__ import annotations

import contextlib
import imaplib
import re
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from imap_tools.errors import ImapToolsError, MailboxLoginError
from imap_tools.mailbox import BaseMailBox

from desktop.domain.errors import LineProblem
from desktop.platforms.base import PlatformProblem, Unreachable
from desktop.platforms.mailbox.services import Server
from desktop.platforms.mailbox.signs import Credential, said, sign_in_refused
from desktop.system.mail_socket import MailDoor

LITERAL_LIMIT = 48_000_000
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})\b")
_LITERAL = re.compile(rb"\{(\d{1,12})\}\s*$")
_NEWEST = 50
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Sent:
    """A mail seen in a folder: its ids (Message-ID and our own header), for comparing."""

    folder: str
    uid: int
    message_id: str
    item: str


class _Client(imaplib.IMAP4):
    """imaplib on a socket that the door has opened, with bounded literals."""

    def __init__(self, host: str, sock: socket.socket, timeout: float) -> None:
        self._given = sock
        self.taken = 0
        super().__init__(host, 0, timeout)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._given

    def read(self, size: int) -> bytes:
        """A literal of the announced size, within the bound."""
        if size > LITERAL_LIMIT:
            raise self.abort("literal too large")
        self.taken += size
        return super().read(size)


class _Box(BaseMailBox):
    def __init__(self, client: _Client) -> None:
        self._given = client
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return self._given


@contextlib.contextmanager
def _named(host: str) -> Iterator[None]:
    """Every failure of a session as one of the errors of `platforms.base`."""
    try:
        yield
    except PlatformProblem:
        raise
    except LineProblem as problem:
        raise Unreachable(problem.code, **problem.fields) from problem
    except (imaplib.IMAP4.abort, OSError, EOFError) as error:
        raise Unreachable("line.lost_answer", host=host) from error
    except (imaplib.IMAP4.error, ImapToolsError) as error:
        raise Unreachable("mail.server_refused", host=host, said=said(str(error))) from error
    except (ValueError, IndexError, TypeError, AttributeError, UnicodeError, KeyError) as error:
        raise Unreachable("mail.not_understood", host=host) from error  # an answer that is no IMAP


class ImapSession:
    """A signed-in session; use it in a `with` block."""

    def __init__(self, door: MailDoor, server: Server, credential: Credential) -> None:
        self._door, self._server = door, server
        with _named(server.host):
            self._client = _opened(door, server)
            try:
                self._box = _Box(self._client)
                self._sign_in(credential)
            except BaseException:
                self._close()
                raise

    def __enter__(self) -> ImapSession:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(Exception):  # the work is done; a server that hangs up first is no news
            self._client.logout()
        self._close()

    def _close(self) -> None:
        self._door.count(0, self._client.taken)
        with contextlib.suppress(OSError):
            self._client.shutdown()

    def _sign_in(self, credential: Credential) -> None:
        host = self._server.host
        try:
            if credential.token:
                self._box.xoauth2(credential.user, credential.token, None)
            elif credential.user.isascii() and credential.password.isascii():
                self._box.login(credential.user, credential.password, None)
            else:
                self._box.login_utf8(credential.user, credential.password, None)
        except imaplib.IMAP4.abort:
            raise
        except (MailboxLoginError, imaplib.IMAP4.error) as error:
            raise sign_in_refused(host, said(str(error))) from error
        if "ID" in self._client.capabilities:  # NetEase lets nobody into a folder who has not said who he is (RFC 2971)
            self._client.xatom("ID", '("name" "Tengqiao" "vendor" "Tengqiao")')

    # reading -----------------------------------------------------------------------------------------------------

    def open(self, folder: str) -> tuple[int, int]:
        """Opens a folder for reading only; (UIDVALIDITY, number of mails). Raises Unreachable or NotAllowed."""
        with _named(self._server.host):
            quoted = _quoted(folder)
            kind, answer = self._client.select(quoted, readonly=True)
            if kind != "OK":
                raise sign_in_refused(self._server.host, said(answer)) if "nsafe" in said(answer) else _refused(self._server.host, answer)
            count = int(answer[0] or b"0")
            validity = self._client.response("UIDVALIDITY")[1][0]
            return int(validity or b"0"), count

    def new_uids(self, after: int, days: int) -> list[int]:
        """UIDs above `after`, ascending; from the beginning (0) only mails of the last `days` (0 = all)."""
        with _named(self._server.host):
            if after > 0 or not days:
                words = [f"{after + 1}:*"]
                found = self._search("UID", *words)
            else:
                found = self._search("SINCE", _day(datetime.now(UTC).date() - timedelta(days=days)))
            return [uid for uid in found if uid > after]

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Size of each mail in bytes."""
        with _named(self._server.host):
            found = {}
            for row in self._fetch(uids, "(UID RFC822.SIZE)"):
                head = row[0] if isinstance(row, tuple) else row
                uid, size = _UID.search(head), _SIZE.search(head)
                if uid and size:
                    found[int(uid[1])] = int(size[1])
            return found

    def whole(self, uids: Sequence[int]) -> tuple[dict[int, bytes], Unreachable | None]:
        """Whole mails; what arrived before the line dropped is kept and the drop is told beside it."""
        dropped = None
        rows: Sequence[Any] = ()
        try:
            with _named(self._server.host):
                rows = self._fetch(uids, "(UID BODY.PEEK[])")
        except Unreachable as problem:
            dropped = problem
            rows = list(self._client.untagged_responses.get("FETCH", []))
        return _literals(rows), dropped

    def part(self, uid: int, start: int, size: int) -> bytes | None:
        """A piece of a mail, at most `size` bytes; None when the mail is gone."""
        with _named(self._server.host):
            found = _literals(self._fetch([uid], f"(UID BODY.PEEK[]<{start}.{size}>)"))
            return found.get(uid)

    def _fetch(self, uids: Sequence[int], what: str) -> Sequence[Any]:
        self._client.untagged_responses.pop("FETCH", None)
        kind, rows = self._client.uid("FETCH", ",".join(str(uid) for uid in uids), what)
        if kind != "OK":
            raise _refused(self._server.host, rows)
        return [row for row in rows if row]

    def _search(self, *words: str) -> list[int]:
        kind, answer = self._client.uid("SEARCH", *words)
        if kind != "OK":
            raise _refused(self._server.host, answer)
        numbers = b" ".join(row for row in answer if isinstance(row, bytes)).split()
        return sorted({int(number) for number in numbers if number.isdigit() and len(number) <= 10})

    # what was sent -----------------------------------------------------------------------------------------------

    def sent_folder(self, names: Sequence[str]) -> str | None:
        """The folder for sent mail: the one the server marks as such, else by its usual names; None without one."""
        with _named(self._server.host):
            folders = self._box.folder.list()
            marked = [item.name for item in folders if any(flag.lower() == "\\sent" for flag in item.flags)]
            known = {item.name.casefold(): item.name for item in folders}
            return next(iter([*marked, *(known[name.casefold()] for name in names if name.casefold() in known)]), None)

    def look_for(self, folder: str, message_id: str, item: str) -> Sent | None:
        """A mail with this Message-ID, or with our own header for `item`: among the newest, then by the server's search.

        Some servers' search is broken, so what it finds is compared again.
        """
        _validity, count = self.open(folder)
        with _named(self._server.host):
            if count:
                kind, rows = self._client.fetch(f"{max(1, count - _NEWEST + 1)}:{count}", _IDS)
                found = _match(folder, rows if kind == "OK" else (), message_id, item)
                if found or count <= _NEWEST:
                    return found
                uids = self._search("HEADER", "Message-ID", _quoted(message_id))[-5:]
                return _match(folder, self._fetch(uids, _IDS) if uids else (), message_id, item)
            return None

    def sent_to(self, folder: str, address: str, days: int = 3) -> list[Mapping[str, str]]:
        """Recent mails to an address, newest first, at most five: what the owner may recognise."""
        self.open(folder)
        with _named(self._server.host):
            since = _day(datetime.now(UTC).date() - timedelta(days=days))
            uids = self._search("SINCE", since, "TO", _quoted(address))[-5:]
            rows = self._fetch(uids, "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID SUBJECT DATE)])") if uids else ()
            return [_headers(text) for _uid, text in sorted(_literals(rows).items(), reverse=True)]

    def file(self, folder: str, mail: bytes) -> None:
        """Puts a copy of a sent mail into a folder, marked as read."""
        with _named(self._server.host):
            self._box.append(mail, folder, None, ("\\Seen",))
            self._door.count(len(mail), 0)


_IDS = "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID X-TENGQIAO-ITEM)])"


def _opened(door: MailDoor, server: Server) -> _Client:
    plain = door.connect(server.host, server.port)
    if server.security == "tls":
        plain = door.encrypt(plain, server.host)
    try:
        client = _Client(server.host, plain, door.timeout)
    except BaseException:
        plain.close()
        raise
    if server.security == "starttls":
        try:
            client.starttls(door.trust())
        except BaseException as error:
            with contextlib.suppress(OSError):
                client.shutdown()
            if isinstance(error, ssl.SSLError):
                raise Unreachable("line.not_trusted", host=server.host) from error
            raise
    return client


def _refused(host: str, answer: object) -> Unreachable:
    return Unreachable("mail.server_refused", host=host, said=said(answer))


def _quoted(text: str) -> str:
    from imap_tools.utils import encode_folder

    if text.isascii():
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return bytes(encode_folder(text)).decode("ascii")


def _day(day: date) -> str:
    return f"{day.day:02d}-{_MONTHS[day.month - 1]}-{day.year}"  # the system's language must not name the month


def _literals(rows: Sequence[Any]) -> dict[int, bytes]:
    """UID to literal. Some servers name the UID after the literal, so the row that follows is read too.

    A literal that is shorter than announced was cut by the line and counts as not arrived.
    """
    found: dict[int, bytes] = {}
    for place, row in enumerate(rows):
        if not isinstance(row, tuple) or len(row) < 2:
            continue
        after = rows[place + 1] if place + 1 < len(rows) and isinstance(rows[place + 1], bytes) else b""
        uid, size = _UID.search(row[0]) or _UID.search(after), _LITERAL.search(row[0])
        if uid and (size is None or int(size[1]) == len(row[1])):
            found[int(uid[1])] = bytes(row[1])
    return found


def _match(folder: str, rows: Sequence[Any], message_id: str, item: str) -> Sent | None:
    for uid, text in _literals(rows).items():
        head = _headers(text)
        if head["id"] == message_id or (item and head["item"] == item):
            return Sent(folder, uid, head["id"], head["item"])
    return None


def _headers(data: bytes) -> dict[str, str]:
    from email import message_from_bytes
    from email.header import decode_header, make_header

    mail = message_from_bytes(data[:20_000])
    found = {}
    for key, name in (("id", "Message-ID"), ("item", "X-Tengqiao-Item"), ("subject", "Subject"), ("date", "Date")):
        raw = str(mail.get(name, ""))
        with contextlib.suppress(ValueError, LookupError, UnicodeError):
            raw = str(make_header(decode_header(raw)))
        found[key] = " ".join(raw.split())[:300]
    return found
