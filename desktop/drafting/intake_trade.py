"""Trade terms in an owner's paragraph: prices by quantity, MOQ, lead time, samples, own logo, payment, port, private prices.

A price in RMB never becomes a USD tier: it may be the cost, so it is asked. Order matters: the narrow rules go first.
"""

from __future__ import annotations

import re
from functools import lru_cache

from desktop.domain.ports import port_codes
from desktop.drafting.intake_numbers import (
    DAYS,
    M_FREE,
    C,
    N,
    Q,
    S,
    days,
    money,
    number,
    price_text,
    whole,
)
from desktop.drafting.intake_page import BREAK, Page
from desktop.drafting.intake_prices import pieces, put_row, read_bare_tiers, read_private, read_single_price, read_tiers

_GAP = rf"[^{BREAK}\d]"
_SAMPLE = re.compile(rf"(?:打样|打板|样品|样板|寄样|拿样)(?:费用|费|单价|价)?{S}(?:收|一个|每个)?{S}{M_FREE}(?:一个|每个|/个|/pc)?")
_SAMPLE_FREE = re.compile(r"(?:免费(?:打样|提供样品|样品|寄样)|(?:打样|样品费?|打板)(?:是|都)?免费)")
_SAMPLE_DAYS = re.compile(
    rf"(?:(?:打样|打板|样品|出样|样板)(?:时间|周期|期|费)?{S}{DAYS}|{DAYS.replace('d1', 'x1').replace('d2', 'x2').replace('<du>', '<xu>')}(?:可以|能|内)?(?:出样|打样|寄样|做样品?|打好样|出样品))"
)
_SAMPLE_NEXT = re.compile(rf"[,，、\s]{{0,2}}{DAYS}(?!\s?(?:交|出货|发货|大货|做好|完成|质保))(?:出样|打样|做好|左右)?")
_REFUND = re.compile(
    rf"(?:样品费|打样费|样费|费用)?{_GAP}{{0,6}}?(?P<no>不能|不可以|不)?(?:可退|退还|返还|抵扣|抵货款|抵大货款?|退回|可以退|退样品?费|下单退|全退|退)(?:的|样品费|给客户|客户|货款)*"
)
_LOGO = re.compile(
    rf"(?:可以|可|能|支持|接受)?(?:免费)?(?:印|打|做|加|定制|激光|贴|丝印)?(?:客户|客人)?(?:的|自己的)?(?:logo|商标|标志|lougo)(?:{_GAP}{{0,6}}?{S}(?P<q>{N})\s?(?:{C}(?:起订|起做|起印|起|以上)?|(?:起订|起做|起印|起|以上))(?:可以印|可印|才印|印)?|(?:可以)?(?:定制|印))?"
)
_LOGO_BEFORE = re.compile(
    rf"(?P<q>{Q})\s?(?:{C})?(?:(?:起|以上)(?:可以|可|才能|能|才)?|可以|可|才能|能)(?:免费)?(?:印|打|做|加)(?:客户的?)?(?:logo|商标)"
)
_CUSTOM = re.compile(
    rf"(?P<what>颜色|尺寸|大小|包装|彩盒|款式|插头|图案)(?:也|都)?(?:可以|可|能|支持)(?:定制|定做|订做|改|换)(?:[,，]?\s?(?P<q>{N})\s?{C}(?:起订|起做|起|以上)|的)?"
)
_CUSTOM_BEFORE = re.compile(
    rf"(?:可以?|能|支持)(?:定制|定做|订做|改|换)(?P<what>颜色|尺寸|大小|包装|款式|插头|图案)(?:[,，]?\s?(?P<q>{N})\s?{C}(?:起订|起做|起|以上))?"
)
_CUSTOM_KEYS = {
    "颜色": "colour",
    "尺寸": "size",
    "大小": "size",
    "包装": "packaging",
    "彩盒": "packaging",
    "款式": "style",
    "插头": "plug",
    "图案": "pattern",
}
_MOQ = re.compile(
    rf"(?:(?:最低|最小|最少)?(?:起订|起批|起做|订货)(?:量|数量|数)?|moq|最少(?:要|做|订|下)?|最低订){S}(?P<q>{N})\s?(?P<c>{C})?(?:起订|起)?"
)
_MOQ_AFTER = re.compile(rf"(?P<q>{Q})\s?(?P<c>{C})?(?:起订|起批|起做|起卖|起发货?|才做|可以起订|开始做)")
_MOQ_BARE = re.compile(rf"(?P<q>{Q})\s?(?P<c>{C})起(?=[{BREAK}\s]|$)")
_LEAD_QTY = re.compile(
    rf"(?P<q>{Q})\s?(?:{C}(?:以内|以下|之内|内|的)?|以内|以下|之内){S}(?:交期)?{S}{DAYS}(?:左右|内)?(?:交货|出货|发货|做好|完成|能交|交)?"
)
_LEAD = re.compile(rf"(?:大货)?(?:交货期|交期|货期|生产周期|工期|交货|出货|发货|大货)(?:时间|周期)?(?:要|需要|一般)?{S}{DAYS}(?:左右|内)?")
_LEAD_AFTER = re.compile(rf"{DAYS}(?:左右|内|以内)?(?:就?可以|就?能|之内)?(?:交货|出货|发货|做好|完成|交期|能交|做完|搞定|交)(?:的)?")
_DEPOSIT = re.compile(
    r"(?:(?P<a>\d{1,2})%\s?(?:定金|订金|预付款?)|(?:定金|订金|预付款?|预付)[\s:：是要]{0,2}(?P<b>\d{1,2})%|(?P<h>[一二三四五六七八九])成(?:定金|订金|预付)|(?:定金|订金|预付款?)(?P<h2>[一二三四五六七八九])成)(?:[,，、\s]?(?:余款|尾款|剩下的?|(?:\d{1,2}%|[一二三四五六七八九]成)(?:的)?(?:尾款|余款)?)(?:款)?(?P<when>[^,，。;；\n\d]{0,16}))?"
)
_TT = re.compile(r"t\s?/?\s?t\s?(?P<a>\d{1,2})\s?%?\s?[/:：]\s?(?P<b>\d{1,2})%?(?P<when>\s?[^,，。;；\n\d]{0,12})?")
_LC = re.compile(r"(?:即期信用证|信用证|l/c(?: at sight)?|lc)")
_TERM = re.compile(r"(?P<t>exw|fca|fas|fob|cfr|cif|cpt|cip|dap|dpu|ddp)(?![a-z])")
_WARRANTY = re.compile(
    rf"(?:质保期?|保修期?|保用|保质){S}(?P<q>{N})\s?(?P<u>年半|年|个月|月)(?P<half>半)?|(?P<q2>{N})\s?(?P<u2>年|个月)(?:质保|保修)"
)


def read_trade(page: Page, unit: str) -> None:
    """All trade terms of the page, written onto it; `unit` is what one piece is called when the text says nothing."""
    for rule in (
        read_private,
        _samples,
        _customisation,
        _warranty,
        _payment,
        _lead_by_quantity,
        _stated_moq,
        read_tiers,
        _moq,
        _lead,
        _terms_of_sale,
        read_single_price,
        read_bare_tiers,
    ):
        rule(page)
    page.facts.setdefault("trade.unit", unit)
    _join(page)


def _samples(page: Page) -> None:
    for match in page.each(_SAMPLE):
        found = money(match)
        if found is None or (not found[1] and _DAY_AFTER.match(page.rest, match.end())):
            continue
        if found[1] == "USD":
            page.say("trade.samples.price", price_text(found[0]), match)
        else:
            page.ask("trade.samples.price", f"样品费“{price_text(found[0])}{'元' if found[1] else ''}”折成美元是多少？", match[0])
            page.claim(*match.span())
        after = _SAMPLE_NEXT.match(page.rest, match.end())
        if after and (known := days(after)):
            page.say("trade.samples.days", known[0], after)
    for match in page.each(_SAMPLE_FREE):
        page.say("trade.samples.price", "0.00", match)
    for match in page.each(_SAMPLE_DAYS):
        value = whole(match["d2"] or match["d1"] or match["x2"] or match["x1"])
        unit = match["du"] or match["xu"]
        if value is not None:
            factor = 7 if "周" in unit or "星期" in unit or "礼拜" in unit else 30 if "月" in unit else 1
            page.say("trade.samples.days", value * factor, match)
    if "样" in page.plain:
        for match in page.each(_REFUND):
            if "样" in page.plain[max(0, match.start() - 14) : match.end()]:
                page.say("trade.samples.refundable", not match["no"], match)


_DAY_AFTER = re.compile(r"\s?(?:天|日|周|个?工作日|个?星期|[-~到至]\s?\d)")


def _customisation(page: Page) -> None:
    for pattern in (_LOGO_BEFORE, _LOGO):
        for match in page.each(pattern):
            amount = whole(match["q"]) if match["q"] else None
            page.say("trade.customisation.logo", {"moq": amount} if amount else {}, match)
    for pattern in (_CUSTOM, _CUSTOM_BEFORE):
        for match in page.each(pattern):
            amount = whole(match["q"]) if match["q"] else None
            page.say(f"trade.customisation.{_CUSTOM_KEYS[match['what']]}", {"moq": amount} if amount else {}, match)


def _warranty(page: Page) -> None:
    for match in page.each(_WARRANTY):
        value = number(match["q"] or match["q2"])
        unit = match["u"] or match["u2"]
        if value is None:
            continue
        if unit.startswith("年"):
            value = value * 12 + (6 if unit == "年半" or match["half"] else 0)
        if value == value.to_integral_value():
            page.say("trade.warranty.months", int(value), match)


def _payment(page: Page) -> None:
    terms: list[str] = []
    for pattern in (_TT, _DEPOSIT):
        for match in page.each(pattern):
            groups = match.groupdict()
            first = int(groups.get("a") or groups.get("b") or 0) if pattern is _TT else 0
            if pattern is _DEPOSIT:
                first = int(match["a"] or match["b"] or (number(match["h"] or match["h2"]) or 0) * 10)
            elif first + int(match["b"]) != 100:
                continue
            first = int(match["a"]) if pattern is _TT else first
            bill = "提单" in (match["when"] or "") or "b/l" in (match["when"] or "")
            term = f"T/T {first}/{100 - first}" + (" against B/L copy" if bill else "")
            terms.append(term)
            page.say("trade.payment", [term], match)
    for match in page.each(_LC):
        page.say("trade.payment", ["L/C at sight"], match)


def _lead_by_quantity(page: Page) -> None:
    for match in page.each(_LEAD_QTY):
        known, amount = days(match), whole(match["q"])
        if known and amount and amount > 20:
            rows = [*page.facts.get("lead", []), {"up_to": amount, "days": known[0]} | ({"days_kind": "working"} if known[1] else {})]
            put_row(page, "lead", rows, match)
            _range_doubt(page, known, match)


def _range_doubt(page: Page, known: tuple[int, bool, bool], match: re.Match[str]) -> None:
    if known[2]:
        page.ask("trade.lead_time", f"“{match[0]}”先按最长的 {known[0]} 天写，对吗？", match[0])


def _stated_moq(page: Page) -> None:
    _moq(page, (_MOQ,))


def _moq(page: Page, patterns: tuple[re.Pattern[str], ...] = (_MOQ_AFTER, _MOQ_BARE)) -> None:
    for pattern in patterns:
        for match in page.each(pattern):
            amount = pieces(page, match["q"], match["c"])
            if amount is not None:
                page.say("trade.moq", amount, match)


def _lead(page: Page) -> None:
    for pattern in (_LEAD, _LEAD_AFTER):
        for match in page.each(pattern):
            if (known := days(match)) and "lead" not in page.facts:
                row: dict[str, object] = {"days": known[0]} | ({"days_kind": "working"} if known[1] else {})
                page.say("lead", [row], match)
                _range_doubt(page, known, match)


@lru_cache(maxsize=1)
def _port_cues() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """(name, code, pattern) of every port, longest name first."""
    ports = port_codes()
    return tuple(
        (
            name,
            ports[name],
            re.compile(
                rf"(?:(?:fob|cif|cfr|fca|从|在|到|港口|起运港|装货港)[\s是:：]{{0,3}}{name}港?|{name}(?:港|出货|走货|出口|走|出)|(?<=[{BREAK}\s]){name}(?=[{BREAK}\s]|$))(?:口)?(?:出货|出口|走货|发货|出|走|装柜)?"
            ),
        )
        for name in sorted(ports, key=len, reverse=True)
    )


def _terms_of_sale(page: Page) -> None:
    for name, code, cue in _port_cues():
        if name not in page.plain:
            continue
        for match in page.each(cue):
            term = _TERM.match(page.rest, match.start())
            if term:
                page.say("trade.incoterm", term["t"].upper(), term)
            page.say("trade.port", code, match)
            if term:
                page.found[-1] = page.found[-1].__class__(
                    "trade.port", code, page.text[term.end() : match.end()].strip(), term.end(), match.end()
                )
    for match in page.each(_TERM):
        page.say("trade.incoterm", match["t"].upper(), match)


def _join(page: Page) -> None:
    """Rows that need a quantity get the stated one; what is not stated is asked."""
    facts = page.facts
    moq = facts.get("trade.moq")
    if facts.get("trade.unit") == "dozen" and isinstance(moq, int):
        facts["trade.moq"] = moq = max(1, moq // 12) if moq % 12 == 0 else moq
    if price := facts.pop("price", None):
        if moq is not None:
            facts["tiers"] = [{"from": moq, "price": price}, *facts.get("tiers", [])]
        else:
            page.ask("trade.price_tiers", f"{price} {_CURRENCY_NAMES.get(facts.get('trade.currency', ''), '')}是多少个起的价？", price)
    lead = facts.pop("lead", None)
    if lead and "up_to" not in lead[0]:
        page.ask("trade.lead_time", f"{lead[0]['days']} 天最多能做多少个？", str(lead[0]["days"]))
        lead = [{"up_to": moq, **lead[0]}] if moq is not None else None
    if lead:
        facts["trade.lead_time"] = sorted(lead, key=lambda row: row["up_to"])
    if tiers := facts.pop("tiers", None):
        facts["trade.price_tiers"] = sorted(tiers, key=lambda row: row["from"])
    _rename(page, {"tiers": "trade.price_tiers", "price": "trade.price_tiers", "lead": "trade.lead_time"})


_CURRENCY_NAMES = {"USD": "美元", "EUR": "欧元", "GBP": "英镑"}


def _rename(page: Page, names: dict[str, str]) -> None:
    page.found = [
        item.__class__(names[item.path], _last(item.value), item.text, item.start, item.end) if item.path in names else item
        for item in page.found
    ]


def _last(value: object) -> object:
    return value[-1] if isinstance(value, list) else value
