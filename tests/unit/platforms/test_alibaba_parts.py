"""The connector's parts: signatures, forms with dirty values, hostile patterns, error shapes, tokens."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.publications import publication_from_json
from desktop.platforms.alibaba import faults
from desktop.platforms.alibaba.mapping import clip, fill, plain
from desktop.platforms.alibaba.rules import Validator
from desktop.platforms.alibaba.schema import Filled, Value, answer_xml, compound, parse_schema, several, simple
from desktop.platforms.alibaba.signing import canonical, signature
from desktop.platforms.alibaba.tokens import tokens_from
from desktop.platforms.base import AuthExpired, NotAllowed, PlatformProblem, RateLimited, Rejected, Unknown, Unreachable
from desktop.system.http import Reply
from tests.publishing import Desk, PracticeShop, basket

VECTORS = json.loads(Path("tests/data/sign-vectors.json").read_text("utf-8"))["vectors"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda row: row["id"])
def test_signatures_equal_the_published_ones(vector: dict[str, Any]) -> None:
    assert canonical(vector["params"], vector["prefix"]) in vector["string_to_sign"]
    got = signature(vector["params"], vector["secret"], vector["scheme"], vector["prefix"])
    assert got == vector["signature"]


RULES = """<itemSchema>
 <field id="productTitle" name="Product name" type="input"><rules>
  <rule name="requiredRule" value="true"/><rule name="requiredRule" value="true"/>
  <rule name="maxLengthRule" value="128" exProperty="include" unit="byte"/>
  <rule name="regexRule" value="&lt;[^&gt;]+&gt;" exProperty="not include"/>
  <rule name="regexRule" value="(((a+)+)+)+$" exProperty="not include"/>
  <rule name="regexRule" value="([" exProperty="not include"/></rules></field>
 <field id="note" name="Note" type="input"><rules><rule name="maxInputNumRule" value="500"/>
  <rule name="maxValueRule" value="最大用户输入值个数[60]"/></rules></field>
 <field id="video" name="Video" type="singleCheck"><rules>
  <rule name="maxLengthRule" value="104857600" unit="byte"/></rules></field>
 <field id="colours" name="Colours" type="multiCheck"><rules>
  <rule name="maxValueRule" value="最大用户输入值个数[2]"/><rule name="valueAttributeRule" value="inputValue"/>
  <rule name="maxLengthRule" value="5" target="attribute:inputValue" unit="character"/></rules>
  <options><option displayName="Red" value="1"/><option displayName="other" value="-1"/></options></field>
 <field id="batch" name="Batch" type="input"><rules><rule name="requiredRule" value="true"/>
  <rule name="disableRule" value="true"><depend-group operator="and">
   <depend-express fieldId="saleType" symbol="!=" value="batch"/></depend-group></rule></rules></field>
 <field id="strange" name="?" type="hologram"/>
 <field id="infos" name="infos" type="label"><label-group name="x"><label name="a" value="b" desc="c"/></label-group></field>
</itemSchema>"""


def wrongs(*answers: Filled, size: int | None = None) -> dict[str, str]:
    found = Validator(parse_schema(RULES), lambda name: size).check(answers)
    return {row.place: row.kind for row in found}


def test_dirty_rules_are_passed_over_and_the_clean_ones_hold() -> None:
    title = simple("productTitle", "Basket")
    assert wrongs(title) == {}
    assert wrongs() == {"productTitle": "required"}
    assert wrongs(simple("productTitle", "x" * 128)) == {}
    assert wrongs(simple("productTitle", "x" * 129)) == {"productTitle": "too_long"}
    assert wrongs(simple("productTitle", "é" * 65)) == {"productTitle": "too_long"}
    assert wrongs(simple("productTitle", "a <b>")) == {"productTitle": "forbidden"}
    assert wrongs(title, simple("note", "n" * 501)) == {"note": "too_long"}
    assert wrongs(title, simple("video", "9", "singleCheck")) == {}
    assert wrongs(title, simple("saleType", "batch")) == {"batch": "required"}
    own = [Value(str(-n), {"inputValue": "blue"}) for n in range(2, 5)]
    assert wrongs(title, several("colours", own)) == {"colours": "too_many"}
    assert wrongs(title, several("colours", [Value("-2", {"inputValue": "turquoise"})])) == {"colours": "too_long"}
    assert wrongs(title, several("colours", [Value("7")])) == {"colours": "choice"}
    assert list(parse_schema(RULES).notes) == ["strange: type hologram"]


def test_a_hostile_pattern_is_stopped_in_time() -> None:
    start = time.monotonic()
    validator = Validator(parse_schema(RULES), lambda name: None)
    validator.check([simple("productTitle", "a" * 100 + "!")])
    assert time.monotonic() - start < 5
    assert any("pattern" in note for note in validator.notes)


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "<html/>",
        '<!DOCTYPE x [<!ENTITY a "b">]><itemSchema>&a;</itemSchema>',
        "<itemSchema>",
        "<itemSchema>" + "<field id='a' type='complex'><fields>" * 3000,
    ],
)
def test_what_is_no_form_is_refused_in_one_sentence(xml: str) -> None:
    with pytest.raises(Rejected) as refused:
        parse_schema(xml)
    assert refused.value.code == "platform.bad_schema"


def test_answers_come_back_as_they_were_written() -> None:
    fields = [
        simple("productTitle", "A & B <i>"),
        compound("ladder", [compound("ladder_0", [simple("quantity", "2"), simple("price", "12.23")])]),
        several("colours", [Value("-200", {"inputValue": "Black", "img": "//x/y.png"})]),
        Filled("faq", "multiComplex", entries=((simple("question", "Q?"),), (simple("question", "R?"),))),
    ]
    assert list(parse_schema(answer_xml(fields)).values().values()) == fields


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ({"code": "ApiCallLimit", "msg": "x"}, RateLimited),
        ({"code": 7, "msg": "App Call Limited", "sub_msg": "This ban will last for 37 more seconds"}, RateLimited),
        ({"code": "7", "sub_code": "accesscontrol.limited-by-api-access-count"}, RateLimited),
        ({"code": "IllegalAccessToken", "msg": "x"}, AuthExpired),
        ({"code": 27, "msg": "Invalid session", "sub_code": "session-expired"}, AuthExpired),
        ({"code": "InvalidAppKey"}, AuthExpired),
        ({"code": "InsufficientPermission"}, NotAllowed),
        ({"code": 11, "sub_code": "isv.permission-api-package-limit"}, NotAllowed),
        ({"code": "11", "sub_code": "isv.permission-ip-whitelist-limit"}, NotAllowed),
        ({"code": "15", "type": "ISP", "sub_code": "isv.402", "sub_msg": "tradeId is invalid"}, Rejected),
        ({"code": "15", "type": "ISP", "sub_code": "isp.remote-service-timeout"}, Unknown),
        ({"code": "ServiceUnavailable", "type": "SYSTEM"}, Unknown),
        ({"code": "MissingParameter", "msg": "x"}, Rejected),
        ({"code": ["odd"], "msg": {"odd": 1}}, Rejected),
    ],
)
def test_every_error_shape_has_a_meaning(error: dict[str, Any], kind: type[PlatformProblem]) -> None:
    with pytest.raises(kind) as raised:
        faults.unwrap({"error_response": error}, "alibaba.icbu.product.schema.add", write=True)
    if "ban" in str(error):
        assert isinstance(raised.value, RateLimited)
        assert raised.value.after == 37


def test_unreadable_answers_are_unknown_after_a_write_and_unreachable_after_a_read() -> None:
    for body in (b"", b"<html>", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"a":'):
        with pytest.raises(Unknown):
            faults.parse(Reply(200, {}, body), write=True)
        with pytest.raises(Unreachable):
            faults.parse(Reply(502, {}, body), write=False)


def test_a_business_refusal_names_its_fields() -> None:
    payload = {
        "biz_success": False,
        "msg_code": "maxLengthRule;",
        "message": "productTitle:maxLengthRule:Product name is longer than 128 byte:;",
    }
    with pytest.raises(Rejected) as refused:
        faults.business(payload, write=True)
    assert refused.value.places == {"productTitle": "Product name is longer than 128 byte"}
    with pytest.raises(Unknown):
        faults.business({"request_id": "1"}, write=True)


@pytest.mark.parametrize("value", [864000, "864000", 864000.0])
def test_lifetimes_are_read_as_number_or_text(value: object) -> None:
    tokens = tokens_from({"access_token": "a", "refresh_token": "r", "expires_in": value, "refresh_expires_in": 0}, 1000.0)
    assert tokens.until == 865_000
    assert tokens.refresh == ""


def test_titles_hold_only_what_the_form_takes() -> None:
    assert plain("Storage Basket 40×30 cm – “Café” @ home!") == 'Storage Basket 40x30 cm - "Café" home'
    assert clip("one two three", 9) == "one two"


def test_a_publication_survives_the_outbox(tmp_path: Path) -> None:
    publication = basket(tmp_path)
    assert publication_from_json(json.loads(json.dumps(publication.to_json()))) == publication


def test_prices_in_another_currency_become_a_range(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    euro = replace(basket(tmp_path), currency="EUR")
    filling = fill(euro, desk.platform.forms.of(150301).schema, [])
    fob = next(row for row in filling.fields if row.id == "fob")
    assert [child.text for child in fob.entries[0]] == ["4.35", "4.80", "3"]
    assert not any(row.id == "ladderPrice" for row in filling.fields)


def test_each_mistake_is_one_need_with_buttons(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    good = basket(tmp_path)
    listing = good.main
    assert listing is not None
    long = replace(good, sku="A", listings={"en": replace(listing, title="x" * 129)})
    nowhere = replace(good, sku="B", place="424242")
    pictureless = replace(good, sku="C", pictures=())
    free = replace(good, sku="D", rungs=(replace(good.rungs[0], price=Decimal("0.001")),))
    items = desk.work(*[desk.queue(row) for row in (long, nowhere, pictureless, free)])
    assert [item.need.why if item.need else "" for item in items] == ["unfit", "category", "unfit", "unfit"]
    assert [(item.need.fields["name"], item.need.fields["kind"]) for item in items if item.need and item.need.why == "unfit"] == [
        ("Product name", "too_long"),
        ("Product images", "required"),
        ("Single piece price", "too_small"),
    ]
    assert all(item.need and item.need.buttons for item in items)
    assert shop.products() == []
    assert "alibaba.icbu.photobank.upload" not in shop.calls()


def test_pictures_are_uploaded_once_per_content(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    first = basket(tmp_path, "P-1")
    desk.work(desk.queue(first), desk.queue(replace(first, sku="P-2", model="P-2")))
    assert shop.calls()["alibaba.icbu.photobank.upload"] == 2


def test_an_upload_with_a_lost_answer_is_found_again(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    shop.faults({"kind": "cut_after", "match": "photobank.upload", "times": 2})
    (item,) = desk.work(desk.queue(basket(tmp_path)))
    assert item.state == "done"
    assert shop.calls()["alibaba.icbu.photobank.upload"] == 2


def test_an_expired_token_is_refreshed_and_a_dead_one_asks_the_owner(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    shop.post("/_practice/expire", {})
    (item,) = desk.work(desk.queue(basket(tmp_path)))
    assert item.state == "done"
    shop.shop.state.run("update tokens set dead=1")
    (item,) = desk.work(desk.queue(basket(tmp_path, "TB-302")))
    assert item.need is not None
    assert item.need.why == "auth"
    assert "sign_in" in item.need.buttons


def test_a_wrong_app_secret_is_one_plain_need(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    wrong = Desk(tmp_path / "wrong", shop.url, secret="wrong", secrets=desk.secrets)
    (item,) = wrong.work(wrong.queue(basket(tmp_path)))
    wrong.close()
    assert item.need is not None
    assert (item.need.why, item.need.fields["code"]) == ("key", "platform.wrong_key")


def test_the_score_and_the_display_switch(shop: PracticeShop, desk: Desk, tmp_path: Path) -> None:
    (item,) = desk.work(desk.queue(basket(tmp_path)))
    score = desk.platform.score(item.receipt["id"])
    assert "image_num" in score["problems"]
    (hidden,) = desk.work(desk.queue(basket(tmp_path), "display", on=False))
    assert hidden.state == "done"
    assert shop.products()[0]["display"] == "N"
