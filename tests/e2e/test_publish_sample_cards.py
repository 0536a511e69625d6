"""Every sample product, drafted, approved and published to a practice shop; the page shows what was approved."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from desktop.bootstrap import House
from desktop.domain.changes import Changes
from desktop.domain.errors import Refused
from desktop.services.accounts import Accounts
from desktop.services.publishing import Publishing
from desktop.services.sending import Runner
from desktop.system.paths import resources_dir
from tests.publishing import PracticeShop, door


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[PracticeShop]:
    running = PracticeShop(tmp_path / "shop")
    yield running
    running.close()


def test_every_sample_card_is_published_as_approved(shop: PracticeShop, profile: Path) -> None:
    with House(profile) as house:
        house.samples.take()
        accounts = Accounts(house.store, house.settings, house.secrets, door(), resources_dir())
        accounts.add_practice(shop.url)
        publishing = Publishing(house.store, house.cards, house.listings, house.words.glossaries, profile / "prepared")
        titles = {}
        for view in house.cards.all():
            house.listings.draft(view.card.sku, ("en",))
            house.listings.approve(view.card.sku, "en")
            titles[view.card.sku] = house.listings.get(view.card.sku, "en").listing
            publishing.publish(view.card.sku, "practice")
        seen: list[Changes] = []
        runner = Runner(house.store, accounts.platform, lambda item: None, seen.append)
        runner.run()
        from desktop.services.outbox import Outbox

        items = Outbox(house.store).all()
        assert len(items) == 12
        for item in items:
            assert item.state == "done", (item.subject, item.need)
            assert item.receipt["differences"] == [], item.subject
            url = f"{shop.url}/product/{item.receipt['id']}"
            with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 (loopback)
                page = unescape(answer.read().decode("utf-8"))
            listing = titles[item.subject]
            for text in (listing.title, *listing.highlights):
                assert text in page, (item.subject, text)
            private = house.cards.get(item.subject).private
            assert private.cost is None or f" {private.cost}<" not in page


def test_approval_and_outbox_are_one_transaction(shop: PracticeShop, profile: Path) -> None:
    with House(profile) as house:
        house.samples.take("TB-301")
        publishing = Publishing(house.store, house.cards, house.listings, house.words.glossaries, profile / "prepared")
        house.listings.draft("TB-301", ("en", "es"))
        house.listings.edit("TB-301", "es", "title", "Cesta de bambú de 99 cm")  # a wrong fact blocks
        with pytest.raises(Refused):
            publishing.approve_and_publish("TB-301", "practice", ("en", "es"))
        assert house.listings.get("TB-301", "en").state == "draft"
        assert house.outbox.all() == []
        publishing.approve_and_publish("TB-301", "practice", ("en",))
        assert house.listings.get("TB-301", "en").state == "approved"
        assert [item.subject for item in house.outbox.all()] == ["TB-301"]
        publishing.publish("TB-301", "practice")
        assert len(house.outbox.all()) == 1
