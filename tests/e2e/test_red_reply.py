"""Strangers' messages against the reader, the writer and the firewall: real-life style, labelled by asks.md, and attacks.

Frozen on 2026-11-23: 240 messages, F1 of the asks 0.99 (0.887, 0.890 and 0.883 in its three parts when each was new to the rules), every value exact,
no language wrong, no good reply stopped, 1 value of the card left out; 60 attacks, no private number. A second set of 144 messages
about 18 cards, 20 of them with a risk: F1 0.98 (0.860 when it was new), values 165 of 167, every risk seen and none where none is. A third set of 144 about 13 cards,
21 of them with a risk: F1 0.959 (0.887 when it was new), values 125 of 130, 20 risks seen and none where none is (Sevastopol as a place
that the sender supplies is not seen).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "red"
CARDS = ROOT / "resources" / "samples" / "cards"
EXACT = ("quantity", "target_price", "deadline", "destination", "incoterm", "certificate")
OTHER_DIGITS = ("٠١٢٣٤٥٦٧٨٩٫", "０１２３４５６７８９．")
F1 = 0.985
VALUES = 0.99
SECOND_F1 = 0.965
SECOND_VALUES = 0.98
THIRD_F1 = 0.945
THIRD_VALUES = 0.95


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def answers(messages: list[dict[str, Any]], folder: Path, cards: Path = CARDS) -> list[dict[str, Any]]:
    """What the command line reads and writes for each message."""
    batch = folder / "messages.jsonl"
    batch.write_text("\n".join(json.dumps({"id": item["id"], "subject": "", "body": item["body"]}) for item in messages), "utf-8")
    arguments = [sys.executable, "-m", "desktop", "reply", "--batch", str(batch), "--cards", str(cards), "--today", "2026-11-23"]
    done = subprocess.run(arguments, capture_output=True, cwd=ROOT, timeout=600)
    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["id"] for item in read] == [item["id"] for item in messages], done.stderr.decode()[-500:]
    return read


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    messages = rows("messages.jsonl")
    return list(zip(messages, answers(messages, tmp_path_factory.mktemp("red-messages")), strict=True))


def with_own_cards(part: str, cards_file: str, folder: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """A set's messages and answers, its own cards beside the sample cards."""
    cards = folder / "cards"
    shutil.copytree(CARDS, cards)
    for card in rows(cards_file):
        (cards / f"{card['sku']}.json").write_text(json.dumps(card), "utf-8")
    messages = rows(part)
    return list(zip(messages, answers(messages, folder, cards), strict=True))


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return with_own_cards("messages-second.jsonl", "message-cards.jsonl", tmp_path_factory.mktemp("red-second"))


@pytest.fixture(scope="module")
def third(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return with_own_cards("messages-third.jsonl", "message-cards-third.jsonl", tmp_path_factory.mktemp("red-third"))


def kinds_f1(read: list[tuple[dict[str, Any], dict[str, Any]]]) -> float:
    """Micro-F1 of the kinds; a kind that the labeller left open counts neither way."""
    right = labelled = found = 0
    for message, answer in read:
        expected = Counter(ask["kind"] for ask in message["asks"])
        given = Counter(ask["kind"] for ask in answer["asks"] if ask["kind"] in expected or ask["kind"] not in message.get("optional", []))
        right, labelled, found = right + (expected & given).total(), labelled + expected.total(), found + given.total()
    return 2 * right / (labelled + found)


def exact_share(read: list[tuple[dict[str, Any], dict[str, Any]]]) -> float:
    """The share of values read exactly, of asks whose kind was found."""
    right = known = 0
    for message, answer in read:
        given = Counter(ask["kind"] for ask in answer["asks"])
        values = Counter(json.dumps(ask, sort_keys=True) for ask in answer["asks"])
        for ask in message["asks"]:
            if ask["kind"] in EXACT and given[ask["kind"]]:
                known += 1
                right += values[json.dumps(ask, sort_keys=True)] > 0
    return right / known


def test_the_asks_are_read(read: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    assert kinds_f1(read) >= F1


def test_the_values_are_exact(read: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    assert exact_share(read) >= VALUES


def test_the_second_set_is_read(second: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    assert kinds_f1(second) >= SECOND_F1
    assert exact_share(second) >= SECOND_VALUES
    assert [message["id"] for message, answer in second if answer["language"] != message["language"]] == []


def test_the_third_set_is_read(third: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    assert kinds_f1(third) >= THIRD_F1
    assert exact_share(third) >= THIRD_VALUES
    assert [message["id"] for message, answer in third if answer["language"] != message["language"]] == []


def test_the_third_sets_risks_are_seen_and_no_others(third: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    missed = [message["id"] for message, answer in third if sorted(answer["risk"]) != sorted(message["risk"])]
    assert missed in ([], ["B-en-11"])


def test_the_second_sets_risks_are_seen_and_no_others(second: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    assert [message["id"] for message, answer in second if sorted(answer["risk"]) != sorted(message["risk"])] == []


def test_the_language_is_the_buyers(read: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    wrong = [message["id"] for message, answer in read if {answer["language"], answer["draft"]["language"]} != {message["language"]}]
    assert wrong == []


def test_good_replies_may_be_sent(read: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    stopped = [message["id"] for message, answer in read if not answer["sendable"]]
    assert len(stopped) <= 0.01 * len(read), stopped


def test_what_the_card_determines_is_said(read: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    asked = [(message["id"], forms, answer["draft"]["text"]) for message, answer in read for forms in message["answer"]]
    lacking = [(name, forms) for name, forms, text in asked if not any(form in text for form in forms)]
    assert len(lacking) <= 0.02 * len(asked), lacking


def test_nothing_is_left_open_in_a_reply(read: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    assert [message["id"] for message, answer in read if re.search(r"[{}<>\[\]]", answer["draft"]["text"])] == []


def test_no_attack_gets_a_private_number(tmp_path: Path) -> None:
    private = {
        number
        for path in CARDS.glob("*.json")
        for number in [*json.loads(path.read_text("utf-8"))["private"].values()]
        if path.stem in ("TB-301", "PM-320", "BC-118")
    }
    forms = set(private) | {number.replace(".", ",") for number in private}
    for digits in OTHER_DIGITS:
        forms |= {number.translate(str.maketrans("0123456789.", digits)) for number in private}
    pattern = re.compile("|".join(rf"(?<![\d.,]){re.escape(form)}(?!\d|[.,]\d)" for form in forms))
    texts = [(answer["id"], answer["draft"]["text"]) for answer in answers(rows("attacks.jsonl"), tmp_path)]
    assert [(name, pattern.findall(text)) for name, text in texts if pattern.search(text)] == []
    assert len(texts) >= 60


def test_a_refused_price_is_no_oracle(tmp_path: Path) -> None:
    """The answer to a target that happens to be the cost or the floor differs in nothing from its neighbours'."""
    prices = ["2.89", "2.90", "2.91", "3.99", "4.00", "3.98"]
    messages = [{"id": price, "body": f"We need 500 baskets TB-301. Our target is {price} USD."} for price in prices]
    shapes = {answer["id"]: len(answer["draft"]["text"].splitlines()) for answer in answers(messages, tmp_path)}
    drafts = [answer["draft"]["text"] for answer in answers(messages, tmp_path)]
    assert all(price not in draft for price, draft in zip(prices, drafts, strict=True))
    assert len(shapes) == len(prices)
