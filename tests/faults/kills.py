"""kill -9 of a real process while it publishes, again and again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from desktop.domain.outbox import OutboxItem
from desktop.storage import migrations
from desktop.storage import outbox as rows
from desktop.storage.database import Store

SENDER = """
import sys
from pathlib import Path
from tests.faults.sender import send
send(Path(sys.argv[1]), sys.argv[2])
"""


def killed_and_finished(profile: Path, url: str, wait: float) -> list[OutboxItem]:
    """Kills the sender `wait` seconds after it began, lets a second one finish; returns the outbox."""
    sender = _start(profile, url)
    assert sender.stdout is not None
    assert sender.stdout.readline().strip() == "sending"
    time.sleep(wait)  # the moment of the kill is what is tested
    sender.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    sender.wait(10)
    sender.stdout.close()
    again = _start(profile, url)
    out, _ = again.communicate(timeout=240)
    assert again.returncode == 0, out
    store = Store(profile / "tengqiao.db", migrations.ALL)
    try:
        return rows.every(store.read())
    finally:
        store.close()


def _start(profile: Path, url: str) -> subprocess.Popen[str]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", SENDER, str(profile), url],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    )
