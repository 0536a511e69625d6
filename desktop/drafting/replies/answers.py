"""Which topics answer which asks, with the values that the card and the price policy determine.

Rules: reference/asks.md, "Answers the card determines". What the card does not say is put off with a question back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from desktop.domain.bargaining import counter, public_limit
from desktop.domain.cards import Card
from desktop.domain.errors import Refused
from desktop.domain.lead_times import ready_on
from desktop.domain.loads import container_pieces, pieces_of
from desktop.domain.messages import Ask
from desktop.domain.pricing import BuildUp, Wanted, quote, tier_prices
from desktop.drafting.asks.reader import Read
from desktop.drafting.replies.values import Said, Sender, lead_rows, moq_of

SEA_DAYS = 40  # a cautious sea passage with customs, when goods must arrive and not only leave


@dataclass(frozen=True)
class Topic:
    """One thing to say: a phrasebook topic and its values. `cover` asks for several patterns until every slot is said."""

    name: str
    said: Said = field(default_factory=Said)
    cover: bool = False
    fallback: str = ""


class Answers:
    """Chooses the topics of a reply for one reading of a message."""

    def __init__(self, read: Read, card: Card | None, sender: Sender, today: date) -> None:
        self._read = read
        self._card = card
        self._sender = sender
        self._today = today
        self._kinds = {ask.kind for ask in read.asks}
        self._place = next((str(ask.value["place"]) for ask in read.asks if ask.kind == "destination"), "")

    def topics(self) -> list[Topic]:
        """Every ask answered in a natural order, each topic once."""
        found: list[Topic] = []
        for step in (
            self._quantities, self._price, self._target, self._discount, self._moq, self._terms_of_delivery, self._lead_time, self._sample,
            self._customisation, self._certificates, self._packaging, self._specification, self._warranty, self._payment, self._rest,
        ):  # fmt: skip
            found += step()
        return list({(item.name, item.said): item for item in reversed(found)}.values())[::-1]

    def _asked(self, kind: str) -> list[Ask]:
        return [ask for ask in self._read.asks if ask.kind == kind]

    # --- quantities and prices -----------------------------------------------------------------------------------

    def wanted(self) -> list[tuple[int, str, int]]:
        """(count, unit as asked, trade units) of each asked quantity that the card can convert."""
        if self._card is None:
            return []
        result = []
        for ask in self._asked("quantity"):
            count, unit = int(ask.value["n"]), str(ask.value["unit"])
            pieces = pieces_of(self._card, count, unit) or container_pieces(self._card, unit, count)
            if pieces:
                result.append((count, unit, pieces))
        return result

    def _quantities(self) -> list[Topic]:
        if self._priced() and self._card is not None:
            return []
        found = []
        for ask in self._asked("quantity"):
            found.append(Topic("quantity_noted", Said(quantity=int(ask.value["n"]), quantity_unit=str(ask.value["unit"]))))
        moq = moq_of(self._card) if self._card else None
        if moq and "moq" not in self._kinds:
            found += [Topic("price_below_moq", Said(quantity=n, quantity_unit=unit)) for n, unit, pieces in self.wanted() if pieces < moq]
        return found

    def _wanted(self, pieces: int) -> Wanted:
        """The asked term where the buyer names one that is not the card's, else the card's own."""
        assert self._card is not None
        terms = [str(ask.value["term"]) for ask in self._asked("incoterm")]
        own = self._card.trade.incoterm
        return Wanted(pieces, self._today, own if not terms or own in terms else terms[0], self._place or None)

    def _build(self, pieces: int) -> BuildUp | None:
        """The price on the asked term where the policy can build it, else on the card's own."""
        return self._quoted(self._wanted(pieces))

    def _quoted(self, wanted: Wanted) -> BuildUp | None:
        assert self._card is not None
        try:
            return quote(self._card, self._sender.policy, wanted)
        except Refused:
            return None

    def _priced(self) -> bool:
        """A price is said when it is asked, and also when a buyer only names what he wants to order."""
        ordering = "quantity" in self._kinds and not self._kinds & {"complaint", "other", "order_status", "target_price"}
        return "price" in self._kinds or (ordering and bool(self.wanted()))

    def _price(self) -> list[Topic]:
        if not self._priced():
            return []
        if self._card is None:
            return [Topic("ask_details")]
        wanted = self.wanted()
        if not wanted:
            prices = self._tiers()
            ask = "ask_quantity" if not self._asked("quantity") else ""
            return [
                Topic("price_list", Said(prices=prices)) if prices else Topic("price_no_qty"),
                *([Topic(ask)] if ask and prices else []),
            ]
        found: list[Topic] = []
        for count, unit, pieces in wanted:
            built = self._build(pieces)
            said = Said(
                price=built,
                quantity=pieces if unit not in ("20GP", "40GP", "40HQ") else count,
                quantity_unit="" if unit not in ("20GP", "40GP", "40HQ") else unit,
            )
            if built is not None and "below_moq_surcharge" in built.notes:
                found.append(Topic("price_trial", said, fallback="price"))
            elif built is not None and unit not in ("20GP", "40GP", "40HQ"):
                found.append(Topic("price", said))
            elif built is not None:
                found += [Topic("quantity_noted", said), Topic("price_list", Said(prices=self._tiers()))]
            else:
                found.append(self._without_price(count, unit, pieces))
        return found

    def _without_price(self, count: int, unit: str, pieces: int) -> Topic:
        moq = moq_of(self._card) if self._card else None
        if moq and pieces < moq:
            below = Said(quantity=count, quantity_unit=unit)
            built = self._build(moq)
            return Topic("price_below_moq", below) if built is None else Topic("price_at_moq", replace(below, price=built))
        return Topic("other_ack")

    def _tiers(self) -> tuple[BuildUp, ...]:
        if self._card is None:
            return ()
        try:
            return tier_prices(self._card, self._sender.policy, self._today)
        except Refused:
            return ()

    def judged(self) -> list[tuple[str, bool]]:
        """Each price that the buyer names, and whether it can be done for the quantity he names: yes or no, never by how much.

        A clerk's yes goes as far as the owner's own steps, never to the floor: by asking again and again he learns only what
        every buyer can bargain for.
        """
        wanted = self.wanted()
        if self._card is None or not wanted:
            return []
        found = []
        for ask in self._asked("target_price"):
            amount, currency = Decimal(str(ask.value["amount"])), str(ask.value["currency"])
            own = replace(self._wanted(wanted[0][2]), unit_price=amount, currency=currency)
            fine = self._within_steps(own) if self._sender.clerk else self._quoted(own) is not None
            found.append((f"{currency} {amount}", fine))
        return found

    def _within_steps(self, own: Wanted) -> bool:
        assert self._card is not None
        try:
            return own.unit_price is not None and own.unit_price >= public_limit(self._card, self._sender.policy, own)
        except Refused:
            return False

    def _target(self) -> list[Topic]:
        targets = self._asked("target_price")
        if not targets:
            return []
        wanted = self.wanted()
        if self._card is None or not wanted:
            return [Topic("target_price_ask_qty", fallback="ask_quantity")]
        # A refused target is never repeated: saying every number but the private ones back would tell which those are.
        built = self._build(wanted[0][2])
        if built is None:
            return [self._without_price(*wanted[0])]
        stated = [] if "price" in self._kinds else [Topic("price", Said(price=built, quantity=wanted[0][2]))]
        amount, currency = Decimal(str(targets[0].value["amount"])), str(targets[0].value["currency"])
        if currency == built.currency and amount >= built.unit_price:
            return stated
        return [Topic("target_price_hold"), *stated, *self._counter(wanted[0][2])]

    def _discount(self) -> list[Topic]:
        if "discount" not in self._kinds or "target_price" in self._kinds:
            return []
        wanted = self.wanted()
        offered = self._counter(wanted[0][2]) if wanted and self._card else []
        if offered:
            return offered
        tiers = self._tiers()
        return [Topic("discount_by_quantity", Said(prices=tiers)) if len(tiers) > 1 else Topic("cannot_do")]

    def _counter(self, pieces: int) -> list[Topic]:
        """The next concession, if the owner allows one: always in exchange for something."""
        assert self._card is not None
        wanted = self._wanted(pieces)
        try:
            step = counter(self._card, self._sender.policy, wanted, Decimal(0), self._sender.conceded)
        except Refused:
            return []
        if step.kind not in ("concede", "next_tier"):
            return []
        built = self._quoted(replace(wanted, quantity=step.quantity, unit_price=step.unit_price if step.kind == "concede" else None))
        return [Topic(f"counter_{step.in_exchange}", Said(price=built, quantity=step.quantity))] if built else []

    # --- terms ---------------------------------------------------------------------------------------------------

    def _moq(self) -> list[Topic]:
        if "moq" not in self._kinds:
            return []
        return [Topic("moq") if self._card and moq_of(self._card) is not None else Topic("other_ack")]

    def _terms_of_delivery(self) -> list[Topic]:
        found: list[Topic] = []
        own = self._card.trade.incoterm if self._card else None
        terms = [str(ask.value["term"]) for ask in self._asked("incoterm")]
        built = [self._build(pieces) for _, _, pieces in self.wanted()]
        computed = {item.incoterm for item in built if item is not None}
        if terms and not set(terms) & computed:
            found.append(Topic("incoterm_yes" if own in terms else "incoterm_unknown"))
        moving = "shipping_cost" in self._kinds or (
            terms and not set(terms) <= {own, "FOB", "EXW", "FCA", "FAS"} and not set(terms) & computed
        )
        if moving:
            name = "shipping_cost_pending" if self._place else "shipping_cost_pending_no_destination"
            found.append(Topic(name, Said(destination=self._place, destination_names=self._read.place_names)))
        elif self._place:
            found.append(Topic("destination_noted", Said(destination=self._place, destination_names=self._read.place_names)))
        return found

    def _lead_time(self) -> list[Topic]:
        deadlines = [date.fromisoformat(str(ask.value["date"])) for ask in self._asked("deadline")]
        if "lead_time" not in self._kinds and not deadlines:
            return []
        rows = lead_rows(self._card) if self._card else []
        if not rows or self._card is None:
            return [Topic("other_ack")]
        found: list[Topic] = []
        for _, _, pieces in self.wanted():
            row = self._card.trade.lead_time_at(pieces)
            if row is None:
                found.append(Topic("other_ack"))
                continue
            said = Said(lead=row, lead_quantity=pieces, ready=ready_on(row, self._sender.factory, self._today))
            if "lead_time" in self._kinds or not deadlines:
                found.append(Topic("lead_time", said))
            found += [self._deadline(said, day) for day in deadlines]
            found += self._ready(said, missed=any(topic.name == "lead_time_deadline_miss" for topic in found))
        if not self.wanted():
            found += [Topic("lead_time", Said(lead=row, lead_quantity=row.up_to), cover=True) for row in rows]
            found += [Topic("ask_quantity")] if deadlines else []
        return found

    def _deadline(self, said: Said, day: date) -> Topic:
        arrival = timedelta(days=SEA_DAYS if self._place else 3)
        in_time = said.ready is not None and said.ready.day + arrival <= day
        return Topic("lead_time_deadline_ok" if in_time else "lead_time_deadline_miss", replace(said, deadline=day))

    def _ready(self, said: Said, *, missed: bool) -> list[Topic]:
        """A closure of the factory on the way is said, and the day that is possible where the wanted one is not."""
        if said.ready is None or not (missed or said.ready.closure):
            return []
        return [Topic("lead_time_closed" if said.ready.closure else "lead_time_ready", Said(ready=said.ready))]

    def _sample(self) -> list[Topic]:
        if "sample" not in self._kinds:
            return []
        samples = self._card.trade.samples if self._card else None
        if samples is None or (samples.price is None and samples.days is None):
            return [Topic("sample_unknown")]
        found = [Topic("sample_paid", cover=True, fallback="sample_unknown")]
        return found + ([Topic("sample_refundable")] if samples.refundable else [])

    def _customisation(self) -> list[Topic]:
        asks = self._asked("customisation")
        if not asks:
            return []
        logo = self._card.trade.customisation.get("logo") if self._card else None
        known = logo is not None and _about_logo(asks)
        if known and isinstance(logo, dict) and logo.get("moq"):
            return [Topic("customisation_yes"), Topic("customisation_logo_moq")]
        return [Topic("customisation_yes" if known else "customisation_unknown")]

    def _certificates(self) -> list[Topic]:
        asks = self._asked("certificate")
        if not asks:
            return []
        held = {item.scheme.casefold(): item for item in self._card.certificates} if self._card else {}
        names = [str(ask.value["name"]) for ask in asks if ask.value.get("name")]
        valid = [item.scheme for item in held.values() if not item.expiry or item.expiry >= self._today.isoformat()]
        have = tuple(name for name in valid if name.casefold() in {item.casefold() for item in names}) if names else tuple(valid)
        found = [Topic("certificate_yes", Said(certificates=have))] if have else []
        missing = [name for name in names if name.casefold() not in {item.casefold() for item in have}]
        return found + ([Topic("certificate_unknown")] if missing or not have else [])

    def _packaging(self) -> list[Topic]:
        return [Topic("packaging", cover=True, fallback="packaging_unknown")] if "packaging" in self._kinds else []

    def _specification(self) -> list[Topic]:
        return [Topic("specification", cover=True, fallback="specification_unknown")] if "specification" in self._kinds else []

    def _warranty(self) -> list[Topic]:
        return [Topic("warranty_yes", fallback="warranty_unknown")] if "warranty" in self._kinds else []

    def _payment(self) -> list[Topic]:
        asks = self._asked("payment_terms")
        if not asks:
            return []
        own = self._card.trade.payment if self._card else ()
        stated = str(asks[0].value.get("text", ""))
        found = [Topic("payment_terms", cover=False, fallback="payment_unknown")] if own else []
        same = stated in own or stated in {text.partition(" ")[0] for text in own} or not stated
        return found + ([] if own and same else [Topic("payment_unknown")])

    def _rest(self) -> list[Topic]:
        names = {
            "availability": "availability",
            "catalogue": "catalogue",
            "complaint": "complaint_ack",
            "order_status": "order_status_ack",
            "meeting": "meeting_ack",
            "other": "other_ack",
        }
        return [Topic(name) for kind, name in names.items() if kind in self._kinds]


_LOGO_WORDS = (
    "logo",
    "лого",
    "شعار",
    "لوجو",
    "لوغو",
    "ロゴ",
    "로고",
    "标",
    "商标",
    "marke",
    "marca",
    "marque",
    "brand",
    "merek",
    "thương hiệu",
    "نقش",
    "刻",
    "名入れ",
    "印字",
    "인쇄",
    "각인",
    "grav",
    "engrav",
    "stamp",
    "stick",
    "bord",
    "ricam",
    "print",
    "oem",
)


def _about_logo(asks: Sequence[Ask]) -> bool:
    text = " ".join(ask.sentence for ask in asks).casefold()
    return any(word in text for word in _LOGO_WORDS)
