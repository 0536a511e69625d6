"""The glossary as data: every term in every language with the forms of resources/phrasebook/FORMAT.md, in the right script."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

RESOURCES = Path(__file__).parents[3] / "resources"
LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "ru", "ar", "ja", "ko", "vi", "id")
KINDS = (
    "product", "material", "colour", "technique", "finish", "pattern", "use", "feature", "part", "packaging", "certificate",
    "style", "attribute", "unit", "shape", "season", "audience", "trade", "value", "term",
)  # fmt: skip

# Characters that a form may hold besides its language's own script: codes and names keep Latin letters everywhere.
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_FOREIGN = {
    **dict.fromkeys(("en", "es", "pt", "fr", "de", "it", "vi", "id"), (_CJK, _CYRILLIC, _ARABIC)),
    "ru": (_CJK, _ARABIC),
    "ar": (_CJK, _CYRILLIC),
    "ja": (_HANGUL, _CYRILLIC, _ARABIC),
    "ko": (_HAN, _KANA, _CYRILLIC, _ARABIC),
}


@lru_cache
def concepts() -> dict[str, dict[str, Any]]:
    """The concept list by id."""
    return json.loads((RESOURCES / "glossary" / "concepts.json").read_text("utf-8"))["terms"]  # type: ignore[no-any-return]


@lru_cache
def terms(language: str) -> dict[str, dict[str, Any]]:
    """The terms of a language by concept id."""
    data = json.loads((RESOURCES / "glossary" / f"{language}.json").read_text("utf-8"))
    assert data["language"] == language
    return data["terms"]  # type: ignore[no-any-return]


# kind | languages | forms, as in FORMAT.md
_FORMS = """
product | en | sg pl
product | es pt fr it | sg pl g
product | de | sg pl g dat_pl
product | ru | sg pl g gen_sg gen_pl
product | ar | sg pl g def_sg def_pl
product | ja ko vi id | sg
material | en | noun adj
material | es pt fr it de ru | noun g of
material | ar vi id | noun of
material | ja ko | noun
colour | en | adj
colour | es pt fr it | m f mp fp name
colour | de | name adj in
colour | ru | m f n p name
colour | ar | m f name
colour | ja ko | noun
colour | vi id | adj name
technique | en de ja ko vi id | adj noun
technique | es pt fr it | m f mp fp noun
technique | ru | by noun
technique | ar | m f noun
look | en ja ko vi id | adj noun
look | es pt fr it | m f mp fp noun
look | de | adj noun with
look | ru ar | noun with
use | en es pt fr de it ru ar ja ko vi id | noun for
feature | en de ru ar ja ko vi id | item sentence
feature | es pt fr it | m f mp fp item sentence
value | en es pt fr de it ru ar ja ko vi id | noun
word | en ru ar ja ko vi id | noun
word | es pt fr it de | noun g
packaging | en ru ar ja ko vi id | noun in
packaging | es pt fr it de | noun g in
certificate | en es pt fr de it ru ar ja ko vi id | noun
unit | en de | one other
unit | es pt fr it | one other g
unit | ru | one few many other
unit | ar | zero one two few many other
unit | ja ko vi id | other
"""
_SAME_FORMS = {
    **dict.fromkeys(("finish", "pattern", "style", "shape"), "look"),
    **dict.fromkeys(("audience", "season"), "use"),
    **dict.fromkeys(("part", "trade", "attribute", "term"), "word"),
}


@lru_cache
def needed_forms(kind: str, language: str) -> tuple[str, ...]:
    """The forms that a term of this kind has in this language."""
    for row in _FORMS.strip().splitlines():
        name, languages, forms = (part.strip() for part in row.split("|"))
        if name == _SAME_FORMS.get(kind, kind) and language in languages.split():
            return tuple(forms.split())
    raise AssertionError(f"no forms for {kind} in {language}")


def writings(raw: dict[str, Any]) -> list[tuple[str, str]]:
    """(form name, text) of everything a term writes, lists opened."""
    found: list[tuple[str, str]] = []
    for name, value in raw.items():
        if isinstance(value, str) and name != "g":
            found.append((name, value))
        elif isinstance(value, list):
            found.extend((name, item) for item in value)
    return found


def test_the_concept_list_is_large_and_of_known_kinds() -> None:
    """Issue 4 asks for at least 900 terms; the kinds are the closed list of FORMAT.md."""
    assert len(concepts()) >= 900
    assert {item["kind"] for item in concepts().values()} <= set(KINDS)


def test_ids_are_plain_and_every_concept_has_its_chinese_words() -> None:
    """Ids are lower-case English with hyphens; zh and zh-Hant are both there."""
    bad = [
        key for key, item in concepts().items() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) or not item["zh"] or not item["hant"]
    ]
    assert bad == []


def test_no_chinese_word_names_two_things_of_one_kind() -> None:
    """An owner's word leads to one term of a kind."""
    seen: dict[tuple[str, str], str] = {}
    clashes = []
    for key, item in concepts().items():
        for word in (item["zh"], *item.get("also_zh", ())):
            other = seen.setdefault((item["kind"], word), key)
            if other != key:
                clashes.append((word, other, key))
    assert clashes == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_is_a_term_and_no_term_is_unknown(language: str) -> None:
    """Same ids in every language."""
    assert sorted(set(concepts()) - set(terms(language))) == []
    assert sorted(set(terms(language)) - set(concepts())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_the_forms_its_kind_needs(language: str) -> None:
    """A slot may ask for any form of the table, so none may be missing or empty."""
    missing = [
        (key, form)
        for key, raw in terms(language).items()
        for form in needed_forms(concepts()[key]["kind"], language)
        if not (isinstance(raw.get(form), str) and raw[form].strip())
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_genders_are_ones_the_grammar_knows(language: str) -> None:
    """m, f, and in German and Russian n, or pl for a noun that exists only in the plural."""
    allowed = {"m", "f", "n", "pl"} if language in ("de", "ru") else {"m", "f"}
    assert [(key, raw["g"]) for key, raw in terms(language).items() if raw.get("g") and raw["g"] not in allowed] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_are_right(language: str) -> None:
    """No leaked character of another script in any form or alias, and text is in NFC."""
    bad = []
    for key, raw in terms(language).items():
        for name, text in writings(raw):
            if any(pattern.search(text) for pattern in _FOREIGN[language]) or unicodedata.normalize("NFC", text) != text:
                bad.append((key, name, text))
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_writings_are_clean(language: str) -> None:
    """No stray spaces; sentences may hold {noun} and {agree:m|f|mp|fp}, and end with a full stop of their script."""
    bad = []
    macro = re.compile(r"\{noun\}|\{agree:[^|{}]+(\|[^|{}]+){3}\}")
    for key, raw in terms(language).items():
        for name, text in writings(raw):
            plain = macro.sub("", text) if name == "sentence" else text
            if text != text.strip() or "  " in text or "{" in plain or "}" in plain or not text:
                bad.append((key, name, text))
            if name == "sentence" and not text.endswith((".", "。")):
                bad.append((key, name, text))
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_feature_sentences_state_no_number(language: str) -> None:
    """A digit in a fixed sentence would be a fact that no card states."""
    bad = [
        (key, raw["sentence"])
        for key, raw in terms(language).items()
        if re.search(r"\d", re.sub(r"IP\d\d", "", str(raw.get("sentence", ""))))
    ]
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_main_writings_of_materials_and_colours_are_told_apart(language: str) -> None:
    """Two materials (or two colours) that read the same could not be told apart on a card or in a text."""
    seen: dict[tuple[str, str], str] = {}
    clashes = []
    for key, raw in terms(language).items():
        kind = concepts()[key]["kind"]
        if kind in ("material", "colour", "product"):
            main = raw.get("noun") or raw.get("name") or raw.get("adj") or raw.get("sg") or ""
            other = seen.setdefault((kind, main.casefold()), key)
            if other != key:
                clashes.append((main, other, key))
    assert clashes == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_to_avoid_are_not_the_term_itself(language: str) -> None:
    """`avoid` names other things (wicker for rattan), never a writing of the term."""
    bad = []
    for key, raw in terms(language).items():
        own = {text.casefold() for name, text in writings(raw) if name not in ("avoid", "sentence")}
        bad += [(key, word) for word in raw.get("avoid", ()) if word.casefold() in own]
    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_certificates_keep_the_wording_of_their_scheme(language: str) -> None:
    """FSC is FSC in every language; papers of a public office may have the language's own name."""
    own_names = {
        *("fumigation-certificate", "phytosanitary-certificate", "certificate-of-origin", "form-a", "halal", "kosher"),
        *("california-65", "fda-registration", "machinery-directive"),
    }
    changed = [
        (key, terms(language)[key]["noun"])
        for key, item in concepts().items()
        if item["kind"] == "certificate" and key not in own_names and terms(language)[key]["noun"] != item["zh"]
    ]
    assert changed == []
