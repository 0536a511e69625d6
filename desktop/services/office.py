"""All services of one profile in one value, as `bootstrap` joins them: what a screen is given.

Each is made when it is first asked for, so that the window shows its first picture before mail, shops and papers are loaded.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from desktop.services.models import Allowed, Models
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


class Office:
    """The verbs of every noun. `make` makes one of those named here, and is asked once for each, by whatever thread comes first."""

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
    freight: Freight
    factory: Factory
    accounts: Accounts
    outbox: Outbox
    publishing: Publishing
    leaving: LeavingNow
    line: Line
    today: Today
    messages: Messages
    mail: Mail
    reception: Reception
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

    def __init__(self, make: Callable[[str], object]) -> None:
        self._make = make
        self._one = threading.RLock()

    if not TYPE_CHECKING:  # for the type checker the names above are all there is

        def __getattr__(self, name):
            """The service of that name, made now. AttributeError for a name that is none."""
            if name not in Office.__annotations__:
                raise AttributeError(name)
            with self._one:
                if name not in self.__dict__:
                    self.__dict__[name] = self._make(name)
                return self.__dict__[name]

    @property
    def fitting(self) -> Fitting:
        """Whether a product fits a platform's form."""
        from desktop.services.fitting import Fitting

        return Fitting(self.accounts, self.cards, self.listings, self.publishing)

    def download_rules(self) -> Allowed:
        """How fast a model may be fetched, and when: on a line that is paid by the megabyte, only in the night window."""
        from desktop.services.models import Allowed

        rules, cap = self.settings.line_rules(), float(self.settings.get("model_kb_per_s") or 0) * 1000
        return Allowed(cap, lambda: rules.large_may_go(datetime.now().astimezone().hour))

    @property
    def exports(self) -> Exports:
        """Files that leave or enter by hand."""
        from desktop.services.exports import Exports

        return Exports(self.cards, self.listings, self.publishing, self.settings)
