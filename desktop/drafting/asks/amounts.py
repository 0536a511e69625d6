"""Numbers in a buyer's sentence and what each one is: money, a count, a container, a measure, a share, or bare."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop.drafting.asks.lexicon import UNSPACED, Lexicon
from desktop.language.numbers import NumberAt, find_digits, find_words
from desktop.language.units import dimension, unit_words

COUNTS = ("piece", "set", "carton", "dozen")
_SYMBOLS = {
    "us$": "USD", "usd": "USD", "u$s": "USD", "u$d": "USD", "$us": "USD", "$": "USD", "eur": "EUR", "€": "EUR", "gbp": "GBP", "£": "GBP", "r$": "BRL", "brl": "BRL", "jpy": "JPY", "cny": "CNY", "rmb": "CNY",
    "cad": "CAD", "aud": "AUD", "chf": "CHF", "aed": "AED", "sar": "SAR", "idr": "IDR", "rp.": "IDR", "rp": "IDR", "vnd": "VND", "₫": "VND", "krw": "KRW", "₩": "KRW", "rub": "RUB", "₽": "RUB", "mxn": "MXN",
    "clp": "CLP", "₹": "INR", "inr": "INR", "thb": "THB", "a$": "AUD", "c$": "CAD", "hk$": "HKD", "s$": "SGD", "egp": "EGP", "kwd": "KWD", "zar": "ZAR", "pln": "PLN", "try": "TRY", "₺": "TRY",
}  # fmt: skip
_ORDERED = sorted(_SYMBOLS, key=len, reverse=True)
_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:" + "|".join(re.escape(item) for item in _ORDERED if item[0].isalpha()) + "|u$s)|[$€£¥₫₩₽₹₺])[ :]{0,2}$|¥ ?$"
)
_AFTER = re.compile(r" ?(?:(?:" + "|".join(re.escape(item) for item in _ORDERED) + r")(?![a-z])|¥)")
_WORD = re.compile(r"[^\W\d_]+")
_CONTAINER = re.compile(
    r"(?<![\d.,])(?P<size>20|40)[ -]?(?P<mark>'{1,2}|\"|ft|feet|foot|gp|hq|hc|dv|dc|st|ot|pies|pes|pieds|fuss|piedi|футов\w*|фут\w*|قدم\w*|フィート|ft|피트|푸트|kaki|尺)"
    r"[ -]?(?P<high>hq|hc|h/c|high[ -]?cube|高柜|高箱|高|ハイキューブ|하이큐브|хай.?кьюб|high)?(?P<rest>[ -]?(?:gp|dv|dc|st|standard)?)(?![a-z])"
)  # fmt: skip
_CONTAINER_LED = re.compile(
    r"(?:conten\w+|container\w*|conteneur\w*|contain\w*|контейнер\w*|حاوي\w*|コンテナ|컨테이너|kontainer|cont)[^\d]{0,14}(?P<size>20|40)[ ]?(?P<high>hq|hc|high)?(?!\d)"
)
_COUNT_BEFORE = re.compile(
    r"(?<![\d.,])(\d{1,2})\s?(?:[x*\s]|conten\w{1,12}|container\w{0,3}|контейнер\w{0,3}|حاوي\w{0,3}|コンテナ|컨테이너|cont|full|fcl|kontainer|de|da|con|of|di|von|units?"
    r"|个|個|本|台|대|개|th){0,8}$"
)
_FILLER = re.compile(
    r"(?:[x*\s]|conten\w{1,12}|container\w{0,3}|контейнер\w{0,3}|حاوي\w{0,3}|コンテナ|컨테이너|cont|full|fcl|kontainer|de|da|con|of|di|von|units?|본|대|本|个|個){0,8}$"
)
_BLOCKED = re.compile(
    r"https?://\S{1,300}|www\.\S{1,300}|[\w.+-]{1,64}@[\w.-]{1,100}"
    r"|(?:\+|(?<!\d)00)\d[\d ().\-/]{6,20}\d"
    r"|(?:tel|phone|whats ?app|wechat|mobile|mob|cell|fax|telefon\w*|telefono|telephone|тел\w*|هاتف|جوال|電話|전화|điện thoại|hp|wa|微信|电话)[^\w\d]{0,5}[\d ()+.\-]{6,22}"
    r"|(?:#|№|n°|nº|no\.|nr\.|num\.|order no|order number|po|pi|invoice|factura|facture|rechnung|bestellung|pedido|commande|ordine|заказ\w*|счет\w*|инвойс\w*|注文番号|注文|주문번호|訂單|订单号?|رقم|đơn hàng|pesanan)"
    r"\s?(?:no|nr|num|number|№|n°|nº|#|:|番号|번호|号|số|nomor)?[.:# ]{0,3}(?=[\w/-]{0,14}[-/\d]{4,})[a-z]{0,5}[-/]?\d[\w/-]{2,20}"
    r"|(?<![a-z0-9$€£])(?!usd|eur|gbp|cny|rmb|brl|jpy|aed|sar|idr|vnd|krw|rub|cad|aud|x\d|qty|rp|r\$)[a-z]{1,6}[-/]?\d{2,}[a-z0-9/-]{0,16}"
    r"|(?:ordine|order|pedido|orden|auftrag|po|commande|bestellung|заказ\w{0,2}|طلبي\w{0,3}|注文|주문|đơn hàng|pesanan)\s(?:(?:n[.°ºo]?|№)\s?)?\d{3,6}(?!\s*[^\W\d_]|[\d.,])"
    r"|(?<![a-z0-9])(?!usd|eur|qty|rp|pcs|ab)[a-z]{2,4}-\d{1,3}(?![\d.,])|(?<![\d.,])\d{3,6}-\d{0,2}[a-z]{1,4}(?![a-z])|(?<!\d)\d{1,2}[:h]\d{2}(?!\d)(?:\s?(?:am|pm|uhr|h|часов))?|(?<![\d.,])\d{7,}(?![\d.,])"
)
_TIMES = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:mm|cm|m|in|inch|\")?\s?(?:[x*×х]|by |mal |by|на(?= \d+ ?см))\s?\d+(?:[.,]\d+)?(?:\s?(?:mm|cm|m|in|inch|\")?\s?[x*×х]\s?\d+(?:[.,]\d+)?)?\s?(?:mm|cm|m|in|inch\w*|\"|см|мм|سم|厘米|センチ|公分)?(?![a-z])"
)


@dataclass(frozen=True)
class AmountAt:
    """A number at a folded range. `kind`: money, count, container, percent, measure, bare. `unit`: counting unit or currency."""

    start: int
    end: int
    value: Decimal
    kind: str
    unit: str = ""
    generic: bool = False


def block(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with these ranges blanked, length kept."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def without_codes(text: str) -> str:
    """A folded text with links, addresses, telephone and document numbers, codes and clock times blanked."""
    return block(text, [match.span() for match in _BLOCKED.finditer(text)])


_REPEATED = re.compile(
    r"(?<!\w)([^\W\d_]+(?:[ -][^\W\d_]+){0,4} ?)(\()\s?\d{1,6}\s?(\))(?= [^\W\d_])"
)  # "six (6) units": the words go, the figure stays
_POSITION = re.compile(
    r"(?<!\w)(?:pos(?:ition|icion|izione)?|item|lote?|los|line|linea|linha|poste|voce|поз(?:иция)?|лот|البند|بند|項番|항목|mục|butir)[. ]{0,2}\d{1,4}(?=\s*(?:[:.)–—-]|\s[^\W\d_]))"
)
_IN_WORDS = re.compile(r"(?<=\d)\s?\(([^\W\d_][^()\d]{1,50})\)")  # "120 (one hundred and twenty) sets"
_VOLTS = re.compile(
    r"(?<![\d.,])(?:1[12]0|127|2[0234]0|38[05]|4[0146]0|415)(?:\s?[/-]\s?(?:1[12]0|127|2[0234]0|38[05]|4[0146]0|415))?(?=[ -]?(?:v(?:olt\w*|ac)?(?![a-z])|в(?:ольт\w*)?(?![а-я])|mono|tri(?:f|ph)|single|three|ein|drei|1|3|однофаз|трехфаз|単相|三相|단상|삼상|فولت|vôn|pha ))"
    r"|(?<=in )(?:110|220|230|240|380|400)(?=\s*(?:[?,.]|$))|(?<=(?:la|il|el|en|em|de|da|на) )(?:110|220|230|240|380|400)(?=\s*(?:[?,.]|$))"
)
_STANDARD = re.compile(
    r"(?<![a-z0-9])(?:iso|din|ansi|astm|standard|norm|norme|norma|bs|gost|гост|jis|sni|ul|ip|ral|oeko-?tex(?: standard)?|prop(?:osition)?|eur|annex|incoterms|form|page|art|step|point|option|version|type|typ|тип|class|grade|aisi|sus)[ .:-]{0,2}\d[\d.:/-]{0,9}(?![\d%])"
    r"|(?<![a-z0-9])(?:en ?(?:71|388|14[0-9]{3}|12[0-9]{3}|13[0-9]{3}|6[0-9]{4})|un ?38[.,]3)(?:-\d{1,2})?(?!\d|[.,]\d)"
)


def find_amounts(text: str, lexicon: Lexicon) -> list[AmountAt]:
    """Every number of a folded text (codes and dates already blanked), in order."""
    text = block(text, [match.span() for pattern in (_STANDARD, _VOLTS, _POSITION) for match in pattern.finditer(text)])
    text = block(text, [span for match in _REPEATED.finditer(text) for span in _said(match, lexicon)])
    text = block(text, [match.span() for match in _IN_WORDS.finditer(text) if _numbers(match[1], lexicon)])
    found = _containers(text, lexicon.language)
    text = block(text, [(item.start, item.end) for item in found])
    sizes = [match.span() for match in _TIMES.finditer(text)]
    text = block(text, sizes)
    for number in _numbers(text, lexicon):
        item = _amount(text, number, lexicon)
        if item is not None:
            found.append(item)
    found.sort(key=lambda item: item.start)
    return _summed(text, found)


def _said(match: re.Match[str], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where a number in words and the brackets of its figure stand ("one" and "una" too); nothing when no number is said."""
    words = match[1]
    spans = [(word.start(), word.end(), word.group()) for word in _WORD.finditer(words)]
    last = [item for item in find_words(words, lexicon.language, spans) if item.end >= len(words.rstrip())]
    return [(match.start() + last[-1].start, match.start() + last[-1].end), match.span(2), match.span(3)] if last else []


def _containers(text: str, language: str) -> list[AmountAt]:
    found: list[AmountAt] = []
    for pattern in (_CONTAINER, _CONTAINER_LED):
        for match in pattern.finditer(text):
            if any(item.start < match.end() and match.start() < item.end for item in found):
                continue
            mark = match.groupdict().get("mark") or ""
            high = match["high"] or mark in ("hq", "hc")
            unit = "20GP" if match["size"] == "20" else ("40HQ" if high else "40GP")
            count, start = _count_before(text, match.start(), language)
            found.append(AmountAt(start, match.end(), Decimal(count), "container", unit))
    return found


def _count_before(text: str, place: int, language: str) -> tuple[int, int]:
    window = text[max(0, place - 26) : place]
    match = _COUNT_BEFORE.search(window)
    if match:
        return int(match[1]), place - len(window) + match.start()
    words = [(found.start(), found.end(), found.group()) for found in _WORD.finditer(window)]
    spoken = [item for item in find_words(window, language, words) if item.values and _FILLER.match(window[item.end :])]
    if spoken and 0 < spoken[-1].value <= 99:
        return int(spoken[-1].value), place - len(window) + spoken[-1].start
    return 1, place


def _numbers(text: str, lexicon: Lexicon) -> list[NumberAt]:
    whole = _spoken(text, lexicon)
    text = block(text, [(item.start, item.end) for item in whole])
    digits = find_digits(text, lexicon.language)
    words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    near = bytearray(len(text) + 3)  # where a number stands or ends: a word that touches it is its unit, not a number
    for item in digits:
        start = max(0, item.start - 1)
        near[start : item.end + 2] = b"\1" * (item.end + 2 - start)
    spoken: list[NumberAt] = []
    for item in find_words(text, lexicon.language, words):
        overlaps = spoken and item.start < spoken[-1].end
        if not item.article and not overlaps and not any(near[item.start : item.end + 1]):
            spoken.append(item)
    return sorted((item for item in [*whole, *digits, *spoken] if item.values and item.value >= 0), key=lambda item: item.start)


def _spoken(text: str, lexicon: Lexicon) -> list[NumberAt]:
    """Numbers said in a way of their own: "полторы тысячи", "anderthalbtausend", "2k5"; of two at one place the longer one."""
    hits = [(match.span(), value) for phrases, value in lexicon.spoken for match in phrases.finditer(text)]
    if lexicon.language == "vi":
        hits += [(match.span(), int(match[1]) * 1000 + int(match[2]) * 100) for match in _K_HUNDREDS.finditer(text)]
    taken = bytearray(len(text))
    found: list[NumberAt] = []
    for (start, end), value in sorted(hits, key=lambda hit: hit[0][0] - hit[0][1]):
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(NumberAt(start, end, (Decimal(value),), words=True))
    return found


_K_HUNDREDS = re.compile(r"(?<![\d.,])(\d{1,3})k(\d)(?!\d)")
_SUM_GAP = re.compile(r"\s*(?:and|y|e|et|und|و)?\s*")


def _summed(text: str, items: list[AmountAt]) -> list[AmountAt]:
    """ "Mil doscientas", "two thousand five hundred", "1万5千": a round number in words and the smaller one that completes it."""
    result: list[AmountAt] = []
    for item in items:
        last = result[-1] if result else None
        if last is not None and last.kind == "bare" and item.kind in ("bare", "count", "money") and _completes(text, last, item):
            result[-1] = replace(item, start=last.start, value=last.value + item.value)
        elif last is not None and item.kind in ("bare", "money") and _is_price(text, last, item):
            whole = last if last.kind == "money" else item
            result[-1] = replace(whole, start=last.start, end=item.end, value=last.value + item.value / 100)
        else:
            result.append(item)
    return result


_CENTS_GAP = re.compile(r"\s(?:con |e |et |y |and |point |punto |virgula |virgule |komma |euro |dollars? |dolares |dolari |dollari )?")


def _is_price(text: str, last: AmountAt, item: AmountAt) -> bool:
    """ "Three fifty", "tres con veinte": an amount said in words, the hundredths behind the whole."""
    said = text[last.start : item.end]
    whole, cents = last.kind in ("bare", "money") and last.value < 100, 10 <= item.value < 100
    return whole and cents and not any(ch.isdigit() for ch in said) and bool(_CENTS_GAP.fullmatch(text[last.end : item.start]))


def _completes(text: str, last: AmountAt, item: AmountAt) -> bool:
    said = text[last.start : last.end]
    if last.value < 1000 or last.value % 1000 or not 0 < item.value < (1000 if last.value % 10_000 else 10_000):
        return False
    return not said.strip().isdigit() and bool(re.search(r"[^\W\d_]", said)) and bool(_SUM_GAP.fullmatch(text[last.end : item.start]))


_CENTS = re.compile(
    r"\s?(?:us )?(?:cents?|centavos?|centimos?|centimes?|centesimi|цент(?:а|ов)?|سنت(?:ات)?|セント|센트|xu|sen)(?![^\W\d_])"
)


def _amount(text: str, number: NumberAt, lexicon: Lexicon) -> AmountAt | None:
    value, end = number.value, number.end
    factor, end = _scaled(text, end, lexicon)
    value *= factor
    cents = _CENTS.match(text, end)
    if cents:
        return AmountAt(number.start, cents.end(), value / 100, "money")
    currency = _currency_before(text, number.start, lexicon) or ""
    after = _currency_after(text, end, lexicon)
    if currency or after:
        money = _money_value(number, factor, currency or (after[0] if after else ""))
        return AmountAt(number.start, after[1] if after and not currency else end, money, "money", currency or (after[0] if after else ""))
    if text[end : end + 2].strip()[:1] == "%":
        return AmountAt(number.start, end + 1, value, "percent")
    if number.unit and number.unit in COUNTS:
        return AmountAt(number.start, end, value, "count", number.unit)
    return _counted(text, number.start, end, value, lexicon)


def _money_value(number: NumberAt, factor: int, currency: str) -> Decimal:
    """Where a comma may group (Spanish), it does in dollars: "$9,800"; in euros it is a decimal mark."""
    value = number.values[-1] if len(number.values) > 1 and currency not in ("", "EUR") else number.value
    return value * factor


def _scaled(text: str, end: int, lexicon: Lexicon) -> tuple[int, int]:
    tail = text[end : end + 14]
    stripped = tail.lstrip(" ")
    for pattern, factor in lexicon.scales:
        match = pattern.match(stripped)
        if match:
            return factor, end + len(tail) - len(stripped) + match.end()
    return 1, end


def _currency_before(text: str, start: int, lexicon: Lexicon) -> str | None:
    window = text[max(0, start - 12) : start]
    match = _BEFORE.search(window)
    if match:
        return _code(match[0].strip(" :"), lexicon.language)
    for code, pattern in lexicon.currencies.items():
        hits = list(pattern.finditer(window))
        taken = hits and re.search(r"\d\s?$", window[: hits[-1].start()])  # "0,8 đô 1 sợi": the other number's currency
        if hits and not taken and not window[hits[-1].end() :].strip(" :") and lexicon.language not in ("ja", "ko", "zh"):
            return code
    return None


def _currency_after(text: str, end: int, lexicon: Lexicon) -> tuple[str, int] | None:
    match = _AFTER.match(text, end)
    if match:
        return _code(match[0].strip(), lexicon.language), match.end()
    tail = text[end : end + 24]
    stripped = tail.lstrip(" ")
    if len(tail) - len(stripped) > 1:
        return None
    best: tuple[str, int] | None = None
    for code, pattern in lexicon.currencies.items():
        hit = pattern.match(stripped)
        if hit and (best is None or hit.end() > best[1]):
            best = (code, hit.end())
    return None if best is None else (best[0], end + len(tail) - len(stripped) + best[1])


def _code(symbol: str, language: str) -> str:
    if symbol == "¥":
        return "JPY" if language == "ja" else "CNY"
    return _SYMBOLS.get(symbol, "USD")


def _counted(text: str, start: int, end: int, value: Decimal, lexicon: Lexicon) -> AmountAt:
    tail = text[end : end + 80]
    stripped = tail.lstrip(" -")
    for name in ("piece", "set", "carton", "dozen", "generic"):
        match = lexicon.units[name].match(stripped)
        if match:
            stop = end + len(tail) - len(stripped) + match.end()
            return AmountAt(start, stop, value, "count", "piece" if name == "generic" else name, name == "generic")
    unit = unit_words(lexicon.language).after(text, end)
    if unit is not None and text[unit.start : unit.end] != "a":  # "300 à Marseille" is no current
        if unit.symbol in COUNTS:
            return AmountAt(start, unit.end, value, "count", unit.symbol)
        if unit.symbol.startswith("money:"):
            return AmountAt(start, unit.end, value, "money", unit.symbol[6:])
        if unit.symbol == "bag" and lexicon.language not in UNSPACED:
            return AmountAt(start, unit.end, value, "count", "piece", True)  # bags are goods here as often as packing
        if dimension(unit.symbol) != "list":
            return AmountAt(start, unit.end, value, "measure", unit.symbol)
    return AmountAt(start, end, value, "bare")
