"""Reading and writing cards as JSON (design, section 4): closed envelope, open attributes.

Every refusal is a BadInput that names the place; an unknown key also names the nearest known one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from desktop.domain.cards import (
    Card,
    Certificate,
    LeadTime,
    Packaging,
    PriceTier,
    Private,
    SampleTerms,
    Trade,
    Value,
    Variant,
    Warranty,
)
from desktop.domain.errors import BadInput
from desktop.domain.money import decimal_string

INCOTERMS = ("EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP")
MAX_TEXT = 4000
MAX_OWN = 10
_SKU = re.compile(r"[\w][\w.\-/ ]{0,63}")
_ORIGIN = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_PORT = re.compile(r"[A-Z]{2}[A-Z0-9]{3}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def card_from_json(data: object) -> Card:
    """A card from parsed JSON. Raises BadInput: card.unknown_key, card.missing, card.wrong_type, money.not_decimal ..."""
    top = _object(data, "", _TOP)
    for key in ("sku", "category", "name"):
        if top.get(key) in (None, "", {}):
            raise BadInput("card.missing", path=key)
    sku = _text(top["sku"], "sku")
    if not _SKU.fullmatch(sku):
        raise BadInput("card.bad_sku", value=sku[:40])
    name = _string_map(top["name"] if isinstance(top["name"], dict) else {"zh": top["name"]}, "name")
    return Card(
        sku=sku,
        category=_text(top["category"], "category"),
        name=name,
        brand=_optional(top.get("brand"), "brand"),
        model_number=_optional(top.get("model_number"), "model_number"),
        attributes=_attributes(top.get("attributes") or {}, "attributes"),
        selling_points=_texts(top.get("selling_points"), "selling_points"),
        certificates=_list(top.get("certificates"), "certificates", _certificate),
        hs_code=_optional(top.get("hs_code"), "hs_code"),
        origin=_matching(top.get("origin"), "origin", _ORIGIN),
        packaging=_packaging(top.get("packaging") or {}),
        trade=_trade(top.get("trade") or {}),
        private=_private(top.get("private") or {}),
        images=_texts(top.get("images"), "images"),
        variants=_list(top.get("variants"), "variants", _variant),
        unknown=_texts(top.get("unknown"), "unknown"),
    )


def card_to_json(card: Card, *, private: bool) -> dict[str, Any]:
    """The card as JSON data; `private=False` leaves cost, floor and the like out (promise 3)."""
    data: dict[str, Any] = {"sku": card.sku, "category": card.category, "name": dict(card.name)}
    for key in ("brand", "model_number"):
        data[key] = getattr(card, key)
    data["attributes"] = dict(card.attributes)
    data["selling_points"] = list(card.selling_points)
    data["certificates"] = [_certificate_json(item) for item in card.certificates]
    data |= {"hs_code": card.hs_code, "origin": card.origin}
    data["packaging"] = {key: value for key, value in vars(card.packaging).items() if value is not None}
    data["trade"] = _trade_json(card.trade)
    if private:
        data["private"] = {key: _plain(value) for key, value in vars(card.private).items() if value is not None}
    data["images"] = list(card.images)
    if card.variants:
        data["variants"] = [_variant_json(item) for item in card.variants]
    if card.unknown:
        data["unknown"] = list(card.unknown)
    return data


# --- reading ---------------------------------------------------------------------------------------------------------

_TOP = tuple(item.name for item in fields(Card))
_TRADE = tuple(item.name for item in fields(Trade))
_PACKAGING = tuple(item.name for item in fields(Packaging))
_PRIVATE = tuple(item.name for item in fields(Private))
_CERTIFICATE = tuple(item.name for item in fields(Certificate))


def _object(value: object, path: str, known: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput("card.wrong_type", path=path or "card", expected="object")
    for key in value:
        if key not in known:
            nearest = get_close_matches(str(key), known, n=1, cutoff=0.4)
            raise BadInput(
                "card.unknown_key",
                path=f"{path}.{key}".lstrip("."),
                nearest=nearest[0] if nearest else ", ".join(known),
            )
    return value


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise BadInput("card.wrong_type", path=path, expected="text")
    if len(value) > MAX_TEXT:
        raise BadInput("card.too_long", path=path, limit=MAX_TEXT)
    return value


def _optional(value: object, path: str) -> str | None:
    return None if value in (None, "") else _text(value, path)


def _matching(value: object, path: str, pattern: re.Pattern[str]) -> str | None:
    text = _optional(value, path)
    if text is not None and not pattern.fullmatch(text):
        raise BadInput("card.bad_code", path=path, value=text[:40])
    return text


def _whole(value: object, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**9:
        raise BadInput("card.wrong_type", path=path, expected="whole number")
    return value


def _list(value: object, path: str, read: Callable[[object, str], Any]) -> tuple[Any, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > 200:
        raise BadInput("card.wrong_type", path=path, expected="list")
    return tuple(read(item, f"{path}[{index}]") for index, item in enumerate(value))


def _texts(value: object, path: str) -> tuple[str, ...]:
    return _list([value] if isinstance(value, str) else value, path, _text)


def _string_map(value: object, path: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise BadInput("card.wrong_type", path=path, expected="object")
    return {str(key): _text(item, f"{path}.{key}") for key, item in value.items() if item is not None}


def _attributes(value: object, path: str) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise BadInput("card.wrong_type", path=path, expected="object")
    result: dict[str, Value] = {}
    for key, item in value.items():
        place = f"{path}.{key}"
        if key == "own":
            own = _string_map(item, place)
            if len(own) > MAX_OWN:
                raise BadInput("card.too_many_own", limit=MAX_OWN)
            result[key] = own
        elif item is None or isinstance(item, str):
            result[key] = None if item is None else _text(item, place)
        elif isinstance(item, list):
            result[key] = list(_texts(item, place))
        elif isinstance(item, dict):
            result[key] = _string_map(item, place)
        else:
            raise BadInput("card.wrong_type", path=place, expected="text")
    return result


def _certificate(value: object, path: str) -> Certificate:
    if isinstance(value, str):
        return Certificate(_text(value, path))
    data = _object(value, path, _CERTIFICATE)
    if not data.get("scheme"):
        raise BadInput("card.missing", path=f"{path}.scheme")
    parts = {key: _optional(item, f"{path}.{key}") for key, item in data.items()}
    if parts.get("expiry") and not _DATE.fullmatch(str(parts["expiry"])):
        raise BadInput("card.bad_code", path=f"{path}.expiry", value=str(parts["expiry"])[:40])
    return Certificate(**parts)  # type: ignore[arg-type]  # scheme is checked above


def _packaging(value: object) -> Packaging:
    data = _object(value, "packaging", tuple(key for key in _PACKAGING))
    return Packaging(**{key: _optional(item, f"packaging.{key}") for key, item in data.items()})


def _tier(value: object, path: str) -> PriceTier:
    data = _object(value, path, ("from", "price"))
    for key in ("from", "price"):
        if data.get(key) is None:
            raise BadInput("card.missing", path=f"{path}.{key}")
    return PriceTier(_whole(data["from"], f"{path}.from"), decimal_string(data["price"], f"{path}.price"))


def _lead_time(value: object, path: str) -> LeadTime:
    data = _object(value, path, ("up_to", "days", "days_kind"))
    for key in ("up_to", "days"):
        if data.get(key) is None:
            raise BadInput("card.missing", path=f"{path}.{key}")
    kind = data.get("days_kind", "calendar")
    if kind not in ("calendar", "working"):
        raise BadInput("card.bad_code", path=f"{path}.days_kind", value=str(kind)[:40])
    return LeadTime(_whole(data["up_to"], f"{path}.up_to"), _whole(data["days"], f"{path}.days"), kind == "working")


def _samples(value: object) -> SampleTerms | None:
    if value is None:
        return None
    data = _object(value, "trade.samples", ("price", "days", "refundable"))
    price = data.get("price")
    days = data.get("days")
    refundable = data.get("refundable")
    if refundable is not None and not isinstance(refundable, bool):
        raise BadInput("card.wrong_type", path="trade.samples.refundable", expected="true or false")
    return SampleTerms(
        None if price is None else decimal_string(price, "trade.samples.price"),
        None if days is None else _whole(days, "trade.samples.days"),
        refundable,
    )


def _warranty(value: object) -> Warranty | None:
    if value is None:
        return None
    data = _object(value, "trade.warranty", ("months", "from"))
    return Warranty(
        _whole(data.get("months"), "trade.warranty.months"),
        _optional(data.get("from"), "trade.warranty.from") or "delivery",
    )


def _trade(value: object) -> Trade:
    data = _object(value, "trade", _TRADE)
    incoterm = _optional(data.get("incoterm"), "trade.incoterm")
    if incoterm is not None and incoterm not in INCOTERMS:
        raise BadInput("card.bad_code", path="trade.incoterm", value=incoterm[:40])
    customisation = data.get("customisation") or {}
    if not isinstance(customisation, dict):
        raise BadInput("card.wrong_type", path="trade.customisation", expected="object")
    return Trade(
        unit=_optional(data.get("unit"), "trade.unit") or "piece",
        currency=_matching(data.get("currency"), "trade.currency", _CURRENCY) or "USD",
        price_tiers=_list(data.get("price_tiers"), "trade.price_tiers", _tier),
        moq=None if data.get("moq") is None else _whole(data["moq"], "trade.moq"),
        lead_time=_list(data.get("lead_time"), "trade.lead_time", _lead_time),
        incoterm=incoterm,
        port=_matching(data.get("port"), "trade.port", _PORT),
        samples=_samples(data.get("samples")),
        payment=_texts(data.get("payment"), "trade.payment"),
        customisation=customisation,
        warranty=_warranty(data.get("warranty")),
    )


def _private(value: object) -> Private:
    data = _object(value, "private", _PRIVATE)
    numbers: dict[str, Decimal] = {}
    for key, item in data.items():
        if key not in ("vat", "rebate_stated") and item is not None:
            numbers[key] = decimal_string(item, f"private.{key}")
    vat = data.get("vat")
    if vat is not None and not isinstance(vat, bool):
        raise BadInput("card.wrong_type", path="private.vat", expected="true or false")
    stated = data.get("rebate_stated")
    if stated is not None and not (isinstance(stated, str) and _DATE.fullmatch(stated)):
        raise BadInput("card.wrong_type", path="private.rebate_stated", expected="2026-11-23")
    return Private(vat=vat, rebate_stated=stated, **numbers)


def _variant(value: object, path: str) -> Variant:
    data = _object(value, path, tuple(item.name for item in fields(Variant)))
    return Variant(
        sku=_text(data.get("sku"), f"{path}.sku"),
        attributes=_attributes(data.get("attributes") or {}, f"{path}.attributes"),
        price_tiers=_list(data.get("price_tiers"), f"{path}.price_tiers", _tier),
        moq=None if data.get("moq") is None else _whole(data["moq"], f"{path}.moq"),
        size_chart=_attributes(data.get("size_chart") or {}, f"{path}.size_chart"),
    )


# --- writing ---------------------------------------------------------------------------------------------------------


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value


def _tiers_json(tiers: tuple[PriceTier, ...]) -> list[dict[str, object]]:
    return [{"from": tier.start, "price": str(tier.price)} for tier in tiers]


def _certificate_json(item: Certificate) -> str | dict[str, str]:
    given = {key: value for key, value in vars(item).items() if value is not None}
    return item.scheme if list(given) == ["scheme"] else given


def _variant_json(item: Variant) -> dict[str, object]:
    data: dict[str, object] = {"sku": item.sku, "attributes": dict(item.attributes)}
    if item.price_tiers:
        data["price_tiers"] = _tiers_json(item.price_tiers)
    if item.moq is not None:
        data["moq"] = item.moq
    if item.size_chart:
        data["size_chart"] = dict(item.size_chart)
    return data


def _trade_json(trade: Trade) -> dict[str, object]:
    data: dict[str, object] = {
        "unit": trade.unit,
        "currency": trade.currency,
        "price_tiers": _tiers_json(trade.price_tiers),
        "moq": trade.moq,
    }
    data["lead_time"] = [
        {"up_to": row.up_to, "days": row.days} | ({"days_kind": "working"} if row.working else {}) for row in trade.lead_time
    ]
    data |= {"incoterm": trade.incoterm, "port": trade.port, "payment": list(trade.payment)}
    if trade.samples:
        data["samples"] = {key: _plain(value) for key, value in vars(trade.samples).items() if value is not None}
    data["customisation"] = dict(trade.customisation)
    if trade.warranty:
        data["warranty"] = {"months": trade.warranty.months, "from": trade.warranty.start}
    return data
