"""What goods are called on papers, in each language of the paper: the owner's own name, else product noun and material."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.domain.cards import Card
from desktop.domain.deals import Deal
from desktop.drafting.card_values import CardValues
from desktop.language.glossary import Glossary
from desktop.language.locales import locale_info
from desktop.taxonomy.categories import Taxonomy


class GoodsNames:
    """Names goods by the glossary."""

    def __init__(self, glossaries: Callable[[str], Glossary], taxonomy: Taxonomy) -> None:
        self._glossaries = glossaries
        self._taxonomy = taxonomy

    def name(self, card: Card, language: str) -> str | None:
        """ "Rattan storage basket"; "cesta organizadora (ratán)"; None when the language lacks the noun."""
        if own := card.name.get(language):
            return own
        info = locale_info(language)
        values = CardValues(card, self._taxonomy.category(card.category), self._glossaries(info.language), info)
        noun, material = values("noun"), values("material")
        if not noun:
            return None
        if not material or material.casefold() in noun.casefold():
            text = noun
        elif language == "en":
            text = f"{values('material.adj') or material} {noun}"
        else:
            text = f"{noun} ({material})"
        return text[:1].upper() + text[1:]

    def named(self, deal: Deal, languages: Sequence[str], card_of: Callable[[str], Card | None]) -> Deal:
        """The deal with a name for every line and language of the paper, where there is one. Given names stay."""
        lines = []
        for line in deal.lines:
            card = card_of(line.sku)
            missing = [language for language in (*languages, "en") if not line.name.get(language)]
            found = {language: name for language in missing if card is not None and (name := self.name(card, language))}
            lines.append(replace(line, name={**line.name, **found}))
        return replace(deal, lines=tuple(lines))
