"""Every problem that the code can raise has its words, and the words' fields are the ones it carries."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

from desktop.wording import words

DESKTOP = Path(__file__).parents[2] / "desktop"
PROBLEMS = {
    "Problem", "BadInput", "Refused", "Environment", "LineProblem", "Unreachable", "RateLimited", "AuthExpired", "Rejected", "NotAllowed",
    "Conflict", "Gone", "Unknown",
}  # fmt: skip


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """(place, code, its fields or None when they cannot be told) of every problem made with a literal code."""
    for path in sorted(DESKTOP.rglob("*.py")):
        if "practice" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            code = node.args[0].value
            if name in PROBLEMS and isinstance(code, str) and "." in code:
                fields = {keyword.arg for keyword in node.keywords}
                known = None if None in fields else {str(field) for field in fields} | ({"after"} if name == "RateLimited" else set())
                yield f"{path.relative_to(DESKTOP)}:{node.lineno}", code, known


def test_every_code_has_words() -> None:
    assert [(place, code) for place, code, _fields in raised() if code not in words()] == []


def test_the_words_ask_only_for_fields_that_are_there() -> None:
    wrong = []
    for place, code, fields in raised():
        if fields is None or code not in words():
            continue
        for text in words()[code]:
            asked = {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}
            if asked - fields:
                wrong.append((place, code, asked - fields))
    assert wrong == []


def test_the_scan_sees_the_problems() -> None:
    assert len({code for _place, code, _fields in raised()}) > 60
