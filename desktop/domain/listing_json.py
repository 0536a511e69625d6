"""Slotted listings as JSON data: for storage (with meaning and writer) and for the command line (texts only)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.domain.listings import Line, SlottedListing

_LISTS = ("keywords", "highlights", "description")


def slotted_to_json(slotted: SlottedListing) -> dict[str, Any]:
    """Everything that is needed to render the listing again."""
    data: dict[str, Any] = {"locale": slotted.locale, "title": vars(slotted.title)}
    for name in _LISTS:
        data[name] = [vars(line) for line in getattr(slotted, name)]
    data["faq"] = [{"q": vars(question), "a": vars(answer)} for question, answer in slotted.faq]
    return data


def slotted_from_json(data: Mapping[str, Any]) -> SlottedListing:
    """The inverse of slotted_to_json."""
    lists = {name: tuple(Line(**item) for item in data[name]) for name in _LISTS}
    faq = tuple((Line(**item["q"]), Line(**item["a"])) for item in data["faq"])
    return SlottedListing(locale=data["locale"], title=Line(**data["title"]), faq=faq, **lists)


def slotted_texts(slotted: SlottedListing) -> dict[str, Any]:
    """Only the slotted texts, in the shape of a listing (description: a list of sentences)."""
    data: dict[str, Any] = {"title": slotted.title.slotted}
    for name in _LISTS:
        data[name] = [line.slotted for line in getattr(slotted, name)]
    data["faq"] = [{"q": question.slotted, "a": answer.slotted} for question, answer in slotted.faq]
    return data


def grouped(by_place: Mapping[str, str]) -> dict[str, Any]:
    """Texts by place ("highlights[0]", "faq[1].a") in the shape of a listing."""
    data: dict[str, Any] = {"title": by_place.get("title", "")}
    for name in _LISTS:
        data[name] = [text for place, text in by_place.items() if place.startswith(f"{name}[")]
    questions = [text for place, text in by_place.items() if place.startswith("faq[") and place.endswith(".q")]
    answers = [text for place, text in by_place.items() if place.startswith("faq[") and place.endswith(".a")]
    data["faq"] = [{"q": q, "a": a} for q, a in zip(questions, answers, strict=False)]
    return data
