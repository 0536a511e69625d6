"""Terms with their forms in each language, and the concept list that ties them together.

Format: resources/phrasebook/FORMAT.md. Files are read once per language, on first use.
"""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

# The form a slot takes when the pattern names none, by kind; "" stands for any other kind.
_DEFAULT_FORMS: dict[str, tuple[str, ...]] = {
    "product": ("sg",),
    "colour": ("adj", "name", "noun", "m"),
    "technique": ("adj", "by", "m", "noun"),
    "feature": ("item", "m", "adj", "noun"),
    "": ("noun", "item", "name", "adj", "m", "sg", "other", "for"),
}
_NAMED_COLOURS = ("es", "pt", "fr", "it", "ru", "ar", "de")
_AGREE = {("m", False): "m", ("f", False): "f", ("n", False): "n", ("m", True): "mp", ("f", True): "fp", ("n", True): "p"}


@dataclass(frozen=True)
class Concept:
    """One concept: its id, kind, and the owner's words for it."""

    id: str
    kind: str
    zh: str
    hant: str = ""
    also_zh: tuple[str, ...] = ()
    note_zh: str = ""


def fold(text: str) -> str:
    """Case, width and accents folded away, for look-up only."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)).strip()


_BRACKETS = re.compile(r"[(（【\[][^)）】\]]*[)）】\]]")
_SETS = re.compile(r"[一二两三四五六七八九十0-9]+[件个只条]?套(?:装|组)?|套装|套组")
_THING = re.compile("[机器具件架盒箱袋包篮筐杯壶锅碗盘板垫毯被帘灯线管阀泵轴罩壳座台椅凳柜床衣裤裙鞋帽巾布纸画钟镜刀叉筷带]$")
"""Characters that end the names of things: what they close is a thing of its own, not a quality."""


class Concepts:
    """The concept list: by id, and by any Chinese or English writing an owner may use."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.by_id: dict[str, Concept] = {concept.id: concept for concept in concepts}
        self._by_writing: dict[str, str] = {}
        self._products: list[tuple[str, str]] | None = None
        self._named_by = lru_cache(maxsize=4096)(self._concept_named)
        self.product_in = lru_cache(maxsize=256)(self._product_in)
        for concept in sorted(self.by_id.values(), key=lambda item: item.kind == "product"):  # as a value, 短袖 is a sleeve and no shirt
            for writing in (concept.id, concept.id.replace("-", " "), concept.zh, concept.hant, *concept.also_zh):
                if writing:
                    self._by_writing.setdefault(fold(writing), concept.id)

    def __len__(self) -> int:
        return len(self.by_id)

    def find(self, writing: str, kind: str = "") -> Concept | None:
        """The concept for an id or an owner's word; `kind` narrows it. None when unknown."""
        concept = self.by_id.get(writing) or self._named_by(writing)
        if concept is None or (kind and concept.kind != kind):
            return None
        return concept

    def _concept_named(self, writing: str) -> Concept | None:
        return self.by_id.get(self._by_writing.get(fold(writing), ""))

    def _product_in(self, name: str) -> str:
        """Id of the product that a Chinese name calls its thing; "" when none is known.

        In Chinese the thing stands last ("皮带输送机" is no belt): of the products named, the one that ends last counts, the
        longest of these; and none does when something else follows that is a thing itself.
        """
        folded = _BRACKETS.sub("", fold(name))
        ends = [(folded.rfind(writing) + len(writing), len(writing), id_) for writing, id_ in self._product_names() if writing in folded]
        end, _length, found = max(ends, default=(0, 0, ""))
        return "" if _THING.search(_SETS.sub("", folded[end:])) else found

    def _product_names(self) -> list[tuple[str, str]]:
        if self._products is None:
            named = ((fold(writing), item.id) for item in self.of_kind("product") for writing in (item.zh, *item.also_zh))
            self._products = [item for item in named if len(item[0]) >= 2]
        return self._products

    def of_kind(self, kind: str) -> list[Concept]:
        """All concepts of a kind, in file order."""
        return [concept for concept in self.by_id.values() if concept.kind == kind]


@dataclass(frozen=True)
class Term:
    """A concept in one language: forms by name ("noun", "of", "m", "sg" ...), gender "m", "f", "n" or ""."""

    concept: Concept
    forms: Mapping[str, str]
    gender: str = ""
    also: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def form(self, *names: str) -> str | None:
        """The first of these forms that the term has."""
        for name in names:
            if value := self.forms.get(name):
                return value
        return None


class Glossary:
    """All terms of one language. For "zh" every form is the plain Chinese word."""

    def __init__(self, language: str, concepts: Concepts, terms: Mapping[str, Mapping[str, Any]]) -> None:
        self.language = language
        self.concepts = concepts
        self.terms: dict[str, Term] = {}
        if language == "zh":
            for concept in concepts.by_id.values():
                self.terms[concept.id] = Term(concept, _Everything(concept.zh))
            return
        for key, raw in terms.items():
            if (known := concepts.by_id.get(key)) is not None:
                self.terms[key] = _term(known, raw)

    def term(self, writing: str, kind: str = "") -> Term | None:
        """The term for an id or an owner's word; None when this language lacks it."""
        concept = self.concepts.find(writing, kind)
        return self.terms.get(concept.id) if concept else None

    def default_form(self, term: Term) -> str | None:
        """What a slot without a form name prints."""
        kind = term.concept.kind
        if self.language in ("ja", "ko"):
            return term.form("noun", "item", "sg", "other", "adj")
        if kind == "colour" and self.language in _NAMED_COLOURS:
            return term.form("name", "adj", "noun", "m")
        return term.form(*_DEFAULT_FORMS.get(kind, ()), *_DEFAULT_FORMS[""])

    def agreeing(self, term: Term, gender: str, plural: bool) -> str | None:
        """The adjective form for a noun's gender and number; invariable terms give their only form."""
        plural = plural or gender == "pl"  # plural-only nouns (ru шорты, de Leggings)
        wanted = _AGREE.get(("m" if gender in ("", "pl") else gender, plural), "m")
        fallback = ("p", "m") if plural else ("m",)
        return term.form(wanted, *fallback, "adj", "item", "by") or self.default_form(term)


class _Everything(dict[str, str]):
    """A mapping that answers every form with the same word (Chinese does not inflect)."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self._word = word

    def get(self, key: str, default: Any = None) -> Any:
        """The one word, whatever the form; a sentence is the word with its label."""
        return f"特点：{self._word}。" if key == "sentence" else self._word


def _term(concept: Concept, raw: Mapping[str, Any]) -> Term:
    forms = {key: value for key, value in raw.items() if isinstance(value, str) and key not in ("g",)}
    extra = {key: value for key, value in raw.items() if not isinstance(value, str | list)}
    return Term(concept, forms, str(raw.get("g", "")), tuple(raw.get("also", ())), tuple(raw.get("avoid", ())), extra)


class Glossaries:
    """Loads glossaries from `resources/glossary` on first use; safe from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._loaded: dict[str, Glossary] = {}
        self._concepts: Concepts | None = None

    @property
    def concepts(self) -> Concepts:
        """The concept list."""
        with self._lock:
            if self._concepts is None:
                raw = json.loads((self._folder / "concepts.json").read_text("utf-8"))["terms"]
                self._concepts = Concepts(
                    Concept(key, item["kind"], item["zh"], item.get("hant", ""), tuple(item.get("also_zh", ())), item.get("note_zh", ""))
                    for key, item in raw.items()
                )
            return self._concepts

    def __call__(self, language: str) -> Glossary:
        """The glossary of a language (a file that is missing gives an empty one)."""
        with self._lock:
            if language not in self._loaded:
                path = self._folder / f"{language}.json"
                terms = json.loads(path.read_text("utf-8"))["terms"] if language != "zh" and path.exists() else {}
                self._loaded[language] = Glossary(language, self.concepts, terms)
            return self._loaded[language]
