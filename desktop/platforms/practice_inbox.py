"""The practice shop's inbox beside its Alibaba.com protocol: Alibaba.com itself offers no inquiries by API.

A reply carries the outbox id as its key, so sending it twice leaves one reply, and it can be looked up by it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from desktop.domain.messages import Message
from desktop.platforms.alibaba.client import Client
from desktop.platforms.alibaba.connector import Alibaba, Shop
from desktop.platforms.alibaba.forms import FormMemory
from desktop.platforms.alibaba.photobank import PictureMemory
from desktop.platforms.base import Absent, Capabilities, Found, Item, Page, Progress, Receipt, Rejected, Unknown, Unreachable, Unsure
from desktop.platforms.mailbox.arrived import Arrived
from desktop.system.http import Ask, HttpDoor, LostAnswer, NoLine, Reply

PREFIX = "practice-"
"""In front of the shop's message numbers, in our own message ids."""


class PracticeShop(Alibaba):
    """The practice shop: products as on Alibaba.com, and messages of its own."""

    def __init__(self, door: HttpDoor, base: str, parts: tuple[Client, Shop, PictureMemory, FormMemory | None]) -> None:
        super().__init__(*parts)
        self._door, self._base = door, base

    @property
    def capabilities(self) -> Capabilities:
        """As Alibaba.com, with a channel for messages."""
        return replace(super().capabilities, channels=("inbox",))

    def pull(self, cursor: str) -> Page:
        """Buyers' messages after `cursor`, each `{"id", "subject", "body", "from", "at", "thread"}`."""
        after = cursor if cursor.isdigit() else "0"
        rows = self._messages({"after": after, "kind": "inquiry"})
        shown = tuple({**row, "id": f"{PREFIX}{row['id']}", "arrived": _arrived(row)} for row in rows)
        return Page(shown, str(max((int(row["id"]) for row in rows), default=int(after))))

    def push(self, item: Item, keep: Progress) -> Receipt:
        """Replies to a message; everything else as Alibaba.com."""
        if item.verb != "reply":
            return super().push(item, keep)
        keep("stage", {"step": "reply"})
        number = str(item.data.get("message", "")).removeprefix(PREFIX)
        if not number.isdigit():
            raise Rejected("platform.no_channel")
        wish = {"kind": "reply", "reply_to": int(number), "body": item.data.get("text", ""), "key": item.key}
        answer = self._talk(Ask("POST", f"{self._base}/_practice/inbox", body=json.dumps(wish).encode("utf-8")), write=True)
        if "id" not in answer:
            raise Rejected("platform.refused", said=str(answer.get("error_response", {}).get("msg", ""))[:200])
        return Receipt(str(answer["id"]), f"{self._base}/inbox")

    def find(self, item: Item) -> Found | Absent | Unsure:
        """A reply is looked up by its key; everything else as on Alibaba.com."""
        if item.verb != "reply":
            return super().find(item)
        after = 0
        while rows := self._messages({"after": str(after), "kind": "reply"}):
            for row in rows:
                if row.get("key") == item.key:
                    return Found(Receipt(str(row["id"]), f"{self._base}/inbox"))
            after = max(int(row["id"]) for row in rows)
        return Absent()

    def _messages(self, query: dict[str, str]) -> list[dict[str, Any]]:
        answer = self._talk(Ask("GET", f"{self._base}/_practice/inbox", params=query), write=False)
        rows = answer.get("messages")
        return [row for row in rows if isinstance(row, dict) and isinstance(row.get("id"), int)] if isinstance(rows, list) else []

    def _talk(self, ask: Ask, *, write: bool) -> dict[str, Any]:
        try:
            reply: Reply = self._door.send(ask)
        except NoLine as error:
            raise Unreachable(error.code, **error.fields) from error
        except LostAnswer as error:
            raise (Unknown if write else Unreachable)("platform.no_answer") from error
        try:
            data = json.loads(reply.body)
        except ValueError:
            data = None
        if reply.status >= 400 or not isinstance(data, dict):
            raise (Unknown if write else Unreachable)("platform.no_answer")
        return data


def _arrived(row: dict[str, Any]) -> Arrived:
    """A buyer's message as the reading of mailboxes takes it."""
    at = row.get("at")
    when = ""
    if isinstance(at, int | float) and 0 < at < 4e9:
        when = datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
    subject, body, sender = (str(row.get(name) or "") for name in ("subject", "body", "from"))
    message = Message(f"{PREFIX}{row['id']}", subject, body, sender, when, "platform")
    return Arrived(message, (), (), hashlib.sha256(body.encode("utf-8", "replace")).hexdigest())
