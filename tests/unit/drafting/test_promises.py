"""Promises and boasts in many words, and the same words used innocently."""

from __future__ import annotations

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json

CARD = card_from_json(
    {
        "sku": "PR-1",
        "category": "home/storage-baskets",
        "name": {"zh": "藤编篮"},
        "attributes": {"material": ["rattan"], "colour": ["natural"], "size": "40 x 30 x 25 cm"},
        "origin": "CN-GX",
        "trade": {
            "unit": "piece",
            "currency": "USD",
            "price_tiers": [{"from": 200, "price": "4.80"}],
            "moq": 200,
            "lead_time": [{"up_to": 1000, "days": 25}],
            "payment": ["T/T 30/70"],
            "samples": {"price": "15.00", "days": 7, "refundable": True},
        },
    }
)
LOCK = Words().fact_lock

PROMISES = [
    ("en", "It eases joint pain and boosts the immune system."),
    ("en", "No other factory makes it, and you pay once the goods have arrived."),
    ("es", "Entregamos el pedido en una semana."),
    ("pt", "O pagamento é feito depois da entrega, sem sinal."),
    ("fr", "Nous sommes la seule usine au monde à le produire."),
    ("de", "Bezahlt wird erst nach Erhalt der Ware, ohne Anzahlung."),
    ("it", "Qualità tedesca, fatto con cura."),
    ("ru", "Снимает головную боль и лечит суставы."),
    ("ru", "Лучшего качества вы не найдёте нигде в мире."),
    ("ru", "Немецкое качество в каждой детали."),
    ("ar", "نعيد لكم أموالكم إن لم تعجبكم البضاعة."),
    ("ar", "يخفف آلام المفاصل ويقوي المناعة."),
    ("ja", "肩こりや関節痛をやわらげる効果があります。"),
    ("ja", "お気に召さなければ代金をお返しします。"),
    ("ko", "주문 후 일주일이면 보내 드립니다."),
    ("ko", "아시아에서 이 제품을 만드는 곳은 저희뿐입니다."),
    ("vi", "Nhận hàng rồi mới thanh toán, không cần đặt cọc."),
    ("vi", "Giá sỉ chỉ ba đô rưỡi một chiếc."),
    ("id", "Kalau tidak cocok, uang Anda kami kembalikan."),
    ("id", "Meredakan nyeri sendi dan meningkatkan daya tahan tubuh."),
]
INNOCENT = [
    ("en", "The lid returns to its shape, and only natural rattan goes into it."),
    ("en", "The sample fee is deducted from your first order."),
    ("es", "Cada pieza es única y se revisa antes de salir del taller."),
    ("fr", "Le fond tient bien au mur et ne fait mal à aucun meuble."),
    ("de", "Sofort einsatzbereit, einfach auspacken."),
    ("ru", "Он помогает держать больше вещей под рукой, удобно и для завтрака на террасе."),
    ("ar", "أفضل مكان له غرفة الجلوس، ويقلل الفوضى في البيت."),
    ("ja", "届いたらすぐに使え、片付けが楽になります。"),
    ("ko", "거실에서 바로 쓸 수 있고 정리가 쉬워집니다."),
    ("vi", "Giỏ giúp giảm bừa bộn trong phòng khách."),
    ("id", "Membantu merapikan barang sehari-hari di rumah sendiri."),
]


@pytest.mark.parametrize(("language", "text"), PROMISES)
def test_a_promise_that_the_card_does_not_make_blocks(language: str, text: str) -> None:
    assert any(one.severity == "block" for one in LOCK.check_text(CARD, language, "description", text))


@pytest.mark.parametrize(("language", "text"), INNOCENT)
def test_the_same_words_in_an_ordinary_sentence_pass(language: str, text: str) -> None:
    assert [one for one in LOCK.check_text(CARD, language, "description", text) if one.severity == "block"] == []
