"""One message in, understanding and a checked reply out: no storage, so that the window and `tengqiao reply` share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from desktop.domain.cards import Card, LeadTime
from desktop.domain.commitments import OwnPromise
from desktop.domain.errors import BadInput
from desktop.domain.listings import Finding
from desktop.domain.messages import RISKS, Message, Reply, ReplyLine, Understanding
from desktop.domain.pricing import BuildUp
from desktop.drafting.asks.reader import AskReader, Read
from desktop.drafting.facts import Allowances, FactLock
from desktop.drafting.firewall import Firewall, Guard, public_numbers
from desktop.drafting.replies.model_lines import ModelLines
from desktop.drafting.replies.values import Said, Sender
from desktop.drafting.replies.writer import ReplyWriter
from desktop.drafting.risk import RiskReader
from desktop.drafting.risk_cautions import CautionReader
from desktop.i18n import _

# With these in a message nothing leaves before the owner has looked: a reply to them may itself do harm.
_STOPS = frozenset(RISKS) - {"price_fishing"}


@dataclass(frozen=True)
class Offer:
    """What an answer may name: list prices, prices that hang on a condition, days, the owner's promises,
    and whether prices that the buyer names can be done.
    """

    listed: tuple[BuildUp, ...] = ()
    conceded: tuple[BuildUp, ...] = ()
    days: tuple[date, ...] = ()
    leads: tuple[LeadTime, ...] = ()
    promised: tuple[ReplyLine, ...] = ()
    judged: tuple[tuple[str, bool], ...] = ()

    @property
    def prices(self) -> tuple[BuildUp, ...]:
        """Every price."""
        return tuple(dict.fromkeys((*self.listed, *self.conceded)))


@dataclass(frozen=True)
class Answered:
    """A message as it was understood, with the reply that is drafted, and what it offers.

    `holding` says only that the message arrived, `reminder` asks for an answer to what was offered.
    """

    message: Message
    understanding: Understanding
    reply: Reply
    offer: Offer = field(default_factory=Offer)
    read: Read | None = None
    holding: tuple[ReplyLine, ...] = ()
    reminder: tuple[ReplyLine, ...] = ()

    @property
    def quoted(self) -> tuple[BuildUp, ...]:
        """The prices that it quotes."""
        return self.offer.prices

    def to_json(self) -> dict[str, Any]:
        """As `tengqiao reply` prints it (design, section 5)."""
        return {
            "id": self.message.id,
            "language": self.understanding.language,
            "asks": [ask.to_json() for ask in self.understanding.asks],
            "risk": [sign.label for sign in self.understanding.risks],
            "draft": {"language": self.reply.language, "text": self.reply.text, "readback_zh": self.reply.readback_zh},
            "findings": [finding.to_json() for finding in self.reply.findings],
            "sendable": self.reply.sendable,
        }


@dataclass(frozen=True)
class Doors:
    """What every outgoing text passes: the fact lock and the firewall."""

    facts: FactLock
    firewall: Firewall


class Replier:
    """Reads a message, drafts the answer, checks it."""

    def __init__(self, asks: AskReader, risks: RiskReader, cautions: CautionReader, writer: ReplyWriter, doors: Doors) -> None:
        self._asks = asks
        self._risks = risks
        self._cautions = cautions
        self._writer = writer
        self._doors = doors

    def reply_to(self, message: Message, cards: Sequence[Card], *, today: date, sender: Sender | None = None) -> Answered:
        """Understanding and checked reply for one message. `cards` are all of the owner's cards."""
        sender = sender or Sender()
        read = self._asks.read(message, cards, today)
        risks = self._risks.read(message, read, self._asks.lexicon(read.language))
        lines = self._writer.write(message, read, sender, today)
        offer = self.offered(read, sender, today)
        language = "en" if read.language == "zh" else read.language
        reply = Reply(language, lines)
        findings = self.check(reply, read, sender, offer, cards)
        stops = tuple(_stop(sign.label) for sign in risks if sign.label in _STOPS)
        skus = tuple(card.sku for card in read.cards)
        understanding = Understanding(read.language, read.asks, risks, skus, read.gaps, self._cautions.read(message, read))
        others = self._writer.holding(message, read.language, sender), self._writer.follow_up(message, read.language, sender)
        return Answered(message, understanding, replace(reply, findings=(*stops, *findings)), offer, read, *others)

    def holding(self, language: str, sender: Sender) -> tuple[ReplyLine, ...]:
        """What says only that a message arrived, as it goes out to somebody whose name is not known."""
        return self._writer.holding(Message("", "", ""), language, sender)

    def promise_line(self, promise: OwnPromise, card: Card | None, built: BuildUp | None, language: str) -> ReplyLine:
        """The owner's promise as a sentence for the buyer. `built` is the price of a discount. Raises BadInput(promise.no_words)."""
        said = Said(price=built, quantity=promise.quantity or None, deadline=promise.until, promised=(promise.amount, promise.currency))
        line = self._writer.promise(card, said, promise.kind, language)
        if line is None:
            raise BadInput("promise.no_words")
        return line

    def recheck(self, answered: Answered, reply: Reply, sender: Sender, cards: Sequence[Card]) -> tuple[Finding, ...]:
        """Findings of a reply that the owner has edited; stops of the message itself stay."""
        stops = tuple(item for item in answered.reply.findings if item.field == "message")
        if answered.read is None:
            return stops
        return (*stops, *self.check(reply, answered.read, sender, answered.offer, cards))

    def reworded(self, answered: Answered, model: ModelLines, cards: Sequence[Card], sender: Sender | None = None) -> Answered:
        """The same answer with its polite lines worded by a model, each only if nothing is found in it. Raises what the engine raises."""
        reply, read, sender = answered.reply, answered.read, sender or Sender()
        if read is None:
            return answered
        lines = []
        for old, new in zip(reply.lines, model.reword(answered.message.text, reply.language, reply.lines), strict=True):
            fine = new == old or not self.check(Reply(reply.language, (new,)), read, sender, answered.offer, cards)
            lines.append(new if fine else old)
        worded = Reply(reply.language, tuple(lines), writer="model")
        stops = tuple(item for item in reply.findings if item.field == "message")
        found = (*stops, *self.check(worded, read, sender, answered.offer, cards), *_unread(worded))
        return replace(answered, reply=replace(worded, findings=found))

    def offered(self, read: Read, sender: Sender, today: date) -> Offer:
        """Every price and day that the answer to a message may name."""
        topics = [topic for _card, part in self._writer.topics(read, sender, today) for topic in part]
        conceded = [topic.said.price for topic in topics if topic.name.startswith("counter_") and topic.said.price]
        listed = [topic.said.price for topic in topics if topic.said.price and not topic.name.startswith("counter_")]
        listed += [price for topic in topics for price in topic.said.prices]
        days = [day for topic in topics if topic.said.ready for day in topic.said.ready.days]
        leads = [topic.said.lead for topic in topics if topic.said.lead]
        return Offer(tuple(dict.fromkeys(listed)), tuple(conceded), tuple(dict.fromkeys(days)), tuple(dict.fromkeys(leads)),
            judged=tuple(self._writer.judged(read, sender, today)),
        )  # fmt: skip

    def check(self, reply: Reply, read: Read, sender: Sender, offer: Offer, cards: Sequence[Card]) -> tuple[Finding, ...]:
        """Findings of the firewall and of the fact lock for a reply as it stands now (also one edited by hand)."""
        card = read.cards[0] if read.cards else None
        found = list(self._doors.firewall.check(reply.text, self._guard(reply, read, sender, offer, cards)))
        if card is not None:
            allow = self._allowances(card, read, sender, offer)
            place = 0
            for line in reply.lines:
                checked = line.text if not line.source else ""  # a phrasebook line was filled by code, slot by slot
                for finding in self._doors.facts.check_text(card, reply.language, "text", checked, allow=allow):
                    found.append(replace(finding, start=finding.start + place, end=finding.end + place))
                place += len(line.text) + 2
        return tuple(found)

    def _guard(self, reply: Reply, read: Read, sender: Sender, offer: Offer, cards: Sequence[Card]) -> Guard:
        amounts = set(_amounts(offer.prices))
        for card in read.cards:
            if card.trade.samples and card.trade.samples.price is not None:
                amounts.add((card.trade.samples.price, card.trade.currency))
            private = card.private.numbers()
            targets = [ask.value for ask in read.asks if ask.kind == "target_price"]
            amounts |= {(value, str(item["currency"])) for item in targets if (value := Decimal(str(item["amount"]))) not in private}
        approved = tuple(line.text for line in reply.lines if line.source)
        meant = read.cards or tuple(cards)
        others = tuple(card for card in cards if card not in meant)
        stated = frozenset(Decimal(int(ask.value["n"])) for ask in read.asks if ask.kind == "quantity")
        stated |= frozenset().union(*(public_numbers(card) for card in read.cards))
        promised = tuple(line.text for line in offer.promised)
        return Guard(meant, frozenset(amounts), stated, approved, promised, sender.factory.bank, (sender.factory.email or "",), others)

    def _allowances(self, card: Card, read: Read, sender: Sender, offer: Offer) -> Allowances:
        quoted = offer.prices
        quantities: list[tuple[Decimal, str]] = [(amount, f"money:{currency}") for amount, currency in _amounts(quoted)]
        unit = card.trade.unit
        for ask in read.asks:
            if ask.kind == "quantity":
                quantities += [(Decimal(int(ask.value["n"])), name) for name in (str(ask.value["unit"]), unit)]
            if ask.kind == "target_price":
                quantities.append((Decimal(str(ask.value["amount"])), f"money:{ask.value['currency']}"))
        quantities += [(Decimal(item.quantity), unit) for item in quoted]
        for row in card.trade.lead_time:
            quantities += [(Decimal(row.days), "day"), (Decimal(row.up_to), unit)]
        if card.trade.samples and card.trade.samples.days is not None:
            quantities.append((Decimal(card.trade.samples.days), "day"))
        dates = [date.fromisoformat(str(ask.value["date"])) for ask in read.asks if ask.kind == "deadline"]
        dates += [*(item.valid_until for item in quoted), *offer.days]
        terms = [str(ask.value["term"]) for ask in read.asks if ask.kind == "incoterm"] + [
            item.incoterm for item in quoted if item.incoterm
        ]
        places = [str(ask.value["place"]) for ask in read.asks if ask.kind == "destination"]
        names = [sender.buyer, sender.factory.signer or "", *sender.factory.name.values()]
        return Allowances(tuple(quantities), tuple(dates), tuple(terms), tuple(places), tuple(name for name in (*names, *places) if name))


def _unread(reply: Reply) -> list[Finding]:
    """Lines that a model worded: nobody has read them back yet, so the owner looks at them."""
    message, found, place = _("A model wrote this line. Read it before you send it."), [], 0
    for line in reply.lines:
        if not line.source:
            found.append(Finding("warn", "language", "text", line.text, place, place + len(line.text), "", message, "reply.model"))
        place += len(line.text) + 2
    return found


def _amounts(quoted: Sequence[BuildUp]) -> list[tuple[Decimal, str]]:
    return [pair for item in quoted for pair in ((item.unit_price, item.currency), (item.total, item.currency))]


def _stop(label: str) -> Finding:
    message = _("The message shows signs of fraud or harm. Read the advice and tick it off before you answer.")
    return Finding("block", "claim", "message", "", 0, 0, "", message, f"risk.{label}")


def edited(answered: Answered, text: str) -> Reply:
    """The reply with the owner's own text: lines that still are the phrasebook's keep their Chinese."""
    approved = (*answered.holding, *answered.reminder, *answered.reply.lines, *answered.offer.promised)
    known = {line.text: line for line in approved}
    lines = tuple(known.get(part) or ReplyLine("hand", part, "") for part in text.split("\n\n") if part.strip())
    return Reply(answered.reply.language, lines, writer="hand")
