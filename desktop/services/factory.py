"""The factory card as a form of plain text fields."""

from __future__ import annotations

from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.domain.factory import FactoryCard, factory_from_json, factory_to_json
from desktop.i18n import N_
from desktop.services.settings import Settings

# (path, label): texts and lists that fit on one line; list items are kept one a line.
FIELDS: tuple[tuple[str, str], ...] = (
    ("name.zh", N_("Company name (Chinese)")),
    ("name.en", N_("Company name (English)")),
    ("address.zh", N_("Address (Chinese)")),
    ("address.en", N_("Address (English)")),
    ("signer", N_("Who signs replies")),
    ("email", N_("E-mail")),
    ("phone", N_("Phone")),
    ("people", N_("People")),
    ("story.zh", N_("The factory's story")),
)
BANK: tuple[tuple[str, str], ...] = (
    ("beneficiary", N_("Beneficiary")),
    ("bank", N_("Bank")),
    ("account", N_("Account number")),
    ("swift", N_("SWIFT")),
    ("currency", N_("Currency")),
)


class Factory:
    """The verbs on the factory card."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def get(self) -> FactoryCard:
        """The factory card; an empty one while nothing is stated."""
        return self._settings.factory() or FactoryCard()

    def text(self, path: str) -> str:
        """One field as text."""
        value: Any = factory_to_json(self.get(), private=True)
        for key in path.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        return "" if value is None else str(value)

    def write(self, path: str, text: str) -> Changes:
        """Keep one field. Raises BadInput and changes nothing when it does not fit."""
        data = factory_to_json(self.get(), private=True)
        value: Any = text.strip() or None
        if path == "people" and value is not None:
            if not str(value).isdigit():
                raise BadInput("form.not_understood", value=str(value)[:40], hint="35")
            value = int(value)
        parts = path.split(".")
        place = data
        for key in parts[:-1]:
            place = place.setdefault(key, {})
        if value is None:
            place.pop(parts[-1], None)
        else:
            place[parts[-1]] = value
        return self._settings.save_factory(factory_from_json(data))

    def bank_text(self, key: str) -> str:
        """A field of the first bank account."""
        bank = self.get().bank
        return str(getattr(bank[0], key) or "") if bank else ""

    def write_bank(self, values: dict[str, str]) -> Changes:
        """Keep the bank account that papers show. Raises BadInput when a needed part is missing."""
        data = factory_to_json(self.get(), private=True)
        given = {key: value.strip() for key, value in values.items() if value.strip()}
        data["bank"] = [given, *data.get("bank", [])[1:]] if given else data.get("bank", [])[1:]
        return self._settings.save_factory(factory_from_json(data))
