"""Try before you download: one measurement on this computer with a small made model predicts every other.

It also chooses the threads and, where llama.cpp was built for a graphics card, whether the layers go there. What was
measured is kept in the cache; a file that cannot be read counts as never measured.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from desktop.domain.errors import Cancelled, Environment
from desktop.engine.client import Engine, Watch
from desktop.engine.hardware import cores
from desktop.engine.protocol import Job, Prompt, Settings
from desktop.models import made
from desktop.system.files import write_text

FILE = "trial.json"
REPLY_TOKENS = (700, 180)
"""Tokens read and written for one reply: what "seconds per reply" means."""
ALL_LAYERS = 999
"""llama.cpp takes the layers that a model has."""
_LINES = 7
_LONG = 15.0
"""A measurement that took so long is not made again in other ways: twenty seconds were promised."""
_SECONDS = 6.0
"""A busy computer may write a token a second: then fewer have to do."""


@dataclass(frozen=True)
class Trial:
    """What was measured: tokens per second read and written by a model of so many billion parameters, and with what."""

    read: float
    write: float
    parameters: float
    threads: int
    gpu_layers: int = 0

    def seconds(self, parameters: float) -> float:
        """Seconds per reply of a model of that size: work grows with the parameters."""
        return round(_reply(self.read, self.write) * parameters / self.parameters, 1)


@dataclass(frozen=True)
class Speed:
    """One measurement; `gpu` says whether this build of llama.cpp could use a graphics card."""

    read: float
    write: float
    gpu: bool = False

    @property
    def seconds_per_reply(self) -> float:
        """Seconds for one reply."""
        return round(_reply(self.read, self.write), 1)


def _reply(read: float, write: float) -> float:
    """Seconds for one reply at so many tokens a second read and written."""
    return REPLY_TOKENS[0] / read + REPLY_TOKENS[1] / write


class Trials:
    """Measures and remembers. `cache` is the folder of what can be made again."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def last(self) -> Trial | None:
        """What was measured last, None before the first time."""
        try:
            raw = json.loads((self._cache / FILE).read_text("utf-8"))
            found = Trial(float(raw["read"]), float(raw["write"]), float(raw["parameters"]), int(raw["threads"]), int(raw["gpu_layers"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if min(found.read, found.write, found.parameters, found.threads) > 0 else None

    def run(self, step: Callable[[int, int], None] = lambda _done, _total: None) -> Trial:
        """Makes the model (once), measures with it, keeps what was found; about 20 seconds. `step` may raise Cancelled.

        Raises Environment when this computer cannot run models at all.
        """
        step(0, 3)
        settings = Settings(str(made.make(self._cache)), context=2048, sequences=1)
        chosen, speed = best(settings, step)
        found = Trial(speed.read, speed.write, made.parameters(), chosen.threads, chosen.gpu_layers)
        write_text(self._cache / FILE, json.dumps(asdict(found)))
        return found


def best(settings: Settings, step: Callable[[int, int], None] = lambda _done, _total: None) -> tuple[Settings, Speed]:
    """The quickest of a few settings for a model, and how quick it is."""
    found: list[tuple[Settings, Speed]] = []
    for choice in _choices(settings, found):
        step(len(found) + 1, 4)
        found.append((choice, measure(choice)))
    return min(found, key=lambda item: item[1].seconds_per_reply)


def _choices(settings: Settings, found: list[tuple[Settings, Speed]]) -> Iterator[Settings]:
    """Threads by physical cores and half of them; then all layers on the graphics card, where there may be one."""
    began = time.monotonic()
    for threads in sorted({cores(), max(1, cores() // 2)}, reverse=True):
        yield replace(settings, threads=threads)
        if time.monotonic() - began > _LONG:
            return
    if any(speed.gpu for _settings, speed in found):
        yield replace(settings, threads=cores(), gpu_layers=ALL_LAYERS)


def measure(settings: Settings) -> Speed:
    """Loads, reads about 64 tokens, writes 24 or what six seconds allow.

    Raises what the engine raises, Environment("engine.decode") without an answer.
    """
    engine, times, sizes = Engine(), list[float](), [1]
    try:
        engine.load(settings)
        started = time.perf_counter()
        enough = lambda: len(times) > 2 and times[-1] - times[0] > _SECONDS  # noqa: E731
        watch = Watch(
            text=lambda _job, _text: times.append(time.perf_counter()), reading=lambda _done, total: sizes.append(total), cancelled=enough
        )
        prompt = Prompt("", "", "rattan basket with handles, woven by hand, " * _LINES)
        with contextlib.suppress(Cancelled):
            engine.draft(prompt, [Job("trial", "Write about it.", "", 24, 0.7)], watch)
    finally:
        engine.close()
    if len(times) < 2:
        raise Environment("engine.decode")
    read = max(sizes) / max(times[0] - started, 1e-6)
    write = (len(times) - 1) / max(times[-1] - times[0], 1e-6)
    return Speed(round(read, 2), round(write, 2), bool(engine.loaded.get("gpu")))
