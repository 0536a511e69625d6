"""Signing in to mail servers, and what their refusals mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.platforms.base import AuthExpired, NotAllowed, PlatformProblem, RateLimited, Unreachable

BUSY_SECONDS = 900.0
_BUSY = re.compile(r"too many|too fast|rate|frequen|limit|throttl|quota|过于频繁|频率", re.IGNORECASE)
_PASSING = re.compile(r"\[(?:UNAVAILABLE|LIMIT|INUSE|SERVERBUG)\]|try (?:again )?later|temporar|too many", re.IGNORECASE)
_UNSAFE = re.compile(r"unsafe login|not enabled|disabled|not open|未开启|service (?:is )?not|permission", re.IGNORECASE)


@dataclass(frozen=True)
class Credential:
    """Who signs in: with a password (or app password), or with an OAuth access token."""

    user: str
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


SignIn = Callable[[], Credential]
"""Gives the credential of now; raises AuthExpired where there is none, Unreachable where a token must be renewed first."""


def said(answer: object) -> str:
    """A server's words for the owner: one line, no control characters, at most 200 characters."""
    if isinstance(answer, (list, tuple)):
        answer = b" ".join(part for part in answer if isinstance(part, bytes))
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())[:200]


def sign_in_refused(host: str, words: str) -> PlatformProblem:
    """A refused sign-in: the password (AuthExpired), the mailbox's own switch (NotAllowed), or a passing reason."""
    if _PASSING.search(words):
        return Unreachable("mail.busy", host=host, said=words)
    if _UNSAFE.search(words):
        return NotAllowed("mail.not_switched_on", host=host, said=words)
    return AuthExpired("mail.wrong_password", host=host, said=words)


def not_now(host: str, code: int, words: str) -> PlatformProblem:
    """A passing refusal (4xx): wait, longer where the server speaks of a limit."""
    if _BUSY.search(words):
        return RateLimited("platform.busy", BUSY_SECONDS, host=host, said=words)
    return Unreachable("mail.not_now", host=host, number=code, said=words)
