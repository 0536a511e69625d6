"""Pictures: only from the card's own folder, decoded before use, scaled before they travel.

Hostile input: no links, no UNC paths, no URLs; a picture with more pixels than MAX_PIXELS is refused before decoding.
"""

from __future__ import annotations

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
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadInput("image.not_a_picture", name=path.name) from error
