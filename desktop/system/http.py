"""The one door to the network by HTTP: the only place that imports requests.

Without a line, or in offline mode, nothing beyond loopback is touched, not even a name is looked up (promise 6).
Certificates are always verified, redirects are never followed, answers are read up to a bound, and every failure says
whether the request may have reached the other side: that decides whether anything may be sent again (promise 4).
"""

from __future__ import annotations

import ipaddress
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.utils import get_environ_proxies

from desktop.domain.errors import LineProblem
from desktop.system.rates import ByteMeter, Pace

_HANDSHAKE = re.compile("CERTIFICATE_VERIFY_FAILED|WRONG_VERSION_NUMBER|HANDSHAKE_FAILURE|hostname", re.IGNORECASE)
HEADER_BYTES = 400
"""An estimate of one request's or answer's headers for the byte count."""
PIECE = 8192
"""Bytes of a streamed body given at once: what is lost on a slow line when the program ends, and how late it hears a stop."""


class NoLine(LineProblem):
    """Nothing was sent: offline mode, no connection, no name, no trust, or the day's bytes are used up."""


class LostAnswer(LineProblem):
    """The request may have arrived; no whole answer came back."""


@dataclass(frozen=True)
class Upload:
    """A file part of a multipart request."""

    name: str
    data: bytes
    kind: str = "application/octet-stream"


@dataclass(frozen=True)
class Ask:
    """One request. `timeout` in seconds between bytes, `deadline` for all of it, `max_bytes` of the answer's body.

    `plain_http` allows HTTP without TLS beyond loopback, for a shop whose owner agreed to it.
    """

    method: str
    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    files: Mapping[str, Upload] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    auth: tuple[str, str] | None = None
    connect_timeout: float = 10.0
    timeout: float = 30.0
    deadline: float = 120.0
    max_bytes: int = 8 * 1024 * 1024
    plain_http: bool = False


@dataclass(frozen=True)
class Reply:
    """An answer that was read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """A header by name in any case, empty when absent."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")


def is_loopback(host: str) -> bool:
    """Whether `host` is this computer, judged by its writing alone (no look-up)."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class HttpDoor:
    """Sends requests; `offline` is asked before each one, and so is `network`: whether an interface is up at all."""

    def __init__(self, offline: Callable[[], bool], meter: ByteMeter, pace: Pace, network: Callable[[], bool] = lambda: True) -> None:
        self._offline, self._meter, self._pace = offline, meter, pace
        self.network = network
        self.answered: bool | None = None
        """Whether the latest request beyond this computer met a line; None before the first one."""
        self.counts_local = True
        """Whether traffic on this computer (the practice shop) counts as bytes and speed of the line."""

    @property
    def meter(self) -> ByteMeter:
        """The byte count of this door."""
        return self._meter

    def permit(self, host: str) -> None:
        """Raises NoLine where `host` may not be reached now; mail's sockets ask this as well."""
        if is_loopback(host):
            return
        if self._offline():
            raise NoLine("line.offline")
        if not self.network():
            raise NoLine("line.no_network")
        left = self._meter.left()
        if left is not None and left <= 0:
            raise NoLine("line.budget_used")

    def send(self, ask: Ask) -> Reply:
        """Sends one request and reads its answer. Raises NoLine (nothing was sent) or LostAnswer (perhaps it was)."""
        host = self._admitted(ask)
        with self._pace.turn(host):
            return self._exchange(ask, host)

    def stream(self, ask: Ask, begin: Callable[[int, Mapping[str, str]], bool], sink: Callable[[bytes], None]) -> None:
        """Sends one request and gives the body piece by piece, for files too large to hold.

        `begin` gets status and headers and says whether the body is wanted. Raises NoLine, or LostAnswer when the line
        broke or fell silent for `ask.timeout` seconds; pieces that came before were given. What `sink` raises passes through.
        """
        host = self._admitted(ask)
        start = time.monotonic()
        received = HEADER_BYTES
        with requests.Session() as session:
            session.trust_env = False
            request = self._prepare(session, ask, host)
            size = len(request.url or "") + HEADER_BYTES
            proxies = {} if is_loopback(host) else get_environ_proxies(ask.url)
            limits = (ask.connect_timeout, ask.timeout)
            try:
                answer = session.send(request, timeout=limits, allow_redirects=False, verify=True, stream=True, proxies=proxies)
            except requests.RequestException as error:
                raise self._failed(error, host, size) from error
            self._met(host, line=True)
            try:
                if begin(answer.status_code, dict(answer.headers)):
                    for chunk in _pieces(answer, host):
                        received += len(chunk)
                        sink(chunk)
            finally:
                answer.close()
                self._count(host, size, received, time.monotonic() - start)

    def _admitted(self, ask: Ask) -> str:
        parts = urlsplit(ask.url)
        host = parts.hostname or ""
        if parts.scheme not in ("http", "https") or not host:
            raise NoLine("line.bad_address", address=ask.url[:80])
        if parts.scheme == "http" and not is_loopback(host) and not ask.plain_http:
            raise NoLine("line.not_encrypted", host=host)
        self.permit(host)
        return host

    def _exchange(self, ask: Ask, host: str) -> Reply:
        start = time.monotonic()
        with requests.Session() as session:  # a fresh connection: a stale one would blur "was it sent?"
            session.trust_env = False
            request = self._prepare(session, ask, host)
            size = len(request.body or b"") + len(request.url or "") + HEADER_BYTES
            proxies = {} if is_loopback(host) else get_environ_proxies(ask.url)
            try:
                answer = session.send(
                    request,
                    timeout=(ask.connect_timeout, ask.timeout),
                    allow_redirects=False,
                    verify=True,
                    stream=True,
                    proxies=proxies,
                )
            except requests.RequestException as error:
                raise self._failed(error, host, size) from error
            self._met(host, line=True)
            try:
                body = self._read(answer, ask, start)
            except requests.RequestException as error:
                self._count(host, size)
                raise LostAnswer("line.lost_answer", host=host) from error
        self._count(host, size, len(body) + HEADER_BYTES, time.monotonic() - start)
        return Reply(answer.status_code, dict(answer.headers), body)

    def _prepare(self, session: requests.Session, ask: Ask, host: str) -> requests.PreparedRequest:
        parts = urlsplit(ask.url)
        url = ask.url
        if host.lower() == "localhost":  # so that no resolver is asked
            netloc = "127.0.0.1" + (f":{parts.port}" if parts.port else "")
            url = urlunsplit((parts.scheme, netloc, parts.path, parts.query, parts.fragment))
        files = {key: (part.name, part.data, part.kind) for key, part in ask.files.items()}
        data: Any = ask.body if ask.body is not None else dict(ask.form)
        headers = {"User-Agent": "Tengqiao", "Accept-Encoding": "gzip, deflate", **ask.headers}
        request = requests.Request(ask.method, url, params=dict(ask.params), data=data, headers=headers)
        if files:
            request.files = files
        if ask.auth:
            request.auth = (ask.auth[0].encode("utf-8"), ask.auth[1].encode("utf-8"))
        try:
            return session.prepare_request(request)
        except (requests.RequestException, UnicodeError, ValueError) as error:
            raise NoLine("line.bad_address", address=ask.url[:80]) from error

    def _read(self, answer: requests.Response, ask: Ask, start: float) -> bytes:
        found = bytearray()
        for chunk in answer.iter_content(65536):
            found += chunk
            if len(found) > ask.max_bytes:
                raise requests.exceptions.ChunkedEncodingError("answer too large")
            if time.monotonic() - start > ask.deadline:
                raise requests.exceptions.ReadTimeout("answer too slow")
        return bytes(found)

    def _failed(self, error: requests.RequestException, host: str, size: int) -> LineProblem:
        """Only failures before the connection stood are sure to have sent nothing."""
        if isinstance(error, requests.exceptions.SSLError) and _HANDSHAKE.search(str(error)):
            return NoLine("line.not_trusted", host=host)
        reason = getattr(error.args[0], "reason", None) if error.args else None
        refused = isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ProxyError)
        if refused or type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError"):
            self._met(host, line=False)
            return NoLine("line.unreachable", host=host)
        self._count(host, size)
        return LostAnswer("line.lost_answer", host=host)

    def _met(self, host: str, *, line: bool) -> None:
        if not is_loopback(host):
            self.answered = line

    def _count(self, host: str, sent: int, received: int = 0, seconds: float = 0.0) -> None:
        if self.counts_local or not is_loopback(host):
            self._meter.add(sent, received, seconds)


def _pieces(answer: requests.Response, host: str) -> Iterator[bytes]:
    """The body as it comes; raises LostAnswer when the line breaks."""
    try:
        yield from answer.iter_content(PIECE)
    except (requests.RequestException, OSError) as error:
        raise LostAnswer("line.lost_answer", host=host) from error
