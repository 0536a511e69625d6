"""Checks that need no number: trade terms, origin, claims, brands, language, refusals, open slots, length."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.domain.cards import Card
from desktop.drafting.facts.compare import Verdict
from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import SIZE_ORDER, CardFacts, size_rank
from desktop.drafting.facts.words import ClaimWords, Places
from desktop.language.scripts import SCRIPT_OF, allowed_scripts, script_counts, script_runs

_INCOTERM = re.compile(r"(?<![A-Za-z])(EXW|FCA|FAS|FOB|CFR|CIF|CPT|CIP|DAP|DPU|DDP|DDU|DAT|CNF|C&F)(?![A-Za-z])")
_SLOT = re.compile(r"\{[^{}\s]{1,40}\}|\[\[?[a-z_]{2,20}\]\]?|<[a-z_]{2,20}>|%[a-z]+%|\bTODO\b|\bXXX+\b|lorem ipsum")
_SIZE = r"(?:XXXS|XXS|XS|S|M|L|XL|XXL|XXXL|XXXXL|[2-6]XL)"
_SIZE_RANGE = re.compile(rf"(?<![A-Za-z0-9])({_SIZE})\s?(?:-|–|—|~|～|〜|to|a|à|al|alla|bis|до|إلى|الى|から|부터|đến|sampai|hingga|do|ao|au|et)\s?(?:la |the |el )?({_SIZE})(?![A-Za-z0-9])")
_SIZE_LIST = re.compile(rf"(?<![A-Za-z0-9]){_SIZE}(?:(?:, ?|/|、|،\s?){_SIZE})+(?![A-Za-z0-9])")
_ONE_SIZE = re.compile(rf"(?<![A-Za-z0-9]){_SIZE}(?![A-Za-z0-9])")


@dataclass
class TextChecks:
    """The checks of one language for one card."""

    card: Card
    facts: CardFacts
    words: ClaimWords
    places: Places
    language: str

    def check(self, reading: Reading) -> list[Verdict]:
        """All verdicts that block or warn; trade terms that the card confirms are listed as good."""
        found = self._incoterms(reading) + self._places(reading) + self._payments(reading) + self._sizes(reading)
        return found + self._claims(reading) + self._brands(reading) + self._leftovers(reading) + self._script(reading)

    # --- trade -------------------------------------------------------------------------------------------------------

    def _incoterms(self, reading: Reading) -> list[Verdict]:
        found: list[Verdict] = []
        for match in _INCOTERM.finditer(reading.original):
            start, end = reading.folded.index(match.start()), reading.folded.index(match.end())
            ok = match[1] in self.facts.incoterms
            found.append(Verdict(start, end, ok, "term", "trade.incoterm", expected=", ".join(sorted(self.facts.incoterms)), reason="incoterm"))
        return found

    def _places(self, reading: Reading) -> list[Verdict]:
        text = reading.folded.text
        found: list[Verdict] = []
        for code, names in self.places.writings.items():
            for name in names:
                place = text.find(name)
                while place >= 0:
                    end = place + len(name)
                    if self._whole(text, place, end, name) and (verdict := self._place(reading, code, place, end)):
                        found.append(verdict)
                    place = text.find(name, end)
        return [item for item in found if not any(other is not item and other.start <= item.start and item.end <= other.end and other.end - other.start > item.end - item.start for other in found)]

    def _whole(self, text: str, start: int, end: int, name: str) -> bool:
        if self.language in ("ja", "ko") and not name.isascii():
            return True
        if start and text[start - 1].isalpha() and self.language != "ar":
            return False
        if self.language in ("ru", "ar") and not name.isascii():
            return True
        return not text[end : end + 1].isalpha() or text[end : end + 1] >= "\u3000"

    def _place(self, reading: Reading, code: str, start: int, end: int) -> Verdict | None:
        origin = self.card.origin or ""
        if code in self.facts.ports or code == origin or code == origin[:2]:
            return Verdict(start, end, True, "term", "trade.port" if code in self.facts.ports else "origin")
        text = reading.folded.text
        after_incoterm = any(term.lower() in text[max(0, start - 14) : start] for term in ("fob", "cif", "cfr", "exw", "fca", "dap", "ddp", "cpt", "cip", "fas", "dpu"))
        if len(code) == 5 and (code.startswith(("CN", "HK")) or after_incoterm):
            return Verdict(start, end, False, "term", "trade.port", reason="port", expected=", ".join(sorted(self.facts.ports)))
        if len(code) == 5:
            return None
        if code.startswith("CN-") or self._says_origin(reading, start, end):
            return Verdict(start, end, False, "claim", "origin", reason="origin", expected=origin)
        return None

    def _says_origin(self, reading: Reading, start: int, end: int) -> bool:
        text = reading.folded.text
        if self.language in ("ja", "ko"):
            around = text[end : end + 6]
            if around[:1] in ("製", "産", "산", "제"):
                return True
            return any(cue in around for cue in self.words.origin if len(cue) > 1)
        before = text[max(0, start - 40) : start]
        return any(cue in before for cue in self.words.origin)

    def _payments(self, reading: Reading) -> list[Verdict]:
        text = reading.folded.text
        found: list[Verdict] = []
        for word in self.words.payments:
            place = text.find(word)
            inflected = self.language == "ru" and place >= 0 and not text[place - 1 : place].isalpha()
            if place >= 0 and (inflected or _bounded(text, place, place + len(word), self.language)):
                ok = word in self.facts.payments
                found.append(Verdict(place, place + len(word), ok, "term", "trade.payment", reason="payment", expected=self.facts.payments.strip().upper()))
        return found

    def _sizes(self, reading: Reading) -> list[Verdict]:
        """Letter sizes: a range or list must end where the card's own ends."""
        ranks = [rank for size in self.facts.sizes if (rank := size_rank(size)) >= 0]
        found: list[Verdict] = []
        for match in (*_SIZE_RANGE.finditer(reading.original), *_SIZE_LIST.finditer(reading.original)):
            stated = [rank for size in _ONE_SIZE.findall(match[0]) if (rank := size_rank(size)) >= 0]
            if len(stated) < 2 or set(match[0]) <= set("LWH x/,"):
                continue
            ok = bool(ranks) and min(stated) >= min(ranks) and max(stated) <= max(ranks)
            if _SIZE_RANGE.fullmatch(match[0]):
                ok = ok and (min(stated), max(stated)) == (min(ranks), max(ranks))
            expected = f"{SIZE_ORDER[min(ranks)]}-{SIZE_ORDER[max(ranks)]}" if ranks else ""
            start, end = reading.folded.index(match.start()), reading.folded.index(match.end())
            found.append(Verdict(start, end, ok, "number", "attributes.size", reason="value", expected=expected))
        return found

    # --- claims ------------------------------------------------------------------------------------------------------

    def _claims(self, reading: Reading) -> list[Verdict]:
        text = reading.folded.text
        found: list[Verdict] = []
        for phrase in self.words.claims:
            place = text.find(phrase)
            if place < 0:
                continue
            end = place + len(phrase)
            if text[end : end + 2].strip()[:1].isdigit() and self.language in ("ja", "ko"):
                continue  # "at most", not "the best"
            if _bounded(text, place, end, self.language) and not self._on_card(phrase) and not self._negated(text, place):
                found.append(Verdict(place, end, False, "claim", reason="claim"))
        for phrase in self.words.refusals:
            place = text.find(phrase)
            if place >= 0 and _bounded(text, place, place + len(phrase), self.language) and (place < 3 or " ai" in f" {phrase}" or len(phrase) > 12):
                found.append(Verdict(place, place + len(phrase), False, "language", reason="refusal"))
        return found

    def _negated(self, text: str, place: int) -> bool:
        before = text[max(0, place - 16) : place].split()
        return bool(before) and before[-1] in self.words.negators

    def _on_card(self, phrase: str) -> bool:
        return any(phrase in text.lower() for _, text in self.facts.texts) or phrase in self.own_words

    own_words: frozenset[str] = frozenset()

    def _brands(self, reading: Reading) -> list[Verdict]:
        found: list[Verdict] = []
        own = (self.card.brand or "").lower()
        for brand in self.places.brands:
            place = reading.original.find(brand)
            if place < 0 or brand.lower() == own or any(brand.lower() in text.lower() for _, text in self.facts.texts):
                continue
            before, after = reading.original[place - 1 : place], reading.original[place + len(brand) : place + len(brand) + 1]
            if (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum()):
                continue
            start = reading.folded.index(place)
            found.append(Verdict(start, start + len(brand), False, "claim", "brand", reason="brand", expected=self.card.brand or ""))
        return found

    # --- language ----------------------------------------------------------------------------------------------------

    def _leftovers(self, reading: Reading) -> list[Verdict]:
        found: list[Verdict] = []
        for match in _SLOT.finditer(reading.original):
            found.append(Verdict(reading.folded.index(match.start()), reading.folded.index(match.end()), False, "language", reason="slot"))
        return found

    def _script(self, reading: Reading) -> list[Verdict]:
        """Letters of a script that this language does not use; mostly Latin text where another script is expected."""
        text = reading.original
        if text.isascii() and SCRIPT_OF[self.language] == "latin":
            return []
        allowed = allowed_scripts(self.language)
        found: list[Verdict] = []
        for script, start, end in script_runs(text):
            if script not in allowed and not any(text[start:end] in value for _, value in self.facts.texts if self.language == "zh"):
                found.append(Verdict(reading.folded.index(start), reading.folded.index(end), False, "language", reason="script"))
        own = SCRIPT_OF[self.language]
        if own != "latin" and not found:
            counts = script_counts(text)
            mine = counts["kana"] + counts["han"] if own == "japanese" else counts[own]
            if counts["latin"] > 40 and mine < counts["latin"] // 4:
                found.append(Verdict(0, len(reading.folded.text), False, "language", reason="wrong_language"))
        if self.language == "ja" and not found:
            counts = script_counts(text)
            if counts["han"] >= 12 and counts["kana"] == 0:
                found.append(Verdict(0, len(reading.folded.text), False, "language", reason="wrong_language"))
        return found


def _bounded(text: str, start: int, end: int, language: str) -> bool:
    if language in ("ja", "zh"):
        return True
    before = text[start - 1 : start]
    after = text[end : end + 1]
    if before.isalnum():
        return language == "ar" and text[max(0, start - 3) : start].strip().endswith(("ال", "و", "ب", "ل"))
    return language == "ko" or not after.isalnum()
