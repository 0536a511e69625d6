"""Plugs: "colokan UK" of a card whose plug is EU, "clavija británica" of a European one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop.drafting.facts.reading import Reading
from desktop.drafting.facts.sources import CardFacts
from desktop.drafting.facts.verdicts import Verdict

_PLUG = (
    r"plugs?|enchufes?|clavijas?|plugues?|tomadas?|fiches?|prises?|steckern?|netzstecker|spin[ae]|pres[ae]|вилк[а-я]+|розетк[а-я]+|штекер[а-я]*"
    r"|قابس|القابس|بقابس|مقبس|プラグ|플러그|phích|phích cắm|chấu|chấu cắm|colokan|steker|stopkontak|soket"
)
_NAMES = {
    "EU": r"eu|europ[^\W\d_]*|европ[а-я]*|اوروبي[^\W\d_]*|ヨーロッパ|欧州|유럽[^\W\d_]*|châu âu|eropa|schuko",
    "UK": r"uk|british|britan[^\W\d_]*|britisch[a-z]*|ingles[^\W\d_]*|британск[а-я]+|английск[а-я]+|بريطاني[^\W\d_]*"
    r"|イギリス|英国|영국[^\W\d_]*|anh|inggris",
    "US": r"us|american[a-z]*|americain[a-z]*|estadounidense|amerikan[a-z]*|американск[а-я]+"
    r"|امريكي[^\W\d_]*|アメリカ|米国|미국[^\W\d_]*|mỹ|amerika",
    "AU": r"au|australi[a-z]*|австралийск[а-я]+|استرالي[^\W\d_]*|オーストラリア|호주[^\W\d_]*|úc",
}
_ANY = "|".join(_NAMES.values())
_EITHER = re.compile(
    rf"(?<![^\W\d_])(?:{_PLUG})[ -]?(?:tipo |type |типа |نوع |loại |chuẩn |tipe |standar |di tipo |de tipo )?(?P<behind>{_ANY})(?![^\W\d_])"
    rf"|(?<![^\W\d_])(?P<before>{_ANY})(?:[ -]|タイプ|規格|の)?(?:{_PLUG})"
)
_KEYS = re.compile(r"(?:plug|插头)")


def plug_types(facts: CardFacts) -> frozenset[str]:
    """The plugs that the card names: EU, UK, US, AU."""
    texts = " ".join(text for path, text in facts.texts if _KEYS.search(path) and _KEYS.search(path.rsplit(".", 1)[-1]))
    if not texts:
        return frozenset()
    chinese: Mapping[str, str] = {"欧": "EU", "英": "UK", "美": "US", "澳": "AU"}
    found = {name for name in _NAMES if re.search(rf"(?<![A-Za-z]){name}(?![A-Za-z])", texts)}
    return frozenset(found | {name for word, name in chinese.items() if word in texts})


def wrong_plugs(reading: Reading, known: frozenset[str]) -> list[Verdict]:
    """A verdict for each plug that a text names, for a card that names its plugs."""
    found: list[Verdict] = []
    for match in _EITHER.finditer(reading.folded.text) if known else ():
        group = "behind" if match["behind"] else "before"
        name = next(name for name, writing in _NAMES.items() if re.fullmatch(writing, match[group]))
        ok = name in known
        found.append(Verdict(*match.span(group), ok, "code", "attributes.plug_type", reason="code", expected=" / ".join(sorted(known))))
    return found
