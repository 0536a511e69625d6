"""Builds Outlook .msg files for tests: a compound file ([MS-CFB]) of 512-byte sectors, every stream in sectors of its own.

All streams are padded to 4,096 bytes' worth of room in the ordinary table, so that no mini stream is needed; sizes stay exact by
being at least 4,096 (texts are padded with NUL, which Outlook's own text properties may end with).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

SECTOR = 512
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


@dataclass
class _Node:
    name: str
    kind: int  # 5 root, 1 storage, 2 stream
    data: bytes = b""
    children: list[_Node] = field(default_factory=list)
    number: int = 0
    start: int = END


def compound(tree: Mapping[str, object]) -> bytes:
    """A compound file from {"name": bytes or {...}}."""
    root = _Node("Root Entry", 5, children=_nodes(tree))
    order = _numbered(root)
    sectors: list[bytes] = []
    table: list[int] = []

    def put(data: bytes) -> int:
        first = len(sectors)
        count = max(1, -(-len(data) // SECTOR))
        for index in range(count):
            sectors.append(data[index * SECTOR : (index + 1) * SECTOR].ljust(SECTOR, b"\0"))
            table.append(first + index + 1 if index + 1 < count else END)
        return first

    for node in order:
        if node.kind == 2:
            node.start = put(node.data)
    directory = b"".join(_entry(node) for node in order)
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    first_directory = put(directory)
    fat_sectors = 1
    while fat_sectors * 128 < len(table) + fat_sectors:
        fat_sectors += 1
    first_fat = len(sectors)
    table += [FAT_SECTOR] * fat_sectors
    raw = struct.pack(f"<{len(table)}I", *table).ljust(fat_sectors * SECTOR, b"\xff")
    sectors += [raw[index * SECTOR : (index + 1) * SECTOR] for index in range(fat_sectors)]
    head = struct.pack("<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, fat_sectors, first_directory, 0, 4096, END, 0, END, 0)  # fmt: skip
    difat = [first_fat + index for index in range(fat_sectors)]
    head += struct.pack("<109I", *(difat + [FREE] * (109 - len(difat))))
    return head + b"".join(sectors)


def _nodes(tree: Mapping[str, object]) -> list[_Node]:
    found = []
    for name, value in tree.items():
        if isinstance(value, Mapping):
            found.append(_Node(name, 1, children=_nodes(value)))
        else:
            assert isinstance(value, bytes)
            found.append(_Node(name, 2, value.ljust(4096, b"\0")))
    return sorted(found, key=lambda node: (len(node.name), node.name.upper()))


def _numbered(root: _Node) -> list[_Node]:
    order = [root]
    for node in order:
        for child in node.children:
            child.number = len(order)
            order.append(child)
    return order


def _entry(node: _Node) -> bytes:
    """A directory entry; siblings hang from each other to the right, which is a legal (if slow) tree."""
    name = node.name.encode("utf-16-le")
    child = node.children[0].number if node.children else FREE
    right = getattr(node, "right", FREE)
    for one, other in zip(node.children, node.children[1:], strict=False):
        one.right = other.number  # type: ignore[attr-defined]  # only while writing
    size = len(node.data) if node.kind == 2 else 0
    start = node.start if node.kind == 2 else (END if node.kind == 5 else 0)
    return struct.pack("<64sHBBIII16sIQQIQ", name, len(name) + 2, node.kind, 1, FREE, right, child, b"", 0, 0, 0, start, size)


def outlook_message(texts: Mapping[str, str], **more: object) -> bytes:
    """A .msg of text properties by tag ("0037" subject, "1000" body); `narrow` is a code page number, `html`, `sent`, `files`."""
    page = more.get("narrow")
    tree: dict[str, object] = {}
    for tag, text in texts.items():
        wide = text.encode("utf-16-le") if page is None else text.encode(f"cp{page}")
        tree[f"__substg1.0_{tag}{'001F' if page is None else '001E'}"] = wide
    if isinstance(html := more.get("html"), bytes):
        tree["__substg1.0_10130102"] = html
    fixed = b"\0" * 32
    if isinstance(sent := more.get("sent"), int):
        fixed += struct.pack("<HHIQ", 0x40, 0x0039, 6, sent)
    if isinstance(page, int):
        fixed += struct.pack("<HHIQ", 0x03, 0x3FFD, 6, page)
    tree["__properties_version1.0"] = fixed
    for number, name in enumerate(more.get("files", ())):  # type: ignore[arg-type]  # a list of names
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__substg1.0_3707001F": str(name).encode("utf-16-le"),
            "__substg1.0_37010102": b"bytes",
        }
    return compound(tree)
