"""The line: is there one, how fast is it, and may it be used now (issue 5, item 7).

Nothing here reaches out by itself: the only probe is one request to a host that the owner allowed, and the speed
comes from transfers that were made anyway.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.errors import LineProblem
from desktop.system.http import Ask, HttpDoor, LostAnswer


@dataclass(frozen=True)
class LineRules:
    """What the owner allows: `probe` names a URL that may be asked (empty: never), `night` is (from, to) in hours."""

    offline: bool = False
    probe: str = ""
    night: tuple[int, int] | None = None
    metered: bool = False


@dataclass(frozen=True)
class LineState:
    """What is known: `up` is None while nothing was tried; `speed` in bytes per second."""

    up: bool | None
    speed: float | None
    metered: bool
    quiet_until: int | None = None


class Line:
    """Answers for screens and for the runner."""

    def __init__(self, door: HttpDoor, rules: Callable[[], LineRules], hour: Callable[[], int] | None = None) -> None:
        self._door, self._rules = door, rules
        self._hour = hour or (lambda: time.localtime().tm_hour)
        self._up: bool | None = None

    def saw(self, up: bool) -> None:
        """What a real transfer showed."""
        self._up = up

    def pictures_may_go(self) -> bool:
        """Whether large pictures may be sent now: on a metered line with a night window, only at night."""
        rules = self._rules()
        if not rules.metered or rules.night is None:
            return True
        start, end = rules.night
        hour = self._hour()
        return start <= hour < end if start <= end else hour >= start or hour < end

    def probe(self) -> bool | None:
        """Asks the allowed host once; None when no probe is allowed. Any answer at all means that there is a line."""
        rules = self._rules()
        if rules.offline or not rules.probe:
            return None
        try:
            self._door.send(Ask("HEAD", rules.probe, timeout=8, deadline=10, max_bytes=65536))
        except LostAnswer:
            self._up = True  # the connection stood
        except LineProblem:
            self._up = False
        else:
            self._up = True
        return self._up

    def state(self) -> LineState:
        """The line as screens show it."""
        rules = self._rules()
        quiet = None if self.pictures_may_go() or rules.night is None else rules.night[0]
        return LineState(False if rules.offline else self._up, self._door.meter.speed, rules.metered, quiet)

    def seconds_for(self, size: int) -> float | None:
        """How long `size` bytes take at the measured speed; None before the first transfer."""
        speed = self._door.meter.speed
        return size / speed if speed else None
