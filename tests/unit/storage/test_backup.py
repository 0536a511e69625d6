"""A backup holds everything and is checked; restoring loses neither the backup's data nor what was there."""

from __future__ import annotations

import signal
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import BadInput, Environment
from desktop.storage.backup import DATABASE, Backups, finish_restore, restore
from desktop.storage.database import Store

# Cuts a restore short at its n-th rename.
CUT_SHORT = """
import os, signal, sys
from pathlib import Path
from desktop.storage.backup import restore
left = int(sys.argv[3])
def count(event, args):
    global left
    if event == "os.rename":
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
restore(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def put(profile: Path, text: str) -> None:
    """Writes `text` as the one note of the database and as the one picture."""
    with_note = sqlite3.connect(profile / DATABASE)
    with with_note:
        with_note.execute("create table if not exists note (text)")
        with_note.execute("delete from note")
        with_note.execute("insert into note values (?)", [text])
    with_note.close()
    photo = profile / "cards" / "TB-301" / "photos" / "1.jpg"
    photo.parent.mkdir(parents=True, exist_ok=True)
    photo.write_text(text)


def look(folder: Path) -> tuple[str, str]:
    """The note and the picture that are in `folder` now."""
    opened = sqlite3.connect(folder / DATABASE)
    try:
        (note,) = opened.execute("select text from note").fetchone()
    finally:
        opened.close()
    return note, (folder / "cards" / "TB-301" / "photos" / "1.jpg").read_text()


@pytest.fixture
def backups(profile: Path) -> Iterator[Backups]:
    put(profile, "before")
    store = Store(profile / DATABASE, ())
    folder = profile / "backups"
    folder.mkdir()
    yield Backups(store, profile / "cards", folder)
    store.close()


def test_a_backup_brings_back_cards_and_pictures_and_keeps_what_was_there(backups: Backups, profile: Path) -> None:
    made = backups.make()
    assert [item.path for item in backups.all()] == [made.path]
    put(profile, "after")
    aside = restore(made.path, profile)
    assert look(profile) == ("before", "before")
    assert aside is not None
    assert look(aside) == ("after", "after")


def test_a_backup_is_readable_by_its_owner_only(backups: Backups) -> None:
    assert stat.S_IMODE(backups.make().path.stat().st_mode) & 0o077 == 0


def test_a_new_computer_can_restore_too(backups: Backups, tmp_path: Path) -> None:
    made = backups.make()
    assert restore(made.path, tmp_path) is None
    assert look(tmp_path) == ("before", "before")


@pytest.mark.parametrize("cut", range(6))
def test_a_restore_cut_short_anywhere_is_old_or_new_and_never_between(backups: Backups, profile: Path, cut: int) -> None:
    made = backups.make()
    put(profile, "after")
    ended = subprocess.run([sys.executable, "-c", CUT_SHORT, str(made.path), str(profile), str(cut)], cwd=Path.cwd())
    assert ended.returncode in (-signal.SIGKILL, 0)
    aside = finish_restore(profile)
    if aside is None and ended.returncode != 0:
        assert look(profile) == ("after", "after")
    else:
        assert look(profile) == ("before", "before")
        (folder,) = profile.glob("before-restore-*")
        assert look(folder) == ("after", "after")
    assert finish_restore(profile) is None


def test_a_damaged_backup_is_refused_and_nothing_changes(backups: Backups, profile: Path) -> None:
    made = backups.make()
    whole = made.path.read_bytes()
    one_byte = whole[:60] + bytes([whole[60] ^ 255]) + whole[61:]
    for damaged in (whole[: len(whole) // 2], b"", b"no zip at all", one_byte):
        made.path.write_bytes(damaged)
        with pytest.raises(BadInput) as refused:
            restore(made.path, profile)
        assert refused.value.code == "backup.not_sound"
    assert look(profile) == ("before", "before")
    there = {path.name for path in profile.iterdir() if not path.name.startswith(DATABASE)}
    assert there == {"cards", "backups"}


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "cards/../../outside", "notes.txt", "cards\\..\\x"])
def test_a_hostile_backup_writes_nothing(profile: Path, tmp_path: Path, name: str) -> None:
    archive = tmp_path / "hostile.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(name, "x")
    with pytest.raises(BadInput):
        restore(archive, profile)
    assert list(profile.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said_in_words(backups: Backups, profile: Path) -> None:
    with pytest.raises(Environment) as refused:
        backups.make(profile / "gone" / "backup.zip")
    assert refused.value.code == "file.unwritable"


def test_what_is_there_stays_findable(profile: Path) -> None:
    with pytest.raises(BadInput) as refused:
        restore(profile / "none.zip", profile)
    assert refused.value.code == "file.not_found"
    assert list(profile.iterdir()) == []
