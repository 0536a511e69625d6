"""The model as a writer: plan, prompt, slotted text under a grammar, checks, one retry, then the phrasebook's sentence.

All languages of a card are written in one go (`write`); `draft` gives what was written, one language at a time, so that
the model is a writer like any other. A read-back of model text is a machine's guess and is marked as one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from desktop.domain.cards import Card
from desktop.domain.errors import BadInput
from desktop.domain.listings import Finding, Line, Listing, SlottedListing
from desktop.drafting.card_values import CardValues
from desktop.drafting.model_plan import PlannedLine, planned
from desktop.drafting.model_prompts import again, ask, meaning, prompt, wished
from desktop.drafting.render import ListingRenderer
from desktop.engine.client import Watch, Written
from desktop.engine.grammar import LineRule, lark, likely_tokens, token_bound
from desktop.engine.protocol import Job, Part, Prompt
from desktop.language.phrasebook import Phrasebooks, slots_of

GUESS = "机器回译："
UNREAD = "（模型写的，未回译）"
TEMPERATURE = 0.6


class TextEngine(Protocol):
    """What writes: the local engine or a server (engine/remote.py)."""

    def draft_all(self, parts: Sequence[Part], watch: Watch | None = None, written: Written | None = None) -> Written:
        """Writes all jobs of all prompts; keeps what was written in `written`, whatever happens."""


class Lock(Protocol):
    """The fact lock, whole listings and single texts."""

    def check(self, card: Card, listing: Listing) -> tuple[Finding, ...]:
        """Findings of a listing."""

    def check_text(self, card: Card, locale: str, field: str, text: str) -> tuple[Finding, ...]:
        """Findings of one text."""


class PhrasebookDrafts(Protocol):
    """The writer whose sentences stand in."""

    def draft(self, card: Card, locale: str) -> SlottedListing:
        """A listing."""


@dataclass(frozen=True)
class Sources:
    """What the model writer needs besides the engine."""

    phrasebooks: Phrasebooks
    renderer: ListingRenderer
    lock: Lock
    stand_in: PhrasebookDrafts


@dataclass
class Counts:
    """What became of the lines: how many were written, mended by a second try, and replaced by the phrasebook."""

    lines: int = 0
    mended: int = 0
    replaced: int = 0
    endless: int = 0


@dataclass
class _Work:
    """One language of one card in the making; `name` is its job's."""

    name: str
    card: Card
    shared: Prompt
    values: CardValues
    plan: list[PlannedLine]
    texts: dict[str, str] = field(default_factory=dict)
    zh: dict[str, str] = field(default_factory=dict)


class ModelWriter:
    """Writes with a model; `name` is shown beside its lines. `read_back` also asks for the Chinese meaning."""

    def __init__(self, engine: TextEngine, name: str, sources: Sources, *, read_back: bool = True) -> None:
        self._engine, self.name, self._sources, self.read_back = engine, name, sources, read_back
        self._made: dict[tuple[str, str], tuple[Card, SlottedListing]] = {}
        self.counts = Counts()

    def draft(self, card: Card, locale: str) -> SlottedListing:
        """A listing for the card in that locale, written now or by the last `write`."""
        made = self._made.pop((card.sku, locale), None)
        if made is None or made[0] != card:
            self.write(card, [locale])
            made = self._made.pop((card.sku, locale))
        return made[1]

    def write(self, card: Card, locales: Sequence[str], watch: Watch | None = None) -> dict[str, SlottedListing]:
        """All languages of a card from one prompt. Raises Cancelled, Environment, BadInput; what is done is kept by `watch`.

        Jobs are named by their locale.
        """
        works = self._works(card, locales, "")
        self._write(works, watch)
        return self._finished(works)

    def write_many(self, wanted: Sequence[tuple[Card, Sequence[str]]], watch: Watch | None = None) -> None:
        """Several cards in one go, so that no place of the batch waits for the end of a card; `draft` then gives each.

        Jobs are named "SKU locale". Raises as `write` does.
        """
        works = self._all_works(wanted)
        self._write(works, watch)
        self._finished(works)

    def asked(self, wanted: Sequence[tuple[Card, Sequence[str]]]) -> list[Part]:
        """What `write_many` would ask first: by this a run's price is estimated."""
        return self._asked(self._all_works(wanted))

    def rewrite(self, card: Card, locale: str, place: str, given: tuple[str, str]) -> Line:
        """One line anew: `given` is its slotted text now and the wish ("shorter", "plainer", "warmer", "" for just anew).

        The facts stay those of the text now. A text that does not pass the checks raises BadInput("draft.not_better").
        """
        values = self._sources.renderer.values(card, locale)
        plan = planned(values, self._sources.phrasebooks(values.info.language))
        text, wish = given
        item = _as_it_stands(place, text, next((line for line in plan if line.place == place), None))
        question = wished(item, text, wish, values.info.language) if wish else ask(values, [item])
        job = self._job("line", question, values.info.language, [item.rule], seed=len(text) + 7)
        new = _lines(self._one(prompt(card, values), job), [item]).get(place, "")
        if not new or self._blocking(card, values, place, new):
            raise BadInput("draft.not_better", place=place)
        return Line(new, UNREAD, "model", self.name)

    def meaning_of(self, card: Card, locale: str, text: str) -> str:
        """The Chinese meaning of a foreign text by the model, marked as a machine's guess."""
        values = self._sources.renderer.values(card, locale)
        rule = LineRule("", (), (), (2, 20))
        job = self._job("zh", meaning([text], values.info.language), "zh", [rule])
        return GUESS + self._one(prompt(card, values), job).strip()

    def _one(self, shared: Prompt, job: Job) -> str:
        return self._engine.draft_all([Part(shared, (job,))]).texts[job.id]

    # --- writing -----------------------------------------------------------------------------------------------------

    def _all_works(self, wanted: Sequence[tuple[Card, Sequence[str]]]) -> list[_Work]:
        return [work for card, locales in wanted for work in self._works(card, locales, f"{card.sku} ")]

    def _works(self, card: Card, locales: Sequence[str], prefix: str) -> list[_Work]:
        found: list[_Work] = []
        for locale in locales:
            values = self._sources.renderer.values(card, locale)
            shared = found[0].shared if found else prompt(card, values)
            plan = planned(values, self._sources.phrasebooks(values.info.language))
            found.append(_Work(f"{prefix}{locale}", card, shared, values, plan))
        return found

    def _write(self, works: Sequence[_Work], watch: Watch | None) -> None:
        written = self._engine.draft_all(self._asked(works), watch)
        for work in works:
            self._take(work, written)
        self._mend(works, watch)
        if self.read_back:
            self._meanings(works, watch)

    def _asked(self, works: Sequence[_Work]) -> list[Part]:
        return _parts_of(
            [
                (work, self._job(work.name, ask(work.values, work.plan), work.values.info.language, [item.rule for item in work.plan]))
                for work in works
            ]
        )

    def _finished(self, works: Sequence[_Work]) -> dict[str, SlottedListing]:
        result = {}
        for work in works:
            locale = work.values.info.code
            result[locale] = self._listing(work.card, work)
            self._made[(work.card.sku, locale)] = work.card, result[locale]
        return result

    def _job(self, name: str, question: str, language: str, rules: Sequence[LineRule], seed: int = 1) -> Job:
        bound, likely = token_bound(rules, language), likely_tokens(rules, language)
        return Job(name, question, lark(language, rules), bound, TEMPERATURE, seed, likely)

    def _take(self, work: _Work, written: Written) -> None:
        if written.reasons.get(work.name) == "length":
            self.counts.endless += 1
        work.texts = _lines(written.texts.get(work.name, ""), work.plan)
        self.counts.lines += len(work.plan)

    def _mend(self, works: Sequence[_Work], watch: Watch | None) -> None:
        """One more try for every line that does not pass, all languages in one batch; what fails again goes."""
        jobs: list[tuple[_Work, Job]] = []
        wrong: dict[str, tuple[_Work, PlannedLine]] = {}
        for work in works:
            for item in work.plan:
                findings = self._blocking(work.card, work.values, item.place, work.texts.get(item.place, ""))
                if findings is None or findings:
                    name = f"{work.name} {item.place}"
                    wrong[name] = work, item
                    question = again(item, work.texts.get(item.place, ""), findings or (), work.values.info.language)
                    jobs.append((work, self._job(name, question, work.values.info.language, [item.rule], seed=2)))
        if not jobs:
            return
        quiet = Watch(cancelled=watch.cancelled) if watch else None
        written = self._engine.draft_all(_parts_of(jobs), quiet)
        for name, (work, item) in wrong.items():
            new = _lines(written.texts.get(name, ""), [item]).get(item.place, "")
            if new and self._blocking(work.card, work.values, item.place, new) == ():
                work.texts[item.place] = new
                self.counts.mended += 1
            else:
                work.texts.pop(item.place, None)

    def _blocking(self, card: Card, values: CardValues, place: str, slotted: str) -> tuple[Finding, ...] | None:
        """Blocking findings of one line; None when it cannot be filled or is in another language's letters."""
        make = self._sources.renderer.title if place == "title" else self._sources.renderer.sentence
        text = make(values, slotted) if slotted else None
        if not text:
            return None
        field_name = re.sub(r"^description\[\d+\]$", "description", place)
        return tuple(item for item in self._sources.lock.check_text(card, values.info.code, field_name, text) if item.severity == "block")

    def _meanings(self, works: Sequence[_Work], watch: Watch | None) -> None:
        """The Chinese meaning of every line that the model wrote, with the same slots, as the model sees it."""
        jobs = []
        for work in works:
            places = [item.place for item in work.plan if item.place in work.texts]
            rules = [LineRule("", tuple(sorted(slots_of(work.texts[place])))[:1], (), (1, 8), "") for place in places]
            if places:
                question = meaning([work.texts[place] for place in places], work.values.info.language)
                jobs.append((work, self._job(work.name, question, "zh", rules)))
        quiet = Watch(cancelled=watch.cancelled) if watch else None
        written = self._engine.draft_all(_parts_of(jobs), quiet) if jobs else Written()
        for work in works:
            places = [item.place for item in work.plan if item.place in work.texts]
            lines = written.texts.get(work.name, "").split("\n")
            work.zh = {place: GUESS + text for place, text in zip(places, lines, strict=False) if text}

    # --- putting together --------------------------------------------------------------------------------------------

    def _listing(self, card: Card, work: _Work) -> SlottedListing:
        template = self._sources.stand_in.draft(card, work.values.info.code)
        listing = self._assembled(work, template)
        rendered, _readback = self._sources.renderer.render(card, listing)
        for finding in self._sources.lock.check(card, rendered):
            if finding.severity == "block":
                listing = self._replaced(listing, template, finding.field)
        return listing

    def _assembled(self, work: _Work, template: SlottedListing) -> SlottedListing:
        """The model's lines where they stand the checks, the phrasebook's at the same place where they do not."""
        made: dict[str, list[Line]] = {"highlights": [], "description": []}
        spare = {name: list(getattr(template, name)) for name in made}
        for item in work.plan:
            name = item.place.partition("[")[0]
            if name in made:
                line = self._line(work, item.place)
                if line is None and spare[name]:
                    self.counts.replaced += 1
                    line = spare[name].pop(0)
                made[name] += [line] if line else []
        title = self._line(work, "title") or template.title
        self.counts.replaced += title is template.title
        return replace(
            template,
            title=title,
            highlights=tuple(made["highlights"]),
            description=tuple(made["description"]),
            faq=self._faq(work, template),
        )

    def _faq(self, work: _Work, template: SlottedListing) -> tuple[tuple[Line, Line], ...]:
        pairs, spare = [], list(template.faq)
        for index in range(sum(item.place.endswith(".q") for item in work.plan)):
            question, answer = self._line(work, f"faq[{index}].q"), self._line(work, f"faq[{index}].a")
            if question and answer:
                pairs.append((question, answer))
            elif spare:
                self.counts.replaced += 2
                pairs.append(spare.pop(0))
        return tuple(pairs)

    def _line(self, work: _Work, place: str) -> Line | None:
        text = work.texts.get(place)
        return Line(text, work.zh.get(place, UNREAD), "model", self.name) if text else None

    def _replaced(self, listing: SlottedListing, template: SlottedListing, place: str) -> SlottedListing:
        """The listing with the phrasebook's text where the whole was found wrong although its lines were not."""
        name = place.partition("[")[0]
        before = getattr(listing, name)
        after = getattr(template, name)
        if before != after:
            self.counts.replaced += len(before) if isinstance(before, tuple) else 1
        changed: Mapping[str, object] = {name: after}
        return replace(listing, **changed)  # type: ignore[arg-type]


def _as_it_stands(place: str, text: str, planned_line: PlannedLine | None) -> PlannedLine:
    """What to write at a place: the plan's shape, the slots of the text that stands there."""
    slots = tuple(sorted(slots_of(text)))
    end = "" if place == "title" else "ask" if place.endswith(".q") else "stop"
    rule = planned_line.rule if planned_line else LineRule("", (), (), (2, 8), end)
    if slots:
        rule = replace(rule, slots=slots[:1], free=slots[1:])
    return replace(planned_line, rule=rule) if planned_line else PlannedLine(place, "", rule)


def _parts_of(jobs: Sequence[tuple[_Work, Job]]) -> list[Part]:
    """Jobs by prompt, in their order."""
    found: dict[str, tuple[Prompt, list[Job]]] = {}
    for work, job in jobs:
        found.setdefault(work.card.sku, (work.shared, []))[1].append(job)
    return [Part(shared, tuple(of_card)) for shared, of_card in found.values()]


def _lines(text: str, plan: Sequence[PlannedLine]) -> dict[str, str]:
    """The finished lines of a text by place; a line without its end (the engine was stopped) is left out."""
    lines = text.split("\n")
    found: dict[str, str] = {}
    for item, line in zip(plan, lines[:-1], strict=False):
        body = line.removeprefix(item.rule.lead).strip()
        if body:
            found[item.place] = body
    return found
