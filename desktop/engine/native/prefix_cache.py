"""Prompt beginnings that were read once, on disk: one file each, checked before llama.cpp sees a byte of it.

A file is: magic, the SHA-256 of everything after it, a JSON header with its length, the tokens, llama.cpp's state. A cut or
flipped file would abort the process inside llama.cpp, so it is thrown away here. Files are bounded in number and size.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from desktop.system.files import write_bytes

MAGIC = b"TQPREFIX1\n"
MAX_FILES = 24
MAX_BYTES = 512 * 1024 * 1024
MAX_FILE = 256 * 1024 * 1024
_START = struct.Struct("<I")


class PrefixCache:
    """The folder of prefixes of one model. `identity` names what a state depends on: model file, llama.cpp, settings."""

    def __init__(self, folder: Path, identity: str) -> None:
        self._folder = folder
        self._identity = identity
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def path(self, tokens: Sequence[int]) -> Path:
        """Where the state of exactly these tokens is kept."""
        key = hashlib.sha256(self._identity.encode() + b"\0" + np.asarray(tokens, "<i4").tobytes()).hexdigest()
        return self._folder / f"{key[:40]}.prefix"

    def load(self, tokens: Sequence[int]) -> bytes | None:
        """The state for these tokens, or None; a file that is not what it says is removed."""
        path = self.path(tokens)
        try:
            if path.stat().st_size > MAX_FILE:
                raise ValueError("too large")
            state = self._opened(path.read_bytes(), tokens)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError):
            path.unlink(missing_ok=True)
            return None
        path.touch()  # the oldest by use goes first
        return state

    def keep(self, tokens: Sequence[int], state: bytes) -> None:
        """Writes a state, all or nothing; a full disk only means that nothing is kept."""
        head = json.dumps({"identity": self._identity, "tokens": len(tokens), "state": len(state)}).encode()
        body = b"".join((_START.pack(len(head)), head, np.asarray(tokens, "<i4").tobytes(), state))
        if len(body) > MAX_FILE:
            return
        try:
            write_bytes(self.path(tokens), MAGIC + hashlib.sha256(body).digest() + body)
            self._trim()
        except OSError:
            return

    def _opened(self, raw: bytes, tokens: Sequence[int]) -> bytes:
        view = memoryview(raw)
        start = len(MAGIC) + 32
        if len(raw) < start + 4 or view[: len(MAGIC)] != MAGIC or hashlib.sha256(view[start:]).digest() != view[len(MAGIC) : start]:
            raise ValueError("not whole")
        size = _START.unpack_from(raw, start)[0]
        head = json.loads(bytes(view[start + 4 : start + 4 + size]))
        at = start + 4 + size
        stored = view[at : at + 4 * len(tokens)]
        state = view[at + 4 * len(tokens) :]
        same = head["identity"] == self._identity and head["tokens"] == len(tokens) and head["state"] == len(state)
        if not same or stored != np.asarray(tokens, "<i4").tobytes():
            raise ValueError("another prefix")
        return bytes(state)

    def _trim(self) -> None:
        """Removes the files that were not used for longest, until number and size are within bounds."""
        files = sorted(self._folder.glob("*.prefix"), key=lambda path: path.stat().st_mtime, reverse=True)
        total = 0
        for index, path in enumerate(files):
            total += path.stat().st_size
            if index >= MAX_FILES or total > MAX_BYTES:
                path.unlink(missing_ok=True)
