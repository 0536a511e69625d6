"""Secrets go to the keyring; without one they last until the program ends, and it says so."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from desktop.system.secrets import Secrets


class Shelf(KeyringBackend):
    """A keyring in memory, which can be locked like a desktop's."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def _check(self) -> None:
        if self.locked:
            raise KeyringLocked("locked")

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("none")


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    before = keyring.get_keyring()
    made = Shelf()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_a_secret_lasts_beyond_the_program(shelf: Shelf) -> None:
    secrets = Secrets("main")
    assert secrets.lasting
    assert secrets.put("alibaba.token", "t1")
    assert Secrets("main").get("alibaba.token") == "t1"
    assert Secrets("other").get("alibaba.token") is None
    secrets.forget("alibaba.token")
    secrets.forget("alibaba.token")
    assert Secrets("main").get("alibaba.token") is None


def test_without_a_keyring_it_says_so_and_works_until_the_end() -> None:
    secrets = Secrets("main")
    assert not secrets.lasting
    assert secrets.backend == ""
    assert not secrets.put("mail.password", "p")
    assert secrets.get("mail.password") == "p"
    assert Secrets("main").get("mail.password") is None
    secrets.forget("mail.password")
    assert secrets.get("mail.password") is None


def test_a_keyring_that_locks_midway_loses_nothing_of_this_run(shelf: Shelf) -> None:
    secrets = Secrets("main")
    secrets.put("a", "1")
    shelf.locked = True
    assert not secrets.put("b", "2")
    assert not secrets.lasting
    assert secrets.get("b") == "2"
    shelf.locked = False
    assert Secrets("main").get("a") == "1"
    assert Secrets("main").get("b") is None
