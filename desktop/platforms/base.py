"""The one small interface to every platform (design, section 9), and the errors that decide what the line does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from desktop.domain.errors import Problem


class PlatformProblem(Problem):
    """Something between us and a platform; subclasses say what the line does about it."""

    exit_code = 3


class Unreachable(PlatformProblem):
    """Nothing was sent, or the platform refused for a passing reason: pause, keep the order, try again."""


class RateLimited(PlatformProblem):
    """The platform asks to wait `after` seconds."""

    def __init__(self, code: str, after: float, **fields: object) -> None:
        super().__init__(code, after=after, **fields)
        self.after = after


class AuthExpired(PlatformProblem):
    """The owner must sign in again."""


class Rejected(PlatformProblem):
    """The platform says no to what was sent; `places` maps a field to its plain sentence. Go on with the next item."""

    exit_code = 1

    def __init__(self, code: str, places: Mapping[str, str] | None = None, **fields: object) -> None:
        super().__init__(code, **fields)
        self.places = dict(places or {})


class NotAllowed(Rejected):
    """The app lacks a permission, or this computer's address is not on the platform's list."""


class Conflict(PlatformProblem):
    """The platform's copy changed since we last read it; `remote` holds its values by field."""

    exit_code = 1

    def __init__(self, code: str, remote: Mapping[str, Any], **fields: object) -> None:
        super().__init__(code, **fields)
        self.remote = dict(remote)


class Gone(PlatformProblem):
    """What should be changed is no longer there."""

    exit_code = 1


class Unknown(PlatformProblem):
    """Sent, but no answer: it may or may not have been carried out."""


@dataclass(frozen=True)
class Account:
    """Who we are at a platform, in plain words, and until when (seconds since 1970, None when not stated)."""

    id: str
    name: str
    until: float | None = None


@dataclass(frozen=True)
class Capabilities:
    """What a platform can do. `list_lag` is how many seconds its lists lag behind at most; None when nobody knows."""

    locales: tuple[str, ...]
    image_bytes: int
    images: int
    title_bytes: int
    channels: tuple[str, ...] = ()
    list_lag: float | None = None
    settle: float = 900.0
    """Seconds after which a request that was sent can no longer take effect."""
    has_key: bool = False
    """Whether products can be looked up by our own key, so that a repeated send cannot make a second one."""


@dataclass(frozen=True)
class Item:
    """What is pushed. `key` is the outbox id, `verb` one of publish, update, display, reply; `progress` is what earlier
    tries achieved (uploaded pictures), `known` the platform's ids that already belong to other products of ours."""

    key: str
    verb: str
    data: Mapping[str, Any]
    sent_at: float | None = None
    progress: Mapping[str, Any] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    approved_at: float = 0.0
    """When the owner approved it, seconds since 1970: what the platform changed later is news to the owner."""


@dataclass(frozen=True)
class Receipt:
    """What the platform confirmed: its id, the page buyers see, and what was read back."""

    id: str
    url: str = ""
    readback: Mapping[str, Any] = field(default_factory=dict)
    differences: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The thing is there."""

    receipt: Receipt


@dataclass(frozen=True)
class Absent:
    """The platform showed everything it has, and the thing is not there."""


@dataclass(frozen=True)
class Unsure:
    """It cannot be told (yet); look again after `wait` seconds. `candidates` is what might be it."""

    wait: float
    candidates: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Page:
    """Messages or orders since a cursor, and the next cursor."""

    rows: tuple[Mapping[str, Any], ...]
    cursor: str


Progress = Callable[[str, Any], None]
"""Keeps what a try has achieved so far (an uploaded picture) under a name, durably, before the next step starts."""


class Platform(Protocol):
    """A place where things are published or messages come from."""

    @property
    def name(self) -> str:
        """The platform's own name, as shown."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can do."""

    def check(self) -> Account:
        """Tests the connection; raises a PlatformProblem."""

    def pull(self, cursor: str) -> Page:
        """Messages or orders after `cursor` ("" from the beginning)."""

    def push(self, item: Item, keep: Progress) -> Receipt:
        """Sends one thing. Raises Unknown when it may have been carried out, else another PlatformProblem."""

    def find(self, item: Item) -> Found | Absent | Unsure:
        """Whether an earlier push of `item` was carried out, by what the platform really offers."""
