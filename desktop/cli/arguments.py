"""Arguments of every command."""

from __future__ import annotations

import argparse

from desktop import __version__
from desktop.i18n import _

PRACTICE_PORT = 8765
EXPORTS = ("cards", "catalogue", "bulk", "feed", "parcel")
WRITERS = ("phrasebook", "model")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="tengqiao", description=_("Tengqiao: listings and replies for exporting factories, on your own computer.")
    )
    top.add_argument("--version", action="version", version=f"tengqiao {__version__}")
    _shared(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for add in (_demo, _words, _talk, _shelf, _line, _models, _house):
        add(commands)
    return top


def _shared(command: argparse.ArgumentParser) -> None:
    command.add_argument("--profile", metavar="DIR", default=None, help=_("where your data is kept"))
    command.add_argument("--json", action="store_true", help=_("answer as JSON"))


Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:  # type: ignore[valid-type]
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)  # type: ignore[attr-defined]
    command.add_argument("--profile", metavar="DIR", default=argparse.SUPPRESS, help=_("where your data is kept"))
    command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("answer as JSON"))
    return command


def _demo(commands: Commands) -> None:  # type: ignore[valid-type]
    demo = _command(commands, "demo", _("the main job on sample data, from card to proforma invoice"))
    demo.add_argument("--out", metavar="DIR", default="out")
    screens = _command(commands, "screens", _("pictures of every screen, in Chinese and English"))
    screens.add_argument("--out", metavar="DIR", default="out/screens")


def _words(commands: Commands) -> None:  # type: ignore[valid-type]
    draft = _command(commands, "draft", _("draft listings of a card"))
    draft.add_argument("card", metavar="CARD")
    draft.add_argument("--to", metavar="LOCALES", default="", help=_("languages such as en,es,ar (all when left out)"))
    draft.add_argument("--writer", choices=WRITERS, default="phrasebook")
    check = _command(commands, "check", _("compare a listing with its card"))
    check.add_argument("listing", metavar="LISTING", nargs="?")
    check.add_argument("--card", metavar="CARD")
    check.add_argument("--batch", metavar="FILE.jsonl")


def _talk(commands: Commands) -> None:  # type: ignore[valid-type]
    reply = _command(commands, "reply", _("draft a reply to a buyer's message"))
    reply.add_argument("message", metavar="MESSAGE", nargs="?")
    reply.add_argument("--cards", metavar="DIR")
    reply.add_argument("--writer", choices=WRITERS, default="phrasebook")
    reply.add_argument("--today", metavar="DATE")
    reply.add_argument("--batch", metavar="FILE.jsonl")
    quote = _command(commands, "quote", _("a price for a quantity, line by line, and the proforma invoice"))
    quote.add_argument("--card", metavar="CARD", required=True)
    quote.add_argument("--qty", metavar="N", required=True, type=int)
    quote.add_argument("--incoterm", metavar="TERM")
    quote.add_argument("--to", metavar="PORT")
    quote.add_argument("--buyer", metavar="NAME", default="")
    quote.add_argument("--policy", metavar="FILE.json")
    quote.add_argument("--today", metavar="DATE")
    quote.add_argument("--pdf", metavar="FILE")


def _shelf(commands: Commands) -> None:  # type: ignore[valid-type]
    bring = _command(commands, "import", _("cards from a workbook, CSV or JSON, or a parcel from another Tengqiao (its folder)"))
    bring.add_argument("file", metavar="FILE", nargs="?")
    bring.add_argument("--template", metavar="FILE.xlsx", help=_("write an empty workbook to fill in"))
    bring.add_argument("--yes", action="store_true", help=_("the columns of an own sheet are understood rightly; remember them"))
    export = _command(commands, "export", _("cards to a table; approved products to a catalogue, sheet, feed or USB parcel"))
    export.add_argument("file", metavar="FILE")
    export.add_argument("skus", metavar="SKU", nargs="*")
    kinds = _("what to write: cards, a printable catalogue (.pdf), the bulk sheet (.xlsx), a feed (.csv), a parcel (folder)")
    export.add_argument("--to", choices=EXPORTS, default="cards", help=kinds)
    export.add_argument("--language", metavar="LOCALES", default="en", help=_("of the catalogue (such as zh,en) or the feed"))
    export.add_argument("--prices", action="store_true", help=_("print the public prices in the catalogue"))
    export.add_argument("--private", action="store_true", help=_("with cost and floor prices; asks first"))
    export.add_argument("--yes", action="store_true", help=_("do not ask"))


def _line(commands: Commands) -> None:  # type: ignore[valid-type]
    publish = _command(commands, "publish", _("approve listings without findings and put them into the outbox"))
    publish.add_argument("skus", metavar="SKU", nargs="+")
    publish.add_argument("--platform", metavar="NAME", default="practice")
    publish.add_argument("--category", metavar="ID", type=int, help=_("the platform's category for such products; it is remembered"))
    _command(commands, "sync", _("send what waits, look up what is uncertain, fetch messages"))
    outbox = _command(commands, "outbox", _("what waits, what was sent, what needs you"))
    outbox.add_argument("item", metavar="ITEM", nargs="?")
    outbox.add_argument("button", metavar="BUTTON", nargs="?", help=_("what to do with it, by the name that --json shows"))
    practice = _command(commands, "practice", _("start the practice platform"))
    practice.add_argument("--port", metavar="N", type=int, default=PRACTICE_PORT)


def _models(commands: Commands) -> None:  # type: ignore[valid-type]
    model = _command(commands, "model", _("the model library"))
    model.add_argument("action", choices=("list", "install", "import", "export", "bench", "write", "remove"))
    model.add_argument("name", nargs="?")
    model.add_argument("target", nargs="?")
    model.add_argument("--limit", metavar="KB", type=int, default=0, help=_("fetch at most so many kilobytes a second"))
    model.add_argument("--night", metavar="22-7", default="", help=_("fetch only between these hours"))


def _house(commands: Commands) -> None:  # type: ignore[valid-type]
    _command(commands, "doctor", _("what works on this computer, and the next step for what does not"))
    backup = _command(commands, "backup", _("make and verify a backup"))
    backup.add_argument("file", metavar="FILE.zip", nargs="?")
    restore = _command(commands, "restore", _("put a backup back; what is there now is kept aside"))
    restore.add_argument("file", metavar="FILE.zip", nargs="?")
