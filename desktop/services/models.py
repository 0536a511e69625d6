"""Models: what can be fetched, what is here, which one writes, and how fast it is on this computer."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput, Environment, LineProblem
from desktop.engine.client import Engine, Watch, Written
from desktop.engine.hardware import ModelShape, cores, fitting, free_memory, idle_cores, memory_need
from desktop.engine.protocol import Job, Prompt, Settings
from desktop.models import carry, verify
from desktop.models.catalogue import Catalogue, Entry
from desktop.models.download import Downloader, Rules, Wanted, megabytes
from desktop.models.gguf import Header, read_header
from desktop.system.files import write_text

MODEL_VARIABLE = "TENGQIAO_MODEL"
TRIAL = "trial.json"
REPLY_TOKENS = (700, 180)
"""Tokens read and written for one reply: what "seconds per reply" means."""
CELLS_FIXED, CELLS_EACH = 3072, 1200
Step = Callable[[int, int], None]


def silent(_done: int, _total: int) -> None:
    """For those who do not ask."""


@dataclass(frozen=True)
class Installed:
    """A model that is here: `checked` says whether its bytes were once found right."""

    name: str
    path: Path
    header: Header
    checked: bool

    @property
    def reads_chinese(self) -> bool:
        """Whether the model may give Chinese meanings: by the languages its file names; a file that names none may."""
        return not self.header.languages or "zh" in self.header.languages


@dataclass(frozen=True)
class Offer:
    """A catalogue entry with what is known about it here. `fits` by memory free now; `seconds` per reply, None before a trial."""

    entry: Entry
    installed: bool
    fits: bool
    seconds: float | None


class Models:
    """The verbs on models."""

    def __init__(self, folder: Path, catalogue: Catalogue, cache: Path, downloader: Callable[[Rules], Downloader]) -> None:
        self._folder, self._catalogue, self._cache, self._downloader = folder, catalogue, cache, downloader

    # --- looking -----------------------------------------------------------------------------------------------------

    def installed(self) -> list[Installed]:
        """Models in the library that can be read; others are left out (`problems` names them)."""
        found = []
        for path in sorted(self._folder.glob("*.gguf")):
            try:
                found.append(Installed(path.stem, path, read_header(path), verify.manifest_path(path).exists()))
            except (BadInput, OSError):
                continue
        return found

    def offers(self) -> list[Offer]:
        """The catalogue, with what fits into this computer's free memory and how fast it will be."""
        here = {item.path.name for item in self.installed()}
        free, speed = free_memory(), self._trial()
        return [
            Offer(entry, entry.file in here, entry.memory <= free, _seconds(entry, speed) if speed else None)
            for entry in self._catalogue.entries
        ]

    def chosen(self) -> Installed:
        """The model that writes: TENGQIAO_MODEL's file, else the largest one here that fits. Raises Environment("model.none")."""
        named = os.environ.get(MODEL_VARIABLE)
        if named:
            path = Path(named).expanduser()
            if not path.is_file():
                raise BadInput("model.not_there", path=str(path))
            return Installed(path.stem, path, read_header(path), False)
        fitting_ones = [item for item in self.installed() if fitting(shape_of(item.header), plain_settings(item))]
        if not fitting_ones:
            raise Environment("model.none")
        return max(fitting_ones, key=lambda item: item.header.file_bytes)

    # --- bringing and giving -----------------------------------------------------------------------------------------

    def install(self, name: str, rules: Rules | None = None, hub: str = "") -> Changes:
        """Fetches a catalogue entry, or a URL with its checksum ("https://...#sha256=..."). Goes on where it stopped."""
        wanted = _from_url(name) if "://" in name else self._catalogue.wanted(self._catalogue.get(name), hub)
        path = self._downloader(rules or Rules()).fetch(wanted)
        read_header(path)
        return Changes.of("models", path.stem)

    def fetch(self, name: str, step: Step, check: Callable[[], None]) -> Changes:
        """As install, for the window: `step` hears the bytes, `check` may raise Cancelled; the next fetch goes on from there."""

        def told(done: int, total: int) -> None:
            check()
            step(done, total)

        return self.install(name, Rules(progress=told, wait=lambda seconds: _wait(seconds, check)))

    def bring(self, path: Path, step: Step = silent) -> Changes:
        """Takes a model from a file or folder (a USB stick) into the library."""
        return Changes.of("models", carry.bring(path, self._folder, step).stem)

    def export(self, name: str, folder: Path, step: Step = silent) -> Path:
        """Copies a model and its manifest out."""
        return carry.export(self._get(name).path, folder, step)

    def remove(self, name: str) -> Changes:
        """Deletes a model and its manifest, on the owner's word."""
        path = self._get(name).path
        path.unlink()
        verify.manifest_path(path).unlink(missing_ok=True)
        return Changes.of("models", name)

    def _get(self, name: str) -> Installed:
        for item in self.installed():
            if name in (item.name, item.path.name) or self._file_of(name) == item.path.name:
                return item
        raise BadInput("model.unknown", name=name[:60])

    def _file_of(self, name: str) -> str:
        return next((entry.file for entry in self._catalogue.entries if entry.name == name), "")

    # --- running -----------------------------------------------------------------------------------------------------

    def settings_for(self, item: Installed, languages: int = 12) -> Settings:
        """How to load a model here: as many texts at once as fit. Raises Environment("engine.memory") with the numbers."""
        wished = plain_settings(item, languages)
        wished = replace(wished, cache=str(self._cache / "prefixes"), threads=idle_cores())
        found = fitting(shape_of(item.header), wished)
        if found is None:
            smallest = wished
            while (smaller := smallest.smaller()) is not None:
                smallest = smaller
            need = memory_need(shape_of(item.header), smallest).total
            raise Environment("engine.memory", model=item.path.name, need=megabytes(need), free=megabytes(free_memory()))
        return found

    def engine(self, languages: int = 12, progress: Callable[[float], None] = lambda _done: None) -> tuple[Engine, str]:
        """A started engine with the chosen model, and the model's name. Close it when done."""
        item = self.chosen()
        engine = Engine()
        try:
            engine.load(self.settings_for(item, languages), progress)
        except BaseException:
            engine.close()
            raise
        return engine, item.name

    def bench(self, name: str = "") -> dict[str, Any]:
        """A short measurement with an installed model: tokens per second read and written, threads, seconds per reply."""
        item = self._get(name) if name else self.chosen()
        best: dict[str, Any] = {}
        for threads in sorted({1, cores(), max(1, cores() // 2)}):
            settings = replace(self.settings_for(item, 1), threads=threads, sequences=1, cache="")
            found = measure(settings)
            if not best or found["seconds_per_reply"] < best["seconds_per_reply"]:
                best = {"model": item.name, "threads": threads, **found}
        return best

    def _trial(self) -> dict[str, Any] | None:
        try:
            found = json.loads((self._cache / TRIAL).read_text("utf-8"))
            return found if float(found["write"]) > 0 and float(found["read"]) > 0 and float(found["parameters"]) > 0 else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def try_before(self, item: Installed, parameters: float) -> dict[str, Any]:
        """Measures once with a model that is here (or a made one) and keeps it, so that `offers` can predict. About 20 seconds."""
        found = {**self.bench(item.name), "parameters": parameters}
        self._cache.mkdir(parents=True, exist_ok=True)
        write_text(self._cache / TRIAL, json.dumps(found))
        return found


def _wait(seconds: float, check: Callable[[], None]) -> None:
    """Wait, but hear the stop button every fifth of a second."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        check()
        time.sleep(min(left, 0.2))


def plain_settings(item: Installed, languages: int = 12) -> Settings:
    """The full setting for a model: one shared beginning and a text for each language."""
    return Settings(str(item.path), context=CELLS_FIXED + CELLS_EACH * languages, sequences=languages)


def shape_of(header: Header) -> ModelShape:
    """What decides the memory need, from the header."""
    return ModelShape(header.file_bytes, header.layers, header.width, header.feed_forward, header.kv_width, header.vocabulary)


def measure(settings: Settings) -> dict[str, float]:
    """Loads, reads about 256 tokens, writes 24: tokens per second of both and seconds for one reply."""
    engine = Engine()
    try:
        engine.load(settings)
        times: list[float] = []
        written = Written()
        started = time.perf_counter()
        watch = Watch(text=lambda _job, _text: times.append(time.perf_counter()))
        prompt = Prompt("", "", "rattan basket with handles, woven by hand, " * 28)
        engine.draft(prompt, [Job("trial", "Write about it.", "", 24, 0.7)], watch, written)
    finally:
        engine.close()
    tale = written.tale
    if len(times) < 2:
        raise Environment("engine.decode")
    read = max(tale["prompt"], 1) / max(times[0] - started, 1e-6)
    write = (tale["sampled"] - 1) / max(times[-1] - times[0], 1e-6)
    return {
        "read": round(read, 2),
        "write": round(write, 2),
        "seconds_per_reply": round(REPLY_TOKENS[0] / read + REPLY_TOKENS[1] / write, 1),
    }


def _seconds(entry: Entry, trial: dict[str, Any]) -> float:
    """Seconds per reply of an entry, from the trial: work grows with the parameters."""
    scale = entry.parameters / float(trial["parameters"])
    return round((REPLY_TOKENS[0] / float(trial["read"]) + REPLY_TOKENS[1] / float(trial["write"])) * scale, 1)


def _from_url(text: str) -> Wanted:
    """A file by address; "#sha256=..." says what is right (else the hub has to)."""
    url, _, rest = text.partition("#")
    name = url.rsplit("/", 1)[-1].partition("?")[0]
    if not name.endswith(".gguf"):
        raise BadInput("model.not_gguf", name=name[:80])
    sha = rest.removeprefix("sha256=").lower()
    if rest and (len(sha) != 64 or set(sha) - set("0123456789abcdef")):
        raise LineProblem("model.no_hash", name=name)
    return Wanted(name, (url,), 0, sha)
