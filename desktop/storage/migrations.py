"""Every set of migrations, in the order they are applied. Append only."""

from __future__ import annotations

from desktop.storage import cards, deals, forms, listings, mail, messages, outbox, settings

ALL = (
    cards.MIGRATIONS,
    listings.MIGRATIONS,
    settings.MIGRATIONS,
    outbox.MIGRATIONS,
    messages.MIGRATIONS,
    deals.MIGRATIONS,
    mail.MIGRATIONS,
    forms.MIGRATIONS,
)
