"""The fact lock: every fact of a text is traced to the card or becomes a finding (promise 1)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from desktop.domain.cards import Card
from desktop.domain.listings import Finding, Listing
from desktop.drafting.facts.checks import TextChecks, stem_finder
from desktop.drafting.facts.choices import Choices, choices_of
from desktop.drafting.facts.compare import Comparer
from desktop.drafting.facts.counted import pieces_of_set
from desktop.drafting.facts.derived import derive
from desktop.drafting.facts.lexicons import Lexicons
from desktop.drafting.facts.reading import Reading, TextReader
from desktop.drafting.facts.roles import RoleChecker, part_materials
from desktop.drafting.facts.shares import shares_in
from desktop.drafting.facts.sources import CardFacts, Fact, card_facts, compact, facts_in, growing
from desktop.drafting.facts.terms import TermChecker
from desktop.drafting.facts.verdicts import Verdict
from desktop.drafting.facts.wording import Explainer
from desktop.drafting.facts.words import claim_words
from desktop.language.detect import foreign_sentences, other_language
from desktop.language.glossary import Glossary

TITLE_BYTES = 128
_KEPT_CARDS = 24


@dataclass(frozen=True)
class Allowances:
    """Facts beyond the card that a reply may state, each with the path "reply".

    `quantities`: (value, canonical unit) such as (Decimal(500), "piece") or (Decimal("4.80"), "money:USD").
    `dates`: allowed days. `incoterms` and `ports`: codes. `texts`: names that may be repeated (the buyer's, ours).
    `trade_terms`: prices, lead times and payment terms may be stated at all (always true in a reply).
    """

    quantities: tuple[tuple[Decimal, str], ...] = ()
    dates: tuple[date, ...] = ()
    incoterms: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    trade_terms: bool = True


NOTHING = Allowances(trade_terms=False)


class _Said(NamedTuple):
    """A text, the field that it stands in, and the question that it answers."""

    field: str
    text: str
    question: str = ""


class _CardLanguage:
    """What is made once per card and language: facts and the checkers that use them."""

    def __init__(self, card: Card, base: CardFacts, language: str, lexicons: Lexicons, allow: Allowances) -> None:
        self.card = card
        words = claim_words(language)
        self.facts: CardFacts = facts_in(base, language, lexicons.lexicon(language))
        if allow is not NOTHING:
            self.facts = growing(self.facts)
            self.facts.replying = allow.trade_terms
            _allow(self.facts, allow)
        self.codes = frozenset(self.facts.codes)
        self.comparer = Comparer(self.facts, words.topics, language)
        self.terms = TermChecker(self.facts, words, language)
        self.roles = RoleChecker(base.parts, language)
        self.choices = Choices(choices_of(base), self.facts, language)
        self.checks = TextChecks(card, self.facts, words, stem_finder(language), language, lexicons.forms)


def _allow(facts: CardFacts, allow: Allowances) -> None:
    for value, unit in allow.quantities:
        facts.add(Fact("reply", value, unit, str(value)))
    for text in allow.texts:
        facts.texts.append(("reply", text))
        for word in text.split():
            if any(ch.isdigit() for ch in word):
                facts.codes.setdefault(compact(word), ("reply", text))
    for day in allow.dates:
        facts.texts.append(("reply", day.isoformat()))
        facts.dates += ((day.year, day.month, day.day),)
    facts.incoterms.update(allow.incoterms)
    facts.ports.update(allow.ports)


class FactLock:
    """Checks listings and replies in twelve languages. Safe from any thread; tables are made on first use."""

    def __init__(self, glossaries: Callable[[str], Glossary]) -> None:
        self._lexicons = Lexicons(glossaries)
        self._lock = threading.RLock()
        self._readers: dict[str, TextReader] = {}
        self._cards: OrderedDict[tuple[int, str], _CardLanguage] = OrderedDict()
        self._bases: OrderedDict[int, tuple[Card, CardFacts]] = OrderedDict()

    def check(self, card: Card, listing: Listing, *, title_limit_bytes: int | None = None) -> tuple[Finding, ...]:
        """What in a listing is not on the card, in reading order.

        `title_limit_bytes` bounds the title in UTF-8 bytes; without it the English title is held to Alibaba.com's 128.
        """
        language = _language(listing.locale)
        found: list[Finding] = []
        question = ""
        for field, text in listing.texts():
            if text:
                asked = question if field.endswith(".a") else ""
                found.extend(self._findings(card, listing.locale, _Said(field, text, asked), NOTHING))
            question = text
        limit = title_limit_bytes or (TITLE_BYTES if language == "en" else None)
        if limit is not None and (finding := _too_long(listing.title, limit)):
            found.append(finding)
        return tuple(found)

    def check_text(self, card: Card, locale: str, field: str, text: str, *, allow: Allowances = NOTHING) -> tuple[Finding, ...]:
        """Findings of one text; `allow` lists what a reply may state beyond the card."""
        return self._findings(card, locale, _Said(field, text), allow)

    def _findings(self, card: Card, locale: str, said: _Said, allow: Allowances) -> tuple[Finding, ...]:
        field, text = said.field, said.text
        with self._lock:
            language = _language(locale)
            known = self._known(card, language, allow)
            reading = self._reader(language).read(text, known.codes, known.facts.phrases, said.question)
            verdicts = self._verdicts(known, reading, field == "title")
            verdicts = [_stale(verdict, field) for verdict in verdicts] if not allow.trade_terms else verdicts
            wrong = _without_overlaps([verdict for verdict in verdicts if not verdict.ok])
            wrong += self._foreign(reading, language, field)
            if not wrong:
                return ()
            explain = Explainer(self._lexicons.glossary(language), locale, card)
            return tuple(explain.finding(verdict, reading, field) for verdict in sorted(wrong, key=lambda item: item.start))

    def facts_stated(self, card: Card, locale: str, text: str, *, allow: Allowances = NOTHING) -> list[tuple[str, str, bool]]:
        """(card path, text as written, whether it agrees) of every fact that a text states, in reading order."""
        with self._lock:
            known = self._known(card, _language(locale), allow)
            reading = self._reader(_language(locale)).read(text, known.codes, known.facts.phrases)
            stated = [verdict for verdict in self._verdicts(known, reading) if verdict.path or not verdict.ok]
            rows: list[tuple[str, str, bool]] = []
            for verdict in sorted(stated, key=lambda item: item.start):
                start, end = reading.source(verdict.start, verdict.end)
                rows.append((verdict.path, text[start:end], verdict.ok))
            return rows

    # --- inside ------------------------------------------------------------------------------------------------------

    def _verdicts(self, known: _CardLanguage, reading: Reading, title: bool = False) -> list[Verdict]:
        checks = known.checks.check(reading) + known.choices.judge(reading)
        named = [verdict for verdict in checks if verdict.path in ("origin", "trade.port")]
        terms = [
            verdict
            for verdict in known.roles.judge(reading, known.terms.check(reading))
            if not any(_overlap(verdict, place) for place in named)
        ]
        good = [verdict for verdict in terms if verdict.ok]
        checks = [one for one in checks if not (_loose(one) and any(_overlap(one, term) for term in good))]
        numbers = [
            item
            for item in known.comparer.compare(reading, title)
            if item.ok or not any(one.start <= item.start and item.end <= one.end for one in good)
        ]
        return numbers + terms + checks

    def _known(self, card: Card, language: str, allow: Allowances) -> _CardLanguage:
        if allow is not NOTHING:
            return _CardLanguage(card, self._base(card), language, self._lexicons, allow)
        key = (id(card), language)
        made = self._cards.get(key)
        if made is None or made.card is not card:
            made = _CardLanguage(card, self._base(card), language, self._lexicons, allow)
            self._cards[key] = made
            if len(self._cards) > _KEPT_CARDS * 12:
                self._cards.popitem(last=False)
        return made

    def _base(self, card: Card) -> CardFacts:
        """What the card states whatever the language, kept for the cards checked last."""
        kept = self._bases.get(id(card))
        if kept is None or kept[0] is not card:
            lexicons = {code: self._lexicons.lexicon(code) for code in ("zh", "en")}
            facts = card_facts(card, lexicons, self._lexicons.concept_of)
            facts.shares = shares_in(facts.texts, lexicons)
            pieces = pieces_of_set(facts)
            facts.multiple = any(size > 1 for size in pieces)
            derive(facts, pieces)
            facts.parts = part_materials(facts, self._lexicons.stated)
            kept = (card, facts)
            self._bases[id(card)] = kept
            if len(self._bases) > _KEPT_CARDS:
                self._bases.popitem(last=False)
        return kept[1]

    def _reader(self, language: str) -> TextReader:
        if language not in self._readers:
            self._readers[language] = TextReader(language, self._lexicons.lexicon(language))
        return self._readers[language]

    def _foreign(self, reading: Reading, language: str, field: str) -> list[Verdict]:
        """A long text in another language of the same script."""
        if field.startswith(("title", "keywords")) or len(reading.original) < 60:
            return []
        return reading.of_text("foreign", lambda: self._other_language(reading, language))

    @staticmethod
    def _other_language(reading: Reading, language: str) -> list[Verdict]:
        if other_language(reading.words, language):
            return [Verdict(0, len(reading.folded.text), False, "language", reason="wrong_language")]
        original = reading.original if reading.folded.places is None else ""
        spans = foreign_sentences(reading.folded.text, reading.words, reading.ends, language, original)
        return [Verdict(start, end, False, "language", reason="wrong_language") for start, end in spans if _is_prose(reading, start, end)]


def _is_prose(reading: Reading, start: int, end: int) -> bool:
    """Mostly small letters: a list of codes is in no language."""
    begin, stop = reading.source(start, end)
    text = reading.original[begin:stop]
    return sum(ch.islower() for ch in text) * 3 > len(text) * 2


def _loose(verdict: Verdict) -> bool:
    """A claim or a trade term that is nothing of the sort inside a term of the card ("FDA 21 CFR", "organic cotton")."""
    return verdict.reason == "incoterm" or (verdict.kind == "claim" and not verdict.path)


def _language(locale: str) -> str:
    return locale.replace("_", "-").split("-")[0].lower()


def _stale(verdict: Verdict, field: str) -> Verdict:
    """Prices, lead times and payment terms go stale: even true ones have no place in a listing's description."""
    if not verdict.ok:
        return verdict
    price = verdict.kind == "price" and verdict.path
    changing = verdict.path.startswith(("trade.lead_time", "trade.payment")) and verdict.kind in ("term", "number")
    if (price or changing) and field.startswith("description"):
        return replace(verdict, ok=False, reason="stale", kind="price" if price else "term")
    return verdict


def _too_long(title: str, limit: int) -> Finding | None:
    size = len(title.encode("utf-8"))
    if size <= limit:
        return None
    keep = len(title.encode("utf-8")[:limit].decode("utf-8", "ignore"))
    message = Explainer.length_message(size, limit)
    return Finding("block", "length", "title", title[keep:], keep, len(title), str(limit), message, "")


def _without_overlaps(verdicts: list[Verdict]) -> list[Verdict]:
    """Of findings about the same place the longest stays, materials and numbers before claims."""
    kept: list[Verdict] = []
    for verdict in sorted(verdicts, key=lambda item: (item.severity != "block", item.kind in ("claim", "glossary"), item.start - item.end)):
        if not any(_overlap(verdict, other) for other in kept):
            kept.append(verdict)
    return kept


def _overlap(one: Verdict, other: Verdict) -> bool:
    return one.start < other.end and other.start < one.end
