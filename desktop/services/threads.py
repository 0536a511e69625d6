"""What screens show of conversations: a line of the inbox, an open thread, a reminder that is due."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from desktop.domain.commitments import Commitment
from desktop.domain.messages import Reply, Thread, Understanding
from desktop.domain.pricing import BuildUp


@dataclass(frozen=True)
class ThreadRow:
    """A line of the inbox. `asks` are kinds, `risks` labels."""

    id: str
    buyer: str
    subject: str
    language: str
    state: str
    updated_at: str
    asks: tuple[str, ...]
    risks: tuple[str, ...]


@dataclass(frozen=True)
class ThreadView:
    """Everything a screen shows of one thread. `advice` pairs a risk label with what to do about it.

    `judged` are the prices that the buyer names, each with yes or no.
    """

    thread: Thread
    directions: tuple[str, ...]
    understanding: Understanding
    reply: Reply
    text: str
    advice: tuple[tuple[str, str], ...]
    commitments: tuple[tuple[int, Commitment], ...]
    quoted: tuple[BuildUp, ...] = ()
    account: str = ""
    judged: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class FollowUp:
    """A thread the buyer has not answered for so many days."""

    thread: str
    buyer: str
    subject: str
    days: int


def thread_row(row: dict[str, Any]) -> ThreadRow:
    """A line of the inbox from its row in the database."""
    return ThreadRow(
        row["id"], row["buyer"], row["subject"], row["language"], row["state"], row["updated_at"],
        tuple(json.loads(row["asks"] or "[]")), tuple(json.loads(row["risks"] or "[]")),
    )  # fmt: skip
