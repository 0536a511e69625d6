"""The practice shop of this profile as a process of its own: started by a button, ended with the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from desktop.domain.changes import Changes
from desktop.domain.errors import Environment
from desktop.services.accounts import Accounts

PORTS = (8765, 0)  # the usual one, else any free one
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


class PracticeShop:
    """Starts and ends the shop. `folder` keeps what was published there."""

    def __init__(self, folder: Path, accounts: Accounts) -> None:
        self._folder, self._accounts = folder, accounts
        self._process: subprocess.Popen[str] | None = None
        self.address = ""

    @property
    def running(self) -> bool:
        """Whether the shop that this program started is up."""
        return self._process is not None and self._process.poll() is None

    def open(self) -> Changes:
        """Start the shop and connect it. Raises Environment("practice.not_started") when no port could be had."""
        if not self.running:
            self._start()
        return self._accounts.add_practice(self.address)

    def close(self) -> None:
        """End the shop."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            if self._process.stdout:
                self._process.stdout.close()
            self._process = None

    def _start(self) -> None:
        for port in PORTS:
            process = subprocess.Popen(
                [sys.executable, "-m", "desktop.practice", "--port", str(port), "--data", str(self._folder)],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                cwd=Path(__file__).resolve().parents[2],
            )
            line = process.stdout.readline() if process.stdout else ""
            found = _ADDRESS.search(line)
            if found:
                self._process, self.address = process, found.group()
                return
            process.wait(5)
            if process.stdout:
                process.stdout.close()
        raise Environment("practice.not_started", reason="-")
