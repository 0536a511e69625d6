"""The owner's own quotation sheets: columns by their headers, pictures in cells, bad rows beside good ones, hostile files."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from desktop.bootstrap import House, Words
from desktop.cli import main
from desktop.documents.quotation_sheet import is_template, read_quotation
from desktop.domain.card_json import card_to_json
from desktop.domain.errors import BadInput

ROOT = Path(__file__).resolve().parents[3]
WORDS = Words(ROOT / "resources")

HEADER = [
    "序号",
    "图片",
    "产品货号",
    "品 名",
    "材质",
    "产品规格(cm)",
    "装箱数",
    "外箱尺寸(CM)",
    "CBM",
    "G.W/N.W(KG)",
    "起订量",
    "FOB价(USD)",
    "1000PCS+ USD",
    "成本价(RMB)",
    "备注",
]
BASKET = [
    1,
    None,
    "TB-301",
    "手工藤编收纳篮",
    "藤",
    "40*30*25",
    "12pcs/ctn",
    "62*42*55",
    "0.143",
    "12.5/11",
    "200pcs",
    4.8,
    4.35,
    "￥18.5",
    "畅销",
]
FRUIT = [2, None, "TB-302", "竹编水果篮", "竹、棉绳", "30x30x12", "24个/箱", "64*64*40", 0.164, "9/8", "300", 2.95, 2.6, 13, ""]
BAD = [3, None, "TB-303", "脏衣篮", None, "40*40", "坏的", "1*2", "x", "?", "多", "n", None, None, None]


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return out.getvalue()


def book(path: Path, *sheets: list[list[Any]]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, lines in enumerate(sheets, 1):
        sheet = workbook.create_sheet(f"表{number}")
        for line in lines:
            sheet.append(line)
    workbook.save(path)
    return path


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "profile", words=WORDS) as opened:
        yield opened


def card(house: House, sku: str) -> dict[str, Any]:
    return card_to_json(house.cards.get(sku), private=True)


def codes(problems: tuple[BadInput, ...]) -> set[str]:
    return {problem.code for problem in problems}


def test_a_sheet_with_title_rows_and_totals_becomes_cards(tmp_path: Path, house: House) -> None:
    lines = [["钦州藤桥工贸有限公司 报价单"], ["日期: 2026-03-01"], [], HEADER, BASKET, FRUIT, ["合计", None, None, None, None, None, 36]]
    report, _columns = house.intake.take_sheet(book(tmp_path / "报价.xlsx", lines))
    assert report.taken == ("TB-301", "TB-302")
    assert not report.problems
    basket = card(house, "TB-301")
    assert basket["category"] == "home/storage-baskets"
    assert basket["attributes"] == {"material": ["rattan"], "size": "40 x 30 x 25 cm"}
    assert basket["packaging"] == {
        "carton": "12 pieces",
        "carton_size": "62 x 42 x 55 cm",
        "carton_gross_weight": "12.5 kg",
        "carton_net_weight": "11 kg",
    }
    assert basket["trade"]["price_tiers"] == [{"from": 200, "price": "4.80"}, {"from": 1000, "price": "4.35"}]
    assert (basket["trade"]["moq"], basket["trade"]["incoterm"], basket["trade"]["currency"]) == (200, "FOB", "USD")
    assert basket["private"] == {"cost_cny": "18.50"}
    assert card(house, "TB-302")["attributes"]["material"] == ["bamboo", "cotton-rope"]


def test_a_bad_row_is_named_by_sheet_row_and_column_and_spoils_no_other(tmp_path: Path, house: House) -> None:
    report, _columns = house.intake.take_sheet(book(tmp_path / "a.xlsx", [["报价"], HEADER, BASKET, BAD, FRUIT]))
    assert report.taken == ("TB-301", "TB-302")
    places = {(problem.fields["sheet"], problem.fields["row"], problem.fields["column"]) for problem in report.problems}
    assert ("表1", 4, "装箱数") in places
    assert {place[1] for place in places} == {4}


def test_pictures_in_cells_go_into_the_folder_of_their_rows_card_once(tmp_path: Path, house: House) -> None:
    workbook = openpyxl.load_workbook(book(tmp_path / "p.xlsx", [["报价"], HEADER, BASKET, FRUIT]))
    sheet = workbook["表1"]
    for colour, cell in (("red", "B3"), ("blue", "B4")):
        sheet.add_image(SheetImage(io.BytesIO(picture(colour))), cell)
    workbook.save(tmp_path / "p.xlsx")
    for _again in range(2):
        house.intake.take_sheet(tmp_path / "p.xlsx")
    first, second = house.cards.view("TB-301"), house.cards.view("TB-302")
    assert (len(first.pictures), len(second.pictures)) == (1, 1)
    with Image.open(first.pictures[0]) as shown:
        assert shown.convert("RGB").getpixel((5, 5)) == (255, 0, 0)
    assert first.pictures[0].is_relative_to(first.folder)


def test_pictures_that_wps_keeps_in_cells_are_found(tmp_path: Path, house: House) -> None:
    path = book(tmp_path / "wps.xlsx", [["图片", "货号", "品名"], ['=DISPIMG("ID_AB12",1)', "A-1", "藤编收纳篮"]])
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="image" Target="media/x1.png"/></Relationships>'
    drawing = (
        '<etc:cellImages xmlns:etc="e" xmlns:xdr="x" xmlns:a="a" xmlns:r="r"><etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="ID_AB12"/></xdr:nvPicPr>'
        '<xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>'
    )
    changed = tmp_path / "wps2.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":  # Excel keeps the formula's text as its value
                data = (
                    data.replace(b"<v></v>", b'<v>=DISPIMG("ID_AB12",1)</v>')
                    .replace(b"<v />", b'<v>=DISPIMG("ID_AB12",1)</v>')
                    .replace(b'<c r="A2">', b'<c r="A2" t="str">')
                )
            new.writestr(item, data)
        new.writestr("xl/cellimages.xml", drawing)
        new.writestr("xl/_rels/cellimages.xml.rels", relations)
        new.writestr("xl/media/x1.png", picture("green"))
    house.intake.take_sheet(changed)
    assert len(house.cards.view("A-1").pictures) == 1


def test_rmb_and_nameless_currencies_are_asked_once_and_never_become_prices(tmp_path: Path, house: House) -> None:
    lines = [["货号", "品名", "单价", "MOQ"], ["A-1", "台灯", "￥18.5", 100], ["A-2", "台灯", "22元", 100], ["A-3", "台灯", 9.9, 100]]
    report, _columns = house.intake.take_sheet(book(tmp_path / "rmb.xlsx", lines))
    assert report.taken == ("A-1", "A-2", "A-3")
    assert [note.code for note in report.notes] == ["intake.rmb", "intake.currency"]
    for sku in report.taken:
        assert card(house, sku)["trade"]["price_tiers"] == []
        assert card(house, sku)["private"] == {}


def test_a_column_said_once_is_remembered(tmp_path: Path, house: House) -> None:
    path = book(tmp_path / "m.xlsx", [["货号", "品名", "单价", "我们的拿货"], ["A-1", "台灯", 9.9, 55]])
    house.intake.take_sheet(path)
    assert card(house, "A-1")["trade"]["price_tiers"] == []
    house.intake.confirm({"单价": "price|USD", "我们的拿货": "private.cost|CNY"})
    lines = [["品名", "我们的拿货", "单价", "货号", "MOQ"], ["台灯", 56, 8.8, "A-1", 50]]
    report, columns = house.intake.take_sheet(book(tmp_path / "m2.xlsx", lines))
    assert not report.notes
    assert all(column.sure for column in columns)
    assert card(house, "A-1")["trade"]["price_tiers"] == [{"from": 50, "price": "8.80"}]
    assert card(house, "A-1")["private"] == {"cost_cny": "56.00"}


def test_a_header_that_is_only_like_a_known_one_waits_for_a_yes(tmp_path: Path, house: House) -> None:
    path = book(tmp_path / "like.xlsx", [["货号", "品名", "主体材料说明"], ["A-1", "收纳篮", "藤"]])
    report, columns = house.intake.take_sheet(path)
    assert [(column.path, column.sure) for column in columns][2] == ("attributes.material", False)
    assert codes(report.notes) == {"intake.unsure"}
    assert "material" not in card(house, "A-1")["attributes"]
    house.intake.take_sheet(path, confirmed=True)
    assert card(house, "A-1")["attributes"]["material"] == ["rattan"]
    assert house.intake.take_sheet(path)[0].notes == ()


def test_merged_cells_two_header_lines_and_several_sheets(tmp_path: Path, house: House) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "篮"
    for line in (
        ["货号", "品名", "材质", "外箱尺寸(cm)", None, None, "FOB 美金", None],
        [None, None, None, "长", "宽", "高", "200-999", "1000+"],
        ["A-1", "收纳篮", "藤", 62, 42, 55, 4.8, 4.35],
        ["A-2", "水果篮", None, 64, 64, 40, 2.95, 2.6],
    ):
        sheet.append(line)
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:H1", "C3:C4"):
        sheet.merge_cells(area)
    other = workbook.create_sheet("灯")
    for line in (["型号", "名称", "功率(W)", "电压"], ["DL-1", "台灯", 12, "220V"]):
        other.append(line)
    workbook.create_sheet("说明").append(["工厂成立于2001年"])
    workbook.save(tmp_path / "two.xlsx")
    report, _columns = house.intake.take_sheet(tmp_path / "two.xlsx")
    assert report.taken == ("A-1", "A-2", "DL-1")
    second = card(house, "A-2")
    assert second["attributes"]["material"] == ["rattan"]
    assert second["packaging"]["carton_size"] == "64 x 64 x 40 cm"
    assert second["trade"]["price_tiers"] == [{"from": 200, "price": "2.95"}, {"from": 1000, "price": "2.60"}]
    assert card(house, "DL-1")["attributes"] == {"power": "12 W", "voltage": "220 V"}


def test_a_second_import_keeps_what_the_sheet_does_not_say(tmp_path: Path, house: House) -> None:
    house.intake.take_sheet(book(tmp_path / "1.xlsx", [HEADER, BASKET]))
    house.cards.set_field("TB-301", "attributes.colour", ["natural"])
    house.intake.take_sheet(book(tmp_path / "2.xlsx", [["货号", "品名", "起订量"], ["TB-301", "手工藤编收纳篮", 300]]))
    after = card(house, "TB-301")
    assert after["attributes"]["colour"] == ["natural"]
    assert after["trade"]["moq"] == 300
    assert after["private"] == {"cost_cny": "18.50"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_in_both_encodings_of_a_chinese_windows(tmp_path: Path, house: House, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("某某工厂报价\n货号,品名,价格(USD),MOQ\nA-1,藤编收纳篮,4.8,200\n,竹篮,3.1,100\n".encode(encoding))
    for _again in range(2):
        report, _columns = house.intake.take_sheet(path)
        assert report.taken == ("A-1", "P-001")
    assert len(house.cards.all()) == 2


def test_volume_that_does_not_fit_the_sides_is_pointed_out(tmp_path: Path, house: House) -> None:
    report, _columns = house.intake.take_sheet(
        book(tmp_path / "v.xlsx", [["货号", "品名", "外箱尺寸(cm)", "CBM"], ["A-1", "收纳篮", "62*42*55", 0.43]])
    )
    assert codes(report.notes) == {"intake.volume"}


# --- template, hostile files, command line ---------------------------------------------------------------------------


def test_the_template_is_told_from_an_own_sheet(tmp_path: Path) -> None:
    from desktop.documents.tables import write_table

    write_table(tmp_path / "t.xlsx", [], template=True)
    assert is_template(tmp_path / "t.xlsx")
    assert not is_template(book(tmp_path / "own.xlsx", [HEADER, BASKET]))


def test_archives_that_unpack_without_end_are_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "bomb.xlsx", [HEADER, BASKET])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/big.bin", b"\x00" * 80_000_000)
    with pytest.raises(BadInput) as refused:
        read_quotation(path)
    assert refused.value.code == "file.too_large"


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml"])
def test_entities_are_refused(tmp_path: Path, name: str) -> None:
    path = book(tmp_path / "plain.xlsx", [HEADER, BASKET])
    evil = tmp_path / "evil.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(evil, "w") as new:
        for item in old.infolist():
            if item.filename != name:
                new.writestr(item, old.read(item))
        new.writestr(name, '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    with pytest.raises(BadInput) as refused:
        read_quotation(evil)
    assert refused.value.code == "table.broken"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0" * 100, b"\x00" * 5000])
def test_rubbish_is_one_clear_problem(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    with pytest.raises(BadInput) as refused:
        read_quotation(path)
    assert refused.value.code == "table.broken"


def test_formulas_and_links_are_harmless(tmp_path: Path, house: House) -> None:
    lines = [
        ["货号", "品名", "材质"],
        ["A-1", '=HYPERLINK("http://x.example/","收纳篮")', "='[other.xlsx]Sheet1'!A1"],
        ["A-2", "@SUM(1)收纳篮", "=cmd|' /C calc'!A0"],
    ]
    report, _columns = house.intake.take_sheet(book(tmp_path / "f.xlsx", lines))
    assert set(report.taken) <= {"A-1", "A-2"}
    for sku in report.taken:
        assert "calc" not in json.dumps(card(house, sku), ensure_ascii=False)


def test_the_command_takes_an_own_sheet_and_tells_the_mapping(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path / "own.xlsx", [["报价单"], HEADER, BASKET, BAD])
    assert main(["--profile", str(tmp_path / "profile"), "import", str(path), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told["taken"] == ["TB-301"]
    assert {
        "sheet": "表1",
        "column": "L",
        "header": "FOB价(USD)",
        "path": "price",
        "label": "价格",
        "sure": True,
        "currency": "USD",
    } in told["mapping"]
    assert any("装箱数" in problem for problem in told["problems"])
    assert "18.5" not in json.dumps(told["notes"])
