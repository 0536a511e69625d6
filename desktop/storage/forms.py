"""What platforms say about themselves, kept per account with its date: forms, category trees, labels."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("forms")


@MIGRATIONS()
def m001_forms(db: Database) -> None:
    """`at`: when it was last heard; `changed_at`: when it was first heard to differ from before, 0 for never."""
    db.table("forms").create(
        {"account": str, "name": str, "text": str, "digest": str, "at": float, "changed_at": float}, pk=("account", "name")
    )


def get(db: Database, account: str, name: str) -> dict[str, Any] | None:
    """What is kept under a name, or None."""
    return next(iter(db.query("select text, at, changed_at from forms where account = ? and name = ?", [account, name])), None)


def keep(db: Database, account: str, name: str, text: str, now: float) -> None:
    """Keeps what was heard, and notes when it is other than before."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    before = next(iter(db.query("select digest, changed_at from forms where account = ? and name = ?", [account, name])), None)
    changed = 0.0 if before is None else before["changed_at"] if before["digest"] == digest else now
    row = {"account": account, "name": name, "text": text, "digest": digest, "at": now, "changed_at": changed}
    db.table("forms").upsert(row, pk=("account", "name"))


def age(db: Database, account: str, beginning: str) -> None:
    """Everything whose name begins so counts as old: it is asked anew as soon as there is a line, and used until then."""
    db.execute("update forms set at = 0 where account = ? and substr(name, 1, ?) = ?", [account, len(beginning), beginning])


def forget_account(db: Database, account: str) -> None:
    """Forgets what a removed account's platform said."""
    db.table("forms").delete_where("account = ?", [account])
