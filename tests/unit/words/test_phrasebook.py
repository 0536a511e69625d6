"""The phrasebook as data: known slots, the same facts in the text and its Chinese meaning, no fact as a literal word.

The rules are those of resources/phrasebook/FORMAT.md.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

RESOURCES = Path(__file__).parents[3] / "resources"
LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "ru", "ar", "ja", "ko", "vi", "id")
LETTERS = {"title": "t", "keyword": "k", "highlight": "h", "description": "d", "faq": "q", "reply": "r", "company": "c"}
LISTING = ("title", "keyword", "highlight", "description", "faq")


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


TERM_SLOTS = words("noun material colour technique finish pattern use feature style shape audience season parts")
FACT_SLOTS = words("""
    brand model sku size weight certificates origin spec1 spec2 spec3 spec4 colour_count
    carton_qty carton_size carton_weight unit_packing
""")
REPLY_SLOTS = words("""
    buyer company signer qty unit_price unit amount incoterm valid_until price_list moq lead_time lead_qty sample_price
    sample_days deposit balance payment port destination logo_moq warranty target_price deadline ready closed_from closed_until
    promise_sum followup_days product
""")
COMPANY_SLOTS = words("company factory_place people capacity machines audits markets")
FORMS = words("""
    label sg pl dat_pl gen_sg gen_pl def_sg def_pl noun adj of name in agree agree_pl by for with item sentence
    m f n p mp fp gen dat def def_f prefix
""")
AGREE_CHOICES = {"es": 4, "pt": 4, "fr": 4, "it": 4, "de": 4, "ru": 4, "ar": 2}

# How many patterns a topic needs, by section: FORMAT.md.
TITLES, KEYWORDS, COMPANY = 8, 12, 6
LEAST = {
    "highlight": (5, words("""
        material size weight colour technique use feature packaging carton customisation certificates origin spec audience finish
    """)),
    "description": (6, words("""
        intro material technique size weight colour finish pattern use feature audience spec packaging carton customisation
        certificates origin sample closing neutral
    """)),
    "faq": (3, words("""
        size material colour customisation packaging carton certificates use origin spec sample weight inquiry
    """)),
    "reply": (2, words("""
        greeting thanks product_ref price price_list price_below_moq price_no_qty moq lead_time lead_time_deadline_ok
        lead_time_deadline_miss sample_paid sample_refundable sample_unknown customisation_yes customisation_logo_moq
        customisation_unknown certificate_yes certificate_unknown payment_terms payment_unknown incoterm_yes incoterm_unknown
        shipping_cost_pending shipping_cost_pending_no_destination packaging packaging_unknown warranty_yes warranty_unknown
        availability specification specification_unknown target_price_refuse_polite target_price_ask_qty discount_by_quantity
        quantity_noted destination_noted catalogue complaint_ack order_status_ack meeting_ack cannot_do ask_quantity
        ask_destination ask_details other_ack next_step follow_up apology holding closing signature price_at_moq price_trial
        target_price_hold counter_quantity counter_payment counter_time lead_time_closed lead_time_ready
        promise_discount promise_refund promise_penalty
    """)),
}  # fmt: skip

_MACRO = re.compile(r"\{([^{}]*)\}")
_HAN_NUMERALS = re.compile(r"[〇零两二三四五六七八九十百千万]")
_SCRIPTS = {
    "ru": {"CYRILLIC", "LATIN"},
    "ar": {"ARABIC", "LATIN"},
    "ja": {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "CJK", "IDEOGRAPHIC", "LATIN"},
    "ko": {"HANGUL", "LATIN"},
}
_END = {"ar": (".", "؟", "!", ":", "،"), "ja": ("。", "？", "！", "：", "、")}


@lru_cache
def patterns(language: str) -> list[dict[str, Any]]:
    """The patterns of a language."""
    data = json.loads((RESOURCES / "phrasebook" / f"{language}.json").read_text("utf-8"))
    assert data["language"] == language
    return data["patterns"]  # type: ignore[no-any-return]


def pairs(pattern: dict[str, Any]) -> list[tuple[str, str]]:
    """(text, Chinese meaning) of a pattern; two for a question with its answer."""
    if pattern["section"] == "faq":
        return [(pattern["q"], pattern["q_zh"]), (pattern["a"], pattern["a_zh"])]
    return [(pattern["text"], pattern["zh"])]


def macros(text: str) -> list[str]:
    """The inner texts of everything in braces."""
    return _MACRO.findall(text)


def is_slot(macro: str) -> bool:
    """Whether it is filled from a card, not by grammar ({a}, {de}, {agree:...}, {을/를})."""
    return not macro.startswith(("agree:", "agree_pl:")) and "/" not in macro and macro not in ("a", "de")


def facts(text: str) -> set[str]:
    """The slots of a text without their grammatical form; a label is not its value."""
    return {macro if macro.endswith(".label") else macro.partition(".")[0] for macro in macros(text) if is_slot(macro)}


def literal(text: str) -> str:
    """The text without anything in braces."""
    return _MACRO.sub(" ", text)


def texts(language: str, *sections: str) -> list[tuple[str, str]]:
    """(id, text) of the patterns of these sections, all when none is named."""
    return [
        (pattern["id"], text)
        for pattern in patterns(language)
        if not sections or pattern["section"] in sections
        for text, _ in pairs(pattern)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_unique_and_tell_where_a_pattern_belongs(language: str) -> None:
    """language.letter.topic.number."""
    ids = Counter(pattern["id"] for pattern in patterns(language))
    assert [key for key, count in ids.items() if count > 1] == []
    wrong = [
        pattern["id"]
        for pattern in patterns(language)
        if not re.fullmatch(rf"{language}\.{LETTERS[pattern['section']]}\.{re.escape(pattern['topic'])}\.\w+", pattern["id"])
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_twice_in_a_section(language: str) -> None:
    """A repeated sentence would make products read alike without anyone noticing."""
    seen = Counter(
        (pattern["section"], pattern["topic"], pairs(pattern)[0][0]) for pattern in patterns(language) if pattern["section"] != "faq"
    )
    assert [key for key, count in seen.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_braces_hold_only_known_slots_and_forms(language: str) -> None:
    """A slot that code does not know would never be filled, and its pattern never used."""
    unknown = []
    for pattern in patterns(language):
        known = TERM_SLOTS | FACT_SLOTS | (REPLY_SLOTS if pattern["section"] == "reply" else set())
        known = COMPANY_SLOTS if pattern["section"] == "company" else known
        for text, zh in pairs(pattern):
            if text.count("{") != text.count("}") or zh.count("{") != zh.count("}"):
                unknown.append((pattern["id"], "braces"))
            for macro in filter(is_slot, macros(text) + macros(zh)):
                name, _, form = macro.partition(".")
                if name not in known or (form and form not in FORMS):
                    unknown.append((pattern["id"], macro))
    assert unknown == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_chinese_meaning_state_the_same_facts(language: str) -> None:
    """What the owner approves in Chinese is what the buyer reads."""
    assert [pattern["id"] for pattern in patterns(language) for text, zh in pairs(pattern) if facts(text) != facts(zh)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_agreeing_words_have_a_choice_for_every_gender(language: str) -> None:
    """es, pt, fr, it: m|f|mp|fp; de, ru: m|f|n|pl; ar: m|f; no other language agrees."""
    wrong = [
        (key, macro)
        for key, text in texts(language)
        for macro in macros(text)
        if macro.startswith(("agree:", "agree_pl:")) and len(macro.partition(":")[2].split("|")) != AGREE_CHOICES.get(language, 0)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_digit_is_written_as_a_literal(language: str) -> None:
    """Numbers come from the card, in every section."""
    assert [key for key, text in texts(language) if any(ch.isdigit() for ch in literal(text))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_listings_never_use_trade_terms(language: str) -> None:
    """Prices, lead times and payment go stale, so no listing slot may carry them (issue 2, point 3)."""
    assert [key for key, text in texts(language, *LISTING) if facts(text) & (REPLY_SLOTS - {"unit"})] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_leaked_letters_of_another_script(language: str) -> None:
    """Only Japanese and Korean texts hold CJK letters, only Russian Cyrillic, only Arabic Arabic; NFC everywhere."""
    wrong = []
    for key, text in texts(language):
        plain = literal(text)
        names = {unicodedata.name(ch, "").split(" ")[0] for ch in plain if ch.isalpha()}
        if names - _SCRIPTS.get(language, {"LATIN", "MASCULINE", "FEMININE"}) or unicodedata.normalize("NFC", text) != text:
            wrong.append((key, names))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_end_as_the_language_ends_them(language: str) -> None:
    """Descriptions and answers are whole sentences; questions end with a question mark or as a request."""
    ends = _END.get(language, (".", "?", "!", ":"))
    asks = {"ar": ("؟",), "ja": ("か。", "ください。", "？"), "ko": ("?", "다.")}.get(language, ("?",))
    open_ended = []
    for pattern in patterns(language):
        if pattern["section"] == "description" and not pattern["text"].endswith("{feature.sentence}"):
            open_ended += [pattern["id"]] * (not pattern["text"].endswith(ends))
        elif pattern["section"] == "faq":
            open_ended += [pattern["id"]] * (not pattern["q"].endswith(asks) or not pattern["a"].endswith(ends))
    assert open_ended == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_keywords_and_highlights_have_no_full_stop(language: str) -> None:
    """They are lines, not sentences; one habit per language."""
    assert [key for key, text in texts(language, "title", "keyword", "highlight") if text.rstrip().endswith((".", "。"))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_spanish_questions_open_and_french_signs_keep_their_space(language: str) -> None:
    """¿ ... ? and ¡ ... ! in Spanish; a no-break space before ? ! : ; in French."""
    if language == "es":
        assert [key for key, text in texts("es") if text.count("?") != text.count("¿") or text.count("!") != text.count("¡")] == []
    if language == "fr":
        assert [key for key, text in texts("fr") if re.search(r"[^\u00a0\u202f][?!;:](?!//)", _MACRO.sub("x", text))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_conditions_name_things_that_exist(language: str) -> None:
    """Verticals, categories, slots and terms of `when` are the program's own."""
    taxonomy = {key for path in (RESOURCES / "taxonomy").glob("*.json") for key in json.loads(path.read_text("utf-8"))}
    terms = json.loads((RESOURCES / "glossary" / "concepts.json").read_text("utf-8"))["terms"]
    slots = TERM_SLOTS | FACT_SLOTS
    wrong = []
    for pattern in patterns(language):
        when = pattern.get("when", {})
        good = (
            set(when) <= {"vertical", "category", "min", "max", "has", "not", "term"}
            and set(when.get("vertical", ())) <= {"home", "apparel", "electronics", "machinery", "other"}
            and set(when.get("category", ())) <= taxonomy
            and {*when.get("min", {}), *when.get("max", {}), *when.get("term", {})} <= slots
            and {*when.get("has", ()), *when.get("not", ())} <= slots | {"logo", "samples", "customisation"}
            and {term for values in when.get("term", {}).values() for term in values} <= set(terms)
        )
        if not good:
            wrong.append((pattern["id"], when))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_customisation_and_samples_are_only_said_when_the_card_has_them(language: str) -> None:
    """These topics have no slot of their own, so the condition is what ties them to the card."""
    needed = {"customisation": {"logo", "customisation"}, "sample": {"samples"}}
    free = [
        pattern["id"]
        for pattern in patterns(language)
        if pattern["section"] in LISTING and pattern["topic"] in needed
        if not needed[pattern["topic"]] & set(pattern.get("when", {}).get("has", ()))
    ]
    assert free == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_enough_to_choose_from(language: str) -> None:
    """The counts of FORMAT.md: so that products of one category do not read alike."""
    have = Counter((pattern["section"], pattern["topic"]) for pattern in patterns(language))
    short = {
        f"{section}.{topic}": have[section, topic]
        for section, (least, topics) in LEAST.items()
        for topic in topics
        if have[section, topic] < (8 if topic == "neutral" else least)
    }
    sections = Counter(pattern["section"] for pattern in patterns(language))
    for section, least in (("title", TITLES), ("keyword", KEYWORDS), ("company", COMPANY)):
        if sections[section] < least:
            short[section] = sections[section]
    assert short == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_buyer_can_be_greeted(language: str) -> None:
    """A greeting without a name exists."""
    assert any("buyer" not in facts(pattern["text"]) for pattern in patterns(language) if pattern["topic"] == "greeting")


@pytest.mark.parametrize("language", LANGUAGES)
def test_chinese_meanings_state_no_number(language: str) -> None:
    """The owner reads no number that the buyer does not."""
    stated = []
    for pattern in patterns(language):
        for _, zh in pairs(pattern):
            plain = literal(zh)
            if any(ch.isdigit() for ch in plain) or re.search(_HAN_NUMERALS.pattern + r"(?:个|件|种|天|月|年|套|只|箱|%)", plain):
                stated.append((pattern["id"], zh))
    assert stated == []
