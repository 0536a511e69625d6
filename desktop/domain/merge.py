"""Three-way merge per field: what was published, what the owner has now, what the platform shows now.

A field that only one side touched merges by itself; a field that both touched differently is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HERE, THERE = "here", "there"


@dataclass(frozen=True)
class Sides:
    """One field that both sides changed: its three values, as comparable plain data (None: not there)."""

    base: object
    here: object
    there: object


@dataclass(frozen=True)
class Merged:
    """Where each field's value comes from ("here" or "there"), and the fields that must be asked."""

    source: Mapping[str, str]
    asked: Mapping[str, Sides]


def merge(
    base: Mapping[str, object],
    here: Mapping[str, object],
    there: Mapping[str, object],
    chosen: Mapping[str, str] | None = None,
) -> Merged:
    """Merges field by field; `chosen` holds the owner's earlier answers ("here" or "there").

    A field deleted on one side and changed on the other is asked; deleted on both sides it stays deleted.
    """
    source: dict[str, str] = {}
    asked: dict[str, Sides] = {}
    for name in sorted({*base, *here, *there}):
        old, ours, theirs = base.get(name), here.get(name), there.get(name)
        if (chosen or {}).get(name) in (HERE, THERE):
            source[name] = (chosen or {})[name]
        elif ours == theirs or theirs == old:
            source[name] = HERE
        elif ours == old:
            source[name] = THERE
        else:
            asked[name] = Sides(old, ours, theirs)
    return Merged(source, asked)
