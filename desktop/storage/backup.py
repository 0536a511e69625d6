"""Backups: one .zip with a verified copy of the database and the cards' pictures.

`VACUUM INTO` copies a live database; the copy must pass quick_check before it counts, so that damage never
overwrites good backups. Backups are thinned to seven daily, four weekly and twelve monthly ones.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from desktop.domain.errors import BadInput, Environment
from desktop.storage.database import Store, is_sound
from desktop.system.files import sync_dir

DATABASE = "tengqiao.db"
PREFIX = "tengqiao-"
RESTORING = "restoring-"
# What zipfile raises for a cut, changed, encrypted or strangely packed archive.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
MAX_MEMBERS = 200_000
MAX_BYTES = 20_000_000_000


@dataclass(frozen=True)
class Backup:
    """A backup file, when it was made, and its size in bytes."""

    path: Path
    made_at: datetime
    size: int


class Backups:
    """Makes, lists, verifies and restores backups. `pictures` is the cards' folder, `folder` where backups go."""

    def __init__(self, store: Store, pictures: Path, folder: Path) -> None:
        self._store = store
        self._pictures = pictures
        self._folder = folder

    def make(self, target: Path | None = None) -> Backup:
        """Make and verify a backup. Raises Environment("backup.not_sound" | "file.unwritable")."""
        # To the microsecond: a second backup in one second must not take the place of the first.
        path = target or self._folder / f"{PREFIX}{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.zip"
        try:
            with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
                copy = Path(scratch) / DATABASE
                self._store.read().execute("VACUUM INTO ?", [str(copy)])
                if not is_sound(copy):
                    raise Environment("backup.not_sound", path=str(path))
                packed = Path(scratch) / "backup.zip"
                self._pack(copy, packed)
                packed.replace(path)
                sync_dir(path.parent)
        except (OSError, sqlite3.OperationalError) as error:
            raise Environment("file.unwritable", path=str(path), reason=str(error)) from error
        if target is None:
            self._thin()
        return _backup(path)

    def all(self) -> list[Backup]:
        """Backups in the folder, newest first."""
        return sorted((_backup(path) for path in self._folder.glob(f"{PREFIX}*.zip")), key=lambda item: item.made_at, reverse=True)

    def _pack(self, copy: Path, packed: Path) -> None:
        # Costs and floors are inside: nobody else's to read, from the first byte.
        packed.touch(mode=0o600)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(copy, DATABASE)
            for file in sorted(self._pictures.rglob("*")) if self._pictures.is_dir() else []:
                if file.is_file() and not file.is_symlink():
                    archive.write(
                        file,
                        (PurePosixPath("cards") / file.relative_to(self._pictures).as_posix()).as_posix(),
                        zipfile.ZIP_STORED,
                    )
        with packed.open("rb+") as file_object:
            os.fsync(file_object.fileno())

    def _thin(self) -> None:
        kept: set[Path] = set()
        seen: dict[str, set[str]] = {"day": set(), "week": set(), "month": set()}
        limits = {"day": 7, "week": 4, "month": 12}
        for item in self.all():
            keys = {"day": f"{item.made_at:%Y%m%d}", "week": f"{item.made_at:%G%V}", "month": f"{item.made_at:%Y%m}"}
            for kind, key in keys.items():
                if key not in seen[kind] and len(seen[kind]) < limits[kind]:
                    seen[kind].add(key)
                    kept.add(item.path)
        newest = {item.path for item in self.all()[:3]}
        for item in self.all():
            if item.path not in kept | newest:
                item.path.unlink(missing_ok=True)


def restore(archive_path: Path, profile: Path) -> Path | None:
    """Put a backup in place of the profile's data. What was there is renamed, never deleted; returns its new folder.

    The profile must not be open. Raises what `prepare_restore` raises.
    """
    prepare_restore(archive_path, profile)
    try:
        return finish_restore(profile)
    except OSError as error:
        raise Environment("file.unwritable", path=str(profile), reason=str(error)) from error


def prepare_restore(archive_path: Path, profile: Path) -> None:
    """Unpack and check a backup beside the profile's data; `finish_restore` puts it in place, at the latest when the
    profile is next opened.

    The profile may be open: its files are not touched.
    Raises BadInput("file.not_found" | "backup.not_sound"), Environment("file.unwritable").
    """
    if not archive_path.is_file():
        raise BadInput("file.not_found", path=str(archive_path))
    try:
        with tempfile.TemporaryDirectory(dir=profile) as scratch:
            fresh = Path(scratch) / "fresh"
            (fresh / "cards").mkdir(parents=True)
            _unpack(archive_path, fresh)
            if not (fresh / DATABASE).is_file() or not is_sound(fresh / DATABASE):
                raise BadInput("backup.not_sound", path=str(archive_path))
            # From this rename on, the restore is decided: whatever cuts it short, `finish_restore` ends it.
            fresh.replace(profile / f"{RESTORING}{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}")
    except OSError as error:
        raise Environment("file.unwritable", path=str(profile), reason=str(error)) from error


def finish_restore(profile: Path) -> Path | None:
    """Ends a restore that was cut short (call it before the database is opened); the folder of what was there before.

    Every step is a rename that happens once, so it may be cut short itself and called again.
    """
    fresh = next(iter(sorted(profile.glob(f"{RESTORING}*"))), None)
    if fresh is None:
        return None
    aside = profile / fresh.name.replace(RESTORING, "before-restore-")
    # The log files first: beside another database they would damage it.
    old = {DATABASE: (f"{DATABASE}-wal", f"{DATABASE}-shm", DATABASE), "cards": ("cards",)}
    for kind, names in old.items():
        for name in names:
            if (fresh / kind).exists() and (profile / name).exists():
                aside.mkdir(exist_ok=True)
                (profile / name).replace(aside / name)
    for name in ("cards", DATABASE):
        if (fresh / name).exists():
            (fresh / name).replace(profile / name)
    sync_dir(profile)
    shutil.rmtree(fresh)
    return aside if aside.is_dir() else None


def _unpack(archive_path: Path, target: Path) -> None:
    """Only plain members below the target; a hostile archive is refused whole."""
    try:
        with zipfile.ZipFile(archive_path) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or sum(item.file_size for item in members) > MAX_BYTES:
                raise BadInput("backup.not_sound", path=str(archive_path))
            for item in members:
                parts = PurePosixPath(item.filename).parts
                if item.filename.startswith("/") or "\\" in item.filename or ".." in parts or parts[:1] not in ((DATABASE,), ("cards",)):
                    raise BadInput("backup.not_sound", path=str(archive_path))
            archive.extractall(target)
        for file in target.rglob("*"):
            if file.is_file():
                with file.open("rb+") as written:
                    os.fsync(written.fileno())
    except UNREADABLE as error:
        raise BadInput("backup.not_sound", path=str(archive_path)) from error


def _backup(path: Path) -> Backup:
    info = path.stat()
    return Backup(path, datetime.fromtimestamp(info.st_mtime).astimezone(), info.st_size)
