"""One prompt, many texts: the shared beginning is read once, all texts are written in one batch, step by step.

A text that ends gives its place to a waiting one (continuous batching), of the same prompt or of the next.
Numbers of a batch differ in their last bits from those of single texts: never compare their words.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from desktop.engine.native.grammar import Grammar, Grammars
from desktop.engine.native.model import ABORTED, NO_ROOM, OK, PREFIXES, LlamaModel
from desktop.engine.native.prefix_cache import PrefixCache
from desktop.engine.native.sampling import Candidates, Sampler
from desktop.engine.native.vocabulary import Vocabulary, WholeCharacters
from desktop.engine.protocol import Job


class DecodeFailed(Exception):
    """llama.cpp could not go on; the reason is one word for the app."""


@dataclass
class Tale:
    """What a run did, for benchmarks and for the end's message."""

    prompt: int = 0
    from_disk: int = 0
    sampled: int = 0
    forced: int = 0
    misses: int = 0
    steps: int = 0
    set_aside: int = 0
    first_ms: float = 0.0


@dataclass(eq=False)
class Beginning:
    """One prompt with its texts: `stable` is how many tokens are the same for every card; `place` holds what was read."""

    texts: list[tuple[Job, list[int]]]
    stable: int
    shared: int = 0
    place: int = -1
    left: int = 0


@dataclass(eq=False)
class _Text:
    """One text being written."""

    job: Job
    of: Beginning
    place: int
    position: int
    waiting: list[int]
    sampler: Sampler
    grammar: Grammar | None
    history: list[int] = field(default_factory=list)
    characters: WholeCharacters = field(default_factory=WholeCharacters)
    sampled: int = 0
    forced: int = 0
    ended: str = ""


@dataclass(frozen=True)
class Hooks:
    """Who is told: texts by job id after each step, the end of a job with its reason, and prompt reading.

    `stopped` answers whether a job was asked to stop.
    """

    text: Callable[[dict[str, str]], None]
    end: Callable[[str, str, dict[str, int]], None]
    reading: Callable[[int, int], None]
    stopped: Callable[[str], bool]


class BatchRun:
    """Writes the texts of one request."""

    def __init__(self, model: LlamaModel, vocabulary: Vocabulary, grammars: Grammars, cache: PrefixCache | None) -> None:
        self._model, self._vocabulary, self._grammars, self._cache = model, vocabulary, grammars, cache
        self._candidates = Candidates(model.n_vocab)
        self._active: list[_Text] = []
        self._paused: list[_Text] = []
        self._free: list[int] = []
        self.tale = Tale()

    def run(self, parts: Sequence[Beginning], hooks: Hooks) -> str:
        """Reads and writes everything; "done" or "stopped".

        Raises DecodeFailed or GrammarRefused; the model's memory is empty afterwards in any case.
        """
        self.tale, self._active, self._paused = Tale(), [], []
        self._free = list(range(self._model.settings.sequences + PREFIXES - 1, PREFIXES - 1, -1))
        self._beginnings: dict[int, Beginning] = {}
        self._hooks, self._began = hooks, time.perf_counter()
        for part in parts:
            part.shared = common([tokens for _job, tokens in part.texts]) if self._model.shares else 0
            part.left = len(part.texts)
        try:
            return self._write(deque((part, job, tokens) for part in parts for job, tokens in part.texts))
        finally:
            for text in self._active + self._paused:
                text.sampler.close()
            self._model.forget(-1)

    # --- the shared beginning ----------------------------------------------------------------------------------------

    def _begin(self, part: Beginning) -> bool:
        """Puts a prompt's beginning into a sequence of its own, from disk as far as it is known; False when stopped."""
        part.place = next(place for place in range(PREFIXES) if place not in self._beginnings)
        self._beginnings[part.place] = part
        tokens, stable = part.texts[0][1][: part.shared], min(part.stable, part.shared)
        done = self._from_disk(part.place, tokens, stable)
        self.tale.from_disk += done
        self.tale.prompt += len(tokens)
        marks = sorted({mark for mark in (stable, len(tokens)) if mark > done})
        for mark in marks:
            while done < mark:
                self._hooks.reading(done, len(tokens))
                piece = tokens[done : min(mark, done + self._model.capacity)]
                if not self._decoded([(part.place, done, piece, False)])[0]:
                    return False
                done += len(piece)
            if self._cache and mark >= 32:
                self._cache.keep(tokens[:mark], self._model.state(part.place))
        self._hooks.reading(done, len(tokens))
        return True

    def _from_disk(self, place: int, tokens: list[int], stable: int) -> int:
        for mark in (len(tokens), stable):
            if self._cache and mark >= 32:
                state = self._cache.load(tokens[:mark])
                if state is not None and self._model.restore(place, state) and self._model.length(place) == mark:
                    return mark
                self._model.forget(place)
        return 0

    # --- writing -----------------------------------------------------------------------------------------------------

    def _write(self, waiting: deque[tuple[Beginning, Job, list[int]]]) -> str:
        while waiting or self._active or self._paused:
            while waiting and not self._paused and self._free and self._fits(*waiting[0]):
                if waiting[0][0].place < 0 and not self._begin(waiting[0][0]):
                    return self._stopped(waiting)
                self._admit(*waiting.popleft())
            self._resume()
            self._make_room()
            fed, rows = self._feed()
            if rows is None:
                return self._stopped(waiting)
            self._step(fed, rows)
        return "done"

    def _fits(self, part: Beginning, job: Job, tokens: list[int]) -> bool:
        """Whether a text may begin now: a place for its prompt's beginning, and cells for everything to its bound."""
        if part.place < 0 and len(self._beginnings) == PREFIXES:
            return False

        def need(job: Job, prompt: int) -> int:
            return prompt + job.planned_tokens + 8

        used = sum(item.shared for item in self._beginnings.values()) + (part.shared if part.place < 0 else 0)
        used += sum(
            need(text.job, text.position + len(text.waiting) - text.sampled - text.forced - text.of.shared) for text in self._active
        )
        return not self._active or used + need(job, len(tokens) - part.shared) <= self._model.room

    def _cells(self) -> int:
        """Cells of the context that are taken, or will be once everything that waits was fed."""
        texts = sum(text.position + len(text.waiting) - text.of.shared for text in self._active)
        return sum(item.shared for item in self._beginnings.values()) + texts

    def _make_room(self) -> None:
        """Texts that outgrew what was planned: the last ones are set aside and read again when there is room."""
        while len(self._active) > 1 and self._cells() + len(self._active) > self._model.room:
            text = self._active.pop()
            self._model.forget(text.place)
            self._free.append(text.place)
            text.waiting, text.history, text.position = text.history + text.waiting, [], text.of.shared
            self._paused.append(text)
            self.tale.set_aside += 1
        if not self._active or self._cells() > self._model.room:
            raise DecodeFailed("room")

    def _resume(self) -> None:
        """Texts that were set aside go on, the first that was set aside last."""
        while self._paused and self._free:
            text = self._paused[-1]
            if self._active and self._cells() + len(text.waiting) + text.job.planned_tokens // 2 > self._model.room:
                return
            self._paused.pop()
            text.place = self._free.pop()
            if text.of.shared:
                self._model.share(text.of.place, text.place)
            self._active.append(text)

    def _admit(self, part: Beginning, job: Job, tokens: list[int]) -> None:
        place = self._free.pop()
        if part.shared:
            self._model.share(part.place, place)
        grammar = self._grammars.start(job.grammar) if job.grammar else None
        sampler = Sampler(self._candidates, self._model.n_vocab, job.temperature, job.seed)
        text = _Text(job, part, place, part.shared, tokens[part.shared :], sampler, grammar)
        self._active.append(text)
        if grammar:
            opening: dict[str, str] = {}
            self._force(text, opening)
            if opening:
                self._hooks.text(opening)

    def _feed(self) -> tuple[list[_Text], list[int] | None]:
        """One batch: something of every text, prompts in pieces; None instead of rows when stopped."""
        room = self._model.capacity
        pieces, fed = [], []
        for index, text in enumerate(self._active):
            count = min(len(text.waiting), room - (len(self._active) - index - 1))
            piece, rest = text.waiting[:count], text.waiting[count:]
            text.history += piece
            pieces.append((text.place, text.position, piece, not rest))
            text.position += count
            text.waiting = rest
            room -= count
            fed.append(text)
        good, rows = self._decoded(pieces)
        return fed, rows if good else None

    def _step(self, fed: list[_Text], rows: list[int]) -> None:
        self.tale.steps += 1
        written: dict[str, str] = {}
        for text, row in zip(fed, rows, strict=True):
            if self._hooks.stopped(text.job.id):
                text.ended = "stopped"
            elif row >= 0:
                self._next(text, row, written)
        if written:
            self._hooks.text(written)
            if not self.tale.first_ms:
                self.tale.first_ms = (time.perf_counter() - self._began) * 1000
        for text in [text for text in self._active if text.ended]:
            self._finish(text)

    def _next(self, text: _Text, row: int, written: dict[str, str]) -> None:
        if text.grammar and text.grammar.ended:
            text.ended = "done"
            return
        logits = self._model.logits(row)
        token = text.grammar.choose(logits, text.sampler) if text.grammar else text.sampler.sample(logits)
        text.sampler.accept(token)
        text.sampled += 1
        self.tale.sampled += 1
        if self._model.is_end(token):
            text.ended = "done"
            return
        self._say(text, [token], written)
        text.waiting = [token]
        if text.grammar:
            self._force(text, written)
            if text.grammar.ended:
                text.ended = "done"
                return
        if text.sampled + text.forced >= text.job.max_tokens:
            text.ended = "length"

    def _force(self, text: _Text, written: dict[str, str]) -> None:
        assert text.grammar is not None
        tokens = text.grammar.forced()
        if not tokens:
            return
        for token in tokens:
            text.sampler.accept(token)
        text.forced += len(tokens)
        self.tale.forced += len(tokens)
        text.waiting = text.waiting + tokens
        self._say(text, tokens, written)

    def _say(self, text: _Text, tokens: list[int], written: dict[str, str]) -> None:
        new = text.characters.feed(b"".join(self._vocabulary.piece(token) for token in tokens if not self._model.is_end(token)))
        if new:
            written[text.job.id] = written.get(text.job.id, "") + new

    # --- ending ------------------------------------------------------------------------------------------------------

    def _finish(self, text: _Text) -> None:
        self._active.remove(text)
        self._model.forget(text.place)
        self._free.append(text.place)
        text.of.left -= 1
        if not text.of.left:
            self._model.forget(text.of.place)
            del self._beginnings[text.of.place]
        misses = text.grammar.misses if text.grammar else 0
        self.tale.misses += misses
        text.sampler.close()
        self._hooks.end(text.job.id, text.ended, {"sampled": text.sampled, "forced": text.forced, "misses": misses})

    def _stopped(self, waiting: Iterable[tuple[Beginning, Job, list[int]]]) -> str:
        for job in [text.job for text in self._active + self._paused] + [job for _part, job, _tokens in waiting]:
            self._hooks.end(job.id, "stopped", {})
        return "stopped"

    def _decoded(self, pieces: list[tuple[int, int, list[int], bool]]) -> tuple[bool, list[int]]:
        if self._model.stopped:
            return False, []
        verdict, rows = self._model.decode(pieces)
        if verdict == ABORTED:
            return False, []
        if verdict != OK:
            raise DecodeFailed("room" if verdict == NO_ROOM else "decode")
        return True, rows


def common(lists: Sequence[Sequence[int]]) -> int:
    """How many tokens all lists begin with, leaving each at least one of its own."""
    if not lists:
        return 0
    least = min(len(tokens) for tokens in lists) - 1
    first = lists[0]
    for index in range(max(least, 0)):
        if any(tokens[index] != first[index] for tokens in lists):
            return index
    return max(least, 0)
