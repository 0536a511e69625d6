"""The one SQLite file of a profile: connections, transactions, migrations.

WAL with `synchronous=FULL`: a commit is on the disk when it returns (promise 5). Every write begins with
`BEGIN IMMEDIATE`, so two windows or a window and a command wait for each other instead of failing in the middle.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from desktop.domain.errors import Environment

BUSY_MS = 10_000
# Low bytes of SQLite's result codes.
_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


class Store:
    """Opens the database file and hands out one connection per thread.

    Raises Environment("database.damaged" | "database.newer" | "database.unwritable") in the constructor; a damaged or
    newer file is never written to.
    """

    def __init__(self, path: Path, migrations: tuple[Migrations, ...]) -> None:
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._open: list[Database] = []
        try:
            self._check(migrations)
            self._migrate(migrations)
        except Environment:
            self.close()
            raise
        except sqlite3.OperationalError as error:
            self.close()
            raise Environment("database.unwritable", path=str(path), reason=str(error)) from error
        except sqlite3.DatabaseError as error:
            self.close()
            raise Environment("database.damaged", path=str(path)) from error

    def read(self) -> Database:
        """This thread's connection, for reading what is committed."""
        db = getattr(self._local, "db", None)
        if db is None:
            db = self._connect()
            self._local.db = db
        assert isinstance(db, Database)
        return db

    @contextmanager
    def write(self) -> Iterator[Database]:
        """A transaction that holds the write lock from its start; everything in it is kept or nothing is.

        Nested use joins the outer transaction. Raises Environment("database.busy" | "database.unwritable" | "disk.full").
        """
        db = self.read()
        if db.conn.in_transaction:
            yield db
            return
        try:
            db.conn.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise Environment("database.busy", path=str(self.path)) from error
            raise Environment("database.unwritable", path=str(self.path), reason=str(error)) from error
        try:
            yield db
            db.conn.commit()
        except BaseException as error:
            db.conn.rollback()
            if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in _DISK:
                raise Environment("disk.full", path=str(self.path)) from error
            raise

    def close(self) -> None:
        """Close every thread's connection; the last one merges the WAL into the file."""
        with self._lock:
            opened, self._open = self._open, []
        for db in opened:
            db.conn.close()
        self._local = threading.local()

    # --- inside --------------------------------------------------------------------------------------------------

    def _connect(self) -> Database:
        conn = sqlite3.connect(self.path, timeout=BUSY_MS / 1000, check_same_thread=False)
        conn.execute("PRAGMA journal_mode=WAL")
        conn.execute("PRAGMA synchronous=FULL")
        conn.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        conn.execute("PRAGMA trusted_schema=OFF")
        db = Database(conn, execute_plugins=False)
        with self._lock:
            self._open.append(db)
        return db

    def _check(self, migrations: tuple[Migrations, ...]) -> None:
        """Refuse damage and newer versions before anything is written."""
        if not self.path.exists() or self.path.stat().st_size == 0:
            return
        if not is_sound(self.path):
            raise Environment("database.damaged", path=str(self.path))
        known = {(group.name, item.name) for group in migrations for item in group._migrations}
        conn = sqlite3.connect(f"file:{self.path.as_posix().replace('?', '%3f').replace('#', '%23')}?mode=ro", uri=True)
        try:
            tables = {row[0] for row in conn.execute("select name from sqlite_master where type='table'")}
            if Migrations.migrations_table in tables:
                applied = set(conn.execute("select migration_set, name from _sqlite_migrations"))
                if applied - known:
                    raise Environment("database.newer", path=str(self.path))
        finally:
            conn.close()

    def _migrate(self, migrations: tuple[Migrations, ...]) -> None:
        """All pending steps and their records in one transaction."""
        db = self.read()
        if db.table("_sqlite_migrations").exists() and not any(group.pending(db) for group in migrations):
            return
        with self.write() as db:
            for group in migrations:
                group.apply(db)


def is_sound(path: Path) -> bool:
    """Whether SQLite's quick_check says "ok"; damage may show as rows or as an exception (both count)."""
    try:
        conn = sqlite3.connect(f"file:{path.as_posix().replace('?', '%3f').replace('#', '%23')}?mode=ro", uri=True)
        try:
            rows = conn.execute("PRAGMA quick_check").fetchall()
            return rows == [("ok",)]
        finally:
            conn.close()
    except sqlite3.DatabaseError:
        return False
