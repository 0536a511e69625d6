"""Which models there are to fetch: data in resources/models/catalogue.json, sources and all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.errors import BadInput
from desktop.models.download import Wanted


@dataclass(frozen=True)
class Entry:
    """One model to fetch. `parameters` in billions, `size` in bytes (about, where `tried` is False), `memory` in bytes for our context.

    `repository` and `file` name it on the hubs; `tried` says whether this download has ever been made by us.
    """

    name: str
    parameters: float
    repository: str
    file: str
    size: int
    memory: int
    licence: str
    languages: tuple[str, ...]
    sha256: str = ""
    tried: bool = False
    note: str = ""
    layers: int = 0


class Catalogue:
    """The entries and where they can be fetched from."""

    def __init__(self, path: Path) -> None:
        raw = json.loads(path.read_text("utf-8"))
        self._hubs: dict[str, str] = raw["hubs"]
        self.entries: tuple[Entry, ...] = tuple(_entry(item) for item in raw["models"])

    def get(self, name: str) -> Entry:
        """An entry by name. Raises BadInput("model.unknown")."""
        for entry in self.entries:
            if entry.name == name:
                return entry
        raise BadInput("model.unknown", name=name[:60])

    def wanted(self, entry: Entry, hub: str = "") -> Wanted:
        """What a download needs; `hub` puts one source first. The size is left to the source unless the download was tried."""
        order = sorted(self._hubs, key=lambda name: name != hub)
        sources = tuple(self._hubs[name].format(repository=entry.repository, file=entry.file) for name in order)
        return Wanted(entry.file, sources, entry.size if entry.tried else 0, entry.sha256)

    @property
    def hubs(self) -> tuple[str, ...]:
        """Names of the sources."""
        return tuple(self._hubs)


def _entry(item: dict[str, Any]) -> Entry:
    return Entry(**{**item, "languages": tuple(item["languages"])})
