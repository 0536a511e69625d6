"""reply and quote: a buyer's message to a checked draft, a quantity to a price and its proforma invoice."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.bootstrap import House, Words, gui_application
from desktop.cli.running import answer, batch, complain, given_bytes, read_json
from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.domain.deals import Deal, Party, deal_line, paper_number
from desktop.domain.errors import BadInput, Problem
from desktop.domain.factory import FactoryCard, factory_from_json
from desktop.domain.messages import Message, message_from_json
from desktop.domain.ports import port_name
from desktop.domain.price_policy import PricePolicy, policy_from_json
from desktop.domain.pricing import BuildUp, Wanted, quote
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.drafting.replies.model_lines import ModelLines


def run_reply(arguments: argparse.Namespace) -> int:
    """Draft a reply; exit 1 when it may not be sent as it stands."""
    if not arguments.cards or not (arguments.message or arguments.batch):
        raise BadInput("argument.bad", name="reply", value="MESSAGE --cards DIR", command="reply")
    today = _today(arguments.today)
    cards, factory = read_cards(Path(arguments.cards))
    with House(arguments.profile) as house:
        words, model = house.words, _model(house) if arguments.writer == "model" else None

        def work(message: Message) -> dict[str, Any]:
            return _reply(words, message, (cards, factory, today), model)

        if arguments.batch:
            return batch(arguments.batch, lambda data: work(message_from_json(data)))
        result = work(read_message(arguments.message))
    if arguments.json:
        answer(result)
    else:
        _print_reply(result)
    return 0 if result["sendable"] else 1


def _model(house: House) -> ModelLines | None:
    """The model that words the polite lines; without one that is said, and the phrasebook writes alone."""
    from desktop.drafting.replies.model_lines import ModelLines

    try:
        return ModelLines(*house.model_drafts.engine())
    except Problem as problem:
        complain(problem)
        print(_("The templates write the reply."), file=sys.stderr)
        return None


def _reply(
    words: Words, message: Message, given: tuple[tuple[Card, ...], FactoryCard, date], model: ModelLines | None = None
) -> dict[str, Any]:
    from desktop.drafting.replies.values import Sender

    cards, factory, today = given
    sender = Sender(factory=factory)
    answered = words.replier.reply_to(message, cards, today=today, sender=sender)
    if model is not None:
        try:
            answered = words.replier.reworded(answered, model, cards, sender)
        except Problem as problem:  # the model fell over: the templates' reply is there
            complain(problem)
    return answered.to_json()


def read_message(path: str) -> Message:
    """A message file: JSON `{"id","subject","body"}` or a mail (.eml, .msg)."""
    if path.lower().endswith((".eml", ".msg")):
        from desktop.platforms.mail_text import message_from_file

        return message_from_file(given_bytes(path))
    return message_from_json(read_json(path))


def read_cards(folder: Path) -> tuple[tuple[Card, ...], FactoryCard]:
    """Every card in a folder (and the factory card `factory.json` in it or beside it). Raises BadInput."""
    if not folder.is_dir():
        raise BadInput("file.not_found", path=str(folder))
    files = sorted(folder.glob("*.json")) or sorted(folder.glob("*/card.json"))
    cards = tuple(card_from_json(read_json(str(file))) for file in files if file.name != "factory.json")
    if not cards:
        raise BadInput("reply.no_cards", path=str(folder))
    factory = next((file for file in (folder / "factory.json", folder.parent / "factory.json") if file.is_file()), None)
    return cards, factory_from_json(read_json(str(factory))) if factory else FactoryCard()


def _print_reply(result: dict[str, Any]) -> None:
    print(_("Language: {language}", language=result["language"]))
    for ask in result["asks"]:
        print(f"- {ask['kind']} {' '.join(str(value) for value in ask['value'].values())}".rstrip())
    for label in result["risk"]:
        print(f"! {label}")
    print(f"\n{result['draft']['text']}\n\n--\n{result['draft']['readback_zh']}\n")
    for finding in result["findings"]:
        print(f"[{finding['severity']}] {finding['kind']}: {finding['message']}")


def run_quote(arguments: argparse.Namespace) -> int:
    """A price line by line; with --pdf the proforma invoice."""
    today = _today(arguments.today)
    card = card_from_json(read_json(arguments.card))
    policy = policy_from_json(read_json(arguments.policy)) if arguments.policy else PricePolicy()
    term = arguments.incoterm.upper() if arguments.incoterm else None
    if term is not None:
        from desktop.domain.price_policy import BEARS

        if term not in BEARS:
            raise BadInput("quote.unknown_term", value=term[:20], known=", ".join(BEARS))
    built = quote(card, policy, Wanted(arguments.qty, today, term, arguments.to))
    if arguments.pdf:
        write_proforma(Words(), card, built, (Path(arguments.pdf), arguments.buyer, today))
    if arguments.json:
        answer(quote_json(built))
    else:
        _print_quote(built)
    return 0


def quote_json(built: BuildUp) -> dict[str, Any]:
    """A build-up as JSON: nothing private is in it."""
    return {
        "sku": built.sku,
        "quantity": built.quantity,
        "unit": built.unit,
        "currency": built.currency,
        "incoterm": built.incoterm,
        "place": built.place,
        "lines": [_line_json(item) for item in built.lines],
        "unit_price": str(built.unit_price),
        "total": str(built.total),
        "valid_until": built.valid_until.isoformat(),
        "notes": list(built.notes),
    }


def _line_json(item: Any) -> dict[str, Any]:
    until = item.valid_until.isoformat() if item.valid_until else None
    return {"code": item.code, "amount": f"{item.amount:.4f}".rstrip("0").rstrip("."), "source": item.source, "valid_until": until}


def _print_quote(built: BuildUp) -> None:
    place = port_name(built.place, "en")
    print(f"{built.sku}  {built.quantity} {built.unit}  {built.incoterm or ''} {place}".rstrip())
    for item in built.lines:
        print(f"  {item.code:<20}{item.amount:>14.2f} {built.currency}  {item.source}")
    print(f"  {'':<20}{built.total:>14} {built.currency}  ({built.unit_price} / {built.unit})")
    print(_("Valid until {date}", date=built.valid_until.isoformat()))
    for note in built.notes:
        print(f"  * {note_text(note)}")


def note_text(code: str) -> str:
    """A note of a build-up in the owner's language."""
    what, _dot, why = code.rpartition("_")
    if why in ("missing", "expired") and what in _CHARGES:
        charge = _(_CHARGES[what])
        return (
            _("{charge}: no number is known, to be confirmed.", charge=charge)
            if why == "missing"
            else _("{charge}: the number has expired, to be confirmed.", charge=charge)
        )
    return _(_NOTES[code]) if code in _NOTES else code


_CHARGES = {
    "freight": N_("Freight"),
    "insurance": N_("Insurance"),
    "inland": N_("Inland transport"),
    "export_clearance": N_("Export clearance"),
    "port": N_("Port charges"),
    "destination": N_("Charges at destination"),
    "duty": N_("Duty and tax"),
}
_NOTES = {
    "ddp_needs_forwarder": N_("DDP only from a forwarder's own quotation."),
    "below_moq_surcharge": N_("Below the smallest order: with the surcharge for trial orders."),
    "basis_unknown": N_("The card states no Incoterm, so no other term can be computed."),
}


def write_proforma(words: Words, card: Card, built: BuildUp, to: tuple[Path, str, date]) -> Path:
    """The proforma invoice of one computed price. `to` is file, buyer's name and date; the number comes from them."""
    target, buyer, today = to
    terms = card.trade.payment[0] if card.trade.payment else ""
    lead = card.trade.lead_time_at(built.quantity)
    factory = _factory_of(words)
    deal = Deal(
        number=paper_number("proforma", today.year, 1),
        issued=today,
        seller=Party(factory.name_in("en"), factory.address_in("en")),
        buyer=Party(buyer),
        lines=(deal_line(card, built),),
        currency=built.currency,
        incoterm=built.incoterm or "",
        place=port_name(built.place, "en"),
        valid_until=built.valid_until,
        payment=terms,
        lead_time_days=lead.days if lead else None,
        working_days=bool(lead and lead.working),
        deposit_percent=deposit_of(terms),
        bank=factory.bank[0] if factory.bank else None,
        origin=card.origin or "",
    )
    gui_application()
    languages = ("en", "zh")
    return words.papers.write("proforma", words.goods_names.named(deal, languages, lambda _sku: card), target, languages)


def deposit_of(terms: str) -> int | None:
    """The deposit in percent when a payment term is written as "T/T 30/70"."""
    from desktop.drafting.replies.values import Terms

    return Terms.read(terms).deposit if terms else None


def _factory_of(words: Words) -> FactoryCard:
    sample = words.resources / "samples" / "factory.json"
    return factory_from_json(read_json(str(sample))) if sample.is_file() else FactoryCard()


def _today(text: str | None) -> date:
    if not text:
        return date.today()  # noqa: DTZ011 (the owner's own calendar day)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("argument.bad", name="--today", value=text[:40], command="reply") from None
