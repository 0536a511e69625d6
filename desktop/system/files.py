"""Files that are either the old ones or the new ones, never half: what a power cut needs."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from desktop.domain.errors import Environment

PRIVATE = 0o600
ORDINARY = 0o644


@contextlib.contextmanager
def atomic(target: Path, mode: int = PRIVATE) -> Iterator[BinaryIO]:
    """Opens a new file that takes `target`'s place when the block ends well, and leaves no trace when it does not.

    The new file lies in the same folder (a rename across disks is a copy), has its mode before its first byte, and
    is on the disk before the rename, the rename before the return. Raises OSError (no space, no right, no folder).
    """
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(6)}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # On Windows this fails while another program has the target open: the old file stays whole.
        fresh.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
    sync_dir(target.parent)


def write_bytes(target: Path, content: bytes, mode: int = PRIVATE) -> None:
    """Puts `content` in place of `target`, all or nothing; raises OSError."""
    with atomic(target, mode) as file:
        file.write(content)


def write_text(target: Path, content: str, mode: int = PRIVATE) -> None:
    """Puts `content` as UTF-8 in place of `target`, all or nothing, line ends as given; raises OSError."""
    write_bytes(target, content.encode("utf-8"), mode)


def problem_of(error: OSError) -> Environment | None:
    """What a failed read or write tells the owner: Environment("disk.full" | "file.unusable"); None where no file is named
    and the disk is not full, which is a bug of ours."""
    path = str(error.filename or "")
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        return Environment("disk.full", path=path or "-")
    return Environment("file.unusable", path=path, reason=error.strerror or type(error).__name__) if path else None


def sync_dir(folder: Path) -> None:
    """Makes a rename inside `folder` survive a power cut, where the system lets a folder be opened (not Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_leftovers(folder: Path) -> int:
    """Deletes what a power cut left of `atomic` in `folder`; how many. Only while no one else writes there."""
    left = [path for path in folder.glob(".*.new") if path.is_file()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
