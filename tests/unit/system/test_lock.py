"""One profile, one program that writes in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.errors import Environment
from desktop.system.lock import ProfileLock

HOLDER = """
import sys
from pathlib import Path
from desktop.system.lock import ProfileLock
with ProfileLock(Path(sys.argv[1])):
    print("taken", flush=True)
    sys.stdin.read()
"""


def hold_elsewhere(profile: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(profile)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "taken\n"
    return holder


def test_a_second_program_is_told_who_has_it(profile: Path) -> None:
    with hold_elsewhere(profile) as holder:
        with pytest.raises(Environment) as refused:
            ProfileLock(profile).take()
        assert refused.value.code == "profile.in_use"
        assert refused.value.fields["pid"] == holder.pid
        holder.communicate("")
    with ProfileLock(profile) as lock:
        assert lock.held
        assert lock.holder() == os.getpid()


def test_a_killed_program_leaves_no_lock(profile: Path) -> None:
    with hold_elsewhere(profile) as holder:
        holder.kill()
        holder.communicate()
    with ProfileLock(profile) as lock:
        assert lock.held


def test_two_locks_in_one_program_exclude_each_other(profile: Path) -> None:
    with ProfileLock(profile), pytest.raises(Environment):
        ProfileLock(profile).take()
    again = ProfileLock(profile)
    again.take()
    again.take()
    again.release()
    again.release()
    assert not again.held
