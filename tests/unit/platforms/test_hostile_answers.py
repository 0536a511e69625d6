"""Whatever a platform answers: one of our own errors, never a crash of the connector."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.platforms.alibaba.tokens import Tokens
from desktop.platforms.base import Absent, Found, Item, PlatformProblem, Receipt, Unsure
from desktop.platforms.store import Store
from desktop.platforms.vendure import Vendure, VendureSignIn
from desktop.platforms.woocommerce import WooCommerce, WooSignIn
from tests.contracts.store_bench import Uploaded
from tests.publishing import Desk, basket, door


class Liar(http.server.ThreadingHTTPServer):
    """Answers every request with the same bytes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), LiarAnswers)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.status, self.body = 200, b"{}"


class LiarAnswers(http.server.BaseHTTPRequestHandler):
    """One request."""

    server: Liar

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    do_GET = do_POST = do_PUT = _answer


@pytest.fixture(scope="module")
def liar() -> Iterator[Liar]:
    running = Liar()
    thread = threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


NAMES = st.sampled_from(
    ["data", "products", "product", "biz_success", "product_id", "category", "child_ids", "error_response", "code", "type",
     "message", "msg", "sub_code", "result", "value", "order_list", "modify_date", "timestamp", "upload_image_response",
     "file_id", "photobank_url", "subject", "id", "secret_id", "problem_map", "pagination_query_list", "list", "errors",
     "items", "variants", "translations", "customFields", "priceTiers", "p", "fields", "name", "meta_data", "key", "login",
     "createProduct", "createAssets", "productVariants", "orders", "activeChannel", "__typename", "regular_price", "sku"]
)  # fmt: skip
LEAF = st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8) | st.just("<itemSchema/>") | st.just("true")
JSONS = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6), max_leaves=14)
BODIES = JSONS.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=30)


def _survives(action: Any) -> None:
    """Only our own errors and our own results come out."""
    try:
        result = action()
    except PlatformProblem:
        return
    assert result is None or not isinstance(result, Receipt) or isinstance(result.id, str)


def test_alibabas_answers_may_be_anything(liar: Liar, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", liar.url)
    desk.client.tokens.keep(Tokens("a", "r"))
    publication = basket(tmp_path)
    stage = {"step": "add", "place": 150301, "before": [], "sent": []}
    item = Item("k", "publish", {"publication": publication.to_json()}, 1.0, {"stage": stage})

    @settings(max_examples=150)
    @given(BODIES, st.sampled_from([200, 200, 200, 302, 404, 429, 500]))
    def lie(body: bytes, status: int) -> None:
        liar.body, liar.status = body, status
        for action in (
            desk.platform.check,
            lambda: desk.platform.pull(""),
            lambda: desk.platform.push(item, lambda name, value: None),
            lambda: desk.platform.forms.of(1),
            lambda: desk.platform.score("1"),
            lambda: desk.platform.read("1"),
            lambda: desk.client.sign_in("x"),
        ):
            _survives(action)
        found: Any = Absent()
        with contextlib.suppress(PlatformProblem):
            found = desk.platform.find(item)
        assert isinstance(found, Found | Absent | Unsure)

    lie()
    desk.close()


@pytest.mark.parametrize("kind", ["vendure", "woocommerce"])
def test_a_shops_answers_may_be_anything(liar: Liar, tmp_path: Path, kind: str) -> None:
    api: Any = Vendure(door(), VendureSignIn(liar.url, "key")) if kind == "vendure" else WooCommerce(door(), WooSignIn(liar.url, "u", "p"))
    store = Store(api, "shop", "Shop", Uploaded())
    item = Item("k", "publish", {"publication": basket(tmp_path).to_json()}, 1.0, {"stage": {"step": "create"}})

    @settings(max_examples=120)
    @given(BODIES, st.sampled_from([200, 200, 200, 201, 400, 401, 429, 500]))
    def lie(body: bytes, status: int) -> None:
        liar.body, liar.status = body, status
        for action in (
            store.check,
            lambda: store.pull(""),
            lambda: store.push(item, lambda name, value: None),
            lambda: store.find(item),
            lambda: store._api.uploaded("x.png"),
            lambda: store._api.note("1", "x"),
        ):
            _survives(action)

    lie()
