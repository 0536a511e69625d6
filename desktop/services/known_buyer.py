"""What is known of who writes: where, what time it is there, since when, how often. Shown beside a message, said where it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from desktop.domain.messages import Message

# Domains of a country that firms everywhere use: they say nothing.
_EVERYWHERE = frozenset(("ai", "cc", "co", "fm", "gg", "io", "ly", "me", "sh", "so", "tk", "to", "tv", "ws", "eu", "su"))
_CODES = {"uk": "GB"}
# Calling codes (ITU-T E.164) of one country each; +1 and +7 are shared and left out.
_CALLING = {
    "20": "EG", "27": "ZA", "30": "GR", "31": "NL", "32": "BE", "33": "FR", "34": "ES", "36": "HU", "39": "IT", "40": "RO", "41": "CH",
    "43": "AT", "44": "GB", "45": "DK", "46": "SE", "47": "NO", "48": "PL", "49": "DE", "51": "PE", "52": "MX", "54": "AR", "55": "BR",
    "56": "CL", "57": "CO", "58": "VE", "60": "MY", "61": "AU", "62": "ID", "63": "PH", "64": "NZ", "65": "SG", "66": "TH", "81": "JP",
    "82": "KR", "84": "VN", "90": "TR", "91": "IN", "92": "PK", "94": "LK", "95": "MM", "98": "IR", "212": "MA", "213": "DZ", "216": "TN",
    "218": "LY", "233": "GH", "234": "NG", "251": "ET", "254": "KE", "255": "TZ", "256": "UG", "351": "PT", "353": "IE", "358": "FI",
    "370": "LT", "371": "LV", "372": "EE", "380": "UA", "381": "RS", "385": "HR", "386": "SI", "420": "CZ", "421": "SK", "502": "GT",
    "506": "CR", "507": "PA", "593": "EC", "595": "PY", "598": "UY", "855": "KH", "856": "LA", "880": "BD", "961": "LB", "962": "JO",
    "964": "IQ", "965": "KW", "966": "SA", "968": "OM", "971": "AE", "972": "IL", "973": "BH", "974": "QA", "977": "NP", "994": "AZ",
    "995": "GE", "996": "KG", "998": "UZ",
}  # fmt: skip
_PHONE = re.compile(r"(?<![\w+])(?:\+|00)\s?(\d{2,3})(?=[\s().-]?\d)")
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})$")


@dataclass(frozen=True)
class KnownBuyer:
    """`country` is an ISO 3166 code with what says so ("address", "telephone"); `there` is the time where the mail was written;
    `since` is the day of the first message, `messages` and `orders` how many there were. Empty or None where it is not known.
    """

    country: str = ""
    by: str = ""
    there: datetime | None = None
    since: str = ""
    messages: int = 0
    orders: int = 0


def known_buyer(last: Message, earlier: Sequence[Message], orders: int, now: datetime) -> KnownBuyer:
    """What `last` and the buyer's earlier messages tell."""
    country, by = _by_address(last.sender), "address"
    if not country:
        country, by = _by_telephone(last.body), "telephone"
    days = sorted(item.sent_at[:10] for item in (*earlier, last) if item.sent_at)
    there = _there(last, now)
    return KnownBuyer(country, by if country else "", there, days[0] if days else "", len({item.id for item in (*earlier, last)}), orders)


def _by_address(sender: str) -> str:
    end = sender.rpartition("@")[2].rpartition(".")[2].lower() if "@" in sender else ""
    return _CODES.get(end, end.upper()) if len(end) == 2 and end.isascii() and end.isalpha() and end not in _EVERYWHERE else ""


def _by_telephone(body: str) -> str:
    """The country of the only calling code that a message names."""
    found = {code for match in _PHONE.finditer(body[:20_000]) for length in (3, 2) if (code := _CALLING.get(match[1][:length]))}
    return found.pop() if len(found) == 1 else ""


def _there(last: Message, now: datetime) -> datetime | None:
    """The time by the writer's own clock; only a mail tells it."""
    offset = _OFFSET.search(last.sent_at) if last.channel in ("mail", "file") else None
    if offset is None:
        return None
    minutes = (int(offset[2]) * 60 + int(offset[3])) * (1 if offset[1] == "+" else -1)
    return now.astimezone(timezone(timedelta(minutes=minutes))) if abs(minutes) <= 14 * 60 else None
