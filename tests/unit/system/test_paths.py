"""The profile is where the owner says; the program's own data is found wherever it was installed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from desktop.system import paths


def test_the_command_line_wins_over_the_environment(tmp_path: Path, profile: Path) -> None:
    assert paths.profile_dir() == profile.resolve()
    assert paths.profile_dir(tmp_path / "mine") == (tmp_path / "mine").resolve()


def test_a_new_profile_is_nobody_elses_to_read(tmp_path: Path) -> None:
    made = paths.profile_dir(tmp_path / "new")
    assert stat.S_IMODE(made.stat().st_mode) & 0o077 == 0
    assert paths.logs_dir(made).is_dir()
    assert paths.backups_dir(made).is_dir()
    assert paths.models_dir(made).is_dir()


def test_without_any_setting_the_profile_lies_in_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TENGQIAO_PROFILE")
    assert Path.home().resolve() in paths.profile_dir().parents
    assert paths.cache_dir().is_dir()


def test_the_resources_are_found_in_the_source_tree() -> None:
    assert (paths.resources_dir() / "phrasebook").is_dir()
