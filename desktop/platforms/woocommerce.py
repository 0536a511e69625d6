"""WooCommerce's REST API (behaviours as observed on 11.0.1; shared reference, `own-stores.md`).

WooCommerce itself knows one language: it goes into the product's own fields, the others into `meta_data` as
`_tengqiao_translations`, where a theme or the owner's translation plug-in can take them from. Tier prices likewise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import quote

from desktop.platforms.base import AuthExpired, Page, PlatformProblem, RateLimited, Rejected, Unknown, Unreachable
from desktop.platforms.store import Remote, StoreCopy
from desktop.system.http import Ask, HttpDoor, LostAnswer, NoLine, Reply

KEY = "_tengqiao_external_id"
WORDS = "_tengqiao_translations"
TIERS = "_tengqiao_tier_prices"
PERMANENT = frozenset({"rest_upload_sideload_error", "woocommerce_product_image_upload_error"})
"""Refusals that come with a 5xx status but will never go away by themselves."""


@dataclass(frozen=True)
class WooSignIn:
    """Where the shop is and the owner's application password: it works for products and for pictures alike."""

    base: str
    user: str
    password: str = field(repr=False)
    main: str = "en"


class _Refused(Exception):
    """A refusal that the caller knows how to read."""

    def __init__(self, code: str, data: Mapping[str, Any], said: str) -> None:
        super().__init__(code)
        self.code, self.data, self.said = code, data, said


class WooCommerce:
    """One WooCommerce shop."""

    kind = "woocommerce"

    def __init__(self, door: HttpDoor, sign_in: WooSignIn) -> None:
        self._door, self._sign_in = door, sign_in

    # calls -------------------------------------------------------------------------------------------------------

    def _call(self, method: str, path: str, params: Mapping[str, str] | None = None, wish: Any = None) -> Any:
        headers = {"Content-Type": "application/json"} if wish is not None else {}
        body = json.dumps(wish, ensure_ascii=False).encode("utf-8") if wish is not None else None
        return self._send(Ask(method, self._url(path), params=params or {}, body=body, headers=headers))

    def _url(self, path: str) -> str:
        return f"{self._sign_in.base}/wp-json/{path}"

    def _send(self, ask: Ask) -> Any:
        write = ask.method != "GET"
        try:
            reply = self._door.send(replace(ask, auth=(self._sign_in.user, self._sign_in.password)))
        except NoLine as error:
            raise Unreachable(error.code, **error.fields) from error
        except LostAnswer as error:
            raise (Unknown if write else Unreachable)("platform.no_answer") from error
        return _read(reply, write)

    def _told(self, method: str, path: str, params: Mapping[str, str] | None = None, wish: Any = None) -> Any:
        """A call whose refusals have no special meaning here."""
        try:
            return self._call(method, path, params, wish)
        except _Refused as refused:
            raise _meaning(refused) from refused

    def check(self) -> str:
        """One cheap call that needs the password. An API key and secret cannot upload pictures, so they are refused here."""
        if self._sign_in.user.startswith("ck_"):
            raise Rejected("platform.needs_password")
        self._told("GET", "wc/v3/products", {"per_page": "1", "_fields": "id"})
        return self._sign_in.base

    # products ----------------------------------------------------------------------------------------------------

    def lookup(self, sku: str) -> Remote | None:
        """By SKU in any state but the trash. Raises Rejected(platform.in_trash): a trashed product keeps its SKU."""
        rows = self._told("GET", "wc/v3/products", {"sku": sku, "status": "any", "context": "edit"})
        if not rows:
            return None
        return self._remote(rows[0])

    def _remote(self, row: Mapping[str, Any]) -> Remote:
        meta = {str(item.get("key")): item.get("value") for item in row.get("meta_data") or ()}
        main = self._sign_in.main
        values = {
            f"{main}.name": unescape(str(row.get("name", ""))),
            f"{main}.description": str(row.get("description", "")),
            "price": str(row.get("regular_price", "")),
        }
        words = meta.get(WORDS)
        for locale, texts in words.items() if isinstance(words, dict) else ():
            if isinstance(texts, dict):
                values |= {f"{locale}.{name}": str(text) for name, text in texts.items()}
        tiers = meta.get(TIERS)
        if isinstance(tiers, list):
            values["tiers"] = json.dumps([[row["min"], row["price"]] for row in tiers if isinstance(row, dict)])
        return Remote(str(row["id"]), str(row.get("permalink", "")), values, ours=meta.get(KEY) == row.get("sku"))

    def create(self, copy: StoreCopy, pictures: list[str]) -> str:
        """Makes the product; where its SKU is taken by an earlier try of ours, that one is adopted."""
        wish = {
            "type": "simple",
            "status": "publish",
            "sku": copy.sku,
            "images": [{"id": int(number)} for number in pictures],
            "attributes": [{"name": name, "visible": True, "options": list(values)} for name, values in copy.attributes.items()],
            **self._fields(copy, frozenset(copy.values()), {}),
        }
        wish["meta_data"] = [{"key": KEY, "value": copy.sku}, *wish.get("meta_data", [])]
        try:
            return str(self._call("POST", "wc/v3/products", None, wish)["id"])
        except _Refused as refused:
            return self._taken(copy.sku, refused)

    def _taken(self, sku: str, refused: _Refused) -> str:
        """A refused create: adopt our own product, name a stranger's, find the trash."""
        number = refused.data.get("resource_id")
        if refused.code == "product_invalid_sku" and number:
            row = self._told("GET", f"wc/v3/products/{int(number)}", {"context": "edit"})
            meta = {str(item.get("key")): item.get("value") for item in row.get("meta_data") or ()}
            if meta.get(KEY) == sku:
                return str(number)
            raise Rejected("platform.key_taken", sku=sku) from refused
        maybe_trashed = refused.code in ("woocommerce_rest_product_not_created", "product_invalid_sku")
        trash = {"sku": sku, "status": "trash", "_fields": "id"}
        if maybe_trashed and self._told("GET", "wc/v3/products", trash):
            raise Rejected("platform.in_trash", sku=sku) from refused
        raise _meaning(refused) from refused

    def change(self, remote: str, copy: StoreCopy, fields: frozenset[str]) -> None:
        """Writes only what changed; a missing product answers 400, not 404."""
        try:
            row = self._call("GET", f"wc/v3/products/{int(remote)}", {"context": "edit"})
            meta = {str(item.get("key")): item.get("value") for item in row.get("meta_data") or ()}
            words = meta.get(WORDS)
            wish = self._fields(copy, fields, words if isinstance(words, dict) else {})
            self._call("PUT", f"wc/v3/products/{int(remote)}", None, wish)
        except _Refused as refused:
            if refused.code == "woocommerce_rest_product_invalid_id":
                raise Rejected("platform.product_gone", product=remote) from refused
            raise _meaning(refused) from refused

    def _fields(self, copy: StoreCopy, fields: frozenset[str], there: Mapping[str, Any]) -> dict[str, Any]:
        """Only `fields`; all other languages lie in one value, so what is not changed is taken from `there`."""
        main = self._sign_in.main if self._sign_in.main in copy.texts else next(iter(copy.texts))
        wish: dict[str, Any] = {name: copy.texts[main][name] for name in copy.texts[main] if f"{main}.{name}" in fields}
        if "price" in fields:
            wish["regular_price"] = copy.price  # always with a dot: "1,5" would be stored as 15
        meta: list[dict[str, Any]] = []
        others = {locale: dict(row) for locale, row in there.items() if isinstance(row, dict)}
        for locale, row in copy.texts.items():
            changed = {name: text for name, text in row.items() if f"{locale}.{name}" in fields}
            if locale != main and changed:
                others[locale] = {**others.get(locale, {}), **changed}
        if others != there:
            meta.append({"key": WORDS, "value": others})
        if "tiers" in fields:
            meta.append({"key": TIERS, "value": [{"min": start, "price": price} for start, price in copy.tiers]})
        if meta:
            wish["meta_data"] = meta
        return wish

    # pictures, orders --------------------------------------------------------------------------------------------

    def upload(self, name: str, data: bytes) -> str:
        """One picture into the media library (the same bytes twice make two: the caller keeps what was sent)."""
        kind = "image/png" if name.endswith(".png") else "image/jpeg"
        headers = {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{quote(name)}"'}
        try:
            return str(self._send(Ask("POST", self._url("wp/v2/media"), body=data, headers=headers))["id"])
        except _Refused as refused:
            raise _meaning(refused) from refused

    def uploaded(self, name: str) -> str | None:
        """A picture by its file name."""
        stem = name.rsplit(".", 1)[0]
        rows = self._told("GET", "wp/v2/media", {"search": stem, "per_page": "10", "_fields": "id,slug"})
        found = [row for row in rows if str(row.get("slug", "")).startswith(stem)]
        return str(found[0]["id"]) if found else None

    def orders(self, cursor: str) -> Page:
        """Orders changed since `cursor`; times have whole seconds, so the last second is read again and told apart."""
        since, _, known = cursor.partition("|")
        params = {"dates_are_gmt": "true", "orderby": "modified", "order": "asc", "per_page": "50"}
        if since:
            params["modified_after"] = since
        seen = set(known.split(",")) if known else set()
        rows = self._told("GET", "wc/v3/orders", params)
        fresh = [row for row in rows if _mark(row) not in seen]
        if not rows:
            return Page((), cursor)
        last = str(rows[-1].get("date_modified_gmt") or rows[-1].get("date_modified", ""))
        marks = ",".join(_mark(row) for row in rows if _mark(row).endswith(last))
        return Page(tuple(fresh), f"{_second_before(last)}|{marks}")

    def note(self, order: str, text: str) -> str:
        """A note that the buyer receives."""
        wish = {"note": text, "customer_note": True}
        return str(self._told("POST", f"wc/v3/orders/{int(order)}/notes", None, wish)["id"])


def _mark(row: Mapping[str, Any]) -> str:
    return f"{row.get('id')}@{row.get('date_modified_gmt') or row.get('date_modified')}"


def _second_before(stamp: str) -> str:
    try:
        return (datetime.fromisoformat(stamp) - timedelta(seconds=1)).isoformat()
    except ValueError:
        return stamp


def _read(reply: Reply, write: bool) -> Any:
    if reply.status == 429:
        raise RateLimited("platform.busy", 5.0)
    try:
        data = json.loads(reply.body)
    except ValueError:
        data = None
    if data is None or (reply.status >= 500 and not (isinstance(data, dict) and data.get("code") in PERMANENT)):
        raise (Unknown if write else Unreachable)("platform.no_answer", status=reply.status)
    if reply.status < 400:
        return data
    code = str(data.get("code", "")) if isinstance(data, dict) else ""
    more = data.get("data") if isinstance(data, dict) else None
    said = str(data.get("message", ""))[:200] if isinstance(data, dict) else ""
    if reply.status in (401, 403):
        raise AuthExpired("platform.wrong_password", said=said)
    raise _Refused(code, more if isinstance(more, dict) else {}, said)


def _meaning(refused: _Refused) -> PlatformProblem:
    if refused.code == "rest_upload_sideload_error":
        return Rejected("platform.not_a_picture", said=refused.said)
    return Rejected("platform.refused", said=refused.said or refused.code)
