"""model list, install, import, export, bench, remove; and drafts by the model, with their progress."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.bootstrap import House
from desktop.cli.running import answer
from desktop.domain.cards import Card
from desktop.domain.errors import BadInput
from desktop.domain.listings import Draft
from desktop.engine.client import Watch
from desktop.i18n import _
from desktop.models.download import Rules, in_night, megabytes
from desktop.services.models import Models, Offer, line_cost
from desktop.wording import full


def run_model(arguments: argparse.Namespace) -> int:
    """The model library; exit 2 when a name is missing or unknown, 3 when the line or this computer is not enough."""
    with House(arguments.profile) as house:
        if arguments.action == "write":
            return _write(house, arguments)
        if arguments.action == "install":
            return _install(house.models, arguments, str(house.settings.get("mb_price")))
        action = {"list": _list, "import": _import, "export": _export, "bench": _bench, "remove": _remove}
        return action[arguments.action](house.models, arguments)


def _list(models: Models, arguments: argparse.Namespace) -> int:
    here, offers = models.installed(), models.offers()
    if arguments.json:
        answer({"installed": [_installed(item) for item in here], "catalogue": [_offer(offer) for offer in offers]})
        return 0
    print(_("Here:") if here else _("No model is installed; templates write the drafts."))
    for item in here:
        checked = _("checked") if item.checked else _("not checked")
        print(f"  {item.name}  {megabytes(item.header.file_bytes)}  {item.header.architecture}  {checked}")
    print(_("To fetch (tengqiao model install NAME):"))
    for offer in offers:
        fits = _("fits into memory") if offer.fits else _("needs more memory than is free")
        speed = _("about {n} s per reply", n=offer.seconds) if offer.seconds else _("speed unknown: tengqiao model bench")
        about = megabytes(offer.entry.size) + ("" if offer.entry.tried else " " + _("(download never tried)"))
        print(f"  {offer.entry.name:<14} {about}  {offer.entry.licence}  {fits}, {speed}  {offer.entry.note}".rstrip())
    return 0


def _installed(item: Any) -> dict[str, Any]:
    return {
        "name": item.name,
        "path": str(item.path),
        "size": item.header.file_bytes,
        "architecture": item.header.architecture,
        "checked": item.checked,
    }


def _offer(offer: Offer) -> dict[str, Any]:
    entry = offer.entry
    return {
        "name": entry.name, "size": entry.size, "memory": entry.memory, "licence": entry.licence, "languages": list(entry.languages),
        "tried": entry.tried, "installed": offer.installed, "fits": offer.fits, "seconds_per_reply": offer.seconds, "note": entry.note,
    }  # fmt: skip


def _install(models: Models, arguments: argparse.Namespace, mb_price: str) -> int:
    say = _progress(_("fetched"), mb_price)
    models.install(
        _named(arguments), Rules(cap=arguments.limit * 1000, may_go=_hours(arguments.night), progress=say), arguments.target or ""
    )
    return _done(arguments, {"installed": arguments.name})


def _hours(text: str) -> Callable[[], bool]:
    """Whether a download may run now, from "22-7". Raises BadInput for anything else."""
    if not text:
        return lambda: True
    hours = text.split("-")
    if len(hours) != 2 or not all(hour.isdigit() and int(hour) < 24 for hour in hours):
        raise BadInput("argument.bad", name="--night", value=text[:20], command="model install")
    window = (int(hours[0]), int(hours[1]))
    return lambda: in_night(datetime.now().astimezone().hour, window)


def _import(models: Models, arguments: argparse.Namespace) -> int:
    models.bring(Path(_named(arguments)), _progress(_("copied")))
    return _done(arguments, {"imported": arguments.name})


def _export(models: Models, arguments: argparse.Namespace) -> int:
    name = _named(arguments)
    target = models.export(name, Path(arguments.target or "."), _progress(_("copied")))
    return _done(arguments, {"exported": str(target)})


def _remove(models: Models, arguments: argparse.Namespace) -> int:
    models.remove(_named(arguments))
    return _done(arguments, {"removed": arguments.name})


def _write(house: House, arguments: argparse.Namespace) -> int:
    """All products by the model, on from where the last run stopped."""
    catalogue, locales = house.office.model_catalogue, tuple(house.settings.get("locales"))
    _price(catalogue.price(locales).expected())
    run = catalogue.run_all(
        locales,
        lambda done, total, sku: print(
            _("Writing {sku}: {done} of {total} products done.", sku=sku, done=done, total=total), file=sys.stderr
        ),
        lambda: False,
        lambda problem: print(full(problem), file=sys.stderr),
    )
    for sku, problem in run.problems.items():
        print(f"{sku}: {full(problem)}", file=sys.stderr)
    _price(catalogue.spent.charged())
    if arguments.json:
        answer({"cards": run.cards, "listings": run.listings, "left": sorted(run.problems)})
    else:
        print(_("{cards} products and {listings} listings were written.", cards=run.cards, listings=run.listings))
    return 1 if run.problems else 0


def _price(sentence: str) -> None:
    """Says what a model server will charge or charged, where it charges at all."""
    if sentence:
        print(sentence, file=sys.stderr)


def _bench(models: Models, arguments: argparse.Namespace) -> int:
    found = models.bench(arguments.name or "")
    if arguments.json:
        answer(found)
    elif not arguments.name:
        print(_("Measured with a practice model on {threads} threads; about so many seconds for a reply:", threads=found["threads"]))
        for offer in models.offers():
            print(f"  {offer.entry.name:<14} {offer.seconds} s")
    else:
        text = _(
            "{model}: reads {read} and writes {write} tokens per second with {threads} threads; about {seconds} s per reply.",
            model=found["model"],
            read=found["read"],
            write=found["write"],
            threads=found["threads"],
            seconds=found["seconds_per_reply"],
        )
        print(text)
    return 0


def _named(arguments: argparse.Namespace) -> str:
    if not arguments.name:
        raise BadInput("argument.bad", name="NAME", value="", command="model")
    return str(arguments.name)


def _done(arguments: argparse.Namespace, data: dict[str, Any]) -> int:
    if arguments.json:
        answer(data)
    else:
        print(_("Done."))
    return 0


def _progress(text: str, mb_price: str = "") -> Callable[[int, int], None]:
    """Says every half per cent how far it is, what is left and what that costs, on stderr."""
    said = [-1]

    def say(done: int, total: int) -> None:
        step = done * 200 // total if total else done // 1_000_000
        if step != said[0]:
            said[0] = step
            left = [_("{left} left", left=megabytes(total - done)), line_cost(total - done, mb_price)] if total else []
            words = ", ".join(part for part in (f"{text}: {megabytes(done)}", *left) if part)
            print(f"\r{words}   ", end="" if done < total or not total else "\n", file=sys.stderr, flush=True)

    return say


def draft_with_model(profile: str | None, card: Card, locales: Sequence[str]) -> dict[str, Draft]:
    """Drafts of a card by the model, all languages from one prompt; what happens is said on stderr. Raises what the engine raises."""
    said = [""]

    def say(text: str) -> None:
        if text != said[0]:
            said[0] = text
            print(f"\r{text}   ", end="", file=sys.stderr, flush=True)

    lengths = dict.fromkeys(locales, 0)

    def grown(locale: str, text: str) -> None:
        lengths[locale] = lengths.get(locale, 0) + len(text)
        say("  ".join(f"{key} {count}" for key, count in lengths.items()))

    watch = Watch(text=grown, reading=lambda done, total: say(_("reading {done} of {total}", done=done, total=total)))
    watch.trouble = lambda problem: print("\n" + full(problem), file=sys.stderr)
    with House(profile) as house:
        _price(house.model_drafts.price([(card, locales)]).expected())
        house.model_drafts.prepare(card, locales, watch, lambda done: say(_("loading the model: {percent} %", percent=round(done * 100))))
        print(file=sys.stderr)
        _price(house.model_drafts.spent.charged())
        return {locale: house.drafter.draft(card, locale, "model") for locale in locales}
