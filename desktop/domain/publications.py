"""What is sent to a platform: one product as it was approved, frozen, so that nothing changes under the owner's hand.

It holds no private price: it is built from a card without them (promise 3).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from desktop.domain.listings import Listing, listing_from_json


def marks_of(card: Mapping[str, Any]) -> dict[str, str]:
    """A short mark of every public part of a card (as kept), so that a later change of the card can be named."""
    return {
        name: hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()[:12]
        for name, value in card.items()
        if name != "private" and value not in (None, "", [], {})
    }


@dataclass(frozen=True)
class Picture:
    """A picture file by path, with the SHA-256 (hex) and size in bytes of what was approved."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Fact:
    """One attribute in the platform's main language: "material", "Material", ("Rattan",)."""

    key: str
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Rung:
    """From this quantity on, this price (a decimal, in the publication's currency)."""

    start: int
    price: Decimal


@dataclass(frozen=True)
class Publication:
    """One approved product for one account. `category` is the card's own, `place` the platform's when chosen."""

    sku: str
    category: str
    listings: Mapping[str, Listing]
    model: str = ""
    brand: str = ""
    origin: str = ""
    place: str = ""
    facts: tuple[Fact, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    unit: str = "piece"
    currency: str = "USD"
    rungs: tuple[Rung, ...] = ()
    moq: int | None = None
    lead_days: tuple[tuple[int, int], ...] = ()
    sample_price: Decimal | None = None
    package_cm: tuple[str, str, str] | None = None
    package_kg: str = ""
    hs_code: str = ""
    pictures: tuple[Picture, ...] = ()

    @property
    def main(self) -> Listing | None:
        """The English listing, which the platforms' forms take."""
        return self.listings.get("en")

    def to_json(self) -> dict[str, Any]:
        """Plain data for the outbox."""
        return {
            "sku": self.sku,
            "category": self.category,
            "listings": {locale: listing.to_json() for locale, listing in self.listings.items()},
            "model": self.model,
            "brand": self.brand,
            "origin": self.origin,
            "place": self.place,
            "facts": [[fact.key, fact.name, list(fact.values)] for fact in self.facts],
            "own": dict(self.own),
            "unit": self.unit,
            "currency": self.currency,
            "rungs": [[rung.start, str(rung.price)] for rung in self.rungs],
            "moq": self.moq,
            "lead_days": [list(row) for row in self.lead_days],
            "sample_price": None if self.sample_price is None else str(self.sample_price),
            "package_cm": list(self.package_cm) if self.package_cm else None,
            "package_kg": self.package_kg,
            "hs_code": self.hs_code,
            "pictures": [[picture.path, picture.sha256, picture.size] for picture in self.pictures],
        }


def publication_from_json(data: Mapping[str, Any]) -> Publication:
    """The reverse of `Publication.to_json`; raises KeyError or ValueError on data that was not made by it."""
    size = data["package_cm"]
    sample = data["sample_price"]
    return Publication(
        sku=data["sku"],
        category=data["category"],
        listings={locale: listing_from_json(item) for locale, item in data["listings"].items()},
        model=data["model"],
        brand=data["brand"],
        origin=data["origin"],
        place=data["place"],
        facts=tuple(Fact(key, name, tuple(values)) for key, name, values in data["facts"]),
        own=dict(data["own"]),
        unit=data["unit"],
        currency=data["currency"],
        rungs=tuple(Rung(int(start), Decimal(price)) for start, price in data["rungs"]),
        moq=data["moq"],
        lead_days=tuple((int(up_to), int(days)) for up_to, days in data["lead_days"]),
        sample_price=None if sample is None else Decimal(sample),
        package_cm=(str(size[0]), str(size[1]), str(size[2])) if size else None,
        package_kg=data["package_kg"],
        hs_code=data["hs_code"],
        pictures=tuple(Picture(path, sha256, int(size)) for path, sha256, size in data["pictures"]),
    )
