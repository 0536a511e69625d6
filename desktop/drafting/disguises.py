"""The ways a number can hide in a text: other scripts, spaces, zero-width signs, markup, base64, percent signs, words.

Every step is linear and bounded; decoding goes two levels deep.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from urllib.parse import unquote

from desktop.language.normalise import fold
from desktop.language.numbers import NumberAt, find_digits, find_words
from desktop.language.numerals import han_value

MAX_TEXT = 100_000
LANGUAGES = ("en", "es", "pt", "fr", "de", "it", "ru", "ar", "ja", "ko", "vi", "id", "zh")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{4,4096}={0,2}")
_HEX = re.compile(r"(?:0x)?(?:[0-9a-fA-F]{2}[\s:]?){3,2048}")
_TAG = re.compile(r"<[^<>]{0,400}>")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
_LOOKALIKES = str.maketrans(
    {
        "O": "0",
        "o": "0",
        "О": "0",
        "о": "0",
        "Ο": "0",
        "ο": "0",
        "l": "1",
        "I": "1",
        "|": "1",
        "І": "1",
        "З": "3",
        "з": "3",
        "S": "5",
        "B": "8",
    }
)
_LOOKALIKE_RUN = re.compile(r"(?<![^\W\d_])[\dOoОоΟοlIІЗзSB]{1,6}[.,][\dOoОоΟοlIІЗзSB]{1,4}(?![^\W\d_])")
MONEY_SIGNS = re.compile(
    r"[$€£¥₫₩₽₹₺]|usd|eur|gbp|cny|rmb|jpy|dollar|dólar|dolar|доллар|دولار|ドル|달러|美元|euro|евро|يورو|ユーロ|유로|(?:(?<=\d)|(?<=\0 )|^)\s?(?:元|円|원)",
    re.IGNORECASE,
)
MONEY_WORDS = re.compile(
    r"[$€£¥₫₩₽₹₺]|usd|eur|gbp|cny|rmb|jpy|brl|dollar|dólar|dolar|доллар|دولار|ドル|달러|美元|美金|đô|euro|евро|يورو|ユーロ|유로|(?:(?<=\d)|(?<=\0 )|^)\s?(?:元|円|원)|"
    r"cost|price|floor|minimum|margin|lowest|precio|costo|coste|mínimo|margen|preço|custo|margem|prix|coût|marge|plancher|preis|kosten|untergrenze|prezzo|costo|margine|"
    r"цен|себестоим|марж|стоим|سعر|تكلف|كلف|هامش|価格|原価|下限|単価|가격|원가|마진|단가|giá|chi phí|lợi nhuận|harga|biaya|modal|laba|价|成本|底线|利润|毛利",
    re.IGNORECASE,
)
_HAN_MARK = re.compile(r"[一二三四五六七八九十百两壹贰叁肆伍陆柒捌玖拾佰零〇]\s?[点點元块角.．。・]")
_HAN_DECIMAL = re.compile(r"([零〇一二三四五六七八九十百千两]{1,8})\s?[点點元块.．。・]\s?([零〇一二三四五六七八九]{1,4})")
_ZERO = re.compile(r"(?<![^\W\d_])(?:zero|cero|null|ноль|нуль|ноля|khong|không|nol|kosong|صفر|nought|oh)(?![^\W\d_])")
_SCRIPT_EDGE = re.compile(
    r"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])(?=[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])|(?<=[A-Za-zÀ-ɏ\u0370-\u06ff\u1e00-\u1eff])(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])"
)
_HAN_DIGITS = str.maketrans("零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖元块", "00123456789" + "2" + "123456789" + "点点")
# Syllables are digits only in a run around the decimal mark: single ones stand in every sentence.
_SINO_RUN = re.compile(r"(?:[영공일이삼사오육칠팔구]\s?){1,6}[점쩜](?:\s?[영공일이삼사오육칠팔구]){1,4}")
_SINO_DIGITS = str.maketrans("영공일이삼사오육칠팔구", "00123456789")
_DECIMAL_WORDS = re.compile(
    r"^\s?(?:point|dot|comma|punto|coma|con|ponto|virgula|virgule|komma|punkt|virgola|запятая|точка|целых|целые|и|فاصله|نقطه|و|点|點|てん|ポイント|점|쩜|phay|phẩy|cham|chấm|koma|titik|and|y|e|et|und|"
    r"(?:us |u\.s\. )?(?:dollars?|dolares?|dolar|dollar|euros?|доллар\w*|دولار\w*|ドル|달러|đô(?: la)?|美元|元|块|yuan)(?: and| y| e| et| und| и| و|,)?)\s?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_CURRENCY_SIGNS = {"$": "USD", "us$": "USD", "usd": "USD", "eur": "EUR", "€": "EUR", "gbp": "GBP", "£": "GBP", "cny": "CNY", "rmb": "CNY", "¥": "CNY", "jpy": "JPY", "brl": "BRL", "r$": "BRL", "krw": "KRW", "₩": "KRW",
                   "vnd": "VND", "₫": "VND", "rub": "RUB", "₽": "RUB", "aed": "AED", "sar": "SAR", "idr": "IDR", "inr": "INR", "₹": "INR", "cad": "CAD", "aud": "AUD", "chf": "CHF", "mxn": "MXN", "rp": "IDR", "美元": "USD", "美金": "USD",
                   "dollars": "USD", "dollar": "USD", "dólares": "USD", "dolares": "USD", "долларов": "USD", "доллара": "USD", "دولار": "USD", "ドル": "USD", "米ドル": "USD", "달러": "USD", "đô la": "USD", "dolar": "USD", "euros": "EUR", "euro": "EUR",
                   "евро": "EUR", "يورو": "EUR", "ユーロ": "EUR", "유로": "EUR", "欧元": "EUR", "元": "CNY", "人民币": "CNY", "円": "JPY", "원": "KRW", "yuan": "CNY", "reais": "BRL", "руб": "RUB", "рублей": "RUB"}  # fmt: skip
_SIGN = "|".join(re.escape(sign) for sign in sorted(_CURRENCY_SIGNS, key=len, reverse=True))
_AMOUNT = r"\d[\d.,'’\u00a0\u202f ]{0,18}\d|\d"
_LEADING = "|".join(re.escape(sign) for sign in sorted(_CURRENCY_SIGNS, key=len, reverse=True) if ord(sign[0]) < 0x2E80)
_MONEY = re.compile(
    rf"(?:(?<![^\W\d_])(?P<before>{_LEADING})\s?(?P<a>{_AMOUNT}))|(?:(?P<b>{_AMOUNT})\s?(?P<after>{_SIGN})(?![a-z]))", re.IGNORECASE
)


def disguises(text: str) -> Iterator[str]:
    """The text made plain, then everything that decodes from it."""
    text = text[:MAX_TEXT]
    first = plain_figures(text)
    yield first
    seen = {first}
    level = [text]
    for _round in range(2):
        found: list[str] = []
        for item in level:
            for other in _decoded(item):
                shown = plain_figures(other)
                if shown not in seen:
                    seen.add(shown)
                    found.append(other)
                    yield shown
        level = found[:64]


def plain_figures(text: str) -> str:
    """Invisible signs away, every decimal digit as 0-9, wide and styled forms narrow; the length is kept where possible."""
    return "".join(_plain(ch) for ch in _INVISIBLE.sub("", text))


def _plain(ch: str) -> str:
    if ch.isascii():
        return ch
    if unicodedata.category(ch) in ("Nd", "No", "Nl"):
        value = unicodedata.numeric(ch, -1)
        return str(int(value)) if value >= 0 and value == int(value) else unicodedata.normalize("NFKC", ch)
    normal = unicodedata.normalize("NFKC", ch)
    return normal if len(normal) == 1 else ch


def _decoded(text: str) -> Iterator[str]:
    bare = _TAG.sub("", text)
    if bare != text:
        yield bare
    for other in (html.unescape(text), unquote(text), text[::-1]):
        if other != text:
            yield other
    if _LOOKALIKE_RUN.search(text):
        yield _LOOKALIKE_RUN.sub(lambda match: match[0].translate(_LOOKALIKES), text)
    if r"\u" in text or r"\x" in text:
        yield re.sub(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})", lambda match: chr(int(match[1] or match[2], 16)), text)
    if _HAN_MARK.search(text):
        yield text.translate(_HAN_DIGITS)
        yield _HAN_DECIMAL.sub(lambda match: f"{han_value(match[1])}.{match[2].translate(_HAN_DIGITS)}", text)
    if _SINO_RUN.search(text):
        yield _SINO_RUN.sub(lambda match: re.sub(r"\s", "", match[0]).translate(_SINO_DIGITS), text)
    yield from _from_base64(text)
    yield from _from_hex(text)


def _from_base64(text: str) -> Iterator[str]:
    for match in list(_BASE64.finditer(text))[:400]:
        raw = match[0].rstrip("=").replace("-", "+").replace("_", "/")
        try:
            data = base64.b64decode(raw + "=" * (-len(raw) % 4), validate=True)
            decoded = data.decode("utf-8")
        except (binascii.Error, ValueError):
            continue
        if decoded and all(ch.isprintable() or ch.isspace() for ch in decoded):
            yield decoded


def _from_hex(text: str) -> Iterator[str]:
    for match in list(_HEX.finditer(text))[:200]:
        digits = re.sub(r"^0x|[\s:]", "", match[0])
        try:
            decoded = bytes.fromhex(digits).decode("ascii")
        except ValueError:
            continue
        if decoded.isprintable():
            yield decoded


def spoken_numbers(text: str) -> Iterator[tuple[Decimal, str]]:
    """(value, words around it) of numbers in words of any language, also "two point nine zero" and "two dollars ninety"."""
    text = _SCRIPT_EDGE.sub(" ", text[:20_000])
    for language in LANGUAGES:
        yield from _spoken(fold(_INVISIBLE.sub("", text), language).text, language)


def _spoken(text: str, language: str) -> Iterator[tuple[Decimal, str]]:
    text = _ZERO.sub("0", text)
    words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    items: list[NumberAt] = [item for item in find_words(text, language, words) if item.values and item.value >= 0]
    items += [item for item in find_digits(text, language) if item.values and item.value >= 0]
    items.sort(key=lambda item: item.start)
    for index, item in enumerate(items):
        around = text[max(0, item.start - 30) : item.end + 30]
        values = [*(item.values if item.words else ()), *_with_decimals(text, items, index)]
        yield from ((value, around) for value in values)


def _with_decimals(text: str, items: list[NumberAt], index: int) -> Iterator[Decimal]:
    """A whole number with what follows behind a word for the decimal mark, a currency or nothing."""
    head = items[index]
    if head.value != head.value.to_integral_value() or index + 1 >= len(items):
        return
    gap = text[head.end : items[index + 1].start]
    if not (_DECIMAL_WORDS.match(gap) or (gap in (" ", "", "-") and (head.words or items[index + 1].words))):
        return
    digits = ""
    for follower, previous in zip(items[index + 1 : index + 5], items[index : index + 4], strict=False):
        space = text[previous.end : follower.start]
        if digits and space.strip(" -"):
            break
        digits += format(follower.value, "f").replace(".", "")
        yield Decimal(f"{head.value}.{digits}")
        if len(digits) == 1:
            yield Decimal(f"{head.value}.0{digits}")


def money_amounts(text: str) -> list[tuple[int, int, tuple[Decimal, ...], str]]:
    """(start, end, possible readings, currency) of every amount of money written in figures, in place."""
    shown = text if text.isascii() else "".join(narrow if len(narrow := _plain(ch)) == 1 else ch for ch in text)
    found = []
    for match in _MONEY.finditer(shown):
        figures = match["a"] or match["b"]
        sign = (match["before"] or match["after"]).casefold()
        readings = read_figures(figures.strip())
        if readings:
            found.append((match.start(), match.end(), readings, _CURRENCY_SIGNS.get(sign, "USD")))
    return found


@lru_cache(maxsize=4096)
def read_figures(figures: str) -> tuple[Decimal, ...]:
    """Every value that a digit string with marks may mean ("1.250" is 1250 and 1.250)."""
    tight = re.sub(r"[\s\u00a0\u202f'’]", "", figures)
    marks = [ch for ch in tight if ch in ".,"]
    if not marks:
        return (Decimal(tight),) if tight.isdigit() else ()
    values = set()
    last = max(tight.rfind("."), tight.rfind(","))
    whole, part = re.sub(r"[.,]", "", tight[:last]), tight[last + 1 :]
    if part.isdigit() and whole.isdigit():
        values.add(Decimal(f"{whole}.{part}"))
    grouped = re.sub(r"[.,]", "", tight)
    if grouped.isdigit() and len(part) == 3:
        values.add(Decimal(grouped))
    return tuple(sorted(values))
