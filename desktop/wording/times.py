"""How long ago, in words."""

from __future__ import annotations

from datetime import datetime

from desktop.i18n import _, ngettext


def waited(since: str, now: datetime) -> str:
    """ "just now", "5 minutes", "3 hours", "2 days" between an ISO time and now."""
    seconds = max(0, int((now - datetime.fromisoformat(since)).total_seconds()))
    if seconds < 60:
        return _("just now")
    if seconds < 3600:
        return ngettext("{n} minute", "{n} minutes", seconds // 60)
    if seconds < 48 * 3600:
        return ngettext("{n} hour", "{n} hours", seconds // 3600)
    return ngettext("{n} day", "{n} days", seconds // 86400)
