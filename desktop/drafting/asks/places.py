"""Where goods go: ports, cities and countries in any of the languages (reference/asks.md, "destination").

City names are our own list (resources/asks/places.txt); names of countries in every language are CLDR's, through Babel.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from desktop.drafting.asks.cities import Cities
from desktop.drafting.asks.lexicon import UNSPACED, Lexicon, Phrases, folded
from desktop.drafting.asks.phrases import Names

_COUNTRY_WRITINGS = {
    "US": "usa;u.s.a.;u.s.;us;united states of america;eeuu;ee.uu.;ee. uu.;estados unidos;eua;etats-unis;сша;америк;امريكا;الولايات المتحده;米国;アメリカ;미국;hoa ky;hoa kỳ;amerika;美国",
    "GB": "uk;u.k.;england;great britain;inglaterra;angleterre;inghilterra;англи;великобритани;بريطانيا;انجلترا;英国;イギリス;영국;anh quoc;anh quốc;inggris",
    "AE": "uae;u.a.e.;emirates;eau;emirati;оаэ;эмират;الامارات;ア首連;uea", "SA": "ksa;saudi;saudi arabia;саудовск;السعوديه;サウジ;사우디;沙特",
    "KR": "korea;corea;coree;южн* коре;кореи;كوريا;韓国;韩国;한국;han quoc;hàn quốc;korea selatan", "NL": "holland;holanda;hollande;olanda;голланд;هولندا;オランダ;荷兰;네덜란드;belanda",
    "RU": "russia;rusia;russie;россия;россию;россии;روسيا;ロシア;俄罗斯;러시아;rusia", "DE": "deutschland;germany;alemania;alemanha;allemagne;germania;герман;المانيا;ドイツ;德国;독일;duc;đức;jerman",
    "CZ": "czech republic;czechia;republica checa;чехи;التشيك", "VN": "vietnam;viet nam;việt nam;vn;вьетнам;فيتنام;ベトナム;越南;베트남", "CI": "ivory coast;cote d'ivoire;costa de marfil",
    "IR": "iran;иран;ايران;伊朗;イラン;이란", "KP": "north korea;dprk;corea del norte;coreia do norte;coree du nord;nordkorea;corea del nord;кндр;северн* коре;كوريا الشماليه;北朝鮮;朝鲜;북한;trieu tien;triều tiên;korea utara",
    "CU": "cuba;куба;кубу;кубе;кубы;كوبا;古巴;キューバ;쿠바;kuba", "SY": "syria;siria;syrie;syrien;сири;سوريا;سوريه;叙利亚;シリア;시리아;suriah",
}  # fmt: skip
_LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "ru", "ar", "ja", "ko", "vi", "id", "zh")
_ENGLISH = {
    "US": "United States",
    "GB": "United Kingdom",
    "AE": "United Arab Emirates",
    "KR": "South Korea",
    "KP": "North Korea",
    "HK": "Hong Kong",
    "CZ": "Czech Republic",
    "TR": "Turkey",
    "MM": "Myanmar",
}
_HOME = frozenset({"CN", "HK", "MO"})
# Country names that are ordinary words somewhere: only with a capital letter or not at all.
_SKIP = frozenset(
    {
        "man",
        "mali",
        "togo",
        "us",
        "anh",
        "my",
        "mỹ",
        "y",
        "bi",
        "duc",
        "phap",
        "nam",
        "nice",
        "fos",
        "cork",
        "colon",
        "salvador",
        "rom",
        "roma",
        "porto",
        "lima",
        "nga",
        "đức",
        "ý",
        "bỉ",
        "pháp",
        "á",
        "áo",
        "úc",
    }
)
_WEAK = re.compile(
    r"^(?:in|en|em|a|à|au|aux|to|pour|para|per|für|fur|nach|en el|в|во|на|в г|в город|لـ|ل|في|الي|ở|o|ở|di|ke|tại|đi|da|zu|bis|ao|na|no|al|ad)$"
)
_DIRECTION = re.compile(r"^(?:to|a|à|ad|para|pra|nach|pour|до|ke|ع|đến|den|tới|toi|về|ve|الي|ل)$")
_INCOTERM = re.compile(r"(?<![a-z])(?:cif|cfr|c&f|cnf|cip|cpt|dap|dpu|ddp|ddu)(?![a-z])")
_AFTER_EAST = re.compile(
    r"^\s?(?:港|行き|行|まで|へ|向け|宛|に(?:納|配|発|届|送|輸|到|着)|着|の倉庫|倉庫|渡し|までの|항|까지|으로|로|행|향|에 (?:도착|납품|배송|들어)|물류|창고|仓库|，?中国以外)"
)
_TONGUE_AFTER = re.compile(r"(?:語|人|製|産|国内|式|어(?![가-힣])|산(?![가-힣])|식(?![가-힣])|인(?![가-힣]))")
_UNKNOWN = re.compile(
    r"(?:CIF|CFR|CNF|C&F|CIP|CPT|DAP|DPU|DDP)\s+(?:port of\s+|puerto de\s+|porto de\s+)?(?P<name>[A-ZÀ-Þ][\w'’\-]+(?:\s+(?:[A-ZÀ-Þ][\w'’\-]+|de|do|da|del|la|el)){0,2})"
)


@dataclass(frozen=True)
class Place:
    """A place: English name, ISO 3166 country, and whether it is a whole country."""

    name: str
    country: str
    is_country: bool = False


@dataclass(frozen=True)
class PlaceAt:
    """A place at a folded range."""

    start: int
    end: int
    place: Place


class Places:
    """Finds place names of one language in folded texts; tables are made on first use."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.cities = Cities(file.with_name("cities.txt"))
        self._lock = threading.Lock()
        self._made: dict[str, tuple[dict[str, Place], Names]] = {}

    def name_in(self, name: str, country: str, language: str) -> str:
        """What a place is called in a language: in its script for ru, ar, ja, ko and zh, else its English name."""
        pattern = _SCRIPTS.get(language)
        if name == _english(country):
            return _country_name(country, language) or name
        if pattern is None:
            return name
        row = self._writings.get((name, country), ())
        return next((item for item in row if pattern.search(item)), name)

    @cached_property
    def _writings(self) -> dict[tuple[str, str], tuple[str, ...]]:
        rows = (line.split("|") for line in self._file.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#"))
        return {(english, country.split("-")[0]): tuple(others.split(";")) for english, country, others in rows}

    def find(self, text: str, language: str) -> list[PlaceAt]:
        """Every place in a folded text, the longest name at each spot."""
        names, known = self._table(language)
        found = []
        for match in known.pattern(text).finditer(text):
            place = names.get(match["name"])
            if place is not None and text[match.start("name") - 1 : match.start("name")] != "-":  # no country in "Fort-de-France"
                found.append(PlaceAt(match.start("name"), match.end(), place))
        return found

    def _table(self, language: str) -> tuple[dict[str, Place], Names]:
        with self._lock:
            if language not in self._made:
                names = self._names(language)
                self._made[language] = (names, _pattern(names, language))
            return self._made[language]

    def _names(self, language: str) -> dict[str, Place]:
        names: dict[str, Place] = {}
        for code, name, place in _countries(language):
            _add(names, name, place, language, code)
        for line in self._file.read_text("utf-8").splitlines():
            if line.startswith("#") or not line.strip():
                continue
            english, country, others = line.split("|")
            place = Place(english, country)
            for name in (english, *others.split(";")):
                _add(names, name, place, language, country)
        return names


_SCRIPTS = {
    "ru": re.compile("[А-я]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "ja": re.compile("[\u30a0-\u30ff]|^[\u3400-\u9fff]+$"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "zh": re.compile("^[\u3400-\u9fff]+$"),
    "vi": re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"),
}


@lru_cache(maxsize=512)
def _country_name(code: str, language: str) -> str:
    from babel import Locale

    return str(Locale.parse("zh_Hans" if language == "zh" else language).territories.get(code, ""))


def _english(code: str) -> str:
    return _ENGLISH.get(code) or _country_name(code, "en")


def _add(names: dict[str, Place], name: str, place: Place, language: str, country: str) -> None:
    key = folded(name.strip(), language).replace("*", "")
    if key == "porto" and language in ("pt", "it"):  # the common word for a port
        return
    if len(key) < 2 or (place.is_country and key in _SKIP) or (len(key) == 2 and key.isascii() and key not in ("uk",)):
        return
    if language == "ru" and key[-1] in "аяйоьеиыу" and len(key) > 4 and not key.isascii():
        key = key[:-1]
    names.setdefault(key, place)


def _pattern(names: Iterable[str], language: str) -> Names:
    if language in UNSPACED:
        return Names(names, r"(?:(?<![a-z])(?=[a-z])|(?=[^a-z]))", r"(?![a-z])")
    left = r"(?<!\w)(?:[وفبل]{0,2}(?=[\u0600-\u06ff]))?" if language == "ar" else r"(?<![^\W\d])"
    return Names(names, left, r"\w{0,3}(?!\w)" if language == "ru" else r"(?!\w)")


def _countries(language: str) -> list[tuple[str, str, Place]]:
    from babel import Locale

    english = {str(code): str(name) for code, name in Locale("en").territories.items()}
    found: list[tuple[str, str, Place]] = []
    codes = [code for code in english if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "EZ", "ZZ", "XA", "XB")]
    places = {code: Place(_ENGLISH.get(code, english[code]), code, True) for code in codes}
    for code, writings in _COUNTRY_WRITINGS.items():
        found += [(code, item, places[code]) for item in writings.split(";")]
    for tongue in dict.fromkeys((language, "en")):
        territories = Locale.parse("zh_Hans" if tongue == "zh" else tongue).territories
        found += [(code, str(territories[code]), place) for code, place in places.items() if code in territories]
    return found


class DestinationReader:
    """Reads where goods go in one language."""

    def __init__(self, lexicon: Lexicon, places: Places) -> None:
        self._lexicon = lexicon
        self._places = places

    def read(self, sentence: str, text: str, shipping: bool) -> list[Place]:
        """Destinations of a sentence (as written, and folded). `shipping`: the sentence speaks of delivery or price terms."""
        found = self._places.find(text, self._lexicon.language)
        goals = [item for item in found if self._goes_there(text, item, shipping)]
        goals += [item for item in found if item not in goals and any(self._joined(text, goal, item) for goal in goals)]
        if not goals:
            cities = self._cities(sentence, text, shipping)
            if cities or not found:
                return cities or self._unknown(sentence)
        return _cities_first([item.place for item in goals])

    def named(self, sentence: str, text: str) -> list[Place]:
        """Every place that a sentence names on its way, whether the goods stay there or not."""
        return [item.place for item in self._places.find(text, self._lexicon.language)] + self._cities(sentence, text, True)

    def _cities(self, sentence: str, text: str, shipping: bool) -> list[Place]:
        """Cities that only the long list knows, behind a word of direction."""
        language, cities = self._lexicon.language, self._places.cities
        found = list(cities.before(text, language)) if language in UNSPACED else []
        known = [item.start for item in self._places.find(text, language)]
        cues = [*self._lexicon.cues["goes_to"].finditer(text), *_INCOTERM.finditer(text)]
        for cue in cues:
            if any(0 <= start - cue.end() < 20 for start in known):
                continue
            weak = bool(_WEAK.match(cue.group().strip())) and not _DIRECTION.match(cue.group().strip())
            if language not in UNSPACED and (
                (weak and not shipping) or self._lexicon.cue("sender", text[max(0, cue.start() - 40) : cue.end()])
            ):
                continue
            city = cities.behind(text, cue.end(), language, sentence)
            if city is not None:
                found.append(city)
        places = [Place(city.name, city.country) for city in found if city.country not in _HOME]
        return list(dict.fromkeys(places))[:2]

    def _goes_there(self, text: str, item: PlaceAt, shipping: bool) -> bool:
        before = text[max(0, item.start - 40) : item.start]
        if _TONGUE_AFTER.match(text[item.end :]):
            return False  # "日本語": a language, not a place
        if item.place.country in _HOME and not _INCOTERM.search(before[-12:]):
            return False
        if _INCOTERM.search(before[-22:]):
            return True
        language = self._lexicon.language
        if language in UNSPACED:
            after = text[item.end : item.end + 10]
            if _AFTER_EAST.match(after):
                return not self._lexicon.cues["from_place"].match(after)
            hits = list(self._lexicon.cues["goes_to"].finditer(before[-10:]))
            return bool(hits) and len(before[-10:]) - hits[-1].end() <= 2
        if self._lexicon.cue("sender", before):
            return False
        cue = _last_match(self._lexicon.cues["goes_to"], before)
        source = _last_match(self._lexicon.cues["from_place"], before)
        if cue is None or len(before) - cue.end() > 22 or (source is not None and source.end() > cue.end()):
            return False
        between = before[cue.end() :]
        if re.search(r"[.,;:!?]\s*\S", between) and ":" not in between:
            return False
        if len(between.split()) > 2:
            return False
        word = cue.group().strip()
        return shipping or not _WEAK.match(word) or bool(_DIRECTION.match(word) and not item.place.is_country)

    def _joined(self, text: str, goal: PlaceAt, item: PlaceAt) -> bool:
        """ "Santos, Brazil", "to Hamburg or Rotterdam"."""
        if item.place.country in _HOME:
            return False
        low, high = sorted((goal, item), key=lambda place: place.start)
        gap = text[low.end : high.start]
        return len(gap) <= 12 and not self._lexicon.cue("from_place", gap) and len(gap.split()) <= 2

    def _unknown(self, sentence: str) -> list[Place]:
        match = _UNKNOWN.search(sentence)
        if match is None or folded(match["name"], self._lexicon.language) in (
            "price",
            "prices",
            "port",
            "or",
            "terms",
            "preis",
            "prix",
            "precio",
            "preco",
        ):
            return []
        inner = self._places.find(folded(match["name"], "en"), "en")
        return [] if inner else [Place(match["name"].strip(), "")]


def _last_match(pattern: Phrases, text: str) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text):
        last = match
    return last


def _cities_first(places: list[Place]) -> list[Place]:
    """A country that only explains a named city is not a destination of its own; nothing twice."""
    cities = {place.country for place in places if not place.is_country}
    result: list[Place] = []
    for place in places:
        if not (place.is_country and place.country in cities) and place not in result:
            result.append(place)
    return result
