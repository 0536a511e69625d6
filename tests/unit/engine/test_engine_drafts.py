"""The engine with a real model through real llama.cpp: many texts from one prompt, stops, prefixes, refusals."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.errors import BadInput, Cancelled
from desktop.engine.client import Engine, Watch, Written
from desktop.engine.grammar import LineRule, lark, line_pattern, token_bound
from desktop.engine.letters import alphabet
from desktop.engine.protocol import Job, Part, Prompt, Settings

PROMPT = Prompt("You write about products.", "Be brief and factual. " * 12, "The product: a basket, {size}. ")


def job(language: str, seed: int = 1) -> Job:
    rules = [LineRule("- ", ("size",), (), (1, 3))]
    return Job(language, f"Write in {language}.", lark(language, rules), token_bound(rules, language), 0.8, seed)


def test_more_texts_than_places_are_all_written_within_their_grammar(engine: Engine) -> None:
    import regex

    languages = ["en", "es", "ru", "ar", "ja", "ko"]
    seen: list[str] = []
    written = engine.draft(PROMPT, [job(item) for item in languages], Watch(text=lambda name, _text: seen.append(name)))
    for item in languages:
        pattern = regex.compile(line_pattern(alphabet(item), LineRule("- ", ("size",), (), (1, 3))))
        assert written.reasons[item] == "done"
        assert written.texts[item].startswith("- ")
        assert written.texts[item].endswith("\n")
        assert pattern.fullmatch(written.texts[item][2:-1]), written.texts[item]
    assert set(seen) == set(languages)
    assert written.tale["forced"] > 0
    assert "�" not in "".join(written.texts.values())


def test_texts_of_several_prompts_fill_the_places_of_those_that_ended(engine: Engine) -> None:
    order: list[str] = []
    parts = [
        Part(
            replace(PROMPT, shared=f"The product: number {name}. "),
            tuple(replace(job(item), id=f"{name} {item}") for item in ("en", "ja", "ru")),
        )
        for name in ("one", "two", "three", "four")
    ]
    written = engine.draft_all(parts, Watch(ended=lambda name, _reason: order.append(name)))
    assert set(written.reasons.values()) == {"done"}
    assert len(written.texts) == len(order) == 12
    assert all(text.startswith("- ") and text.endswith("\n") for text in written.texts.values())
    assert order.index("one en") < order.index("four en")


def test_texts_that_outgrow_the_plan_are_set_aside_and_finished_later(settings: Settings) -> None:
    """Cells for one and a half of them: what was written stays, is read again, and goes on to its end."""
    engine = Engine()
    engine.load(replace(settings, context=512, cache=""))
    jobs = [Job(name, f"Go on, {name}.", "start: /([a-z]{1,8} ){120,130}/", 2400, 0.7, seed, 8) for seed, name in enumerate("abcd")]
    written = Written()
    grown: dict[str, str] = {}
    try:
        engine.draft(PROMPT, jobs, Watch(text=lambda name, text: grown.update({name: grown.get(name, "") + text})), written)
        assert engine.loaded["room"] == 512
    finally:
        engine.close()
    assert set(written.reasons.values()) == {"done"}
    assert all(120 <= text.count(" ") <= 130 for text in written.texts.values())
    assert grown == written.texts
    assert written.tale["set_aside"] > 0


def test_a_stop_over_several_prompts_ends_all_of_them(engine: Engine) -> None:
    stop: list[bool] = []
    parts = [Part(PROMPT, (Job(f"{name} long", "Go on.", "start: /[a-z ]{3000,4000}/", 400),)) for name in "abcde"]
    written = Written()
    with pytest.raises(Cancelled):
        engine.draft_all(parts, Watch(text=lambda *_given: stop.append(True), cancelled=lambda: bool(stop)), written)
    assert set(written.reasons.values()) == {"stopped"}
    assert engine.draft(PROMPT, [job("en")]).reasons["en"] == "done"


def test_the_second_request_takes_its_beginning_from_disk_and_a_damaged_file_is_thrown_away(engine: Engine, settings: Settings) -> None:
    assert engine.draft(PROMPT, [job("en")]).tale["from_disk"] == 0
    assert engine.draft(PROMPT, [job("en")]).tale["from_disk"] > 50
    files = sorted(Path(settings.cache).glob("*.prefix"))
    assert files
    for index, path in enumerate(files):
        raw = path.read_bytes()
        path.write_bytes(raw[: len(raw) // 2] if index % 2 else raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:])
    written = engine.draft(PROMPT, [job("en")])
    assert written.reasons["en"] == "done"
    assert written.tale["from_disk"] == 0


def test_a_stop_while_reading_and_while_writing_leaves_the_engine_usable(engine: Engine) -> None:
    for moment in ("reading", "text"):
        stop: list[float] = []
        watch = Watch(cancelled=lambda stop=stop: bool(stop))  # type: ignore[misc]
        setattr(watch, moment, lambda *_given, stop=stop: stop.append(time.monotonic()))
        long = Prompt("", "", f"{moment} " * 500)
        written = Written()
        with pytest.raises(Cancelled):
            engine.draft(long, [Job("a", "Go on.", "start: /[a-z ]{3000,4000}/", 400)], watch, written)
        assert time.monotonic() - stop[0] < 5
        assert written.reasons["a"] == "stopped"
    assert engine.draft(PROMPT, [job("en")]).reasons["en"] == "done"


def test_one_text_is_stopped_and_the_others_go_on(engine: Engine) -> None:
    watch = Watch()
    watch.text = lambda name, _text: watch.stop_jobs.add("b") if name == "b" else None
    written = engine.draft(PROMPT, [job("en"), Job("b", "Tell all.", "start: /[a-z ]{3000,4000}/", 300)], watch)
    assert written.reasons["en"] == "done"
    assert written.reasons["b"] == "stopped"
    assert written.texts["b"]


@pytest.mark.parametrize("kind", ["text", "cut", "empty"])
def test_a_file_that_is_no_model_is_one_sentence(tmp_path: Path, model_file: Path, kind: str) -> None:
    path = tmp_path / "藤 模型.gguf"
    with model_file.open("rb") as file:
        path.write_bytes({"text": b"hello", "cut": file.read(3_000_000), "empty": b""}[kind])
    engine = Engine()
    try:
        with pytest.raises(BadInput) as caught:
            engine.load(Settings(str(path), threads=1))
        assert caught.value.code == "engine.bad_model"
    finally:
        engine.close()


def test_a_path_with_spaces_and_chinese_is_loaded(tmp_path: Path, model_file: Path, settings: Settings) -> None:
    path = tmp_path / "藤 编" / "模型 一.gguf"
    path.parent.mkdir()
    path.symlink_to(model_file)
    engine = Engine()
    try:
        engine.load(replace(settings, model=str(path)))
        assert engine.loaded["vocabulary"] == 49152
    finally:
        engine.close()
