"""Files that leave or enter by hand: the bulk sheet, the feed, the catalogue and the parcel on a USB stick."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.documents.exports import write_bulk_sheet, write_feed
from desktop.documents.images import inspect
from desktop.documents.papers_catalogue import Catalogue, Entry, Page, write_catalogue
from desktop.documents.parcel import ParcelProduct, read_parcel, write_parcel
from desktop.domain.card_json import card_to_json
from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.domain.listings import LOCALES, Listing
from desktop.domain.publications import Publication
from desktop.services.cards import Cards, ImportReport
from desktop.services.listings import Listings
from desktop.services.publishing import Publishing
from desktop.services.settings import Settings

COMMAS = {"zh": "、", "ja": "、", "ar": "، "}
OWN = "zh"
"""The owner's language, in which a product card is stated."""


class Exports:
    """The verbs. Only approved texts go out; private prices never do."""

    def __init__(self, cards: Cards, listings: Listings, publishing: Publishing, settings: Settings) -> None:
        self._cards, self._listings = cards, listings
        self._publishing, self._settings = publishing, settings

    def ready(self) -> list[str]:
        """Products with an approved text, which can go into a file."""
        return [view.card.sku for view in self._cards.all() if self._approved(view.card.sku)]

    def bulk_sheet(self, skus: Sequence[str], path: Path) -> int:
        """The platform's bulk sheet (xlsx); returns how many products are in it. Raises what publishing raises."""
        publications = [self._publication(sku) for sku in skus]
        write_bulk_sheet(publications, path)
        return len(publications)

    def feed(self, skus: Sequence[str], locale: str, path: Path) -> int:
        """A product feed in one language (CSV); returns how many products are in it."""
        publications = [item for sku in skus if locale in (item := self._publication(sku)).listings]
        write_feed(publications, locale, path)
        return len(publications)

    def catalogue(self, skus: Sequence[str], languages: Sequence[str], path: Path, *, prices: bool = False) -> int:
        """A printable catalogue (PDF) in one or more languages ("zh" takes the card's own Chinese); how many products.

        A product without an approved text in any of the languages is left out. Raises BadInput("publish.no_language") for
        an unknown language, Environment when it cannot be written. A QGuiApplication must exist.
        """
        for language in languages:
            if language not in (*LOCALES, OWN):
                raise BadInput("publish.no_language", language=language[:20], known=", ".join((*LOCALES, OWN)))
        entries = [entry for sku in skus if (entry := self._entry(sku, languages, prices=prices)).pages]
        factory = self._settings.factory()
        names = [factory.name_in(language) for language in languages] if factory else []
        address = [factory.address_in(languages[0]), factory.email or "", factory.phone or ""] if factory else []
        heading = tuple(line for line in dict.fromkeys([*names, *address]) if line)
        write_catalogue(Catalogue(heading, tuple(languages), tuple(entries)), path)
        return len(entries)

    def _entry(self, sku: str, languages: Sequence[str], *, prices: bool) -> Entry:
        card = self._cards.get(sku).without_private()
        approved = self._approved(sku)
        pages: dict[str, Page] = {}
        for language in languages:
            facts = [*self._publishing.facts(card, language), *self._publishing.terms(card, language, prices=prices)]
            comma = COMMAS.get(language, ", ")
            pairs = tuple((fact.name, ("\n" if fact.key == "price" else comma).join(fact.values)) for fact in facts)
            if language in approved:
                listing = approved[language]
                text = tuple(part.strip() for part in listing.description.split("\n") if part.strip())
                pages[language] = Page(listing.title, listing.highlights, text, pairs)
            elif language == OWN and approved:
                pages[language] = Page(card.name.get(OWN) or sku, facts=pairs)
        pictures, _ = self._publishing.pictures(card)
        return Entry(sku, tuple(Path(picture.path) for picture in pictures), pages)

    def parcel(self, skus: Sequence[str], folder: Path) -> Path:
        """A folder that another Tengqiao can take in; returns its manifest."""
        products = []
        for sku in skus:
            card = self._cards.get(sku)
            pictures, _ = self._publishing.pictures(card)
            products.append(ParcelProduct(card, self._approved(sku), tuple(Path(picture.path) for picture in pictures)))
        return write_parcel(products, folder)

    def take_parcel(self, folder: Path) -> ImportReport:
        """Takes a parcel in: cards, pictures, and the texts as drafts to be read and approved here.

        A product that is on the shelf keeps its private prices. Raises BadInput; then nothing was changed.
        """
        products = read_parcel(folder)
        for product in products:
            for picture in product.pictures:
                inspect(picture)
        changes = Changes()
        for product in products:
            sku = product.card.sku
            known = self._cards.find(sku)
            data = card_to_json(product.card, private=False)
            if known is not None and (private := card_to_json(known.card, private=True).get("private")):
                data["private"] = private
            report = self._cards.take_in([(data, product.pictures[0].parent if product.pictures else None)])
            changes |= report.changes | self._listings.take_in(sku, product.listings)
        return ImportReport(tuple(product.card.sku for product in products), changes=changes)

    def _publication(self, sku: str) -> Publication:
        return self._publishing.freeze(self._cards.get(sku), self._approved(sku))[0]

    def _approved(self, sku: str) -> dict[str, Listing]:
        return {view.locale: view.listing for view in self._listings.of_card(sku) if view.state == "approved"}
