"""Work off the GUI thread: in order, stoppable, each with exactly one ending."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from desktop.domain.errors import Cancelled, Refused
from desktop.system.jobs import Context, Immediate, Jobs

Calls = queue.SimpleQueue[Callable[[], None]]


@pytest.fixture
def calls() -> Calls:
    return queue.SimpleQueue()


@pytest.fixture
def jobs(calls: Calls) -> Iterator[Jobs]:
    made = Jobs(calls.put)
    yield made
    made.close()


def deliver_until(calls: Calls, done: Callable[[], bool]) -> None:
    """Runs what was delivered, here, until `done`; 10 s at most."""
    while not done():
        calls.get(timeout=10)()


def test_results_come_where_they_belong_and_in_order(jobs: Jobs, calls: Calls) -> None:
    got: list[tuple[int, int, int]] = []

    def work(number: int) -> Callable[[Context], tuple[int, int]]:
        return lambda _context: (number, threading.get_ident())

    for number in range(5):
        jobs.start("database", work(number), done=lambda pair: got.append((*pair, threading.get_ident())))
    deliver_until(calls, lambda: len(got) == 5)
    assert [number for number, _worked, _delivered in got] == [0, 1, 2, 3, 4]
    assert {delivered for _number, _worked, delivered in got} == {threading.get_ident()}
    assert threading.get_ident() not in {worked for _number, worked, _delivered in got}


def test_lanes_do_not_wait_for_each_other(jobs: Jobs, calls: Calls) -> None:
    released, got = threading.Event(), list[str]()
    jobs.start("network", lambda _context: released.wait(10), done=lambda _result: got.append("network"))
    jobs.start("database", lambda _context: None, done=lambda _result: got.append("database"))
    deliver_until(calls, lambda: "database" in got)
    assert got == ["database"]
    assert jobs.busy
    released.set()
    deliver_until(calls, lambda: len(got) == 2)


def test_stop_ends_running_and_waiting_work_with_cancelled(jobs: Jobs, calls: Calls) -> None:
    began, ended = threading.Event(), list[Exception]()

    def endless(context: Context) -> None:
        began.set()
        while True:
            context.check_cancelled()

    running = jobs.start("engine", endless, failed=ended.append)
    waiting = jobs.start("engine", endless, failed=ended.append)
    assert began.wait(10)
    waiting.cancel()
    running.cancel()
    deliver_until(calls, lambda: len(ended) == 2)
    assert all(isinstance(error, Cancelled) for error in ended)


def test_a_problem_is_delivered_and_the_lane_goes_on(jobs: Jobs, calls: Calls) -> None:
    problems, results = list[Exception](), list[str]()

    def refuse(_context: Context) -> None:
        raise Refused("price.below_floor")

    jobs.start("database", refuse, failed=problems.append)
    jobs.start("database", lambda _context: "saved", done=results.append)
    deliver_until(calls, lambda: bool(results))
    assert isinstance(problems[0], Refused)
    assert results == ["saved"]


def test_progress_arrives_before_the_end(jobs: Jobs, calls: Calls) -> None:
    seen: list[object] = []

    def work(context: Context) -> str:
        context.progress(1, 2, "half")
        return "end"

    jobs.start("network", work, done=seen.append, progress=lambda *step: seen.append(step))
    deliver_until(calls, lambda: "end" in seen)
    assert seen == [(1, 2, "half"), "end"]


def test_closing_cancels_everything_and_later_work_never_begins(jobs: Jobs, calls: Calls) -> None:
    began, ended = threading.Event(), list[Exception]()

    def endless(context: Context) -> None:
        began.set()
        while True:
            context.check_cancelled()

    jobs.start("database", endless, failed=ended.append)
    jobs.start("database", lambda _context: pytest.fail("began"), failed=ended.append)
    assert began.wait(10)
    assert jobs.close(10)
    jobs.start("database", lambda _context: pytest.fail("began"), failed=ended.append)
    deliver_until(calls, lambda: len(ended) == 3)
    assert all(isinstance(error, Cancelled) for error in ended)


def test_immediate_work_is_over_when_start_returns() -> None:
    results, problems = list[int](), list[Exception]()

    def refuse(_context: Context) -> int:
        raise Refused("no")

    jobs = Immediate()
    jobs.start("database", lambda _context: 3, done=results.append)
    jobs.start("database", refuse, done=results.append, failed=problems.append)
    assert results == [3]
    assert len(problems) == 1
    assert jobs.close()
