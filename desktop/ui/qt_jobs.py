"""The door to the background for screens: work runs in a lane, results arrive on the GUI thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput, Cancelled, Problem, Refused, bug_place
from desktop.system.files import problem_of
from desktop.system.jobs import Context, Executor, Immediate, Job, Jobs, Lane

__all__ = ["Context", "Job", "QtJobs"]

T = TypeVar("T")
WRITES_SECONDS = 5.0
UNSAVED = ("disk.full", "database.busy", "database.damaged", "database.unwritable")
_log = logging.getLogger(__name__)


class _Courier(QObject):
    """Carries calls from any thread to the thread that made it."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.closed = False
        self.arrived.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def deliver(self, call: Callable[[], None]) -> None:
        """Run `call` on the GUI thread, soon."""
        self.arrived.emit(call)

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        if not self.closed:  # after the end there is no screen to tell
            call()


class QtJobs(QObject):
    """Starts work off the GUI thread. `changed` tells every screen what a write touched; `problem` shows one.

    `saving`, `saved` (ISO time) and `unsaved` tell whether the work is safe; `writing` which model writes now ("" when none).
    """

    changed = Signal(object)
    problem = Signal(object)
    notice = Signal(str, str)
    done_notice = Signal(str, object)
    saved = Signal(str)
    saving = Signal()
    unsaved = Signal()
    writing = Signal(str)

    def __init__(self, executor: Executor | None = None) -> None:
        super().__init__()
        self._courier = _Courier()
        self._jobs = executor or Jobs(self._courier.deliver)

    @classmethod
    def immediate(cls) -> QtJobs:
        """Jobs that run where they are started: for pictures of the screens, which need no waiting."""
        return cls(Immediate())

    def write(self, work: Callable[[Context], Changes | None], done: Callable[[], None] | None = None) -> Job:
        """A write in the database lane; what it touched goes to every screen through `changed`."""

        def finished(changes: Changes | None) -> None:
            if changes:
                self.changed.emit(changes)
            else:
                self.saved.emit(datetime.now().astimezone().isoformat())
            if done:
                done()

        def failed(error: Exception) -> None:
            if isinstance(error, (BadInput, Refused, Cancelled)):
                self.saved.emit(datetime.now().astimezone().isoformat())  # a rule said no: nothing is lost
            self.failed(error)

        self.saving.emit()
        return self._jobs.start("database", work, finished, failed)

    def read(
        self, lane: Lane, work: Callable[[Context], T], done: Callable[[T], None], failed: Callable[[Exception], None] | None = None
    ) -> Job:
        """Anything that takes time and gives a value."""
        return self._jobs.start(lane, work, done, failed or self.failed)

    def long(
        self,
        lane: Lane,
        work: Callable[[Context], T],
        done: Callable[[T], None],
        progress: Callable[[int, int, str], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Long work with progress; the returned job's `cancel` is the stop button."""
        return self._jobs.start(lane, work, done, failed or self.failed, progress)

    def failed(self, error: Exception) -> None:
        """A Problem (a disk or file that fails is one) is shown as a sentence; anything else is a bug and is shown as a report."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, OSError):
            error = problem_of(error) or error
        if not isinstance(error, Problem):
            _log.error("a job failed: %s", bug_place(error))
        if not isinstance(error, Problem) or error.code in UNSAVED:
            self.unsaved.emit()
        self.problem.emit(error)

    def told(self, problem: Exception) -> None:
        """Show a problem that did not stop the work (from any thread)."""
        self._courier.deliver(lambda: self.problem.emit(problem))

    def tell(self, text: str, state: str = "look") -> None:
        """Say one thing at the top of the window."""
        self.notice.emit(state, text)

    def tell_undo(self, text: str, back: Callable[[], object]) -> None:
        """Say what was done, with a button that takes it back."""
        self.done_notice.emit(text, back)

    def close(self) -> bool:
        """Let the writes that wait be made, stop everything else; true when all work had ended."""
        written = threading.Event()
        self._jobs.start("database", lambda _context: written.set())
        written.wait(WRITES_SECONDS)
        ended = self._jobs.close()
        self._courier.closed = True
        return ended
