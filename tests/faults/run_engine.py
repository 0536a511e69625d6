"""The long runs of the engine and the model library: 25 deaths of each kind, 20,000 mutated headers, 200 through the worker, 200 drafts.

python -m tests.faults.run_engine
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONG = {"TENGQIAO_FAULT_ROUNDS": "25", "TENGQIAO_GGUF_MUTANTS": "20000", "TENGQIAO_WORKER_MUTANTS": "200", "TENGQIAO_DRAFTS": "200"}


def main() -> int:
    """Runs them one after the other; 1 when one of them failed."""
    environment = {**LONG, **os.environ}
    tests = ["tests/faults/test_engine_faults.py", "tests/unit/models"]
    runs = [[sys.executable, "-m", "pytest", "-q", *tests], [sys.executable, "-m", "tests.bench.bench_drafts"]]
    codes = [subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode for command in runs]
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
