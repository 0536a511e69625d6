"""What lies inside a workbook's archive: refused when it could do harm, and the pictures that WPS keeps in cells."""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path

from desktop.domain.errors import BadInput

MAX_PICTURE = 20_000_000
_CHUNK = 1 << 20
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_archive(path: Path, limits: tuple[int, int, int]) -> None:
    """Refuse an archive that unpacks beyond `limits` (bytes in all, bytes a part, ratio) or declares entities.

    Raises BadInput("file.too_large" | "table.broken"); sizes are counted while reading, not believed from the directory.
    """
    total, part, ratio = limits
    with zipfile.ZipFile(path) as archive:
        items = archive.infolist()
        if len(items) > 5_000 or sum(item.file_size for item in items) > total:
            raise BadInput("file.too_large", path=str(path), limit=total // 1_000_000)
        for item in items:
            squeezed = item.file_size > 1_000_000 and item.file_size > ratio * max(item.compress_size, 1)
            if item.file_size > part or squeezed:
                raise BadInput("file.too_large", path=str(path), limit=part // 1_000_000)
            if item.filename.lower().endswith((".xml", ".rels", ".vml")):
                _check_markup(archive, item, path)


def _check_markup(archive: zipfile.ZipFile, item: zipfile.ZipInfo, path: Path) -> None:
    seen, tail = 0, b""
    with archive.open(item) as source:
        while chunk := source.read(_CHUNK):
            seen += len(chunk)
            if seen > item.file_size or _ENTITY.search((tail + chunk).replace(b"\x00", b"")):
                raise BadInput("table.broken", path=str(path))
            tail = chunk[-32:]


def cell_pictures(path: Path) -> dict[str, bytes]:
    """Pictures by their WPS name (`DISPIMG("ID_...")`); empty when the workbook has none. Unreadable ones are left out."""
    from defusedxml import ElementTree

    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if not {"xl/cellimages.xml", "xl/_rels/cellimages.xml.rels"} <= names:
            return {}
        targets = {
            item.get("Id", ""): posixpath.normpath(posixpath.join("xl", item.get("Target", "")))
            for item in ElementTree.fromstring(archive.read("xl/_rels/cellimages.xml.rels"))
            if item.get("TargetMode") != "External"
        }
        found: dict[str, bytes] = {}
        for picture in ElementTree.fromstring(archive.read("xl/cellimages.xml")):
            name = next((item.get("name", "") for item in picture.iter() if item.tag.endswith("}cNvPr")), "")
            link = next(
                (
                    value
                    for item in picture.iter()
                    if item.tag.endswith("}blip")
                    for key, value in item.attrib.items()
                    if key.endswith("}embed")
                ),
                "",
            )
            target = targets.get(link, "")
            if name and target in names and archive.getinfo(target).file_size <= MAX_PICTURE:
                found[name] = archive.read(target)
        return found
