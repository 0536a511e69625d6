"""Alibaba.com behind the small interface: publish, update, show or hide, read back, and look for what was sent."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.merge import HERE, merge
from desktop.domain.publications import Publication, publication_from_json
from desktop.platforms.alibaba import compare, lookup
from desktop.platforms.alibaba.categories import Categories
from desktop.platforms.alibaba.client import Client
from desktop.platforms.alibaba.faults import business
from desktop.platforms.alibaba.forms import REQUEST, Form, FormMemory, Forms, Remembered
from desktop.platforms.alibaba.mapping import TITLE_BYTES, Filling, PhotobankPicture, fill
from desktop.platforms.alibaba.photobank import Photobank, PictureMemory
from desktop.platforms.alibaba.rules import Validator, Wrong
from desktop.platforms.alibaba.schema import Filled, Schema, answer_xml, flatten, parse_schema
from desktop.platforms.base import (
    Absent,
    Account,
    Capabilities,
    Conflict,
    Found,
    Gone,
    Item,
    Page,
    PlatformProblem,
    Progress,
    Receipt,
    Rejected,
    Unreachable,
    Unsure,
)

SCHEMA = "alibaba.icbu.product.schema."
MAX_PICTURE = 4 * 1024 * 1024
OVERTAKEN = ("platform.unfit", "platform.fields_refused", "platform.refused", "platform.category_gone")
"""Refusals that an old form may be the cause of."""


@dataclass(frozen=True)
class Shop:
    """What the owner set for this account. `places` maps our categories to the platform's leaf ids.

    `list_lag` and `settle` are known only for the practice shop; nobody publishes them for the real one.
    """

    id: str
    name: str
    places: Mapping[str, str] = field(default_factory=dict)
    list_lag: float | None = None
    settle: float = 900.0
    otherwise: str = ""
    """The leaf for categories without a place of their own (the practice shop has one)."""


class Alibaba:
    """One account on Alibaba.com (or on the practice shop)."""

    def __init__(self, client: Client, shop: Shop, memory: PictureMemory, heard: FormMemory | None = None) -> None:
        self._client, self._shop = client, shop
        self._photobank = Photobank(client, memory)
        heard = heard or Remembered(client)
        self._categories, self.forms = Categories(client, heard), Forms(client, heard)

    @property
    def name(self) -> str:
        """As shown."""
        return self._shop.name

    @property
    def client(self) -> Client:
        """The signed-in client, for settings screens."""
        return self._client

    @property
    def categories(self) -> Categories:
        """The platform's category tree."""
        return self._categories

    @property
    def capabilities(self) -> Capabilities:
        """English listings only (reference, 3.5) and no inquiries by API (7.2)."""
        return Capabilities(("en",), MAX_PICTURE, 6, TITLE_BYTES, (), self._shop.list_lag, self._shop.settle)

    def check(self) -> Account:
        """One cheap call that needs a good token."""
        self._client.call("alibaba.icbu.category.get.new", {"cat_id": "0"})
        tokens = self._client.tokens.read()
        return Account(self._shop.id, (tokens.login if tokens else "") or self._shop.name, tokens.until if tokens else None)

    def pull(self, cursor: str) -> Page:
        """Orders changed since `cursor` (milliseconds as text). Inquiries have no API; replies go by the clipboard."""
        return lookup.orders(self._client, cursor)

    # the form ----------------------------------------------------------------------------------------------------

    def place_of(self, publication: Publication) -> int:
        """The platform's leaf category: the owner's choice, else the one whose name fits. Raises Rejected."""
        chosen = publication.place or self._shop.places.get(publication.category, "")
        if chosen:
            return int(chosen)
        found = self._categories.guess(publication.category)
        if found is None:
            if self._shop.otherwise:
                return int(self._shop.otherwise)
            raise Rejected("platform.no_category", {"catId": ""}, category=publication.category)
        return found

    def preview(self, publication: Publication) -> tuple[Filling, list[dict[str, Any]], Form]:
        """What would be sent, what the platform would refuse, and the form that says so (an old one without a line)."""
        form = self.forms.seen(self.place_of(publication))
        filling, wrong = self._filled(publication, form.schema, _planned(publication))
        return filling, self._details(form.place, wrong), form

    def _details(self, place: int, wrong: Sequence[Wrong]) -> list[dict[str, Any]]:
        """Each refusal as plain values for a sentence, with the field's name in both languages."""
        labels = self.forms.labels(place) if wrong else {}
        return [
            {"place": row.place, "name": row.name, "name_zh": labels.get(_unnumbered(row.place), ""), "kind": row.kind, **row.fields}
            for row in wrong[:20]
        ]

    def _filled(self, publication: Publication, schema: Schema, pictures: Sequence[PhotobankPicture]) -> tuple[Filling, list[Wrong]]:
        filling = fill(publication, schema, pictures)
        sizes = {picture.file_id: picture.size for picture in pictures}
        return filling, Validator(schema, sizes.get).check(filling.fields)

    # pushing -----------------------------------------------------------------------------------------------------

    def push(self, item: Item, keep: Progress) -> Receipt:
        """Publishes, updates, or shows and hides one product."""
        if item.verb == "reply":
            raise Rejected("platform.no_channel")
        if item.verb == "display":
            return self._display(item)
        publication = publication_from_json(item.data["publication"])
        if item.verb == "update":
            return self._update(item, publication, keep)
        return self._publish(item, publication, keep)

    def _publish(self, item: Item, publication: Publication, keep: Progress) -> Receipt:
        form = self.forms.of(self.place_of(publication))
        try:
            return self._add(item, publication, form, keep)
        except Rejected as refusal:
            if refusal.code not in OVERTAKEN:
                raise
            newer = self._newer(form)  # a refusal did nothing there; the kept form may have been overtaken
            if newer.schema == form.schema:
                raise
            return self._add(item, publication, newer, keep)

    def _newer(self, form: Form) -> Form:
        """The form as the platform shows it now, or the same one where it cannot be asked."""
        try:
            return self.forms.of(form.place, 0.0)
        except Unreachable:
            return form

    def _add(self, item: Item, publication: Publication, form: Form, keep: Progress) -> Receipt:
        place = form.place
        self._refuse(item, form, self._filled(publication, form.schema, _planned(publication))[1])  # before any picture travels
        pictures = [self._photobank.ensure(picture) for picture in publication.pictures[:6]]
        filling, wrong = self._filled(publication, form.schema, pictures)
        self._refuse(item, form, wrong)
        before = lookup.same_title(self._client, publication, place)
        sent = [flatten(row) for row in filling.fields]
        keep("stage", {"step": "add", "place": place, "before": sorted(row.id for row in before), "sent": sent})
        head = Filled("catId", "input", compare.one(str(place)))
        answer = self._request("add", {"cat_id": place, "language": "en_US", "xml": answer_xml([head, *filling.fields])}, write=True)
        product = lookup.id_of(answer)
        keep("product", product)
        return self._receipt(product, place, filling)

    def _update(self, item: Item, publication: Publication, keep: Progress) -> Receipt:
        """Sends only the fields that differ from what the platform holds."""
        product = str(item.data["product"])
        place = self.place_of(publication)
        current = self._render(product)
        pictures = [self._photobank.ensure(picture) for picture in publication.pictures[:6]]
        filling, _ = self._filled(publication, current, pictures)
        ours = _ours(filling.fields, current.values(), item.data)
        changed = compare.changed(ours, current.values())
        wrong = Validator(current, {row.file_id: row.size for row in pictures}.get).check(changed, partial=True)
        self._refuse(item, Form(place, current, self._client.now()), wrong)
        if changed:
            keep(
                "stage",
                {
                    "step": "update",
                    "place": place,
                    "product": product,
                    "sent": [flatten(row) for row in filling.fields],
                    "changed": [row.id for row in changed],
                },
            )
            self._request(
                "update",
                {"cat_id": place, "product_id": int(product), "language": "en_US", "xml": answer_xml(changed)},
                write=True,
            )
        return self._receipt(product, place, filling)

    def _refuse(self, item: Item, form: Form, wrong: Sequence[Wrong]) -> None:
        """Raises Rejected with every place that the platform would refuse; says so when its form became another one."""
        if not wrong:
            return
        first = wrong[0]
        code = "platform.form_changed" if form.changed_at > item.approved_at > 0 else "platform.unfit"
        places, details = {row.place: row.kind for row in wrong}, self._details(form.place, wrong)
        raise Rejected(code, places, place=first.place, name=first.name, kind=first.kind, details=details)

    def _display(self, item: Item) -> Receipt:
        product = str(item.data["product"])
        secret = self._client.call("alibaba.icbu.product.id.encrypt", {"product_id": product, "language": "ENGLISH"})
        answer = self._client.call(
            "alibaba.icbu.product.batch.update.display",
            {
                "new_display": "on" if item.data.get("on") else "off",
                "product_id_list": str(secret.get("secret_id", "")),
            },
            write=True,
        )
        business(answer, write=True)
        return Receipt(product)

    def _receipt(self, product: str, place: int, filling: Filling) -> Receipt:
        """Reads the product back. It is published by now: a read-back that fails is a note, not a failure."""
        sent: dict[str, Any] = {"place": place, "fields": [flatten(row) for row in filling.fields]}
        try:
            current = self._render(product)
            sent["shown"] = {row.id: flatten(there) for row in filling.fields if (there := current.values().get(row.id))}
        except PlatformProblem:
            return Receipt(product, "", sent, (), ("not_read_back", *filling.left_out))
        differences = compare.differences(filling.fields, current.values())
        try:
            url = lookup.page_of(self._client, product)
        except PlatformProblem:
            url = ""
        return Receipt(product, url, sent, tuple(differences), tuple(filling.left_out))

    # reading -----------------------------------------------------------------------------------------------------

    def _render(self, product: str) -> Schema:
        try:
            answer = self._request("render", {"product_id": int(product), "language": "en_US"})
        except Rejected as error:
            if error.code == "platform.product_gone":
                raise Gone("platform.product_gone", product=product) from error
            raise
        return parse_schema(str(answer.get("data", "")))

    def read(self, product: str) -> dict[str, Any]:
        """The platform's current values by field, as plain data (for the three-way merge)."""
        return {name: flatten(row) for name, row in self._render(product).values().items()}

    def score(self, product: str) -> Mapping[str, Any]:
        """The platform's mark and its problems: `{"score", "problems": {name: text}}`."""
        return lookup.score(self._client, product)

    def find(self, item: Item) -> Found | Absent | Unsure:
        """Whether an earlier push arrived, by list and render: there is no look-up by our own key."""
        stage = item.progress.get("stage")
        if not isinstance(stage, Mapping):
            return Absent()  # it never came to the point where something could have been published
        sent = tuple(compare.restored(row) for row in stage.get("sent", ()))
        if stage.get("step") == "update":
            current = self._render(str(stage["product"]))
            sent = tuple(row for row in sent if row.id in stage["changed"])
            if compare.differences(sent, current.values()):
                return Absent()
            return Found(Receipt(str(stage["product"]), "", {"place": stage["place"], "fields": list(stage["sent"])}))
        return self._find_new(item, stage, sent)

    def _find_new(self, item: Item, stage: Mapping[str, Any], sent: Sequence[Filled]) -> Found | Absent | Unsure:
        publication = publication_from_json(item.data["publication"])
        place = int(stage["place"])
        rows = lookup.same_title(self._client, publication, place)
        fresh = [row for row in rows if row.id not in stage.get("before", ()) and row.id not in item.known]
        exact = [row for row in fresh if not compare.differences(sent, self._render(row.id).values())]
        if len(exact) == 1:
            row = exact[0]
            readback = {"place": place, "fields": list(stage["sent"])}
            return Found(Receipt(row.id, row.url, readback, (), ("found_after_lost_answer",)))
        if fresh:
            return Unsure(60.0, tuple({"id": row.id, "title": row.title, "url": row.url} for row in fresh))
        return Unsure(60.0) if self._shop.list_lag is None else Absent()

    def _request(self, verb: str, wish: Mapping[str, Any], *, write: bool = False) -> Mapping[str, Any]:
        answer = self._client.call(SCHEMA + verb, {REQUEST: dict(wish)}, write=write)
        return business(answer, write=write)


def _ours(wanted: Sequence[Filled], shown: Mapping[str, Filled], data: Mapping[str, Any]) -> list[Filled]:
    """The wanted fields without those that only the platform changed. Raises Conflict where both sides changed one.

    "Changed there" is judged against what was read back when we published, not against what we sent: the platform
    writes some values its own way.
    """
    base = data.get("base")
    if not isinstance(base, Mapping) or not isinstance(base.get("shown"), Mapping):
        return list(wanted)
    sent = {str(row["id"]): compare.shape(compare.restored(row)) for row in base.get("fields", ())}
    before = {name: compare.shape(compare.restored(row)) for name, row in base["shown"].items()}
    here = {row.id: compare.shape(row) for row in wanted}
    there = {row.id: compare.shape(shown[row.id]) if row.id in shown else None for row in wanted}
    moved_here = {name for name, value in here.items() if value != sent.get(name)}
    moved_there = {name for name, value in there.items() if value != before.get(name)}
    merged = merge(
        dict.fromkeys(here, 0),
        {name: ("here", here[name]) if name in moved_here else 0 for name in here},
        {name: ("there", there[name]) if name in moved_there else 0 for name in here},
        data.get("resolved"),
    )
    asked = [name for name in merged.asked if here[name] != there[name]]
    if asked:
        raise Conflict(
            "platform.changed_there",
            {name: {"base": before.get(name), "here": here[name], "there": there[name]} for name in asked},
        )
    return [row for row in wanted if merged.source.get(row.id, HERE) == HERE]


def _planned(publication: Publication) -> list[PhotobankPicture]:
    return [PhotobankPicture(str(number), "//planned/", row.size) for number, row in enumerate(publication.pictures[:6])]


def _unnumbered(place: str) -> str:
    return re.sub(r"\[\d+\]", "", place)
