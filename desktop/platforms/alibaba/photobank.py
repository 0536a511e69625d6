"""Pictures into the photobank: each one once per content, found again after a lost answer (reference, section 5)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from desktop.domain.publications import Picture
from desktop.platforms.alibaba.client import Client
from desktop.platforms.alibaba.faults import business
from desktop.platforms.alibaba.mapping import PhotobankPicture
from desktop.platforms.base import Rejected, Unknown
from desktop.system.http import Upload

MAX_BYTES = 5 * 1024 * 1024
LOOK_PAGES = 3


class PictureMemory(Protocol):
    """What was uploaded to this account, by SHA-256."""

    def get(self, sha256: str) -> Mapping[str, Any] | None:
        """What the platform answered for these bytes, or None."""

    def put(self, sha256: str, data: Mapping[str, Any]) -> None:
        """Keeps the platform's answer."""


def rows_of(value: Any) -> list[dict[str, Any]]:
    """A list in either envelope: plain, wrapped in one key, or a single object (reference, section 1.5)."""
    if isinstance(value, dict):
        inner = list(value.values())
        value = inner[0] if len(inner) == 1 and isinstance(inner[0], list | dict) else [value]
        if isinstance(value, dict):
            value = [value]
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


class Photobank:
    """Uploads pictures for one account."""

    def __init__(self, client: Client, memory: PictureMemory) -> None:
        self._client, self._memory = client, memory

    def ensure(self, picture: Picture) -> PhotobankPicture:
        """The platform's picture for these bytes, uploading them only when they were never uploaded.

        Raises Rejected when the file is not what was approved or is too large.
        """
        known = self._memory.get(picture.sha256)
        if known is not None:
            return PhotobankPicture(str(known["file_id"]), str(known["url"]), int(known.get("size", 0)))
        data = self._read(picture)
        name = picture.sha256[:24] + (".png" if data.startswith(b"\x89PNG") else ".jpg")
        try:
            found = self._upload(name, data)
        except Unknown:
            earlier = self._look(name, len(data))
            if earlier is None:
                # a second copy in the photobank harms nobody: buyers see only pictures that a product names
                earlier = self._upload(name, data)
            found = earlier
        self._memory.put(picture.sha256, {"file_id": found.file_id, "url": found.url, "size": len(data)})
        return found

    def _read(self, picture: Picture) -> bytes:
        try:
            size = Path(picture.path).stat().st_size
            if size > MAX_BYTES:
                mega = {"size_mb": f"{size / 1e6:.1f}", "limit_mb": f"{MAX_BYTES / 1e6:.1f}"}
                raise Rejected("platform.picture_too_large", {"scImages": ""}, size=size, limit=MAX_BYTES, **mega)
            data = Path(picture.path).read_bytes()
        except OSError as error:
            raise Rejected("platform.picture_missing", {"scImages": ""}, path=Path(picture.path).name) from error
        if hashlib.sha256(data).hexdigest() != picture.sha256:
            raise Rejected("platform.picture_changed", {"scImages": ""}, path=Path(picture.path).name)
        return data

    def _upload(self, name: str, data: bytes) -> PhotobankPicture:
        kind = "image/png" if name.endswith(".png") else "image/jpeg"
        answer = self._client.call(
            "alibaba.icbu.photobank.upload",
            {"file_name": name},
            write=True,
            upload=("image_bytes", Upload(name, data, kind)),
        )
        business(answer, write=False)
        row = answer.get("upload_image_response")
        if not isinstance(row, dict) or "file_id" not in row or not isinstance(row.get("photobank_url"), str):
            raise Unknown("platform.no_answer")
        return PhotobankPicture(str(row["file_id"]), row["photobank_url"], len(data))

    def _look(self, name: str, size: int) -> PhotobankPicture | None:
        for page in range(1, LOOK_PAGES + 1):
            answer = self._client.call(
                "alibaba.icbu.photobank.list",
                {"location_type": "ALL_GROUP", "current_page": str(page), "page_size": "50", "extra_context": {}},
            )
            holder = answer.get("pagination_query_list")
            rows = rows_of(holder.get("list")) if isinstance(holder, dict) else []
            for row in rows:
                same = str(row.get("file_name") or row.get("display_name")) == name
                if same and row.get("id") is not None and row.get("url") and int(row.get("file_size") or size) == size:
                    return PhotobankPicture(str(row["id"]), str(row["url"]), size)
            if len(rows) < 50:
                break
        return None
