"""Random policies and asks: no price below the floor or at cost, lines that sum, the same price in every language.

A slice here; `TENGQIAO_POLICIES=10000` (in `make faults`) runs them all.
"""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal

import pytest

from desktop.bootstrap import Words
from desktop.domain.bargaining import allowed_steps, counter
from desktop.domain.cards import Card, Private
from desktop.domain.errors import Refused
from desktop.domain.money import EXPONENT
from desktop.domain.price_policy import Concession, PricePolicy
from desktop.domain.pricing import BuildUp, Wanted, quote
from desktop.drafting.disguises import money_amounts
from desktop.drafting.replies.values import ReplyValues, Said, Sender
from desktop.language.locales import locale_info
from tests.faults.policies import BASKET, TODAY, Case, case, left_for_goods

SEEDS = int(os.environ.get("TENGQIAO_POLICIES", "1000"))
LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "ru", "ar", "ja", "ko", "vi", "id")


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


def quoted(item: Case) -> BuildUp | None:
    try:
        return quote(item.card, item.policy, item.wanted)
    except Refused as refused:
        _says_nothing_private(item, refused)
        return None


def _says_nothing_private(item: Case, refused: Refused) -> None:
    private = {str(number) for number in item.card.private.numbers() if number != number.to_integral_value()}
    assert not private & {str(value) for value in refused.fields.values()}


def test_every_price_nets_back_to_the_floor_and_sums_line_by_line() -> None:
    priced = 0
    for seed in range(SEEDS):
        item = case(seed)
        built = quoted(item)
        if built is None:
            continue
        priced += 1
        assert sum((line.amount for line in built.lines), Decimal(0)) == built.total == built.unit_price * built.quantity, seed
        assert all(line.source for line in built.lines), seed
        assert -int(built.unit_price.as_tuple().exponent) <= EXPONENT.get(built.currency, 2), seed
        private = item.card.private
        left = left_for_goods(item, built)
        if private.floor is not None or private.cost is not None:
            assert left is not None, seed
            assert left >= (private.floor or 0) - Decimal("1e-18"), seed
            assert left > (private.cost or 0), seed
        own = left_for_goods(replace(item, policy=replace(item.policy, floor_basis=None)), built)
        if private.cost_cny is not None and own is not None and (rate := item.policy.rate(item.card.trade.currency)):
            assert own * rate.cny > _net_cost(item) - Decimal("1e-18"), seed
    assert priced > SEEDS // 10


def _net_cost(item: Case) -> Decimal:
    """The cost in RMB less the refund of VAT, for those who have one."""
    private = item.card.private
    assert private.cost_cny is not None
    if not (private.vat and private.rebate_rate and item.policy.export_mode in ("own", "agent")):
        return private.cost_cny
    return private.cost_cny - private.cost_cny / Decimal("1.13") * private.rebate_rate


def test_a_price_is_the_same_in_every_language(words: Words) -> None:
    readers = {language: (locale_info(language), words.glossaries(language)) for language in LANGUAGES}
    for seed in range(SEEDS):
        built = quoted(case(seed))
        if built is None:
            continue
        for language, reader in readers.items():
            values = ReplyValues(None, Said(price=built), Sender(), reader)
            for slot, amount in (("unit_price", built.unit_price), ("amount", built.total)):
                text = values(slot)
                assert text is not None
                read = [(value, currency) for _start, _end, values_, currency in money_amounts(text) for value in values_]
                assert (amount, built.currency) in read, (seed, language, text, amount)


def _rounds(card: Card, policy: PricePolicy, wanted: Wanted, target: Decimal) -> list[object]:
    """Six rounds in which the buyer never moves."""
    try:
        return [counter(card, policy, wanted, target, given) for given in range(6)]
    except Refused as refused:
        return [refused.code]


def test_six_rounds_of_bargaining_tell_nothing_of_the_floor() -> None:
    """Whatever lies behind, a buyer sees one of two things: all of the owner's public steps, or none of them."""
    conceded = 0
    for seed in range(SEEDS // 10):
        item = case(seed)
        plain = replace(item.card, private=Private())
        wanted = replace(item.wanted, unit_price=None)
        target = Decimal("0.01")
        free = _rounds(plain, item.policy, wanted, target)
        holding = _rounds(plain, replace(item.policy, concessions=()), wanted, target)
        seen = []
        for floor in range(1, 14):
            card = replace(plain, private=Private(floor=Decimal(floor) * Decimal("0.77")))
            rounds = _rounds(card, item.policy, wanted, target)
            if rounds != ["price.below_floor"]:
                assert rounds in (free, holding), seed
                seen.append(rounds)
        assert len({str(rounds[:2]) for rounds in seen}) <= 2
        conceded += any(getattr(step, "kind", "") == "concede" for rounds in seen for step in rounds)
    assert conceded


def test_asking_at_several_quantities_tells_nothing_of_the_floor_either() -> None:
    """With every floor the steps are there for all quantities of the price list, or for none."""
    seen = set()
    for cents in range(100, 480):
        card = replace(BASKET, private=Private(floor=Decimal(cents) / 100))
        policy = PricePolicy(concessions=(Concession(Decimal("0.02"), "payment"), Concession(Decimal("0.03"), "time")))
        shown = []
        for quantity in (200, 500, 999, 1000, 5000):
            try:
                shown.append(bool(allowed_steps(card, policy, Wanted(quantity, TODAY))))
            except Refused:
                shown.append(False)
        assert len(set(shown)) == 1, cents
        seen.add(shown[0])
    assert seen == {True, False}
