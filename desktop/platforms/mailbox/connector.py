"""A mailbox as a platform: buyers' mails in, approved replies out, and the look-up that settles a lost answer."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.platforms.base import (
    Absent,
    Account,
    Capabilities,
    Found,
    Item,
    Page,
    PlatformProblem,
    Progress,
    Receipt,
    Rejected,
    Unknown,
    Unreachable,
    Unsure,
)
from desktop.platforms.mailbox.arrived import Arrived, arrived
from desktop.platforms.mailbox.imap import ImapSession, Sent
from desktop.platforms.mailbox.letters import Letter, letter, message_id
from desktop.platforms.mailbox.services import MailPlace
from desktop.platforms.mailbox.signs import SignIn
from desktop.platforms.mailbox.smtp import SmtpSession
from desktop.system.mail_socket import MailDoor

INBOX = "INBOX"
PATIENCE = 5
"""Passing refusals of one mail before it is shown to the owner, so that it does not hold up the ones behind it."""


@dataclass(frozen=True)
class Limits:
    """Bounds of one pull: mails and bytes of a page, bytes fetched at once, and bytes of one mail (what is larger is cut)."""

    mails: int = 100
    page: int = 4_000_000
    batch: int = 128_000
    piece: int = 64_000
    whole: int = 15_000_000
    head: int = 256_000


@dataclass
class _Partial:
    """A large mail that arrives in pieces, also over several connections."""

    validity: int
    uid: int
    data: bytearray


class Mailbox:
    """One mail account. `filing_wait` in seconds: how long a server gets to file a sent mail by itself."""

    def __init__(self, place: MailPlace, door: MailDoor, sign_in: SignIn, limits: Limits | None = None, filing_wait: float = 2.0) -> None:
        self._place, self._door, self._sign_in = place, door, sign_in
        self._limits, self._filing_wait = limits or Limits(), filing_wait
        self._partial: _Partial | None = None
        self.sleep: Callable[[float], None] = time.sleep

    @property
    def name(self) -> str:
        """The address."""
        return self._place.address

    @property
    def capabilities(self) -> Capabilities:
        """Mail only. `settle` is 0: `find` says Absent only where nothing can still be under way."""
        return Capabilities((), 0, 0, 0, channels=("mail",), settle=0.0)

    def check(self) -> Account:
        """Signs in at both servers and opens the inbox."""
        with self._imap() as session:
            session.open(INBOX)
        with SmtpSession(self._door, self._place.smtp, self._sign_in()):
            pass
        return Account(self._place.address, self._place.name or self._place.address)

    def _imap(self) -> ImapSession:
        return ImapSession(self._door, self._place.imap, self._sign_in())

    # in ----------------------------------------------------------------------------------------------------------

    def pull(self, cursor: str) -> Page:
        """Mails after `cursor` as rows {"arrived": Arrived}; what came before the line dropped is returned, not lost.

        A changed UIDVALIDITY starts again from the beginning; who keeps the mails knows them by their ids.
        """
        validity, last = _read_cursor(cursor)
        rows: list[Mapping[str, Any]] = []
        with self._imap() as session:
            now, _count = session.open(INBOX)
            if now != validity:
                last = 0
            uids = session.new_uids(last, self._place.first_days)
            try:
                for uid, data, cut in self._fetched(session, now, uids):
                    rows.append({"arrived": arrived(data, self._place.address, cut)} if data is not None else {})
                    last = uid
            except Unreachable:
                if not rows:
                    raise
        return Page(tuple(row for row in rows if row), json.dumps({"v": now, "u": last}))

    def _fetched(self, session: ImapSession, validity: int, uids: Sequence[int]) -> Any:
        """(uid, mail or None when it is gone, cut) in order, until the page is full. Raises Unreachable on a drop."""
        limits, taken = self._limits, 0
        todo = list(uids[: limits.mails])
        sizes = session.sizes(todo) if todo else {}
        while todo and taken < limits.page:
            batch = _batch(todo, sizes, limits.batch)
            if len(batch) == 1 and sizes.get(batch[0], 0) > limits.batch:
                data, cut = self._large(session, validity, batch[0], sizes[batch[0]])
                got, dropped = ({} if data is None else {batch[0]: data}), None
            else:
                (got, dropped), cut = session.whole(batch), False
            for uid in batch:
                if dropped is not None and uid not in got:
                    raise dropped
                taken += len(got.get(uid, b""))
                yield uid, got.get(uid), cut
            todo = todo[len(batch) :]

    def _large(self, session: ImapSession, validity: int, uid: int, size: int) -> tuple[bytes | None, bool]:
        """A large mail piece by piece; what a dropped line had brought is not fetched again."""
        limits = self._limits
        kept = self._partial
        if kept is None or (kept.validity, kept.uid) != (validity, uid):
            kept = self._partial = _Partial(validity, uid, bytearray())
        cut = size > limits.whole
        want = limits.head if cut else limits.whole * 2
        while len(kept.data) < want:
            piece = session.part(uid, len(kept.data), limits.piece)
            if piece is None and not kept.data:
                self._partial = None
                return None, False
            kept.data += piece or b""
            if not piece or len(piece) < limits.piece:
                break
        self._partial = None
        return bytes(kept.data), cut

    # out ---------------------------------------------------------------------------------------------------------

    def push(self, item: Item, keep: Progress) -> Receipt:
        """Sends an approved reply once. After the server's yes a copy is filed where the server does not do it itself."""
        if item.verb != "reply":
            raise Rejected("mail.only_replies")
        own = letter(item.key, item.data, self._place)
        try:
            with SmtpSession(self._door, self._place.smtp, self._sign_in()) as session:
                words = session.send(own, self._place.copy_self, lambda: keep("stage", {"message_id": own.message_id}))
        except Unknown:
            raise
        except PlatformProblem as problem:
            keep("stage", {})  # the server said no, or never got the mail's last line: nothing is under way
            self._patience(item, problem, keep)
            raise
        keep("accepted", words or "250")
        return Receipt(own.message_id, notes=() if self._filed(own, item.key) else ("not_filed",))

    def _patience(self, item: Item, problem: PlatformProblem, keep: Progress) -> None:
        """A server that keeps saying "later" to this one mail must not hold up the others for ever."""
        if problem.code not in ("mail.not_now", "platform.busy"):  # the line itself
            return
        tries = item.progress.get("later")
        count = (tries if isinstance(tries, int) else 0) + 1
        keep("later", 0 if count >= PATIENCE else count)
        if count >= PATIENCE:
            raise Rejected("mail.refused_for_now", host=self._place.smtp.host, said=problem.fields.get("said", "")) from problem

    def _filed(self, own: Letter, key: str) -> bool:
        """Whether a copy lies in the sent folder; files one unless the server does. A failure here changes nothing."""
        if self._place.files_sent == "always":
            return True
        try:
            with self._imap() as session:
                folder = session.sent_folder(self._place.sent_names)
                if folder is None:
                    return False
                if session.look_for(folder, own.message_id, key):
                    return True
                if self._place.files_sent == "setting":
                    self.sleep(self._filing_wait)
                    if session.look_for(folder, own.message_id, key):
                        return True
                session.file(folder, own.data)
                return True
        except PlatformProblem:
            return False

    def find(self, item: Item) -> Found | Absent | Unsure:
        """Whether an item was sent: the server's own yes that was kept, the sent folder, a copy to oneself.

        Absent only where the mail's last line never left; that the folder lacks it proves nothing, so then it is Unsure.
        """
        own = message_id(item.key, self._place)
        if item.progress.get("accepted"):
            return Found(Receipt(own))
        if not item.progress.get("stage"):
            return Absent()
        with self._imap() as session:
            folder = session.sent_folder(self._place.sent_names)
            seen = self._seen(session, folder, own, item.key)
            if seen is not None:
                return Found(Receipt(own, notes=(f"found_in:{seen.folder}",)))
            to = str(item.data.get("to", ""))
            candidates = session.sent_to(folder, to) if folder is not None and to.isascii() else []
        return Unsure(60.0, tuple(candidates))

    def _seen(self, session: ImapSession, folder: str | None, own: str, key: str) -> Sent | None:
        places = ([folder] if folder is not None else []) + ([INBOX] if self._place.copy_self else [])
        for place in places:
            seen = session.look_for(place, own, key)
            if seen is not None:
                return seen
        return None


def _batch(uids: Sequence[int], sizes: Mapping[int, int], limit: int) -> list[int]:
    """The first mails that together stay within `limit` bytes; at least one."""
    found: list[int] = []
    total = 0
    for uid in uids:
        total += sizes.get(uid, 0)
        if found and total > limit:
            break
        found.append(uid)
    return found


def _read_cursor(cursor: str) -> tuple[int, int]:
    try:
        data = json.loads(cursor) if cursor else {}
        return int(data.get("v", 0)), int(data.get("u", 0))
    except (ValueError, TypeError, AttributeError):
        return 0, 0


__all__ = ["Arrived", "Limits", "Mailbox"]
