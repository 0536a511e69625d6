"""A hub that misbehaves on purpose: a real HTTP server on loopback that drops, lies, stalls and ignores ranges."""

from __future__ import annotations

import contextlib
import hashlib
import random
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Faults:
    """Chances of each fault per request, speed in bytes per second (0: as fast as it goes), and what was sent."""

    drop: float = 0.0
    stall: float = 0.0
    whole: float = 0.0
    refuse: float = 0.0
    wrong: float = 0.0
    always_whole: bool = False
    speed: float = 0.0
    sent: int = 0
    requests: int = 0
    name_hash: bool = True
    chance: random.Random = field(default_factory=lambda: random.Random(3))


@contextlib.contextmanager
def hub(content: bytes, faults: Faults) -> Iterator[str]:
    """Serves `content` at every path; gives the address."""
    tag = f'"{hashlib.md5(content, usedforsecurity=False).hexdigest()}"'
    ending = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_given: object) -> None:
            pass

        def do_GET(self) -> None:
            faults.requests += 1
            draw = faults.chance.random
            if draw() < faults.refuse:
                self.send_error(503)
                return
            asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
            whole = not asked or faults.always_whole or draw() < faults.whole
            start = 0 if whole or not asked else int(asked[1])
            end = len(content) if whole or not asked or not asked[2] else int(asked[2]) + 1
            self.send_response(200 if whole else 206)
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(end - start))
            if faults.name_hash:
                self.send_header("X-Linked-ETag", f'"{hashlib.sha256(content).hexdigest()}"')
            if not whole:
                self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(content)}")
            self.end_headers()
            self._body(start, end)

        def _body(self, start: int, end: int) -> None:
            draw = faults.chance.random
            last = start + int((end - start) * draw()) if draw() < faults.drop else end
            stalls, lies = draw() < faults.stall, draw() < faults.wrong
            at = start
            burst = min(8192, max(512, int(faults.speed / 30))) if faults.speed else 8192  # a slow line gives small pieces
            with contextlib.suppress(OSError):
                while at < last:
                    piece = bytearray(content[at : min(at + burst, last)])
                    if lies and at > start:
                        piece[0] ^= 255
                        lies = False
                    self.wfile.write(piece)
                    faults.sent += len(piece)
                    at += len(piece)
                    if faults.speed:
                        ending.wait(len(piece) / faults.speed)
                    if stalls and at > (start + end) // 2:
                        ending.wait(30)
                        return
            self.close_connection = True

    class Server(ThreadingHTTPServer):
        daemon_threads = False

        def handle_error(self, *_given: object) -> None:
            """A client that went away is part of the game."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), name="hub")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/model.gguf"
    finally:
        ending.set()
        server.shutdown()
        server.server_close()
        thread.join()
        time.sleep(0)
