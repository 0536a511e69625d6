"""What the owner states once about prices: rates, charges, profit, surcharges, concessions.

Every number carries where it came from and when (`source`, `stated`), and freight until when it holds.
Responsibilities per term follow Incoterms 2020 (articles A2, A4, A7 and A9).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from desktop.domain.errors import BadInput
from desktop.domain.money import decimal_string

MODES = ("sea", "air", "courier", "rail", "road")
CHARGE_CODES = ("inland", "export_clearance", "port", "freight", "destination", "duty")
PER = ("shipment", "unit", "m3", "kg", "20GP", "40GP", "40HQ")
EXPORT_MODES = ("own", "trading", "small_taxpayer", "agent")
PROFIT_ON = ("price", "cost")
MAX_CONCESSIONS = 2

_AT_PORT = ("inland", "export_clearance", "port")
# Which charges the seller bears beyond the goods at his gate. CPT and the D-terms are counted with origin handling,
# because the carrier's terminal at the place of departure charges it whatever the mode.
BEARS: Mapping[str, tuple[str, ...]] = {
    "EXW": (),
    "FCA": ("inland", "export_clearance"),
    "FAS": _AT_PORT,
    "FOB": _AT_PORT,
    "CFR": (*_AT_PORT, "freight"),
    "CIF": (*_AT_PORT, "freight", "insurance"),
    "CPT": (*_AT_PORT, "freight"),
    "CIP": (*_AT_PORT, "freight", "insurance"),
    "DAP": (*_AT_PORT, "freight", "destination"),
    "DPU": (*_AT_PORT, "freight", "destination"),
    "DDP": (*_AT_PORT, "freight", "destination", "duty"),
}
SEA_ONLY = ("FAS", "FOB", "CFR", "CIF")
# What to offer instead when goods do not go by sea.
INSTEAD = {"FAS": "FCA", "FOB": "FCA", "CFR": "CPT", "CIF": "CIP"}
INSURED_SHARE = Decimal("1.10")  # Incoterms 2020, A5 of CIF and CIP: the contract price plus 10 %


@dataclass(frozen=True)
class Rate:
    """How many CNY one unit of `currency` buys, on a day; `buffer` is the share kept for its moves (0.02 = 2 %)."""

    currency: str
    cny: Decimal
    stated: date
    buffer: Decimal = Decimal(0)
    source: str = ""


@dataclass(frozen=True)
class Charge:
    """One cost of moving goods. `place` and `mode` narrow freight; `forwarder` marks a pasted forwarder's quote."""

    code: str
    amount: Decimal
    currency: str
    per: str
    source: str
    stated: date
    valid_until: date | None = None
    place: str | None = None
    mode: str | None = None
    forwarder: bool = False

    def usable(self, today: date) -> bool:
        """Not expired on that day."""
        return self.valid_until is None or today <= self.valid_until


@dataclass(frozen=True)
class Concession:
    """A step the owner allows: this share off, only in exchange for "quantity", "payment" or "time"."""

    percent: Decimal
    in_exchange: str


@dataclass(frozen=True)
class PricePolicy:
    """The owner's settings for prices. Shares are decimals (0.15 = 15 %).

    A price is offered for `validity_days`; a rate older than `rate_days` is shown again before what rests on it leaves.
    """

    rates: tuple[Rate, ...] = ()
    charges: tuple[Charge, ...] = ()
    insurance_rate: Decimal | None = None
    export_mode: str = "own"
    agent_fee: Decimal = Decimal(0)
    profit: Decimal | None = None
    profit_on: str = "price"
    trial_surcharge: Decimal | None = None
    concessions: tuple[Concession, ...] = ()
    validity_days: int = 15
    rate_days: int = 14
    floor_basis: str | None = None
    courier_per_kg: Decimal | None = None
    courier_currency: str = "USD"

    def rate(self, currency: str) -> Rate | None:
        """The rate of a currency to CNY (CNY itself is 1), the newest one stated."""
        if currency == "CNY":
            return Rate("CNY", Decimal(1), date.min)
        known = [item for item in self.rates if item.currency == currency]
        return max(known, key=lambda item: item.stated) if known else None

    def convert(self, amount: Decimal, source: str, target: str) -> Decimal | None:
        """`amount` in another currency, with the buffer of both rates kept for us; None when a rate is missing."""
        if source == target:
            return amount
        a, b = self.rate(source), self.rate(target)
        if a is None or b is None:
            return None
        return amount * a.cny / b.cny * (1 + max(a.buffer, b.buffer))

    def convert_back(self, amount: Decimal, source: str, target: str) -> Decimal | None:
        """The other direction of `convert`: what we really get, without any buffer gained."""
        if source == target:
            return amount
        a, b = self.rate(source), self.rate(target)
        if a is None or b is None:
            return None
        return amount * a.cny / b.cny

    def find(self, code: str, mode: str, place: str | None) -> Charge | None:
        """The newest stated charge of a code that fits mode and place (freight must name its place)."""
        fitting = [
            item
            for item in self.charges
            if item.code == code
            and item.mode in (None, mode)
            and (item.place is None or _same_place(item.place, place))
            and (code not in ("freight", "destination", "duty") or item.place is not None)
        ]
        return max(fitting, key=lambda item: item.stated) if fitting else None


def _same_place(a: str | None, b: str | None) -> bool:
    return (a or "").strip().casefold() == (b or "").strip().casefold()


# --- JSON (settings, `tengqiao quote --policy`) -------------------------------------------------------------------------

_KEYS = tuple(item.name for item in fields(PricePolicy))
_SHARES = ("insurance_rate", "agent_fee", "profit", "trial_surcharge", "courier_per_kg")


def policy_from_json(data: object) -> PricePolicy:
    """The policy from parsed JSON. Raises BadInput: policy.unknown_key, policy.wrong_type, policy.bad_code, money.not_decimal."""
    top = _object(data, "policy", _KEYS)
    given: dict[str, Any] = {key: decimal_string(top[key], f"policy.{key}") for key in _SHARES if top.get(key) is not None}
    for key, allowed in (("export_mode", EXPORT_MODES), ("profit_on", PROFIT_ON), ("floor_basis", tuple(BEARS))):
        if top.get(key) is not None:
            given[key] = _one_of(top[key], f"policy.{key}", allowed)
    for key in ("validity_days", "rate_days"):
        if top.get(key) is not None:
            given[key] = _days(top[key], f"policy.{key}")
    if top.get("courier_currency"):
        given["courier_currency"] = _one_of(top["courier_currency"], "policy.courier_currency", ("USD", "CNY", "EUR", "GBP", "JPY"))
    concessions = tuple(_concession(item, i) for i, item in enumerate(_list(top.get("concessions"), "concessions")))
    if len(concessions) > MAX_CONCESSIONS:
        raise BadInput("policy.too_many_concessions", limit=MAX_CONCESSIONS)
    return PricePolicy(
        rates=tuple(_rate(item, i) for i, item in enumerate(_list(top.get("rates"), "rates"))),
        charges=tuple(_charge(item, i) for i, item in enumerate(_list(top.get("charges"), "charges"))),
        concessions=concessions,
        **given,
    )


def policy_to_json(policy: PricePolicy) -> dict[str, Any]:
    """The policy as JSON data, for the owner's own settings only."""
    return {key: _plain(getattr(policy, key)) for key in _KEYS if getattr(policy, key) is not None}


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [{key: _plain(part) for key, part in vars(item).items() if part is not None} for item in value]
    return value


def _object(value: object, path: str, known: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput("policy.wrong_type", path=path, expected="object")
    for key in value:
        if key not in known:
            raise BadInput("policy.unknown_key", path=f"{path}.{key}"[:80], known=", ".join(known))
    return value


def _list(value: object, path: str) -> list[object]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > 1000:
        raise BadInput("policy.wrong_type", path=path, expected="list")
    return value


def _one_of(value: object, path: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise BadInput("policy.bad_code", path=path, value=str(value)[:40], known=", ".join(allowed))
    return str(value)


def _days(value: object, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 365:
        raise BadInput("policy.wrong_type", path=path, expected="1 to 365")
    return value


def _date(value: object, path: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise BadInput("policy.bad_code", path=path, value=str(value)[:40], known="2027-03-15") from None


def _rate(value: object, index: int) -> Rate:
    path = f"rates[{index}]"
    data = _object(value, path, tuple(item.name for item in fields(Rate)))
    cny = decimal_string(data.get("cny"), f"{path}.cny")
    if not cny:
        raise BadInput("policy.bad_code", path=f"{path}.cny", value="0", known="> 0")
    return Rate(
        currency=str(data.get("currency"))[:3],
        cny=cny,
        stated=_date(data.get("stated"), f"{path}.stated"),
        buffer=decimal_string(data.get("buffer", "0"), f"{path}.buffer"),
        source=str(data.get("source", ""))[:200],
    )


def _charge(value: object, index: int) -> Charge:
    path = f"charges[{index}]"
    data = _object(value, path, tuple(item.name for item in fields(Charge)))
    until = data.get("valid_until")
    mode = data.get("mode")
    return Charge(
        code=_one_of(data.get("code"), f"{path}.code", CHARGE_CODES),
        amount=decimal_string(data.get("amount"), f"{path}.amount"),
        currency=str(data.get("currency"))[:3],
        per=_one_of(data.get("per", "shipment"), f"{path}.per", PER),
        source=str(data.get("source", ""))[:200],
        stated=_date(data.get("stated"), f"{path}.stated"),
        valid_until=None if until is None else _date(until, f"{path}.valid_until"),
        place=None if data.get("place") is None else str(data["place"])[:80],
        mode=None if mode is None else _one_of(mode, f"{path}.mode", MODES),
        forwarder=data.get("forwarder") is True,
    )


def _concession(value: object, index: int) -> Concession:
    path = f"concessions[{index}]"
    data = _object(value, path, ("percent", "in_exchange"))
    percent = decimal_string(data.get("percent"), f"{path}.percent")
    if not 0 < percent <= Decimal("0.2"):
        raise BadInput("policy.bad_code", path=f"{path}.percent", value=str(percent), known="0 - 0.2")
    return Concession(percent, _one_of(data.get("in_exchange"), f"{path}.in_exchange", ("quantity", "payment", "time")))
