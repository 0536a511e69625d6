"""Mail services exporters use, as data, and what one mailbox's connector must know."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.errors import BadInput

ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"\\\x00-\x1f\x7f]{1,64}@[^\s@<>()\[\],;:\"\\\x00-\x1f\x7f]{1,253}")
SECURITIES = ("tls", "starttls")
FILING = ("always", "setting", "never")


@dataclass(frozen=True)
class Server:
    """Where a server listens. `security` is "tls" (from the first byte) or "starttls"; there is no third."""

    host: str
    port: int
    security: str = "tls"


@dataclass(frozen=True)
class Service:
    """A mail service: `files_sent` is always, setting or never; `sign_in` is password, app_password or oauth.

    `oauth` has authorize, token (addresses) and scope where tokens are possible.
    """

    id: str
    name: Mapping[str, str]
    imap: Server
    smtp: Server
    files_sent: str
    sign_in: str
    domains: tuple[str, ...] = ()
    oauth: Mapping[str, str] | None = None


@dataclass(frozen=True)
class MailPlace:
    """One mailbox as its connector needs it. `first_days`: how far back the first pull reaches (0 = everything).

    `copy_self` sends a blind copy to the own address: proof of sending where the server files nothing.
    """

    id: str
    address: str
    name: str
    imap: Server
    smtp: Server
    files_sent: str = "setting"
    copy_self: bool = False
    first_days: int = 90
    sent_names: tuple[str, ...] = ("Sent",)

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]


class MailServices:
    """The known services, read from `mail.json`."""

    def __init__(self, file: Path) -> None:
        data = json.loads(file.read_text("utf-8"))
        self.all = tuple(_service(name, row) for name, row in data["services"].items())
        self.sent_names = tuple(data["sent_names"])

    def get(self, name: str) -> Service:
        """One service. Raises BadInput("mail.unknown_service")."""
        for service in self.all:
            if service.id == name:
                return service
        raise BadInput("mail.unknown_service", name=name[:40], known=", ".join(service.id for service in self.all))

    def of_address(self, address: str) -> Service | None:
        """The service that an address belongs to by its domain; None for a company's own domain. Asks nobody."""
        domain = address.rpartition("@")[2].lower()
        return next((service for service in self.all if domain in service.domains), None)

    def place(self, name: str, options: Mapping[str, Any]) -> MailPlace:
        """A mailbox from an account's options: `address`, `service` or own `imap` and `smtp`. Raises BadInput."""
        address = str(options.get("address", "")).strip()
        if not ADDRESS.fullmatch(address):
            raise BadInput("mail.bad_address", address=address[:80])
        chosen = options.get("service")
        service = self.get(str(chosen)) if chosen else self.of_address(address)
        filing = str(options.get("files_sent") or (service.files_sent if service else "setting"))
        return MailPlace(
            name,
            address,
            " ".join(str(options.get("name", "")).split())[:120],
            _own_server(options, "imap", service),
            _own_server(options, "smtp", service),
            filing if filing in FILING else "setting",
            options.get("copy_self") is True,
            _days(options.get("first_days")),
            self.sent_names,
        )


def _service(name: str, row: Mapping[str, Any]) -> Service:
    return Service(
        name,
        row["name"],
        Server(*row["imap"]),
        Server(*row["smtp"]),
        row["files_sent"],
        row["sign_in"],
        tuple(row["domains"]),
        row.get("oauth"),
    )


def _own_server(options: Mapping[str, Any], kind: str, service: Service | None) -> Server:
    given = options.get(kind)
    if given is None:
        if service is None:
            raise BadInput("mail.no_server", kind=kind.upper())
        return service.imap if kind == "imap" else service.smtp
    try:
        host, port, *rest = given
        security = str(rest[0]) if rest else "tls"
        if not 0 < int(port) < 65536 or security not in SECURITIES or not re.fullmatch(r"[^\s/@\x00-\x1f]{1,253}", str(host)):
            raise ValueError(given)
    except (TypeError, ValueError) as error:
        raise BadInput("mail.bad_server", kind=kind.upper()) from error
    return Server(str(host), int(port), security)


def _days(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 36500 else 90
