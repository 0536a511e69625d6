"""What a card supports: every quantity, count, price, code and term, with the card path that states it.

Derived facts are added here and nowhere else: counts of the card's lists, the carton's volume, parents of a
material (oak is wood). Private prices never enter (promise 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from desktop.domain.cards import Card
from desktop.domain.quantities import parse_measure, rounded, unit_symbol, volume_m3
from desktop.drafting.facts.kinships import ancestors
from desktop.language.match import Lexicon
from desktop.language.normalise import fold, fold_word
from desktop.language.triples import QuantityAt, QuantityReader, find_numbers, spaced_words
from desktop.language.units import COUNTS, dimension

_CODE = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_HAN = re.compile(r"[㐀-鿿]")
_LETTERED = re.compile(r"(?<![a-z0-9])[a-z]{2,}[-_]?\d[a-z0-9-]*")  # numbers inside a code state nothing alone
_POWER = re.compile(r"(?<![a-z])[cdk]?m[23]$")  # the 3 of "kg/m3" is no number
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LETTER_SIZE = re.compile(r"(?<![A-Za-z0-9])(?:XXXS|XXS|XS|S|M|L|XL|XXL|XXXL|XXXXL|[2-6]XL)(?![A-Za-z0-9])")
_BEFORE_NUMBER = re.compile(r"([^\W\d_]+)[ .>≥-]{0,2}$")


@dataclass(frozen=True)
class Fact:
    """One value with its unit that the card states at `path`. `exact` is False for computed values that may be rounded."""

    path: str
    value: Decimal
    unit: str
    text: str
    exact: bool = True

    @cached_property
    def dimension(self) -> str:
        """The dimension of the unit."""
        return dimension(self.unit)


@dataclass(frozen=True)
class Dimensions:
    """A set of dimensions such as "40 x 30 x 25 cm"."""

    path: str
    facts: tuple[Fact, ...]
    text: str


@dataclass
class CardFacts:
    """Everything a text about one card may state. Built once per card and language by `card_facts`."""

    facts: list[Fact] = field(default_factory=list)
    dimensions: list[Dimensions] = field(default_factory=list)
    bare: dict[Decimal, str] = field(default_factory=dict)
    after_word: dict[str, set[Decimal]] = field(default_factory=dict)
    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    lists: dict[str, set[int]] = field(default_factory=dict)
    terms: dict[str, str] = field(default_factory=dict)
    texts: list[tuple[str, str]] = field(default_factory=list)
    sizes: tuple[str, ...] = ()
    packages: set[str] = field(default_factory=set)
    by_dimension: dict[str, list[Fact]] = field(default_factory=dict)
    incoterms: set[str] = field(default_factory=set)
    ports: set[str] = field(default_factory=set)
    payments: str = ""
    phrases: tuple[str, ...] = ()
    dates: tuple[tuple[int, int, int], ...] = ()
    compounds: list[list[Fact]] = field(default_factory=list)
    machine: bool = False
    parts: dict[str, frozenset[str]] = field(default_factory=dict)  # the materials of each part that has its own
    machine_part: bool = False  # nothing of it is cloth
    units: set[str] = field(default_factory=set)
    pack_colours: frozenset[str] = frozenset()
    pack_stuffs: frozenset[str] = frozenset()
    paired: bool = False
    shares: dict[str, set[Decimal]] = field(default_factory=dict)
    charges: set[Decimal] = field(default_factory=set)  # how often a case fills what it holds
    multiple: bool = False  # a set has several pieces
    replying: bool = False  # a reply may state trade terms that a listing may not

    def add(self, fact: Fact) -> None:
        """Take one more fact."""
        self.facts.append(fact)
        self.by_dimension.setdefault(fact.dimension, []).append(fact)


_SEPARATORS = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def compact(code: str) -> str:
    """A code without separators and case, as codes are compared."""
    return _SEPARATORS.sub("", code).lower()


def card_texts(card: Card) -> Iterator[tuple[str, str]]:
    """(path, text) of everything written on the card, variants and trade texts too; prices and private data are not texts."""
    yield "sku", card.sku
    yield from card.facts()
    for index, item in enumerate(card.certificates):
        for key in ("number", "scope", "expiry"):
            if value := getattr(item, key):
                yield f"certificates[{index}].{key}", value
    for index, variant in enumerate(card.variants):
        yield f"variants[{index}].sku", variant.sku
        yield from _flat(f"variants[{index}].attributes", variant.attributes)
        yield from _flat(f"variants[{index}].size_chart", variant.size_chart)
    yield from _flat("trade.customisation", {k: v for k, v in card.trade.customisation.items() if not isinstance(v, Mapping)})
    yield from ((f"trade.payment[{i}]", text) for i, text in enumerate(card.trade.payment))


def _flat(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield f"{path}.{key}", str(key)
            yield from _flat(f"{path}.{key}", item)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _flat(f"{path}[{index}]", item)


def facts_in(base: CardFacts, language: str, lexicon: Lexicon) -> CardFacts:
    """The same facts with the terms that the card states in one more language; everything else is shared."""
    found = replace(base, terms=dict(base.terms))
    for path, text in base.texts:
        if len(text) > 2 and not path.startswith("packaging.") and not _HAN.search(text):
            _find_terms(found, path, text, lexicon)
    _add_ancestors(found)
    return found


def growing(facts: CardFacts) -> CardFacts:
    """The same facts with lists of their own, so that what a reply may state can be added."""
    return replace(
        facts,
        facts=list(facts.facts),
        texts=list(facts.texts),
        codes=dict(facts.codes),
        bare=dict(facts.bare),
        incoterms=set(facts.incoterms),
        ports=set(facts.ports),
        by_dimension={key: list(items) for key, items in facts.by_dimension.items()},
    )


def card_facts(card: Card, lexicons: Mapping[str, Lexicon], concept_of: Mapping[str, str]) -> CardFacts:
    """All facts of a card. `lexicons`: "zh" and "en", the card's own languages; `concept_of`: folded writing to id."""
    found = CardFacts()
    for path, text in sorted(card_texts(card), key=lambda item: item[0].startswith("name.")):  # a name never hides an attribute
        found.texts.append((path, text))
        _read_text(found, path, text)
        if not path.startswith("packaging."):  # what it is packed in says nothing of the goods
            _read_terms(found, path, text, lexicons, concept_of)
    for word in re.split(r"[/-]", card.category):  # a machine for wood may speak of wood
        found.terms.setdefault(word.removesuffix("working"), "category")
    found.machine_part = card.category.startswith(("machinery/", "electronics/"))
    found.machine = bool(re.match(r"machinery/(?:.*-)?machines?(?:$|-)", card.category))
    if "cnc" in card.category or any("wood" in text for path, text in found.texts if ".use" in path):
        found.terms.setdefault("wood", "category")
    if any(concept.startswith("double-") for concept in found.terms):
        found.bare.setdefault(Decimal(2), "attributes")
    _trade(found, card)
    _derived(found, card)
    _combined(found, card)
    _packages(found, card)
    _add_ancestors(found)
    return found


_METALS = frozenset({"steel", "iron", "aluminum", "brass", "copper", "bronze", "zinc-alloy", "titanium", "tinplate"})


def _add_ancestors(found: CardFacts) -> None:
    if any(concept in _METALS or not _METALS.isdisjoint(ancestors(concept)) for concept in found.terms):
        found.terms.setdefault("metal", "attributes.material")
    for path, text in found.texts:
        if "金属" in text or "五金" in text:  # a zipper or a handle of metal, whichever it is
            found.terms.setdefault("metal", path)
    for concept, path in list(found.terms.items()):
        for parent in ancestors(concept):
            found.terms.setdefault(parent, path)
    if "cotton" in found.terms and "polyester" in found.terms:
        found.terms.setdefault("poly-cotton", found.terms["cotton"])
    if "black" in found.terms and "matte" in found.terms:
        found.terms.setdefault("matte-black", found.terms["black"])


def _read_text(found: CardFacts, path: str, text: str) -> None:
    """Numbers, dimensions and codes written in one card value."""
    if path.startswith("trade.payment"):
        found.payments += " " + text.lower()
    language = "zh" if re.search(r"[㐀-鿿]", text) else "en"
    folded = fold(text, language)
    for match in _CODE.finditer(folded.text):
        if any(ch.isdigit() for ch in match[0]) and any(ch.isalpha() for ch in match[0]):
            found.codes.setdefault(compact(match[0]), (path, text))
    found.dates += tuple((int(y), int(m), int(d)) for y, m, d in _ISO_DATE.findall(text))
    if path in ("sku", "model_number", "hs_code") or path.endswith((".sku", ".number")):
        found.codes.setdefault(compact(text), (path, text))
        if any(ch in text for ch in " ./") and compact(text) != text.lower():
            found.phrases += (folded.text,)
            found.codes.setdefault(compact(folded.text), (path, text))
    if path.startswith("attributes.size") or "size" in path.rsplit(".", 1)[-1]:
        found.sizes += tuple(_LETTER_SIZE.findall(text))
    if not any(ch.isdigit() for ch in text):
        return
    codes = [match.span() for match in _LETTERED.finditer(folded.text) if not text[match.start() : match.end()].islower()]
    numbers = find_numbers(folded.text, language, spaced_words(folded.text) if language != "zh" else [])
    numbers = [number for number in numbers if not any(start <= number.start < end for start, end in codes)]
    numbers = [number for number in numbers if not _POWER.search(folded.text, 0, number.end)]
    quantities = QuantityReader(language).read(folded.text, text if folded.places is None else "", numbers)
    for place in range(len(quantities) - 1, 0, -1):  # "2、4、8 小时": the last unit is that of all
        left, right = quantities[place - 1 : place + 1]
        if right.dimension and not left.symbol and folded.text[left.end : right.start].strip() in ("、", ","):
            quantities[place - 1] = replace(left, symbol=right.symbol)
    groups: dict[int, list[Fact]] = {}
    before = len(found.facts)
    for item in quantities:
        _take(found, (path, text), item, folded.text, groups)
    if len({fact.dimension for fact in found.facts[before:]}) > 1 and "/" in text:
        found.compounds.append(found.facts[before:])
    found.dimensions.extend(Dimensions(path, tuple(facts), text) for facts in groups.values() if len(facts) > 1)


def _take(found: CardFacts, place: tuple[str, str], item: QuantityAt, folded: str, groups: dict[int, list[Fact]]) -> None:
    path, text = place
    value = item.number.value
    if item.symbol and not item.number.article:
        fact = Fact(path, value, item.symbol, text)
        found.add(fact)
        if item.group >= 0:
            groups.setdefault(item.group, []).append(fact)
        return
    if item.number.words:
        return
    if not path.startswith(("trade.payment", "certificates")):
        found.bare.setdefault(value, path)
    if before := _BEFORE_NUMBER.search(folded, max(0, item.start - 20), item.start):
        found.after_word.setdefault(before[1], set()).add(value)


def _read_terms(found: CardFacts, path: str, text: str, lexicons: Mapping[str, Lexicon], concept_of: Mapping[str, str]) -> None:
    known = concept_of.get(fold_word(text, "en"))
    if known:
        found.terms.setdefault(known, path)
    for language, lexicon in lexicons.items():
        if language != "zh" or not text.isascii():
            _find_terms(found, path, text, lexicon)


def _find_terms(found: CardFacts, path: str, text: str, lexicon: Lexicon) -> None:
    for concept in lexicon.concepts_in(text):
        found.terms.setdefault(concept, path)


def _trade(found: CardFacts, card: Card) -> None:
    trade = card.trade
    unit = unit_symbol(trade.unit) or "piece"
    for index, tier in enumerate(trade.price_tiers):
        found.add(Fact(f"trade.price_tiers[{index}].from", Decimal(tier.start), unit, str(tier.start)))
        found.add(Fact(f"trade.price_tiers[{index}].price", tier.price, f"money:{trade.currency}", str(tier.price)))
    for index, variant in enumerate(card.variants):
        for tier in variant.price_tiers:
            found.add(Fact(f"variants[{index}].price_tiers.from", Decimal(tier.start), unit, str(tier.start)))
            found.add(Fact(f"variants[{index}].price_tiers.price", tier.price, f"money:{trade.currency}", str(tier.price)))
        if variant.moq:
            found.add(Fact(f"variants[{index}].moq", Decimal(variant.moq), unit, str(variant.moq)))
    if trade.moq is not None:
        found.add(Fact("trade.moq", Decimal(trade.moq), unit, str(trade.moq)))
    for index, row in enumerate(trade.lead_time):
        found.add(Fact(f"trade.lead_time[{index}].days", Decimal(row.days), "day", str(row.days)))
        found.add(Fact(f"trade.lead_time[{index}].up_to", Decimal(row.up_to), unit, str(row.up_to)))
    if trade.samples and trade.samples.days is not None:
        found.add(Fact("trade.samples.days", Decimal(trade.samples.days), "day", str(trade.samples.days)))
    if trade.samples and trade.samples.price is not None:
        found.add(Fact("trade.samples.price", trade.samples.price, f"money:{trade.currency}", str(trade.samples.price)))
    if trade.warranty:
        found.add(Fact("trade.warranty.months", Decimal(trade.warranty.months), "month", str(trade.warranty.months)))
    for key, option in trade.customisation.items():
        if isinstance(option, Mapping) and isinstance(option.get("moq"), int):
            found.add(Fact(f"trade.customisation.{key}.moq", Decimal(str(option["moq"])), unit, str(option["moq"])))
    _terms_of_payment(found, card)


def _terms_of_payment(found: CardFacts, card: Card) -> None:
    trade = card.trade
    if trade.incoterm:
        found.incoterms.add(trade.incoterm)
    if trade.port:
        found.ports.add(trade.port)
    for index, text in enumerate(trade.payment):
        path = f"trade.payment[{index}]"
        for value in re.findall(r"\d+(?:\.\d+)?", text):
            found.add(Fact(path, Decimal(value), "%", text))
        if "100%" in text.replace(" ", "") or "advance" in text.lower():
            found.add(Fact(path, Decimal(100), "%", text))


def _derived(found: CardFacts, card: Card) -> None:
    colours = set(card.values("colour"))
    sizes: set[str] = set()
    for variant in card.variants:
        for key, bag in (("colour", colours), ("size", sizes)):
            value = variant.attributes.get(key)
            bag.update([value] if isinstance(value, str) else value if isinstance(value, list) else ())
    own_sizes = card.values("size")
    if len(card.values("material")) == 1:
        found.add(Fact("attributes.material", Decimal(100), "%", "100 %"))
    found.lists["#colour"] = {len(colours)} if colours else set()
    found.lists["#size"] = {count for count in (len(sizes), len(own_sizes) if len(own_sizes) > 1 else 0, _span(found.sizes)) if count}
    counts = {len(value) for value in card.attributes.values() if isinstance(value, list)} | found.lists["#colour"] | found.lists["#size"]
    found.lists["#own"] = found.lists["#colour"] | found.lists["#size"] | ({len(card.variants)} if card.variants else set())
    counts |= {len(card.variants), len(card.selling_points), len(card.certificates), len(card.images)}
    found.lists["#kind"] = {count for count in counts if count > 1}
    found.lists["#hand"] = set()
    for fact in found.by_dimension.get("colour_temperature", []):
        white = "warm-white" if fact.value <= 3500 else "neutral-white" if fact.value <= 4700 else "cool-white"
        found.terms.setdefault(white, fact.path)
    volume = volume_m3(measure) if card.packaging.carton_size and (measure := parse_measure(card.packaging.carton_size)) else None
    if volume is not None:
        for digits in (2, 3, 4):
            found.add(Fact("packaging.carton_size", rounded(volume, digits), "m3", card.packaging.carton_size or "", exact=False))


def _combined(found: CardFacts, card: Card) -> None:
    """What follows from two counts of the packing: 24 boxes of 2 pieces are 48 pieces, 2 rolls of 50 m are 100 m."""
    inner = [fact for fact in found.facts if fact.path == "packaging.unit" and fact.value > 1]
    outer = [fact for fact in found.facts if fact.path == "packaging.carton" and fact.unit in COUNTS]
    for one in inner:
        for count in outer:
            if count.unit == one.unit and count.value % one.value == 0:
                found.add(Fact("packaging.carton", count.value / one.value, "box", count.text, exact=False))
            elif count.unit != one.unit:
                found.add(Fact("packaging.carton", count.value * one.value, one.unit, count.text, exact=False))
    bore = card.attributes.get("dial_size")
    if isinstance(bore, str) and (nominal := re.fullmatch(r"DN ?(\d{1,4})", bore)):  # ISO 6708: the nominal size, near the bore in mm
        found.add(Fact("attributes.dial_size", Decimal(nominal[1]), "mm", bore, exact=False))
    found.units = {fact.unit for fact in found.facts}


_PACKAGES = {
    "polybag": ("polybag", "opp"),
    "bag": ("bag", "polybag", "opp"),
    "box": ("box", "case", "crate", "carton"),
    "pack": ("pack", "bag", "box"),
    "carton": ("carton", "box"),
}


_PACK_STUFFS = {
    "cotton": "cotton canvas", "kraft": "kraft-paper paper", "wooden": "wood plywood", "tin": "tinplate metal", "plastic": "plastic",
    "poly": "plastic polyethylene", "opp": "plastic polypropylene", "bubble": "plastic", "zip": "plastic",
    "non-woven": "non-woven-fabric", "paper": "paper",
    "velvet": "velvet", "foam": "foam", "canvas": "canvas cotton", "linen": "linen", "jute": "jute",
}  # fmt: skip


def _packages(found: CardFacts, card: Card) -> None:
    """What one piece is packed in: "36 boxes" then counts pieces."""
    left, _, right = (card.packaging.unit or "").lower().partition("/")
    if left.strip()[:1].isdigit():
        found.packages.update(name for name, words in _PACKAGES.items() if any(word in right for word in words))
    colours = (word.strip().partition("-")[0] for word in right.split(","))
    found.pack_colours = frozenset(colour for colour in colours if colour in ("brown", "white", "black", "gray", "kraft"))
    found.pack_stuffs = frozenset(stuff for word, stuffs in _PACK_STUFFS.items() if word in right for stuff in stuffs.split())
    found.paired = bool(re.search(r"trouser|jean|legging|sock|shoe|glove|slipper|footwear", card.category)) or bool(
        re.search("[裤袜鞋靴]|手套|筷|耳环|耳钉", card.name.get("zh", ""))
    )
    found.packages.update(name for name in ("box", "bag") if name in card.category)  # the product itself is one


SIZE_ORDER = ("XXXS", "XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL", "XXXXL", "XXXXXL", "XXXXXXL")


def size_rank(size: str) -> int:
    """The place of a letter size in the usual order; "2XL" is "XXL"; -1 when unknown."""
    if size[0].isdigit():
        size = "X" * int(size[0]) + "L"
    return SIZE_ORDER.index(size) if size in SIZE_ORDER else -1


def _span(sizes: tuple[str, ...]) -> int:
    """How many sizes a range such as S-XXL holds."""
    ranks = [rank for size in sizes if (rank := size_rank(size)) >= 0]
    return max(ranks) - min(ranks) + 1 if len(ranks) > 1 else 0
