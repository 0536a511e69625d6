"""Secrets of accounts (app secrets, tokens, mail passwords): in the system's keyring, else only in memory.

The one place that knows `keyring`. Where the system has none (a bare Linux, a locked session), what is stored
lasts until the program ends, `lasting` is False, and `doctor` says so; nothing is ever written to a plain file.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Tengqiao"

_log = logging.getLogger(__name__)


class Secrets:
    """Named secrets of one profile. Slow (the keyring may ask the owner): not for the GUI thread.

    `backend` is the keyring to use; without one, the system's own is looked for.
    """

    def __init__(self, profile: str, backend: KeyringBackend | None = None) -> None:
        self._service = f"{SERVICE}:{profile}"
        self._memory: dict[str, str] = {}
        self._lock = threading.Lock()
        self._keyring = backend or _system_keyring()

    @property
    def lasting(self) -> bool:
        """True if what is stored now is still there when the program starts again."""
        return self._keyring is not None

    @property
    def backend(self) -> str:
        """The keyring's own name, for `doctor`; empty where there is none."""
        return "" if self._keyring is None else str(self._keyring.name)

    def get(self, name: str) -> str | None:
        """The secret, or None if there is none."""
        from keyring.errors import KeyringError

        with self._lock:
            if name in self._memory or self._keyring is None:
                return self._memory.get(name)
            try:
                return self._keyring.get_password(self._service, name)
            except KeyringError as error:
                self._give_up(error)
                return None

    def put(self, name: str, value: str) -> bool:
        """Stores the secret; True if it lasts beyond this run of the program."""
        from keyring.errors import KeyringError

        with self._lock:
            self._memory[name] = value
            if self._keyring is None:
                return False
            try:
                self._keyring.set_password(self._service, name, value)
            except KeyringError as error:
                self._give_up(error)
                return False
            del self._memory[name]
            return True

    def forget(self, name: str) -> None:
        """Deletes the secret, if there is one."""
        from keyring.errors import KeyringError, PasswordDeleteError

        with self._lock:
            self._memory.pop(name, None)
            if self._keyring is None:
                return
            try:
                self._keyring.delete_password(self._service, name)
            except PasswordDeleteError:
                return  # There was none.
            except KeyringError as error:
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        """From now on this run keeps secrets in memory: a keyring that was refused once would ask at every step."""
        _log.warning("the keyring does not answer (%s); secrets last until the program ends", type(error).__name__)
        self._keyring = None


def _system_keyring() -> KeyringBackend | None:
    """The system's keyring, or None where it is missing, switched off or a plain file."""
    import keyring
    from keyring.backends import fail, null

    found = keyring.get_keyring()
    plain = type(found).__module__.startswith("keyrings.alt")
    return None if plain or isinstance(found, fail.Keyring | null.Keyring) else found
