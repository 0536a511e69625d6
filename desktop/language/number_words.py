"""Number words of the twelve languages up to 999, as the trade writes them, with the usual variants.

`spellings(n, language)` gives every accepted spelling of one number; `number_trie(language)` is the table
that `numbers` reads. Sources: the languages' own cardinal systems; no word is taken from a corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from desktop.language.normalise import fold_word

_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte "
    "veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve"
).split()
_ES_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_ES_HUNDREDS = "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split()
_PT = "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove".split()
_PT_TENS = "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa".split()
_PT_HUNDREDS = "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos".split()
_FR = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split()
_FR_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
_DE = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
).split()
_DE_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_IT = (
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove"
).split()
_IT_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split()
_RU = (
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
).split()
_RU_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split()
_RU_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split()
_AR = ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
_AR_TENS = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
_AR_HUNDREDS = ["مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة"]
_VI = "không một hai ba bốn năm sáu bảy tám chín".split()
_ID = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


def _english(n: int) -> list[str]:
    if n >= 100:
        head, rest = f"{_EN[n // 100]} hundred", n % 100
        heads = [head] + (["a hundred", "hundred"] if n < 200 else [])
        return [f"{h}{joint}{tail}" for h in heads for joint in (" ", " and ") for tail in _english(rest)] if rest else heads
    if n >= 20:
        tens = _EN_TENS[n // 10 - 2]
        return [f"{tens}-{_EN[n % 10]}", f"{tens} {_EN[n % 10]}"] if n % 10 else [tens]
    return [_EN[n]]


def _spanish(n: int) -> list[str]:
    if n == 100:
        return ["cien", "ciento"]
    if n > 100:
        head = _ES_HUNDREDS[n // 100 - 1]
        heads = [head, head.replace("tos", "tas")] if n >= 200 else [head]
        return [f"{h} {tail}" for h in heads for tail in _spanish(n % 100)] if n % 100 else heads
    if n >= 30:
        tens = _ES_TENS[n // 10 - 3]
        return [f"{tens} y {tail}" for tail in _spanish(n % 10)] if n % 10 else [tens]
    return {1: ["uno", "un", "una"], 21: ["veintiuno", "veintiun", "veintiuna"]}.get(n, [_ES[n]])


def _portuguese(n: int) -> list[str]:
    if n == 100:
        return ["cem"]
    if n > 100:
        head = _PT_HUNDREDS[n // 100 - 1]
        heads = [head, head.replace("tos", "tas")] if n >= 200 else [head]
        return [f"{h} e {tail}" for h in heads for tail in _portuguese(n % 100)] if n % 100 else heads
    if n >= 20:
        tens = _PT_TENS[n // 10 - 2]
        return [f"{tens} e {tail}" for tail in _portuguese(n % 10)] if n % 10 else [tens]
    extra = {
        1: ["um", "uma"],
        2: ["dois", "duas"],
        14: ["quatorze", "catorze"],
        16: ["dezesseis", "dezasseis"],
        17: ["dezessete", "dezassete"],
        19: ["dezenove", "dezanove"],
    }
    return extra.get(n, [_PT[n]])


def _french(n: int) -> list[str]:
    if n >= 100:
        head = "cent" if n < 200 else f"{_FR[n // 100]} cent"
        if n % 100 == 0:
            return [head] if n < 200 else [f"{head}s", head]
        return [f"{head} {tail}" for tail in _french(n % 100)]
    if n < 20:
        return ["un", "une"] if n == 1 else [_FR[n]]
    if n >= 80:
        rest = n - 80
        return ["quatre-vingts", "quatre-vingt"] if rest == 0 else [f"quatre-vingt-{tail}" for tail in _french(rest)]
    tens = _FR_TENS[min(n // 10, 6)]
    rest = n - 10 * min(n // 10, 6)
    if rest == 0:
        return [tens]
    if rest in (1, 11):
        return [f"{tens} et {tail}" for tail in _french(rest)] + [f"{tens}-et-{tail}" for tail in _french(rest)]
    return [f"{tens}-{_FR[rest]}"]


def _german(n: int) -> list[str]:
    if n >= 100:
        heads = [f"{_DE[n // 100]}hundert"] + (["hundert"] if n < 200 else [])
        return [f"{h}{joint}{tail}" for h in heads for joint in ("", "und") for tail in _german(n % 100)] if n % 100 else heads
    if n >= 20:
        tens = _DE_TENS[n // 10 - 2]
        return [f"{_DE[n % 10]}und{tens}"] if n % 10 else [tens]
    if n == 1:
        return ["ein", "eins", "eine", "einen", "einem", "einer", "eines"]
    return [_DE[n], "zwo"] if n == 2 else [_DE[n]]


def _italian(n: int) -> list[str]:
    if n >= 100:
        head = "cento" if n < 200 else f"{_IT[n // 100]}cento"
        if n % 100 == 0:
            return [head]
        tails = _italian(n % 100)
        return [f"{head}{tail}" for tail in tails] + ([f"{head[:-1]}{tail}" for tail in tails] if 80 <= n % 100 < 90 else [])
    if n >= 20:
        tens = _IT_TENS[n // 10 - 2]
        unit = n % 10
        if unit == 0:
            return [tens]
        return [f"{tens[:-1] if unit in (1, 8) else tens}{_IT[unit]}"] + ([f"{tens[:-1]}un"] if unit == 1 else [])
    return ["uno", "un", "una", "un'"] if n == 1 else [_IT[n]]


def _russian(n: int) -> list[str]:
    parts = ([_RU_HUNDREDS[n // 100 - 1]] if n >= 100 else []) + ([_RU_TENS[n % 100 // 10 - 2]] if n % 100 >= 20 else [])
    rest = n % 100 if n % 100 < 20 else n % 10
    if rest or not parts:
        parts.append(_RU[rest])
    return [" ".join(parts)]


def _arabic_small(n: int) -> list[str]:
    """1 to 99; counted feminine and masculine, nominative and oblique."""
    if n <= 10:
        masculine = _AR[n]
        feminine = masculine[:-1] if 3 <= n <= 10 else masculine
        extra = {1: ["واحدة"], 2: ["اثنين", "اثنتان", "اثنتين", "إثنان", "إثنين"], 8: ["ثماني", "ثمان"]}.get(n, [])
        return [masculine, feminine, *extra]
    if n < 20:
        if n == 11:
            return ["أحد عشر", "إحدى عشرة", "احدى عشر"]
        heads = ["اثنا", "اثني", "اثنتا", "اثنتي"] if n == 12 else _arabic_small(n - 10)
        return [f"{head} {tail}" for head in heads for tail in ("عشر", "عشرة")]
    tens = _AR_TENS[n // 10 - 2]
    both = [tens, tens[:-2] + "ين"]
    return [f"{unit} و{ten}" for unit in _arabic_small(n % 10) for ten in both] if n % 10 else both


def _arabic(n: int) -> list[str]:
    if n < 100:
        return _arabic_small(n)
    head = _AR_HUNDREDS[n // 100 - 1]
    heads = [head, head.replace("مائة", "مئة"), head.replace("مائت", "مئت")]
    if 200 <= n < 300:
        heads += ["مئتين", "مائتين", "مائتا", "مئتا"]
    heads = list(dict.fromkeys(heads))
    return [f"{h} و{tail}" for h in heads for tail in _arabic_small(n % 100)] if n % 100 else heads


def _vietnamese(n: int) -> list[str]:
    if n >= 100:
        head, rest = f"{_VI[n // 100]} trăm", n % 100
        if rest == 0:
            return [head]
        return [f"{head} {j} {_VI[rest]}" for j in ("lẻ", "linh")] if rest < 10 else [f"{head} {tail}" for tail in _vietnamese(rest)]
    if n < 10:
        return [_VI[n]]
    tens, unit = n // 10, n % 10
    head = "mười" if tens == 1 else f"{_VI[tens]} mươi"
    units = {0: [""], 1: ["một", "mốt"], 4: ["bốn", "tư"], 5: ["lăm", "năm", "nhăm"]}.get(unit, [_VI[unit]])
    return [f"{head} {word}".strip() for word in units]


def _indonesian(n: int) -> list[str]:
    if n >= 100:
        heads = ["seratus", "satu ratus"] if n < 200 else [f"{_ID[n // 100]} ratus"]
        return [f"{h} {tail}" for h in heads for tail in _indonesian(n % 100)] if n % 100 else heads
    if n < 12:
        return [_ID[n]]
    if n < 20:
        return [f"{_ID[n - 10]} belas"]
    head = f"{_ID[n // 10]} puluh"
    return [f"{head} {_ID[n % 10]}"] if n % 10 else [head]


_SPELL: dict[str, Callable[[int], list[str]]] = {
    "en": _english, "es": _spanish, "pt": _portuguese, "fr": _french, "de": _german, "it": _italian, "ru": _russian, "ar": _arabic,
    "vi": _vietnamese, "id": _indonesian,
}  # fmt: skip

# Russian case forms stand for the nominative before the table is read.
_RU_CASES = {
    "один": "одного одному одним одном одна одной одну одно", "два": "две двух двум двумя", "три": "трех трем тремя",
    "четыре": "четырех четырем четырьмя",
    "пять": "пяти пятью", "шесть": "шести шестью", "семь": "семи семью", "восемь": "восьми восемью восьмью",
    "девять": "девяти девятью", "десять": "десяти десятью",
    "двенадцать": "двенадцати двенадцатью", "пятнадцать": "пятнадцати", "двадцать": "двадцати двадцатью",
    "тридцать": "тридцати", "сорок": "сорока",
    "одиннадцать": "одиннадцати", "тринадцать": "тринадцати", "четырнадцать": "четырнадцати",
    "шестнадцать": "шестнадцати", "семнадцать": "семнадцати",
    "восемнадцать": "восемнадцати", "девятнадцать": "девятнадцати", "пятьдесят": "пятидесяти",
    "шестьдесят": "шестидесяти", "семьдесят": "семидесяти",
    "восемьдесят": "восьмидесяти", "девяносто": "девяноста", "сто": "ста", "двести": "двухсот", "триста": "трехсот",
    "четыреста": "четырехсот",
    "пятьсот": "пятисот", "шестьсот": "шестисот",
}  # fmt: skip
# Words for a counted dozen and a half, and the like: value of one of them.
DOZENS = {
    "en": ("dozen", "dozens"), "es": ("docena", "docenas"), "pt": ("duzia", "duzias"), "fr": ("douzaine", "douzaines"),
    "de": ("dutzend",), "it": ("dozzina", "dozzine"),
    "ru": ("дюжина", "дюжины", "дюжину", "дюжин"), "ar": ("دزينة", "دستة"), "vi": ("tá",), "id": ("lusin", "selusin"),
    "ja": ("ダース",), "ko": ("다스",),
}  # fmt: skip
# Words for one and a half of something, and rounds that have a word of their own.
MIXED = {
    "ar": {"الفا": "2000", "الفي": "2000"},
    "ru": {"полтора": "1.5", "полторы": "1.5", "полутора": "1.5", "полсотни": "50", "полусотни": "50", "сотня": "100", "сотню": "100",},
    "de": {"anderthalb": "1.5", "eineinhalb": "1.5", "zweieinhalb": "2.5", "dreieinhalb": "3.5", "viereinhalb": "4.5", "funfeinhalb": "5.5",
        "sechseinhalb": "6.5", "siebeneinhalb": "7.5", "achteinhalb": "8.5"},
    "es": {"centenar": "100", "medio centenar": "50"}, "it": {"centinaio": "100"}, "fr": {"cinquantaine": "50", "centaine": "100"},
}  # fmt: skip
THOUSANDS = {
    "en": {"thousand": 1000, "k": 1000, "million": 10**6, "hundred": 100, "hundreds": 100}, "es": {"mil": 1000,
        "millon": 10**6, "millones": 10**6}, "pt": {"mil": 1000, "milhao": 10**6, "milhoes": 10**6},
    "fr": {"mille": 1000, "million": 10**6, "millions": 10**6}, "de": {"tausend": 1000, "million": 10**6, "millionen": 10**6, "tsd.": 1000},
    "it": {"mila": 1000, "mille": 1000, "milione": 10**6, "milioni": 10**6}, "ru": {"тысяча": 1000, "тысячи": 1000,
        "тысяч": 1000, "тыс.": 1000, "тыс": 1000, "миллион": 10**6, "млн": 10**6},
    "ar": {"الف": 1000, "الفا": 1000, "الاف": 1000, "مليون": 10**6}, "vi": {"nghìn": 1000, "ngàn": 1000, "triệu": 10**6},
    "id": {"ribu": 1000, "juta": 10**6},
    "ja": {"千": 1000, "万": 10**4, "百万": 10**6}, "ko": {"천": 1000, "만": 10**4, "백만": 10**6}, "zh": {"千": 1000,
        "万": 10**4, "百万": 10**6, "百": 100},
}  # fmt: skip


def spellings(n: int, language: str) -> list[str]:
    """Every accepted spelling of 0 <= n <= 999 in a language that has a table (not ja, ko, zh: see `numerals`)."""
    return _SPELL[language](n)


def _words(text: str) -> list[str]:
    return text.replace("-", " ").split()


Trie = dict[str, "Trie"] | dict[str, int]


class WordTable:
    """Number phrases of one language: the longest phrase that starts at a word."""

    def __init__(self, language: str) -> None:
        self._root: dict[str, dict] = {}  # type: ignore[type-arg]  # a trie: word -> trie, "" -> value
        self._cases = (
            {fold_word(form, "ru"): fold_word(base, "ru") for base, forms in _RU_CASES.items() for form in forms.split()}
            if language == "ru"
            else {}
        )
        for n in range(1, 1000):
            for phrase in spellings(n, language):
                self._add(_words(fold_word(phrase, language)), n)

    def _add(self, words: Iterable[str], value: int) -> None:
        node = self._root
        for word in words:
            node = node.setdefault(self._cases.get(word, word), {})
        node.setdefault("", value)  # type: ignore[arg-type]  # the first spelling of a phrase wins

    @property
    def first_words(self) -> set[str]:
        """Every word that a phrase can begin with, case forms too."""
        return set(self._root) | {form for form, base in self._cases.items() if base in self._root}

    def starts(self, word: str) -> bool:
        """Whether a number phrase can begin with this folded word."""
        return self._cases.get(word, word) in self._root

    def longest(self, words: list[str]) -> tuple[int, int] | None:
        """(value, how many words) of the longest phrase at the beginning of `words`."""
        node = self._root
        best: tuple[int, int] | None = None
        for count, word in enumerate(words, 1):
            following = node.get(self._cases.get(word, word))
            if following is None:
                break
            node = following
            if "" in node:
                best = (int(node[""]), count)  # type: ignore[call-overload]
        return best


@lru_cache(maxsize=16)
def word_table(language: str) -> WordTable | None:
    """The table of a language, made on first use (about 1,000 to 10,000 phrases); None for ja, ko, zh."""
    return WordTable(language) if language in _SPELL else None
