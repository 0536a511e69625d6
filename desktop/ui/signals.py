"""Ending when the system asks for it (log-out, `kill`, Ctrl+C): as closing the window, so that nothing typed is lost."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class EndSignals(QObject):
    """Calls `end` on the GUI thread when SIGTERM or SIGINT comes; `put_back` restores what was before."""

    def __init__(self, end: Callable[[], None]) -> None:
        super().__init__()
        self._ours, self._theirs = socket.socketpair()
        for one in (self._ours, self._theirs):
            one.setblocking(False)
        # Python runs its handlers only when Python runs: a byte on this pair wakes Qt's loop, and with it Python.
        self._before = (signal.set_wakeup_fd(self._theirs.fileno()), signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT))
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._ours.recv(64))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: end())

    def put_back(self) -> None:
        """End of listening."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before[0])
        signal.signal(signal.SIGTERM, self._before[1])
        signal.signal(signal.SIGINT, self._before[2])
        self._ours.close()
        self._theirs.close()
