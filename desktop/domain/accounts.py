"""Accounts: which shops and mailboxes the owner has. Secrets (app secret, tokens, passwords) are never in here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.errors import BadInput

KINDS = ("practice", "alibaba", "woocommerce", "vendure", "mail")
SHOPS = KINDS[:4]
"""Kinds that products can be published to."""


@dataclass(frozen=True)
class AccountCard:
    """One account: `kind` is one of KINDS, `options` hold what its connector needs (address, app key, places ...)."""

    id: str
    kind: str
    name: str
    options: Mapping[str, Any] = field(default_factory=dict)

    def option(self, name: str, default: str = "") -> str:
        """A text option."""
        value = self.options.get(name, default)
        return value if isinstance(value, str) else default

    def to_json(self) -> dict[str, Any]:
        """Plain data for the settings."""
        return {"kind": self.kind, "name": self.name, "options": dict(self.options)}


def account_from_json(name: str, data: object) -> AccountCard:
    """An account as kept; raises BadInput("account.broken") for anything else."""
    if not isinstance(data, Mapping) or data.get("kind") not in KINDS or not re.fullmatch(r"[a-z0-9-]{1,40}", name):
        raise BadInput("account.broken", account=name[:40])
    options = data.get("options")
    return AccountCard(name, str(data["kind"]), str(data.get("name", name)), options if isinstance(options, Mapping) else {})
