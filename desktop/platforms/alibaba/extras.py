"""What the schema flow offers beside publishing: drafts, photobank groups, single orders (reference, 3.1, 5, 7.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.domain.publications import Publication
from desktop.platforms.alibaba import lookup
from desktop.platforms.alibaba.client import Client
from desktop.platforms.alibaba.connector import Alibaba
from desktop.platforms.alibaba.faults import business
from desktop.platforms.alibaba.forms import REQUEST
from desktop.platforms.alibaba.mapping import fill
from desktop.platforms.alibaba.photobank import rows_of
from desktop.platforms.alibaba.schema import answer_xml, flatten, parse_schema, simple
from desktop.platforms.base import Rejected, Unknown


@dataclass(frozen=True)
class Group:
    """A group of the photobank."""

    id: str
    name: str


def save_draft(platform: Alibaba, publication: Publication) -> str:
    """Keeps the product as a draft there, without pictures and complete or not; returns the plain draft id.

    There is no way to list or delete drafts by the API: the owner finds it on the platform's own page.
    """
    place = platform.place_of(publication)
    filling = fill(publication, platform.forms.of(place).schema, ())
    xml = answer_xml([simple("catId", str(place)), *filling.fields])
    wish = {"cat_id": place, "language": "en_US", "xml": xml}
    answer = platform.client.call("alibaba.icbu.product.schema.add.draft", {REQUEST: wish}, write=True)
    return lookup.id_of(business(answer, write=True))


def read_draft(client: Client, draft: str) -> dict[str, Any]:
    """The draft's current values by field, as plain data."""
    wish = {"product_id": int(draft), "language": "en_US"}
    answer = business(client.call("alibaba.icbu.product.schema.render.draft", {REQUEST: wish}), write=False)
    return {name: flatten(row) for name, row in parse_schema(str(answer.get("data", ""))).values().items()}


def groups(client: Client) -> list[Group]:
    """The photobank's groups of the first level."""
    answer = client.call("alibaba.icbu.photobank.group.list", {"extra_context": {}})
    rows = rows_of(answer.get("groups"))
    return [Group(str(row["id"]), str(row.get("name", ""))) for row in rows if row.get("id") is not None]


def make_group(client: Client, name: str) -> Group:
    """A new group of the first level."""
    wish = {"operation": "add", "group_name": name[:50]}
    answer = client.call("alibaba.icbu.photobank.group.operate", {"photo_group_operation_request": wish}, write=True)
    result = answer.get("photo_group_result")
    row = result.get("photobank_group") if isinstance(result, Mapping) else None
    if not isinstance(row, Mapping) or row.get("id") is None:
        raise Unknown("platform.no_answer")
    return Group(str(row["id"]), str(row.get("name", name)))


def order(client: Client, number: str) -> Mapping[str, Any]:
    """One order. Raises Rejected for a number that the platform does not take."""
    answer = client.call("alibaba.seller.order.get", {"e_trade_id": number, "language": "en_US"})
    value = answer.get("value")
    if not isinstance(value, Mapping):
        raise Rejected("platform.refused", said="order")
    return value
