"""From a mail account's card to its connector: service, servers, password or token."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from desktop.domain.accounts import AccountCard
from desktop.domain.errors import BadInput
from desktop.platforms.alibaba.tokens import TokenStore
from desktop.platforms.base import AuthExpired
from desktop.platforms.mailbox.connector import Mailbox
from desktop.platforms.mailbox.services import MailServices, Service
from desktop.platforms.mailbox.signs import Credential
from desktop.platforms.mailbox.tokens import MailApp, MailTokens
from desktop.system.http import HttpDoor
from desktop.system.mail_socket import MailDoor
from desktop.system.secrets import Secrets


@dataclass(frozen=True)
class MailChoice:
    """A service the owner can choose: its id, names by language, and how one signs in (password, app_password, oauth)."""

    id: str
    name: Mapping[str, str]
    sign_in: str


class MailAccounts:
    """Makes connectors of mail accounts. `file` is resources/platforms/mail.json.

    Options of such an account: address, name, service or imap and smtp ([host, port, security]), user, copy_self,
    first_days, files_sent, authority (a company's own certificate file), client_id (its app, where tokens are used).
    """

    def __init__(self, secrets: Secrets, door: HttpDoor, file: Path, clock: Callable[[], float]) -> None:
        self._secrets, self._door, self._file, self._clock = secrets, door, file, clock
        self._asked: dict[str, tuple[str, str]] = {}

    @cached_property
    def services(self) -> MailServices:
        """The known services."""
        return MailServices(self._file)

    def choices(self) -> list[MailChoice]:
        """Every known service."""
        return [MailChoice(item.id, item.name, item.sign_in) for item in self.services.all]

    def suggested(self, address: str) -> str:
        """The service of an address by its domain, "" for a company's own domain."""
        found = self.services.of_address(address)
        return found.id if found else ""

    def card(self, name: str, options: Mapping[str, Any]) -> AccountCard:
        """An account card, checked. Raises BadInput with what is missing."""
        place = self.services.place(name, options)
        return AccountCard(name, "mail", place.address, dict(options))

    def mailbox(self, account: AccountCard) -> Mailbox:
        """The connector. Raises BadInput where the card cannot be used."""
        place = self.services.place(account.id, account.options)
        authority = account.option("authority")
        door = MailDoor(self._door, Path(authority) if authority else None)
        return Mailbox(place, door, lambda: self._credential(account))

    def _credential(self, account: AccountCard) -> Credential:
        address = account.option("address").strip()
        user = account.option("user") or address
        if account.option("client_id"):
            return Credential(user, token=self.tokens(account).access())
        password = self._secrets.get(f"account/{account.id}/password")
        if not password:
            raise AuthExpired("mail.no_password", address=address)
        return Credential(user, password)

    def tokens(self, account: AccountCard) -> MailTokens:
        """The tokens of an account that signs in by browser. Raises BadInput where the service has no such way."""
        service = self._service(account)
        if service is None or service.oauth is None or not account.option("client_id"):
            raise BadInput("account.kind_not_ready", kind="OAuth")
        secret = self._secrets.get(f"account/{account.id}/client_secret") or ""
        app = MailApp(service.oauth["authorize"], service.oauth["token"], service.oauth["scope"], account.option("client_id"), secret)
        return MailTokens(self._door, app, TokenStore(self._secrets, account.id, self._clock), self._clock)

    def sign_in_address(self, account: AccountCard, redirect: str, state: str) -> str:
        """Where the owner's browser goes to let this program read and send mail."""
        verifier = token_urlsafe(48)
        self._asked[account.id] = (redirect, verifier)
        return self.tokens(account).address(redirect, state, verifier, account.option("address"))

    def finish_sign_in(self, account: AccountCard, code: str) -> None:
        """Takes the code that the browser brought back. Raises AuthExpired when nothing was asked, or the service says no."""
        asked = self._asked.pop(account.id, None)
        if asked is None:
            raise AuthExpired("platform.sign_in_again")
        self.tokens(account).finish(code, *asked)

    def _service(self, account: AccountCard) -> Service | None:
        chosen = account.option("service")
        return self.services.get(chosen) if chosen else self.services.of_address(account.option("address"))
