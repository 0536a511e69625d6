"""One token from logits: llama.cpp's own sampler chain over the few tokens that can win.

The chain first wants every token of the vocabulary in a table of its own; for twelve languages at once that costs
more than it decides. What lies far below the best token, or outside the best 192, cannot survive top-k and top-p.
"""

from __future__ import annotations

import ctypes
from typing import Any

import llama_cpp as ll
import numpy as np

CANDIDATES = 192
TOP_K, STRIDE = 40, 64
FAR_BELOW = 12.0
"""e^-12 of the best token's chance: below what top-p at 0.95 keeps for any temperature up to 1.5."""
_ROW = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
_WORD = 8

Floats = np.ndarray[Any, np.dtype[np.float32]]
Indices = np.ndarray[Any, np.dtype[np.intp]]


class Candidates:
    """Finds the tokens that can win, reading a row of logits as seldom as it can: a row is larger than a processor's cache.

    One for all sequences, so that its working memory stays in the cache.
    """

    def __init__(self, n_vocab: int) -> None:
        self._marks = np.zeros(-(-n_vocab // _WORD) * _WORD, np.bool_)
        self._words = self._marks.view(np.uint64)
        self._hits = np.zeros(len(self._words), np.bool_)
        self._inside = np.arange(_WORD)

    def of(self, values: Floats) -> Indices:
        """Where the values lie that can win, at most CANDIDATES of them; none when there is no number among them."""
        # Every 64th value says where about the best 256 begin; what lies above that bound is looked at in full.
        sample = values[::STRIDE]
        bound = float(np.partition(sample, -4)[-4]) if len(sample) >= 4 else -np.inf
        chosen = self._above(values, bound)
        best = values[chosen].max() if len(chosen) else values.max()
        least = max(float(best) - FAR_BELOW, -1e30)
        if least > bound:
            chosen = chosen[values[chosen] > least]
        elif len(chosen) < TOP_K:
            chosen = self._above(values, least)
        if len(chosen) > CANDIDATES:
            chosen = chosen[np.argpartition(values[chosen], -CANDIDATES)[-CANDIDATES:]]
        return chosen

    def _above(self, values: Floats, bound: float) -> Indices:
        """Where values are greater; marks are searched eight at a time, as nearly all of them are off."""
        count = len(values)
        words = -(-count // _WORD)
        self._marks[count : words * _WORD] = False
        np.greater(values, bound, out=self._marks[:count])
        found = np.flatnonzero(np.not_equal(self._words[:words], 0, out=self._hits[:words]))
        if len(found) * 4 > words:
            return np.flatnonzero(self._marks[:count])
        near = (found[:, None] * _WORD + self._inside).ravel()
        marked: Indices = near[self._marks[near]]
        return marked


class Sampler:
    """The sampler chain of one sequence."""

    def __init__(self, candidates: Candidates, n_vocab: int, temperature: float, seed: int) -> None:
        self._greedy = temperature <= 0
        self._candidates = candidates
        self._table = np.zeros(CANDIDATES, _ROW)
        self._ids, self._logits = self._table["id"], self._table["logit"]
        self._array = ll.llama_token_data_array()
        self._array.data = ctypes.cast(self._table.ctypes.data, ll.llama_token_data_p)
        self._by_reference = ctypes.byref(self._array)
        self._chain = ll.llama_sampler_chain_init(ll.llama_sampler_chain_default_params())
        for part in (
            ll.llama_sampler_init_penalties(n_vocab, 64, 1.1, 0.0, 0.0),
            ll.llama_sampler_init_top_k(TOP_K),
            ll.llama_sampler_init_top_p(0.95, 1),
            ll.llama_sampler_init_min_p(0.05, 1),
            ll.llama_sampler_init_temp(max(temperature, 0.01)),
            ll.llama_sampler_init_dist(seed & 0xFFFFFFFF),
        ):
            ll.llama_sampler_chain_add(self._chain, part)

    def sample(self, logits: Floats, allowed: Indices | None = None) -> int:
        """The next token, of all or of those `allowed` (at least one)."""
        values = logits if allowed is None else logits[allowed]
        if self._greedy:
            return _token(int(values.argmax()), allowed)
        chosen = self._candidates.of(values)
        count = len(chosen)
        if not count:
            return _token(int(values.argmax()), allowed)
        self._ids[:count] = chosen if allowed is None else allowed[chosen]
        self._logits[:count] = values[chosen]
        self._array.size, self._array.selected, self._array.sorted = count, -1, False
        ll.llama_sampler_apply(self._chain, self._by_reference)
        return int(self._ids[self._array.selected])

    def accept(self, token: int) -> None:
        """Tells the chain what was written."""
        if not self._greedy:
            ll.llama_sampler_accept(self._chain, token)

    def close(self) -> None:
        """Frees the chain."""
        ll.llama_sampler_free(self._chain)


def _token(index: int, allowed: Indices | None) -> int:
    return index if allowed is None else int(allowed[index])
