"""Every set of migrations, in the order they are applied. Append only."""

from __future__ import annotations

from desktop.storage import cards, listings, outbox, settings

ALL = (cards.MIGRATIONS, listings.MIGRATIONS, settings.MIGRATIONS, outbox.MIGRATIONS)
