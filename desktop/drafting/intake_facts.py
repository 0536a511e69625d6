"""Packing, sizes, weights and the measured facts of a category in an owner's paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from desktop.domain.quantities import UNITS
from desktop.drafting.intake_numbers import (
    COUNTERS,
    LENGTH,
    MASS,
    TIMES,
    UNIT_NAMES,
    WHOLE_UNITS,
    C,
    N,
    S,
    U,
    canonical_unit,
    counted,
    han_digits,
    length,
    mass,
    number,
    plain,
)
from desktop.drafting.intake_page import Found, Page
from desktop.taxonomy.categories import Attribute, Category

_OUTER = "(?:外箱|纸箱|箱规|箱子|大箱|箱体|装箱|箱)(?:的)?(?:规格|尺寸|大小|体积)?"
_TRIPLE = rf"(?<![a-z])(?P<a>{N})\s?(?P<ua>{LENGTH})?{TIMES}(?P<b>{N})\s?(?P<ub>{LENGTH})?(?:{TIMES}(?P<c>{N})\s?(?P<u>{LENGTH})?)?"
_SIDES = rf"长(?:度)?\s?(?P<a>{N})\s?(?P<ua>{LENGTH})?[\s,，、*x]{{0,2}}(?:宽(?:度)?\s?(?P<b>{N})\s?(?P<ub>{LENGTH})?[\s,，、*x]{{0,2}}(?:高|厚|深)(?:度)?\s?(?P<c>{N})\s?(?P<u>{LENGTH})?|宽(?:度)?\s?(?P<b2>{N})\s?(?P<u2>{LENGTH})?)"
_CARTON_SIZE = (re.compile(rf"{_OUTER}{S}{_TRIPLE}"), re.compile(rf"{_OUTER}{S}{_SIDES}"))
_SIZE = (re.compile(rf"(?:产品)?(?:尺寸|大小|规格)?{S}{_TRIPLE}"), re.compile(rf"(?:产品)?(?:尺寸|大小|规格)?{S}{_SIDES}"))
_CARTON = (
    re.compile(rf"(?:一|每|1|整|单)个?(?:外|大|纸)?箱子?(?:可以|能|可)?(?:装|放|数量|入|有)?{S}(?:装)?(?P<q>{N})\s?(?P<k>{C})(?!\s?重)"),
    re.compile(rf"(?P<q>{N})\s?(?P<k>{C})?\s?(?:装|放|入)?\s?(?:/|一|每|装一|1)\s?(?:大|外)?(?:箱|ctn|carton)"),
    re.compile(rf"(?:装箱数量|装箱数|装箱量|每箱数量|箱装数?|装箱){S}(?P<q>{N})\s?(?P<k>{C})?(?=$|[,，。;；\s\x00])"),
)
_BOTH = re.compile(
    rf"(?:毛/?净重|毛重/净重|g\.?w\.?\s?/\s?n\.?w\.?){S}(?P<g>\d+(?:\.\d+)?)\s?(?P<gu>{MASS})?\s?/\s?(?P<n>\d+(?:\.\d+)?)\s?(?P<u>{MASS})?"
)
_KG = rf"(?P<w>{N})\s?(?P<u>{MASS})?(?:(?P<half>半)|(?P<w2>[\d一二三四五六七八九])\s?(?P<u2>两)|(?P<frac>[二三四六七八九])(?=$|[,，。;；\s]))?"
_GROSS = re.compile(rf"(?:一箱|每箱|整箱)?(?:毛重|g\.?w\.?){S}{_KG}")
_NET = re.compile(rf"(?P<one>单个|每个|一个)?(?P<box>一箱|每箱|整箱)?(?:净重|n\.?w\.?){S}{_KG}")
_WEIGHT = (
    re.compile(rf"(?:产品)?(?:单个|每个|一个|单件|每件|一只|一条|一双|一套|每套|整机)?(?:单重|重量|净重|重){S}(?:只有)?{_KG}"),
    re.compile(
        rf"(?:单个|每个|一个|一只|一条|每只|每条|一双|一台){S}(?P<w>{N})\s?(?P<u>{MASS})(?:(?P<half>半)|(?P<w2>[\d一二三四五六七八九])\s?(?P<u2>两)|(?P<frac>[二三四六七八九])(?=$|[,，。;；\s]))?(?:重)?"
    ),
    re.compile(
        rf"(?P<w>{N})\s?(?P<u>公斤|千克|kg|斤|克|g)(?:(?P<half>半)|(?P<w2>[\d一二三四五六七八九])\s?(?P<u2>两)|(?P<frac>x(?!x)))?重"
    ),
)
_ABOUT = re.compile(r"大概|大约|左右|差不多|约")
_VOLTAGE = re.compile(
    r"(?:电压|输入)?[\s是:：]{0,3}(?P<v>\d{1,3}(?:\s?[-~到至]\s?\d{2,3})?)\s?(?:v|伏特?)(?:\s?[/,，]?\s?(?P<h>\d{2}(?:\s?[-~/]\s?\d{2})?)\s?(?:hz|赫兹?))?"
)
_PAIR = re.compile(
    r"(?P<way>输出|输入|input|output)[\s是:：]{0,3}(?P<v>\d+(?:\.\d+)?)\s?(?:v|伏)\s?[/x*,]?\s?(?P<a>\d+(?:\.\d+)?)\s?(?:a|安)(?![a-z])"
)
_TOLERANCE = re.compile(r"公差[\s是:：]{0,3}[±+]?\s?(?P<n>\d+(?:\.\d+)?)\s?(?P<u>毫米|mm|丝)")
_METRIC = re.compile(r"(?<![a-z\d])m(?P<d>\d{1,2})(?:\s?[x×*]\s?(?P<l>\d{1,3})(?![.\d]))?(?![a-z\d])")
_NOMINAL = re.compile(r"(?:口径|通径)?[\s是:：]{0,3}dn\s?(?P<d>\d{1,4})(?!\d)")
_CONNECTORS = {"typec": "USB-C", "usbc": "USB-C", "lightning": "Lightning", "microusb": "Micro-USB"}
_CONNECTOR = re.compile(r"(?<![a-z])(?:type[- ]?c|usb[- ]?c|lightning|micro[- ]?usb)(?![a-z])")
_SET_PIECES = re.compile(rf"(?:一套|每套)(?:有)?(?P<a>{N})\s?(?:个|件|只|片|支|条)(?!装)|(?P<b>{N})\s?(?:个|件|只|片|支)(?:一套|/套)")
_IP = re.compile(r"(?:防护等级|防水等级|ip等级)?[\s是:：]{0,3}ip\s?(?P<n>[0-6x][0-9])(?!\d)")
_YARN = re.compile(r"(?P<n>\d{1,3})\s?(?:支|s)(?:纱|的?(?:棉|精梳))?(?![a-z])")
_SIZES = re.compile(
    r"(?:尺码|码数|码|size)?[\s是:：有从]{0,3}(?P<a>[x\d]{0,3}[sml]|\d{2,3})\s?(?:码)?\s?(?:-|~|到|至)\s?(?P<b>[x\d]{0,3}[sml]|\d{2,3})(?:码)?(?![a-z\d])"
)
_OUNCE = re.compile(rf"(?P<n>{N})\s?(?:安士?|盎司|oz)(?=的?[^,，。]{{0,2}}帆布|$|[,，。;；\s])")
_SIDE_WORDS = {"直径": "diameter", "口径": "diameter", "外径": "outer_diameter", "内径": "bore", "高度": "height", "高": "height", "厚度": "thickness", "厚": "thickness", "长度": "length", "长": "length", "宽度": "width", "宽": "width", "深": "depth", "线长": "cable_length", "绒高": "pile_height", "门幅": "fabric_width", "幅宽": "fabric_width", "提手长": "handle_length", "膜宽": "film_width", "扬程": "pump_head_height"}  # fmt: skip
_SIDE = re.compile(
    rf"(?P<what>{'|'.join(sorted(_SIDE_WORDS, key=len, reverse=True))}){S}(?P<w>{N})\s?(?P<u>{LENGTH})(?P<tail>(?:\d{{1,2}}|[一二三四五六七八九])(?![\d.]))?"
)
_METRES = re.compile(
    rf"(?:尺寸|大小)?{S}(?P<a>{N})米(?P<a2>\d{{1,2}}|[一二三四五六七八九])?{TIMES}(?P<b>{N})米(?P<b2>\d{{1,2}}|[一二三四五六七八九])?(?!{TIMES})"
)
_SHARES = re.compile(r"(?:(?:[一-鿿]{1,5}\d{1,3}(?:\.\d)?%|\d{1,3}(?:\.\d)?%\s?的?[一-鿿]{1,5})[、,，/+\s]{0,2}){1,5}")


def read_packing(page: Page) -> None:
    """Carton, its size and weights. A size or weight without a unit is taken as cm or kg and asked about."""
    for pattern in _CARTON_SIZE:
        for match in page.each(pattern):
            if (text := _sides(page, match, "packaging.carton_size")) and match.groupdict().get("c"):
                page.say("packaging.carton_size", text, match)
    for pattern in _CARTON:
        for match in page.each(pattern):
            _carton(page, match)
    for match in page.each(_BOTH):
        unit = match["u"] or match["gu"] or "kg"
        for path, value in (("packaging.carton_gross_weight", match["g"]), ("packaging.carton_net_weight", match["n"])):
            page.say(path, _weight_text(mass(value, unit)), match)
    for match in page.each(_GROSS):
        if known := _mass_of(page, match, "packaging.carton_gross_weight"):
            page.say("packaging.carton_gross_weight", _weight_text(known), match)


def _carton(page: Page, match: re.Match[str]) -> None:
    value = number(match["q"])
    unit = COUNTERS.get(match["k"] or "", page.facts.get("trade.unit", "piece"))
    if value is None or unit == "m":
        return
    if unit == "dozen":
        value, unit = value * 12, "piece"
    if unit in WHOLE_UNITS:
        page.facts.setdefault("trade.unit", unit)
    if value == value.to_integral_value() and value > 0:
        page.say("packaging.carton", counted(int(value), unit), match)


def _sides(page: Page, match: re.Match[str], path: str) -> str:
    """Two or three sides as canonical text, "" when they are none; a missing unit is cm and becomes a question."""
    groups = match.groupdict()
    values = [number(item) for key in ("a", "b", "b2", "c") if (item := groups.get(key))]
    unit = next((item for key in ("u", "u2", "ub", "ua") if (item := groups.get(key))), "")
    if len(values) < 2 or any(value is None or value <= 0 for value in values):
        return ""
    factor, symbol = (length("1", unit) or (Decimal(1), "cm")) if unit else (Decimal(1), "cm")
    text = " x ".join(plain(value * factor) for value in values if value is not None) + f" {symbol}"
    if not unit:
        page.ask(
            path,
            f"“{match[0].strip()}”的单位是厘米吗？",
            match[0],
            (("厘米", path, text), ("毫米", path, text[:-2] + "mm"), ("英寸", path, text[:-2] + "in")),
        )
    elif unit in ("寸", "吋"):
        page.ask(path, f"“{match[0].strip()}”的寸是英寸吗？", match[0])
    return text


def _mass_of(page: Page, match: re.Match[str], path: str) -> tuple[Decimal, str] | None:
    """The weight of a match of _KG; a bare number is kg and asked about, "大概" is asked about too."""
    unit = match["u"] or ""
    known = mass(match["w"], unit or "kg")
    if known is None:
        return None
    value, symbol = known
    scale = {"斤": Decimal("0.5"), "市斤": Decimal("0.5")}.get(unit, Decimal(1))
    if match["half"]:
        value += scale / 2
    elif match["u2"]:
        tael = Decimal(match["w2"] if match["w2"].isdigit() else han_digits(match["w2"])) / 10
        value += tael * scale
    if not unit:
        page.ask(path, f"“{match[0].strip()}”的单位是公斤吗？", match[0])
    elif _ABOUT.search(page.clause(*match.span())):
        page.ask(path, f"“{page.clause(*match.span()).strip()}”是大概数，准确是多少？", match[0])
    return value, symbol


def _weight_text(known: tuple[Decimal, str] | None) -> str:
    return f"{plain(known[0])} {known[1]}" if known else ""


def read_measures(page: Page, category: Category, words: dict[str, list[str]]) -> None:
    """Size, weight and the category's own quantities. `words`: Chinese attribute word to attribute key."""
    _codes(page, category)
    size = "attributes.machine_size" if "machine_size" in category.attributes else "attributes.size"
    for match in page.each(_METRES):
        sides = [_metres(match["a"], match["a2"]), _metres(match["b"], match["b2"])]
        page.say(size, " x ".join(plain(side) for side in sides) + " m", match)
    for pattern in _SIZE:
        for match in page.each(pattern):
            if size in page.facts and number(match["a"]) is not None:
                page.ask(size, f"好像有几种尺寸：“{match[0].strip()}”也是吗？不同尺寸请各做一张产品卡。", match[0])
            elif "袋子" not in page.clause(*match.span()) and (text := _sides(page, match, size)):
                page.say(size, text, match)
    for match in page.each(_SIDE):
        _side(page, match, category, words)
    _labelled(page, category, words)
    _composition(page, category)
    _weights(page, category)
    _by_unit(page, category)


def _codes(page: Page, category: Category) -> None:
    has = category.attributes
    for match in page.each(_IP):
        if "ip_rating" in has:
            page.say("attributes.ip_rating", f"IP{match['n'].upper()}", match)
    for match in page.each(_PAIR):
        key = "output" if match["way"] in ("输出", "output") else "input"
        page.say(f"attributes.{key}", f"{match['v']} V / {match['a']} A", match)
    if "tolerance" in has:
        for match in page.each(_TOLERANCE):
            page.say(
                "attributes.tolerance", f"±{match['n']} mm" if match["u"] != "丝" else f"±{plain(Decimal(match['n']) / 100)} mm", match
            )
    if "thread_size" in has:
        for match in page.each(_METRIC):
            page.say("attributes.thread_size", f"M{match['d']}", match)
            if match["l"] and "length" in has:
                page.found.append(Found("attributes.length", f"{match['l']} mm", page.text[match.start() : match.end()], *match.span()))
                page.facts.setdefault("attributes.length", f"{match['l']} mm")
    if "dial_size" in has:
        for match in page.each(_NOMINAL):
            page.say("attributes.dial_size", f"DN{match['d']}", match)
    if "connector" in has:
        for match in page.each(_CONNECTOR):
            page.say("attributes.connector", _CONNECTORS[match[0].replace("-", "").replace(" ", "")], match)
    if "set_pieces" in has:
        for match in page.each(_SET_PIECES):
            pieces = number(match["a"] or match["b"])
            if pieces is not None and pieces > 1:
                page.say("attributes.set_pieces", plain(pieces), match)
    _ratings(page, has)


def _ratings(page: Page, has: Mapping[str, Attribute]) -> None:
    """Voltage, yarn count, sizes of clothes and the weight of canvas."""
    if "voltage" in has:
        for match in page.each(_VOLTAGE):
            volts = re.sub(r"\s?[-~到至]\s?", "-", match["v"]) + " V"
            hertz = re.sub(r"\s?[-~/]\s?", "-", match["h"]) + " Hz" if match["h"] else ""
            page.say("attributes.voltage", f"{volts} / {hertz}" if hertz else volts, match)
    if "yarn_count" in has:
        for match in page.each(_YARN):
            if "纱" in match[0] or "纱" in page.clause(*match.span()) or has.get("fabric_weight"):
                page.say("attributes.yarn_count", f"{match['n']}S", match)
    if "size_range" in has:
        for match in page.each(_SIZES):
            page.say("attributes.size_range", f"{match['a'].upper()}-{match['b'].upper()}", match)
    if "fabric_weight" in has:
        for match in page.each(_OUNCE):
            page.say("attributes.fabric_weight", f"{plain(number(match['n']) or Decimal(0))} oz/yd2", match)


def _labelled(page: Page, category: Category, words: dict[str, list[str]]) -> None:
    """ "功率10瓦", "口径DN15": a word for one of the category's attributes with its value."""
    for word in sorted(words, key=len, reverse=True):
        if word not in page.plain:
            continue
        attributes = [item for key in words[word] if (item := category.attributes.get(key)) and key not in ("size", "weight")]
        for match in page.each(_value_after(word)):
            for attribute in attributes:
                if attribute.type in ("quantity", "range") and (text := _amount(match, attribute)):
                    page.say(f"attributes.{attribute.key}", text, match)
                    break
        for attribute in attributes:
            if attribute.type == "code":
                for match in page.each(_code_after(word)):
                    page.say(f"attributes.{attribute.key}", match["a"].upper(), match)


@lru_cache(maxsize=512)
def _value_after(word: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(word)}{S}(?P<a>-?{N})\s?(?P<ua>{U})?(?:\s?[-~到至]\s?(?P<b>{N}))?\s?(?P<u>{U})?")


@lru_cache(maxsize=512)
def _code_after(word: str) -> re.Pattern[str]:
    return re.compile(
        rf"{re.escape(word)}(?:标准|规格)?{S}(?P<a>(?:iso|din|ansi|bs|gb|npt|bsp) ?\d+|[a-z]{{0,4}}[-.]?\d[a-z\d.\-/]{{0,12}}|usb-?[a-z]|type-?c|[a-z]{{2,4}})(?![a-z])"
    )


def _amount(match: re.Match[str], attribute: Attribute) -> str:
    """ "10 W" or "3000-6000 K"; the unit must be one that the attribute can have. Counts need none."""
    low, high = number(match["a"]), number(match["b"]) if match["b"] else None
    unit = canonical_unit(match["u"] or match["ua"] or "")
    allowed = attribute.units
    if low is None:
        return ""
    if unit == "丝":
        low, unit = low / 100, "mm"
    if allowed and "piece" in allowed and not unit:
        return plain(low)
    if not unit and len(allowed) == 1 and attribute.key != "load_capacity":
        unit = ""
    if unit == "g" and "gsm" in allowed:
        unit = "gsm"
    if not unit or not _fits(unit, allowed):
        return ""
    return f"{plain(low)}-{plain(high)} {unit}" if high is not None else f"{plain(low)} {unit}"


def _fits(unit: str, allowed: tuple[str, ...]) -> bool:
    known = UNITS.get(unit)
    return known is not None and (not allowed or any(UNITS[item].dimension == known.dimension for item in allowed if item in UNITS))


def _metres(whole: str, tenths: str | None) -> Decimal:
    """ "1米2" and "一米二" are 1.2, "1米25" is 1.25."""
    digits = (tenths if tenths.isdigit() else han_digits(tenths)) if tenths else ""
    return (number(whole) or Decimal(0)) + (Decimal(f"0.{digits}") if digits else 0)


def _composition(page: Page, category: Category) -> None:
    """ "棉80%氨纶20%" is the composition; the words in it are read as materials as well."""
    if "composition" not in category.attributes:
        return
    for match in page.each(_SHARES):
        page.facts.setdefault("attributes.composition", page.text[match.start() : match.end()].strip(" ,，、"))
        page.found.append(Found("attributes.composition", page.facts["attributes.composition"], match[0].strip(" ,，、"), *match.span()))
        for share in re.finditer(r"\d{1,3}(?:\.\d)?%", match[0]):
            page.claim(match.start() + share.start(), match.start() + share.end())


def _side(page: Page, match: re.Match[str], category: Category, words: dict[str, list[str]]) -> None:
    known = length(match["w"], match["u"])
    key = next((item for item in words.get(match["what"], ()) if item in category.attributes), _SIDE_WORDS[match["what"]])
    if known is None:
        return
    value, symbol = known
    if match["tail"] and symbol == "m":
        value = _metres(match["w"], match["tail"])
    if match["u"] in ("寸", "吋"):
        page.ask(f"attributes.{key}", f"“{match[0]}”的寸是英寸吗？", match[0])
    page.say(f"attributes.{key}", f"{plain(value)} {symbol}", match)


def _weights(page: Page, category: Category) -> None:
    key = "machine_weight" if "machine_weight" in category.attributes else "weight"
    if "fabric_weight" in category.attributes:
        for match in page.each(
            re.compile(
                rf"(?:克重|面料克重)?{S}(?P<n>{N})\s?(?:克重|g/㎡|g/m²|g/m2|gsm|克/平方米?|克每平方米?|克一平方米?|平方克|克(?=重|的?面料|的?布|的?精梳))|克重{S}(?P<m>{N})\s?(?:克|g)?"
            )
        ):
            value = number(match["n"] or match["m"])
            if value is not None:
                page.say("attributes.fabric_weight", f"{plain(value)} gsm", match)
    for match in page.each(_NET):
        _net(page, match, key)
    for pattern in _WEIGHT:
        for match in page.each(pattern):
            if known := _mass_of(page, match, f"attributes.{key}"):
                page.say(f"attributes.{key}", _weight_text(known), match)


def _net(page: Page, match: re.Match[str], key: str) -> None:
    """净重 is of one product or of the carton: what was said, or what the gross weight and the count allow; else asked."""
    path = "packaging.carton_net_weight" if match["box"] else f"attributes.{key}"
    gross = page.facts.get("packaging.carton_gross_weight", "")
    stated = mass(match["w"], match["u"] or "kg")
    if gross and stated and not match["one"] and not match["box"]:
        total = Decimal(gross.split(" ")[0])
        count = int(page.facts.get("packaging.carton", "0 ").split(" ")[0])
        kilos = stated[0] * (UNITS[stated[1]].factor if stated[1] in UNITS else 1)
        if total * Decimal("0.5") <= kilos <= total:
            path = "packaging.carton_net_weight"
        elif not count or kilos * count > total:
            page.ask(path, f"“{match[0].strip()}”是一个的净重，还是一箱的？", match[0])
            page.claim(*match.span())
            return
    if known := _mass_of(page, match, path):
        page.say(path, _weight_text(known), match)


def _by_unit(page: Page, category: Category) -> None:
    """A bare "500毫升": taken when just one attribute of the category has such a unit, asked when several have."""
    for match in page.each(re.compile(rf"(?P<a>{N})(?:\s?[-~到至]\s?(?P<b>{N}))?\s?(?P<u>{U})(?P<ua>)")):
        unit = canonical_unit(match["u"])
        if unit == "g" and "fabric_weight" in category.attributes and "weight" not in category.attributes:
            before = page.clause(*match.span(), stops=" ,，。;；、\n").partition(match[0].strip())[0]
            if re.match(rf"(?:一|/|每){C}", page.plain[match.end() :]):
                continue  # "100克一条" weighs one piece
            if before and (not re.search("布|料|纱|棉|纶", before) or "充" in before):
                continue
            unit = "gsm"
        if unit not in UNITS or UNITS[unit].dimension in (
            "length",
            "mass",
            "count",
            "time_month",
            "pair",
            "set",
            "carton",
            "box",
            "bag",
            "roll",
            "sheet",
            "pack",
            "ratio",
        ):
            continue
        if unit == "day" or match["u"] in ("天", "周"):
            continue
        fitting = [
            item for item in category.attributes.values() if item.type in ("quantity", "range") and item.units and _fits(unit, item.units)
        ]
        free = [item for item in fitting if f"attributes.{item.key}" not in page.facts]
        best = [item for item in free if item.need == "required"] or free
        if len(best) == 1 and (text := _amount(match, best[0])):
            page.say(f"attributes.{best[0].key}", text, match)
        elif best:
            page.ask(f"attributes.{best[0].key}", f"“{match[0].strip()}”说的是哪一项？", match[0])
            page.claim(*match.span())


__all__ = ["UNIT_NAMES", "read_measures", "read_packing"]
