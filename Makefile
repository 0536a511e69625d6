# `make` alone says what there is. Everything installs what it needs first; a second run takes no time.
.DEFAULT_GOAL := help
.PHONY: help setup setup-test setup-model demo run test check format bench bench-lock drafts faults screens i18n practice lock

BASE_PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest

help: ## say what there is
	@grep -hE '^[a-z0-9-]+:.*## ' Makefile | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 16

setup: ## system packages, .venv and the app
	@$(BASE_PYTHON) installers/setup.py

setup-test: ## the same, and what the tests need
	@$(BASE_PYTHON) installers/setup.py --test

setup-model: ## the same, and llama.cpp compiled for this processor (once, about eight minutes)
	@$(BASE_PYTHON) installers/setup.py --model

demo: setup ## the main job on sample data, without a window; leaves its results in out/
	@QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(BIN)/tengqiao demo --out out

run: setup ## open the window
	@$(BIN)/tengqiao

practice: setup ## start the practice platform
	@$(BIN)/tengqiao practice

# A build of llama.cpp that fails is printed and then seen: the engine's tests fail, they are not left out.
test: setup-test ## every test
	-@$(BASE_PYTHON) installers/setup.py --model
	$(PYTEST)

check: setup-test ## lint, types, architecture, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python i18n/update.py --check
	$(PYTEST) -q tests/architecture

format: setup-test ## let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-test ## measure drafting, the window's start, the engine; out/bench.json
	-@$(BASE_PYTHON) installers/setup.py --model
	$(BIN)/python -m tests.bench.run --out out/bench.json

bench-lock: setup-test ## measure the fact lock on changed facts; out/bench-lock.json
	$(BIN)/python -m tests.bench.lock --out out/bench-lock.json

faults: setup-test ## the long runs that cut, kill and lie; out/faults.json
	$(BIN)/python -m tests.faults.run --out out/faults.json
	TENGQIAO_MAIL_WHOLE=1 TENGQIAO_POLICIES=10000 $(PYTEST) -q tests/faults/test_mail_faults.py tests/faults/test_price_policies.py
	$(BIN)/python -m tests.faults.run_engine

drafts: setup-test ## 200 drafts by the small real model, counted; an hour and more
	-@$(BASE_PYTHON) installers/setup.py --model
	$(BIN)/python -m tests.bench.bench_drafts

screens: setup ## pictures of every screen in out/screens
	@QT_QPA_PLATFORM=offscreen $(BIN)/tengqiao screens --out out/screens

i18n: setup-test ## collect the texts, merge the translations
	$(BIN)/python i18n/update.py

lock: setup-test ## write the lock files anew from pyproject.toml
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python installers/lock.py
