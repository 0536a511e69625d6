"""Plain advice beside the ten risks: what an old hand in export would point out in a buyer's message. No risk labels.

Rules join groups of words (resources/asks/cautions.json) that must stand in one sentence or its neighbours, as the risks'
do. A look-alike domain is seen by comparing the sender's domain with those that the message itself and its history name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from desktop.domain.messages import Message, RiskSign
from desktop.drafting.asks.reader import Read
from desktop.drafting.risk import Group, folded_sentence, seen_at
from desktop.i18n import N_, _

CAUTIONS = {
    "payer_not_buyer": N_(
        "Somebody else than the buyer wants to pay. Ask for a written payment order from both, and ask your "
        "bank, before you accept the money."
    ),
    "third_party_rmb": N_(
        "RMB from a stranger's account can freeze your account, and there is no export refund for it. Take "
        "foreign money from the buyer's own account only."
    ),
    "forwarder_without_bl": N_(
        "Whoever holds no original bill of lading loses the goods first and the money later. Hand goods to "
        "the buyer's forwarder only when they are paid."
    ),
    "lookalike_domain": N_(
        "The sender's address resembles one that you know but is not the same. Call the buyer on the number "
        "that you know before you answer."
    ),
    "lc_soft_clause": N_(
        "This letter of credit asks for a paper that only the buyer can give. Let your bank have the clause struck out before you produce."
    ),
    "under_invoicing": N_("A lower value on the invoice is smuggling, and the customs hold you too. Declare the true price."),
    "origin_change": N_("A false country of origin is an offence in both countries. Goods made in China say so."),
    "branded_goods": N_(
        "A foreign brand may be made only with its owner's written licence. Ask for it, and let the customs registration be checked."
    ),
    "sample_fishing": N_(
        "Many free samples and no order in sight. Let the buyer pay sample and courier, to be credited against the first order."
    ),
}
_DOMAIN = re.compile(r"(?:[\w.+-]{1,64}@|https?://(?:www\.)?|www\.)([a-z0-9][a-z0-9.-]{1,80}\.[a-z]{2,12})", re.IGNORECASE)
_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("5", "s"), ("i", "l"), ("-", ""))
_SHARED = frozenset("gmail hotmail outlook yahoo icloud qq 163 126 foxmail protonmail aol live msn mail yandex naver daum web gmx".split())
_SECOND_LEVEL = frozenset("com co org net gov edu ac".split())


def caution(code: str) -> str:
    """What to mind, in the owner's language."""
    return _(CAUTIONS[code])


class CautionReader:
    """Finds what an experienced exporter would mind. `folder` is resources/asks."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "cautions.json"

    @cached_property
    def _rules(self) -> dict[str, list[list[Group]]]:
        raw = json.loads(self._file.read_text("utf-8"))
        groups = {name: Group(phrases) for name, phrases in raw["groups"].items()}
        return {code: [[groups[name] for name in rule] for rule in rules] for code, rules in raw["rules"].items()}

    def read(self, message: Message, read: Read) -> tuple[RiskSign, ...]:
        """The cautions of a message in the order of CAUTIONS, each with the sentence that shows it."""
        sentences = [message.subject, *read.cleaned.sentences] if message.subject.strip() else list(read.cleaned.sentences)
        folded = [folded_sentence(item) for item in sentences]
        found: dict[str, RiskSign] = {}
        for code, rules in self._rules.items():
            places = (seen_at(folded, rule, near=True) for rule in rules)
            place = next((item for item in places if item is not None), None)
            if place is not None:
                found[code] = RiskSign(code, sentences[place])
        if "third_party_rmb" in found:
            found.pop("payer_not_buyer", None)  # the same payer, said once
        if any(ask.kind == "quantity" for ask in read.asks):
            found.pop("sample_fishing", None)
        alike = _lookalike(message, read)
        if alike:
            found["lookalike_domain"] = RiskSign("lookalike_domain", alike)
        return tuple(found[code] for code in CAUTIONS if code in found)


def _lookalike(message: Message, read: Read) -> str:
    """ "mary@acrne.com / acme.com" when the sender's domain resembles another one of the message, else ""."""
    sender = next(_domains(message.sender), "")
    if not sender or _name(sender) in _SHARED:
        return ""
    others = _domains("\n".join((message.body, read.cleaned.signature, read.cleaned.quoted)))
    return next((f"{sender} / {other}" for other in others if _resembles(sender, other)), "")


def _domains(text: str) -> Iterator[str]:
    return (match[1].casefold().rstrip(".") for match in _DOMAIN.finditer(text[:60_000]))


def _name(domain: str) -> str:
    """The part that somebody registered: "acme" of "mail.acme.co.uk"."""
    parts = domain.split(".")[:-1]
    if len(parts) > 1 and parts[-1] in _SECOND_LEVEL:
        parts = parts[:-1]
    return parts[-1] if parts else ""


def _resembles(first: str, second: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    one, two = _name(first), _name(second)
    if one == two or min(len(one), len(two)) < 4 or two in _SHARED:
        return False
    return _skeleton(one) == _skeleton(two) or (min(len(one), len(two)) >= 6 and Levenshtein.distance(one, two) == 1)


def _skeleton(name: str) -> str:
    for strange, plain in _ALIKE:
        name = name.replace(strange, plain)
    return name
