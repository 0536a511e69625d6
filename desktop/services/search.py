"""Search over everything: products, messages, deals, in any script. Looks only at what is on this computer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.services.cards import Cards, CardView
    from desktop.services.deals import Deals
    from desktop.services.messages import Messages

MAX_HITS = 12
_AROUND = 40


@dataclass(frozen=True)
class Hit:
    """One thing found: what kind, its words, and the screen that shows it."""

    kind: str
    title: str
    detail: str
    screen: str
    argument: str


class Search:
    """The one verb of the search line."""

    def __init__(self, cards: Cards, messages: Messages, deals: Deals) -> None:
        self._cards, self._messages, self._deals = cards, messages, deals

    def find(self, query: str) -> list[Hit]:
        """At most MAX_HITS things that hold the words; "" finds nothing."""
        wanted = query.strip().casefold()
        if not wanted:
            return []
        hits = [_product(view) for view in self._cards.all() if wanted in _words_of(view)]
        for thread, message in self._messages.search(query.strip(), MAX_HITS):
            detail = _part(message.text, wanted)
            hits.append(Hit(_("Message"), message.sender or message.subject or _("Pasted message"), detail, "messages", thread))
        for deal in self._deals.all():
            if wanted in f"{deal.deal.buyer.name} {' '.join(number for number, _kind, _file in deal.papers)}".casefold():
                hits.append(Hit(_("Deal"), deal.deal.buyer.name, f"{deal.deal.currency} {deal.deal.total:,.2f}", "deals", deal.id))
        return hits[:MAX_HITS]


def _product(view: CardView) -> Hit:
    return Hit(_("Product"), view.card.name.get("zh") or view.card.sku, view.card.sku, "cards", view.card.sku)


def _words_of(view: CardView) -> str:
    card = view.card
    return " ".join((card.sku, card.model_number or "", *card.name.values())).casefold()


def _part(text: str, wanted: str) -> str:
    """The words around the first place, on one line."""
    place = max(0, text.casefold().find(wanted))
    start = max(0, place - _AROUND // 2)
    return " ".join(text[start : start + 2 * _AROUND].split())
