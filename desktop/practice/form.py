"""The fields that every category's form has, in the form's order (reference, section 3.4), dirty values included."""

from __future__ import annotations

from desktop.practice.schema import Field, Option, Rule, required

ASCII_ONLY = r"[^\x04-\x80≤≥‰±㎡℃℉°μΩé²³]|[@!?＠！？]"
EMAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z]{2,24}"
TAG = r"<[^>]+>"
NOT = "not include"
UNITS = (
    ("1", "Bag", "袋"),
    ("4", "Piece", "件"),
    ("5", "Pair", "双"),
    ("7", "Metric Ton", "吨"),
    ("8", "Meter", "米"),
    ("16", "Kilogram", "千克"),
    ("20", "Set", "套"),
    ("21", "Pack", "包"),
    ("28", "Box", "盒"),
    ("29", "Carton", "箱"),
    ("71", "Roll", "卷"),
    ("15", "Unit", "台"),
)
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


_TITLE_PLAIN = tuple(Rule("regexRule", value, NOT) for value in (ASCII_ONLY, EMAIL, TAG))
_TITLE_WORDS = (Rule("regexRule", ASCII_ONLY, NOT), Rule("regexRule", "[;:,，]", NOT), _length(384))
TITLE_FIELDS: tuple[Field, ...] = (
    Field("catId", "Category", "input", (Rule("readOnlyRule", "true"), Rule("valueTypeRule", "long")), cn="类目"),
    Field(
        "productTitle",
        "Product name",
        "input",
        (required(), required(), _length(128), *_TITLE_PLAIN, Rule("valueTypeRule", "text")),
        cn="商品名称",
    ),
    Field(
        "productKeywords",
        "Product keywords",
        "complex",
        (Rule("minInputNumRule", "1", "include"), Rule("maxInputNumRule", "1", "include")),
        cn="商品关键词",
        fields=(Field("productKeywords_0", "Keyword", "input", _TITLE_WORDS),),
    ),
)
"""Category id, title and keywords."""


_PICTURE_ONE = (
    Rule("valueTypeRule", "url"),
    Rule("maxImageSizeRule", "4194304", unit="kb"),
    Rule("valueAttributeRule", "fileId"),
    Rule("valueAttributeRule", "fileFlag"),
)
_PICTURE_PICTURES = tuple(Field(f"scImages_{n}", f"Image {n + 1}", "input", _PICTURE_ONE) for n in range(6))
PICTURE_FIELDS: tuple[Field, ...] = (
    Field(
        "scImages",
        "Product images",
        "complex",
        (required(), Rule("minInputNumRule", "1", "include"), Rule("maxInputNumRule", "6", "include")),
        fields=_PICTURE_PICTURES,
        cn="商品图片",
    ),
    Field(
        "imageVideo",
        "Product video",
        "singleCheck",
        (Rule("maxLengthRule", "104857600", "include", "byte"),),
        cn="主图视频",
    ),
)
"""Main pictures and videos."""


_TRADE_RUNG = (
    Field("quantity", "MOQ", "input", (Rule("valueTypeRule", "long"), Rule("minValueRule", "1", "include"))),
    Field("price", "Single piece price", "input", _number()),
)
_TRADE_LADDER = tuple(Field(f"ladderPrice_{n}", f"Price {n + 1}", "complex", fields=_TRADE_RUNG) for n in range(4))
_TRADE_PERIOD = (
    Field("quantity", "Quantity", "input", (Rule("valueTypeRule", "long"),)),
    Field("day", "Days", "input", (Rule("valueTypeRule", "long"), Rule("maxValueRule", "365", "include"))),
)
TRADE_FIELDS: tuple[Field, ...] = (
    Field(
        "priceUnit",
        "Unit",
        "singleCheck",
        (required(),),
        tuple(Option(n, v, c) for v, n, c in UNITS),
        cn="计量单位",
    ),
    Field(
        "saleType",
        "Sell by",
        "singleCheck",
        (required(),),
        (Option("Unit", "normal", "按单位卖"), Option("Lot", "batch", "按批卖")),
        cn="销售方式",
    ),
    Field(
        "batchNum",
        "Units per lot",
        "input",
        (
            required(),
            Rule("valueTypeRule", "long"),
            Rule("disableRule", "true", depends=(("saleType", "!=", "batch"),)),
        ),
        cn="每批数量",
    ),
    Field(
        "scPrice",
        "Price setting",
        "singleCheck",
        (required(),),
        (Option("Based on quantity", "1", "按数量设价"), Option("FOB", "2"), Option("Based on SKU", "3")),
        cn="价格设置",
    ),
    Field(
        "ladderPrice",
        "Quantity price",
        "complex",
        (
            Rule("minInputNumRule", "1", "include"),
            Rule("maxInputNumRule", "4", "include"),
            Rule("disableRule", "true", depends=(("scPrice", "!=", "1"),)),
        ),
        fields=_TRADE_LADDER,
        cn="阶梯价",
    ),
    Field(
        "fob",
        "FOB price",
        "complex",
        (),
        cn="FOB 价格区间",
        fields=(
            Field("range_min", "From", "input", _number()),
            Field("range_max", "To", "input", _number()),
            Field("unit_type", "Currency", "singleCheck", (), tuple(Option(n, v) for v, n in MONEY)),
        ),
    ),
    Field(
        "minOrderQuantity",
        "MOQ",
        "input",
        (Rule("valueTypeRule", "double"), Rule("minValueRule", "1", "include")),
        cn="起订量",
    ),
    Field(
        "pkgMeasure",
        "Package size",
        "complex",
        cn="包装尺寸",
        fields=tuple(Field(name, name.title(), "input", _number()) for name in ("length", "width", "height")),
    ),
    Field("pkgWeight", "Package weight", "input", _number(), cn="毛重"),
    Field(
        "ladderPeriod",
        "Lead time",
        "complex",
        (Rule("minInputNumRule", "1", "include"), Rule("maxInputNumRule", "3", "include")),
        cn="发货期",
        fields=tuple(Field(f"ladderPeriod_{n}", f"Lead time {n + 1}", "complex", fields=_TRADE_PERIOD) for n in range(3)),
    ),
    Field(
        "marketSample",
        "Samples",
        "singleCheck",
        (),
        (Option("Yes", "1", "支持"), Option("No", "2", "不支持")),
        cn="样品服务",
    ),
    Field("marketSamplingPrice", "Sample price", "input", _number(), cn="样品价"),
)
"""Unit, prices, minimum order, package, lead time, logistics, samples."""


_REST_NOTE = (_length(500, "character"), Rule("maxInputNumRule", "500"))
_REST_PAIR = (
    Field("propName", "Name", "input", (_length(40, "character"),)),
    Field("valueName", "Value", "input", (_length(70, "character"), Rule("regexRule", "([", NOT))),
)
_REST_PICTURE = (
    Field("imageURL", "Picture", "input", (Rule("valueTypeRule", "url"),)),
    Field("generalText", "Text", "input", _REST_NOTE),
)
_REST_GALLERIES = tuple(Option(n, v) for v, n in (("150", "Dimensions"), ("200", "Scene"), ("300", "Detail"), ("350", "Other")))
REST_FIELDS: tuple[Field, ...] = (
    Field(
        "shippingTemplate",
        "Shipping",
        "complex",
        (required(),),
        cn="运费模板",
        fields=(
            Field(
                "templateType",
                "Type",
                "singleCheck",
                (required(),),
                (Option("Own template", "aliLogistics"), Option("To be negotiated", "freightNegotiation")),
            ),
            Field("shippingTemplateId", "Template", "singleCheck", (), (Option("Sea freight", "88001"),)),
        ),
    ),
    Field(
        "logisticsProperty",
        "Goods",
        "multiCheck",
        (),
        (
            Option("General cargo", "general_cargo_0", "普货"),
            Option("Battery", "battery_1", "带电"),
            Option("Liquid", "liquid_2", "液体"),
        ),
        cn="物流属性",
    ),
    Field(
        "productGroup",
        "Product group",
        "complex",
        (),
        cn="商品分组",
        fields=(Field("first_group_id", "Group", "singleCheck", (), (Option("New", "70001"), Option("Sale", "70002"))),),
    ),
    Field(
        "customMoreProperty",
        "More attributes",
        "complex",
        (Rule("maxInputNumRule", "10", "include"),),
        cn="自定义属性",
        fields=tuple(Field(f"customMoreProperty_{n}", f"Attribute {n + 1}", "complex", fields=_REST_PAIR) for n in range(10)),
    ),
    Field(
        "productDescType",
        "Description kind",
        "singleCheck",
        (),
        (Option("Smart editing", "1", "智能编辑"), Option("Normal editing", "2", "普通编辑")),
        default="4",
        cn="详描类型",
    ),
    Field(
        "superText",
        "Description",
        "input",
        (
            Rule("valueTypeRule", "html"),
            _length(65000),
            Rule("disableRule", "true", depends=(("productDescType", "!=", "2"),)),
        ),
        cn="商品详描",
    ),
    Field(
        "textDesc",
        "Highlights",
        "multiInput",
        (Rule("maxInputNumRule", "10", "include"), _length(500, "character")),
        cn="商品卖点",
    ),
    Field(
        "detailImage",
        "Detail pictures",
        "multiComplex",
        (Rule("maxItemsRule", "9"),),
        cn="详情图",
        fields=(
            Field("gallery", "Gallery", "singleCheck", (required(),), _REST_GALLERIES),
            Field("images", "Pictures", "multiComplex", (Rule("maxItemsRule", "30"),), fields=_REST_PICTURE),
        ),
    ),
    Field(
        "companyFaqDesc",
        "FAQ",
        "multiComplex",
        (Rule("maxItemsRule", "8"),),
        cn="常见问题",
        fields=(
            Field("question", "Question", "input", (_length(150, "character"),)),
            Field("answers", "Answer", "input", (_length(500, "character"),)),
        ),
    ),
    Field("multilangInfo", "Languages", "multiComplex"),
    Field("infos", "Notes", "label"),
)
"""Logistics, groups, own attributes, description and the platform's own fields."""


def variant_fields(colours: tuple[Option, ...], prop: str) -> tuple[Field, ...]:
    """Sale properties (colours) and the variants made of them."""
    custom = (
        Rule("valueAttributeRule", "inputValue"),
        Rule("valueAttributeRule", "img"),
        Rule("valueAttributeRule", "remark"),
        Rule("maxValueRule", "最大用户输入值个数[60]"),
        Rule("maxLengthRule", "50", "include", "character", "attribute:inputValue"),
    )
    names = tuple(Rule("valueAttributeRule", name) for name in ("propId", "propName", "propValueId", "propValueName"))
    price = Rule("regexRule", r"[0-9]{0,9}(\.[0-9]{0,2})?")
    return (
        Field(
            "saleProp",
            "Sale attributes",
            "complex",
            cn="销售属性",
            fields=(Field(f"p-{prop}", "Color", "multiCheck", custom, colours, cn="颜色"),),
        ),
        Field(
            "sku",
            "Variants",
            "multiComplex",
            (Rule("maxItemsRule", "200"),),
            cn="商品规格",
            fields=(
                Field("skuOuterId", "Code", "input", (_length(64),)),
                Field("props", "Attributes", "multiInput", names),
                Field("price", "Price", "input", (price,)),
                Field("skuId", "Platform id", "input", (Rule("readOnlyRule", "true"), Rule("valueTypeRule", "long"))),
            ),
        ),
    )
