"""The owner's price settings as a form: exchange rates with their day, costs on the way to the ship, profit, steps down.

Kept as the price policy of `domain/price_policy.py`; percentages are typed as people say them (15 is 15 %).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput, Refused
from desktop.domain.price_policy import MAX_CONCESSIONS, PricePolicy, policy_from_json, policy_to_json
from desktop.domain.pricing import fob_from_cost
from desktop.i18n import N_, _
from desktop.services.card_form import Field
from desktop.services.cards import Cards
from desktop.services.owner import Owner
from desktop.services.settings import Settings

CURRENCIES = ("USD", "EUR", "GBP", "JPY")
EXAMPLES = 3
EXPORT_MODES = {
    "own": N_("own export, with tax refund"),
    "agent": N_("through an agent, refund to us"),
    "trading": N_("sold to a trading company"),
    "small_taxpayer": N_("small taxpayer, no refund"),
}
PROFIT_ON = {"price": N_("of the price"), "cost": N_("of the cost")}
IN_EXCHANGE = {
    "quantity": N_("half as many again"),
    "payment": N_("all paid before production"),
    "time": N_("a longer lead time"),
}
_STEPS = (
    (N_("First step down (%)"), N_("for the first step, the buyer gives")),
    (N_("Second step down (%)"), N_("for the second step, the buyer gives")),
)
_DAYS = {"validity_days": N_("A quote is valid for (days)"), "rate_days": N_("An exchange rate is good for (days)")}
_MAX_STEP = Decimal("0.2")
_CHARGES = {"inland": N_("Inland freight to the port"), "export_clearance": N_("Export clearance"), "port": N_("Port charges")}
_SHARES = {
    "profit": N_("Profit (%)"),
    "agent_fee": N_("Agent's fee (%)"),
    "insurance_rate": N_("Insurance (%)"),
    "trial_surcharge": N_("Surcharge below the MOQ (%)"),
}
_MAX_SHARE = {"insurance_rate": Decimal("0.1"), "agent_fee": Decimal("0.3"), "trial_surcharge": Decimal(2), "profit": Decimal("0.9")}


@dataclass(frozen=True)
class PriceExample:
    """What a product would cost by these settings: its name, and the price in words or why there is none."""

    name: str
    words: str
    good: bool


class Prices:
    """The verbs on the price settings. Private: shown to the owner (behind his PIN, if he has one), never sent anywhere."""

    def __init__(self, settings: Settings, cards: Cards, owner: Owner, today: Callable[[], date] = date.today) -> None:
        self._settings, self._cards, self._owner, self._today = settings, cards, owner, today

    def policy(self) -> PricePolicy:
        """The policy as kept."""
        given = self._settings.get("price_policy")
        return policy_from_json(given) if given else PricePolicy()

    def sections(self) -> list[tuple[str, tuple[Field, ...]]]:
        """The form: titles and labels are English texts to be translated when shown; none while the owner's PIN closes it."""
        if self._owner.locked:
            return []
        policy = self.policy()
        modes = tuple(_(words) for words in EXPORT_MODES.values())
        bases = tuple(_(words) for words in PROFIT_ON.values())
        return [
            (
                N_("How you export and earn"),
                (
                    Field("export_mode", N_("How you export"), _(EXPORT_MODES[policy.export_mode]), choices=modes),
                    self._share(policy, "profit", "15"),
                    Field("profit_on", N_("Profit is a share"), _(PROFIT_ON[policy.profit_on]), choices=bases),
                    self._share(policy, "agent_fee", "1.5"),
                ),
            ),
            (
                N_("Exchange rates (RMB for one)"),
                (*(self._rate_field(policy, code) for code in CURRENCIES), self._buffer(policy), self._days(policy, "rate_days", "14")),
            ),
            (
                N_("Costs on the way to the ship (RMB per shipment)"),
                (
                    *(self._charge_field(policy, code) for code in _CHARGES),
                    self._share(policy, "insurance_rate", "0.3"),
                    self._share(policy, "trial_surcharge", "20"),
                ),
            ),
            (N_("Quotes"), (self._days(policy, "validity_days", "15"),)),
            (
                N_("When a buyer bargains (never down to a floor price)"),
                tuple(field for step in range(MAX_CONCESSIONS) for field in self._step(policy, step)),
            ),
        ]

    def rate_notes(self) -> list[str]:
        """What to look at: rates that are older than the owner lets them be, in the window's words."""
        policy, notes = self.policy(), []
        for code in CURRENCIES:
            rate = policy.rate(code)
            if rate is not None and (self._today() - rate.stated).days > policy.rate_days:
                notes.append(_("The rate of {currency} is of {day}: please look it up again.", currency=code, day=rate.stated))
        return notes

    def write(self, path: str, text: str) -> Changes:
        """Keep one field as typed; "" takes it out. Raises BadInput, Refused(owner.locked) and changes nothing when it does not fit."""
        self._owner.require()
        data, text = policy_to_json(self.policy()), text.strip().removesuffix("%").strip()
        if path in _SHARES:
            data[path] = _percent(text, _MAX_SHARE[path]) if text else None
            if path == "agent_fee" and not text:
                data[path] = "0"
        elif path == "export_mode":
            data[path] = _code(EXPORT_MODES, text)
        elif path == "profit_on":
            data[path] = _code(PROFIT_ON, text)
        elif path in _DAYS:
            data[path] = _whole(text)
        elif path.startswith("step."):
            data["concessions"] = self._steps(data["concessions"], path.removeprefix("step."), text)
        elif path == "buffer":
            share = _percent(text or "0", Decimal("0.2"))
            if not data["rates"]:
                raise BadInput("form.not_understood", value=text[:40], hint=_("state a rate first"))
            data["rates"] = [row | {"buffer": share} for row in data["rates"]]
        elif path.startswith("rate."):
            data["rates"] = self._rates(data["rates"], path.removeprefix("rate."), text)
        else:
            data["charges"] = self._charges(data["charges"], path.removeprefix("charge."), text)
        policy = policy_from_json({key: value for key, value in data.items() if value is not None})
        return self._settings.put("price_policy", policy_to_json(policy))

    def examples(self) -> list[PriceExample]:
        """What the first products with a cost in RMB would cost FOB by these settings, beside what their cards ask."""
        policy, found = self.policy(), []
        if self._owner.locked:
            return []
        for view in self._cards.all():
            card = view.card
            if card.private.cost_cny is None or not card.trade.price_tiers:
                continue
            tier = card.trade.price_tiers[0]
            name = card.name.get("zh") or card.sku
            try:
                price = fob_from_cost(card, policy, tier.start)
            except Refused:
                price = None
            code = card.trade.currency
            if price is None:
                words = _("Profit and the rate of {currency} are needed first.", currency=code)
            else:
                asked = tier.price
                words = _(
                    "FOB {currency} {price} each for {n}; the card asks {asked}", currency=code, price=price, n=tier.start, asked=asked
                )
            found.append(PriceExample(name, words, price is not None and price <= tier.price))
        return found[:EXAMPLES]

    # --- inside --------------------------------------------------------------------------------------------------

    @staticmethod
    def _share(policy: PricePolicy, key: str, example: str) -> Field:
        value: Decimal | None = getattr(policy, key)
        return Field(key, _SHARES[key], _plain(value * 100) if value else "", example)

    @staticmethod
    def _rate_field(policy: PricePolicy, code: str) -> Field:
        rate = policy.rate(code)
        example = {"USD": "7.12", "EUR": "8.20", "GBP": "9.50", "JPY": "0.048"}[code]
        label = _("{currency}, stated {day}", currency=code, day=rate.stated) if rate else code
        return Field(f"rate.{code}", label, _plain(rate.cny) if rate else "", example)

    @staticmethod
    def _days(policy: PricePolicy, key: str, example: str) -> Field:
        return Field(key, _DAYS[key], str(getattr(policy, key)), example)

    @staticmethod
    def _step(policy: PricePolicy, step: int) -> tuple[Field, Field]:
        """The share and what it is given for; without a share the second stands empty."""
        stated = policy.concessions[step] if step < len(policy.concessions) else None
        share, given = _STEPS[step]
        choices = tuple(_(words) for words in IN_EXCHANGE.values())
        return (
            Field(f"step.{step}.percent", share, _plain(stated.percent * 100) if stated else "", "3"),
            Field(f"step.{step}.in_exchange", given, _(IN_EXCHANGE[stated.in_exchange]) if stated else "", choices=choices),
        )

    @staticmethod
    def _buffer(policy: PricePolicy) -> Field:
        share = max((item.buffer for item in policy.rates), default=Decimal(0))
        return Field("buffer", N_("Kept for moves of the rate (%)"), _plain(share * 100) if share else "", "2")

    @staticmethod
    def _charge_field(policy: PricePolicy, code: str) -> Field:
        charge = policy.find(code, "sea", None)
        fits = charge is not None and charge.currency == "CNY" and charge.per == "shipment"
        return Field(f"charge.{code}", _CHARGES[code], _plain(charge.amount) if charge and fits else "", "800")

    def _rates(self, rows: list[dict[str, Any]], code: str, text: str) -> list[dict[str, Any]]:
        kept = [row for row in rows if row["currency"] != code]
        buffer = max((row.get("buffer", "0") for row in rows), default="0", key=Decimal)
        if not text:
            return kept
        return [*kept, {"currency": code, "cny": _number(text), "stated": self._today().isoformat(), "buffer": buffer, "source": "owner"}]

    @staticmethod
    def _steps(rows: list[dict[str, Any]], path: str, text: str) -> list[dict[str, Any]]:
        """The steps with one of them changed: they are stated in order, and taken out from the last."""
        number, _dot, key = path.partition(".")
        step = int(number)
        if step > len(rows) or (key == "in_exchange" and step == len(rows)):
            raise BadInput("policy.step_before")
        if key == "percent" and text in ("", "0"):
            if step + 1 < len(rows):
                raise BadInput("policy.step_behind")
            return rows[:step]
        before = rows[step] if step < len(rows) else {"in_exchange": next(iter(IN_EXCHANGE))}
        new = {key: _percent(text, _MAX_STEP)} if key == "percent" else {key: _code(IN_EXCHANGE, text)}
        return [*rows[:step], before | new, *rows[step + 1 :]]

    def _charges(self, rows: list[dict[str, Any]], code: str, text: str) -> list[dict[str, Any]]:
        kept = [row for row in rows if row["code"] != code or row.get("place")]
        if not text:
            return kept
        new = {"code": code, "amount": _number(text), "currency": "CNY", "per": "shipment", "source": "owner"}
        return [*kept, new | {"stated": self._today().isoformat()}]


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(text: str) -> str:
    try:
        value = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or not 0 < value < 10_000_000:
        raise BadInput("form.not_understood", value=text[:40], hint="7.12")
    return _plain(value)


def _percent(text: str, limit: Decimal) -> str:
    try:
        share = Decimal(text) / 100
    except InvalidOperation:
        share = Decimal(-1)
    if not share.is_finite() or not 0 <= share <= limit:
        raise BadInput("form.not_understood", value=text[:40], hint=f"0 - {_plain(limit * 100)}")
    return _plain(share)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 365):
        raise BadInput("form.not_understood", value=text[:40], hint="15")
    return int(text)


def _code(words: dict[str, str], text: str) -> str:
    for code, shown in words.items():
        if text in (code, _(shown)):
            return code
    raise BadInput("form.not_understood", value=text[:40], hint=_(next(iter(words.values()))))
