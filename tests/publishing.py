"""What publishing tests share: a practice shop on a free port, an account on it, an outbox with a runner."""

from __future__ import annotations

import hashlib
import json
import random
import struct
import threading
import time
import urllib.request
import uuid
import zlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.domain.changes import Changes
from desktop.domain.listings import Listing, Question
from desktop.domain.outbox import Need, OutboxItem
from desktop.domain.publications import Fact, Picture, Publication, Rung
from desktop.platforms.alibaba.client import App, Client, Timeouts
from desktop.platforms.alibaba.connector import Alibaba, Shop
from desktop.platforms.alibaba.tokens import TokenStore
from desktop.platforms.base import Platform
from desktop.practice import shop as practice
from desktop.practice.server import PracticeServer
from desktop.services.accounts import HeardForms, Uploads
from desktop.services.sending import Clock, Runner, Waits
from desktop.storage import migrations
from desktop.storage import outbox as rows
from desktop.storage.database import Store
from desktop.system.http import HttpDoor
from desktop.system.rates import ByteMeter, Pace

QUICK = Waits(backoff=(0.01, 0.02, 0.05), looks=(0.02, 0.05, 0.1, 0.2, 0.4))


class MemorySecrets:
    """Secrets for one test; the same three verbs as `system.secrets.Secrets`."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, value: str) -> bool:
        self.kept[name] = value
        return False

    def forget(self, name: str) -> None:
        self.kept.pop(name, None)


class PracticeShop:
    """A practice shop in this process, served by real HTTP."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        given: dict[str, Any] = {"review_seconds": 0.05, "list_lag": 0.02, **settings}
        clock: Callable[[], float] = given.pop("clock", time.time)
        self.shop = practice.Shop(folder, practice.Settings(**given), clock)
        self.server = PracticeServer(self.shop, 0)
        self.url = self.shop.base_url
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), name="practice", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()
        self.shop.state.close()

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:  # noqa: S310 (loopback)
            return str(answer.read().decode("utf-8"))

    def post(self, path: str, data: Any, method: str = "POST") -> Any:
        request = urllib.request.Request(self.url + path, json.dumps(data).encode(), method=method)  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 (loopback)
            return json.loads(answer.read())

    def faults(self, *faults: dict[str, Any], seed: int = 0) -> None:
        self.post("/_practice/faults", {"faults": list(faults), "seed": seed})

    def products(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.get("/_practice/products"))["products"]
        return found

    def calls(self) -> dict[str, int]:
        found: dict[str, int] = json.loads(self.get("/_practice/health"))["calls"]
        return found


def door(offline: bool = False) -> HttpDoor:
    """A door to the network without gaps and budgets."""
    return HttpDoor(lambda: offline, ByteMeter(None, lambda: None), Pace(lambda host: 0.0))


class Working:
    """An outbox and its runner: one item, and running the line until items rest in an end state."""

    store: Store
    runner: Runner

    def item(self, name: str) -> OutboxItem:
        found = rows.get(self.store.read(), name)
        assert found is not None
        return found

    def work(self, *names: str, seconds: float = 30.0) -> list[OutboxItem]:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.runner.run()
            found = [self.item(name) for name in names]
            if all(item.state in ("done", "needs attention", "cancelled") for item in found):
                return found
            time.sleep(0.01)
        raise AssertionError(f"still open: {[(item.state, item.attempts, item.looks) for item in found]}")


class Desk(Working):
    """One profile with one account on a practice shop."""

    def __init__(self, folder: Path, url: str, **more: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.store = Store(folder / "tengqiao.db", migrations.ALL)
        self.account = "practice"
        self.secrets: MemorySecrets = more.get("secrets") or MemorySecrets()
        self.door: HttpDoor = more.get("door") or door()
        clock: Clock = more.get("clock") or Clock()
        app = App(more.get("key", practice.APP_KEY), more.get("secret", practice.APP_SECRET), url)
        timeouts = Timeouts(2.0, more.get("read_timeout", 5.0), 20.0)
        self.client = Client(self.door, app, TokenStore(self.secrets, self.account, clock.wall), clock.wall, timeouts)
        shop = Shop(self.account, "Practice", list_lag=0.02, settle=more.get("settle", 0.1))
        heard = HeardForms(self.store, self.account, self.client.now)
        self.platform = Alibaba(self.client, shop, Uploads(self.store, self.account), heard)
        self.changes: list[Changes] = []
        self.stale: Callable[[OutboxItem], Need | None] = more.get("stale") or (lambda item: None)
        waits: Waits = more.get("waits") or QUICK
        self.runner = Runner(self.store, self._platform, self._stale, self.changes.append, (clock, waits))
        self.url = url

    def _stale(self, item: OutboxItem) -> Need | None:
        return self.stale(item)

    def _platform(self, account: str) -> Platform:
        return self.platform

    def sign_in(self) -> None:
        request = urllib.request.Request(self.url + "/_practice/code", b"{}", method="POST")  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 (loopback)
            self.client.sign_in(json.loads(answer.read())["code"])

    def queue(self, publication: Publication, kind: str = "listing", **payload: Any) -> str:
        item = OutboxItem(
            uuid.uuid4().hex, kind, self.account, publication.sku, {"publication": publication.to_json(), **payload},
            approved_at=time.time(),
        )  # fmt: skip
        with self.store.write() as db:
            rows.add(db, item)
        return item.id

    def close(self) -> None:
        self.store.close()


def picture(folder: Path, number: int = 0, side: int = 40, *, noisy: bool = False) -> Picture:
    """A small PNG of one colour, made by hand; a noisy one has as many bytes as it has pixels, times three."""
    row = b"\x00" + bytes([(number * 40) % 256, 90, 160]) * side

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = b"".join(b"\x00" + random.Random(number * side + y).randbytes(side * 3) for y in range(side)) if noisy else row * side
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    path = folder / f"picture-{number}.png"
    path.write_bytes(data)
    return Picture(str(path), hashlib.sha256(data).hexdigest(), len(data))


def basket(folder: Path, sku: str = "TB-301", **changes: Any) -> Publication:
    """A storage basket as the owner approved it."""
    listing = Listing(
        "en",
        f"Hand-woven Rattan Storage Basket {sku} Foldable for Living Room",
        ("Hand-woven rattan in natural and brown", "Folds flat & saves space", "Size 40 x 30 x 25 cm"),
        "A sturdy basket of rattan.\n\nIt is woven by hand & keeps its shape.",
        ("rattan basket", "storage basket", "woven basket"),
        (Question("Can the basket carry a logo?", "Yes, please tell us the design."),),
    )
    values: dict[str, Any] = {
        "sku": sku,
        "category": "home/storage-baskets",
        "listings": {"en": listing},
        "model": sku,
        "origin": "CN-GX",
        "facts": (
            Fact("material", "Material", ("rattan",)),
            Fact("colour", "Colour", ("natural", "brown")),
            Fact("technique", "Technique", ("hand-woven",)),
            Fact("size", "Size", ("40 x 30 x 25 cm",)),
            Fact("care", "Care", ("wipe clean",)),
        ),
        "rungs": (Rung(200, Decimal("4.80")), Rung(1000, Decimal("4.35"))),
        "moq": 200,
        "lead_days": ((1000, 25), (5000, 40)),
        "sample_price": Decimal("15.00"),
        "package_cm": ("62", "42", "55"),
        "package_kg": "12.5",
        "pictures": (picture(folder, 0), picture(folder, 1)),
    }
    return Publication(**{**values, **changes})


def phone_photo(path: Path, number: int) -> Path:
    """12 megapixels with as much detail as a photograph has."""
    from PIL import Image

    grain = Image.effect_noise((1000, 750), 40 + number).resize((4000, 3000), Image.Resampling.BICUBIC)
    colour = Image.linear_gradient("L").resize((4000, 3000))
    Image.merge("RGB", (grain, colour, grain)).save(path, "JPEG", quality=92)
    return path
