"""A model on another computer (llama-server, vLLM, Ray Serve, DashScope): where it is, whether it is on, what it costs.

Off until the owner switches it on. The key lies in the keyring. Prompts hold only public facts, as for the local engine.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any, get_args
from urllib.parse import urlsplit

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.engine.grammar import LineRule, lark
from desktop.engine.protocol import Job, Prompt
from desktop.engine.remote import Dialect, RemoteEngine, Server
from desktop.i18n import _
from desktop.services.settings import Settings
from desktop.system.http import HttpDoor, is_loopback
from desktop.system.secrets import Secrets

SECRET = "model-server"  # noqa: S105 - the secret's name
DIALECTS: tuple[str, ...] = get_args(Dialect)


@dataclass(frozen=True)
class Price:
    """What a server charges, or about will; nothing where no price was stated, and for the model on this computer."""

    sum: Decimal = Decimal(0)
    currency: str = ""

    def expected(self) -> str:
        """The sentence before a run, "" where nothing is charged."""
        if not self.currency or not self.sum:
            return ""
        return _("The model server will charge about {sum} {currency}.", sum=f"{self.sum:.4f}", currency=self.currency)

    def charged(self) -> str:
        """The sentence after a run, "" where nothing is charged."""
        if not self.currency:
            return ""
        return _("The model server charged {sum} {currency}.", sum=f"{self.sum:.4f}", currency=self.currency)


class ModelServer:
    """The verbs on the model server."""

    def __init__(self, settings: Settings, secrets: Secrets, door: HttpDoor) -> None:
        self._settings, self._secrets, self._door = settings, secrets, door

    def get(self) -> Server:
        """The server as it was stated, without its key; an empty address when there is none."""
        known = {name: value for name, value in self._settings.get("model_server").items() if name in Server.__dataclass_fields__}
        return Server(**{"address": "", "model": "", **known})

    def save(self, server: Server, key: str | None = None) -> Changes:
        """Keeps the server; `key` None leaves the key as it is. Raises BadInput("model.server_address") for a useless address."""
        if server.on or server.address:
            checked(server)
        if key is not None:
            self._secrets.put(SECRET, key) if key else self._secrets.forget(SECRET)
        return self._settings.put("model_server", {name: value for name, value in asdict(server).items() if name != "key"})

    def engine(self) -> RemoteEngine:
        """The server as an engine. Raises BadInput for an address that cannot be used."""
        return self._engine(self.get())

    def test(self) -> dict[str, Any]:
        """Asks for one short line: {"fits": whether it kept to its rule, "spent": its price}. Raises LineProblem in one sentence."""
        server = replace(self.get(), on=True)
        engine = self._engine(server)
        job = Job("test", "Write one line about a basket.\n", lark("en", [LineRule("", (), (), (2, 8))]), 60, 0.0)
        written = engine.draft(Prompt("You write product texts.", "", "A basket woven by hand. "), [job])
        return {"fits": bool(written.texts["test"].strip()), "spent": engine.spent, "currency": server.currency}

    def _engine(self, server: Server) -> RemoteEngine:
        return RemoteEngine(replace(checked(server), key=self._secrets.get(SECRET) or ""), self._door)


def checked(server: Server) -> Server:
    """The server, with plain HTTP allowed only inside this computer. Raises BadInput("model.server_address")."""
    try:
        parts = urlsplit(server.address)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    local = is_loopback(host)
    if (
        not host
        or not server.model
        or not (parts.scheme == "https" or (parts.scheme == "http" and local))
        or server.dialect not in DIALECTS
    ):
        raise BadInput("model.server_address", address=server.address[:80])
    return replace(server, plain_http=local and parts.scheme == "http", together=max(1, min(server.together, 64)))
