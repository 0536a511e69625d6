"""What buyers write: messages, threads, asks, risks, and the reply that is drafted.

Kinds of asks and risks are closed lists (reference/asks.md says what counts as each).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.errors import BadInput
from desktop.domain.listings import Finding

ASK_KINDS = (
    "price", "quantity", "target_price", "moq", "lead_time", "deadline", "incoterm", "destination", "shipping_cost", "sample",
    "customisation", "certificate", "specification", "packaging", "payment_terms", "warranty", "availability", "catalogue",
    "complaint", "order_status", "discount", "meeting", "other",
)  # fmt: skip

# Kinds that stand once per value; every other kind stands at most once in a message.
MANY_KINDS = ("quantity", "target_price", "deadline", "incoterm", "destination", "certificate")

RISKS = (
    "phishing_link", "off_platform_payment", "overpayment", "fake_purchase_order", "credential_request",
    "malware_attachment_lure", "price_fishing", "personal_bank_change", "sanctions_destination", "advance_fee",
)  # fmt: skip

MAX_BODY = 200_000

# Where a message came from.
CHANNELS = ("mail", "platform", "pasted", "file")


@dataclass(frozen=True)
class Ask:
    """One thing asked or one condition stated. `sentence` is the buyer's own sentence that says it."""

    kind: str
    value: Mapping[str, str | int] = field(default_factory=dict)
    sentence: str = ""

    def to_json(self) -> dict[str, Any]:
        """As the command line prints it: kind and value only."""
        return {"kind": self.kind, "value": dict(self.value)}


@dataclass(frozen=True)
class RiskSign:
    """A risk label (one of RISKS, or an advice code outside the list) with the sentence it was seen in.

    `source` names the list and its date where a list was used.
    """

    label: str
    sentence: str
    source: str = ""


@dataclass(frozen=True)
class Message:
    """One message. `sent_at` is an ISO 8601 time or ""; `sender` is an address or a name; `zh` is the Chinese of one of ours."""

    id: str
    subject: str
    body: str
    sender: str = ""
    sent_at: str = ""
    channel: str = "pasted"
    reply_to: str = ""
    attachments: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    zh: str = ""

    @property
    def text(self) -> str:
        """Subject and body as they are read for asks."""
        return f"{self.subject}\n{self.body}" if self.subject.strip() else self.body


@dataclass(frozen=True)
class Thread:
    """A conversation with one buyer. `state` is "waiting" (we owe an answer), "answered" or "closed"."""

    id: str
    buyer: str
    subject: str
    language: str
    state: str
    updated_at: str
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Understanding:
    """What was read out of a message. `gaps` are sentences that nothing covers (shown as 没看懂); `cautions` are advice, no risks."""

    language: str
    asks: tuple[Ask, ...]
    risks: tuple[RiskSign, ...]
    skus: tuple[str, ...]
    gaps: tuple[str, ...] = ()
    cautions: tuple[RiskSign, ...] = ()

    def first(self, kind: str) -> Ask | None:
        """The first ask of a kind, or None."""
        return next((ask for ask in self.asks if ask.kind == kind), None)

    def all(self, kind: str) -> tuple[Ask, ...]:
        """Every ask of a kind, in the order of the message."""
        return tuple(ask for ask in self.asks if ask.kind == kind)


@dataclass(frozen=True)
class ReplyLine:
    """One paragraph of a reply with its Chinese meaning, the topic it answers and the pattern it came from."""

    topic: str
    text: str
    zh: str
    source: str = ""


@dataclass(frozen=True)
class Reply:
    """A drafted answer. `sendable` is false while any finding blocks."""

    language: str
    lines: tuple[ReplyLine, ...]
    findings: tuple[Finding, ...] = ()
    writer: str = "phrasebook"

    @property
    def text(self) -> str:
        """The whole reply, paragraphs apart by an empty line."""
        return "\n\n".join(line.text for line in self.lines)

    @property
    def readback_zh(self) -> str:
        """The Chinese meaning, paragraph by paragraph."""
        return "\n\n".join(line.zh for line in self.lines)

    @property
    def sendable(self) -> bool:
        """No finding blocks."""
        return bool(self.lines) and not any(finding.severity == "block" for finding in self.findings)


def message_from_json(data: object) -> Message:
    """A message as `tengqiao reply` reads it: `{"id","subject","body"}`; other keys are ignored.

    Raises BadInput(message.wrong_type | message.missing | message.too_long).
    """
    if not isinstance(data, dict):
        raise BadInput("message.wrong_type", path="message", expected="object")
    if "body" not in data:
        raise BadInput("message.missing", path="body")
    texts = {}
    for key in ("subject", "body", "sender", "sent_at"):
        value = data.get(key)
        if value is None:
            value = ""
        if not isinstance(value, str):
            raise BadInput("message.wrong_type", path=key, expected="text")
        if len(value) > MAX_BODY:
            raise BadInput("message.too_long", path=key, limit=MAX_BODY)
        texts[key] = value
    identity = data.get("id", "")
    if not isinstance(identity, (str, int)):
        raise BadInput("message.wrong_type", path="id", expected="text")
    return Message(str(identity)[:200], texts["subject"], texts["body"], texts["sender"], texts["sent_at"])
