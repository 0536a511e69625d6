"""The card as a form: sections and fields as on a spec sheet, each with its text, read and written one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.documents.tables import COLUMNS, PRIVATE_COLUMNS, Column, cell_text, parse_cell
from desktop.domain.card_json import card_to_json
from desktop.domain.cards import Card
from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.i18n import N_, _, language
from desktop.language.glossary import Glossaries
from desktop.services.cards import Cards
from desktop.taxonomy.categories import Taxonomy
from desktop.taxonomy.coach import Question as Question  # the window names it through this service

_BY_PATH = {column.path: column for column in COLUMNS + PRIVATE_COLUMNS}

# Section -> (path, label). Attributes of the category are added to the facts.
SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("What it is"),
        (
            ("name.zh", N_("Name")),
            ("name.en", N_("English name (if you have one)")),
            ("category", N_("Category")),
            ("brand", N_("Brand")),
            ("model_number", N_("Model number")),
            ("origin", N_("Origin")),
            ("hs_code", N_("HS code")),
            ("selling_points", N_("Selling points")),
            ("certificates", N_("Certificates")),
        ),
    ),
    (N_("Facts"), ()),
    (
        N_("Trade terms"),
        (
            ("trade.unit", N_("Unit")),
            ("trade.currency", N_("Currency")),
            ("trade.price_tiers", N_("Prices by quantity")),
            ("trade.moq", N_("MOQ")),
            ("trade.lead_time", N_("Lead time (quantity: days)")),
            ("trade.incoterm", N_("Incoterm")),
            ("trade.port", N_("Port")),
            ("trade.samples.price", N_("Sample price")),
            ("trade.samples.days", N_("Days for a sample")),
            ("trade.samples.refundable", N_("Sample deducted from first order")),
            ("trade.payment", N_("Payment")),
            ("trade.customisation.logo.moq", N_("Own logo from (pieces)")),
            ("trade.warranty.months", N_("Warranty (months)")),
        ),
    ),
    (
        N_("Packing"),
        (
            ("packaging.unit", N_("Single packing")),
            ("packaging.carton", N_("Per carton")),
            ("packaging.carton_size", N_("Carton size")),
            ("packaging.carton_gross_weight", N_("Gross weight per carton")),
        ),
    ),
    (N_("Private prices"), (("private.cost", N_("Cost")), ("private.floor", N_("Floor price")))),
)
_MORE_LABELS = {"sku": N_("Number"), "private.cost_cny": N_("Cost (RMB)"), "images": N_("Photos")}
PRIVATE_SECTION = N_("Private prices")


@dataclass(frozen=True)
class Field:
    """One line of the form: where it goes, its words, the text now, an example, what may be chosen, and how needed it is."""

    path: str
    label: str
    text: str
    example: str = ""
    choices: tuple[str, ...] = ()
    need: str = ""


@dataclass(frozen=True)
class Section:
    """A group of fields; `private` ones never leave the computer."""

    title: str
    fields: tuple[Field, ...]
    private: bool = False


@dataclass(frozen=True)
class FactWords:
    """A fact of the card in words: label and value in the window's language, and how Chinese texts may say it."""

    label: str
    value: str
    zh: tuple[str, ...]


class CardForm:
    """Reads and writes a card field by field, in the owner's words."""

    def __init__(self, cards: Cards, taxonomy: Taxonomy, glossaries: Glossaries) -> None:
        self._cards = cards
        self._taxonomy = taxonomy
        self._glossaries = glossaries
        self._concepts = glossaries.concepts

    def sections(self, card: Card) -> list[Section]:
        """The whole form for a card; titles and labels are English texts to be translated when shown."""
        data = card_to_json(card, private=True)
        result = []
        for title, rows in SECTIONS:
            fields = self._attribute_fields(card) if title == "Facts" else tuple(self._field(data, path, label) for path, label in rows)
            result.append(Section(title, fields, private=title == PRIVATE_SECTION))
        return result

    def write(self, sku: str, path: str, text: str) -> Changes:
        """Keep one field as typed. Raises BadInput("form.not_understood" | card.* | money.*) and changes nothing."""
        kind = _BY_PATH[path].kind if path in _BY_PATH else self._kind(sku, path)
        if not text.strip():
            return self._cards.set_field(sku, path, None if path != "name.zh" else "")
        try:
            value: Any = parse_cell(text, kind)
        except ValueError as error:
            raise BadInput("form.not_understood", value=text[:40], hint=str(error)) from error
        if path == "category":
            value = next((key for key in self._taxonomy.categories if self._category_words(key) == text.strip()), value)
        if path.startswith("attributes."):
            value = self._terms(value)
        return self._cards.set_field(sku, path, value)

    def shown(self, value: str) -> str:
        """A term or category id as the owner reads it; anything else as it is."""
        return self._word(value) or (self._category_words(value) if self._taxonomy.knows(value) else value)

    def questions(self, card: Card) -> list[Question]:
        """Missing facts, best first; in English the plain name of the fact is asked for."""
        found = self._cards.questions(card)
        if language().startswith("zh"):
            return found
        return [replace(item, question=_("What is the {fact}?", fact=self._name_of(item.path))) for item in found]

    def fact(self, card: Card, path: str, written: str = "") -> FactWords:
        """The words for a card path ("attributes.colour[0]"); `written` stands in where the card has no plain value."""
        base = path.partition("[")[0]
        raw = self.raw(card, path)
        if not raw and base.startswith("attributes.") and (values := card.values(base.removeprefix("attributes."))):
            return FactWords(self._name_of(base), "、".join(self.shown(value) for value in values), ())
        raw = raw or written
        concept = self._concepts.by_id.get(raw)
        spoken = (concept.zh, *concept.also_zh) if concept else (raw, raw.replace(" x ", "×"))
        return FactWords(self._name_of(base.removesuffix(".scheme")), self.shown(raw), spoken)

    def label_of(self, path: str) -> str:
        """A card path's label in the window's language."""
        return self._name_of(path.partition("[")[0])

    @staticmethod
    def raw(card: Card, path: str) -> str:
        """The public value at a card path as it is kept; "" where there is none."""
        base, _bracket, index = path.partition("[")
        data: Any = card_to_json(card, private=False)
        for key in base.split("."):
            data = data.get(key) if isinstance(data, Mapping) else None
        if isinstance(data, list):
            number = int(index.split("]")[0]) if index[:1].isdigit() else -1
            data = data[number] if 0 <= number < len(data) else None
        if isinstance(data, Mapping):
            data = data.get("scheme")
        return str(data) if isinstance(data, str | int) else ""

    # --- inside --------------------------------------------------------------------------------------------------

    def _field(self, data: Mapping[str, Any], path: str, label: str) -> Field:
        column = _BY_PATH[path]
        text = cell_text(data, column)
        if path == "category":
            text = self._category_words(text)
        if column.kind == "list":
            text = "、".join(self.shown(item.strip()) for item in text.split(",") if item.strip())
        return Field(path, label, text, column.example, self._choices(path))

    def _choices(self, path: str) -> tuple[str, ...]:
        if path == "category":
            return tuple(self._category_words(key) for key in self._taxonomy.categories)
        return {
            "trade.incoterm": ("EXW", "FCA", "FOB", "CFR", "CIF"),
            "trade.currency": ("USD", "EUR", "GBP", "CNY", "JPY"),
            "trade.unit": ("piece", "set", "pair", "roll", "box"),
            "trade.samples.refundable": ("是", "否"),
        }.get(path, ())

    def _category_words(self, key: str) -> str:
        """A category as the owner reads it; one outside the taxonomy by its id."""
        if not self._taxonomy.knows(key):
            return key
        if language().startswith("zh"):
            return self._taxonomy.category(key).zh
        return key.rpartition("/")[2].replace("-", " ").capitalize()

    def _attribute_fields(self, card: Card) -> tuple[Field, ...]:
        category = self._taxonomy.category(card.category)
        keys = [*category.attributes, *(key for key in card.attributes if key not in category.attributes and key != "own")]
        fields = []
        for key in keys:
            attribute = category.attribute(key)
            text = "、".join(self.shown(value) for value in card.values(key))
            choices = tuple(self.shown(item) for item in attribute.choices) if attribute else ()
            example = self._example(key, attribute.units if attribute else ())
            fields.append(Field(f"attributes.{key}", self._label(key), text, example, choices, attribute.need if attribute else ""))
        own = (Field(f"attributes.own.{name}", name, text) for name, text in card.own_attributes.items())
        return (*fields, *own)

    def _label(self, key: str) -> str:
        return self._word(key.replace("_", "-")) or self._word(key) or key

    def _word(self, term: str) -> str | None:
        """A term in the language of the window."""
        concept = self._concepts.by_id.get(term)
        if concept is None:
            return None
        if language().startswith("zh"):
            return concept.zh
        known = self._glossaries("en").terms.get(concept.id)
        return (self._glossaries("en").default_form(known) if known else None) or concept.zh

    def _name_of(self, path: str) -> str:
        if path in _MORE_LABELS:
            return _(_MORE_LABELS[path])
        if path.startswith("attributes."):
            return self._label(path.removeprefix("attributes."))
        for _title, rows in SECTIONS:
            for row, words in rows:
                if row.startswith(path):
                    return _(words)
        return path.replace("_", " ").split(".")[-1]

    def _example(self, key: str, units: tuple[str, ...]) -> str:
        column: Column | None = _BY_PATH.get(f"attributes.{key}")
        return column.example if column else f"10 {units[0]}" if units else ""

    def _kind(self, sku: str, path: str) -> str:
        key = path.removeprefix("attributes.")
        attribute = self._taxonomy.category(self._cards.get(sku).category).attribute(key)
        return "list" if attribute and attribute.type == "terms" else "text"

    def _terms(self, value: Any) -> Any:
        """The owner's words as term ids where the glossary knows them; free Chinese stays as it is."""
        if isinstance(value, list):
            return [self._terms(item) for item in value]
        concept = self._concepts.find(value) if isinstance(value, str) else None
        return concept.id if concept and concept.kind not in ("product", "unit", "attribute") else value
