"""The Qt binding counts its references rightly: PySide6 6.12.0 took one from True at each emit, and the program died after some hundred."""

from __future__ import annotations

import subprocess
import sys

EMITS = """
from PySide6.QtCore import QObject, Signal

class Speaker(QObject):
    said = Signal(str)

speaker = Speaker()
for _number in range(20_000):
    speaker.said.emit("x")
print("alive")
"""


def test_twenty_thousand_signals_leave_the_program_alive() -> None:
    done = subprocess.run([sys.executable, "-c", EMITS], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "alive", done.stderr[-300:]
