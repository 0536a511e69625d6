"""Numbers that a buyer takes back in the same breath: "500, sorry, 600 pcs", "5 euro, anzi dollari"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.drafting.asks.amounts import AmountAt

_TAKEN_BACK = re.compile(
    r"(?<!\w)(?:sorry|i mean(?:t)?|no,? wait|wait,? no|make that|rather|correction|scratch that|perdon|perdona|digo|mejor dicho|quise decir|corrijo|perdao|desculpa|alias|quer dizer|quis dizer|pardon|je veux dire|enfin|plutot|ich meine|meinte|quatsch"
    r"|vielmehr|moment|scusi|scusa|scusate|anzi|cioe|volevo dire|ой|точнее|вернее|то есть|извините|عفوا|قصدي|اقصد|اسف|à nhầm|nhầm|xin lỗi|à không|eh salah|maaf|ralat|maksud ?(?:saya|nya)?|eh bukan)(?!\w)|すみません|いや|失礼|訂正|間違|아니|죄송|정정|실수|بل "
)


def uncorrected(text: str, amounts: Sequence[AmountAt]) -> list[AmountAt]:
    """The amounts of a folded sentence without those that a word of correction takes back, for the next amount of the same sort."""
    kept: list[AmountAt] = []
    for index, item in enumerate(amounts):
        following = next((other for other in amounts[index + 1 :] if _alike(item, other)), None)
        if following is None or not _TAKEN_BACK.search(text[item.end : following.start]):
            kept.append(item)
    return kept


def _alike(item: AmountAt, other: AmountAt) -> bool:
    money = {"money"} if item.kind == "money" else {"count", "bare", "container"}
    return other.kind in money or (item.kind == "bare" and other.kind == "count")
