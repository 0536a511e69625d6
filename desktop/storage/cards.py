"""Product cards and the factory card: columns, history per field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("cards")


@MIGRATIONS()
def m001_cards(db: Database) -> None:
    """`card` is the public part, `private` what never leaves the computer, `folder` where its pictures are."""
    db.table("cards").create(
        {"sku": str, "card": str, "private": str, "folder": str, "revision": int, "updated_at": str},
        pk="sku",
        not_null={"card", "revision"},
    )
    db.table("card_history").create({"id": int, "sku": str, "path": str, "old": str, "new": str, "at": str}, pk="id")
    db.table("card_history").create_index(["sku", "path"])
    db.table("factory").create({"id": int, "factory": str, "updated_at": str}, pk="id")


def now() -> str:
    """The time as stored: UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def save(db: Database, public: dict[str, Any], private: dict[str, Any], folder: str) -> int:
    """Insert or replace a card; returns its new revision. Each changed public field leaves a history row."""
    sku = str(public["sku"])
    row = get(db, sku)
    revision = (row["revision"] if row else 0) + 1
    if row:
        for path, old, new in _changes(row["card"], public):
            db.table("card_history").insert(
                {
                    "sku": sku,
                    "path": path,
                    "old": json.dumps(old, ensure_ascii=False),
                    "new": json.dumps(new, ensure_ascii=False),
                    "at": now(),
                }
            )
    db.table("cards").upsert(
        {
            "sku": sku,
            "card": json.dumps(public, ensure_ascii=False),
            "private": json.dumps(private, ensure_ascii=False),
            "folder": folder,
            "revision": revision,
            "updated_at": now(),
        },
        pk="sku",
    )
    return revision


def get(db: Database, sku: str) -> dict[str, Any] | None:
    """The row with `card` and `private` as data, or None."""
    for row in db.query("select * from cards where sku = ?", [sku]):
        return _decoded(row)
    return None


def all_rows(db: Database) -> Iterator[dict[str, Any]]:
    """Every card, newest change first."""
    return (_decoded(row) for row in db.query("select * from cards order by updated_at desc, sku"))


def remove(db: Database, sku: str) -> None:
    """Delete a card; its history stays."""
    db.table("cards").delete_where("sku = ?", [sku])


def history(db: Database, sku: str) -> list[dict[str, Any]]:
    """What changed on a card, newest first."""
    return list(db.query("select path, old, new, at from card_history where sku = ? order by id desc limit 200", [sku]))


def save_factory(db: Database, data: dict[str, Any]) -> None:
    """Replace the factory card."""
    db.table("factory").upsert({"id": 1, "factory": json.dumps(data, ensure_ascii=False), "updated_at": now()}, pk="id")


def get_factory(db: Database) -> dict[str, Any] | None:
    """The factory card's data, or None."""
    for row in db.query("select factory from factory where id = 1"):
        data: dict[str, Any] = json.loads(row["factory"])
        return data
    return None


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"card": json.loads(row["card"]), "private": json.loads(row["private"] or "{}")}


def _changes(old: dict[str, Any], new: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any, Any]]:
    for key in sorted({*old, *new}):
        before, after = old.get(key), new.get(key)
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _changes(before, after, f"{prefix}{key}.")
        elif before != after:
            yield f"{prefix}{key}", before, after
