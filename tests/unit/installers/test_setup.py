"""The set-up: quick when nothing is to do, and the model's wheel is found again for the same processor only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import model_wheel
import pytest
import system_packages

ROOT = Path(__file__).resolve().parents[3]
LOCKS = ROOT / "installers" / "locks"


def test_a_second_run_says_and_does_nothing() -> None:
    done = subprocess.run([sys.executable, "installers/setup.py", "--test"], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_everything_but_llama_cpp_comes_from_the_lock_as_it_is() -> None:
    whole = (LOCKS / "model.lock").read_text(encoding="utf-8")
    with model_wheel.rest_of_lock(LOCKS) as rest:
        left = rest.read_text(encoding="utf-8")
    assert "llama-cpp-python" in whole
    assert "llama-cpp-python" not in left
    assert next(line for line in whole.splitlines() if line.startswith("llguidance")) in left
    assert not left.startswith(" ")
    assert len(whole.splitlines()) - len(left.splitlines()) >= 2


def test_the_wheel_is_kept_and_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert model_wheel.cached(LOCKS) is None
    folder = model_wheel.folder(LOCKS)
    folder.mkdir(parents=True)
    assert tmp_path in folder.parents
    wheel = folder / "llama_cpp_python-1-py3-none-any.whl"
    wheel.touch()
    assert model_wheel.cached(LOCKS) == wheel
    monkeypatch.setattr(model_wheel, "OPTIONS", "-DGGML_NATIVE=OFF")
    assert model_wheel.cached(LOCKS) is None


def test_packages_that_are_there_are_not_asked_for() -> None:
    assert system_packages.missing(["bash", "tengqiao-no-such-package"]) == ["tengqiao-no-such-package"]
    assert system_packages.provide(["bash"], "a test")
