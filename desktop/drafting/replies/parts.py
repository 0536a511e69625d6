"""A message about several products, taken apart: each quantity and price wish goes to the product named beside it."""

from __future__ import annotations

import re
from dataclasses import replace

from desktop.domain.cards import Card
from desktop.domain.messages import Ask
from desktop.drafting.asks.products import ProductFinder
from desktop.drafting.asks.reader import Read

MAX_PRODUCTS = 4
_OWN = ("quantity", "target_price")  # belong to one product
_EACH = ("price", "moq", "lead_time", "deadline", "incoterm", "destination", "specification", "packaging", "sample")
_SPLIT = re.compile(r"[,;，、；/\n]|(?<=\s)(?:and|plus|y|e|et|ainsi que|und|sowie|и|а также|و|dan|và|serta)(?=\s)|以及|和|と|및|그리고")
_CODE = re.compile(r"(?<![A-Za-z0-9-])[A-Z]{1,4}-\d{1,5}(?![A-Za-z0-9-])")


def parts_of(read: Read, products: ProductFinder) -> list[tuple[Card | None, Read]]:
    """(card, what of the message is about it); one part where one product or none is meant.

    A quantity that stands beside no product, or beside several, is given to none: a wrong price is worse than a question.
    """
    cards = read.cards[:MAX_PRODUCTS]
    if len(cards) <= 1:
        return [(cards[0], _without_strangers(read, cards[0], products)) if cards else (None, read)]
    owner = {id(ask): _product_of(ask, read, products) for ask in read.asks if ask.kind in _OWN}
    parts: list[tuple[Card | None, Read]] = []
    for number, card in enumerate(cards):
        asks = tuple(ask for ask in read.asks if (owner[id(ask)] == card.sku if ask.kind in _OWN else number == 0 or ask.kind in _EACH))
        parts.append((card, replace(read, cards=(card,), asks=_priced(asks, read))))
    return parts


def _without_strangers(read: Read, card: Card, products: ProductFinder) -> Read:
    """Without quantities that stand beside the code or the name of a product that is not on the shelf."""
    several = sum(ask.kind == "quantity" for ask in read.asks) > 1
    own = [code.casefold() for code in (card.sku, card.model_number) if code]

    def strange(ask: Ask) -> bool:
        pieces = [piece for piece in _pieces(ask.sentence) if _figure(ask) in _numbers(piece)]
        codes = [code.casefold() for piece in pieces for code in _CODE.findall(piece)]
        if codes:
            return not set(codes) & set(own)
        return several and any(products.names_another(piece, read.language, card) for piece in pieces)

    return replace(read, asks=tuple(ask for ask in read.asks if ask.kind not in _OWN or not strange(ask)))


def _pieces(sentence: str) -> list[str]:
    return _SPLIT.split(re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", sentence))


def _numbers(piece: str) -> set[str]:
    return {re.sub(r"\D", "", number) for number in re.findall(r"\d[\d.\u00a0\u202f]*", piece)}


def _figure(ask: Ask) -> str:
    return re.sub(r"\D", "", str(ask.value.get("n", ask.value.get("amount", ""))))


def _priced(asks: tuple[Ask, ...], read: Read) -> tuple[Ask, ...]:
    """Who orders several products and names quantities wants the price of each, also of one whose quantity is unclear."""
    kinds = {ask.kind for ask in read.asks}
    if "price" in kinds or kinds & {"complaint", "order_status", "other"} or not kinds & {"quantity"}:
        return asks
    return asks if any(ask.kind in _OWN for ask in asks) else (Ask("price"), *asks)


def _product_of(ask: Ask, read: Read, products: ProductFinder) -> str:
    """The SKU beside an ask: the only product of its sentence, or of the part of the sentence that holds its number."""
    cards = read.cards[:MAX_PRODUCTS]
    whole = products.find(ask.sentence, read.language, cards) if ask.sentence else ()
    if len(whole) == 1:
        return whole[0].sku
    for piece in _pieces(ask.sentence):
        beside = products.find(piece, read.language, cards)
        if _figure(ask) in _numbers(piece) and len(beside) == 1:
            return beside[0].sku
    return ""
