"""The grammar of one text while it is written, by llguidance: cheap check first, full mask only after a miss."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import numpy as np

from desktop.engine.native.sampling import Floats, Sampler
from desktop.engine.native.vocabulary import Vocabulary

KEPT_GRAMMARS = 64


class GrammarRefused(Exception):
    """The grammar cannot be read, or nothing can be written under it any more."""


class Grammars:
    """Compiles grammars once and hands out copies."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._made: OrderedDict[str, Any] = OrderedDict()

    def start(self, lark: str) -> Grammar:
        """A grammar at its beginning. Raises GrammarRefused."""
        from llguidance import LLMatcher

        made = self._made.get(lark)
        if made is None:
            made = LLMatcher(self._vocabulary.tokenizer, LLMatcher.grammar_from_lark(lark), log_level=0)
            if made.is_error():
                raise GrammarRefused(made.get_error()[:400])
            self._made[lark] = made
            if len(self._made) > KEPT_GRAMMARS:
                self._made.popitem(last=False)
        return Grammar(made.deep_copy())


class Grammar:
    """Where one text stands in its grammar."""

    def __init__(self, matcher: Any) -> None:
        self._matcher = matcher
        self.misses = 0

    @property
    def ended(self) -> bool:
        """Nothing more can be written."""
        return bool(self._matcher.is_stopped())

    def forced(self) -> list[int]:
        """Tokens that have to come now, already taken."""
        tokens = list(self._matcher.compute_ff_tokens())
        if tokens:
            self._take(tokens)
        return tokens

    def choose(self, logits: Floats, sampler: Sampler) -> int:
        """The next token: the sampler's own choice if the grammar allows it, else its choice among what is allowed."""
        token = sampler.sample(logits)
        if not self._matcher.validate_tokens([token]):
            self.misses += 1
            allowed = np.unpackbits(np.frombuffer(self._matcher.compute_bitmask(), np.uint8), bitorder="little")[: len(logits)]
            chosen = np.flatnonzero(allowed)
            if not len(chosen):
                raise GrammarRefused(self._matcher.get_error()[:400])
            token = sampler.sample(logits, chosen)
        self._take([token])
        return token

    def _take(self, tokens: list[int]) -> None:
        if not self._matcher.consume_tokens(tokens):
            raise GrammarRefused(self._matcher.get_error()[:400])
