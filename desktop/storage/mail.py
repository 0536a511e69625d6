"""What belongs to mails beyond their text: how far each mailbox was read, and the files that came with a mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

MIGRATIONS = Migrations("mail")


@MIGRATIONS()
def m001_mail(db: Database) -> None:
    """Cursors by account; files by message, their bytes lie under their hash in the profile."""
    db.table("mail_cursors").create({"account": str, "cursor": str}, pk="account")
    db.table("mail_files").create(
        {"message": str, "place": int, "name": str, "kind": str, "size": int, "sha256": str}, pk=("message", "place")
    )


def cursor(db: Database, account: str) -> str:
    """How far a mailbox was read; "" from the beginning."""
    row = next(db.query("select cursor from mail_cursors where account = ?", [account]), None)
    return str(row["cursor"]) if row else ""


def keep_cursor(db: Database, account: str, value: str) -> None:
    """Keeps how far a mailbox was read."""
    db.table("mail_cursors").upsert({"account": account, "cursor": value}, pk="account")


def forget_cursor(db: Database, account: str) -> None:
    """The mailbox is read from the beginning next time."""
    db.table("mail_cursors").delete_where("account = ?", [account])


def keep_files(db: Database, message: str, files: Sequence[dict[str, Any]]) -> None:
    """Notes the files (name, kind, size, sha256) of a message; a second time changes nothing."""
    rows = [{"message": message, "place": place, **row} for place, row in enumerate(files)]
    db.table("mail_files").upsert_all(rows, pk=("message", "place"))


def files(db: Database, message: str) -> list[dict[str, Any]]:
    """The files of a message, in its order."""
    return list(db.query("select name, kind, size, sha256 from mail_files where message = ? order by place", [message]))
