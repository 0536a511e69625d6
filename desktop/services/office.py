"""All services of one profile in one value, as `bootstrap` joins them: what a screen is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.services.accounts import Accounts
from desktop.services.buyers import Buyers
from desktop.services.card_facts import CardFacts
from desktop.services.card_form import CardForm
from desktop.services.card_history import CardHistory
from desktop.services.cards import Cards
from desktop.services.deals import Deals
from desktop.services.doctor import Doctor
from desktop.services.exports import Exports
from desktop.services.factory import Factory
from desktop.services.fitting import Fitting
from desktop.services.intake import CardIntake
from desktop.services.leaving import LeavingNow
from desktop.services.line import Line
from desktop.services.listings import Listings
from desktop.services.messages import Messages
from desktop.services.model_catalogue import ModelCatalogue
from desktop.services.model_drafts import ModelDrafts
from desktop.services.model_review import ModelReview
from desktop.services.model_server import ModelServer
from desktop.services.models import Allowed, Models
from desktop.services.outbox import Outbox
from desktop.services.owner import Owner
from desktop.services.practice_shop import PracticeShop
from desktop.services.prices import Prices
from desktop.services.promises import Promises
from desktop.services.publishing import Publishing
from desktop.services.safety import Safety
from desktop.services.samples import Samples
from desktop.services.search import Search
from desktop.services.settings import Settings
from desktop.services.today import Today


@dataclass(frozen=True)
class Office:
    """The verbs of every noun."""

    resources: Path
    profile: Path
    cards: Cards
    card_form: CardForm
    card_facts: CardFacts
    card_history: CardHistory
    listings: Listings
    settings: Settings
    owner: Owner
    samples: Samples
    doctor: Doctor
    safety: Safety
    prices: Prices
    factory: Factory
    accounts: Accounts
    outbox: Outbox
    publishing: Publishing
    leaving: LeavingNow
    line: Line
    today: Today
    messages: Messages
    promises: Promises
    buyers: Buyers
    deals: Deals
    models: Models
    model_drafts: ModelDrafts
    model_review: ModelReview
    model_catalogue: ModelCatalogue
    model_server: ModelServer
    search: Search
    practice_shop: PracticeShop
    intake: CardIntake

    @property
    def fitting(self) -> Fitting:
        """Whether a product fits a platform's form."""
        return Fitting(self.accounts, self.cards, self.listings, self.publishing)

    def download_rules(self) -> Allowed:
        """How fast a model may be fetched, and when: on a line that is paid by the megabyte, only in the night window."""
        rules, cap = self.settings.line_rules(), float(self.settings.get("model_kb_per_s") or 0) * 1000
        return Allowed(cap, lambda: rules.large_may_go(datetime.now().astimezone().hour))

    @property
    def exports(self) -> Exports:
        """Files that leave or enter by hand."""
        return Exports(self.cards, self.listings, self.publishing, self.settings)
