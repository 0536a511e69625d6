"""The completeness coach: which facts a card still lacks, in order of what they are worth to a buyer's search.

A score of 100 needs every required and recommended fact of the category plus pictures and trade terms. Weights:
required 5, recommended 2, optional 0; the trade facts below as given. Offline, no model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.cards import Card
from desktop.taxonomy.categories import Category

_WEIGHT = {"required": 5, "recommended": 2, "optional": 0}


@dataclass(frozen=True)
class Question:
    """One missing fact as a plain Chinese question; `path` is where the answer goes on the card."""

    path: str
    question: str
    weight: int
    type: str = "free"
    kind: str = ""
    units: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


# (path, question, weight, is it there?)
_COMMON: tuple[tuple[str, str, int, Callable[[Card], bool]], ...] = (
    ("images", "有这个产品的照片吗？拖几张进来（最好 3 张以上）。", 5, lambda card: bool(card.images)),
    ("trade.price_tiers", "不同数量各卖多少钱？", 5, lambda card: bool(card.trade.price_tiers)),
    ("trade.moq", "最少多少起订？", 4, lambda card: card.trade.moq is not None),
    ("trade.lead_time", "下单后多少天能做好？", 4, lambda card: bool(card.trade.lead_time)),
    ("packaging.carton", "一箱装多少个？", 3, lambda card: bool(card.packaging.carton)),
    ("packaging.carton_size", "外箱尺寸是多少（长 x 宽 x 高）？", 3, lambda card: bool(card.packaging.carton_size)),
    ("packaging.carton_gross_weight", "一箱毛重多少公斤？", 2, lambda card: bool(card.packaging.carton_gross_weight)),
    ("packaging.unit", "单个怎么包装？", 2, lambda card: bool(card.packaging.unit)),
    ("trade.port", "从哪个港口出货？", 2, lambda card: bool(card.trade.port)),
    ("trade.samples", "可以打样吗？样品多少钱、几天？", 2, lambda card: card.trade.samples is not None),
    ("trade.customisation", "可以加客户的商标或改颜色尺寸吗？", 2, lambda card: bool(card.trade.customisation)),
    ("trade.payment", "怎么付款（比如 T/T 30/70）？", 2, lambda card: bool(card.trade.payment)),
    ("hs_code", "知道 HS 编码吗？", 1, lambda card: bool(card.hs_code)),
    ("certificates", "有什么证书（FSC、CE 等）？没有就跳过。", 1, lambda card: bool(card.certificates)),
    ("selling_points", "这个产品有什么特点（手工、可折叠……）？", 3, lambda card: bool(card.selling_points)),
)


_CHOICES: dict[str, tuple[str, ...]] = {
    "trade.payment": ("T/T 30/70", "T/T 30/70 against B/L copy", "T/T 40/60", "L/C at sight"),
    "trade.port": ("CNQZH", "CNNGB", "CNSHA", "CNSZX", "CNCAN", "CNXMN", "CNTAO", "CNTXG"),
    "packaging.unit": ("1 piece / polybag", "1 piece / opp-bag", "1 piece / color-box", "1 piece / gift-box"),
}


@dataclass(frozen=True)
class Reason:
    """One part of the score: a fact in Chinese, its points of 100, and "stated", "missing" or "unknown"."""

    path: str
    text: str
    points: int
    state: str


_STATES = {"stated": "已写", "missing": "还缺", "unknown": "你说不知道"}


def _state(card: Card, key: str) -> str:
    if card.attributes.get(key) not in (None, "", [], {}):
        return "stated"
    return "unknown" if key in card.attributes else "missing"


def questions(card: Card, category: Category) -> list[Question]:
    """Missing facts, worth most first. What was asked and is not known (null, or in `card.unknown`) is not asked again."""
    missing: list[Question] = []
    for attribute in category.attributes.values():
        if _state(card, attribute.key) == "missing":
            text = attribute.question or attribute.key
            weight = _WEIGHT.get(attribute.need, 0)
            path = f"attributes.{attribute.key}"
            missing.append(Question(path, text, weight, attribute.type, attribute.kind, attribute.units, attribute.choices))
    missing += [
        Question(path, text, weight, choices=_CHOICES.get(path, ()))
        for path, text, weight, there in _COMMON
        if path not in card.unknown and not there(card)
    ]
    return sorted(missing, key=lambda item: -item.weight)


def reasons(card: Card, category: Category) -> list[Reason]:
    """Every fact that counts, with its points of 100 and whether it is there; missing ones first, by weight."""
    weighed = [
        (f"attributes.{item.key}", item.question or item.key, _WEIGHT.get(item.need, 0), _state(card, item.key))
        for item in category.attributes.values()
        if _WEIGHT.get(item.need, 0)
    ]
    for path, text, weight, there in _COMMON:
        weighed.append((path, text, weight, "stated" if there(card) else "unknown" if path in card.unknown else "missing"))
    total = sum(weight for _path, _text, weight, _is in weighed) or 1
    order = {"missing": 0, "unknown": 1, "stated": 2}
    found = [
        (weight, Reason(path, f"{_STATES[state]}：{text.partition('？')[0].rstrip('？')}", round(100 * weight / total), state))
        for path, text, weight, state in weighed
    ]
    return [reason for _weight, reason in sorted(found, key=lambda item: (order[item[1].state], -item[0]))]


def score(card: Card, category: Category) -> int:
    """0 to 100: the weight of what is stated over the weight of what could be."""
    total = got = 0
    for attribute in category.attributes.values():
        weight = _WEIGHT.get(attribute.need, 0)
        total += weight
        got += weight if _state(card, attribute.key) == "stated" else 0
    for _path, _text, weight, there in _COMMON:
        total += weight
        got += weight if there(card) else 0
    return round(100 * got / total) if total else 0
