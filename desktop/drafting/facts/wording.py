"""What a finding says to the owner, what the card says in the reader's own style, and the correction to put in."""

from __future__ import annotations

from decimal import Decimal

from desktop.domain.cards import Card
from desktop.domain.listings import Finding
from desktop.domain.quantities import Amount
from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import Dimensions, Fact
from desktop.drafting.facts.verdicts import Verdict
from desktop.i18n import N_, _
from desktop.language import printing
from desktop.language.glossary import Glossary
from desktop.language.locales import locale_info

# What each place of the card is called in a sentence.
_PLACES = (
    ("attributes.material", N_("material")),
    ("attributes.colour", N_("colour")),
    ("attributes.size", N_("size")),
    ("attributes.weight", N_("weight")),
    ("attributes", N_("attributes")),
    ("packaging", N_("packing")),
    ("trade.moq", N_("minimum order")),
    ("trade.lead_time", N_("lead time")),
    ("trade.warranty", N_("warranty")),
    ("trade.samples", N_("samples")),
    ("trade.price", N_("prices")),
    ("trade.payment", N_("payment terms")),
    ("trade.incoterm", N_("trade term")),
    ("trade.port", N_("port")),
    ("trade.customisation", N_("customisation")),
    ("trade", N_("trade terms")),
    ("certificates", N_("certificates")),
    ("origin", N_("origin")),
    ("brand", N_("brand")),
    ("model_number", N_("model number")),
    ("sku", N_("model number")),
)
_REASONS = {
    "stale": N_("“{text}” is true today but goes stale. Prices, lead times and payment terms stay out of the description."),
    "contact": N_("“{text}” is a contact or a link. It is not on the card."),
    "date": N_("The date “{text}” is not on the card."),
    "claim": N_("“{text}” is a claim that the card does not support."),
    "brand": N_("“{text}” is a brand name that is not on the card."),
    "refusal": N_("“{text}” is what a machine says about itself, not about the product."),
    "slot": N_("“{text}” is a gap that was not filled."),
    "script": N_("“{text}” is written in letters that this language does not use."),
    "wrong_language": N_("This text is not in the language of the listing."),
}


class Explainer:
    """Turns verdicts into findings for one listing."""

    def __init__(self, glossary: Glossary, locale: str, card: Card) -> None:
        self._glossary = glossary
        self._locale = locale
        self._card = card

    def finding(self, verdict: Verdict, reading: Reading, field: str) -> Finding:
        """The finding with its place in the original text, what the card says, and a sentence for the owner."""
        start, end = reading.source(verdict.start, verdict.end)
        text = reading.original[start:end]
        expected = self.expected(verdict)
        message = self._message(verdict, text[:60], expected)
        return Finding(verdict.severity, verdict.kind, field, text, start, end, expected, message, verdict.path)

    def expected(self, verdict: Verdict) -> str:
        """What the card says at the verdict's path, printed for the reader of the listing; "" when it says nothing."""
        if verdict.reason in ("stale", *_REASONS):
            return verdict.expected
        if verdict.expected:
            return self._place_name(verdict)
        if isinstance(verdict.fact, Fact):
            return self._amount(verdict.fact)
        if isinstance(verdict.fact, Dimensions):
            return self._dimensions(verdict.fact)
        if verdict.reason.startswith("avoid:"):
            return self._words((verdict.reason.removeprefix("avoid:"),))
        if verdict.reason == "term":
            key = verdict.path.removeprefix("attributes.")
            return self._words(self._card.values("certificates" if key == "certificates" else key))
        return ""

    def _place_name(self, verdict: Verdict) -> str:
        if verdict.reason == "origin":
            return printing.country(verdict.expected[:2], locale_info(self._locale)) or verdict.expected
        return verdict.expected

    def _words(self, values: tuple[str, ...]) -> str:
        info = locale_info(self._locale)
        words = []
        for value in values:
            term = self._glossary.term(value)
            words.append((self._glossary.default_form(term) if term else None) or value)
        return printing.joined(words, info)

    def _amount(self, fact: Fact) -> str:
        info = locale_info(self._locale)
        if fact.unit.startswith("money:"):
            return printing.money(fact.value, fact.unit.removeprefix("money:"), info)
        if not fact.unit or fact.unit.startswith("#"):
            return printing.number(fact.value, info.babel)
        return printing.amount(Amount(fact.value, fact.unit), info, self._glossary)

    def _dimensions(self, known: Dimensions) -> str:
        info = locale_info(self._locale)
        unit = known.facts[-1].unit
        times = "×" if info.language in ("ja", "ko") else " × "
        body = times.join(printing.number(fact.value, info.babel) for fact in known.facts)
        tail = self._amount(known.facts[-1]).removeprefix(printing.number(known.facts[-1].value, info.babel))
        return body + tail.split("(")[0].rstrip() if unit else body

    def _message(self, verdict: Verdict, text: str, expected: str) -> str:
        if reason := _REASONS.get(verdict.reason):
            return _(reason, text=text)
        if verdict.reason.startswith("avoid:"):
            return _("“{text}” is not the right word here. Say “{expected}”.", text=text, expected=expected)
        place = next((name for path, name in _PLACES if verdict.path.startswith(path)), "")
        if expected and place:
            return _("“{text}” is not what the card says. {place} on the card: {expected}.", text=text, place=_(place), expected=expected)
        if expected:
            return _("“{text}” is not what the card says. The card says {expected}.", text=text, expected=expected)
        return _("“{text}” is not on the card.", text=text)

    @staticmethod
    def length_message(size: int, limit: int) -> str:
        """A title that is too long for the platform."""
        return _("The title has {size} bytes, the platform takes {limit}. Please shorten it.", size=size, limit=limit)


def correction(finding: Finding) -> str | None:
    """The text that one click puts in the finding's place; None when only a person can mend it.

    A length finding is mended by cutting; a missing fact and a claim by taking the words out ("").
    """
    if finding.kind == "length":
        return ""
    if finding.kind == "language":
        return None
    if finding.expected and finding.kind not in ("claim", "price"):
        return finding.expected
    return None


def plain(value: Decimal) -> str:
    """A decimal without exponent."""
    return format(value, "f")
