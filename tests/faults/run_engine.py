"""The long runs of the engine and the model library: 25 deaths of each kind, 20,000 mutated headers, 200 through the worker,
a download at 30 kB/s with five kills. The 200 drafts are `make drafts`.

python -m tests.faults.run_engine
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONG = {"TENGQIAO_FAULT_ROUNDS": "25", "TENGQIAO_GGUF_MUTANTS": "20000", "TENGQIAO_WORKER_MUTANTS": "200", "TENGQIAO_SLOW_LINE": "1"}


def main() -> int:
    """Runs them; 1 when one of them failed."""
    tests = ["tests/faults/test_engine_faults.py", "tests/faults/test_download_killed.py", "tests/unit/models"]
    command = [sys.executable, "-m", "pytest", "-q", *tests]
    return subprocess.run(command, cwd=ROOT, env={**LONG, **os.environ}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
