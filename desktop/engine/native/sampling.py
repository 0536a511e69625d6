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

Floats = np.ndarray[Any, np.dtype[np.float32]]


class Sampler:
    """The sampler chain of one sequence."""

    def __init__(self, n_vocab: int, temperature: float, seed: int) -> None:
        self._greedy = temperature <= 0
        self._table = np.zeros(CANDIDATES, _ROW)
        self._array = ll.llama_token_data_array()
        self._pointer = ctypes.cast(self._table.ctypes.data, ll.llama_token_data_p)
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

    def sample(self, logits: Floats) -> int:
        """The next token; tokens at minus infinity are never taken."""
        best = int(logits.argmax())
        if self._greedy:
            return best
        least = max(float(logits[best]) - FAR_BELOW, -1e30)
        # A sample of the vocabulary says where about the best 256 begin; what lies above that bound is looked at in full.
        bound = float(np.partition(logits[::STRIDE], -4)[-4])
        chosen = np.flatnonzero(logits > max(least, bound))
        if bound > least and len(chosen) < TOP_K:
            chosen = np.flatnonzero(logits > least)
        if len(chosen) > CANDIDATES:
            values = logits[chosen]
            chosen = chosen[np.argpartition(values, -CANDIDATES)[-CANDIDATES:]]
        count = len(chosen)
        self._table["id"][:count] = chosen
        self._table["logit"][:count] = logits[chosen]
        self._array.data, self._array.size = self._pointer, count
        self._array.selected, self._array.sorted = -1, False
        ll.llama_sampler_apply(self._chain, ctypes.byref(self._array))
        return int(self._table["id"][self._array.selected])

    def accept(self, token: int) -> None:
        """Tells the chain what was written."""
        if not self._greedy:
            ll.llama_sampler_accept(self._chain, token)

    def close(self) -> None:
        """Frees the chain."""
        ll.llama_sampler_free(self._chain)
