"""What holds for every test: an own home and profile, no network beyond this computer, no leftovers.

- HOME and the XDG folders are temporary for the run, the profile (TENGQIAO_PROFILE) for each test; texts are English.
- A connection or a name look-up beyond loopback fails the test, also when the code under test swallows the error.
- A thread that outlives its test fails it; Qt messages from WARNING upwards do too (pyproject: qt_log_level_fail).
"""

from __future__ import annotations

import ipaddress
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from desktop import i18n

# Before Qt is loaded by anything.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TENGQIAO_LANGUAGE"] = "en"
# The owner's real keyring is nobody's test data.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# The same examples in every run: a red run can be repeated. Two loaded cores make every deadline a lie.
settings.register_profile("tengqiao", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tengqiao")

THREAD_DEADLINE_SECONDS = 5.0


class NetworkUsed(AssertionError):
    """A test reached beyond this computer."""


_reached: list[str] = []


def _is_local(host: object) -> bool:
    text = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if text in ("localhost", "localhost.localdomain", "testhost"):
        return True
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _guard(event: str, args: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = args[0]
    else:
        return
    if not _is_local(host):
        _reached.append(f"{event} {host}")
        raise NetworkUsed(f"{event} {host}")


sys.addaudithook(_guard)


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "USERPROFILE"):
            patch.setenv(name, str(home))
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name))
        yield


@pytest.fixture(autouse=True)
def _own_profile(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENGQIAO_PROFILE", str(tmp_path_factory.mktemp("profile", numbered=True)))
    i18n.set_language("en")


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    _reached.clear()
    yield
    if _reached:
        pytest.fail(f"the test reached beyond this computer: {', '.join(_reached)}")


@pytest.fixture(autouse=True)
def _no_leaked_threads() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_DEADLINE_SECONDS
    while left := _new_threads(before):
        if time.monotonic() > deadline:
            pytest.fail(f"threads outlived the test: {sorted(thread.name for thread in left)}")
        left[0].join(0.05)


def _new_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    # A dummy stands for a thread that Qt or a C library made; it cannot be joined and Qt ends it by itself.
    dummy = threading._DummyThread  # type: ignore[attr-defined]
    return [thread for thread in threading.enumerate() if thread not in before and not isinstance(thread, dummy)]


@pytest.fixture
def profile() -> Path:
    """This test's own profile folder."""
    return Path(os.environ["TENGQIAO_PROFILE"])
