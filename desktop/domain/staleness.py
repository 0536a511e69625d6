"""What a reply rests on when it is approved, and whether that still stands when it is about to leave (promise 7).

The basis travels in the outbox item as plain JSON: validity, exchange rates with the day they were stated, freight
with its own validity, and lead times with the day on which the goods would have been ready.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from desktop.domain.cards import LeadTime
from desktop.domain.factory import FactoryCard
from desktop.domain.lead_times import ready_on
from desktop.domain.price_policy import PricePolicy
from desktop.domain.pricing import BuildUp


def basis_of(built: Sequence[tuple[BuildUp, str]], leads: Sequence[LeadTime], policy: PricePolicy, today: date) -> dict[str, Any]:
    """What prices (each with its card's currency) and lead times of a reply rest on, on the day of approval."""
    currencies: set[str] = set()
    charges: dict[str, str] = {}
    for price, own in built:
        used = {price.currency, own} | {item.currency for line in price.lines if (item := policy.find(line.code, "sea", price.place))}
        currencies |= used if len(used) > 1 or any(line.source == "cost" for line in price.lines) else set()
        charges |= {line.code: line.valid_until.isoformat() for line in price.lines if line.valid_until is not None}
    rates = {rate.currency: rate.stated.isoformat() for name in currencies - {"CNY"} if (rate := policy.rate(name))}
    return {
        "until": min((price.valid_until for price, _own in built), default=today + timedelta(days=policy.validity_days)).isoformat(),
        "rates": rates,
        "charges": charges,
        "leads": [[lead.up_to, lead.days, lead.working] for lead in leads],
        "on": today.isoformat(),
    }


def gone_stale(basis: Mapping[str, Any], factory: FactoryCard, policy: PricePolicy, today: date) -> dict[str, str]:
    """Why the owner must look once more before it leaves: {"reason": ...} with what it names; {} when all still stands.

    Reasons: validity (until), freight (until), rate (currency, stated), holiday (from, until).
    """
    if str(basis.get("until", "9999")) < today.isoformat():
        return {"reason": "validity", "until": str(basis["until"])}
    for until in (basis.get("charges") or {}).values():
        if str(until) < today.isoformat():
            return {"reason": "freight", "until": str(until)}
    for currency, stated in (basis.get("rates") or {}).items():
        if date.fromisoformat(stated) + timedelta(days=policy.rate_days) < today:
            return {"reason": "rate", "currency": str(currency), "stated": str(stated)}
    return _holiday(basis, factory, today)


def _holiday(basis: Mapping[str, Any], factory: FactoryCard, today: date) -> dict[str, str]:
    """A closure that makes the stated lead time longer than it was on the day of approval."""
    then = date.fromisoformat(str(basis.get("on", today.isoformat())))
    for up_to, days, working in basis.get("leads") or ():
        lead = LeadTime(int(up_to), int(days), bool(working))
        before, now = ready_on(lead, factory, then), ready_on(lead, factory, today)
        if before is None or now is None or now.closure is None:
            continue
        weekend = 2 if lead.working else 0  # counted from another weekday, working days meet another weekend
        if now.day - today > before.day - then + timedelta(days=weekend):
            return {"reason": "holiday", "from": now.closure.start, "until": now.closure.end}
    return {}
