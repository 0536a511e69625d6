"""Exports: cells that no spreadsheet runs, a parcel that another Tengqiao takes in, and hostile parcels."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from desktop.bootstrap import House, gui_application
from desktop.documents.exports import bulk_rows, write_bulk_sheet, write_feed
from desktop.documents.papers_catalogue import Catalogue, Entry, Page, catalogue_html, write_catalogue
from desktop.documents.parcel import MANIFEST, read_parcel
from desktop.domain.errors import BadInput, Environment
from desktop.domain.factory import FactoryCard
from desktop.services.exports import Exports
from tests.publishing import basket

ISOLATES = "\u2066\u2067\u2068\u2069\u200e\u200f"


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    publication = basket(tmp_path)
    listing = publication.main
    assert listing is not None
    evil = replace(listing, title='=HYPERLINK("http://x")', highlights=("+1", "-2", "@SUM(A1)", "\tx", "\rx"))
    item = replace(publication, listings={"en": evil}, brand="=1+1")
    write_bulk_sheet([item], tmp_path / "bulk.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "bulk.xlsx").active
    assert sheet is not None
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type in ("s", "n", "inlineStr")
            assert not str(cell.value or "").startswith(("=", "+", "-", "@", "\t", "\r"))
    write_feed([item], "en", tmp_path / "feed.csv")
    rows = list(csv.reader((tmp_path / "feed.csv").read_text("utf-8").splitlines()))
    assert rows[1][1].startswith("'=")


def test_the_bulk_sheet_holds_what_was_approved(tmp_path: Path) -> None:
    rows = bulk_rows([basket(tmp_path)])
    row = dict(zip(rows[0], rows[1], strict=True))
    assert row["Product name"] == "Hand-woven Rattan Storage Basket TB-301 Foldable for Living Room"
    assert (row["Quantity from 2"], row["Price 2"], row["MOQ"]) == ("1000", "4.35", "200")
    assert row["Color"] == "natural, brown"
    assert row["Size"] == "40 x 30 x 25 cm"


@pytest.fixture
def house(profile: Path) -> Iterator[House]:
    with House(profile) as opened:
        opened.samples.take("TB-301", "BC-118")
        for sku in ("TB-301", "BC-118"):
            opened.listings.draft(sku, ("en", "ar"))
            opened.listings.approve_clean(sku, ("en", "ar"))
        yield opened


def exports_of(house: House) -> Exports:
    return house.office.exports


def test_a_parcel_travels_to_another_tengqiao(house: House, tmp_path: Path) -> None:
    exports_of(house).parcel(["TB-301", "BC-118"], tmp_path / "stick")
    everything = "".join(path.read_text("utf-8") for path in (tmp_path / "stick").rglob("*.json"))
    assert '"private"' not in everything
    assert '"floor"' not in everything
    with House(tmp_path / "other") as other:
        report = exports_of(other).take_parcel(tmp_path / "stick")
        assert report.taken == ("TB-301", "BC-118")
        view = other.cards.view("TB-301")
        assert len(view.pictures) == 2
        assert view.card.private.cost is None
        taken = other.listings.get("TB-301", "ar")
        assert taken.listing == house.listings.get("TB-301", "ar").listing
        assert taken.state == "draft"


def test_a_parcel_never_wipes_private_prices(house: House, tmp_path: Path) -> None:
    exports = exports_of(house)
    exports.parcel(["TB-301"], tmp_path / "stick")
    before = house.cards.get("TB-301").private
    exports.take_parcel(tmp_path / "stick")
    assert house.cards.get("TB-301").private == before
    assert before.cost is not None


def test_changed_cut_and_hostile_parcels_are_refused(house: House, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    exports_of(house).parcel(["TB-301"], stick)
    picture = stick / "TB-301" / "1.jpg"
    good = picture.read_bytes()
    picture.write_bytes(good[:-10])
    with pytest.raises(BadInput) as changed:
        read_parcel(stick)
    assert changed.value.code == "parcel.changed"
    picture.write_bytes(good)
    manifest = json.loads((stick / MANIFEST).read_text("utf-8"))
    for folder, file in (("..", "product.json"), ("TB-301", "../../secret"), ("TB-301", "nothing.jpg")):
        evil = {**manifest, "products": [{"folder": folder, "files": {file: "0" * 64}}]}
        (stick / MANIFEST).write_text(json.dumps(evil), "utf-8")
        with pytest.raises(BadInput):
            read_parcel(stick)
    (stick / MANIFEST).unlink()
    with pytest.raises(BadInput) as missing:
        read_parcel(stick)
    assert missing.value.code == "parcel.missing"


def _catalogue_text(house: House, languages: tuple[str, ...], path: Path, *, prices: bool = False) -> str:
    gui_application()
    assert exports_of(house).catalogue(["TB-301", "BC-118"], languages, path, prices=prices) == 2
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    pictures = sum(1 for page in document for item in page.get_objects() if item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE)
    document.close()
    assert pictures >= 2
    return unicodedata.normalize("NFKC", text)


def test_the_catalogue_in_chinese_and_english_says_the_approved_text_and_the_facts(house: House, tmp_path: Path) -> None:
    house.settings.save_factory(FactoryCard({"zh": "广西藤艺厂", "en": "Guangxi Tengyi"}, {"en": "No. 8 Rattan Road"}))
    text = _catalogue_text(house, ("zh", "en"), tmp_path / "catalogue.pdf")
    flat = "".join(text.split())
    listing = house.listings.get("TB-301", "en").listing
    for expected in ("广西藤艺厂", "Guangxi Tengyi", "TB-301", "BC-118", "手工藤编收纳篮", "材质", "藤", "尺寸", listing.title, *listing.highlights,
                     "40 x 30 x 25 cm", "0.85 kg"):  # fmt: skip
        assert "".join(unicodedata.normalize("NFKC", expected).split()) in flat, expected
    assert "4.80" not in text  # prices only when asked
    card = house.cards.get("TB-301")
    for private in card.private.numbers():
        assert f"{private:f}" not in text.split()


def test_the_arabic_catalogue_keeps_numbers_and_runs_right_to_left(house: House, tmp_path: Path) -> None:
    text = _catalogue_text(house, ("ar",), tmp_path / "catalogue.pdf", prices=True)
    flat = "".join(sign for sign in text if not sign.isspace() and sign not in ISOLATES)
    for expected in ("TB-301", "40x30x25", "0.85", "4.80", "200"):
        assert expected in flat, expected
    letters = sum("\u0600" <= sign <= "\u06ff" or "\ufb50" <= sign <= "\ufeff" for sign in flat)
    assert letters > 200
    html = catalogue_html(Catalogue((), ("ar",), (Entry("A<1", (), {"ar": Page("<b>سلة", facts=(("المقاس", "40 x 30"),))}),)), {})
    assert "dir='rtl'" in html
    assert "<b>سلة" not in html


def test_products_without_a_text_in_the_language_are_left_out_and_unknown_ones_refused(house: House, tmp_path: Path) -> None:
    gui_application()
    assert exports_of(house).catalogue(["TB-301"], ("ja",), tmp_path / "ja.pdf") == 0
    with pytest.raises(BadInput) as unknown:
        exports_of(house).catalogue(["TB-301"], ("xx",), tmp_path / "xx.pdf")
    assert unknown.value.code == "publish.no_language"


def test_a_catalogue_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    gui_application()
    taken = tmp_path / "catalogue.pdf"
    taken.mkdir()  # a folder of that name: no file can take its place
    with pytest.raises(Environment) as refused:
        write_catalogue(Catalogue(("Guangxi Tengyi",), ("en",), (Entry("TB-301", (), {"en": Page("Basket")}),)), taken)
    assert refused.value.code == "paper.cannot_write"
    assert [item.name for item in tmp_path.iterdir()] == ["catalogue.pdf"]
