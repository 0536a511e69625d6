"""Which material is a kind of which: a text that says "wood" about an oak board says nothing wrong.

Only true kinds, never looks: PU leather is not leather, PE rattan is not rattan, bamboo is not wood.
"""

from __future__ import annotations

from functools import lru_cache

_KINDS = {
    "wood": "pine oak beech acacia-wood walnut-wood rubberwood plywood mdf teak mango-wood paulownia-wood birch "
    "maple-wood poplar-wood particle-board",
    "plastic": "abs polypropylene polyethylene polycarbonate pvc acrylic eva tpu tpr pet pla melamine pom recycled-plastic pe-rattan",
    "steel": "carbon-steel chrome-steel stainless-steel stainless-steel-304 stainless-steel-316 spring-steel tinplate",
    "stainless-steel": "stainless-steel-304 stainless-steel-316",
    "cotton": "organic-cotton combed-cotton recycled-cotton cotton-rope",
    "wool": "merino-wool alpaca-wool cashmere mohair",
    "polyester": "recycled-polyester polyester-fabric polyester-wadding",
    "bamboo": "bamboo-fiber",
    "porcelain": "bone-china",
    "glass": "borosilicate-glass tempered-glass",
    "ceramic": "porcelain stoneware terracotta bone-china earthenware",
    "clay": "terracotta earthenware stoneware",
    "stone": "marble granite slate",
    "paper": "kraft-paper paper-rope",
    "cardboard": "corrugated-cardboard greyboard",
    "aluminum": "aluminum-alloy",
    "iron": "cast-iron",
    "leather": "suede sheepskin pigskin cowhide deerskin goatskin",
    "rubber": "epdm nbr fkm tpr",
    "foam": "memory-foam",
    "viscose": "modal lyocell bamboo-fiber",
    "black": "matte-black",
    "blue": "navy sky-blue light-blue royal-blue cobalt-blue denim-blue indigo teal turquoise",
    "green": "dark-green light-green lime-green army-green emerald-green sage-green olive mint teal fluorescent-green",
    "gray": "light-gray dark-gray heather-gray space-gray charcoal taupe",
    "brown": "dark-brown light-brown coffee chocolate caramel camel tan taupe rust bronze-color",
    "pink": "light-pink hot-pink dusty-pink rose-red fuchsia",
    "red": "dark-red burgundy rose-red",
    "yellow": "mustard fluorescent-yellow",
    "orange": "fluorescent-orange rust coral apricot",
    "purple": "lavender lilac",
    "gold": "rose-gold",
    "polyester-fabric": "polyester recycled-polyester microfiber",
    "nickel": "nickel-plated electroplated nimh",
    "chrome-plating": "chrome-plated chrome-steel electroplated",
    "zinc-plating": "galvanized zinc-alloy electroplated",
    "polyurethane": "pu-leather memory-foam foam tpu spandex",
    "feather": "down",
    "plush": "sherpa faux-fur velvet fleece",
    "denim": "jeans denim-blue",
    "satin": "weave-satin",
    "twill-fabric": "weave-twill",
}
# Two names of one stuff: either may stand for the other.
_SAME = {
    "sky-blue": "light-blue",
    "light-blue": "sky-blue",
    "porcelain": "ceramic",
    "cotton-linen": "linen cotton",
    "poly-cotton": "polyester cotton",
    "lithium-ion-battery": "battery",
    "lithium-polymer-battery": "battery",
}


@lru_cache(maxsize=1)
def _parents() -> dict[str, tuple[str, ...]]:
    parents: dict[str, list[str]] = {}
    for parent, children in _KINDS.items():
        for child in children.split():
            parents.setdefault(child, []).append(parent)
    for child, others in _SAME.items():
        parents.setdefault(child, []).extend(others.split())
    return {child: tuple(found) for child, found in parents.items()}


@lru_cache(maxsize=4096)
def ancestors(concept: str) -> frozenset[str]:
    """Everything that a thing of this concept may truly be called besides."""
    found: set[str] = set()
    waiting = [concept]
    while waiting:
        for parent in _parents().get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return frozenset(found)
