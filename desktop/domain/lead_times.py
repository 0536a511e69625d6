"""When goods are ready: a card's lead time counted on the factory's own calendar (Spring Festival, harvest ...)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.cards import LeadTime
from desktop.domain.factory import Closure, FactoryCard

_LIMIT = 3 * 366  # a calendar that never opens must not be counted for ever


@dataclass(frozen=True)
class Ready:
    """The day on which goods are ready, and the longest closure on the way there."""

    day: date
    closure: Closure | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """The days that may be named: ready, and the closure's first and last."""
        closed = (self.closure.start, self.closure.end) if self.closure else ()
        return (self.day, *(date.fromisoformat(day) for day in closed))


def ready_on(lead: LeadTime, factory: FactoryCard, start: date) -> Ready | None:
    """Counts the lead time from `start`; closed days do not count, nor Saturdays and Sundays for working days.

    None when the calendar leaves no end within three years.
    """
    left, day = lead.days, start
    met: list[Closure] = []
    for _step in range(_LIMIT):
        if left <= 0:
            return Ready(day, max(met, key=_days, default=None))
        day += timedelta(days=1)
        closed = [item for item in factory.calendar if item.holds(day)]
        met += [item for item in closed if item not in met]
        if not closed and not (lead.working and day.weekday() >= 5):
            left -= 1
    return None


def _days(closure: Closure) -> int:
    return (date.fromisoformat(closure.end) - date.fromisoformat(closure.start)).days
