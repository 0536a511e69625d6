"""Builds the copy panel: Alibaba.com's form in its own order (reference, section 3.4), and a generic web shop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from desktop.domain.copy_panel import CopyField, CopyPanel
from desktop.domain.listings import Listing
from desktop.domain.publications import Publication
from desktop.platforms.alibaba.mapping import KEYWORD_BYTES, ORIGIN_NAMES, TITLE_BYTES, UNIT_NAMES, colours, plain

ALIBABA_ORDER = (
    "productTitle", "productKeywords", "icbuCatProp", "saleProp", "sku", "scImages", "pkgMeasure", "pkgWeight", "ladderPeriod",
    "priceUnit", "saleType", "scPrice", "ladderPrice", "fob", "minOrderQuantity", "marketSample", "marketSamplingPrice",
    "customMoreProperty", "productDescType", "superText", "textDesc", "companyFaqDesc",
)  # fmt: skip
"""The live form's fields that a seller fills, in its order; the platform's own fields are left out."""
SITES = ("alibaba", "generic")


def panel(publication: Publication, site: str = "alibaba", locale: str = "en") -> CopyPanel:
    """The panel for a site; ValueError for an unknown site, KeyError for a locale without an approved listing."""
    if site not in SITES:
        raise ValueError(site)
    listing = publication.listings[locale]
    make = _alibaba if site == "alibaba" else _generic
    fields = tuple(field for field in make(publication, listing) if field.text)
    return CopyPanel(site, publication.sku, locale, fields, tuple(picture.path for picture in publication.pictures))


def reply_panel(thread: str, text: str) -> CopyPanel:
    """A reply to paste into a site's message box."""
    return CopyPanel("generic", thread, "", (CopyField("reply", "回复", "Reply", text),))


def lay_out_pictures(panel_: CopyPanel, folder: Path) -> CopyPanel:
    """Copies the pictures into `folder`, numbered in their order, so that one drag uploads them all. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    laid = []
    for number, path in enumerate(panel_.pictures, 1):
        target = folder / f"{_file_name(panel_.sku)}-{number}{Path(path).suffix}"
        target.write_bytes(Path(path).read_bytes())
        laid.append(str(target))
    return replace(panel_, pictures=tuple(laid), folder=str(folder))


def _file_name(text: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in text)[:60]


def _alibaba(publication: Publication, listing: Listing) -> Iterator[CopyField]:
    english = listing.locale.startswith("en")
    title = plain(listing.title) if english else listing.title
    words = [plain(word) if english else word for word in listing.keywords]
    yield CopyField("productTitle", "产品名称", "Product name", title, TITLE_BYTES, "byte")
    yield CopyField("productKeywords", "产品关键词", "Product keywords", "\n".join(words), KEYWORD_BYTES, "byte")
    yield from _attributes(publication)
    yield CopyField("saleProp", "颜色规格", "Color", "\n".join(colours(publication)))
    yield from _package(publication)
    yield from _trade(publication)
    own = "\n".join(f"{name}: {value}" for name, value in publication.own.items())
    yield CopyField("customMoreProperty", "更多自定义属性", "More attributes", own)
    yield CopyField("superText", "产品详情描述", "Description", listing.description, 65_000, "byte")
    for number, text in enumerate(listing.highlights, 1):
        yield CopyField(f"textDesc_{number}", f"产品卖点 {number}", f"Highlight {number}", text, 500)
    for number, row in enumerate(listing.faq[:8], 1):
        yield CopyField(f"companyFaqDesc_{number}.question", f"常见问题 {number}", f"Question {number}", row.q, 150)
        yield CopyField(f"companyFaqDesc_{number}.answers", f"回答 {number}", f"Answer {number}", row.a, 500)


def _attributes(publication: Publication) -> Iterator[CopyField]:
    origin = ORIGIN_NAMES.get(publication.origin[:2].upper(), publication.origin) if publication.origin else ""
    yield CopyField("p-1", "原产地", "Place of Origin", origin)
    yield CopyField("p-2", "品牌", "Brand Name", publication.brand, 50, "byte")
    yield CopyField("p-3", "型号", "Model Number", publication.model or publication.sku, 50, "byte")
    for fact in publication.facts:
        if fact.key not in ("colour", "feature"):
            yield CopyField(f"attribute.{fact.key}", fact.name, fact.name, ", ".join(fact.values), 70, "byte")


def _package(publication: Publication) -> Iterator[CopyField]:
    size = " x ".join(publication.package_cm) if publication.package_cm else ""
    yield CopyField("pkgMeasure", "单件包装尺寸 (cm)", "Package size (cm)", size)
    yield CopyField("pkgWeight", "单件毛重 (kg)", "Gross weight (kg)", publication.package_kg)
    rows = [f"{up_to}: {days}" for up_to, days in publication.lead_days[:3]]
    yield CopyField("ladderPeriod", "发货期 (数量: 天)", "Lead time (quantity: days)", "\n".join(rows))


def _trade(publication: Publication) -> Iterator[CopyField]:
    yield CopyField("priceUnit", "计量单位", "Unit", UNIT_NAMES.get(publication.unit, publication.unit))
    rows = [f"{rung.start}: {rung.price:f}" for rung in publication.rungs[:4]]
    yield CopyField("ladderPrice", f"阶梯价 ({publication.currency})", f"Quantity price ({publication.currency})", "\n".join(rows))
    yield CopyField("minOrderQuantity", "最小起订量", "MOQ", str(publication.moq or ""))
    sample = "" if publication.sample_price is None else f"{publication.sample_price:f}"
    yield CopyField("marketSamplingPrice", "样品价", "Sample price", sample)


def _generic(publication: Publication, listing: Listing) -> Iterator[CopyField]:
    yield CopyField("title", "标题", "Title", listing.title)
    yield CopyField("summary", "简介", "Short description", "\n".join(listing.highlights))
    yield CopyField("description", "详细描述", "Description", listing.description)
    yield CopyField("keywords", "关键词 / 标签", "Keywords / tags", ", ".join(listing.keywords))
    yield CopyField("sku", "货号", "SKU", publication.sku)
    facts = [f"{fact.name}: {', '.join(fact.values)}" for fact in publication.facts] if listing.locale.startswith("en") else []
    yield CopyField("attributes", "属性", "Attributes", "\n".join(facts))
    rows = [f"{rung.start}+: {rung.price:f} {publication.currency}" for rung in publication.rungs]
    yield CopyField("prices", "价格", "Prices", "\n".join(rows))
    yield CopyField("faq", "常见问题", "FAQ", "\n\n".join(f"{row.q}\n{row.a}" for row in listing.faq))
