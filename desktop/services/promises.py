"""The owner's own promises: a lower price, a refund, a penalty. Stated in a panel, said in Chinese, let through word for word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from desktop.domain.changes import Changes
from desktop.domain.commitments import Commitment, OwnPromise
from desktop.domain.errors import BadInput
from desktop.domain.messages import ReplyLine
from desktop.domain.pricing import BuildUp, Wanted, quote
from desktop.services.cards import Cards
from desktop.services.messages import Messages
from desktop.services.owner import Owner
from desktop.services.threads import ThreadView
from desktop.storage import messages as rows
from desktop.storage.database import Store

_ENDING = ("next_step", "closing", "signature")


@dataclass(frozen=True)
class Promised:
    """A promise as it would be made: the sentence for the buyer with its Chinese, and to whom."""

    buyer: str
    line: ReplyLine
    value: str


class Promises:
    """The verbs of the promise panel."""

    def __init__(self, store: Store, messages: Messages, cards: Cards, owner: Owner) -> None:
        self._store, self._messages, self._cards, self._owner = store, messages, cards, owner

    def state(self, thread: str, promise: OwnPromise) -> Promised:
        """What the promise says, to the buyer and in Chinese; nothing is kept.

        Raises BadInput(promise.*), Refused(owner.locked), and what `pricing.quote` raises: the owner's price too must not be
        below the floor.
        """
        self._owner.require()
        return self._state(self._messages.view(thread), promise.checked())

    def _state(self, view: ThreadView, promise: OwnPromise) -> Promised:
        built: BuildUp | None = None
        card = self._cards.get(promise.sku) if promise.sku else None
        if promise.kind == "discount" and card is not None:
            term = next((str(ask.value["term"]) for ask in view.understanding.all("incoterm")), None)
            wanted = Wanted(promise.quantity, self._today(), term, unit_price=promise.amount, currency=promise.currency)
            built = quote(card, self._messages.policy(), wanted)
        line = self._messages.promise_line(promise, card, built, view.reply.language)
        return Promised(view.thread.buyer, line, f"{promise.currency} {promise.amount}")

    def make(self, thread: str, promise: OwnPromise) -> tuple[Changes, str]:
        """Keeps the promise, puts its sentence into the reply and returns the reply's text.

        It binds once the reply is sent with this sentence; a reply without it withdraws it.
        """
        self._owner.require()
        view = self._messages.view(thread)
        made = self._state(view, promise.checked())
        due = promise.until.isoformat() if promise.until else ""
        item = Commitment(
            made.buyer, promise.kind, made.value, made.line.text, promise.sku, promise.quantity, due, self._today().isoformat(),
            "meant", by_owner=True, zh=made.line.zh,
        )  # fmt: skip
        with self._store.write() as db:
            rows.add_commitment(db, thread, item)
        text = with_sentence(view, made.line.text)
        self._messages.keep_typing(thread, text)
        return Changes.of("messages", thread), text

    def _today(self) -> date:
        return datetime.fromtimestamp(self._messages.clock(), UTC).astimezone().date()


def with_sentence(view: ThreadView, sentence: str) -> str:
    """The reply with one more paragraph, before its ending; a sentence that stands there already stays once."""
    paragraphs = view.text.split("\n\n")
    if sentence in paragraphs:
        return view.text
    endings = {line.text for line in view.reply.lines if line.topic in _ENDING}
    place = next((index for index, part in enumerate(paragraphs) if part in endings), len(paragraphs))
    return "\n\n".join([*paragraphs[:place], sentence, *paragraphs[place:]])


def amount_of(text: str) -> Decimal:
    """A sum as typed: "120", "120.50". Raises BadInput(promise.amount)."""
    try:
        value = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        raise BadInput("promise.amount") from None
    if not value.is_finite() or value <= 0 or value >= 10**9 or -int(value.as_tuple().exponent) > 3:
        raise BadInput("promise.amount")
    return value
