"""The command line as its user meets it: good input, bad input, exit codes, one clear sentence."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap import House
from desktop.cli import main
from desktop.domain.accounts import AccountCard
from desktop.domain.line import LineRules
from desktop.domain.listings import LOCALES
from desktop.domain.outbox import OutboxItem
from desktop.storage import outbox as rows

ROOT = Path(__file__).parents[2]
CARDS = ROOT / "resources" / "samples" / "cards"
BASKET = str(CARDS / "TB-301.json")


def answer(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any, str]:
    """Exit code, parsed answer, what stood on stderr."""
    code = main(["--json", *argv])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out.strip() else None, err


@pytest.fixture(scope="module")
def drafts() -> dict[str, dict[str, Any]]:
    """The basket's listings in every language, as `tengqiao draft` gives them."""
    done = subprocess.run([sys.executable, "-m", "desktop", "draft", BASKET, "--json"], capture_output=True, cwd=ROOT, check=True)
    listings: dict[str, dict[str, Any]] = json.loads(done.stdout)["listings"]
    return listings


def test_a_draft_has_every_language_and_part(drafts: dict[str, dict[str, Any]]) -> None:
    assert tuple(drafts) == LOCALES
    for locale, draft in drafts.items():
        assert len(draft["keywords"]) == 5, locale
        assert len(draft["highlights"]) == 5, locale
        assert len(draft["faq"]) == 3, locale
        assert draft["findings"] == [], locale
        assert draft["readback_zh"]["title"], locale
        assert len(draft["readback_zh"]["description"]) == len(draft["slotted"]["description"])
    assert drafts["en"]["title"].isascii()
    assert len(drafts["en"]["title"]) <= 128


def test_no_description_names_what_goes_stale(drafts: dict[str, dict[str, Any]]) -> None:
    for locale, draft in drafts.items():
        for stale in ("4.80", "4,80", "4.35", "4,35", "USD", "T/T", "2.90", "FOB"):
            assert stale not in draft["description"], (locale, stale)


CHANGES = {
    "digit": lambda text: text.replace("40", "46", 1),
    "unit": lambda text: re.sub(r"25(\u2069?) ?(cm|см|سم|センチ)", r"25\1 mm", text, count=1),
}
MATERIAL = {
    "en": ("rattan", "bamboo"), "es": ("ratán", "bambú"), "pt": ("rattan", "bambu"), "fr": ("rotin", "bambou"), "de": ("Rattan", "Bambus"),
    "it": ("rattan", "bambù"), "ru": ("ротанг", "бамбук"), "ar": ("روطان", "خيزران"), "ja": ("ラタン", "竹製"), "ko": ("라탄", "대나무"),
    "vi": ("mây", "tre"), "id": ("rotan", "bambu"),
}  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("change", ["digit", "unit", "material", "certificate"])
def test_one_changed_fact_is_named_and_blocks(
    drafts: dict[str, dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str], locale: str, change: str
) -> None:
    draft = drafts[locale]
    sizes = [text for text in draft["highlights"] if "40" in text]
    words = sizes[0]
    if change in CHANGES:
        wrong = CHANGES[change](words)
        assert wrong != words
        listing = {"locale": locale, "title": draft["title"], "highlights": [wrong], "description": draft["description"]}
    elif change == "material":
        right, other = MATERIAL[locale]
        description = " ".join([draft["description"], *draft["highlights"]])
        wrong = re.sub(re.escape(right), other, description, flags=re.IGNORECASE)
        assert wrong != description
        listing = {"locale": locale, "title": draft["title"], "highlights": [], "description": wrong}
    else:
        listing = {"locale": locale, "title": draft["title"], "highlights": ["BSCI"], "description": draft["description"] + " CE, FSC."}
    path = tmp_path / "listing.json"
    path.write_text(json.dumps(listing, ensure_ascii=False), "utf-8")
    code, result, _err = answer(capsys, "check", str(path), "--card", BASKET)
    assert code == 1
    assert result["publishable"] is False
    texts = {"title": listing["title"], "description": listing["description"]} | {
        f"highlights[{i}]": text for i, text in enumerate(listing["highlights"])
    }
    for finding in result["findings"]:
        assert texts[finding["field"]][finding["start"] : finding["end"]] == finding["text"]
    assert any(finding["severity"] == "block" for finding in result["findings"])


def test_the_drafts_themselves_pass_the_check(
    drafts: dict[str, dict[str, Any]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [json.dumps({"id": locale, "card": BASKET, "listing": {"locale": locale, **draft}}) for locale, draft in drafts.items()]
    lines.insert(1, "{broken")
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(lines), "utf-8")
    assert main(["check", "--batch", str(batch)]) == 2
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in rows] == [LOCALES[0], None, *LOCALES[1:]]
    assert "error" in rows[1]
    assert all(row["publishable"] for row in rows if "error" not in row)


def write(path: Path, data: object) -> str:
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), "utf-8")
    return str(path)


def test_bad_cards_are_one_sentence_and_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    card = json.loads(Path(BASKET).read_text("utf-8"))
    cases = {
        write(tmp_path / "key.json", card | {"atributes": {}}): "attributes",
        write(tmp_path / "comma.json", card | {"private": {"cost": "2,90"}}): "4.80",
        write(tmp_path / "broken.json", '{"sku": "A",\n oops}'): "2",
        str(tmp_path / "absent.json"): "absent.json",
    }
    for path, hint in cases.items():
        code, result, err = answer(capsys, "draft", path, "--to", "en")
        assert code == 2, path
        assert len(err.strip().splitlines()) == 1
        assert hint in err
        assert result["error"]["code"]
    code, _result, err = answer(capsys, "draft", BASKET, "--to", "en,xx")
    assert code == 2
    assert "xx" in err


def test_a_bad_row_never_spoils_the_good_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "我的产品"
    sheet.append(["产品编号", "品类", "品名", "起订量", "阶梯价"])
    sheet.append(["A-1", "home/storage-baskets", "藤篮", 100, "100:4.50"])
    sheet.append(["A-2", "home/storage-baskets", "竹篮", "很多", "100:4.50"])
    sheet.append(["A-3", "home/storage-baskets", "草篮", 100, "100:4,50"])
    path = tmp_path / "产品 表.xlsx"
    book.save(path)
    code, result, _err = answer(capsys, "--profile", str(tmp_path / "p"), "import", str(path))
    assert code == 2
    assert result["taken"] == ["A-1"]
    assert len(result["problems"]) == 2
    assert "我的产品" in result["problems"][0]
    assert "3" in result["problems"][0]
    assert "起订量" in result["problems"][0]


def test_a_workbook_that_is_none_and_a_picture_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = str(tmp_path / "p")
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    code, _result, err = answer(capsys, "--profile", profile, "import", str(path))
    assert (code, len(err.strip().splitlines())) == (2, 1)
    card = json.loads(Path(BASKET).read_text("utf-8"))
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "x.jpg").write_text("no picture")
    code, result, _err = answer(capsys, "--profile", profile, "import", write(tmp_path / "card.json", card | {"images": ["photos/x.jpg"]}))
    assert code == 2
    assert result["taken"] == []
    code, result, _err = answer(
        capsys, "--profile", profile, "import", write(tmp_path / "card.json", card | {"images": ["../../etc/passwd"]})
    )
    assert code == 2
    assert result["taken"] == []
    code, result, _err = answer(capsys, "--profile", profile, "export", str(tmp_path / "all.json"))
    assert result["exported"] == []


def test_cards_come_back_as_they_went(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = str(tmp_path / "one"), str(tmp_path / "two")
    for path in sorted(CARDS.glob("*.json")):
        answer(capsys, "--profile", first, "import", str(path))
    for name in ("all.json", "all.xlsx", "all.csv"):
        file = tmp_path / name
        code, result, _err = answer(capsys, "--profile", first, "export", str(file))
        assert code == 0
        assert len(result["exported"]) == 12
        for secret in (b"2.90", b"private"):
            assert secret not in file.read_bytes() or name == "all.xlsx"
        code, result, _err = answer(capsys, "--profile", second, "import", str(file))
        assert len(result["taken"]) == 12, name


def test_private_prices_leave_only_on_a_yes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = str(tmp_path / "p")
    answer(capsys, "--profile", profile, "import", BASKET)
    assert main(["--profile", profile, "export", str(tmp_path / "secret.json"), "--private"]) == 1
    assert not (tmp_path / "secret.json").exists()
    assert main(["--profile", profile, "export", str(tmp_path / "secret.json"), "--private", "--yes"]) == 0
    assert "2.90" in (tmp_path / "secret.json").read_text("utf-8")


def test_approved_products_leave_as_files_and_a_parcel_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "profile")
    with House(folder) as house:
        house.samples.take("TB-301")
        assert answer(capsys, "--profile", folder, "export", str(tmp_path / "none.csv"), "--to", "feed")[0] == 1
        house.listings.draft("TB-301", ("en",))
        house.listings.approve_clean("TB-301", ("en",))
    printed = [sys.executable, "-m", "desktop", "--json", "--profile", folder, "export", str(tmp_path / "c.pdf"), "--to", "catalogue"]
    done = subprocess.run([*printed, "--language", "zh,en"], capture_output=True, cwd=ROOT, check=True)  # it makes an application of Qt's
    assert json.loads(done.stdout)["exported"] == 1
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    for name, kind in (("b.xlsx", "bulk"), ("f.csv", "feed"), ("stick", "parcel")):
        code, told, _ = answer(capsys, "--profile", folder, "export", str(tmp_path / name), "--to", kind, "--language", "en")
        assert (code, told["exported"]) == (0, 1), kind
        assert (tmp_path / name).exists()
    code, told, _ = answer(capsys, "--profile", str(tmp_path / "other"), "import", str(tmp_path / "stick"))
    assert (code, told["taken"]) == (0, ["TB-301"])


def test_sync_and_outbox_say_why_a_thing_waits_and_press_its_buttons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "profile")
    with House(folder) as house:
        house.accounts.save(AccountCard("shop", "woocommerce", "Shop", {"base": "https://shop.example", "user": "u"}))
        house.settings.save_line_rules(LineRules(offline=True))
        with house.store.write() as db:
            rows.add(db, OutboxItem("abcdef123456", "reply", "shop", "t", {"text": "Yes."}, approved_at=1.0))
    code, told, _ = answer(capsys, "--profile", folder, "sync")
    assert (code, told["ran"], told["waits"], told["line"]["offline"]) == (3, False, {"abcdef123456": "offline"}, True)
    code, told, _ = answer(capsys, "--profile", folder, "outbox")
    assert [(row["sentence"], row["buttons"]) for row in told["items"]] == [("Waits until offline mode is off.", ["cancel"])]
    assert answer(capsys, "--profile", folder, "outbox", "abcdef", "retry")[0] == 1  # not offered
    assert answer(capsys, "--profile", folder, "outbox", "abcdef", "cancel")[1]["state"] == "cancelled"
    assert answer(capsys, "--profile", folder, "outbox", "nothing")[0] == 2
    code, told, _ = answer(capsys, "--profile", folder, "doctor")
    (line,) = [sign for sign in told["signs"] if sign["name"] == "Line"]
    assert line["seen"] == "not asked (offline mode)"


def test_backup_and_restore(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = str(tmp_path / "p")
    answer(capsys, "--profile", profile, "import", BASKET)
    code, made, _err = answer(capsys, "--profile", profile, "backup")
    assert (code, made["verified"]) == (0, True)
    other = str(tmp_path / "q")
    code, _restored, _err = answer(capsys, "--profile", other, "restore", made["backup"])
    assert code == 0
    code, result, _err = answer(capsys, "--profile", other, "export", str(tmp_path / "back.json"))
    assert result["exported"] == ["TB-301"]
    code, _result, _err = answer(capsys, "--profile", other, "restore", BASKET)
    assert code == 2


def test_a_port_in_use_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--profile", str(tmp_path), "practice", "--port", str(port)]) == 2
    assert str(port) in capsys.readouterr().err


def test_doctor_names_the_next_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, result, _err = answer(capsys, "--profile", str(tmp_path), "doctor")
    assert code == 0
    assert all(sign["step"] for sign in result["signs"] if sign["state"] != "good")


def test_an_unknown_product_queues_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _result, err = answer(capsys, "--profile", str(tmp_path), "publish", "NO-1")
    assert code == 2
    assert "practice" in err or "NO-1" in err
    code, result, _err = answer(capsys, "--profile", str(tmp_path), "outbox")
    assert result["items"] == []


def test_no_bad_input_ends_in_a_traceback(tmp_path: Path) -> None:
    nested = "[" * 100_000
    huge = '{"locale": "en", "title": "x", "n": ' + "9" * 5000 + "}"
    surrogate = '{"locale": "en", "title": "a\\ud800b"}'
    cases = [
        ("nested", nested, 2),
        ("huge", huge, 2),
        ("surrogate", surrogate, 0),
        ("empty", "", 2),
        ("list", "[]", 2),
        ("nul", '{"locale": "en", "title": "\\u0000"}', 0),
    ]
    for name, text, code in cases:
        path = write(tmp_path / f"{name}.json", text)
        done = subprocess.run(
            [sys.executable, "-m", "desktop", "check", path, "--card", BASKET], capture_output=True, text=True, cwd=ROOT, check=False
        )
        assert done.returncode in (code, 1 if code == 0 else code), (name, done.stderr)
        assert "Traceback" not in done.stderr, name
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--profile", "/proc/1/none", "outbox"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)
