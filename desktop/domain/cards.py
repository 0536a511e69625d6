"""The product card: what the owner states about a product (design, section 4).

A card is an immutable value. `card_json` reads and writes it; nothing here touches a file.
Attribute values stay as the owner gave them: a glossary term id, a quantity in canonical writing, a code,
free text in any language, a list of those, a range such as "S-XXL", or None for "asked and not known".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

Value = str | list[str] | dict[str, str] | None


@dataclass(frozen=True)
class PriceTier:
    """From this quantity on, this price per trade unit."""

    start: int
    price: Decimal


@dataclass(frozen=True)
class LeadTime:
    """Up to this quantity, so many days from deposit and approved sample. `working` counts working days."""

    up_to: int
    days: int
    working: bool = False


@dataclass(frozen=True)
class SampleTerms:
    """Price of one sample, days to make it; refundable means deducted from the first order."""

    price: Decimal | None = None
    days: int | None = None
    refundable: bool | None = None


@dataclass(frozen=True)
class Warranty:
    """Months, counted from "delivery", "shipment" or what the card says."""

    months: int
    start: str = "delivery"


@dataclass(frozen=True)
class Trade:
    """Trade terms. Prices are per `unit`, in `currency`, on `incoterm` at `port` (UN/LOCODE)."""

    unit: str = "piece"
    currency: str = "USD"
    price_tiers: tuple[PriceTier, ...] = ()
    moq: int | None = None
    lead_time: tuple[LeadTime, ...] = ()
    incoterm: str | None = None
    port: str | None = None
    samples: SampleTerms | None = None
    payment: tuple[str, ...] = ()
    customisation: Mapping[str, Value | dict[str, object]] = field(default_factory=dict)
    warranty: Warranty | None = None

    def price_at(self, quantity: int) -> Decimal | None:
        """The unit price of the tier that holds `quantity`; None below the first tier or without tiers."""
        price = None
        for tier in sorted(self.price_tiers, key=lambda tier: tier.start):
            if quantity >= tier.start:
                price = tier.price
        return price

    def lead_time_at(self, quantity: int) -> LeadTime | None:
        """The row for that quantity; None when every row is too small or there is none."""
        for row in sorted(self.lead_time, key=lambda row: row.up_to):
            if quantity <= row.up_to:
                return row
        return None


@dataclass(frozen=True)
class Packaging:
    """Unit and carton packing. Quantities in canonical writing; `carton_count` is pieces per carton."""

    unit: str | None = None
    carton: str | None = None
    carton_size: str | None = None
    carton_gross_weight: str | None = None
    carton_net_weight: str | None = None
    unit_size: str | None = None
    unit_weight: str | None = None
    marks: str | None = None

    @property
    def carton_count(self) -> int | None:
        """How many trade units one carton holds, read from `carton` ("12 pieces"); None when not stated."""
        digits = "".join(ch for ch in (self.carton or "").split(" ")[0] if ch.isdigit())
        return int(digits) if digits else None


@dataclass(frozen=True)
class Certificate:
    """A certificate in its scheme's own wording; expiry is an ISO date."""

    scheme: str
    number: str | None = None
    holder: str | None = None
    scope: str | None = None
    expiry: str | None = None
    file: str | None = None


@dataclass(frozen=True)
class Private:
    """Never leaves this computer (promise 3). Money in the trade currency, but `cost_cny` in RMB; `rebate_stated` is the day (ISO)
    on which the refund rate was stated.
    """

    cost: Decimal | None = None
    floor: Decimal | None = None
    cost_cny: Decimal | None = None
    vat: bool | None = None
    rebate_rate: Decimal | None = None
    margin: Decimal | None = None
    rebate_stated: str | None = None

    def __repr__(self) -> str:
        return "Private(***)"

    def numbers(self) -> frozenset[Decimal]:
        """Every private number, for the firewall and the log redactor."""
        values = (self.cost, self.floor, self.cost_cny, self.margin)
        return frozenset(value for value in values if value is not None)


@dataclass(frozen=True)
class Variant:
    """A version of the product with its own sku and what differs."""

    sku: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    price_tiers: tuple[PriceTier, ...] = ()
    moq: int | None = None
    size_chart: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Card:
    """One product. `name` maps language to text; `images` are paths inside the card's own folder."""

    sku: str
    category: str
    name: Mapping[str, str]
    brand: str | None = None
    model_number: str | None = None
    attributes: Mapping[str, Value] = field(default_factory=dict)
    selling_points: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    hs_code: str | None = None
    origin: str | None = None
    packaging: Packaging = field(default_factory=Packaging)
    trade: Trade = field(default_factory=Trade)
    private: Private = field(default_factory=Private)
    images: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()
    unknown: tuple[str, ...] = ()  # paths outside `attributes` that the owner was asked and does not know (there it is null)

    @property
    def vertical(self) -> str:
        """ "home" of "home/storage-baskets"; "other" for anything outside the taxonomy."""
        return self.category.split("/", 1)[0]

    @property
    def own_attributes(self) -> Mapping[str, str]:
        """Facts of the owner's own naming (`attributes.own`), at most ten."""
        own = self.attributes.get("own")
        return own if isinstance(own, dict) else {}

    def values(self, key: str) -> tuple[str, ...]:
        """The values of an attribute as a tuple of strings, empty when absent, null or free mapping.

        `selling_points` and `certificates` are answered too, so that list slots have one door.
        """
        if key in ("feature", "selling_points"):
            return self.selling_points
        if key == "certificates":
            return tuple(item.scheme for item in self.certificates)
        value = self.attributes.get(key)
        if isinstance(value, str):
            return (value,)
        return tuple(value) if isinstance(value, list) else ()

    def without_private(self) -> Card:
        """The same card as it may be shown, exported or put into a prompt."""
        return replace(self, private=Private())

    def facts(self) -> Iterator[tuple[str, str]]:
        """Every public stated value as (card path, text), in card order."""
        for language, text in self.name.items():
            yield f"name.{language}", text
        for key in ("brand", "model_number", "hs_code", "origin"):
            if value := getattr(self, key):
                yield key, value
        for key, value in self.attributes.items():
            yield from _flatten(f"attributes.{key}", value)
        yield from ((f"selling_points[{i}]", point) for i, point in enumerate(self.selling_points))
        yield from ((f"certificates[{i}].scheme", item.scheme) for i, item in enumerate(self.certificates))
        for key, value in vars(self.packaging).items():
            if value:
                yield f"packaging.{key}", value


def _flatten(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _flatten(f"{path}[{index}]", item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flatten(f"{path}.{key}", item)
