"""Access and refresh tokens: kept only in the secrets that the system offers, refreshed before they end."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from desktop.platforms.base import AuthExpired, Rejected

EARLY_SECONDS = 60
"""A token is refreshed this long before its end; one that is refused earlier is refreshed then."""


class Secrets(Protocol):
    """Where tokens live: the keyring, or memory until the program closes."""

    def get(self, name: str) -> str | None:
        """The secret of that name, or None."""

    def put(self, name: str, value: str) -> bool:
        """Keeps a secret; whether it lasts beyond this run."""

    def forget(self, name: str) -> None:
        """Forgets a secret; a missing one is fine."""


@dataclass(frozen=True)
class Tokens:
    """One pair. Times in seconds since 1970; None when the platform states no end; `login` is the seller's name."""

    access: str
    refresh: str = ""
    until: float | None = None
    refresh_until: float | None = None
    login: str = ""


def tokens_from(data: dict[str, Any], now: float) -> Tokens:
    """The tokens in an answer of the token call; lifetimes come as text or number (reference, section 2)."""
    access = data.get("access_token")
    if not isinstance(access, str) or not access:
        raise Rejected("platform.refused", said="no access_token")
    lives = [_seconds(data.get(name)) for name in ("expires_in", "refresh_expires_in")]
    info = data.get("user_info")
    login = str(data.get("account") or (info.get("loginId") if isinstance(info, dict) else "") or "")
    refresh = data.get("refresh_token")
    return Tokens(
        access,
        refresh if isinstance(refresh, str) and lives[1] != 0 else "",
        None if lives[0] is None else now + lives[0],
        None if lives[1] is None else now + lives[1],
        login[:120],
    )


def _seconds(value: object) -> float | None:
    try:
        number = float(str(value))
    except ValueError:
        return None
    return number if 0 <= number < 1e10 else None


class TokenStore:
    """The tokens of one account. One refresh at a time; the new pair is kept before it is used."""

    def __init__(self, secrets: Secrets, account: str, clock: Callable[[], float]) -> None:
        self._secrets, self._name, self._clock = secrets, f"alibaba/{account}/tokens", clock
        self._lock = threading.Lock()

    def read(self) -> Tokens | None:
        """The kept tokens, or None."""
        text = self._secrets.get(self._name)
        if not text:
            return None
        try:
            return Tokens(**json.loads(text))
        except (ValueError, TypeError):
            return None

    def keep(self, tokens: Tokens) -> None:
        """Keeps a pair in one write."""
        self._secrets.put(self._name, json.dumps(asdict(tokens)))

    def forget(self) -> None:
        """Wipes the tokens of this account."""
        self._secrets.forget(self._name)

    def access(self, refresh: Callable[[str], Tokens], refused: str = "") -> str:
        """A good access token; `refused` is one that the platform has just turned down.

        Raises AuthExpired where only the owner can sign in again.
        """
        with self._lock:
            tokens = self.read()
            if tokens is None:
                raise AuthExpired("platform.not_signed_in")
            stale = tokens.until is not None and tokens.until - self._clock() < EARLY_SECONDS
            if tokens.access != refused and not (stale and tokens.refresh):
                return tokens.access
            if not tokens.refresh:
                raise AuthExpired("platform.sign_in_again")
            fresh = refresh(tokens.refresh)
            self.keep(fresh if fresh.login else Tokens(**{**asdict(fresh), "login": tokens.login}))
            return fresh.access
