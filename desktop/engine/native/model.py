"""One model and its context in llama.cpp, by the low-level interface: load, tokenize, decode, memory, stop."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import llama_cpp as ll
import numpy as np

from desktop.engine.protocol import Settings

MAX_TEMPLATE = 256 * 1024
OK, NO_ROOM, ABORTED = 0, 1, 2
PREFIXES = 2
"""Sequences that hold shared beginnings: the card in hand and the next one. Texts use those above."""


class ModelRefused(Exception):
    """llama.cpp would not load the file or make a context; the reason is one word for the app."""


class LlamaModel:
    """Owns the model, its context and one batch. Use from one thread; `stop()` may be called from another."""

    def __init__(self, settings: Settings, progress: Callable[[float], None]) -> None:
        self.settings = settings
        self.log: list[str] = []
        self._callbacks: list[Any] = []  # llama.cpp keeps bare pointers: these must live as long as it does
        self._quiet()
        ll.llama_backend_init()
        self.model = self._load(progress)
        self.vocab = ll.llama_model_get_vocab(self.model)
        self.n_vocab = int(ll.llama_vocab_n_tokens(self.vocab))
        self.ctx = self._context()
        self.memory = ll.llama_get_memory(self.ctx)
        self.gpu = bool(ll.llama_supports_gpu_offload())
        self.shares = not (ll.llama_model_is_recurrent(self.model) or ll.llama_model_is_hybrid(self.model))
        self._flag = ctypes.create_string_buffer(2)
        self._stop_by_flag()
        self._make_batch()
        self._rows: np.ndarray[Any, np.dtype[np.float32]] = np.empty((0, self.n_vocab), np.float32)
        self._rows_at = 0

    # --- loading -----------------------------------------------------------------------------------------------------

    def _quiet(self) -> None:
        def keep(_level: int, text: bytes, _data: object) -> None:
            self.log.append(text.decode("utf-8", "replace").strip())
            del self.log[:-30]

        callback = ll.llama_log_callback(keep)
        self._callbacks.append(callback)
        ll.llama_log_set(callback, None)

    def _load(self, progress: Callable[[float], None]) -> Any:
        params = ll.llama_model_default_params()
        params.n_gpu_layers = self.settings.gpu_layers

        def report(done: float, _data: object) -> bool:
            progress(done)
            return True

        params.progress_callback = ll.llama_progress_callback(report)
        self._callbacks.append(params.progress_callback)
        model = ll.llama_model_load_from_file(os.fsencode(self.settings.model), params)
        if not model:
            raise ModelRefused("model")
        return model

    def _context(self) -> Any:
        settings = self.settings
        params = ll.llama_context_default_params()
        params.n_ctx = min(settings.context, max(512, int(ll.llama_model_n_ctx_train(self.model)) * settings.sequences))
        params.n_batch = params.n_ubatch = self.capacity = max(settings.batch, settings.sequences)
        params.n_seq_max = settings.sequences + PREFIXES
        params.kv_unified = True
        params.n_threads = params.n_threads_batch = settings.threads or os.cpu_count() or 1
        if not settings.gpu_layers:  # on processors flash attention is a fifth slower: 22 against 17.5 ms a token at twelve texts
            params.flash_attn_type = ll.LLAMA_FLASH_ATTN_TYPE_DISABLED
        params.no_perf = True
        context = ll.llama_init_from_model(self.model, params)
        if not context:
            raise ModelRefused("context")
        return context

    def _stop_by_flag(self) -> None:
        """Lets llama.cpp ask for a stop between two steps of its graph without waking Python.

        The callback is the C library's own strlen on a buffer of ours: "" is 0 (go on), "s" is 1 (stop). A Python
        callback would be entered hundreds of times for each token, and would wait for the interpreter's lock.
        """
        library = ctypes.CDLL(None) if sys.platform != "win32" else ctypes.CDLL("msvcrt")
        address = ctypes.cast(library.strlen, ctypes.c_void_p).value
        assert address is not None
        callback = ll.ggml_abort_callback(address)
        self._callbacks.append(callback)
        ll.llama_set_abort_callback(self.ctx, callback, ctypes.c_void_p(ctypes.addressof(self._flag)))

    def _make_batch(self) -> None:
        """A batch over arrays of ours, so that a step is a few copies of slices instead of a walk through pointers."""
        size = self.capacity
        self._tokens, self._positions = np.zeros(size, np.int32), np.zeros(size, np.int32)
        self._sequences, self._counts, self._wanted = np.zeros(size, np.int32), np.ones(size, np.int32), np.zeros(size, np.int8)
        each = self._sequences.ctypes.data + np.arange(size + 1, dtype=np.uintp) * self._sequences.itemsize
        self._each = each  # llama.cpp wants a pointer for each token: to its place in the array of sequences

        def pointer(array: np.ndarray[Any, Any], kind: Any) -> Any:
            return ctypes.cast(array.ctypes.data, ctypes.POINTER(kind))

        self._batch = ll.llama_batch(
            token=pointer(self._tokens, ll.llama_token),
            pos=pointer(self._positions, ll.llama_pos),
            n_seq_id=pointer(self._counts, ctypes.c_int32),
            seq_id=pointer(each, ctypes.POINTER(ll.llama_seq_id)),
            logits=pointer(self._wanted, ctypes.c_int8),
        )

    # --- stopping ----------------------------------------------------------------------------------------------------

    def stop(self) -> None:
        """Makes the decode that is running, and every later one, end at once."""
        self._flag.value = b"s"

    def go(self) -> None:
        """Takes `stop` back."""
        self._flag.value = b""

    @property
    def stopped(self) -> bool:
        """Whether `stop` holds."""
        return self._flag.value != b""

    # --- text --------------------------------------------------------------------------------------------------------

    def tokenize(self, text: str, *, special: bool, start: bool = False) -> list[int]:
        """Tokens of a text; `special` lets control tokens be written out, `start` adds the model's own first token."""
        raw = text.encode()
        size = len(raw) + 16
        buffer = (ll.llama_token * size)()
        count = ll.llama_tokenize(self.vocab, raw, len(raw), buffer, size, start, special)
        if count < 0:
            raise ValueError("text cannot be tokenized")
        return list(buffer[:count])

    def template(self) -> str:
        """The model's own chat template, "" when it has none."""
        raw = ll.llama_model_chat_template(self.model, None)
        return raw.decode("utf-8", "replace")[:MAX_TEMPLATE] if raw else ""

    def is_end(self, token: int) -> bool:
        """Whether a token ends the text."""
        return bool(ll.llama_vocab_is_eog(self.vocab, token))

    # --- decoding ----------------------------------------------------------------------------------------------------

    def decode(self, pieces: Sequence[tuple[int, int, Sequence[int], bool]]) -> tuple[int, list[int]]:
        """Reads pieces (sequence, first position, tokens, whether logits of the last one are wanted) in one batch.

        Returns llama.cpp's verdict and for each piece the row of its logits (-1 where none were wanted).
        """
        all_tokens, positions, sequences, marks, rows = list[int](), list[int](), list[int](), list[int](), list[int]()
        row = 0
        for sequence, position, tokens, wanted in pieces:
            count = len(tokens)
            all_tokens += tokens
            positions += range(position, position + count)
            sequences += [sequence] * count
            marks += [0] * (count - 1) + [int(wanted)]
            rows.append(row if wanted else -1)
            row += wanted
        filled = self._batch.n_tokens = len(all_tokens)
        self._tokens[:filled], self._positions[:filled] = all_tokens, positions
        self._sequences[:filled], self._wanted[:filled] = sequences, marks
        return int(ll.llama_decode(self.ctx, self._batch)), rows

    def logits(self, row: int) -> np.ndarray[Any, np.dtype[np.float32]]:
        """The logits of a row of the last batch, as a view that the next decode overwrites."""
        pointer = ll.llama_get_logits(self.ctx)
        address = ctypes.addressof(pointer.contents)
        if address != self._rows_at or row >= len(self._rows):
            self._rows, self._rows_at = np.ctypeslib.as_array(pointer, (max(row + 1, self.settings.sequences), self.n_vocab)), address
        values: np.ndarray[Any, np.dtype[np.float32]] = self._rows[row]
        return values

    def forget(self, sequence: int) -> None:
        """Frees everything that a sequence holds; -1 means all."""
        ll.llama_memory_seq_rm(self.memory, sequence, -1, -1)

    def share(self, source: int, target: int) -> None:
        """Lets `target` begin with what `source` has read; the cells are not copied."""
        ll.llama_memory_seq_cp(self.memory, source, target, -1, -1)

    def length(self, sequence: int) -> int:
        """How many positions a sequence holds."""
        return int(ll.llama_memory_seq_pos_max(self.memory, sequence)) + 1

    @property
    def room(self) -> int:
        """Cells of the context."""
        return int(ll.llama_n_ctx(self.ctx))

    # --- state -------------------------------------------------------------------------------------------------------

    def state(self, sequence: int) -> bytes:
        """What a sequence has read, as llama.cpp's own bytes."""
        size = int(ll.llama_state_seq_get_size(self.ctx, sequence))
        buffer = (ctypes.c_uint8 * size)()
        written = int(ll.llama_state_seq_get_data(self.ctx, buffer, size, sequence))
        return bytes(memoryview(buffer)[:written])

    def restore(self, sequence: int, state: bytes) -> bool:
        """Puts a state back; only for bytes whose checksum was found right (a wrong one aborts the process)."""
        buffer = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        return int(ll.llama_state_seq_set_data(self.ctx, buffer, len(state), sequence)) > 0

    def close(self) -> None:
        """Gives everything back."""
        ll.llama_free(self.ctx)
        ll.llama_model_free(self.model)
