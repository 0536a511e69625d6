"""OAuth tokens of mail services that take no password: asked for in the owner's browser, renewed before they end."""

from __future__ import annotations

import base64
import hashlib
import json
import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.platforms.alibaba.tokens import Tokens, TokenStore
from desktop.platforms.base import AuthExpired, Unreachable
from desktop.system.http import Ask, HttpDoor, LostAnswer, NoLine

MAX_ANSWER = 100_000


@dataclass(frozen=True)
class MailApp:
    """The app registered with the service: `authorize` and `token` are addresses; `secret` may be empty (PKCE is always used)."""

    authorize: str
    token: str
    scope: str
    client_id: str
    secret: str = field(default="", repr=False)


class MailTokens:
    """Access tokens of one mailbox, kept in the keyring."""

    def __init__(self, door: HttpDoor, app: MailApp, store: TokenStore, clock: Callable[[], float]) -> None:
        self._door, self._app, self._store, self._clock = door, app, store, clock

    def access(self) -> str:
        """A token that is good now. Raises AuthExpired (sign in again) or Unreachable (no line to renew it)."""
        return self._store.access(self._renewed)

    def address(self, redirect: str, state: str, verifier: str, user: str = "") -> str:
        """Where the owner's browser goes. `verifier` is a random text that comes back with the code (RFC 7636)."""
        proof = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest()).rstrip(b"=").decode("ascii")
        query = {
            "response_type": "code", "client_id": self._app.client_id, "redirect_uri": redirect, "scope": self._app.scope, "state": state,
            "code_challenge": proof, "code_challenge_method": "S256", "access_type": "offline", "prompt": "consent", "login_hint": user,
        }  # fmt: skip
        return f"{self._app.authorize}?{urllib.parse.urlencode(query)}"

    def finish(self, code: str, redirect: str, verifier: str) -> None:
        """Exchanges the browser's code for tokens and keeps them. Raises AuthExpired or Unreachable."""
        own = {"grant_type": "authorization_code", "code": code.strip(), "redirect_uri": redirect, "code_verifier": verifier}
        self._store.keep(self._asked(own, ""))

    def _renewed(self, refresh: str) -> Tokens:
        return self._asked({"grant_type": "refresh_token", "refresh_token": refresh, "scope": self._app.scope}, refresh)

    def _asked(self, own: Mapping[str, str], refresh: str) -> Tokens:
        form = {"client_id": self._app.client_id, **own, **({"client_secret": self._app.secret} if self._app.secret else {})}
        try:
            reply = self._door.send(Ask("POST", self._app.token, form=form, max_bytes=MAX_ANSWER))
        except (NoLine, LostAnswer) as error:
            raise Unreachable(error.code, **error.fields) from error
        if reply.status >= 500 or reply.status == 429:
            raise Unreachable("platform.no_answer")
        data = _object(reply.body)
        access = data.get("access_token")
        if reply.status != 200 or not isinstance(access, str) or not access.isascii():
            raise AuthExpired("platform.sign_in_again")
        life = data.get("expires_in")
        until = self._clock() + float(life) if isinstance(life, int | float) and 0 < life < 1e8 else self._clock() + 1800.0
        return Tokens(access, str(data.get("refresh_token") or refresh), until)


def _object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
