"""What can go wrong through no fault of the program: a stable code and fields.

    Problem
      BadInput        what was given cannot be used          command line exit 2
      Refused         a rule of the product says no          command line exit 1
      Environment     this computer lacks something          command line exit 3
      LineProblem     the network or the platform            command line exit 3
      Cancelled       the owner pressed stop                 command line exit 3

The words for a code are in `desktop/wording.py`, where they can be translated.
Anything that is not a Problem is a bug and is reported as one.
"""

from __future__ import annotations

from pathlib import PurePath


class Problem(Exception):
    """An error that the owner can do something about.

    `code` is stable and dotted ("card.unknown_key"); `fields` are plain values for the sentence.
    """

    exit_code = 2

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields

    def __str__(self) -> str:
        given = ", ".join(f"{key}={value!r}" for key, value in self.fields.items())
        return f"{self.code}({given})"


class BadInput(Problem):
    """A file, a field or an argument that cannot be used as it is."""

    exit_code = 2


class Refused(Problem):
    """A rule of the product (fact lock, firewall, states) says no."""

    exit_code = 1


class Environment(Problem):
    """This computer lacks something: memory, disk, keyring, fonts, a free port, another Tengqiao is open."""

    exit_code = 3


class LineProblem(Problem):
    """The network or the platform does not answer as needed."""

    exit_code = 3


class Cancelled(Problem):
    """The owner pressed stop; nothing is wrong."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__("cancelled")


def bug_place(error: BaseException) -> str:
    """What may be logged of a bug: its type and the places it went through, never its words, which may hold private text."""
    places, trace = [], error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{PurePath(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' > '.join(places[-8:]) or '?'}"
