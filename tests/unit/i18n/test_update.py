"""`make i18n`: texts are collected, translations merged, and what is missing is named."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CODE = 'from desktop.i18n import N_, _, ngettext\nA = N_("Cards")\nB = lambda n: _("{n} left", n=n)\n'


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small copy of the project: the tool, the reader, one module with two texts, and an empty Chinese catalogue."""
    (tmp_path / "desktop").mkdir()
    (tmp_path / "i18n" / "zh_CN" / "LC_MESSAGES").mkdir(parents=True)
    shutil.copy(ROOT / "i18n" / "update.py", tmp_path / "i18n")
    shutil.copy(ROOT / "desktop" / "i18n.py", tmp_path / "desktop")
    (tmp_path / "desktop" / "__init__.py").write_text("")
    (tmp_path / "desktop" / "window.py").write_text(CODE)
    (tmp_path / "i18n" / "zh_CN" / "LC_MESSAGES" / "messages.po").write_text('msgid ""\nmsgstr ""\n')
    return tmp_path


def update(tree: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "i18n/update.py", *arguments],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def merge(tree: Path, texts: dict[str, str]) -> str:
    (tree / "new.json").write_text(json.dumps(texts), encoding="utf-8")
    return update(tree, "new.json")[1]


def test_a_missing_translation_is_named_and_fails_the_check(tree: Path) -> None:
    update(tree)
    code, said = update(tree, "--check")
    assert code == 1
    assert "missing: Cards" in said


def test_merged_translations_make_it_whole(tree: Path) -> None:
    merge(tree, {"Cards": "产品卡", "{n} left": "还剩 {n}", "Gone": "没了"})
    code, said = update(tree, "--check")
    assert (code, said.count("zh_CN")) == (0, 0)


def test_other_placeholders_are_refused(tree: Path) -> None:
    said = merge(tree, {"Cards": "产品卡", "{n} left": "还剩 {m}"})
    assert "other placeholders than: {n} left" in said
    assert update(tree, "--check")[0] == 1


def test_a_new_text_makes_the_files_stale_and_a_moved_one_keeps_its_translation(tree: Path) -> None:
    merge(tree, {"Cards": "产品卡", "{n} left": "还剩 {n}"})
    module = tree / "desktop" / "window.py"
    module.write_text(CODE.replace("Cards", "Quotes"))
    code, said = update(tree, "--check")
    assert code == 1
    assert "messages.pot is stale" in said
    update(tree)
    module.write_text(CODE)
    update(tree)
    assert update(tree, "--check")[0] == 0
