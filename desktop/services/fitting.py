"""Whether a product fits a platform's form, before anything is approved or sent: what is missing, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.changes import Changes
from desktop.domain.errors import Refused
from desktop.i18n import language
from desktop.platforms.alibaba.categories import Node
from desktop.platforms.alibaba.connector import Alibaba
from desktop.platforms.alibaba.extras import save_draft
from desktop.platforms.base import Rejected
from desktop.services.accounts import Accounts
from desktop.services.cards import Cards
from desktop.services.listings import Listings
from desktop.services.publishing import Publishing
from desktop.wording import sentence
from desktop.wording.line import field, suggestion


@dataclass(frozen=True)
class Fit:
    """`problems` would be refused, one sentence each; `left_out` are facts without a place on the form; `category` is
    the platform's own, empty where the owner must choose one. `at` says when the platform showed its form (seconds since
    1970, 0 for a shop without one): without a line it may be an old one."""

    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    category: str = ""
    choosable: bool = False
    at: float = 0.0

    @property
    def fits(self) -> bool:
        """Whether the platform would take it as it is."""
        return not self.problems


@dataclass(frozen=True)
class Branch:
    """A category of the platform to choose from; only a leaf can hold products."""

    id: int
    name: str
    leaf: bool


class Fitting:
    """Asks the platform for its form and categories (reads; both are kept) and checks products against them."""

    def __init__(self, accounts: Accounts, cards: Cards, listings: Listings, publishing: Publishing) -> None:
        self._accounts, self._cards = accounts, cards
        self._listings, self._publishing = listings, publishing

    def of(self, sku: str, account: str) -> Fit:
        """The fit of a product, with its listings as they stand now; pictures stay here.

        Without a line the kept form is used. Raises a PlatformProblem where the form was never seen.
        """
        platform = self._accounts.platform(account)
        if not isinstance(platform, Alibaba):
            return Fit()  # a web shop takes what it is given
        card = self._cards.get(sku)
        listings = {view.locale: view.listing for view in self._listings.of_card(sku)}
        publication, _ = self._publishing.freeze(card, listings)
        try:
            filling, rows, form = platform.preview(publication)
            category = _name(platform.categories.node(form.place))
        except Rejected as problem:
            if problem.code not in ("platform.no_category", "platform.category_gone"):
                raise
            return Fit((sentence(problem),), choosable=True)
        return Fit(tuple(field(row) for row in rows), tuple(filling.left_out), category, True, form.at)

    def score(self, account: str, product: str) -> tuple[str, tuple[str, ...]]:
        """The platform's mark of a published product (0 to 5, as text) and its suggestions, one sentence each.

        `product` is the platform's id. Raises a PlatformProblem; an empty mark for a shop that gives none.
        """
        platform = self._accounts.platform(account)
        if not isinstance(platform, Alibaba):
            return "", ()
        found = platform.score(product)
        return str(found["score"]), tuple(suggestion(name, text) for name, text in found["problems"].items())

    def save_draft(self, sku: str, account: str) -> str:
        """Keeps the product as a draft on the platform, complete or not, without pictures; returns the draft's id there.

        Raises a PlatformProblem; Refused("publish.no_drafts") for a shop that has none.
        """
        platform = self._accounts.platform(account)
        if not isinstance(platform, Alibaba):
            raise Refused("publish.no_drafts")
        listings = {view.locale: view.listing for view in self._listings.of_card(sku)}
        return save_draft(platform, self._publishing.freeze(self._cards.get(sku), listings)[0])

    def branches(self, account: str, parent: int = 0) -> list[Branch]:
        """The platform's categories below `parent` (0: the top). Raises a PlatformProblem; empty for a web shop."""
        platform = self._accounts.platform(account)
        if not isinstance(platform, Alibaba):
            return []
        nodes = [platform.categories.node(number) for number in platform.categories.node(parent).children]
        return [Branch(node.id, _name(node), node.leaf) for node in nodes]

    def choose(self, sku: str, account: str, leaf: int) -> Changes:
        """All products of this product's category go into the platform's category `leaf` from now on."""
        return self._accounts.choose_place(account, self._cards.get(sku).category, leaf)


def _name(node: Node) -> str:
    return node.zh if node.zh and language().startswith("zh") else node.name
