"""The copy panel: the platform's form in its own order, with limits that are checked before anything is pasted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.platforms.copy_panel import ALIBABA_ORDER, lay_out_pictures, panel
from desktop.practice.catalogue import form_of
from tests.publishing import basket


def test_fields_follow_the_order_of_the_platforms_own_form(tmp_path: Path) -> None:
    laid = panel(basket(tmp_path))
    known = [item.id for item in form_of(150301)]
    seen = [field.id.split("_")[0].split(".")[0] for field in laid.fields]
    tops = ["icbuCatProp" if name.startswith(("p-", "attribute")) else name for name in seen]
    places = [ALIBABA_ORDER.index(name) for name in tops]
    assert places == sorted(places)
    assert set(tops) <= set(known)


def test_texts_are_the_approved_ones_and_limits_are_shown(tmp_path: Path) -> None:
    publication = basket(tmp_path)
    listing = publication.main
    assert listing is not None
    fields = {field.id: field for field in panel(publication).fields}
    assert fields["productTitle"].text == listing.title
    assert fields["productTitle"].label_zh == "产品名称"
    assert fields["productTitle"].fits
    assert fields["textDesc_1"].text == listing.highlights[0]
    assert fields["ladderPrice"].text == "200: 4.80\n1000: 4.35"
    assert fields["attribute.material"].text == "rattan"
    long = replace(publication, listings={"en": replace(listing, title="x" * 129)})
    assert not panel(long).fields[0].fits


def test_any_language_goes_to_a_generic_site(tmp_path: Path) -> None:
    publication = basket(tmp_path)
    listing = publication.main
    assert listing is not None
    spanish = replace(listing, locale="es", title="Cesta de ratán ¡hecha a mano!")
    laid = panel(replace(publication, listings={"es": spanish}), "generic", "es")
    assert laid.fields[0].text == "Cesta de ratán ¡hecha a mano!"


def test_pictures_lie_numbered_in_a_folder(tmp_path: Path) -> None:
    laid = lay_out_pictures(panel(basket(tmp_path, "TB/301")), tmp_path / "out")
    assert [Path(path).name for path in laid.pictures] == ["TB-301-1.png", "TB-301-2.png"]
    assert all(Path(path).parent == tmp_path / "out" for path in laid.pictures)
