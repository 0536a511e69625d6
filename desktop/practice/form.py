"""The fields that every category's form has, in the form's order (reference, section 3.4), dirty values included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.practice.schema import Field, Option, Rule, required

ASCII_ONLY = r"[^\x04-\x80≤≥‰±㎡℃℉°μΩé²³]|[@!?＠！？]"
EMAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z]{2,24}"
TAG = r"<[^>]+>"
NOT = "not include"
UNITS = (
    ("1", "Bag", "袋"), ("4", "Piece", "件"), ("5", "Pair", "双"), ("7", "Metric Ton", "吨"), ("8", "Meter", "米"),
    ("16", "Kilogram", "千克"),
    ("20", "Set", "套"), ("21", "Pack", "包"), ("28", "Box", "盒"), ("29", "Carton", "箱"), ("71", "Roll", "卷"), ("15", "Unit", "台"),
)  # fmt: skip
MONEY = (
    ("1", "USD"),
    ("2", "RMB"),
    ("3", "EUR"),
    ("5", "GBP"),
    ("6", "JPY"),
    ("7", "AUD"),
    ("8", "CAD"),
    ("9", "CHF"),
    ("12", "HKD"),
    ("14", "SGD"),
)


def _length(limit: int, unit: str = "byte") -> Rule:
    return Rule("maxLengthRule", str(limit), "include", unit)


def _number(kind: str = "double") -> tuple[Rule, ...]:
    return (
        Rule("valueTypeRule", kind),
        Rule("minDecimalDigitsRule", "0.01", "include"),
        Rule("maxDecimalDigitsRule", "9999999.99", "include"),
    )


def _input(name: str, shown: str, *rules: Rule, cn: str = "") -> Field:
    return Field(name, shown, "input", rules, cn=cn)


def _choice(name: str, shown: str, options: Iterable[Sequence[str]], *rules: Rule, cn: str = "") -> Field:
    """`options` are (shown, value) or (shown, value, Chinese)."""
    return Field(name, shown, "singleCheck", rules, tuple(Option(*row) for row in options), cn=cn)


def _group(name: str, shown: str, fields: Iterable[Field], *rules: Rule, cn: str = "") -> Field:
    return Field(name, shown, "complex", rules, fields=tuple(fields), cn=cn)


def _list(name: str, shown: str, fields: Iterable[Field], *rules: Rule, cn: str = "") -> Field:
    return Field(name, shown, "multiComplex", rules, fields=tuple(fields), cn=cn)


def _between(least: int, most: int) -> tuple[Rule, Rule]:
    return Rule("minInputNumRule", str(least), "include"), Rule("maxInputNumRule", str(most), "include")


def _unless(field: str, value: str) -> Rule:
    """The field is off unless another one has a value."""
    return Rule("disableRule", "true", depends=((field, "!=", value),))


def _kind(name: str) -> Rule:
    return Rule("valueTypeRule", name)


_PLAIN = tuple(Rule("regexRule", value, NOT) for value in (ASCII_ONLY, EMAIL, TAG))
_WORDS = (Rule("regexRule", ASCII_ONLY, NOT), Rule("regexRule", "[;:,，]", NOT), _length(384))
TITLE_FIELDS: tuple[Field, ...] = (
    _input("catId", "Category", Rule("readOnlyRule", "true"), _kind("long"), cn="类目"),
    _input("productTitle", "Product name", required(), required(), _length(128), *_PLAIN, _kind("text"), cn="商品名称"),
    _group("productKeywords", "Product keywords", [_input("productKeywords_0", "Keyword", *_WORDS)], *_between(1, 1), cn="商品关键词"),
)
"""Category id, title and keywords."""

_PICTURE = (_kind("url"), Rule("maxImageSizeRule", "4194304", unit="kb"), *(Rule("valueAttributeRule", n) for n in ("fileId", "fileFlag")))
_PICTURES = [_input(f"scImages_{n}", f"Image {n + 1}", *_PICTURE, cn=f"图片 {n + 1}") for n in range(6)]
PICTURE_FIELDS: tuple[Field, ...] = (
    _group("scImages", "Product images", _PICTURES, required(), *_between(1, 6), cn="商品图片"),
    _choice("imageVideo", "Product video", (), Rule("maxLengthRule", "104857600", "include", "byte"), cn="主图视频"),
)
"""Main pictures and videos."""

_RUNG = (
    _input("quantity", "MOQ", _kind("long"), Rule("minValueRule", "1", "include")),
    _input("price", "Single piece price", *_number()),
)
_LADDER = [_group(f"ladderPrice_{n}", f"Price {n + 1}", _RUNG) for n in range(4)]
_LEAD = (_input("quantity", "Quantity", _kind("long")), _input("day", "Days", _kind("long"), Rule("maxValueRule", "365", "include")))
_RANGE = (_input("range_min", "From", *_number()), _input("range_max", "To", *_number()))
_MONEY = _choice("unit_type", "Currency", [(value, number) for number, value in MONEY])
_PRICES = (("Based on quantity", "1", "按数量设价"), ("FOB", "2"), ("Based on SKU", "3"))
TRADE_FIELDS: tuple[Field, ...] = (
    _choice("priceUnit", "Unit", [(shown, value, cn) for value, shown, cn in UNITS], required(), cn="计量单位"),
    _choice("saleType", "Sell by", (("Unit", "normal", "按单位卖"), ("Lot", "batch", "按批卖")), required(), cn="销售方式"),
    _input("batchNum", "Units per lot", required(), _kind("long"), _unless("saleType", "batch"), cn="每批数量"),
    _choice("scPrice", "Price setting", _PRICES, required(), cn="价格设置"),
    _group("ladderPrice", "Quantity price", _LADDER, *_between(1, 4), _unless("scPrice", "1"), cn="阶梯价"),
    _group("fob", "FOB price", (*_RANGE, _MONEY), cn="FOB 价格区间"),
    _input("minOrderQuantity", "MOQ", _kind("double"), Rule("minValueRule", "1", "include"), cn="起订量"),
    _group("pkgMeasure", "Package size", [_input(name, name.title(), *_number()) for name in ("length", "width", "height")], cn="包装尺寸"),
    _input("pkgWeight", "Package weight", *_number(), cn="毛重"),
    _group(
        "ladderPeriod",
        "Lead time",
        [_group(f"ladderPeriod_{n}", f"Lead time {n + 1}", _LEAD) for n in range(3)],
        *_between(1, 3),
        cn="发货期",
    ),
    _choice("marketSample", "Samples", (("Yes", "1", "支持"), ("No", "2", "不支持")), cn="样品服务"),
    _input("marketSamplingPrice", "Sample price", *_number(), cn="样品价"),
)
"""Unit, prices, minimum order, package, lead time, logistics, samples."""

_NOTE = (_length(500, "character"), Rule("maxInputNumRule", "500"))
_PAIR = (
    _input("propName", "Name", _length(40, "character")),
    _input("valueName", "Value", _length(70, "character"), Rule("regexRule", "([", NOT)),
)
_SHIPPING = (
    _choice("templateType", "Type", (("Own template", "aliLogistics"), ("To be negotiated", "freightNegotiation")), required()),
    _choice("shippingTemplateId", "Template", (("Sea freight", "88001"),)),
)
_GOODS = (Option("General cargo", "general_cargo_0", "普货"), Option("Battery", "battery_1", "带电"), Option("Liquid", "liquid_2", "液体"))
_GALLERY = _choice("gallery", "Gallery", (("Dimensions", "150"), ("Scene", "200"), ("Detail", "300"), ("Other", "350")), required())
_DETAIL = (_input("imageURL", "Picture", _kind("url")), _input("generalText", "Text", *_NOTE))
_EDITING = (Option("Smart editing", "1", "智能编辑"), Option("Normal editing", "2", "普通编辑"))
REST_FIELDS: tuple[Field, ...] = (
    _group("shippingTemplate", "Shipping", _SHIPPING, required(), cn="运费模板"),
    Field("logisticsProperty", "Goods", "multiCheck", (), _GOODS, cn="物流属性"),
    _group("productGroup", "Product group", [_choice("first_group_id", "Group", (("New", "70001"), ("Sale", "70002")))], cn="商品分组"),
    _group(
        "customMoreProperty",
        "More attributes",
        [_group(f"customMoreProperty_{n}", f"Attribute {n + 1}", _PAIR) for n in range(10)],
        Rule("maxInputNumRule", "10", "include"),
        cn="自定义属性",
    ),
    Field("productDescType", "Description kind", "singleCheck", (), _EDITING, default="4", cn="详描类型"),
    _input("superText", "Description", _kind("html"), _length(65000), _unless("productDescType", "2"), cn="商品详描"),
    Field("textDesc", "Highlights", "multiInput", (Rule("maxInputNumRule", "10", "include"), _length(500, "character")), cn="商品卖点"),
    _list(
        "detailImage",
        "Detail pictures",
        (_GALLERY, _list("images", "Pictures", _DETAIL, Rule("maxItemsRule", "30"))),
        Rule("maxItemsRule", "9"),
        cn="详情图",
    ),
    _list(
        "companyFaqDesc",
        "FAQ",
        (_input("question", "Question", _length(150, "character")), _input("answers", "Answer", _length(500, "character"))),
        Rule("maxItemsRule", "8"),
        cn="常见问题",
    ),
    Field("multilangInfo", "Languages", "multiComplex"),
    Field("infos", "Notes", "label"),
)
"""Logistics, groups, own attributes, description and the platform's own fields."""


def variant_fields(colours: tuple[Option, ...], prop: str) -> tuple[Field, ...]:
    """Sale properties (colours) and the variants made of them."""
    custom = (
        *(Rule("valueAttributeRule", name) for name in ("inputValue", "img", "remark")),
        Rule("maxValueRule", "最大用户输入值个数[60]"),
        Rule("maxLengthRule", "50", "include", "character", "attribute:inputValue"),
    )
    names = tuple(Rule("valueAttributeRule", name) for name in ("propId", "propName", "propValueId", "propValueName"))
    colour = Field(f"p-{prop}", "Color", "multiCheck", custom, colours, cn="颜色")
    variant = (
        _input("skuOuterId", "Code", _length(64)),
        Field("props", "Attributes", "multiInput", names),
        _input("price", "Price", Rule("regexRule", r"[0-9]{0,9}(\.[0-9]{0,2})?")),
        _input("skuId", "Platform id", Rule("readOnlyRule", "true"), _kind("long")),
    )
    return (
        _group("saleProp", "Sale attributes", [colour], cn="销售属性"),
        _list("sku", "Variants", variant, Rule("maxItemsRule", "200"), cn="商品规格"),
    )
