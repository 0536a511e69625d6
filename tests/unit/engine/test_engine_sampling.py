"""Which tokens can win: never fewer than the chain wants, whatever the logits look like."""

from __future__ import annotations

import numpy as np
import pytest

from desktop.engine.native.sampling import CANDIDATES, FAR_BELOW, TOP_K, Candidates, Sampler

SIZE = 30_001
"""No multiple of eight: the last tokens of a vocabulary count like all others."""


def logits(kind: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    chance = np.random.default_rng(7)
    values = chance.normal(0, {"flat": 0.01, "steep": 6.0}.get(kind, 1.0), SIZE).astype(np.float32)
    if kind == "one best":
        values[-1] = 100
    elif kind == "all the same":
        values[:] = 0
    elif kind == "mostly forbidden":
        values[: SIZE - 7] = -np.inf
    elif kind == "best between the samples":
        values[1:60] += 30
    return values


@pytest.mark.parametrize("kind", ["plain", "flat", "steep", "one best", "all the same", "mostly forbidden", "best between the samples"])
def test_what_can_win_is_looked_at(kind: str) -> None:
    values, candidates = logits(kind), Candidates(SIZE)
    for _turn in range(2):  # the second one finds the working memory of the first
        found = set(candidates.of(values).tolist())
        best = np.argsort(values)[-TOP_K:]
        within = {int(index) for index in best if values[index] > values.max() - FAR_BELOW}
        assert len(found) <= CANDIDATES
        if kind == "all the same":
            assert len(found) >= TOP_K
        else:
            assert within <= found
        candidates.of(logits("flat"))


@pytest.mark.parametrize("temperature", [0.0, 0.7])
def test_only_what_is_allowed_is_taken(temperature: float) -> None:
    sampler, values = Sampler(Candidates(SIZE), SIZE, temperature, 3), logits("one best")
    try:
        assert sampler.sample(values) == SIZE - 1
        for allowed in (np.array([5]), np.array([0, 9, SIZE - 2]), np.arange(100, SIZE - 1)):
            assert sampler.sample(values, allowed) in allowed
    finally:
        sampler.close()


def test_a_broken_model_that_gives_no_numbers_still_gives_a_token() -> None:
    sampler = Sampler(Candidates(SIZE), SIZE, 0.7, 3)
    try:
        for value in (np.nan, -np.inf):
            assert 0 <= sampler.sample(np.full(SIZE, value, np.float32)) < SIZE
    finally:
        sampler.close()
