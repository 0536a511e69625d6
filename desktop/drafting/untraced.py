"""Amber: words of a model's draft that trace to nothing on the card and are no word of the house's own sentences.

Every word that the phrasebook of a language uses is neutral: people approved those sentences, and no fact stands in them as
a literal word. The forms of the card's own terms are known too. What is left may be a quality, a use or an effect that the
model made up: it is shown, and the owner decides. What must never be said is the block list's business (facts).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from desktop.domain.cards import Card
from desktop.domain.listings import Finding, Listing, SlottedListing
from desktop.i18n import N_, _
from desktop.language.glossary import Glossary
from desktop.language.phrasebook import Phrasebook
from desktop.language.scripts import script_runs

_SLOT = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
SHORT = 3
"""Words up to so many letters join sentences and state nothing."""
MOST = 12
MESSAGE = N_("“{text}” was written by the model and stands neither on the card nor in our own sentences: is it true?")


class UntracedWords:
    """Finds them, in drafts with lines that a model wrote."""

    def __init__(self, phrasebooks: Callable[[str], Phrasebook], glossaries: Callable[[str], Glossary]) -> None:
        self._phrasebooks, self._glossaries = phrasebooks, glossaries
        self._neutral = lru_cache(maxsize=16)(self._neutral_words)

    def findings(self, card: Card, slotted: SlottedListing, listing: Listing) -> tuple[Finding, ...]:
        """A warning for each such word, at most twelve, with its place in the rendered text."""
        language = slotted.locale.split("-")[0]
        fields = dict(listing.texts())
        found: list[Finding] = []
        seen: set[str] = set()
        for place, line in slotted.lines():
            if line.writer != "model":
                continue
            field = "description" if place.startswith("description") else place
            for word in self._unknown(card, language, line.slotted):
                start = fields.get(field, "").casefold().find(word)
                if start >= 0 and word not in seen and len(found) < MOST:
                    seen.add(word)
                    text = fields[field][start : start + len(word)]
                    message = _(MESSAGE, text=text)
                    found.append(Finding("warn", "claim", field, text, start, start + len(word), "", message))
        return tuple(found)

    def _unknown(self, card: Card, language: str, slotted: str) -> Iterator[str]:
        neutral = self._neutral(language)
        own = self._of_card(card, language)
        for part in _SLOT.split(slotted):
            for word in words(part, language):
                known = word in neutral or any(word in term or term in word for term in own)
                if not known and not (language == "ja" and word in self._text(language)):
                    yield word

    def _of_card(self, card: Card, language: str) -> frozenset[str]:
        """The forms of every term on the card, and its own writings."""
        glossary = self._glossaries(language)
        found: set[str] = set()
        for _path, text in card.without_private().facts():
            term = glossary.term(text)
            forms = [*term.forms.values(), *term.also] if term else [text]
            found.update(form.casefold() for form in forms if len(form) > 2)
        return frozenset(found)

    def _neutral_words(self, language: str) -> frozenset[str]:
        return frozenset(words(_SLOT.sub(" ", self._text(language)), language))

    def _text(self, language: str) -> str:
        patterns = self._phrasebooks(language).by_id.values()
        return " ".join(f"{pattern.text} {pattern.answer}" for pattern in patterns).casefold()


def words(text: str, language: str) -> set[str]:
    """The words of a text that may say something, folded; in Japanese the runs of Han and of katakana."""
    folded = text.casefold()
    if language == "ja":
        runs = ((folded[start:end], script) for script, start, end in script_runs(folded))
        return {run for run, script in runs if len(run) > 1 and (script == "han" or "ァ" <= run[0] <= "ー")}
    least = 1 if language == "ko" else SHORT
    return {word for word in _WORD.findall(folded) if len(word) > least}
