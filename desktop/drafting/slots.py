"""Slots: named places in a text that code fills from the card, in the reader's own forms and style.

The grammar of templates is in resources/phrasebook/FORMAT.md. A template is parsed once; filling is look-ups.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from desktop.language.locales import LocaleInfo

_MACRO = re.compile(r"\{([^{}]*)\}")
_VOWEL_SOUND = re.compile(r"^(?:[aeiouAEIOU]|[FHLMNRSX](?![a-z])|8|11(?!\d)|18(?!\d))")
_NOT_VOWEL_SOUND = re.compile(r"^(?:uni|use|usa|Uni|Use|USB|U[A-Z]|one\b|eu|Eu)")
_ELIDES = re.compile(r"^[aeiouâàéèêëîïôûùœæAEIOUÂÀÉÈÊËÎÏÔÛÙŒÆhH]")
_ASPIRATED = re.compile(r"^(?:ha(?:mac|nche|ut|rnais|ngar)|ho(?:usse|lster)|hotte|h[ée]risson|huit)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"([.!?…]\s+|\n)")


class Piece(NamedTuple):
    """Part of a template: literal text ("text"), or a macro by its inner text ("slot", "article", "agree", "particle")."""

    text: str
    kind: str = "text"


def _macro(text: str) -> Piece:
    if text in ("a", "de"):
        return Piece(text, "article")
    if text.startswith(("agree:", "agree_pl:")):
        return Piece(text, "agree")
    return Piece(text, "particle" if "/" in text else "slot")


@lru_cache(maxsize=16384)
def parse(template: str) -> tuple[Piece, ...]:
    """A template as pieces, in order."""
    pieces: list[Piece] = []
    end = 0
    for match in _MACRO.finditer(template):
        if match.start() > end:
            pieces.append(Piece(template[end : match.start()]))
        pieces.append(_macro(match[1]))
        end = match.end()
    if end < len(template):
        pieces.append(Piece(template[end:]))
    return tuple(pieces)


SlotValue = Callable[[str], str | None]


class Template:
    """Fills templates for one reader. `agree` is the gender ("m", "f", "n") and number of the product noun."""

    def __init__(self, info: LocaleInfo, gender: str = "", plural_noun: bool = False) -> None:
        self.info = info
        self.gender = gender
        self.plural_noun = plural_noun

    def fill(self, template: str, value: SlotValue, *, capital: bool = True) -> str | None:
        """The text with every slot filled; None when `value` cannot fill one of them."""
        out: list[str] = []
        waiting = ""  # "a" or "de": decided by what follows
        for words, kind in parse(template):
            if kind == "text":
                text = words
            elif kind == "slot":
                filled = value(words)
                if filled is None:
                    return None
                text = filled
            elif kind == "article":
                waiting = words
                continue
            else:
                text = self._agree(words) if kind == "agree" else _particle(words, out[-1] if out else "")
            if waiting:
                if not text.strip():
                    out.append("")
                    continue
                text = _article(waiting, text.lstrip(" "))
                waiting = ""
            out.append(text)
        result = "".join(out)
        return capitalised(result, self.info) if capital else result

    def _agree(self, macro: str) -> str:
        """Words by the noun's gender and number: m|f|mp|fp, m|f|n|pl (de, ru), m|f (ar)."""
        head, _, words = macro.partition(":")
        choices = words.split("|")
        plural = head == "agree_pl" or self.plural_noun or self.gender == "pl"
        feminine = self.gender == "f"
        if self.info.language in ("de", "ru"):
            index = 3 if plural else {"m": 0, "f": 1, "n": 2}.get(self.gender, 0)
        elif len(choices) == 4:
            index = (2 if plural else 0) + (1 if feminine else 0)
        else:
            index = 1 if feminine else 0
        return choices[min(index, len(choices) - 1)]


def _article(kind: str, text: str) -> str:
    if kind == "a":
        vowel = bool(_VOWEL_SOUND.match(text)) and not _NOT_VOWEL_SOUND.match(text)
        return ("an " if vowel else "a ") + text
    return ("d’" if _ELIDES.match(text) and not _ASPIRATED.match(text) else "de ") + text


# Units as Koreans read them: 센티미터, 킬로그램, 루멘 ... True when the reading ends in a consonant.
_KOREAN_UNITS = {
    "cm": False, "mm": False, "m": False, "km": False, "in": False, "kg": True, "g": True, "mg": True, "t": True, "ml": False, "L": False,
    "W": False, "kW": False, "V": False, "Hz": False, "A": False, "mA": False, "mAh": False, "Ah": False, "Wh": False, "lm": True, "K": True,
    "MPa": True, "kPa": True, "bar": False, "kN": True, "N": True, "rpm": True, "h": True, "dB": True, "m²": False, "m³": False, "g/m²": False,
}  # fmt: skip


def has_final_consonant(text: str) -> bool:
    """Whether the last syllable, as Koreans read it, ends in a consonant (digits, units and Latin letters by their reading)."""
    unit = text.rsplit(" ", 1)[-1]
    if unit in _KOREAN_UNITS and text[:1].isdigit():
        return _KOREAN_UNITS[unit]
    for ch in reversed(text):
        if "가" <= ch <= "힣":
            return (ord(ch) - 0xAC00) % 28 != 0
        if ch.isdigit():
            return ch in "013678"
        if ch.isascii() and ch.isalpha():
            return ch.lower() in "lmnr" if not ch.islower() else ch in "bcdgklmnpt"
    return False


def _ends_in_rieul(text: str) -> bool:
    for ch in reversed(text):
        if "가" <= ch <= "힣":
            return (ord(ch) - 0xAC00) % 28 == 8
        if ch.isalnum():
            return ch in "178" or ch in "lLrR"
    return False


def _particle(pair: str, before: str) -> str:
    """The Korean particle after `before`: "을/를" gives 을 after a consonant; 으로/로 is 로 after ㄹ too."""
    closed, _, open_ = pair.partition("/")
    if not has_final_consonant(before) or (closed == "으로" and _ends_in_rieul(before)):
        return open_
    return closed


def capitalised(text: str, info: LocaleInfo) -> str:
    """The first letter of each sentence in upper case, for scripts that have it."""
    if info.language in ("ar", "ja", "ko", "zh"):
        return text
    if _SENTENCE_END.search(text) is None:
        return _upper_first(text)
    return "".join(map(_upper_first, _SENTENCE_END.split(text)))


def _upper_first(text: str) -> str:
    if text[:1].isalpha():
        return text[0].upper() + text[1:]
    for index, ch in enumerate(text):
        if ch.isalpha():
            return text[:index] + ch.upper() + text[index + 1 :]
        if ch.isdigit():
            break
    return text


_SMALL_WORDS = {
    "a",
    "an",
    "and",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "or",
    "per",
    "the",
    "to",
    "with",
    "x",
}


def title_case(text: str) -> str:
    """English title case that leaves codes, units and capitals as they are."""
    words = text.split(" ")
    return " ".join(word if (index and word.lower() in _SMALL_WORDS) else _title_word(word) for index, word in enumerate(words))


def _title_word(word: str) -> str:
    if any(ch.isdigit() for ch in word) or word.upper() == word or word.rstrip(",.;)") in _UNIT_WORDS:
        return word
    return "-".join(part[:1].upper() + part[1:] if part.islower() else part for part in word.split("-"))


_UNIT_WORDS = frozenset(
    "cm mm m km kg g mg t ml l h min s dB Hz kHz kW mA mAh gsm g/m2 m2 m3 rpm lm lx bar psi in ft lb oz pcs pcs/min m/min L/min".split()
)
_ASCII = str.maketrans(
    {
        "×": "x",
        "–": "-",
        "—": "-",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "²": "2",
        "³": "3",
        "\u00a0": " ",
        "\u202f": " ",
        "·": "-",
        "Ω": "ohm",
    }
)


def ascii_title(text: str) -> str | None:
    """The title as Alibaba.com's form takes it (ASCII, reference 3.4); None when a character has no plain twin."""
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII))
    plain = "".join(ch for ch in plain if not unicodedata.combining(ch))
    return plain if plain.isascii() else None
