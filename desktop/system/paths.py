"""Where things lie: the owner's profile, the cache, and the data that comes with the program."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.domain.errors import Environment

APP = "Tengqiao"
PROFILE_VARIABLE = "TENGQIAO_PROFILE"


def profile_dir(given: str | Path | None = None) -> Path:
    """The folder with everything the owner made, made private if it is new.

    `given` (the command line's --profile) wins over TENGQIAO_PROFILE, which wins over the system's own place:
    `%LOCALAPPDATA%\\Tengqiao` on Windows, `~/Library/Application Support/Tengqiao` on macOS,
    `$XDG_DATA_HOME/Tengqiao` on Linux. Raises Environment("profile.unwritable") if it cannot be made.
    """
    chosen = given or os.environ.get(PROFILE_VARIABLE)
    folder = Path(chosen).expanduser() if chosen else _platform_data_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder.resolve()
    except (OSError, ValueError) as error:
        raise Environment("profile.unwritable", path=str(folder)[:200], reason=getattr(error, "strerror", None) or "?") from error


def logs_dir(profile: Path) -> Path:
    """The folder of the log files, made if it is new."""
    return _made(profile / "logs")


def backups_dir(profile: Path) -> Path:
    """The folder that backups go to unless the owner chose another one, made if it is new."""
    return _made(profile / "backups")


def models_dir(profile: Path) -> Path:
    """The folder of the language models' files, made if it is new."""
    return _made(profile / "models")


def cache_dir() -> Path:
    """The folder for what can be made again (prompt prefixes, thumbnails), made if it is new."""
    import platformdirs

    return _made(Path(platformdirs.user_cache_dir(APP, appauthor=False)))


def resources_dir() -> Path:
    """The folder `resources/`: inside the package when installed, beside it in the source tree."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_data" / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def _platform_data_dir() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
