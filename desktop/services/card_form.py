"""The card as a form: sections and fields as on a spec sheet, each with its text, read and written one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.documents.tables import COLUMNS, PRIVATE_COLUMNS, Column, parse_cell
from desktop.domain.card_json import card_to_json
from desktop.domain.cards import Card
from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.domain.provinces import province_codes
from desktop.i18n import N_, _, language
from desktop.language.glossary import Glossaries
from desktop.services.card_words import CURRENCIES, PORTS, UNITS, CardWords
from desktop.services.cards import Cards
from desktop.services.owner import Owner
from desktop.taxonomy.categories import Taxonomy
from desktop.taxonomy.coach import Question as Question  # the window names it through this service

# Private fields that no spreadsheet template has.
_MORE_COLUMNS = (
    Column("", "private.cost_cny", "decimal", example="21.50"),
    Column("", "private.vat", "yes"),
    Column("", "private.rebate_rate", "decimal", example="13"),
)
_BY_PATH = {column.path: column for column in COLUMNS + PRIVATE_COLUMNS + _MORE_COLUMNS}

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
            ("trade.lead_time", N_("Lead time")),
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
    (
        N_("Private prices"),
        (
            ("private.floor", N_("Floor price (in the selling currency)")),
            ("private.cost", N_("Cost (in the selling currency)")),
            ("private.cost_cny", N_("Cost in RMB")),
            ("private.vat", N_("Cost is with a VAT invoice")),
            ("private.rebate_rate", N_("Tax refund (%)")),
        ),
    ),
)
_MORE_LABELS = {
    "sku": N_("Number"),
    "images": N_("Photos"),
    "trade.samples": N_("Samples"),
    "trade.customisation": N_("Changes for the buyer"),
    "part": N_("Parts"),
}
NAME = Question("name.en", "国外买家怎么叫这个产品？请写英文名（比如 bamboo steamer），买家就是按这个名字搜的。", 5)
"""Asked first where the word list has no word for the thing: the texts can then only say what kind of thing it is."""
PRIVATE_SECTION = N_("Private prices")


@dataclass(frozen=True)
class Field:
    """One line of the form: where it goes, its words, the text now, an example, what may be chosen, and how needed it is.

    `many` fields hold several of the choices.
    """

    path: str
    label: str
    text: str
    example: str = ""
    choices: tuple[str, ...] = ()
    need: str = ""
    many: bool = False


@dataclass(frozen=True)
class Section:
    """A group of fields; `private` ones never leave the computer."""

    title: str
    fields: tuple[Field, ...]
    private: bool = False


@dataclass(frozen=True)
class ScorePart:
    """A fact that the score of a card still lacks: its path and label, its points of 100, and whether the owner said "I don't know"."""

    path: str
    label: str
    points: int
    unknown: bool


@dataclass(frozen=True)
class FactWords:
    """A fact of the card in words: label and value in the window's language, and how Chinese texts may say it."""

    label: str
    value: str
    zh: tuple[str, ...]


class CardForm:
    """Reads and writes a card field by field, in the owner's words."""

    def __init__(self, cards: Cards, taxonomy: Taxonomy, glossaries: Glossaries, owner: Owner) -> None:
        self._cards, self._owner = cards, owner
        self._taxonomy = taxonomy
        self._words = CardWords(glossaries)
        self._concepts = glossaries.concepts

    def sections(self, card: Card) -> list[Section]:
        """The whole form for a card; titles and labels are English texts to be translated when shown.

        While the owner's PIN closes them, private prices have no fields.
        """
        locked = self._owner.locked
        data = card_to_json(card, private=not locked)
        result = []
        for title, rows in SECTIONS:
            fields = self._attribute_fields(card) if title == "Facts" else tuple(self._field(data, path, label) for path, label in rows)
            private = title == PRIVATE_SECTION
            result.append(Section(title, () if private and locked else fields, private))
        return result

    def write(self, sku: str, path: str, text: str) -> Changes:
        """Keep one field as typed. Raises BadInput("form.not_understood" | card.* | money.*), Refused(owner.locked) and changes nothing."""
        if path.startswith("private."):
            self._owner.require()
        kind = _BY_PATH[path].kind if path in _BY_PATH else self._kind(sku, path)
        if not text.strip():
            return self._cards.set_field(sku, path, None if path != "name.zh" else "")
        if text.strip() == self._text_now(sku, path):
            return Changes()
        try:
            value: Any = self._words.read(path, text, kind)
        except ValueError as error:
            raise BadInput("form.not_understood", value=text[:40], hint=str(error)) from error
        if path == "category":
            value = next((key for key in self._taxonomy.categories if self._category_words(key) == text.strip()), value)
        if path == "certificates":
            kept = {item["scheme"]: item for item in card_to_json(self._cards.get(sku), private=True)["certificates"] if "scheme" in item}
            value = [kept.get(scheme, scheme) for scheme in value]  # number and expiry are not in the line: they stay
        return self._cards.set_field(sku, path, value)

    def shown(self, value: Any, path: str = "") -> str:
        """A value as the owner reads it: a term, a category, or what stands at a card path ("origin": CN-GX is 广西)."""
        if isinstance(value, str) and self._taxonomy.knows(value):
            return self._category_words(value)
        return self._words.shown(path.partition("[")[0] or "attributes.", value)

    def questions(self, card: Card) -> list[Question]:
        """Missing facts, best first; in English the plain name of the fact is asked for."""
        found = self._cards.questions(card)
        if (
            not card.name.get("en")
            and "name.en" not in card.unknown
            and self._concepts.product_in(card.name.get("zh", "")) in ("", "product")
        ):
            found.insert(0, NAME)
        if language().startswith("zh"):
            return found
        return [replace(item, question=_("What is the {fact}?", fact=self._name_of(item.path))) for item in found]

    def lacking(self, card: Card) -> list[ScorePart]:
        """Why the score is below 100, what weighs most first."""
        found = (item for item in self._cards.reasons(card) if item.state != "stated")
        return [ScorePart(item.path, self._name_of(item.path), item.points, item.state == "unknown") for item in found]

    def fact(self, card: Card, path: str, written: str = "") -> FactWords:
        """The words for a card path ("attributes.colour[0]"); `written` stands in where the card has no plain value."""
        base = path.partition("[")[0]
        raw = self.raw(card, path)
        if not raw and base.startswith("attributes.") and (values := card.values(base.removeprefix("attributes."))):
            return FactWords(self._name_of(base), "、".join(self.shown(value) for value in values), ())
        raw = raw or written
        concept = self._concepts.by_id.get(raw)
        shown = self.shown(raw, base)
        spoken = (concept.zh, *concept.also_zh) if concept else (raw, raw.replace(" x ", "×"), shown)
        return FactWords(self._name_of(base.removesuffix(".scheme")), shown, spoken)

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

    def _text_now(self, sku: str, path: str) -> str:
        value = _at(card_to_json(self._cards.get(sku), private=True), path)
        return self._category_words(value) if path == "category" else self._words.shown(path, value)

    # --- inside --------------------------------------------------------------------------------------------------

    def _field(self, data: Mapping[str, Any], path: str, label: str) -> Field:
        column, value = _BY_PATH[path], _at(data, path)
        text = self._category_words(value) if path == "category" else self._words.shown(path, value)
        stated = _at(data, "private.rebate_stated") if path == "private.rebate_rate" else None
        label = _("Tax refund (%), stated {day}", day=stated) if stated else label
        return Field(path, label, text, self._example_of(column), self._choices(path), many=column.kind == "list")

    def _example_of(self, column: Column) -> str:
        """The column's example in the words that the field shows."""
        if not column.example or column.path == "category":
            return ""
        return self._words.shown(column.path, parse_cell(column.example, column.kind))

    def _choices(self, path: str) -> tuple[str, ...]:
        if path == "category":
            return tuple(self._category_words(key) for key in self._taxonomy.categories)
        if path == "origin":
            return tuple(self._words.shown(path, f"CN-{code}") for code in province_codes().values())
        values: tuple[Any, ...] = {
            "trade.incoterm": ("EXW", "FCA", "FOB", "CFR", "CIF"),
            "trade.currency": tuple(CURRENCIES),
            "trade.unit": UNITS,
            "trade.port": PORTS,
            "trade.samples.refundable": (True, False),
            "private.vat": (True, False),
        }.get(path, ())
        return tuple(self._words.shown(path, value) for value in values)

    def _category_words(self, key: str) -> str:
        """A category as the owner reads it; one outside the taxonomy by its id."""
        if not self._taxonomy.knows(key):
            return key
        if language().startswith("zh"):
            return self._taxonomy.category(key).zh
        return key.rpartition("/")[2].replace("-", " ").capitalize()

    def _attribute_fields(self, card: Card) -> tuple[Field, ...]:
        category = self._taxonomy.category(card.category)
        shown = self._words.shown
        keys = [*category.attributes, *(key for key in card.attributes if key not in category.attributes and key != "own")]
        fields = []
        for key in keys:
            attribute = category.attribute(key)
            path, many = f"attributes.{key}", bool(attribute and attribute.type == "terms")
            text = shown(path, card.values(key))
            choices = tuple(shown(path, item) for item in attribute.choices) if attribute else ()
            example = "" if choices else self._example(key, attribute.units if attribute else ())
            fields.append(Field(path, self._label(key), text, example, choices, attribute.need if attribute else "", many))
        own = (Field(f"attributes.own.{name}", name, text) for name, text in card.own_attributes.items())
        return (*fields, *own)

    def _label(self, key: str) -> str:
        if key in _MORE_LABELS:
            return _(_MORE_LABELS[key])
        return self._words.term(key.replace("_", "-")) or self._words.term(key) or key

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
        return self._example_of(column) if column else f"10 {units[0]}" if units else ""

    def _kind(self, sku: str, path: str) -> str:
        key = path.removeprefix("attributes.")
        attribute = self._taxonomy.category(self._cards.get(sku).category).attribute(key)
        return "list" if attribute and attribute.type == "terms" else "text"


def _at(data: Mapping[str, Any], path: str) -> Any:
    value: Any = data
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
