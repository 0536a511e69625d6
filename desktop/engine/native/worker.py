"""The engine's process: reads requests, writes answers, and dies alone.

llama.cpp and its backends print to stdout and stderr as they like, so the pipes are moved to descriptors of our own
before anything is loaded. Two threads: one listens and beats, this one works.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

from desktop.engine.hardware import missing_features
from desktop.engine.protocol import BEAT_SECONDS, MAX_LINE, Part, Settings, line, message_from, part_from


class Talk:
    """The two pipes to the app. `send` may be called from any thread."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming, self._outgoing = incoming, outgoing
        self._lock = threading.Lock()

    def send(self, event: str, **fields: Any) -> None:
        """One event; when the app is gone, so are we."""
        try:
            with self._lock:
                self._outgoing.write(line({"event": event, **fields}))
                self._outgoing.flush()
        except (OSError, ValueError):
            os._exit(0)

    def receive(self) -> dict[str, Any] | None:
        """The next request; None when the app closed the pipe. A broken line ends the process: nothing can follow it."""
        raw = self._incoming.readline(MAX_LINE + 1)
        return message_from(raw) if raw else None


class Listener:
    """Takes requests in while the other thread works, so that a stop is heard at once."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self.requests: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        self.stopped: set[str] = set()
        self._stop_all: list[Any] = []
        threading.Thread(target=self._listen, name="listener", daemon=True).start()
        threading.Thread(target=self._beat, name="beat", daemon=True).start()

    def watch(self, model: Any) -> None:
        """From now on a stop for all reaches this model inside its decode."""
        self._stop_all = [model]

    def _listen(self) -> None:
        while True:
            try:
                message = self._talk.receive()
            except ValueError:
                message = None
            if message is None:
                os._exit(0)
            if message.get("op") != "stop":
                self.requests.put(message)
            elif message.get("job"):
                self.stopped.add(str(message["job"]))
            else:
                for model in self._stop_all:
                    model.stop()

    def _beat(self) -> None:
        pause = threading.Event()
        while not pause.wait(BEAT_SECONDS):
            self._talk.send("beat")


class Worker:
    """Does what requests say, one after the other."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._listener = Listener(talk)
        self._model: Any = None

    def run(self) -> int:
        """Until the app says quit."""
        from desktop.engine.native.batch import DecodeFailed
        from desktop.engine.native.grammar import GrammarRefused
        from desktop.engine.native.prompts import TemplateRefused
        from desktop.engine.native.vocabulary import VocabularyRefused

        while True:
            message = self._listener.requests.get() or {}
            try:
                if message.get("op") == "quit":
                    return 0
                self._do(message)
            except DecodeFailed as error:
                self._failed(message, f"engine.{error}")
            except GrammarRefused as error:
                self._failed(message, "engine.grammar", str(error))
            except TemplateRefused as error:
                self._failed(message, "engine.template", str(error))
            except VocabularyRefused:
                self._failed(message, "engine.tokenizer")
            except MemoryError:
                self._failed(message, "engine.memory_gone")

    def _failed(self, message: Mapping[str, Any], code: str, detail: str = "") -> None:
        log = self._model.log[-3:] if self._model else []
        self._talk.send("failed", request=message.get("request", ""), code=code, detail=detail or " | ".join(log))

    def _do(self, message: dict[str, Any]) -> None:
        if message.get("op") == "load":
            self._load(Settings(**message["settings"]))
        elif message.get("op") == "draft":
            self._draft(str(message["request"]), [part_from(item) for item in message["parts"]])

    def _load(self, settings: Settings) -> None:
        from desktop.engine.native.batch import BatchRun
        from desktop.engine.native.grammar import Grammars
        from desktop.engine.native.model import LlamaModel, ModelRefused
        from desktop.engine.native.prefix_cache import PrefixCache
        from desktop.engine.native.prompts import Prompts
        from desktop.engine.native.vocabulary import Vocabulary

        said = [-1]

        def progress(done: float) -> None:
            if int(done * 20) != said[0]:
                said[0] = int(done * 20)
                self._talk.send("loading", done=round(done, 3))

        try:
            model = self._model = LlamaModel(settings, progress)
        except ModelRefused as error:
            self._talk.send("failed", request="load", code=f"engine.bad_{error}", detail="")
            return
        self._listener.watch(model)
        vocabulary = Vocabulary(model)
        self._prompts = Prompts(model.template(), {"bos_token": "", "eos_token": ""})
        cache = PrefixCache(Path(settings.cache), identity(settings)) if settings.cache else None
        self._run = BatchRun(model, vocabulary, Grammars(vocabulary), cache)
        self._talk.send("loaded", room=model.room, vocabulary=model.n_vocab, shares=model.shares, gpu=model.gpu, log=model.log[-3:])

    def _draft(self, request: str, parts: list[Part]) -> None:
        from desktop.engine.native.batch import Hooks

        self._model.go()
        self._listener.stopped.clear()
        hooks = Hooks(
            text=lambda texts: self._talk.send("text", request=request, texts=texts),
            end=lambda job, reason, counts: self._talk.send("end", request=request, job=job, reason=reason, **counts),
            reading=lambda done, total: self._talk.send("reading", request=request, done=done, total=total),
            stopped=lambda job: job in self._listener.stopped,
        )
        result = self._run.run([self._read(part) for part in parts], hooks)
        self._talk.send("done", request=request, result=result, tale=vars(self._run.tale))

    def _read(self, part: Part) -> Any:
        from desktop.engine.native.batch import Beginning, common

        prompt = part.prompt
        texts = [(job, self._tokens(prompt.system, f"{prompt.stable}{prompt.shared}{job.ask}")) for job in part.jobs]
        probe = self._tokens(prompt.system, f"{prompt.stable}\x01")
        return Beginning(texts, common([probe, texts[0][1]]) if texts else 0)

    def _tokens(self, system: str, user: str) -> list[int]:
        tokens: list[int] = self._model.tokenize(self._prompts.render(system, user), special=True, start=True)
        return tokens


def identity(settings: Settings) -> str:
    """What a kept prefix depends on: the model file's bytes by name, size and time, llama.cpp, and the context's layout."""
    import llama_cpp

    path = Path(settings.model)
    stat = path.stat()
    with path.open("rb") as file:
        head = hashlib.sha256(file.read(1 << 20)).hexdigest()
    return f"{head}:{stat.st_size}:{stat.st_mtime_ns}:{llama_cpp.__version__}:{settings.gpu_layers}"


def own_pipes() -> Talk:
    """Moves the pipes away from stdin, stdout and stderr, which then lead nowhere."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    sys.stdin = sys.stdout = sys.stderr = open(os.devnull, "r+", encoding="utf-8")  # noqa: SIM115, PTH123 - for the process's life
    return Talk(incoming, outgoing)


def main() -> int:
    """The child process: `tengqiao --engine-worker`."""
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the app's to handle
    talk = own_pipes()
    missing = missing_features()
    if missing:
        talk.send("failed", request="load", code="engine.cpu", detail=", ".join(missing))
        return 1
    talk.send("hello", pid=os.getpid())
    code = 1
    try:
        code = Worker(talk).run()
    except ImportError as error:
        talk.send("failed", request="load", code="engine.not_installed", detail=str(error.name))
    except RuntimeError as error:
        code_of = "engine.not_installed" if "shared library" in str(error) else "engine.bug"  # a system library is missing
        talk.send("failed", request="load", code=code_of, detail=str(error)[:2000], error=type(error).__name__)
    except Exception as error:  # a bug in here must reach the app's log, not vanish with the process
        import traceback

        talk.send("failed", request="", code="engine.bug", detail=traceback.format_exc()[-2000:], error=type(error).__name__)
    os._exit(code)  # threads wait in reads that never return
