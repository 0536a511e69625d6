"""The database file: damage and newer versions are refused, writes are whole."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from desktop.domain.errors import Environment
from desktop.storage import cards, listings, migrations, settings
from desktop.storage.database import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "数据 库.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store(path, migrations.ALL)
    yield store
    store.close()


def test_a_write_is_there_for_another_connection_at_once(store: Store, path: Path) -> None:
    with store.write() as db:
        settings.put(db, "theme", "dark")
    other = Store(path, migrations.ALL)
    assert settings.get(other.read(), "theme") == "dark"
    other.close()


def test_a_write_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.write() as db:
        settings.put(db, "theme", "dark")
        raise RuntimeError
    assert settings.get(store.read(), "theme") is None


def test_a_full_disk_is_said_and_leaves_nothing(store: Store) -> None:
    with store.write() as db:
        settings.put(db, "theme", "dark")
    pages = store.read().execute("PRAGMA page_count").fetchone()[0]
    store.read().execute(f"PRAGMA max_page_count={pages}")  # what SQLite meets on a disk without room
    with pytest.raises(Environment) as said, store.write() as db:
        settings.put(db, "theme", "light")
        settings.put(db, "note", "x" * 1_000_000)
    assert said.value.code == "disk.full"
    assert settings.get(store.read(), "theme") == "dark"


def test_a_file_that_became_read_only_is_said(store: Store) -> None:
    store.read().execute("PRAGMA query_only=ON")
    with pytest.raises(Environment) as said, store.write() as db:
        settings.put(db, "theme", "light")
    assert said.value.code == "database.unwritable"


def test_approval_and_another_row_share_one_transaction(store: Store) -> None:
    with store.write() as db:
        listings.save(db, "A", "es", {"listing": {"title": "x"}})
    with pytest.raises(RuntimeError), store.write() as db:
        listings.approve(db, "A", "es")
        with store.write() as inner:
            settings.put(inner, "theme", "dark")
        raise RuntimeError
    row = listings.get(store.read(), "A", "es")
    assert row is not None
    assert row["state"] == "draft"
    assert settings.get(store.read(), "theme") is None


def test_a_newer_database_is_refused_and_not_touched(store: Store, path: Path) -> None:
    store.close()
    conn = sqlite3.connect(path)
    conn.execute("insert into _sqlite_migrations (migration_set, name, applied_at) values ('cards', 'm999_tomorrow', 'x')")
    conn.commit()
    conn.close()
    before = path.read_bytes()
    with pytest.raises(Environment) as caught:
        Store(path, migrations.ALL)
    assert caught.value.code == "database.newer"
    assert path.read_bytes() == before


def test_damage_is_refused_and_kept(store: Store, path: Path) -> None:
    with store.write() as db:
        for number in range(200):
            settings.put(db, f"key{number}", "x" * 500)
    store.close()
    raw = bytearray(path.read_bytes())
    raw[8192 : 8192 + 2048] = b"\xff" * 2048
    path.write_bytes(raw)
    with pytest.raises(Environment) as caught:
        Store(path, migrations.ALL)
    assert caught.value.code == "database.damaged"
    assert path.read_bytes() == raw


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_text("not a database at all, but long enough to look like one" * 50)
    with pytest.raises(Environment) as caught:
        Store(path, migrations.ALL)
    assert caught.value.code == "database.damaged"


def test_two_writers_wait_for_each_other(store: Store, path: Path) -> None:
    other = Store(path, migrations.ALL)
    errors: list[Exception] = []

    def count(mine: Store, name: str) -> None:
        try:
            for _ in range(40):
                with mine.write() as db:
                    settings.put(db, "sum", settings.get(db, "sum", 0) + 1)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=count, args=(mine, name)) for mine, name in ((store, "a"), (other, "b"), (store, "c"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert settings.get(store.read(), "sum") == 120
    other.close()


def test_a_card_keeps_its_history_without_private_numbers(store: Store) -> None:
    with store.write() as db:
        cards.save(db, {"sku": "A", "trade": {"moq": 100}}, {"cost": "2.90"}, "A")
        cards.save(db, {"sku": "A", "trade": {"moq": 200}}, {"cost": "3.10"}, "A")
    history = cards.history(store.read(), "A")
    assert [(row["path"], row["old"], row["new"]) for row in history] == [("trade.moq", "100", "200")]


def test_a_failed_migration_leaves_the_file_as_it_was(store: Store, path: Path) -> None:
    store.close()
    broken = Migrations("extra")

    @broken()
    def m001_good(db: Database) -> None:
        db.table("good").create({"id": int})

    @broken()
    def m002_bad(db: Database) -> None:
        db.table("half").create({"id": int})
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        Store(path, (*migrations.ALL, broken))
    again = Store(path, migrations.ALL)
    assert "half" not in again.read().table_names()
    assert "good" not in again.read().table_names()
    again.close()
