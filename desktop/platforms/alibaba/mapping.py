"""An approved publication laid onto the platform's form (reference, section 3.4). Absent facts stay absent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from desktop.domain.publications import Fact, Publication
from desktop.platforms.alibaba.schema import Filled, Schema, SchemaField, Value, compound, several, simple

TITLE_BYTES = 128
KEYWORD_BYTES = 384
SAME = {
    "colour": "color",
    "colours": "color",
    "colors": "color",
    "materials": "material",
    "fabric": "material",
    "wattage": "power",
    "certificate": "certification",
    "certificates": "certification",
    "usage": "use",
    "application": "use",
    "dimensions": "size",
    "craft": "technique",
    "audience": "gender",
    "target group": "gender",
    "connector": "port",
    "ports": "port",
    "bore": "bore size",
    "bore diameter": "bore size",
    "precision class": "precision rating",
    "seal type": "seals type",
    "bearing type": "type",
    "packing speed": "speed",
    "machine size": "size",
    "machine weight": "weight",
    "plug type": "plug",
    "features": "feature",
}
"""Names for one fact, folded: ours, the platform's, British and American."""
INSTEAD = {"size": "size range", "collar": "neckline", "neckline": "collar", "neck": "neckline"}
"""What may fill a field of the form when the card states nothing under the field's own name."""
ASCII_FOR = {
    "×": "x",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "…": "...",
    "\u00a0": " ",
    "\u202f": " ",
    "·": "-",
    "•": "-",
    "²": "²",
    "³": "³",
    "°": "°",
    "±": "±",
    "μ": "μ",
    "Ω": "Ω",
    "é": "é",
}
KEPT = set("≤≥‰±㎡℃℉°μΩé²³")
UNIT_NAMES = {
    "piece": "Piece",
    "pcs": "Piece",
    "set": "Set",
    "pair": "Pair",
    "bag": "Bag",
    "box": "Box",
    "kg": "Kilogram",
    "m": "Meter",
    "roll": "Roll",
    "carton": "Carton",
    "pack": "Pack",
    "t": "Metric Ton",
    "unit": "Unit",
}
ORIGIN_NAMES = {"CN": "China", "VN": "Vietnam", "TW": "Taiwan, China", "HK": "Hong Kong S.A.R."}


Maker = Callable[[SchemaField], "Filled | None"]


@dataclass(frozen=True)
class PhotobankPicture:
    """A picture that the platform holds: id and address as given, size in bytes."""

    file_id: str
    url: str
    size: int = 0


@dataclass
class Filling:
    """The answer, and notes on what had no place on the form."""

    fields: list[Filled] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, item: Filled | None) -> None:
        """Takes a field when there is one."""
        if item is not None:
            self.fields.append(item)


def plain(text: str) -> str:
    """Text in the signs that titles and keywords may hold: practically ASCII, without @ ! ? and tags."""
    text = "".join(ASCII_FOR.get(sign, sign) for sign in text)
    folded = "".join(
        sign if ord(sign) < 0x80 or sign in KEPT else unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode("ascii")
        for sign in text
    )
    return re.sub(r"\s+", " ", re.sub(r"[@!?<>]", "", folded)).strip()


def clip(text: str, size: int) -> str:
    """At most `size` UTF-8 bytes, cut between words."""
    while len(text.encode("utf-8")) > size:
        text = text.rsplit(" ", 1)[0] if " " in text else text[:-1]
    return text.rstrip(" ,-")


@lru_cache(maxsize=4096)
def same_name(text: str) -> str:
    """A name folded for comparing: case, spaces, British and American forms, plural."""
    words = re.sub(r"[^a-z0-9]+", " ", plain(text).lower()).strip()
    return SAME.get(words, words)


def fill(publication: Publication, schema: Schema, pictures: Sequence[PhotobankPicture]) -> Filling:
    """The answer for `schema`; only fields that the form has are filled."""
    filling = Filling()
    listing = publication.main
    title = plain(listing.title) if listing else ""
    makers: dict[str, Maker] = {
        "productTitle": lambda item: simple(item.id, title, item.type) if title else None,
        "productKeywords": lambda item: _keywords(item, publication),
        "icbuCatProp": lambda item: _category_facts(item, publication, filling),
        "scImages": lambda item: _pictures(item, pictures),
        "saleProp": lambda item: _colours(item, publication),
        "sku": lambda item: _variants(item, schema, publication),
        "customMoreProperty": lambda item: _more(item, schema, publication, filling),
        **_trade_makers(publication),
        **_text_makers(publication),
    }
    for item in schema.fields:
        if item.rule("readOnlyRule") or item.type == "label":
            continue
        maker = makers.get(item.id)
        if maker is not None:
            filling.add(maker(item))
    return filling


def _keywords(item: SchemaField, publication: Publication) -> Filled | None:
    child = item.child("productKeywords_0")
    words = [re.sub(r"[;:,]", " ", plain(word)) for word in (publication.main.keywords if publication.main else ())]
    kept: list[str] = []
    for word in words:
        if word and len("\n".join([*kept, word]).encode("utf-8")) <= KEYWORD_BYTES:
            kept.append(word)
    return compound(item.id, [simple(child.id, "\n".join(kept), child.type)]) if child and kept else None


def _category_facts(item: SchemaField, publication: Publication, filling: Filling) -> Filled | None:
    facts = {same_name(fact.name): fact for fact in publication.facts}
    facts.update({same_name(fact.key): fact for fact in publication.facts if same_name(fact.key) not in facts})
    given = {
        "p-1": (ORIGIN_NAMES.get(publication.origin[:2].upper(), ""),) if publication.origin else (),
        "p-2": (publication.brand,),
        "p-3": (publication.model or publication.sku,),
    }
    children: list[Filled] = []
    for child in item.fields:
        fact = _fact_for(child, facts)
        values = [value for value in given.get(child.id, fact.values if fact else ()) if value]
        filled = _choice(child, values, len(children)) if values else None
        if filled is not None:
            children.append(filled)
        elif values:
            filling.left_out.append(f"{child.name}: {', '.join(values)}")
    return compound(item.id, children) if children else None


def _fact_for(child: SchemaField, facts: Mapping[str, Fact]) -> Fact | None:
    name = same_name(child.name)
    return facts.get(name) or facts.get(INSTEAD.get(name, ""))


def _choice(item: SchemaField, values: Sequence[str], number: int) -> Filled | None:
    """`values` as choices of `item`, or as the seller's own words where the form takes them."""
    if item.type in ("input", "multiInput"):
        return simple(item.id, plain(", ".join(values)), item.type)
    if item.type not in ("singleCheck", "multiCheck"):
        return None
    known = {same_name(option.shown): option.value for option in item.options if option.value != "-1"}
    found: list[Value] = []
    for index, value in enumerate(values if item.type == "multiCheck" else values[:1]):
        option = known.get(same_name(value))
        if option is not None:
            found.append(Value(option))
        elif item.takes_own_words:
            found.append(Value(str(-(100 + number * 20 + index)), {"inputValue": plain(value)[:50]}))
    return Filled(item.id, item.type, tuple(found)) if found else None


def colours(publication: Publication) -> tuple[str, ...]:
    """The colours of the product, in the card's order."""
    return next((fact.values for fact in publication.facts if same_name(fact.key) == "color"), ())


def _colour_values(item: SchemaField, publication: Publication) -> list[tuple[Value, str]]:
    known = {same_name(option.shown): option.value for option in item.options}
    found = []
    for index, name in enumerate(colours(publication)):
        value = known.get(same_name(name))
        own = Value(str(-(200 + index)), {"inputValue": plain(name)[:50]})
        found.append((Value(value) if value else own, plain(name)))
    return found


def _colours(item: SchemaField, publication: Publication) -> Filled | None:
    child = next((child for child in item.fields if same_name(child.name) == "color"), None)
    values = _colour_values(child, publication) if child else []
    return compound(item.id, [several(child.id, [value for value, _ in values])]) if child and values else None


def _variants(item: SchemaField, schema: Schema, publication: Publication) -> Filled | None:
    """One variant per colour, with our own code on it."""
    sale = schema.field("saleProp")
    child = next((child for child in sale.fields if same_name(child.name) == "color"), None) if sale else None
    entries = []
    for value, name in _colour_values(child, publication) if child else []:
        code = clip(f"{publication.sku}-{re.sub(r'[^A-Za-z0-9]+', '', name).upper()}", 64)
        prop = child.id.removeprefix("p-") if child else ""
        props = Value(
            f"{prop}:{value.text}",
            {"propId": prop, "propName": f"p-{prop}", "propValueId": value.text, "propValueName": name},
        )
        entries.append((simple("skuOuterId", code), several("props", [props], "multiInput")))
    return Filled(item.id, "multiComplex", entries=tuple(entries)) if entries else None


def _pictures(item: SchemaField, pictures: Sequence[PhotobankPicture]) -> Filled | None:
    shown = zip(item.fields, pictures, strict=False)
    children = [simple(child.id, picture.url, child.type, fileId=picture.file_id, fileFlag="no") for child, picture in shown]
    return compound(item.id, children) if children else None


def _more(item: SchemaField, schema: Schema, publication: Publication, filling: Filling) -> Filled | None:
    """Facts without a field of their own, as the seller's own attributes."""
    props = schema.field("icbuCatProp")
    taken = {same_name(child.name) for child in (props.fields if props else ())} | {"color"}
    said = {same_name(fact.name) for fact in publication.facts}
    taken |= {INSTEAD[name] for name in taken & INSTEAD.keys() if name not in said}
    rest = [
        (fact.name, ", ".join(fact.values))
        for fact in publication.facts
        if same_name(fact.name) not in taken and same_name(fact.key) not in taken
    ]
    rest += list(publication.own.items())
    children = []
    for child, (name, value) in zip(item.fields, rest, strict=False):
        pair = [simple("propName", clip(plain(name), 40)), simple("valueName", clip(plain(value), 70))]
        if all(part.text for part in pair):
            children.append(compound(child.id, pair))
    filling.left_out += [f"{name}: {value}" for name, value in rest[len(item.fields) :]]
    return compound(item.id, children) if children else None


def _option(item: SchemaField, *names: str) -> Filled | None:
    """A single choice by shown name or value."""
    for name in names:
        for option in item.options:
            if same_name(option.shown) == same_name(name) or option.value == name:
                return simple(item.id, option.value, item.type)
    return None


def _rungs(item: SchemaField, rows: Sequence[tuple[str, str]], names: tuple[str, str]) -> Filled | None:
    children = [
        compound(child.id, [simple(names[0], first), simple(names[1], second)])
        for child, (first, second) in zip(item.fields, rows, strict=False)
    ]
    return compound(item.id, children) if children else None


def _price_range(item: SchemaField, publication: Publication) -> Filled | None:
    """Prices in another currency than the tiers' US dollar: a range with its currency."""
    unit = item.child("unit_type")
    if publication.currency == "USD" or not publication.rungs or unit is None:
        return None
    currency = _option(unit, {"CNY": "RMB"}.get(publication.currency, publication.currency))
    prices = sorted(rung.price for rung in publication.rungs)
    if currency is None:
        return None
    return compound(item.id, [simple("range_min", f"{prices[0]:f}"), simple("range_max", f"{prices[-1]:f}"), currency])


def _trade_makers(publication: Publication) -> dict[str, Maker]:
    rungs = [(str(rung.start), f"{rung.price:f}") for rung in publication.rungs]
    leads = [(str(up_to), str(days)) for up_to, days in publication.lead_days]
    moq = publication.moq or (publication.rungs[0].start if publication.rungs else None)
    sides = zip(("length", "width", "height"), publication.package_cm or (), strict=False)
    sample = publication.sample_price
    return {
        "priceUnit": lambda item: _option(item, UNIT_NAMES.get(publication.unit, publication.unit)),
        "saleType": lambda item: _option(item, "normal"),
        "scPrice": lambda item: _option(item, "1" if publication.currency == "USD" else "2") if rungs else None,
        "fob": lambda item: _price_range(item, publication),
        "ladderPrice": lambda item: _rungs(item, rungs, ("quantity", "price")) if publication.currency == "USD" else None,
        "minOrderQuantity": lambda item: simple(item.id, str(moq)) if moq else None,
        "pkgMeasure": lambda item: compound(item.id, [simple(n, v) for n, v in sides]) if publication.package_cm else None,
        "pkgWeight": lambda item: simple(item.id, publication.package_kg) if publication.package_kg else None,
        "ladderPeriod": lambda item: _rungs(item, leads, ("quantity", "day")),
        "marketSample": lambda item: _option(item, "1") if sample is not None else None,
        "marketSamplingPrice": lambda item: simple(item.id, f"{sample:f}") if sample is not None else None,
        "shippingTemplate": lambda item: compound(item.id, [simple("templateType", "freightNegotiation", "singleCheck")]),
        "logisticsProperty": lambda item: several(item.id, [Value("general_cargo_0")]),
    }


def _text_makers(publication: Publication) -> dict[str, Maker]:
    listing = publication.main
    if listing is None:
        return {}
    faq = [(simple("question", row.q), simple("answers", row.a)) for row in listing.faq[:8]]
    points = [Value(text) for text in listing.highlights[:10]]
    return {
        "productDescType": lambda item: _option(item, "2"),
        "superText": lambda item: simple(item.id, html_of(listing.description), item.type),
        "textDesc": lambda item: several(item.id, points, item.type) if points else None,
        "companyFaqDesc": lambda item: Filled(item.id, "multiComplex", entries=tuple(faq)) if faq else None,
    }


def html_of(text: str) -> str:
    """Paragraphs of plain text as simple HTML."""
    return "".join(f"<p>{escape(part.strip(), quote=False)}</p>" for part in _paragraphs(text))


def _paragraphs(text: str) -> Iterator[str]:
    yield from (part for part in re.split(r"\n\s*\n|\n", text) if part.strip())
