"""One Chinese paragraph from the owner becomes a card to confirm, by rules over language and glossary, without a model.

Each fact keeps the words it came from. What is doubtful becomes a question, what nobody understood is listed; nothing
is guessed. Cost and floor go to the private part only.
"""

from __future__ import annotations

import re

from desktop.domain.provinces import province_codes
from desktop.drafting.intake_facts import read_measures, read_packing
from desktop.drafting.intake_page import TAKEN, Ask, Found, Page, Taken, nested
from desktop.drafting.intake_terms import Noun, TermReader
from desktop.drafting.intake_trade import read_trade
from desktop.language.glossary import Concepts
from desktop.taxonomy.categories import Category, Taxonomy

MAX_TEXT = 4000
_CODE = re.compile(r"(?:货号|款号|型号|编号|产品编号|item(?: no\.?)?|sku)[\s:：是为]{0,3}(?P<code>[a-z0-9][a-z0-9._\-/]{1,30})")
_BRAND = re.compile(r"(?:品牌|牌子)[\s:：是为叫]{1,3}(?P<name>[^,，。;；\s\x00]{1,30})")
_HS = re.compile(r"(?:hs\s?code|hs编码|hs|海关编码|商品编码)[\s:：是]{0,3}(?P<code>\d{4}(?:\.?\d{2}){0,3})")
_NAME = re.compile(r"(?:品名|产品名称?|名称|名字|叫做?)[\s:：是]{1,3}(?P<name>[^,，。;；\x00\n]{2,40})")
_PROVINCES = province_codes() | {
    "义乌": "ZJ", "宁波": "ZJ", "温州": "ZJ", "深圳": "GD", "广州": "GD", "东莞": "GD", "佛山": "GD", "中山": "GD", "汕头": "GD", "潮州": "GD", "玉林": "GX", "博白": "GX", "钦州": "GX", "曹县": "SD", "临沂": "SD", "景德镇": "JX", "德化": "FJ", "泉州": "FJ", "晋江": "FJ", "安吉": "ZJ",
}  # fmt: skip
_PLACE = "|".join(sorted(_PROVINCES, key=len, reverse=True))
_ORIGIN = re.compile(
    rf"(?:(?:产地|原产地|产自|来自|工厂在|厂在|厂子在)[\s:：是在]{{0,3}}(?:中国)?(?P<a>{_PLACE})(?:省|市|自治区|壮族自治区)?(?P<more>[一-鿿]{{0,3}}(?=[,，。;；\s]|$))?|(?:中国)?(?P<b>{_PLACE})(?:省|市)?(?:[一-鿿]{{0,3}})?(?:生产|制造|做的|产的|产(?=[,，。;；\s]|$)))"
)
_CHINA = re.compile(r"(?:产地|原产地)[\s:：是]{0,3}中国")
_LEADING = re.compile(r"^(?:.*[的是])?(?:这个|这款|这种|本款|我们|我家|新款|一款|一个|款|个)*")
_FILLER = re.compile(
    "|".join(
        sorted(
            (
                "这个 这款 这种 这批 我们 我家 厂里 工厂 的 是 有 可以 可 能 都 和 也 了 要 做 用 大概 大约 约 左右 差不多 一个 单个 每个 个 它 呢 吧 啊 哦 哈 呀 嘛 价格 单价 价 尺寸 大小 材质 材料 料子 颜色 重量 重 包装 装 工艺 用途 适合 适用 放在 放 卖点 特点 规格 产品 品名 名称 "
                "另外 还有 就是 大货 现在 一般 支持 提供 付款 方式 条件 种 以及 及 与 或 并 且 很 比较 非常 或者 等 在 里 上 给 客户 客人 出口 外贸 订单 时间 内 天 起 每 一 按 用于 为 带 采用 使用 单位 认证 证书 通过 已 过 已经 得 最 好 卖 到 不同 版 款 面料 表面 处理 型号 全 整 "
                "穿 戴 刷 片 最大 整机 外壳 杯 风格 格 新 机器 设备 分 种颜色 色 单独 独立 外 数 量 货 期 港 口 从 走 出 贴 配 内 其 共 各 加 产地 质保 保修 电压 功率 容量 电池 编 制 成 纯 手感 样 现货"
            ).split(),
            key=len,
            reverse=True,
        )
    )
)
_LEFT = re.compile(r"[一-鿿]|\d|[a-z]{2,}")
_PIECES = re.compile(r"[\x00,，。;；!！?？\n]+")


class Intake:
    """Reads an owner's paragraph. Built once; safe from any thread (it keeps no state of a text)."""

    def __init__(self, concepts: Concepts, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self.terms = TermReader(concepts, taxonomy)

    def read(self, text: str) -> Taken:
        """The card to confirm. At most 4,000 characters are read; a longer rest is listed as not understood."""
        page = Page(text[:MAX_TEXT])
        noun = self.terms.noun(page.plain)
        category = self._taxonomy.category(noun.category if noun else "other")
        self._identity(page, noun, category)
        read_packing(page)
        read_trade(page, "piece")
        read_measures(page, category, self.terms.attribute_words)
        self.terms.read(page, category, noun)
        self._material_of_noun(page)
        for item in page.found:
            if item.path == "name.zh":
                page.claim(item.start, item.end)
        left = self._left(page)
        if len(text) > MAX_TEXT:
            left.append(text[MAX_TEXT : MAX_TEXT + 40] + "…")
        return Taken(nested(page.facts), tuple(sorted(page.found, key=lambda item: item.start)), tuple(page.asks), tuple(left))

    def category_of(self, name: str) -> str:
        """The category of a product name, "other" when no product word is in it."""
        noun = self.terms.noun(Page(name).plain)
        return noun.category if noun else "other"

    def _identity(self, page: Page, noun: Noun | None, category: Category) -> None:
        for match in page.each(_CODE):
            code = page.text[match.start("code") : match.end("code")]
            page.say("sku", code, match)
            page.facts.setdefault("model_number", code)
        for match in page.each(_BRAND):
            page.say("brand", page.text[match.start("name") : match.end("name")], match)
        for match in page.each(_HS):
            page.say("hs_code", _hs(match["code"]), match)
        for match in page.each(_ORIGIN):
            page.say("origin", f"CN-{_PROVINCES[match['a'] or match['b']]}", match)
        for match in page.each(_CHINA):
            page.say("origin", "CN", match)
        for match in page.each(_NAME):
            page.facts["name.zh"] = page.text[match.start("name") : match.end("name")].strip()
            page.found.append(Found("name.zh", page.facts["name.zh"], match[0], *match.span()))
            break
        if noun is None:
            page.ask(
                "category",
                "这是什么产品？请选一个品类。",
                page.text[:30],
                tuple((item.zh, "category", item.id) for item in self._taxonomy.categories.values()),
            )
        else:
            page.found.append(Found("category", category.id, page.text[noun.start : noun.end], noun.start, noun.end))
            self._name(page, noun)
        page.facts["category"] = category.id

    @staticmethod
    def _name(page: Page, noun: Noun) -> None:
        if "name.zh" in page.facts:
            return
        start = noun.start
        while start > 0 and page.plain[start - 1] not in ",，。;；:：!！\n\x00 " and noun.start - start < 16:
            start -= 1
        before = _LEADING.sub("", page.text[start : noun.start])
        before = (
            "" if re.search(r"\d|[一两三四五六七八九十]$", before) and not re.fullmatch(r"[A-Za-z]*\d{2,}[A-Za-z\-]*", before) else before
        )
        start = noun.start - len(before)
        name = "".join(_mended(page, place) for place in range(start, noun.end))
        page.facts["name.zh"] = name
        page.found.append(Found("name.zh", name, name, noun.end - len(name), noun.end))

    @staticmethod
    def _material_of_noun(page: Page) -> None:
        inside = page.facts.pop("noun.material", None)
        if inside and "attributes.material" not in page.facts:
            page.keep("attributes.material", [inside[0]], *inside[1])

    def _left(self, page: Page) -> list[str]:
        """The pieces of text that no rule used and that say something."""
        left: list[str] = []
        place = 0
        for piece in _PIECES.split(page.rest):
            start = page.rest.find(piece, place)
            place = start + len(piece)
            bare = piece
            for word in sorted((word for word in self.terms.attribute_words if len(word) >= 2 and word in bare), key=len, reverse=True):
                bare = bare.replace(word, " ")
            bare = re.sub(r"[^\w]", " ", _FILLER.sub("", bare))
            if _LEFT.search(bare):
                left.append(page.text[start : start + len(piece)].strip(" \t、:："))
        return [item for item in left if item]


def _mended(page: Page, place: int) -> str:
    """The owner's sign at a place, or the right one where a slip was mended."""
    typed, read = page.text[place], page.plain[place]
    return read if "一" <= typed <= "鿿" and typed != read else typed


def _hs(code: str) -> str:
    digits = code.replace(".", "")
    return ".".join(part for part in (digits[:4], digits[4:6], digits[6:8], digits[8:10]) if part)


__all__ = ["TAKEN", "Ask", "Found", "Intake", "Taken"]
