"""Turns an HTTP request into parameters and files, and answers into the two envelopes of the gateway.

All request encodings that the real server accepts (reference, section 1.3) are read: a query string, a form body,
common parameters in the query with business parameters in the body, one JSON object as body, and multipart with files.
Everything is bounded; whatever is not understood raises :class:`BadRequest` with one sentence.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

MAX_BODY = 24 * 1024 * 1024
"""Bytes of one request body; above it the request is refused unread."""
MAX_PARAMS = 400
MAX_TEXT = 8 * 1024 * 1024
"""Bytes of one text parameter."""


class BadRequest(Exception):
    """The request cannot be read; the text says why in one sentence."""


@dataclass(frozen=True)
class FilePart:
    """A file of a multipart body."""

    name: str
    data: bytes


@dataclass
class Received:
    """What a client sent: text parameters (all of them are signed) and file parts (never signed)."""

    params: dict[str, str] = field(default_factory=dict)
    files: dict[str, FilePart] = field(default_factory=dict)

    def add(self, name: str, value: str) -> None:
        """Takes one parameter; a second one of the same name wins, as in servlet containers' maps."""
        if len(self.params) >= MAX_PARAMS:
            raise BadRequest("too many parameters")
        self.params[name] = value


def read_request(query: str, content_type: str, body: bytes) -> Received:
    """All parameters and files of one request, whatever its encoding."""
    received = Received()
    _read_pairs(received, query)
    kind = content_type.split(";", 1)[0].strip().lower()
    if not body:
        return received
    if kind == "multipart/form-data":
        _read_multipart(received, content_type, body)
    elif kind == "application/json":
        _read_json(received, body)
    else:
        _read_pairs(received, _text(body))
    return received


def _text(data: bytes) -> str:
    if len(data) > MAX_TEXT:
        raise BadRequest("a parameter is too long")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("the text is not UTF-8") from error
    if "\x00" in text:
        raise BadRequest("the text holds a zero character")
    return text


def _read_pairs(received: Received, text: str) -> None:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_PARAMS, errors="strict")
    except (ValueError, UnicodeDecodeError) as error:
        raise BadRequest("the form cannot be read") from error
    for name, value in pairs:
        if "\x00" in name or "\x00" in value:
            raise BadRequest("the text holds a zero character")
        received.add(name, value)


def _read_json(received: Received, body: bytes) -> None:
    try:
        data = json.loads(_text(body))
    except (ValueError, RecursionError) as error:
        raise BadRequest("the JSON cannot be read") from error
    if not isinstance(data, dict):
        raise BadRequest("the JSON body must be one object")
    for name, value in data.items():
        if value is None:
            continue
        received.add(name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _read_multipart(received: Received, content_type: str, body: bytes) -> None:
    found = re.search(r'boundary="?([^";,\s]{1,200})"?', content_type)
    if not found:
        raise BadRequest("the multipart body names no boundary")
    mark = b"--" + found.group(1).encode("latin-1", "replace")
    parts = (b"\r\n" + body).split(b"\r\n" + mark)
    if len(parts) > MAX_PARAMS + 2:
        raise BadRequest("too many parts")
    if len(parts) < 3 or not parts[-1].startswith(b"--"):
        raise BadRequest("the multipart body is cut")
    for part in parts[1:-1]:
        _read_part(received, part)


def _read_part(received: Received, part: bytes) -> None:
    head, gap, data = part.partition(b"\r\n\r\n")
    if not gap or len(head) > 4000:
        raise BadRequest("a part of the multipart body has no header")
    disposition = ""
    for line in head.decode("utf-8", "replace").split("\r\n"):
        if line.lower().startswith("content-disposition:"):
            disposition = line
    name = re.search(r'[;\s]name="([^"]*)"', disposition) or re.search(r"[;\s]name=([^\s;]+)", disposition)
    if not name:
        raise BadRequest("a part of the multipart body has no name")
    file_name = re.search(r'filename="([^"]*)"', disposition) or re.search(r"filename=([^\s;]+)", disposition)
    if file_name:
        if len(received.files) >= 4:
            raise BadRequest("too many files")
        received.files[name.group(1)] = FilePart(file_name.group(1), data)
    else:
        received.add(name.group(1), _text(data))


# What lists are called in the wrapped envelope: the element type in snake case (reference, section 1.5).
WRAPPERS: dict[str, str] = {
    "products": "alibaba_product_brief_response",
    "child_ids": "number",
    "parent_ids": "number",
    "attributes": "attribute",
    "attribute_values": "attribute_value",
    "groups": "photo_album_group",
    "order_list": "trade_ecology_order",
    "order_products": "trade_ecology_order_product",
    "skus": "sku_definition",
    "inventory_dto_list": "product_inventory_dto",
    "bulk_discount_prices": "bulk_discount_price",
    "children_id_list": "number",
    "data_list": "sku_inventory",
    "keywords": "string",
    "images": "string",
    "units": "string",
}
LIST_OF_PICTURES = "photobank_image_do"


def _wrap(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        if name == "pagination_query_list" and isinstance(value.get("list"), list):
            rows = [_wrap(row) for row in value["list"]]
            return {**{k: _wrap(v, k) for k, v in value.items() if k != "list"}, "list": {LIST_OF_PICTURES: rows}}
        return {key: _wrap(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return {WRAPPERS.get(name, "string"): [_wrap(item) for item in value]}
    return value


def envelope(method: str, payload: dict[str, Any], ids: dict[str, str], *, simplify: bool) -> dict[str, Any]:
    """The answer to a call that was carried out; ``ids`` holds request_id and _trace_id_."""
    if simplify:
        return {**payload, **ids}
    wrapped = _wrap(payload)
    return {method.replace(".", "_") + "_response": {**wrapped, **ids}}
