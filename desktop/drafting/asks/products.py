"""Which of the owner's cards a message means: by SKU, model, link or name in any language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from desktop.domain.cards import Card
from desktop.drafting.asks.lexicon import UNSPACED, folded
from desktop.drafting.asks.phrases import Names
from desktop.language.glossary import Glossary, fold


class ProductFinder:
    """Finds the cards a message means. `glossaries` gives the glossary of a language."""

    def __init__(self, glossaries: Callable[[str], Glossary]) -> None:
        self._glossaries = glossaries

    def find(self, text: str, language: str, cards: Sequence[Card]) -> tuple[Card, ...]:
        """The cards meant, the surest first; the only card when there is just one."""
        if len(cards) <= 1:
            return tuple(cards)
        low = folded(text, language)
        by_code = [card for card in cards if _names_code(low, card)]
        if by_code:
            return tuple(by_code)
        scored = [(self._score(low, language, card), card) for card in cards]
        best = max(score for score, _ in scored)
        found = tuple(card for score, card in scored if score == best) if best > 0 else ()
        return found if len(found) == 1 else ()  # two products fit equally: the owner must say which is meant

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

    def names(self, language: str, cards: Sequence[Card]) -> re.Pattern[str]:
        """What these products are called in a language, to be taken out before kinds are read ("packing machine" asks nothing)."""
        glossary = self._glossaries(language)
        forms = {form for card in cards for form in self._nouns(glossary, card)}
        forms |= {folded(name, language) for card in cards for name in card.name.values()}
        long = sorted((form for form in forms if len(form) > (1 if language in UNSPACED else 4)), key=len, reverse=True)
        return re.compile("|".join(re.escape(form) for form in long)) if long else re.compile(r"(?!)")

    def _score(self, low: str, language: str, card: Card) -> int:
        """How much of a product's name stands in the text: the product noun counts most, then material and colour words."""
        score = 0
        for name in card.name.values():
            if len(name) > 3 and folded(name, language) in low:
                score += 100
        glossary = self._glossaries(language)
        nouns = self._nouns(glossary, card)
        hit = max((len(form) for form in nouns if _stands(form, low, language)), default=0)
        common = 0 if hit else max((len(word) for word in _heads(nouns) if _roughly(word, low, language)), default=0)
        if not hit and not score and not common:
            return 0
        score += 10 + hit + common // 2
        for key in ("material", "technique", "use"):
            for value in card.values(key):
                term = glossary.term(value)
                forms = [*term.forms.values(), *term.also] if term else []
                if any(_stands(folded(form, language), low, language) for form in forms if len(form) > 2):
                    score += 3
        return score

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


def _names_code(low: str, card: Card) -> bool:
    for code in dict.fromkeys((card.sku, card.model_number or "")):
        if code and re.search(rf"(?<![a-z0-9]){re.escape(code.casefold())}(?![a-z0-9])", low):
            return True
        compact = re.sub(r"[^a-z0-9]", "", code.casefold())
        if len(compact) >= 4 and any(ch.isdigit() for ch in compact) and re.search(rf"(?<![a-z0-9]){_loose(compact)}(?![a-z0-9])", low):
            return True
    return False


def _loose(compact: str) -> str:
    return r"[\s\-_]?".join(re.escape(part) for part in re.findall(r"[a-z]+|\d+", compact))


def _stands(form: str, low: str, language: str) -> bool:
    if not form:
        return False
    if language in UNSPACED:
        return form in low
    return bool(re.search(rf"(?<!\w)(?:ال|بال|لل|وال)?{re.escape(form)}(?!\w)", low))
