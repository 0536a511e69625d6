"""JSON files of bounded size; what is wrong is said with its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desktop.domain.errors import BadInput

MAX_BYTES = 20_000_000


def read_bytes(path: Path) -> bytes:
    """A file of at most 20 MB. Raises BadInput(file.not_found | file.too_large | file.unreadable)."""
    try:
        if not path.exists():
            raise BadInput("file.not_found", path=str(path))
        if path.stat().st_size > MAX_BYTES:
            raise BadInput("file.too_large", path=str(path), limit=MAX_BYTES // 1_000_000)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise BadInput("file.unreadable", path=str(path), reason=getattr(error, "strerror", None) or "?") from error


def read_json(path: Path) -> Any:
    """Parsed JSON. Raises BadInput("json.broken") with the line, or as read_bytes."""
    return parse_json(read_bytes(path), str(path))


def parse_json(raw: bytes, name: str) -> Any:
    """Parsed JSON of bytes; `name` is said in the refusal."""
    try:
        return json.loads(raw.decode("utf-8-sig", errors="replace"))
    except json.JSONDecodeError as error:
        raise BadInput("json.broken", path=name, line=error.lineno) from error
    except RecursionError as error:
        raise BadInput("json.broken", path=name, line=1) from error
