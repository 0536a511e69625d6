"""The recognition words of one language, compiled once (resources/asks/FORMAT.md)."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.language.normalise import fold

UNSPACED = frozenset({"ja", "ko", "zh"})
_NEVER = re.compile(r"(?!)")
_TOKEN = re.compile(r"[^\W\d_][\w'-]*/?")
_POLITE = re.compile(
    r"\s?(?:,\s?)?(?<!\w)(?:please|kindly|por favor|per favore|per piacere|s'il vous plait|bitte|пожалуйста|من فضلكم?|لو سمحتم?|vui lòng|vui long|ya|dong|kak|gan|min|sis|ạ|nhé|với ạ)(?!\w)\s?(?:,\s?)?"
)
_ASCII_WORD = re.compile(r"^[a-z][a-z .*?/]*$")


def folded(text: str, language: str) -> str:
    """A text as lexicon phrases are matched on it."""
    return fold(text, language).text.replace("ß", "ss")


def bare(text: str) -> str:
    """A folded Vietnamese text without its tones, for buyers who type without them."""
    decomposed = unicodedata.normalize("NFD", text).replace("đ", "d")
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch))


def phrase_pattern(phrases: Iterable[str], language: str) -> re.Pattern[str]:
    """One pattern for a list of phrases; repetition inside phrases is bounded, so matching stays linear."""
    parts = [_phrase(phrase, language) for phrase in sorted(phrases, key=len, reverse=True)]  # the fuller phrase is the one meant
    return re.compile("|".join(parts)) if parts else _NEVER


def _phrase(phrase: str, language: str) -> str:
    text = folded(phrase, language)
    if language in UNSPACED and not _ASCII_WORD.match(text):
        return text.replace("*", r"\w{0,12}").replace(" ?", " ").replace(" ", r"\s*")
    body = text.replace(" .. ", "\1").replace(" ?", "\2").replace(" ", r"\s+").replace("\2", r"\s?").replace("*", r"\w{0,20}")
    body = body.replace("\1", r"\s(?:(?:[^.,;!?\n]|[.,](?=\d)){0,40}?[\s'])?")
    left = r"(?<![a-z0-9])" if language in UNSPACED else r"(?<!\w)"
    right = r"(?![a-z])" if language in UNSPACED else r"(?!\w)"
    if language == "ar" and not text[:1].isascii():
        left += "(?:[وفبلك]{0,2}(?:ال)?|لل)?"
    return f"{left}(?:{body}){right}"


@dataclass(frozen=True)
class Lexicon:
    """Compiled words of one language. `scales` and `numbers` map folded words to values."""

    language: str
    kinds: Mapping[str, re.Pattern[str]]
    weak: Mapping[str, re.Pattern[str]]
    cues: Mapping[str, re.Pattern[str]]
    units: Mapping[str, re.Pattern[str]]
    currencies: Mapping[str, re.Pattern[str]]
    months: tuple[re.Pattern[str], ...]
    month_end: re.Pattern[str]
    scales: tuple[tuple[re.Pattern[str], int], ...]
    closing: re.Pattern[str]
    quote_head: re.Pattern[str]
    slang: Mapping[str, str]

    def spelled(self, text: str) -> str:
        """A folded text with chat shorthand ("brp", "qto", "u") written out and words of politeness taken away; its length changes."""
        if self.slang:
            text = _TOKEN.sub(lambda match: self.slang.get(match[0], match[0]), text)
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

    def compiled(group: str) -> dict[str, re.Pattern[str]]:
        return {key: phrase_pattern(phrases, name) for key, phrases in raw[group].items()}

    scales = tuple((phrase_pattern([word], name), int(value)) for word, value in raw["scales"].items())
    return Lexicon(
        language=name,
        kinds=compiled("kinds"),
        weak=compiled("weak"),
        cues=compiled("cues"),
        units=compiled("units"),
        currencies=compiled("currencies"),
        months=tuple(phrase_pattern(names, name) for names in raw["months"]),
        month_end=phrase_pattern(raw["month_end"], name),
        scales=scales,
        closing=phrase_pattern(raw["closing"], name),
        quote_head=phrase_pattern(raw["quote_head"], name),
        slang={folded(short, name): folded(full, name) for short, full in raw.get("slang", {}).items()},
    )
