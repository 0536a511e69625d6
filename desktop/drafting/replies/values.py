"""What the slots of a reply say for one reader (resources/phrasebook/FORMAT.md, "Reply slots")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from desktop.domain.cards import Card, LeadTime
from desktop.domain.factory import FactoryCard
from desktop.domain.lead_times import Ready
from desktop.domain.ports import port_name
from desktop.domain.price_policy import PricePolicy
from desktop.domain.pricing import BuildUp
from desktop.domain.quantities import Amount
from desktop.drafting.card_values import CardValues
from desktop.language import printing
from desktop.language.glossary import Glossary
from desktop.language.locales import LocaleInfo


@dataclass(frozen=True)
class Sender:
    """Who answers, and to whom: the factory card, the owner's price policy, the buyer's name if known.

    `conceded` is how many concessions were made in this thread before the message that is answered; `clerk` says that cost
    and floor are closed by the owner's PIN.
    """

    factory: FactoryCard = field(default_factory=FactoryCard)
    policy: PricePolicy = field(default_factory=PricePolicy)
    buyer: str = ""
    conceded: int = 0
    clerk: bool = False


@dataclass(frozen=True)
class Said:
    """The values of one answer: what a pattern may say besides the card's own facts."""

    price: BuildUp | None = None
    prices: tuple[BuildUp, ...] = ()
    quantity: int | None = None
    quantity_unit: str = ""
    lead: LeadTime | None = None
    lead_quantity: int | None = None
    deadline: date | None = None
    ready: Ready | None = None
    destination: str = ""
    destination_names: tuple[tuple[str, str], ...] = ()
    target: tuple[Decimal, str] | None = None
    certificates: tuple[str, ...] | None = None
    follow_up_days: int | None = None
    promised: tuple[Decimal, str] | None = None


@dataclass(frozen=True)
class Terms:
    """A payment term of the card: method, and deposit and balance in percent when they are due before shipment."""

    method: str
    deposit: int | None = None

    @classmethod
    def read(cls, text: str) -> Terms:
        """ "T/T 30/70" is 30 % deposit and 70 % before shipment; with other words it is printed as it stands."""
        head, _, rest = text.strip().partition(" ")
        shares = rest.strip().split("/")
        if len(shares) == 2 and all(part.isdigit() for part in shares) and sum(int(part) for part in shares) == 100:
            return cls(head, int(shares[0]))
        return cls(text.strip())


class ReplyValues:
    """Slot values of one reply line for one reader; call it with a slot name."""

    def __init__(self, card: CardValues | None, said: Said, sender: Sender, reader: tuple[LocaleInfo, Glossary]) -> None:
        self._card = card
        self._said = said
        self._sender = sender
        self._info, self._glossary = reader

    def __call__(self, name: str) -> str | None:
        """The text for a slot, None when there is nothing to say."""
        slot, _, form = name.partition(".")
        if slot == "certificates" and self._said.certificates is not None:
            return printing.joined(list(self._said.certificates), self._info) or None
        method = getattr(self, f"_{slot}", None)
        if method is not None and not form:
            result: str | None = method()
            return result
        return self._card(name) if self._card else None

    # --- people --------------------------------------------------------------------------------------------------

    def _buyer(self) -> str | None:
        return self._sender.buyer or None

    def _company(self) -> str | None:
        return self._sender.factory.name_in(self._info.language) or None

    def _signer(self) -> str | None:
        return self._sender.factory.signer or None

    # --- the product ---------------------------------------------------------------------------------------------

    def _product(self) -> str | None:
        if self._card is None:
            return None
        card = self._card.card
        named = card.name.get(self._info.language) or self._card("noun")
        code = card.model_number or card.sku
        if not named:
            return code
        tight = {"ja": f"{named}（{code}）", "ko": f"{named}({code})", "zh": f"{named}（{code}）"}
        return tight.get(self._info.language, f"{named} ({code})")

    def _unit(self) -> str | None:
        return printing.unit_word(self._trade_unit(), Decimal(1), self._info, self._glossary) or self._trade_unit()

    def _trade_unit(self) -> str:
        return self._card.card.trade.unit if self._card else "piece"

    def _count(self, value: int | None, unit: str = "") -> str | None:
        if value is None:
            return None
        if unit in ("20GP", "40GP", "40HQ"):
            return f"{value} × {unit}"
        return printing.count(Decimal(value), unit or self._trade_unit(), self._info, self._glossary)

    # --- prices --------------------------------------------------------------------------------------------------

    def _money(self, amount: Decimal, currency: str) -> str:
        return printing.money(amount, currency, self._info)

    def _qty(self) -> str | None:
        return self._count(self._said.quantity, self._said.quantity_unit)

    def _unit_price(self) -> str | None:
        price = self._said.price
        return None if price is None else self._money(price.unit_price, price.currency)

    def _amount(self) -> str | None:
        price = self._said.price
        return None if price is None else self._money(price.total, price.currency)

    def _price_list(self) -> str | None:
        if not self._said.prices:
            return None
        return "\n".join(f"{self._count(item.quantity)}: {self._money(item.unit_price, item.currency)}" for item in self._said.prices)

    def _incoterm(self) -> str | None:
        price = self._said.price or (self._said.prices[0] if self._said.prices else None)
        if price is not None:
            place = self._place(price.place, price.incoterm)
            return f"{price.incoterm} {place}".strip() if price.incoterm else None
        trade = self._card.card.trade if self._card else None
        return f"{trade.incoterm} {port_name(trade.port, self._info.language)}".strip() if trade and trade.incoterm else None

    def _place(self, place: str | None, term: str | None) -> str:
        trade = self._card.card.trade if self._card else None
        if trade and place == trade.port and term == trade.incoterm:
            return port_name(trade.port, self._info.language)
        return place or ""

    def _valid_until(self) -> str | None:
        price = self._said.price or (self._said.prices[0] if self._said.prices else None)
        return None if price is None else printing.day(price.valid_until, self._info)

    def _port(self) -> str | None:
        return (port_name(self._card.card.trade.port, self._info.language) if self._card else "") or None

    def _destination(self) -> str | None:
        return dict(self._said.destination_names).get(self._info.language) or self._said.destination or None

    def _target_price(self) -> str | None:
        return self._money(*self._said.target) if self._said.target else None

    def _promise_sum(self) -> str | None:
        return self._money(*self._said.promised) if self._said.promised else None

    # --- terms ---------------------------------------------------------------------------------------------------

    def _moq(self) -> str | None:
        return self._count(moq_of(self._card.card)) if self._card else None

    def _lead_time(self) -> str | None:
        lead = self._said.lead
        if lead is None:
            return None
        return printing.count(Decimal(lead.days), "day", self._info, self._glossary)

    def _lead_qty(self) -> str | None:
        return self._count(self._said.lead_quantity)

    def _deadline(self) -> str | None:
        return printing.day(self._said.deadline, self._info) if self._said.deadline else None

    def _ready(self) -> str | None:
        return printing.day(self._said.ready.day, self._info) if self._said.ready else None

    def _closed_from(self) -> str | None:
        closure = self._said.ready.closure if self._said.ready else None
        return printing.day(date.fromisoformat(closure.start), self._info) if closure else None

    def _closed_until(self) -> str | None:
        closure = self._said.ready.closure if self._said.ready else None
        return printing.day(date.fromisoformat(closure.end), self._info) if closure else None

    def _sample_price(self) -> str | None:
        samples = self._card.card.trade.samples if self._card else None
        if samples is None or samples.price is None or self._card is None:
            return None
        return self._money(samples.price, self._card.card.trade.currency)

    def _sample_days(self) -> str | None:
        samples = self._card.card.trade.samples if self._card else None
        return None if samples is None or samples.days is None else printing.count(Decimal(samples.days), "day", self._info, self._glossary)

    def _terms(self) -> Terms | None:
        payment = self._card.card.trade.payment if self._card else ()
        return Terms.read(payment[0]) if payment else None

    def _payment(self) -> str | None:
        terms = self._terms()
        return terms.method if terms else None

    def _deposit(self) -> str | None:
        terms = self._terms()
        return self._percent(terms.deposit) if terms and terms.deposit is not None else None

    def _balance(self) -> str | None:
        terms = self._terms()
        return self._percent(100 - terms.deposit) if terms and terms.deposit is not None else None

    def _percent(self, value: int) -> str:
        return printing.amount(Amount(Decimal(value), "%"), self._info, self._glossary)

    def _warranty(self) -> str | None:
        warranty = self._card.card.trade.warranty if self._card else None
        return None if warranty is None else printing.count(Decimal(warranty.months), "month", self._info, self._glossary)

    def _followup_days(self) -> str | None:
        days = self._said.follow_up_days
        return None if days is None else printing.count(Decimal(days), "day", self._info, self._glossary)


def moq_of(card: Card) -> int | None:
    """The card's MOQ, else the start of its first price tier."""
    if card.trade.moq is not None:
        return card.trade.moq
    return min((tier.start for tier in card.trade.price_tiers), default=None)


def lead_rows(card: Card) -> Sequence[LeadTime]:
    """The card's lead times, the smallest quantity first."""
    return sorted(card.trade.lead_time, key=lambda row: row.up_to)
