"""Planting errors in correct texts. Knows nothing of the lock: marks, digits and word lists of its own.

Marked texts hold `<k:word>`: m material, c colour, n number word, u unit, x certificate, k code, i Incoterm, p port.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data" / "lock"
MARK = re.compile(r"<([a-z]):([^<>]*)>")
_DIGIT = re.compile(r"(?<![²³])[0-9]")
KINDS = {
    "m": "material",
    "c": "colour",
    "n": "number word",
    "u": "unit",
    "x": "certificate",
    "k": "code",
    "i": "incoterm",
    "p": "port",
    "d": "digit",
    "w": "added",
}


@dataclass(frozen=True)
class Mark:
    """A fact's word in a plain text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """A correct listing: plain data, its card's key, and where facts stand, by field."""

    id: str
    card: str
    listing: dict[str, Any]
    marks: dict[str, tuple[Mark, ...]]


@dataclass(frozen=True)
class Mutant:
    """A listing with one planted error: the place in `field` (code points)."""

    of: str
    kind: str
    field: str
    start: int
    end: int
    listing: dict[str, Any]
    planted: str = ""


def plain(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """A marked text without its marks, and the marks' places."""
    pieces: list[str] = []
    marks: list[Mark] = []
    size = last = 0
    for match in MARK.finditer(marked):
        before = marked[last : match.start()]
        pieces += [before, match[2]]
        start = size + len(before)
        size = start + len(match[2])
        marks.append(Mark(match[1], start, size))
        last = match.end()
    pieces.append(marked[last:])
    return "".join(pieces), tuple(marks)


def fields(listing: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, text) of a listing as plain data."""
    yield "title", listing.get("title", "")
    yield from ((f"keywords[{i}]", text) for i, text in enumerate(listing.get("keywords", ())))
    yield from ((f"highlights[{i}]", text) for i, text in enumerate(listing.get("highlights", ())))
    yield "description", listing.get("description", "")
    for i, item in enumerate(listing.get("faq", ())):
        yield f"faq[{i}].q", item["q"]
        yield f"faq[{i}].a", item["a"]


def replaced(listing: dict[str, Any], field: str, text: str) -> dict[str, Any]:
    """The listing with another text in one field."""
    data = json.loads(json.dumps(listing))
    name, _, rest = field.partition("[")
    if not rest:
        data[name] = text
    elif name == "faq":
        index, _, key = rest.partition("].")
        data["faq"][int(index)][key] = text
    else:
        data[name][int(rest.rstrip("]"))] = text
    return data


def load_texts(path: Path) -> list[Text]:
    """Texts of a .jsonl file, marks taken out."""
    found: list[Text] = []
    for line in path.read_text("utf-8").splitlines():
        raw = json.loads(line)
        listing = raw.get("listing") or {key: value for key, value in raw.items() if key not in ("id", "sku", "card")}
        marks: dict[str, tuple[Mark, ...]] = {}
        for field, text in list(fields(listing)):
            bare, places = plain(text)
            listing = replaced(listing, field, bare) if places else listing
            if places:
                marks[field] = places
        card = raw.get("card") or raw["sku"]
        found.append(Text(str(raw.get("id", path.stem)), str(card), listing, marks))
    return found


class Planter:
    """Plants errors in texts of one language."""

    def __init__(self, language: str, seed: int = 301) -> None:
        raw = json.loads((DATA / "alternatives.json").read_text("utf-8"))
        self._words = raw["languages"][language]
        self._units = raw["units"]
        self._global = {"x": raw["certificates"], "i": raw["incoterms"]}
        self._random = random.Random(f"{language}{seed}")
        self.language = language

    def mutants(self, text: Text, card: dict[str, Any], digits: int = 6) -> Iterator[Mutant]:
        """One mutant per mark, some per text for digits, one for each added phrase."""
        stated = json.dumps(card, ensure_ascii=False).lower()
        for field, content in fields(text.listing):
            for mark in text.marks.get(field, ()):
                yield from self._mark(text, field, content, mark, stated)
            places = [match.start() for match in _DIGIT.finditer(content) if content[match.start() - 1 : match.start()] != "m"]
            for place in self._random.sample(places, min(digits, len(places))):
                yield self._digit(text, field, content, place)
        yield from self._added(text)

    def _mark(self, text: Text, field: str, content: str, mark: Mark, stated: str) -> Iterator[Mutant]:
        written = content[mark.start : mark.end]
        for other in self._alternatives(mark.kind, written, stated, 2):
            changed = content[: mark.start] + other + content[mark.end :]
            yield Mutant(
                text.id, KINDS[mark.kind], field, mark.start, mark.start + len(other), replaced(text.listing, field, changed), other
            )

    def _alternatives(self, kind: str, written: str, stated: str, count: int) -> list[str]:
        if kind == "u":
            pool = self._units.get(written, [])
        elif kind == "k":
            pool = [written[:-1] + chr(ord("0") + (ord(written[-1]) - ord("0") + 3) % 10)] if written[-1:].isdigit() else ["X" + written]
        elif kind in self._global:
            pool = [word for word in self._global[kind] if f'"{word.lower()}' not in stated and word.lower() not in written.lower()]
        else:
            pool = [word for word in self._words[kind] if word.lower() not in written.lower()]
            if kind == "m" and '"abs"' in stated:
                pool = [word for index, word in enumerate(self._words["m"]) if index != 1]
        pool = [word[:1].upper() + word[1:] if written[:1].isupper() and kind in ("m", "c", "n") else word for word in pool]
        return self._random.sample(pool, min(count, len(pool)))

    def _digit(self, text: Text, field: str, content: str, place: int) -> Mutant:
        old = content[place]
        leading = not content[place - 1 : place].isdigit() and content[place + 1 : place + 2].isdigit()
        new = self._random.choice([digit for digit in "0123456789" if digit != old and not (leading and digit == "0")])
        return Mutant(
            text.id, "digit", field, place, place + 1, replaced(text.listing, field, content[:place] + new + content[place + 1 :])
        )

    def _added(self, text: Text) -> Iterator[Mutant]:
        phrase = self._random.choice(self._words["w"])
        if self.language in ("ja", "ko", "zh"):
            joint, stop = ("", "。") if self.language == "ja" else (" ", ".")
        else:
            joint, stop, phrase = " ", ".", phrase[:1].upper() + phrase[1:]
        content = text.listing.get("description", "")
        start = len(content) + len(joint)
        yield Mutant(
            text.id,
            "added",
            "description",
            start,
            start + len(phrase),
            replaced(text.listing, "description", content + joint + phrase + stop),
        )
