"""Private prices reach a window only through the services that ask the owner's PIN."""

from __future__ import annotations

import re
from pathlib import Path

DESKTOP = Path(__file__).parents[2] / "desktop"
READS = re.compile(r"\bcard\.private\b|private=True|Private\(|\.private\.(?:cost|floor|margin|cost_cny|numbers)|without_private")


def test_no_window_reads_private_prices_itself() -> None:
    found = [
        f"{path.relative_to(DESKTOP)}:{number}"
        for path in sorted((DESKTOP / "ui").rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if READS.search(line)
    ]
    assert found == []
