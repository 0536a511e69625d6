"""What this computer can do for a model: processor features, cores, memory, and how much a model will need.

Asked before llama.cpp is loaded: an unknown instruction kills the process, and a machine that swaps is worse than
a sentence that says so.
"""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop.engine.protocol import Settings

NEEDED_X86 = ("avx", "avx2", "fma", "f16c")
"""What builds of llama.cpp for x86 expect unless they were compiled on this very machine."""
CHECK_VARIABLE = "TENGQIAO_CPU_CHECK"
OWN_BUILD = "tengqiao-native"
_HEAD = 64
"""Width of an attention head in the smallest models; larger ones have wider heads and need less."""
RESERVE = 400 * 1024 * 1024
"""Bytes left to the rest of the system."""


def cpu_features() -> frozenset[str] | None:
    """The processor's features in Linux's words; None where they cannot be asked."""
    system = platform.system()
    if system == "Linux":
        return _from_proc(Path("/proc/cpuinfo"))
    if system == "Windows":
        return _from_windows()
    return _from_sysctl() if system == "Darwin" and platform.machine() == "x86_64" else None


def _from_proc(path: Path) -> frozenset[str] | None:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    found = next((line for line in text.splitlines() if line.startswith(("flags", "Features"))), "")
    return frozenset(found.partition(":")[2].split()) or None


def _from_windows() -> frozenset[str] | None:
    import ctypes

    asked = {"sse4_2": 38, "avx": 39, "avx2": 40}  # PF_*_INSTRUCTIONS_AVAILABLE of winnt.h
    library = getattr(ctypes, "WinDLL", None)
    if library is None:
        return None
    kernel = library("kernel32")
    found = {name for name, number in asked.items() if kernel.IsProcessorFeaturePresent(number)}
    return frozenset(found | ({"fma", "f16c"} if "avx2" in found else set()))  # every AVX2 processor has both


def _from_sysctl() -> frozenset[str] | None:
    import subprocess

    names = ["machdep.cpu.features", "machdep.cpu.leaf7_features"]
    done = subprocess.run(["/usr/sbin/sysctl", "-n", *names], check=False, capture_output=True, text=True, timeout=5)
    words = done.stdout.lower().replace("avx1.0", "avx").split()
    return frozenset(words) or None


def missing_features(features: frozenset[str] | None = None) -> tuple[str, ...]:
    """Features that the installed llama.cpp probably needs and this processor lacks; () when all is well or unknown."""
    if platform.machine().lower() not in ("x86_64", "amd64") or os.environ.get(CHECK_VARIABLE) == "off" or _built_here():
        return ()
    known = cpu_features() if features is None else features
    return tuple(name for name in NEEDED_X86 if name not in known) if known else ()


def _built_here() -> bool:
    """Whether the set-up compiled llama.cpp on this machine and said so beside the environment."""
    return (Path(sys.prefix) / OWN_BUILD).exists()


def cores() -> int:
    """Physical cores, which is what arithmetic can use; at least one."""
    import psutil

    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(psutil.cpu_count(logical=False) or allowed, allowed))


def idle_cores() -> int:
    """Cores that nobody uses now, at least one: a thread that waits for a busy core holds up all the others."""
    import psutil

    busy = psutil.cpu_percent(0.2) / 100 * (psutil.cpu_count() or 1)
    return max(1, min(cores(), round(cores() - busy)))


def free_memory() -> int:
    """Bytes that can be had without swapping: free, cached and reclaimable."""
    import psutil

    return int(psutil.virtual_memory().available)


@dataclass(frozen=True)
class ModelShape:
    """What decides memory: from the file's header."""

    file_bytes: int
    layers: int
    width: int
    feed_forward: int
    kv_width: int
    vocabulary: int


@dataclass(frozen=True)
class Need:
    """Bytes by part. Weights are mapped from the file, but slow to a crawl when they do not stay in memory."""

    weights: int
    context: int
    buffers: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.weights + self.context + self.buffers


def memory_need(shape: ModelShape, settings: Settings) -> Need:
    """How much a model will take: file, keys and values at two bytes each, working buffers and attention scores at four."""
    context = settings.context * shape.layers * shape.kv_width * 2 * 2
    rows = max(settings.batch, settings.sequences)
    working = rows * (4 * shape.width + 2 * shape.feed_forward) * 4 + settings.context * rows * max(1, shape.width // _HEAD) * 4
    logits = settings.sequences * shape.vocabulary * 4
    return Need(shape.file_bytes, context, working + logits + 64 * 1024 * 1024)


def fitting(shape: ModelShape, settings: Settings, free: int | None = None) -> Settings | None:
    """The largest of this setting and its smaller ones that fits into free memory; None when none does."""
    room = (free_memory() if free is None else free) - RESERVE
    chosen: Settings | None = settings
    while chosen is not None and memory_need(shape, chosen).total > room:
        chosen = chosen.smaller()
    return chosen
