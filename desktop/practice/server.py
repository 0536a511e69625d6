"""The HTTP side of the practice shop: loopback only, bounded, and never a traceback to the client."""

from __future__ import annotations

import json
import socket
import sys
import time
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from desktop.practice import inbox, oauth, pages, products
from desktop.practice.faults import BEFORE, Fault
from desktop.practice.gateway import TOKEN_CALLS, Gateway
from desktop.practice.shop import APP_KEY, GatewayError, Shop
from desktop.practice.wire import MAX_BODY, BadRequest, Received, read_request

HTML = "text/html; charset=utf-8"
JSON = "application/json;charset=UTF-8"
FAULTY = ("/sync", "/rest")


class _TooLarge(Exception):
    pass


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    server: PracticeServer

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged: messages and tokens pass through here."""

    def handle(self) -> None:
        """Takes requests until the client goes; a line that breaks is no news."""
        try:
            super().handle()
        except (ConnectionError, TimeoutError, OSError):
            self.close_connection = True

    def do_GET(self) -> None:
        """Pages and calls by query string."""
        self._serve("GET")

    def do_POST(self) -> None:
        """Calls and forms."""
        self._serve("POST")

    def do_DELETE(self) -> None:
        """Disarms faults."""
        self._serve("DELETE")

    def _serve(self, verb: str) -> None:
        try:
            body = self._body()
            path = urlsplit(self.path).path
            if path.startswith(FAULTY) or path == "/_practice/inbox":
                self._call(verb, path, body)
            else:
                self._page(verb, path, body)
        except _TooLarge:
            self.close_connection = True
            self._send(413, "text/plain; charset=utf-8", b"The request is too large.")
        except (BadRequest, inbox.BadMessage, ValueError) as error:
            self._json(
                {
                    "error_response": {
                        "type": "ISV",
                        "code": "InvalidParameter",
                        "msg": str(error)[:200],
                        **self.server.shop.ids(),
                    }
                }
            )
        except (ConnectionError, TimeoutError):
            raise
        except Exception as error:  # the client must never see how this program is made
            print(f"practice: {type(error).__name__}: {error}", file=sys.stderr)
            self._json(
                {
                    "error_response": {
                        "type": "SYSTEM",
                        "code": "ServiceUnavailable",
                        "msg": "Service temporarily unavailable",
                        **self.server.shop.ids(),
                    }
                }
            )

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunks()
        text = self.headers.get("Content-Length", "0")
        if not text.isascii() or not text.isdigit() or len(text) > 12 or int(text) > MAX_BODY:
            raise _TooLarge
        return self.rfile.read(int(text))

    def _chunks(self) -> bytes:
        found = b""
        while True:
            head = self.rfile.readline(40).strip().split(b";")[0]
            try:
                size = int(head, 16)
            except ValueError as error:
                raise BadRequest("the chunked body is broken") from error
            if size < 0 or len(found) + size > MAX_BODY:
                raise _TooLarge
            found += self.rfile.read(size)
            self.rfile.readline(4)
            if size == 0:
                return found

    # calls -------------------------------------------------------------------------------------------------------

    def _call(self, verb: str, path: str, body: bytes) -> None:
        received = (
            read_request(urlsplit(self.path).query, self.headers.get("Content-Type", ""), body)
            if path != "/_practice/inbox"
            else Received()
        )
        name = received.params.get("method", "") if path == "/sync" else path
        fault = self.server.shop.faults.take(name)
        if fault and fault.kind in BEFORE and self._strike_before(fault):
            return
        answer = self._inbox(verb, body) if path == "/_practice/inbox" else self._answer(path, received)
        data = json.dumps(answer, ensure_ascii=False).encode("utf-8")
        if fault and fault.kind not in BEFORE:
            self._strike_after(fault, data)
        else:
            self._send(200, JSON, data)

    def _answer(self, path: str, received: Received) -> dict[str, Any]:
        gateway = self.server.gateway
        if path == "/sync":
            return gateway.sync(received)
        wanted = path.removeprefix("/rest")
        if wanted in ("", "/"):
            wanted = received.params.get("method", "")
        if wanted not in TOKEN_CALLS:
            return {
                "type": "ISV",
                "code": "InvalidApiPath",
                "message": "The specified API path does not exist",
                **self.server.shop.ids(),
            }
        return gateway.token(wanted, received)

    def _strike_before(self, fault: Fault) -> bool:
        """A fault that changes nothing on the platform; True when the request ends here."""
        if fault.kind == "cut_before":
            self._cut()
        elif fault.kind == "status_500":
            self._send(500, HTML, b"<html><body>Internal Server Error</body></html>")
        elif fault.kind == "status_429":
            self._send(429, HTML, b"Too Many Requests", {"Retry-After": str(max(1, int(fault.seconds)))})
        elif fault.kind == "slow":
            time.sleep(min(fault.seconds, 60))
            return False
        elif fault.kind == "token_expiry":
            oauth.expire_all(self.server.shop)
            return False
        else:
            self._json({"error_response": {**_error(fault).body(), **self.server.shop.ids()}})
        return True

    def _strike_after(self, fault: Fault, data: bytes) -> None:
        """A fault that hides from the client what the platform has done."""
        if fault.kind == "cut_after":
            self._cut()
        elif fault.kind == "lost_answer":
            time.sleep(min(fault.seconds, 60))
            self._cut()
        elif fault.kind == "slow_after":
            time.sleep(min(fault.seconds, 60))
            self._send(200, JSON, data)
        elif fault.kind == "half_body":
            self._send(200, JSON, data[: len(data) // 2], {"Content-Length": str(len(data))})
            self._cut()
        elif fault.kind == "garbage":
            self._send(200, HTML, b"\xff\xfe<html>gateway</html>")
        else:
            self._send(200, JSON, b"[" * 64 + b" " * (9 * 1024 * 1024))

    def _cut(self) -> None:
        self.close_connection = True
        try:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    # pages -------------------------------------------------------------------------------------------------------

    def _page(self, verb: str, path: str, body: bytes) -> None:
        shop = self.server.shop
        query = dict(parse_qsl(urlsplit(self.path).query, max_num_fields=50))
        language = query.get("lang") or str(self.headers.get("Accept-Language") or "en")
        if path == "/":
            self._html(200, pages.start_page(shop, language))
        elif path == "/search":
            self._html(200, pages.search_page(shop, query.get("q", ""), language))
        elif path.startswith("/product/") and path[9:].isascii() and path[9:].isdigit() and len(path) < 28:
            item = products.load(shop, int(path[9:]))
            seen = item is not None and item.display == "Y" and item.status != "tbd"
            self._html(200, pages.product_page(shop, item, language)) if item and seen else self._missing()
        elif path.startswith("/picture/"):
            self._picture(path[9:])
        elif path == "/inbox":
            if verb == "POST":
                self._buyer_writes(body)
            self._html(200, pages.inbox_page(shop, language))
        elif path.startswith("/oauth/"):
            self._oauth(verb, path, query, body)
        elif path.startswith("/_practice/"):
            self._control(verb, path, body)
        else:
            self._missing()

    def _buyer_writes(self, body: bytes) -> None:
        sent: dict[str, Any] = dict(read_request("", "", body).params)
        product = sent.pop("product", "")
        if product.isascii() and product.isdigit() and len(product) < 19:
            sent["product"] = int(product)
        inbox.write(self.server.shop, sent, "inquiry")

    def _picture(self, number: str) -> None:
        row = None
        if number.isascii() and number.isdigit() and len(number) < 19:
            row = self.server.shop.state.row("select url,data from pictures where id=?", (int(number),))
        if row is None:
            return self._missing()
        return self._send(200, "image/png" if row["url"].endswith(".png") else "image/jpeg", row["data"])

    def _oauth(self, verb: str, path: str, query: dict[str, str], body: bytes) -> None:
        if path == "/oauth/authorize" and verb == "GET":
            status, html = oauth.authorize_page(query)
            self._html(status, pages.page("Practice shop", html))
        elif path == "/oauth/decision" and verb == "POST":
            target = oauth.decide(self.server.shop, read_request("", "", body).params)
            if not target or any(ord(sign) < 32 for sign in target):
                return self._missing()
            self._send(302, HTML, b"", {"Location": target})
        elif path == "/oauth/code":
            code = query.get("code", query.get("error", ""))
            self._html(200, pages.page("Code", f"<h1>Code</h1><p><code>{escape(code)}</code></p>"))
        else:
            self._missing()
        return None

    def _control(self, verb: str, path: str, body: bytes) -> None:
        shop = self.server.shop
        if self.headers.get("Origin"):  # a web page elsewhere must not steer this shop through the owner's browser
            return self._send(403, "text/plain; charset=utf-8", b"Not from a web page.")
        if path == "/_practice/faults":
            if verb == "POST":
                problem = shop.faults.arm(_json_of(body))
                if problem:
                    return self._json({"error": problem}, 400)
            elif verb == "DELETE":
                shop.faults.clear()
            return self._json(shop.faults.listing())
        if path == "/_practice/code" and verb == "POST":
            return self._json({"code": oauth.new_code(shop, APP_KEY, "")})
        if path == "/_practice/expire" and verb == "POST":
            oauth.expire_all(shop)
            return self._json({"done": True})
        if path == "/_practice/form" and verb == "POST":
            return self._json(_changed_forms(shop, _json_of(body)))
        if path == "/_practice/products":
            return self._json({"products": [_summary(shop, item) for item in products.every(shop, lagging=False)]})
        if path == "/_practice/health":
            calls = {row["method"]: row["times"] for row in shop.state.rows("select * from calls")}
            return self._json({"ready": True, "calls": calls})
        return self._missing()

    def _inbox(self, verb: str, body: bytes) -> dict[str, Any]:
        shop = self.server.shop
        if verb == "POST":
            data = _json_of(body)
            kind = "reply" if isinstance(data, dict) and data.get("kind") == "reply" else "inquiry"
            return inbox.write(shop, data, kind)
        query = dict(parse_qsl(urlsplit(self.path).query, max_num_fields=20))
        after = query.get("after", "0")
        number = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
        kind = query.get("kind", "")
        return {"messages": inbox.listing(shop, number, kind if kind in ("inquiry", "reply") else "")}

    # sending -----------------------------------------------------------------------------------------------------

    def _missing(self) -> None:
        self._html(404, pages.page("404", "<h1>Not found</h1>"))

    def _html(self, status: int, text: str) -> None:
        self._send(status, HTML, text.encode("utf-8", "replace"))

    def _json(self, data: Any, status: int = 200) -> None:
        self._send(status, JSON, json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))

    def _send(self, status: int, kind: str, data: bytes, more: dict[str, str] | None = None) -> None:
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
            **(more or {}),
        }
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
            self.wfile.flush()


def _error(fault: Fault) -> GatewayError:
    wait = max(1, int(fault.seconds))
    return {
        "api_call_limit": GatewayError("ApiCallLimit", "Api access frequency exceeds the limit"),
        "ban": GatewayError(
            "7",
            "App Call Limited",
            "accesscontrol.limited-by-app-access-count",
            f"This ban will last for {wait} more seconds",
        ),
        "isp_error": GatewayError("15", "Remote service error", "isp.system-service-error", "try again later", "ISP"),
        "no_permission": GatewayError("InsufficientPermission", "App does not have permission to access this api"),
        "ip_not_allowed": GatewayError(
            "11",
            "Insufficient ISV Permissions",
            "isv.permission-ip-whitelist-limit",
            "this ip is not in the white list",
        ),
    }[fault.kind]


def _changed_forms(shop: Shop, wish: Any) -> dict[str, Any]:
    """Fields that are required from now on, categories that are no more: {"require": ["p-2"], "gone": [150301]}."""
    wish = wish if isinstance(wish, dict) else {}
    require, gone = wish.get("require"), wish.get("gone")
    shop.demanded = frozenset(item for item in require if isinstance(item, str)) if isinstance(require, list) else frozenset()
    shop.gone = frozenset(item for item in gone if isinstance(item, int)) if isinstance(gone, list) else frozenset()
    return {"require": sorted(shop.demanded), "gone": sorted(shop.gone)}


def _json_of(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadRequest("the JSON cannot be read") from error


def _summary(shop: Shop, item: products.Product) -> dict[str, Any]:
    attributes = item.field("icbuCatProp")
    model = attributes.get("p-3") if attributes else None
    return {
        "id": item.id,
        "title": item.text("productTitle"),
        "codes": item.codes(),
        "status": item.status,
        "model": model.text() if model else "",
        "display": item.display,
        "pictures": len(item.pictures()),
        "url": f"{shop.base_url}/product/{item.id}",
    }


class PracticeServer(ThreadingHTTPServer):
    """The practice shop on one loopback port."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"
    request_queue_size = 64

    def __init__(self, shop: Shop, port: int) -> None:
        self.shop = shop
        self.gateway = Gateway(shop)
        super().__init__(("127.0.0.1", port), Handler)
        shop.base_url = f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Broken lines are normal here."""

    @property
    def port(self) -> int:
        """The port that was taken."""
        return int(self.server_address[1])
