"""import and export of cards, and of approved products as catalogue, sheet, feed and parcel."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from desktop.bootstrap import House, Words, gui_application
from desktop.cli.running import answer, complain
from desktop.domain.card_json import card_to_json
from desktop.domain.errors import BadInput, Environment
from desktop.i18n import _, ngettext
from desktop.wording import full


def run_import(arguments: argparse.Namespace) -> int:
    """Take cards in; exit 2 when a row could not be, with the good ones kept."""
    if arguments.template:
        return _template(Path(arguments.template))
    if not arguments.file:
        raise BadInput("argument.bad", name="import", value="FILE", command="import")
    path = Path(arguments.file)
    if path.is_dir():
        return _take_parcel(path, arguments)
    mapping: list[dict[str, object]] = []
    with House(arguments.profile) as house:
        if house.intake.is_own_sheet(path):
            report, columns = house.intake.take_sheet(path, confirmed=arguments.yes)
            mapping = [column.to_json() for column in columns]
        else:
            report = house.cards.take_file(path)
        for sku in report.taken:
            house.listings.refresh(sku)
    problems = report.problems
    if arguments.json:
        answer(
            {
                "taken": list(report.taken),
                "problems": [full(problem) for problem in problems],
                "notes": [full(note) for note in report.notes],
            }
            | ({"mapping": mapping} if mapping else {})
        )
    else:
        for problem in [*problems, *report.notes]:
            complain(problem)
        print(ngettext("{n} card taken in.", "{n} cards taken in.", len(report.taken)))
    return 2 if problems else 0


def _take_parcel(folder: Path, arguments: argparse.Namespace) -> int:
    with House(arguments.profile) as house:
        report = house.office.exports.take_parcel(folder)
    if arguments.json:
        answer({"taken": list(report.taken), "problems": [], "notes": []})
    else:
        print(ngettext("{n} card taken in.", "{n} cards taken in.", len(report.taken)))
    return 0


def _template(path: Path) -> int:
    from desktop.documents.tables import write_table

    write_table(path, [], template=True, choices={"category": list(Words().taxonomy.categories)})
    print(_("Template written: {path}", path=path))
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write cards to a file; private prices only with --private and a yes."""
    path = Path(arguments.file)
    if arguments.to != "cards":
        return _export_approved(path, arguments)
    if path.suffix.lower() not in (".json", ".xlsx", ".csv"):
        raise BadInput("table.format", path=str(path))
    if arguments.private and not (arguments.yes or _confirmed()):
        print(_("Nothing was written."))
        return 1
    with House(arguments.profile) as house:
        if arguments.private and house.owner.locked:
            _unlock(house)
        cards = [house.cards.get(sku) for sku in arguments.skus] if arguments.skus else [view.card for view in house.cards.all()]
        data = [card_to_json(card, private=arguments.private) for card in cards]
    if path.suffix.lower() == ".json":
        from desktop.system.files import write_text

        try:
            write_text(path, json.dumps({"cards": data}, ensure_ascii=False, indent=1))
        except OSError as error:
            raise Environment("file.unwritable", path=str(path), reason=error.strerror or str(error)) from error
    else:
        from desktop.documents.tables import write_table

        write_table(path, data, private=arguments.private)
    if arguments.json:
        answer({"exported": [card["sku"] for card in data], "file": str(path)})
    else:
        print(ngettext("{n} card written to {path}.", "{n} cards written to {path}.", len(data), path=path))
    return 0


def _unlock(house: House) -> None:
    """Asks for the owner's PIN. Raises Refused(owner.locked) where nobody can type it."""
    if not sys.stdin.isatty():
        house.owner.require()
    from getpass import getpass

    house.owner.unlock(getpass(_("The owner's PIN: ")))


def _export_approved(path: Path, arguments: argparse.Namespace) -> int:
    """Approved products only, and never anything private; exit 1 when there was nothing to write."""
    languages = [item for item in arguments.language.split(",") if item]
    with House(arguments.profile) as house:
        exports = house.office.exports
        skus = list(arguments.skus) or exports.ready()
        for sku in skus:
            house.cards.get(sku)  # an unknown product is refused before anything is written
        if arguments.to == "catalogue":
            gui_application()
            count = exports.catalogue(skus, languages, path, prices=arguments.prices)
        elif arguments.to == "bulk":
            count = exports.bulk_sheet(skus, path)
        elif arguments.to == "feed":
            count = exports.feed(skus, languages[0], path)
        else:
            exports.parcel(skus, path)
            count = len(skus)
    if arguments.json:
        answer({"exported": count, "file": str(path)})
    else:
        print(ngettext("{n} product written to {path}.", "{n} products written to {path}.", count, path=path))
    return 0 if count else 1


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        return False
    return input(_("The file will hold your cost and floor prices. Write it? Type yes: ")).strip().lower() in (
        "yes",
        "y",
        "是",
    )
