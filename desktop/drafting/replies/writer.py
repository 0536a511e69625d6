"""The phrasebook writer of replies: approved sentences, slots filled by code, Chinese beside every sentence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

from desktop.domain.cards import Card
from desktop.domain.messages import Message, ReplyLine
from desktop.drafting.asks.products import ProductFinder
from desktop.drafting.asks.reader import Read
from desktop.drafting.card_values import CardValues
from desktop.drafting.replies.answers import Answers, Topic
from desktop.drafting.replies.parts import parts_of
from desktop.drafting.replies.values import ReplyValues, Said, Sender
from desktop.drafting.slots import Template
from desktop.language.glossary import Glossary
from desktop.language.locales import locale_info
from desktop.language.phrasebook import Pattern, Phrasebook
from desktop.taxonomy.categories import Taxonomy

_COVER_LIMIT = 4


class ReplyWriter:
    """Drafts replies. Everything it says is a pattern of the phrasebook with slots from the card and the price policy."""

    def __init__(
        self, phrasebooks: Callable[[str], Phrasebook], glossaries: Callable[[str], Glossary], taxonomy: Taxonomy, products: ProductFinder
    ) -> None:
        self._phrasebooks = phrasebooks
        self._glossaries = glossaries
        self._taxonomy = taxonomy
        self._products = products

    def write(self, message: Message, read: Read, sender: Sender, today: date) -> tuple[ReplyLine, ...]:
        """The paragraphs of a reply in the buyer's language (English when he writes Chinese or an unknown one)."""
        language = read.language if read.language != "zh" else "en"
        parts = self.topics(read, sender, today)
        page = _Page(self, language, parts[0][0], sender, message.id)
        topics = [topic for _card, part in parts for topic in part]
        lines = page.opening(read, bool(topics) and len(parts) == 1)
        for card, part in parts:
            own = _Page(self, language, card, sender, message.id)
            lines += own.lines(Topic("product_ref")) if len(parts) > 1 and part else []
            for topic in part:
                lines += [line for line in own.lines(topic) if line not in lines]
        if not topics and read.asks:
            lines += page.lines(Topic("other_ack"))
        return tuple(lines + page.ending(read, topics))

    def topics(self, read: Read, sender: Sender, today: date) -> list[tuple[Card | None, list[Topic]]]:
        """What a reply answers, product by product."""
        return [(card, Answers(part, card, sender, today).topics()) for card, part in parts_of(read, self._products)]

    def holding(self, message: Message, language: str, sender: Sender) -> tuple[ReplyLine, ...]:
        """The reply that only says that the message was received."""
        page = _Page(self, language if language != "zh" else "en", None, sender, message.id)
        return tuple(page.greeting() + page.lines(Topic("holding")) + page.signature())

    def follow_up(self, message: Message, language: str, sender: Sender) -> tuple[ReplyLine, ...]:
        """A reminder after an offer that was not answered."""
        page = _Page(self, language if language != "zh" else "en", None, sender, message.id)
        return tuple(page.greeting() + page.lines(Topic("follow_up")) + page.lines(Topic("closing")) + page.signature())

    def judged(self, read: Read, sender: Sender, today: date) -> list[tuple[str, bool]]:
        """Each price that the buyer names, and whether it can be done."""
        parts = parts_of(read, self._products)
        return [item for card, part in parts for item in Answers(part, card, sender, today).judged()]

    def promise(self, card: Card | None, said: Said, kind: str, language: str) -> ReplyLine | None:
        """The sentence of the owner's own promise of a kind, with its Chinese; None where no pattern can be filled."""
        page = _Page(self, language if language != "zh" else "en", card, Sender(), kind)
        return next(iter(page.lines(Topic(f"promise_{kind}", said))), None)

    def values(self, card: Card | None, said: Said, sender: Sender, locale: str) -> tuple[ReplyValues, Template]:
        """Slot values and template for one reader."""
        info = locale_info(locale)
        glossary = self._glossaries(info.language)
        card_values = CardValues(card, self._taxonomy.category(card.category), glossary, info) if card else None
        return ReplyValues(card_values, said, sender, (info, glossary)), Template(info, card_values.gender if card_values else "")

    def patterns(self, language: str, topic: str) -> list[Pattern]:
        """The approved patterns of a topic."""
        return self._phrasebooks(language).patterns("reply", topic)


class _Page:
    """One reply while it is written."""

    def __init__(self, writer: ReplyWriter, language: str, card: Card | None, sender: Sender, seed: str) -> None:
        self._writer = writer
        self._language = language
        self._card = card
        self._sender = sender
        self._seed = seed

    def greeting(self) -> list[ReplyLine]:
        return self.lines(Topic("greeting"), needs=("buyer",)) if self._sender.buyer else self.lines(Topic("greeting"))

    def opening(self, read: Read, answers: bool) -> list[ReplyLine]:
        complaint = any(ask.kind == "complaint" for ask in read.asks)
        first = self.lines(Topic("apology" if complaint else "thanks"))
        product = self.lines(Topic("product_ref")) if answers and self._card and not complaint else []
        return self.greeting() + first + product

    def ending(self, read: Read, topics: list[Topic]) -> list[ReplyLine]:
        names = {topic.name for topic in topics}
        asked = any(name.startswith(("ask_", "price_no_qty", "target_price_ask")) for name in names)
        step = [] if asked or not names or names & {"complaint_ack", "order_status_ack"} else self.lines(Topic("next_step"))
        if read.asks and self._card is None and "ask_details" not in names:
            step = self.lines(Topic("ask_details"))
        return step + self.lines(Topic("closing")) + self.signature()

    def signature(self) -> list[ReplyLine]:
        return self.lines(Topic("signature"))

    def lines(self, topic: Topic, needs: tuple[str, ...] = ()) -> list[ReplyLine]:
        """The lines of a topic; its fallback topic when the card cannot fill any pattern."""
        made = self._filled(topic, needs) or (self._filled(topic, ()) if needs else [])
        if not made:
            return self.lines(Topic(topic.fallback)) if topic.fallback else []
        return self._covering(made) if topic.cover else [made[0][1]]

    def _filled(self, topic: Topic, needs: tuple[str, ...]) -> list[tuple[Pattern, ReplyLine]]:
        """Every pattern of a topic that can be filled, in this message's own order."""
        values, template = self._writer.values(self._card, topic.said, self._sender, self._language)
        owner, owner_template = self._writer.values(self._card, topic.said, self._sender, "zh")
        result = []
        for pattern in self._shuffled(topic.name):
            if not all(name in pattern.slots for name in needs):
                continue
            text = template.fill(pattern.text, values)
            if text is not None:
                zh = owner_template.fill(pattern.zh.replace("\\n", "\n"), owner, capital=False) or pattern.zh
                result.append((pattern, ReplyLine(topic.name, text, zh, pattern.id)))
        return result

    def _shuffled(self, topic: str) -> list[Pattern]:
        def order(pattern: Pattern) -> tuple[int, bytes]:
            # A price line with its validity and a list with its term say more: they come first.
            weight = -len(pattern.slots & {"incoterm", "valid_until", "deposit", "unit", "qty", "lead_qty", "signer", "weight"})
            return weight, hashlib.blake2b(f"{self._seed}{pattern.id}".encode(), digest_size=8).digest()

        return sorted(self._writer.patterns(self._language, topic), key=order)

    def _covering(self, made: list[tuple[Pattern, ReplyLine]]) -> list[ReplyLine]:
        """As few patterns as say every slot that any of them can say."""
        open_slots = set().union(*(pattern.slots for pattern, _ in made))
        result: list[ReplyLine] = []
        while open_slots and len(result) < _COVER_LIMIT:
            pattern, line = max(made, key=lambda item: len(item[0].slots & open_slots))
            gained = pattern.slots & open_slots
            if not gained:
                break
            open_slots -= gained
            result.append(line)
        return result or [made[0][1]]
