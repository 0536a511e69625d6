"""Opening: why it cannot, in a sentence; on screens of every size, at every scale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.errors import Environment
from desktop.ui.startup import CannotOpen
from tests.ui.conftest import Desk


@pytest.mark.parametrize("code", ["profile.in_use", "database.damaged", "database.newer", "disk.full"])
def test_why_it_cannot_open_is_a_sentence_with_a_next_step(qtbot: QtBot, code: str) -> None:
    box = CannotOpen(Environment(code, path="C:/Users/李/tengqiao.db", pid=7))
    qtbot.addWidget(box)
    assert len(box.words.text()) > 10
    assert "Traceback" not in box.words.text()
    assert box.step.text()


def test_a_second_window_on_the_same_data_is_refused_in_words(desk: Desk) -> None:
    from desktop.system.lock import ProfileLock

    lock = ProfileLock(desk.house.profile)
    lock.take()
    try:
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TENGQIAO_LANGUAGE": "zh_CN"}
        command = [sys.executable, "-m", "desktop", "--profile", str(desk.house.profile)]
        done = subprocess.run(command, capture_output=True, timeout=60, env=env, check=False)
    finally:
        lock.release()
    assert done.returncode == 3
    said = (done.stdout + done.stderr).decode("utf-8")
    assert "Traceback" not in said
    assert "藤桥" in said


COPIED = """
from desktop.ui.app import application
from desktop.ui.widgets.clipboard import copy, from_elsewhere
app = application()
copy("Rattan Basket")
assert app.clipboard().text() == "Rattan Basket" and from_elsewhere() == ""
app.clipboard().setText("Rattan Basket?")
assert from_elsewhere() == "Rattan Basket?"
copy("Rattan Basket")
"""


def test_the_program_ends_whole_with_its_own_text_on_the_clipboard() -> None:
    done = subprocess.run([sys.executable, "-c", COPIED], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


SIZES = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QPushButton, QScrollArea
from desktop.bootstrap import House
from desktop.ui.app import application, window
from desktop.ui.pictures import VIEWS
from desktop.ui.qt_jobs import QtJobs

app = application()
assert abs(app.devicePixelRatio() - float(sys.argv[2])) < 0.01
with House(Path(sys.argv[1])) as house:
    main = window(app, house.office, QtJobs.immediate(), language=sys.argv[3], theme="light")
    main.show()
    for width, height in ((1024, 640), (1366, 728)):
        main.resize(width, height)
        for _name, screen, argument in VIEWS:
            main.go(screen, argument)
            for _ in range(3):
                app.processEvents()
            assert (main.width(), main.height()) == (width, height), (screen, main.width(), main.height())
            for area in main.findChildren(QScrollArea):
                if area.isVisible() and area.widget() is not None:
                    assert area.widget().width() <= area.viewport().width(), (screen, argument, area.widget(), "is cut at the right")
            for button in main.findChildren(QPushButton):
                if button.isVisible() and button.property("kind") == "primary" and not button.visibleRegion().isEmpty():
                    right = button.mapTo(main, button.rect().topRight()).x()
                    assert right <= width, (screen, button.text())
                    assert button.width() >= button.minimumSizeHint().width(), (screen, button.text(), "is cut")
print("fits")
"""


@pytest.mark.parametrize(("scale", "language"), [("1.25", "en"), ("1.5", "zh_CN")])
def test_every_screen_fits_small_screens_at_every_scale(desk: Desk, scale: str, language: str) -> None:
    folder: Path = desk.house.profile
    desk.close()
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    command = [sys.executable, "-c", SIZES, str(folder), scale, language]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=env, check=False)
    assert done.stdout.strip() == "fits", done.stdout[-500:] + done.stderr[-1500:]


FIRST_PICTURE = """
import sys
from pathlib import Path
from desktop.bootstrap import House
from desktop.ui.app import application, window
from desktop.ui.qt_jobs import QtJobs

app = application()
with House(Path(sys.argv[1])) as house:
    jobs = QtJobs()
    main = window(app, house.office, jobs)
    main.show()
    assert main.grab().width() > 1000 and main.screen_name == "today"
    heavy = ("requests", "numpy", "openpyxl", "PIL", "babel", "desktop.drafting.facts", "desktop.drafting.asks.reader",
             "desktop.platforms.alibaba.connector", "desktop.engine.client", "desktop.documents.papers")
    print([name for name in heavy if name in sys.modules])
    jobs.close()
"""


def test_the_first_picture_waits_for_no_shop_model_or_checker(desk: Desk) -> None:
    folder: Path = desk.house.profile
    desk.close()
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, str(folder)], capture_output=True, text=True, timeout=60, env=env, check=False
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr[-1500:]
