"""The command line (design, section 5): arguments only; the verbs are the services' own."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.cli.arguments import parser
from desktop.cli.running import run


def main(argv: Sequence[str]) -> int:
    """Parse and run one command. Exit codes: 0 good, 1 findings or refused, 2 bad input, 3 environment or line."""
    arguments = parser().parse_args(list(argv))
    return run(arguments)
