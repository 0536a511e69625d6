"""Pieces stay small enough to be read in one go, and say what they are for (design, sections 6 and 10)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES = 400
FUNCTION_LINES = 40
PARAMETERS = 5
BANNED_NAMES = {"utils", "util", "misc", "helpers", "helper", "common", "manager", "managers", "singleton"}

# place -> reason. A line here is a debt or a fact of the subject; keep it short.
LONGER_FILES: dict[str, str] = {}
LONGER_FUNCTIONS: dict[str, str] = {}
MORE_PARAMETERS: dict[str, str] = {}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files() -> list[Path]:
    return sorted(path for folder in ("desktop", "installers", "i18n") for path in (ROOT / folder).rglob("*.py"))


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, Function, bool]]:
    """Name with its classes, node, and whether it is public, of every function but those inside functions."""

    def walk(body: list[ast.stmt], prefix: str, public: bool) -> Iterator[tuple[str, Function, bool]]:
        for node in body:
            if isinstance(node, Function):
                yield prefix + node.name, node, public and not node.name.startswith("_")
            elif isinstance(node, ast.ClassDef):
                yield from walk(node.body, f"{prefix}{node.name}.", public and not node.name.startswith("_"))
            elif isinstance(node, ast.If | ast.Try):
                yield from walk(node.body, prefix, public)

    yield from walk(ast.parse(path.read_text(encoding="utf-8")).body, "", True)


def test_files_fit_on_a_few_screens() -> None:
    long = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files()}
    assert {name: n for name, n in long.items() if n > FILE_LINES and name not in LONGER_FILES} == {}


def test_functions_fit_on_a_screen() -> None:
    long = {
        f"{place(path)}:{name}": (node.end_lineno or 0) - node.lineno + 1 for path in files() for name, node, _public in functions(path)
    }
    assert {name: n for name, n in long.items() if n > FUNCTION_LINES and name not in LONGER_FUNCTIONS} == {}


def test_functions_ask_for_few_things() -> None:
    many = {}
    for path in files():
        for name, node, _public in functions(path):
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            count = len([argument for argument in given if argument.arg not in ("self", "cls")])
            if count > PARAMETERS and f"{place(path)}:{name}" not in MORE_PARAMETERS:
                many[f"{place(path)}:{name}"] = count
    assert many == {}


def test_every_module_and_public_function_says_what_it_does() -> None:
    silent = []
    for path in files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if not ast.get_docstring(tree):
            silent.append(place(path))
        silent += [
            f"{place(path)}:{name}"
            for name, node, public in functions(path)
            if public
            and path.parts[len(ROOT.parts)] == "desktop"
            and not ast.get_docstring(node)
            # An override says what it does where it is first declared.
            and not any("override" in ast.unparse(decorator) for decorator in node.decorator_list)
        ]
    assert silent == []


def test_names_say_what_is_inside() -> None:
    vague = [place(path) for path in files() if BANNED_NAMES & {path.stem, *path.parent.parts[len(ROOT.parts) :]}]
    assert vague == []


def test_exceptions_to_the_sizes_are_still_needed() -> None:
    there = {place(path) for path in files()}
    names = {f"{place(path)}:{name}" for path in files() for name, _node, _public in functions(path)}
    assert set(LONGER_FILES) <= there
    assert set(LONGER_FUNCTIONS) | set(MORE_PARAMETERS) <= names
