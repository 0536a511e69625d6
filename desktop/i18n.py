"""User-visible text: English in the code, translations in `i18n/<locale>/LC_MESSAGES/messages.po`.

    _("{count} cards imported", count=3)
    ngettext("{n} card", "{n} cards", 3)       `{n}` is filled with the number
    N_("Waits for the line")                   marks a text in a table; `_(text)` translates it when it is shown

Placeholders are named and filled after translation. A translation whose placeholders differ from the English
is not used: a wrong number in a sentence is worse than an English sentence. Only the standard library, and the
catalogue is read straight from its .po (10,000 lines take some 10 ms), so that nothing can be stale.
"""

from __future__ import annotations

import contextlib
import functools
import locale
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

SOURCE_LANGUAGE = "en"
CATALOGUE = Path("LC_MESSAGES") / "messages.po"
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}


@dataclass(frozen=True)
class Catalogue:
    """The translations of one language: English to its forms (one, or one per plural form)."""

    language: str
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def form(self, msgid: str, index: int, like: str) -> str | None:
        """The translation's form `index`, or None where there is none or its placeholders differ from `like`'s."""
        forms = self.texts.get(msgid)
        if not forms:
            return None
        text = forms[min(index, len(forms) - 1)]
        return text if text and same_placeholders(like, text) else None


# The one thing that is chosen for the whole program: which language it speaks. None until it is asked for.
_chosen: Catalogue | None = None


def _(message: str, /, **fields: object) -> str:
    """`message` in the chosen language, its placeholders filled from `fields`; KeyError if one is not given."""
    text = _catalogue().form(message, 0, message) or message
    return text.format(**fields) if fields else text


def ngettext(one: str, many: str, n: int, /, **fields: object) -> str:
    """The form for the number `n`, which also fills `{n}`; other placeholders from `fields`."""
    catalogue = _catalogue()
    # Chinese has one form; every language that comes later needs its rule here.
    index = 0 if catalogue.language.startswith("zh") or n == 1 else 1
    # "One card" need not name the number, the form for many does.
    text = catalogue.form(one, index, many) or (one if n == 1 else many)
    return text.format(**{"n": n, **fields})


def N_(message: str, /) -> str:
    """Marks a text for translation without translating it now."""
    return message


def set_language(wanted: str | None) -> str:
    """Chooses the language ("zh_CN", "zh-Hans-CN", "en" ...; None for the system's); returns the one that it became."""
    global _chosen  # noqa: PLW0603 (see above)
    _chosen = load(match(wanted or system_language()))
    return _chosen.language


def language() -> str:
    """The language that texts come in now: "en" or the name of a folder of `i18n/`."""
    return _catalogue().language


def languages() -> list[str]:
    """The languages that can be chosen, English first."""
    return [SOURCE_LANGUAGE, *sorted(path.parent.parent.name for path in i18n_dir().glob(f"*/{CATALOGUE}"))]


def match(wanted: str) -> str:
    """The nearest language that there is: the same, else the same language elsewhere, else English."""
    parts = wanted.replace("-", "_").split(".")[0].split("_")
    there = languages()
    exact = f"{parts[0].lower()}_{parts[-1].upper()}"
    if exact in there:
        return exact
    return next((name for name in there if name.split("_")[0] == parts[0].lower()), SOURCE_LANGUAGE)


def system_language() -> str:
    """What the system is set to: TENGQIAO_LANGUAGE, LC_ALL, LC_MESSAGES, LANG, then Windows' or macOS's own setting."""
    for name in ("TENGQIAO_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").split(".")[0]
        if value and value not in ("C", "POSIX"):
            return value
    if sys.platform == "win32":
        import ctypes

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), SOURCE_LANGUAGE)
    if sys.platform == "darwin":
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            asked = ["/usr/bin/defaults", "read", "-g", "AppleLocale"]
            return subprocess.run(asked, capture_output=True, text=True, timeout=2, check=True).stdout.strip()
    return SOURCE_LANGUAGE


def i18n_dir() -> Path:
    """The folder with the catalogues: inside the package when installed, beside it in the source tree."""
    inside = Path(__file__).parent / "_data" / "i18n"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "i18n"


@functools.lru_cache(maxsize=4)
def load(name: str) -> Catalogue:
    """The catalogue of a language; an empty one (so: English) where the file is missing or cannot be read."""
    if name == SOURCE_LANGUAGE:
        return Catalogue(name)
    try:
        text = (i18n_dir() / name / CATALOGUE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return Catalogue(SOURCE_LANGUAGE)
    return Catalogue(name, dict(read_po(text)))


def read_po(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The translated entries of a .po: the English and its forms. Fuzzy and obsolete entries are left out."""
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        fields: dict[str, str] = {}
        key, fuzzy = "", False
        for line in block.split("\n"):
            if line.startswith("#"):
                fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
                continue
            word, quote, rest = line.partition('"')
            if not quote:
                continue
            key = word.strip() or key
            fields[key] = fields.get(key, "") + _unescape(rest.rpartition('"')[0])
        msgid = fields.get("msgid")
        forms = tuple(value for name, value in fields.items() if name.startswith("msgstr"))
        if msgid and not fuzzy and any(forms):
            yield msgid, forms


@functools.lru_cache(maxsize=8192)
def same_placeholders(one: str, other: str) -> bool:
    """True if both texts name the same placeholders, in any order and number."""
    return placeholders(one) == placeholders(other)


def placeholders(text: str) -> frozenset[str]:
    """The names in braces; a text with unbalanced braces has a name that no other text has."""
    try:
        return frozenset(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset({text})


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found.group(1), found.group(1)), text)


def _catalogue() -> Catalogue:
    return _chosen or load(set_language(None))
