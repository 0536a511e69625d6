"""Messages: what came in, what it asks, the reply that is drafted, and what was promised."""

from __future__ import annotations

import hashlib
import json
import re
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.cards import Card
from desktop.domain.changes import Changes
from desktop.domain.commitments import Commitment, Contradiction, OwnPromise, contradictions, due
from desktop.domain.errors import BadInput, Refused
from desktop.domain.factory import FactoryCard
from desktop.domain.listings import Finding
from desktop.domain.messages import Message, Reply, ReplyLine, Thread, Understanding
from desktop.domain.outbox import OutboxItem
from desktop.domain.price_policy import PricePolicy, policy_from_json, policy_to_json
from desktop.domain.pricing import BuildUp
from desktop.domain.staleness import basis_of
from desktop.i18n import _
from desktop.services.cards import Cards
from desktop.services.owner import Owner
from desktop.services.settings import Settings
from desktop.services.threads import FollowUp, ThreadRow, ThreadView, thread_row
from desktop.storage import messages as rows
from desktop.storage import outbox as outbox_rows
from desktop.storage.database import Store

if TYPE_CHECKING:
    from desktop.drafting.replies.values import Sender
    from desktop.services.replying import Answered, Replier

FOLLOW_UP_DAYS = (3, 7, 14)
DAY_SECONDS = 86_400.0
_PREFIX = re.compile(r"^(?:\s*(?:re|fw|fwd|aw|wg|rv|rif|tr|回复|答复|转发)\s?[:：]\s*)+", re.IGNORECASE)


class Messages:
    """The verbs of messages."""

    def __init__(self, store: Store, replier: Callable[[], Replier], cards: Cards, settings: Settings, owner: Owner) -> None:
        self._store, self._make, self._cards, self._settings, self._owner = store, replier, cards, settings, owner
        self.clock: Callable[[], float] = time.time

    @cached_property
    def _replier(self) -> Replier:
        """Made at the first message that is read: the inbox itself needs none."""
        return self._make()

    # --- in ------------------------------------------------------------------------------------------------------

    def receive(self, message: Message, account: str = "") -> tuple[Changes, str]:
        """Takes a message in once (by its id) and returns the thread it is in."""
        known = rows.get(self._store.read(), message.id)
        if known is not None:
            return Changes(), str(known["thread"])
        answered = self._answered(message)
        subject = _PREFIX.sub("", message.subject).strip()
        with self._store.write() as db:
            identity = rows.thread_of(db, message, subject) or uuid.uuid4().hex
            row = {
                "id": identity,
                "buyer": message.sender,
                "subject": subject,
                "language": answered.understanding.language,
                "state": "waiting",
                "account": account,
                "updated_at": self._now(),
                "asks": json.dumps([ask.kind for ask in answered.understanding.asks]),
                "risks": json.dumps([sign.label for sign in answered.understanding.risks]),
            }
            rows.add(db, row, message, "in")
        return Changes.of("messages", identity), identity

    def paste(self, text: str, buyer: str = "") -> tuple[Changes, str]:
        """Takes in a text from the clipboard; the same text pasted twice is one message."""
        if not text.strip():
            raise BadInput("message.missing", path="body")
        identity = "pasted-" + hashlib.sha256(f"{buyer}\n{text.strip()}".encode()).hexdigest()[:24]
        return self.receive(Message(identity, "", text, buyer, datetime.now(UTC).isoformat(timespec="seconds")))

    def take_file(self, path: Path) -> tuple[Changes, str]:
        """Takes in a mail file, .eml or Outlook's .msg. Raises BadInput for anything else."""
        from desktop.platforms.mail_text import message_from_file

        try:
            data = path.read_bytes()
        except OSError as error:
            raise BadInput("file.not_found", path=str(path)) from error
        return self.receive(message_from_file(data))

    # --- reading -------------------------------------------------------------------------------------------------

    def threads(self, limit: int = 200, state: str = "") -> list[ThreadRow]:
        """The inbox, newest first."""
        return [thread_row(row) for row in rows.threads(self._store.read(), limit, state)]

    def threads_of(self, buyer: str, limit: int = 50) -> list[ThreadRow]:
        """One buyer's conversations, newest first."""
        return [thread_row(row) for row in rows.threads_of(self._store.read(), buyer, limit)] if buyer else []

    def conversation(self, identity: str) -> list[tuple[bool, Message, Understanding | None]]:
        """(ours, message, what it asks) of a thread, oldest first; what we wrote carries its Chinese, the buyer's is understood."""
        pairs = rows.messages_of(self._store.read(), identity)
        return [(way == "out", item, None if way == "out" else self._answered(item).understanding) for way, item in pairs]

    def search(self, query: str, limit: int = 50) -> list[tuple[str, Message]]:
        """(thread, message) of everything that holds the words, in any script."""
        found = rows.search(self._store.read(), query, limit)
        return [(row["thread"], Message(row["id"], row["subject"], row["body"], row["sender"], row["sent_at"])) for row in found]

    def view(self, identity: str) -> ThreadView:
        """One thread with its understanding, its draft as the owner left it, and findings."""
        row = self._thread(identity)
        pairs = rows.messages_of(self._store.read(), identity)
        message = _last_from_buyer(pairs)
        answered = self._answered_in(identity, pairs)
        kept = rows.draft(self._store.read(), identity)
        text = kept["text"] if kept and kept["message"] == message.id else answered.reply.text
        reply = answered.reply if text == answered.reply.text else self._checked(identity, answered, text)
        thread = Thread(
            identity, row["buyer"], row["subject"], row["language"], row["state"], row["updated_at"], tuple(item for _, item in pairs)
        )
        return ThreadView(
            thread,
            tuple(direction for direction, _ in pairs),
            answered.understanding,
            reply,
            text,
            _advice(answered.understanding),
            tuple(rows.commitments(self._store.read(), row["buyer"]) if row["buyer"] else rows.promises_in(self._store.read(), identity)),
            answered.quoted,
            row["account"] or "",
            answered.offer.judged,
        )

    def thread(self, identity: str) -> ThreadRow:
        """One line of the inbox. Raises BadInput(message.unknown)."""
        return thread_row(self._thread(identity))

    def answered(self, identity: str) -> Answered:
        """The buyer's last message as it is understood, with everything that may answer it. Raises BadInput(message.unknown)."""
        return self._answered_in(identity, rows.messages_of(self._store.read(), identity))

    def account_of(self, identity: str) -> str:
        """The account that a conversation came by, "" for a pasted one."""
        return str(self._thread(identity)["account"] or "")

    def holding_words(self, language: str) -> tuple[ReplyLine, ...]:
        """The reply that only says that a message arrived, for a buyer without a name."""
        return self._replier.holding(language, self._sender(Message("", "", "")))

    def _thread(self, identity: str) -> dict[str, Any]:
        row = rows.thread(self._store.read(), identity)
        if row is None:
            raise BadInput("message.unknown")
        return row

    def _answered(self, message: Message, conceded: int = 0) -> Answered:
        sender = replace(self._sender(message), conceded=conceded)
        return self._replier.reply_to(message, self._all_cards(), today=self._today(), sender=sender)

    def _answered_in(self, identity: str, pairs: Sequence[tuple[str, Message]]) -> Answered:
        """The answer to the buyer's last message; what was conceded before it counts."""
        message = _last_from_buyer(pairs)
        before = [item.body for way, item in pairs[: [item.id for _, item in pairs].index(message.id)] if way == "out"]
        made = [item for _, item in rows.promises_in(self._store.read(), identity)]
        steps = [item.sentence for item in made if item.kind == "discount" and not item.by_owner]
        stated = [item for item in made if item.by_owner and item.state in ("open", "meant")]
        own = tuple(ReplyLine(f"promise_{item.kind}", item.sentence, item.zh, "owner") for item in stated)
        answered = self._answered(message, sum(any(step in body for step in steps) for body in before))
        return replace(answered, offer=replace(answered.offer, promised=own))

    def _all_cards(self) -> tuple[Card, ...]:
        return tuple(view.card for view in self._cards.all())

    def _sender(self, message: Message) -> Sender:
        from desktop.drafting.replies.values import Sender

        name = message.sender if message.sender and "@" not in message.sender else ""
        return Sender(self._settings.factory() or FactoryCard(), self.policy(), name, clerk=self._owner.locked)

    def policy(self) -> PricePolicy:
        """The owner's price settings."""
        given = self._settings.get("price_policy")
        return policy_from_json(given) if given else PricePolicy()

    def save_policy(self, policy: PricePolicy) -> Changes:
        """Keeps the price settings."""
        return self._settings.put("price_policy", policy_to_json(policy))

    # --- the draft -----------------------------------------------------------------------------------------------

    def keep_typing(self, identity: str, text: str) -> str:
        """Autosave of the reply while it is written; returns when it was kept."""
        now = self._now()
        with self._store.write() as db:
            message = _last_from_buyer(rows.messages_of(db, identity))
            rows.save_draft(db, identity, message.id, text, now)
        return now

    def check(self, identity: str, text: str) -> tuple[Finding, ...]:
        """Findings for the reply as it stands now, while typing."""
        return self._checked(identity, self.answered(identity), text).findings

    def redraft(self, identity: str) -> Changes:
        """Drops the owner's text and drafts anew."""
        with self._store.write() as db:
            rows.forget_draft(db, identity)
        return Changes.of("messages", identity)

    def remind(self, identity: str) -> Changes:
        """Puts a reminder of what was offered in the place of the reply, for the owner to read; nothing is sent."""
        self.keep_typing(identity, "\n\n".join(line.text for line in self.answered(identity).reminder))
        return Changes.of("messages", identity)

    def _checked(self, identity: str, answered: Answered, text: str) -> Reply:
        from desktop.services.replying import edited

        reply = edited(answered, text)
        findings = self._replier.recheck(answered, reply, self._sender(answered.message), self._all_cards())
        return replace(reply, findings=_alike(findings) if self._owner.locked else findings)

    # --- out -----------------------------------------------------------------------------------------------------

    def approve(self, identity: str, text: str, account: str, *, warned: bool = False) -> tuple[Changes, str]:
        """Approves a reply: outbox item, promises and the sent message in one transaction. Returns the item's id.

        `warned`: the owner has read the trust card's advice and answers all the same.
        Raises Refused(message.not_sendable | message.contradicts).
        """
        answered, promised = self._passes(identity, text, warned=warned)
        message = answered.message
        item = self._item_id(message.id, text)
        payload: dict[str, Any] = {"thread": identity, "message": message.id}
        payload |= {"to": message.sender, "subject": message.subject, "text": text, "rests_on": self._basis(answered)}
        with self._store.write() as db:
            outbox_rows.add(db, OutboxItem(item, "reply", account, identity, payload, approved_at=self.clock()))
            self._sent(db, identity, answered, text, promised)
        return Changes.of("messages", identity) | Changes.of("outbox", item), item

    def _item_id(self, message: str, text: str) -> str:
        """The outbox id of an answer. The same words again are the same item, unless a day has passed: then they are a new reminder."""
        seed = f"{message}|{text}"
        for again in (seed, f"{seed}|{self._today()}"):
            item = f"reply-{hashlib.sha256(again.encode()).hexdigest()[:24]}"
            sent = outbox_rows.get(self._store.read(), item)
            if sent is None or self.clock() - sent.approved_at < DAY_SECONDS:
                break
        return item

    def copied(self, identity: str, text: str, *, warned: bool = False) -> Changes:
        """The owner copies the reply to send it himself: the same gate, then the thread counts as answered."""
        answered, promised = self._passes(identity, text, warned=warned)
        with self._store.write() as db:
            self._sent(db, identity, answered, text, promised)
        return Changes.of("messages", identity)

    def _basis(self, answered: Answered) -> dict[str, Any]:
        own = {card.sku: card.trade.currency for card in (answered.read.cards if answered.read else ())}
        built = [(price, own.get(price.sku, price.currency)) for price in answered.quoted]
        return basis_of(built, answered.offer.leads, self.policy(), self._today())

    def _passes(self, identity: str, text: str, *, warned: bool) -> tuple[Answered, tuple[Commitment, ...]]:
        from desktop.services.promised import promised_in

        self._thread(identity)
        answered = self._answered_in(identity, rows.messages_of(self._store.read(), identity))
        reply = self._checked(identity, answered, text)
        about_text = (item for item in reply.findings if not (warned and item.field == "message"))
        blocking = next((item for item in about_text if item.severity == "block"), None)
        if blocking is not None or not reply.lines:
            raise Refused("message.not_sendable", why=blocking.message if blocking else "")
        promised = promised_in(answered, text, answered.message.sender, self._today())
        against = self.contradicted(answered.message.sender, promised)
        if against:
            old = against[0].commitment
            raise Refused("message.contradicts", buyer=old.buyer, date=old.made_on, sentence=old.sentence)
        return answered, promised

    def _sent(self, db: Any, identity: str, answered: Answered, text: str, promised: Sequence[Commitment]) -> None:
        from desktop.services.replying import edited

        now, message = self._now(), answered.message
        zh = edited(answered, text).readback_zh
        sent = Message(f"sent-{uuid.uuid4().hex}", message.subject, text, "", now, message.channel, message.id, zh=zh)
        row = rows.thread(db, identity) or {"id": identity}
        rows.add(db, row, sent, "out")
        rows.set_state(db, identity, "answered", now)
        rows.forget_draft(db, identity)
        for item in promised:
            rows.add_commitment(db, identity, item)
        for number, own in rows.promises_in(db, identity):
            if own.by_owner and own.state == "meant":
                rows.close_commitment(db, number, "open" if own.sentence in text else "withdrawn")

    # --- promises and reminders ----------------------------------------------------------------------------------

    def contradicted(self, buyer: str, new: Sequence[Commitment]) -> tuple[Contradiction, ...]:
        """What new statements contradict of what this buyer was promised."""
        if not buyer:
            return ()
        known = [item for _, item in rows.commitments(self._store.read(), buyer)]
        return contradictions(known, new, self._today())

    def promise_line(self, promise: OwnPromise, card: Card | None, built: BuildUp | None, language: str) -> ReplyLine:
        """The owner's promise as a sentence. Raises BadInput(promise.no_words)."""
        return self._replier.promise_line(promise, card, built, language)

    def due_promises(self, within_days: int = 3) -> tuple[Commitment, ...]:
        """Promises that fall due soon or are overdue."""
        return due([item for _, item in rows.commitments(self._store.read())], self._today(), within_days)

    def close_promise(self, number: int, state: str) -> Changes:
        """Marks a promise as "kept" or "withdrawn"."""
        with self._store.write() as db:
            rows.close_commitment(db, number, state)
        return Changes.of("messages", str(number))

    def follow_ups(self) -> list[FollowUp]:
        """Threads that wait for the buyer since 3, 7 or 14 days."""
        found = []
        for row in rows.last_answers(self._store.read()):
            days = (self._today() - datetime.fromisoformat(row["updated_at"]).date()).days
            reached = [limit for limit in FOLLOW_UP_DAYS if days >= limit]
            if reached:
                found.append(FollowUp(row["id"], row["buyer"], row["subject"], reached[-1]))
        return found

    def close(self, identity: str) -> Changes:
        """Nothing more is to be answered here."""
        with self._store.write() as db:
            rows.set_state(db, identity, "closed")
        return Changes.of("messages", identity)

    def _today(self) -> date:
        return datetime.fromtimestamp(self.clock()).date()  # noqa: DTZ006 (the owner's own calendar day)

    def _now(self) -> str:
        return datetime.fromtimestamp(self.clock(), UTC).isoformat(timespec="milliseconds")


def _advice(understanding: Understanding) -> tuple[tuple[str, str], ...]:
    """What to do about each risk and what to mind beside them, in the order of the trust card."""
    from desktop.drafting.risk import advice
    from desktop.drafting.risk_cautions import caution

    risks = tuple((sign.label, advice(sign.label)) for sign in understanding.risks)
    return (*risks, *((sign.label, caution(sign.label)) for sign in understanding.cautions))


def _alike(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings for a clerk: every number that may not go out is told in the same words, so that nobody finds the floor by typing."""
    about = ("price", "number")
    if not any(item.kind in about and item.severity == "block" for item in findings):
        return tuple(findings)
    message = _("A price or number stands here that may not go out. Ask the owner.")
    told = Finding("block", "price", "text", "", 0, 0, "", message, "firewall.clerk")
    return (told, *(item for item in findings if item.kind not in about))


def _last_from_buyer(pairs: Sequence[tuple[str, Message]]) -> Message:
    for direction, message in reversed(pairs):
        if direction == "in":
            return message
    raise BadInput("message.unknown")
