"""Imports go downwards only, and each foreign library has its one place (design, section 6).

By the source, not by running it: an import inside a function counts as well.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "desktop"

LAYERS: dict[str, int] = {
    "domain": 0,
    "i18n": 0,
    "system": 1,
    "language": 1,
    "taxonomy": 1,
    "storage": 2,
    "models": 2,
    "platforms": 2,
    "documents": 2,
    "engine": 3,
    "drafting": 4,
    "services": 5,
    "practice": 5,
    "ui": 6,
    # The sentences for the problems' codes: they know the codes and the translations, nothing else.
    "wording": 1,
    # What joins the layers: the start, the command line.
    "bootstrap": 7,
    "bootstrap_words": 6,
    "cli": 8,
    "__main__": 9,
    "": 0,
}

# The library and the only places (prefixes below desktop/) that may import it.
HOMES: dict[str, tuple[str, ...]] = {
    "requests": ("system/http.py",),
    "urllib3": ("system/http.py",),
    "keyring": ("system/secrets.py",),
    "sqlite_utils": ("storage/",),
    "sqlite3": ("storage/", "practice/"),
    "llama_cpp": ("engine/native/",),
    "llguidance": ("engine/native/",),
    "PySide6": ("ui/", "documents/papers", "bootstrap.py", "bootstrap_words.py"),
    "shiboken6": ("ui/",),
    "openpyxl": ("documents/",),
    "PIL": ("documents/", "ui/"),
    "imap_tools": ("platforms/",),
    "smtplib": ("platforms/",),
}

# The practice platform shares nothing with the connectors that it tests; it may know only itself.
PRACTICE_MAY = {"practice"}
# The window reads values, words and services; what lies between is the services' business.
UI_MAY = {"ui", "services", "domain", "i18n", "wording"}
UI_EXTRA = {"ui/qt_jobs.py": {"system"}, "ui/screens.py": {"bootstrap"}}

HEAVY = ("llama_cpp", "PySide6", "openpyxl", "PIL", "babel.dates", "numpy")


def modules() -> list[Path]:
    return sorted(path for path in DESKTOP.rglob("*.py") if "_data" not in path.parts)


def place(path: Path) -> str:
    return path.relative_to(DESKTOP).as_posix()


def package(path: Path) -> str:
    """The part of the house that a file is in: its folder below desktop/, or the file's own name."""
    parts = path.relative_to(DESKTOP).parts
    name = parts[0] if len(parts) > 1 else path.stem
    return "" if name == "__init__" else name


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of every import, relative ones resolved, those for type checking left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checked_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in checked_only and not _inside(node):
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = path.relative_to(ROOT).parts[: -node.level]
                base = ".".join([*above, *([base] if base else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def _inside(node: ast.AST) -> bool:
    """True for imports of our own code: a type is a dependency too."""
    if isinstance(node, ast.ImportFrom):
        return node.level > 0 or (node.module or "").startswith("desktop")
    return isinstance(node, ast.Import) and any(alias.name.startswith("desktop") for alias in node.names)


def own_part(name: str) -> str | None:
    """The part of the house that a dotted name belongs to, or None for foreign code."""
    parts = name.split(".")
    if parts[0] != "desktop":
        return None
    return parts[1] if len(parts) > 1 and parts[1] in LAYERS else ""


def test_every_part_of_the_house_has_its_layer() -> None:
    assert {package(path) for path in modules()} <= set(LAYERS)


def test_imports_go_downwards_and_never_sideways() -> None:
    wrong = []
    for path in modules():
        here = package(path)
        for line, name in imports(path):
            there = own_part(name)
            if there is None or there in (here, ""):
                continue
            allowed = LAYERS[there] < LAYERS[here]
            if here == "practice":
                allowed = there in PRACTICE_MAY
            elif here == "ui":
                allowed = there in UI_MAY | UI_EXTRA.get(place(path), set())
            elif there == "i18n":
                # Words are added above the values: domain speaks in codes.
                allowed = here != "domain"
            if not allowed:
                wrong.append(f"{place(path)}:{line} ({here}) imports {name} ({there})")
    assert wrong == []


def test_foreign_libraries_stay_in_their_one_place() -> None:
    wrong = []
    for path in modules():
        for line, name in imports(path):
            homes = HOMES.get(name.split(".")[0])
            if homes is not None and not place(path).startswith(homes):
                wrong.append(f"{place(path)}:{line} imports {name}; only {', '.join(homes)} may")
    assert wrong == []


def test_domain_and_i18n_need_only_the_standard_library() -> None:
    wrong = []
    for path in modules():
        if package(path) not in ("domain", "i18n"):
            continue
        for line, name in imports(path):
            top = name.split(".")[0]
            if top != "desktop" and top not in sys.stdlib_module_names:
                wrong.append(f"{place(path)}:{line} imports {name}")
    assert wrong == []


def test_the_app_process_never_imports_the_native_engine() -> None:
    wrong = [
        f"{place(path)}:{line}"
        for path in modules()
        if not place(path).startswith("engine/native/")
        for line, name in imports(path)
        if name.startswith("desktop.engine.native") and place(path) != "__main__.py"
    ]
    assert wrong == []


@pytest.mark.parametrize("module", ["desktop.cli", "desktop.bootstrap", "desktop.services"])
def test_a_quick_start_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(sys.modules), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert [name for name in HEAVY if name in loaded] == []


def test_no_committed_file_names_a_package_registry() -> None:
    # Put together here, so that this file does not name them either.
    hosts = ["pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "npmjs" + ".com", "deb.debian" + ".org"]
    named = re.compile("|".join(re.escape(host) for host in hosts).encode(), re.IGNORECASE)
    listed = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], capture_output=True, cwd=ROOT)
    files = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    assert files
    assert [str(path.relative_to(ROOT)) for path in files if path.is_file() and named.search(path.read_bytes())] == []
