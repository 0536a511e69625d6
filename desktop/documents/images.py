"""Pictures: only from the card's own folder, decoded before use, scaled before they travel.

Hostile input: no links, no UNC paths, no URLs; a picture with more pixels than MAX_PIXELS is refused before decoding.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from desktop.domain.errors import BadInput

MAX_PIXELS = 50_000_000
MAX_BYTES = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF")


@dataclass(frozen=True)
class Picture:
    """What is known of a readable picture: pixels and format."""

    path: Path
    width: int
    height: int
    format: str


def inside(folder: Path, name: str) -> Path:
    """The file that a card names, inside the card's own folder.

    Raises BadInput("image.outside") for an absolute, UNC, parent or URL path and for a link that leads out,
    BadInput("image.missing") when there is no such file.
    """
    windows = PureWindowsPath(name)
    plain = PurePosixPath(name.replace("\\", "/"))
    outside = plain.is_absolute() or windows.drive or windows.root or ".." in plain.parts or "://" in name or "\0" in name
    if outside or not name.strip():
        raise BadInput("image.outside", name=name[:100])
    path = folder / Path(*plain.parts)
    if not path.is_file():
        raise BadInput("image.missing", name=name[:100])
    if path.is_symlink() or not path.resolve().is_relative_to(folder.resolve()):
        raise BadInput("image.outside", name=name[:100])
    return path


def inspect(path: Path) -> Picture:
    """Decode a picture completely and say what it is.

    Raises BadInput: image.missing, image.too_large, image.not_a_picture.
    """
    from PIL import Image, UnidentifiedImageError

    if not path.is_file():
        raise BadInput("image.missing", name=path.name)
    if path.stat().st_size > MAX_BYTES:
        raise BadInput("image.too_large", name=path.name)
    try:
        with Image.open(path, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise BadInput("image.too_large", name=path.name)
            image.load()
            return Picture(path, image.width, image.height, str(image.format))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadInput("image.too_large", name=path.name) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise BadInput("image.not_a_picture", name=path.name) from error


@dataclass(frozen=True)
class PictureLimits:
    """What a platform takes: the longest side in pixels, the size in bytes, the smallest side."""

    side: int = 1600
    size: int = 1_000_000
    smallest: int = 100


@dataclass(frozen=True)
class Prepared:
    """A picture as it travels: where it lies, its SHA-256, its size, and the size before."""

    path: Path
    sha256: str
    size: int
    size_before: int
    width: int
    height: int


def prepare(path: Path, folder: Path, limits: PictureLimits | None = None) -> Prepared:
    """Scale, turn upright, strip (EXIF, place, thumbnails) and compress a picture into `folder`, once per content.

    Raises what `inspect` raises, and BadInput("image.too_small" | "image.too_large").
    """
    limits = limits or PictureLimits()
    known = inspect(path)
    if min(known.width, known.height) < limits.smallest:
        raise BadInput("image.too_small", name=path.name, smallest=limits.smallest)
    source = hashlib.sha256(path.read_bytes()).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{source[:32]}-{limits.side}-{limits.size}.jpg"
    if not target.is_file():
        data = _compressed(path, limits)
        if len(data) > limits.size:
            raise BadInput("image.too_large", name=path.name)
        new = target.with_suffix(".new")
        new.write_bytes(data)
        new.replace(target)
    return _prepared(target, path.stat().st_size)


def _prepared(target: Path, before: int) -> Prepared:
    from PIL import Image

    data = target.read_bytes()
    with Image.open(target, formats=("JPEG",)) as image:
        return Prepared(target, hashlib.sha256(data).hexdigest(), len(data), before, image.width, image.height)


def _compressed(path: Path, limits: PictureLimits) -> bytes:
    """JPEG bytes without any metadata, at the best quality that fits."""
    from PIL import Image, ImageOps

    with Image.open(path, formats=FORMATS) as opened:
        opened.draft("RGB", (limits.side * 2, limits.side * 2))  # a JPEG is decoded smaller: 12 MP need 48 MB else
        image = ImageOps.exif_transpose(opened)
        if image.mode not in ("RGB", "L"):
            image = image.convert("RGBA")
            white = Image.new("RGBA", image.size, "white")
            image = Image.alpha_composite(white, image)
        image = image.convert("RGB")
        image.thumbnail((limits.side, limits.side), Image.Resampling.LANCZOS)
        data = b""
        for quality in (88, 82, 75, 65, 50):
            buffer = io.BytesIO()
            image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True, exif=b"", icc_profile=b"")
            data = buffer.getvalue()
            if len(data) <= limits.size:
                break
    return data
