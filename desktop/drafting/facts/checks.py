"""Checks that need no number: trade terms, origin, claims, brands, language, refusals, open slots, length."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from desktop.domain.cards import Card
from desktop.drafting.facts.lexicons import IGNORE
from desktop.drafting.facts.plugs import plug_types, wrong_plugs
from desktop.drafting.facts.promises import Promises, promise_stems
from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import SIZE_ORDER, CardFacts, size_rank
from desktop.drafting.facts.verdicts import Verdict
from desktop.drafting.facts.words import ClaimWords, claim_words, places
from desktop.language.match import StemFinder
from desktop.language.normalise import fold_word
from desktop.language.scripts import SCRIPT_OF, allowed_scripts, foreign_letters, script_counts, script_runs

_INCOTERM = re.compile(r"(?<![A-Za-z])(EXW|FCA|FAS|FOB|CFR|CIF|CPT|CIP|DAP|DPU|DDP|DDU|DAT|CNF|C&F)(?![A-Za-z])")
_CAPITALS = re.compile("[A-Z]{3}|C&F")
_SLOT = re.compile(
    r"\{[^{}\s]{1,40}\}|\[\[?[a-z_]{2,20}\]\]?|<[a-z_]{2,20}>|%[a-z]+%|(?<![A-Za-z])(?:TODO|TBD|TBC|XXX+)(?![A-Za-z])|lorem ipsum"
)
_SIGN = re.compile(r"[{\[<%]|TODO|TB[DC]|XXX|lorem")
_SIZE = r"(?:XXXS|XXS|XS|S|M|L|XL|XXL|XXXL|XXXXL|[2-6]XL)"
_SIZE_RANGE = re.compile(
    rf"(?<![A-Za-z0-9])({_SIZE})\s?(?:-|–|—|~|～|〜|to|a|à|al|alla|bis|до|hasta|through|حتى|حتي|إلى|الى|から"
    rf"|부터|đến|sampai|hingga|do|ao|au)\s?(?:la |the |el )?({_SIZE})(?![A-Za-z0-9])"
)
_SIZE_LIST = re.compile(rf"(?<![A-Za-z0-9]){_SIZE}(?:(?:, ?|/|、|،\s?){_SIZE})+(?![A-Za-z0-9])")
_ONE_SIZE = re.compile(rf"(?<![A-Za-z0-9]){_SIZE}(?![A-Za-z0-9])")
_SIZES = re.compile("[SML](?![a-z])|XL")  # so that most texts are not searched further

_WARRANTS = re.compile(r"garant|guarant|gewahr|гарант|مضمون|ضمان|保証|보증|bảo hành|dijamin|garansi")
_INNER = re.compile(r"(?:inner\w*|внутренн\w*|nội|内) ?$")
_SIGNS_OF_UNITS = frozenset("μµΩωΦφØ")
_EXCLUSIVE = ("xclusiv", "xclusif", "sclusiv", "xklusiv", "эксклюзив", "حصري", "독점", "限定", "độc quyền", "eksklusif")

_ORIGIN_IS = ("原産", "生産国", "製造国", "産地", "원산지", "제조국", "생산지", "생산국")

Hit = tuple[int, str, str]
_PROVINCES = {  # the provinces of towns that are ports too
    "CNCAN": "CN-GD",
    "CNSZX": "CN-GD",
    "CNSHA": "CN-SH",
    "CNNGB": "CN-ZJ",
    "CNXMN": "CN-FJ",
    "CNTAO": "CN-SD",
    "CNFOC": "CN-FJ",
    "CNQZH": "CN-FJ",
}
_SHIPS = re.compile(
    r"(?:port|ship|fob|cif|cfr|exw|fca|puerto|embarq|porto|depart|expedi|hafen|verschiff|ab |imbarc|sped|порт|отгруз|ميناء|شحن|港|出荷"
    r"|항|선적|cảng|xuất|pelabuhan|kirim)"
)
_SHORT_CUE = 2
_ORIGIN_REACH, _ORIGIN_NEAR = 60, 16  # letters between a word of making and the country
_GOES_TO = re.compile(r"(?<![^\W\d_])(?:to|for|para|pour|fur|nach|per|для|الي|cho|sang|ke|untuk) (?:the |la |le |el )?$")
_FOOD = ("LFGB", "FDA", "1935/2004", "DGCCRF")  # schemes of what may touch food


@lru_cache(maxsize=16)
def stem_finder(language: str) -> StemFinder:
    """Claims, refusals, payment words, places and brands of one language, made on first use."""
    words, names = claim_words(language), places(language)
    phrases = [(phrase.rstrip("*"), "claim:stem" if phrase.endswith("*") else "claim:") for phrase in words.claims]
    phrases += [(phrase, "claim:soft") for phrase in words.soft]
    phrases += [(phrase, "claim:refusal") for phrase in words.refusals]
    phrases += [(phrase, "payment:") for phrase in words.payments]
    phrases += [(name, f"place:{code}") for code, writings in names.writings.items() for name in writings]
    phrases += [(fold_word(brand, language), f"brand:{brand}") for brand in names.brands]
    phrases += promise_stems(language)
    return StemFinder(language, phrases)


@dataclass
class TextChecks:
    """The checks of one language for one card."""

    card: Card
    facts: CardFacts
    words: ClaimWords
    finder: StemFinder
    language: str
    forms: Callable[[str, str], str]

    def __post_init__(self) -> None:
        self._plugs = plug_types(self.facts)
        self._promises = Promises(self.card, self.facts, self.words, self._on_card)

    @cached_property
    def own_words(self) -> str:
        """Every form of what the card states, as one folded text: such words are no claims."""
        concepts = list(self.facts.terms)
        if any(scheme in text for path, text in self.facts.texts if path.startswith("certificates") for scheme in _FOOD):
            concepts.append("food-grade")
        written = " | ".join(filter(None, (self.forms(self.language, concept) for concept in concepts)))
        return f"{written} | {written.replace('-', ' ')}" if "-" in written else written

    def check(self, reading: Reading) -> list[Verdict]:
        """All verdicts that block or warn; trade terms that the card confirms are listed as good."""
        hits = reading.of_text("hits", lambda: self._hits(reading))
        found = (
            self._incoterms(reading)
            + self._places(reading, hits["place"])
            + self._payments(reading, hits["payment"])
            + self._sizes(reading)
        )
        found += self._claims(reading, hits["claim"]) + self._brands(reading, hits["brand"])
        found += wrong_plugs(reading, self._plugs)
        found += self._promises.judge(reading, hits["promise"])
        return found + reading.of_text("writing", lambda: self._leftovers(reading) + self._script(reading))

    def _hits(self, reading: Reading) -> dict[str, list[Hit]]:
        """Every phrase of the lists that stands in a text, by kind."""
        hits: dict[str, list[Hit]] = {"place": [], "claim": [], "payment": [], "brand": [], "promise": []}
        for place, phrase, label in self.finder.find(reading.folded.text, reading.words):
            kind, _, rest = label.partition(":")
            hits[kind].append((place, phrase, rest))
        return hits

    # --- trade -------------------------------------------------------------------------------------------------------

    def _incoterms(self, reading: Reading) -> list[Verdict]:
        found: list[Verdict] = []
        for match in reading.of_text("incoterms", lambda: _incoterms_in(reading.original)):
            start, end = reading.folded.index(match.start()), reading.folded.index(match.end())
            ok = match[1] in self.facts.incoterms
            found.append(
                Verdict(start, end, ok, "term", "trade.incoterm", expected=", ".join(sorted(self.facts.incoterms)), reason="incoterm")
            )
        return found

    def _places(self, reading: Reading, hits: list[Hit]) -> list[Verdict]:
        text = reading.folded.text
        found: list[Verdict] = []
        for place, name, code in hits:
            end = place + len(name)
            if any(term.start <= place < term.end and term.entry.concepts(IGNORE) for term in reading.terms):
                continue  # a collar that is called by a town
            if self._whole(text, place, end, name) and (verdict := self._place(reading, code, place, end)):
                found.append(verdict)
        return [item for item in found if not any(_inside(item, other) for other in found)]

    def _whole(self, text: str, start: int, end: int, name: str) -> bool:
        if self.language in ("ja", "ko") and not name.isascii():
            return True
        if start and text[start - 1].isalpha() and self.language != "ar":
            return False
        if self.language in ("ru", "ar") and not name.isascii():
            return not text[end + 3 : end + 4].isalpha() or not text[end : end + 4].isalpha()
        return not text[end : end + 1].isalpha() or text[end : end + 1] >= "\u3000"

    def _place(self, reading: Reading, code: str, start: int, end: int) -> Verdict | None:
        origin = self.card.origin or ""
        if _PROVINCES.get(code) == origin != "" and not _SHIPS.search(reading.folded.text, max(0, start - 30), start):
            return Verdict(start, end, True, "term", "origin")  # a town of the card's province
        if code in self.facts.ports or code == origin or code == origin[:2]:
            return Verdict(start, end, True, "term", "trade.port" if code in self.facts.ports else "origin")
        text = reading.folded.text
        if code == "MN" and _INNER.search(text, max(0, start - 14), start):
            return None  # Inner Mongolia is a part of China
        after_incoterm = any(
            term.lower() in text[max(0, start - 14) : start]
            for term in ("fob", "cif", "cfr", "exw", "fca", "dap", "ddp", "cpt", "cip", "fas", "dpu")
        )
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
            if around[:1] in ("製", "産", "산", "제") or any(word in text[max(0, start - 8) : start] for word in _ORIGIN_IS):
                return True
            near = text[end : min(end + _ORIGIN_NEAR, reading.sentence_end(start))]
            return any(cue in near for cue in self.words.origin if len(cue) > 2) or any(
                cue in around for cue in self.words.origin if len(cue) > 1
            )
        before = text[max(reading.sentence_start(start), start - _ORIGIN_REACH) : end]
        return any(cue in before for cue in self.words.origin) and not _GOES_TO.search(text, max(0, start - 12), start)

    def _payments(self, reading: Reading, hits: list[Hit]) -> list[Verdict]:
        text = reading.folded.text
        found: list[Verdict] = []
        for place, word, _ in hits:
            end = place + len(word)
            if self.language == "ru" or _bounded(text, place, end, self.language):
                ok = word in self.facts.payments
                found.append(
                    Verdict(place, end, ok, "term", "trade.payment", reason="payment", expected=self.facts.payments.strip().upper())
                )
        return found

    def _sizes(self, reading: Reading) -> list[Verdict]:
        """Letter sizes: a range or list must end where the card's own ends."""
        if not reading.of_text("sizes", lambda: _names_sizes(reading.original)):
            return []
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

    def _claims(self, reading: Reading, hits: list[Hit]) -> list[Verdict]:
        text = reading.folded.text
        found: list[Verdict] = []
        for place, phrase, label in hits:
            end = place + len(phrase)
            if label != "stem" and not _bounded(text, place, end, self.language):
                continue
            if label == "refusal":
                if place < 3 or " ai" in f" {phrase}" or len(phrase) > 12:
                    found.append(Verdict(place, end, False, "language", reason="refusal"))
                continue
            if any(ch.isdigit() for ch in text[end : end + 4]) and self.language in ("ja", "ko"):
                continue  # "at most", not "the best"
            if self._warranted(reading, place, end):
                continue
            if not self._on_card(phrase) and not self._negated(text, place) and not self._made_to_order(text, place, end):
                found.append(Verdict(place, end, False, "claim", reason="claim", severity="warn" if label == "soft" else "block"))
        return found

    def _warranted(self, reading: Reading, start: int, end: int) -> bool:
        """ "Guaranteed for two years": the card's own warranty with its time."""
        if self.card.trade.warranty is None or not _WARRANTS.search(reading.folded.text, start, end):
            return False
        return any(item.dimension in ("time", "time_month") and -30 < item.start - end < 30 for item in reading.quantities)

    def _negated(self, text: str, place: int) -> bool:
        before = text[max(0, place - 16) : place].split()
        return bool(before) and before[-1] in self.words.negators

    def _made_to_order(self, text: str, start: int, end: int) -> bool:
        """ "An exclusive colour from 1000 pieces" offers what the card customises; it boasts of nothing."""
        if not any(root in text[start:end] for root in _EXCLUSIVE):
            return False
        beside = (*text[max(0, start - 20) : start].split()[-1:], *text[end : end + 20].split()[:1])
        stems = [stem.strip() for key in self.card.trade.customisation for stem in self.words.topics.get(f"custom_{key}", ())]
        return any(word.startswith(tuple(stems)) for word in beside)

    def _on_card(self, phrase: str) -> bool:
        return phrase in self.own_words or any(phrase in text.lower() for _, text in self.facts.texts)

    def _brands(self, reading: Reading, hits: list[Hit]) -> list[Verdict]:
        found: list[Verdict] = []
        own = (self.card.brand or "").lower()
        for start, phrase, brand in hits:
            begin, end = reading.source(start, start + len(phrase))
            if (
                reading.original[begin:end] != brand
                or brand.lower() == own
                or any(brand.lower() in text.lower() for _, text in self.facts.texts)
            ):
                continue
            before, after = reading.original[begin - 1 : begin], reading.original[end : end + 1]
            if not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum()):
                found.append(Verdict(start, start + len(phrase), False, "claim", "brand", reason="brand", expected=self.card.brand or ""))
        return found

    # --- language ----------------------------------------------------------------------------------------------------

    def _leftovers(self, reading: Reading) -> list[Verdict]:
        found: list[Verdict] = []
        for match in _SLOT.finditer(reading.original) if _SIGN.search(reading.original) else ():
            found.append(Verdict(reading.folded.index(match.start()), reading.folded.index(match.end()), False, "language", reason="slot"))
        return found

    def _script(self, reading: Reading) -> list[Verdict]:
        """Letters of a script that this language does not use; mostly Latin text where another script is expected."""
        text = reading.original
        found: list[Verdict] = []
        if not text.isascii() and foreign_letters(self.language).search(text):
            for script, start, end in script_runs(text):
                if text[start:end] in _SIGNS_OF_UNITS:
                    continue
                if script not in allowed_scripts(self.language):
                    found.append(Verdict(reading.folded.index(start), reading.folded.index(end), False, "language", reason="script"))
        own = SCRIPT_OF[self.language]
        if own == "latin" or found:
            return found
        if len(text) > 40:
            counts = script_counts(text)
            mine = counts["kana"] + counts["han"] if own == "japanese" else counts[own]
            if counts["latin"] > 40 and mine < counts["latin"] // 4:
                return [Verdict(0, len(reading.folded.text), False, "language", reason="wrong_language")]
        return self._chinese(reading) if self.language == "ja" else found

    @staticmethod
    def _chinese(reading: Reading) -> list[Verdict]:
        """Chinese inside Japanese: characters that Japanese does not have, or a long text without any kana."""
        text = reading.original
        places = [index for index, ch in enumerate(text) if "一" <= ch <= "鿿" and ch not in _IN_PLACES and _no_japanese(ch)]
        if places:
            start, end = reading.folded.index(places[0]), reading.folded.index(places[-1]) + 1
            return [Verdict(start, end, False, "language", reason="script")]
        counts = script_counts(text)
        if counts["han"] >= 25 and counts["kana"] == 0:
            return [Verdict(0, len(reading.folded.text), False, "language", reason="wrong_language")]
        return []


def _incoterms_in(text: str) -> list[re.Match[str]]:
    return list(_INCOTERM.finditer(text)) if _CAPITALS.search(text) else []


def _names_sizes(text: str) -> bool:
    return bool(_SIZES.search(text)) and len(_ONE_SIZE.findall(text)) > 1


# Characters of Chinese place names that Japanese texts keep.
_IN_PLACES = frozenset("圳")


def _no_japanese(ch: str) -> bool:
    """A Han character that no Japanese character set holds: Chinese has slipped in."""
    try:
        ch.encode("cp932")
    except UnicodeEncodeError:
        return "一" <= ch <= "鿿"
    return False


def _bounded(text: str, start: int, end: int, language: str) -> bool:
    if language in ("ja", "zh"):
        return True
    before = text[start - 1 : start]
    after = text[end : end + 1]
    if before.isalnum():
        return language == "ar" and text[max(0, start - 3) : start].strip().endswith(("ال", "و", "ب", "ل"))
    return language == "ko" or not after.isalnum()


def _inside(one: Verdict, other: Verdict) -> bool:
    """Whether one lies inside a longer other."""
    return other is not one and other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start
