"""The practice platform's own categories: four verticals with two leaf categories each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from desktop.practice import form
from desktop.practice.schema import Field, Option, Rule, Shell, required, shells

COLOUR_PROP = "191288010"
COLOURS = tuple(
    Option(name, str(28300 + n), cn)
    for n, (name, cn) in enumerate(
        (
            ("Natural", "本色"),
            ("Brown", "棕色"),
            ("Black", "黑色"),
            ("White", "白色"),
            ("Grey", "灰色"),
            ("Beige", "米色"),
            ("Red", "红色"),
            ("Blue", "蓝色"),
            ("Green", "绿色"),
            ("Silver", "银色"),
            ("Navy", "藏青色"),
        )
    )
)


@dataclass(frozen=True)
class Prop:
    """One attribute of a category: kind is one, many or text; ``choices`` are display names."""

    id: str
    name: str
    cn: str
    kind: str
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Category:
    """A category; only leaf categories have props and can be posted to."""

    id: int
    name: str
    cn: str
    parent: int
    props: tuple[Prop, ...] = ()

    @property
    def leaf(self) -> bool:
        """Whether products can be posted here."""
        return bool(self.props)


def _props(*rows: tuple[str, str, str, tuple[str, ...], bool]) -> tuple[Prop, ...]:
    return tuple(Prop(str(20700 + n), name, cn, kind, choices, need) for n, (name, cn, kind, choices, need) in enumerate(rows))


_BASKETS = _props(
    (
        "Material",
        "材质",
        "many",
        ("Rattan", "Bamboo", "Seagrass", "Willow", "Water Hyacinth", "Cotton", "Plastic"),
        True,
    ),
    ("Technique", "工艺", "one", ("Hand-woven", "Machine-woven", "Moulded"), False),
    ("Use", "用途", "many", ("Living Room", "Bedroom", "Bathroom", "Kitchen", "Laundry"), False),
    ("Shape", "形状", "one", ("Round", "Square", "Rectangle", "Oval"), False),
    ("Feature", "特点", "many", ("Foldable", "Handmade", "Stackable", "Sustainable"), False),
    ("Size", "尺寸", "text", (), False),
    ("Weight", "重量", "text", (), False),
)
_TEXTILES = _props(
    ("Material", "材质", "many", ("Cotton", "Linen", "Polyester", "Wool", "Bamboo Fiber"), True),
    ("Technique", "工艺", "one", ("Woven", "Knitted", "Printed", "Embroidered"), False),
    ("Use", "用途", "many", ("Home", "Hotel", "Living Room", "Bedroom", "Kitchen"), False),
    ("Pattern", "图案", "one", ("Plain", "Striped", "Floral", "Geometric"), False),
    ("Size", "尺寸", "text", (), False),
    ("Weight", "克重", "text", (), False),
)
_SHIRTS = _props(
    ("Material", "面料", "many", ("Cotton", "Polyester", "Spandex", "Organic Cotton", "Modal"), True),
    ("Gender", "性别", "one", ("Men", "Women", "Unisex", "Kids"), True),
    ("Sleeve Length", "袖长", "one", ("Short Sleeve", "Long Sleeve", "Sleeveless"), False),
    ("Collar", "领型", "one", ("O-Neck", "V-Neck", "Polo"), False),
    ("Size", "尺码", "text", (), False),
    ("Fabric Weight", "克重", "text", (), False),
)
_BAGS = _props(
    ("Material", "材质", "many", ("Canvas", "Leather", "Polyester", "Nylon", "Cotton", "PU"), True),
    ("Closure", "开合方式", "one", ("Zipper", "Magnetic Snap", "Drawstring", "Open"), False),
    ("Use", "用途", "many", ("Travel", "Shopping", "School", "Daily"), False),
    ("Size", "尺寸", "text", (), False),
    ("Weight", "重量", "text", (), False),
)
_LAMPS = _props(
    ("Material", "材质", "many", ("Aluminum", "ABS", "Iron", "Plastic", "Wood"), True),
    ("Power", "功率", "text", (), True),
    ("Voltage", "电压", "text", (), False),
    ("Light Source", "光源", "one", ("LED", "Halogen", "Incandescent"), False),
    ("Switch", "开关", "one", ("Touch", "Button", "Dimmer"), False),
    ("Certification", "认证", "many", ("CE", "RoHS", "FCC", "UL", "ETL"), False),
    ("Size", "尺寸", "text", (), False),
)
_CHARGERS = _props(
    ("Power", "功率", "text", (), False),
    ("Input", "输入", "text", (), False),
    ("Output", "输出", "text", (), False),
    ("Port", "接口", "many", ("USB-A", "USB-C", "Micro USB"), True),
    ("Plug", "插头", "many", ("EU", "US", "UK", "AU"), False),
    ("Certification", "认证", "many", ("CE", "RoHS", "FCC", "PSE", "UKCA"), False),
    ("Material", "材质", "many", ("PC", "ABS", "Aluminum"), False),
)
_PACKERS = _props(
    ("Packaging Type", "包装形式", "many", ("Bags", "Pouch", "Bottles", "Cartons", "Film"), False),
    ("Automatic Grade", "自动化程度", "one", ("Automatic", "Semi-Automatic", "Manual"), False),
    ("Voltage", "电压", "text", (), True),
    ("Power", "功率", "text", (), False),
    ("Speed", "速度", "text", (), False),
    ("Material", "材质", "many", ("Stainless Steel", "Carbon Steel", "Aluminum"), False),
    ("Size", "外形尺寸", "text", (), False),
    ("Weight", "重量", "text", (), False),
)
_BEARINGS = _props(
    ("Type", "类型", "one", ("Ball", "Roller", "Needle", "Tapered Roller"), False),
    ("Material", "材质", "many", ("Chrome Steel", "Stainless Steel", "Carbon Steel", "Ceramic"), True),
    ("Precision Rating", "精度等级", "one", ("P0", "P6", "P5", "P4", "P2"), False),
    ("Seals Type", "密封", "one", ("Open", "ZZ", "2RS"), False),
    ("Bore Size", "内径", "text", (), True),
    ("Outer Diameter", "外径", "text", (), False),
    ("Series", "系列", "level", (), False),
)
_GENERAL = _props(
    ("Material", "材质", "many", ("Wood", "Bamboo", "Ceramic", "Metal", "Plastic", "Wool", "Cotton", "Brass"), False),
    ("Use", "用途", "many", ("Home", "Kitchen", "Gift", "Outdoor", "Industry"), False),
    ("Technique", "工艺", "one", ("Handmade", "Machine Made", "Cast", "Woven"), False),
    ("Size", "尺寸", "text", (), False),
    ("Weight", "重量", "text", (), False),
)
SERIES = {"60": ("6000", "6001", "6200"), "62": ("6201", "6204", "6205"), "63": ("6300", "6304")}
"""The tree behind the level field of bearings: first step to second step."""

CATEGORIES: dict[int, Category] = {
    item.id: item
    for item in (
        Category(0, "All", "全部", -1),
        Category(15, "Home & Garden", "家居园艺", 0),
        Category(3, "Apparel & Accessories", "服装配饰", 0),
        Category(44, "Consumer Electronics", "消费电子", 0),
        Category(43, "Machinery", "机械", 0),
        Category(99, "Others", "其他", 0),
        Category(150301, "Storage Baskets", "收纳篮", 15, _BASKETS),
        Category(150410, "Home Textiles", "家用纺织品", 15, _TEXTILES),
        Category(301310, "T-shirts", "T恤", 3, _SHIRTS),
        Category(301520, "Bags", "箱包", 3, _BAGS),
        Category(441210, "Desk Lamps", "台灯", 44, _LAMPS),
        Category(441350, "Chargers", "充电器", 44, _CHARGERS),
        Category(431120, "Packaging Machines", "包装机", 43, _PACKERS),
        Category(990100, "Other Products", "其他产品", 99, _GENERAL),
        Category(431290, "Bearings", "轴承", 43, _BEARINGS),
    )
}


def children(category: int) -> list[int]:
    """The ids one step below."""
    return [item.id for item in CATEGORIES.values() if item.parent == category]


def parents(category: int) -> list[int]:
    """The ids above, nearest first, without the root."""
    found: list[int] = []
    at = CATEGORIES[category].parent
    while at > 0:
        found.append(at)
        at = CATEGORIES[at].parent
    return found


def _prop_field(prop: Prop) -> Field:
    rules: list[Rule] = [required()] if prop.required else []
    if prop.kind == "level":
        rules.append(Rule("asyncQueryRule", "alibaba.icbu.category.schema.level.get"))
        options = tuple(Option(name, str(93000 + n)) for n, name in enumerate(SERIES))
        return Field(
            f"p-{prop.id}",
            prop.name,
            "complex",
            tuple(rules),
            cn=prop.cn,
            fields=(Field("step_1", "Step 1", "singleCheck", (), options), Field("step_2", "Step 2", "singleCheck")),
        )
    limit = Rule("maxLengthRule", "50", "include", "character", "attribute:inputValue")
    if prop.kind == "text":
        rules += [Rule("maxLengthRule", "70", "include", "byte"), Rule("valueAttributeRule", "inputValue")]
        return Field(f"p-{prop.id}", prop.name, "input", tuple(rules), cn=prop.cn)
    rules += [Rule("valueAttributeRule", "inputValue", desc="输入属性值"), limit]
    kind = "multiCheck" if prop.kind == "many" else "singleCheck"
    base = int(prop.id) * 100
    options = (*(Option(name, str(base + n)) for n, name in enumerate(prop.choices)), Option("other", "-1"))
    return Field(f"p-{prop.id}", prop.name, kind, tuple(rules), options, cn=prop.cn)


def _demanding(fields: tuple[Field, ...], names: frozenset[str]) -> tuple[Field, ...]:
    """The fields, those of `names` required: the platform has changed its form."""
    return tuple(
        replace(item, rules=(*item.rules, required()) if item.id in names else item.rules, fields=_demanding(item.fields, names))
        for item in fields
    )


@lru_cache(maxsize=32)
def form_of(category: int, demanded: frozenset[str] = frozenset()) -> tuple[Field, ...]:
    """All fields of a leaf category's form, in the form's order."""
    text50 = (Rule("maxLengthRule", "50", "include", "byte"), Rule("valueAttributeRule", "inputValue"))
    fixed = (
        Field(
            "p-1",
            "Place of Origin",
            "singleCheck",
            (required(), Rule("valueAttributeRule", "inputValue", desc="输入属性值")),
            (Option("China", "100000458", "中国"), Option("Vietnam", "100000510", "越南"), Option("other", "-1")),
            cn="原产地",
        ),
        Field("p-2", "Brand Name", "input", text50, cn="品牌"),
        Field("p-3", "Model Number", "input", text50, cn="型号"),
    )
    props = tuple(_prop_field(prop) for prop in CATEGORIES[category].props)
    whole = (
        *form.TITLE_FIELDS,
        Field("icbuCatProp", "Product feature", "complex", fields=(*fixed, *props), cn="类目属性"),
        *form.variant_fields(COLOURS, COLOUR_PROP),
        *form.PICTURE_FIELDS,
        *form.TRADE_FIELDS,
        *form.REST_FIELDS,
    )
    return _demanding(whole, demanded) if demanded else whole


@lru_cache(maxsize=64)
def shells_of(category: int, zh: bool, demanded: frozenset[str] = frozenset()) -> tuple[Shell, ...]:
    """The same as text, ready for current values."""
    return shells(form_of(category, demanded), zh=zh)
