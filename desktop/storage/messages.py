"""Messages, threads, reply drafts, commitments and the search over everything, in SQLite."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from desktop.domain.commitments import Commitment
from desktop.domain.messages import Message

MIGRATIONS = Migrations("messages")
_COMMITMENT = ("buyer", "kind", "value", "sentence", "sku", "quantity", "due", "made_on", "state", "by_owner", "zh")


@MIGRATIONS()
def m001_messages(db: Database) -> None:
    """Threads and their messages; `place` keeps their order. Times are ISO 8601 texts."""
    db.table("threads").create(
        {
            "id": str,
            "buyer": str,
            "subject": str,
            "language": str,
            "state": str,
            "account": str,
            "updated_at": str,
            "asks": str,
            "risks": str,
            "note": str,
        },
        pk="id",
    )
    db.table("threads").create_index(["state", "updated_at"])
    db.table("threads").create_index(["updated_at"])
    db.table("threads").create_index(["buyer"])
    db.table("messages").create(
        {
            "place": int,
            "id": str,
            "thread": str,
            "direction": str,
            "subject": str,
            "body": str,
            "sender": str,
            "sent_at": str,
            "channel": str,
            "reply_to": str,
            "attachments": str,
            "flags": str,
        },
        pk="place",
    )
    db.table("messages").create_index(["id"], unique=True)
    db.table("messages").create_index(["thread", "place"])
    _more_tables(db)


def _more_tables(db: Database) -> None:
    db.table("reply_drafts").create({"thread": str, "message": str, "text": str, "revision": int, "edited_at": str}, pk="thread")
    db.table("commitments").create({"n": int, "thread": str, **dict.fromkeys(_COMMITMENT[:-1], str)}, pk="n")
    db.table("commitments").create_index(["buyer", "state"])
    db.execute("create virtual table message_search using fts5(grams, content='', tokenize='unicode61 remove_diacritics 2')")


@MIGRATIONS()
def m002_in_chinese(db: Database) -> None:
    """What a promise and a message of ours say in Chinese, and the owner's notes on buyers."""
    db.table("commitments").add_column("zh", str)
    db.table("messages").add_column("zh", str)
    db.table("buyers").create({"name": str, "note": str}, pk="name")


# --- threads and messages ----------------------------------------------------------------------------------------------


def add(db: Database, thread: dict[str, Any], message: Message, direction: str) -> bool:
    """Puts a message into its thread; a message id that is there already changes nothing."""
    if get(db, message.id) is not None:
        return False
    db.table("threads").upsert(thread, pk="id")
    row = {
        "id": message.id,
        "thread": thread["id"],
        "direction": direction,
        "subject": message.subject,
        "body": message.body,
        "sender": message.sender,
        "sent_at": message.sent_at,
        "channel": message.channel,
        "reply_to": message.reply_to,
        "attachments": json.dumps(message.attachments, ensure_ascii=False),
        "flags": json.dumps(message.flags),
        "zh": message.zh,
    }
    place = db.table("messages").insert(row).last_pk
    grams = " ".join(search_grams(f"{message.subject}\n{message.body}\n{message.sender}"))
    db.execute("insert into message_search(rowid, grams) values (?, ?)", [place, grams])
    return True


def get(db: Database, identity: str) -> dict[str, Any] | None:
    """One message's row, or None."""
    return next(db.query("select * from messages where id = ?", [identity]), None)


def thread(db: Database, identity: str) -> dict[str, Any] | None:
    """One thread's row, or None."""
    return next(db.query("select * from threads where id = ?", [identity]), None)


def messages_of(db: Database, identity: str) -> list[tuple[str, Message]]:
    """(direction, message) of a thread, oldest first."""
    rows = db.query("select * from messages where thread = ? order by place", [identity])
    return [(row["direction"], _message(row)) for row in rows]


def threads(db: Database, limit: int = 200, state: str = "") -> list[dict[str, Any]]:
    """Thread rows, newest first; only those in a state when one is given."""
    if state:
        return list(db.query("select * from threads where state = ? order by updated_at desc limit ?", [state, limit]))
    return list(db.query("select * from threads order by updated_at desc limit ?", [limit]))


def thread_of(db: Database, message: Message, subject: str) -> str | None:
    """The thread a new message belongs to: by the message it answers, else by sender and subject."""
    if message.reply_to:
        row = next(db.query("select thread from messages where id = ?", [message.reply_to]), None)
        if row:
            return str(row["thread"])
    if not message.sender or not subject:
        return None
    found = next(
        db.query("select id from threads where buyer = ? and subject = ? order by updated_at desc", [message.sender, subject]), None
    )
    return str(found["id"]) if found else None


def set_state(db: Database, identity: str, state: str, now: str = "") -> None:
    """A thread's state; `now` moves it to the top of the list."""
    if now:
        db.execute("update threads set state = ?, updated_at = ? where id = ?", [state, now, identity])
    else:
        db.execute("update threads set state = ? where id = ?", [state, identity])


def threads_of(db: Database, buyer: str, limit: int) -> list[dict[str, Any]]:
    """A buyer's thread rows, newest first."""
    return list(db.query("select * from threads where buyer = ? order by updated_at desc limit ?", [buyer, limit]))


def note(db: Database, buyer: str) -> str:
    """The owner's note on a buyer, or ""."""
    row = next(db.query("select note from buyers where name = ?", [buyer]), None)
    return str(row["note"]) if row else ""


def set_note(db: Database, buyer: str, note: str) -> None:
    """Keeps the owner's note on a buyer."""
    db.table("buyers").upsert({"name": buyer, "note": note}, pk="name")


def last_answers(db: Database) -> Iterator[dict[str, Any]]:
    """Answered threads with the time of the last message, for follow-ups."""
    return iter(list(db.query("select * from threads where state = 'answered' order by updated_at")))


# --- drafts ------------------------------------------------------------------------------------------------------------


def save_draft(db: Database, identity: str, message: str, text: str, now: str) -> int:
    """Keeps the text of a reply while it is written; returns its revision."""
    row = draft(db, identity)
    revision = (row["revision"] if row else 0) + 1
    db.table("reply_drafts").upsert(
        {"thread": identity, "message": message, "text": text, "revision": revision, "edited_at": now}, pk="thread"
    )
    return int(revision)


def draft(db: Database, identity: str) -> dict[str, Any] | None:
    """The kept text of a thread's reply, or None."""
    return next(db.query("select * from reply_drafts where thread = ?", [identity]), None)


def forget_draft(db: Database, identity: str) -> None:
    """Drops the kept text after it was approved."""
    db.execute("delete from reply_drafts where thread = ?", [identity])


# --- commitments -------------------------------------------------------------------------------------------------------


def add_commitment(db: Database, identity: str, item: Commitment) -> None:
    """Keeps one promise."""
    row = {name: getattr(item, name) for name in _COMMITMENT}
    db.table("commitments").insert({"thread": identity, **row, "quantity": str(item.quantity), "by_owner": "1" if item.by_owner else ""})


def commitments(db: Database, buyer: str = "") -> list[tuple[int, Commitment]]:
    """(number, promise) of a buyer, or of all, oldest first."""
    if buyer:
        rows = db.query("select * from commitments where buyer = ? order by n", [buyer])
    else:
        rows = db.query("select * from commitments order by n")
    return [(row["n"], _commitment(row)) for row in rows]


def promises_in(db: Database, identity: str) -> list[tuple[int, Commitment]]:
    """(number, promise) of those made in a thread, oldest first."""
    return [(row["n"], _commitment(row)) for row in db.query("select * from commitments where thread = ? order by n", [identity])]


def close_commitment(db: Database, number: int, state: str) -> None:
    """Marks a promise as open, kept or withdrawn."""
    db.execute("update commitments set state = ? where n = ?", [state, number])


# --- search ------------------------------------------------------------------------------------------------------------


def search(db: Database, query: str, limit: int = 50) -> list[dict[str, Any]]:
    """Rows of messages that hold every word (or run of characters) of a query, newest first."""
    terms = list(dict.fromkeys(search_grams(query, whole=False)))
    if not terms:
        return []
    match = " ".join(f'"{term}"' + ("*" if term.isascii() and len(term) > 1 else "") for term in terms[:24])
    sql = "select m.* from message_search s join messages m on m.place = s.rowid where message_search match ? order by s.rowid desc limit ?"
    return list(db.query(sql, [match, limit]))


def search_grams(text: str, whole: bool = True) -> list[str]:
    """Words of spaced scripts, and overlapping pairs of characters of Chinese, Japanese, Korean and Thai runs.

    SQLite's own trigram tokenizer finds nothing for two-character words such as 藤篮. A single character is indexed too
    (`whole`), so that one-character queries find it.
    """
    grams: list[str] = []
    for run, dense in _runs(unicodedata.normalize("NFKC", text).casefold()):
        if not dense or len(run) == 1:
            grams.append(run)
        else:
            grams += [run[i : i + 2] for i in range(len(run) - 1)]
            if whole:
                grams += list(dict.fromkeys(run))
    return grams


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    current = ""
    dense = False
    for ch in text:
        kind = _dense(ch)
        usable = ch.isalnum() or unicodedata.category(ch) in ("Mn", "Mc")
        if current and (not usable or kind != dense):
            yield current, dense
            current = ""
        if usable:
            current += ch
            dense = kind
    if current:
        yield current, dense


def _dense(ch: str) -> bool:
    return (
        "\u2e80" <= ch <= "\u9fff"
        or "\uac00" <= ch <= "\ud7ff"
        or "\uf900" <= ch <= "\ufaff"
        or "\u0e00" <= ch <= "\u0e7f"
        or ch >= "\U00020000"
    )


def _message(row: dict[str, Any]) -> Message:
    return Message(
        row["id"],
        row["subject"],
        row["body"],
        row["sender"],
        row["sent_at"],
        row["channel"],
        row["reply_to"],
        tuple(json.loads(row["attachments"])),
        tuple(json.loads(row["flags"])),
        row["zh"] or "",
    )


def _commitment(row: dict[str, Any]) -> Commitment:
    given = {name: row[name] or "" for name in _COMMITMENT if name not in ("quantity", "by_owner")}
    return Commitment(**given, quantity=int(row["quantity"] or 0), by_owner=bool(row["by_owner"]))


def known_ids(db: Database, ids: Sequence[str]) -> frozenset[str]:
    """Which of these message ids are stored."""
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        part = list(ids[start : start + 500])
        marks = ",".join("?" * len(part))
        found |= {row["id"] for row in db.query(f"select id from messages where id in ({marks})", part)}  # noqa: S608 (only question marks)
    return frozenset(found)
