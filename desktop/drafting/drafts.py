"""From a card to a checked draft: write, render, read back, check. No storage, no network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from desktop.domain.cards import Card
from desktop.domain.listing_json import grouped, slotted_texts
from desktop.domain.listings import Draft, Finding, Listing, SlottedListing
from desktop.drafting.render import ListingRenderer
from desktop.i18n import N_, _

UNNAMED = N_("There is no word for “{name}” in this language yet: the text says “{noun}”. Write the name that buyers use on the card.")


class Writer(Protocol):
    """What drafts text with slots: the phrasebook or the model."""

    def draft(self, card: Card, locale: str) -> SlottedListing:
        """A slotted listing for the card in that locale."""


class Lock(Protocol):
    """The fact lock."""

    def check(self, card: Card, listing: Listing) -> tuple[Finding, ...]:
        """What in the texts is not on the card."""

    def facts_stated(self, card: Card, locale: str, text: str) -> list[tuple[str, str, bool]]:
        """Facts that a text states: (card path, as written, whether the card says so)."""


Traces = Callable[[Card, SlottedListing, Listing], tuple[Finding, ...]]
"""What else is said about a draft whose lines are known: words of a model that trace to nothing (untraced.py)."""


class Drafter:
    """Makes drafts with the phrasebook, or with another writer when one is given."""

    def __init__(self, writers: Mapping[str, Writer], renderer: ListingRenderer, lock: Lock, traces: Traces | None = None) -> None:
        self._traces = traces
        self._writers = writers
        self._renderer = renderer
        self._lock = lock

    def draft(self, card: Card, locale: str, writer: str = "phrasebook") -> Draft:
        """A draft of the card in a locale. Raises BadInput for a locale or a card that cannot be written."""
        return self.rendered(card, self._writers[writer].draft(card, locale))

    def rendered(self, card: Card, slotted: SlottedListing) -> Draft:
        """Slotted text rendered with the card's facts of now, and checked."""
        listing, readback = self._renderer.render(card, slotted)
        findings = self._lock.check(card, listing)
        if self._traces is not None:
            findings += self._traces(card, slotted, listing)
        return Draft(card.sku, listing, slotted, readback, findings + self._unnamed(card, listing))

    def _unnamed(self, card: Card, listing: Listing) -> tuple[Finding, ...]:
        """A warning where the texts name only the kind of thing: nobody searches for a "kitchen item"."""
        values = self._renderer.values(card, listing.locale)
        noun = values("noun") or ""
        if not values.unnamed or not noun:
            return ()
        start = max(0, listing.title.casefold().find(noun.casefold()))
        text = listing.title[start : start + len(noun)]
        message = _(UNNAMED, name=card.name.get("zh", ""), noun=noun)
        return (Finding("warn", "glossary", "title", text, start, start + len(noun), "", message, "name"),)

    def check(self, card: Card, listing: Listing) -> tuple[Finding, ...]:
        """Findings of a text of any origin."""
        return self._lock.check(card, listing)

    def facts_stated(self, card: Card, listing: Listing) -> list[tuple[str, str, bool]]:
        """Facts of a whole listing, each once, in reading order."""
        found: dict[tuple[str, bool], tuple[str, str, bool]] = {}
        for _field, text in listing.texts():
            for path, written, good in self._lock.facts_stated(card, listing.locale, text):
                found.setdefault((path, good), (path, written, good))
        return list(found.values())

    def facts_of(self, card: Card, locale: str, text: str) -> list[tuple[str, str, bool]]:
        """Facts of one text in reading order, each time they are stated."""
        return self._lock.facts_stated(card, locale, text)

    @property
    def writers(self) -> tuple[str, ...]:
        """Names of the writers at hand."""
        return tuple(self._writers)


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """A draft as `tengqiao draft` prints it (design, section 5)."""
    data = draft.listing.to_json()
    if draft.slotted:
        data["slotted"] = slotted_texts(draft.slotted)
    data["readback_zh"] = grouped(draft.readback_zh)
    data["findings"] = [finding.to_json() for finding in draft.findings]
    return data
