"""Product cards: keep, read, complete, import and export. Writes answer with what they touched."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.domain.card_json import card_from_json, card_to_json
from desktop.domain.cards import Card
from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.domain.plausibility import doubts
from desktop.services.owner import Owner
from desktop.storage import cards as rows
from desktop.storage.database import Store
from desktop.taxonomy.categories import Attribute, Taxonomy
from desktop.taxonomy.coach import Question, Reason, questions, reasons, score


@dataclass(frozen=True)
class CardView:
    """A card with what a screen shows beside it."""

    card: Card
    folder: Path
    revision: int
    updated_at: str
    score: int
    pictures: tuple[Path, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ImportReport:
    """What an import did: skus taken in, rows that could not be (`problems`), and pictures still missing (`notes`)."""

    taken: tuple[str, ...] = ()
    problems: tuple[BadInput, ...] = ()
    notes: tuple[BadInput, ...] = ()
    changes: Changes = field(default_factory=Changes)


class Cards:
    """The verbs on product cards. `folder` holds each card's own folder with its pictures."""

    def __init__(self, store: Store, taxonomy: Taxonomy, folder: Path, owner: Owner) -> None:
        self._store, self._owner = store, owner
        self._taxonomy = taxonomy
        self._folder = folder

    def save(self, card: Card) -> Changes:
        """Keep a card (new or changed), durably.

        Raises Refused(owner.locked): private prices change only while they are open, and so do the selling prices of a product
        that has some, else a clerk could lower one step by step until it is refused, and know the floor.
        """
        known = self.find(card.sku)
        if known is not None and (known.card.private != card.private or (card.private.numbers() and _asked(known.card) != _asked(card))):
            self._owner.require()
        with self._store.write() as db:
            data = card_to_json(card, private=True)
            private = data.pop("private", {})
            rows.save(db, data, private, str(self.folder_of(card.sku).name))
        return Changes.of("cards", card.sku)

    def set_field(self, sku: str, path: str, value: Any) -> Changes:
        """Change one field by its path ("trade.moq", "attributes.size"). Raises BadInput and changes nothing when it does not fit."""
        data = card_to_json(self.get(sku), private=True)
        _put(data, path.split("."), value)
        if path == "private.rebate_rate":  # refund rates change by decree: one without its day is worth little
            data["private"]["rebate_stated"] = datetime.now().astimezone().date().isoformat() if value is not None else None
        data["unknown"] = [item for item in data.get("unknown", []) if not path.startswith(item)]
        return self.save(card_from_json(data))

    def not_known(self, sku: str, path: str) -> Changes:
        """The owner was asked for a fact and does not know it: kept as null, and not asked again."""
        data = card_to_json(self.get(sku), private=True)
        if path.startswith("attributes."):
            data["attributes"][path.removeprefix("attributes.")] = None
        else:
            data["unknown"] = list(dict.fromkeys([*data.get("unknown", []), path]))
        return self.save(card_from_json(data))

    def reasons(self, card: Card) -> list[Reason]:
        """Why a card has the score it has, what weighs most first, in plain Chinese."""
        return reasons(card, self._taxonomy.category(card.category))

    def get(self, sku: str) -> Card:
        """The card with its private part. Raises BadInput("card.not_found")."""
        row = rows.get(self._store.read(), sku)
        if row is None:
            raise BadInput("card.not_found", sku=sku)
        return card_from_json(row["card"] | {"private": row["private"]})

    def view(self, sku: str) -> CardView:
        """The card with its folder, pictures, score and doubts."""
        row = rows.get(self._store.read(), sku)
        if row is None:
            raise BadInput("card.not_found", sku=sku)
        return self._view(row)

    def find(self, sku: str) -> CardView | None:
        """The card as view(), or None when there is none."""
        row = rows.get(self._store.read(), sku)
        return self._view(row) if row else None

    def all(self) -> list[CardView]:
        """Every card, newest change first."""
        return [self._view(row) for row in rows.all_rows(self._store.read())]

    def remove(self, sku: str) -> Changes:
        """Delete a card; its pictures and history stay, so that it can be brought back."""
        with self._store.write() as db:
            rows.remove(db, sku)
        return Changes.of("cards", sku)

    def copy(self, sku: str) -> tuple[str, Changes]:
        """A new product from this one, pictures included; its number and what was touched.

        Model number and certificates are that product's own: they do not come along. Raises BadInput("card.not_found").
        """
        view = self.view(sku)
        taken = {item.card.sku for item in self.all()}
        new = next(name for number in range(2, 100_000) if (name := f"{sku}-{number}") not in taken)
        data = card_to_json(view.card, private=True) | {"sku": new, "model_number": None, "certificates": []}
        for path in view.pictures:
            target = self.folder_of(new) / path.relative_to(view.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        return new, self.save(card_from_json(data))

    def history(self, sku: str) -> list[dict[str, Any]]:
        """What changed on a card, newest first."""
        return rows.history(self._store.read(), sku)

    def questions(self, card: Card) -> list[Question]:
        """Facts that are missing, in order of worth, as plain Chinese questions."""
        return questions(card, self._taxonomy.category(card.category))

    def attributes(self, category: str) -> Mapping[str, Attribute]:
        """The attributes of a category, for the editor."""
        return self._taxonomy.category(category).attributes

    def categories(self) -> list[tuple[str, str]]:
        """(id, Chinese name) of every category."""
        return [(item.id, item.zh) for item in self._taxonomy.categories.values()]

    def folder_of(self, sku: str) -> Path:
        """The card's own folder; made on first use."""
        safe = "".join(ch if ch.isalnum() or ch in "-_." else "_" for ch in sku).strip(".") or "card"
        path = self._folder / safe
        path.mkdir(parents=True, exist_ok=True)
        return path

    def add_pictures(self, sku: str, files: Sequence[Path]) -> Changes:
        """Copy pictures into the card's folder and onto the card; a file that is no picture is refused, nothing changed.

        Raises BadInput("image.not_a_picture" | "image.too_large" | "image.missing").
        """
        from desktop.documents.images import inspect

        for file in files:
            inspect(file)
        card, data = self.get(sku), card_to_json(self.get(sku), private=True)
        target = self.folder_of(sku) / "photos"
        target.mkdir(exist_ok=True)
        names = list(card.images)
        for file in files:
            name = _free_name(target, file.name)
            shutil.copyfile(file, target / name)
            names.append(f"photos/{name}")
        data["images"] = names
        return self.save(card_from_json(data))

    def take_file(self, path: Path) -> ImportReport:
        """Import the cards of a .json, .xlsx or .csv file, with the pictures that lie beside it.

        Raises BadInput for a file that cannot be read at all; a bad row becomes a problem of the report.
        """
        if path.suffix.lower() == ".json":
            cards = _json_cards(path)
            return self.take_in([(card, path.parent) for card in cards])
        from desktop.documents.tables import read_table

        rows_read, problems = read_table(path)
        report = self.take_in([(row.data, path.parent) for row in rows_read])
        return replace(report, problems=(*problems, *report.problems))

    def take_in(self, items: Sequence[tuple[Mapping[str, Any], Path | None]]) -> ImportReport:
        """Import parsed cards with the folder their pictures lie in; a bad one never spoils the good ones."""
        taken: list[str] = []
        problems: list[BadInput] = []
        notes: list[BadInput] = []
        for data, source in items:
            try:
                card = card_from_json(dict(data))
                self._copy_pictures(card, source, notes)
                self.save(card)
                taken.append(card.sku)
            except BadInput as problem:
                problems.append(problem)
        return ImportReport(tuple(taken), tuple(problems), tuple(notes), Changes.of("cards", *taken) if taken else Changes())

    # --- inside --------------------------------------------------------------------------------------------------

    def _view(self, row: Mapping[str, Any]) -> CardView:
        card = card_from_json(row["card"] | {"private": row["private"]})
        folder = self.folder_of(card.sku)
        pictures = tuple(path for name in card.images if (path := folder / name).is_file())
        category = self._taxonomy.category(card.category)
        return CardView(card, folder, row["revision"], row["updated_at"], score(card, category), pictures, doubts(card))

    def _copy_pictures(self, card: Card, source: Path | None, notes: list[BadInput]) -> None:
        if source is None or not card.images:
            return
        from desktop.documents.images import inside, inspect

        target = self.folder_of(card.sku)
        for name in card.images:
            try:
                file = inside(source, name)
            except BadInput as problem:
                if problem.code != "image.missing":
                    raise
                notes.append(problem)  # the card is good; the picture can follow
                continue
            inspect(file)
            if file.resolve() != (target / name).resolve():
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target / name)


def _json_cards(path: Path) -> list[Mapping[str, Any]]:
    """One card, a list of cards, or {"cards": [...]}."""
    from desktop.documents.json_file import read_json

    data = read_json(path)
    cards = data.get("cards", [data]) if isinstance(data, dict) else data
    if not isinstance(cards, list) or not all(isinstance(card, dict) for card in cards):
        raise BadInput("card.wrong_type", path=path.name, expected="list")
    return cards


def _free_name(folder: Path, name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    stem, count, candidate = stem or name, 1, name
    while (folder / candidate).exists():
        count += 1
        candidate = f"{stem}-{count}{dot}{suffix}"
    return candidate


def _put(data: dict[str, Any], path: list[str], value: Any) -> None:
    for key in path[:-1]:
        inner = data.setdefault(key, {})
        if not isinstance(inner, dict):
            raise BadInput("card.wrong_type", path=".".join(path), expected="object")
        data = inner
    if value is None and path[-1] not in data:
        return
    data[path[-1]] = value


def _asked(card: Card) -> tuple[object, ...]:
    """What is asked for a product: the tiers, its versions' too, with the currency."""
    return (card.trade.currency, card.trade.price_tiers, *(item.price_tiers for item in card.variants))
