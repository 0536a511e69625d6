"""Today: what needs the owner, in order, each one click from being done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from desktop.domain.listings import LOCALES
from desktop.domain.outbox import ATTENTION
from desktop.i18n import _, ngettext
from desktop.wording import outbox as outbox_words
from desktop.wording.times import waited

if TYPE_CHECKING:
    from desktop.services.cards import Cards
    from desktop.services.listings import Listings
    from desktop.services.messages import Messages
    from desktop.services.outbox import Outbox

MAX_FACTS = 3
REMIND = "remind "
"""Before a thread: the messages screen drafts a reminder in it."""


@dataclass(frozen=True)
class Task:
    """One thing for the owner: a group, what it is, its state (look, waiting, blocked), the button, and where it leads."""

    group: str
    text: str
    state: str
    button: str
    screen: str
    argument: str = ""
    sku: str = ""


class Waiting(Protocol):
    """Who else knows of work for today (messages, commitments)."""

    def tasks(self) -> Iterable[Task]:
        """Their tasks, most urgent first."""


class MessageTasks:
    """What messages bring to today: who waits, what was promised, whom to remind."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    def tasks(self) -> list[Task]:
        """Waiting buyers first (risky ones on top), then promises that fall due, then reminders."""
        now = datetime.now().astimezone()
        waiting = [thread for thread in self._messages.threads() if thread.state == "waiting"]
        found = []
        for thread in sorted(waiting, key=lambda item: (not item.risks, item.updated_at)):
            who = thread.buyer or thread.subject or _("Pasted message")
            text = _("{who} waits for an answer: {time}", who=who, time=waited(thread.updated_at, now))
            found.append(Task(_("Messages waiting"), text, "blocked" if thread.risks else "look", _("Answer"), "messages", thread.id))
        for promise in self._messages.due_promises():
            text = _("{who}, by {date}: {sentence}", who=promise.buyer, date=promise.due, sentence=promise.sentence)
            found.append(Task(_("You promised"), text, "look", _("Look"), "messages", "", promise.sku))
        for item in self._messages.follow_ups():
            text = ngettext(
                "{who} has not answered for {n} day", "{who} has not answered for {n} days", item.days, who=item.buyer or item.subject
            )
            found.append(Task(_("Worth a reminder"), text, "waiting", _("Draft a reminder"), "messages", f"{REMIND}{item.thread}"))
        return found


class Today:
    """Collects tasks from every noun."""

    def __init__(self, cards: Cards, listings: Listings, outbox: Outbox, first: tuple[Waiting, ...] = ()) -> None:
        self._cards, self._listings, self._outbox, self._first = cards, listings, outbox, first

    def tasks(self) -> list[Task]:
        """Messages waiting, drafts to approve, outbox items that need a person, facts worth adding."""
        tasks = [task for source in self._first for task in source.tasks()]
        tasks += self._drafts()
        tasks += self._outbox_items()
        return tasks + self._facts()

    def _drafts(self) -> list[Task]:
        states = self._listings.states()
        tasks = []
        for view in self._cards.all():
            open_ones = [locale for locale, state in states.get(view.card.sku, {}).items() if state == "draft"]
            if open_ones:
                name = view.card.name.get("zh") or view.card.sku
                text = ngettext("{name}: {n} language to approve", "{name}: {n} languages to approve", len(open_ones), name=name)
                tasks.append(Task(_("To approve"), text, "waiting", _("Review"), "listings", view.card.sku, view.card.sku))
        return tasks

    def _outbox_items(self) -> list[Task]:
        return [
            Task(
                _("Needs you"),
                f"{outbox_words.what(item)}: {outbox_words.sentence(item)}",
                "look",
                _("Look"),
                "outbox",
                item.id,
                item.subject,
            )
            for item in self._outbox.all()
            if item.state == ATTENTION
        ]

    def _facts(self) -> list[Task]:
        tasks = []
        states = self._listings.states()
        for view in self._cards.all():
            sku = view.card.sku
            if len(states.get(sku, {})) < len(LOCALES):
                text = _("{name}: the texts are not drafted yet", name=view.card.name.get("zh") or sku)
                tasks.append(Task(_("Worth doing"), text, "waiting", _("Draft"), "listings", sku, sku))
            elif view.score < 100 and (missing := self._cards.questions(view.card)):
                tasks.append(
                    Task(_("Worth doing"), f"{view.card.name.get('zh') or sku}: {missing[0].question}", "look", _("Add"), "cards", sku, sku)
                )
        return tasks[:MAX_FACTS]
