"""The model writer with an engine that says what the test wants: checks, the second try, the phrasebook standing in, amber words."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.domain.listings import LOCALES, Line
from desktop.drafting.model_plan import planned
from desktop.drafting.model_writer import GUESS, ModelWriter
from desktop.drafting.untraced import UntracedWords
from desktop.engine.client import Watch, Written
from desktop.engine.protocol import Job, Part, Prompt

SAMPLES = Path(__file__).parents[3] / "resources" / "samples" / "cards"


class Scripted:
    """An engine whose texts come from a function; keeps what it was asked."""

    def __init__(self, answer: Callable[[Job, int], str]) -> None:
        self._answer = answer
        self.asked: list[tuple[Prompt, list[Job]]] = []

    def draft_all(self, parts: Sequence[Part], watch: Watch | None = None, written: Written | None = None) -> Written:
        jobs = [job for part in parts for job in part.jobs]
        self.asked.append((parts[0].prompt, jobs))
        texts = {job.id: self._answer(job, len(self.asked)) for job in jobs}
        return Written(texts, dict.fromkeys(texts, "done"))


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


def card(sku: str = "TB-301") -> Card:
    return card_from_json(json.loads((SAMPLES / f"{sku}.json").read_text("utf-8")))


def text_for(words: Words, locale: str, say: Callable[[str, str], str]) -> str:
    values = words.renderer.values(CARD, locale)
    plan = planned(values, words.phrasebooks(locale))
    return "".join(item.rule.lead + say(item.place, item.rule.slots[0] if item.rule.slots else "") + "\n" for item in plan)


CARD = card()


def plain(place: str, slot: str) -> str:
    if place == "title":
        return "{noun} for buyers"
    return f"We make it with {{{slot}}} for buyers." if slot else "Tell us what you need for your order."


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_every_sample_has_a_plan_whose_slots_the_card_fills(words: Words, path: Path, locale: str) -> None:
    values = words.renderer.values(card(path.stem), locale)
    plan = planned(values, words.phrasebooks(locale))
    assert len(plan) >= 8
    assert plan[0].place == "title"
    for item in plan:
        assert all(values(slot) is not None for slot in (*item.rule.slots, *item.rule.free))


def test_good_lines_stay_the_models_and_the_prompt_holds_no_private_number(words: Words) -> None:
    engine = Scripted(lambda job, turn: text_for(words, "en", plain) if turn == 1 else "意思\n" * 20)
    writer = words.model_writer(engine, "test-model")
    listing = writer.write(CARD, ["en"])["en"]
    assert listing.title.writer == "model"
    assert listing.title.source == "test-model"
    assert listing.title.zh.startswith(GUESS)
    assert {line.writer for line in listing.highlights} == {"model"}
    asked = json.dumps([[prompt.__dict__, [job.__dict__ for job in jobs]] for prompt, jobs in engine.asked], default=str)
    for number in ("2.90", "4.00", "4.80", "4.35"):
        assert number not in asked


def test_a_line_that_lies_gets_one_more_try_and_then_the_phrasebook_stands_in(words: Words) -> None:
    def lying(place: str, slot: str) -> str:
        return "Made of solid steel with {size}." if place == "highlights[1]" else plain(place, slot)

    for second, writer_of_line in (("We tell you {size} here\n", "model"), ("Made of plastic, {size}\n", "phrasebook")):
        engine = Scripted(lambda job, turn, second=second: {1: text_for(words, "en", lying), 2: "- " + second}.get(turn, "意思\n" * 20))  # type: ignore[misc]
        writer = words.model_writer(engine, "m")
        listing = writer.write(CARD, ["en"])["en"]
        again = engine.asked[1][1]
        assert [job.id for job in again] == ["en highlights[1]"]
        assert "steel" in again[0].ask
        assert listing.highlights[1].writer == writer_of_line
        rendered, _readback = words.renderer.render(CARD, listing)
        assert [item for item in words.fact_lock.check(CARD, rendered) if item.severity == "block"] == []
        assert (writer.counts.mended, writer.counts.replaced) == ((1, 0) if writer_of_line == "model" else (0, 1))


def test_an_engine_that_wrote_half_leaves_whole_lines_and_the_phrasebook(words: Words) -> None:
    half = text_for(words, "en", plain)[:200]
    writer = words.model_writer(Scripted(lambda job, turn: half if turn == 1 else ""), "m")
    listing = writer.write(CARD, ["en"])["en"]
    assert listing.title.writer == "model"
    assert all(line.slotted for _place, line in listing.lines())
    assert any(line.writer == "phrasebook" for line in listing.description)


def test_one_line_is_written_anew_on_a_wish(words: Words) -> None:
    engine = Scripted(lambda job, turn: "- Only {material}\n")
    writer = words.model_writer(engine, "m")
    line = writer.rewrite(CARD, "en", "highlights[0]", ("We make it with {material}", "shorter"))
    assert line == Line("Only {material}", line.zh, "model", "m")
    assert "shorter" in engine.asked[0][1][0].ask


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "This {noun} is made of {material}, keeps food fresh and repels insects.", {"food", "fresh", "insects", "keeps", "repels"}),
        ("ja", "この{noun}は健康に良い抗菌素材です。", {"健康", "抗菌素材"}),
        ("ko", "이 {noun}은 항균 효과가 있습니다.", {"항균", "효과가"}),
    ],
)
def test_words_that_trace_to_nothing_are_amber(words: Words, locale: str, text: str, expected: set[str]) -> None:
    from dataclasses import replace

    from desktop.drafting.phrasebook_writer import PhrasebookWriter

    ours = PhrasebookWriter(words.phrasebooks, words.renderer).draft(CARD, locale)
    theirs = replace(ours, description=(Line(text, "", "model"),))
    amber = UntracedWords(words.phrasebooks, words.glossaries)
    rendered, _readback = words.renderer.render(CARD, theirs)
    found = amber.findings(CARD, theirs, rendered)
    assert {item.text for item in found} == expected
    assert {(item.severity, item.kind, item.field) for item in found} == {("warn", "claim", "description")}
    assert all(rendered.description[item.start : item.end] == item.text for item in found)
    assert amber.findings(CARD, ours, words.renderer.render(CARD, ours)[0]) == ()


def test_several_cards_are_written_in_one_go_each_with_its_own_facts(words: Words) -> None:
    other = card("BC-118")
    engine = Scripted(lambda job, turn: text_for(words, "en", plain) if turn == 1 else "意思\n" * 20)
    writer = words.model_writer(engine, "m")
    writer.write_many([(CARD, ["en", "es"]), (other, ["en"])])
    assert [job.id for job in engine.asked[0][1]] == ["TB-301 en", "TB-301 es", "BC-118 en"]
    rounds = len(engine.asked)
    assert writer.draft(CARD, "en").title.writer == writer.draft(other, "en").title.writer == "model"
    assert len(engine.asked) == rounds


def test_the_writer_is_a_writer_like_any_other(words: Words) -> None:
    writer: ModelWriter = words.model_writer(Scripted(lambda job, turn: text_for(words, "en", plain)), "m")
    assert writer.draft(CARD, "en").locale == "en"
