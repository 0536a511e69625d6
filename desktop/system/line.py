"""Watches the line: is there one, how fast is it, what may it be used for now (issue 5, item 7).

Nothing here reaches out by itself: the only probe is one request to the platform's host, where the owner allowed it, and
the speed comes from transfers that were made anyway.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from desktop.domain import line as rules_of
from desktop.domain.errors import LineProblem
from desktop.domain.line import Hold, LineRules, LineState
from desktop.system.http import Ask, HttpDoor, LostAnswer


def network_up() -> bool:
    """Whether a network interface other than the computer's own loop is up. Sends nothing."""
    import psutil

    return any(state.isup for name, state in psutil.net_if_stats().items() if not name.lower().startswith("lo"))


class LineWatch:
    """Answers for screens and for the runner."""

    def __init__(self, door: HttpDoor, rules: Callable[[], LineRules], hour: Callable[[], int] | None = None) -> None:
        self._door, self.rules = door, rules
        self._hour = hour or (lambda: time.localtime().tm_hour)

    def state(self) -> LineState:
        """The line as screens show it."""
        rules, meter, hour = self.rules(), self._door.meter, self._hour()
        up = False if rules.offline or not self._door.network() else self._door.answered
        at = None if rules.large_may_go(hour) or rules.night is None else rules.night[0]
        return LineState(up, rules.offline, meter.speed, meter.today().total, meter.left(), rules.metered, at)

    def hold(self, kind: str, size: int) -> Hold | None:
        """Why `size` bytes of a kind may not go beyond this computer now, or None."""
        rules = self.rules()
        found = rules_of.hold(kind, size, rules, self._hour(), self._door.meter.left())
        return found or (None if self._door.network() else Hold("line"))

    def probe(self, address: str) -> bool | None:
        """Asks a host once; None when the owner allows no probe. Any answer at all means that there is a line."""
        rules = self.rules()
        if rules.offline or not rules.probe:
            return None
        try:
            self._door.send(Ask("HEAD", address, connect_timeout=8, timeout=8, deadline=10, max_bytes=65536))
        except LostAnswer:
            return True  # the connection stood
        except LineProblem:
            return False
        return True

    def seconds_for(self, size: int) -> float | None:
        """How long `size` bytes take at the measured speed; None before the first transfer."""
        speed = self._door.meter.speed
        return size / speed if speed else None
