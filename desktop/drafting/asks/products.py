"""Which of the owner's cards a message means: by SKU, model, link or name in any language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.domain.cards import Card
from desktop.drafting.asks.goods import Goods
from desktop.drafting.asks.lexicon import UNSPACED, bare, folded, toneless
from desktop.drafting.asks.phrases import Names, Phrases
from desktop.language.glossary import Glossary, fold


@dataclass(frozen=True)
class _Named:
    """A card and where a text names it; no `spans` when only parts of its nouns or wider words do."""

    card: Card
    score: int
    spans: tuple[tuple[int, int], ...]
    coded: bool


@dataclass(frozen=True)
class ProductWords:
    """What the products of a message are called."""

    names: re.Pattern[str]
    everyday: tuple[Phrases, ...]

    def blanked(self, text: str) -> str:
        """The text with the products' names taken out: a "packing machine" asks nothing about packing."""
        text = self.names.sub(_marks, text)
        for phrases in self.everyday:
            text = phrases.sub(_marks, text)
        return text

    def lead(self, text: str) -> bool:
        """Whether a text begins with an everyday name of a product."""
        return bool(self.names.match(text)) or any(phrases.match(text) for phrases in self.everyday)


def _marks(match: re.Match[str]) -> str:
    return "#" * len(match[0])


class ProductFinder:
    """Finds the cards a message means. `glossaries` gives the glossary of a language, `goods` the buyers' everyday nouns."""

    def __init__(self, glossaries: Callable[[str], Glossary], goods: Goods) -> None:
        self._glossaries = glossaries
        self._goods = goods

    def find(self, text: str, language: str, cards: Sequence[Card]) -> tuple[Card, ...]:
        """The cards meant; the only card when there is just one; several where the message lists several products."""
        if len(cards) <= 1:
            return tuple(cards)
        low = folded(text, language)
        named = [item for card in cards if (item := self._named(low, language, card)).score]
        own = _clear([item for item in named if item.spans])
        coded = [item for item in own if item.coded]
        if own:
            first = coded or _best(own)
            listed = [item for item in own if item in first or any(_listed(low, item, other) for other in first)]
            return tuple(item.card for item in sorted(listed, key=lambda item: (not item.coded, item.spans[0])))
        wider = _best([item for item in named if not item.spans])
        return tuple(item.card for item in wider)

    def names_another(self, text: str, language: str, card: Card) -> bool:
        """Whether a piece of a message names other goods and not this card: a quantity there is not this card's."""
        low = folded(text, language)
        if self._named(low, language, card).score:
            return False
        spoken = "vi-bare" if language == "vi" and toneless(low) else language
        return any(not _IS_PART.search(low[:start]) for start, _ in self._goods.anything(low, spoken))

    def nouns(self, language: str) -> Names:
        """Every product noun of a language: a number before one counts things ("600 vases")."""
        glossary = self._glossaries(language)
        forms: set[str] = set()
        for concept in glossary.concepts.of_kind("product"):
            term = glossary.terms.get(concept.id)
            if term:
                forms |= {
                    folded(form, language) for form in (*term.forms.values(), *term.also) if len(form) > (1 if language in UNSPACED else 3)
                }
        return Names(forms, right="" if language in UNSPACED else r"\w{0,2}(?!\w)")

    def words(self, language: str, cards: Sequence[Card]) -> ProductWords:
        """What these products are called in a language ("vi-bare": Vietnamese without tones), by the glossary and in everyday words."""
        spoken = language.split("-")[0]
        glossary = self._glossaries(spoken)
        forms = {form for card in cards for form in self._nouns(glossary, card)}
        forms |= {folded(name, spoken) for card in cards for name in card.name.values()}
        long = sorted((form for form in forms if len(form) > (1 if spoken in UNSPACED else 4)), key=len, reverse=True)
        names = re.compile("|".join(re.escape(form) for form in long)) if long else re.compile(r"(?!)")
        return ProductWords(names, self._goods.nouns(language, cards))

    def _named(self, low: str, language: str, card: Card) -> _Named:
        """Where and how surely a text names a card: its code, its own nouns (20 and more), wider ones or parts of nouns (10 and more)."""
        plain = language == "vi" and toneless(low)
        glossary = self._glossaries(language)
        nouns = [bare(noun) for noun in self._nouns(glossary, card)] if plain else self._nouns(glossary, card)
        spans, wider = self._goods.spans(low, "vi-bare" if plain else language, card)
        spans += [span for noun in nouns for span in _places(noun, low, language)]
        spans += [span for name in card.name.values() if len(name) > 3 for span in _places(folded(name, language), low, language)]
        codes = _code_places(low, card)
        hit = max((end - start for start, end in spans), default=0)
        common = max(
            [len(word) for word in _heads(nouns) if _roughly(word, low, language)] + [end - start for start, end in wider], default=0
        )
        score = 20 + hit if hit else (10 + common // 2 if common else 0)
        if score or codes:
            score += 100 * bool(codes) + 3 * self._shared(low, language, card)
        return _Named(card, score, tuple(sorted(spans + codes)), bool(codes))

    def _shared(self, low: str, language: str, card: Card) -> int:
        """How many of a card's materials, techniques and uses the text names."""
        glossary = self._glossaries(language)
        shared = 0
        for key in ("material", "technique", "use"):
            for value in card.values(key):
                term = glossary.term(value)
                forms = [*term.forms.values(), *term.also] if term else []
                shared += any(_places(folded(form, language), low, language) for form in forms if len(form) > 2)
        return shared

    def _nouns(self, glossary: Glossary, card: Card) -> list[str]:
        zh = fold(card.name.get("zh", ""))
        category = card.category.rsplit("/", 1)[-1]
        forms: list[str] = []
        for concept in glossary.concepts.of_kind("product"):
            known = [concept.zh, *concept.also_zh]
            if any(word and fold(word) in zh for word in known) or concept.id in (category, category.removesuffix("s")):
                term = glossary.terms.get(concept.id)
                if term:
                    forms += [form for form in (*term.forms.values(), *term.also) if len(form) > 1]
        return [folded(form, glossary.language) for form in forms]


def _heads(nouns: Sequence[str]) -> set[str]:
    """The single words of product nouns, as a buyer shortens them ("storage basket" to "basket")."""
    return {word for noun in nouns for word in re.findall(r"[^\W\d_]{4,}", noun)} - _NO_HEADS


_NO_HEADS = frozenset(
    "machine machines maquina maquinas macchina macchine maschine maschinen машина машины станок solar power wall hand table kitchen desk storage garden light canvas cotton wool bamboo rattan ceramic metal wood "
    "para with pour with dari untuk mesin producto product produit produkt prodotto товар изделие organizadora cutting ball deep groove packing".split()
)


def _roughly(word: str, low: str, language: str) -> bool:
    """A word with another ending, or at the end of a German compound ("Schneidbrettern" for "Brett")."""
    if language in UNSPACED:
        return len(word) > 1 and word in low
    cut = 2 if language == "ru" and len(word) > 5 else 1 if len(word) > 4 and language not in ("en", "de", "vi", "id") else 0
    stem = re.escape(word[: len(word) - cut])
    left = r"(?<!\w)\w{0,14}" if language == "de" else r"(?<!\w)(?:ال|بال|لل|وال)?"
    return bool(re.search(rf"{left}{stem}\w{{0,3}}(?!\w)", low))


def _code_places(low: str, card: Card) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for code in dict.fromkeys((card.sku, card.model_number or "")):
        compact = re.sub(r"[^a-z0-9]", "", code.casefold())
        loose = len(compact) >= 4 and any(ch.isdigit() for ch in compact)
        if code:
            writing = _loose(compact) if loose else re.escape(code.casefold())
            found += [match.span() for match in re.finditer(rf"(?<![a-z0-9]){writing}(?![a-z0-9])", low)]
    return found


def _loose(compact: str) -> str:
    return r"[\s\-_]?".join(re.escape(part) for part in re.findall(r"[a-z]+|\d+", compact))


def _places(form: str, low: str, language: str) -> list[tuple[int, int]]:
    """Where a form stands as words of its own."""
    if not form or form not in low:
        return []
    pattern = re.escape(form) if language in UNSPACED else rf"(?<!\w)(?:ال|بال|لل|وال)?{re.escape(form)}(?!\w)"
    return [match.span() for match in re.finditer(pattern, low)]


# "In a gift box", "with a cable": a part or a packing of the product, not another product.
_IS_PART = re.compile(
    r"(?:(?<!\w)(?:with|in|inside|into|per|without|con|en|sin|com|em|sem|num|numa|na|no|avec|dans|sans|par|mit|im|ohne|pro|je|nel|nella|senza|с|в|во|со|без|مع|في|بدون|có|trong|kèm|với|dengan|dalam|pakai|tanpa)"
    r"(?: (?:a|an|the|each|our|own|un|una|uma|une|le|la|il|el|o|einer|einem|eine|der|dem|unserer|nuestra|nossa|notre|nostra))?|в|ب|بال|في)\s?$"
)
_AND = re.compile(
    r"[,;/&+\n、，；]|(?<!\w)(?:and|plus|y|e|et|ainsi que|und|sowie|и|а также|و|và|dan|serta|also|as well as)(?!\w)|و|と|および|및|그리고|하고|과|와|랑"
)
_FAR = 90
_NEAR = 30


def _best(named: Sequence[_Named]) -> list[_Named]:
    """The one with the highest score; none when two fit equally: the owner must say which is meant."""
    top = max((item.score for item in named), default=0)
    first = [item for item in named if item.score == top]
    return first if len(first) == 1 else []


def _clear(named: Sequence[_Named]) -> list[_Named]:
    """Of cards that the same words name, the one that more of the text fits; both are left out when nothing tells them apart."""
    kept = []
    for item in named:
        rivals = [other for other in named if other is not item and any(s < e2 and s2 < e for s, e in item.spans for s2, e2 in other.spans)]
        if all(other.score < item.score for other in rivals):
            kept.append(item)
    return kept


def _listed(low: str, item: _Named, other: _Named) -> bool:
    """Whether two products are listed beside each other: joined by "and", or each with a number in the same enumeration."""
    for start, end in item.spans:
        for start2, end2 in other.spans:
            left, right = min(end, end2), max(start, start2)
            gap = low[left:right]
            apart = left <= right and len(gap) <= _FAR and not _IS_PART.search(low[:start])
            numbers = len(re.findall(r"\d[\d.,]*", gap))
            if apart and (numbers > 1 or (_AND.search(gap) and (numbers or len(gap) <= _NEAR))):
                return True
    return False
