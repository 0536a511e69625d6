"""demo: the main job on sample data, headless, from a card to a proforma invoice (design, section 5)."""

from __future__ import annotations

import argparse
import html
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from desktop.bootstrap import House
from desktop.cli.running import answer
from desktop.domain.deals import Party
from desktop.domain.errors import Environment, Refused
from desktop.domain.listings import LOCALES, Listing
from desktop.domain.messages import Message
from desktop.domain.outbox import DONE
from desktop.domain.pricing import Wanted
from desktop.i18n import _
from desktop.services.replying import Answered
from desktop.system.files import write_text
from desktop.system.http import Ask

SKU = "TB-301"
INQUIRY = {
    "subject": "Consulta: cesta de ratán TB-301",
    "from": "compras@casa-verde.example",
    "body": "Hola:\n\nSomos una tienda de decoración en Valencia. Nos interesa la cesta de ratán TB-301. ¿Cuál es el precio "
    "para 500 unidades y cuál es el plazo de entrega? ¿Se puede pedir una muestra antes?\n\nUn saludo,\nMarta Soler\nCasa Verde",
}


def run_demo(arguments: argparse.Namespace) -> int:
    """Run the whole path in a profile of its own and leave texts, reply, paper and pictures in --out."""
    out = Path(arguments.out).resolve()
    demo = Demo(out, quiet=arguments.json)
    result = demo.run()
    if arguments.json:
        answer(result)
    else:
        _table(result)
    return 0 if result["findings"] == 0 and result["page_equals_approved"] else 1


class Demo:
    """The steps, in order; each says what it does and how long it took."""

    def __init__(self, out: Path, *, quiet: bool) -> None:
        self._out = out
        self._quiet = quiet
        self._result: dict[str, Any] = {}
        self._message: dict[str, Any] = {}
        self._thread = ""

    def run(self) -> dict[str, Any]:
        """All steps; answers what they left."""
        shutil.rmtree(self._out / "profile", ignore_errors=True)
        shutil.rmtree(self._out / "practice-shop", ignore_errors=True)
        self._out.mkdir(parents=True, exist_ok=True)
        with House(self._out / "profile") as house:
            with self._step(_("Twelve sample products onto the shelf, pictures drawn")):
                house.samples.take()
            with self._step(_("Listings of every product in twelve languages, checked")):
                self._draft(house)
            with (
                practice_shop(self._out / "practice-shop") as address,
                self._step(_("Approve, publish to the practice shop, read the page back")),
            ):
                house.accounts.add_practice(address)
                self._publish(house)
                self._inquiry(house, address)
            with self._step(_("A buyer's message: read, answered, quoted")):
                self._reply(house)
            with self._step(_("Proforma invoice as PDF")):
                self._paper(house)
            with self._step(_("Pictures of the window")):
                self._screens(house)
        return self._result

    def _draft(self, house: House) -> None:
        folder = self._out / "listings"
        folder.mkdir(parents=True, exist_ok=True)
        rows: dict[str, dict[str, int]] = {locale: {"listings": 0, "findings": 0} for locale in LOCALES}
        for view in house.cards.all():
            house.listings.draft(view.card.sku)
            for item in house.listings.of_card(view.card.sku):
                rows[item.locale]["listings"] += 1
                rows[item.locale]["findings"] += len(item.findings)
                write_text(folder / f"{view.card.sku}.{item.locale}.json", json.dumps(item.listing.to_json(), ensure_ascii=False, indent=1))
        self._result["languages"] = rows
        self._result["findings"] = sum(row["findings"] for row in rows.values())

    def _publish(self, house: House) -> None:
        _changes, item_id = house.publishing.approve_and_publish(SKU, "practice", house.listings.clean(SKU))
        house.line.run()
        item = house.outbox.view(item_id).item
        if item.state != DONE:
            from desktop.wording import outbox as words

            raise Refused("demo.not_published", reason=words.sentence(item))
        page = house.door.send(Ask("GET", str(item.receipt["url"]))).body.decode("utf-8")
        approved = house.listings.get(SKU, "en").listing
        self._result |= {
            "published": item.receipt["id"],
            "page": item.receipt["url"],
            "page_equals_approved": shows(page, approved),
        }

    def _inquiry(self, house: House, address: str) -> None:
        """A buyer writes to the practice shop; its inbox is its own (Alibaba.com offers no inquiries by API)."""
        inbox = f"{address}/_practice/inbox"
        house.door.send(Ask("POST", inbox, body=json.dumps(INQUIRY).encode(), headers={"Content-Type": "application/json"}))
        reply = json.loads(house.door.send(Ask("GET", inbox)).body)
        messages = reply["messages"] if isinstance(reply, dict) else reply
        self._message = messages[-1]

    def _reply(self, house: House) -> None:
        """The message becomes a thread; its drafted reply is kept, checked, and approved when nothing blocks."""
        note = self._message
        message = Message(f"practice-{note['id']}", note["subject"], note["body"], note["from"], channel="platform")
        _changes, thread = house.messages.receive(message, "practice")
        view = house.messages.view(thread)
        result = Answered(message, view.understanding, view.reply).to_json()
        write_text(self._out / "reply.json", json.dumps(result, ensure_ascii=False, indent=1))
        self._thread = thread
        self._result["reply"] = {
            "language": result["language"],
            "asks": [ask["kind"] for ask in result["asks"]],
            "sendable": result["sendable"],
            "file": str(self._out / "reply.json"),
        }

    def _paper(self, house: House) -> None:
        from desktop.ui.app import application

        application()
        built = house.deals.price(SKU, Wanted(500, date.today()))  # noqa: DTZ011  the owner's own day
        _changes, deal = house.deals.open([built], Party("Casa Verde", country="ES"), self._thread)
        _changes, path = house.deals.paper(deal, "proforma")
        target = self._out / f"proforma-{SKU}.pdf"
        shutil.copyfile(path, target)
        self._result["pdf"] = str(target)

    def _screens(self, house: House) -> None:
        from desktop.ui.pictures import take_all

        self._result["screens"] = take_all(house.office, self._out / "screens", looks=(("zh_CN", "light"), ("en", "light")))

    @contextmanager
    def _step(self, words: str) -> Iterator[None]:
        started = time.monotonic()
        if not self._quiet:
            print(f"→ {words} …", flush=True)
        yield
        if not self._quiet:
            print(f"  {time.monotonic() - started:.1f} s", flush=True)


@contextmanager
def practice_shop(folder: Path) -> Iterator[str]:
    """The practice shop as a process of its own on a free port; answers its address."""
    command = [
        sys.executable,
        "-m",
        "desktop.practice",
        "--port",
        "0",
        "--data",
        str(folder),
        "--review-seconds",
        "0.2",
        "--list-lag",
        "0.2",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None  # it is a pipe
    try:
        first = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", first)
        if found is None:
            raise Environment("practice.not_started", reason=first.strip()[:200])
        yield found[0]
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def shows(page: str, listing: Listing) -> bool:
    """Whether a buyer's page holds every approved text, word for word."""
    plain = html.unescape(re.sub(r"<[^>]+>", " ", page))
    squeezed = " ".join(plain.split())
    return all(" ".join(text.split()) in squeezed for field, text in listing.texts() if not field.startswith("keywords"))


def _table(result: dict[str, Any]) -> None:
    print()
    print(f"{_('Language'):<12}{_('Listings'):>10}{_('Findings'):>10}")
    for locale, row in result["languages"].items():
        print(f"{locale:<12}{row['listings']:>10}{row['findings']:>10}")
    print()
    print(
        _(
            "Published: {id}, page equals the approved text: {equal}",
            id=result["published"],
            equal=_("yes") if result["page_equals_approved"] else _("no"),
        )
    )
    reply = result["reply"]
    print(
        _(
            "Reply: {language}, asks: {asks}, can be sent: {sendable}",
            language=reply["language"],
            asks=", ".join(reply["asks"]),
            sendable=_("yes") if reply["sendable"] else _("no"),
        )
    )
    print(_("Proforma invoice: {path}", path=result["pdf"]))
    print(_("Pictures: {count} in {folder}", count=len(result["screens"]), folder=Path(result["screens"][0]).parent))
