"""Running one command: how answers, problems and files are read and printed."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from desktop.documents.json_file import MAX_BYTES, parse_json, read_bytes
from desktop.domain.errors import BadInput, Problem
from desktop.system.files import problem_of

# Which module runs a command: read when it is asked for, so that start-up stays small.
MODULES = {
    "demo": "demo", "draft": "words", "check": "words", "reply": "talk", "quote": "talk",
    "import": "shelf", "export": "shelf", "publish": "line", "sync": "line", "outbox": "line", "practice": "line",
    "model": "models", "doctor": "doctor", "backup": "safety", "restore": "safety", "window": "window", "screens": "window",
}  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen command and turn a Problem into one sentence on stderr."""
    _utf8()
    command = arguments.command or "window"
    try:
        function: Callable[[argparse.Namespace], int] = getattr(import_module(f"desktop.cli.{MODULES[command]}"), f"run_{command}")
        return function(arguments)
    except Problem as problem:
        complain(problem, arguments.json)
        return problem.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        found = problem_of(error)
        if found is None:
            raise
        complain(found, arguments.json)
        return found.exit_code
    except KeyboardInterrupt:
        return 130


def complain(problem: Problem, as_json: bool = False) -> None:
    """The problem's sentence and next step on stderr; with --json the code too, on stdout."""
    from desktop.wording import full

    if as_json:
        answer({"error": {"code": problem.code, "message": full(problem)}})
    print(full(problem), file=sys.stderr)


def answer(data: Mapping[str, Any] | list[Any]) -> None:
    """One JSON answer on stdout."""
    print(json.dumps(data, ensure_ascii=False, indent=1))


def read_json(path: str) -> Any:
    """Parsed JSON of a file ("-" is standard input). Raises BadInput with the line that is wrong."""
    return parse_json(given_bytes(path), path)


def given_bytes(path: str) -> bytes:
    """A file of at most 20 MB, or standard input for "-"."""
    return sys.stdin.buffer.read(MAX_BYTES) if path == "-" else read_bytes(Path(path))


def batch(path: str, work: Callable[[Any], dict[str, Any]]) -> int:
    """JSON Lines: one line in, one line out, order kept; a bad line answers {"id","error"}. Returns the exit code."""
    worst = 0
    for identity, data, error in _lines(path):
        if error is None:
            try:
                result = work(data)
            except Problem as problem:
                result, error = {}, problem
        if error is not None:
            from desktop.wording import full

            result = {"id": identity, "error": full(error)}
            worst = 2
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return worst


def _lines(path: str) -> Iterator[tuple[Any, Any, Problem | None]]:
    if path != "-" and not Path(path).is_file():
        raise BadInput("file.not_found", path=path)
    with contextlib.nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            line = raw.decode("utf-8-sig", errors="replace").strip()
            if not line:
                continue
            try:
                data = parse_json(line.encode("utf-8"), path)
            except BadInput:
                yield None, None, BadInput("json.broken", path=path, line=number)
                continue
            if not isinstance(data, dict):
                yield None, None, BadInput("json.not_object", path=path, line=number)
                continue
            yield data.get("id"), data, None


def _utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
