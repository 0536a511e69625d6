"""Deals as JSON for storage: money as strings, dates as ISO texts. What is written can be read back equal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from desktop.domain.deals import Deal, DealLine, Party
from desktop.domain.factory import BankAccount
from desktop.domain.loads import Load


def deal_to_json(deal: Deal) -> dict[str, Any]:
    """The deal as JSON data."""
    data: dict[str, Any] = {
        key: getattr(deal, key) for key in ("number", "currency", "incoterm", "place", "payment", "marks", "origin", "state")
    }
    data |= {key: getattr(deal, key) for key in ("lead_time_days", "working_days", "deposit_percent")}
    data |= {"issued": deal.issued.isoformat(), "valid_until": deal.valid_until.isoformat() if deal.valid_until else None}
    data |= {
        "seller": vars(deal.seller),
        "buyer": vars(deal.buyer),
        "bank": vars(deal.bank) if deal.bank else None,
        "notes": list(deal.notes),
    }
    data["lines"] = [_line_to_json(line) for line in deal.lines]
    return data


def deal_from_json(data: dict[str, Any]) -> Deal:
    """The deal that `deal_to_json` wrote."""
    plain = {key: data[key] for key in ("number", "currency", "incoterm", "place", "payment", "marks", "origin", "state")}
    return Deal(
        **plain,
        issued=date.fromisoformat(data["issued"]),
        valid_until=date.fromisoformat(data["valid_until"]) if data["valid_until"] else None,
        seller=Party(**data["seller"]),
        buyer=Party(**data["buyer"]),
        bank=BankAccount(**data["bank"]) if data["bank"] else None,
        lines=tuple(_line_from_json(item) for item in data["lines"]),
        lead_time_days=data["lead_time_days"],
        working_days=data["working_days"],
        deposit_percent=data["deposit_percent"],
        notes=tuple(data["notes"]),
    )


def _line_to_json(line: DealLine) -> dict[str, Any]:
    load = None
    if line.load is not None:
        load = {key: str(value) if isinstance(value, Decimal) else value for key, value in vars(line.load).items()}
    return {
        "sku": line.sku,
        "name": dict(line.name),
        "quantity": line.quantity,
        "unit": line.unit,
        "unit_price": str(line.unit_price),
        "hs_code": line.hs_code,
        "details": dict(line.details),
        "load": load,
    }


def _line_from_json(data: dict[str, Any]) -> DealLine:
    load = data["load"]
    if load is not None:
        load = Load(
            load["pieces"],
            load["cartons"],
            *(None if load[key] is None else Decimal(load[key]) for key in ("m3", "gross_kg", "net_kg")),
        )
    return DealLine(
        data["sku"], data["name"], data["quantity"], data["unit"], Decimal(data["unit_price"]), data["hs_code"], data["details"], load
    )
