"""Numbers, units and money as a Chinese owner writes them: 两百, 一千二, 1.2万, 半公斤, 1斤7两, 公分, 丝, 4块8, 一打.

Everything here reads a text that `tidy` has prepared: same length as typed, so that each fact keeps its place.
Factors: 1 斤 = 0.5 kg, 1 两 = 50 g, 1 丝 = 0.01 mm, 1 尺 = 1/3 m (State Council order on units, 1959 and 1984).
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from desktop.domain.quantities import ALIASES, UNITS
from desktop.language.numerals import han_value

_TYPOS = {
    "起定": "起订", "起钉": "起订", "交其": "交期", "毛种": "毛重", "净种": "净重", "公今": "公斤", "公金": "公斤", "里米": "厘米", "厘术": "厘米", "蓝子": "篮子", "兰色": "蓝色",
    "陶磁": "陶瓷", "不锈刚": "不锈钢", "帆部": "帆布", "纯绵": "纯棉", "全绵": "全棉", "美全": "美金", "没金": "美金", "美圆": "美元", "打羊": "打样", "样拼": "样品", "定今": "定金",
    "塑科": "塑料", "竹编蓝": "竹编篮", "收纳蓝": "收纳篮", "遍织": "编织", "藤遍": "藤编", "竹遍": "竹编", "长程": "长成", "电瓷": "电池", "冲电": "充电", "一相": "一箱", "箱归": "箱规", "成夲": "成本", "低价": "底价", "轴成": "轴承",
}  # fmt: skip
_KEPT = frozenset("，。；：！？、（）％")
_WRITTEN = "零〇一二三四五六七八九十两百千万"
N = rf"(?:(?<![\d.])(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?(?![\d.]*\d)(?:[万千百](?![瓦克米帕牛伏赫安]))?|[{_WRITTEN}]{{1,9}}(?:点[零一二三四五六七八九]{{1,4}})?|半)"
Q = rf"(?<![a-z]){N}"
S = r"[\s是:：为约大概差不多=要在到只的]{0,6}"
TIMES = r"\s?(?:x|×|\*|乘以|乘|✕|╳)\s?"
COUNTERS = {
    "套": "set", "sets": "set", "set": "set", "双": "pair", "对": "pair", "副": "pair", "pairs": "pair", "卷": "roll", "打": "dozen", "dozen": "dozen", "pcs": "piece", "pc": "piece", "pieces": "piece",
    "个": "piece", "件": "piece", "只": "piece", "条": "piece", "台": "piece", "支": "piece", "把": "piece", "顶": "piece", "块": "piece", "张": "piece", "盏": "piece", "根": "piece", "粒": "piece", "颗": "piece", "瓶": "piece", "本": "piece", "包": "pack", "盒": "box", "袋": "bag", "米": "m",
}  # fmt: skip
C = "(?:" + "|".join(sorted(map(re.escape, COUNTERS), key=len, reverse=True)) + ")"
_MASS = {"公斤": ("kg", "1"), "千克": ("kg", "1"), "kgs": ("kg", "1"), "kg": ("kg", "1"), "市斤": ("kg", "0.5"), "斤": ("kg", "0.5"), "两": ("g", "50"), "克": ("g", "1"), "g": ("g", "1"), "吨": ("t", "1"), "磅": ("lb", "1"), "lbs": ("lb", "1"), "lb": ("lb", "1"), "盎司": ("oz", "1"), "oz": ("oz", "1")}  # fmt: skip
_LENGTH = {"毫米": ("mm", "1"), "mm": ("mm", "1"), "厘米": ("cm", "1"), "公分": ("cm", "1"), "cm": ("cm", "1"), "丝": ("mm", "0.01"), "米": ("m", "1"), "m": ("m", "1"), "英寸": ("in", "1"), "吋": ("in", "1"), "寸": ("in", "1"), "inch": ("in", "1"), '"': ("in", "1"), "英尺": ("ft", "1"), "码": ("yd", "1")}  # fmt: skip
MASS = "(?:公斤|千克|kgs|kg|市斤|斤|两|克|吨|磅|lbs|lb|盎司|oz|g)(?![a-z/])"
LENGTH = '(?:毫米|厘米|公分|丝|英寸|英尺|吋|寸|码|米|mm|cm|inch|m(?![a-z]|\\d|²|³)|")'
_SIGN = r"usd|us\$|\$|¥|rmb|人民币|美金|eur|€"
_NAME = r"美金|美元|美刀|刀|usd|\$|人民币|rmb|欧元|欧|eur|英镑"
M = rf"(?P<sign>{_SIGN})?\s?(?P<amt>{N})\s?(?:(?P<cur>{_NAME})|(?P<cur3>块钱|块|元)(?:(?P<tail>[\d一二三四五六七八九])(?![\d.天个件只日%年月套打条双盒箱把张卷x*×周]))?(?P<cur2>美金|美元|美刀|刀|欧元)?)?"
M_FREE = rf"(?:{M}|(?P<sign2>{_SIGN})\s?(?P<amt2>{N}))"
DAYS = rf"(?P<d1>{N})(?:\s?[-~到至]\s?(?P<d2>{N}))?\s?(?P<du>个?工作日|天|日|个?星期|个?礼拜|周|个月)"
_EXTRA_UNITS = {
    "毫安时": "mAh", "毫安": "mAh", "安时": "Ah", "瓦特": "W", "伏特": "V", "分贝": "dB", "db": "dB", "转/分钟": "rpm", "转/分": "rpm", "转每分": "rpm", "转": "rpm", "兆帕": "MPa", "帕": "Pa", "个小时": "h", "钟头": "h", "克每平方米": "gsm", "克每平方": "gsm",
    "克/平方米": "gsm", "克/平方": "gsm", "g/㎡": "gsm", "g/m²": "gsm", "g/m2": "gsm", "平方克": "gsm", "立方/小时": "m3/h", "立方米/小时": "m3/h", "方/小时": "m3/h", "升/分钟": "L/min", "升/分": "L/min", "包/分钟": "pcs/min", "包/分": "pcs/min", "袋/分钟": "pcs/min", "个/分钟": "pcs/min", "千牛": "kN", "度": "°C", "摄氏度": "°C",
    "开": "K", "k": "K", "丝": "丝", "斤": "斤", "两": "两", "安": "A", "公升": "L", "毫升": "ml", "盎司/码": "oz/yd2", "安士": "oz/yd2",
}  # fmt: skip


def _unit_names() -> dict[str, str]:
    table: dict[str, str] = {}
    for name, symbol in (*((unit, unit) for unit in UNITS), *ALIASES.items(), *_EXTRA_UNITS.items()):
        table.setdefault(name.lower(), symbol)
    for name in ("个", "件", "只", "月", "d", "周", "米每分"):
        table.pop(name, None)
    return table | {"斤": "斤", "丝": "丝"}


UNIT_NAMES = _unit_names()
U = "(?:" + "|".join(sorted(map(re.escape, UNIT_NAMES), key=len, reverse=True)) + ")(?![a-z])"


WHOLE_UNITS = frozenset({"set", "pair", "roll", "pack", "box", "bag"})  # what is sold as one


def counted(amount: int, unit: str) -> str:
    """ "12 pieces", "1 box", as a card writes it."""
    return f"{amount} {unit}" + ("" if amount == 1 else "es" if unit == "box" else "s")


def tidy(text: str) -> str:
    """The text in half-width small letters with common slips mended; every sign stays at its place."""
    signs = []
    for sign in text:
        folded = unicodedata.normalize("NFKC", sign).lower()
        signs.append(folded if len(folded) == 1 and sign not in _KEPT else sign)
    plain = "".join(signs).replace("\n", "。").replace("\r", "。")
    for wrong, right in _TYPOS.items():
        if wrong in plain:
            plain = plain.replace(wrong, right)
    return plain


def number(written: str) -> Decimal | None:
    """The value of a number in digits or Han numerals as people say them: 一千二 is 1200, 两百五 is 250; None for none."""
    text = written.replace(",", "")
    if text == "半":
        return Decimal("0.5")
    if text[:1].isdigit():
        factor = {"万": 10000, "千": 1000, "百": 100}.get(text[-1])
        return Decimal(text[:-1]) * factor if factor else Decimal(text)
    whole, point, rest = text.partition("点")
    value = han_value(whole)
    if value is None:
        return None
    if point:
        return Decimal(f"{value}.{han_digits(rest)}")
    if len(whole) > 1 and "零" not in whole and whole[-2] in "百千万" and whole[-1] in "一二三四五六七八九":
        tenth = {"百": 10, "千": 100, "万": 1000}[whole[-2]]
        value += (han_value(whole[-1]) or 0) * (tenth - 1)
    return Decimal(value)


def han_digits(text: str) -> str:
    """Han digits one by one: 八五 is "85"."""
    return "".join(str(han_value(sign) or 0) for sign in text)


def whole(written: str) -> int | None:
    """A number that must be a whole one; None otherwise."""
    value = number(written)
    return int(value) if value is not None and value == value.to_integral_value() and value < 10**9 else None


def plain(value: Decimal) -> str:
    """A number in canonical writing, without trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def mass(written: str, unit: str) -> tuple[Decimal, str] | None:
    """(value, canonical unit) of a weight; 斤 and 两 become kg and g."""
    return _scaled(written, _MASS.get(unit))


def length(written: str, unit: str) -> tuple[Decimal, str] | None:
    """(value, canonical unit) of a length; 公分, 丝 become cm, mm; 寸 is an inch (the caller asks)."""
    return _scaled(written, _LENGTH.get(unit))


def _scaled(written: str, known: tuple[str, str] | None) -> tuple[Decimal, str] | None:
    value = number(written)
    return (value * Decimal(known[1]), known[0]) if value is not None and known else None


def canonical_unit(written: str) -> str:
    """The symbol for a unit's writing, "" when it is none."""
    return UNIT_NAMES.get(written.lower().strip(), "")


def money(match: re.Match[str]) -> tuple[Decimal, str] | None:
    """(amount, ISO 4217 code or "") of a match of M or M_FREE; 元, 块, ¥ are CNY."""
    groups = match.groupdict()
    value = number(groups.get("amt") or groups.get("amt2") or "")
    if value is None:
        return None
    if tail := groups.get("tail"):
        value += Decimal(tail if tail.isdigit() else han_digits(tail)) / 10
    names = " ".join(groups.get(key) or "" for key in ("cur2", "cur3", "sign", "sign2", "cur"))
    for sign, code in (
        ("美", "USD"),
        ("刀", "USD"),
        ("usd", "USD"),
        ("$", "USD"),
        ("欧", "EUR"),
        ("eur", "EUR"),
        ("€", "EUR"),
        ("英镑", "GBP"),
    ):
        if sign in names:
            return value, code
    return value, "CNY" if names.strip() else ""


def price_text(value: Decimal) -> str:
    """A price as a card writes it: at least two decimals."""
    text = plain(value)
    decimals = len(text.partition(".")[2])
    return text if decimals >= 2 else format(value.quantize(Decimal("0.01")), "f")


def days(match: re.Match[str]) -> tuple[int, bool, bool] | None:
    """(days, working days?, given as a range?) of a match of DAYS; the longer end of a range counts."""
    value = whole(match["d2"] or match["d1"])
    unit = match["du"]
    if value is None:
        return None
    factor = 30 if "月" in unit else 7 if unit.lstrip("个") in ("星期", "礼拜", "周") else 1
    return value * factor, "工作日" in unit, match["d2"] is not None
