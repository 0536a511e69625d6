"""Which language a text is written in: the script decides first, frequent words decide within the Latin script.

`py3langid` is asked only when neither settles it; it is loaded on first need and restricted to the languages that matter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from desktop.language.normalise import fold
from desktop.language.numbers import Word
from desktop.language.scripts import SCRIPT_OF, script_counts

if TYPE_CHECKING:
    from collections.abc import Iterable

# Small words that one language writes all the time and its neighbours do not, folded.
_COMMON = {
    "en": "every before it they its out into when if the and of with is are for this that from to in each we you your it be can our by or as on at have has which will not please welcome us our any more get buy",
    "es": "y le antes sale cuando si cada de el la los las y con para una un es que por del se su en cada este esta son al lo nuestro como puede más mas "
    "sus pieza nosotros usted nuestras nuestros buscamos tienda necesitamos gracias",
    "pt": "antes quando se de o os as e com para uma um que por do da em cada este esta sao ao no na nos pode voce seu sua nao dos das "
    "ou pela mais nossa nossas nossos precisamos obrigado procuramos",
    "fr": "chaque avant elle si de le la les et avec pour une un est que par du des en chaque ce cette sont au aux dans vous votre nous sur "
    "pas il elle ou qui ses nos merci cherchons bonjour",
    "de": "jedes jede bevor es wenn der die das und mit fur ein eine ist aus von den dem im in je auf wird werden sich sie ihr wir auch bei nach "
    "oder zum zur nicht suchen danke unsere",
    "it": "prima quando se il lo la gli le e con per una un che di del della in ogni questo questa sono al nel si da suo sua ci puo piu "
    "dei delle nostro nostri nostre i cerchiamo grazie vorrei",
    "id": "sebelum produk pabrik dikirim secara sudah kami yang dan dengan untuk dari di ini setiap anda kami adalah pada atau per dalam tersedia dapat ke bisa tidak akan oleh juga satu",
    "vi": "và với cho của là một có được này mỗi chúng tôi quý khách các từ trong bằng không theo vào tại hoặc khi vui lòng để những",
    "nl": "de het een en van met voor is zijn wordt niet ook naar bij uit wij onze deze dat te op aan door",
    "pl": "i w na z do jest nie to sie oraz dla od jak ktore przez po tym ze lub jego nasz",
    "tr": "ve bir bu icin ile olarak cok daha olan gibi her sizin bizim icin veya kadar",
    "ro": "si cu pentru este un o din care pe nu sunt sau mai acest aceasta",
}
_SIGNS = {"vi": set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")}
_PREFERRED = ("en", "es", "pt", "fr", "de", "it", "id", "vi", "ru", "ar", "ja", "ko", "zh", "uk", "nl", "pl", "tr", "ro", "th", "fa", "ur")


@lru_cache(maxsize=1)
def _owners() -> dict[str, tuple[str, ...]]:
    owners: dict[str, list[str]] = {}
    for language, words in _COMMON.items():
        for word in dict.fromkeys(words.split()):
            owners.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in owners.items()}


def _scores(words: Iterable[Word]) -> Counter[str]:
    owners = _owners()
    scores: Counter[str] = Counter()
    for word in {word for _, _, word in words}:  # each word once: "no cable, no bill" is one sign
        if word in owners:
            weight = 3 if len(owners[word]) == 1 else 1  # a word of one language only says more
            for language in owners[word]:
                scores[language] += weight
    return scores


def other_language(words: list[Word], language: str) -> bool:
    """Whether a text of a Latin-script language is plainly in another one: its small words say so."""
    if SCRIPT_OF.get(language) != "latin" or len(words) < 10:
        return False
    scores = _scores(words)
    own = scores[language]
    best, count = max(((name, score) for name, score in scores.items() if name != language), key=lambda item: item[1], default=("", 0))
    return bool(best) and count >= 9 and count > 2 * own + 3


_SENTENCE_WORDS = 5
_LATIN_RUN = re.compile(r"(?:[a-z']{2,}[ ,]+){3,}[a-z']{2,}")


# Letters beyond a to z that a language writes; small words with others betray another language.
_LETTERS = {
    "en": "é", "id": "é", "es": "áéíóúüñ", "pt": "áâãàçéêíóôõúü", "fr": "àâæçéèêëîïôœùûüÿ", "de": "äöüß", "it": "àèéìíòóùú",
}  # fmt: skip
_FOREIGN = {
    language: re.compile(rf"(?<![^\W\d_])[a-zß-ɏ]*(?![{letters}])[ß-ɏ][a-zß-ɏ]*(?![^\W\d_])") for language, letters in _LETTERS.items()
}
_STRANGE_WORDS = 2


def _strange(original: str, span: tuple[int, int], language: str) -> bool:
    """Whether a sentence holds two small-letter words with letters that the language does not have (no names, they are capital)."""
    pattern = _FOREIGN.get(language)
    return bool(original) and pattern is not None and len(set(pattern.findall(original, *span))) >= _STRANGE_WORDS


def _own_words(words: list[Word], language: str) -> bool:
    """Whether a word stands there that only this language has."""
    return any(_owners().get(word) == (language,) for _, _, word in words)


def foreign_sentences(folded: str, words: list[Word], ends: list[int], language: str, original: str = "") -> list[tuple[int, int]]:
    """Folded ranges of sentences in another language inside a text: by small words, or Latin words in another script.

    `original` is the unfolded text when both are of one length: letters that the language lacks tell too.
    """
    if SCRIPT_OF.get(language) != "latin":
        runs = [(match.start(), match.end()) for match in _LATIN_RUN.finditer(folded)]
        return [run for run in runs if len(set(folded[run[0] : run[1]].replace(",", " ").split()) & _owners().keys()) >= 2]
    found: list[tuple[int, int]] = []
    start = first = 0
    for end in [*ends, len(folded)]:
        last = bisect_left(words, (end,), first)
        if last - first >= _SENTENCE_WORDS:
            scores = _scores(words[first:last])
            own = scores.pop(language, 0)
            best = max(scores.values(), default=0)
            plain = best >= own + 5 or (best >= own + 4 and not _own_words(words[first:last], language))
            if (best >= 6 and plain and own * 2 <= best) or _strange(original, (start, end), language):
                found.append((start, end))
        start, first = end, last
    return found


def detect(text: str) -> str:
    """The language of a text: one of the twelve, "zh", another ISO 639-1 code, or "other" when nothing can be said."""
    counts = script_counts(text)
    total = sum(counts.values())
    if total == 0:
        return "other"
    if counts["kana"] * 10 > total and counts["kana"] + counts["han"] > counts["latin"] // 4:
        return "ja"
    for script, language in (("hangul", "ko"), ("han", "zh"), ("thai", "th"), ("greek", "el"), ("hebrew", "he"), ("devanagari", "hi")):
        if counts[script] * 4 > total:
            return language
    if counts["cyrillic"] * 3 > total:
        return "uk" if any(ch in text for ch in "іїєґІЇЄҐ") else "ru"
    if counts["arabic"] * 3 > total:
        return "fa" if any(ch in text for ch in "پچژگ") and "ال" not in text else "ar"
    return _latin(text)


def _latin(text: str) -> str:
    folded = fold(text, "vi").text
    if sum(ch in _SIGNS["vi"] for ch in folded) * 25 > len(folded):
        return "vi"
    words = [(0, 0, word) for word in fold(text, "en").text.replace("'", " ").split()]
    ranked = _scores(words).most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] >= ranked[1][1] + 3 or ranked[0][1] > 2 * ranked[1][1]):
        return ranked[0][0]
    return _by_model(text)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_PREFERRED))
    return identifier


def _by_model(text: str) -> str:
    if len(text.split()) < 2 and len(text) < 8:
        return "en" if text.isascii() else "other"
    language, probability = _identifier().classify(text[:2000])
    return str(language) if float(probability) >= 0.5 else "other"
