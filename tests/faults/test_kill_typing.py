"""kill -9 while the owner types: at most the last 300 ms of typing are lost (promise 5), measured by the typist's own clock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.bootstrap import House

ROOT = Path(__file__).resolve().parents[2]
LOST_MS = 300
# What the machine itself may take between the timer's end and the write, under the load of a full test run.
SLACK_MS = 1200

TYPIST = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from desktop.bootstrap import House
from desktop.ui.app import application, window
from desktop.ui.qt_jobs import QtJobs
app, jobs, house = application(), QtJobs(), House(sys.argv[1])
main = window(app, house.office, jobs, language="en", theme="light")
main.show()
if sys.argv[2] == "listing":
    main.go("listings", "TB-301")
    edit = main.shown("listings")._texts["description"]
else:
    main.go("cards", "TB-301")
    edit = main.findChildren(object, "field-name.en")[-1]
edit.setFocus()
count = 0
def type_one():
    global count
    QTest.keyClicks(edit, f" w{count}")
    print(f"{time.time():.3f} {count}", flush=True)
    count += 1
timer = QTimer(); timer.timeout.connect(type_one); timer.start(60)  # without a pause
app.exec()
"""


@pytest.mark.parametrize("kind", ["listing", "card"])
def test_killed_while_typing(kind: str, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    with House(profile) as house:
        house.samples.take("TB-301")
        house.listings.draft("TB-301", ["en"])
        house.settings.put("first_start_done", True)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(profile), kind], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    assert typist.stdout
    assert typist.stderr
    typed: list[tuple[float, int]] = []
    for line in typist.stdout:
        at, number = line.split()
        typed.append((float(at), int(number)))
        if len(typed) >= 60:
            break
    time.sleep(0.1)
    killed_at = time.time()
    os.kill(typist.pid, signal.SIGKILL)
    typist.wait(10)
    rest = typist.stdout.read()
    typed += [(float(line.split()[0]), int(line.split()[1])) for line in rest.splitlines()]
    typist.stdout.close()
    typist.stderr.close()
    safe = [number for at, number in typed if (killed_at - at) * 1000 > LOST_MS + SLACK_MS]
    assert len(safe) >= 2
    with House(profile) as house:
        if kind == "listing":
            kept = house.listings.get("TB-301", "en").listing.description
        else:
            kept = house.listings.typed("card:TB-301:name.en") or house.cards.get("TB-301").name.get("en", "")
    there = [number for _at, number in typed if f" w{number} " in f"{kept} "]
    lost = [at for at, number in typed if number not in there]
    print(f"{kind}: lost {round((killed_at - lost[0]) * 1000) if lost else 0} ms of typing")
    assert set(safe) <= set(there), kept
