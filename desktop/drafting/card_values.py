"""What each slot of a listing says for one card and one reader (resources/phrasebook/FORMAT.md, "Slots").

A slot that the card cannot fill, or whose value has no form in the reader's language, is None: the pattern
is then not used. Nothing is ever guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property, lru_cache

from desktop.domain.cards import Card
from desktop.domain.quantities import parse_measure, unit_symbol
from desktop.drafting.slots import Template
from desktop.language import printing
from desktop.language.glossary import Glossary
from desktop.language.locales import LocaleInfo
from desktop.language.once import Once
from desktop.taxonomy.categories import Category

# Attributes that have slots and topics of their own; all others come through spec1 ... spec4.
NAMED = (
    "material",
    "colour",
    "technique",
    "finish",
    "pattern",
    "use",
    "feature",
    "style",
    "shape",
    "audience",
    "season",
    "size",
    "weight",
)
LISTS = (
    "material",
    "colour",
    "technique",
    "finish",
    "pattern",
    "use",
    "feature",
    "style",
    "shape",
    "audience",
    "season",
    "parts",
)
_KEYS = {"feature": "selling_points", "parts": "part"}
MAX_SPECS = 4
_WORDS = re.compile("[a-z]{2,}(?:[ -][a-z]{2,})*")
"""Lower-case words only: free English text and no code ("furniture-making"; but "USB-C", "TPR", "iPhone 15")."""
_LIST = re.compile("[、，,;；]")


_measure = lru_cache(maxsize=4096)(parse_measure)


class CardValues:
    """Slot values of one card for one locale; call it with a slot name ("material.of")."""

    def __init__(self, card: Card, category: Category, glossary: Glossary, info: LocaleInfo) -> None:
        self.card = card
        self.category = category
        self.glossary = glossary
        self.info = info
        self.named = glossary.concepts.product_in(card.name.get("zh", ""))
        """Id of the thing that the card's Chinese name calls it; "" when no term is known and the category's own noun stands in."""
        self.noun = glossary.terms.get(self.named) or glossary.terms.get(category.noun)
        self._slots: Once[str, str | None] = Once(self._slot)
        self._counts: dict[str, int] = {}
        self.filled: Once[frozenset[str], bool] = Once(self._fills)  # whether the card can fill all these slots
        self.texts: Once[str, str | None] = Once(self._text)  # templates filled with this card's values, by template
        self._specs: list[tuple[str, str]] | None = None

    @property
    def gender(self) -> str:
        """Gender of the product noun, "" where the language has none."""
        return self.noun.gender if self.noun else ""

    @cached_property
    def template(self) -> Template:
        """Fills templates for this reader and product noun."""
        return Template(self.info, self.gender)

    def __call__(self, name: str) -> str | None:
        """The text for a slot, or None."""
        return self._slots[name]

    def _slot(self, name: str) -> str | None:
        slot, _, form = name.partition(".")
        return self._value(slot, form)

    def _fills(self, slots: frozenset[str]) -> bool:
        values = self._slots
        return all(values[name] is not None for name in slots)

    def _text(self, slotted: str) -> str | None:
        return self.template.fill(slotted, self._slots.__getitem__)

    def count(self, slot: str) -> int:
        """How many values a slot has (0 when absent)."""
        if slot not in self._counts:
            self._counts[slot] = self._count(slot)
        return self._counts[slot]

    def _count(self, slot: str) -> int:
        if slot in LISTS or slot == "certificates":
            return len(self._writings(slot))
        if slot == "spec":
            return len(self.specs())
        return 1 if self(slot) is not None else 0

    def term_ids(self, slot: str) -> tuple[str, ...]:
        """Concept ids among the slot's values."""
        found = (self.glossary.concepts.find(writing) for writing in self._writings(slot))
        return tuple(concept.id for concept in found if concept)

    # --- slots ---------------------------------------------------------------------------------------------------

    def _value(self, slot: str, form: str) -> str | None:
        if slot == "noun":
            return self._noun(form)
        if slot in LISTS:
            return self._terms(slot, form)
        if slot.startswith("spec") and slot[4:].isdigit():
            return self._spec(int(slot[4:]) - 1, form)
        return self._plain(slot)

    def _plain(self, slot: str) -> str | None:
        card = self.card
        match slot:
            case "brand":
                return self._foreign_text(card.brand)
            case "model":
                return self._foreign_text(card.model_number)
            case "sku":
                return card.sku
            case "size" | "weight":
                return self._measure_of(card.attributes.get(slot))
            case "certificates":
                return (
                    printing.joined([self._certificate(item.scheme) for item in card.certificates], self.info)
                    if card.certificates
                    else None
                )
            case "origin":
                return printing.country(card.origin, self.info) if card.origin else None
            case "colour_count":
                return str(len(self._writings("colour"))) if len(self._writings("colour")) > 1 else None
        return self._packaging(slot)

    def _packaging(self, slot: str) -> str | None:
        packaging = self.card.packaging
        match slot:
            case "carton_qty":
                return self._quantity(packaging.carton)
            case "carton_size":
                return self._measure_of(packaging.carton_size)
            case "carton_weight":
                return self._measure_of(packaging.carton_gross_weight)
            case "unit_packing":
                return self._unit_packing(packaging.unit)
            case "logo_moq":
                logo = self.card.trade.customisation.get("logo")
                moq = logo.get("moq") if isinstance(logo, dict) else None
                return self.count_of(Decimal(str(moq)), self.card.trade.unit) if moq else None
        return None

    def count_of(self, value: Decimal, unit: str) -> str:
        """A number of trade units in the reader's words ("500 pieces")."""
        return printing.count(value, unit_symbol(unit) or unit, self.info, self.glossary)

    # --- nouns ---------------------------------------------------------------------------------------------------

    @property
    def unnamed(self) -> bool:
        """Whether the texts can only say what kind of thing it is: no term is known, and the owner wrote no name for this reader."""
        return self.named in ("", "product") and not self.card.name.get(self.info.language)

    def _noun(self, form: str) -> str | None:
        kind = self.noun.form(form or "sg", "sg") if self.noun else None
        own = self.card.name.get(self.info.language)
        if not own or self.named not in ("", "product"):
            return kind
        if self.info.language == "en":
            return plural(own) if form == "pl" else own
        # Without its gender and cases a name can only stand beside the word for its kind.
        return f"{kind} {own}" if self.gender and kind else own

    # --- terms ---------------------------------------------------------------------------------------------------

    def _writings(self, slot: str) -> tuple[str, ...]:
        return self.card.values(_KEYS.get(slot, slot))

    def _terms(self, slot: str, form: str) -> str | None:
        items = [self.term_text(writing, form) for writing in self._writings(slot)]
        if not items or any(item is None for item in items):
            return None
        words = [item for item in items if item]
        if form == "sentence":
            return " ".join(words) if self.info.spaced else "".join(words)
        return printing.joined(words, self.info)

    def term_text(self, writing: str, form: str = "") -> str | None:
        """One value in the reader's language: a term's form, or an international code; None for other free text."""
        term = self.glossary.term(writing)
        if term is None:
            concept = self.glossary.concepts.find(writing)
            return None if concept or (form and _WORDS.fullmatch(writing)) else self._foreign_text(writing)
        if form in ("agree", "agree_pl"):
            text = self.glossary.agreeing(term, self.gender, form == "agree_pl")
        elif form:
            text = term.form(form) or (None if form in ("sentence", "for", "in") else self.glossary.default_form(term))
        else:
            text = self.glossary.default_form(term)
        return self._nested(text)

    def _nested(self, text: str | None) -> str | None:
        """A glossary sentence may hold slots of its own ("It folds flat: {noun.def_sg} ...")."""
        if text and "{" in text:
            return self.template.fill(text, self)
        return text

    def _certificate(self, scheme: str) -> str:
        """A certificate in the scheme's own wording, whatever the language."""
        term = self.glossary.term(scheme, "certificate")
        return (term.form("noun") if term and self.info.language != "zh" else None) or scheme

    def _foreign_text(self, text: str | None) -> str | None:
        """Free text as it is where the reader can read it: the owner's Chinese only for zh, Latin codes everywhere."""
        if not text:
            return None
        if self.info.language == "zh":
            return text
        plain = self.info.language != "en" and _WORDS.fullmatch(text)  # English words are no code for a reader of another language
        return None if plain or any(ord(ch) >= 0x250 for ch in text) else text

    # --- quantities ----------------------------------------------------------------------------------------------

    def _measure_of(self, value: object) -> str | None:
        if not isinstance(value, str):
            return None
        measure = _measure(value)
        return printing.measure(measure, self.info, self.glossary) if measure else self._foreign_text(value)

    def _quantity(self, text: str | None) -> str | None:
        measure = _measure(text) if text else None
        if measure is None or measure.shape != "single":
            return None
        return printing.measure(measure, self.info, self.glossary)

    def _unit_packing(self, text: str | None) -> str | None:
        """ "1 piece / polybag" as "1 piece in a polybag"."""
        if not text or "/" not in text:
            return None
        left, _, right = text.partition("/")
        quantity = self._quantity(left.strip())
        packaging = self.glossary.term(right.strip()) or self.glossary.term(right.strip().rstrip("s"))
        if quantity is None or packaging is None:
            return None
        inside = packaging.form("in", "noun")
        if inside is None:
            return None
        if self.info.language == "zh":
            return f"{quantity}装一{packaging.concept.zh}"
        return f"{quantity}{'' if not self.info.spaced else ' '}{inside}"

    # --- further attributes --------------------------------------------------------------------------------------

    def specs(self) -> list[tuple[str, str]]:
        """(label, value) of further attributes that can be said in this language, most wanted by the category first."""
        if self._specs is None:
            order = {"required": 0, "recommended": 1, "optional": 2}
            keys = [key for key in self.card.attributes if key not in NAMED and key not in ("own", "part")]
            known = self.category.attributes
            keys.sort(key=lambda key: order[known[key].need] if key in known else 3)
            found = ((self._label(key), self._attribute_text(key)) for key in keys)
            self._specs = [(label, text) for label, text in found if label and text][:MAX_SPECS]
        return self._specs

    def _label(self, key: str) -> str | None:
        term = self.glossary.terms.get(key.replace("_", "-")) or self.glossary.term(key)
        return self.glossary.default_form(term) if term else None

    def _attribute_text(self, key: str) -> str | None:
        texts: list[str] = []
        for value in self._single(key):
            text = self._measure_of(value) if any(ch.isdigit() for ch in value) else None
            text = text or self.term_text(value)
            if text is None:
                return None
            texts.append(text)
        return printing.joined(texts, self.info) if texts else None

    def _single(self, key: str) -> list[str]:
        """The values of an attribute; one that lists several ("手洗、不可漂白") is taken apart where the whole is no term."""
        found: list[str] = []
        for value in self.card.values(key):
            whole = self.glossary.concepts.find(value) or any(ch.isdigit() for ch in value)
            found += [value] if whole else [part.strip() for part in _LIST.split(value) if part.strip()]
        return found

    def _spec(self, index: int, form: str) -> str | None:
        specs = self.specs()
        if index >= len(specs):
            return None
        return specs[index][0 if form == "label" else 1]


def plural(name: str) -> str:
    """The regular English plural of a name's last word; a word that forms it otherwise (knife, brush set in capitals) is left alone."""
    if not name[-1:].isascii() or not name[-1:].islower() or name.endswith(("s", "f", "fe", "man", "foot", "mouse")):
        return name
    if name.endswith(("x", "z", "ch", "sh")):
        return f"{name}es"
    return f"{name[:-1]}ies" if name.endswith("y") and name[-2:-1] not in "aeiou" else f"{name}s"
