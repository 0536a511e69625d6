"""Faults on demand, off by default: what a bad line or a busy platform does, switched on at ``/_practice/faults``.

A fault is ``{"kind", "match", "times", "after", "seconds", "probability"}``: ``match`` is part of a method name or path
(empty means all), ``after`` lets that many calls through first, ``times`` ends it.
"""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from typing import Any

KINDS = (
    "cut_before",
    "cut_after",
    "half_body",
    "status_500",
    "status_429",
    "api_call_limit",
    "ban",
    "slow",
    "slow_after",
    "lost_answer",
    "token_expiry",
    "isp_error",
    "no_permission",
    "ip_not_allowed",
    "garbage",
    "huge_body",
)
BEFORE = (
    "cut_before",
    "status_500",
    "status_429",
    "api_call_limit",
    "ban",
    "slow",
    "token_expiry",
    "isp_error",
    "no_permission",
    "ip_not_allowed",
)
"""Kinds that strike before anything is changed; the others strike after the change is kept."""


@dataclass
class Fault:
    """One armed fault; ``times`` and ``after`` count down."""

    kind: str
    match: str = ""
    times: int = 1
    after: int = 0
    seconds: float = 1.0
    probability: float = 1.0


class Faults:
    """The armed faults and how often each kind has struck."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._armed: list[Fault] = []
        self._random = random.Random(0)  # noqa: S311 (faults, not secrets)
        self.struck: dict[str, int] = {}

    def arm(self, data: Any) -> str:
        """Replaces the armed faults by ``data``; returns what is wrong with it, or an empty text."""
        if not isinstance(data, dict) or not isinstance(data.get("faults"), list):
            return 'send {"faults": [...], "seed": n}'
        armed: list[Fault] = []
        for row in data["faults"][:100]:
            if not isinstance(row, dict) or row.get("kind") not in KINDS:
                return "kind must be one of " + ", ".join(KINDS)
            try:
                armed.append(
                    Fault(
                        str(row["kind"]),
                        str(row.get("match", "")),
                        int(row.get("times", 1)),
                        int(row.get("after", 0)),
                        float(row.get("seconds", 1.0)),
                        float(row.get("probability", 1.0)),
                    )
                )
            except (TypeError, ValueError):
                return "times and after are whole numbers, seconds and probability are numbers"
        with self._lock:
            self._armed = armed
            self._random = random.Random(  # noqa: S311
                data.get("seed", 0) if isinstance(data.get("seed", 0), int) else 0
            )
        return ""

    def clear(self) -> None:
        """Disarms everything."""
        with self._lock:
            self._armed = []

    def take(self, method: str) -> Fault | None:
        """The fault that strikes this call, counted down; None for a quiet line."""
        with self._lock:
            for fault in self._armed:
                if fault.match not in method or fault.times <= 0:
                    continue
                if fault.after > 0:
                    fault.after -= 1
                    continue
                if self._random.random() >= fault.probability:
                    continue
                fault.times -= 1
                self.struck[fault.kind] = self.struck.get(fault.kind, 0) + 1
                return fault
        return None

    def listing(self) -> dict[str, Any]:
        """What is armed and what has struck."""
        with self._lock:
            return {"faults": [vars(fault).copy() for fault in self._armed], "struck": dict(self.struck)}
