"""The practice shop: settings, credentials (public on purpose), its state, and what every method shares."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from desktop.practice.faults import Faults
from desktop.practice.state import State
from desktop.practice.wire import FilePart

APP_KEY = "500100"
APP_SECRET = "practice-shop-secret-is-public"  # noqa: S105 (public: it opens only this practice shop)
LIMITED_KEY = "500200"
"""A second app, not granted photobank.upload and schema.add: "not reviewed yet"."""
LIMITED_SECRET = "limited-app-secret-is-public"  # noqa: S105 (public as well)
SECRETS = {APP_KEY: APP_SECRET, LIMITED_KEY: LIMITED_SECRET}
NOT_GRANTED = {LIMITED_KEY: ("alibaba.icbu.photobank.upload", "alibaba.icbu.product.schema.add")}
CHINA_TIME = timezone(timedelta(hours=8))


class GatewayError(Exception):
    """An error that the gateway answers with (HTTP 200 and error_response, or the flat shape on /rest)."""

    def __init__(self, code: str, msg: str, sub_code: str = "", sub_msg: str = "", kind: str = "ISV") -> None:
        super().__init__(msg)
        self.code, self.msg, self.sub_code, self.sub_msg, self.kind = code, msg, sub_code, sub_msg, kind

    def body(self) -> dict[str, str]:
        """The members of error_response, without the ids."""
        pairs = {
            "type": self.kind,
            "code": self.code,
            "msg": self.msg,
            "sub_code": self.sub_code,
            "sub_msg": self.sub_msg,
        }
        return {key: value for key, value in pairs.items() if value}


def missing(name: str) -> GatewayError:
    """The error for a required parameter that was not sent."""
    return GatewayError(
        "MissingParameter",
        f"The input parameter “{name}” that is mandatory for processing this request is not supplied",
    )


def invalid(name: str) -> GatewayError:
    """The error for a parameter with a value that cannot be used."""
    return GatewayError("InvalidParameter", f"The specified parameter “{name}” is not valid")


@dataclass(frozen=True)
class Settings:
    """How this practice shop behaves; times in seconds."""

    token_seconds: float = 864_000
    refresh_seconds: float = 5_184_000
    code_seconds: float = 1_800
    text_expires: bool = False
    review_seconds: float = 3.0
    list_lag: float = 1.0
    timestamp_tolerance: float = 600.0
    calls_per_second: float = 0.0
    """Above this many calls in one second the answer is ApiCallLimit; 0 sets no limit."""


@dataclass
class Call:
    """One business call that passed the gateway's checks."""

    method: str
    params: dict[str, str]
    files: dict[str, FilePart] = field(default_factory=dict)

    def need(self, name: str) -> str:
        """A parameter that must be there."""
        value = self.params.get(name, "")
        if value == "":
            raise missing(name)
        return value

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number; without ``default`` it must be there."""
        text = self.params.get(name, "")
        if text == "" and default is not None:
            return default
        return whole(self.need(name), name)

    def object(self, name: str) -> dict[str, Any]:
        """A parameter that holds one JSON object."""
        try:
            value = json.loads(self.need(name))
        except (ValueError, RecursionError) as error:
            raise invalid(name) from error
        if not isinstance(value, dict):
            raise invalid(name)
        return value


def whole(value: object, name: str) -> int:
    """A whole number from text or number, bounded to what a database holds."""
    text = str(value).strip()
    if isinstance(value, bool) or not text.lstrip("-").isascii() or not text.lstrip("-").isdigit() or len(text) > 18:
        raise invalid(name)
    return int(text)


class Shop:
    """State, settings, faults and the clock, handed to every method."""

    def __init__(self, folder: Path, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.state = State(folder / "practice.sqlite3")
        self.settings = settings
        self.clock = clock
        self.faults = Faults()
        self.base_url = ""
        self.demanded: frozenset[str] = frozenset()
        """Ids of fields that every form requires from now on: "the platform has changed its form"."""
        self.gone: frozenset[int] = frozenset()
        """Leaf categories that are no more."""

    def stamp(self, at: float) -> str:
        """A moment as the platform writes it: ``yyyy-MM-dd HH:mm:ss`` in Chinese time."""
        return datetime.fromtimestamp(at, UTC).astimezone(CHINA_TIME).strftime("%Y-%m-%d %H:%M:%S")

    def moment(self, text: str, name: str) -> float:
        """The reverse of :meth:`stamp`."""
        try:
            return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA_TIME).timestamp()
        except (ValueError, OverflowError) as error:
            raise invalid(name) from error

    @staticmethod
    def ids() -> dict[str, str]:
        """request_id and _trace_id_ of one answer."""
        one = uuid.uuid4().hex
        return {"request_id": one[:24], "_trace_id_": one[::-1]}
