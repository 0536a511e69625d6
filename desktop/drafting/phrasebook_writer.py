"""The phrasebook writer: joins approved sentences whose slots the card can fill. No model, instant, offline."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop.domain.cards import Card
from desktop.domain.errors import BadInput
from desktop.domain.listings import Line, SlottedListing
from desktop.drafting.plan import (
    FAQ_TOPICS,
    HIGHLIGHT_TOPICS,
    HIGHLIGHTS,
    KEYWORDS,
    QUESTIONS,
    allowed,
    body_order,
    ordered,
    seeded,
)
from desktop.drafting.render import ListingRenderer
from desktop.drafting.slots import ascii_title
from desktop.language.phrasebook import Pattern, Phrasebook

TITLE_BYTES = 128  # Alibaba.com's form for the English title (reference 3.4); a good length in any language


class PhrasebookWriter:
    """Drafts one listing as slotted lines."""

    def __init__(self, phrasebooks: Callable[[str], Phrasebook], renderer: ListingRenderer) -> None:
        self._phrasebooks = phrasebooks
        self._renderer = renderer

    def draft(self, card: Card, locale: str) -> SlottedListing:
        """A listing for the card in that locale.

        Raises BadInput("draft.no_title") when the language has no pattern that this card can fill.
        """
        return _Draft(self._renderer, self._phrasebooks(locale.split("-")[0].split("_")[0]), card, locale).listing()


class _Draft:
    """One listing in the making: remembers which slots are already said."""

    def __init__(self, renderer: ListingRenderer, book: Phrasebook, card: Card, locale: str) -> None:
        self._renderer = renderer
        self._book = book
        self._card = card
        self._values = renderer.values(card, locale)
        self._said: set[str] = set()

    def listing(self) -> SlottedListing:
        title = self._title()
        description = tuple(self._description())
        self._said = set()
        highlights = tuple(self._highlights())
        return SlottedListing(
            locale=self._values.info.code,
            title=title,
            keywords=tuple(self._keywords()),
            highlights=highlights,
            description=description,
            faq=tuple(self._faq()),
        )

    def _title(self) -> Line:
        usable = list(self._usable(self._book.of_section("title")))
        # A fuller title answers more searches; among nearly as full ones the card's own order decides.
        by_size = sorted(usable, key=lambda pattern: -len(pattern.slots))
        fullest = next((len(pattern.slots) for pattern in by_size if self._title_fits(pattern)), 0)
        near = (pattern for pattern in usable if len(pattern.slots) >= min(fullest, max(3, fullest - 1)))
        chosen = next((pattern for pattern in near if self._title_fits(pattern)), None)
        if chosen is None:
            raise BadInput("draft.no_title", sku=self._card.sku, locale=self._values.info.code)
        return _line(chosen)

    def _title_fits(self, pattern: Pattern) -> bool:
        text = self._renderer.title(self._values, pattern.text)
        if text is None or len(text) > TITLE_BYTES:
            return False
        return self._values.info.language != "en" or (len(text.encode()) <= TITLE_BYTES and ascii_title(text) is not None)

    def _keywords(self) -> Iterator[Line]:
        seen: set[str] = set()
        for pattern in self._usable(self._book.of_section("keyword")):
            text = self._renderer.keyword(self._values, pattern.text)
            if text and text not in seen:
                seen.add(text)
                yield _line(pattern)
            if len(seen) == KEYWORDS:
                return

    def _highlights(self) -> Iterator[Line]:
        found = 0
        for topic in HIGHLIGHT_TOPICS:
            pattern = self._pick("highlight", topic) if found < HIGHLIGHTS else None
            if pattern:
                found += 1
                yield _line(pattern)
        for pattern in self._usable(self._book.patterns("highlight", "neutral")):
            if found < HIGHLIGHTS:
                found += 1
                yield _line(pattern)

    def _description(self) -> Iterator[Line]:
        least, most = self._values.info.words
        intro = self._pick("description", "intro", fresh=False)
        closing = self._pick("description", "closing", fresh=False)
        ends = [pattern for pattern in (intro, closing) if pattern]
        length = sum(self._length(pattern) for pattern in ends)
        body: list[Pattern] = []
        target = least + (most - least) // 2
        for topic in body_order(self._card.sku):
            pattern = self._pick("description", topic)
            if pattern is None:
                continue
            size = self._length(pattern)
            if length + size > most - 2 or (length > target and topic in _SKIPPABLE):
                self._unsay(pattern)
                continue
            body.append(pattern)
            length += size
        body += self._filled(length, least, most)
        yield from (_line(pattern) for pattern in ([intro] if intro else []) + body + ([closing] if closing else []))

    def _filled(self, length: int, least: int, most: int) -> Iterator[Pattern]:
        """Neutral sentences until the description is long enough."""
        spare = (p for topic in _SPARE for p in self._usable(self._book.patterns("description", topic)))
        while length < least + 3 and (pattern := next(spare, None)):
            size = self._length(pattern)
            if length + size <= most - 2:
                length += size
                yield pattern

    def _faq(self) -> Iterator[tuple[Line, Line]]:
        self._said = set()
        topics = [topic for topic in seeded(FAQ_TOPICS, self._card.sku) if topic != "inquiry"] + ["inquiry"]
        found = 0
        for topic in topics:
            pattern = self._pick("faq", topic) if found < QUESTIONS else None
            if pattern:
                found += 1
                yield _line(pattern), Line(pattern.answer, pattern.answer_zh, "phrasebook", pattern.id)

    # --- choosing ------------------------------------------------------------------------------------------------

    def _usable(self, patterns: list[Pattern]) -> Iterator[Pattern]:
        """Patterns whose conditions hold and whose slots the card can fill, in this card's own order."""
        values, filled = self._values, self._values.filled
        for pattern in ordered(patterns, self._card.sku):
            if filled[pattern.slots] and (not pattern.when or allowed(pattern.when, values)):
                yield pattern

    def _pick(self, section: str, topic: str, *, fresh: bool = True) -> Pattern | None:
        """The pattern that repeats least; with `fresh` one whose facts are all said already is not used."""
        best: Pattern | None = None
        least = 99
        for pattern in self._usable(self._book.patterns(section, topic)):
            facts = pattern.facts
            repeated = len(facts & self._said)
            if fresh and facts and repeated == len(facts):
                continue
            if repeated < least:
                best, least = pattern, repeated
            if repeated == 0:
                break
        if best:
            self._said |= best.says
        return best

    def _unsay(self, pattern: Pattern) -> None:
        self._said -= pattern.says

    def _length(self, pattern: Pattern) -> int:
        text = self._renderer.sentence(self._values, pattern.text)
        return self._values.info.length(text or "")


_SPARE = ("neutral", "material", "use", "feature", "size")
_SKIPPABLE = ("origin", "carton", "audience", "weight", "sample", "pattern")


def _line(pattern: Pattern) -> Line:
    return Line(pattern.text, pattern.zh, "phrasebook", pattern.id)
