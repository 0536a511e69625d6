"""The recognition words of one language (resources/asks/FORMAT.md)."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.drafting.asks.phrases import UNSPACED, Phrases, folded

__all__ = ["UNSPACED", "Lexicon", "Lexicons", "Phrases", "bare", "folded"]

_TOKEN = re.compile(r"[^\W\d_][\w'-]*/?")
_POLITE = re.compile(
    r"\s?(?:,\s?)?(?<!\w)(?:please|kindly|por favor|per favore|per piacere|s'il vous plait|bitte|пожалуйста|من فضلكم?|لو سمحتم?|vui lòng|vui long|ạ|nhé|với ạ)(?!\w)\s?(?:,\s?)?"
)

_POLITE_ID = re.compile(r"\s?(?:,\s?)?(?<!\w)(?:ya|dong|kak|gan|min|sis)(?!\w)\s?(?:,\s?)?")


def bare(text: str) -> str:
    """A folded Vietnamese text without its tones, for buyers who type without them."""
    decomposed = unicodedata.normalize("NFD", text).replace("đ", "d")
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


_TONES = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáèéìíòóùúýãõũĩ]")


def toneless(text: str) -> bool:
    """Whether a Vietnamese text in small letters is typed without any tones."""
    return _TONES.search(text) is None


@dataclass(frozen=True)
class Lexicon:
    """The words of one language. `scales` are words behind a number ("thousand"), `spoken` whole numbers ("полторы тысячи")."""

    language: str
    kinds: Mapping[str, Phrases]
    weak: Mapping[str, Phrases]
    cues: Mapping[str, Phrases]
    units: Mapping[str, Phrases]
    currencies: Mapping[str, Phrases]
    months: tuple[Phrases, ...]
    month_end: Phrases
    scales: tuple[tuple[Phrases, int], ...]
    spoken: tuple[tuple[Phrases, int], ...]
    closing: Phrases
    quote_head: Phrases
    slang: Mapping[str, str]

    def spelled(self, text: str) -> str:
        """A folded text with chat shorthand ("brp", "qto", "u") written out and words of politeness taken away; its length changes."""
        if self.slang:
            text = _TOKEN.sub(lambda match: self.slang.get(match[0], match[0]), text)
        if self.language == "id":  # "min" is an address there, and "minimum" elsewhere
            text = _POLITE_ID.sub(" ", text)
        return _POLITE.sub(" ", text)

    def cue(self, name: str, text: str) -> bool:
        """Whether a cue stands anywhere in a folded text."""
        return bool(self.cues[name].search(text))


class Lexicons:
    """Loads lexicons from `resources/asks` on first use; safe from any thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._loaded: dict[str, Lexicon] = {}

    def __call__(self, language: str) -> Lexicon:
        """The lexicon of a language. "vi-bare" is Vietnamese without tones."""
        with self._lock:
            if language not in self._loaded:
                self._loaded[language] = _load(self.folder, language)
            return self._loaded[language]


def _load(folder: Path, language: str) -> Lexicon:
    name = language.split("-")[0]
    text = (folder / f"{name}.json").read_text("utf-8")
    if language == "vi-bare":
        text = bare(text)
    raw = json.loads(text)
    unsaid = frozenset(raw.get("bare_skip", ())) if language == "vi-bare" else frozenset()

    def compiled(group: str) -> dict[str, Phrases]:
        return {key: Phrases([phrase for phrase in phrases if phrase not in unsaid], name) for key, phrases in raw[group].items()}

    def valued(group: str) -> tuple[tuple[Phrases, int], ...]:
        return tuple((Phrases([word], name), int(value)) for word, value in raw.get(group, {}).items())

    return Lexicon(
        language=name,
        kinds=compiled("kinds"),
        weak=compiled("weak"),
        cues=compiled("cues"),
        units=compiled("units"),
        currencies=compiled("currencies"),
        months=tuple(Phrases(names, name) for names in raw["months"]),
        month_end=Phrases(raw["month_end"], name),
        scales=valued("scales"),
        spoken=valued("spoken"),
        closing=Phrases(raw["closing"], name),
        quote_head=Phrases(raw["quote_head"], name),
        slang={folded(short, name): folded(full, name) for short, full in raw.get("slang", {}).items()},
    )
