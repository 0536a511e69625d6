"""Lexicons of the fact lock: glossary terms with every form that a text may hold, compiled once per language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from desktop.drafting.facts.words import claim_words, places, stuffs
from desktop.language.glossary import Concepts, Glossary, Term
from desktop.language.match import Lexicon, Writing
from desktop.language.normalise import fold_word

FACT_KINDS = ("material", "colour", "certificate")
# Forms that are phrases with a preposition or whole sentences: not words to be found.
_PHRASES = frozenset({"sentence", "for", "in", "with", "prefix"})
_PREPOSITIONS = frozenset({"de", "du", "d'", "d’", "en", "em", "di", "in", "aus", "из", "من", "bằng", "dari", "des", "do", "da", "of"})
IGNORE = "ignore"
# How owners name a stuff inside longer words ("铜扣", "牛仔裤", "手柄：铝"); it only adds to what a card is known to state.
_CHINESE_SHORT = {
    "牛仔": "denim", "铜": "copper brass", "铝": "aluminum", "铁": "iron", "钢": "steel", "塑料": "plastic", "橡胶": "rubber",
    "木": "wood", "竹": "bamboo", "陶": "ceramic", "瓷": "ceramic porcelain", "玻璃": "glass", "皮": "leather", "麻": "linen",
    "丝绸": "silk", "仿毛": "faux-fur", "人造毛": "faux-fur", "仿皮": "pu-leather", "人造革": "pu-leather", "羊毛": "wool",
}  # fmt: skip


def writings(glossary: Glossary, language: str) -> Iterator[Writing]:
    """Every writing of every term of a language, and the phrases in which a word means something else."""
    for key, term in glossary.terms.items():
        yield from _term_writings(key, term)
    words = claim_words(language)
    for concept, word in words.also:
        known = glossary.concepts.by_id.get(concept)
        yield Writing(word, concept, known.kind if known else "material")
    for concept, word in stuffs(language):
        yield Writing(word, concept, "material")
    for name in places("en").certificates:
        yield Writing(name, "scheme:" + name, "certificate")
    for phrase in words.ignore:
        yield Writing(phrase, phrase, IGNORE)


def _term_writings(key: str, term: Term) -> Iterator[Writing]:
    kind = term.concept.kind
    boundary = bool(term.extra.get("boundary"))
    for name, text in term.forms.items():
        if name in _PHRASES:
            continue
        if name in ("of", "by"):
            text = _without_preposition(text)
        if text:
            yield Writing(text, key, kind, boundary=boundary)
    for text in term.also:
        yield Writing(text, key, kind, boundary=boundary)
    for text in term.avoid:
        yield Writing(text, key, kind, avoid=True)


def _without_preposition(text: str) -> str:
    head, _, tail = text.replace("d’", "d' ").replace("d'", "d' ").partition(" ")
    return tail.strip() if head in _PREPOSITIONS or head == "d'" else ("" if not tail else text)


def _english_plurals(items: list[Writing]) -> Iterator[Writing]:
    for item in items:
        if item.kind == "colour" and not item.avoid and item.text[-1:].isalpha() and not item.text.endswith("s") and item.concept != "rust":
            yield item._replace(text=item.text + "s")


class Lexicons:
    """Lexicons by language, and the owner's own words for reading cards."""

    def __init__(self, glossaries: Callable[[str], Glossary]) -> None:
        self._glossaries = glossaries
        self._made: dict[str, Lexicon] = {}
        self._concept_of: dict[str, str] | None = None
        self.forms = lru_cache(maxsize=20_000)(self._forms)

    def _forms(self, language: str, concept: str) -> str:
        """Every form of a concept in a language, folded, with bars between them; "" for an unknown one."""
        term = self._glossaries(language).terms.get(concept)
        return " | ".join(fold_word(word, language) for word in (*term.forms.values(), *term.also)) if term else ""

    def glossary(self, language: str) -> Glossary:
        """The glossary of a language."""
        return self._glossaries(language)

    def lexicon(self, language: str) -> Lexicon:
        """The lexicon of a language; "zh" holds the owner's words."""
        if language not in self._made:
            self._made[language] = self._make(language)
        return self._made[language]

    def stated(self, text: str) -> tuple[str, ...]:
        """The concepts that a text of a card names, as an id, in Chinese or in English."""
        known = self.concept_of.get(fold_word(text, "en"))
        own = self.lexicon("en" if text.isascii() else "zh").concepts_in(text)
        return (known, *own) if known else own

    def _make(self, language: str) -> Lexicon:
        if language == "zh":
            return Lexicon("zh", self._chinese(self._glossaries("en").concepts))
        items = list(writings(self._glossaries(language), language))
        if language == "en":
            items.extend(_english_plurals(items))
        else:
            items.extend(item for item in writings(self._glossaries("en"), "en") if item.kind == "certificate" and not item.avoid)
        lexicon = Lexicon(language, items)
        if language == "de":
            terms = self._glossaries("de").terms
            heads = [(str(term.forms.get("prefix", "")), term.concept.kind, key) for key, term in terms.items() if term.forms.get("prefix")]
            lexicon.add_heads(head for head in heads if head[1] == "material")
        return lexicon

    @staticmethod
    def _chinese(concepts: Concepts) -> Iterator[Writing]:
        for concept in concepts.by_id.values():
            for text in (concept.zh, concept.hant, *concept.also_zh):
                if text:
                    yield Writing(text, concept.id, concept.kind)
        for stuff, text in stuffs("zh"):
            yield Writing(text, stuff, "material")
        for text, ids in _CHINESE_SHORT.items():
            for concept_id in ids.split():
                yield Writing(text, concept_id, "material")

    @property
    def concept_of(self) -> dict[str, str]:
        """Folded id or Chinese word to concept id."""
        if self._concept_of is None:
            found: dict[str, str] = {}
            for concept in self._glossaries("en").concepts.by_id.values():
                for text in (concept.id, concept.id.replace("-", " "), concept.zh):
                    found.setdefault(fold_word(text, "en"), concept.id)
            self._concept_of = found
        return self._concept_of
