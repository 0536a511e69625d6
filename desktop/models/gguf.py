"""The header of a GGUF file, read by ourselves with bounds, before llama.cpp sees it.

Source of the rules: the GGUF specification, versions 2 and 3 (little endian). Nothing is believed: counts, lengths,
types, alignment and offsets are held against bounds and against the file's size. Hostile files are refused with one sentence.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from desktop.domain.errors import BadInput

MAGIC = b"GGUF"
MAX_KEYS = 4096
MAX_KEY = 512
MAX_STRING = 4 * 1024 * 1024
MAX_ITEMS = 2_000_000
MAX_TENSORS = 20_000
MAX_HEADER = 256 * 1024 * 1024
_STRING, _ARRAY, _BOOL = 8, 9, 7
_SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<B", 10: "<Q", 11: "<q", 12: "<d"}
# ggml type: (elements in a block, bytes of a block)
_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36), 10: (256, 84),
    11: (256, 110),
    12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292), 16: (256, 66), 17: (256, 74), 18: (256, 98),
    19: (256, 50), 20: (32, 18),
    21: (256, 110), 22: (256, 82), 23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip
ARCHITECTURES = frozenset(
    "llama qwen2 qwen2moe qwen3 qwen3moe qwen35 qwen3next gemma gemma2 gemma3 gemma4 phi2 phi3 smollm3 mistral mistral3 minicpm "
    "minicpm3 granite "
    "internlm2 glm4 exaone exaone4 olmo2 stablelm falcon-h1 lfm2 hunyuan-dense ernie4_5 seed_oss".split()
)
TOKENIZERS = frozenset(("gpt2", "llama"))
"""Vocabularies that llguidance reads: byte-level BPE and SentencePiece."""


@dataclass(frozen=True)
class Header:
    """What a model file says of itself."""

    architecture: str
    name: str
    context: int
    layers: int
    width: int
    feed_forward: int
    kv_width: int
    vocabulary: int
    tokenizer: str
    file_type: int
    has_template: bool
    tensors: int
    file_bytes: int
    languages: tuple[str, ...] = ()


class _Broken(Exception):
    """Why the file is refused."""


class _Reader:
    """Reads with bounds; every short read is damage."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self.size, self.at = file, size, 0

    def take(self, count: int) -> bytes:
        if count < 0 or self.at + count > min(self.size, MAX_HEADER):
            raise _Broken("it ends too early")
        raw = self._file.read(count)
        if len(raw) != count:
            raise _Broken("it ends too early")
        self.at += count
        return raw

    def skip(self, count: int) -> None:
        if count < 0 or self.at + count > min(self.size, MAX_HEADER):
            raise _Broken("it ends too early")
        self._file.seek(count, 1)
        self.at += count

    def number(self, form: str) -> Any:
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def count(self, limit: int, what: str) -> int:
        found: int = self.number("<Q")
        if found > limit:
            raise _Broken(f"too many {what}")
        return found

    def text(self, limit: int = MAX_STRING) -> str:
        return self.take(self.count(limit, "characters")).decode("utf-8", "replace")


def read_header(path: Path) -> Header:
    """The header of a model file. Raises BadInput("model.not_gguf" | "model.broken" | "model.unfit") or OSError."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise BadInput("model.not_gguf", name=path.name)
        reader = _Reader(file, size)
        reader.at = 4
        try:
            header = _header(reader)
        except _Broken as broken:
            raise BadInput("model.broken", name=path.name, what=str(broken)) from None
    _check(header, path.name)
    return header


def _header(reader: _Reader) -> Header:
    if reader.number("<I") not in (2, 3):
        raise _Broken("unknown version")
    tensors, keys = reader.count(MAX_TENSORS, "tensors"), reader.count(MAX_KEYS, "keys")
    values: dict[str, Any] = {}
    for _index in range(keys):
        key = reader.text(MAX_KEY)
        if key in values:
            raise _Broken("a key stands twice")
        values[key] = _value(reader, reader.number("<I"))
    _tensors(reader, tensors, values.get("general.alignment", 32))
    return _made(values, tensors, reader.size)


def _value(reader: _Reader, kind: int) -> Any:
    if kind in _SCALARS:
        return reader.number(_SCALARS[kind])
    if kind == _STRING:
        return reader.text()
    if kind != _ARRAY:
        raise _Broken("unknown type")
    inner, count = reader.number("<I"), reader.count(MAX_ITEMS, "items")
    if inner in _SCALARS:
        reader.skip(count * struct.calcsize(_SCALARS[inner]))
        return count
    if inner != _STRING:
        raise _Broken("unknown type")
    if count <= 64:
        return [reader.text() for _index in range(count)]
    for _index in range(count):
        reader.skip(reader.count(MAX_STRING, "characters"))
    return count


def _tensors(reader: _Reader, count: int, alignment: Any) -> None:
    if not isinstance(alignment, int) or alignment not in (8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096):
        raise _Broken("wrong alignment")
    ends: list[tuple[int, int]] = []
    seen: set[str] = set()
    for _index in range(count):
        name = reader.text(256)
        if name in seen:
            raise _Broken("a tensor stands twice")
        seen.add(name)
        dimensions = reader.number("<I")
        if not 1 <= dimensions <= 4:
            raise _Broken("wrong dimensions")
        sizes = [reader.count(1 << 40, "elements") for _dimension in range(dimensions)]
        kind, offset = reader.number("<I"), reader.number("<Q")
        if kind not in _BLOCKS or offset % alignment or 0 in sizes:
            raise _Broken("unknown tensor type")
        ends.append((offset, _bytes_of(sizes, kind)))
    data = -(-reader.at // alignment) * alignment
    if any(data + offset + length > reader.size for offset, length in ends):
        raise _Broken("its data is cut off")


def _bytes_of(sizes: list[int], kind: int) -> int:
    elements, size = _BLOCKS[kind]
    if sizes[0] % elements:
        raise _Broken("wrong dimensions")
    total = 1
    for one in sizes:
        total *= one
        if total > 1 << 44:
            raise _Broken("too many elements")
    return total // elements * size


def _made(values: dict[str, Any], tensors: int, size: int) -> Header:
    def number(key: str, default: int = 0) -> int:
        found = values.get(f"{architecture}.{key}", default)
        return found if isinstance(found, int) and 0 <= found < 1 << 31 else default

    def text(key: str) -> str:
        found = values.get(key, "")
        return found[:200] if isinstance(found, str) else ""

    architecture = text("general.architecture")
    heads = max(1, number("attention.head_count", 1))
    width = number("embedding_length")
    key_length = number("attention.key_length", width // heads)
    tokens = values.get("tokenizer.ggml.tokens", 0)
    languages = values.get("general.languages", ())
    return Header(
        architecture=architecture,
        name=text("general.name"),
        context=number("context_length"),
        layers=number("block_count"),
        width=width,
        feed_forward=number("feed_forward_length", 4 * width),
        kv_width=number("attention.head_count_kv", heads) * key_length,
        vocabulary=tokens if isinstance(tokens, int) else len(tokens),
        tokenizer=text("tokenizer.ggml.model"),
        file_type=values.get("general.file_type", -1) if isinstance(values.get("general.file_type"), int) else -1,
        has_template=bool(text("tokenizer.chat_template")),
        tensors=tensors,
        file_bytes=size,
        languages=tuple(item for item in languages if isinstance(item, str)) if isinstance(languages, list) else (),
    )


def _check(header: Header, name: str) -> None:
    rules: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: header.architecture in ARCHITECTURES, f"unknown architecture {header.architecture[:30]!r}"),
        (lambda: header.tokenizer in TOKENIZERS, f"its vocabulary ({header.tokenizer[:20] or '?'}) cannot be bounded by rules"),
        (lambda: 256 <= header.vocabulary <= 1_000_000, "it has no vocabulary"),
        (lambda: 1 <= header.layers <= 512 and 32 <= header.width <= 65_536, "wrong dimensions"),
        (lambda: header.context >= 1024, "its context is too short"),
        (lambda: 1 <= header.kv_width <= 65_536 and header.tensors > 0, "wrong dimensions"),
    )
    for holds, what in rules:
        if not holds():
            raise BadInput("model.unfit", name=name, what=what)
