"""backup and restore."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.bootstrap import House
from desktop.cli.running import answer
from desktop.domain.errors import BadInput
from desktop.i18n import _
from desktop.system.paths import backups_dir, profile_dir


def run_backup(arguments: argparse.Namespace) -> int:
    """Make a verified backup."""
    with House(arguments.profile) as house:
        made = house.backups.make(Path(arguments.file) if arguments.file else None)
    if arguments.json:
        answer({"backup": str(made.path), "bytes": made.size, "verified": True})
    else:
        print(_("Backup made and verified: {path} ({size} bytes)", path=made.path, size=made.size))
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Restore the named backup, or the newest one."""
    from desktop.storage.backup import restore
    from desktop.system.lock import ProfileLock

    profile = profile_dir(arguments.profile)
    found = sorted(backups_dir(profile).glob("tengqiao-*.zip"))
    if not arguments.file and not found:
        raise BadInput("backup.none")
    path = Path(arguments.file) if arguments.file else found[-1]
    with ProfileLock(profile):
        old = restore(path, profile)
    if arguments.json:
        answer({"restored": str(path), "kept": str(old) if old else None})
    else:
        print(_("Restored {path}.", path=path) + (" " + _("What was there before is kept in {folder}.", folder=old) if old else ""))
    return 0
