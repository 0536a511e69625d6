"""Models: what can be fetched, what is here, which one writes, and how fast it is on this computer."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput, Environment, LineProblem
from desktop.engine.client import Engine
from desktop.engine.hardware import ModelShape, fitting, free_memory, idle_cores, memory_need
from desktop.engine.protocol import Settings
from desktop.i18n import _
from desktop.models import carry, verify
from desktop.models.catalogue import Catalogue, Entry
from desktop.models.download import Downloader, Rules, Wanted, megabytes
from desktop.models.gguf import Header, read_header
from desktop.services.model_trial import Trials, best

MODEL_VARIABLE = "TENGQIAO_MODEL"
CELLS_FIXED, CELLS_EACH = 3072, 1200
STEP_SECONDS = 0.1
"""How often a window hears of a download that is quick."""
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


@dataclass(frozen=True)
class Allowed:
    """What a download may take: bytes a second (0: all there is), and whether it may run now (the night window)."""

    bytes_per_second: float = 0.0
    may_go: Callable[[], bool] = lambda: True


class Models:
    """The verbs on models."""

    def __init__(self, folder: Path, catalogue: Catalogue, cache: Path, downloader: Callable[[Rules], Downloader]) -> None:
        self._folder, self._catalogue, self._cache, self._downloader = folder, catalogue, cache, downloader
        self.trials = Trials(cache)

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
        free, trial = free_memory(), self.trials.last()
        return [
            Offer(entry, entry.file in here, entry.memory <= free, trial.seconds(entry.parameters) if trial else None)
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

    def fetch(self, name: str, step: Step, check: Callable[[], None], allowed: Allowed | None = None) -> Changes:
        """As install, for the window: `step` hears the bytes, `check` may raise Cancelled; the next fetch goes on from there."""
        allowed, last = allowed or Allowed(), [0.0]

        def told(done: int, total: int) -> None:
            check()
            now = time.monotonic()
            if now - last[0] > STEP_SECONDS or done == total:
                last[0] = now
                step(done, total)

        wait = lambda seconds: _wait(seconds, check)  # noqa: E731
        return self.install(name, Rules(cap=allowed.bytes_per_second, may_go=allowed.may_go, progress=told, wait=wait))

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
        trial = self.trials.last()
        threads = min(idle_cores(), trial.threads) if trial else idle_cores()
        layers = trial.gpu_layers if trial else 0
        wished = replace(wished, cache=str(self._cache / "prefixes"), threads=threads, gpu_layers=layers)
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

    def bench(self, name: str = "", step: Step = silent) -> dict[str, Any]:
        """A short measurement: of an installed model by name, else the trial with a made one, which predicts the catalogue."""
        if not name:
            trial = self.trials.run(step)
            return {"model": "", "threads": trial.threads, "gpu_layers": trial.gpu_layers, "read": trial.read, "write": trial.write}
        item = self._get(name)
        settings, speed = best(replace(self.settings_for(item, 1), sequences=1, cache=""), step)
        return {
            "model": item.name, "threads": settings.threads, "gpu_layers": settings.gpu_layers, "read": speed.read, "write": speed.write,
            "seconds_per_reply": speed.seconds_per_reply,
        }  # fmt: skip


def line_cost(count: int, mb_price: str) -> str:
    """What so many bytes cost on a line at `mb_price` CNY a megabyte, as people read it; "" where a megabyte costs nothing."""
    price = Decimal(mb_price or 0)
    return _("about {sum} CNY on your line", sum=f"{Decimal(count) / 1_000_000 * price:.2f}") if price > 0 else ""


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
