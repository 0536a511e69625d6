"""The platform's forms and labels, kept on disk: they are large, change rarely, and are needed without a line too.

A kept form is used for some hours; the platform's own word wins: a refusal is followed by asking for the form anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from desktop.platforms.alibaba.client import Client
from desktop.platforms.alibaba.faults import business
from desktop.platforms.alibaba.schema import Schema, SchemaField, parse_schema
from desktop.platforms.base import PlatformProblem, Rejected, Unreachable

FRESH_SECONDS = 6 * 3600.0
"""For sending: the platform itself refuses what no longer fits, and then it is asked anew."""
LOOK_SECONDS = 600.0
"""For telling the owner what is missing."""
REQUEST = "param_product_top_publish_request"


@dataclass(frozen=True)
class Heard:
    """A kept text: when it was heard, and when it first differed from before (0: never); seconds since 1970."""

    text: str
    at: float
    changed_at: float = 0.0


class FormMemory(Protocol):
    """What the platform said, by name."""

    def get(self, name: str) -> Heard | None:
        """What is kept, or None."""

    def put(self, name: str, text: str) -> None:
        """Keeps what was heard now."""

    def age(self, beginning: str) -> None:
        """Everything whose name begins so counts as old."""


class Remembered:
    """Memory for as long as the program runs."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._kept: dict[str, Heard] = {}

    def get(self, name: str) -> Heard | None:
        """See FormMemory."""
        return self._kept.get(name)

    def put(self, name: str, text: str) -> None:
        """See FormMemory."""
        before, now = self._kept.get(name), self._client.now()
        changed = 0.0 if before is None else before.changed_at if before.text == text else now
        self._kept[name] = Heard(text, now, changed)

    def age(self, beginning: str) -> None:
        """See FormMemory."""
        self._kept |= {name: Heard(row.text, 0.0, row.changed_at) for name, row in self._kept.items() if name.startswith(beginning)}


@dataclass(frozen=True)
class Form:
    """A category's form; `at` is when the platform said so, `changed_at` when it last became another one (0: never seen)."""

    place: int
    schema: Schema
    at: float
    changed_at: float = 0.0


class Forms:
    """Forms of one account."""

    def __init__(self, client: Client, memory: FormMemory) -> None:
        self._client, self._memory = client, memory

    def of(self, place: int, fresh: float = FRESH_SECONDS) -> Form:
        """The form, at most `fresh` seconds old. Raises Rejected(platform.category_gone) or what the line means."""
        name = f"form/{place}"
        known = self._memory.get(name)
        if known is None or not 0 <= self._client.now() - known.at < fresh:
            text = self._ask(place, "en_US")
            parse_schema(text)  # what is no form is not kept
            self._memory.put(name, text)
            known = self._memory.get(name)
        assert known is not None  # it was put there just now
        return Form(place, parse_schema(known.text), known.at, known.changed_at)

    def known(self, place: int) -> Form | None:
        """The form as it was last heard, however long ago; asks nobody."""
        heard = self._memory.get(f"form/{place}")
        return None if heard is None else Form(place, parse_schema(heard.text), heard.at, heard.changed_at)

    def seen(self, place: int) -> Form:
        """The form, from the platform where there is a line, else as it was last heard. Raises Unreachable for neither."""
        try:
            return self.of(place, LOOK_SECONDS)
        except Unreachable:
            known = self.known(place)
            if known is None:
                raise
            return known

    def labels(self, place: int) -> Mapping[str, str]:
        """The form's field names in Chinese by their place on it; empty where they cannot be had now."""
        heard = self._memory.get(f"labels/{place}")
        if heard is None:
            try:
                found = dict(_names(parse_schema(self._ask(place, "zh")).fields, ""))
            except PlatformProblem:
                return {}
            self._memory.put(f"labels/{place}", json.dumps(found, ensure_ascii=False))
            return found
        data: Mapping[str, str] = json.loads(heard.text)
        return data

    def _ask(self, place: int, language: str) -> str:
        try:
            wish = {"cat_id": place, "language": language}
            answer: Mapping[str, Any] = self._client.call("alibaba.icbu.product.schema.get", {REQUEST: wish})
            return str(business(answer, write=False).get("data", ""))
        except Rejected as error:
            if error.code == "platform.category_gone":
                self._memory.age("category/")
            raise


def _names(fields: tuple[SchemaField, ...], before: str) -> list[tuple[str, str]]:
    found = []
    for item in fields:
        found.append((before + item.id, item.name))
        found += _names(item.fields, f"{before}{item.id}.")
    return found
