"""What is true without standing on the card (arithmetic, likeness, other things, times of day), and what beside it is not."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.bootstrap import Words
from desktop.domain.card_json import card_from_json

MUG: dict[str, Any] = {
    "sku": "EM-8",
    "category": "home/drinkware",
    "name": {"zh": "搪瓷杯四件套"},
    "attributes": {
        "material": ["stainless-steel-304"],
        "capacity": "350 ml",
        "size": "9 x 9 x 8 cm",
        "set_pieces": "4",
        "weight": "0.66 kg",
        "colour": ["white", "mustard"],
        "insulation_time": "40 h",
        "own": {"单只重量": "165 g"},
    },
    "origin": "CN-HE",
    "packaging": {"unit": "1 set / color-box", "carton": "24 sets", "carton_gross_weight": "18.6 kg"},
    "trade": {"unit": "set", "currency": "USD", "price_tiers": [{"from": 300, "price": "5.20"}], "moq": 300},
}
CLOTH: dict[str, Any] = {
    "sku": "TF-15",
    "category": "apparel/fabrics",
    "name": {"zh": "斜纹面料"},
    "attributes": {"material": ["cotton"], "fabric_weight": "235 gsm", "fabric_width": "150 cm", "own": {"卷长": "100 m"}},
    "origin": "CN-JS",
    "packaging": {"unit": "1 roll / polybag", "carton": "1 roll", "carton_gross_weight": "36.5 kg"},
    "trade": {"unit": "meter", "currency": "USD", "price_tiers": [{"from": 1000, "price": "2.35"}], "moq": 1000},
}
SPRING: dict[str, Any] = {
    "sku": "CS-24",
    "category": "machinery/machined-parts",
    "name": {"zh": "压缩弹簧"},
    "attributes": {"material": ["spring-steel"], "own": {"线径": "3 mm", "外径": "24 mm", "自由长度": "80 mm", "螺栓孔数量": "8 个"}},
    "origin": "CN-ZJ",
    "packaging": {"unit": "50 pieces / polybag", "carton": "400 pieces", "carton_gross_weight": "26.3 kg"},
    "trade": {"unit": "piece", "currency": "USD", "price_tiers": [{"from": 2000, "price": "0.38"}], "moq": 2000},
}


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


def blocked(words: Words, card: dict[str, Any], locale: str, text: str) -> list[str]:
    found = words.fact_lock.check_text(card_from_json(card), locale, "description", text)
    return [finding.text for finding in found if finding.severity == "block"]


@pytest.mark.parametrize(
    ("card", "locale", "text"),
    [
        (MUG, "en", "Together the four hold 1.4 litres; 96 mugs fill a carton."),
        (MUG, "es", "Entre las cuatro suman 1,4 litros."),
        (MUG, "de", "Zu viert fassen sie zusammen 1,4 Liter."),
        (MUG, "pt", "As quatro comportam 1.400 ml; cada uma pesa 165 g."),
        (MUG, "ru", "Все четыре вмещают 1,4 литра."),
        (CLOTH, "en", "A running metre at full width weighs about 350 g, a roll of 100 m gives 150 square metres."),
        (CLOTH, "ko", "한 롤은 100미터, 면적으로 150제곱미터입니다."),
        (CLOTH, "id", "Satu rol seratus meter setara 150 meter persegi kain."),
        (SPRING, "en", "Outside 24 mm, inside 18 mm; eight bags to a carton."),
        (SPRING, "fr", "Diamètre intérieur 18 mm, huit sachets par carton."),
        (SPRING, "vi", "Tám lỗ bu lông cách đều nhau 45 độ."),
        (SPRING, "ja", "ボルト穴は8個、45度間隔です。"),
    ],
)
def test_what_follows_by_arithmetic_is_true(words: Words, card: dict[str, Any], locale: str, text: str) -> None:
    assert not blocked(words, card, locale, text)


@pytest.mark.parametrize(
    ("card", "locale", "text"),
    [
        (MUG, "en", "Together the four hold 1.8 litres."),
        (MUG, "de", "Zu viert fassen sie zusammen 1,6 Liter."),
        (CLOTH, "id", "Satu rol seratus meter setara 170 meter persegi kain."),
        (SPRING, "en", "Outside 24 mm, inside 16 mm."),
        (SPRING, "fr", "Diamètre intérieur 18 mm, douze sachets par carton."),
        (SPRING, "vi", "Tám lỗ bu lông cách đều nhau 55 độ."),
    ],
)
def test_wrong_arithmetic_is_found(words: Words, card: dict[str, Any], locale: str, text: str) -> None:
    assert blocked(words, card, locale, text)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Smooth as silk, and it replaces hundreds of paper cups a year."),
        ("en", "It goes well with leather boots and looks good on a wooden table."),
        ("es", "Suave como la seda; sustituye a cientos de vasos de papel."),
        ("pt", "Um copo que substitui centenas de copos de papel por ano."),
        ("fr", "Doux comme la soie, il remplace des centaines de gobelets en papier."),
        ("de", "Ein Becher statt Hunderter Pappbecher, glatt wie Seide."),
        ("it", "Liscio come la seta, al posto di centinaia di bicchieri di carta."),
        ("ru", "Гладкая как шёлк, заменяет сотни бумажных стаканов."),
        ("ar", "ناعم كالحرير ويغني عن مئات الأكواب الورقية."),
        ("ja", "シルクのような手ざわり。使い捨ての紙コップはもういりません。"),
        ("ko", "실크처럼 매끄럽고 수백 개의 종이컵을 대신합니다."),
        ("vi", "Mịn như lụa, thay hàng trăm cốc giấy mỗi năm."),
        ("id", "Halus seperti sutra, menggantikan ratusan gelas kertas."),
    ],
)
def test_likeness_and_other_things_do_not_block(words: Words, locale: str, text: str) -> None:
    assert not blocked(words, MUG, locale, text)


@pytest.mark.parametrize(
    ("locale", "text"),
    [("en", "The mug is made of paper."), ("de", "Ein Becher aus Pappe."), ("es", "Taza de papel."), ("ja", "紙製のカップです。")],
)
def test_a_wrong_stuff_of_the_goods_still_blocks(words: Words, locale: str, text: str) -> None:
    assert blocked(words, MUG, locale, text)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "From the meeting at 9 a.m. to the train at 17:30, with a look of the 1920s."),
        ("es", "De la reunión de las 9 a la última de las 15 h, como en los años 20."),
        ("fr", "Du rendez-vous de 9 h au dernier de 15 h, comme dans les années 1920."),
        ("de", "Vom ersten Termin um 9 Uhr, wie in den 1920er-Jahren; in zwei Minuten gespült."),
        ("it", "Come negli anni Venti; si lava in due minuti."),
        ("ru", "С 9 утра; помыть её — дело двух минут."),
        ("ja", "朝9時から。1920年代のような形。洗うのは10秒。"),
        ("ko", "아침 9시부터, 1920년대 모습 그대로."),
        ("vi", "Từ cuộc họp 9 giờ sáng; rửa trong hai phút."),
        ("id", "Dari rapat pukul 9 pagi; dicuci dalam dua menit."),
        ("en", "Forty hours warm, almost two days; 18/8 steel."),
    ],
)
def test_times_of_day_decades_and_moments_do_not_block(words: Words, locale: str, text: str) -> None:
    assert not blocked(words, MUG, locale, text)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Order on Monday and the goods are at your port by Friday."),
        ("de", "Montag bestellt, Freitag bei Ihnen im Lager."),
        ("ru", "Закажите в понедельник, в пятницу товар у вас на складе."),
        ("en", "Every piece is made by hand in a small town in Portugal."),
        ("fr", "Chaque pièce est fabriquée à la main dans un village du Portugal."),
        ("es", "Desde el primer pedido le damos la distribución exclusiva en su país."),
        ("pt", "O modelo mais vendido de toda a Europa."),
    ],
)
def test_promises_in_plain_words_block(words: Words, locale: str, text: str) -> None:
    assert blocked(words, MUG, locale, text)
