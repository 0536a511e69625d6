"""The locks hold what pyproject asks for, with hashes, and every dependency has its reason in CONTRIBUTING."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "installers" / "locks"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]

ASKED = {
    "installers/locks/app.lock": PROJECT["project"]["dependencies"],
    "requirements.lock": PROJECT["project"]["dependencies"] + GROUPS["test"],
    "installers/locks/model.lock": PROJECT["project"]["optional-dependencies"]["model"],
    "installers/locks/build.lock": GROUPS["build"],
    "installers/locks/bootstrap.lock": GROUPS["bootstrap"],
}


def locked(lock: str) -> dict[str, set[str]]:
    """Name to locked versions (more than one where platforms differ)."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if named := re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", line):
            found.setdefault(canonicalize_name(named.group(1)), set()).add(named.group(2))
    return found


@pytest.mark.parametrize("lock", ASKED)
def test_the_lock_holds_what_is_asked_for(lock: str) -> None:
    versions = locked(lock)
    for text in ASKED[lock]:
        asked = Requirement(text)
        there = versions.get(canonicalize_name(asked.name), set())
        assert there, f"{text} is not in {lock}: make lock"
        assert all(asked.specifier.contains(version) for version in there), f"{text}: {lock} has {there}: make lock"


@pytest.mark.parametrize("lock", ASKED)
def test_every_locked_file_is_known_by_its_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_test_lock_agrees_with_the_apps() -> None:
    app, test = locked("installers/locks/app.lock"), locked("requirements.lock")
    assert {name: versions for name, versions in app.items() if test.get(name) != versions} == {}


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    first_column = " ".join(re.findall(r"^\|([^|]*)\|", text, flags=re.MULTILINE))
    explained = {canonicalize_name(word) for word in re.findall(r"[A-Za-z0-9_.-]+", first_column)}
    asked = {Requirement(text).name for texts in ASKED.values() for text in texts}
    assert {name for name in asked if canonicalize_name(name) not in explained and not name.startswith("types-")} == set()
