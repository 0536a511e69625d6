"""The last door before anything leaves (promise 3): sending, copying, printing, PDF, whatever wrote the text.

It stops private numbers in any writing, prices that were never quoted, prices below the floor or at cost, promises
that only the owner may make, and bank details that are not the factory's own. A private number that equals a public
fact is judged by its money context. Nothing it says repeats a private number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from desktop.domain.card_json import card_to_json
from desktop.domain.cards import Card
from desktop.domain.factory import BankAccount
from desktop.domain.listings import Finding
from desktop.drafting.disguises import LANGUAGES, MONEY_SIGNS, MONEY_WORDS, disguises, money_amounts, spoken_numbers
from desktop.drafting.promises import bank_details, promises
from desktop.i18n import _
from desktop.language.normalise import fold
from desktop.language.units import dimension, unit_words

HIDDEN = "•••"


@dataclass(frozen=True)
class Guard:
    """What this text may say. `quoted`: (amount, currency) that were computed for this buyer, or that he named himself.

    `approved` are sentences of the phrasebook as they were filled (their wording was approved by people once), `promised` are the
    owner's own promises from the promise panel, `banks` the factory's stored accounts. `cards` are those that the thread is
    about; private numbers of `others` count only beside a word of money. `public` are numbers that the text was asked to state.
    """

    cards: tuple[Card, ...] = ()
    quoted: frozenset[tuple[Decimal, str]] = frozenset()
    public: frozenset[Decimal] = frozenset()
    approved: tuple[str, ...] = ()
    promised: tuple[str, ...] = ()
    banks: tuple[BankAccount, ...] = ()
    own_texts: tuple[str, ...] = field(default_factory=tuple)
    others: tuple[Card, ...] = ()

    def private(self) -> frozenset[Decimal]:
        """Every private number of every card."""
        return frozenset().union(*(card.private.numbers() for card in self.cards)) if self.cards else frozenset()


class Firewall:
    """Checks texts on their way out."""

    def check(self, text: str, guard: Guard, where: str = "text") -> tuple[Finding, ...]:
        """Findings that block, in reading order; an empty tuple lets the text pass."""
        found = [*self._private(text, guard, where), *self._prices(text, guard, where), *self._promises(text, guard, where)]
        found += self._bank(text, guard, where)
        return tuple(dict.fromkeys(sorted(found, key=lambda item: (item.start, item.kind))))

    def is_clean(self, text: str, guard: Guard) -> bool:
        """Whether nothing blocks."""
        return not self.check(text, guard)

    # --- private numbers -----------------------------------------------------------------------------------------

    def _private(self, text: str, guard: Guard, where: str) -> list[Finding]:
        own = guard.private()
        strange = frozenset().union(*(card.private.numbers() for card in guard.others)) - own if guard.others else frozenset()
        if not own and not strange:
            return []
        said = {amount for amount, _currency in guard.quoted}
        spared = guard.public | said
        plain = list(disguises(text))
        loose = _without(text, guard.approved)  # filled by code from a card of this thread: another card's number there is chance
        strangers = list(disguises(loose)) if strange and loose != text else plain
        found: list[Finding] = []
        for number in sorted(own | strange):
            harmless = number in spared or number == number.to_integral_value() or number in strange
            for index, shown in enumerate(strangers if number in strange else plain):
                span = _written(shown, number, harmless=harmless, guard=guard)
                if span is not None:
                    found.append(_secret(where, span if index == 0 else (0, len(text))))
                    break
            else:
                if number not in said and any(
                    value == number and (not harmless or MONEY_WORDS.search(around))
                    for value, around in spoken_numbers(loose if number in strange else text)
                ):
                    found.append(_secret(where, (0, len(text))))
        return found

    # --- prices --------------------------------------------------------------------------------------------------

    def _prices(self, text: str, guard: Guard, where: str) -> list[Finding]:
        """Money in the text must have been quoted; below the floor or at cost it is stopped even so."""
        if not guard.cards:
            return []
        found = []
        for start, end, readings, currency in money_amounts(_without(text, guard.promised)):
            known = any((value, currency) in guard.quoted for value in readings)
            if not known:
                message = _("This price was never quoted to the buyer.")
                found.append(Finding("block", "price", where, text[start:end], start, end, "", message, "firewall.unquoted"))
        return found

    # --- promises and banks --------------------------------------------------------------------------------------

    def _promises(self, text: str, guard: Guard, where: str) -> list[Finding]:
        left = _without(text, (*guard.approved, *guard.promised))
        message = _("Only you can promise this: use the promise panel.")
        return [Finding("block", "claim", where, text[a:b], a, b, "", message, "firewall.promise") for a, b in promises(left)]

    def _bank(self, text: str, guard: Guard, where: str) -> list[Finding]:
        message = _("These bank details are not the ones stored for the factory.")
        found = bank_details(text, guard.banks, guard.own_texts)
        return [Finding("block", "code", where, text[a:b], a, b, "", message, "firewall.bank") for a, b in found]


def _without(text: str, sentences: Sequence[str]) -> str:
    """The text with these sentences blanked; places stay."""
    for sentence in sentences:
        text = text.replace(sentence, " " * len(sentence))
    return text


def _secret(where: str, span: tuple[int, int]) -> Finding:
    message = _("A private number of yours stands here. It never leaves this computer.")
    return Finding("block", "price", where, HIDDEN, span[0], span[1], "", message, "firewall.private")


def _written(text: str, number: Decimal, *, harmless: bool, guard: Guard) -> tuple[int, int] | None:
    """Where a number stands in a text in figures, with any mark, spacing or grouping; None when it does not.

    A number that also is a public fact, and a whole number, count only beside a word of money, and not as a quoted price.
    """
    for match in _figures(number).finditer(text):
        if _GROUPED.fullmatch(match[0]) and _unit_follows(text, match.end()):
            continue  # "1,040 pieces" is a thousand and forty, not 1.04
        if not harmless:
            return match.span()
        if _in_dimensions(text, match.start(), match.end()):
            continue
        before = _CLAUSE.split(text[max(0, match.start() - 24) : match.start()])[-1]
        after = _CLAUSE.split(text[match.end() : match.end() + 16])[0]
        if not MONEY_WORDS.search(before + " \0 " + after) or _counted(text, match.end(), after):
            continue
        if any(amount == number for amount, _currency in guard.quoted):
            continue
        return match.span()
    return None


def _counted(text: str, end: int, after: str) -> bool:
    """Whether a unit of count, time or measure follows directly ("5,000 pieces", "30 days"), and no currency."""
    return not MONEY_SIGNS.search(after[:8]) and _unit_follows(text, end)


def _unit_follows(text: str, end: int) -> bool:
    tail = text[end : end + 24]
    return any((unit := unit_words(code).after(fold(tail, code).text, 0)) and dimension(unit.symbol) != "money" for code in LANGUAGES)


_GROUPED = re.compile(r"\d{1,3}[.,]\d{3}")
_BEFORE_TIMES = re.compile(r"\d\s{0,2}[x×X*]\s{0,2}$")
_AFTER_TIMES = re.compile(r"\s{0,2}[x×X*]\s{0,2}\d")


def _in_dimensions(text: str, start: int, end: int) -> bool:
    """Whether a public number stands in "14.2 x 6.8 x 1.5 cm"."""
    return bool(_BEFORE_TIMES.search(text[max(0, start - 6) : start]) or _AFTER_TIMES.match(text[end : end + 6]))


_CLAUSE = re.compile(r"[.;,!?。、，；:]\s|[。、，；\n]|(?<=\d)\s?[.;]\s")


def _figures(number: Decimal) -> re.Pattern[str]:
    """2.90 as "2.9", "2,90", "2 . 9 0", "2-9-0" with a mark, "2 point 9"; 1250 as "1,250", "1 250"."""
    plain = format(number.normalize(), "f")
    whole, _, part = plain.partition(".")
    gap = r"[\s_*~|'’`\"()\[\]<>\u00b7-]{0,3}"
    digits = gap.join(re.escape(ch) if index == 0 or (len(whole) - index) % 3 else f"[.,'’٬ ]?{ch}" for index, ch in enumerate(whole))
    if not part:
        return re.compile(rf"(?<![\d.,]){digits}(?:{gap}[.,٫]{gap}0{{1,2}})?(?![\d]|[.,]\d|[ \u00a0\u202f'’]\d{{3}}(?!\d))")
    mark = (
        r"[^\S\n]{0,3}\n?(?:[.,٫·:;/_。．、-]|쩜|point|dot|period|comma|komma|punto|ponto|coma|virgule|virgola|v[ií]rgula|запят\w{0,3}|точк\w|целы[хе]"
        r"|点|點|점|ポイント|てん|コンマ|فاصله|فاصلة|نقطه|نقطة|phẩy|chấm|koma|titik)[^\S\n]{0,3}\n?[^\S\n]{0,2}"
    )
    rest = gap.join(re.escape(ch) for ch in part)
    return re.compile(rf"(?<![\d]){digits}{mark}{rest}(?:{gap}0){{0,3}}(?!\d|[.,]\d)", re.IGNORECASE)


def quoted_amounts(prices: Iterable[tuple[Decimal, str]]) -> frozenset[tuple[Decimal, str]]:
    """Amounts as the guard compares them."""
    return frozenset(prices)


def public_numbers(card: Card) -> frozenset[Decimal]:
    """Every number that the card states in public: a private one that equals it is judged by its context."""
    data = json.dumps(card_to_json(card, private=False), ensure_ascii=False)
    return frozenset(Decimal(number) for number in re.findall(r"\d{1,9}(?:\.\d{1,6})?", data))


def blocks(findings: Sequence[Finding]) -> bool:
    """Whether any finding blocks."""
    return any(item.severity == "block" for item in findings)
