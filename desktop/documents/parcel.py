"""A parcel: a folder for a USB stick with cards, texts in every language and scaled pictures, for another Tengqiao.

`parcel.json` names every file with its SHA-256. What is read is hostile: sizes and counts are bounded, names stay inside
the folder, hashes must fit. Private prices are never in it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.documents.images import inside
from desktop.domain.card_json import card_from_json, card_to_json
from desktop.domain.cards import Card
from desktop.domain.errors import BadInput
from desktop.domain.listings import Listing, listing_from_json

MANIFEST = "parcel.json"
FORMAT = "tengqiao-parcel-1"
MAX_PRODUCTS, MAX_JSON, MAX_PICTURE = 5000, 20_000_000, 20_000_000


@dataclass(frozen=True)
class ParcelProduct:
    """One product of a parcel: card without private prices, texts by language, pictures as files."""

    card: Card
    listings: Mapping[str, Listing]
    pictures: tuple[Path, ...]


def write_parcel(products: Sequence[ParcelProduct], folder: Path) -> Path:
    """Writes the folder; returns the manifest. The manifest comes last: a cut copy is no parcel. Raises OSError."""
    rows: list[dict[str, Any]] = []
    for product in products:
        name = _safe(product.card.sku)
        target = folder / name
        target.mkdir(parents=True, exist_ok=True)
        files, images = [], []
        for number, picture in enumerate(product.pictures, 1):
            path = target / f"{number}{picture.suffix.lower()}"
            path.write_bytes(picture.read_bytes())
            files.append(path)
            images.append(path.name)
        card = card_to_json(product.card.without_private(), private=False) | {"images": images}
        texts = {locale: listing.to_json() for locale, listing in product.listings.items()}
        data = target / "product.json"
        data.write_text(json.dumps({"card": card, "listings": texts}, ensure_ascii=False, indent=1), "utf-8")
        (target / "texts.txt").write_text(_readable(product), "utf-8")
        rows.append({"folder": name, "files": {path.name: _hash(path) for path in (data, *files)}})
    manifest = folder / MANIFEST
    manifest.write_text(json.dumps({"format": FORMAT, "products": rows}, ensure_ascii=False, indent=1), "utf-8")
    return manifest


def read_parcel(folder: Path) -> list[ParcelProduct]:
    """The products of a parcel. Raises BadInput(parcel.missing | parcel.broken | parcel.changed) and reads nothing else."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        raise BadInput("parcel.missing", folder=str(folder))
    data = _json(manifest)
    rows = data.get("products")
    if data.get("format") != FORMAT or not isinstance(rows, list) or len(rows) > MAX_PRODUCTS:
        raise BadInput("parcel.broken", name=MANIFEST)
    return [_product(folder, row) for row in rows]


def _product(folder: Path, row: object) -> ParcelProduct:
    if not isinstance(row, Mapping) or not isinstance(row.get("files"), Mapping):
        raise BadInput("parcel.broken", name=MANIFEST)
    name, files = str(row.get("folder", "")), row["files"]
    for file, digest in files.items():
        path = _member(folder, name, str(file))
        if path.stat().st_size > MAX_PICTURE or _hash(path) != digest:
            raise BadInput("parcel.changed", name=f"{name}/{file}")
    data = _json(_member(folder, name, "product.json"))
    card = card_from_json(data.get("card")).without_private()
    listings = data.get("listings")
    if "product.json" not in files or not isinstance(listings, Mapping) or not set(card.images) <= set(files):
        raise BadInput("parcel.broken", name=name)
    return ParcelProduct(
        card,
        {str(locale): listing_from_json(item) for locale, item in listings.items()},
        tuple(_member(folder, name, image) for image in card.images),
    )


def _member(folder: Path, name: str, file: str) -> Path:
    if not re.fullmatch(r"[\w.-]{1,80}", name) or not re.fullmatch(r"[\w.-]{1,80}", file) or name.startswith("."):
        raise BadInput("parcel.broken", name=f"{name}/{file}"[:80])
    return inside(folder, f"{name}/{file}")


def _json(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_JSON:
            raise BadInput("parcel.broken", name=path.name)
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput("parcel.broken", name=path.name) from error
    if not isinstance(data, dict):
        raise BadInput("parcel.broken", name=path.name)
    return data


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _safe(sku: str) -> str:
    plain = re.sub(r"[^\w.-]+", "_", sku).strip(".")[:60]
    return plain if plain == sku else f"{plain}-{hashlib.sha256(sku.encode()).hexdigest()[:8]}"


def _readable(product: ParcelProduct) -> str:
    """The texts for a person with any editor."""
    parts = []
    for locale, listing in product.listings.items():
        faq = "\n".join(f"{row.q}\n{row.a}" for row in listing.faq)
        parts.append("\n\n".join([f"[{locale}]", listing.title, *listing.highlights, listing.description, faq]))
    return "\n\n\n".join(parts) + "\n"
