"""Reads a seller's answer XML. It comes from outside: no document types, no entities, bounded depth, size and count."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from desktop.practice.schema import Answer

MAX_XML = 4 * 1024 * 1024
MAX_DEPTH = 24
MAX_ELEMENTS = 20_000


class BadAnswer(Exception):
    """The XML cannot be read; the text says why."""


class _Reader:
    """Builds answers while expat walks the text; elements other than fields and values are passed over."""

    def __init__(self) -> None:
        self.top: list[Answer] = []
        self._lists: list[list[Answer]] = [self.top]
        self._fields: list[Answer] = []
        self._path: list[str] = []
        self._text: list[str] | None = None
        self._attributes: dict[str, str] = {}
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._path) >= MAX_DEPTH:
            raise BadAnswer("the answer is too large or too deep")
        if not self._path and name != "itemSchema":
            raise BadAnswer("the root of the answer must be itemSchema")
        self._path.append(name)
        if name == "field":
            answer = Answer(attributes.get("id", ""), attributes.get("type", ""))
            self._lists[-1].append(answer)
            self._fields.append(answer)
        elif name in ("complex-value", "complex-values", "fields") and self._fields:
            entry: list[Answer] = []
            if name != "fields":
                self._fields[-1].entries.append(entry)
            self._lists.append(entry)
        elif name == "value" and self._fields:
            self._text, self._attributes = [], dict(attributes)

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, name: str) -> None:
        self._path.pop()
        if name == "field" and self._fields:
            self._fields.pop()
        elif name in ("complex-value", "complex-values", "fields") and len(self._lists) > 1:
            self._lists.pop()
        elif name == "value" and self._text is not None and self._fields:
            self._fields[-1].values.append(("".join(self._text), self._attributes))
            self._text = None


def _refuse(*_ignored: Any) -> Any:
    raise BadAnswer("document types and entities are not accepted")


def read_answer(xml: str) -> list[Answer]:
    """The fields of ``<itemSchema>``; raises :class:`BadAnswer` with one sentence."""
    if len(xml.encode("utf-8", "replace")) > MAX_XML:
        raise BadAnswer("the answer is larger than 4 MB")
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.CharacterDataHandler = reader.data
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, UnicodeEncodeError) as error:
        raise BadAnswer(f"the XML is broken: {error}") from error
    return reader.top
