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
        data = json.loads(raw.decode("utf-8-sig", errors="replace"))
    except json.JSONDecodeError as error:
        raise BadInput("json.broken", path=name, line=error.lineno) from error
    except (RecursionError, ValueError) as error:  # nested too deep, or a number of more than 4,300 digits
        raise BadInput("json.broken", path=name, line=1) from error
    return whole_text(data)


def whole_text(data: Any) -> Any:
    """The same data with lone surrogates ("\\ud800", no character at all) replaced: nothing could write them again."""
    if isinstance(data, str):
        return data if _encodes(data) else data.encode("utf-8", "replace").decode("utf-8")
    if isinstance(data, list):
        return [whole_text(item) for item in data]
    if isinstance(data, dict):
        return {whole_text(key): whole_text(item) for key, item in data.items()}
    return data


def _encodes(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
