"""Publishing: an approved product, frozen with its pictures, goes into the outbox."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from desktop.documents.images import PictureLimits, prepare
from desktop.domain.cards import Card
from desktop.domain.changes import Changes
from desktop.domain.copy_panel import CopyField, CopyPanel
from desktop.domain.errors import Refused
from desktop.domain.listings import Listing
from desktop.domain.outbox import CANCELLED, PENDING, OutboxItem
from desktop.domain.publications import Fact, Picture, Publication, Rung, marks_of
from desktop.domain.quantities import convert, parse_measure
from desktop.language import printing
from desktop.language.glossary import Glossaries
from desktop.language.locales import locale_info
from desktop.platforms.copy_panel import lay_out_pictures, panel
from desktop.services.cards import Cards
from desktop.services.listings import Listings
from desktop.storage import cards as card_rows
from desktop.storage import outbox as rows
from desktop.storage.database import Store

OTHER_NAMES = {"certification": "certificates"}
READING = "en"
"""The language of attribute values on platforms' forms."""


@dataclass(frozen=True)
class PictureReport:
    """What preparing a picture made of it: name, bytes before and after, the picture as it travels and its pixels."""

    name: str
    before: int
    after: int
    path: Path
    width: int
    height: int

    @property
    def square_enough(self) -> bool:
        """Whether a platform shows it without wide empty margins; at most twice as long as broad."""
        return max(self.width, self.height) <= 2 * min(self.width, self.height)


class Publishing:
    """The verbs of publishing. `prepared` is the folder where scaled pictures are kept until they are sent."""

    def __init__(self, store: Store, cards: Cards, listings: Listings, glossaries: Glossaries, prepared: Path) -> None:
        self._store, self._cards, self._listings = store, cards, listings
        self._glossaries, self._prepared = glossaries, prepared
        self.clock: Callable[[], float] = time.time

    def publish(self, sku: str, account: str, place: str = "") -> tuple[Changes, str]:
        """Freezes what is approved and puts it into the outbox; returns the item's id.

        The same content that already waits is not queued twice. Raises Refused("publish.not_approved" |
        "listing.blocked") or BadInput for an unknown product or unusable picture.
        """
        card = self._cards.get(sku)
        publication, _ = self.freeze(card, self._approved(card), place)
        return self._queue(publication, account)

    def approve_and_publish(self, sku: str, account: str, locales: Sequence[str]) -> tuple[Changes, str]:
        """Approves the listings and puts the product into the outbox in one transaction: both happen, or neither.

        Raises what approving and `publish` raise; then nothing is approved.
        """
        card = self._cards.get(sku)
        self.pictures(card)  # scaling takes its time: done before the write lock is held, and kept
        with self._store.write():
            changes = Changes()
            for locale in locales:
                changes |= self._listings.approve(sku, locale)
            more, item = self.publish(sku, account)
        return changes | more, item

    def _queue(self, publication: Publication, account: str) -> tuple[Changes, str]:
        sku = publication.sku
        with self._store.write() as db:
            row = card_rows.get(db, sku)
            payload = {"publication": publication.to_json(), "card": marks_of(row["card"]) if row else {}}
            for item in rows.every(db):
                if item.account == account and item.subject == sku and item.state == PENDING and item.kind == "listing":
                    if dict(item.payload) == payload:
                        return Changes.of("outbox", item.id), item.id
                    rows.move(db, item, item.moved(CANCELLED), self.clock())
            now = self.clock()
            item = OutboxItem(uuid.uuid4().hex, "listing", account, sku, payload, next_at=now, approved_at=now)
            rows.add(db, item)
        return Changes.of("outbox", item.id), item.id

    def display(self, sku: str, account: str, *, shown: bool) -> tuple[Changes, str]:
        """Puts showing or hiding a published product into the outbox; returns the item's id.

        Raises Refused("publish.not_there") for one that is not published in this account.
        """
        with self._store.write() as db:
            if rows.published(db, account, sku) is None:
                raise Refused("publish.not_there", sku=sku)
            now = self.clock()
            item = OutboxItem(uuid.uuid4().hex, "display", account, sku, {"on": shown}, next_at=now, approved_at=now)
            rows.add(db, item)
        return Changes.of("outbox", item.id), item.id

    def renew(self, name: str) -> tuple[Changes, str]:
        """An item that went out of date leaves the outbox, and the product as it is approved now takes its place.

        Returns the new item's id. Raises Refused("outbox.not_offered") for any other item, and what `publish` raises;
        then the item stays as it is.
        """
        item = rows.get(self._store.read(), name)
        if item is None or item.need is None or "renew" not in item.need.buttons:
            raise Refused("outbox.not_offered", button="renew", state=item.state if item else "")
        place = str(item.payload.get("publication", {}).get("place", ""))
        self.pictures(self._cards.get(item.subject))
        with self._store.write() as db:
            rows.move(db, item, item.moved(CANCELLED), self.clock())
            changes, fresh = self.publish(item.subject, item.account, place)
        return changes | Changes.of("outbox", name), fresh

    def copy_panel(self, sku: str, site: str = "alibaba", locale: str = READING, folder: Path | None = None) -> CopyPanel:
        """The approved listing field by field; with `folder` the pictures are laid there. Raises what `publish` raises."""
        card = self._cards.get(sku)
        approved = self._approved(card, needed=locale)
        laid = self._in_chinese(panel(self.freeze(card, approved)[0], site, locale))
        return lay_out_pictures(laid, folder) if folder else laid

    def _in_chinese(self, laid: CopyPanel) -> CopyPanel:
        """The panel with the product's own facts named in Chinese too: the platform's name alone says little to the owner."""

        def named(field: CopyField) -> CopyField:
            key = field.id.removeprefix("attribute.")
            zh = self._name(key, "zh") if key != field.id else ""
            return replace(field, label_zh=zh) if zh else field

        return replace(laid, fields=tuple(named(field) for field in laid.fields))

    def _approved(self, card: Card, needed: str = READING) -> dict[str, Listing]:
        """The approved listings that still pass the fact lock; the one in `needed` must be among them."""
        found: dict[str, Listing] = {}
        for view in self._listings.of_card(card.sku):
            if view.state != "approved":
                continue
            if any(item.severity == "block" for item in self._listings.check(card, view.listing)):
                raise Refused("listing.blocked", sku=card.sku, locale=view.locale, count=1)
            found[view.locale] = view.listing
        if needed not in found:
            raise Refused("publish.not_approved", sku=card.sku, locale=needed)
        return found

    def freeze(
        self, card: Card, listings: dict[str, Listing], place: str = "", limits: PictureLimits | None = None
    ) -> tuple[Publication, list[PictureReport]]:
        """The publication of a card (without anything private) and what its pictures were scaled to."""
        card = card.without_private()
        pictures, report = self.pictures(card, limits)
        trade, size = card.trade, parse_measure(card.packaging.carton_size or "")
        sides = [convert(part.low, part.unit, "cm") for part in size.parts] if size and len(size.parts) == 3 else []
        lead = [(row.up_to, row.days) for row in sorted(trade.lead_time, key=lambda row: row.up_to) if not row.working]
        publication = Publication(
            sku=card.sku,
            category=card.category,
            listings=listings,
            model=card.model_number or card.sku,
            brand=card.brand or "",
            origin=card.origin or "",
            place=place,
            facts=tuple(self.facts(card)),
            own={key: value for key, value in card.own_attributes.items() if key.isascii() and value.isascii()},
            unit=trade.unit,
            currency=trade.currency,
            rungs=tuple(Rung(tier.start, tier.price) for tier in sorted(trade.price_tiers, key=lambda tier: tier.start)),
            moq=trade.moq,
            lead_days=tuple(lead),
            sample_price=trade.samples.price if trade.samples else None,
            package_cm=(f"{sides[0]:f}", f"{sides[1]:f}", f"{sides[2]:f}") if len(sides) == 3 and all(sides) else None,
            package_kg=_kilograms(card.packaging.carton_gross_weight),
            hs_code=card.hs_code or "",
            pictures=tuple(pictures),
        )
        return publication, report

    def pictures(self, card: Card, limits: PictureLimits | None = None) -> tuple[list[Picture], list[PictureReport]]:
        """The card's pictures, scaled, stripped and named by content."""
        found, report = [], []
        for path in self._cards.view(card.sku).pictures:
            ready = prepare(path, self._prepared, limits)
            found.append(Picture(str(ready.path), ready.sha256, ready.size))
            report.append(PictureReport(path.name, ready.size_before, ready.size, ready.path, ready.width, ready.height))
        return found, report

    def facts(self, card: Card, locale: str = READING) -> list[Fact]:
        """Every attribute that can be said in a language; what cannot be said stays away, nothing is guessed."""
        found: list[tuple[str, str, Sequence[str]]] = []
        for key in card.attributes:
            if key != "own":
                found.append((key, self._name(key, locale), card.values(key)))
        for key, values_of in (("feature", card.selling_points), ("certification", card.values("certificates"))):
            found.append((key, self._name(key, locale), values_of))
        facts = []
        for key, name, values in found:
            kept = tuple(value for value in (self._value(item, locale) for item in values) if value)
            if name and kept and len(kept) == len(values):
                facts.append(Fact(key, name, kept))
        return facts

    def terms(self, card: Card, locale: str, *, prices: bool) -> list[Fact]:
        """Minimum order and, when asked, the public prices, as a reader of that language writes them."""
        glossary, info, trade = self._glossaries(locale.split("-")[0]), locale_info(locale), card.trade

        def amount(count: int) -> str:
            return printing.count(Decimal(count), trade.unit, info, glossary)

        found = [Fact("moq", self._name("moq", locale), (amount(trade.moq),))] if trade.moq else []
        tiers = sorted(trade.price_tiers, key=lambda tier: tier.start) if prices else []
        rungs = tuple(f"≥ {amount(tier.start)}: {printing.money(tier.price, trade.currency, info)}" for tier in tiers)
        return [*found, *([Fact("price", self._name("price", locale), rungs)] if rungs else [])]

    def _name(self, key: str, locale: str) -> str:
        glossary = self._glossaries(locale.split("-")[0])
        term = glossary.terms.get(key.replace("_", "-")) or glossary.terms.get(OTHER_NAMES.get(key, ""))
        text = (glossary.default_form(term) if term else None) or (key.replace("_", " ") if locale == READING else "")
        return text[:1].upper() + text[1:]

    def _value(self, text: str, locale: str) -> str | None:
        glossary, info = self._glossaries(locale.split("-")[0]), locale_info(locale)
        measure = parse_measure(text) if re.search(r"\d", text) else None
        if measure is not None:
            return printing.measure(measure, info, glossary).replace("×", "x")
        term = glossary.term(text)
        forms = ("name", "adj", "noun", "item") if locale == READING else ("name", "noun", "adj", "item")
        shown = (term.form(*forms) or glossary.default_form(term)) if term else text
        said = shown is not None and "{" not in shown and (shown.isascii() or (term is not None and locale != READING))
        return shown if said else None


def _kilograms(text: str | None) -> str:
    measure = parse_measure(text or "")
    value = convert(measure.parts[0].low, measure.parts[0].unit, "kg") if measure and measure.parts else None
    return f"{value:f}" if value else ""
