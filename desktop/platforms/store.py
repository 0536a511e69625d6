"""An own web shop behind the small interface: what WooCommerce and Vendure have in common.

A shop can be asked for our own key (the SKU), so a repeated push finds what an earlier one made: it creates only what
is not there. Every language goes along, each with its own text.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any, Protocol

from desktop.domain.listings import LOCALES, Listing
from desktop.domain.merge import HERE, merge
from desktop.domain.publications import Picture, Publication, publication_from_json
from desktop.platforms.base import (
    Absent,
    Account,
    Capabilities,
    Conflict,
    Found,
    Gone,
    Item,
    Page,
    Progress,
    Receipt,
    Rejected,
    Unknown,
    Unreachable,
    Unsure,
)

NO_CENTS = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})
_log = logging.getLogger(__name__)
MAX_PICTURE = 5 * 1024 * 1024


@dataclass(frozen=True)
class StoreCopy:
    """A product as a shop shows it. `texts` maps a locale to name, description and short summary."""

    sku: str
    texts: Mapping[str, Mapping[str, str]]
    price: str
    currency: str
    tiers: tuple[tuple[int, str], ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def values(self) -> dict[str, str]:
        """Every field as comparable text: "en.name", "es.description", "price", "tiers"."""
        flat = {f"{locale}.{name}": text for locale, row in self.texts.items() for name, text in row.items()}
        return flat | {"price": self.price, "tiers": json.dumps([list(row) for row in self.tiers])}


@dataclass(frozen=True)
class Remote:
    """A product as the shop holds it; `complete` is False while a part of it (its price) is still missing, `ours` where
    it carries our own mark."""

    id: str
    url: str
    values: Mapping[str, str]
    complete: bool = True
    ours: bool = True


class PictureMemory(Protocol):
    """What was uploaded to this account, by SHA-256."""

    def get(self, sha256: str) -> Mapping[str, Any] | None:
        """What the shop answered for these bytes, or None."""

    def put(self, sha256: str, data: Mapping[str, Any]) -> None:
        """Keeps the shop's answer."""


class StoreApi(Protocol):
    """What a shop's own API can do; errors are those of `platforms.base`."""

    kind: str

    def check(self) -> str:
        """Tests the sign-in; returns a name to show."""

    def lookup(self, sku: str) -> Remote | None:
        """The product of that SKU, also a hidden one."""

    def create(self, copy: StoreCopy, pictures: list[str]) -> str:
        """Makes the product; returns its id. Completes one that an earlier call left half made."""

    def change(self, remote: str, copy: StoreCopy, fields: frozenset[str]) -> None:
        """Writes only `fields` (names of `StoreCopy.values`)."""

    def upload(self, name: str, data: bytes) -> str:
        """Uploads a picture; returns its id."""

    def uploaded(self, name: str) -> str | None:
        """The id of an earlier upload of that file name, or None."""

    def orders(self, cursor: str) -> Page:
        """Orders changed since `cursor`."""

    def note(self, order: str, text: str) -> str:
        """Writes a note to an order's buyer; returns its id."""


def price_text(value: Decimal, currency: str) -> str:
    """A price with a dot and the currency's places, as shops store it. Raises Rejected for finer prices."""
    step = Decimal(1) if currency in NO_CENTS else Decimal("0.01")
    rounded = value.quantize(step)
    if rounded != value:
        raise Rejected("platform.price_too_fine", {"price": "form"}, price=f"{value:f}", currency=currency)
    return f"{rounded:f}"


def html_of(listing: Listing) -> str:
    """Description, highlights and questions as simple HTML."""
    parts = [f"<p>{escape(text.strip())}</p>" for text in listing.description.split("\n") if text.strip()]
    if listing.highlights:
        parts.append("<ul>" + "".join(f"<li>{escape(text)}</li>" for text in listing.highlights) + "</ul>")
    parts += [f"<p><strong>{escape(row.q)}</strong><br>{escape(row.a)}</p>" for row in listing.faq]
    return "".join(parts)


def copy_of(publication: Publication) -> StoreCopy:
    """The shop's view of a publication. Raises Rejected without a price."""
    if not publication.rungs:
        raise Rejected("platform.unfit", {"price": "required"}, place="price", name="price", kind="required")
    texts = {locale: {"name": listing.title, "description": html_of(listing)} for locale, listing in publication.listings.items()}
    return StoreCopy(
        publication.sku,
        texts,
        price_text(publication.rungs[0].price, publication.currency),
        publication.currency,
        tuple((rung.start, price_text(rung.price, publication.currency)) for rung in publication.rungs),
        {fact.name: fact.values for fact in publication.facts},
    )


@contextmanager
def understood(*, write: bool) -> Iterator[None]:
    """An answer of a shape that nobody expected: unknown after a write, a passing failure after a read."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError) as error:
        _log.warning("an answer was not understood: %s", type(error).__name__)
        raise (Unknown if write else Unreachable)("platform.strange_answer") from error


class Careful:
    """A shop's API whose answers may be anything."""

    def __init__(self, api: StoreApi) -> None:
        self.kind, self._api = api.kind, api

    def check(self) -> str:
        """See StoreApi."""
        with understood(write=False):
            return str(self._api.check())

    def lookup(self, sku: str) -> Remote | None:
        """See StoreApi."""
        with understood(write=False):
            return self._api.lookup(sku)

    def create(self, copy: StoreCopy, pictures: list[str]) -> str:
        """See StoreApi."""
        with understood(write=True):
            return str(self._api.create(copy, pictures))

    def change(self, remote: str, copy: StoreCopy, fields: frozenset[str]) -> None:
        """See StoreApi."""
        with understood(write=True):
            self._api.change(remote, copy, fields)

    def upload(self, name: str, data: bytes) -> str:
        """See StoreApi."""
        with understood(write=True):
            return str(self._api.upload(name, data))

    def uploaded(self, name: str) -> str | None:
        """See StoreApi."""
        with understood(write=False):
            return self._api.uploaded(name)

    def orders(self, cursor: str) -> Page:
        """See StoreApi."""
        with understood(write=False):
            return self._api.orders(cursor)

    def note(self, order: str, text: str) -> str:
        """See StoreApi."""
        with understood(write=True):
            return str(self._api.note(order, text))


class Store:
    """One shop of the owner."""

    def __init__(self, api: StoreApi, account: str, name: str, memory: PictureMemory) -> None:
        self._api, self._account, self._name, self._memory = Careful(api), account, name, memory

    @property
    def name(self) -> str:
        """As shown."""
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        """All languages; our own key can be looked up, so nothing needs to settle for long."""
        return Capabilities(LOCALES, MAX_PICTURE, 12, 250, ("orders",), 0.0, 60.0, has_key=True)

    def check(self) -> Account:
        """Tests the sign-in."""
        return Account(self._account, self._api.check())

    def pull(self, cursor: str) -> Page:
        """Orders changed since `cursor`; a shop has no inquiries by API."""
        return self._api.orders(cursor)

    def push(self, item: Item, keep: Progress) -> Receipt:
        """Publishes or updates a product, or writes a note to an order."""
        if item.verb == "reply":
            keep("stage", {"step": "note"})
            return Receipt(self._api.note(str(item.data["order"]), str(item.data["text"])))
        publication = publication_from_json(item.data["publication"])
        copy = copy_of(publication)
        there = self._api.lookup(copy.sku)
        if there is None and item.verb == "update":
            raise Gone("platform.product_gone", product=str(item.data.get("product", "")))
        if there is not None and not there.ours and item.verb == "publish" and "stage" not in item.progress:
            raise Rejected("platform.key_taken", sku=copy.sku)  # the owner's own work there is never written over
        if there is None or not there.complete:
            pictures = [self._ensure(picture) for picture in publication.pictures]
            keep("stage", {"step": "create", "sku": copy.sku})
            remote = self._api.create(copy, pictures)
        else:
            remote = there.id
            self._change(there, copy, item, keep)
        return self._receipt(copy, remote)

    def _change(self, there: Remote, copy: StoreCopy, item: Item, keep: Progress) -> None:
        ours, base = copy.values(), item.data.get("base")
        shown = base.get("shown") if isinstance(base, Mapping) else None
        known = {name: str(value) for name, value in shown.items()} if isinstance(shown, Mapping) else {}
        theirs = {name: value for name, value in there.values.items() if name in ours}
        merged = merge(known if known else theirs, ours, theirs, item.data.get("resolved"))
        if merged.asked:
            raise Conflict("platform.changed_there", {name: vars(sides) for name, sides in merged.asked.items()})
        fields = frozenset(name for name, side in merged.source.items() if side == HERE and name in ours and ours[name] != theirs.get(name))
        if fields:
            keep("stage", {"step": "change", "sku": copy.sku, "fields": sorted(fields)})
            self._api.change(there.id, copy, fields)

    def _receipt(self, copy: StoreCopy, remote: str) -> Receipt:
        shown = self._api.lookup(copy.sku)
        if shown is None:
            return Receipt(remote, "", {"shown": copy.values()}, (), ("not_read_back",))
        wrong = tuple(sorted(name for name, text in copy.values().items() if shown.values.get(name) != text))
        return Receipt(shown.id, shown.url, {"shown": dict(shown.values)}, wrong)

    def _ensure(self, picture: Picture) -> str:
        known = self._memory.get(picture.sha256)
        if known is not None:
            return str(known["file_id"])
        data = self._read(picture)
        name = picture.sha256[:24] + (".png" if data.startswith(b"\x89PNG") else ".jpg")
        try:
            found = self._api.upload(name, data)
        except Unknown:
            found = self._api.uploaded(name) or self._api.upload(name, data)
        self._memory.put(picture.sha256, {"file_id": found, "url": "", "size": len(data)})
        return found

    def _read(self, picture: Picture) -> bytes:
        try:
            data = Path(picture.path).read_bytes()
        except OSError as error:
            raise Rejected("platform.picture_missing", path=Path(picture.path).name) from error
        if hashlib.sha256(data).hexdigest() != picture.sha256:
            raise Rejected("platform.picture_changed", path=Path(picture.path).name)
        return data

    def find(self, item: Item) -> Found | Absent | Unsure:
        """Looks the product up by our own key. A note cannot be looked up: the owner decides."""
        stage = item.progress.get("stage")
        if not isinstance(stage, Mapping):
            return Absent()
        if stage.get("step") == "note":
            return Unsure(60.0)
        copy = copy_of(publication_from_json(item.data["publication"]))
        there = self._api.lookup(copy.sku)
        if there is None or not there.complete:
            return Absent()
        fields = stage.get("fields") or copy.values()
        if any(there.values.get(name) != copy.values().get(name) for name in fields):
            return Absent()
        return Found(Receipt(there.id, there.url, {"shown": dict(there.values)}, (), ("found_after_lost_answer",)))
