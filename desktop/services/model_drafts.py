"""The model as a writer for whoever asks: started at the first draft, kept warm, ended with the house.

Listings come here through the drafter like through any writer; `prepare` writes all languages of a card in one go, with
progress, so that the drafts that follow are there at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from desktop.domain.cards import Card
from desktop.domain.errors import Environment
from desktop.domain.listings import Line, SlottedListing
from desktop.drafting.model_writer import ModelWriter, TextEngine
from desktop.engine.client import Engine, Watch
from desktop.engine.remote import RemoteEngine, estimated
from desktop.services.model_server import ModelServer, Price
from desktop.services.models import Models


class ModelDrafts:
    """Owns the engine of one house. One draft at a time; `close` ends the engine."""

    def __init__(self, models: Models, writer: Callable[[TextEngine, str], ModelWriter], server: ModelServer | None = None) -> None:
        self._models, self._make, self._server = models, writer, server
        self._lock = threading.Lock()
        self._engine: Engine | RemoteEngine | None = None
        self._writer: ModelWriter | None = None
        self._places = 0

    def draft(self, card: Card, locale: str) -> SlottedListing:
        """A listing by the model. Raises Environment("model.none") and what the engine raises."""
        with self._lock:
            return self._ready(1).draft(card, locale)

    def prepare(
        self, card: Card, locales: Sequence[str], watch: Watch | None = None, loading: Callable[[float], None] = lambda _done: None
    ) -> None:
        """Writes all these languages from one prompt; the next `draft` of each gives what was written. Raises Cancelled."""
        with self._lock:
            self._ready(len(locales), loading).write(card, locales, watch)

    def prepare_many(
        self,
        wanted: Sequence[tuple[Card, Sequence[str]]],
        watch: Watch | None = None,
        loading: Callable[[float], None] = lambda _done: None,
    ) -> None:
        """As `prepare`, for several cards in one go."""
        with self._lock:
            self._ready(max(len(locales) for _card, locales in wanted), loading).write_many(wanted, watch)

    def engine(self) -> tuple[TextEngine, str]:
        """What writes, for other texts than listings, and its name. Raises Environment("model.none") and what the engine raises."""
        with self._lock:
            writer = self._ready(1)
            assert self._engine is not None  # _ready made it
            return self._engine, writer.name

    def rewrite(self, card: Card, locale: str, place: str, given: tuple[str, str]) -> Line:
        """One line anew on a wish ("shorter", "plainer", "warmer" or ""); see ModelWriter.rewrite."""
        with self._lock:
            return self._ready(1).rewrite(card, locale, place, given)

    def meaning(self, card: Card, locale: str, text: str) -> str:
        """The Chinese meaning of a foreign text as the model sees it, marked as a machine's. Raises Environment("model.no_chinese")."""
        with self._lock:
            writer = self._ready(1)
            if not writer.read_back:
                raise Environment("model.no_chinese", name=writer.name)
            return writer.meaning_of(card, locale, text)

    @property
    def name(self) -> str:
        """The model that writes, "" before the first draft."""
        return self._writer.name if self._writer else ""

    @property
    def spent(self) -> Price:
        """What a model server charged since the start; nothing for the local engine."""
        if isinstance(self._engine, RemoteEngine) and self._server is not None:
            return Price(self._engine.spent, self._server.get().currency)
        return Price()

    def price(self, wanted: Sequence[tuple[Card, Sequence[str]]]) -> Price:
        """About what a model server will charge for these drafts; nothing for the local engine. Reading back doubles it."""
        server = self._server.get() if self._server else None
        if server is None or not server.on or not server.currency:
            return Price()
        with self._lock:
            writer = self._ready(1)
            return Price(estimated(server, writer.asked(wanted)) * (2 if writer.read_back else 1), server.currency)

    def close(self) -> None:
        """Ends the engine; the next draft starts it again."""
        engine, self._engine, self._writer = self._engine, None, None
        if isinstance(engine, Engine):
            engine.close()

    def _ready(self, languages: int, loading: Callable[[float], None] = lambda _done: None) -> ModelWriter:
        """The writer, started or started anew with more places when so many languages were never wished before."""
        places = max(languages, 2)
        if isinstance(self._engine, Engine) and places > self._places:
            self.close()
        if self._writer is None and self._server is not None and self._server.get().on:
            self._engine = self._server.engine()
            self._writer = self._make(self._engine, self._server.get().model)
        if self._writer is None:
            # What was wished is remembered, not what fitted: a computer short of memory does not load for every wish.
            self._places = places
            self._engine, name = self._models.engine(places, loading)
            self._writer = self._make(self._engine, name)
            # A model that was never taught Chinese can only guess: its lines are then marked as not read back.
            self._writer.read_back = self._models.chosen().reads_chinese
        return self._writer
