"""The log file: small, rotated, and without anything private.

Loggers are the standard library's; this module says where they write and takes out what must not be written:
the values that a `Redactor` was told to hide (costs, floors, margins, tokens), and whatever looks like a secret.
"""

from __future__ import annotations

import logging
import logging.handlers
import re
import threading
from collections.abc import Iterable
from pathlib import Path

FILE = "tengqiao.log"
MAX_BYTES = 1_000_000
KEPT = 3
HIDDEN = "[hidden]"

# What a secret looks like wherever it comes from: the value after such a name in JSON, a header or an address.
_SECRET = re.compile(
    r"""(?ix) ( (?:access_?|refresh_?|session_?|app_?)?(?:token|secret|session|key)|password|passwd|authorization|sign )
        ( ["']? \s* [:=] \s* ["']? (?:bearer\s+|basic\s+)? ) [^\s"'&,;}]{4,}"""
)


class Redactor:
    """Knows what must not be written. Safe to use from every thread."""

    def __init__(self, hidden: Iterable[str] = ()) -> None:
        self._lock = threading.Lock()
        self._hidden: frozenset[str] = frozenset()
        self._pattern: re.Pattern[str] | None = None
        self.hide(hidden)

    def hide(self, values: Iterable[str]) -> None:
        """Adds values: a token as it is, a number as the owner typed it ("2.90"; also met as 2,90 and 2.9)."""
        with self._lock:
            self._hidden |= {value.strip() for value in values if value.strip()}
            parts = [_as_pattern(value) for value in sorted(self._hidden, key=len, reverse=True)]
            self._pattern = re.compile("|".join(parts)) if parts else None

    def clean(self, text: str) -> str:
        """`text` with every hidden value, and whatever looks like a secret, replaced."""
        pattern = self._pattern
        if pattern is not None:
            text = pattern.sub(HIDDEN, text)
        return _SECRET.sub(rf"\1\2{HIDDEN}", text)


class RedactingFormatter(logging.Formatter):
    """Formats a record, its exception included, and cleans the result."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """The record as one cleaned text."""
        return self._redactor.clean(super().format(record))


def open_log(folder: Path, redactor: Redactor, level: int = logging.INFO) -> logging.Handler:
    """Sends the loggers of `desktop` to `folder`/tengqiao.log (1 MB, three older ones kept); close with `close_log`."""
    handler = logging.handlers.RotatingFileHandler(folder / FILE, maxBytes=MAX_BYTES, backupCount=KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(RedactingFormatter(redactor))
    logger = logging.getLogger("desktop")
    logger.setLevel(level)
    logger.propagate = False
    logger.addHandler(handler)
    return handler


def close_log(handler: logging.Handler) -> None:
    """Undoes `open_log`."""
    logger = logging.getLogger("desktop")
    logger.removeHandler(handler)
    logger.propagate = True
    handler.close()


def _as_pattern(value: str) -> str:
    number = re.fullmatch(r"(\d+)(?:\.(\d*?)0*)?", value)
    if number is None:
        return re.escape(value)
    whole, fraction = number.group(1), number.group(2) or ""
    # 2.90, 2.9, 2,90 and 2.900 are the same secret; 12.90 and 2.95 are other numbers.
    tail = rf"[.,]{fraction}0*" if fraction else r"(?:[.,]0+)?"
    return rf"(?<![\d.,]){whole}{tail}(?![.,]?\d)"
