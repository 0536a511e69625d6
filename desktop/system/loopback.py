"""Catches one redirect of the owner's browser on this computer, for signing in to a platform (OAuth).

It listens on 127.0.0.1 only, takes one request with the right state, and shows the owner a plain page.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from desktop.domain.errors import Environment, LineProblem


class LoopbackCatcher:
    """Open it, send the browser to a page that redirects to `url`, then `wait`. A context manager."""

    def __init__(self, said: str, port: int = 0) -> None:
        """`said` is the sentence on the page that the owner sees at the end. Raises Environment(account.no_port)."""
        self.state = secrets.token_urlsafe(16)
        self._found: dict[str, str] = {}
        self._done = threading.Event()
        try:
            self._server = HTTPServer(("127.0.0.1", port), self._handler(said))
        except OSError as error:
            raise Environment("account.no_port", port=port) from error
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="sign-in", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The address to register and to redirect to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/back"

    def wait(self, seconds: float, cancelled: Callable[[], bool] = lambda: False) -> str:
        """The code that came back. Raises LineProblem(account.sign_in_refused) on refusal, time-out or cancel."""
        deadline = time.monotonic() + seconds
        while not self._done.wait(0.05):
            if cancelled() or time.monotonic() > deadline:
                raise LineProblem("account.sign_in_refused")
        code = self._found.get("code", "")
        if not code:
            raise LineProblem("account.sign_in_refused")
        return code

    def code(self) -> str | None:
        """The code if the browser has come back, else None. Raises LineProblem(account.sign_in_refused)."""
        return self.wait(0.0) if self._done.is_set() else None

    def close(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> LoopbackCatcher:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _take(self, path: str) -> bool:
        """Keeps the parameters of a redirect with our state; anything else is not ours."""
        parts = urlsplit(path)
        given = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if parts.path != "/back" or not secrets.compare_digest(given.get("state", "").encode(), self.state.encode()):
            return False
        if not self._done.is_set():
            self._found = given
            self._done.set()
        return True

    def _handler(self, said: str) -> type[BaseHTTPRequestHandler]:
        catcher = self

        class Handler(BaseHTTPRequestHandler):
            """One request of the browser."""

            timeout = 10

            def do_GET(self) -> None:
                """The redirect."""
                good = catcher._take(self.path)
                body = f"<!doctype html><meta charset=utf-8><p>{escape(said) if good else '404'}</p>".encode()
                self.send_response(200 if good else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                """The address holds the code: it is not logged."""

        return Handler
