"""The platform's category tree, asked once and kept, and a guess for our own categories by name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.platforms.alibaba.client import Client
from desktop.platforms.alibaba.forms import FormMemory
from desktop.platforms.base import Rejected, Unreachable

MAX_CALLS = 60
"""The real tree has thousands of categories: there the owner chooses, a guess is for small trees."""
FRESH_SECONDS = 30 * 86_400.0
"""A tree changes rarely; a category that has gone makes all of it old at once."""


@dataclass(frozen=True)
class Node:
    """One category of the platform."""

    id: int
    name: str
    zh: str
    leaf: bool
    children: tuple[int, ...]


def numbers_of(value: object) -> tuple[int, ...]:
    """A list of ids in either envelope."""
    if isinstance(value, Mapping):
        value = value.get("number", ())
    if isinstance(value, int):
        value = [value]
    return tuple(int(item) for item in value) if isinstance(value, list) else ()


def words_of(name: str) -> frozenset[str]:
    """The words of a name, without plural endings and order."""
    found = re.findall(r"[a-z0-9]+", name.lower().replace("t-shirt", "tshirt"))
    return frozenset(re.sub(r"(?<=[a-z]{3})s$", "", word) for word in found)


class Categories:
    """Asks for categories as they are needed and keeps them; without a line what is kept is used, however old."""

    def __init__(self, client: Client, memory: FormMemory) -> None:
        self._client, self._memory = client, memory

    def node(self, number: int) -> Node:
        """One category; raises Rejected(platform.category_gone) for one that is not there."""
        name = f"category/{number}"
        known = self._memory.get(name)
        if known is not None and 0 <= self._client.now() - known.at < FRESH_SECONDS:
            return _node(number, json.loads(known.text))
        try:
            answer = self._client.call("alibaba.icbu.category.get.new", {"cat_id": str(number)})
        except Unreachable:
            if known is None:
                raise
            return _node(number, json.loads(known.text))
        row = answer.get("category")
        if not isinstance(row, Mapping):
            raise Rejected("platform.category_gone", category=number)
        self._memory.put(name, json.dumps(dict(row), ensure_ascii=False))
        return _node(number, row)

    def guess(self, category: str) -> int | None:
        """The leaf whose English name has the words of our category's last part; None when nothing or two fit."""
        wanted = words_of(category.rsplit("/", 1)[-1])
        leaves = [(node.id, words_of(node.name)) for node in self._leaves()]
        exact = [number for number, words in leaves if words == wanted]
        wider = [number for number, words in leaves if words and words < wanted]
        found = exact or wider
        return found[0] if len(found) == 1 else None

    def _leaves(self) -> list[Node]:
        queue, leaves, calls = [0], [], 0
        while queue and calls < MAX_CALLS:
            node = self.node(queue.pop(0))
            calls += 1
            if node.leaf:
                leaves.append(node)
            else:
                queue += node.children
        return [] if queue else leaves


def _node(number: int, row: Mapping[str, object]) -> Node:
    return Node(
        number,
        str(row.get("name", "")),
        str(row.get("cn_name", "")),
        str(row.get("leaf_category", "")).lower() == "true",
        numbers_of(row.get("child_ids")),
    )
