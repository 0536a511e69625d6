"""Attributes of which a thing has one and not another: another value than the card's is a finding, in every group and language."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from desktop.domain.card_json import card_from_json
from desktop.domain.cards import Card
from desktop.domain.listings import LOCALES, Finding
from desktop.drafting.facts import FactLock
from desktop.drafting.facts.choices import Choices, choices_of
from desktop.drafting.facts.reading import TextReader
from desktop.drafting.facts.sources import CardFacts
from desktop.language.glossary import Glossaries
from desktop.language.match import Lexicon
from desktop.system.paths import resources_dir

LOCK = FactLock(Glossaries(resources_dir() / "glossary"))
GROUPS: dict[str, Any] = json.loads((resources_dir() / "claims" / "choices.json").read_text("utf-8"))["groups"]
DENIAL = {
    "en": "without {}", "es": "sin {}", "pt": "sem {}", "fr": "sans {}", "de": "ohne {}", "it": "senza {}", "ru": "без {}",
    "ar": "بدون {}", "ja": "{}なし", "ko": "{} 없음", "vi": "không {}", "id": "tanpa {}",
}  # fmt: skip


def card(attributes: dict[str, Any], unit: str = "1 piece / pallet-wrap", name: str = "样品") -> Card:
    return card_from_json(
        {
            "sku": "X-1",
            "category": "other/other",
            "name": {"zh": name},
            "attributes": attributes,
            "packaging": {"unit": unit},
            "trade": {"unit": "piece", "currency": "USD"},
        }
    )


def findings(one: Card, locale: str, text: str, field: str = "highlights[0]") -> list[Finding]:
    return [item for item in LOCK.check_text(one, locale, field, text) if item.severity == "block"]


def stated(group: str, value: str) -> CardFacts:
    """What a card states that says this value of the group, as an owner writes it."""
    key = GROUPS[group]["keys"].split()[0]
    by = GROUPS[group]["values"][value]
    if key == "packaging.unit":
        return CardFacts(texts=[("packaging.unit", f"1 piece / {by['ids'].split()[0]}")])
    return CardFacts(texts=[(f"attributes.{key}", by["zh"].split("|")[0] if "zh" in by else by["ids"].split()[0])])


@cache
def reader(language: str) -> TextReader:
    return TextReader(language, Lexicon(language, []))


def judged(facts: CardFacts, language: str, text: str) -> list[str]:
    verdicts = Choices(choices_of(facts), facts, language).judge(reader(language).read(text, ()))
    return [text[verdict.start : verdict.end] for verdict in verdicts]


def wrong_words(group: str, language: str) -> list[tuple[str, str]]:
    """(the card's value, a stem of another value that it may not be called) of a group in a language."""
    row = GROUPS[group]
    kin = {tuple(pair.split("=")) for pair in row.get("kin", "").split()}
    values = [value for value in row["values"] if value != "-"]
    if row.get("yes_no"):
        return [("no", row["values"]["yes"][language].split("|")[0])]
    found = []
    for other in values:
        stem = row["values"][other].get(language, "").split("|")[0]
        own = next((one for one in values if one != other and (one, other) not in kin and _sayable(row["values"][one])), "")
        if stem and own:
            found.append((own, stem))
    return found


def _sayable(by: dict[str, str]) -> bool:
    return bool(by.get("zh") or by.get("ids"))


def phrase(group: str, language: str, stem: str) -> str:
    """The word with the head that it asks for."""
    bare = stem.rstrip("+").strip()
    if not stem.endswith("+"):
        return bare
    head = GROUPS[group]["head"][language].split("|")[0].strip()
    return f"{head} {bare}"


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("group", GROUPS)
def test_another_value_is_found_and_a_denied_one_is_not(group: str, language: str) -> None:
    pairs = wrong_words(group, language)
    assert pairs, "no words"
    for own, stem in pairs:
        text = phrase(group, language, stem)
        found = judged(stated(group, own), language, text)
        assert found, (own, text)
        denied = judged(stated(group, own), language, DENIAL[language].format(text))
        assert not set(found) & set(denied), (own, text)  # "senza maniche" of "senza maniche corte" is a value of its own
        assert not judged(CardFacts(), language, text), text


SHIRT = card(
    {
        "sleeve_length": "长袖",
        "fit": "常规",
        "neckline": "圆领",
        "closure": "按扣",
        "pattern": ["checked"],
        "audience": ["men"],
        "lining": ["fleece"],
        "care": "30 °C 手洗，不可漂白，不可烘干",
    },
    "1 piece / cotton-bag",
)
CLOCK = card({"finish": ["oiled"], "shape": ["round"], "technique": ["laser-cut"], "plug_type": "EU", "own": {"电池": "1 节 AA（不含）"}})


@pytest.mark.parametrize(
    ("one", "locale", "text", "wrong"),
    [
        (SHIRT, "en", "The fit is regular, the sleeves are short and warm.", "short"),
        (SHIRT, "es", "Manga corta, corte regular.", "Manga corta"),
        (SHIRT, "pt", "Modelagem regular, manga curta.", "manga curta"),
        (SHIRT, "fr", "Chemise femme à carreaux.", "femme"),
        (SHIRT, "de", "Mit Klettverschluss und im Polybeutel.", "Klett"),
        (SHIRT, "it", "Camicia da uomo a righe.", "a righe"),
        (SHIRT, "ru", "Крой свободный, на груди карман.", "свободн"),
        (SHIRT, "ar", "القصّة عادية والكمّ قصير.", "قصير"),
        (SHIRT, "ja", "洗濯機で洗えます。", "洗濯機"),
        (SHIRT, "ko", "건조기 사용 가능합니다.", "건조기"),
        (SHIRT, "vi", "Áo cổ tàu, tay dài.", "cổ tàu"),
        (SHIRT, "id", "Kerah shanghai, lengan panjang.", "Kerah shanghai"),
        (CLOCK, "en", "Cut, then lacquered rather than varnished.", "lacquered"),
        (CLOCK, "es", "La esfera, cortada y rematada con barniz.", "barniz"),
        (CLOCK, "de", "Eine AA-Batterie ist im Lieferumfang.", "im Lieferumfang"),
        (CLOCK, "fr", "Cette horloge carrée décore le salon.", "carrée"),
        (CLOCK, "it", "La spina può essere svizzera.", "svizzer"),
        (CLOCK, "ja", "プラグはUKタイプです。", "UK"),
        (CLOCK, "ru", "Часы квадратной формы.", "квадратн"),
    ],
)
def test_what_a_stranger_wrote_is_found(one: Card, locale: str, text: str, wrong: str) -> None:
    assert any(wrong in item.text for item in findings(one, locale, text))


@pytest.mark.parametrize(
    ("one", "locale", "text"),
    [
        (SHIRT, "en", "Checked shirt for men, snaps instead of buttons, never tumble dry, no bleach."),
        (SHIRT, "en", "Wear it over a striped tee; gift box available on request."),
        (SHIRT, "en", "Is it machine washable? By hand only."),
        (SHIRT, "en", "Long sleeves and a short placket."),
        (SHIRT, "es", "Sin botones ni cremallera: broches. No usar secadora ni lejía."),
        (SHIRT, "pt", "Sem botões e sem zíper, só botões de pressão. Não usar alvejante."),
        (SHIRT, "fr", "Pas de zip, des pressions. Sèche-linge interdit."),
        (SHIRT, "de", "Statt Knöpfen Druckknöpfe; bleichen verboten, nicht in den Trockner geben."),
        (SHIRT, "it", "Niente cerniera, bottoni a pressione. Non candeggiare."),
        (SHIRT, "ru", "Без молнии, на кнопках. Отбеливать нельзя."),
        (SHIRT, "ar", "بدون سحاب، بأزرار كبس. لا تستخدم المبيض."),
        (SHIRT, "ja", "ファスナーはありません。漂白剤は使えません。乾燥機は避けてください。"),
        (SHIRT, "ko", "지퍼는 없습니다. 표백하지 마세요. 건조기는 피해 주세요."),
        (SHIRT, "vi", "Không dùng khóa kéo, chỉ có nút bấm. Không dùng thuốc tẩy."),
        (SHIRT, "id", "Tanpa ritsleting, memakai kancing jepret. Jangan gunakan pemutih."),
        (CLOCK, "en", "Oiled, not lacquered; covers 0.4 square metres all year round. One AA battery, not included."),
        (CLOCK, "de", "Rund 30 Minuten im ganzen Jahr; Batterie nicht im Lieferumfang."),
        (CLOCK, "ru", "Радует круглый год, батарейка не входит в комплект."),
        (CLOCK, "fr", "Huilée et non vernie, pile non fournie."),
    ],
)
def test_denied_compared_offered_and_other_senses_pass(one: Card, locale: str, text: str) -> None:
    assert [(item.text, item.path) for item in findings(one, locale, text) if item.path and not item.path.startswith("trade")] == []


def test_a_card_with_several_values_may_be_called_by_each_of_them() -> None:
    both = card({"closure": "拉链加按扣", "audience": ["unisex"], "pattern": ["striped", "floral"]})
    assert findings(both, "en", "Zip plus snap closure, striped or floral, for women and men.") == []
    assert [item.text for item in findings(both, "en", "Velcro closure, for women.")] == ["Velcro", "women"]


def test_a_finding_says_what_the_card_says() -> None:
    (found,) = findings(SHIRT, "de", "Kurze Ärmel.")
    assert (found.kind, found.expected, found.path) == ("term", "lange Ärmel", "attributes.sleeve_length")
    (found,) = findings(SHIRT, "en", "You can tumble dry it.")
    assert (found.kind, found.expected) == ("claim", "30 °C 手洗，不可漂白，不可烘干")


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_its_words_in_every_language(group: str) -> None:
    row = GROUPS[group]
    for language in LOCALES:
        said = [value for value, by in row["values"].items() if by.get(language)]
        assert said, language
        if any(stem.endswith("+") for value in said for stem in row["values"][value][language].split("|")):
            assert row["head"][language], language
