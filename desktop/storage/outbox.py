"""The outbox: approved things on their way, what was uploaded where, and what is published where."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from desktop.domain.line import LARGE
from desktop.domain.outbox import CHECKING, KINDS, PENDING, SENDING, Need, OutboxItem

MIGRATIONS = Migrations("outbox")
_OPEN = "('pending','sending','checking','needs attention')"


@MIGRATIONS()
def m001_outbox(db: Database) -> None:
    """`seq` keeps the order of approval; times are seconds since 1970 (floats)."""
    db.table("outbox").create(
        {
            "seq": int,
            "id": str,
            "kind": str,
            "rank": int,
            "account": str,
            "subject": str,
            "payload": str,
            "state": str,
            "attempts": int,
            "looks": int,
            "next_at": float,
            "approved_at": float,
            "sent_at": float,
            "need": str,
            "receipt": str,
            "progress": str,
        },
        pk="seq",
        not_null={"id", "kind", "account", "subject", "payload", "state"},
    )
    db.table("outbox").create_index(["id"], unique=True)
    db.table("outbox").create_index(["state", "rank", "seq"])
    db.table("outbox_steps").create({"n": int, "item": str, "at": float, "state": str, "why": str}, pk="n")
    db.table("outbox_steps").create_index(["item"])
    db.table("uploads").create({"account": str, "sha256": str, "data": str}, pk=("account", "sha256"))
    db.table("published").create(
        {"account": str, "subject": str, "remote": str, "url": str, "readback": str, "at": float},
        pk=("account", "subject"),
    )


@MIGRATIONS()
def m002_set_at(db: Database) -> None:
    """When `next_at` was set, so that a clock that jumps back does not make an item wait for it."""
    db.table("outbox").add_column("set_at", float, not_null_default=0.0)


@MIGRATIONS()
def m003_order(db: Database) -> None:
    """`weight`: bytes that travel with it, for sending texts before pictures; an index for "serial per subject"."""
    db.table("outbox").add_column("weight", int, not_null_default=0)
    db.table("outbox").create_index(["account", "subject", "seq"])


def add(db: Database, item: OutboxItem) -> bool:
    """Puts an approved item in, inside the transaction of the approval; an id that is there already changes nothing."""
    if get(db, item.id) is not None:
        return False
    db.table("outbox").insert({"id": item.id, "weight": weight(db, item), **_columns(item)})
    _note(db, item, item.approved_at)
    return True


def get(db: Database, item: str) -> OutboxItem | None:
    """One item, or None."""
    return next((_item(row) for row in db.query("select * from outbox where id = ?", [item])), None)


def every(db: Database, limit: int = 500) -> list[OutboxItem]:
    """Open items in the order of sending, then closed ones, newest first."""
    sql = (
        f"select * from outbox order by case when state in {_OPEN} then 0 else 1 end, "  # noqa: S608 (a constant)
        f"case when state in {_OPEN} then rank end, case when state in {_OPEN} then seq else -seq end limit ?"
    )
    return [_item(row) for row in db.query(sql, [limit])]


def counts(db: Database) -> dict[str, int]:
    """How many items are in each state."""
    return {row["state"]: row["n"] for row in db.query("select state, count(*) as n from outbox group by state")}


def waiting(db: Database, account: str) -> Iterator[OutboxItem]:
    """Items of an account that the line may work on, in order: per subject only the oldest open one (serial).

    Replies come before listings, and what is only text before what brings pictures.
    """
    sql = f"""select id from outbox as o where account = ? and state in ('pending','checking')
             and not exists (select 1 from outbox as e where e.account = o.account and e.subject = o.subject
                             and e.seq < o.seq and e.state in ('pending','sending','checking','needs attention'))
             order by rank, weight >= {LARGE}, seq"""  # noqa: S608 (a constant)
    ids = [row["id"] for row in db.query(sql, [account])]  # sorted without their texts: a queue may be long
    found = (get(db, name) for name in ids)
    return (item for item in found if item is not None and item.state in (PENDING, CHECKING))  # another runner may have taken it


def weight(db: Database, item: OutboxItem) -> int:
    """Bytes that must travel for an item now: its text, and the pictures that the account does not hold yet."""
    publication = item.payload.get("publication")
    if not isinstance(publication, Mapping):
        return len(json.dumps(dict(item.payload), ensure_ascii=False).encode("utf-8"))
    pictures = {str(sha256): int(size) for _path, sha256, size in publication.get("pictures") or ()}
    known = {sha256 for sha256 in pictures if upload(db, item.account, sha256) is not None}
    text = len(json.dumps(publication.get("listings"), ensure_ascii=False).encode("utf-8"))
    return text + sum(size for sha256, size in pictures.items() if sha256 not in known)


def accounts(db: Database, kinds: Sequence[str] = KINDS) -> list[str]:
    """Accounts with anything of those kinds to do."""
    marks = ",".join("?" * len(kinds))
    sql = f"select distinct account from outbox where state in ('pending','checking') and kind in ({marks}) order by account"  # noqa: S608
    return [row["account"] for row in db.query(sql, list(kinds))]


def take(db: Database, item: OutboxItem, now: float) -> OutboxItem | None:
    """Compare-and-set from pending to sending; None when another runner was faster."""
    taken = item.moved(SENDING, sent_at=now, attempts=item.attempts + 1)
    cursor = db.execute(
        "update outbox set state = ?, sent_at = ?, attempts = ?, need = null where id = ? and state = ?",
        [SENDING, now, taken.attempts, item.id, PENDING],
    )
    if cursor.rowcount != 1:
        return None
    _note(db, taken, now)
    return taken


def move(db: Database, before: OutboxItem, after: OutboxItem, now: float) -> bool:
    """Keeps `after` if the item is still in the state of `before`. Progress is kept by `keep`, not here."""
    columns = {key: value for key, value in _columns(after).items() if key != "progress"} | {"set_at": now}
    assignments = ", ".join(f"{key} = :{key}" for key in columns)
    sql = f"update outbox set {assignments} where id = :wanted and state = :expected"  # noqa: S608 (own column names)
    cursor = db.execute(sql, {**columns, "wanted": before.id, "expected": before.state})
    if cursor.rowcount != 1:
        return False
    if before.state != after.state:
        _note(db, after, now)
    return True


def keep(db: Database, item: str, name: str, value: Any) -> None:
    """Keeps one thing that a try has achieved, before the next step starts."""
    row = get(db, item)
    if row is not None:
        text = json.dumps({**row.progress, name: value}, ensure_ascii=False)
        db.execute("update outbox set progress = ? where id = ?", [text, item])


def recover(db: Database, now: float) -> list[str]:
    """What was being sent when the program died has an unknown outcome: it is checked, never simply sent again."""
    ids = [row["id"] for row in db.query("select id from outbox where state = ?", [SENDING])]
    for item in ids:
        before = get(db, item)
        if before is not None:
            move(db, before, before.moved(CHECKING, looks=0, next_at=now), now)
    return ids


def steps(db: Database, item: str) -> list[dict[str, Any]]:
    """The item's history, oldest first."""
    return list(db.query("select at, state, why from outbox_steps where item = ? order by n", [item]))


def overdue(db: Database, thread: str, today: str) -> str | None:
    """The earliest day before `today` on which a price or validity promised in a thread ended, or None."""
    sql = """select min(due) as due from commitments
             where thread = ? and kind in ('price','valid_until') and due <> '' and due < ? and state = 'open'"""
    for row in db.query(sql, [thread, today]):
        return str(row["due"]) if row["due"] else None
    return None


# what was uploaded, what is published -------------------------------------------------------------------------------


def upload(db: Database, account: str, sha256: str) -> dict[str, Any] | None:
    """What the platform answered for these bytes, or None."""
    for row in db.query("select data from uploads where account = ? and sha256 = ?", [account, sha256]):
        data: dict[str, Any] = json.loads(row["data"])
        return data
    return None


def keep_upload(db: Database, account: str, sha256: str, data: Mapping[str, Any]) -> None:
    """Keeps the platform's answer for these bytes."""
    row = {"account": account, "sha256": sha256, "data": json.dumps(dict(data), ensure_ascii=False)}
    db.table("uploads").upsert(row, pk=("account", "sha256"))


def keep_published(db: Database, account: str, subject: str, receipt: Mapping[str, Any], now: float) -> None:
    """Keeps where a product is published and what was read back."""
    row = {
        "account": account,
        "subject": subject,
        "remote": str(receipt.get("id", "")),
        "url": str(receipt.get("url", "")),
        "readback": json.dumps(receipt.get("readback", {}), ensure_ascii=False),
        "at": now,
    }
    db.table("published").upsert(row, pk=("account", "subject"))


def published(db: Database, account: str, subject: str) -> dict[str, Any] | None:
    """Where a product is published in an account, or None."""
    for row in db.query("select * from published where account = ? and subject = ?", [account, subject]):
        return row | {"readback": json.loads(row["readback"])}
    return None


def forget_published(db: Database, account: str, subject: str) -> None:
    """The product is no longer there; the next publish makes a new one."""
    db.table("published").delete_where("account = ? and subject = ?", [account, subject])


def remotes(db: Database, account: str, but: str) -> frozenset[str]:
    """The platform's ids that belong to other products of ours."""
    sql = "select remote from published where account = ? and subject <> ?"
    return frozenset(row["remote"] for row in db.query(sql, [account, but]))


def forget_account(db: Database, account: str) -> None:
    """Forgets uploads and places of an account that is removed; its closed items stay as history."""
    db.table("uploads").delete_where("account = ?", [account])
    db.table("published").delete_where("account = ?", [account])


def _note(db: Database, item: OutboxItem, at: float) -> None:
    db.table("outbox_steps").insert({"item": item.id, "at": at, "state": item.state, "why": item.need.why if item.need else ""})


def _columns(item: OutboxItem) -> dict[str, Any]:
    need = json.dumps({"why": item.need.why, "fields": dict(item.need.fields)}, ensure_ascii=False) if item.need else None
    return {
        "kind": item.kind,
        "rank": item.rank,
        "account": item.account,
        "subject": item.subject,
        "payload": json.dumps(dict(item.payload), ensure_ascii=False),
        "state": item.state,
        "attempts": item.attempts,
        "looks": item.looks,
        "next_at": item.next_at,
        "set_at": item.set_at,
        "approved_at": item.approved_at,
        "sent_at": item.sent_at,
        "need": need,
        "receipt": json.dumps(dict(item.receipt), ensure_ascii=False),
        "progress": json.dumps(dict(item.progress), ensure_ascii=False),
    }


def _item(row: Mapping[str, Any]) -> OutboxItem:
    need = json.loads(row["need"]) if row["need"] else None
    return OutboxItem(
        id=row["id"],
        kind=row["kind"],
        account=row["account"],
        subject=row["subject"],
        payload=json.loads(row["payload"]),
        state=row["state"],
        attempts=row["attempts"],
        looks=row["looks"],
        next_at=row["next_at"],
        set_at=row["set_at"],
        approved_at=row["approved_at"],
        sent_at=row["sent_at"],
        need=Need(need["why"], need["fields"]) if need else None,
        receipt=json.loads(row["receipt"] or "{}"),
        progress=json.loads(row["progress"] or "{}"),
    )
