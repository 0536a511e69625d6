"""The system packages that PyPI's wheels cannot bring: Qt's libraries, fonts, a virtual screen, a compiler.

On Debian and Ubuntu they are installed when that is allowed (root, or sudo without a question); else the exact
command is printed and the set-up goes on, since much may work without them. Windows and macOS need none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

BASE = ["ca-certificates", "python3-venv"]
APP = [
    # What Qt's wheels link against, with or without a screen.
    *["libdbus-1-3", "libegl1", "libfontconfig1", "libfreetype6", "libgl1", "libglib2.0-0", "libxkbcommon0"],
    # What Qt's X11 plugin links against.
    *["libx11-xcb1", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0"],
    *["libxcb-render-util0", "libxcb-render0", "libxcb-shape0", "libxcb-shm0", "libxcb-sync1", "libxcb-util1"],
    *["libxcb-xfixes0", "libxcb-xinerama0", "libxcb-xkb1", "libxcb1", "libxkbcommon-x11-0"],
    # Chinese, Japanese and Korean; Arabic, Thai, Vietnamese and the rest.
    *["fontconfig", "fonts-noto-cjk", "fonts-noto-core"],
]
# A virtual screen, and the real mail servers that the tests start on loopback.
TEST = ["xauth", "xvfb", "dovecot-imapd", "exim4-daemon-light"]
MODEL = ["g++", "make"]
# What the compiled llama.cpp links against: also needed where its wheel comes from the cache and nothing is compiled.
MODEL_RUNTIME = ["libgomp1"]


def missing(packages: Sequence[str]) -> list[str]:
    """Those of `packages` that dpkg does not know as installed; empty where there is no dpkg."""
    if shutil.which("dpkg-query") is None:
        return []
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *packages],
        capture_output=True,
        text=True,
        check=False,
    )
    present = {line.split()[0] for line in asked.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in packages if name not in present]


def provide(packages: Sequence[str], why: str) -> bool:
    """Installs what is missing of `packages`; False, with the command printed, when that is not possible here."""
    if not sys.platform.startswith("linux"):
        return True
    if shutil.which("dpkg-query") is None:
        print(f"setup: not a Debian system; {why} needs what Debian calls: {' '.join(packages)}", flush=True)
        return True
    wanted = missing(packages)
    if not wanted:
        return True
    by_hand = "sudo apt-get update && sudo apt-get install --no-install-recommends " + " ".join(wanted)
    prefix = _as_root()
    if prefix is None:
        print(
            f"setup: {why}: system packages are missing, and there is no right to install them. Run:\n    {by_hand}",
            flush=True,
        )
        return False
    print(f"setup: {why}: installing {len(wanted)} system packages ({' '.join(wanted[:4])} ...)", flush=True)
    quiet = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "Acquire::Retries=3"]
    for step in (["update"], ["install", "-y", "--no-install-recommends", *wanted]):
        done = subprocess.run(
            [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *quiet, *step],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            print("\n".join((done.stdout + done.stderr).splitlines()[-8:]))
            print(f"setup: apt-get {step[0]} failed. Run it yourself:\n    {by_hand}", flush=True)
            return False
    return True


def _as_root() -> list[str] | None:
    """The words before a command that make it run as root without a question, or None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None
