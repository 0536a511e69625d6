"""The words for every Problem: one sentence of what happened and one next step, translated.

One file per part of the house: `WORDS = {"code": (sentence, next_step)}` with named placeholders that are the
Problem's fields. A code without words is a bug that a test finds.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from desktop.domain.errors import Problem
from desktop.i18n import _

PARTS = ("cards", "house", "line", "messages", "models")


@cache
def words() -> Mapping[str, tuple[str, str]]:
    """Every code with its English sentence and next step."""
    merged: dict[str, tuple[str, str]] = {}
    for part in PARTS:
        merged |= import_module(f"desktop.wording.{part}").WORDS
    return merged


def sentence(problem: Problem) -> str:
    """What happened, in the owner's language."""
    known = words().get(problem.code)
    return _filled(known[0], problem) if known else f"{problem.code}: {problem}"


def next_step(problem: Problem) -> str:
    """What to do now, in the owner's language; "" when there is nothing to do."""
    known = words().get(problem.code)
    return _filled(known[1], problem) if known and known[1] else ""


def full(problem: Problem) -> str:
    """Sentence and next step in one line."""
    return " ".join(part for part in (sentence(problem), next_step(problem)) if part)


def _filled(text: str, problem: Problem) -> str:
    try:
        return _(text, **problem.fields)
    except (KeyError, IndexError):
        return _(text)
