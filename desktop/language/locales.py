"""The languages that listings are written in, and how each handles numbers, direction and sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from desktop.domain.errors import BadInput
from desktop.domain.listings import LOCALES


@dataclass(frozen=True)
class LocaleInfo:
    """One reader's conventions.

    `code` is the BCP 47 tag that was asked for, `language` its glossary and phrasebook, `babel` the CLDR locale.
    `inches` adds inches and pounds beside metric values: only buyers in the US and Canada expect them.
    `words` bounds a description: words, or characters where the script has no spaces.
    """

    code: str
    language: str
    babel: str
    direction: str = "ltr"
    inches: bool = False
    spaced: bool = True
    words: tuple[int, int] = (80, 150)

    def length(self, text: str) -> int:
        """The length that `words` bounds."""
        return len(text.split()) if self.spaced else sum(1 for ch in text if not ch.isspace())


# Region tags: which CLDR locale prints for them. Portuguese is Brazilian unless a region says otherwise.
_BABEL = {
    "en": "en",
    "es": "es",
    "pt": "pt_BR",
    "fr": "fr",
    "de": "de",
    "it": "it",
    "ru": "ru",
    "ar": "ar",
    "ja": "ja",
    "ko": "ko",
    "vi": "vi",
    "id": "id",
}
_REGIONS = {
    "en-US",
    "en-CA",
    "en-GB",
    "en-AU",
    "fr-CA",
    "es-MX",
    "es-ES",
    "es-US",
    "pt-BR",
    "pt-PT",
    "de-AT",
    "de-CH",
    "fr-BE",
    "fr-CH",
    "ar-AE",
    "ar-SA",
    "ar-EG",
}
_IMPERIAL = {"en-US", "en-CA", "fr-CA", "es-US"}


@lru_cache(maxsize=64)
def locale_info(code: str) -> LocaleInfo:
    """The conventions for a locale tag such as "es" or "en-US" (underscores are accepted).

    Raises BadInput("locale.unknown") for a language without a phrasebook. "zh" is answered too: the owner's own.
    """
    tag = code.strip().replace("_", "-")
    language = tag.split("-")[0].lower()
    if language == "zh":
        return LocaleInfo("zh", "zh", "zh_Hans_CN", spaced=False)
    if language not in LOCALES:
        raise BadInput("locale.unknown", value=code[:20], known=", ".join(LOCALES))
    region = tag.split("-")[-1].upper() if "-" in tag else ""
    full = f"{language}-{region}" if region else language
    babel = full.replace("-", "_") if full in _REGIONS else _BABEL[language]
    return LocaleInfo(
        code=full if full in _REGIONS else language,
        language=language,
        babel=babel,
        direction="rtl" if language == "ar" else "ltr",
        inches=full in _IMPERIAL,
        spaced=language != "ja",
        words=(160, 420) if language == "ja" else (60, 150) if language == "ko" else (80, 190) if language == "vi" else (80, 150),
    )
