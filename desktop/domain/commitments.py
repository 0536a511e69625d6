"""What a sent message promised, kept per buyer with its sentence (issue 6, item 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from desktop.domain.errors import BadInput

# What can be promised. The value's form: lead_time "25" days, price "USD 4.80", valid_until and sample an ISO date ...
KINDS = ("price", "valid_until", "lead_time", "sample", "certificate", "payment", "refund", "discount", "delivery", "penalty")
STATES = ("open", "kept", "withdrawn", "meant")  # "meant": stated in the promise panel, not sent yet
OWN = ("discount", "refund", "penalty")


@dataclass(frozen=True)
class Commitment:
    """A promise to a buyer. `due` is an ISO date or ""; `by_owner` marks one made in the promise panel, `zh` says it in Chinese."""

    buyer: str
    kind: str
    value: str
    sentence: str
    sku: str = ""
    quantity: int = 0
    due: str = ""
    made_on: str = ""
    state: str = "open"
    by_owner: bool = False
    zh: str = ""


@dataclass(frozen=True)
class OwnPromise:
    """What only the owner may promise: a unit price for a quantity, a refund, or a penalty if goods are not ready by a day."""

    kind: str
    amount: Decimal
    currency: str
    sku: str = ""
    quantity: int = 0
    until: date | None = None

    def checked(self) -> OwnPromise:
        """Itself. Raises BadInput: promise.amount, promise.no_quantity, promise.no_day."""
        if self.kind not in OWN or self.amount <= 0:
            raise BadInput("promise.amount")
        if self.kind == "discount" and (self.quantity <= 0 or not self.sku):
            raise BadInput("promise.no_quantity")
        if self.kind == "penalty" and self.until is None:
            raise BadInput("promise.no_day")
        return self


@dataclass(frozen=True)
class Contradiction:
    """A new statement that does not agree with an open commitment."""

    commitment: Commitment
    stated: str


def contradictions(open_ones: Iterable[Commitment], new: Iterable[Commitment], today: date) -> tuple[Contradiction, ...]:
    """New statements that are worse for the buyer than what an open commitment of the same buyer, product and kind says.

    A price may not rise while it is valid (for the same or a larger quantity), a lead time may not grow, another
    payment term may not be asked. A better offer is no contradiction.
    """
    promised = [item for item in open_ones if item.state == "open" and not _over(item, today)]
    found = []
    for statement in new:
        for item in promised:
            if (item.buyer, item.kind, item.sku) == (statement.buyer, statement.kind, statement.sku) and _worse(item, statement):
                found.append(Contradiction(item, statement.value))
    return tuple(found)


def due(items: Iterable[Commitment], today: date, within_days: int = 3) -> tuple[Commitment, ...]:
    """Open commitments that fall due within so many days or are overdue, the earliest first."""
    limit = date.fromordinal(today.toordinal() + within_days).isoformat()
    return tuple(
        sorted(
            (item for item in items if item.state == "open" and item.due and item.due <= limit),
            key=lambda item: item.due,
        )
    )


def _over(item: Commitment, today: date) -> bool:
    return item.kind in ("price", "valid_until") and bool(item.due) and item.due < today.isoformat()


def _worse(promised: Commitment, stated: Commitment) -> bool:
    if promised.kind == "price":
        a, b = _money(promised.value), _money(stated.value)
        same = a is not None and b is not None and a[0] == b[0]
        return bool(same and a and b and b[1] > a[1] and stated.quantity >= promised.quantity)
    if promised.kind == "lead_time":
        return stated.quantity <= promised.quantity and _number(stated.value) > _number(promised.value)
    if promised.kind == "delivery":
        return stated.value > promised.value
    return promised.kind == "payment" and stated.value != promised.value


def _money(text: str) -> tuple[str, Decimal] | None:
    currency, _, amount = text.partition(" ")
    try:
        return currency, Decimal(amount)
    except InvalidOperation:
        return None


def _number(text: str) -> int:
    digits = "".join(ch for ch in text if ch.isdigit())
    return int(digits) if digits else 0
