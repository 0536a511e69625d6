"""Papers are read back from the PDF: numbers and Latin exactly, Chinese after NFKC, sums as computed."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QGuiApplication

from desktop.documents.papers import Papers
from desktop.documents.papers_words import in_words_en, in_words_zh
from desktop.domain.deals import PAPERS, Deal, DealLine, Party
from desktop.domain.errors import BadInput
from desktop.domain.factory import BankAccount
from desktop.domain.loads import Load

LABELS = Path(__file__).parents[3] / "resources" / "papers" / "labels.json"
UNITS = {"zh": "件", "en": "pieces", "ar": "قطعة", "vi": "cái"}
DEAL = Deal(
    number="PI-2026-0007",
    issued=date(2026, 11, 23),
    seller=Party("Guangxi Tengyi Handicraft Co., Ltd.", "No. 8 Rattan Road, Bobai, Guangxi", "CN"),
    buyer=Party("Casa & Jardín <Importadora>", "Rúa Augusta 12, Lisboa", "PT"),
    lines=(
        DealLine("TB-301", {"zh": "手工藤编收纳篮", "en": "Hand-woven rattan storage basket"}, 500, "piece", Decimal("4.80"), "4602.12",
                 {"material": "rattan"}, Load(500, 42, Decimal("6.015"), Decimal("525"), Decimal("441"))),
        DealLine("TB-302", {"zh": "竹编灯罩", "en": "Bamboo lamp shade", "vi": "Chao đèn tre đan"}, 120, "piece", Decimal("7.25")),
    ),
    currency="USD", incoterm="FOB", place="Qinzhou", valid_until=date(2026, 12, 8), payment="T/T", lead_time_days=25, deposit_percent=30,
    bank=BankAccount("Bank of China, Yulin Branch", "6217 0000 1111 2222", "Guangxi Tengyi Handicraft Co., Ltd.", "BKCHCNBJ"), origin="CN",
)  # fmt: skip


@pytest.fixture(scope="module")
def papers() -> Papers:
    if QGuiApplication.instance() is None:
        QGuiApplication(["test", "-platform", "offscreen"])
    return Papers(
        LABELS,
        lambda unit, language: UNITS.get(language, unit),
        lambda code, language: {"zh": "中国"}.get(language, "China"),
    )


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return unicodedata.normalize("NFKC", text)


def test_a_proforma_invoice_says_in_both_languages_what_the_deal_says(papers: Papers, tmp_path: Path) -> None:
    text = text_of(papers.write("proforma", DEAL, tmp_path / "pi.pdf"))
    for expected in ("PI-2026-0007", "USD 4.80", "USD 2,400.00", "USD 870.00", "USD 3,270.00", "FOB Qinzhou", "2026-12-08", "4602.12",
                     "Proforma Invoice", "形式发票", "手工藤编收纳篮", "Hand-woven rattan storage basket", "Casa & Jardín <Importadora>",
                     "SAY US DOLLARS THREE THOUSAND TWO HUNDRED AND SEVENTY ONLY", "美元叁仟贰佰柒拾元整", "6217 0000 1111 2222", "USD 981.00",
                     "USD 2,289.00", "25"):  # fmt: skip
        assert expected in text.replace("\r\n", " ") or expected.replace(" ", "") in "".join(text.split()), expected


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("languages", [("zh", "en"), ("ar", "en"), ("vi", "en")])
def test_every_paper_in_every_pair_keeps_numbers_and_latin(papers: Papers, tmp_path: Path, kind: str, languages: tuple[str, ...]) -> None:
    text = text_of(papers.write(kind, DEAL, tmp_path / "paper.pdf", languages))
    assert "PI-2026-0007" in text
    assert "TB-301" in text
    assert "500" in text
    assert ("USD 3,270.00" in text) == (kind not in ("packing_list", "production_order"))
    if kind == "packing_list":
        assert "6.015" in text


def test_a_production_order_names_no_price(papers: Papers) -> None:
    html = papers.html("production_order", DEAL, ("zh",))
    assert "4.80" not in html
    assert "生产通知单" in html


def test_unknown_kinds_and_languages_are_refused(papers: Papers) -> None:
    with pytest.raises(BadInput):
        papers.html("poem", DEAL)
    with pytest.raises(BadInput):
        papers.html("proforma", DEAL, ("xx",))


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        ("2400.50", "SAY US DOLLARS TWO THOUSAND FOUR HUNDRED AND CENTS FIFTY ONLY", "美元贰仟肆佰元伍角整"),
        ("10000", "SAY US DOLLARS TEN THOUSAND ONLY", "美元壹万元整"),
        ("1000001.05", "SAY US DOLLARS ONE MILLION ONE AND CENTS FIVE ONLY", "美元壹佰万零壹元零伍分"),
        (
            "120030405.00",
            "SAY US DOLLARS ONE HUNDRED AND TWENTY MILLION THIRTY THOUSAND FOUR HUNDRED AND FIVE ONLY",
            "美元壹亿贰仟零叁万零肆佰零伍元整",
        ),
        ("0.07", "SAY US DOLLARS ZERO AND CENTS SEVEN ONLY", "美元零元零柒分"),
    ],
)
def test_amounts_in_words(amount: str, english: str, chinese: str) -> None:
    assert in_words_en(Decimal(amount), "USD") == english
    assert in_words_zh(Decimal(amount), "USD") in (chinese, chinese.replace("元零柒", "元柒"))
