"""publish, sync, outbox and practice."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.bootstrap import House
from desktop.cli.arguments import PRACTICE_PORT
from desktop.cli.running import answer, complain
from desktop.domain.errors import Environment, LineProblem, Problem
from desktop.domain.line import Hold
from desktop.domain.outbox import ATTENTION, OutboxItem
from desktop.i18n import _, ngettext
from desktop.platforms.base import Unreachable
from desktop.services.outbox import OutboxView
from desktop.system.paths import profile_dir
from desktop.wording import outbox as words


def run_publish(arguments: argparse.Namespace) -> int:
    """Draft what is missing, approve what has no finding, and queue; exit 1 when something was refused."""
    refused = 0
    queued: list[dict[str, str]] = []
    with House(arguments.profile) as house:
        for sku in arguments.skus:
            house.cards.get(sku)  # an unknown product is refused before anything is queued
        account = _account(house, arguments.platform)
        if arguments.category:
            for sku in arguments.skus:
                house.office.fitting.choose(sku, account, arguments.category)
        for sku in arguments.skus:
            try:
                house.listings.draft(sku)
                _changes, item = house.publishing.approve_and_publish(sku, account, house.listings.clean(sku))
                queued.append({"sku": sku, "item": item})
            except Problem as problem:
                refused += 1
                complain(problem)
    if arguments.json:
        answer({"queued": queued})
    else:
        print(ngettext("{n} product is in the outbox.", "{n} products are in the outbox.", len(queued)) + " " + _("Next: tengqiao sync"))
    return 1 if refused else 0


def _account(house: House, name: str) -> str:
    """The account of that name; the practice shop is connected by itself, its credentials are public."""
    if name == "practice" and not any(account.id == name for account in house.accounts.all()):
        try:
            house.accounts.add_practice(f"http://127.0.0.1:{PRACTICE_PORT}")
        except (LineProblem, Unreachable) as problem:
            house.accounts.remove(name)
            raise Environment("practice.not_running", port=PRACTICE_PORT) from problem
    return house.accounts.get(name).id


def run_sync(arguments: argparse.Namespace) -> int:
    """Run the line once; exit 3 when something still waits for it, 1 when something needs a person."""
    with House(arguments.profile) as house:
        report = house.line.run()
        items = house.outbox.all()
        holds = {item.id: held for item in items if (held := house.line.hold(item))}
        state = house.line.state()
    waiting = [item for item in items if item.open and item.state != ATTENTION]
    needs = [item for item in items if item.state == ATTENTION]
    if arguments.json:
        waits = {name: held.why for name, held in holds.items()}
        answer({"ran": report.ran, "counts": report.counts, "resting": report.resting, "waits": waits, "line": vars(state)})
    else:
        if not report.ran:
            print(_("Offline: nothing was sent; everything is kept.") if state.offline else _("Another Tengqiao is sending right now."))
        for item in items:
            print(_row(item, holds.get(item.id)))
    return 1 if needs else 3 if waiting else 0


def run_outbox(arguments: argparse.Namespace) -> int:
    """Every item with its state and next step."""
    with House(arguments.profile) as house:
        if arguments.item:
            return _press(house, arguments)
        views = [(house.outbox.view(item.id), house.line.hold(item)) for item in house.outbox.all()]
    if arguments.json:
        answer({"items": [_data(view, held) for view, held in views]})
        return 0
    if not views:
        print(_("The outbox is empty."))
    for view, held in views:
        print(_row(view.item, held))
        if view.item.need:
            print("    " + _("You can: {buttons}", buttons=", ".join(_(words.BUTTONS.get(name, name)) for name in view.buttons)))
    return 0


def _press(house: House, arguments: argparse.Namespace) -> int:
    """Press one of an item's buttons, by the name that `--json` shows."""
    view = house.outbox.view(arguments.item)
    if arguments.button == "renew":
        view = house.outbox.view(house.publishing.renew(view.item.id)[1])
    elif arguments.button:
        house.outbox.press(view.item.id, arguments.button)
        view = house.outbox.view(view.item.id)
    held = house.line.hold(view.item)
    if arguments.json:
        answer(_data(view, held))
    else:
        print(_row(view.item, held))
        print("    " + _("You can: {buttons}", buttons=", ".join(f"{name} ({_(words.BUTTONS[name])})" for name in view.buttons) or "-"))
    return 0


def run_practice(arguments: argparse.Namespace) -> int:
    """Start the practice platform in this process until Ctrl+C."""
    from desktop.practice.__main__ import serve

    return serve(arguments.port, profile_dir(arguments.profile) / "practice-shop")


def _row(item: OutboxItem, held: Hold | None) -> str:
    state, said = _(words.STATES[item.state][1]), words.sentence(item, held)
    return f"{item.id[:8]}  {state:<16} {words.what(item)} → {item.account}  {said} {item.receipt.get('url') or ''}".rstrip()


def _data(view: OutboxView, held: Hold | None) -> dict[str, Any]:
    item = view.item
    return {
        "id": item.id,
        "kind": item.kind,
        "subject": item.subject,
        "platform": item.account,
        "state": item.state,
        "sentence": words.sentence(item, held),
        "waits": held.why if held else None,
        "buttons": list(view.buttons),
        "attempts": item.attempts,
        "remote": item.receipt.get("id"),
        "url": item.receipt.get("url"),
    }
