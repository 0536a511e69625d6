"""The card's values in the owner's words: "CN-GX" is 广西, "12 pieces" is 12个, "1000:25" is "1000 以内 25 天" - and back.

What the card keeps stays as the design's section 4 says; only the window's writing differs. The writing of the files
("200:4.80; 1000:4.35", "CN-GX") is understood too, so that nobody has to learn a second way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.documents.tables import COLUMNS, PRIVATE_COLUMNS, cell_text, parse_cell
from desktop.domain.ports import port_codes, port_name
from desktop.domain.provinces import province_codes, province_name
from desktop.i18n import language
from desktop.language.glossary import Glossaries

_COLUMNS = {column.path: column for column in COLUMNS + PRIVATE_COLUMNS}
CURRENCIES = {"USD": "美元", "EUR": "欧元", "GBP": "英镑", "CNY": "人民币", "JPY": "日元"}
UNITS = ("piece", "set", "pair", "roll", "box", "pack", "bag", "dozen")
PORTS = ("CNQZH", "CNNGB", "CNSHA", "CNSZX", "CNCAN", "CNXMN", "CNTAO", "CNTXG")
_CHINA = {"CN": "中国"}
_PAYMENT = (("against B/L copy", "见提单副本付余款"), ("L/C at sight", "即期信用证 L/C"))
_COUNTED = re.compile(r"(?P<count>\d[\d,]*)\s*(?P<unit>[^\d\s/×x*.]+?)(?:\s*/\s*(?P<rest>[^\d/]+))?")
_GROUPED = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class CardWords:
    """Writes a card's values for the owner and reads what the owner wrote."""

    def __init__(self, glossaries: Glossaries) -> None:
        self._glossaries, self._concepts = glossaries, glossaries.concepts
        self._english: dict[str, str] = {}

    def term(self, value: str) -> str | None:
        """A term of the glossary in the window's language; None for what is none."""
        concept = self._concepts.find(value)
        if concept is None:
            return None
        if language().startswith("zh"):
            return concept.zh
        known = self._glossaries("en").terms.get(concept.id)
        return (self._glossaries("en").default_form(known) if known else None) or concept.zh

    def shown(self, path: str, value: Any) -> str:
        """A card's value at a path as the window shows it; "" for none."""
        if value is None or value in ("", [], {}):
            return ""
        if not language().startswith("zh"):
            return self._plain(path, value)
        match path:
            case "trade.price_tiers":
                return "；".join(f"{row['from']} 起 {row['price']}" for row in value)
            case "trade.lead_time":
                return "；".join(f"{row['up_to']} 以内 {row['days']} {_days(row)}" for row in value)
            case "origin":
                return province_name(value, "zh") or _CHINA.get(value, value)
            case "trade.port":
                return port_name(value, "zh")
            case "trade.currency":
                return f"{CURRENCIES[value]} {value}" if value in CURRENCIES else str(value)
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, list | tuple):
            return "、".join(self.shown(path, item) for item in value)
        if isinstance(value, Mapping):
            return str(value.get("scheme", ""))
        return self._text(path, str(value))

    def read(self, path: str, text: str, kind: str) -> Any:
        """What the owner wrote, as the card keeps it. Raises ValueError with an example of what is meant."""
        plain = _GROUPED.sub("", text.strip())
        match path:
            case "trade.price_tiers":
                return [{"from": int(start), "price": price} for start, price, _rest in _pairs(plain, "200 起 4.80；1000 起 4.35")]
            case "trade.lead_time":
                return [
                    {"up_to": int(up_to), "days": int(days)} | ({"days_kind": "working"} if _working(rest) else {})
                    for up_to, days, rest in _pairs(plain, "1000 以内 25 天；5000 以内 40 天", whole=True)
                ]
            case "origin":
                name = plain.removeprefix("中国").removesuffix("省").removesuffix("市") or "中国"
                name = name.removesuffix("壮族自治区").removesuffix("自治区")
                code = province_codes().get(name) or province_codes("en").get(name)
                return f"CN-{code}" if code else "CN" if name in ("中国", "China") else text.strip()
            case "trade.port":
                return port_codes().get(plain.removesuffix("港"), text.strip())
            case "trade.currency":
                return next((code for code, zh in CURRENCIES.items() if code in plain.upper() or zh in plain), text.strip())
            case "trade.unit":
                unit = self._concepts.find(plain, "unit") or self._concepts.find(plain.removesuffix("s"), "unit")
                return unit.id if unit else text.strip()
        if kind == "whole" and (found := _NUMBER.match(plain)):
            plain = found.group() if plain[found.end() :].strip() in ("", *self._unit_words()) else plain
        value = parse_cell(plain if kind in ("decimal", "whole") else text, kind)
        return [self._back(path, item) for item in value] if isinstance(value, list) else self._back(path, value)

    # --- inside --------------------------------------------------------------------------------------------------

    def _plain(self, path: str, value: Any) -> str:
        """For a window in English: as in the files, with the terms in words and working days said."""
        column = _COLUMNS.get(path)
        if path == "origin":
            return province_name(value, "en") or str(value)
        if path == "trade.lead_time" and isinstance(value, list):
            return "; ".join(f"{row['up_to']}: {row['days']}{' working days' if _working_row(row) else ''}" for row in value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if column is not None and column.kind == "tiers":
            return cell_text(_nested(path, value), column)
        if isinstance(value, list | tuple):
            return ", ".join(self._plain(path, item) for item in value)
        if isinstance(value, Mapping):
            return str(value.get("scheme", ""))
        return (self.term(str(value)) if _is_word(path) else None) or str(value)

    def _text(self, path: str, value: str) -> str:
        if path == "trade.payment":
            for english, zh in _PAYMENT:
                value = value.replace(english, zh)
            return value
        if counted := self._counted(value):
            return counted
        return (self.term(value) if _is_word(path) else None) or value

    def _counted(self, value: str) -> str:
        """ "12 pieces" as 12个, "1 piece / polybag" as "1个 / 塑料袋"; "" for what is no count."""
        found = _COUNTED.fullmatch(value.strip())
        unit = found and (self._concepts.find(found["unit"], "unit") or self._concepts.find(found["unit"].removesuffix("s"), "unit"))
        if not found or not unit or unit.id not in UNITS:
            return ""
        rest = found["rest"]
        packing = self._concepts.find(rest.strip()) if rest else None
        return f"{found['count']}{unit.zh}" + (f" / {packing.zh if packing else rest.strip()}" if rest else "")

    def _back(self, path: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if path == "trade.payment":
            for english, zh in _PAYMENT:
                value = value.replace(zh, english)
            return value
        found = _COUNTED.fullmatch(_GROUPED.sub("", value.strip()))
        unit = self._concepts.find(found["unit"], "unit") if found else None
        if found and unit and unit.id in UNITS and re.search(r"[一-鿿]", value):
            count = int(found["count"])
            words = f"{count} {unit.id}{'s' if count != 1 else ''}"
            if path == "packaging.carton":  # "12个/箱": the carton is meant anyway
                return words
            packing = self._concepts.find(found["rest"].strip()) if found["rest"] else None
            return f"{words} / {packing.id if packing else found['rest'].strip()}" if found["rest"] else words
        if not _is_word(path):
            return value
        concept = self._concepts.find(value) or self._concepts.by_id.get(self._by_english(value))
        return concept.id if concept and concept.kind not in ("product", "unit", "attribute") else value

    def _by_english(self, written: str) -> str:
        """The term whose English form the window shows; "" for none."""
        if not self._english:
            glossary = self._glossaries("en")
            forms = ((glossary.default_form(term), key) for key, term in glossary.terms.items())
            self._english = {form.casefold(): key for form, key in forms if form}
        return self._english.get(written.casefold(), "")

    def _unit_words(self) -> Sequence[str]:
        return ("天", "个月", "月", *(word for item in self._concepts.of_kind("unit") for word in (item.zh, *item.also_zh)))


def _is_word(path: str) -> bool:
    """Whether terms of the glossary may stand there."""
    return path.startswith(("attributes.", "selling_points", "packaging.unit", "trade.unit")) and not path.startswith("attributes.own")


def _nested(path: str, value: Any) -> dict[str, Any]:
    for key in reversed(path.split(".")):
        value = {key: value}
    return dict(value)


def _working_row(row: Mapping[str, Any]) -> bool:
    return row.get("days_kind") == "working"


def _days(row: Mapping[str, Any]) -> str:
    return "个工作日" if _working_row(row) else "天"


def _working(rest: str) -> bool:
    return "工作" in rest or "working" in rest.lower()


def _pairs(text: str, example: str, *, whole: bool = False) -> list[tuple[str, str, str]]:
    """(number, number, what follows) of each item between semicolons. Raises ValueError with the example."""
    found = []
    for item in re.split(r"[;；\n]", text):
        if item.strip():
            numbers = list(_NUMBER.finditer(item))
            if len(numbers) != 2 or "." in numbers[0].group() or (whole and "." in numbers[1].group()):
                raise ValueError(f"“{item.strip()[:20]}” → {example}")
            found.append((numbers[0].group(), numbers[1].group(), item[numbers[1].end() :]))
    return found
