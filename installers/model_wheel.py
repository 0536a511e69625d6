"""llama-cpp-python's wheel, compiled on this computer for this processor and kept for the next set-up.

The wheel is cached by version, processor features and build options under
`${XDG_CACHE_HOME:-~/.cache}/tengqiao/wheels`, so that a fresh clone on the same computer compiles nothing.
The build tools come from installers/locks/build.lock, into an environment of their own.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

NAME = "llama-cpp-python"
OPTIONS = "-DGGML_NATIVE=ON"
SAY_EVERY_SECONDS = 20
TIME_LIMIT_SECONDS = 45 * 60


class BuildFailed(Exception):
    """The compiler did not get through; the message names the log."""


def options() -> str:
    """What cmake is told: for this processor, and what the owner's own CMAKE_ARGS add (such as -DGGML_CUDA=on)."""
    return f"{OPTIONS} {os.environ.get('CMAKE_ARGS', '')}".strip()


def cached(locks: Path) -> Path | None:
    """The wheel built earlier for this version, processor and options, or None."""
    return next(iter(sorted(folder(locks).glob("*.whl"))), None)


def build(uv: Path, locks: Path) -> Path:
    """Compiles the locked version and returns its wheel; a line every 20 s says that it goes on. Raises BuildFailed."""
    kept = folder(locks)
    kept.mkdir(parents=True, exist_ok=True)
    tools = _tools(uv, locks, kept)
    with tempfile.TemporaryDirectory(dir=kept) as fresh, tempfile.TemporaryDirectory() as scratch:
        wanted = Path(scratch) / "wanted.txt"
        wanted.write_text(_entry(locks), encoding="utf-8")
        command = [str(tools / "python"), "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--require-hashes"]
        command += ["--no-binary", NAME, "--no-cache-dir", "--wheel-dir", fresh, "-r", str(wanted)]
        path = f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"
        environment = {**os.environ, "PATH": path, "CMAKE_ARGS": options(), "CMAKE_GENERATOR": "Ninja"}
        _watch(command, environment, kept / "build.log")
        built = next(iter(Path(fresh).glob("*.whl")), None)
        if built is None:
            raise BuildFailed(f"llama.cpp was built but no wheel was found in {fresh}.")
        shutil.rmtree(kept / "tools", ignore_errors=True)
        # The rename makes a half-written wheel impossible to find later.
        return built.rename(kept / built.name)


@contextlib.contextmanager
def rest_of_lock(locks: Path) -> Iterator[Path]:
    """A requirements file with all of model.lock but llama-cpp-python itself."""
    with tempfile.TemporaryDirectory() as scratch:
        rest = Path(scratch) / "rest.txt"
        text = (locks / "model.lock").read_text(encoding="utf-8")
        rest.write_text(text.replace(_entry(locks), ""), encoding="utf-8")
        yield rest


def _entry(locks: Path) -> str:
    """llama-cpp-python's lines of the lock: the version and the hash of its source."""
    text = (locks / "model.lock").read_text(encoding="utf-8")
    found = re.search(rf"^{NAME}==[^\n]*\n(?:[ \t]+[^\n]*\n)*", text, re.MULTILINE)
    if found is None:
        raise BuildFailed(f"installers/locks/model.lock does not name {NAME}.")
    return found.group()


def folder(locks: Path) -> Path:
    """Where the wheel for this version, processor and options is kept."""
    version = _entry(locks).split()[0].partition("==")[2]
    processor = hashlib.sha256(f"{_processor()} {options()}".encode()).hexdigest()[:12]
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or str(Path.home() / ".cache")
    return Path(base) / "tengqiao" / "wheels" / f"{NAME}-{version}-{platform.machine()}-{processor}"


def _processor() -> str:
    """What the compiled code depends on: the vector features of this processor."""
    with contextlib.suppress(OSError):
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
        found = re.search(r"^(?:flags|Features)\s*:\s*(.*)$", text, re.MULTILINE)
        if found:
            vector = re.compile(r"sse|avx|amx|fma|f16c|bmi|asimd|sve|i8mm|neon")
            return " ".join(sorted(flag for flag in found.group(1).split() if vector.search(flag)))
    return f"{platform.system()} {platform.processor()}"


def _tools(uv: Path, locks: Path, kept: Path) -> Path:
    """An environment with the locked build tools; the folder of its programs."""
    print("setup: bringing the tools that build llama.cpp (cmake, ninja)", flush=True)
    place = kept / "tools"
    inside = place / ("Scripts" if os.name == "nt" else "bin")
    lock = str(locks / "build.lock")
    for command in (
        [str(uv), "venv", "--quiet", "--clear", str(place)],
        [str(uv), "pip", "install", "--quiet", "--python", str(place), "--require-hashes", "--no-deps", "-r", lock],
    ):
        if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode != 0:
            raise BuildFailed("the build tools for llama.cpp could not be installed.")
    return inside


def _watch(command: list[str], environment: dict[str, str], log: Path) -> None:
    """Runs the compiler, its output in `log`; says every 20 s that it goes on; raises BuildFailed when it fails."""
    print("setup: compiling llama.cpp, once for this processor; about eight minutes on two cores", flush=True)
    started = spoken = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        while process.poll() is None:
            time.sleep(0.5)
            now = time.monotonic()
            if now - started > TIME_LIMIT_SECONDS:
                process.kill()
            if now - spoken >= SAY_EVERY_SECONDS:
                spoken = now
                print(f"setup: compiling llama.cpp, {round(now - started)} s so far", flush=True)
    if process.returncode != 0:
        print("\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]))
        raise BuildFailed(f"llama.cpp could not be built; the whole log is {log}.")
    print(f"setup: llama.cpp is built, {round(time.monotonic() - started)} s", flush=True)
