"""Whether a model file is the right one: SHA-256 of the whole, and of each block once the whole was right.

Block hashes let a bad copy (a USB stick, a lying proxy) be repaired block by block instead of fetched anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.domain.errors import BadInput
from desktop.system.files import write_text

BLOCK = 4 * 1024 * 1024
ENDING = ".manifest.json"
MAX_MANIFEST = 4 * 1024 * 1024
Progress = Callable[[int, int], None]


def nothing(_done: int, _total: int) -> None:
    """For those who do not ask."""


@dataclass(frozen=True)
class Manifest:
    """What a right file is: size in bytes, SHA-256 of the whole, and of each block of `block` bytes."""

    name: str
    size: int
    sha256: str
    block: int = BLOCK
    blocks: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the block hashes cover the file."""
        return self.block > 0 and len(self.blocks) == -(-self.size // self.block)


def manifest_path(file: Path) -> Path:
    """Where a file's manifest lies: beside it."""
    return file.with_name(file.name + ENDING)


def measure(file: Path, progress: Progress = nothing) -> Manifest:
    """The manifest of a file as it is now; raises OSError."""
    size = file.stat().st_size
    total, blocks, done = hashlib.sha256(), [], 0
    with file.open("rb") as stream:
        while piece := stream.read(BLOCK):
            total.update(piece)
            blocks.append(hashlib.sha256(piece).hexdigest())
            done += len(piece)
            progress(done, size)
    return Manifest(file.name, done, total.hexdigest(), BLOCK, tuple(blocks))


def bad_blocks(file: Path, manifest: Manifest, progress: Progress = nothing) -> list[int]:
    """Numbers of the blocks that are wrong or missing."""
    wrong = []
    with file.open("rb") as stream:
        for index, expected in enumerate(manifest.blocks):
            if hashlib.sha256(stream.read(manifest.block)).hexdigest() != expected:
                wrong.append(index)
            progress(min((index + 1) * manifest.block, manifest.size), manifest.size)
    return wrong


def keep(file: Path, manifest: Manifest) -> None:
    """Writes the manifest beside its file."""
    write_text(manifest_path(file), json.dumps(asdict(manifest)))


def load(path: Path) -> Manifest | None:
    """A manifest file, None when there is none; raises BadInput("model.broken") for one that is not a manifest."""
    try:
        if path.stat().st_size > MAX_MANIFEST:
            raise ValueError
        raw = json.loads(path.read_text("utf-8"))
        manifest = Manifest(
            str(raw["name"]), int(raw["size"]), str(raw["sha256"]).lower(), int(raw["block"]), tuple(map(str, raw["blocks"]))
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise BadInput("model.broken", name=path.name, what="its manifest cannot be read") from None
    hashes = (manifest.sha256, *manifest.blocks)
    if any(len(item) != 64 or set(item) - set("0123456789abcdef") for item in hashes) or manifest.size < 1 or not manifest.whole:
        raise BadInput("model.broken", name=path.name, what="its manifest cannot be read")
    return manifest
