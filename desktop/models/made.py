"""A model of real shape with random weights, made on this computer in a second or two: what a trial measures before any download.

Shape: Qwen2's small layers (width 896), Q4_0, a byte vocabulary filled up to size. It writes nonsense; only its speed matters.
Source of the layout: the GGUF specification, version 3, and llama.cpp's names for Qwen2.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from pathlib import Path

WIDTH, LAYERS, HEADS, KV_HEADS, FEED, VOCABULARY = 896, 12, 14, 2, 4864, 32_000
NAME = "trial-qwen2-0.2b.gguf"
_U32, _F32, _STRING, _ARRAY, _I32 = 4, 6, 8, 9, 5
_TYPE_F32, _TYPE_Q4 = 0, 2
_ALIGN = 32
_SCALE = struct.pack("<e", 0.004)
"""The scale of each block of 32 weights: small enough that nothing grows out of bounds."""


def parameters() -> float:
    """Weights of the made model in billions."""
    return sum(rows * columns for _name, rows, columns in _matrices()) / 1e9


def make(folder: Path) -> Path:
    """The model file in `folder`, written unless it is there; about 120 MB. Raises OSError."""
    target = folder / NAME
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    chance = random.Random(301)  # noqa: S311 - weights, not secrets
    with fresh.open("wb") as file:
        header = _header()
        file.write(header + bytes(-len(header) % _ALIGN))
        for name, rows, columns in _matrices():
            file.write(_weights(chance, rows * columns) if name.endswith(".weight") else bytes(4 * columns))
        for _name, size, value in _vectors():
            file.write(struct.pack("<f", value) * size)
    fresh.replace(target)
    return target


def _weights(chance: random.Random, count: int) -> bytes:
    """Q4_0: blocks of 32 weights, a half-precision scale and sixteen bytes."""
    raw = bytearray(chance.randbytes(count // 32 * 18))
    raw[0::18] = _SCALE[:1] * (count // 32)
    raw[1::18] = _SCALE[1:] * (count // 32)
    return bytes(raw)


def _matrices() -> Iterator[tuple[str, int, int]]:
    """(name, rows, columns) in the file's order."""
    kv = WIDTH // HEADS * KV_HEADS
    yield "token_embd.weight", VOCABULARY, WIDTH
    for layer in range(LAYERS):
        for name, rows, columns in (
            ("attn_q", WIDTH, WIDTH),
            ("attn_k", kv, WIDTH),
            ("attn_v", kv, WIDTH),
            ("attn_output", WIDTH, WIDTH),
            ("ffn_gate", FEED, WIDTH),
            ("ffn_up", FEED, WIDTH),
            ("ffn_down", WIDTH, FEED),
        ):
            yield f"blk.{layer}.{name}.weight", rows, columns


def _vectors() -> Iterator[tuple[str, int, float]]:
    """(name, size, value) of what is no matrix, in the file's order: sizes are multiples of the alignment."""
    kv = WIDTH // HEADS * KV_HEADS
    yield "output_norm.weight", WIDTH, 1.0
    for layer in range(LAYERS):
        yield f"blk.{layer}.attn_norm.weight", WIDTH, 1.0
        yield f"blk.{layer}.ffn_norm.weight", WIDTH, 1.0
        yield f"blk.{layer}.attn_q.bias", WIDTH, 0.0
        yield f"blk.{layer}.attn_k.bias", kv, 0.0
        yield f"blk.{layer}.attn_v.bias", kv, 0.0


def _header() -> bytes:
    keys = _keys()
    tensors: list[bytes] = []
    offset = 0
    for name, rows, columns in _matrices():
        tensors.append(_text(name) + struct.pack("<IQQIQ", 2, columns, rows, _TYPE_Q4, offset))
        offset += rows * columns // 32 * 18
    for name, size, _value in _vectors():
        tensors.append(_text(name) + struct.pack("<IQIQ", 1, size, _TYPE_F32, offset))
        offset += 4 * size
    return b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(keys)) + b"".join(keys) + b"".join(tensors)


def _keys() -> list[bytes]:
    tokens = [*_byte_letters(), *(f"word{number}" for number in range(VOCABULARY - 258)), "<s>", "</s>"]
    kinds = [1] * (VOCABULARY - 2) + [3, 3]  # normal, control
    numbers = {
        "qwen2.context_length": 32768, "qwen2.embedding_length": WIDTH, "qwen2.block_count": LAYERS, "qwen2.feed_forward_length": FEED,
        "qwen2.attention.head_count": HEADS, "qwen2.attention.head_count_kv": KV_HEADS, "general.file_type": 2,
        "tokenizer.ggml.bos_token_id": VOCABULARY - 2, "tokenizer.ggml.eos_token_id": VOCABULARY - 1,
    }  # fmt: skip
    texts = {"general.architecture": "qwen2", "general.name": "trial", "tokenizer.ggml.model": "gpt2", "tokenizer.ggml.pre": "gpt-2"}
    floats = {"qwen2.rope.freq_base": 1_000_000.0, "qwen2.attention.layer_norm_rms_epsilon": 1e-6}
    keys = [_text(key) + struct.pack("<I", _STRING) + _text(value) for key, value in texts.items()]
    keys += [_text(key) + struct.pack("<II", _U32, value) for key, value in numbers.items()]
    keys += [_text(key) + struct.pack("<If", _F32, value) for key, value in floats.items()]
    keys.append(_array("tokenizer.ggml.tokens", _STRING, [_text(token) for token in tokens]))
    keys.append(_array("tokenizer.ggml.token_type", _I32, [struct.pack("<i", kind) for kind in kinds]))
    keys.append(_array("tokenizer.ggml.merges", _STRING, [_text("t h")]))
    return keys


def _byte_letters() -> list[str]:
    """The visible letter that byte-level vocabularies write for each byte."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = iter(range(256, 512))
    return [chr(byte) if byte in plain else chr(next(others)) for byte in range(256)]


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _array(key: str, kind: int, items: list[bytes]) -> bytes:
    return _text(key) + struct.pack("<IIQ", _ARRAY, kind, len(items)) + b"".join(items)
