"""Work off the GUI thread: one thread per lane, in order, with progress and a way to stop.

    jobs = Jobs(deliver)                     `deliver(call)` runs `call` where results belong (the GUI thread)
    job = jobs.start("database", work, done=..., failed=..., progress=...)
    job.cancel()                             the work's next check_cancelled() raises Cancelled

The work gets a `Context` and never a widget. Exactly one of `done`, `failed` is delivered for each job, also for
one that never began; `failed` gets the exception, a `Problem` for the owner or anything else for the log.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from desktop.domain.errors import Cancelled, bug_place

# "reading" computes what a screen shows; it never waits for the model, the line or a write.
Lane = Literal["database", "reading", "engine", "network"]
LANES: tuple[Lane, ...] = ("database", "reading", "engine", "network")
Progress = Callable[[int, int, str], None]
Deliver = Callable[[Callable[[], None]], None]
T = TypeVar("T")

_log = logging.getLogger(__name__)


class Context(Protocol):
    """What work may do with its surroundings."""

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Tells how far it is: `done` of `total` (0 if unknown), and what is being done, in the owner's words."""

    @property
    def cancelled(self) -> bool:
        """True once the owner pressed stop."""

    def check_cancelled(self) -> None:
        """Raises Cancelled if the owner pressed stop."""


Work = Callable[[Context], T]


def nothing(*_given: object) -> None:
    """The callback of those who do not ask."""


@dataclass(eq=False)
class Job:
    """One piece of work that was started; the handle for stopping it."""

    lane: Lane
    work: Callable[[Context], Any]
    done: Callable[[Any], None] = nothing
    failed: Callable[[Exception], None] = nothing
    on_progress: Progress = nothing
    deliver: Deliver = field(default=lambda call: call(), repr=False)
    _cancelled: threading.Event = field(default_factory=threading.Event, repr=False)

    def cancel(self) -> None:
        """Asks the work to stop; it ends with Cancelled at its next check, or before it begins."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """True once `cancel` was called."""
        return self._cancelled.is_set()

    def progress(self, done: int, total: int, text: str = "") -> None:
        """See Context."""
        self.deliver(lambda: self.on_progress(done, total, text))

    def check_cancelled(self) -> None:
        """See Context."""
        if self.cancelled:
            raise Cancelled

    def run(self) -> None:
        """Does the work here and delivers how it ended."""
        try:
            self.check_cancelled()
            result = self.work(self)
        except Exception as error:
            if not isinstance(error, Cancelled):
                _log.info("job on %s ended with %s", self.lane, type(error).__name__)
            self._end(self.failed, error)
        else:
            self._end(self.done, result)

    def _end(self, callback: Callable[[Any], None], value: object) -> None:
        self.deliver(lambda: callback(value))


class Executor(Protocol):
    """What runs jobs: `Jobs` in the program, `Immediate` in tests and on the command line."""

    def start(
        self,
        lane: Lane,
        work: Work[T],
        done: Callable[[T], None] = nothing,
        failed: Callable[[Exception], None] = nothing,
        progress: Progress = nothing,
    ) -> Job:
        """Queues `work`; exactly one of `done` and `failed` follows."""

    def close(self, seconds: float = 5.0) -> bool:
        """Stops everything; True if all work had ended within `seconds`."""


class Jobs:
    """A thread for each lane, made when the lane is first used; jobs of one lane run one after the other."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._lock = threading.Lock()
        self._closed = False
        self._queues: dict[Lane, queue.SimpleQueue[Job | None]] = {}
        self._threads: list[threading.Thread] = []
        self._open: set[Job] = set()

    def start(
        self,
        lane: Lane,
        work: Work[T],
        done: Callable[[T], None] = nothing,
        failed: Callable[[Exception], None] = nothing,
        progress: Progress = nothing,
    ) -> Job:
        """Queues `work` on `lane`; after `close` it fails with Cancelled at once."""
        job = Job(lane, work, done, failed, progress, self._deliver)
        with self._lock:
            if not self._closed:
                self._open.add(job)
                self._queue(lane).put(job)
                return job
        job.cancel()
        job.run()
        return job

    def close(self, seconds: float = 5.0) -> bool:
        """Cancels every job, lets running ones reach their next check, ends the threads; True if all had ended."""
        with self._lock:
            self._closed = True
            for job in self._open:
                job.cancel()
            for waiting in self._queues.values():
                waiting.put(None)
            threads, self._threads = self._threads, []
        for thread in threads:
            thread.join(seconds)
        return not any(thread.is_alive() for thread in threads)

    @property
    def busy(self) -> bool:
        """True while a job waits or runs."""
        with self._lock:
            return bool(self._open)

    def _queue(self, lane: Lane) -> queue.SimpleQueue[Job | None]:
        if lane not in self._queues:
            self._queues[lane] = queue.SimpleQueue()
            # A daemon: work that never checks for a stop must not keep the program's window gone but its process alive.
            thread = threading.Thread(target=self._work, args=(self._queues[lane],), name=f"jobs-{lane}", daemon=True)
            self._threads.append(thread)
            thread.start()
        return self._queues[lane]

    def _work(self, waiting: queue.SimpleQueue[Job | None]) -> None:
        while (job := waiting.get()) is not None:
            try:
                job.run()
            except Exception as error:  # A callback's own error must not end the lane.
                _log.error("a callback of a job on %s failed: %s", job.lane, bug_place(error))
            finally:
                with self._lock:
                    self._open.discard(job)


class Immediate:
    """Runs each job at once, where it is started: tests, and the command line, which has no window to keep awake."""

    def start(
        self,
        lane: Lane,
        work: Work[T],
        done: Callable[[T], None] = nothing,
        failed: Callable[[Exception], None] = nothing,
        progress: Progress = nothing,
    ) -> Job:
        """Does `work` now and calls `done` or `failed` before it returns."""
        job = Job(lane, work, done, failed, progress)
        job.run()
        return job

    def close(self, seconds: float = 5.0) -> bool:
        """Nothing is left to stop."""
        return True
