"""Words of a lexicon are found as words, in every kind of script; languages are told apart."""

from __future__ import annotations

import unicodedata

import pytest

from desktop.language.detect import detect
from desktop.language.match import Lexicon, Writing
from desktop.language.normalise import fold
from desktop.language.scripts import script_counts


def found(language: str, words: list[str], text: str, kind: str = "material") -> list[str]:
    lexicon = Lexicon(language, [Writing(word, word, kind) for word in words])
    if language == "de":
        lexicon.add_heads((word, kind, word) for word in words)
    folded = fold(text, language)
    return [text[slice(*folded.source(hit.start, hit.end))] for hit in lexicon.find(folded)]


@pytest.mark.parametrize(
    ("language", "words", "text", "expected"),
    [
        ("en", ["rattan", "steel", "stainless steel"], "Rattan and stainless-steel, not steely", ["Rattan", "stainless-steel"]),
        ("es", ["ratán"], "cesta de RATAN y ratán", ["RATAN", "ratán"]),
        ("de", ["Rattan"], "ein Rattankorb aus Rattan", ["Rattankorb", "Rattan"]),
        ("ar", ["قطن"], "من القطن وقطن", ["قطن", "قطن"]),
        ("ja", ["ラタン", "竹", "木"], "ラタンバスケットと竹製トレー、木曜日", ["ラタン", "竹"]),
        ("ko", ["라탄", "면"], "라탄으로 엮은 바구니, 면 소재, 면접", ["라탄", "면"]),
        ("vi", ["tre", "trẻ"], "giỏ tre cho trẻ em", ["tre", "trẻ"]),
        ("ru", ["хлопок", "хлопка"], "из хлопка; хлопковый", ["хлопка"]),
    ],
)
def test_words_are_found_whole(language: str, words: list[str], text: str, expected: list[str]) -> None:
    assert found(language, words, text) == expected


def test_an_acronym_counts_in_capitals_only() -> None:
    assert found("fr", ["CE"], "ce panier porte la marque CE", "certificate") == ["CE"]


def test_vietnamese_is_found_in_any_unicode_form() -> None:
    text = unicodedata.normalize("NFD", "giỏ bằng mây màu nâu")
    assert [unicodedata.normalize("NFC", word) for word in found("vi", ["mây", "nâu"], text)] == ["mây", "nâu"]


def test_marks_of_direction_do_not_move_places() -> None:
    text = "مقاس \u206640 × 30\u2069 سم من القُطن"
    assert found("ar", ["قطن"], text) == ["قُطن"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We are looking for rattan baskets for our shops.", "en"), ("Buscamos cestas de ratán para nuestras tiendas.",
            "es"), ("Procuramos cestos de rattan para as nossas lojas.", "pt"),
        ("Nous cherchons des paniers en rotin pour nos boutiques.", "fr"),
        ("Wir suchen Körbe aus Rattan für unsere Läden.", "de"), ("Cerchiamo cesti in rattan per i nostri negozi.", "it"),
        ("Мы ищем корзины из ротанга для магазинов.", "ru"), ("نبحث عن سلال من الروطان لمتاجرنا.", "ar"),
        ("当店で扱うラタンのバスケットを探しています。", "ja"), ("매장에서 판매할 라탄 바구니를 찾고 있습니다.", "ko"),
        ("Chúng tôi đang tìm giỏ mây cho các cửa hàng.", "vi"), ("Kami mencari keranjang rotan untuk toko kami.", "id"),
        ("我们在找藤编收纳篮。", "zh"), ("ตะกร้าหวาย", "th"), ("12345", "other"),
    ],
)  # fmt: skip
def test_the_language_of_a_message(text: str, language: str) -> None:
    assert detect(text) == language


def test_scripts_are_counted() -> None:
    counts = script_counts("藤のかごbasketкорзина")
    assert (counts["han"], counts["kana"], counts["latin"], counts["cyrillic"]) == (1, 3, 6, 7)
