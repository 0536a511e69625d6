"""Sockets for mail: the other way out of the house, behind the same door (offline mode, the day's bytes).

A connection is encrypted and the certificate verified; there is no switch for it. A company whose mail server has an
authority of its own names that authority's file, which is trusted in addition to the system's.
"""

from __future__ import annotations

import socket
import ssl
from pathlib import Path

from desktop.system.http import HttpDoor, NoLine


class MailDoor:
    """Opens connections to mail servers. `authority` is a PEM file of a company's own authority, or None.

    `timeout` in seconds: to connect and between bytes.
    """

    def __init__(self, door: HttpDoor, authority: Path | None = None, timeout: float = 30.0) -> None:
        self._door, self._authority, self.timeout = door, authority, timeout

    def connect(self, host: str, port: int) -> socket.socket:
        """A TCP connection. Raises NoLine: offline mode, used-up bytes, no such name, nobody answers."""
        self._door.permit(host)
        address = "127.0.0.1" if host.lower() == "localhost" else host  # so that no resolver is asked
        try:
            return socket.create_connection((address, port), self.timeout)
        except (OSError, UnicodeError) as error:  # a name that cannot be written in ASCII raises UnicodeError
            raise NoLine("line.unreachable", host=host) from error

    def trust(self) -> ssl.SSLContext:
        """What certificates are held against: the system's authorities and the company's own. Raises NoLine."""
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self._authority is not None:
            try:
                context.load_verify_locations(cafile=str(self._authority))
            except (OSError, ssl.SSLError) as error:
                raise NoLine("line.no_authority", path=str(self._authority)) from error
        return context

    def encrypt(self, plain: socket.socket, host: str) -> ssl.SSLSocket:
        """TLS on a connection, the certificate being for `host`. Raises NoLine("line.not_trusted" | "line.unreachable")."""
        try:
            return self.trust().wrap_socket(plain, server_hostname=host)
        except ssl.SSLError as error:
            plain.close()
            raise NoLine("line.not_trusted", host=host) from error
        except OSError as error:
            plain.close()
            raise NoLine("line.unreachable", host=host) from error
        except BaseException:
            plain.close()
            raise

    def count(self, sent: int, received: int) -> None:
        """Adds to the day's bytes."""
        self._door.meter.add(sent, received)
