"""The practice shop's own inbox: a "buyer" writes in any language and sees the replies. No part of the platform's API."""

from __future__ import annotations

import secrets
from typing import Any

from desktop.practice.shop import Shop

MAX_WORDS = 20_000


class BadMessage(Exception):
    """The message cannot be taken; the text says why."""


def _text(data: dict[str, Any], name: str, limit: int, *, needed: bool = False) -> str:
    value = data.get(name, "")
    if not isinstance(value, str) or "\x00" in value or len(value) > limit:
        raise BadMessage(f"{name} must be text of at most {limit} characters")
    if needed and not value.strip():
        raise BadMessage(f"{name} is empty")
    return value


def write(shop: Shop, data: Any, kind: str) -> dict[str, Any]:
    """Keeps a buyer's message (``inquiry``) or the seller's answer (``reply``); a known ``key`` changes nothing."""
    if not isinstance(data, dict):
        raise BadMessage("send one JSON object")
    body = _text(data, "body", MAX_WORDS, needed=True)
    sender = _text(data, "from", 200) or ("buyer@example.test" if kind == "inquiry" else "practice shop")
    thread = _text(data, "thread", 80) or (secrets.token_hex(6) if kind == "inquiry" else "")
    subject = _text(data, "subject", 300)
    key = _text(data, "key", 120) or secrets.token_hex(12)
    product = data.get("product")
    if product is not None and (not isinstance(product, int) or not 0 <= product < 2**62):
        raise BadMessage("product must be a number")
    if kind == "reply" and isinstance(data.get("reply_to"), int) and abs(data["reply_to"]) < 2**62:
        row = shop.state.row("select thread from inbox where id=?", (data["reply_to"],))
        thread = str(row["thread"]) if row else ""
    if kind == "reply" and shop.state.row("select id from inbox where thread=?", (thread,)) is None:
        raise BadMessage("there is no such conversation")
    with shop.state.writing():
        known = shop.state.row("select * from inbox where key=?", (key,))
        if known is None:
            number = shop.state.next_id("inbox")
            shop.state.run(
                "insert into inbox values(?,?,?,?,?,?,?,?,?)",
                (number, thread, sender, subject, body, shop.clock(), product, kind, key),
            )
            known = shop.state.row("select * from inbox where id=?", (number,)) or {}
    return _shown(known)


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "thread": row["thread"],
        "from": row["sender"],
        "subject": row["subject"],
        "body": row["body"],
        "at": row["at"],
        "product": row["product"],
        "kind": row["kind"],
        "key": row["key"],
    }


def listing(shop: Shop, after: int = 0, kind: str = "") -> list[dict[str, Any]]:
    """Messages with a number above ``after``, oldest first, at most 200."""
    sql = "select * from inbox where id>? and (?='' or kind=?) order by id limit 200"
    return [_shown(row) for row in shop.state.rows(sql, (after, kind, kind))]
