"""What a grammar lets through, in every language: by regular expression here, by the real model in test_engine_drafts."""

from __future__ import annotations

import unicodedata

import pytest
import regex

from desktop.domain.listings import LOCALES
from desktop.engine.grammar import LineRule, lark, likely_tokens, line_pattern
from desktop.engine.letters import HAN_NUMERALS, alphabet
from desktop.language.scripts import allowed_scripts, script_counts

RULE = LineRule("- ", ("size",), ("noun",), (1, 4))


def _letters(language: str) -> list[str]:
    own = regex.compile(f"[{alphabet(language).letters}]")
    return [chr(code) for code in range(0x20, 0x10000) if own.fullmatch(chr(code))]


@pytest.mark.parametrize("language", [*LOCALES, "zh"])
def test_no_alphabet_holds_a_number_of_any_script(language: str) -> None:
    letters = _letters(language)
    assert len(letters) >= 36
    assert [letter for letter in letters if unicodedata.category(letter).startswith("N")] == []
    assert [letter for letter in letters if unicodedata.numeric(letter, None) is not None] == []
    assert not HAN_NUMERALS & set(letters)


@pytest.mark.parametrize("language", LOCALES)
def test_every_alphabet_keeps_to_its_script(language: str) -> None:
    allowed = {"latin"} if alphabet(language).letters.startswith("a-z") else allowed_scripts(language) - {"latin"}
    assert set(script_counts("".join(_letters(language)))) <= allowed


def test_japanese_holds_no_simplified_chinese() -> None:
    letters = set(_letters("ja"))
    assert not letters & set("这们样让轻红绿铁钢质")
    assert set("手編収納素材製品竹籐") <= letters


@pytest.mark.parametrize(
    ("language", "good", "bad"),
    [
        ("en", "The basket is {size} wide, not more.", "The basket is 40 {size} wide."),
        ("es", "La cesta mide {size}.", "La cesta mide {price} ahora."),
        ("de", "Der Korb misst {size} insgesamt.", "Der Korb misst {size"),
        ("ru", "Размер {size}.", "Size {size}."),
        ("ar", "المقاس {size} للسلة.", "المقاس ٤٠ {size} للسلة."),
        ("ja", "寸法は{size}です。", "寸法は四十{size}です。"),
        ("ko", "크기는 {size}입니다.", "크기는 {size} cm입니다."),
        ("vi", "Kích thước là {size} đó.", "Kích thước là {size} 手."),
    ],
)
def test_a_line_holds_its_slot_and_nothing_invented(language: str, good: str, bad: str) -> None:
    pattern = regex.compile(line_pattern(alphabet(language), RULE))
    assert pattern.fullmatch(good)
    assert not pattern.fullmatch(bad)
    assert not pattern.fullmatch(good.replace("{size}", ""))


@pytest.mark.parametrize("language", LOCALES)
def test_lines_are_bounded(language: str) -> None:
    pattern = regex.compile(line_pattern(alphabet(language), RULE))
    word = _letters(language)[0]
    endless = (word * 3 + " ") * 60 if alphabet(language).spaced else word * 400
    assert not pattern.fullmatch(endless + "{size}" + alphabet(language).stop)
    assert likely_tokens([RULE], language) < 1000


def test_the_grammar_names_every_line_in_order() -> None:
    text = lark("en", [LineRule("Title: ", ("noun",), (), (0, 3), ""), RULE])
    assert text.splitlines()[0] == 'start: "Title: " L0 "\\n" "- " L1 "\\n"'
    assert text.count("/") == 4
