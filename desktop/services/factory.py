"""The factory card as a form of plain text fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.errors import BadInput
from desktop.domain.factory import FactoryCard, factory_from_json, factory_to_json
from desktop.i18n import N_, language
from desktop.services.settings import Settings

# (path, label): texts and lists that fit on one line.
FIELDS: tuple[tuple[str, str], ...] = (
    ("name.zh", N_("Company name (Chinese)")),
    ("name.en", N_("Company name (English)")),
    ("address.zh", N_("Address (Chinese)")),
    ("address.en", N_("Address (English)")),
    ("signer", N_("Who signs replies")),
    ("email", N_("E-mail")),
    ("phone", N_("Phone")),
    ("people", N_("People")),
    ("capacity", N_("Output a month")),
    ("machines", N_("Machines")),
    ("audits", N_("Audits")),
    ("markets", N_("Markets (countries)")),
    ("calendar", N_("Days closed")),
    ("story.zh", N_("The factory's story")),
)
# Items of a list stand on one line, divided by semicolons; an example of each for the empty field.
EXAMPLES: dict[str, str] = {
    "people": "86",
    "capacity": "藤编收纳篮 20000 个；竹制厨具 30000 个",
    "machines": "激光雕刻机 3 台；烘干房 2 间",
    "audits": "BSCI DBID-000220 2027-08-31；ISO 9001",
    "markets": "DE；FR；US",
    "calendar": "2027-02-01 2027-02-20 春节",
}
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
        if isinstance(value, list):
            lines = (item if isinstance(item, str) else " ".join(str(part) for part in item.values() if part) for item in value)
            return "；".join(_units(line, _UNITS) if path == "capacity" and language().startswith("zh") else line for line in lines)
        return "" if value is None else str(value)

    def write(self, path: str, text: str) -> Changes:
        """Keep one field. Raises BadInput and changes nothing when it does not fit."""
        data = factory_to_json(self.get(), private=True)
        value: Any = text.strip() or None
        if path == "people" and value is not None:
            if not str(value).isdigit():
                raise BadInput("form.not_understood", value=str(value)[:40], hint="35")
            value = int(value)
        if path in _READ and value is not None:
            items = [item.strip() for item in re.split(r"[;；\n]", str(value)) if item.strip()]
            value = [_READ[path](item) for item in items]
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


_UNITS = (("pieces", "个"), ("sets", "套"), ("pairs", "双"))


def _units(text: str, table: tuple[tuple[str, str], ...]) -> str:
    """Counting words behind a number in the other language; they are kept in English, as on the product card."""
    for word, other in table:
        text = re.sub(rf"(\d)\s*{word}$", rf"\1 {other}", text)
    return text


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _not_understood(path: str, text: str) -> BadInput:
    return BadInput("form.not_understood", value=text[:40], hint=EXAMPLES[path])


def _capacity(text: str) -> dict[str, str]:
    found = re.fullmatch(r"(?P<what>.*?\D)\s*(?P<count>\d[\d,]*\s*\S*)", text)
    if not found:
        raise _not_understood("capacity", text)
    count = _units(found["count"].strip(), tuple((zh, english) for english, zh in _UNITS))
    return {"what": found["what"].strip(" ：:"), "per_month": count}


def _audit(text: str) -> dict[str, str]:
    """ "BSCI DBID-000220 2027-08-31": the last date is the expiry, a word with digits before it the number."""
    days = _DAY.findall(text)
    words = _DAY.sub("", text).split()
    number = words.pop() if len(words) > 1 and re.search(r"\d.*[-\d]|[A-Za-z]-", words[-1]) and not words[-1].isdigit() else ""
    given = {"scheme": " ".join(words), "number": number, "expiry": days[-1] if days else ""}
    return {key: value for key, value in given.items() if value}


def _closure(text: str) -> dict[str, str]:
    days = _DAY.findall(text)
    if len(days) != 2:
        raise _not_understood("calendar", text)
    why = _DAY.sub("", text).strip(" 到至~-—")
    return {"from": min(days), "to": max(days), "why": why}


_READ: dict[str, Callable[[str], Any]] = {
    "capacity": _capacity,
    "machines": str,
    "audits": _audit,
    "markets": str,
    "calendar": _closure,
}
