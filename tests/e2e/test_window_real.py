"""The program as the owner starts it, in a real window on a real (virtual) screen: it shows itself, and ends cleanly."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def screen() -> Iterator[str]:
    """A virtual screen; its number comes from the server itself."""
    server = shutil.which("Xvfb")
    assert server, "Xvfb is part of the set-up (make setup)"
    read, write = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    assert number
    yield f":{number}"
    process.terminate()
    process.wait(10)


def shot(display: str, target: Path) -> Image.Image | None:
    """The whole screen as a picture, or None while nothing can be taken."""
    code = (
        "import sys; from PySide6.QtGui import QGuiApplication; app = QGuiApplication([]);"
        "sys.exit(0 if app.primaryScreen().grabWindow(0).save(sys.argv[1]) else 1)"
    )
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run([sys.executable, "-c", code, str(target)], env=environment, capture_output=True, timeout=60)
    return Image.open(target) if done.returncode == 0 and target.exists() else None


def test_the_program_opens_its_window_and_ends_cleanly(screen: str, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    environment = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "TENGQIAO_PROFILE": str(profile), "TENGQIAO_LANGUAGE": "zh_CN"}
    program = subprocess.Popen([sys.executable, "-m", "desktop"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        deadline, colours = time.monotonic() + 90, 0
        while time.monotonic() < deadline and program.poll() is None and colours < 50:
            picture = shot(screen, tmp_path / "screen.png")
            colours = len(picture.convert("RGB").getcolors(1_000_000) or []) if picture else 0
        assert program.poll() is None, program.stderr.read() if program.stderr else ""
        assert colours >= 50, "nothing but one colour was on the screen"
        assert (profile / "tengqiao.db").exists()
        unseen = environment | {"QT_QPA_PLATFORM": "offscreen"}  # on a screen it says why in a window and waits for the owner
        again = subprocess.run([sys.executable, "-m", "desktop"], cwd=ROOT, env=unseen, capture_output=True, text=True, timeout=60)
        assert again.returncode == 3  # one window for one profile
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait(30)
    assert program.returncode == 0
    assert "Traceback" not in (program.stderr.read() if program.stderr else "")
    if program.stderr:
        program.stderr.close()
