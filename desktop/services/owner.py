"""The owner's PIN: cost, floor and price settings open only with it. A clerk learns that a price can be done or cannot, no number.

The PIN guards what the windows and commands of this program show; it does not encrypt the profile. It is kept as a salted scrypt
hash, never written to a log, and nobody can look it up: a backup made before it was set opens without it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput, Refused
from desktop.services.settings import Settings

OPEN_SECONDS = 600.0
"""So long it stays open; then it locks itself."""
FREE_TRIES = 5
WAIT_SECONDS, LONGEST_WAIT = 30.0, 3600.0
SHORTEST, LONGEST = 4, 32
_COST = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024, "dklen": 32}


class Owner:
    """The gate. Without a PIN everything is open; with one it is closed at every start."""

    def __init__(self, settings: Settings, clocks: tuple[Callable[[], float], Callable[[], float]] = (time.time, time.monotonic)) -> None:
        self._settings = settings
        self._wall, self._steady = clocks
        self._open_until = 0.0
        self._one = threading.Lock()

    @property
    def has_pin(self) -> bool:
        """Whether a PIN was set."""
        return bool(self._settings.get("owner_pin"))

    @property
    def locked(self) -> bool:
        """Whether private numbers are closed now."""
        return self.has_pin and self._steady() >= self._open_until

    @property
    def seconds_open(self) -> float:
        """How long it stays open yet; 0 when it is closed or has no PIN."""
        return max(0.0, self._open_until - self._steady())

    def require(self) -> None:
        """Raises Refused(owner.locked) while it is closed."""
        if self.locked:
            raise Refused("owner.locked")

    def set_pin(self, pin: str) -> Changes:
        """Sets or changes the PIN; it stays open. Raises Refused(owner.locked), BadInput(owner.bad_pin)."""
        self.require()
        if not (SHORTEST <= len(pin) <= LONGEST) or not pin.isascii() or not pin.isalnum():
            raise BadInput("owner.bad_pin", least=SHORTEST, most=LONGEST)
        salt = secrets.token_bytes(16)
        kept = {"salt": salt.hex(), "hash": _hash(pin, salt).hex(), "tries": 0, "at": 0.0}
        self._open_until = self._steady() + OPEN_SECONDS
        return self._settings.put("owner_pin", kept) | _TOUCHED

    def unlock(self, pin: str) -> Changes:
        """Opens for ten minutes. Raises BadInput(owner.wrong_pin), Refused(owner.wait, seconds=...)."""
        with self._one:
            kept = self._settings.get("owner_pin")
            if not kept:
                return Changes()
            wait = self._wait(kept)
            if wait > 0:
                raise Refused("owner.wait", seconds=int(wait) + 1)
            # The try is counted before it is judged, so that ending the program wins nothing.
            self._settings.put("owner_pin", {**kept, "tries": kept["tries"] + 1, "at": self._wall()})
            if not hmac.compare_digest(_hash(pin[:LONGEST], bytes.fromhex(kept["salt"])), bytes.fromhex(kept["hash"])):
                raise BadInput("owner.wrong_pin")
            self._open_until = self._steady() + OPEN_SECONDS
            return self._settings.put("owner_pin", {**kept, "tries": 0, "at": 0.0}) | _TOUCHED

    def lock(self) -> Changes:
        """Closes now."""
        self._open_until = 0.0
        return _TOUCHED

    def remove(self) -> Changes:
        """Takes the PIN away; it must be open. Raises Refused(owner.locked)."""
        self.require()
        return self._settings.put("owner_pin", {}) | _TOUCHED

    def _wait(self, kept: dict[str, Any]) -> float:
        """Seconds until the next try: none for the first five, then 30, 60 ... up to an hour; a clock set back gains nothing."""
        over = int(kept["tries"]) - FREE_TRIES
        if over < 0:
            return 0.0
        wait = min(LONGEST_WAIT, WAIT_SECONDS * 2.0 ** min(over, 10))
        passed = self._wall() - float(kept["at"])
        return wait - passed if passed >= 0 else wait


_TOUCHED = Changes.of("settings", "owner") | Changes.of("cards", "owner")


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, **_COST)
