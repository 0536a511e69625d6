"""What the app and its engine say to each other: one JSON object a line, bounded, the same names on both sides.

To the engine: load, draft, stop, quit. From the engine: beat, loading, loaded, reading, text, end, done, failed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

MAX_LINE = 8 * 1024 * 1024
BEAT_SECONDS = 0.5
SILENT_SECONDS = 20.0
"""Without a beat for so long the engine counts as hung: beats come from a thread of their own."""


@dataclass(frozen=True)
class Settings:
    """How a model is loaded. `context` in tokens for all sequences together, `batch` in tokens read at once.

    `cache` is the folder of prompt prefixes ("" keeps none).
    """

    model: str
    context: int = 8192
    sequences: int = 12
    threads: int = 0
    batch: int = 128
    gpu_layers: int = 0
    cache: str = ""

    def smaller(self) -> Settings | None:
        """The next smaller setting after a failure; None when there is none: first without the GPU, then less memory."""
        if self.gpu_layers:
            return replace(self, gpu_layers=0)
        if self.sequences > 1:
            return replace(
                self, sequences=max(1, self.sequences // 4), context=max(2048, self.context // 2), batch=max(32, self.batch // 2)
            )
        return None


@dataclass(frozen=True)
class Prompt:
    """What all jobs of a request share. `stable` is the same for every card, `shared` is this card's part."""

    system: str
    stable: str
    shared: str


@dataclass(frozen=True)
class Job:
    """One text to write: `ask` ends the prompt, `grammar` (Lark, "" for free text) bounds what may be written.

    `temperature` 0 always takes the likeliest token. `max_tokens` counts sampled and forced ones; `likely_tokens`
    is what a text will usually need (0: as many as it may), by which the engine plans how many to write at once.
    """

    id: str
    ask: str
    grammar: str = ""
    max_tokens: int = 700
    temperature: float = 0.7
    seed: int = 1
    likely_tokens: int = 0

    @property
    def planned_tokens(self) -> int:
        """Tokens to plan with."""
        return min(self.likely_tokens or self.max_tokens, self.max_tokens)


@dataclass(frozen=True)
class Part:
    """The texts of one prompt; a request may hold several, so that no place in the batch is empty at the end of a card."""

    prompt: Prompt
    jobs: tuple[Job, ...]


def part_from(data: Mapping[str, Any]) -> Part:
    """A part as it came over the line; unknown or missing keys raise TypeError."""
    return Part(Prompt(**data["prompt"]), tuple(job_from(item) for item in data["jobs"]))


def job_from(data: Mapping[str, Any]) -> Job:
    """A job as it came over the line; unknown or missing keys raise TypeError."""
    return Job(**data)


def line(message: Mapping[str, Any]) -> bytes:
    """One message as a line."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def draft_message(request: str, parts: Sequence[Part]) -> dict[str, Any]:
    """The message that asks for drafts."""
    return {"op": "draft", "request": request, "parts": [asdict(part) for part in parts]}


def message_from(raw: bytes) -> dict[str, Any]:
    """A line as a message; anything that is none raises ValueError."""
    if len(raw) > MAX_LINE:
        raise ValueError("line too long")
    data = json.loads(raw)
    if not isinstance(data, dict):
        raise ValueError("not an object")
    return data
