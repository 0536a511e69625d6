"""A file is the old one or the new one, whatever happens in between."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.system import files

KILLED_WHILE_WRITING = """
import os, signal, sys
from pathlib import Path
from desktop.system import files
with files.atomic(Path(sys.argv[1])) as file:
    file.write(b"new" * 100_000)
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_new_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "card.json"
    files.write_text(target, "old")
    files.write_text(target, "新的\r\n")
    assert target.read_bytes() == "新的\r\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_a_private_file_is_private_from_its_first_byte(tmp_path: Path) -> None:
    target = tmp_path / "token"
    with files.atomic(target) as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        assert mode & 0o077 == 0
    assert stat.S_IMODE(target.stat().st_mode) & 0o077 == 0


def test_an_error_while_writing_leaves_the_old_file_and_no_trace(tmp_path: Path) -> None:
    target = tmp_path / "card.json"
    files.write_text(target, "old")
    with pytest.raises(ZeroDivisionError), files.atomic(target) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_killed_while_writing_the_old_file_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "card.json"
    files.write_text(target, "old")
    ended = subprocess.run([sys.executable, "-c", KILLED_WHILE_WRITING, str(target)], cwd=Path.cwd())
    assert ended.returncode == -signal.SIGKILL
    assert target.read_text() == "old"
    assert files.remove_leftovers(tmp_path) == 1
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_an_error_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.write_text(tmp_path / "gone" / "card.json", "new")
    assert list(tmp_path.iterdir()) == []
