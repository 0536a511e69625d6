"""Settings (key and JSON value) and the autosave of whatever is being typed."""

from __future__ import annotations

import json
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from desktop.storage.cards import now

MIGRATIONS = Migrations("settings")


@MIGRATIONS()
def m001_settings(db: Database) -> None:
    """`typing` holds unfinished text by place, so that kill -9 costs at most the last 300 ms."""
    db.table("settings").create({"key": str, "value": str}, pk="key")
    db.table("typing").create({"place": str, "text": str, "saved_at": str}, pk="place")


def get(db: Database, key: str, default: Any = None) -> Any:
    """A setting's value, or `default`."""
    for row in db.query("select value from settings where key = ?", [key]):
        return json.loads(row["value"])
    return default


def put(db: Database, key: str, value: Any) -> None:
    """Store a setting."""
    db.table("settings").upsert({"key": key, "value": json.dumps(value, ensure_ascii=False)}, pk="key")


def everything(db: Database) -> dict[str, Any]:
    """All settings."""
    return {row["key"]: json.loads(row["value"]) for row in db.query("select key, value from settings")}


def keep_typing(db: Database, place: str, text: str) -> str:
    """Autosave unfinished text of a place ("listing:TB-301:es:description"); returns the time of saving."""
    saved_at = now()
    db.table("typing").upsert({"place": place, "text": text, "saved_at": saved_at}, pk="place")
    return saved_at


def typed(db: Database, place: str) -> str | None:
    """Unfinished text of a place, or None."""
    for row in db.query("select text from typing where place = ?", [place]):
        return str(row["text"])
    return None


def forget_typing(db: Database, place: str) -> None:
    """The text is part of a record now."""
    db.table("typing").delete_where("place = ?", [place])
