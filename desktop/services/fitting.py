"""Whether a product fits a platform's form, before anything is approved or sent: what is missing, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.platforms.alibaba.connector import Alibaba
from desktop.services.accounts import Accounts
from desktop.services.cards import Cards
from desktop.services.listings import Listings
from desktop.services.publishing import Publishing
from desktop.wording.line import field


@dataclass(frozen=True)
class Fit:
    """`problems` would be refused, one sentence each; `left_out` are facts without a place on the form; `at` says when
    the platform showed this form (seconds since 1970, 0 for a shop without one): without a line it may be an old one."""

    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    at: float = 0.0

    @property
    def fits(self) -> bool:
        """Whether the platform would take it as it is."""
        return not self.problems


class Fitting:
    """Asks the platform for its form (a read) and checks the product against it; pictures stay here."""

    def __init__(self, accounts: Accounts, cards: Cards, listings: Listings, publishing: Publishing) -> None:
        self._accounts, self._cards = accounts, cards
        self._listings, self._publishing = listings, publishing

    def of(self, sku: str, account: str) -> Fit:
        """The fit of a product, with its listings as they stand now. Without a line the kept form is used.

        Raises a PlatformProblem where the form was never seen.
        """
        platform = self._accounts.platform(account)
        if not isinstance(platform, Alibaba):
            return Fit()  # a web shop takes what it is given
        card = self._cards.get(sku)
        listings = {view.locale: view.listing for view in self._listings.of_card(sku)}
        publication, _ = self._publishing.freeze(card, listings)
        filling, rows, form = platform.preview(publication)
        sentences = tuple(field(row) for row in rows)
        return Fit(sentences, tuple(filling.left_out), form.at)
