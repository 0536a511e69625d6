"""What a reply promises, sentence by sentence, as commitments to keep."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.domain.commitments import Commitment
from desktop.domain.messages import ReplyLine
from desktop.services.replying import Answered

_TOPICS = {
    "lead_time": "lead_time",
    "lead_time_deadline_ok": "delivery",
    "sample_paid": "sample",
    "sample_refundable": "sample",
    "certificate_yes": "certificate",
    "payment_terms": "payment",
}
_PRICED = ("price", "price_list", "price_at_moq", "price_trial", "discount_by_quantity")


def promised_in(answered: Answered, text: str, buyer: str, today: date) -> tuple[Commitment, ...]:
    """The promises of a reply as it is sent: prices with their validity, and what the phrasebook's own lines state.

    Prices count when their sentence still stands in the text; a line that was edited away promises nothing.
    """
    lines = [line for line in answered.reply.lines if line.text in text]
    sku = answered.understanding.skus[0] if answered.understanding.skus else ""
    found: list[Commitment] = []
    for line in lines:
        kind = _TOPICS.get(line.topic)
        if line.topic.startswith("counter_"):  # a price with a condition: it is no price that must hold without it
            found.append(
                Commitment(buyer, "discount", line.topic.removeprefix("counter_"), line.text, sku, made_on=today.isoformat(), zh=line.zh)
            )
        if kind:
            value, quantity, due_on = _stated(answered, line, kind, today)
            found.append(Commitment(buyer, kind, value, line.text, sku, quantity, due_on, today.isoformat(), zh=line.zh))
    priced = [line for line in lines if line.topic in _PRICED]
    if priced:
        sentence, zh = priced[0].text, priced[0].zh
        for built in answered.offer.listed:
            value = f"{built.currency} {built.unit_price}"
            found.append(
                Commitment(
                    buyer, "price", value, sentence, built.sku, built.quantity, built.valid_until.isoformat(), today.isoformat(), zh=zh
                )
            )
    return tuple(found)


def _stated(answered: Answered, line: ReplyLine, kind: str, today: date) -> tuple[str, int, str]:
    """(value, quantity, due date) of a line; a due date only where a day was named."""
    quantities = answered.understanding.all("quantity")
    quantity = int(quantities[0].value["n"]) if quantities else 0
    if kind == "delivery":
        day = answered.understanding.first("deadline")
        return (str(day.value["date"]), quantity, str(day.value["date"])) if day else ("", quantity, "")
    card = answered.read.cards[0] if answered.read and answered.read.cards else None
    if kind == "lead_time":
        row = card.trade.lead_time_at(quantity) if card else None
        return (f"{row.days} days" if row else "", quantity, "")
    if kind == "sample":
        return line.zh, 0, (today + timedelta(days=14)).isoformat()
    if kind == "payment":
        return (card.trade.payment[0] if card and card.trade.payment else "", quantity, "")
    return line.zh, quantity, ""
