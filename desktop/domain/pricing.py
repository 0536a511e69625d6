"""Prices by code: one quantity, one Incoterm, line by line, never below the floor (promise 3).

A build-up starts from the card's own price on the card's own term, adds what the seller bears in addition under
the wanted term and takes off what he no longer bears. Each line says where its number came from and until when it
holds. A line that is missing or has expired is never guessed: the price stays on the card's term with a note.
Rounding is upwards to the currency's smallest unit, and is a line of its own, so that lines sum to the total.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from desktop.domain.cards import Card
from desktop.domain.errors import Refused
from desktop.domain.loads import Load, containers_for, load_of
from desktop.domain.money import Money
from desktop.domain.price_policy import BEARS, INSTEAD, INSURED_SHARE, SEA_ONLY, Charge, PricePolicy

VAT = Decimal("0.13")  # China's standard VAT rate on goods since 1 April 2019


@dataclass(frozen=True)
class Wanted:
    """What a buyer wants priced. `incoterm` None means the card's own; `unit_price` is one the owner names himself."""

    quantity: int
    today: date
    incoterm: str | None = None
    place: str | None = None
    mode: str = "sea"
    currency: str | None = None
    unit_price: Decimal | None = None


@dataclass(frozen=True)
class PriceLine:
    """One line of a build-up: an amount for the whole quantity, its source, and until when it holds."""

    code: str
    amount: Decimal
    source: str
    valid_until: date | None = None


@dataclass(frozen=True)
class BuildUp:
    """A computed price. `notes` are codes: freight_missing, freight_expired, ddp_needs_forwarder, below_moq_surcharge ..."""

    sku: str
    quantity: int
    unit: str
    currency: str
    incoterm: str | None
    place: str | None
    lines: tuple[PriceLine, ...]
    unit_price: Decimal
    total: Decimal
    valid_until: date
    notes: tuple[str, ...] = ()

    @property
    def net_goods(self) -> Decimal:
        """What is left for the goods on the card's own term: the total less every charge that was added."""
        return sum((line.amount for line in self.lines if line.code in ("goods", "rounding")), Decimal(0))


@dataclass(frozen=True)
class _Case:
    card: Card
    policy: PricePolicy
    wanted: Wanted
    term: str | None
    currency: str


def quote(card: Card, policy: PricePolicy, wanted: Wanted) -> BuildUp:
    """The build-up for what is wanted.

    Raises Refused: price.none (no tiers, no costs), price.below_moq, price.sea_only, price.no_rate,
    price.below_floor. No message of a refusal carries a private number.
    """
    if wanted.quantity <= 0:
        raise Refused("price.quantity", quantity=wanted.quantity)
    basis = card.trade.incoterm
    term = wanted.incoterm or basis
    if term in SEA_ONLY and wanted.mode != "sea":
        raise Refused("price.sea_only", term=term, mode=wanted.mode, instead=INSTEAD[term])
    unit_price, source, notes = _card_price(card, policy, wanted.quantity)
    currency = wanted.currency or card.trade.currency
    goods = _converted(policy, unit_price * wanted.quantity, card.trade.currency, currency)
    steps = _steps(card, policy, wanted, term, currency)
    if isinstance(steps, str):  # something is missing: stay on the card's own term
        notes, term, steps = (*notes, steps), basis, []
    built = _finish(_Case(card, policy, wanted, term, currency), [PriceLine("goods", goods, source), *steps], notes)
    if built.unit_price <= 0:  # what is taken off for the buyer is more than the goods
        raise Refused("price.none", sku=card.sku)
    _guard_floor(card, policy, built)
    return built


def tier_prices(card: Card, policy: PricePolicy, today: date) -> tuple[BuildUp, ...]:
    """One build-up per tier of the card, on its own term: the price list of a reply."""
    starts = sorted({max(tier.start, card.trade.moq or 1) for tier in card.trade.price_tiers})
    return tuple(quote(card, policy, Wanted(start, today)) for start in starts)


def fob_from_cost(card: Card, policy: PricePolicy, quantity: int) -> Decimal | None:
    """FOB per unit in the card's currency = (cost - rebate + inland and port + profit) / rate; None when data lack.

    Profit is a share of price or of cost as the policy says, never both.
    """
    rate = policy.rate(card.trade.currency)
    if card.private.cost_cny is None or rate is None or policy.profit is None:
        return None
    moving = Decimal(0)
    for code in ("inland", "export_clearance", "port"):
        charge = policy.find(code, "sea", None)
        if charge:
            amount = _charge_amount(charge, load_of(card, quantity))
            cny = None if amount is None else policy.convert(amount, charge.currency, "CNY")
            if cny is None:
                return None
            moving += cny / quantity
    base = (net_cost_cny(card, policy) + moving) * (1 + policy.agent_fee)
    full = base / (1 - policy.profit) if policy.profit_on == "price" else base * (1 + policy.profit)
    usable_rate = rate.cny * (1 - rate.buffer)
    return Money(full / usable_rate, card.trade.currency).rounded_up().amount


def net_cost_cny(card: Card, policy: PricePolicy) -> Decimal:
    """The cost of one unit in RMB less the refund of VAT; 0 where the card states none.

    The refund exists only on goods bought or made with VAT invoices, and only for those who export in their own
    name with refund or through an agent; it is cost / (1 + VAT) x rebate rate (State Taxation Administration's
    formula for trading exporters).
    """
    private = card.private
    cost = private.cost_cny or Decimal(0)
    if not (private.vat and private.rebate_rate and policy.export_mode in ("own", "agent")):
        return cost
    share = private.rebate_rate / 100 if private.rebate_rate > 1 else private.rebate_rate
    return cost - cost / (1 + VAT) * share


def net_back(card: Card, policy: PricePolicy, built: BuildUp) -> Decimal | None:
    """What one unit of this price leaves on the floor's own basis and currency; None when it cannot be computed."""
    basis = policy.floor_basis or card.trade.incoterm
    left = built.net_goods
    if basis != card.trade.incoterm and basis is not None and card.trade.incoterm is not None:
        load = load_of(card, built.quantity)
        for code in set(BEARS[card.trade.incoterm]) ^ set(BEARS[basis]):
            charge = policy.find(code, "sea", built.place)
            amount = None if charge is None else _charge_amount(charge, load)
            if charge is None or amount is None:
                return None
            converted = policy.convert(amount, charge.currency, built.currency)
            if converted is None:
                return None
            left += converted if code in BEARS[basis] else -converted
    back = policy.convert_back(left, built.currency, card.trade.currency)
    return None if back is None else back / built.quantity


# --- steps -------------------------------------------------------------------------------------------------------------


def _card_price(card: Card, policy: PricePolicy, quantity: int) -> tuple[Decimal, str, tuple[str, ...]]:
    tiers = sorted(card.trade.price_tiers, key=lambda tier: tier.start)
    moq = card.trade.moq if card.trade.moq is not None else (tiers[0].start if tiers else None)
    if not tiers:
        price = fob_from_cost(card, policy, quantity) if card.trade.incoterm in ("FOB", None) else None
        if price is None:
            raise Refused("price.none", sku=card.sku)
        return price, "cost", ()
    if moq is not None and quantity < moq:
        if policy.trial_surcharge is None:
            raise Refused("price.below_moq", sku=card.sku, moq=moq, unit=card.trade.unit)
        raised = Money(tiers[0].price * (1 + policy.trial_surcharge), card.trade.currency).rounded_up().amount
        return raised, "trial_surcharge", ("below_moq_surcharge",)
    price = card.trade.price_at(quantity)
    if price is None:
        raise Refused("price.below_moq", sku=card.sku, moq=tiers[0].start, unit=card.trade.unit)
    return price, "card", ()


def _converted(policy: PricePolicy, amount: Decimal, source: str, target: str) -> Decimal:
    result = policy.convert(amount, source, target)
    if result is None:
        raise Refused("price.no_rate", source=source, target=target)
    return result


def _steps(card: Card, policy: PricePolicy, wanted: Wanted, term: str | None, currency: str) -> list[PriceLine] | str:
    """The lines between the card's term and the wanted one, or the note that says what is missing."""
    basis = card.trade.incoterm
    if term is None or term == basis:
        return []
    if basis is None:
        return "basis_unknown"
    load = load_of(card, wanted.quantity)
    lines: list[PriceLine] = []
    for code in (
        *(c for c in BEARS[basis] if c not in BEARS[term]),
        *(c for c in BEARS[term] if c not in BEARS[basis]),
    ):
        if code == "insurance":
            continue
        line = _charge_line(policy, wanted, code, load, currency)
        if isinstance(line, str):
            return line
        sign = 1 if code in BEARS[term] else -1
        lines.append(PriceLine(line.code, line.amount * sign, line.source, line.valid_until))
    if "insurance" in BEARS[term] and "insurance" not in BEARS[basis] and policy.insurance_rate is None:
        return "insurance_missing"
    return lines


def _charge_line(policy: PricePolicy, wanted: Wanted, code: str, load: Load, currency: str) -> PriceLine | str:
    charge = policy.find(code, wanted.mode, wanted.place)
    if charge is None:
        return f"{code}_missing"
    if not charge.usable(wanted.today):
        return f"{code}_expired"
    if code == "duty" and not charge.forwarder:
        return "ddp_needs_forwarder"
    amount = _charge_amount(charge, load)
    converted = None if amount is None else policy.convert(amount, charge.currency, currency)
    if converted is None:
        return f"{code}_missing"
    return PriceLine(code, converted, charge.source, charge.valid_until)


def _charge_amount(charge: Charge, load: Load) -> Decimal | None:
    if charge.per == "shipment":
        return charge.amount
    if charge.per == "unit":
        return charge.amount * load.pieces
    if charge.per == "m3":
        return None if load.m3 is None else charge.amount * load.m3
    if charge.per == "kg":
        return None if load.gross_kg is None else charge.amount * load.gross_kg
    boxes = containers_for(load, charge.per)
    return None if boxes is None else charge.amount * boxes


def _finish(case: _Case, lines: list[PriceLine], notes: tuple[str, ...]) -> BuildUp:
    card, wanted, term = case.card, case.wanted, case.term
    before = sum((line.amount for line in lines), Decimal(0))
    insured = term is not None and "insurance" in BEARS[term] and "insurance" not in BEARS.get(card.trade.incoterm or "", ())
    share = INSURED_SHARE * (case.policy.insurance_rate or Decimal(0)) if insured else Decimal(0)
    exact = wanted.unit_price if wanted.unit_price is not None else before / (1 - share) / wanted.quantity
    unit_price = Money(exact, case.currency).rounded_up().amount
    total = unit_price * wanted.quantity
    if insured:
        lines = [*lines, PriceLine("insurance", total * share, f"110 % x {case.policy.insurance_rate}")]
    rest = total - sum((line.amount for line in lines), Decimal(0))
    if rest:
        lines = [*lines, PriceLine("rounding", rest, "owner" if wanted.unit_price is not None else "rounding")]
    limits = [line.valid_until for line in lines if line.valid_until is not None]
    return BuildUp(
        sku=card.sku,
        quantity=wanted.quantity,
        unit=card.trade.unit,
        currency=case.currency,
        incoterm=term,
        place=wanted.place if term != card.trade.incoterm else card.trade.port,
        lines=tuple(lines),
        unit_price=unit_price,
        total=total,
        valid_until=min([wanted.today + timedelta(days=case.policy.validity_days), *limits]),
        notes=notes,
    )


def _guard_floor(card: Card, policy: PricePolicy, built: BuildUp) -> None:
    """Raises Refused(price.below_floor): also when the way back to the floor's basis is unknown, or the price equals the cost."""
    private = card.private
    floors = [value for value in (private.floor, private.cost) if value is not None]
    if floors:
        left = net_back(card, policy, built)
        if left is None or left < max(floors) or left == private.cost:
            raise Refused("price.below_floor", sku=card.sku)
    if private.cost_cny is not None:  # stated for the goods as such, so it is compared on the card's own term
        cny = policy.convert_back(built.net_goods, built.currency, "CNY")
        if cny is not None and cny <= net_cost_cny(card, policy) * built.quantity:
            raise Refused("price.below_floor", sku=card.sku)
