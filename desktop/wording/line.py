"""Words for line."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {}
