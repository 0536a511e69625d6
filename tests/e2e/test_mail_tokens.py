"""A mailbox that takes tokens instead of a password: asked for by browser, kept in the secrets, renewed before they end."""

from __future__ import annotations

import json
import threading
import time
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from desktop.platforms.base import AuthExpired
from desktop.services.mail_accounts import MailAccounts
from tests.e2e.mail_servers import MailServers
from tests.publishing import MemorySecrets, door


class TokenServer:
    """A service's token address: hands out what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.answers: list[tuple[int, dict[str, Any]]] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                owner.asked.append(dict(urllib.parse.parse_qsl(body)))
                status, data = owner.answers.pop(0)
                answer = json.dumps(data).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/token"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()


@pytest.fixture
def tokens() -> Iterator[TokenServer]:
    made = TokenServer()
    yield made
    made.close()


def test_tokens_open_both_servers_and_are_renewed(tokens: TokenServer, tmp_path: Path) -> None:
    servers = MailServers()
    try:
        secrets = MemorySecrets()
        accounts = _accounts(servers, tokens, tmp_path, secrets)
        options = {"address": "seller@mail.test", "service": "own", "client_id": "app-1", "authority": str(servers.authority)}
        card = accounts.card("m", options)
        with pytest.raises(AuthExpired):
            accounts.mailbox(card).check()
        address = accounts.sign_in_address(card, "http://127.0.0.1:1/back", "state-1")
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
        assert (query["client_id"], query["code_challenge_method"], query["state"]) == ("app-1", "S256", "state-1")
        tokens.answers = [(200, {"access_token": servers.token("seller"), "refresh_token": "again-1", "expires_in": 10})]
        accounts.finish_sign_in(card, "code-1")
        assert (tokens.asked[0]["code"], tokens.asked[0]["grant_type"]) == ("code-1", "authorization_code")
        assert len(tokens.asked[0]["code_verifier"]) > 42
        tokens.answers = [(200, {"access_token": servers.token("seller"), "expires_in": 3600})]  # ten seconds left: renewed first
        assert accounts.mailbox(card).check().id == "seller@mail.test"
        assert tokens.asked[1]["refresh_token"] == "again-1"
        assert accounts.mailbox(card).check().id == "seller@mail.test"
        assert len(tokens.asked) == 2
        kept = json.loads(next(value for name, value in secrets.kept.items() if "tokens" in name))
        assert kept["refresh"] == "again-1"
        _a_refused_token_asks_the_owner(accounts, tokens, card, servers)
    finally:
        servers.close()


def _accounts(servers: MailServers, tokens: TokenServer, folder: Path, secrets: MemorySecrets) -> MailAccounts:
    """The services of a test: one, with its token address on loopback."""
    oauth = {"authorize": "https://own.example/authorize", "token": tokens.url, "scope": "mail"}
    own = {
        "name": {"zh": "x", "en": "x"}, "domains": [], "imap": ["localhost", servers.imaps], "smtp": ["localhost", servers.smtps],
        "files_sent": "never", "sign_in": "oauth", "oauth": oauth,
    }  # fmt: skip
    (folder / "mail.json").write_text(json.dumps({"services": {"own": own}, "sent_names": ["Sent"]}), "utf-8")
    return MailAccounts(secrets, door(), folder / "mail.json", time.time)  # type: ignore[arg-type]


def _a_refused_token_asks_the_owner(accounts: MailAccounts, tokens: TokenServer, card: Any, servers: MailServers) -> None:
    accounts.sign_in_address(card, "http://127.0.0.1:1/back", "state-2")
    tokens.answers = [(200, {"access_token": servers.token("seller", -100.0), "refresh_token": "r", "expires_in": 3600})]
    accounts.finish_sign_in(card, "code-2")
    with pytest.raises(AuthExpired):
        accounts.mailbox(card).check()
    accounts.sign_in_address(card, "http://127.0.0.1:1/back", "state-3")
    tokens.answers = [(400, {"error": "invalid_grant"})]
    with pytest.raises(AuthExpired):
        accounts.finish_sign_in(card, "code-3")
