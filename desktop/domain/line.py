"""The line: what the owner allows, what is known of it, and why something that is approved still waits (issue 5, item 7).

Replies are small and urgent: they go whenever there is a line and the day's bytes are not used up. What carries pictures
waits for the night on a metered line, and for tomorrow when it no longer fits the day's bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LARGE = 60_000
"""Bytes from which something waits for the night on a metered line; a text with prices stays below."""
REPLY = "reply"


@dataclass(frozen=True)
class LineRules:
    """What the owner allows. `probe`: whether the platform's host may be asked if there is a line; `night`: from and to
    hour (0 to 23) of the night window, used on a `metered` line; `bytes_per_day` 0: no limit."""

    offline: bool = False
    probe: bool = False
    metered: bool = False
    night: tuple[int, int] | None = None
    bytes_per_day: int = 0

    def large_may_go(self, hour: int) -> bool:
        """Whether pictures may be sent at this hour."""
        if not self.metered or self.night is None:
            return True
        start, end = self.night
        return start <= hour < end if start <= end else hour >= start or hour < end

    def to_json(self) -> dict[str, Any]:
        """Plain data for the settings."""
        return {"probe": self.probe, "metered": self.metered, "night": list(self.night) if self.night else None}


def rules_from_json(data: Mapping[str, Any], *, offline: bool, bytes_per_day: int) -> LineRules:
    """The rules as kept; what cannot be read counts as not set."""
    night = data.get("night")
    hours = [hour for hour in night if isinstance(hour, int) and 0 <= hour < 24] if isinstance(night, list | tuple) else []
    return LineRules(
        offline,
        bool(data.get("probe")),
        bool(data.get("metered")),
        (hours[0], hours[1]) if len(hours) == 2 and hours[0] != hours[1] else None,
        max(0, bytes_per_day),
    )


@dataclass(frozen=True)
class LineState:
    """What is known. `up` is None while nothing was tried; `speed` in bytes per second from real transfers, None before
    the first one; `large_at` is the hour from which pictures go again, None when they may go now."""

    up: bool | None = None
    offline: bool = False
    speed: float | None = None
    used_today: int = 0
    left_today: int | None = None
    metered: bool = False
    large_at: int | None = None


@dataclass(frozen=True)
class Hold:
    """Why something waits, and for how many `seconds` until the next try, where that is known.

    `paused` (the owner stopped sending), `offline`, `line`, `busy`, `night` (until `hour`), `budget` (until tomorrow) or
    `too_much` (more than a whole day's bytes).
    """

    why: str
    hour: int = 0
    seconds: float = 0.0


def hold(kind: str, size: int, rules: LineRules, hour: int, left: int | None) -> Hold | None:
    """Why `size` bytes of that kind may not go now, or None; `left` are the day's bytes that may still be used."""
    if rules.offline:
        return Hold("offline")
    if left is not None:
        if left <= 0:
            return Hold("budget")
        if kind != REPLY and size > left:
            return Hold("too_much" if size > rules.bytes_per_day else "budget")
    if kind != REPLY and size >= LARGE and not rules.large_may_go(hour):
        return Hold("night", hour=rules.night[0] if rules.night else 0)
    return None
