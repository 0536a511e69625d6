"""Prices in an owner's paragraph: tiers, a single price, and what is private. RMB and cost never become prices for buyers."""

from __future__ import annotations

import re
from decimal import Decimal

from desktop.drafting.intake_numbers import COUNTERS, WHOLE_UNITS, C, M, N, Q, S, money, number, price_text
from desktop.drafting.intake_page import BREAK, Page

_TO = rf"(?:\s?[-~到至]\s?{N}\s?(?:{C})?)?"

_PRIVATE = re.compile(
    rf"(?P<what>(?:出厂|生产|综合)?成本价?|本钱|进价|底价|保底价?|保本价?|最低(?:价|能|可以|可|要|卖|做|到|给|不)*(?:低于)?|(?:底价)?不能低于|(?:底价)?不低于){S}(?:价)?{S}{M}"
)

_SECRET = re.compile(r"成本|本钱|进价|底价|保底|保本|低于|最低(?!起|订)")

_TIER = re.compile(
    rf"(?P<q>{Q}){_TO}\s?(?:(?P<c>(?!块){C})(?:及以上|以上|以内|起订|起|的|一档|是|卖)*\s?[:：]?|(?:及以上|以上|起订|起)+\s?[:：]?|\s?[:：])\s?{M}(?:(?:一|/|每){C})?"
)

_TIER_BARE = re.compile(rf"(?P<q>{Q}){_TO}\s?(?P<c>{C})(?:及以上|以上|起|的|是|卖)*\s?[:：]?\s?(?P<p>\d+\.\d{{1,3}})(?=[{BREAK}\s]|$)")

_PRICE = re.compile(
    rf"(?:fob|exw|cif|离岸|出厂)?(?:价格|单价|卖价|售价|报价|价|卖|美金价)?{S}(?:一|每|1)?(?P<per>打|套|双|个|件|条|只)?{S}{M}(?:(?:一|/|每)(?P<per2>{C}))?(?:fob)?"
)


def read_private(page: Page) -> None:
    """Cost and floor, to the private part only."""
    for match in page.each(_PRIVATE):
        found = money(match)
        bottom = not match["what"].startswith(("成本", "进价", "出厂", "生产", "综合", "本钱"))
        if found is None:
            continue
        value, currency = found
        if not currency:
            if "最低" in match["what"]:
                continue  # "最低200" may be a quantity
            page.ask(
                "private.cost", f"“{page.text[match.start() : match.end()]}”是人民币还是美元？", match[0], _money_choices(value, bottom)
            )
            page.claim(*match.span())
        elif currency == "CNY":
            if bottom:
                page.ask("private.floor", f"底价是 {price_text(value)} 元人民币，折成美元是多少？", match[0])
                page.claim(*match.span())
            else:
                page.say("private.cost_cny", price_text(value), match)
        else:
            page.say("private.floor" if bottom else "private.cost", price_text(value), match)


def _money_choices(value: Decimal, bottom: bool) -> tuple[tuple[str, str, str], ...]:
    text = price_text(value)
    dollars = ("美元", "private.floor" if bottom else "private.cost", text)
    return (dollars,) if bottom else (("人民币", "private.cost_cny", text), dollars)


def pieces(page: Page, written: str, counter: str | None) -> int | None:
    """A quantity in pieces; a dozen is twelve. A set, pair or roll becomes the trade unit."""
    value = number(written)
    if value is None:
        return None
    unit = COUNTERS.get(counter or "", "piece")
    if unit in WHOLE_UNITS:
        page.facts.setdefault("trade.unit", unit)
    value *= 12 if unit == "dozen" else 1
    return int(value) if value == value.to_integral_value() and 0 < value < 10**9 else None


def put_row(page: Page, key: str, rows: list[dict[str, object]], match: re.Match[str]) -> None:
    """Replace the rows of a table kept under a short name, claiming the words of the newest."""
    page.facts.pop(key, None)
    page.say(key, rows, match)


def read_tiers(page: Page) -> None:
    """Prices with the quantity from which they count."""
    for match in page.each(_TIER):
        found = money(match)
        if found is None or not found[1] or number(match["q"]) == 1 or _secret(page, match):
            continue
        amount = pieces(page, match["q"], match["c"])
        if amount is None:
            continue
        if found[1] == "CNY":
            _ask_rmb(page, found[0], match)
            continue
        page.facts.setdefault("trade.currency", found[1])
        if page.facts["trade.currency"] != found[1]:
            continue
        put_row(page, "tiers", [*page.facts.get("tiers", []), {"from": amount, "price": price_text(found[0])}], match)
        if "起订" in match[0] and "trade.moq" not in page.facts:
            page.keep("trade.moq", amount, match.start(), match.end("c") if match["c"] else match.end("q"))


def read_bare_tiers(page: Page) -> None:
    """ "5000个0.6" behind a price that named its currency."""
    for match in page.each(_TIER_BARE):
        if not ({"tiers", "price"} & page.facts.keys()) or _secret(page, match):
            continue
        amount = pieces(page, match["q"], match["c"])
        if amount:
            put_row(page, "tiers", [*page.facts.get("tiers", []), {"from": amount, "price": price_text(Decimal(match["p"]))}], match)


def _secret(page: Page, match: re.Match[str]) -> bool:
    """Whether the clause speaks of cost or floor: such a number never becomes public, it is asked about."""
    before = page.clause(match.start(), match.start()).partition(match[0])[0]
    if not _SECRET.search(before) and not _SECRET.search(match[0]):
        return False
    page.ask("private.floor", f"“{before}{match[0]}”是底价还是卖价？", match[0])
    return True


def _ask_rmb(page: Page, value: Decimal, match: re.Match[str]) -> None:
    text = price_text(value)
    choices = (("这是成本", "private.cost_cny", text), ("这是卖价，我再写美元价", "", None))
    page.ask(
        "trade.price_tiers", f"“{page.text[match.start() : match.end()].strip()}”是人民币：是成本，还是卖给客户的价？", match[0], choices
    )
    page.claim(*match.span())


def read_single_price(page: Page) -> None:
    """A price without a quantity; `price` waits for the MOQ."""
    for match in page.each(_PRICE):
        found = money(match)
        if found is None or not found[1] or _secret(page, match):
            continue
        per = COUNTERS.get(match["per2"] or match["per"] or "", "piece")
        if found[1] == "CNY":
            _ask_rmb(page, found[0], match)
        elif "price" in page.facts or not _fits_tiers(page, found[1]):
            page.ask("trade.price_tiers", f"“{page.text[match.start() : match.end()].strip()}”是多少个起的价？", match[0])
            page.claim(*match.span())
        else:
            page.facts.setdefault("trade.currency", found[1])
            if per in WHOLE_UNITS or per == "dozen":
                page.facts["trade.unit"] = per
            page.say("price", price_text(found[0]), match)


def _fits_tiers(page: Page, currency: str) -> bool:
    """Whether a price without a quantity can stand beside the tiers: same currency, and from an MOQ below them."""
    if page.facts.get("trade.currency", currency) != currency:
        return False
    moq, tiers = page.facts.get("trade.moq"), page.facts.get("tiers", [])
    return not tiers or (moq is not None and all(moq < row["from"] for row in tiers))
