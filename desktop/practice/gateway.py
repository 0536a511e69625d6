"""The gateway of the practice shop: checks every call in order, then hands it to its method (reference, 1 and 8)."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from desktop.practice import oauth, photobank, read_methods, schema_methods
from desktop.practice.shop import NOT_GRANTED, SECRETS, Call, GatewayError, Shop, invalid, missing
from desktop.practice.signing import signature_is_right
from desktop.practice.wire import Received, envelope

Method = Callable[[Shop, Call], dict[str, Any]]

METHODS: dict[str, Method] = {
    "alibaba.icbu.category.get.new": read_methods.category_get,
    "alibaba.icbu.category.get": read_methods.category_get,
    "alibaba.icbu.category.attribute.get": read_methods.attributes,
    "alibaba.icbu.category.schema.level.get": schema_methods.level,
    "alibaba.icbu.product.type.available.get": schema_methods.types,
    "alibaba.icbu.product.schema.get": schema_methods.get,
    "alibaba.icbu.product.schema.add": schema_methods.add,
    "alibaba.icbu.product.schema.add.draft": schema_methods.add_draft,
    "alibaba.icbu.product.schema.render": schema_methods.render,
    "alibaba.icbu.product.schema.render.draft": schema_methods.render_draft,
    "alibaba.icbu.product.schema.update": schema_methods.update,
    "alibaba.icbu.photobank.upload": photobank.upload,
    "alibaba.icbu.photobank.list": photobank.listing,
    "alibaba.icbu.photobank.group.list": photobank.groups,
    "alibaba.icbu.photobank.group.operate": photobank.operate,
    "alibaba.icbu.product.list": read_methods.listing,
    "alibaba.icbu.product.get": read_methods.get,
    "alibaba.icbu.product.id.encrypt": read_methods.encrypt,
    "alibaba.icbu.product.id.decrypt": read_methods.decrypt,
    "alibaba.icbu.product.batch.update.display": read_methods.display,
    "alibaba.icbu.product.score.get": read_methods.score,
    "alibaba.icbu.product.group.get": read_methods.groups,
    "alibaba.icbu.product.inventory.update": read_methods.inventory_update,
    "alibaba.icbu.product.sku.inventory.get": read_methods.inventory_get,
    "alibaba.seller.order.list": read_methods.order_list,
    "alibaba.seller.order.get": read_methods.order_get,
}
TOKEN_CALLS: dict[str, Method] = {"/auth/token/create": oauth.create_token, "/auth/token/refresh": oauth.refresh_token}


class Gateway:
    """Runs calls for one shop."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self._recent: deque[float] = deque(maxlen=1000)

    def sync(self, received: Received) -> dict[str, Any]:
        """A call of ``/sync``: always a body, with error_response for everything that is refused."""
        ids = self.shop.ids()
        try:
            method = self._admit(received, "")
            oauth.check_token(self.shop, received.params)
            if method in NOT_GRANTED.get(received.params["app_key"], ()):
                raise GatewayError("InsufficientPermission", "App does not have permission to access this api")
            payload = self._run(METHODS[method], method, received)
        except GatewayError as error:
            return {"error_response": {**error.body(), **ids}}
        simplify = received.params.get("simplify", "").lower() == "true"
        return envelope(method, payload, ids, simplify=simplify)

    def token(self, path: str, received: Received) -> dict[str, Any]:
        """A token call of ``/rest``: flat answers, with the path in the signature."""
        ids = self.shop.ids()
        try:
            self._admit(received, path)
            return {**self._run(TOKEN_CALLS[path], path, received), **ids}
        except GatewayError as error:
            return {"type": error.kind, "code": error.code, "message": error.msg, **ids}

    def _run(self, method: Method, name: str, received: Received) -> dict[str, Any]:
        self._pace()
        self.shop.state.count_call(name)
        return method(self.shop, Call(name, received.params, received.files))

    def _pace(self) -> None:
        limit = self.shop.settings.calls_per_second
        now = time.monotonic()
        if limit and sum(1 for at in self._recent if now - at < 1.0) >= limit:
            raise GatewayError("ApiCallLimit", "Api access frequency exceeds the limit")
        self._recent.append(now)

    def _admit(self, received: Received, path: str) -> str:
        """The common checks: app key, timestamp, signature, method; returns the method's name."""
        params = received.params
        for name in ("app_key", "timestamp", "sign_method", "sign"):
            if params.get(name, "") == "":
                raise missing(name)
        secret = SECRETS.get(params["app_key"])
        if secret is None:
            raise GatewayError("InvalidAppKey", "The specified App Key is invalid")
        self._check_time(params["timestamp"])
        if params["sign_method"] not in ("sha256", "hmac-sha256"):
            raise invalid("sign_method")
        if not signature_is_right(params, secret, path):
            raise GatewayError("IncompleteSignature", "The request signature does not conform to platform standards")
        if path:
            return path
        method = params.get("method", "")
        if not method:
            raise missing("method")
        if method not in METHODS:
            raise GatewayError("InvalidApiPath", "The specified API method does not exist")
        return method

    def _check_time(self, text: str) -> None:
        if not text.isascii() or not text.isdigit() or len(text) > 16:
            raise invalid("timestamp")
        if abs(int(text) / 1000 - self.shop.clock()) > self.shop.settings.timestamp_tolerance:
            raise GatewayError("InvalidTimestamp", "The specified timestamp is invalid or expired")
