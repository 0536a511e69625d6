"""Vendure's GraphQL admin API (behaviours as observed on 3.7.3; shared reference, `own-stores.md`)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from desktop.platforms.base import AuthExpired, Page, RateLimited, Rejected, Unknown, Unreachable
from desktop.platforms.store import NO_CENTS, Remote, StoreCopy
from desktop.system.http import Ask, HttpDoor, LostAnswer, NoLine, Upload

KEY_FIELD = "externalId"
PRODUCT = """id slug updatedAt translations{id languageCode name slug description} assets{id}
 variants{id sku price currencyCode %s}"""


@dataclass(frozen=True)
class VendureSignIn:
    """Where the shop is and how we sign in: an API key, or the name and password of an administrator."""

    base: str
    api_key: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)


class _Duplicate(Exception):
    """The shop already has a product with our key."""


class Vendure:
    """One Vendure shop."""

    kind = "vendure"

    def __init__(self, door: HttpDoor, sign_in: VendureSignIn) -> None:
        self._door, self._sign_in = door, sign_in
        self._token = ""
        self._fields: dict[str, frozenset[str]] | None = None
        self._currency = ""

    # calls -------------------------------------------------------------------------------------------------------

    def _query(self, text: str, variables: Mapping[str, Any] | None = None, *, write: bool = False) -> dict[str, Any]:
        """Runs one operation; signs in first where needed, and once more after a refusal."""
        body = {"query": text, "variables": dict(variables or {})}
        try:
            return self._once(body, write, {})
        except AuthExpired:
            if self._sign_in.api_key:
                raise
            self._token = ""
            return self._once(body, write, {})

    def _once(self, body: dict[str, Any], write: bool, files: Mapping[str, Upload]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        if self._sign_in.api_key:
            headers["vendure-api-key"] = self._sign_in.api_key
        elif "login(" not in body["query"]:
            headers["Authorization"] = f"Bearer {self._token or self._login()}"
        if files:
            headers.pop("Content-Type")
            form = {"operations": json.dumps(body), "map": json.dumps({"0": ["variables.input.0.file"]})}
            ask = Ask("POST", f"{self._sign_in.base}/admin-api", form=form, files=files, headers=headers)
        else:
            data = json.dumps(body, ensure_ascii=False).encode("utf-8")
            ask = Ask("POST", f"{self._sign_in.base}/admin-api", body=data, headers=headers)
        return self._sent(ask, write)

    def _sent(self, ask: Ask, write: bool) -> dict[str, Any]:
        try:
            reply = self._door.send(ask)
        except NoLine as error:
            raise Unreachable(error.code, **error.fields) from error
        except LostAnswer as error:
            raise (Unknown if write else Unreachable)("platform.no_answer") from error
        if reply.status == 429:
            raise RateLimited("platform.busy", 5.0)
        try:
            answer = json.loads(reply.body)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or (reply.status >= 500 and "errors" not in answer):
            raise (Unknown if write else Unreachable)("platform.no_answer", status=reply.status)
        token = reply.header("vendure-auth-token")
        if token:
            self._token = token
        if answer.get("errors"):
            raise _meaning(answer["errors"])
        data = answer.get("data")
        return data if isinstance(data, dict) else {}

    def _login(self) -> str:
        text = "mutation($u:String!,$p:String!){login(username:$u,password:$p){__typename}}"
        body = {"query": text, "variables": {"u": self._sign_in.user, "p": self._sign_in.password}}
        data = self._once(body, False, {})
        if data.get("login", {}).get("__typename") != "CurrentUser" or not self._token:
            raise AuthExpired("platform.wrong_password")
        return self._token

    def check(self) -> str:
        """Signs in and names the shop's channel."""
        data = self._query("{activeChannel{code defaultCurrencyCode}}")
        channel = data.get("activeChannel") or {}
        self._currency = str(channel.get("defaultCurrencyCode", ""))
        return str(channel.get("code", "")) or self._sign_in.base

    def _custom(self, kind: str) -> frozenset[str]:
        """The custom fields that this shop has; a stranger's shop has none of ours."""
        if self._fields is None:
            text = '{p:__type(name:"ProductCustomFields"){fields{name}} v:__type(name:"ProductVariantCustomFields"){fields{name}}}'
            data = self._query(text)
            self._fields = {
                name: frozenset(row["name"] for row in (data.get(key) or {}).get("fields") or ())
                for name, key in (("product", "p"), ("variant", "v"))
            }
        return self._fields[kind]

    # reading -----------------------------------------------------------------------------------------------------

    def lookup(self, sku: str) -> Remote | None:
        """By the unique custom field where the shop has it, else by the variant's SKU."""
        row = self._row(sku)
        return None if row is None else self._remote(row)

    def _row(self, sku: str) -> dict[str, Any] | None:
        tiers = "customFields{priceTiers}" if "priceTiers" in self._custom("variant") else ""
        shape = PRODUCT % tiers
        if KEY_FIELD in self._custom("product"):
            rows = self._products(shape, {KEY_FIELD: {"in": list(_keys(sku))}})
            return rows[0] if rows else None
        text = f"query($o:ProductVariantListOptions){{productVariants(options:$o){{items{{product{{{shape}}}}}}}}}"
        data = self._query(text, {"o": {"filter": {"sku": {"eq": sku}}, "take": 2}})
        rows = [row["product"] for row in data.get("productVariants", {}).get("items", [])]
        if rows:
            return rows[0]
        # a try that died between product and variant left a product that only its address names
        code = _code(sku)
        half = self._products(shape, {"slug": {"contains": code}})
        return next((row for row in half if not row.get("variants") and str(row.get("slug", "")).endswith(code)), None)

    def _products(self, shape: str, wanted: Mapping[str, Any]) -> list[dict[str, Any]]:
        text = f"query($o:ProductListOptions){{products(options:$o){{items{{{shape}}}}}}}"
        data = self._query(text, {"o": {"filter": wanted, "take": 20}})
        found = data.get("products", {}).get("items", [])
        return [row for row in found if isinstance(row, dict)]

    def _remote(self, row: Mapping[str, Any]) -> Remote:
        values: dict[str, str] = {}
        slug = str(row.get("slug", ""))
        for item in row.get("translations") or ():
            locale = str(item["languageCode"]).split("_")[0]
            values |= {f"{locale}.name": str(item["name"]), f"{locale}.description": str(item["description"])}
        variants = row.get("variants") or []
        if variants:
            currency = str(variants[0].get("currencyCode", "USD"))
            values["price"] = major(int(variants[0]["price"]), currency)
            tiers = (variants[0].get("customFields") or {}).get("priceTiers")
            if tiers:
                values["tiers"] = json.dumps([[start, major(price, currency)] for start, price in json.loads(tiers)])
        ours = KEY_FIELD in self._custom("product")
        return Remote(str(row["id"]), f"{self._sign_in.base}/product/{slug}", values, bool(variants), ours)

    # writing -----------------------------------------------------------------------------------------------------

    def create(self, copy: StoreCopy, pictures: list[str]) -> str:
        """Product, then its variant with the price: two calls, so a product without a price is completed."""
        self._check_currency(copy)
        there = self._row(copy.sku)
        product = str(there["id"]) if there else self._create_product(copy, pictures)
        if not there or not there.get("variants"):
            self._create_variant(copy, product)
        return product

    def _create_product(self, copy: StoreCopy, pictures: list[str]) -> str:
        wish: dict[str, Any] = {
            "enabled": True,
            "translations": [_translation(copy, locale) for locale in copy.texts],
            "assetIds": pictures,
            **({"featuredAssetId": pictures[0]} if pictures else {}),
        }
        own: dict[str, Any] = {}
        if "attributes" in self._custom("product"):
            own["attributes"] = json.dumps({name: list(values) for name, values in copy.attributes.items()})
        if KEY_FIELD not in self._custom("product"):
            return self._created({**wish, **({"customFields": own} if own else {})})
        for key in _keys(copy.sku):
            try:
                return self._created({**wish, "customFields": {**own, KEY_FIELD: key}})
            except _Duplicate:
                row = self._row(copy.sku)
                if row is not None:
                    return str(row["id"])
                # a deleted product keeps its key there for ever: the next one is ours as well
        raise Rejected("platform.key_taken", sku=copy.sku)

    def _created(self, wish: Mapping[str, Any]) -> str:
        data = self._query("mutation($i:CreateProductInput!){createProduct(input:$i){id}}", {"i": dict(wish)}, write=True)
        return str(data["createProduct"]["id"])

    def _create_variant(self, copy: StoreCopy, product: str) -> None:
        wish: dict[str, Any] = {
            "productId": product,
            "sku": copy.sku,
            "price": minor(copy.price, copy.currency),
            "trackInventory": "FALSE",
            "translations": [{"languageCode": code, "name": row["name"]} for code, row in copy.texts.items()],
            **self._tiers(copy),
        }
        text = "mutation($i:[CreateProductVariantInput!]!){createProductVariants(input:$i){id}}"
        self._query(text, {"i": [wish]}, write=True)

    def change(self, remote: str, copy: StoreCopy, fields: frozenset[str]) -> None:
        """Only the languages and prices that changed; a change of the price does not move the product's date."""
        row = self._row(copy.sku)
        if row is None:
            raise Rejected("platform.product_gone", product=remote)
        ids = {str(item["languageCode"]).split("_")[0]: item["id"] for item in row["translations"]}
        locales = [locale for locale in copy.texts if any(name.startswith(f"{locale}.") for name in fields)]
        if locales:
            rows = []
            for locale in locales:
                wanted = {name: copy.texts[locale][name] for name in ("name", "description") if f"{locale}.{name}" in fields}
                known = {"id": ids[locale], "languageCode": locale, **wanted}
                rows.append(known if locale in ids else _translation(copy, locale))
            text = "mutation($i:UpdateProductInput!){updateProduct(input:$i){id}}"
            self._query(text, {"i": {"id": row["id"], "translations": rows}}, write=True)
        if fields & {"price", "tiers"} and row.get("variants"):
            wish = {"id": row["variants"][0]["id"], "price": minor(copy.price, copy.currency), **self._tiers(copy)}
            text = "mutation($i:[UpdateProductVariantInput!]!){updateProductVariants(input:$i){id}}"
            self._query(text, {"i": [wish]}, write=True)

    def _tiers(self, copy: StoreCopy) -> dict[str, Any]:
        if "priceTiers" not in self._custom("variant"):
            return {}
        rows = [[start, minor(price, copy.currency)] for start, price in copy.tiers]
        return {"customFields": {"priceTiers": json.dumps(rows)}}

    def _check_currency(self, copy: StoreCopy) -> None:
        if not self._currency:
            self.check()
        if self._currency and self._currency != copy.currency:
            raise Rejected("platform.currency", here=copy.currency, there=self._currency)

    # pictures, orders --------------------------------------------------------------------------------------------

    def upload(self, name: str, data: bytes) -> str:
        """One asset by GraphQL's multipart form."""
        text = "mutation($input:[CreateAssetInput!]!){createAssets(input:$input){__typename ... on Asset{id} ... on ErrorResult{message}}}"
        if not self._sign_in.api_key and not self._token:
            self._login()
        kind = "image/png" if name.endswith(".png") else "image/jpeg"
        body = {"query": text, "variables": {"input": [{"file": None}]}}
        found = self._once(body, True, {"0": Upload(name, data, kind)})
        row = (found.get("createAssets") or [{}])[0]
        if row.get("__typename") != "Asset":
            raise Rejected("platform.refused", said=str(row.get("message", ""))[:200])
        return str(row["id"])

    def uploaded(self, name: str) -> str | None:
        """An asset by its file name."""
        text = "query($o:AssetListOptions){assets(options:$o){items{id name}}}"
        data = self._query(text, {"o": {"filter": {"name": {"eq": name}}, "take": 1}})
        rows = data.get("assets", {}).get("items", [])
        return str(rows[0]["id"]) if rows else None

    def orders(self, cursor: str) -> Page:
        """Placed orders changed after `cursor` (an ISO time)."""
        text = (
            "query($o:OrderListOptions){orders(options:$o){items{id code state updatedAt totalWithTax currencyCode "
            "customer{emailAddress firstName lastName} lines{quantity unitPrice productVariant{sku}}}}}"
        )
        wish: dict[str, Any] = {"sort": {"updatedAt": "ASC"}, "take": 50, "filter": {"active": {"eq": False}}}
        if cursor:
            wish["filter"]["updatedAt"] = {"after": cursor}
        rows = self._query(text, {"o": wish}).get("orders", {}).get("items", [])
        return Page(tuple(rows), str(rows[-1]["updatedAt"]) if rows else cursor)

    def note(self, order: str, text: str) -> str:
        """A note on an order that its buyer may read."""
        wish = {"id": order, "note": text, "isPublic": True}
        data = self._query("mutation($i:AddNoteToOrderInput!){addNoteToOrder(input:$i){id}}", {"i": wish}, write=True)
        return str(data["addNoteToOrder"]["id"])


def _translation(copy: StoreCopy, locale: str) -> dict[str, Any]:
    row = copy.texts[locale]
    words = re.sub(r"[^a-z0-9]+", "-", row["name"].lower()).strip("-") if row["name"].isascii() else ""
    slug = "-".join(part for part in (words[:60] or locale, _code(copy.sku)) if part)
    return {"languageCode": locale, "name": row["name"], "slug": slug, "description": row["description"]}


def _code(sku: str) -> str:
    """Our number in a page's address."""
    return re.sub(r"[^a-z0-9]+", "-", sku.lower()).strip("-")


def _keys(sku: str) -> tuple[str, ...]:
    """The keys that one product of ours may have there, the first one first."""
    return (sku, *(f"{sku}~{number}" for number in range(2, 10)))


def minor(price: str, currency: str) -> int:
    """A price in the currency's smallest unit."""
    return int((Decimal(price) * (1 if currency in NO_CENTS else 100)).to_integral_value())


def major(price: int, currency: str) -> str:
    """The reverse of `minor`, with two places where the currency has cents."""
    return str(price) if currency in NO_CENTS else f"{Decimal(price) / 100:.2f}"


def _meaning(errors: Any) -> Exception:
    """What an errors list means; raw driver text is only recognised, never parsed further."""
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    said, code = str(first.get("message", ""))[:200], str((first.get("extensions") or {}).get("code", ""))
    if code in ("FORBIDDEN", "UNAUTHORIZED"):
        return AuthExpired("platform.sign_in_again")
    if re.search(r"unique|duplicate", said, re.IGNORECASE) and KEY_FIELD.lower() in said.lower():
        return _Duplicate(said)
    if code == "INTERNAL_SERVER_ERROR" and re.search(r"unique|duplicate", said, re.IGNORECASE):
        return _Duplicate(said)
    return Rejected("platform.refused", said=said)
