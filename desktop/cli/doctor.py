"""doctor."""

from __future__ import annotations

import argparse

from desktop.bootstrap import House
from desktop.cli.running import answer
from desktop.i18n import _
from desktop.services.doctor import BROKEN

_MARKS = {"good": "✓", "limited": "!", "broken": "✗"}


def run_doctor(arguments: argparse.Namespace) -> int:
    """Look at this computer; exit 3 when something needed is broken."""
    house = House(arguments.profile)
    try:
        signs = house.doctor.look()
    finally:
        house.close()
    if arguments.json:
        answer({"signs": [vars(sign) for sign in signs]})
    else:
        for sign in signs:
            print(f"{_MARKS[sign.state]} {sign.name}: {sign.seen}")
            if sign.step:
                print("    " + _("Next step: {step}", step=sign.step))
    return 3 if any(sign.state == BROKEN for sign in signs) else 0
