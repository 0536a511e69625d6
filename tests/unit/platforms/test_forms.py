"""Forms and categories are kept: used without a line, asked anew when the platform refuses, fetched once for many products."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.bootstrap import House
from desktop.domain.line import LineRules
from desktop.storage import forms
from tests.publishing import Desk, PracticeShop, basket

GET = "alibaba.icbu.product.schema.get"
CATEGORY = "alibaba.icbu.category.get.new"


def test_a_form_is_fetched_once_for_many_products(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    desk.work(*[desk.queue(basket(tmp_path, f"F-{number}")) for number in range(3)])
    calls = shop.calls()
    assert calls[GET] == 1
    before = calls[CATEGORY]
    again = Desk(tmp_path / "desk", shop.url, secrets=desk.secrets)  # the program is started again
    again.work(again.queue(basket(tmp_path, "F-9")))
    again.close()
    assert (shop.calls()[GET], shop.calls()[CATEGORY]) == (1, before)


def test_a_changed_form_that_still_fits_takes_the_product_and_a_kept_one_is_no_excuse(
    shop: PracticeShop, desk: Desk, tmp_path: Path
) -> None:
    desk.work(desk.queue(basket(tmp_path, "F-1")))
    shop.post("/_practice/form", {"require": ["p-2"]})
    (missing,) = desk.work(desk.queue(basket(tmp_path, "F-2")))
    (branded,) = desk.work(desk.queue(replace(basket(tmp_path, "F-3"), brand="Tengyi")))
    assert missing.need is not None
    assert missing.need.why in ("unfit", "form_changed")
    assert branded.state == "done"
    row = forms.get(desk.store.read(), "practice", "form/150301")
    assert row is not None
    assert row["changed_at"] > 0


def test_what_is_missing_is_told_without_a_line_from_the_form_as_it_was(tmp_path: Path, profile: Path) -> None:
    shop = PracticeShop(tmp_path / "closing")
    with House(profile) as house:
        house.samples.take("TB-301")
        house.accounts.add_practice(shop.url)
        online = house.office.fitting.of("TB-301", "practice")
        shop.close()
        house.settings.save_line_rules(LineRules(offline=True))
        with house.store.write() as db:
            forms.age(db, "practice", "")  # as if it were long ago
        kept = house.office.fitting.of("TB-301", "practice")
        assert kept.problems == online.problems != ()
        assert kept.category == online.category
