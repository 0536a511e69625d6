"""Listings: draft, check, edit, approve, publish. What is approved goes into the outbox in the same transaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desktop.domain.cards import Card
from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput, Problem, Refused
from desktop.domain.listing_json import slotted_from_json, slotted_to_json
from desktop.domain.listings import LOCALES, Draft, Finding, Line, Listing, SlottedListing, listing_from_json
from desktop.services.cards import Cards
from desktop.storage import listings as rows
from desktop.storage import settings as typing_rows
from desktop.storage.database import Store

if TYPE_CHECKING:
    from desktop.drafting.drafts import Drafter

Step = Callable[[int, int, str], None]


@dataclass(frozen=True)
class ListingView:
    """A listing as the review page shows it."""

    sku: str
    locale: str
    state: str
    listing: Listing
    slotted: SlottedListing | None
    readback_zh: Mapping[str, str]
    findings: tuple[Finding, ...]
    hand: bool
    approved_at: str | None

    @property
    def publishable(self) -> bool:
        """No finding blocks."""
        return not any(item.severity == "block" for item in self.findings)


@dataclass(frozen=True)
class StatedFact:
    """A fact where a text states it: card path, place of the text, code points from and to, whether the card agrees."""

    path: str
    place: str
    start: int
    end: int
    good: bool


class Listings:
    """The verbs on listings."""

    def __init__(self, store: Store, cards: Cards, drafter: Callable[[], Drafter]) -> None:
        self._store = store
        self._cards = cards
        self._make = drafter

    @cached_property
    def _drafter(self) -> Drafter:
        """Made at the first draft or check: what only shows states needs no glossary."""
        return self._make()

    def draft(self, sku: str, locales: Sequence[str] = LOCALES, writer: str = "phrasebook", step: Step | None = None) -> Changes:
        """Draft listings and keep them; a text touched by hand or approved is never overwritten.

        Raises BadInput for an unknown product or language.
        """
        card = self._cards.get(sku)
        kept = {row["locale"]: row for row in rows.of_card(self._store.read(), sku)}
        for index, locale in enumerate(locales):
            if step:
                step(index, len(locales), locale)
            row = kept.get(locale)
            if row is None or (row["state"] == "draft" and not row["hand"]):
                self._keep(self._drafter.draft(card, locale, writer))
        return Changes.of("listings", sku)

    def redraft(self, sku: str, locale: str, writer: str = "phrasebook") -> Changes:
        """Throw this listing away and draft it again, on the owner's word."""
        self._keep(self._drafter.draft(self._cards.get(sku), locale, writer))
        return Changes.of("listings", sku)

    def refresh(self, sku: str) -> Changes:
        """After a change of the card: re-render slotted text without a model; hand-written text gets findings instead.

        An approved listing whose text changes goes back to draft: nothing leaves that the owner has not seen.
        """
        card = self._cards.get(sku)
        for row in list(rows.of_card(self._store.read(), sku)):
            if row["hand"] or not row["slotted"]:
                self._recheck(card, row)
            else:
                draft = self._drafter.rendered(card, slotted_from_json(row["slotted"]))
                same = draft.listing.to_json() == row["listing"]
                self._keep(draft, state=row["state"] if same else "draft")
        return Changes.of("listings", sku)

    def get(self, sku: str, locale: str) -> ListingView:
        """One listing. Raises BadInput("listing.not_found")."""
        row = rows.get(self._store.read(), sku, locale)
        if row is None:
            raise BadInput("listing.not_found", sku=sku, locale=locale)
        return _view(row)

    def of_card(self, sku: str) -> list[ListingView]:
        """Every listing of a product, in the house's order of languages."""
        order = {locale: index for index, locale in enumerate(LOCALES)}
        found = [_view(row) for row in rows.of_card(self._store.read(), sku)]
        return sorted(found, key=lambda item: order.get(item.locale, 99))

    def states(self) -> dict[str, dict[str, str]]:
        """State by product and locale, for the product grid."""
        result: dict[str, dict[str, str]] = {}
        for row in rows.states(self._store.read()):
            result.setdefault(row["sku"], {})[row["locale"]] = row["state"]
        return result

    def check(self, card: Card, listing: Listing) -> tuple[Finding, ...]:
        """Findings of a text of any origin."""
        return self._drafter.check(card, listing)

    def facts(self, view: ListingView) -> list[tuple[str, str, bool]]:
        """Facts that the texts state: (card path, as written, whether the card says so), each once, for the ticks."""
        return self._drafter.facts_stated(self._cards.get(view.sku), view.listing)

    def stated(self, view: ListingView) -> tuple[StatedFact, ...]:
        """Every fact of the texts with its place, so that it can be shown in the text."""
        card, found = self._cards.get(view.sku), []
        for place, text in view.listing.texts():
            position = 0
            for path, written, good in self._drafter.facts_of(card, view.locale, text):
                start = text.find(written, position)
                if start >= 0:
                    position = start + len(written)
                    found.append(StatedFact(path, place, start, position, good))
        return tuple(found)

    def facts_of(self, card: Card, locale: str, text: str) -> list[tuple[str, str, bool]]:
        """Facts that one text states: (card path, as written, whether the card says so)."""
        return self._drafter.facts_of(card, locale, text)

    def put_lines(self, sku: str, locale: str, lines: Mapping[str, Line]) -> Changes:
        """Put other slotted lines into a listing ("title", "highlights[0]", "description[2]", "faq[0].a"); checked at once."""
        view = self.get(sku, locale)
        if view.slotted is None or view.hand:
            raise BadInput("draft.not_better", place=next(iter(lines), ""))
        self._keep(self._drafter.rendered(self._cards.get(sku), view.slotted.with_lines(lines)))
        return Changes.of("listings", sku)

    def writers(self, view: ListingView) -> dict[str, tuple[str, str]]:
        """Who wrote each text: place -> (phrasebook, model, mixed or hand; the model's name)."""
        if view.slotted is None:
            return {place: ("hand", "") for place, _text in view.listing.texts()}
        found: dict[str, tuple[str, str]] = {}
        for place, line in view.slotted.lines():
            at = "description" if place.startswith("description") else place
            mine = (line.writer, line.source if line.writer == "model" else "")
            if at in found and found[at] != mine:
                mine = ("mixed", mine[1] or found[at][1])
            found[at] = mine
        if view.hand:
            drafted = dict(self._drafter.rendered(self._cards.get(view.sku), view.slotted).listing.texts())
            found |= {place: ("hand", "") for place, text in view.listing.texts() if drafted.get(place) != text}
        return found

    def edit(self, sku: str, locale: str, place: str, text: str) -> Changes:
        """Replace one text ("title", "description", "highlights[0]", "faq[1].a") by a hand-written one; checked at once."""
        row = rows.get(self._store.read(), sku, locale)
        if row is None:
            raise BadInput("listing.not_found", sku=sku, locale=locale)
        listing = with_text(_listing(row), place, text)
        findings = self._drafter.check(self._cards.get(sku), listing)
        with self._store.write() as db:
            rows.save(
                db, sku, locale,
                {"listing": listing.to_json(), "hand": 1, "state": "draft", "findings": [finding_to_json(item) for item in findings]},
            )  # fmt: skip
            typing_rows.forget_typing(db, f"listing:{sku}:{locale}:{place}")
        return Changes.of("listings", sku)

    def take_in(self, sku: str, listings: Mapping[str, Listing]) -> Changes:
        """Texts that came from elsewhere, as checked drafts; a language that has a text here keeps it."""
        card = self._cards.get(sku)
        with self._store.write() as db:
            for locale, listing in listings.items():
                if rows.get(db, sku, locale) is None:
                    findings = [finding_to_json(item) for item in self._drafter.check(card, listing)]
                    values = {"listing": listing.to_json(), "hand": 1, "state": "draft", "findings": findings}
                    rows.save(db, sku, locale, values)
        return Changes.of("listings", sku)

    def approve(self, sku: str, locale: str) -> Changes:
        """Approve one listing. Raises Refused("listing.blocked") while a finding blocks."""
        with self._store.write() as db:
            view = self.get(sku, locale)
            card = self._cards.get(sku)
            findings = self._drafter.check(card, view.listing)  # never trust a stored verdict: the card may have moved
            blocking = [item for item in findings if item.severity == "block"]
            if blocking:
                rows.save(db, sku, locale, {"findings": [finding_to_json(item) for item in findings]})
                problem: Problem | None = Refused("listing.blocked", sku=sku, locale=locale, count=len(blocking))
            else:
                rows.approve(db, sku, locale)
                problem = None
        if problem:
            raise problem
        return Changes.of("listings", sku)

    def clean(self, sku: str, locales: Iterable[str] = LOCALES) -> list[str]:
        """Languages that may be approved unopened: written by templates, not touched by hand, without any finding.

        Text by a model has a machine's read-back and is never approved unopened (design, section 7).
        """
        return [view.locale for view in self.of_card(sku) if view.locale in locales and view.state != "approved" and _is_clean(view)]

    def approve_clean(self, sku: str, locales: Iterable[str] = LOCALES) -> tuple[Changes, tuple[str, ...]]:
        """Approve every clean language; returns what stayed behind."""
        wanted = tuple(locales)
        for locale in self.clean(sku, wanted):
            self.approve(sku, locale)
        left = (view.locale for view in self.of_card(sku) if view.locale in wanted and view.state != "approved")
        return Changes.of("listings", sku), tuple(left)

    # --- autosave ------------------------------------------------------------------------------------------------

    def keep_typing(self, place: str, text: str) -> str:
        """Autosave unfinished text; returns when it was saved (ISO time)."""
        with self._store.write() as db:
            return typing_rows.keep_typing(db, place, text)

    def typed(self, place: str) -> str | None:
        """Unfinished text of a place from before a crash, or None."""
        return typing_rows.typed(self._store.read(), place)

    def forget_typing(self, place: str) -> None:
        """The text of a place is part of a record now."""
        with self._store.write() as db:
            typing_rows.forget_typing(db, place)

    # --- inside --------------------------------------------------------------------------------------------------

    def _keep(self, draft: Draft, state: str = "draft") -> None:
        assert draft.slotted is not None  # writers always give slotted text
        with self._store.write() as db:
            rows.save(
                db,
                draft.sku,
                draft.listing.locale,
                {
                    "state": state,
                    "slotted": slotted_to_json(draft.slotted),
                    "listing": draft.listing.to_json(),
                    "readback": dict(draft.readback_zh),
                    "findings": [finding_to_json(item) for item in draft.findings],
                    "hand": 0,
                },
            )

    def _recheck(self, card: Card, row: Mapping[str, Any]) -> None:
        findings = self._drafter.check(card, _listing(row))
        state = "draft" if any(item.severity == "block" for item in findings) else row["state"]
        with self._store.write() as db:
            rows.save(db, card.sku, row["locale"], {"findings": [finding_to_json(item) for item in findings], "state": state})


def _is_clean(view: ListingView) -> bool:
    by_template = view.slotted is not None and all(line.writer == "phrasebook" for _, line in view.slotted.lines())
    return by_template and not view.findings and not view.hand


def finding_to_json(finding: Finding) -> dict[str, object]:
    """A finding with its card path, for storage."""
    return finding.to_json() | {"path": finding.path}


def _listing(row: Mapping[str, Any]) -> Listing:
    return listing_from_json(row["listing"])


def _view(row: Mapping[str, Any]) -> ListingView:
    return ListingView(
        sku=row["sku"],
        locale=row["locale"],
        state=row["state"],
        listing=_listing(row),
        slotted=slotted_from_json(row["slotted"]) if row["slotted"] else None,
        readback_zh=row["readback"] or {},
        findings=tuple(Finding(**item) for item in row["findings"] or ()),
        hand=bool(row["hand"]),
        approved_at=row["approved_at"],
    )


_UNIT = r"(?:\s?(?![xх]\b)[^\W\d_]{1,4}\.?)?"
_SIZES = re.compile(rf"\d[\d.,]*{_UNIT}(?:\s?[x×х*]\s?\d[\d.,]*{_UNIT}){{1,2}}", re.IGNORECASE)


def mending(text: str, finding: Finding) -> tuple[int, int, str] | None:
    """What one click changes: from, to (code points) and the new words; None when only a person can mend it.

    One side of a size (41 in "41 x 30 x 25 cm") is mended by putting in the whole size that the card states.
    """
    from desktop.drafting.facts import correction

    new = correction(finding)
    if new is None or (not new and finding.kind != "length"):
        return None
    start, end = finding.start, finding.end
    if "×" in new and "×" not in text[start:end]:
        start, end = around(text, start, end)
        if (start, end) == (finding.start, finding.end):
            return None
        if "×" not in text[start:end]:
            new = new.replace("×", "x")  # as the text writes it: English titles are plain ASCII
    return start, end, new


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole size ("41 x 30 x 25 cm") that a place lies in, or the place itself."""
    found = next((item for item in _SIZES.finditer(text) if item.start() <= start and end <= item.end()), None)
    return found.span() if found else (start, end)


def with_text(listing: Listing, place: str, text: str) -> Listing:
    """The listing with one text replaced; an unknown place raises BadInput("listing.wrong_type")."""
    if place == "title":
        return replace(listing, title=text)
    if place == "description":
        return replace(listing, description=text)
    name, _, rest = place.partition("[")
    index_text, _, part = rest.partition("]")
    part = part.lstrip(".")
    if not index_text.isdigit() or name not in ("keywords", "highlights", "faq"):
        raise BadInput("listing.wrong_type", path=place, expected="text")
    index = int(index_text)
    if name == "faq":
        items = list(listing.faq)
        items[index] = replace(items[index], **{part: text})
        return replace(listing, faq=tuple(items))
    values = list(listing.keywords if name == "keywords" else listing.highlights)
    values[index] = text
    return replace(listing, keywords=tuple(values)) if name == "keywords" else replace(listing, highlights=tuple(values))
