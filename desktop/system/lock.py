"""One profile, one program that sends: the profile's lock, on Windows, macOS and Linux.

The operating system holds the lock and lets go of it when the process ends, however it ends (kill -9, power cut);
so there is no stale lock to judge. The file beside it only says who holds it, for the sentence to the owner.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import IO

from desktop.domain.errors import Environment

FILE = "profile.lock"
OWNER = "profile.owner"


class ProfileLock:
    """The right to write in a profile. A context manager; `take` and `release` for where a block does not fit."""

    def __init__(self, profile: Path) -> None:
        self._path = profile / FILE
        self._owner = profile / OWNER
        self._file: IO[bytes] | None = None

    @property
    def held(self) -> bool:
        """True while this object holds the lock."""
        return self._file is not None

    def take(self) -> None:
        """Takes the lock; raises Environment("profile.in_use", pid=...) if another program (or object) has it."""
        if self._file is not None:
            return
        file = self._path.open("a+b")
        try:
            _lock(file)
        except OSError:
            file.close()
            raise Environment("profile.in_use", pid=self.holder()) from None
        self._file = file
        self._owner.write_text(str(os.getpid()), encoding="ascii")

    def release(self) -> None:
        """Lets go of the lock; nothing happens if it is not held."""
        if self._file is None:
            return
        file, self._file = self._file, None
        _unlock(file)
        file.close()

    def holder(self) -> int | None:
        """The process number of who took it last, or None if that cannot be told."""
        try:
            return int(self._owner.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def __enter__(self) -> ProfileLock:
        self.take()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
