"""The fact lock (promise 1): every number, unit, material, colour, certificate, code, price and trade term of a text is
traced to the card, or becomes a finding with its exact place.

    lock = FactLock(glossaries)
    lock.check(card, listing)                                   a whole listing
    lock.check_text(card, "es", "reply", text, allow=...)       one text, with more that it may state
    lock.facts_stated(card, "es", text)                         ticks and crosses for the read-back
    correction(finding)                                         what one click puts in
"""

from __future__ import annotations

from desktop.drafting.facts.lock import Allowances, FactLock
from desktop.drafting.facts.wording import correction

__all__ = ["Allowances", "FactLock", "correction"]
