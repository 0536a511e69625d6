"""Which records a write touched; the one signal that refreshes screens."""

from __future__ import annotations

from dataclasses import dataclass, field

NOUNS = ("cards", "factory", "listings", "messages", "deals", "outbox", "models", "settings")


@dataclass(frozen=True)
class Changes:
    """Ids of touched records by noun (one of NOUNS). Values add up with `|`."""

    touched: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, noun: str, *ids: str) -> Changes:
        """Changes of one noun; an unknown noun is a bug (ValueError)."""
        if noun not in NOUNS:
            raise ValueError(noun)
        return cls({noun: frozenset(ids)})

    def __or__(self, other: Changes) -> Changes:
        merged = dict(self.touched)
        for noun, ids in other.touched.items():
            merged[noun] = merged.get(noun, frozenset()) | ids
        return Changes(merged)

    def __bool__(self) -> bool:
        return any(self.touched.values())

    def has(self, noun: str) -> bool:
        """Whether any record of this noun was touched."""
        return bool(self.touched.get(noun))
