"""A model of real shape (Qwen2, 0.5 billion, Q4_0) with random weights and the test model's vocabulary repeated to size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

VOCABULARY = 151_936


def build(target: Path, source: Path, vocabulary: int = VOCABULARY) -> Path:
    """Writes the model file unless it is there; `source` gives the tokenizer. About 340 MB with the full vocabulary."""
    import gguf

    if target.exists():
        return target
    reader = gguf.GGUFReader(str(source))
    fresh = target.with_suffix(".new")
    writer = gguf.GGUFWriter(str(fresh), "qwen2")
    shape = {"width": 896, "layers": 24, "heads": 14, "kv": 2, "ff": 4864}
    writer.add_context_length(32768)
    writer.add_embedding_length(shape["width"])
    writer.add_block_count(shape["layers"])
    writer.add_feed_forward_length(shape["ff"])
    writer.add_head_count(shape["heads"])
    writer.add_head_count_kv(shape["kv"])
    writer.add_rope_freq_base(1_000_000.0)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q4_0)
    _tokenizer(writer, reader, vocabulary)
    _weights(writer, shape, vocabulary)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    fresh.replace(target)
    return target


def _tokenizer(writer: Any, reader: Any, vocabulary: int) -> None:
    def strings(key: str) -> list[bytes]:
        field = reader.fields[key]
        return [bytes(field.parts[index]) for index in field.data]

    tokens = strings("tokenizer.ggml.tokens")
    types = [int(reader.fields["tokenizer.ggml.token_type"].parts[i][0]) for i in reader.fields["tokenizer.ggml.token_type"].data]
    more = vocabulary - len(tokens)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(tokens + [f"unused{number}".encode() for number in range(more)])
    writer.add_token_types(types + [5] * more)
    writer.add_token_merges([item.decode() for item in strings("tokenizer.ggml.merges")])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_chat_template(b"".join(strings("tokenizer.chat_template")).decode() if "tokenizer.chat_template" in reader.fields else "")


def _weights(writer: Any, shape: dict[str, int], vocabulary: int) -> None:
    import gguf

    random = np.random.default_rng(1)
    width, kv, ff = shape["width"], shape["kv"] * 64, shape["ff"]

    def matrix(name: str, rows: int, columns: int) -> None:
        blocks = rows * columns // 32
        raw = random.integers(0, 256, (blocks, 18), np.uint8)
        raw[:, :2] = np.full((blocks, 1), 0.004, np.float16).view(np.uint8)
        writer.add_tensor(name, raw.reshape(rows, columns // 32 * 18), raw_dtype=gguf.GGMLQuantizationType.Q4_0)

    def vector(name: str, size: int, value: float) -> None:
        writer.add_tensor(name, np.full(size, value, np.float32))

    matrix("token_embd.weight", vocabulary, width)
    vector("output_norm.weight", width, 1.0)
    for layer in range(shape["layers"]):
        at = f"blk.{layer}."
        vector(at + "attn_norm.weight", width, 1.0)
        vector(at + "ffn_norm.weight", width, 1.0)
        for name, rows in (("q", width), ("k", kv), ("v", kv)):
            matrix(f"{at}attn_{name}.weight", rows, width)
            vector(f"{at}attn_{name}.bias", rows, 0.0)
        matrix(at + "attn_output.weight", width, width)
        matrix(at + "ffn_gate.weight", ff, width)
        matrix(at + "ffn_up.weight", ff, width)
        matrix(at + "ffn_down.weight", width, ff)
