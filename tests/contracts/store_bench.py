"""What the store contracts share: a product in three languages, a door that loses answers, and one push."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.domain.listings import Listing
from desktop.domain.publications import Publication
from desktop.platforms.base import Item
from desktop.platforms.store import Store
from desktop.system.http import Ask, HttpDoor, LostAnswer, Reply
from tests.publishing import basket, door


class Uploaded:
    """Uploaded pictures of one account, for one test."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}

    def get(self, sha256: str) -> Any:
        return self.known.get(sha256)

    def put(self, sha256: str, data: Any) -> None:
        self.known[sha256] = data


class Losing(HttpDoor):
    """A door that loses the answer of the next request whose body holds a word."""

    def __init__(self) -> None:
        self._real = door()
        self._meter = self._real.meter
        self.lose = ""
        self.sent: list[str] = []

    def send(self, ask: Ask) -> Reply:
        text = (ask.body or b"").decode("utf-8", "replace") + str(dict(ask.form))
        self.sent += re.findall(r"\{(\w+)\(", text)[:1]
        reply = self._real.send(ask)
        if self.lose and self.lose in text:
            self.lose = ""
            raise LostAnswer("line.lost_answer", host="shop")
        return reply


def lamp(folder: Path, sku: str) -> Publication:
    """A product in three languages."""
    first = basket(folder, sku)
    english = first.main
    assert english is not None
    spanish = Listing("es", f"Cesta de ratán {sku}", ("Tejida a mano",), "Una cesta firme.\nMantiene su forma.")
    arabic = Listing("ar", f"سلة روطان {sku}", ("منسوجة يدويًا",), "سلة متينة \u200f10 قطع.")
    return replace(first, listings={"en": english, "es": spanish, "ar": arabic})


def item(publication: Publication, **more: Any) -> Item:
    progress: dict[str, Any] = more.pop("progress", {})
    return Item("k", "publish", {"publication": publication.to_json(), **more}, 1.0, progress)


def push(store: Store, publication: Publication, **more: Any) -> tuple[Any, dict[str, Any]]:
    kept: dict[str, Any] = {}
    return store.push(item(publication, **more), kept.__setitem__), kept
