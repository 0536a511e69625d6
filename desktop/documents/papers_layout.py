"""The text of each paper as simple tables (HTML for Qt's text engine), two languages side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from desktop.documents.papers_words import in_words_en, in_words_zh
from desktop.domain.deals import Deal, DealLine
from desktop.domain.money import EXPONENT

Labels = Mapping[str, Mapping[str, str]]

# Which columns and rows each kind of paper shows.
PRICED = ("quotation", "proforma", "contract", "commercial_invoice")
BANKED = ("proforma", "contract", "commercial_invoice")
_SIGNED = ("contract", "proforma")


@dataclass(frozen=True)
class Page:
    """What is needed to write one paper: kind (a key of deals.PAPERS), the deal, and the languages, first one leading.

    `unit_name(unit, language)` names a counting unit and `country_name(code, language)` a country.
    """

    kind: str
    deal: Deal
    languages: Sequence[str]
    labels: Labels
    unit_name: Callable[[str, str], str]
    country_name: Callable[[str, str], str]

    def label(self, key: str) -> str:
        """A label in every language of the paper, the leading one first."""
        return " / ".join(dict.fromkeys(escape(self.labels[language][key]) for language in self.languages))


def page_html(page: Page) -> str:
    """The whole paper as HTML; every outside text is escaped."""
    direction = ' dir="rtl"' if page.languages[0] == "ar" else ""
    parts = [_head(page), _table(party_rows(page)), _goods(page), _table(terms_rows(page))]
    if page.kind in BANKED and page.deal.bank:
        parts.append(f"<p><b>{page.label('bank')}</b></p>" + _table(bank_rows(page)))
    if page.kind in _SIGNED:
        parts.append(_signatures(page))
    body = "".join(parts)
    if direction:
        body = _TEXT.sub(_isolated, body)
    return f"<html><body{direction}>{body}</body></html>"


# In a right-to-left paper an account number or an address must keep its own order (Unicode isolates, UAX 9).
_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_ARABIC = re.compile(r"[\u0600-\u06ff]")


def _isolated(match: re.Match[str]) -> str:
    return match[0] if _ARABIC.search(match[0]) or not match[0].strip() else f"\u2066{match[0]}\u2069"


def number_text(value: Decimal | int) -> str:
    """A number as papers print it: comma groups, dot as mark, digits as given."""
    return f"{value:,}"


def money_text(value: Decimal, currency: str) -> str:
    """ "USD 2,400.00"."""
    digits = max(EXPONENT.get(currency, 2), -int(value.as_tuple().exponent))
    return f"{currency} {value:,.{digits}f}"


def _head(page: Page) -> str:
    deal = page.deal
    titles = [escape(page.labels[language][page.kind]) for language in page.languages]
    title = "<br>".join(dict.fromkeys(titles))
    return (
        f'<p align="center" style="font-size:16pt"><b>{escape(deal.seller.name)}</b></p>'
        f'<p align="center">{escape(deal.seller.address)}</p>'
        f'<p align="center" style="font-size:14pt"><b>{title}</b></p>'
        f"<p>{page.label('number')}: <b>{escape(deal.number)}</b> &nbsp;&nbsp; {page.label('date')}: {deal.issued.isoformat()}</p>"
    )


def party_rows(page: Page) -> list[tuple[str, str]]:
    """(label, text) of seller and buyer, as HTML pieces."""
    rows = []
    parties = (("seller", page.deal.seller), ("buyer", page.deal.buyer)) if page.kind != "production_order" else ()
    for key, party in parties:
        text = "<br>".join(escape(part) for part in (party.name, party.address, party.contact) if part)
        rows.append((page.label(key), text))
    return rows


def _goods(page: Page) -> str:
    deal = page.deal
    columns = ["item", "description", "quantity"]
    if page.kind in PRICED:
        columns += ["unit_price", "amount"]
    if page.kind == "packing_list":
        columns += ["cartons", "net_weight", "gross_weight", "volume"]
    head = "".join(f'<td bgcolor="#eeeeee"><b>{page.label(key)}</b></td>' for key in columns)
    rows = [f"<tr>{head}</tr>"]
    for index, line in enumerate(deal.lines, 1):
        cells = [str(index), description(page, line), _quantity(page, line.quantity, line.unit)]
        if page.kind in PRICED:
            cells += [money_text(line.unit_price, deal.currency), money_text(line.amount, deal.currency)]
        if page.kind == "packing_list":
            load = line.load
            cells += [_given(value) for value in ((load.cartons, load.net_kg, load.gross_kg, load.m3) if load else (None,) * 4)]
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    if page.kind in PRICED:
        rows.append(
            f'<tr><td colspan="4" align="right"><b>{page.label("total")}</b></td>'
            f"<td><b>{money_text(deal.total, deal.currency)}</b></td></tr>"
        )
    if page.kind == "packing_list":
        sums = (deal.cartons, deal.net_kg, deal.gross_kg, deal.m3)
        rows.append(
            f'<tr><td colspan="3" align="right"><b>{page.label("total")}</b></td>'
            + "".join(f"<td><b>{_given(v)}</b></td>" for v in sums)
            + "</tr>"
        )
    return f'<p></p><table border="1" cellspacing="0" cellpadding="4" width="100%">{"".join(rows)}</table>'


def description(page: Page, line: DealLine) -> str:
    """A line's code, name and customs code, as an HTML piece."""
    names = dict.fromkeys(line.name[language] for language in (*page.languages, "zh", "en") if line.name.get(language))
    text = f"<b>{escape(line.sku)}</b><br>" + "<br>".join(escape(name) for name in list(names)[: len(page.languages)])
    if page.kind == "production_order":
        known = page.labels[page.languages[0]]
        text += "".join(f"<br>{escape(known.get(key, key))}: {escape(value)}" for key, value in line.details.items())
    if line.hs_code and page.kind != "production_order":
        text += f"<br>{page.label('hs_code')}: {escape(line.hs_code)}"
    return text


def _quantity(page: Page, quantity: int, unit: str) -> str:
    names = dict.fromkeys(page.unit_name(unit, language) for language in page.languages)
    return f"{number_text(quantity)} {escape(' / '.join(names))}"


def _given(value: Decimal | int | None) -> str:
    if value is None:
        return "-"
    return number_text(value if isinstance(value, int) else value.quantize(Decimal("0.001")).normalize() + 0)


def terms_rows(page: Page) -> list[tuple[str, str]]:
    """(label, text) of everything below the goods, as HTML pieces."""
    deal = page.deal
    rows: list[tuple[str, str]] = []
    if page.kind in PRICED:
        words = [in_words_en(deal.total, deal.currency)]
        if "zh" in page.languages:
            words.append(in_words_zh(deal.total, deal.currency))
        rows.append((page.label("in_words"), "<br>".join(escape(item) for item in words)))
        if deal.incoterm:
            rows.append((page.label("incoterm"), escape(f"{deal.incoterm} {deal.place} (Incoterms 2020)".replace("  ", " "))))
        if deal.payment:
            rows.append((page.label("payment"), _payment(page)))
        if deal.valid_until and page.kind in ("quotation", "proforma"):
            rows.append((page.label("valid_until"), deal.valid_until.isoformat()))
    if deal.lead_time_days is not None and page.kind not in ("packing_list", "commercial_invoice"):
        key = "working_days" if deal.working_days else "days"
        rows.append((page.label("lead_time"), f"{deal.lead_time_days} {page.label(key)}"))
    if deal.origin and page.kind != "production_order":
        rows.append(
            (
                page.label("origin"),
                " / ".join(dict.fromkeys(escape(page.country_name(deal.origin, item)) for item in page.languages)),
            )
        )
    if deal.cartons is not None and page.kind != "packing_list":
        rows.append((page.label("cartons"), number_text(deal.cartons)))
        rows += [
            (page.label(key), _given(value)) for key, value in (("gross_weight", deal.gross_kg), ("volume", deal.m3)) if value is not None
        ]
    if deal.marks:
        rows.append((page.label("marks"), escape(deal.marks).replace("\n", "<br>")))
    return rows + [(page.label("notes"), escape(note)) for note in deal.notes]


def _payment(page: Page) -> str:
    deal = page.deal
    if deal.deposit_percent is None:
        return escape(deal.payment)
    deposit = (deal.total * deal.deposit_percent / 100).quantize(Decimal("0.01"))
    parts = ((deal.deposit_percent, "deposit", deposit), (100 - deal.deposit_percent, "balance", deal.total - deposit))
    return escape(deal.payment) + "".join(
        f"<br>{share}% {page.label(key)}: {money_text(sum_, deal.currency)}" for share, key, sum_ in parts
    )


def bank_rows(page: Page) -> list[tuple[str, str]]:
    """(label, text) of the bank account, as HTML pieces; none where the deal has none."""
    bank = page.deal.bank
    if bank is None:
        return []
    values = (
        ("beneficiary", bank.beneficiary),
        ("bank_name", bank.bank),
        ("account", bank.account),
        ("swift", bank.swift),
        ("bank_address", bank.address),
    )
    return [(page.label(key), escape(value)) for key, value in values if value]


def _signatures(page: Page) -> str:
    cells = "".join(f'<td width="50%"><b>{page.label(key)}</b><br><br><br></td>' for key in ("signature_seller", "signature_buyer"))
    return f'<p></p><table width="100%"><tr>{cells}</tr></table>'


def _table(rows: Sequence[tuple[str, str]]) -> str:
    if not rows:
        return ""
    body = "".join(f'<tr><td width="32%"><b>{label}</b></td><td>{text}</td></tr>' for label, text in rows)
    return f'<p></p><table border="1" cellspacing="0" cellpadding="4" width="100%">{body}</table>'
