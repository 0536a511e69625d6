"""Answers that are asked once and looked up ever after."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Key = TypeVar("_Key")
_Answer = TypeVar("_Answer")
_MOST = 50_000


class Once(dict[_Key, _Answer]):
    """A table that fills itself: a key that is not in it is asked for once. It starts anew when it has grown too large."""

    def __init__(self, ask: Callable[[_Key], _Answer]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, key: _Key) -> _Answer:
        answer = self._ask(key)
        if len(self) > _MOST:
            self.clear()
        self[key] = answer
        return answer
