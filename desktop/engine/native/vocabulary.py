"""The model's vocabulary for text and for the grammar: pieces as bytes, whole characters, llguidance's tokenizer."""

from __future__ import annotations

import codecs
import ctypes
from functools import cached_property
from typing import Any

import llama_cpp as ll

from desktop.engine.native.model import LlamaModel


class VocabularyRefused(Exception):
    """llguidance cannot read this model's tokenizer."""


class Vocabulary:
    """Pieces of tokens, kept once asked for."""

    def __init__(self, model: LlamaModel) -> None:
        self._model = model
        self._pieces: dict[int, bytes] = {}
        self._buffer = ctypes.create_string_buffer(8192)

    def piece(self, token: int) -> bytes:
        """The bytes that a token writes; control tokens write nothing."""
        found = self._pieces.get(token)
        if found is None:
            count = int(ll.llama_token_to_piece(self._model.vocab, token, self._buffer, 8192, 0, False))
            found = self._pieces[token] = self._buffer.raw[: max(count, 0)]
        return found

    @cached_property
    def tokenizer(self) -> Any:
        """llguidance's own view of the vocabulary (about a second, once). Raises VocabularyRefused."""
        from llguidance.llamacpp import lltokenizer_from_vocab

        try:
            return lltokenizer_from_vocab(self._model.vocab, n_vocab=self._model.n_vocab)
        except Exception as error:
            raise VocabularyRefused from error


class WholeCharacters:
    """Bytes in, text out: a character is given only when all its bytes are there."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, raw: bytes) -> str:
        """The characters that are complete now."""
        return self._decoder.decode(raw)
