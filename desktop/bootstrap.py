"""The one place where the layers are joined. Everything is made on first use, so that small commands start fast."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.bootstrap_words import Words as Words
from desktop.bootstrap_words import gui_application as gui_application
from desktop.system.paths import backups_dir, profile_dir

if TYPE_CHECKING:
    from desktop.drafting.drafts import Drafter
    from desktop.services.accounts import Accounts
    from desktop.services.buyers import Buyers
    from desktop.services.card_facts import CardFacts
    from desktop.services.card_form import CardForm
    from desktop.services.card_history import CardHistory
    from desktop.services.cards import Cards
    from desktop.services.deals import Deals
    from desktop.services.doctor import Doctor
    from desktop.services.factory import Factory
    from desktop.services.freight import Freight
    from desktop.services.intake import CardIntake
    from desktop.services.leaving import LeavingNow
    from desktop.services.line import Line
    from desktop.services.listings import Listings
    from desktop.services.mail import Mail
    from desktop.services.messages import Messages
    from desktop.services.model_catalogue import ModelCatalogue
    from desktop.services.model_drafts import ModelDrafts
    from desktop.services.model_review import ModelReview
    from desktop.services.model_server import ModelServer
    from desktop.services.models import Models
    from desktop.services.office import Office
    from desktop.services.outbox import Outbox
    from desktop.services.owner import Owner
    from desktop.services.practice_shop import PracticeShop
    from desktop.services.prices import Prices
    from desktop.services.promises import Promises
    from desktop.services.publishing import Publishing
    from desktop.services.reception import Reception
    from desktop.services.safety import Safety
    from desktop.services.samples import Samples
    from desktop.services.search import Search
    from desktop.services.settings import Settings
    from desktop.services.today import Today
    from desktop.storage.backup import Backups
    from desktop.storage.database import Store
    from desktop.system.http import HttpDoor
    from desktop.system.line import LineWatch
    from desktop.system.lock import ProfileLock
    from desktop.system.secrets import Secrets


class House:
    """Everything that belongs to one profile. Close it when done; `window=True` takes the profile's lock."""

    def __init__(self, profile: str | Path | None = None, *, words: Words | None = None, exclusive: bool = False) -> None:
        self.profile = profile_dir(profile)
        self.words = words or Words()
        self._lock: ProfileLock | None = None
        if exclusive:
            from desktop.system.lock import ProfileLock

            self._lock = ProfileLock(self.profile)
            self._lock.take()

    @cached_property
    def store(self) -> Store:
        """The database. Raises Environment when it is damaged, newer or cannot be opened."""
        from desktop.storage import migrations
        from desktop.storage.backup import finish_restore
        from desktop.storage.database import Store

        finish_restore(self.profile)

        return Store(self.profile / "tengqiao.db", migrations.ALL)

    @cached_property
    def secrets(self) -> Secrets:
        """The keyring of this profile."""
        from desktop.system.secrets import Secrets

        return Secrets(str(self.profile))

    @cached_property
    def cards(self) -> Cards:
        """Product cards."""
        from desktop.services.cards import Cards

        return Cards(self.store, self.words.taxonomy, self.profile / "cards", self.owner)

    @cached_property
    def listings(self) -> Listings:
        """Listings."""
        from desktop.services.listings import Listings

        return Listings(self.store, self.cards, lambda: self.drafter)

    @cached_property
    def drafter(self) -> Drafter:
        """The drafter with the model beside the phrasebook."""
        from desktop.drafting.drafts import Drafter, Writer
        from desktop.drafting.phrasebook_writer import PhrasebookWriter
        from desktop.drafting.untraced import UntracedWords

        words = self.words
        writers: dict[str, Writer] = {"phrasebook": PhrasebookWriter(words.phrasebooks, words.renderer), "model": self.model_drafts}
        traces = UntracedWords(words.phrasebooks, words.glossaries)
        return Drafter(writers, words.renderer, words.fact_lock, traces.findings)

    @cached_property
    def model_drafts(self) -> ModelDrafts:
        """The model as a writer; nothing is started before the first draft."""
        from desktop.services.model_drafts import ModelDrafts

        return ModelDrafts(self.models, self.words.model_writer, self.model_server)

    @cached_property
    def model_server(self) -> ModelServer:
        """A model on another computer, off until it is switched on."""
        from desktop.services.model_server import ModelServer

        return ModelServer(self.settings, self.secrets, self.door)

    @cached_property
    def settings(self) -> Settings:
        """Settings and the factory card."""
        from desktop.services.settings import Settings

        return Settings(self.store)

    @cached_property
    def owner(self) -> Owner:
        """The owner's PIN."""
        from desktop.services.owner import Owner

        return Owner(self.settings)

    @cached_property
    def samples(self) -> Samples:
        """Sample products."""
        from desktop.documents.sample_pictures import draw_sample
        from desktop.services.samples import Samples

        return Samples(self.words.resources / "samples", self.cards, self.settings, draw_sample)

    @cached_property
    def doctor(self) -> Doctor:
        """What works on this computer."""
        from desktop.services.doctor import Doctor

        return Doctor(self.profile, lambda: self.store, lambda: self.secrets.lasting, self.watch.state)

    @cached_property
    def backups(self) -> Backups:
        """Backups of this profile."""
        from desktop.storage.backup import Backups

        return Backups(self.store, self.profile / "cards", backups_dir(self.profile))

    @cached_property
    def door(self) -> HttpDoor:
        """The one way out: asks the owner's switch before each request."""
        from desktop.system.http import HttpDoor, is_loopback
        from desktop.system.line import network_up
        from desktop.system.rates import ByteMeter, Pace

        meter = ByteMeter(self.profile / "bytes.json", lambda: self.settings.get("bytes_per_day") or None)
        gap = Pace(lambda host: 0.0 if is_loopback(host) else 0.3)
        door = HttpDoor(lambda: bool(self.settings.get("offline")), meter, gap, network_up)
        door.counts_local = False
        return door

    @cached_property
    def watch(self) -> LineWatch:
        """Is there a line, and what may it be used for."""
        from desktop.system.line import LineWatch

        return LineWatch(self.door, self.settings.line_rules)

    @cached_property
    def models(self) -> Models:
        """The model library."""
        from desktop.models.catalogue import Catalogue
        from desktop.models.download import Downloader
        from desktop.services.models import Models
        from desktop.system.paths import cache_dir, models_dir

        folder = models_dir(self.profile)
        catalogue = Catalogue(self.words.resources / "models" / "catalogue.json")
        return Models(folder, catalogue, cache_dir(), lambda rules: Downloader(self.door, folder, rules))

    @cached_property
    def accounts(self) -> Accounts:
        """Shops and mailboxes."""
        from desktop.services.accounts import Accounts

        return Accounts(self.store, self.settings, self.secrets, self.door, self.words.resources)

    @cached_property
    def outbox(self) -> Outbox:
        """What waits, was sent, needs a person."""
        from desktop.services.outbox import Outbox

        return Outbox(self.store)

    @cached_property
    def publishing(self) -> Publishing:
        """From approved listings to the outbox."""
        from desktop.services.publishing import Publishing

        return Publishing(self.store, self.cards, self.listings, self.words.glossaries, self.profile / "prepared")

    @cached_property
    def line(self) -> Line:
        """Runs the outbox."""
        from desktop.services.line import Line

        line = Line(self.store, self.accounts, self.outbox, self.profile / "line", self.watch)
        line.mail, line.reception = self.mail, self.reception
        return line

    @cached_property
    def mail(self) -> Mail:
        """Mailboxes that are read."""
        from desktop.services.mail import Mail

        return Mail(self.store, self.accounts, self.messages, self.profile / "attachments")

    @cached_property
    def reception(self) -> Reception:
        """Holding replies that go out by themselves."""
        from desktop.services.reception import Reception

        return Reception(self.store, self.messages, self.accounts, self.settings)

    @cached_property
    def messages(self) -> Messages:
        """Buyers' messages and replies."""
        from desktop.services.messages import Messages

        return Messages(self.store, lambda: self.words.replier, self.cards, self.settings, self.owner)

    @cached_property
    def deals(self) -> Deals:
        """Quotes, deals and papers."""
        from desktop.services.deals import Deals

        return Deals(self.store, self.cards, self.settings, (self.words.papers, self.profile / "papers"), self.words.goods_names)

    @cached_property
    def card_form(self) -> CardForm:
        """A card as a form."""
        from desktop.services.card_form import CardForm

        return CardForm(self.cards, self.words.taxonomy, self.words.glossaries, self.owner)

    @cached_property
    def leaving(self) -> LeavingNow:
        """What would leave when a product is published."""
        from desktop.services.leaving import LeavingNow

        return LeavingNow(self.cards, self.listings, self.publishing)

    @cached_property
    def search(self) -> Search:
        """Search over everything."""
        from desktop.services.search import Search

        return Search(self.cards, self.messages, self.deals)

    @cached_property
    def safety(self) -> Safety:
        """Backups for the window."""
        from desktop.services.safety import Safety

        return Safety(self.backups, self.profile)

    @cached_property
    def prices(self) -> Prices:
        """Prices and costs."""
        from desktop.services.prices import Prices

        return Prices(self.settings, self.cards, self.owner)

    @cached_property
    def freight(self) -> Freight:
        """Freight lines."""
        from desktop.services.freight import Freight

        return Freight(self.settings, self.owner)

    @cached_property
    def promises(self) -> Promises:
        """The owner's own promises."""
        from desktop.services.promises import Promises

        return Promises(self.store, self.messages, self.cards, self.owner)

    @cached_property
    def buyers(self) -> Buyers:
        """Buyers, each with all that belongs to him."""
        from desktop.services.buyers import Buyers

        return Buyers(self.store, self.messages, self.deals)

    @cached_property
    def card_history(self) -> CardHistory:
        """What changed on cards."""
        from desktop.services.card_history import CardHistory

        return CardHistory(self.cards, self.card_form, self.listings)

    @cached_property
    def model_catalogue(self) -> ModelCatalogue:
        """The model over the whole catalogue."""
        from desktop.services.model_catalogue import ModelCatalogue

        return ModelCatalogue(self.cards, self.listings, self.model_drafts)

    @cached_property
    def card_facts(self) -> CardFacts:
        """What a card says, fact by fact."""
        from desktop.services.card_facts import CardFacts

        return CardFacts(self.cards, self.card_form, self.listings, self.words.glossaries)

    @cached_property
    def model_review(self) -> ModelReview:
        """The model's text as it grows."""
        from desktop.services.model_review import ModelReview

        return ModelReview(self.cards, self.listings, self.model_drafts, self.words.renderer)

    @cached_property
    def office(self) -> Office:
        """Every service, for the window; each is made when it is first asked for."""
        from desktop.services.office import Office

        return Office(lambda name: getattr(self, name))

    @property
    def resources(self) -> Path:
        """The folder of words, samples and styles."""
        return self.words.resources

    @cached_property
    def factory(self) -> Factory:
        """The factory card as a form."""
        from desktop.services.factory import Factory

        return Factory(self.settings)

    @cached_property
    def today(self) -> Today:
        """What needs the owner."""
        from desktop.services.today import MessageTasks, Today

        return Today(self.cards, self.listings, self.outbox, (MessageTasks(self.messages),))

    @cached_property
    def intake(self) -> CardIntake:
        """From the owner's paragraph or own sheet to cards."""
        from desktop.drafting.intake import Intake
        from desktop.drafting.intake_cells import CellReader
        from desktop.services.intake import CardIntake

        concepts, taxonomy = self.words.glossaries.concepts, self.words.taxonomy
        return CardIntake(self.cards, self.settings, Intake(concepts, taxonomy), CellReader(concepts), taxonomy)

    @cached_property
    def practice_shop(self) -> PracticeShop:
        """The practice shop that a button starts."""
        from desktop.services.practice_shop import PracticeShop

        return PracticeShop(self.profile / "practice-shop", self.accounts)

    def close(self) -> None:
        """Close the database and give the profile back."""
        if "practice_shop" in self.__dict__:
            self.practice_shop.close()
        if "model_drafts" in self.__dict__:
            self.model_drafts.close()
        if "store" in self.__dict__:
            self.store.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> House:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
