"""The demo as its first user runs it: a process of its own, a folder of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).parents[2]


def test_the_main_job_from_card_to_proforma_invoice(tmp_path: Path) -> None:
    out = tmp_path / "结果 out"
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--json", "demo", "--out", str(out)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    assert len(result["languages"]) == 12
    assert all(row == {"listings": 12, "findings": 0} for row in result["languages"].values())
    assert result["page_equals_approved"] is True
    assert len(list((out / "listings").glob("*.json"))) == 144
    reply = json.loads((out / "reply.json").read_text("utf-8"))
    assert reply["language"] == "es"
    assert {"price", "quantity", "lead_time", "sample"} <= {ask["kind"] for ask in reply["asks"]}
    assert reply["sendable"] is True
    for needed in ("4,80", "25", "15,00", "500"):
        assert needed in reply["draft"]["text"]
    assert "2,90" not in reply["draft"]["text"]
    assert "4,00" not in reply["draft"]["text"]
    text = paper_text(Path(result["pdf"]))
    for needed in ("Proforma Invoice", "PI-", "TB-301", "500", "USD 4.80", "USD 2,400.00", "FOB Qinzhou", "形式发票", "手工藤编收纳篮"):
        assert needed in text
    assert all(Path(name).stat().st_size > 10_000 for name in result["screens"])


def paper_text(path: Path) -> str:
    """The PDF's text as another program reads it, after NFKC."""
    document = pypdfium2.PdfDocument(path)
    try:
        return unicodedata.normalize("NFKC", "\n".join(document[index].get_textpage().get_text_bounded() for index in range(len(document))))
    finally:
        document.close()
