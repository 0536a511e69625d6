"""Codes, contacts and dates of a text against those that the card writes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from desktop.drafting.facts.reading import CodeAt, Reading
from desktop.drafting.facts.sources import CardFacts, compact
from desktop.drafting.facts.verdicts import Verdict

_COUNTED_YARN = re.compile(r"(\d+)er")  # "600er Garn" is 600D
_LETTERS_NUMBER = re.compile(r"([a-z]+)(\d+(?:\.\d+)?)")


@dataclass
class CodeComparer:
    """Judges the codes and contacts of texts in one language for one card."""

    facts: CardFacts
    language: str

    def judge(self, reading: Reading) -> list[Verdict]:
        """One verdict for each code and each contact."""
        return [*map(self._code, reading.codes), *map(self._contact, reading.contacts)]

    def _code(self, code: CodeAt) -> Verdict:
        known = self.facts.codes.get(compact(code.text)) or (("model_number", code.text) if code.kind == "known" else None)
        if known:
            return Verdict(code.start, code.end, True, "code", known[0])
        if label := _LETTERS_NUMBER.fullmatch(code.text):  # "LED120", "Ra95", "UPF50"
            value = Decimal(label[2])
            if value in self.facts.after_word.get(label[1], ()) or (label[1] == "led" and value in self.facts.bare):
                return Verdict(code.start, code.end, True, "code", self.facts.bare.get(value, "attributes"))
        if self.language == "de" and (count := _COUNTED_YARN.fullmatch(code.text)) and count[1] + "d" in self.facts.codes:
            return Verdict(code.start, code.end, True, "code", self.facts.codes[count[1] + "d"][0])
        path, text = self._nearest_code(code.text)
        return Verdict(code.start, code.end, False, "code", path, expected=text, reason="code")

    def _nearest_code(self, text: str) -> tuple[str, str]:
        wanted = compact(text)
        best = ("", "", 0)
        for known, (path, written) in self.facts.codes.items():
            shared = sum(a == b for a, b in zip(known, wanted, strict=False))
            if abs(len(known) - len(wanted)) <= 2 and shared > best[2]:
                best = (path, written, shared)
        return best[0], best[1]

    def _contact(self, code: CodeAt) -> Verdict:
        for path, text in self.facts.texts:
            if code.text in text.lower():
                return Verdict(code.start, code.end, True, "number", path)
        kind = "term" if code.kind == "date" else "claim"
        return Verdict(code.start, code.end, False, kind, reason="date" if code.kind == "date" else "contact")
