"""The platform's category tree, asked once and kept, and a guess for our own categories by name."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.platforms.alibaba.client import Client
from desktop.platforms.base import Rejected

MAX_CALLS = 60
"""The real tree has thousands of categories: there the owner chooses, a guess is for small trees."""


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
    """Asks for categories as they are needed and keeps them while the program runs."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._nodes: dict[int, Node] = {}

    def node(self, number: int) -> Node:
        """One category; raises Rejected(platform.category_gone) for one that is not there."""
        with self._lock:
            known = self._nodes.get(number)
        if known is not None:
            return known
        answer = self._client.call("alibaba.icbu.category.get.new", {"cat_id": str(number)})
        row = answer.get("category")
        if not isinstance(row, Mapping):
            raise Rejected("platform.category_gone", category=number)
        node = Node(
            number,
            str(row.get("name", "")),
            str(row.get("cn_name", "")),
            str(row.get("leaf_category", "")).lower() == "true",
            numbers_of(row.get("child_ids")),
        )
        with self._lock:
            self._nodes[number] = node
        return node

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
