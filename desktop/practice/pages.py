"""What buyers see: the shop window, a product's page, the inbox. Everything from outside is escaped."""

from __future__ import annotations

import re
from html import escape, unescape

from desktop.practice import inbox, products
from desktop.practice.page_words import WORDS
from desktop.practice.products import Product
from desktop.practice.shop import APP_KEY, APP_SECRET, Shop

STYLE = """
:root{color-scheme:light;--ink:#2b2622;--soft:#7a6f66;--line:#e4dcd2;--paper:#fbf8f4;--accent:#b3541e}
*{box-sizing:border-box}body{margin:0;font:16px/1.55 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;
color:var(--ink);background:var(--paper)}header{display:flex;gap:24px;align-items:center;padding:16px 32px;background:#fff;
border-bottom:1px solid var(--line)}header a{color:var(--ink);text-decoration:none;font-weight:600}
header form{margin-inline-start:auto}
main{max-width:1080px;margin:24px auto;padding:0 24px}
input,textarea{font:inherit;padding:8px 12px;border:1px solid var(--line);border-radius:8px;background:#fff}
button{font:inherit;padding:8px 18px;border:0;border-radius:8px;background:var(--accent);color:#fff}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:16px}
.card{background:#fff;border:1px solid var(--line);border-radius:12px;overflow:hidden;text-decoration:none;color:inherit}
.card img,.card div.none{width:100%;aspect-ratio:1;object-fit:cover;background:#efe8df;display:block}
.card p{padding:10px 14px;margin:0}.two{display:grid;grid-template-columns:minmax(260px,420px) 1fr;gap:32px}
.two img{width:100%;border-radius:12px;border:1px solid var(--line)}.thumbs{display:flex;gap:8px;margin-top:8px}
.thumbs img{width:72px}table{border-collapse:collapse;width:100%}td,th{text-align:start;padding:6px 10px;
border-bottom:1px solid var(--line)}.soft{color:var(--soft)}.msg{background:#fff;border:1px solid var(--line);
border-radius:12px;padding:12px 18px;margin:10px 0;white-space:pre-wrap}.reply{border-inline-start:4px solid var(--accent)}
"""
ALLOWED_TAGS = re.compile(r"(</?(?:p|br|ul|ol|li|h2|h3|b|strong|em)\s?/?>)", re.IGNORECASE)


def words_for(language: str) -> tuple[str, dict[str, str]]:
    """The page's own words in a buyer's language; English where there are none. The listing stays as published."""
    short = language.split(",")[0].split("-")[0].lower()
    return (short, WORDS[short]) if short in WORDS else ("en", WORDS["en"])


def page(title: str, body: str, language: str = "en") -> str:
    """A whole page around ``body`` (which must be escaped already)."""
    lang, words = words_for(language)
    direction = "rtl" if lang == "ar" else "ltr"
    return (
        f'<!doctype html><html lang="{lang}" dir="{direction}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f'<style>{STYLE}</style></head><body><header><a href="/">{words["shop"]}</a>'
        f'<a href="/inbox">{words["inbox"]}</a><form action="/search"><input name="q" '
        f'placeholder="{words["search"]}"></form></header><main>{body}</main></body></html>'
    )


def start_page(shop: Shop, language: str) -> str:
    """The shop window with the public credentials underneath."""
    keys = (
        f'<p class="soft">App key <code>{APP_KEY}</code>, app secret <code>{APP_SECRET}</code>: public, they open '
        "nothing but this practice shop.</p>"
    )
    return page(words_for(language)[1]["shop"], _grid(shop, "", language) + keys, language)


def search_page(shop: Shop, query: str, language: str) -> str:
    """The products whose text holds all words of ``query``."""
    return page(query[:80], f"<h1>{escape(query[:80])}</h1>" + _grid(shop, query, language), language)


def visible(shop: Shop) -> list[Product]:
    """What buyers can see: displayed and not refused by the review."""
    return [item for item in products.every(shop, lagging=False) if item.display == "Y" and item.status != "tbd"]


def _grid(shop: Shop, query: str, language: str) -> str:
    words = query.lower().split()
    cards = []
    for item in visible(shop):
        text = " ".join([item.text("productTitle"), item.text("superText"), item.text("productKeywords", "productKeywords_0")]).lower()
        if not all(word in text for word in words):
            continue
        pictures = item.pictures()
        picture = f'<img alt="" src="/picture/{escape(pictures[0][0])}">' if pictures else '<div class="none"></div>'
        cards.append(f'<a class="card" href="/product/{item.id}">{picture}<p>{escape(item.text("productTitle"))}</p></a>')
    return f'<div class="grid">{"".join(cards[:300])}</div>' if cards else f"<p>{words_for(language)[1]['none']}</p>"


def description_html(text: str) -> str:
    """A description with only plain paragraph tags alive; all else is shown as text."""
    parts = ALLOWED_TAGS.split(text)  # text and tags in turn
    return "".join(part if n % 2 else escape(unescape(part), quote=False) for n, part in enumerate(parts))


def product_page(shop: Shop, item: Product, language: str) -> str:
    """A product as its buyers see it: exactly the published words and pictures."""
    words = words_for(language)[1]
    shots = [f'<img alt="" src="/picture/{escape(number)}">' for number, _ in item.pictures()]
    gallery = (shots[0] if shots else "") + f'<div class="thumbs">{"".join(shots[1:])}</div>'
    highlights = item.field("textDesc")
    points = "".join(f"<li>{escape(text)}</li>" for text, _ in (highlights.values if highlights else []))
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in facts(item))
    faq = item.field("companyFaqDesc")
    questions = ""
    for entry in faq.entries if faq else []:
        pair = {child.id: child.text() for child in entry}
        questions += f'<h3 class="q">{escape(pair.get("question", ""))}</h3><p class="a">{escape(pair.get("answers", ""))}</p>'
    body = (
        f'<div class="two"><div>{gallery}</div><div><h1 id="title">{escape(item.text("productTitle"))}</h1>'
        f'<ul id="highlights">{points}</ul><table id="facts">{rows}</table></div></div>'
        f'<section id="description">{description_html(item.text("superText"))}</section>'
        f'<section id="faq"><h2>{words["faq"]}</h2>{questions}</section>'
        f"<h2>{words['ask']}</h2>{_write_form(item.id, words)}"
    )
    return page(item.text("productTitle"), body, language)


def facts(item: Product) -> list[tuple[str, str]]:
    """Name and value of every attribute, price and term that the seller published."""
    from desktop.practice.catalogue import form_of

    found: list[tuple[str, str]] = []
    for top in form_of(item.category):
        answer = item.field(top.id)
        if answer is None or top.id not in ("icbuCatProp", "saleProp"):
            continue
        for child in answer.entries[0] if answer.entries else []:
            definition = top.child(child.id)
            names = {option.value: option.name for option in definition.options} if definition else {}
            shown = [attributes.get("inputValue") or names.get(text, text) for text, attributes in child.values]
            found.append((definition.name if definition else child.id, ", ".join(shown)))
    more = item.field("customMoreProperty")
    for pair in more.entries[0] if more and more.entries else []:
        name, value = pair.get("propName"), pair.get("valueName")
        found.append((name.text() if name else "", value.text() if value else ""))
    ladder = item.field("ladderPrice")
    for rung in ladder.entries[0] if ladder and ladder.entries else []:
        quantity, price = rung.get("quantity"), rung.get("price")
        if quantity and price:
            found.append((f"Price from {quantity.text()}", f"US$ {price.text()}"))
    if item.text("minOrderQuantity"):
        found.append(("MOQ", item.text("minOrderQuantity")))
    return found


def _write_form(product: int | None, words: dict[str, str]) -> str:
    hidden = f'<input type="hidden" name="product" value="{product}">' if product else ""
    return (
        f'<form method="post" action="/inbox">{hidden}<p><input name="from" placeholder="buyer@example.com"></p>'
        '<p><textarea name="body" rows="5" cols="60"></textarea></p>'
        f"<button>{words['send']}</button></form>"
    )


def inbox_page(shop: Shop, language: str) -> str:
    """All conversations of the practice shop, with a form for a new message."""
    words = words_for(language)[1]
    blocks = []
    for row in reversed(inbox.listing(shop)):
        kind = "msg reply" if row["kind"] == "reply" else "msg"
        blocks.append(
            f'<div class="{kind}" dir="auto"><b>{escape(row["from"])}</b> '
            f'<span class="soft">{escape(shop.stamp(row["at"]))} {escape(row["subject"])}</span>\n'
            f"{escape(row['body'])}</div>"
        )
    return page(words["inbox"], f"<h1>{words['inbox']}</h1>{_write_form(None, words)}" + "".join(blocks), language)
