"""`tengqiao` and `python -m desktop`: the program's door."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line (or the window); returns the exit code."""
    if len(sys.argv) > 1 and sys.argv[1] == "--engine-worker":
        from desktop.engine.native.worker import main as worker  # the engine's child process, also in a frozen build

        return int(worker())
    from desktop.cli import main as command_line

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
