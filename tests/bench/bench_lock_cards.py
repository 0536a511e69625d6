"""A made-up but plausible card for each of the 48 categories, from the taxonomy's own attributes; the same on every run."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_RANGES = {
    "length": (5, 90), "mass": (1, 90), "volume": (100, 900), "power": (5, 90), "voltage": (110, 380), "current": (1, 20),
    "charge": (500, 9000), "energy": (10, 90),
    "time": (2, 48), "rotation": (300, 3000), "pressure": (2, 16), "flow": (10, 90), "areal_mass": (120, 400),
    "temperature": (40, 200), "luminous_flux": (100, 900),
    "colour_temperature": (2700, 6500), "count": (2, 12), "rate": (10, 90), "area": (1, 20), "frequency": (50, 60),
    "ratio": (5, 95), "thread": (200, 600), "yarn": (150, 900),
}  # fmt: skip


def category_cards(taxonomy: Path, concepts: Mapping[str, Any], seed: int = 48) -> dict[str, dict[str, Any]]:
    """Cards as JSON by sku, one for each category but `other`."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(taxonomy.glob("*.json")):
        for key, category in json.loads(path.read_text("utf-8")).items():
            if key != "other":
                card = _card(key, category, concepts, random.Random(f"{key}{seed}"))
                found[card["sku"]] = card
    return found


def _card(key: str, category: dict[str, Any], concepts: Mapping[str, Any], dice: random.Random) -> dict[str, Any]:
    letters = "".join(word[0] for word in key.replace("/", "-").split("-")).upper()[:3]
    sku = f"{letters}-{dice.randint(120, 989)}"
    attributes: dict[str, Any] = {}
    for name, item in category["attributes"].items():
        value = _value(name, item, dice)
        if value is not None and (item["need"] != "optional" or dice.random() < 0.4):
            attributes[name] = value
    noun = concepts.get(category.get("noun", "product"), {}).get("zh", "产品")
    features = [name for name, item in concepts.items() if item["kind"] == "feature"]
    moq = dice.choice([100, 150, 250, 400, 600])
    return {
        "sku": sku,
        "category": key,
        "name": {"zh": noun},
        "model_number": sku,
        "attributes": attributes,
        "selling_points": dice.sample(features, 2),
        "certificates": dice.sample(["CE", "FSC", "BSCI", "LFGB", "RoHS"], 1),
        "origin": dice.choice(["CN-GX", "CN-ZJ", "CN-GD", "CN-FJ"]),
        "packaging": {"unit": "1 piece / polybag", "carton": f"{dice.choice([8, 16, 24, 48, 60])} pieces",
            "carton_size": f"{dice.randint(41, 69)} x {dice.randint(31, 40)} x {dice.randint(22, 30)} cm",
                      "carton_gross_weight": f"{dice.randint(8, 19)}.{dice.randint(1, 9)} kg"},
        "trade": {"unit": "piece", "currency": "USD", "price_tiers": [{"from": moq,
            "price": f"{dice.randint(1, 30)}.{dice.randint(10, 99)}"}], "moq": moq,
                  "lead_time": [{"up_to": moq * 10, "days": dice.choice([20, 30, 35])}], "incoterm": "FOB",
                  "port": "CNNGB", "payment": ["T/T 30/70"],
                  "customisation": {"logo": {"moq": moq * 2}}, "warranty": {"months": 12, "from": "delivery"}},
    }  # fmt: skip


def _value(name: str, item: dict[str, Any], dice: random.Random) -> Any:
    if item["type"] == "terms" and item.get("choices"):
        return dice.sample(item["choices"], min(len(item["choices"]), dice.choice([1, 1, 2])))
    if item["type"] not in ("quantity", "range") or not item.get("units"):
        return None
    low, high = _RANGES.get(item.get("dimension", ""), (2, 90))
    unit = item["units"][0]
    if item["type"] == "range":
        start = dice.randint(low, max(low, high // 2))
        return f"{start}-{start + dice.randint(3, max(4, high // 2))} {unit}"
    if name in ("size", "machine_size"):
        return f"{dice.randint(30, 60)} x {dice.randint(20, 29)} x {dice.randint(8, 19)} {unit}"
    return f"{dice.randint(low, high)} {unit}"
