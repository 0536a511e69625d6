"""The schema flow of the gateway: rules, level fields, drafts, adding, rendering, updating (reference, section 3)."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from desktop.practice import photobank, products
from desktop.practice.answers import BadAnswer, read_answer
from desktop.practice.catalogue import CATEGORIES, SERIES, form_of, shells_of
from desktop.practice.rules import Checker, Complaint
from desktop.practice.schema import Answer, Option, rule_xml, shells
from desktop.practice.shop import Call, GatewayError, Shop, missing, whole

REQUEST = "param_product_top_publish_request"
SYSTEM = "isp.system-service-error:API_SYSTEM_ERROR"


def _failed(shop: Shop, scope_code_text: Sequence[Complaint]) -> dict[str, Any]:
    """A business failure: HTTP 200, biz_success false, lists joined with semicolons."""
    codes = ";".join(code for _, code, _ in scope_code_text) + ";"
    text = ";".join(f"{scope}:{code}:{words.replace(';', ',')}:" for scope, code, words in scope_code_text) + ";"
    return {"biz_success": False, "msg_code": codes, "message": text, "trace_id": shop.ids()["_trace_id_"]}


def _system(shop: Shop, text: str) -> dict[str, Any]:
    return _failed(shop, [("systemError", SYSTEM, f"系统异常{text}")])


def _done(shop: Shop, **members: Any) -> dict[str, Any]:
    return {**members, "biz_success": True, "msg_code": "", "message": "", "trace_id": shop.ids()["_trace_id_"]}


def _request(call: Call) -> tuple[dict[str, Any], int, bool]:
    wish = call.object(REQUEST)
    if "cat_id" not in wish and "product_id" not in wish:
        raise missing("cat_id")
    return wish, whole(wish.get("cat_id", 0), "cat_id"), str(wish.get("language", "en_US")).startswith("zh")


def _is_leaf(shop: Shop, category: int) -> bool:
    return category in CATEGORIES and CATEGORIES[category].leaf and category not in shop.gone


def get(shop: Shop, call: Call) -> dict[str, Any]:
    """``schema.get``: the rule XML of a leaf category."""
    _, category, zh = _request(call)
    if not _is_leaf(shop, category):
        return _system(shop, "The category does not exist or has become invalid.")
    return _done(shop, data=rule_xml(shells_of(category, zh, shop.demanded)))


def _answers(wish: dict[str, Any]) -> list[Answer]:
    xml = wish.get("xml")
    if not isinstance(xml, str) or not xml:
        raise missing("xml")
    try:
        return read_answer(xml)
    except BadAnswer as error:
        raise GatewayError("15", "Remote service error", "isv.invalid-parameter", str(error), "ISP") from error


def _check(shop: Shop, category: int, answers: list[Answer], *, partial: bool) -> list[Complaint]:
    size = functools.partial(photobank.size_of, shop)
    return Checker(form_of(category, shop.demanded), size, category).complaints(answers, partial=partial)


def add(shop: Shop, call: Call) -> dict[str, Any]:
    """``schema.add``: publishes. There is no idempotency key: the same call twice makes two products."""
    wish, category, _ = _request(call)
    if not _is_leaf(shop, category):
        return _system(shop, "The category does not exist or has become invalid.")
    answers = _answers(wish)
    wrong = _check(shop, category, answers, partial=False)
    if wrong:
        return _failed(shop, wrong)
    return _done(shop, product_id=products.create(shop, category, answers))


def add_draft(shop: Shop, call: Call) -> dict[str, Any]:
    """``schema.add.draft``: keeps what is there, complete or not."""
    wish, category, _ = _request(call)
    if not _is_leaf(shop, category):
        return _system(shop, "The category does not exist or has become invalid.")
    return _done(shop, product_id=products.create(shop, category, _answers(wish), "draft"))


def _render(shop: Shop, call: Call, kind: str) -> dict[str, Any]:
    wish, _, zh = _request(call)
    found = products.load(shop, whole(wish.get("product_id", ""), "product_id"), kind)
    if found is None:
        return _system(shop, "Record does not exist")
    return _done(shop, data=rule_xml(shells_of(found.category, zh, shop.demanded), found.answers))


def render(shop: Shop, call: Call) -> dict[str, Any]:
    """``schema.render``: rules and current values of a product, by plain id."""
    return _render(shop, call, "product")


def render_draft(shop: Shop, call: Call) -> dict[str, Any]:
    """``schema.render.draft``: the same for a draft."""
    return _render(shop, call, "draft")


def update(shop: Shop, call: Call) -> dict[str, Any]:
    """``schema.update``: changes only the fields that are sent."""
    wish, _, _ = _request(call)
    number = whole(wish.get("product_id", ""), "product_id")
    found = products.load(shop, number)
    if found is None:
        return _system(shop, "Record does not exist")
    answers = _answers(wish)
    merged = {answer.id: answer for answer in found.answers} | {answer.id: answer for answer in answers}
    sent = {answer.id for answer in answers}
    wrong = [row for row in _check(shop, found.category, list(merged.values()), partial=True) if row[0].split(".")[0].split("[")[0] in sent]
    if wrong:
        return _failed(shop, wrong)
    products.change(shop, number, answers)
    return _done(shop, product_id=number)


def level(shop: Shop, call: Call) -> dict[str, Any]:
    """``category.schema.level.get``: the next step of a level field, from the field's current XML."""
    category = call.number("cat_id")
    if not _is_leaf(shop, category):
        return {"result": _system(shop, "The category does not exist or has become invalid.")}
    sent = _answers({"xml": call.need("xml")})
    shown = []
    for item in (child for top in form_of(category) for child in top.fields):
        answer = next((row for row in _flat(sent) if row.id == item.id), None)
        if answer is None or not item.rule("asyncQueryRule"):
            continue
        first = item.fields[0]
        chosen = answer.get("step_1")
        name = next((o.name for o in first.options if chosen and o.value == chosen.text()), "")
        second = item.fields[1].with_options([Option(text, str(94000 + int(text))) for text in SERIES.get(name, ())])
        shown.append(type(item)(item.id, item.name, item.type, item.rules, (), (first, second)))
    return {"result": _done(shop, data=rule_xml(shells(shown)))}


def _flat(answers: list[Answer]) -> list[Answer]:
    found = list(answers)
    for answer in answers:
        for entry in answer.entries:
            found += _flat(entry)
    return found


def types(shop: Shop, call: Call) -> dict[str, Any]:
    """``product.type.available.get``: what may be posted in a category."""
    wish = call.object("type_request")
    category = whole(wish.get("cat_id", ""), "cat_id")
    if not _is_leaf(shop, category):
        return _system(shop, "The category does not exist or has become invalid.")
    return _done(shop, data={"support_post_whole_sale": True, "support_post_sourcing": True})
