"""Deals: a computed price becomes a deal, and a deal its papers."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.cards import Card
from desktop.domain.changes import Changes
from desktop.domain.deal_json import deal_from_json, deal_to_json
from desktop.domain.deals import STATES, Deal, Party, deal_line, paper_number
from desktop.domain.errors import BadInput, Refused
from desktop.domain.factory import FactoryCard
from desktop.domain.ports import port_name
from desktop.domain.price_policy import PricePolicy
from desktop.domain.pricing import BuildUp, Wanted, quote
from desktop.drafting.goods_names import GoodsNames
from desktop.drafting.replies.values import Terms
from desktop.services.cards import Cards
from desktop.services.settings import Settings
from desktop.storage import deals as rows
from desktop.storage.database import Store

if TYPE_CHECKING:
    from desktop.documents.papers import Papers


@dataclass(frozen=True)
class DealView:
    """A deal with its id and the papers that were made: (number, kind, file)."""

    id: str
    deal: Deal
    papers: tuple[tuple[str, str, str], ...]
    thread: str = ""


class Deals:
    """The verbs of deals. `folder` is where papers are kept; a Qt application must exist to write one."""

    def __init__(self, store: Store, cards: Cards, settings: Settings, papers: tuple[Papers, Path], names: GoodsNames) -> None:
        self._store, self._cards, self._settings = store, cards, settings
        self._papers, self._folder = papers
        self._names = names
        self.clock: Callable[[], float] = time.time

    def price(self, sku: str, wanted: Wanted, policy: PricePolicy | None = None) -> BuildUp:
        """The build-up for a product. Raises what `pricing.quote` raises."""
        return quote(self._cards.get(sku), policy or PricePolicy(), wanted)

    def open(self, built: Sequence[BuildUp], buyer: Party, thread: str = "") -> tuple[Changes, str]:
        """Makes a deal of computed prices (one currency and one term) and returns its id."""
        if not built or len({(item.currency, item.incoterm, item.place) for item in built}) != 1:
            raise BadInput("price.none", sku=built[0].sku if built else "")
        identity = uuid.uuid4().hex
        deal = self._deal(built, buyer)
        with self._store.write() as db:
            rows.save(db, self._row(identity, deal, thread, self._now()))
        return Changes.of("deals", identity), identity

    def _deal(self, built: Sequence[BuildUp], buyer: Party) -> Deal:
        card = self._cards.get(built[0].sku)
        factory = self._settings.factory() or FactoryCard()
        terms = card.trade.payment[0] if card.trade.payment else ""
        leads = [self._cards.get(item.sku).trade.lead_time_at(item.quantity) for item in built]
        longest = max((lead for lead in leads if lead), key=lambda lead: lead.days, default=None)
        return Deal(
            number="",
            issued=self._today(),
            seller=Party(factory.name_in("en"), factory.address_in("en"), "CN", factory.email or factory.phone or ""),
            buyer=buyer,
            lines=tuple(deal_line(self._cards.get(item.sku), item) for item in built),
            currency=built[0].currency,
            incoterm=built[0].incoterm or "",
            place=port_name(built[0].place, "en"),
            valid_until=min(item.valid_until for item in built),
            payment=terms,
            lead_time_days=longest.days if longest else None,
            working_days=bool(longest and longest.working),
            deposit_percent=Terms.read(terms).deposit if terms else None,
            bank=factory.bank[0] if factory.bank else None,
            marks=card.packaging.marks or "",
            origin=card.origin or "",
        )

    def all(self) -> list[DealView]:
        """Every deal, newest first."""
        return [self._view(row["id"], row["data"], row["thread"]) for row in rows.every(self._store.read())]

    def of_buyer(self, buyer: str, threads: Sequence[str] = ()) -> list[DealView]:
        """A buyer's deals, by his name or from his conversations, newest first."""
        found = rows.of_buyer(self._store.read(), buyer, threads)
        return [self._view(row["id"], row["data"], row["thread"]) for row in found]

    def get(self, identity: str) -> DealView:
        """One deal. Raises BadInput(deal.unknown)."""
        row = rows.get(self._store.read(), identity)
        if row is None:
            raise BadInput("deal.unknown")
        return self._view(identity, row["data"], row["thread"])

    def _view(self, identity: str, data: dict[str, object], thread: str) -> DealView:
        papers = rows.papers_of(self._store.read(), identity)
        return DealView(identity, deal_from_json(data), tuple((row["number"], row["kind"], row["file"]) for row in papers), thread or "")

    def change(self, identity: str, deal: Deal) -> Changes:
        """Keeps a deal that the owner edited."""
        view = self.get(identity)
        with self._store.write() as db:
            rows.save(db, self._row(identity, deal, view.thread, self._now()))
        return Changes.of("deals", identity)

    def move(self, identity: str, state: str) -> Changes:
        """The next state of a deal; only forward, or cancelled. Raises Refused(deal.state)."""
        view = self.get(identity)
        if state not in STATES or (state != "cancelled" and STATES.index(state) <= STATES.index(view.deal.state)):
            raise Refused("deal.state", state=view.deal.state, wanted=state)
        return self.change(identity, replace(view.deal, state=state))

    def paper(self, identity: str, kind: str, languages: Sequence[str] = ("en", "zh"), form: str = "pdf") -> tuple[Changes, Path]:
        """Writes a paper as "pdf" or "xlsx". Its number is given out first, so that it never repeats, also after a crash."""
        view = self.get(identity)
        year = self._today().year
        with self._store.write() as db:
            number = paper_number(kind, year, rows.next_number(db, kind, year)) if kind in _KINDS else ""
        deal = self._named(replace(view.deal, number=number, issued=self._today()), languages)
        target = self._papers.write(kind, deal, self._folder / f"{number or kind}.{form}", languages)
        with self._store.write() as db:
            rows.keep_paper(db, number, identity, kind, (str(target), self._now()))
            if kind == "proforma" and view.deal.state == "quoted":
                rows.save(db, self._row(identity, replace(view.deal, state="proforma"), view.thread, self._now()))
        return Changes.of("deals", identity), target

    def preview(self, identity: str, kind: str, languages: Sequence[str] = ("en", "zh")) -> str:
        """A paper as HTML for the window, without a number of its own."""
        return self._papers.html(kind, self._named(self.get(identity).deal, languages), languages)

    def _named(self, deal: Deal, languages: Sequence[str]) -> Deal:
        def card_of(sku: str) -> Card | None:
            found = self._cards.find(sku)
            return found.card if found else None

        return self._names.named(deal, languages, card_of)

    def _row(self, identity: str, deal: Deal, thread: str, now: str) -> dict[str, object]:
        known = rows.get(self._store.read(), identity)
        created = known["created_at"] if known else now
        return {
            "id": identity, "buyer": deal.buyer.name, "thread": thread, "state": deal.state, "data": deal_to_json(deal),
            "created_at": created, "updated_at": now,
        }  # fmt: skip

    def _today(self) -> date:
        return datetime.fromtimestamp(self.clock()).date()  # noqa: DTZ006 (the owner's own calendar day)

    def _now(self) -> str:
        return datetime.fromtimestamp(self.clock(), UTC).isoformat(timespec="milliseconds")


_KINDS = ("quotation", "proforma", "contract", "commercial_invoice", "packing_list", "production_order")
