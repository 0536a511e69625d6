"""The window and the pictures of its screens."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.bootstrap import House
from desktop.cli.running import answer
from desktop.domain.errors import Environment, Problem
from desktop.system.paths import resources_dir


def run_window(arguments: argparse.Namespace) -> int:
    """Open the window on the profile; one window per profile."""
    try:
        from desktop.ui.app import RESTART, run, say
    except ImportError as error:
        raise Environment("qt.missing", reason=str(error).splitlines()[0][:160]) from error
    from desktop.ui.background import Background

    code = RESTART
    try:
        while code == RESTART:  # a backup was put back: everything is opened again
            with House(arguments.profile, exclusive=True) as house:
                background = Background(house.office)
                code = run(house.office, background.start)
    except Problem as problem:
        say(problem, resources_dir())
        raise
    return code


def run_screens(arguments: argparse.Namespace) -> int:
    """Pictures of each screen in zh_CN and en, light and dark, on sample data in a profile of its own."""
    import tempfile

    from desktop.ui.pictures import take_all

    with tempfile.TemporaryDirectory() as folder, House(folder) as house:
        house.samples.take()
        names = take_all(house.office, Path(arguments.out))
    if arguments.json:
        answer({"screens": names})
    else:
        print("\n".join(names))
    return 0
