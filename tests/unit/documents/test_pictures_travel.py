"""Pictures before they travel: upright, without metadata, small enough, and never a bomb."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from desktop.documents.images import PictureLimits, prepare
from desktop.domain.errors import BadInput


def _photo(path: Path, size: tuple[int, int] = (1200, 900), orientation: int = 1) -> Path:
    image = Image.new("RGB", size, (200, 150, 100))
    image.paste((10, 10, 10), (0, 0, size[0] // 4, size[1] // 4))  # a dark corner at the top left of the raw pixels
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "secret place"
    exif.get_ifd(0x8825)[1] = "N"
    image.save(path, "JPEG", exif=exif)
    return path


def test_metadata_is_stripped_and_the_picture_stands_upright(tmp_path: Path) -> None:
    ready = prepare(_photo(tmp_path / "a.jpg", orientation=6), tmp_path / "out")
    with Image.open(ready.path) as image:
        assert (image.width, image.height) == (900, 1200)
        assert dict(image.getexif()) == {}
        corner = image.getpixel((image.width - 20, 20))  # turned clockwise, the dark corner is at the top right
    assert isinstance(corner, tuple)
    assert max(corner) < 60
    assert b"secret place" not in ready.path.read_bytes()


def test_a_large_photo_fits_the_limits(tmp_path: Path) -> None:
    noisy = Image.effect_noise((4000, 3000), 80).convert("RGB")
    noisy.save(tmp_path / "big.jpg", "JPEG", quality=95)
    limits = PictureLimits(side=1600, size=600_000)
    ready = prepare(tmp_path / "big.jpg", tmp_path / "out", limits)
    assert max(ready.width, ready.height) == 1600
    assert ready.size <= 600_000 < ready.size_before
    again = prepare(tmp_path / "big.jpg", tmp_path / "out", limits)
    assert again.sha256 == ready.sha256


def test_transparent_pictures_get_a_white_ground(tmp_path: Path) -> None:
    Image.new("RGBA", (300, 300), (255, 0, 0, 0)).save(tmp_path / "clear.png")
    ready = prepare(tmp_path / "clear.png", tmp_path / "out")
    with Image.open(ready.path) as image:
        assert min(image.convert("RGB").getpixel((5, 5))) > 250  # type: ignore[arg-type]


def _bomb(path: Path, side: int) -> Path:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b""))
    return path


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: _bomb(path, 60_000), "image.too_large"),
        (lambda path: _bomb(path, 500), "image.not_a_picture"),
        (lambda path: path.write_bytes(b"GIF89a no") and path, "image.not_a_picture"),
        (lambda path: path.write_text("<svg/>") and path, "image.not_a_picture"),
        (lambda path: _photo(path, (50, 50)), "image.too_small"),
        (lambda path: path, "image.missing"),
    ],
)
def test_broken_huge_and_hostile_pictures_are_refused(tmp_path: Path, make: object, code: str) -> None:
    path = make(tmp_path / "x.png")  # type: ignore[operator]
    with pytest.raises(BadInput) as refused:
        prepare(path, tmp_path / "out")
    assert refused.value.code == code
    assert not any((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True


def test_a_cut_photo_is_refused(tmp_path: Path) -> None:
    whole = _photo(tmp_path / "a.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput) as refused:
        prepare(tmp_path / "cut.jpg", tmp_path / "out")
    assert refused.value.code == "image.not_a_picture"
