"""The app's side of the engine: starts the child, talks to it, and turns its death into one sentence.

    engine = Engine()
    engine.load(settings, progress)
    texts = engine.draft(prompt, jobs, watch)
    engine.close()

Whatever happens to the child, the app gets a Problem (wording/models.py) and keeps the text written so far; the next
smaller setting is tried once by itself.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from desktop.domain.errors import BadInput, Cancelled, Environment, Problem
from desktop.engine.protocol import MAX_LINE, SILENT_SECONDS, Job, Part, Prompt, Settings, draft_message, line, message_from

_log = logging.getLogger(__name__)

STOP_SECONDS = 1.5
"""How long a stop may take before the child is killed: with a new start it stays within two seconds."""
LOAD_SECONDS = 600.0
POLL_SECONDS = 0.05
_REFUSALS = {"engine.bad_model", "engine.template", "engine.tokenizer"}


class EngineDied(Exception):
    """The child is gone; `code` names the Problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Watch:
    """Who is told while texts grow. `cancelled` is asked often; `stop_jobs` may be filled while it runs.

    `again` says that a text begins anew (the engine had died); `trouble` why.
    """

    text: Callable[[str, str], None] = lambda _job, _text: None
    again: Callable[[str], None] = lambda _job: None
    reading: Callable[[int, int], None] = lambda _done, _total: None
    ended: Callable[[str, str], None] = lambda _job, _reason: None
    trouble: Callable[[Problem], None] = lambda _problem: None
    cancelled: Callable[[], bool] = lambda: False
    stop_jobs: set[str] = field(default_factory=set)


@dataclass
class Written:
    """Texts by job id with how each ended ("done", "length", "stopped", "" when the engine died), and the run's counts."""

    texts: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    tale: dict[str, Any] = field(default_factory=dict)


class Engine:
    """One child process with one model. Use from one thread; `close` may come from any."""

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = list(command or worker_command())
        self._child: subprocess.Popen[bytes] | None = None
        self._events: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._reader: threading.Thread | None = None
        self._heard = 0.0
        self._number = 0
        self._fresh: dict[str, str] = {}
        self.settings: Settings | None = None
        self.loaded: dict[str, Any] = {}

    @property
    def pid(self) -> int | None:
        """The child's process id."""
        return self._child.pid if self._child else None

    # --- what the app asks -------------------------------------------------------------------------------------------

    def load(self, settings: Settings, progress: Callable[[float], None] = lambda _done: None) -> None:
        """Starts the child with a model; on a death the next smaller setting is tried once.

        Raises BadInput (the file cannot be used) or Environment (this computer cannot run it).
        """
        try:
            self._load(settings, progress)
        except EngineDied as died:
            smaller = settings.smaller()
            if smaller is None or died.code in ("engine.illegal", "engine.not_started"):
                raise self._problem(died, settings) from None
            try:
                self._load(smaller, progress)
            except EngineDied as again:
                raise self._problem(again, settings) from None

    def draft(self, prompt: Prompt, jobs: Sequence[Job], watch: Watch | None = None, written: Written | None = None) -> Written:
        """Writes all jobs of one prompt, as `draft_all` does."""
        return self.draft_all([Part(prompt, tuple(jobs))], watch, written)

    def draft_all(self, parts: Sequence[Part], watch: Watch | None = None, written: Written | None = None) -> Written:
        """Writes all jobs of all prompts; `written` (given or new) keeps what was written so far, whatever happens.

        Job ids are unique over all parts; as soon as a text ends, the next one takes its place, also that of the next prompt.
        A child that dies is started once more with the next smaller setting, for the jobs that had not ended.
        Raises Cancelled after a stop, Environment when the child died twice, BadInput for a prompt it cannot take.
        """
        watch = watch or Watch()
        written = written if written is not None else Written()
        try:
            self._ready()
            self._draft(parts, watch, written)
        except EngineDied as died:
            assert self.settings is not None
            problem = self._problem(died, self.settings)
            smaller = self.settings.smaller() or self.settings
            left = unfinished(parts, written)
            if died.code == "engine.illegal" or not left:
                raise problem from None
            watch.trouble(problem)
            try:
                self._load(smaller, lambda _done: None)
                self._draft(left, watch, written)
            except EngineDied as again:
                raise self._problem(again, smaller) from None
        return written

    def stop_job(self, job: str) -> None:
        """Ends one text; the others go on."""
        self._send({"op": "stop", "job": job})

    def close(self) -> None:
        """Ends the child."""
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(OSError, ValueError):
            assert child.stdin is not None
            child.stdin.close()  # the child ends itself when its pipe closes
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(1.0)
        if child.poll() is None:
            child.kill()
            child.wait()
        self._join(child)

    # --- inside ------------------------------------------------------------------------------------------------------

    def _ready(self) -> None:
        if self.settings is None:
            raise EngineDied("engine.not_started")
        if self._child is None or self._child.poll() is not None:
            self._load(self.settings, lambda _done: None)

    def _load(self, settings: Settings, progress: Callable[[float], None]) -> None:
        self.close()
        self.settings = settings
        self._start()
        self._send({"op": "load", "settings": asdict(settings)})
        deadline = time.monotonic() + LOAD_SECONDS
        while True:
            event = self._next(deadline)
            if event["event"] == "loading":
                progress(float(event["done"]))
            elif event["event"] == "loaded":
                self.loaded = event
                return
            elif event["event"] == "failed":
                self._refused(event, settings)

    def _draft(self, parts: Sequence[Part], watch: Watch, written: Written) -> None:
        self._number += 1
        request = str(self._number)
        jobs = [job for part in parts for job in part.jobs]
        for job in jobs:
            if written.texts.setdefault(job.id, ""):
                watch.again(job.id)
            written.reasons[job.id] = ""
        self._fresh = dict.fromkeys((job.id for job in jobs), "")
        self._send(draft_message(request, parts))
        stopping = 0.0
        while True:
            event = self._next(None, patient=False)
            if event.get("event") == "done" and event["request"] == request:
                written.tale = event["tale"]
                if stopping or event["result"] == "stopped":
                    raise Cancelled
                return
            if event.get("request") == request:
                self._heed(event, watch, written)
            for job_id in list(watch.stop_jobs):
                watch.stop_jobs.discard(job_id)
                self.stop_job(job_id)
            if not stopping and watch.cancelled():
                stopping = time.monotonic()
                self._send({"op": "stop"})
            elif stopping and time.monotonic() - stopping > STOP_SECONDS:
                self._kill()
                raise Cancelled

    def _heed(self, event: dict[str, Any], watch: Watch, written: Written) -> None:
        match event["event"]:
            case "text":
                for job, text in event["texts"].items():
                    fresh = self._fresh[job] = self._fresh[job] + text
                    if len(fresh) > len(written.texts[job]):  # what an engine wrote before it died stays until there is more
                        written.texts[job] = fresh
                    watch.text(job, text)
            case "end":
                job = event["job"]
                written.texts[job] = self._fresh[job] or written.texts[job]
                written.reasons[job] = event["reason"]
                written.counts[job] = {key: event[key] for key in ("sampled", "forced", "misses") if key in event}
                watch.ended(job, event["reason"])
            case "reading":
                watch.reading(event["done"], event["total"])
            case "failed":
                assert self.settings is not None
                self._refused(event, self.settings)

    def _refused(self, event: dict[str, Any], settings: Settings) -> None:
        """What the child said about itself, as a Problem."""
        code, detail = str(event["code"]), str(event.get("detail", ""))
        _log.warning("engine: %s %s", code, detail)
        name = os.path.basename(settings.model)  # noqa: PTH119 - the path may be another system's
        if code == "engine.bug":
            raise RuntimeError(detail)
        if code in _REFUSALS:
            raise BadInput(code, model=name)
        if code in ("engine.cpu", "engine.not_installed", "engine.grammar"):
            raise Environment(code, model=name, missing=detail)
        raise EngineDied(code)

    def _problem(self, died: EngineDied, settings: Settings) -> Problem:
        return Environment(died.code, model=os.path.basename(settings.model))  # noqa: PTH119 - see above

    # --- the child ---------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        environment = {**os.environ, "PYTHONUTF8": "1"}
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            child = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                creationflags=flags,
            )
        except OSError as error:
            raise EngineDied("engine.not_started") from error
        self._child = child
        self._events = queue.SimpleQueue()
        self._heard = time.monotonic()
        self._reader = threading.Thread(target=self._read, args=(child, self._events), name="engine-reader", daemon=True)
        self._reader.start()

    def _read(self, child: subprocess.Popen[bytes], events: queue.SimpleQueue[dict[str, Any]]) -> None:
        assert child.stdout is not None
        with contextlib.suppress(ValueError, OSError):
            while raw := child.stdout.readline(MAX_LINE + 1):
                message = message_from(raw)
                self._heard = time.monotonic()
                if message.get("event") not in ("beat", "hello"):
                    events.put(message)
        events.put({"event": "gone"})

    def _next(self, deadline: float | None, patient: bool = True) -> dict[str, Any]:
        """The next event; {} after a short while when not `patient`. Raises EngineDied."""
        while True:
            try:
                event = self._events.get(timeout=POLL_SECONDS)
            except queue.Empty:
                silent = time.monotonic() - self._heard > SILENT_SECONDS
                if silent or (deadline is not None and time.monotonic() > deadline):
                    self._kill()
                    raise EngineDied("engine.silent") from None
                if patient:
                    continue
                return {}
            if event["event"] == "gone":
                raise EngineDied(self._cause())
            return event

    def _send(self, message: dict[str, Any]) -> None:
        child = self._child
        try:
            if child is None or child.stdin is None:
                raise OSError
            child.stdin.write(line(message))
            child.stdin.flush()
        except (OSError, ValueError):
            raise EngineDied(self._cause()) from None

    def _cause(self) -> str:
        """Why the child is gone, by its exit code."""
        child = self._child
        if child is None:
            return "engine.not_started"
        try:
            code = child.wait(5.0)
        except subprocess.TimeoutExpired:
            self._kill()
            return "engine.silent"
        self._join(child)
        return cause(code)

    def _kill(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            self._join(child)

    def _join(self, child: subprocess.Popen[bytes]) -> None:
        if self._reader is not None and self._reader is not threading.current_thread():
            self._reader.join(2.0)
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.close()


def unfinished(parts: Sequence[Part], written: Written) -> list[Part]:
    """What is left to write: parts without the jobs that ended well."""
    left = [Part(part.prompt, tuple(job for job in part.jobs if written.reasons.get(job.id) != "done")) for part in parts]
    return [part for part in left if part.jobs]


def cause(code: int) -> str:
    """The Problem's code for a child's exit code (negative: a signal; large: a Windows status)."""
    if code == -int(signal.SIGILL) or code & 0xFFFFFFFF == 0xC000001D:
        return "engine.illegal"
    if code == -int(getattr(signal, "SIGKILL", 9)) or code & 0xFFFFFFFF == 0xC0000017:
        return "engine.killed"
    if code == -int(signal.SIGABRT):
        return "engine.aborted"
    return "engine.crashed"


def worker_command() -> list[str]:
    """How the child is started: this program itself, also where it is one frozen file."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--engine-worker"]
    return [sys.executable, "-m", "desktop", "--engine-worker"]
