"""Calls of gateway G1: signed, paced, with a fresh timestamp each time, and every failure named for what it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.platforms.alibaba import faults
from desktop.platforms.alibaba.signing import signature
from desktop.platforms.alibaba.tokens import Tokens, TokenStore, tokens_from
from desktop.platforms.base import AuthExpired, Rejected, Unknown, Unreachable
from desktop.system.http import Ask, HttpDoor, LostAnswer, NoLine, Upload

REAL_BASE = "https://open-api.alibaba.com"


@dataclass(frozen=True)
class App:
    """The app that the seller registered. `base` is the gateway's address; the practice shop has its own."""

    key: str
    secret: str = field(repr=False)
    base: str = REAL_BASE


@dataclass(frozen=True)
class Timeouts:
    """Seconds: to connect, between bytes, and for a whole call."""

    connect: float = 10.0
    read: float = 30.0
    whole: float = 180.0


class Client:
    """Runs methods of one account."""

    def __init__(self, door: HttpDoor, app: App, tokens: TokenStore, clock: Callable[[], float], timeouts: Timeouts | None = None) -> None:
        self._door, self._app, self._tokens, self._clock = door, app, tokens, clock
        self._timeouts = timeouts or Timeouts()

    @property
    def tokens(self) -> TokenStore:
        """The account's tokens."""
        return self._tokens

    def now(self) -> float:
        """Seconds since 1970 by the clock that signs calls."""
        return self._clock()

    def call(
        self, method: str, params: Mapping[str, Any], *, write: bool = False, upload: tuple[str, Upload] | None = None
    ) -> dict[str, Any]:
        """One business call; objects travel as JSON text. Raises the errors of `platforms.base`.

        `write` marks a call that changes something: a lost answer of it is Unknown, never retried here.
        """
        access = self._tokens.access(self._refresh)
        try:
            return self._once(method, params, access, write, upload)
        except faults.TokenRefused:  # turned down before anything was done, so the same call may go again
            access = self._tokens.access(self._refresh, refused=access)
            return self._once(method, params, access, write, upload)

    def _once(self, method: str, params: Mapping[str, Any], access: str, write: bool, upload: tuple[str, Upload] | None) -> dict[str, Any]:
        common = {
            "method": method,
            "app_key": self._app.key,
            "access_token": access,
            "timestamp": str(int(self._clock() * 1000)),
            "sign_method": "sha256",
            "format": "json",
            "simplify": "true",
        }
        own = {name: _text(value) for name, value in params.items()}
        own = {name: value for name, value in own.items() if value}
        common["sign"] = signature({**common, **own}, self._app.secret)
        files = {upload[0]: upload[1]} if upload else {}
        data = self._send(f"{self._app.base}/sync", common, own, files, write)
        return faults.unwrap(data, method, write=write)

    def _send(
        self, url: str, query: Mapping[str, str], form: Mapping[str, str], files: Mapping[str, Upload], write: bool
    ) -> dict[str, Any]:
        wait = self._timeouts
        ask = Ask(
            "POST",
            url,
            params=query,
            form=form,
            files=files,
            connect_timeout=wait.connect,
            timeout=wait.read,
            deadline=wait.whole,
        )
        try:
            reply = self._door.send(ask)
        except NoLine as error:
            raise Unreachable(error.code, **error.fields) from error
        except LostAnswer as error:
            raise (Unknown if write else Unreachable)("platform.no_answer") from error
        return faults.parse(reply, write=write)

    # tokens ------------------------------------------------------------------------------------------------------

    def authorize_url(self, redirect: str, state: str) -> str:
        """Where the owner's browser goes to allow this app."""
        from urllib.parse import urlencode

        query = {
            "response_type": "code",
            "force_auth": "true",
            "redirect_uri": redirect,
            "client_id": self._app.key,
            "state": state,
        }
        return f"{self._app.base}/oauth/authorize?{urlencode(query)}"

    def sign_in(self, code: str) -> Tokens:
        """Exchanges the code from the browser for tokens and keeps them."""
        tokens = tokens_from(self._token_call("/auth/token/create", {"code": code.strip()}), self._clock())
        self._tokens.keep(tokens)
        return tokens

    def _refresh(self, token: str) -> Tokens:
        try:
            data = self._token_call("/auth/token/refresh", {"refresh_token": token})
        except Rejected as error:
            raise AuthExpired("platform.sign_in_again") from error
        return tokens_from(data, self._clock())

    def _token_call(self, path: str, own: Mapping[str, str]) -> dict[str, Any]:
        params = {
            "app_key": self._app.key,
            "timestamp": str(int(self._clock() * 1000)),
            "sign_method": "sha256",
            "simplify": "true",
            **own,
        }
        params["sign"] = signature(params, self._app.secret, path=path)
        data = self._send(f"{self._app.base}/rest{path}", {}, params, {}, False)
        return faults.unwrap(data, path, write=False)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
