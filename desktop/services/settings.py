"""Settings and the factory card."""

from __future__ import annotations

from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.factory import FactoryCard, factory_from_json, factory_to_json
from desktop.domain.line import LineRules, rules_from_json
from desktop.domain.listings import LOCALES
from desktop.storage import cards as card_rows
from desktop.storage import settings as rows
from desktop.storage.database import Store

# Every setting with its default: what is not here does not exist.
DEFAULTS: dict[str, Any] = {
    "language": "",  # "" follows the system
    "locales": list(LOCALES),
    "theme": "system",
    "offline": False,
    "first_start_done": False,
    "price_policy": {},
    "owner_pin": {},  # salt and hash; see services/owner.py
    "signer": "",
    "bytes_per_day": 0,
    "sending_paused": False,
    "reception": False,  # whether holding replies go out by themselves; see services/reception.py
    "line": {},  # probe, metered, night; see domain/line.py
    "backup_folder": "",
    "accounts": {},
    "model_kb_per_s": 0,  # how fast a model may be fetched, 0: as fast as it goes
    "mb_price": "",  # CNY for a megabyte on the owner's line, "" where it costs nothing
    "model_server": {},  # a model on another computer, off until it is switched on; see services/model_server.py
    "lists": {},
    "sheet_columns": {},  # the owner's own sheets: folded header -> card path ("" is left out), confirmed once
}


class Settings:
    """The verbs on settings."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str) -> Any:
        """A setting or its default; an unknown key is a bug (KeyError)."""
        return rows.get(self._store.read(), key, DEFAULTS[key])

    def put(self, key: str, value: Any) -> Changes:
        """Keep a setting; an unknown key is a bug (KeyError)."""
        if key not in DEFAULTS:
            raise KeyError(key)
        with self._store.write() as db:
            rows.put(db, key, value)
        return Changes.of("settings", key)

    def line_rules(self) -> LineRules:
        """What the owner allows on the line."""
        return rules_from_json(self.get("line"), offline=bool(self.get("offline")), bytes_per_day=int(self.get("bytes_per_day") or 0))

    def save_line_rules(self, rules: LineRules) -> Changes:
        """Keep what the owner allows on the line, all of it at once."""
        with self._store.write():
            changes = self.put("line", rules.to_json()) | self.put("offline", rules.offline)
            return changes | self.put("bytes_per_day", rules.bytes_per_day)

    def factory(self) -> FactoryCard | None:
        """The factory card, or None while the owner has not stated it."""
        data = card_rows.get_factory(self._store.read())
        return factory_from_json(data) if data else None

    def save_factory(self, factory: FactoryCard) -> Changes:
        """Keep the factory card."""
        with self._store.write() as db:
            card_rows.save_factory(db, factory_to_json(factory, private=True))
        return Changes.of("factory", "factory")
