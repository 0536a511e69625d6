"""Listings: slotted text, rendered text, state and approval, per card and locale."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from desktop.storage.cards import now

MIGRATIONS = Migrations("listings")

STATES = ("draft", "approved")
_JSON = ("slotted", "listing", "readback", "findings")


@MIGRATIONS()
def m001_listings(db: Database) -> None:
    """`hand` marks a text touched by hand; `card_revision` is the card it was rendered from."""
    db.table("listings").create(
        {
            "sku": str,
            "locale": str,
            "state": str,
            "slotted": str,
            "listing": str,
            "readback": str,
            "findings": str,
            "hand": int,
            "card_revision": int,
            "revision": int,
            "approved_at": str,
            "updated_at": str,
        },
        pk=("sku", "locale"),
        not_null={"state", "listing", "revision"},
    )


def save(db: Database, sku: str, locale: str, values: dict[str, Any]) -> int:
    """Insert or update the given columns (JSON columns as data); returns the new revision."""
    row = get(db, sku, locale)
    revision = (row["revision"] if row else 0) + 1
    columns = {key: json.dumps(value, ensure_ascii=False) if key in _JSON else value for key, value in values.items()}
    columns |= {"revision": revision, "updated_at": now()}
    if row:
        db.table("listings").update((sku, locale), columns)
    else:
        base = {"sku": sku, "locale": locale, "state": "draft", "listing": "{}", "hand": 0, "card_revision": 0}
        db.table("listings").insert(base | columns)
    return revision


def approve(db: Database, sku: str, locale: str) -> None:
    """Mark as approved."""
    db.table("listings").update((sku, locale), {"state": "approved", "approved_at": now()})


def get(db: Database, sku: str, locale: str) -> dict[str, Any] | None:
    """One listing with its JSON columns as data, or None."""
    for row in db.query("select * from listings where sku = ? and locale = ?", [sku, locale]):
        return _decoded(row)
    return None


def of_card(db: Database, sku: str) -> Iterator[dict[str, Any]]:
    """All listings of a card."""
    return (_decoded(row) for row in db.query("select * from listings where sku = ? order by locale", [sku]))


def states(db: Database) -> list[dict[str, Any]]:
    """sku, locale and state of every listing (for the product grid)."""
    return list(db.query("select sku, locale, state, approved_at, hand, json_array_length(findings) as findings from listings"))


def _decoded(row: dict[str, Any]) -> dict[str, Any]:
    return row | {key: json.loads(row[key]) if row[key] else None for key in _JSON}
