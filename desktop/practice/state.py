"""The practice shop's memory: one SQLite file, written before an answer leaves: kill -9 loses nothing promised."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

TABLES = """
create table if not exists codes(code text primary key, app text, redirect text, expires real, used integer default 0);
create table if not exists tokens(access text primary key, refresh text unique, app text, expires real,
                                  refresh_expires real, dead integer default 0);
create table if not exists products(id integer primary key, kind text, category integer, answer text, status text,
    display text, review_at real, created real, modified real, before text, before_at real, revision integer default 1);
create table if not exists pictures(id integer primary key, name text, url text unique, size integer, sha256 text,
    group_id integer, data blob, created real);
create table if not exists groups(id integer primary key, name text, parent integer);
create table if not exists stock(product integer, sku integer, quantity integer, primary key(product,sku));
create table if not exists orders(id integer primary key, body text, modified real);
create table if not exists inbox(id integer primary key, thread text, sender text, subject text, body text, at real,
    product integer, kind text, key text unique);
create table if not exists calls(method text primary key, times integer);
create table if not exists counters(name text primary key, value integer);
"""
FIRST_IDS = {
    "product": 1_600_900_000_000,
    "draft": 10_000_400_000,
    "picture": 33_781_870_000,
    "group": 500_100,
    "sku": 1_050_000_100,
    "order": 2_100_000,
    "inbox": 300,
}


class State:
    """The tables behind one lock; every writing verb is one committed transaction."""

    def __init__(self, file: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(file, check_same_thread=False, isolation_level=None, timeout=10)
        self._db.row_factory = sqlite3.Row
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=normal")
        self._db.executescript(TABLES)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction; what is done inside is all kept or all dropped."""
        with self._lock:
            self._db.execute("begin immediate")
            try:
                yield
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows of a query."""
        with self._lock:
            return [dict(row) for row in self._db.execute(sql, values).fetchall()]

    def row(self, sql: str, values: Sequence[Any] = ()) -> dict[str, Any] | None:
        """The first row of a query, or None."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """One change; returns how many rows it touched."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

    def next_id(self, name: str) -> int:
        """A new number of that kind; numbers are never reused. Inside :meth:`writing`."""
        with self._lock:
            row = self.row("select value from counters where name=?", (name,))
            value = (row["value"] if row else FIRST_IDS[name]) + 7
            self._db.execute("insert or replace into counters values(?,?)", (name, value))
            return int(value)

    def count_call(self, method: str) -> None:
        """Counts a call that was let in, for tests and the start page."""
        self.run("insert into calls values(?,1) on conflict(method) do update set times=times+1", (method,))

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._db.close()
