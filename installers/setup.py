"""Makes this folder ready to work: system packages, `.venv`, everything locked in it. Run again, it takes no time.

    python3 installers/setup.py           the app (`make setup`)
    python3 installers/setup.py --test    and what the tests need
    python3 installers/setup.py --model   and llama.cpp, compiled once (`make setup-model`)

The standard library only: on Debian it starts from python3 alone, on Windows and macOS from uv alone
(`uv run --no-project --python 3.12 installers/setup.py`). Exit 0 ready, 3 something is missing (it says what).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import model_wheel
import system_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = ROOT / "installers" / "locks"
EXIT_ENVIRONMENT = 3
NO_VENV = "python3 -m venv failed. On Debian: sudo apt-get install python3-venv; elsewhere install uv first."


class SetupFailed(Exception):
    """A step that cannot be done here; the message is for the person at the terminal."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Make this folder ready to work.")
    parser.add_argument("--test", action="store_true", help="also what the tests need")
    parser.add_argument("--model", action="store_true", help="also llama.cpp, compiled on this computer")
    chosen = parser.parse_args(arguments)
    if sys.version_info < (3, 11):  # noqa: UP036 (whoever starts this may have an older one)
        print(f"setup: Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
        return EXIT_ENVIRONMENT
    try:
        _app()
        if chosen.test:
            _test()
        if chosen.model:
            _model()
    except SetupFailed as failed:
        print(f"setup: {failed}", flush=True)
        return EXIT_ENVIRONMENT
    return 0


def _app() -> None:
    # Told again at every run until they are there; installed with the next run's rights, whoever started the first.
    told = _stamp("system", [Path(system_packages.__file__)])
    complete = told.exists() or system_packages.provide([*system_packages.BASE, *system_packages.APP], "the set-up and the window")
    stamp = _stamp("app", [ROOT / "pyproject.toml", LOCKS / "app.lock", LOCKS / "bootstrap.lock"])
    if not (stamp.exists() and PYTHON.exists()):
        uv = _venv_with_uv()
        print("setup: installing the app's packages into .venv", flush=True)
        _install(uv, ["--require-hashes", "--no-deps", "--no-build", "-r", str(LOCKS / "app.lock")])
        _install(uv, ["--no-deps", "--build-constraints", str(LOCKS / "build.lock"), "-e", str(ROOT)])
        _done("app", stamp)
    if complete and not told.exists():
        _done("system", told)


def _test() -> None:
    stamp = _stamp("test", [ROOT / "requirements.lock", Path(system_packages.__file__)])
    if stamp.exists():
        return
    system_packages.provide(system_packages.TEST, "the tests' virtual screen and mail servers")
    print("setup: installing what the tests need", flush=True)
    _install(_uv(), ["--require-hashes", "--no-deps", "--no-build", "-r", str(ROOT / "requirements.lock")])
    _done("test", stamp)


def _model() -> None:
    stamp = _stamp("model", [LOCKS / "model.lock", LOCKS / "build.lock"])
    if stamp.exists():
        return
    uv = _uv()
    system_packages.provide(system_packages.MODEL_RUNTIME, "llama.cpp")
    kept = model_wheel.cached(LOCKS)
    if kept is None:
        if not system_packages.provide(system_packages.MODEL, "llama.cpp"):
            raise SetupFailed("llama.cpp is not built: no compiler. The app works without it, with the phrasebook.")
        try:
            kept = model_wheel.build(uv, LOCKS)
        except model_wheel.BuildFailed as failed:
            raise SetupFailed(f"{failed} The app works without it, with the phrasebook.") from failed
    with model_wheel.rest_of_lock(LOCKS) as rest:
        _install(uv, ["--require-hashes", "--no-deps", "--no-build", "-r", str(rest)])
    _install(uv, ["--no-deps", "--reinstall-package", "llama-cpp-python", str(kept)])
    _done("model", stamp)


def _venv_with_uv() -> Path:
    """Makes .venv where there is none, and brings uv into it unless the computer has one; the uv to use."""
    own = shutil.which("uv")
    if not PYTHON.exists():
        print("setup: making .venv", flush=True)
        if own:
            _run([own, "venv", "--quiet", "--python", sys.executable, str(VENV)], "uv could not make .venv.")
        else:
            try:
                _run([sys.executable, "-m", "venv", "--clear", str(VENV)], NO_VENV)
            except SetupFailed:
                shutil.rmtree(VENV, ignore_errors=True)  # Half a .venv looks like a whole one to the next run.
                raise
    if own:
        return Path(own)
    lock = str(LOCKS / "bootstrap.lock")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", lock], "uv could not be installed.")
    return _uv()


def _uv() -> Path:
    inside = BIN / ("uv.exe" if os.name == "nt" else "uv")
    if inside.exists():
        return inside
    own = shutil.which("uv")
    if own is None:
        raise SetupFailed("uv is gone from .venv: delete .venv and run the set-up again.")
    return Path(own)


def _install(uv: Path, arguments: Sequence[str]) -> None:
    command = [str(uv), "pip", "install", "--quiet", "--python", str(PYTHON), *arguments]
    # A 240 MB wheel over a mobile hotspot is slow, not broken.
    environment = {"UV_HTTP_TIMEOUT": "300", **os.environ}
    _run(command, "the packages could not be installed; is there a line to the package registry?", environment)


def _run(command: Sequence[str], sentence: str, environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, check=False, env=environment, cwd=ROOT)
    if done.returncode != 0:
        raise SetupFailed(sentence)


def _stamp(part: str, inputs: Sequence[Path]) -> Path:
    """The file whose presence says that `part` was installed from exactly these inputs."""
    digest = hashlib.sha256()
    for path in inputs:
        digest.update(path.read_bytes())
    return VENV / "tengqiao-setup" / f"{part}-{digest.hexdigest()[:16]}"


def _done(part: str, stamp: Path) -> None:
    stamp.parent.mkdir(exist_ok=True)
    for old in stamp.parent.glob(f"{part}-*"):
        old.unlink()
    stamp.touch()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
