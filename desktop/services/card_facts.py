"""A fact that stands in a text and is true: onto the card, so that every other text may state it too."""

from __future__ import annotations

import re

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.domain.listings import Finding
from desktop.language.glossary import Glossaries, fold
from desktop.language.numbers import read_digits
from desktop.services.card_form import CardForm
from desktop.services.cards import Cards
from desktop.services.listings import Listings, around

_NUMBER = re.compile(r"\d[\d.,'\u00a0\u202f]*\d|\d")
_LISTS = {"material": "material", "colour": "colour"}


class CardFacts:
    """The verb of a finding's second button."""

    def __init__(self, cards: Cards, form: CardForm, listings: Listings, glossaries: Glossaries) -> None:
        self._cards, self._form, self._listings, self._glossaries = cards, form, listings, glossaries

    def put(self, sku: str, locale: str, finding: Finding) -> Changes:
        """Write what the text says onto the card and check every listing of the product anew.

        Raises BadInput("fact.not_understood") when the words cannot be read as a value of that fact; nothing is changed then.
        """
        if finding.kind == "certificate":
            changes = self._add(sku, "certificates", finding.text)
        elif finding.kind in _LISTS or self._concept(locale, finding.text):
            changes = self._add_term(sku, locale, finding)
        else:
            changes = self._number(sku, locale, finding)
        return changes | self._listings.refresh(sku)

    def _add_term(self, sku: str, locale: str, finding: Finding) -> Changes:
        concept = self._concept(locale, finding.text)
        path = finding.path.split("[")[0] or f"attributes.{_LISTS.get(finding.kind, '')}"
        if not concept or not path.startswith(("attributes.", "selling_points")) or path == "attributes.":
            raise BadInput("fact.not_understood", text=finding.text[:60])
        return self._add(sku, path, concept)

    def _add(self, sku: str, path: str, value: str) -> Changes:
        card = self._cards.get(sku)
        if path == "certificates":
            kept = [item.scheme for item in card.certificates]
            if value in kept:
                return Changes()
            return self._form.write(sku, path, ",".join([*kept, value]))
        kept = list(card.selling_points if path == "selling_points" else card.values(path.removeprefix("attributes.")))
        return self._cards.set_field(sku, path, [*kept, value]) if value not in kept else Changes()

    def _number(self, sku: str, locale: str, finding: Finding) -> Changes:
        path = finding.path.split("[")[0]
        view = self._listings.get(sku, locale)
        text = dict(view.listing.texts()).get(finding.field, "")
        start, end = around(text, finding.start, finding.end)
        written = text[start:end] or finding.text
        values = [read_digits(found, locale) for found in _NUMBER.findall(written)]
        if not path or not values or any(not value for value in values):
            raise BadInput("fact.not_understood", text=written[:60])
        unit = re.sub(r"^[^A-Za-z]*", "", self._form.raw(self._cards.get(sku), path).rsplit(" ", 1)[-1])
        own = re.search(r"[A-Za-z]+$", written.strip())
        spoken = " x ".join(f"{value[0]:f}" for value in values)
        return self._form.write(sku, path, f"{spoken} {own.group() if own else unit}".strip())

    def _concept(self, locale: str, writing: str) -> str:
        wanted, glossary = fold(writing), self._glossaries(locale)
        for key, term in glossary.terms.items():
            if term.concept.kind not in ("product", "unit") and any(fold(form) == wanted for form in (*term.forms.values(), *term.also)):
                return key
        return ""
