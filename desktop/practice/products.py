"""Stored products: answers as JSON, two kinds of ids, review states, and what buyers and lists can see of them."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.practice.schema import Answer
from desktop.practice.shop import GatewayError, Shop

_FACTOR = 0x9E3779B97F4A7C15
_INVERSE = pow(_FACTOR, -1, 2**64)
BANNED = ("replica", "counterfeit", "fake brand")
"""Words that make the review refuse a product (state ``tbd``)."""


def secret_id(product: int) -> str:
    """The obfuscated id of a plain one."""
    number = (product * _FACTOR) % 2**64
    return "IDX1" + base64.urlsafe_b64encode(number.to_bytes(8, "big")).decode("ascii").rstrip("=")


def plain_id(secret: str) -> int:
    """The plain id of an obfuscated one."""
    try:
        raw = base64.urlsafe_b64decode(secret.removeprefix("IDX1").encode("ascii") + b"=")
    except (binascii.Error, ValueError, UnicodeEncodeError) as error:
        raise _no_product() from error
    if len(raw) != 8 or not secret.startswith("IDX1"):
        raise _no_product()
    return (int.from_bytes(raw, "big") * _INVERSE) % 2**64


def _no_product() -> GatewayError:
    return GatewayError("15", "Remote service error", "isv.product-not-exist", "product does not exist", "ISP")


def to_json(answers: Sequence[Answer]) -> str:
    """Answers as text for the state file."""
    return json.dumps([_pack(answer) for answer in answers], ensure_ascii=False, separators=(",", ":"))


def _pack(answer: Answer) -> list[Any]:
    return [answer.id, answer.type, answer.values, [[_pack(a) for a in entry] for entry in answer.entries]]


def from_json(text: str) -> list[Answer]:
    """The reverse of :func:`to_json`."""
    return [_unpack(row) for row in json.loads(text)]


def _unpack(row: list[Any]) -> Answer:
    return Answer(
        row[0],
        row[1],
        [(text, dict(attributes)) for text, attributes in row[2]],
        [[_unpack(child) for child in entry] for entry in row[3]],
    )


@dataclass
class Product:
    """A product or draft as stored."""

    id: int
    category: int
    answers: list[Answer]
    status: str
    display: str
    created: float
    modified: float

    def field(self, name: str) -> Answer | None:
        """A top-level field of that id."""
        return next((answer for answer in self.answers if answer.id == name), None)

    def text(self, *path: str) -> str:
        """The simple value at a path of ids, or an empty text."""
        at = self.field(path[0])
        for name in path[1:]:
            at = at.get(name) if at else None
        return at.text() if at else ""

    def pictures(self) -> list[tuple[str, str]]:
        """Main pictures: file id and address."""
        images = self.field("scImages")
        entry = images.entries[0] if images and images.entries else []
        return [(a.values[0][1].get("fileId", ""), a.values[0][0]) for a in entry if a.values]

    def codes(self) -> list[str]:
        """The seller's own codes of the variants."""
        variants = self.field("sku")
        found = []
        for entry in variants.entries if variants else []:
            found += [child.text() for child in entry if child.id == "skuOuterId"]
        return found


def _status(shop: Shop, row: dict[str, Any], answers: list[Answer]) -> str:
    if row["kind"] == "draft":
        return "sketch"
    if shop.clock() < row["review_at"]:
        return str(row["status"])
    title = next((a.text() for a in answers if a.id == "productTitle"), "").lower()
    return "tbd" if any(word in title for word in BANNED) else "approved"


def _product(shop: Shop, row: dict[str, Any], text: str) -> Product:
    answers = from_json(text)
    return Product(
        row["id"],
        row["category"],
        answers,
        _status(shop, row, answers),
        row["display"],
        row["created"],
        row["modified"],
    )


def load(shop: Shop, product: int, kind: str = "product") -> Product | None:
    """A stored product (or draft), or None."""
    row = shop.state.row("select * from products where id=? and kind=?", (product, kind))
    return _product(shop, row, row["answer"]) if row else None


def by_secret(shop: Shop, secret: str) -> Product:
    """The product of an obfuscated id; an unknown one is an error of the service."""
    number = plain_id(secret)
    found = load(shop, number) if number < 2**62 else None
    if found is None:
        raise _no_product()
    return found


def every(shop: Shop, *, lagging: bool) -> list[Product]:
    """All products, newest change first; ``lagging`` shows them as the list index does, a moment behind."""
    rows = shop.state.rows("select * from products where kind='product' order by modified desc, id desc")
    found: list[Product] = []
    horizon = shop.clock() - (shop.settings.list_lag if lagging else 0)
    for row in rows:
        if row["modified"] <= horizon:
            found.append(_product(shop, row, row["answer"]))
        elif row["before"]:
            older = _product(shop, row, row["before"])
            older.modified = row["before_at"]
            found.append(older)
    return found


def _number_variants(shop: Shop, answers: list[Answer]) -> None:
    """Gives every variant its platform id, as creation does."""
    for answer in answers:
        if answer.id == "sku":
            for entry in answer.entries:
                if not any(child.id == "skuId" and child.values for child in entry):
                    entry.append(Answer("skuId", "input", [(str(shop.state.next_id("sku")), {})]))


def create(shop: Shop, category: int, answers: list[Answer], kind: str = "product") -> int:
    """Stores a new product or draft and returns its plain id."""
    now = shop.clock()
    with shop.state.writing():
        number = shop.state.next_id(kind)
        kept = [answer for answer in answers if answer.id != "catId"]
        kept.insert(0, Answer("catId", "input", [(str(category), {})]))
        _number_variants(shop, kept)
        shop.state.run(
            "insert into products(id,kind,category,answer,status,display,review_at,created,modified) values(?,?,?,?,?,?,?,?,?)",
            (number, kind, category, to_json(kept), "new", "Y", now + shop.settings.review_seconds, now, now),
        )
    return number


def change(shop: Shop, product: int, answers: list[Answer]) -> None:
    """An incremental update: only the fields sent are replaced."""
    now = shop.clock()
    with shop.state.writing():
        row = shop.state.row("select * from products where id=?", (product,))
        if row is None:
            raise _no_product()
        sent = {answer.id: answer for answer in answers if answer.id != "catId"}
        kept = [sent.pop(answer.id, answer) for answer in from_json(row["answer"])]
        kept += sent.values()
        _number_variants(shop, kept)
        shop.state.run(
            "update products set answer=?, before=answer, before_at=modified, modified=?, status='modified',"
            " review_at=?, revision=revision+1 where id=?",
            (to_json(kept), now, now + shop.settings.review_seconds, product),
        )


def show(shop: Shop, product: int, display: str) -> None:
    """Display on (Y) or off (N)."""
    now = shop.clock()
    with shop.state.writing():
        shop.state.run(
            "update products set display=?, before=answer, before_at=modified, modified=? where id=?",
            (display, now, product),
        )
