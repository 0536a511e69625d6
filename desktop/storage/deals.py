"""Deals, their papers, and the counters that give out numbers which never repeat."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("deals")


@MIGRATIONS()
def m001_deals(db: Database) -> None:
    """A deal is kept as JSON (domain/deal_json); a number is given out by raising its counter in the same transaction."""
    db.table("deals").create(
        {"id": str, "buyer": str, "thread": str, "state": str, "data": str, "created_at": str, "updated_at": str}, pk="id"
    )
    db.table("deals").create_index(["state", "updated_at"])
    db.table("deals").create_index(["buyer"])
    db.table("paper_counters").create({"kind": str, "year": int, "last": int}, pk=("kind", "year"))
    db.table("papers").create({"number": str, "deal": str, "kind": str, "file": str, "made_at": str}, pk="number")
    db.table("papers").create_index(["deal"])


def next_number(db: Database, kind: str, year: int) -> int:
    """The next running number of a kind and year: raised before it is used, so a crash can only leave a gap."""
    db.execute("insert into paper_counters(kind, year, last) values (?, ?, 0) on conflict do nothing", [kind, year])
    db.execute("update paper_counters set last = last + 1 where kind = ? and year = ?", [kind, year])
    return int(next(db.query("select last from paper_counters where kind = ? and year = ?", [kind, year]))["last"])


def save(db: Database, row: dict[str, Any]) -> None:
    """Keeps a deal; `row` has id, buyer, thread, state, data (a JSON value), created_at and updated_at."""
    db.table("deals").upsert({**row, "data": json.dumps(row["data"], ensure_ascii=False)}, pk="id")


def get(db: Database, identity: str) -> dict[str, Any] | None:
    """One deal's row with its data decoded, or None."""
    return next((_decoded(row) for row in db.query("select * from deals where id = ?", [identity])), None)


def every(db: Database, limit: int = 500) -> list[dict[str, Any]]:
    """All deals, newest first."""
    return [_decoded(row) for row in db.query("select * from deals order by updated_at desc limit ?", [limit])]


def of_buyer(db: Database, buyer: str, threads: Sequence[str] = ()) -> list[dict[str, Any]]:
    """A buyer's deals, by his name or by the threads they came from, newest first."""
    marks = ",".join("?" * len(threads))
    sql = f"select * from deals where (buyer = ? and buyer != '') or thread in ({marks}) order by updated_at desc"  # noqa: S608 (marks only)
    return [_decoded(row) for row in db.query(sql, [buyer, *threads])]


def keep_paper(db: Database, number: str, deal: str, kind: str, place: tuple[str, str]) -> None:
    """Notes a paper that was written; `place` is its file and the time."""
    db.table("papers").upsert({"number": number, "deal": deal, "kind": kind, "file": place[0], "made_at": place[1]}, pk="number")


def papers_of(db: Database, deal: str) -> list[dict[str, Any]]:
    """A deal's papers, oldest first."""
    return list(db.query("select * from papers where deal = ? order by made_at", [deal]))


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "data": json.loads(row["data"])}
