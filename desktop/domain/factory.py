"""The factory card: what the owner states about the factory (design, section 4). Closed keys, strict reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from typing import Any

from desktop.domain.errors import BadInput

EXPORT_MODES = ("own", "agent", "trading", "small_taxpayer")
MAX_TEXT = 4000
MAX_ITEMS = 100


@dataclass(frozen=True)
class Capacity:
    """How much of what the factory makes in a month, in the owner's words ("20,000 pieces")."""

    what: str
    per_month: str


@dataclass(frozen=True)
class Audit:
    """An audit or factory certificate in its scheme's own wording; expiry is an ISO date."""

    scheme: str
    number: str | None = None
    expiry: str | None = None


@dataclass(frozen=True)
class Closure:
    """Days without production (both ends included), ISO dates, and why."""

    start: str
    end: str
    why: str = ""

    def holds(self, day: date) -> bool:
        """Whether the factory is closed on that day."""
        return self.start <= day.isoformat() <= self.end


@dataclass(frozen=True)
class BankAccount:
    """Where buyers pay. Only these stored details may ever stand in a text or a paper."""

    bank: str
    account: str
    beneficiary: str
    swift: str | None = None
    currency: str | None = None
    address: str | None = None


@dataclass(frozen=True)
class FactoryCard:
    """The factory. Texts by language; `export_mode` is one of EXPORT_MODES."""

    name: Mapping[str, str] = field(default_factory=dict)
    address: Mapping[str, str] = field(default_factory=dict)
    export_mode: str = "own"
    capacity: tuple[Capacity, ...] = ()
    people: int | None = None
    machines: tuple[str, ...] = ()
    audits: tuple[Audit, ...] = ()
    markets: tuple[str, ...] = ()
    story: Mapping[str, str] = field(default_factory=dict)
    calendar: tuple[Closure, ...] = ()
    bank: tuple[BankAccount, ...] = ()
    signer: str | None = None
    email: str | None = None
    phone: str | None = None

    def name_in(self, language: str) -> str:
        """The name for papers and signatures: in that language, else English, else Chinese, else ""."""
        return self.name.get(language) or self.name.get("en") or self.name.get("zh") or ""

    def address_in(self, language: str) -> str:
        """The address: in that language, else English, else Chinese, else ""."""
        return self.address.get(language) or self.address.get("en") or self.address.get("zh") or ""

    def closed_days(self, start: date, end: date) -> int:
        """Days from start to end (both included) on which the factory does not produce."""
        days = range((end - start).days + 1)
        return sum(any(item.holds(date.fromordinal(start.toordinal() + n)) for item in self.calendar) for n in days)


_KEYS = tuple(item.name for item in fields(FactoryCard))


def factory_from_json(data: object) -> FactoryCard:
    """The factory card from parsed JSON. Raises BadInput: factory.unknown_key, factory.wrong_type, factory.bad_code, factory.missing."""
    top = _object(data, "factory", _KEYS)
    mode = _text(top.get("export_mode") or "own", "export_mode")
    if mode not in EXPORT_MODES:
        raise BadInput("factory.bad_code", path="export_mode", value=mode[:40])
    return FactoryCard(
        name=_texts_by_language(top.get("name"), "name"),
        address=_texts_by_language(top.get("address"), "address"),
        export_mode=mode,
        capacity=_items(top.get("capacity"), "capacity", _capacity),
        people=_whole(top.get("people"), "people"),
        machines=_items(top.get("machines"), "machines", _text),
        audits=_items(top.get("audits"), "audits", _audit),
        markets=_items(top.get("markets"), "markets", _text),
        story=_texts_by_language(top.get("story"), "story"),
        calendar=_items(top.get("calendar"), "calendar", _closure),
        bank=_items(top.get("bank"), "bank", _bank),
        signer=_optional(top.get("signer"), "signer"),
        email=_optional(top.get("email"), "email"),
        phone=_optional(top.get("phone"), "phone"),
    )


def factory_to_json(card: FactoryCard, *, private: bool) -> dict[str, Any]:
    """The factory card as JSON data; `private=False` leaves the bank details out."""
    data: dict[str, Any] = {
        "name": dict(card.name),
        "address": dict(card.address),
        "export_mode": card.export_mode,
        "capacity": [_given(item) for item in card.capacity],
        "people": card.people,
        "machines": list(card.machines),
        "audits": [_given(item) for item in card.audits],
        "markets": list(card.markets),
        "story": dict(card.story),
        "calendar": [{"from": item.start, "to": item.end, "why": item.why} for item in card.calendar],
    }
    data |= {key: getattr(card, key) for key in ("signer", "email", "phone") if getattr(card, key)}
    if private:
        data["bank"] = [_given(item) for item in card.bank]
    return data


def _given(item: object) -> dict[str, str]:
    return {key: value for key, value in vars(item).items() if value is not None}


def _object(value: object, path: str, known: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput("factory.wrong_type", path=path, expected="object")
    for key in value:
        if key not in known:
            nearest = get_close_matches(str(key), known, n=1, cutoff=0.4)
            raise BadInput("factory.unknown_key", path=str(key)[:60], nearest=nearest[0] if nearest else ", ".join(known))
    return value


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise BadInput("factory.wrong_type", path=path, expected="text")
    if len(value) > MAX_TEXT:
        raise BadInput("factory.too_long", path=path, limit=MAX_TEXT)
    return value


def _optional(value: object, path: str) -> str | None:
    return None if value in (None, "") else _text(value, path)


def _whole(value: object, path: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**7:
        raise BadInput("factory.wrong_type", path=path, expected="whole number")
    return value


def _texts_by_language(value: object, path: str) -> dict[str, str]:
    if value is None:
        return {}
    if isinstance(value, str):
        return {"zh": _text(value, path)}
    if not isinstance(value, dict):
        raise BadInput("factory.wrong_type", path=path, expected="object")
    return {str(key): _text(item, f"{path}.{key}") for key, item in value.items() if item is not None}


def _items(value: object, path: str, read: Callable[[object, str], Any]) -> tuple[Any, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MAX_ITEMS:
        raise BadInput("factory.wrong_type", path=path, expected="list")
    return tuple(read(item, f"{path}[{index}]") for index, item in enumerate(value))


def _strings(value: object, path: str, known: tuple[str, ...], needed: tuple[str, ...]) -> dict[str, str]:
    data = _object(value, path, known)
    for key in needed:
        if not data.get(key):
            raise BadInput("factory.missing", path=f"{path}.{key}")
    return {key: _text(str(item) if isinstance(item, int) else item, f"{path}.{key}") for key, item in data.items() if item is not None}


def _capacity(value: object, path: str) -> Capacity:
    return Capacity(**_strings(value, path, ("what", "per_month"), ("what", "per_month")))


def _iso(text: str, path: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise BadInput("factory.bad_code", path=path, value=text[:40])
    try:
        date.fromisoformat(text)
    except ValueError:
        raise BadInput("factory.bad_code", path=path, value=text[:40]) from None
    return text


def _audit(value: object, path: str) -> Audit:
    if isinstance(value, str):
        return Audit(_text(value, path))
    data = _strings(value, path, ("scheme", "number", "expiry"), ("scheme",))
    if "expiry" in data:
        _iso(data["expiry"], f"{path}.expiry")
    return Audit(**data)


def _closure(value: object, path: str) -> Closure:
    data = _strings(value, path, ("from", "to", "why"), ("from", "to"))
    start, end = _iso(data["from"], f"{path}.from"), _iso(data["to"], f"{path}.to")
    if end < start:
        raise BadInput("factory.bad_code", path=f"{path}.to", value=end)
    return Closure(start, end, data.get("why", ""))


def _bank(value: object, path: str) -> BankAccount:
    known = tuple(item.name for item in fields(BankAccount))
    return BankAccount(**_strings(value, path, known, ("bank", "account", "beneficiary")))
