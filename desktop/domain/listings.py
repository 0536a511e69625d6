"""Listings: the texts of one card in one locale, and what checks say about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.errors import BadInput

LOCALES = ("en", "es", "pt", "fr", "de", "it", "ru", "ar", "ja", "ko", "vi", "id")

# Who wrote a line.
WRITERS = ("phrasebook", "model", "hand")

FINDING_KINDS = (
    "number", "unit", "material", "colour", "code", "certificate", "price", "quantity", "term", "claim", "language", "length", "glossary",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """What a check says about a text. `start` and `end` count code points inside `field`.

    `severity` is "block" or "warn"; `expected` is what the card says ("" when it says nothing);
    `message` is a sentence in the owner's language; `path` is the card path it was compared with.
    """

    severity: str
    kind: str
    field: str
    text: str
    start: int
    end: int
    expected: str = ""
    message: str = ""
    path: str = ""

    def to_json(self) -> dict[str, object]:
        """As the command line prints it (design, section 5)."""
        keys = ("severity", "kind", "field", "text", "start", "end", "expected", "message")
        return {key: getattr(self, key) for key in keys}


@dataclass(frozen=True)
class Question:
    """One question and its answer."""

    q: str
    a: str


@dataclass(frozen=True)
class Listing:
    """Rendered texts in one locale, ready to be read, checked and published."""

    locale: str
    title: str
    highlights: tuple[str, ...] = ()
    description: str = ""
    keywords: tuple[str, ...] = ()
    faq: tuple[Question, ...] = ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """(field, text) in reading order: title, keywords[i], highlights[i], description, faq[i].q, faq[i].a."""
        yield "title", self.title
        yield from ((f"keywords[{i}]", text) for i, text in enumerate(self.keywords))
        yield from ((f"highlights[{i}]", text) for i, text in enumerate(self.highlights))
        yield "description", self.description
        for i, item in enumerate(self.faq):
            yield f"faq[{i}].q", item.q
            yield f"faq[{i}].a", item.a

    def to_json(self) -> dict[str, Any]:
        """The texts as JSON data."""
        return {
            "locale": self.locale,
            "title": self.title,
            "keywords": list(self.keywords),
            "highlights": list(self.highlights),
            "description": self.description,
            "faq": [{"q": item.q, "a": item.a} for item in self.faq],
        }


@dataclass(frozen=True)
class Line:
    """One sentence (or title, keyword, highlight) with slots, its Chinese meaning with the same slots, and who wrote it.

    `source` is the pattern id for the phrasebook, the model's name for a model, "" for a hand-written line.
    """

    slotted: str
    zh: str
    writer: str = "phrasebook"
    source: str = ""


@dataclass(frozen=True)
class SlottedListing:
    """A draft as it is stored: every field a tuple of lines; `faq` pairs a question line with an answer line."""

    locale: str
    title: Line
    keywords: tuple[Line, ...] = ()
    highlights: tuple[Line, ...] = ()
    description: tuple[Line, ...] = ()
    faq: tuple[tuple[Line, Line], ...] = ()

    def lines(self) -> Iterator[tuple[str, Line]]:
        """(place, line): title, keywords[i], highlights[i], description[i] (sentence), faq[i].q, faq[i].a."""
        yield "title", self.title
        for name in ("keywords", "highlights", "description"):
            yield from ((f"{name}[{i}]", line) for i, line in enumerate(getattr(self, name)))
        for i, (question, answer) in enumerate(self.faq):
            yield f"faq[{i}].q", question
            yield f"faq[{i}].a", answer

    def with_lines(self, lines: Mapping[str, Line]) -> SlottedListing:
        """The same listing with other lines at these places; places that it does not have are passed over."""
        parts: dict[str, tuple[Line, ...]] = {
            name: tuple(lines.get(f"{name}[{i}]", line) for i, line in enumerate(getattr(self, name)))
            for name in ("keywords", "highlights", "description")
        }
        faq = tuple((lines.get(f"faq[{i}].q", question), lines.get(f"faq[{i}].a", answer)) for i, (question, answer) in enumerate(self.faq))
        return SlottedListing(self.locale, lines.get("title", self.title), faq=faq, **parts)


@dataclass(frozen=True)
class Draft:
    """A listing with what it was made from: slotted lines, Chinese read-back by place, and findings."""

    sku: str
    listing: Listing
    slotted: SlottedListing | None = None
    readback_zh: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def publishable(self) -> bool:
        """No finding blocks."""
        return not any(finding.severity == "block" for finding in self.findings)


def listing_from_json(data: object) -> Listing:
    """A listing as someone pasted it: `{"locale","title","highlights":[],"description"}`, keywords and faq optional.

    Raises BadInput(listing.wrong_type | listing.missing | listing.unknown_locale | listing.too_long).
    """
    if not isinstance(data, dict):
        raise BadInput("listing.wrong_type", path="listing", expected="object")
    locale = data.get("locale")
    if not isinstance(locale, str) or locale.split("-")[0].split("_")[0] not in LOCALES:
        raise BadInput("listing.unknown_locale", value=str(locale)[:40], known=", ".join(LOCALES))
    faq = data.get("faq") or []
    if not isinstance(faq, list) or not all(isinstance(item, dict) for item in faq):
        raise BadInput("listing.wrong_type", path="faq", expected="list")
    return Listing(
        locale=locale,
        title=_text(data.get("title", ""), "title"),
        highlights=_texts(data.get("highlights"), "highlights"),
        description=_text(data.get("description", ""), "description"),
        keywords=_texts(data.get("keywords"), "keywords"),
        faq=tuple(Question(_text(item.get("q", ""), "faq.q"), _text(item.get("a", ""), "faq.a")) for item in faq),
    )


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise BadInput("listing.wrong_type", path=path, expected="text")
    if len(value) > 50_000:
        raise BadInput("listing.too_long", path=path, limit=50_000)
    return value


def _texts(value: object, path: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise BadInput("listing.wrong_type", path=path, expected="list")
    return tuple(_text(item, f"{path}[{index}]") for index, item in enumerate(value))
