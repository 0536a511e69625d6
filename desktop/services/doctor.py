"""What works on this computer, and the next step for what does not. Reads only; asks no network."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import Problem
from desktop.domain.line import LineState
from desktop.i18n import _

NEEDED_MB = 500
GOOD, LIMITED, BROKEN = "good", "limited", "broken"


@dataclass(frozen=True)
class Sign:
    """One thing looked at: its name, state (good, limited, broken), what was seen, and the next step ("" when good)."""

    name: str
    state: str
    seen: str
    step: str = ""


class Doctor:
    """Looks at the computer. `open_store` opens the database, `lasting` says whether secrets last."""

    def __init__(self, profile: Path, open_store: Callable[[], object], lasting: Callable[[], bool], line: Callable[[], LineState]) -> None:
        self._profile = profile
        self._open_store = open_store
        self._lasting = lasting
        self._watched = line

    def look(self) -> list[Sign]:
        """Every sign, in the order a person would ask."""
        return [
            _machine(),
            self._disk(),
            self._database(),
            self._keyring(),
            _window(),
            _fonts(),
            _model(),
            _gpu(),
            self._line(),
        ]

    def _disk(self) -> Sign:
        free = shutil.disk_usage(self._profile).free // 1_000_000
        seen = _("{free} MB free in {folder}", free=free, folder=self._profile)
        if free < NEEDED_MB:
            return Sign(_("Disk"), LIMITED, seen, _("Free some space: at least {need} MB.", need=NEEDED_MB))
        return Sign(_("Disk"), GOOD, seen)

    def _database(self) -> Sign:
        try:
            self._open_store()
        except Problem as problem:
            from desktop.wording import next_step, sentence

            return Sign(_("Your data"), BROKEN, sentence(problem), next_step(problem))
        return Sign(_("Your data"), GOOD, str(self._profile / "tengqiao.db"))

    def _keyring(self) -> Sign:
        if self._lasting():
            return Sign(_("Key store"), GOOD, _("the system's own"))
        step = _("Install a key store (Debian: apt install gnome-keyring). The practice shop works without one.")
        return Sign(_("Key store"), LIMITED, _("none: accounts last until the app is closed"), step)

    def _line(self) -> Sign:
        state = self._watched()
        if state.offline:
            return Sign(_("Line"), LIMITED, _("not asked (offline mode)"), _("Everything but sending and fetching works."))
        if state.up is False:
            step = _("Everything but sending and fetching works; what you approve is sent later.")
            return Sign(_("Line"), LIMITED, _("no network"), step)
        seen = [_("there is a network")]
        if state.speed:
            seen.append(_("{speed} kB/s measured", speed=round(state.speed / 1000)))
        seen.append(_("{used} MB used today", used=round(state.used_today / 1e6, 1)))
        if state.left_today is not None:
            seen.append(_("{left} MB left today", left=round(state.left_today / 1e6, 1)))
        return Sign(_("Line"), GOOD, ", ".join(seen))


def _machine() -> Sign:
    import psutil

    memory = psutil.virtual_memory()
    seen = _(
        "{system}, {cores} cores, {total} GB memory, {free} GB free",
        system=f"{platform.system()} {platform.release()}",
        cores=psutil.cpu_count(logical=False) or os.cpu_count() or 1,
        total=round(memory.total / 1e9, 1),
        free=round(memory.available / 1e9, 1),
    )
    return Sign(_("Computer"), GOOD, seen)


def _window() -> Sign:
    """Importing Qt can fail on a bare Linux: tried in a child, so that this program lives."""
    code = "from PySide6.QtWidgets import QApplication; QApplication([])"
    screen = sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    env = dict(os.environ) if screen else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    try:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, env=env, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Sign(_("Window"), BROKEN, str(error), _("Run: make setup"))
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["?"]
        return Sign(_("Window"), BROKEN, last[0][:200], _("Install Qt's libraries: make setup"))
    if not screen:
        return Sign(_("Window"), LIMITED, _("Qt works; there is no screen here"), _("The command line does everything without one."))
    return Sign(_("Window"), GOOD, _("Qt works"))


_FONTS = {
    "zh": ("Noto Sans CJK", "Microsoft YaHei", "PingFang", "WenQuanYi", "Source Han"),
    "ar": ("Noto Sans Arabic", "Noto Naskh", "Segoe UI", "DejaVu Sans", "Geeza"),
}


def _fonts() -> Sign:
    if sys.platform != "linux":
        return Sign(_("Fonts"), GOOD, _("the system's own"))
    missing = [language for language in _FONTS if not any(_font_files(language))]
    if missing:
        return Sign(
            _("Fonts"), LIMITED, _("none for: {languages}", languages=", ".join(missing)), "apt install fonts-noto-cjk fonts-noto-core"
        )
    return Sign(_("Fonts"), GOOD, _("Chinese and Arabic are there"))


def _font_files(language: str) -> Iterator[str]:
    try:
        done = subprocess.run(["fc-list", f":lang={language}", "family"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return iter(())
    return iter(done.stdout.decode("utf-8", "replace").split("\n")[:1] if done.stdout.strip() else [])


def _model() -> Sign:
    if importlib.util.find_spec("llama_cpp") is None:
        return Sign(_("Model engine"), LIMITED, _("llama.cpp is not installed; templates write everything"), _("Run: make setup-model"))
    return Sign(_("Model engine"), GOOD, _("llama.cpp is installed"))


def _gpu() -> Sign:
    tool = shutil.which("nvidia-smi")
    if tool:
        done = subprocess.run([tool, "-L"], capture_output=True, timeout=20, check=False)
        name = done.stdout.decode("utf-8", "replace").split("\n")[0].split(" (UUID")[0]
        if done.returncode == 0 and name:
            return Sign(_("Graphics card"), GOOD, name)
    if platform.system() == "Darwin" and platform.machine() == "arm64":
        return Sign(_("Graphics card"), GOOD, "Metal")
    return Sign(_("Graphics card"), GOOD, _("none that is used; the processor does the work"))
