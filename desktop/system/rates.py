"""How much and how fast: bytes per day, transfer speed from real transfers, and the gap between calls to one host."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

SMALL_TRANSFER = 4096
"""Bytes under which a transfer says nothing about the line's speed."""
KEPT_DAYS = 40


@dataclass(frozen=True)
class DayCount:
    """Bytes of one day, headers estimated."""

    sent: int = 0
    received: int = 0

    @property
    def total(self) -> int:
        """Both directions."""
        return self.sent + self.received


class ByteMeter:
    """Counts bytes per local day in a small JSON file, with the latest speed; an unreadable file starts at zero.

    `budget` answers the owner's limit in bytes per day, or None for no limit.
    """

    def __init__(self, file: Path | None, budget: Callable[[], int | None], clock: Callable[[], float] = time.time) -> None:
        self._file, self._budget, self._clock = file, budget, clock
        self._lock = threading.Lock()
        self._speed: float | None = None
        self._days: dict[str, list[int]] = self._load()

    def _load(self) -> dict[str, list[int]]:
        if self._file is None:
            return {}
        try:
            data = json.loads(self._file.read_text("utf-8"))
            self._speed = float(data["speed"]) if data.get("speed") else None
            return {str(day): [int(row[0]), int(row[1])] for day, row in data["days"].items()}
        except (OSError, ValueError, TypeError, AttributeError, IndexError, KeyError):
            return {}

    def _day(self) -> str:
        return time.strftime("%Y-%m-%d", time.localtime(self._clock()))

    def add(self, sent: int, received: int, seconds: float = 0.0) -> None:
        """One transfer; with `seconds` it also speaks about the line's speed."""
        with self._lock:
            row = self._days.setdefault(self._day(), [0, 0])
            row[0] += sent
            row[1] += received
            if sent + received >= SMALL_TRANSFER and seconds > 0.001:
                rate = (sent + received) / seconds
                self._speed = rate if self._speed is None else 0.7 * self._speed + 0.3 * rate
            self._save()

    def _save(self) -> None:
        if self._file is None:
            return
        for day in sorted(self._days)[:-KEPT_DAYS]:
            del self._days[day]
        new = self._file.with_suffix(".new")
        with contextlib.suppress(OSError):  # a full disk must not stop a reply; the count is only an estimate
            new.write_text(json.dumps({"speed": self._speed, "days": self._days}), "utf-8")
            new.replace(self._file)

    def today(self) -> DayCount:
        """Bytes since midnight."""
        with self._lock:
            return DayCount(*self._days.get(self._day(), [0, 0]))

    def left(self) -> int | None:
        """Bytes that the owner's budget still allows today; None without a budget."""
        budget = self._budget()
        return None if budget is None else max(0, budget - self.today().total)

    @property
    def speed(self) -> float | None:
        """Bytes per second over the latest transfers; None before the first one."""
        return self._speed


class Pace:
    """One request at a time per host, with a gap between them (reference, section 8.3: 300 ms)."""

    def __init__(self, gap: Callable[[str], float], sleep: Callable[[float], None] = time.sleep) -> None:
        self._gap, self._sleep = gap, sleep
        self._lock = threading.Lock()
        self._hosts: dict[str, threading.Lock] = {}
        self._last: dict[str, float] = {}

    @contextlib.contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Waits for this host's turn and holds it; a host with a gap of 0 is not limited at all."""
        gap = self._gap(host)
        if gap <= 0:
            yield
            return
        with self._lock:
            lock = self._hosts.setdefault(host, threading.Lock())
        with lock:
            wait = self._last.get(host, -gap) + gap - time.monotonic()
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                self._last[host] = time.monotonic()
