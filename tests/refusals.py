"""Seven things that a platform says no to, made with the practice shop: what the outbox shows for each is tested in three places."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.outbox import OutboxItem
from desktop.domain.publications import Publication
from desktop.practice.shop import LIMITED_KEY, LIMITED_SECRET
from tests.publishing import Desk, PracticeShop, basket, picture


@dataclass(frozen=True)
class Shown:
    """What an owner must read, and the button that mends it."""

    sentence: str
    button: str
    label: str


EXPECTED: dict[str, Shown] = {
    "WRONG-KEY": Shown("The platform does not know this app key or secret.", "enter_key", "Enter them again"),
    "EXPIRED": Shown("The permission has ended.", "sign_in", "Sign in"),
    "NOT-GRANTED": Shown("The app has not been granted this right yet.", "how_to_apply", "How to apply"),
    "CATEGORY-GONE": Shown("The platform no longer has this category.", "choose_category", "Choose a category"),
    "LONG-TITLE": Shown("Product name is too long: 129 of at most 128 bytes.", "edit", "Edit"),
    "BIG-PICTURE": Shown("Image 1: the picture has 5.1 MB, the platform takes at most 4.2 MB.", "renew", "Bring up to date and send"),
    "NEW-FORM": Shown("The platform has changed its form since this was approved: Brand Name is missing.", "edit", "Edit"),
}


def big_picture(folder: Path) -> Publication:
    """A product whose picture file has 5.1 MB."""
    small = picture(folder, 7)
    path = Path(small.path).with_name("big.png")
    path.write_bytes(Path(small.path).read_bytes() + os.urandom(5_100_000 - small.size))
    return replace(basket(folder, "BIG-PICTURE"), pictures=(replace(small, path=str(path), size=path.stat().st_size),))


def refused(shop: PracticeShop, profile: Path, folder: Path) -> dict[str, OutboxItem]:
    """Publishes each to `shop` from the profile's own outbox; returns the items, which all need a person."""
    desk = Desk(profile, shop.url)
    desk.sign_in()
    found: dict[str, OutboxItem] = {}

    def publish(at: Desk, publication: Publication) -> None:
        (found[publication.sku],) = at.work(at.queue(publication))

    listing = basket(folder).main
    assert listing is not None
    publish(desk, replace(basket(folder, "LONG-TITLE"), listings={"en": replace(listing, title="x" * 129)}))
    publish(desk, big_picture(folder))
    publish(desk, replace(basket(folder, "CATEGORY-GONE"), place="424242"))
    publish(Desk(profile, shop.url, secret="wrong", secrets=desk.secrets), basket(folder, "WRONG-KEY"))
    limited = Desk(profile, shop.url, key=LIMITED_KEY, secret=LIMITED_SECRET)
    limited.secrets.kept |= desk.secrets.kept
    shop.shop.state.run("update tokens set app = ?", (LIMITED_KEY,))
    publish(limited, basket(folder, "NOT-GRANTED"))
    shop.shop.state.run("update tokens set app = ?", ("500100",))
    desk.platform.forms.of(150301)  # the form as it was when the owner approved
    item = desk.queue(basket(folder, "NEW-FORM"))
    shop.post("/_practice/form", {"require": ["p-2"]})
    (found["NEW-FORM"],) = desk.work(item)
    shop.post("/_practice/form", {})
    shop.shop.state.run("update tokens set dead=1")
    publish(desk, basket(folder, "EXPIRED"))
    for used in (desk, limited):
        used.close()
    return found
