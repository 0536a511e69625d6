"""A model server, as a real HTTP server on loopback: dialects, lines held to the grammar, prices, resuming, nonsense."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from desktop.domain.errors import Environment, LineProblem
from desktop.engine.client import Written
from desktop.engine.grammar import LineRule, lark
from desktop.engine.protocol import Job, Part, Prompt
from desktop.engine.remote import RemoteEngine, Server, estimated
from desktop.system.http import HttpDoor
from desktop.system.rates import ByteMeter, Pace

PROMPT = Prompt("system", "rules ", "card ")
GRAMMAR = lark("en", [LineRule("Title: ", ("noun",), (), (0, 3), ""), LineRule("- ", ("size",), (), (1, 4))])
JOB = Job("en", "ask", GRAMMAR)


@contextlib.contextmanager
def server(answer: Callable[[dict[str, Any]], tuple[int, bytes]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    seen: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_given: object) -> None:
            pass

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append({**asked, "key": self.headers.get("Authorization", ""), "path": self.path})
            status, raw = answer(asked)
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{made.server_address[1]}/v1", seen
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


def engine(address: str, **more: Any) -> RemoteEngine:
    door = HttpDoor(lambda: False, ByteMeter(None, lambda: None), Pace(lambda _host: 0.0))
    return RemoteEngine(Server(address, "m", **{"on": True, "key": "k", **more}), door)


def said(content: str) -> tuple[int, bytes]:
    usage = {"prompt_tokens": 1000, "completion_tokens": 100}
    return 200, json.dumps({"choices": [{"message": {"content": content}}], "usage": usage}).encode()


USAGE_LIST = b'{"choices":[{"message":{"content":"{}"}}],"usage":[1]}'
USAGE_ENDLESS = b'{"choices":[{"message":{"content":"{}"}}],"usage":{"prompt_tokens":Infinity}}'
LINES = json.dumps({"L0": "A good {noun}", "L1": "It is {size} wide."})


@pytest.mark.parametrize(("dialect", "kind"), [("json_schema", "json_schema"), ("json_object", "json_object"), ("plain", None)])
def test_each_dialect_gives_the_same_text(dialect: str, kind: str | None) -> None:
    content = "Title: A good {noun}\n- It is {size} wide." if dialect == "plain" else LINES
    with server(lambda _asked: said(content)) as (address, seen):
        remote = engine(address, dialect=dialect, price_in=2.0, price_out=8.0)
        written = remote.draft(PROMPT, [JOB])
    assert written.texts["en"] == "Title: A good {noun}\n- It is {size} wide.\n"
    assert (seen[0].get("response_format") or {}).get("type") == kind
    assert (seen[0]["key"], seen[0]["path"]) == ("Bearer k", "/v1/chat/completions")
    assert remote.spent == Decimal("0.0028")
    part = Part(PROMPT, (JOB, JOB))
    assert estimated(Server(address, "m", price_out=8.0), [part]) == 2 * JOB.planned_tokens * Decimal(8) / 1_000_000
    assert estimated(Server(address, "m"), [part]) == 0


def test_a_bare_line_break_inside_a_text_is_only_a_space() -> None:
    """llama_cpp.server's own grammar for JSON lets it through."""
    broken = LINES.replace("It is", "It\nis")
    with pytest.raises(ValueError, match="control character"):
        json.loads(broken)
    with server(lambda _asked: said(broken)) as (address, _seen):
        assert engine(address).draft(PROMPT, [JOB]).texts["en"] == "Title: A good {noun}\n- It is {size} wide.\n"


def test_what_the_grammar_forbids_is_dropped() -> None:
    lines = json.dumps({"L0": "40 cm {noun}", "L1": "It is {price} wide."})
    with server(lambda _asked: said(lines)) as (address, _seen):
        assert engine(address).draft(PROMPT, [JOB]).texts["en"] == "\n\n"


def test_a_run_resumes_and_keeps_requests_in_flight() -> None:
    jobs = [Job(str(number), "ask", GRAMMAR) for number in range(12)]
    written = Written({"3": "had"}, {"3": "done"})
    with server(lambda _asked: said(LINES)) as (address, seen):
        engine(address, together=4).draft(PROMPT, jobs, None, written)
    assert len(seen) == 11
    assert written.texts["3"] == "had"
    assert all(reason == "done" for reason in written.reasons.values())


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{}", b'{"choices":[]}', b'{"choices":[{"message":{"content":5}}]}', USAGE_LIST, USAGE_ENDLESS, said("no json")[1]]
)
def test_nonsense_is_one_sentence(raw: bytes) -> None:
    with server(lambda _asked: (200, raw)) as (address, _seen), pytest.raises(LineProblem) as caught:
        engine(address).draft(PROMPT, [JOB])
    assert caught.value.code == "model.remote"


def test_one_answer_that_was_cut_off_does_not_end_the_run() -> None:
    answers = iter([said('{"L0": "A good {no'), said(LINES)])
    with server(lambda _asked: next(answers)) as (address, _seen):
        written = engine(address, together=1).draft(PROMPT, [Job("a", "ask", GRAMMAR), Job("b", "ask", GRAMMAR)])
    assert written.reasons == {"a": "length", "b": "done"}
    assert written.texts["b"] == "Title: A good {noun}\n- It is {size} wide.\n"


def test_it_is_off_until_it_is_switched_on() -> None:
    with pytest.raises(Environment) as caught:
        engine("http://127.0.0.1:1/v1", on=False).draft(PROMPT, [JOB])
    assert caught.value.code == "model.remote_off"
