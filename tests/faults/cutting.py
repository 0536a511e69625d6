"""A line that drops: a TCP proxy on loopback that resets connections at a chosen byte or before a chosen TLS record."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass

TO_SERVER, TO_CLIENT = "to server", "to client"


@dataclass(frozen=True)
class Cut:
    """Where one connection ends: before TLS record number `record` in `direction`, or after `size` bytes towards the client."""

    direction: str = TO_CLIENT
    record: int | None = None
    size: int | None = None


class CuttingLine:
    """Forwards to `target`; `plan` says for each connection (0, 1, ...) where it is cut, None for not at all.

    `passing` hears of every TLS record (direction, number) before it goes on. `records` holds, for each finished connection, how many TLS records went each way; `cuts` how many were cut.
    """

    def __init__(self, target: int, plan: Callable[[int], Cut | None], passing: Callable[[str, int], None] | None = None) -> None:
        self._target, self._plan, self._passing = target, plan, passing
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.connections = self.cuts = self.bytes = 0
        self.records: dict[str, int] = {TO_SERVER: 0, TO_CLIENT: 0}
        self._threads: list[threading.Thread] = []
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._acceptor = threading.Thread(target=self._accept, name="cutting-line", daemon=True)
        self._acceptor.start()

    def close(self) -> None:
        """Stops listening and ends every connection."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._acceptor.join(5)
        with self._lock:
            open_ones = list(self._sockets)
        for sock in open_ones:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._target), 5)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            cut = self._plan(self.connections)
            self.connections += 1
            with self._lock:
                self._sockets += [client, server]
            for source, sink, direction in ((client, server, TO_SERVER), (server, client, TO_CLIENT)):
                thread = threading.Thread(target=self._pump, args=(source, sink, direction, cut), name="cutting-pump", daemon=True)
                self._threads.append(thread)
                thread.start()

    def _pump(self, source: socket.socket, sink: socket.socket, direction: str, cut: Cut | None) -> None:
        mine = cut if cut is not None and cut.direction == direction else None
        try:
            if mine is not None and mine.size is not None:
                self._by_bytes(source, sink, mine.size)
            else:
                self._by_records(source, sink, direction, mine)
        except OSError:
            pass
        for sock in (source, sink):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            with contextlib.suppress(OSError):
                sock.close()

    def _by_bytes(self, source: socket.socket, sink: socket.socket, left: int) -> None:
        while left > 0:
            data = source.recv(min(left, 16_384))
            if not data:
                return
            sink.sendall(data)
            self.bytes += len(data)
            left -= len(data)
        self._reset(source, sink)

    def _by_records(self, source: socket.socket, sink: socket.socket, direction: str, cut: Cut | None) -> None:
        waiting, count = b"", 0
        while data := source.recv(65_536):
            self.bytes += len(data)
            waiting += data
            while len(waiting) >= 5 and len(waiting) >= (size := 5 + struct.unpack(">H", waiting[3:5])[0]):
                if cut is not None and cut.record == count:
                    self._reset(source, sink)
                    return
                if self._passing is not None:
                    self._passing(direction, count)
                sink.sendall(waiting[:size])
                waiting, count = waiting[size:], count + 1
                self.records[direction] = max(self.records[direction], count)

    def _reset(self, *sockets: socket.socket) -> None:
        self.cuts += 1
        for sock in sockets:  # a reset, as when a mobile line falls away: no goodbye
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RD)
            with contextlib.suppress(OSError):
                sock.close()
