"""Cities that the list of ports does not hold: looked up by the words behind "to", "nach", "до", "行き" (resources/asks/cities.txt).

The list is GeoNames' (CC BY 4.0). It is read when a sentence names a place that is not known otherwise, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from desktop.drafting.asks.lexicon import UNSPACED, bare, folded

# Where buyers who write a language mostly are: of two cities of one name theirs is meant.
_HOMES = {
    "en": "GB US AU CA IE NZ", "es": "ES MX AR CO CL PE EC", "pt": "BR PT AO MZ", "fr": "FR BE CH CA", "de": "DE AT CH", "it": "IT CH",
    "ru": "RU KZ BY UZ KG", "ar": "SA AE EG JO MA", "ja": "JP", "ko": "KR", "vi": "VN", "id": "ID TL", "zh": "TW",
}  # fmt: skip
_LARGE = 150  # thousands: smaller ones must be written with a capital letter
_FILLER = re.compile(
    r"\s*(?:[:：-]\s*)?(?:(?:the|our|port|city|town|warehouse|of|in|at|el|la|los|puerto|ciudad|bodega|almacen|de|en|porto|cidade|o|a|do|da|em|le|port|ville|entrepot|hafen|stadt|lager|den|unser|unserem|unseren|unsere|nuestra|nuestro|mi|notre|nos|nosso|nossa|nostro|nostra|bodega|deposito|galpon|galpao|armazem|depot|entrepots|magasin|zentrallager|loja|tienda|negozio|store|shop|dc|depot|yard|site|outside|near|d"
    r"|magazzino|citta|di|il|порт|город|г\.?|склад|в|ميناء|مدينه|مستودع|مستودعنا|في|مطار|pelabuhan|kota|gudang|di|kami|cang|cảng|tp\.?|thanh pho|thành phố|kho|o|ở|tai|tại)\s+){0,3}"
)
_NAME = re.compile(r"[^\W\d_][\w'’-]*(?:[ .]{1,2}[^\W\d_][\w'’-]*){0,3}")
_EAST_AFTER = re.compile(
    r"(?:市)?(?:港|行き|まで|へ(?!の)|向け|宛|に(?:納|配|発|届|送|輸|到|着)|着(?:で|の)?|の(?:倉庫|工場|店舗)|倉庫|渡し|항(?:까지|으로|에)?|까지|으로|로|행|향|에 ?(?:도착|납품|배송|있는|들어|필요|보내|[0-9])|물류|창고|仓库)"
)
_EAST_WORD = re.compile("[\u30a0-\u30ff・ー]{2,14}$|[\u4e00-\u9fff]{2,6}$|[\uac00-\ud7a3]{2,9}$")
_COMMON = frozenset(
    "canton canton's cantao kanton best price order date delivery sale rice orange reading mobile of and de la le das most split bath nice same van man imports door home store stock us the warehouse port"
    " santa san casa centro granada grande norte sur este campo para por todo cada mes natal marco abril mas tal como bar sol lista oro real colon pago casas envio precio"
    " tour lens sens vins avant mars noel main hof bad essen hagen fur wie viel preis salo como massa carrara data pari mese prato chiusi udine giugno natale"
    " bulan depan rumah barat toko tanah sana sini mana mei juni gudang pak bu kami anda hari harga yang hang hoa cong ty xuan long binh hung"
    " январь март май срок цена дом лист двери города склада москвы"
    " بيت باب سعر عام يوم شهر اقرب".split()
)


# Where a city's own name is Cyrillic, however the list writes it: back from its Latin writing, without signs that the Latin one loses.
_CYRILLIC_AT_HOME = frozenset("RU BY KZ KG UA UZ TJ".split())
_LETTERS = {
    "shch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ya": "я", "ye": "е", "yo": "е", "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "e": "е", "z": "з", "i": "и",
    "y": "и", "k": "к", "q": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у", "f": "ф", "h": "х", "c": "ц", "w": "в", "x": "кс", "j": "ж",
    "'": "", "’": "", "-": " ",
}  # fmt: skip
_LATIN_LETTERS = re.compile("|".join(_LETTERS))


def _cyrillic(name: str) -> str:
    return _LATIN_LETTERS.sub(lambda match: _LETTERS[match[0]], name)


def _soft(word: str) -> str:
    """A Cyrillic word as `_cyrillic` can make it."""
    return word.translate(_SOFT)


_SOFT = str.maketrans({"ь": "", "ъ": "", "й": "и", "ы": "и", "э": "е", "ё": "е", "-": " "})


@dataclass(frozen=True)
class City:
    """A city: English name, country, thousands of people."""

    name: str
    country: str
    people: int


class Cities:
    """Cities by name in any script; the file is read on first need."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def _named(self) -> dict[str, list[City]]:
        named: dict[str, list[City]] = {}
        for line in self._file.read_text("utf-8").splitlines():
            if line.startswith("#"):
                continue
            name, country, people, others = line.split("|")
            english = bare(name).replace("Đ", "D") if country == "VN" else name
            city = City(english, country, int(people))
            for key in (name.lower(), *others.split(";")):
                if key and " " in key and key[0] >= "\u0600":
                    named.setdefault(key.replace(" ", ""), []).append(city)
                if key:
                    named.setdefault(key, []).append(city)
            if country in _CYRILLIC_AT_HOME:
                named.setdefault(_cyrillic(name.lower()), []).append(city)
        return named

    def behind(self, text: str, place: int, language: str, said: str) -> City | None:
        """The city named right behind a place of a folded text ("to the port of Felixstowe"); `said`: the sentence as written."""
        start = place + len(_FILLER.match(text[place : place + 60]).group())  # type: ignore[union-attr]  # matches the empty text too
        match = _NAME.match(text, start)
        if match is None:
            return None
        for words in _shorter(match.group()):
            city = self._city(words, language)
            if city is not None and self._is_name(words, city, language, said):
                return city
        return None

    def before(self, text: str, language: str) -> Iterator[City]:
        """Cities of a Japanese, Korean or Chinese text that stand before a word like "港" or "까지"."""
        for particle in _EAST_AFTER.finditer(text):
            word = _EAST_WORD.search(text[max(0, particle.start() - 14) : particle.start()].rstrip())
            if word is None:
                continue
            port = particle.group()[:1]  # of 포항까지 and 横浜港 the sign for a port may be the name's own
            names = [word.group() + port, word.group()] if port in "항港市" else [word.group()]
            cuts = [name[cut:] for name in names for cut in range(len(name) - 1)]
            city = next((city for name in cuts if (city := self._city(name, language)) is not None), None)
            if city is not None:
                yield city

    def _city(self, words: str, language: str) -> City | None:
        found: list[City] = []
        for key in _spellings(words, language):
            if key not in _COMMON and len(key) > (1 if language in UNSPACED else 2):
                found += self._named.get(key, ())
        homes = _HOMES.get(language, "").split()
        return max(found, key=lambda city: (city.country in homes, city.people), default=None)

    def _is_name(self, words: str, city: City, language: str, said: str) -> bool:
        if language == "ar" or (city.people >= _LARGE and len(words) > 3 and not any(ch.isupper() for ch in said[1:])):
            return True
        first = words.split()[0].split("-")[0]
        return any(word[:1].isupper() and folded(word, language).startswith(first[:3]) for word in re.findall(r"[^\W\d_]+", said))


def _shorter(words: str) -> Iterator[str]:
    parts = re.split(r"([ .]+)", words)
    for count in range(len(parts), 0, -2):
        yield "".join(parts[:count]).strip(" .'’-")


def _spellings(words: str, language: str) -> Iterator[str]:
    """The words as the list has them: without case endings (ru) and joined prefixes (ar)."""
    plain = bare(words) if language == "vi" else words
    yield plain
    if "-" in plain:
        yield plain.replace("-", " ")
    if language == "vi":
        yield plain.replace("quy", "qui")
    if language == "ru":
        yield _soft(plain)
        yield _soft(plain)[:-1]
        for cut in (1, 2):
            stem = plain[:-cut] if len(plain) - cut >= 3 else ""
            if stem:
                yield stem
                yield from (stem + end for end in ("а", "я", "ь", "й", "ы", "и"))
    if language == "ar":
        for prefix in ("ل", "ب", "ال", "لل", "وال", "بال"):
            if plain.startswith(prefix) and len(plain) - len(prefix) > 2:
                yield plain[len(prefix) :]
                yield "ال" + plain[len(prefix) :]
        if not plain.startswith("ال"):
            yield "ال" + plain
