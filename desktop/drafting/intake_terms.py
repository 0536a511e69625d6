"""Glossary words in an owner's paragraph: what the product is, and its materials, colours, techniques, uses, features.

Longest word first. A word of one character counts only where it can mean nothing else (是藤的, 黑白两色, 竹制).
A word behind a negation is not a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.drafting.intake_numbers import COUNTERS, C, N, tidy, whole
from desktop.drafting.intake_page import BREAK, Page
from desktop.language.glossary import Concept, Concepts
from desktop.taxonomy.categories import Category, Taxonomy

_MORE_NOUNS = {"藤篮": "storage-basket", "竹篮": "storage-basket", "草篮": "storage-basket", "藤筐": "storage-basket", "竹筐": "storage-basket", "收纳篓": "storage-basket", "提篮": "storage-basket", "编织篮": "storage-basket", "菜篮": "storage-basket", "t恤": "t-shirt", "体恤": "t-shirt", "筐子": "storage-basket", "厨具": "kitchen-utensil-set", "浴室四件套": "bathroom-set", "篮": "storage-basket", "筐": "storage-basket", "篓": "storage-basket", "浴室五件套": "bathroom-set", "卫浴四件套": "bathroom-set", "卫浴五件套": "bathroom-set", "卫浴套装": "bathroom-set", "水壶": "water-bottle", "床单": "bed-sheet-set", "披风": "shawl", "手提包": "tote-bag", "杯子": "mug", "轴承": "ball-bearing", "花瓶": "vase", "充电宝": "power-bank"}  # fmt: skip
_MORE_ATTRIBUTES = {
    "口径": ("dial_size", "inlet_diameter", "diameter"), "通径": ("dial_size",), "螺纹": ("thread_size", "thread_standard"), "牙": ("thread_size",), "转速": ("spindle_speed", "limiting_speed"), "压力": ("working_pressure",), "公称压力": ("working_pressure",), "耐温": ("working_temperature",),
    "温度": ("working_temperature",), "充电": ("charging_time",), "充满": ("charging_time",), "可用": ("working_time",), "能用": ("working_time",), "亮": ("working_time",), "燃烧": ("burn_time",), "保温": ("insulation_time",), "承重": ("load_capacity",), "能装重": ("load_capacity",), "容量": ("capacity", "battery_capacity", "tank_capacity"),
    "灯珠": ("led_count",), "产量": ("production_capacity",), "速度": ("packing_speed",), "内孔": ("bore",), "精度": ("precision_class",), "等级": ("strength_grade",), "强度": ("strength_grade",), "灯头": ("bulb_base",), "蓝牙": ("wireless_version",), "接口": ("connector",), "usb口": ("usb_ports",), "档": ("speed_settings",),
    "公差": ("tolerance",), "粗糙度": ("surface_roughness",), "ra": ("surface_roughness",), "电池": ("battery_capacity",), "年龄": ("age_range",), "流量": ("flow_rate",), "进水口": ("inlet_diameter",), "续航": ("working_time",), "太阳能板": ("solar_panel_power",), "装量": ("filling_range",), "重": ("machine_weight",), "密度": ("thread_count", "fabric_weight"),
}  # fmt: skip
_MORE_WORDS = {
    "可洗碗机": "dishwasher-safe",
    "能进洗碗机": "dishwasher-safe",
    "可微波炉": "microwave-safe",
    "能进微波炉": "microwave-safe",
    "可微波": "microwave-safe",
    "圆的": "round",
    "方的": "square",
    "不锈钢304": "stainless-steel-304",
    "304钢": "stainless-steel-304",
    "不锈钢316": "stainless-steel-316",
    "轻便": "lightweight",
    "防水的": "waterproof",
}
_LISTED = {"material": "material", "colour": "colour", "technique": "technique", "finish": "finish", "pattern": "pattern", "use": "use", "style": "style", "shape": "shape", "season": "season", "audience": "audience", "part": "part"}  # fmt: skip
_MATERIAL_CUES = (("lining", ("内衬", "里布", "里子", "内里", "内胆")), ("filling_material", ("填充", "充绒", "里面是", "填的")), ("wick_material", ("烛芯", "蜡芯")), ("frame_material", ("框架", "架子是", "骨架")), ("seat_material", ("阀座", "密封材料", "密封圈")))  # fmt: skip
_NOT = re.compile(r"(?:不是|没有|不含|不带|不能|不可|不用|不要|并非|不|没|无|非|仿|假|像|似)$")
_COLOURS = {
    "黑": "black",
    "白": "white",
    "灰": "gray",
    "红": "red",
    "蓝": "blue",
    "绿": "green",
    "黄": "yellow",
    "紫": "purple",
    "粉": "pink",
    "棕": "brown",
    "银": "silver",
    "金": "gold",
    "橙": "orange",
}
_SHORT_MATERIALS = {
    "藤": "rattan",
    "竹": "bamboo",
    "木": "wood",
    "铁": "iron",
    "棉": "cotton",
    "铜": "brass",
    "铝": "aluminum",
    "钢": "steel",
    "纸": "paper",
    "瓷": "porcelain",
    "麻": "hemp",
}
_RUN = re.compile(r"(?P<run>[黑白灰红蓝绿黄紫粉棕银金橙](?:[、/和及与]?[黑白灰红蓝绿黄紫粉棕银金橙]){0,11})(?:[两三四五六七八\d]种?)?色")
_RUN_ALONE = re.compile(
    rf"(?<![^{BREAK}\s])(?P<run>[黑白灰红蓝绿黄紫粉棕银金橙](?:[、/和]?[黑白灰红蓝绿黄紫粉棕银金橙]){{1,11}})(?=[{BREAK}\s]|$)"
)
_AFTER_COLOUR = re.compile(
    rf"(?:颜色|色)[\s是:：有为]{{0,3}}(?P<run>[黑白灰红蓝绿黄紫粉棕银金橙](?:[、/和及与\s]{{1,2}}[黑白灰红蓝绿黄紫粉棕银金橙]){{0,11}})(?=[{BREAK}\s的]|$)"
)
_SHORT = re.compile(
    rf"(?:(?:是|用|材质|材料|料子|面料)[\s是:：]{{0,3}}(?:用)?(?P<a>[藤竹铁棉铜铝钢纸瓷麻])(?=[的做制编{BREAK}]|$)|(?:^|[{BREAK}\s的个款])(?P<b>[藤竹铁棉铜铝钢纸瓷麻])(?=[的制编做{BREAK}\s]|$))"
)
_NOT_THE_PRODUCT = ("纹", "色", "提手", "手柄", "把手", "拉链", "底座", "盖", "杯", "吊牌")
_UNIT_PACK = re.compile(r"(?:装|包装|独立|单个|每个|一个|入|套)")
_CARTONS = ("export-carton", "pallet-wrap", "hang-tag", "sticker-label", "barcode-label", "inner-box", "foam-insert")
_FILLING = frozenset({"鸭绒", "鹅绒", "羽绒", "鸭绒填充", "鹅绒填充", "pp棉", "喷胶棉", "丝绵"})
_EACH = re.compile(r"(?:每|一|单|1)(?:个|件|条|套|只|双|包|把|顶|台|支|袋)(?:独立|单独)?(?:装|用|套|入|放)?(?:一|1)?个?$")


@dataclass(frozen=True)
class Noun:
    """The product word found: its concept, its place, and the category it leads to."""

    id: str
    start: int
    end: int
    category: str


class TermReader:
    """Finds glossary words by their Chinese writings; built once."""

    def __init__(self, concepts: Concepts, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._words: dict[str, list[Concept]] = {}
        self._nouns: dict[str, str] = {}
        self.attribute_words: dict[str, list[str]] = {word: list(keys) for word, keys in _MORE_ATTRIBUTES.items()}
        for concept in concepts.by_id.values():
            for writing in dict.fromkeys((concept.zh, *concept.also_zh)):
                self._enter(tidy(writing), concept)
        self._nouns |= _MORE_NOUNS
        for word, term in _MORE_WORDS.items():
            self._words.setdefault(word, []).append(concepts.by_id[term])
        self._longest = max((len(word) for word in self._words), default=1)
        self._category_of: dict[str, str] = {}
        for category in taxonomy.categories.values():
            for noun in category.nouns:
                self._category_of.setdefault(noun, category.id)

    def _enter(self, word: str, concept: Concept) -> None:
        if concept.kind == "product":
            if concept.id != "product":
                self._nouns.setdefault(word, concept.id)
        elif concept.kind == "attribute":
            self.attribute_words.setdefault(word, []).append(concept.id.replace("-", "_"))
            if len(word) >= 2:
                self._words.setdefault(word, []).append(concept)
        elif len(word) >= 2 and concept.kind not in ("unit", "trade", "term", "value"):
            self._words.setdefault(word, []).append(concept)

    def noun(self, text: str) -> Noun | None:
        """The first product word of a prepared text, the longest one there."""
        best: Noun | None = None
        for word, concept in self._nouns.items():
            place = text.find(word)
            if (
                place < 0
                or (len(word) == 1 and word not in "篮筐篓" and not self._alone(text, place))
                or text.startswith(("篮球", "篮板"), place)
            ):
                continue
            if best is None or ((place, -len(word)) < (best.start, best.start - best.end) and not (best.start < place < best.end)):
                best = Noun(concept, place, place + len(word), self._category_of.get(concept, "other"))
        return self._widest(text, best) if best else None

    def _widest(self, text: str, noun: Noun) -> Noun:
        """A longer product word that overlaps the first one ("竹砧板" inside "竹砧板架")."""
        for word, concept in self._nouns.items():
            place = text.find(word)
            if 0 <= place < noun.end < place + len(word):
                return Noun(concept, place, place + len(word), self._category_of.get(concept, "other"))
        return noun

    @staticmethod
    def _alone(text: str, place: int) -> bool:
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        return (not before or before in "个款只条的,，。 ") and (not after or after in "是用,，。 的;；")

    def read(self, page: Page, category: Category, noun: Noun | None) -> None:
        """Every listed fact of the page."""
        if noun is not None:
            self._inside_noun(page, noun)
            page.claim(noun.start, noun.end)
        self._pack_count(page)
        for match in page.each(_AFTER_COLOUR):
            self._colours(page, match)
        for start, end, concept in list(self._scan(page, category)):
            self._take(page, category, concept, (start, end))
        for pattern in (_RUN, _RUN_ALONE):
            for match in page.each(pattern):
                self._colours(page, match)
        for match in page.each(_SHORT):
            group = "a" if match["a"] else "b"
            if _NOT.search(page.plain[max(0, match.start(group) - 3) : match.start(group)]):
                continue
            self._add(
                page,
                f"attributes.{self._material_key(page, category, match.span(group))}",
                _SHORT_MATERIALS[match[group]],
                match.span(group),
            )

    def _colours(self, page: Page, match: re.Match[str]) -> None:
        for sign in match["run"]:
            if sign in _COLOURS:
                self._add(page, "attributes.colour", _COLOURS[sign], match.span())

    def _inside_noun(self, page: Page, noun: Noun) -> None:
        """ "帆布袋" also says canvas; a filling such as down is not the material."""
        word = page.plain[noun.start : noun.end]
        for length in range(6, 1, -1):
            for start in range(max(0, noun.start - length + 1), noun.end - 1):
                known = self._words.get(page.plain[start : start + length], [])
                material = next((item for item in known if item.kind == "material"), None)
                if material and material.id not in ("down", "straw", "denim") and start + length <= noun.end:
                    place = (start, start + length)
                    page.facts.setdefault("noun.material", (material.id, place))
                    return
        for spot in (noun.start - 1, noun.start):
            if spot >= 0 and (short := _SHORT_MATERIALS.get(page.plain[spot])) and not (spot == noun.start and word.startswith("木工")):
                page.facts.setdefault("noun.material", (short, (spot, spot + 1)))
                return

    def _scan(self, page: Page, category: Category) -> Iterator[tuple[int, int, Concept]]:
        """Words of the glossary in what is left, longest first at each place."""
        text, place = page.rest, 0
        while place < len(text):
            step = 1
            for size in range(min(self._longest, len(text) - place), 1, -1):
                word = text[place : place + size]
                known = self._words.get(word)
                if known is None or not _bounded(text, place, place + size):
                    continue
                step = size
                concept = self._chosen(known, category)
                if (
                    concept is not None
                    and concept.kind != "attribute"
                    and not _NOT.search(text[max(0, place - 3) : place])
                    and not _only_look(concept, text, place + size)
                ):
                    yield place, place + size, concept
                break
            place += step

    @staticmethod
    def _chosen(known: list[Concept], category: Category) -> Concept | None:
        kinds = {attribute.kind for attribute in category.attributes.values()} | {
            "feature",
            "certificate",
            "packaging",
            "material",
            "colour",
            "attribute",
        }
        return next((item for item in known if item.kind in kinds), known[0] if known[0].kind in _LISTED else None)

    def _take(self, page: Page, category: Category, concept: Concept, place: tuple[int, int]) -> None:
        if concept.kind == "feature":
            self._add(page, "selling_points", concept.id, place)
        elif concept.kind == "certificate":
            if not concept.id.startswith("ip6") or "ip_rating" not in category.attributes:
                self._add(page, "certificates", concept.zh, place)
        elif concept.kind == "packaging":
            self._packing(page, concept, place)
        elif concept.kind == "material":
            self._add(page, f"attributes.{self._material_key(page, category, place)}", concept.id, place)
        elif concept.kind == "technique" and "technique" not in category.attributes and "printing" in category.attributes:
            self._add(page, "attributes.printing", concept.id, place)
        elif concept.kind == "part":
            if "part" in category.attributes:
                self._add(page, "attributes.part", concept.id, place)
        elif concept.kind in _LISTED:
            self._add(page, f"attributes.{_LISTED[concept.kind]}", concept.id, place)

    @staticmethod
    def _material_key(page: Page, category: Category, place: tuple[int, int]) -> str:
        clause = page.clause(*place, stops=" ,，。;；、\n")
        for key, cues in _MATERIAL_CUES:
            if key in category.attributes and any(cue in clause for cue in cues):
                return key
        if "battery_type" in category.attributes and page.plain[place[0] : place[1]].endswith("电池"):
            return "battery_type"
        if "filling_material" in category.attributes and page.plain[place[0] : place[1]] in _FILLING:
            return "filling_material"
        return "material"

    @staticmethod
    def _add(page: Page, path: str, value: str, place: tuple[int, int]) -> None:
        have = page.facts.get(path, [])
        if value not in have:
            page.facts.pop(path, None)
            page.keep(path, [*have, value], *place)
            page.found[-1] = page.found[-1].__class__(path, value, page.found[-1].text, *place)
        else:
            page.claim(*place)

    def _packing(self, page: Page, concept: Concept, place: tuple[int, int]) -> None:
        if concept.id in _CARTONS or "packaging.unit" in page.facts:
            if concept.id == "export-carton":
                page.claim(*place)
            return
        around = page.plain[max(0, place[0] - 6) : place[1] + 4]
        alone = page.clause(*place, stops=" ,，。;；、\n").strip() == page.plain[place[0] : place[1]]
        if alone or _UNIT_PACK.search(around):
            unit = page.facts.get("trade.unit", "piece")
            unit = unit if unit in ("set", "pair", "roll") else "piece"
            each = _EACH.search(page.rest, max(0, place[0] - 8), place[0])
            page.keep("packaging.unit", f"1 {unit} / {concept.id}", each.start() if each else place[0], place[1])

    def _pack_count(self, page: Page) -> None:
        """ "4个一彩盒": several pieces in one box."""
        for match in page.each(_PACK_COUNT):
            known = next((item for item in self._words.get(match["box"], []) if item.kind == "packaging"), None)
            amount = whole(match["q"])
            if known and amount and amount > 1 and known.id not in _CARTONS:
                unit = COUNTERS.get(match["k"], "piece")
                page.say("packaging.unit", f"{amount} {unit if unit != 'm' else 'piece'}s / {known.id}", match)


_PACK_COUNT = re.compile(rf"(?P<q>{N})\s?(?P<k>{C})\s?(?:装|/|一|每|入)(?:一|进)?个?(?P<box>[一-鿿a-z]{{1,4}}?[袋盒])")


def _only_look(concept: Concept, text: str, end: int) -> bool:
    """ "大理石纹" looks like marble and is none; "麻绳提手" is what a part is made of, not the product."""
    if concept.id == "work":
        return text.startswith("日", end)
    return concept.kind == "material" and text.startswith(_NOT_THE_PRODUCT, end)


def _bounded(text: str, start: int, end: int) -> bool:
    """Latin writings (ABS, CE) stand alone; Chinese ones may stand anywhere."""
    before, after = text[start - 1 : start], text[end : end + 1]
    latin = text[start].isascii() and text[start].isalnum()
    ends = text[end - 1].isascii() and text[end - 1].isalnum()
    return not (latin and before.isascii() and before.isalnum()) and not (ends and after.isascii() and after.isalnum())
