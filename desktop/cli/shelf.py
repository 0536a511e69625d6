"""import and export of cards."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from desktop.bootstrap import House, Words
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


def _template(path: Path) -> int:
    from desktop.documents.tables import write_table

    write_table(path, [], template=True, choices={"category": list(Words().taxonomy.categories)})
    print(_("Template written: {path}", path=path))
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write cards to a file; private prices only with --private and a yes."""
    path = Path(arguments.file)
    if path.suffix.lower() not in (".json", ".xlsx", ".csv"):
        raise BadInput("table.format", path=str(path))
    if arguments.private and not (arguments.yes or _confirmed()):
        print(_("Nothing was written."))
        return 1
    with House(arguments.profile) as house:
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


def _confirmed() -> bool:
    if not sys.stdin.isatty():
        return False
    return input(_("The file will hold your cost and floor prices. Write it? Type yes: ")).strip().lower() in (
        "yes",
        "y",
        "是",
    )
