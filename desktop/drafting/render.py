"""Slotted lines to readable text, and the Chinese read-back of the same lines.

When a fact on the card changes, every language is rendered again from the slotted text, without a model.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.cards import Card
from desktop.domain.listings import Line, Listing, Question, SlottedListing
from desktop.drafting.card_values import CardValues
from desktop.drafting.slots import ascii_title, title_case
from desktop.language.glossary import Glossary
from desktop.language.locales import locale_info
from desktop.taxonomy.categories import Taxonomy

REMEMBERED = 64  # slot values of the cards in hand: a draft asks for the same card and locale several times


class ListingRenderer:
    """Renders slotted listings for any card and locale."""

    def __init__(self, glossaries: Callable[[str], Glossary], taxonomy: Taxonomy) -> None:
        self._glossaries = glossaries
        self._taxonomy = taxonomy
        self._values: dict[tuple[int, str], CardValues] = {}

    def values(self, card: Card, locale: str) -> CardValues:
        """The slot values of a card for a reader ("zh" for the owner)."""
        info = locale_info(locale)
        known = self._values.get((id(card), info.code))
        if known is None or known.card is not card:
            known = CardValues(card, self._taxonomy.category(card.category), self._glossaries(info.language), info)
            if len(self._values) > REMEMBERED:
                self._values.clear()
            self._values[id(card), info.code] = known
        return known

    def sentence(self, values: CardValues, slotted: str) -> str | None:
        """One sentence, or None when a slot cannot be filled any more."""
        return values.texts[slotted]

    def title(self, values: CardValues, slotted: str) -> str | None:
        """A title: Title Case and ASCII in English, as the platform's form takes it."""
        text = self.sentence(values, slotted)
        if text is None or values.info.language != "en":
            return text
        plain = ascii_title(title_case(text))
        return text if plain is None else plain

    def keyword(self, values: CardValues, slotted: str) -> str | None:
        """A search phrase: lower case where the script has case, codes and German nouns left alone."""
        text = values.template.fill(slotted, values, capital=False)
        return text if text is None or values.info.language in ("de",) else _lower_words(text)

    def render(self, card: Card, slotted: SlottedListing) -> tuple[Listing, dict[str, str]]:
        """The listing and its Chinese read-back by place ("title", "description[0]" ...).

        A line whose slot the card no longer fills is left out (absent facts stay absent).
        """
        values, owner = self.values(card, slotted.locale), self.values(card, "zh")
        texts: dict[str, str] = {}
        readback: dict[str, str] = {}
        for place, line in slotted.lines():
            make = self.title if place == "title" else self.keyword if place.startswith("keywords") else self.sentence
            text = make(values, line.slotted)
            if text is not None:
                texts[place] = text
                readback[place] = self.sentence(owner, line.zh) or line.zh
        return _listing(slotted, texts, values.info.spaced), readback

    def line(self, card: Card, locale: str, line: Line) -> tuple[str | None, str]:
        """One line and its Chinese meaning."""
        owner = self.values(card, "zh")
        return self.sentence(self.values(card, locale), line.slotted), self.sentence(owner, line.zh) or line.zh


def _lower_words(text: str) -> str:
    return " ".join(word.lower() if word[:1].isupper() and word[1:].islower() else word for word in text.split(" "))


def _listing(slotted: SlottedListing, texts: dict[str, str], spaced: bool) -> Listing:
    def all_of(name: str, count: int) -> tuple[str, ...]:
        return tuple(texts[key] for i in range(count) if (key := f"{name}[{i}]") in texts)

    questions = tuple(
        Question(texts[f"faq[{i}].q"], texts[f"faq[{i}].a"])
        for i in range(len(slotted.faq))
        if f"faq[{i}].q" in texts and f"faq[{i}].a" in texts
    )
    return Listing(
        locale=slotted.locale,
        title=texts.get("title", ""),
        keywords=all_of("keywords", len(slotted.keywords)),
        highlights=all_of("highlights", len(slotted.highlights)),
        description=(" " if spaced else "").join(all_of("description", len(slotted.description))),
        faq=questions,
    )
