"""Sending one mail step by step, so that every failure says whether the mail may have been taken.

Up to the last line of the mail a server that loses us throws everything away (RFC 5321, 4.1.1.4): nothing was sent.
From the last line on, only the server's own answer decides; without it the outcome is unknown.
"""

from __future__ import annotations

import base64
import contextlib
import re
import smtplib
import socket
from collections.abc import Callable, Iterator

from desktop.domain.errors import LineProblem
from desktop.platforms.base import AuthExpired, PlatformProblem, Rejected, Unknown, Unreachable
from desktop.platforms.mailbox.letters import Letter
from desktop.platforms.mailbox.services import Server
from desktop.platforms.mailbox.signs import Credential, not_now, said, sign_in_refused
from desktop.system.mail_socket import MailDoor

ANSWER_SECONDS = 120.0
"""How long a server may think about a whole mail (spam checks) before its answer counts as lost."""
_PIECE = 16_384
_SIGN_IN_CODES = (530, 534, 535, 538)


class _Client(smtplib.SMTP):
    """smtplib on a socket that the door has opened."""

    def __init__(self, door: MailDoor, server: Server) -> None:
        self._door, self._server = door, server
        super().__init__(local_hostname="localhost", timeout=door.timeout)  # the computer's own name is nobody's business

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = self._door.connect(self._server.host, self._server.port)
        return self._door.encrypt(plain, self._server.host) if self._server.security == "tls" else plain


@contextlib.contextmanager
def _before_data(host: str) -> Iterator[None]:
    """Failures of every step before the mail's last line: nothing was sent."""
    try:
        yield
    except PlatformProblem:
        raise
    except LineProblem as problem:
        raise Unreachable(problem.code, **problem.fields) from problem
    except smtplib.SMTPResponseException as error:
        raise not_now(host, error.smtp_code, said(error.smtp_error)) from error
    except (smtplib.SMTPException, OSError, ValueError, UnicodeError) as error:
        raise Unreachable("line.lost_answer", host=host) from error


class SmtpSession:
    """A signed-in session; use it in a `with` block."""

    def __init__(self, door: MailDoor, server: Server, credential: Credential) -> None:
        self._door, self._host = door, server.host
        with _before_data(self._host):
            self._client = _Client(door, server)
            try:
                self._greet(server)
                self._sign_in(credential)
            except BaseException:
                self._client.close()
                raise

    def __enter__(self) -> SmtpSession:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(smtplib.SMTPException, OSError, ValueError):
            self._client.docmd("QUIT")
        self._client.close()

    def _greet(self, server: Server) -> None:
        # smtplib passes the name on for the certificate check of STARTTLS.
        code, words = self._client.connect(server.host, server.port)
        self._client._host = server.host  # type: ignore[attr-defined]
        self._need(code, words, 220)
        self._client.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            if not self._client.has_extn("starttls"):
                raise Unreachable("line.not_encrypted", host=self._host)
            self._start_tls()
            self._client.ehlo()

    def _start_tls(self) -> None:
        import ssl

        try:
            code, words = self._client.starttls(context=self._door.trust())
        except ssl.SSLError as error:
            raise Unreachable("line.not_trusted", host=self._host) from error
        self._need(code, words, 220)

    def _need(self, code: int, words: bytes, wanted: int) -> None:
        if code != wanted:
            raise not_now(self._host, code, said(words))

    def _sign_in(self, credential: Credential) -> None:
        offered = self._client.esmtp_features.get("auth", "").upper().split()
        if credential.token:
            code, words = self._said("AUTH XOAUTH2 " + _b64(f"user={credential.user}\x01auth=Bearer {credential.token}\x01\x01"))
            if code == 334:  # the reason, in an encoding of its own; an empty line ends it
                code, words = self._said("")
        elif "LOGIN" in offered and "PLAIN" not in offered:
            code, words = self._said("AUTH LOGIN")
            for answer in (credential.user, credential.password):
                if code == 334:
                    code, words = self._said(_b64(answer))
        else:
            code, words = self._said("AUTH PLAIN " + _b64(f"\x00{credential.user}\x00{credential.password}"))
        if 400 <= code < 500:
            raise not_now(self._host, code, said(words))
        if code != 235:
            raise sign_in_refused(self._host, said(words))

    def _said(self, line: str) -> tuple[int, bytes]:
        self._client.putcmd(line)
        return self._client.getreply()

    # sending -----------------------------------------------------------------------------------------------------

    def send(self, letter: Letter, copy: bool, last_line: Callable[[], None]) -> str:
        """Sends a mail and returns the server's words. `last_line` is called just before it may be taken.

        Raises Unreachable or RateLimited (not sent), Rejected (refused), AuthExpired, Unknown (may have been taken).
        """
        data = _stuffed(letter.data)
        with _before_data(self._host):
            self._envelope(letter, copy, len(letter.data))
            code, words = self._client.docmd("DATA")
            if code != 354:
                raise self._refusal(code, words, "mail.refused", to=letter.to)
            sock = self._socket()
            for start in range(0, len(data), _PIECE):
                sock.sendall(data[start : start + _PIECE])
        last_line()
        try:
            sock.settimeout(ANSWER_SECONDS)
            sock.sendall(b".\r\n")
        except (BrokenPipeError, ConnectionResetError) as error:  # refused by our own side: the line never left
            raise Unreachable("line.lost_answer", host=self._host) from error
        except (OSError, ValueError) as error:
            raise Unknown("line.lost_answer", host=self._host) from error
        try:
            code, words = self._client.getreply()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise Unknown("line.lost_answer", host=self._host) from error
        finally:
            self._door.count(len(data), 0)
        if 200 <= code < 300:
            return said(words)
        if code == 421 or not 400 <= code < 600:  # a middle box that gave up says nothing about the server behind it
            raise Unknown("line.lost_answer", host=self._host)
        raise self._refusal(code, words, "mail.refused", to=letter.to)

    def _socket(self) -> socket.socket:
        sock = self._client.sock
        if sock is None:
            raise smtplib.SMTPServerDisconnected("gone")
        return sock

    def _envelope(self, letter: Letter, copy: bool, size: int) -> None:
        limit = self._client.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < size:
            raise Rejected("mail.too_large_to_send", host=self._host, limit=int(limit) // 1_000_000)
        code, words = self._client.mail(letter.sender)
        if code != 250:
            raise self._refusal(code, words, "mail.sender_refused")
        code, words = self._client.rcpt(letter.to)
        if code not in (250, 251):
            raise self._refusal(code, words, "mail.no_such_address", to=letter.to)
        if copy and letter.sender.lower() != letter.to.lower():
            self._client.rcpt(letter.sender)  # the copy is a proof, not the mail: a refusal changes nothing

    def _refusal(self, code: int, words: bytes, named: str, to: str = "") -> PlatformProblem:
        text = said(words)
        if code in _SIGN_IN_CODES:
            return AuthExpired("mail.wrong_password", host=self._host, said=text)
        if 500 <= code < 600:
            return Rejected(named, host=self._host, said=f"{code} {text}", to=to)
        return not_now(self._host, code, text)


def _stuffed(data: bytes) -> bytes:
    """The mail as it travels: CRLF ends, a dot before a dot at a line's start, the end of the last line but not its dot."""
    text = re.sub(rb"\r\n|\r|\n", b"\r\n", data)
    text = re.sub(rb"(?m)^\.", b"..", text)
    return text if text.endswith(b"\r\n") else text + b"\r\n"


def _b64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
