"""Models on a USB stick: out with a manifest, in with a check, and a bad copy repaired from a second one by blocks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from desktop.domain.errors import BadInput, Environment, LineProblem
from desktop.models import verify
from desktop.models.download import SPARE, megabytes
from desktop.models.gguf import read_header
from desktop.models.verify import Progress, nothing

PIECE = 1024 * 1024


def export(file: Path, folder: Path, progress: Progress = nothing) -> Path:
    """Copies a model and its manifest into `folder`; raises Environment("model.no_space") or OSError. Nothing is overwritten half."""
    manifest = verify.load(verify.manifest_path(file)) or verify.measure(file)
    _room(folder, manifest.size, file.name)
    target = folder / file.name
    _copy(file, target, progress)
    verify.keep(target, manifest)
    return target


def bring(given: Path, library: Path, progress: Progress = nothing) -> Path:
    """Takes a model file, or the only one in a folder, into the library.

    With a manifest beside it the copy is checked; wrong blocks are read once more from the stick, and what stays wrong is
    kept as `NAME.wrong`. Raises BadInput("model.not_there" | "model.not_gguf" | ...), LineProblem("model.mismatch").
    """
    source = _chosen(given)
    read_header(source)
    manifest = verify.load(verify.manifest_path(source))
    size = source.stat().st_size
    _room(library, size, source.name)
    part = library / f"{source.name}.part"
    _copy(source, part, progress)
    if manifest is not None:
        _repair(source, part, manifest)
        if verify.measure(part).sha256 != manifest.sha256:
            verify.keep(part, manifest)  # so that a download can mend what the stick got wrong
            raise LineProblem("model.mismatch", name=source.name)
    target = library / source.name
    verify.keep(target, manifest or verify.measure(part))
    part.replace(target)
    return target


def _chosen(given: Path) -> Path:
    if given.is_file():
        return given
    found = sorted(given.glob("*.gguf")) if given.is_dir() else []
    if len(found) != 1:
        raise BadInput("model.not_there", path=str(given))
    return found[0]


def _repair(source: Path, part: Path, manifest: verify.Manifest) -> None:
    """A stick that reads wrongly now and then: each wrong block is read again."""
    if part.stat().st_size != manifest.size:
        return
    for index in verify.bad_blocks(part, manifest):
        with source.open("rb") as stream, part.open("r+b") as file:
            stream.seek(index * manifest.block)
            file.seek(index * manifest.block)
            file.write(stream.read(manifest.block))


def _room(folder: Path, size: int, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if size + SPARE > free:
        raise Environment("model.no_space", name=name, need=megabytes(size + SPARE), free=megabytes(free))


def _copy(source: Path, target: Path, progress: Callable[[int, int], None]) -> None:
    size, done = source.stat().st_size, 0
    fresh = target.with_name(f".{target.name}.new")
    with source.open("rb") as stream, fresh.open("wb") as file:
        while piece := stream.read(PIECE):
            file.write(piece)
            done += len(piece)
            progress(done, size)
    fresh.replace(target)
