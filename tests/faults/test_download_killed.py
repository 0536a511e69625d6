"""A model is fetched over a slow line that drops, and the app is killed in the middle: the file is right, little is fetched twice.

TENGQIAO_SLOW_LINE=1 makes the line 30 kB/s with five kills; `make test` takes a quicker one with two.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.models import made
from tests.unit.models.hub import Faults, hub

ROOT = Path(__file__).parents[2]
WHOLE = bool(os.environ.get("TENGQIAO_SLOW_LINE"))
SPEED, KILLS = (30_000.0, 5) if WHOLE else (300_000.0, 2)


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A small file that is a model by its header: two megabytes."""
    for name, value in {"WIDTH": 64, "LAYERS": 1, "HEADS": 2, "KV_HEADS": 1, "FEED": 128, "VOCABULARY": 30_016}.items():
        monkeypatch.setattr(made, name, value)
    return made.make(tmp_path / "made").read_bytes()


def begun(profile: Path, url: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "desktop", "--profile", str(profile), "model", "install", url]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def size_of(profile: Path) -> int:
    part = profile / "models" / "model.gguf.part"
    return part.stat().st_size if part.exists() else 0


def test_kills_and_drops_cost_little_and_the_file_is_right(profile: Path, content: bytes) -> None:
    faults = Faults(drop=0.2, whole=0.1, refuse=0.1, speed=SPEED, chance=random.Random(5))
    with hub(content, faults) as address:
        url = f"{address}#sha256={hashlib.sha256(content).hexdigest()}"
        for kill in range(KILLS):
            app = begun(profile, url)
            until = time.monotonic() + 300
            while app.poll() is None and size_of(profile) < len(content) * (kill + 1) / (KILLS + 1.5):
                assert time.monotonic() < until
                time.sleep(0.02)
            app.kill()
            app.communicate()
        app = begun(profile, url)
        said, _nothing = app.communicate(timeout=600)
        assert app.returncode == 0, said.decode()[-800:]
    found = profile / "models" / "model.gguf"
    assert found.read_bytes() == content
    assert not found.with_name("model.gguf.part").exists()
    assert faults.sent <= len(content) * (1.03 if WHOLE else 1.1), f"{faults.sent / len(content):.3f} times the file"


def test_the_command_line_takes_a_model_in_gives_it_out_and_removes_it(profile: Path, content: bytes, tmp_path: Path) -> None:
    stick = tmp_path / "U 盘"
    stick.mkdir()
    (stick / "小 模型.gguf").write_bytes(content)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "desktop", "--profile", str(profile), "model", *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert run("import", str(stick)).returncode == 0
    assert "小 模型" in run("list").stdout
    assert run("export", "小 模型", str(tmp_path / "out")).returncode == 0
    assert (tmp_path / "out" / "小 模型.gguf").read_bytes() == content
    assert run("remove", "小 模型").returncode == 0
    assert "小 模型" not in run("list").stdout
    for wrong in (("remove", "nothing"), ("install", "nothing"), ("install",), ("import", "/no/such"), ("install", "x", "--night", "25-7")):
        answer = run(*wrong)
        assert answer.returncode == 2, answer.stderr
        assert "Traceback" not in answer.stderr
