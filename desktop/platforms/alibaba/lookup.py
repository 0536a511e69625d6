"""What the platform lets us look up: its lists (which lag), pages, scores, orders (reference, 6 and 7.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.domain.publications import Publication
from desktop.platforms.alibaba.client import Client
from desktop.platforms.alibaba.mapping import plain
from desktop.platforms.alibaba.photobank import rows_of
from desktop.platforms.base import Page, Unknown

PAGES = 4


@dataclass(frozen=True)
class Seen:
    """A product in the platform's list."""

    id: str
    title: str
    url: str


def id_of(answer: Mapping[str, Any]) -> str:
    """The product id of a successful add; without one it is unknown what happened."""
    value = answer.get("product_id")
    if value in (None, "", 0):
        raise Unknown("platform.no_answer")
    return str(value)


def same_title(client: Client, publication: Publication, place: int) -> list[Seen]:
    """Products in the list with exactly this title and category, newest change first.

    No time window is asked for: this computer's clock may have jumped, and the platform's zone is not documented.
    """
    title = plain(publication.main.title) if publication.main else ""
    found: list[Seen] = []
    for page in range(1, PAGES + 1):
        answer = client.call(
            "alibaba.icbu.product.list",
            {
                "language": "ENGLISH",
                "current_page": str(page),
                "page_size": "30",
                "subject": title,
                "category_id": str(place),
            },
        )
        rows = rows_of(answer.get("products"))
        for row in rows:
            if plain(str(row.get("subject", ""))) == title and row.get("id") is not None:
                found.append(Seen(str(row["id"]), title, str(row.get("pc_detail_url", ""))))
        if len(rows) < 30:
            break
    return found


def page_of(client: Client, product: str) -> str:
    """The page that buyers see, or an empty text; the product's own reading does not lag as the list does."""
    secret = client.call("alibaba.icbu.product.id.encrypt", {"product_id": product, "language": "ENGLISH"})
    answer = client.call("alibaba.icbu.product.get", {"product_id": str(secret.get("secret_id", "")), "language": "ENGLISH"})
    row = answer.get("product")
    url = str(row.get("pc_detail_url") or "") if isinstance(row, dict) else ""
    return "https:" + url if url.startswith("//") else url


def score(client: Client, product: str) -> Mapping[str, Any]:
    """The mark (0 to 5, as text) and the problems by name."""
    secret = client.call("alibaba.icbu.product.id.encrypt", {"product_id": product, "language": "ENGLISH"})
    answer = client.call("alibaba.icbu.product.score.get", {"product_id": str(secret.get("secret_id", ""))})
    result = answer.get("result")
    result = result if isinstance(result, dict) else {}
    problems: dict[str, str] = {}
    try:
        listed = json.loads(str(result.get("problem_map") or "{}"))
    except ValueError:
        listed = {}
    for group in listed.values() if isinstance(listed, dict) else ():
        if isinstance(group, dict):
            problems |= {str(name): str(text)[:200] for name, text in group.items()}
    return {"score": str(result.get("final_score", "")), "problems": problems}


def orders(client: Client, cursor: str) -> Page:
    """Orders changed since `cursor`; dates travel as objects, a plain string is refused (reference, 7.1)."""
    wish: dict[str, Any] = {"role": "seller", "start_page": 0, "page_size": 50}
    if cursor.isdigit():
        wish["modified_date_start"] = {"date_timestamp": int(cursor)}
    answer = client.call("alibaba.seller.order.list", {"param_trade_ecology_order_list_query": wish})
    result = answer.get("result")
    value = result.get("value") if isinstance(result, dict) else None
    rows = rows_of(value.get("order_list")) if isinstance(value, dict) else []
    stamps = [int(row["modify_date"]["timestamp"]) for row in rows if isinstance(row.get("modify_date"), dict)]
    return Page(tuple(rows), str(max(stamps)) if stamps else cursor)
