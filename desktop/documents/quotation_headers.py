"""What the columns of an owner's own sheet may be called, and how a header is recognised: by name, then by likeness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

LIKENESS = 84
PICTURE, IGNORED = "picture", ""
UNITS = ("mm", "cm", "kgs", "kg", "g", "inch", "m3", "cbm", "毫米", "厘米", "公分", "公斤", "千克", "克")

# What a column may be called, folded (no spaces, no brackets, small letters). Paths without a dot are this module's own:
# price, cost, weights (gross/net in one cell), cbm, carton_length ..., remark.
ALIASES: dict[str, tuple[str, ...]] = {
    "sku": ("货号", "款号", "编号", "产品编号", "产品货号", "商品编号", "itemno", "itemno.", "item", "item#", "sku", "artno", "artno.", "code", "productcode", "料号", "物料编码"),
    "model_number": ("型号", "产品型号", "model", "modelno", "modelno.", "modelnumber", "规格型号"),
    "name.zh": ("品名", "产品名称", "名称", "商品名称", "中文品名", "中文名称", "产品", "货品名称", "description", "productname", "产品描述", "描述"),
    "name.en": ("英文品名", "英文名称", "englishname", "英文名"),
    "category": ("品类", "类目", "分类", "类别", "category", "种类"),
    "brand": ("品牌", "brand"),
    "attributes.material": ("材质", "材料", "面料", "原料", "material", "materials", "主要材质"),
    "attributes.colour": ("颜色", "color", "colour", "颜色选择", "色"),
    "attributes.size": ("尺寸", "产品尺寸", "规格", "产品规格", "规格尺寸", "size", "productsize", "itemsize", "单品尺寸", "大小", "成品尺寸"),
    "attributes.weight": ("重量", "单重", "产品重量", "单个重量", "weight", "unitweight", "单品重量", "个重"),
    "attributes.technique": ("工艺", "制作工艺", "technique", "craft"),
    "attributes.finish": ("表面处理", "表面", "finish"),
    "attributes.use": ("用途", "适用场景", "use", "usage", "application"),
    "selling_points": ("卖点", "特点", "特色", "features", "功能"),
    "certificates": ("证书", "认证", "certificate", "certificates", "certification"),
    "hs_code": ("hs编码", "海关编码", "hscode", "hs", "商品编码", "税号"),
    "origin": ("产地", "原产地", "origin"),
    "packaging.unit": ("包装", "包装方式", "内包装", "单个包装", "packing", "package", "packaging", "包装材料"),
    "packaging.carton": ("装箱数", "装箱量", "箱装数", "每箱数量", "装箱", "装箱数量", "pcs/ctn", "qty/ctn", "pcsctn", "qtyctn", "装箱率", "外箱装数", "packingqty", "箱入数", "入数", "件数/箱", "数量/箱", "个/箱", "只/箱", "套/箱", "每箱装", "箱容"),
    "packaging.carton_size": ("外箱尺寸", "箱规", "纸箱尺寸", "外箱规格", "cartonsize", "ctnsize", "箱子尺寸", "外箱", "meas", "meas.", "measurement", "包装尺寸", "装箱尺寸", "outercarton", "cartonmeas", "cartonmeas."),
    "packaging.carton_gross_weight": ("毛重", "每箱毛重", "整箱毛重", "g.w", "g.w.", "gw", "grossweight", "箱毛重"),
    "packaging.carton_net_weight": ("净重", "每箱净重", "整箱净重", "n.w", "n.w.", "nw", "netweight", "箱净重"),
    "weights": ("g.w/n.w", "g.w./n.w.", "gw/nw", "毛净重", "毛重/净重", "毛/净重", "g/n.w", "g/nw", "重量g/n"),
    "cbm": ("cbm", "体积", "立方", "立方数", "材积", "每箱体积", "单箱体积", "volume", "m3"),
    "carton_length": ("长", "l", "length", "箱长", "外箱长"),
    "carton_width": ("宽", "w", "width", "箱宽", "外箱宽"),
    "carton_height": ("高", "h", "height", "箱高", "外箱高"),
    "trade.moq": ("起订量", "最小起订量", "moq", "起订", "起订数", "最低起订量", "minorder", "起批量"),
    "trade.lead_time": ("交期", "交货期", "货期", "leadtime", "deliverytime", "delivery", "生产周期", "交货时间", "工期"),
    "trade.unit": ("单位", "unit", "计量单位"),
    "trade.port": ("港口", "port", "起运港", "装运港"),
    "trade.incoterm": ("贸易术语", "incoterm", "成交方式", "价格条款"),
    "trade.payment": ("付款方式", "payment", "付款条件", "付款"),
    "trade.samples.price": ("样品价", "样品费", "打样费", "samplefee", "sampleprice"),
    "trade.samples.days": ("打样天数", "打样时间", "样品时间", "sampletime"),
    "trade.customisation.logo.moq": ("logo起订量", "商标起订量", "印logo起订量"),
    "trade.warranty.months": ("质保", "质保月数", "保修", "warranty", "质保期"),
    "price": ("价格", "单价", "报价", "fob", "fob价", "fob价格", "price", "unitprice", "fobprice", "美金价", "美元价", "usd", "离岸价", "exw", "exw价", "售价", "外销价", "cif", "fobusd", "usdprice", "含税价", "出厂价", "人民币价", "rmb", "批发价", "单价fob", "工厂价"),
    "private.cost": ("成本", "成本价", "进价", "cost", "采购价", "成本单价"),
    "private.floor": ("底价", "最低价", "floor", "最低售价"),
    PICTURE: ("图片", "照片", "picture", "photo", "image", "产品图片", "图", "pic", "photos", "产品图", "样图", "实物图"),
    IGNORED: ("备注", "序号", "no", "no.", "remark", "remarks", "数量", "qty", "quantity", "金额", "amount", "总价", "合计", "日期", "客户", "注", "箱数", "总体积", "总毛重", "total", "说明"),
}  # fmt: skip
BY_NAME = {alias: path for path, aliases in ALIASES.items() for alias in aliases}
_BRACKET = re.compile(r"[(\[【（]([^)\]】）]{0,20})[)\]】）]")


def folded(text: str) -> str:
    """A header for comparing: half-width, small letters, without spaces, brackets and what is in them."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\s:_*]", "", _BRACKET.sub("", plain)) or re.sub(r"[\s:_*()]", "", plain)


def column_path(header: str, known: Mapping[str, str]) -> tuple[str, bool] | None:
    """(path, sure) for a header; None when it is like nothing known. Confirmed columns come first."""
    key = folded(header)
    if not key:
        return None
    if key in known:
        return known[key].partition("|")[0], True
    bare = re.sub(rf"(?:{'|'.join(UNITS)}|usd|rmb|us\$|美金|美元|人民币|[/\\\-,.$¥]|\d+(?:-\d+)?(?:pcs|个|件|套)?\+?)+$", "", key)
    for name in (key, bare, key.replace("/", "")):
        if name in BY_NAME:
            return BY_NAME[name], True
    if is_price(key):
        return "price", True
    from rapidfuzz import fuzz, process

    best = process.extractOne(bare or key, [alias for alias in BY_NAME if len(alias) > 1], scorer=fuzz.ratio, score_cutoff=LIKENESS - 24)
    if best and (best[1] >= LIKENESS or (len(key) >= 3 and best[0] in key)):
        return BY_NAME[best[0]], False
    inside = max((alias for alias in BY_NAME if len(alias) >= 2 and not alias.isascii() and alias in key), key=len, default="")
    return (BY_NAME[inside], False) if inside else None


def is_price(key: str) -> bool:
    """Whether a folded header speaks of a price to buyers (not of cost, floor, sample or a sum)."""
    worded = any(word in key for word in ("价", "price", "fob", "exw", "usd", "美金")) and not any(
        word in key for word in ("成本", "底价", "样品", "总价", "cost", "最低")
    )
    return worded or bool(re.fullmatch(r"[≥>=]*\d{2,6}(?:-\d+)?\+?(?:pcs|个|件|套|以上|起)\+?", key))
