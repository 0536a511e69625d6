"""The practice photobank: uploads, groups, lists (reference, section 5)."""

from __future__ import annotations

import hashlib
from typing import Any

from desktop.practice.shop import Call, GatewayError, Shop, invalid, missing, whole

MAX_PICTURE = 5 * 1024 * 1024
SIGNS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))


def upload(shop: Shop, call: Call) -> dict[str, Any]:
    """``photobank.upload``: one picture of at most 5 MB, JPEG or PNG; the same bytes twice make two pictures."""
    name = call.need("file_name")
    part = call.files.get("image_bytes")
    if part is None:
        raise missing("image_bytes")
    if len(part.data) > MAX_PICTURE:
        raise GatewayError("15", "Remote service error", "isv.image-size-exceeded", "image size exceeds 5M", "ISP")
    kind = next((kind for sign, kind in SIGNS if part.data.startswith(sign)), "")
    if not kind:
        raise GatewayError("15", "Remote service error", "isv.image-format-error", "image format is not supported", "ISP")
    group = call.number("group_id", 0)
    with shop.state.writing():
        number = shop.state.next_id("picture")
        digest = hashlib.sha256(part.data).hexdigest()
        url = f"//sc04.practice.test/kf/H{digest[:20]}{number}.{kind}"
        shop.state.run(
            "insert into pictures values(?,?,?,?,?,?,?,?)",
            (number, name[:200], url, len(part.data), digest, group, part.data, shop.clock()),
        )
    return {"upload_image_response": {"file_name": name[:200], "file_id": number, "photobank_url": url}}


def listing(shop: Shop, call: Call) -> dict[str, Any]:
    """``photobank.list``: pages of pictures, newest first."""
    place = call.params.get("location_type", "ALL_GROUP")
    if place not in ("ALL_GROUP", "SUB_GROUP", "UNGROUP"):
        raise invalid("location_type")
    page, size = max(1, call.number("current_page", 1)), min(50, max(1, call.number("page_size", 20)))
    group = {"ALL_GROUP": -1, "UNGROUP": 0}.get(place)
    if group is None:
        group = call.number("group_id")
    total = shop.state.row("select count(*) n from pictures where ?=-1 or group_id=?", (group, group))
    rows = shop.state.rows(
        "select id,name,url,size,group_id,created from pictures where ?=-1 or group_id=? order by id desc limit ? offset ?",
        (group, group, size, (page - 1) * size),
    )
    pictures = [
        {
            "id": row["id"],
            "url": row["url"],
            "file_name": row["name"],
            "display_name": row["name"],
            "file_size": row["size"],
            "gmt_modified": shop.stamp(row["created"]),
            "group_id": row["group_id"],
            "owner_member_display_name": "Practice Shop",
            "reference_count": 0,
        }
        for row in rows
    ]
    return {
        "pagination_query_list": {
            "list": pictures,
            "current_page": page,
            "page_size": size,
            "total": total["n"] if total else 0,
        }
    }


def groups(shop: Shop, call: Call) -> dict[str, Any]:
    """``photobank.group.list``: the first level, or a group with its sub-groups."""
    if call.params.get("id"):
        number = call.number("id")
        rows = shop.state.rows("select * from groups where id=? or parent=? order by id", (number, number))
    else:
        rows = shop.state.rows("select * from groups where parent=0 order by id")
    return {"groups": [_group(row) for row in rows]}


def operate(shop: Shop, call: Call) -> dict[str, Any]:
    """``photobank.group.operate``: add, rename or delete a group."""
    wish = call.object("photo_group_operation_request")
    if not wish:
        raise GatewayError("15", "Remote service error", "isv.invalid-parameter", "query params is null", "ISP")
    verb, name = wish.get("operation"), str(wish.get("group_name", ""))[:50]
    with shop.state.writing():
        if verb == "add":
            if not name:
                raise missing("group_name")
            number = shop.state.next_id("group")
            parent = whole(wish.get("group_id", 0) or 0, "group_id")
            shop.state.run("insert into groups values(?,?,?)", (number, name, max(0, parent)))
        else:
            number = whole(wish.get("group_id", ""), "group_id")
            if shop.state.row("select id from groups where id=?", (number,)) is None:
                raise invalid("group_id")
            if verb == "rename" and name:
                shop.state.run("update groups set name=? where id=?", (name, number))
            elif verb == "delete":
                shop.state.run("delete from groups where id=?", (number,))
                shop.state.run("update pictures set group_id=0 where group_id=?", (number,))
            else:
                raise invalid("operation")
    row = shop.state.row("select * from groups where id=?", (number,)) or {"id": number, "name": name, "parent": 0}
    return {"photo_group_result": {"photobank_group": _group(row)}}


def _group(row: dict[str, Any]) -> dict[str, Any]:
    top = row["parent"] or row["id"]
    return {
        "id": row["id"],
        "name": row["name"],
        "level1": top,
        "level2": row["id"] if row["parent"] else -1,
        "level3": -1,
    }


def size_of(shop: Shop, file_id: str, url: str) -> int | None:
    """Bytes of the picture with that id, if its address fits; else None."""
    if not file_id.isascii() or not file_id.isdigit() or len(file_id) > 18:
        return None
    row = shop.state.row("select url,size from pictures where id=?", (int(file_id),))
    if row is None:
        return None
    plain = url.removeprefix("https:").removeprefix("http:")
    return int(row["size"]) if plain == row["url"] else None
