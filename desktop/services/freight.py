"""Freight and charges abroad as the owner states them: to where, how, how much, from whom, until when. A price rests on them line by line.

A line that is out of date is not used: the price is then without it, and says so. DDP rests on a forwarder's written quote only.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.domain.price_policy import MODES, PER, Charge, PricePolicy, policy_from_json, policy_to_json
from desktop.services.owner import Owner
from desktop.services.settings import Settings

_SUM = re.compile(r"(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.[0-9]{1,4})?")
CODES = ("freight", "destination", "duty")
CURRENCIES = ("USD", "CNY", "EUR", "GBP", "JPY")
MODE_CHOICES, PER_CHOICES = MODES, PER


@dataclass(frozen=True)
class FreightLine:
    """One stated charge with its place in the list; `usable` says whether it still holds today."""

    number: int
    charge: Charge
    usable: bool


class Freight:
    """The verbs on freight lines; behind the owner's PIN like all price settings."""

    def __init__(self, settings: Settings, owner: Owner, today: Callable[[], date] = date.today) -> None:
        self._settings, self._owner, self._today = settings, owner, today

    def lines(self) -> list[FreightLine]:
        """What is stated, in the order of stating; nothing while the PIN closes it."""
        if self._owner.locked:
            return []
        charges = self._policy().charges
        return [FreightLine(number, item, item.usable(self._today())) for number, item in enumerate(charges) if item.code in CODES]

    def add(self, charge: Charge) -> Changes:
        """Keeps a line; one for the same charge, place and way is replaced.

        Raises BadInput(freight.place | freight.amount | freight.source | freight.past), Refused(owner.locked).
        """
        self._owner.require()
        if not charge.place or not charge.place.strip():
            raise BadInput("freight.place")
        if not Decimal(0) < charge.amount < Decimal(10_000_000):
            raise BadInput("freight.amount")
        if not charge.source.strip():
            raise BadInput("freight.source")
        if charge.valid_until is not None and charge.valid_until < self._today():
            raise BadInput("freight.past")
        policy = self._policy()
        return self._keep([item for item in policy.charges if _same(item) != _same(charge)] + [charge])

    def remove(self, number: int) -> Changes:
        """Takes a line out. Raises Refused(owner.locked)."""
        self._owner.require()
        return self._keep([item for place, item in enumerate(self._policy().charges) if place != number])

    def places(self) -> list[str]:
        """Where freight is stated to, for suggestions."""
        return list(dict.fromkeys(item.place for item in self._policy().charges if item.code == "freight" and item.place))

    def _policy(self) -> PricePolicy:
        given = self._settings.get("price_policy")
        return policy_from_json(given) if given else PricePolicy()

    def _keep(self, charges: list[Charge]) -> Changes:
        data = policy_to_json(self._policy())
        data["charges"] = policy_to_json(PricePolicy(charges=tuple(charges)))["charges"]
        return self._settings.put("price_policy", policy_to_json(policy_from_json(data)))


def amount_of(text: str) -> Decimal:
    """A sum as typed ("1,350" or "1350.50"). Raises BadInput(freight.amount) for anything else: "1350,50" could be read two ways."""
    written = text.strip().replace("，", ",")
    if not _SUM.fullmatch(written):
        raise BadInput("freight.amount")
    return Decimal(written.replace(",", ""))


def _same(charge: Charge) -> tuple[str, str, str | None]:
    return charge.code, (charge.place or "").strip().casefold(), charge.mode
