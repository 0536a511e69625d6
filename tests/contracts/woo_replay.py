"""Replays recorded WooCommerce answers with the request's own values in them. It is no WooCommerce: see the recordings."""

from __future__ import annotations

import copy
import json
import threading
from base64 import b64encode
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

RECORDED: dict[str, Any] = json.loads(Path(__file__).with_name("woo_recordings.json").read_text("utf-8"))
USER, PASSWORD = "owner", "abcd efgh ijkl mnop"


class Replay(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: WooReplay

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def do_PUT(self) -> None:
        self._serve("PUT")

    def _serve(self, verb: str) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        parts = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        wanted = "Basic " + b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != wanted:
            self._send(RECORDED["wrong_password"])
        elif parts.path.endswith("/wp/v2/media"):
            self._media(verb, query, body)
        elif "/wc/v3/orders" in parts.path:
            self._orders(verb, query, body)
        else:
            self._products(verb, parts.path, query, body)

    def _products(self, verb: str, path: str, query: dict[str, str], body: bytes) -> None:
        shop, number = self.server, path.rsplit("/", 1)[-1]
        if verb == "GET" and number == "products":
            wanted = query.get("sku", "")
            trash = query.get("status") == "trash"
            rows = [row for row in shop.products.values() if row["sku"] == wanted and (row["status"] == "trash") == trash]
            self._send({"status": 200, "body": rows})
        elif verb == "GET" and int(number) in shop.products:
            self._send({"status": 200, "body": shop.products[int(number)]})
        elif verb == "POST":
            self._send(shop.create(json.loads(body)))
        elif int(number) not in shop.products:  # also for GET: 400, not 404
            self._send(RECORDED["missing_product"])
        else:
            shop.fill(shop.products[int(number)], json.loads(body))
            self._send({"status": 200, "body": shop.products[int(number)]})

    def _media(self, verb: str, query: dict[str, str], body: bytes) -> None:
        if verb == "GET":
            found = [row for row in self.server.media if row["slug"].startswith(query.get("search", ""))]
            self._send({"status": 200, "body": found})
        elif not body.startswith((b"\x89PNG", b"\xff\xd8\xff")):
            self._send(RECORDED["not_a_picture"])
        else:
            name = self.headers["Content-Disposition"].split('filename="')[1].split(".")[0]
            answer = copy.deepcopy(RECORDED["media"])
            same = sum(1 for row in self.server.media if row["slug"].split("-")[0] == name)
            answer["body"] |= {"id": 10 + len(self.server.media), "slug": name + (f"-{same}" if same else "")}
            self.server.media.append(answer["body"])
            self._send(answer)

    def _orders(self, verb: str, query: dict[str, str], body: bytes) -> None:
        if verb == "POST":
            answer = copy.deepcopy(RECORDED["note_answer"])
            answer["body"]["note"] = json.loads(body)["note"]
            self._send(answer)
            return
        rows = [row for row in self.server.orders if row["date_modified_gmt"] > query.get("modified_after", "")]
        self._send({"status": 200, "body": rows[: min(100, int(query.get("per_page", "10")))]})

    def _send(self, answer: dict[str, Any]) -> None:
        data = json.dumps(answer["body"]).encode()
        self.send_response(answer["status"])
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class WooReplay(ThreadingHTTPServer):
    """The replaying server."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Replay)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.products: dict[int, dict[str, Any]] = {}
        self.media: list[dict[str, Any]] = []
        self.orders: list[dict[str, Any]] = [copy.deepcopy(RECORDED["order"])]
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def create(self, wish: dict[str, Any]) -> dict[str, Any]:
        """A recorded 201, or the recorded refusal of a SKU that is taken (or lies in the trash)."""
        with self._lock:
            for number, row in self.products.items():
                if row["sku"] == wish["sku"]:
                    if row["status"] == "trash":
                        return dict(RECORDED["trashed_sku"])
                    answer: dict[str, Any] = copy.deepcopy(RECORDED["same_sku"])
                    answer["body"]["data"]["resource_id"] = number
                    return answer
            number = 11 + len(self.products)
            row = copy.deepcopy(RECORDED["product"]) | {"id": number}
            self.fill(row, wish)
            self.products[number] = row
            return {"status": 201, "body": row}

    def fill(self, row: dict[str, Any], wish: dict[str, Any]) -> None:
        """The request's values as the recorded server gave them back: names escaped, a decimal comma dropped."""
        meta = {item["key"]: item["value"] for item in row["meta_data"]}
        meta |= {item["key"]: item["value"] for item in wish.get("meta_data", ())}
        for name in ("sku", "description", "images", "attributes", "regular_price", "status"):
            if name in wish:
                row[name] = wish[name]
        row["regular_price"] = str(row["regular_price"]).replace(",", "")
        if "name" in wish:
            row["name"] = escape(wish["name"], quote=False)
        row["meta_data"] = [{"id": number, "key": key, "value": value} for number, (key, value) in enumerate(meta.items())]

    def close(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()
