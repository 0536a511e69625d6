"""Reading methods of the gateway: categories, products, ids, display, score, stock, orders (reference, 4, 6, 7.1)."""

from __future__ import annotations

import json
from typing import Any

from desktop.practice import products
from desktop.practice.catalogue import CATEGORIES, COLOUR_PROP, COLOURS, Prop, children, parents
from desktop.practice.products import Product
from desktop.practice.shop import Call, GatewayError, Shop, invalid, whole


def category_get(shop: Shop, call: Call) -> dict[str, Any]:
    """``category.get.new``: one category; 0 is the root."""
    number = call.number("cat_id")
    if number not in CATEGORIES or number in shop.gone:
        raise GatewayError("15", "Remote service error", "isv.invalid-parameter", "category does not exist", "ISP")
    found = CATEGORIES[number]
    above = parents(number)
    return {
        "category": {
            "category_id": number,
            "name": found.name,
            "cn_name": found.cn,
            "level": 0 if number == 0 else len(above) + 1,
            "leaf_category": found.leaf,
            "parent_ids": above,
            "child_ids": [child for child in children(number) if child not in shop.gone],
        }
    }


def attributes(shop: Shop, call: Call) -> dict[str, Any]:
    """``category.attribute.get``: attributes with their values."""
    number = call.number("cat_id")
    if number not in CATEGORIES or not CATEGORIES[number].leaf:
        raise GatewayError("15", "Remote service error", "isv.invalid-parameter", "category does not exist", "ISP")
    rows = [_attribute(prop, number) for prop in CATEGORIES[number].props]
    colour = Prop(COLOUR_PROP, "Color", "颜色", "many", tuple(option.name for option in COLOURS))
    values = [{"attr_value_id": int(o.value), "en_name": o.name, "sku_value": True} for o in COLOURS]
    return {"attributes": [*rows, {**_attribute(colour, number), "sku_attribute": True, "attribute_values": values}]}


def _attribute(prop: Prop, category: int) -> dict[str, Any]:
    values = [
        {"attr_value_id": int(prop.id) * 100 + n, "en_name": name, "attr_id": int(prop.id), "cat_id": category}
        for n, name in enumerate(prop.choices)
    ]
    return {
        "attr_id": int(prop.id),
        "en_name": prop.name,
        "required": prop.required,
        "input_type": {"many": "multi_select", "one": "single_select"}.get(prop.kind, "input"),
        "show_type": "list_box",
        "value_type": "string",
        "units": [],
        "sku_attribute": False,
        "customize_value": True,
        "customize_image": False,
        "car_model": False,
        "attribute_values": values,
    }


def _brief(shop: Shop, item: Product) -> dict[str, Any]:
    pictures = item.pictures()
    return {
        "id": item.id,
        "product_id": products.secret_id(item.id),
        "subject": item.text("productTitle"),
        "status": item.status,
        "display": item.display,
        "product_type": "wholesale",
        "keywords": item.text("productKeywords", "productKeywords_0").split("\n"),
        "category_id": item.category,
        "group_id": -1,
        "group_name": "",
        "main_image": {"images": [url for _, url in pictures[:1]]},
        "gmt_create": shop.stamp(item.created),
        "gmt_modified": shop.stamp(item.modified),
        "pc_detail_url": f"{shop.base_url}/product/{item.id}",
        "owner_member_display_name": "Practice Shop",
        "is_rts": False,
        "is_specific": False,
        "smart_edit": False,
    }


def _english(call: Call) -> None:
    if call.params.get("language", "ENGLISH") != "ENGLISH":
        raise invalid("language")


def listing(shop: Shop, call: Call) -> dict[str, Any]:
    """``product.list``: pages of at most 30, newest change first; the list lags behind what was just written."""
    _english(call)
    page, size = max(1, call.number("current_page", 1)), call.number("page_size", 10)
    if not 1 <= size <= 30:
        raise invalid("page_size")
    rows = products.every(shop, lagging=True)
    words = call.params.get("subject", "").lower().split()
    rows = [row for row in rows if all(word in row.text("productTitle").lower() for word in words)]
    if call.params.get("category_id"):
        rows = [row for row in rows if row.category == call.number("category_id")]
    if call.params.get("id"):
        rows = [row for row in rows if row.id == call.number("id")]
    for name, sign in (("gmt_modified_from", 1), ("gmt_modified_to", -1)):
        if call.params.get(name):
            bound = shop.moment(call.params[name], name)
            rows = [row for row in rows if (int(row.modified) - int(bound)) * sign >= 0]
    chosen = rows[(page - 1) * size : page * size]
    return {
        "products": [_brief(shop, row) for row in chosen],
        "current_page": page,
        "page_size": size,
        "total_item": len(rows),
    }


def get(shop: Shop, call: Call) -> dict[str, Any]:
    """``product.get``: one product by obfuscated id."""
    _english(call)
    item = products.by_secret(shop, call.need("product_id"))
    variants = item.field("sku")
    rows = [{child.id: child.text() for child in entry} for entry in (variants.entries if variants else [])]
    skus = [
        {
            "sku_id": row.get("skuId", ""),
            "sku_code": row.get("skuOuterId", ""),
            "attr2_value": "{}",
            "bulk_discount_prices": [],
        }
        for row in rows
    ]
    pictures = [url for _, url in item.pictures()]
    return {
        "product": {
            **_brief(shop, item),
            "main_image": {"images": pictures, "watermark": False},
            "description": item.text("superText"),
            "language": "ENGLISH",
            "price_type": {"1": "ladder_price", "2": "fob_price"}.get(item.text("scPrice"), "sku_price"),
            "product_sku": {"skus": skus},
        }
    }


def encrypt(shop: Shop, call: Call) -> dict[str, Any]:
    """``product.id.encrypt``: plain to obfuscated."""
    return {"secret_id": products.secret_id(call.number("product_id"))}


def decrypt(shop: Shop, call: Call) -> dict[str, Any]:
    """``product.id.decrypt``: obfuscated to plain."""
    return {"id": products.plain_id(call.need("product_id"))}


def display(shop: Shop, call: Call) -> dict[str, Any]:
    """``product.batch.update.display``: on or off for a list of obfuscated ids."""
    wish = call.need("new_display")
    if wish not in ("on", "off"):
        raise invalid("new_display")
    ids = [part.strip() for part in call.need("product_id_list").split(",") if part.strip()]
    if not 1 <= len(ids) <= 50:
        raise invalid("product_id_list")
    try:
        found = [products.by_secret(shop, secret) for secret in ids]
    except GatewayError as error:
        return {
            "sub_success": False,
            "sub_error_code": error.sub_code,
            "sub_error_msg": error.sub_msg,
            "trace_id": shop.ids()["_trace_id_"],
        }
    for item in found:
        products.show(shop, item.id, "Y" if wish == "on" else "N")
    return {"sub_success": True, "sub_error_code": "", "sub_error_msg": "", "trace_id": shop.ids()["_trace_id_"]}


def score(shop: Shop, call: Call) -> dict[str, Any]:
    """``product.score.get``: a mark from 0 to 5 with the problems found."""
    item = products.by_secret(shop, call.need("product_id"))
    rules: dict[str, str] = {}
    extended: dict[str, str] = {}
    if len(item.pictures()) < 5:
        rules["image_num"] = f"{len(item.pictures())} of 6 pictures"
    if len(item.text("productTitle").split()) < 6:
        rules["title_word_miss_core_error"] = "the title has few words"
    if not item.text("pkgWeight"):
        extended["freightRate"] = "the package weight is missing"
    if not item.field("textDesc"):
        extended["category"] = "highlights are missing"
    mark = max(0, 50 - 6 * (len(rules) + len(extended)))
    tag = 1 if mark >= 45 else 2 if mark >= 38 else 3
    problems = {"ruleScoreMap": rules, "extendProblemMap": extended, "errorReasonList": []}
    return {
        "result": {
            "final_score": f"{mark / 10:.2f}",
            "boutique_tag": tag,
            "problem_map": json.dumps(problems, ensure_ascii=False),
        }
    }


def groups(shop: Shop, call: Call) -> dict[str, Any]:
    """``product.group.get``: the shop's product groups."""
    number = call.number("group_id", -1)
    names = {-1: "All", 70001: "New", 70002: "Sale"}
    if number not in names:
        raise invalid("group_id")
    below = [70001, 70002] if number == -1 else []
    return {
        "product_group": {
            "group_id": number,
            "group_name": names[number],
            "parent_id": -1,
            "parent_id2": -1,
            "children_id_list": below,
        }
    }


def inventory_update(shop: Shop, call: Call) -> dict[str, Any]:
    """``product.inventory.update``: a difference per variant, never an absolute number."""
    wish = call.object("request_param")
    number = whole(wish.get("product_id", ""), "product_id")
    rows = wish.get("inventory_list")
    if products.load(shop, number) is None or not isinstance(rows, list):
        raise invalid("request_param")
    with shop.state.writing():
        for row in rows[:200]:
            if not isinstance(row, dict) or row.get("operate") not in ("plus", "sub"):
                raise invalid("inventory_list")
            step = whole(row.get("inventory", ""), "inventory") * (1 if row["operate"] == "plus" else -1)
            sku = whole(row.get("sku_id", -1), "sku_id")
            shop.state.run(
                "insert into stock values(?,?,?) on conflict(product,sku) do update set quantity=max(0,quantity+?)",
                (number, sku, max(0, step), step),
            )
    return {"result": {"success": True, "data": True, "message": "", "msg_code": "", "trace_id": shop.ids()["_trace_id_"]}}


def inventory_get(shop: Shop, call: Call) -> dict[str, Any]:
    """``product.sku.inventory.get``: stock per variant."""
    rows = shop.state.rows("select sku,quantity from stock where product=? order by sku", (call.number("product_id"),))
    return {
        "result": {
            "data_list": [{"sku_id": row["sku"], "inventory_code": "CN_1", "inventory": row["quantity"]} for row in rows],
            "success": True,
        }
    }


def order_list(shop: Shop, call: Call) -> dict[str, Any]:
    """``seller.order.list``: pages from 0; dates are objects, a plain string is refused as on the real platform."""
    wish = call.object("param_trade_ecology_order_list_query")
    for name in ("create_date_start", "create_date_end", "modified_date_start", "modified_date_end"):
        if name in wish and not isinstance(wish[name], dict):
            raise invalid(f"null#{name}")
    since = wish.get("modified_date_start", {}).get("date_timestamp")
    at = whole(since, "modified_date_start") / 1000 if since is not None else 0
    page = max(0, whole(wish.get("start_page", 0), "start_page"))
    size = min(50, max(1, whole(wish.get("page_size", 10), "page_size")))
    rows = shop.state.rows("select * from orders where modified>=? order by modified desc, id desc", (at,))
    shown = [
        {
            "trade_id": row["id"],
            "create_date": _date(shop, json.loads(row["body"])["created"]),
            "modify_date": _date(shop, row["modified"]),
        }
        for row in rows[page * size : (page + 1) * size]
    ]
    return {"result": {"success": True, "value": {"total_count": len(rows), "order_list": shown}}}


def order_get(shop: Shop, call: Call) -> dict[str, Any]:
    """``seller.order.get``: one order."""
    number = call.number("e_trade_id")
    row = shop.state.row("select * from orders where id=?", (number,))
    if row is None:
        raise GatewayError("15", "Remote service error", "isv.402", "tradeId is invalid", "ISP")
    body = json.loads(row["body"])
    return {
        "value": {
            "trade_id": number,
            "trade_status": body["status"],
            "buyer": body["buyer"],
            "create_date": _date(shop, body["created"]),
            "order_products": body["products"],
            "amount": body["amount"],
        }
    }


def _date(shop: Shop, at: float) -> dict[str, Any]:
    return {"timestamp": int(at * 1000), "format_date": shop.stamp(at)}
