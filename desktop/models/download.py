"""Fetching a model over a bad line: goes on where it stopped, believes nothing, and throws nothing away too early.

- Range with If-Range; a 200 where a 206 was asked for is dropped unread, so it can never be appended.
- A stall, a drop or a refusal only changes the source and the pause (back-off); what arrived stays in `NAME.part`.
- The whole is believed only by its SHA-256. Wrong bytes are repaired by block where a manifest exists; otherwise the file is
  kept beside the library as `NAME.wrong` and another source may be tried.
"""

from __future__ import annotations

import contextlib
import hashlib
import random
import re
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin

from desktop.domain.errors import Environment, LineProblem
from desktop.models import verify
from desktop.models.verify import Manifest
from desktop.system.files import problem_of
from desktop.system.http import Ask, HttpDoor, LostAnswer, NoLine

STALL_SECONDS = 20.0
TRIES = 60
"""Tries without a single new byte before it is left for later."""
SPARE = 64 * 1024 * 1024
_SHA = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Wanted:
    """One file: its name, its size and SHA-256 where known ("" and 0 when only the hub knows), block hashes if any."""

    name: str
    sources: tuple[str, ...]
    size: int = 0
    sha256: str = ""
    manifest: Manifest | None = None


@dataclass
class Rules:
    """What the owner and the machine allow. `cap` in bytes per second (0: none); `wait` sleeps and may raise Cancelled.

    `may_go` is asked before each request (night window); `stall` in seconds.
    """

    cap: float = 0.0
    stall: float = STALL_SECONDS
    wait: Callable[[float], None] = time.sleep
    may_go: Callable[[], bool] = lambda: True
    progress: Callable[[int, int], None] = lambda _done, _total: None
    back_off: float = 1.0


class _Answer(Exception):
    """The source answered something that cannot be used now."""


@dataclass
class _State:
    size: int
    sha256: str
    tags: dict[str, str] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)
    ignores_range: dict[str, int] = field(default_factory=dict)


class Downloader:
    """Fetches one file at a time into `folder`."""

    def __init__(self, door: HttpDoor, folder: Path, rules: Rules | None = None) -> None:
        self._door, self._folder, self._rules = door, folder, rules or Rules()

    def fetch(self, wanted: Wanted) -> Path:
        """The finished, verified file. Raises LineProblem("model.sources" | "model.mismatch"), Cancelled and
        Environment("model.no_space" | "disk.full" | "file.unusable")."""
        try:
            return self._fetch(wanted)
        except OSError as error:
            raise problem_of(error) or error from error

    def _fetch(self, wanted: Wanted) -> Path:
        target, part = self._folder / wanted.name, self._folder / f"{wanted.name}.part"
        known = verify.load(self._folder / f"{wanted.name}.part{verify.ENDING}") if not wanted.manifest else wanted.manifest
        state = _State(wanted.size or (known.size if known else 0), wanted.sha256 or (known.sha256 if known else ""))
        self._rest(wanted, part, state)
        manifest = verify.measure(part, self._rules.progress)
        if known and manifest.sha256 != known.sha256:
            self._repair(wanted, part, known, state)
            manifest = verify.measure(part, self._rules.progress)
        if not state.sha256:
            raise LineProblem("model.no_hash", name=wanted.name)
        if manifest.sha256 != state.sha256:
            part.replace(self._folder / f"{wanted.name}.wrong")
            raise LineProblem("model.mismatch", name=wanted.name)
        verify.keep(target, Manifest(wanted.name, manifest.size, manifest.sha256, manifest.block, manifest.blocks))
        part.replace(target)
        return target

    # --- the rest of the file ----------------------------------------------------------------------------------------

    def _rest(self, wanted: Wanted, part: Path, state: _State) -> None:
        """Fetches until the part has the whole size, source after source."""
        idle, turn = 0, 0
        while not state.size or _size(part) < state.size:
            alive = [url for url in wanted.sources if url not in state.dead]
            if not alive or idle > TRIES:
                raise LineProblem("model.sources", name=wanted.name, left=megabytes(max(state.size - _size(part), 0)))
            url, before = alive[turn % len(alive)], _size(part)
            self._wait_for_leave()
            try:
                with part.open("ab") as file:
                    self._piece(url, file, state, None)
            except NoLine as error:
                if error.code in ("line.offline", "line.budget_used", "line.bad_address", "line.not_encrypted"):
                    raise
            except (LostAnswer, _Answer):
                pass
            gained = _size(part) > before
            idle = 0 if gained else idle + 1
            if not gained:
                turn += 1
                self._rules.wait(self._pause(idle))
            if state.size and _size(part) > state.size:
                with part.open("r+b") as file:
                    file.truncate(state.size)

    def _pause(self, idle: int) -> float:
        longest = self._rules.back_off * min(60.0, 2.0 ** min(idle, 8))
        return longest * (0.5 + random.random() / 2)  # noqa: S311 - spreads retries, keeps no secret

    def _wait_for_leave(self) -> None:
        while not self._rules.may_go():
            self._rules.wait(30.0)

    def _piece(self, url: str, file: BinaryIO, state: _State, block: tuple[int, int] | None) -> None:
        """One request: from the end of `file`, or one block of it."""
        offset = block[0] if block else file.seek(0, 2)
        headers = {"Accept-Encoding": "identity"}
        if offset or block:
            headers["Range"] = f"bytes={offset}-{block[1] - 1 if block else ''}"
            if not block and state.tags.get(url):
                headers["If-Range"] = state.tags[url]
        taken = _Taken(self._rules, state, url, offset)
        address = url
        for _hop in range(6):
            onward: list[str] = []

            def begin(status: int, answer: Mapping[str, str], onward: list[str] = onward, address: str = address) -> bool:
                found = {key.lower(): value for key, value in answer.items()}
                taken.learn(found)
                if status in (301, 302, 303, 307, 308) and found.get("location"):
                    onward.append(urljoin(address, found["location"]))
                    return False
                return taken.accept(status, found, "Range" in headers, self._room(file, state))

            ask = Ask("GET", address, headers=headers, timeout=self._rules.stall, deadline=0)
            self._door.stream(ask, begin, lambda chunk: self._write(file, chunk, taken))
            if not onward:
                break
            address = onward[0]
        file.flush()

    def _write(self, file: BinaryIO, chunk: bytes, taken: _Taken) -> None:
        piece = taken.cut(chunk)
        file.write(piece)
        file.flush()
        self._rules.progress(taken.at, taken.state.size)
        if self._rules.cap:
            ahead = taken.received / self._rules.cap - (time.monotonic() - taken.began)
            if ahead > 0:
                self._rules.wait(min(ahead, 5.0))
        else:
            self._rules.wait(0.0)

    def _room(self, file: BinaryIO, state: _State) -> Callable[[int], None]:
        def check(total: int) -> None:
            need = total - file.seek(0, 2) + SPARE
            free = shutil.disk_usage(self._folder).free
            if need > free:
                raise Environment("model.no_space", name=Path(file.name).stem, need=megabytes(need), free=megabytes(free))

        return check

    # --- repair ------------------------------------------------------------------------------------------------------

    def _repair(self, wanted: Wanted, part: Path, manifest: Manifest, state: _State) -> None:
        """Fetches the blocks that are wrong, each from one source after the other, until it is right."""
        for index in verify.bad_blocks(part, manifest):
            start, end = index * manifest.block, min((index + 1) * manifest.block, manifest.size)
            for turn in range(len(wanted.sources) * 8):
                url = wanted.sources[turn % len(wanted.sources)]
                fresh = part.with_name(f"{part.name}.block")
                fresh.unlink(missing_ok=True)
                with contextlib.suppress(LostAnswer, _Answer), fresh.open("wb") as file:
                    self._piece(url, file, state, (start, end))
                if hashlib.sha256(fresh.read_bytes()).hexdigest() == manifest.blocks[index]:
                    with part.open("r+b") as file:
                        file.seek(start)
                        file.write(fresh.read_bytes())
                    break
                self._rules.wait(self._pause(min(turn, 4)))
            part.with_name(f"{part.name}.block").unlink(missing_ok=True)


class _Taken:
    """One answer being read: what it says of the file, and how much of it is ours."""

    def __init__(self, rules: Rules, state: _State, url: str, offset: int) -> None:
        self.rules, self.state, self.url, self.at = rules, state, url, offset
        self.received, self.skip, self.began = 0, 0, time.monotonic()

    def learn(self, answer: Mapping[str, str]) -> None:
        """The hub's own SHA-256 and size, where it names them beside a redirect."""
        tag = answer.get("x-linked-etag", "").strip('"').lower()
        if not self.state.sha256 and _SHA.fullmatch(tag):
            self.state.sha256 = tag
        if not self.state.size and answer.get("x-linked-size", "").isdigit():
            self.state.size = int(answer["x-linked-size"])

    def accept(self, status: int, answer: Mapping[str, str], ranged: bool, room: Callable[[int], None]) -> bool:
        """Whether the body is what was asked for. Raises _Answer when it is not."""
        if status in (401, 403, 404, 410, 451):
            self.state.dead.add(self.url)
            raise _Answer
        if status == 206 and ranged:
            found = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+|\*)", answer.get("content-range", ""))
            if not found or int(found[1]) != self.at:
                raise _Answer
            self._size(int(found[3]) if found[3] != "*" else 0)
        elif status == 200:
            self._size(int(answer.get("content-length", "0") or 0))
            if ranged and not self._give_in():
                raise _Answer
        else:
            raise _Answer
        if answer.get("etag", "").startswith('"'):
            self.state.tags[self.url] = answer["etag"]
        room(self.state.size)
        return True

    def _give_in(self) -> bool:
        """A whole file where a part was asked for: only a source that never gives parts is read over, and only at last."""
        times = self.state.ignores_range[self.url] = self.state.ignores_range.get(self.url, 0) + 1
        self.skip = self.at
        self.state.tags.pop(self.url, None)
        return times > 6

    def _size(self, total: int) -> None:
        if total and self.state.size and total != self.state.size:
            self.state.dead.add(self.url)  # another file under the same name
            raise _Answer
        self.state.size = self.state.size or total

    def cut(self, chunk: bytes) -> bytes:
        """The bytes of a piece that are new, never beyond the file's size."""
        self.received += len(chunk)
        over = min(self.skip, len(chunk))
        self.skip -= over
        piece = chunk[over:]
        if self.state.size:
            piece = piece[: max(0, self.state.size - self.at)]
        self.at += len(piece)
        return piece


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def megabytes(count: float) -> str:
    """Bytes as people read them."""
    return f"{count / 1_000_000_000:.1f} GB" if count >= 1_000_000_000 else f"{count / 1_000_000:.0f} MB"


def in_night(hour: int, window: Sequence[int] | None) -> bool:
    """Whether a download may run at this hour; a window such as (23, 7) goes over midnight."""
    if not window:
        return True
    start, end = window[0], window[1]
    return start <= hour < end if start <= end else hour >= start or hour < end
