"""The guards of tests/conftest.py do catch what they are there for: each of these small tests must fail."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

OFFENDERS = """
import contextlib, socket, threading, warnings
from PySide6.QtCore import qWarning

def test_reaches_beyond_this_computer():
    with contextlib.suppress(BaseException):
        socket.create_connection(("192.0.2.1", 80), 0.1)

def test_looks_up_a_name():
    with contextlib.suppress(BaseException):
        socket.getaddrinfo("shop.example", 443)

def test_leaves_a_thread():
    threading.Thread(target=threading.Event().wait, args=(20,), daemon=True).start()

def test_makes_qt_warn(qtbot):
    qWarning("something is wrong")

def test_warns():
    warnings.warn("old")

def test_speaks_on_loopback():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
"""


def test_every_guard_catches_its_offender(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_offenders.py").write_text(OFFENDERS)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
    done = subprocess.run([*command, f"--rootdir={tmp_path}", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=120)
    caught = set(re.findall(r"^(?:FAILED|ERROR) \S*::(\w+)", done.stdout, flags=re.MULTILINE))
    assert caught == {
        "test_reaches_beyond_this_computer",
        "test_looks_up_a_name",
        "test_leaves_a_thread",
        "test_makes_qt_warn",
        "test_warns",
    }, done.stdout
